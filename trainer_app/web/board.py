"""The floor as helpers' phones share it: read once for all of them, and again when something changed."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from uuid import UUID

from trainer_app.domain.changes import Changes
from trainer_app.domain.phone import PhoneRole
from trainer_app.services.floor import FloorView
from trainer_app.web.needs import Needs

_STALE = 2.0  # seconds; minutes run on and suggestions come up although nobody did anything


@dataclass(frozen=True, slots=True)
class Look:
    """The floor as it was read once: up to which `cursor`, and how many helpers there are with a phone."""

    view: FloorView
    cursor: int
    helpers: int


class Board:
    """One reading of the floor for many phones. Safe from several threads; who comes first reads for all."""

    def __init__(self, services: Needs, session_id: UUID) -> None:
        self._services = services
        self._session_id = session_id
        self._reading = threading.Lock()
        self._look: Look | None = None
        self._read_at = 0.0
        self._wanted = 0

    def hear(self, changes: Changes) -> None:
        """Hear the feed: what was read before this commit is old."""
        self._wanted = max(self._wanted, changes.cursor)

    def look(self) -> FloorView:
        """Return the floor, no older than the last commit heard of, nor than two seconds.

        Raises:
            Refused: the session is gone.
        """
        return self.read().view

    def read(self) -> Look:
        """Return the floor as `look` does, with what belongs to it.

        Raises:
            Refused: the session is gone.
        """
        with self._reading:
            if self._look is None or self._wanted or time.monotonic() - self._read_at > _STALE:
                self._wanted = 0  # before reading: a commit meanwhile asks for another reading
                helpers, cursor = self._services.phones.standing_of(self._session_id, PhoneRole.HELPER)
                self._look = Look(self._services.floor.look(self._session_id), cursor, helpers)
                self._read_at = time.monotonic()
            return self._look
