"""The floor as helpers' phones share it: read once for all of them, and again when something changed."""

from __future__ import annotations

import threading
import time
from uuid import UUID

from trainer_app.domain.changes import Changes
from trainer_app.services.floor import FloorView
from trainer_app.web.needs import Needs

_STALE = 2.0  # seconds; minutes run on and suggestions come up although nobody did anything


class Board:
    """One reading of the floor for many phones. Safe from several threads; who comes first reads for all."""

    def __init__(self, services: Needs, session_id: UUID) -> None:
        self._services = services
        self._session_id = session_id
        self._reading = threading.Lock()
        self._view: FloorView | None = None
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
        with self._reading:
            if self._view is None or self._wanted or time.monotonic() - self._read_at > _STALE:
                self._wanted = 0  # before reading: a commit meanwhile asks for another reading
                self._view = self._services.floor.look(self._session_id)
                self._read_at = time.monotonic()
            return self._view
