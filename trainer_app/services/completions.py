"""First hands-on completion: recorded once per person, with what they made and how confident they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.completion import Completion, CompletionTrouble, Moment
from trainer_app.domain.errors import Refused
from trainer_app.domain.session import SessionKind
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.context import Context
from trainer_app.services.session_lookup import require_session
from trainer_app.services.undo import Reversal, Turn
from trainer_app.storage.unit_of_work import Reading, Writing

COMPLETED = "completed"
DESCRIBED = "completion_described"
CONFIDENCE = "confidence"
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
            said = _said(work, new.session_id, new.attendee_id)
            add_completion(work, new)
            detail = {"old": said, "new": _said(work, new.session_id, new.attendee_id)}
            deed = Deed(Topic.FLOOR, COMPLETED, new.session_id, new.attendee_id, new.id, detail)
            work.record(deed, at=self._context.clock(), desk=desk)
            work.also(Topic.ATTENDANCE)

    def describe(self, attendee_id: UUID, *, made: str | None, witness: str | None, desk: Desk) -> Completion:
        """Write what somebody made at their first hands-on completion and who saw it, in place of what stands there.

        Raises:
            Refused: no completion is recorded for this person.
        """
        with self._context.store.write() as work:
            old = work.completions.of_attendee(attendee_id)
            if old is None:
                raise Refused(CompletionTrouble.GONE)
            new = replace(old, made=_tidy(made), witness=_tidy(witness))
            if new != old:
                work.completions.describe(old.id, made=new.made, witness=new.witness)
                detail = {"old": _description(old), "new": _description(new)}
                deed = Deed(Topic.FLOOR, DESCRIBED, old.session_id, attendee_id, old.id, detail)
                work.record(deed, at=self._context.clock(), desk=desk)
                work.also(Topic.ATTENDANCE)
        return new

    def confidences(self, session_id: UUID) -> dict[tuple[UUID, Moment], int]:
        """Return how confident the people of a session said they are, by person and moment; completed or not."""
        with self._context.store.read() as view:
            return view.completions.confidences(session_id)

    def say_confidence(  # positional: where, who, before or after
        self, session_id: UUID, attendee_id: UUID, moment: Moment, *, value: int, desk: Desk
    ) -> None:
        """Record how confident a person says they are, 1 to 5, in place of what they said before.

        Raises:
            Refused: the value is out of range, the session is gone, or the person is not in it.
        """
        _check(value)
        with self._context.store.write() as work:
            require_session(work, session_id)
            if not work.attendance.standing(session_id, attendee_id):
                raise Refused(CompletionTrouble.NOT_IN_ROOM)
            old = _said(work, session_id, attendee_id)
            if old.get(moment.value, [None])[0] == value:
                return
            now = self._context.clock()
            work.completions.set_confidence(session_id, attendee_id, moment=moment, value=value, at=now)
            detail = {"old": old, "new": _said(work, session_id, attendee_id)}
            work.record(Deed(Topic.FLOOR, CONFIDENCE, session_id, attendee_id, detail=detail), at=now, desk=desk)


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


def _tidy(text: str | None) -> str | None:
    return (" ".join(text.split()) or None) if text else None


def _description(one: Completion) -> dict[str, object]:
    return {"made": one.made, "witness": one.witness}


def _said(view: Reading, session_id: UUID, attendee_id: UUID) -> dict[str, list[Any]]:  # positional: where and who
    """Return what a person said of their confidence, as the trail keeps it: value and time by moment."""
    said = view.completions.said(session_id, attendee_id)
    return {moment.value: [value, at.isoformat()] for moment, (value, at) in said.items()}


def _kept(work: Writing, turn: Turn) -> tuple[Completion, datetime | None]:
    found = work.completions.get(turn.subject_id)
    if found is None:
        raise Refused(CompletionTrouble.GONE)
    return found


def _undo_completion(work: Writing, turn: Turn) -> None:
    """Take a completion back, keeping its row, and with it the confidence said at that moment."""
    kept, undone_at = _kept(work, turn)
    if undone_at is not None:
        raise Refused(CompletionTrouble.GONE)
    work.completions.set_undone(kept.id, turn.at)
    _say_as(work, turn, about=(kept.session_id, kept.attendee_id), instead="old", of="new")
    work.also(Topic.ATTENDANCE)


def _redo_completion(work: Writing, turn: Turn) -> None:
    kept, undone_at = _kept(work, turn)
    if work.completions.of_attendee(kept.attendee_id):
        raise Refused(CompletionTrouble.ALREADY)
    if undone_at is None or work.people.listed(kept.attendee_id) is None:
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.completions.set_undone(kept.id, None)
    _say_as(work, turn, about=(kept.session_id, kept.attendee_id), instead="new", of="old")
    work.also(Topic.ATTENDANCE)


def _undo_description(work: Writing, turn: Turn) -> None:
    _describe_as(work, turn, instead="old", of="new")


def _redo_description(work: Writing, turn: Turn) -> None:
    _describe_as(work, turn, instead="new", of="old")


def _describe_as(work: Writing, turn: Turn, *, instead: str, of: str) -> None:
    kept, undone_at = _kept(work, turn)
    if undone_at is not None or _description(kept) != turn.record(of):
        raise Refused(UndoTrouble.IN_THE_WAY)
    text = turn.record(instead)
    work.completions.describe(kept.id, made=_text(text["made"]), witness=_text(text["witness"]))
    work.also(Topic.ATTENDANCE)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _undo_confidence(work: Writing, turn: Turn) -> None:
    if not _say_as(work, turn, about=(turn.session_id, turn.attendee_id), instead="old", of="new"):
        raise Refused(UndoTrouble.IN_THE_WAY)


def _redo_confidence(work: Writing, turn: Turn) -> None:
    if not _say_as(work, turn, about=(turn.session_id, turn.attendee_id), instead="new", of="old"):
        raise Refused(UndoTrouble.IN_THE_WAY)


def _say_as(work: Writing, turn: Turn, *, about: tuple[UUID, UUID], instead: str, of: str) -> bool:
    """Write the confidence `instead` where the one `of` still stands; False where something else was said since."""
    was, then, now = turn.record(of), turn.record(instead), _said(work, *about)
    changed = [moment for moment in Moment if was.get(moment.value) != then.get(moment.value)]
    for moment in changed:
        if now.get(moment.value) == was.get(moment.value):
            value, at = then.get(moment.value) or (None, turn.at.isoformat())
            said_at = datetime.fromisoformat(at)
            work.completions.set_confidence(*about, moment=moment, value=value, at=said_at)
    return all(now.get(moment.value) == was.get(moment.value) for moment in changed)


REVERSALS = {
    COMPLETED: Reversal(_undo_completion, _redo_completion),
    DESCRIBED: Reversal(_undo_description, _redo_description),
    CONFIDENCE: Reversal(_undo_confidence, _redo_confidence),
}
