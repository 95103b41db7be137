"""Learned minutes: what each step took people in the earlier sessions of a series, carried to the next one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.floor import Room
from trainer_app.domain.pace import learned_minutes
from trainer_app.domain.scene import scene
from trainer_app.domain.session import Phase, Session
from trainer_app.services.checklists import session_checklist
from trainer_app.services.context import Context
from trainer_app.services.session_lookup import require_session
from trainer_app.storage.unit_of_work import Reading

ReadRoom = Callable[[Reading, Session], Room]
_EVERYWHERE = frozenset({Topic.SESSIONS, Topic.PROGRAM})  # a session ended, moved, or runs another checklist
_IN_ONE = frozenset({Topic.FLOOR, Topic.ATTENDANCE})


@dataclass(frozen=True, slots=True)
class _Learned:
    """Minutes per step, and the sessions they come from."""

    sessions: frozenset[UUID]
    minutes: dict[str, float]


class LearnedMinutes:
    """Reads whole earlier rooms, so it does that once, and again when one of them is corrected."""

    def __init__(self, context: Context, read_room: ReadRoom) -> None:
        self._context = context
        self._read_room = read_room
        self._lock = threading.Lock()
        self._kept: dict[UUID, _Learned] = {}
        self._heard = 0

    def before(self, session_id: UUID) -> dict[str, float]:
        """Return minutes per step from the ended sessions of the series that began before this one.

        Raises:
            Refused: the session is gone.
        """
        with self._lock:
            kept, heard = self._kept.get(session_id), self._heard
        if kept is None:
            kept = self._read(session_id)
            with self._lock:
                if heard == self._heard:  # else something was written while we read; it is read again next time
                    self._kept[session_id] = kept
        return kept.minutes

    def hear(self, changes: Changes) -> None:
        """Hear the feed: forget what was learned from a session that is not as it was."""
        with self._lock:
            self._heard += 1
            if changes.topics & _EVERYWHERE or (changes.topics & _IN_ONE and changes.session_id is None):
                self._kept.clear()
            elif changes.topics & _IN_ONE:
                self._kept = {one: kept for one, kept in self._kept.items() if changes.session_id not in kept.sessions}

    def _read(self, session_id: UUID) -> _Learned:
        now = self._context.clock()
        with self._context.store.read() as view:
            here = require_session(view, session_id)
            steps = session_checklist(view, here).steps
            before = [one for one in view.sessions.of_series(session_id) if _is_before(one, here)]
            rooms = [self._read_room(view, one) for one in before]
        walked = [scene(room, now).journeys.values() for room in rooms]
        return _Learned(frozenset(one.id for one in before), learned_minutes(steps, walked))


def _is_before(one: Session, here: Session) -> bool:
    return one.phase is Phase.ENDED and one.starts_at < here.starts_at
