"""The floor of a session: steps ticked, the whole board read at once, and what the clock says about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from trainer_app.domain.assess import assess
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.checklist import ChecklistTrouble, Step
from trainer_app.domain.completion import Completion, CompletionTrouble
from trainer_app.domain.errors import Refused
from trainer_app.domain.floor import FixShown, Floor, Nudge, NudgeAnswer, Room
from trainer_app.domain.pace import learned_minutes
from trainer_app.domain.progress import MarkState, StepMark
from trainer_app.domain.session import Phase, Session
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.checklists import session_checklist
from trainer_app.services.context import Context
from trainer_app.services.session_lookup import require_session
from trainer_app.services.undo import Reversal
from trainer_app.storage.unit_of_work import Reading, Writing

MARKED = "step_marked"
UNMARKED = "step_unmarked"


@dataclass(frozen=True, slots=True)
class FloorView:
    """A session's floor at one moment: the facts (`room`) and what the rules say of them (`floor`)."""

    session: Session
    room: Room
    floor: Floor


class FloorService:
    """Reads the floor and ticks steps."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._learned: dict[UUID, dict[str, float]] = {}

    def room(self, session_id: UUID) -> Room:
        """Return the facts of the floor: people, marks, tickets, nudges, phases. One read, no rules.

        Raises:
            Refused: the session is gone.
        """
        with self._context.store.read() as view:
            return read_room(view, require_session(view, session_id))

    def look(self, session_id: UUID) -> FloorView:
        """Return the floor with every signal as of now.

        Raises:
            Refused: the session is gone.
        """
        learned = self._learned_before(session_id)
        with self._context.store.read() as view:
            session = require_session(view, session_id)
            room = read_room(view, session, learned=learned)
        return FloorView(session, room, assess(room, self._context.clock()))

    def mark(
        self, session_id: UUID, attendee_id: UUID, step_key: str, *, state: MarkState = MarkState.DONE, desk: Desk
    ) -> bool:
        """Tick or skip one person's step; False where it was marked so already.

        Ticking the step that completes records the first hands-on completion, witnessed by who ticked.

        Raises:
            Refused: the session, person or step is not there.
        """
        with self._context.store.write() as work:
            session, step = _here(work, session_id, attendee_id, step_key)
            standing = work.floor.mark_of(session_id, attendee_id, step_key)
            if standing and standing[1].state is state:
                return False
            now = self._context.clock()
            if standing:
                work.floor.set_mark_undone(standing[0], now)
            mark_id = self._context.new_id()
            work.floor.add_mark(mark_id, session_id, attendee_id, StepMark(step_key, state, now, desk.author))
            finished = step.completes and state is MarkState.DONE
            done = self._complete(work, session.id, attendee_id, now, desk) if finished else None
            detail = {"step": step_key, "state": state.value, "completion": done, "before": _text(standing)}
            work.record(Deed(Topic.FLOOR, MARKED, session_id, attendee_id, mark_id, detail), at=now, desk=desk)
        return True

    def unmark(self, session_id: UUID, attendee_id: UUID, step_key: str, *, desk: Desk) -> bool:
        """Take the mark of a step back; False where there is none.

        A completion recorded by that tick is taken back with it.

        Raises:
            Refused: the session, person or step is not there.
        """
        with self._context.store.write() as work:
            _session, step = _here(work, session_id, attendee_id, step_key)
            standing = work.floor.mark_of(session_id, attendee_id, step_key)
            if standing is None:
                return False
            now = self._context.clock()
            work.floor.set_mark_undone(standing[0], now)
            done = work.completions.of_attendee(attendee_id) if step.completes else None
            taken = done if done and done.session_id == session_id and done.at == standing[1].at else None
            if taken:
                work.completions.set_undone(taken.id, now)
            detail = {"step": step_key, "completion": str(taken.id) if taken else None}
            work.record(Deed(Topic.FLOOR, UNMARKED, session_id, attendee_id, standing[0], detail), at=now, desk=desk)
        return True

    def nudge(self, session_id: UUID, attendee_id: UUID, step_key: str, *, desk: Desk) -> None:
        """Keep that a person was silently asked about their step.

        Raises:
            Refused: the session, person or step is not there.
        """
        with self._context.store.write() as work:
            _here(work, session_id, attendee_id, step_key)
            now = self._context.clock()
            work.floor.save_nudge(session_id, Nudge(attendee_id, step_key, now))
            deed = Deed(Topic.FLOOR, "nudged", session_id, attendee_id, detail={"step": step_key})
            work.record(deed, at=now, desk=desk)

    def answer_nudge(self, session_id: UUID, asked: Nudge, answer: NudgeAnswer, *, desk: Desk) -> None:
        """Keep what a person answered; Done ticks the step, Stuck is raised by the caller as a hand.

        Raises:
            Refused: the session, person or step is not there.
        """
        with self._context.store.write() as work:
            _here(work, session_id, asked.attendee_id, asked.step_key)
            now = self._context.clock()
            answered = Nudge(asked.attendee_id, asked.step_key, asked.sent_at, answer, now)
            work.floor.save_nudge(session_id, answered)
            detail = {"step": asked.step_key, "answer": answer.value}
            deed = Deed(Topic.FLOOR, "nudge_answered", session_id, asked.attendee_id, detail=detail)
            work.record(deed, at=now, desk=desk)
        if answer is NudgeAnswer.DONE:
            self.mark(session_id, asked.attendee_id, asked.step_key, desk=desk)

    def show_fix(self, session_id: UUID, step_key: str, *, desk: Desk) -> None:
        """Keep that the fix for a step was shown to everyone on it.

        Raises:
            Refused: the session or the step is not there.
        """
        with self._context.store.write() as work:
            session = require_session(work, session_id)
            _step(work, session, step_key)
            now = self._context.clock()
            work.floor.add_fix(session_id, FixShown(step_key, now))
            work.record(Deed(Topic.FLOOR, "fix_shown", session_id, detail={"step": step_key}), at=now, desk=desk)

    def _complete(self, work: Writing, session_id: UUID, attendee_id: UUID, at: datetime, desk: Desk) -> str | None:
        if work.completions.of_attendee(attendee_id):
            return None
        new = Completion(self._context.new_id(), attendee_id, session_id, at, witness=desk.author)
        work.completions.add(new)
        work.also(Topic.ATTENDANCE)
        return str(new.id)

    def _learned_before(self, session_id: UUID) -> dict[str, float]:
        """Return minutes per step from the ended sessions of the series; they do not change, so they are kept."""
        if session_id not in self._learned:
            with self._context.store.read() as view:
                here = require_session(view, session_id)
                steps = session_checklist(view, here).steps
                before = [one for one in view.sessions.of_series(session_id) if _is_before(one, here)]
                rooms = [read_room(view, one) for one in before]
            walked = [assess(room, self._context.clock()).journeys.values() for room in rooms]
            self._learned[session_id] = learned_minutes(steps, walked)
        return self._learned[session_id]


def read_room(view: Reading, session: Session, *, learned: dict[str, float] | None = None) -> Room:
    """Read everything the floor's rules look at."""
    return Room(
        checklist=session_checklist(view, session),
        phases=view.sessions.phases(session.id),
        people=view.floor.present(session.id),
        marks=view.floor.marks(session.id),
        tickets=view.floor.tickets(session.id),
        nudges=view.floor.nudges(session.id),
        fixes=view.floor.fixes(session.id),
        learned=learned or {},
    )


def _is_before(one: Session, here: Session) -> bool:
    return one.phase is Phase.ENDED and one.starts_at < here.starts_at


def _here(view: Reading, session_id: UUID, attendee_id: UUID, step_key: str) -> tuple[Session, Step]:
    session = require_session(view, session_id)
    if view.attendance.standing(session_id, attendee_id) is None:
        raise Refused(CompletionTrouble.NOT_IN_ROOM)
    return session, _step(view, session, step_key)


def _step(view: Reading, session: Session, step_key: str) -> Step:
    try:
        return session_checklist(view, session).step(step_key)
    except KeyError:
        raise Refused(ChecklistTrouble.STEP_MISSING, step=step_key) from None


def _text(standing: tuple[UUID, StepMark] | None) -> str | None:
    return str(standing[0]) if standing else None


def _undo_mark(work: Writing, deed: Deed, at: datetime) -> None:
    work.floor.set_mark_undone(_mark(deed), at)
    if before := deed.detail.get("before"):
        work.floor.set_mark_undone(UUID(str(before)), None)
    if done := deed.detail.get("completion"):
        work.completions.set_undone(UUID(str(done)), at)


def _redo_mark(work: Writing, deed: Deed, at: datetime) -> None:
    if before := deed.detail.get("before"):
        work.floor.set_mark_undone(UUID(str(before)), at)
    _stand_again(work, deed)


def _undo_unmark(work: Writing, deed: Deed, at: datetime) -> None:
    del at
    _stand_again(work, deed)


def _redo_unmark(work: Writing, deed: Deed, at: datetime) -> None:
    work.floor.set_mark_undone(_mark(deed), at)
    if done := deed.detail.get("completion"):
        work.completions.set_undone(UUID(str(done)), at)


def _stand_again(work: Writing, deed: Deed) -> None:
    mark_id = _mark(deed)
    if deed.session_id is None or deed.attendee_id is None:
        raise Refused(UndoTrouble.NOT_REVERSIBLE)
    if work.floor.mark_of(deed.session_id, deed.attendee_id, str(deed.detail["step"])):
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.floor.set_mark_undone(mark_id, None)
    if done := deed.detail.get("completion"):
        if work.completions.of_attendee(deed.attendee_id):
            raise Refused(CompletionTrouble.ALREADY)
        work.completions.set_undone(UUID(str(done)), None)


def _mark(deed: Deed) -> UUID:
    if deed.subject_id is None:
        raise Refused(UndoTrouble.NOT_REVERSIBLE)
    return deed.subject_id


REVERSALS = {MARKED: Reversal(_undo_mark, _redo_mark), UNMARKED: Reversal(_undo_unmark, _redo_unmark)}
