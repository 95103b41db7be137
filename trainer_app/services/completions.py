"""First hands-on completion: recorded once per person, with what they made and how confident they are."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.completion import Completion, CompletionTrouble, Moment
from trainer_app.domain.errors import Refused
from trainer_app.domain.session import SessionKind
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.context import Context
from trainer_app.services.session_lookup import require_session
from trainer_app.services.undo import Reversal
from trainer_app.storage.unit_of_work import Writing

COMPLETED = "completed"
LOWEST, HIGHEST = 1, 5


class CompletionService:
    """Records the one real first experience."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def of_attendee(self, attendee_id: UUID) -> Completion | None:
        """Return this person's first hands-on completion."""
        with self._context.store.read() as view:
            return view.completions.of_attendee(attendee_id)

    def complete(self, new: Completion, *, desk: Desk) -> None:
        """Record a first hands-on completion; confidence left None keeps what was said before.

        Raises:
            Refused: one is recorded already, the person is not in this session, or a confidence is out of range.
        """
        for value in (new.confidence_before, new.confidence_after):
            _check(value)
        with self._context.store.write() as work:
            add_completion(work, new)
            work.record(_deed(new), at=self._context.clock(), desk=desk)
            work.also(Topic.ATTENDANCE)

    def say_confidence(self, session_id: UUID, attendee_id: UUID, moment: Moment, *, value: int, desk: Desk) -> None:
        """Record how confident a person says they are, 1 to 5.

        Raises:
            Refused: the value is out of range, or the session is gone.
        """
        _check(value)
        with self._context.store.write() as work:
            require_session(work, session_id)
            now = self._context.clock()
            work.completions.set_confidence(session_id, attendee_id, moment, value=value, at=now)
            detail = {"moment": moment.value, "value": value}
            work.record(Deed(Topic.FLOOR, "confidence", session_id, attendee_id, detail=detail), at=now, desk=desk)


def add_completion(work: Writing, new: Completion) -> None:
    """Write a completion for somebody who is in that session.

    Raises:
        Refused: one is recorded already, the session is no hands-on one, or the person is not in it.
    """
    if work.completions.of_attendee(new.attendee_id):
        raise Refused(CompletionTrouble.ALREADY)
    if require_session(work, new.session_id).kind is SessionKind.AWARENESS:
        raise Refused(CompletionTrouble.WRONG_KIND)
    if not work.attendance.standing(new.session_id, new.attendee_id):
        raise Refused(CompletionTrouble.NOT_IN_ROOM)
    work.completions.add(new)


def _check(confidence: int | None) -> None:
    if confidence is not None and not LOWEST <= confidence <= HIGHEST:
        raise Refused(CompletionTrouble.BAD_CONFIDENCE)


def _deed(new: Completion) -> Deed:
    return Deed(Topic.FLOOR, COMPLETED, new.session_id, new.attendee_id, new.id)


def undo_completion(work: Writing, deed: Deed, at: datetime) -> None:
    """Take a completion back, keeping its row."""
    if deed.subject_id is None or not work.completions.set_undone(deed.subject_id, at):
        raise Refused(CompletionTrouble.GONE)


def redo_completion(work: Writing, deed: Deed, at: datetime) -> None:
    """Let a completion stand again."""
    del at
    if deed.subject_id is None or deed.attendee_id is None:
        raise Refused(UndoTrouble.NOT_REVERSIBLE)
    if work.completions.of_attendee(deed.attendee_id):
        raise Refused(CompletionTrouble.ALREADY)
    work.completions.set_undone(deed.subject_id, None)


REVERSALS = {COMPLETED: Reversal(undo_completion, redo_completion)}
