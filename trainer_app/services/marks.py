"""Marks on a step: done or skipped, taken back and done again, with the completion that comes and goes with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from trainer_app.domain.changes import Deed, Topic
from trainer_app.domain.checklist import Step
from trainer_app.domain.completion import Completion
from trainer_app.domain.errors import Refused
from trainer_app.domain.floor import NudgeAnswer
from trainer_app.domain.progress import MarkState, StepMark
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.undo import Reversal, Turn
from trainer_app.storage.floor import KeptMark
from trainer_app.storage.unit_of_work import Writing

MARKED = "step_marked"
UNMARKED = "step_unmarked"


@dataclass(frozen=True, slots=True)
class Spot:
    """One person's step in one session."""

    session_id: UUID
    attendee_id: UUID
    step: Step


def put_mark(work: Writing, spot: Spot, *, mark: StepMark, new_id: Callable[[], UUID]) -> Deed | None:
    """Write a mark in place of the one that stands; return the deed, None where it was marked so already.

    Done, the step that completes records the first hands-on completion; skipped after all, it takes that back.
    """
    standing = _standing(work, spot)
    if standing and standing.mark.state is mark.state:
        return None
    taken = None
    if standing:
        work.floor.set_mark_undone(standing.id, mark.at)
        taken = _take_completion(work, spot, standing=standing, at=mark.at)
    mark_id = new_id()
    work.floor.add_mark(mark_id, mark, session_id=spot.session_id, attendee_id=spot.attendee_id)
    detail = {
        "step": spot.step.key,
        "state": mark.state.value,
        "before": str(standing.id) if standing else None,
        "completion": _complete(work, spot, mark=mark, new_id=new_id),
        "taken": taken,
    }
    return Deed(Topic.FLOOR, MARKED, spot.session_id, spot.attendee_id, mark_id, detail)


def drop_mark(work: Writing, spot: Spot, *, at: datetime) -> Deed | None:
    """Take back the mark that stands and the completion it recorded; return the deed, None where none stands."""
    standing = _standing(work, spot)
    if standing is None:
        return None
    work.floor.set_mark_undone(standing.id, at)
    detail = {"step": spot.step.key, "taken": _take_completion(work, spot, standing=standing, at=at)}
    return Deed(Topic.FLOOR, UNMARKED, spot.session_id, spot.attendee_id, standing.id, detail)


def _standing(work: Writing, spot: Spot) -> KeptMark | None:
    return work.floor.mark_of(spot.session_id, spot.attendee_id, step_key=spot.step.key)


def _complete(work: Writing, spot: Spot, *, mark: StepMark, new_id: Callable[[], UUID]) -> str | None:
    completes = spot.step.completes and mark.state is MarkState.DONE
    if not completes or work.completions.of_attendee(spot.attendee_id):
        return None
    new = Completion(new_id(), spot.attendee_id, spot.session_id, mark.at, witness=mark.by)
    work.completions.add(new)
    work.also(Topic.ATTENDANCE)
    return str(new.id)


def _take_completion(work: Writing, spot: Spot, *, standing: KeptMark, at: datetime) -> str | None:
    """Take back the completion this tick recorded; one recorded otherwise, or in another session, stays."""
    ticked = spot.step.completes and standing.mark.state is MarkState.DONE
    done = work.completions.of_attendee(spot.attendee_id) if ticked else None
    if done is None or (done.session_id, done.at) != (spot.session_id, standing.mark.at):
        return None
    work.completions.set_undone(done.id, at)
    work.also(Topic.ATTENDANCE)
    return str(done.id)


def _undo_mark(work: Writing, turn: Turn) -> None:
    work.floor.set_mark_undone(_still_there(work, turn).id, turn.at)
    if before := turn.id("before"):
        work.floor.set_mark_undone(before, None)
    _completion_goes(work, turn.id("completion"), at=turn.at)
    _completion_returns(work, turn.id("taken"))
    _answer(work, turn, answered=False)


def _redo_mark(work: Writing, turn: Turn) -> None:
    if before := turn.id("before"):
        kept = work.floor.mark(before)
        if kept is None or kept.undone_at is not None:
            raise Refused(UndoTrouble.IN_THE_WAY)
        work.floor.set_mark_undone(before, turn.at)
    _stand_again(work, turn)
    _completion_goes(work, turn.id("taken"), at=turn.at)
    _completion_returns(work, turn.id("completion"))
    _answer(work, turn, answered=True)


def _undo_unmark(work: Writing, turn: Turn) -> None:
    _stand_again(work, turn)
    _completion_returns(work, turn.id("taken"))


def _redo_unmark(work: Writing, turn: Turn) -> None:
    work.floor.set_mark_undone(_still_there(work, turn).id, turn.at)
    _completion_goes(work, turn.id("taken"), at=turn.at)


def _still_there(work: Writing, turn: Turn) -> KeptMark:
    """Return the mark of this deed, which nobody has taken back or changed since."""
    kept = work.floor.mark(turn.subject_id)
    if kept is None or kept.undone_at is not None:
        raise Refused(UndoTrouble.IN_THE_WAY)
    return kept


def _stand_again(work: Writing, turn: Turn) -> None:
    """Let the mark of this deed stand again; it may be another's by now, if two entries were made one person."""
    kept = work.floor.mark(turn.subject_id)
    if kept is None or kept.undone_at is None or work.people.listed(kept.attendee_id) is None:
        raise Refused(UndoTrouble.IN_THE_WAY)
    if work.floor.mark_of(kept.session_id, kept.attendee_id, step_key=kept.mark.step_key):
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.floor.set_mark_undone(kept.id, None)


def _completion_goes(work: Writing, completion_id: UUID | None, *, at: datetime) -> None:
    kept = work.completions.get(completion_id) if completion_id else None
    if kept and kept[1] is None:
        work.completions.set_undone(kept[0].id, at)
        work.also(Topic.ATTENDANCE)


def _completion_returns(work: Writing, completion_id: UUID | None) -> None:
    """Let a completion stand again, unless another one was recorded meanwhile: there is one first time."""
    kept = work.completions.get(completion_id) if completion_id else None
    if kept and kept[1] is not None and not work.completions.of_attendee(kept[0].attendee_id):
        work.completions.set_undone(kept[0].id, None)
        work.also(Topic.ATTENDANCE)


def _answer(work: Writing, turn: Turn, *, answered: bool) -> None:
    """Take back, or give again, the answer to the silent question that made this mark."""
    if not turn.deed.detail.get("answered"):
        return
    asked = work.floor.nudge_of(turn.session_id, turn.attendee_id, step_key=str(turn.text("step")))
    if asked:
        answer, at = (NudgeAnswer.DONE, turn.at) if answered else (None, None)
        work.floor.set_answer(turn.session_id, asked, answer=answer, at=at)


REVERSALS = {MARKED: Reversal(_undo_mark, _redo_mark), UNMARKED: Reversal(_undo_unmark, _redo_unmark)}
