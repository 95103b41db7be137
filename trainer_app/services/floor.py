"""The floor of a session: steps ticked, the whole board read at once, and what the clock says about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from trainer_app.domain.assess import assess
from trainer_app.domain.changes import Changes, Deed, Desk, Topic
from trainer_app.domain.checklist import ChecklistTrouble, Step
from trainer_app.domain.completion import CompletionTrouble
from trainer_app.domain.errors import Refused
from trainer_app.domain.floor import FixShown, Floor, FloorTrouble, Nudge, NudgeAnswer, Room
from trainer_app.domain.progress import MarkState, StepMark
from trainer_app.domain.session import Session, SessionKind, SessionTrouble
from trainer_app.domain.session_report import FirstHandsOn
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services import marks
from trainer_app.services.checklists import session_checklist
from trainer_app.services.context import Context
from trainer_app.services.learned import LearnedMinutes
from trainer_app.services.marks import Spot, drop_mark, put_mark
from trainer_app.services.session_lookup import require_session
from trainer_app.services.undo import Reversal, Turn
from trainer_app.storage.unit_of_work import Reading, Writing

FIX_SHOWN = "fix_shown"


@dataclass(frozen=True, slots=True)
class FloorView:
    """A session's floor at one moment: the facts (`room`) and what the rules say of them (`floor`).

    `first_hands_on` counts as the report does; `completed` have had theirs, in this session or before.
    """

    session: Session
    room: Room
    floor: Floor
    first_hands_on: FirstHandsOn
    completed: frozenset[UUID]


class FloorService:
    """Reads the floor and ticks steps."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._learned = LearnedMinutes(context, read_room)

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
        learned = self._learned.before(session_id)
        with self._context.store.read() as view:
            session = require_session(view, session_id)
            room = read_room(view, session, learned=learned)
            counted = first_hands_on(view, session, came=[one.attendee_id for one in room.people])
            completed = frozenset(view.completions.everything())
        return FloorView(session, room, assess(room, self._context.clock()), counted, completed)

    def hear(self, changes: Changes) -> None:
        """Hear the feed, so that minutes learned from a session that was corrected are learned again."""
        self._learned.hear(changes)

    def mark(  # positional: every face says where, who, which step
        self, session_id: UUID, attendee_id: UUID, step_key: str, *, state: MarkState = MarkState.DONE, desk: Desk
    ) -> bool:
        """Tick or skip one person's step; False where it was marked so already.

        Ticking the step that completes records the first hands-on completion, witnessed by who ticked.

        Raises:
            Refused: the session, person or step is not there, or the session runs no checklist.
        """
        with self._context.store.write() as work:
            spot = _spot(work, session_id, attendee_id, step_key=step_key)
            mark = StepMark(step_key, state, self._context.clock(), desk.author)
            deed = put_mark(work, spot, mark=mark, new_id=self._context.new_id)
            if deed:
                work.record(deed, at=mark.at, desk=desk)
        return deed is not None

    def unmark(self, session_id: UUID, attendee_id: UUID, step_key: str, *, desk: Desk) -> bool:  # positional: as mark
        """Take the mark of a step back; False where there is none.

        A completion recorded by that tick is taken back with it.

        Raises:
            Refused: the session, person or step is not there, or the session runs no checklist.
        """
        with self._context.store.write() as work:
            spot = _spot(work, session_id, attendee_id, step_key=step_key)
            now = self._context.clock()
            deed = drop_mark(work, spot, at=now)
            if deed:
                work.record(deed, at=now, desk=desk)
        return deed is not None

    def nudge(self, session_id: UUID, attendee_id: UUID, step_key: str, *, desk: Desk) -> bool:  # positional: as mark
        """Keep that a person was silently asked about their step; False where they were, or have marked it since.

        Raises:
            Refused: the session, person or step is not there, or the session runs no checklist.
        """
        with self._context.store.write() as work:
            spot = _spot(work, session_id, attendee_id, step_key=step_key)
            if _asked(work, spot) or work.floor.mark_of(session_id, attendee_id, step_key=step_key):
                return False
            now = self._context.clock()
            work.floor.add_nudge(session_id, Nudge(attendee_id, step_key, now))
            work.record(_deed("nudged", spot), at=now, desk=desk)
        return True

    def answer_nudge(self, session_id: UUID, asked: Nudge, *, answer: NudgeAnswer, desk: Desk) -> bool:
        """Keep what a person answered; False where they said so before. Done ticks the step at once.

        Stuck is raised by the caller as a hand, with what the person chose to tell.

        Raises:
            Refused: the session, person or step is not there, or nobody asked.
        """
        with self._context.store.write() as work:
            spot = _spot(work, session_id, asked.attendee_id, step_key=asked.step_key)
            standing = _asked(work, spot)
            if standing is None:
                raise Refused(FloorTrouble.NOT_ASKED)
            if standing.answer is answer:
                return False
            now = self._context.clock()
            work.floor.set_answer(session_id, standing, answer=answer, at=now)
            mark = StepMark(asked.step_key, MarkState.DONE, now, desk.author)
            done = put_mark(work, spot, mark=mark, new_id=self._context.new_id) if answer is NudgeAnswer.DONE else None
            told = _deed("nudge_answered", spot, answer=answer.value)
            deed = replace(done, detail={**done.detail, "answered": True}) if done else told
            work.record(deed, at=now, desk=desk)
        return True

    def show_fix(self, session_id: UUID, step_key: str, *, desk: Desk) -> None:
        """Keep that the fix for a step was shown to everyone on it.

        Raises:
            Refused: the session or the step is not there, or the session runs no checklist.
        """
        with self._context.store.write() as work:
            _step(work, require_session(work, session_id), step_key=step_key)
            now = self._context.clock()
            number = work.floor.add_fix(session_id, FixShown(step_key, now))
            deed = Deed(Topic.FLOOR, FIX_SHOWN, session_id, detail={"step": step_key, "number": number})
            work.record(deed, at=now, desk=desk)


def read_room(view: Reading, session: Session, *, learned: Mapping[str, float] | None = None) -> Room:
    """Read everything the floor's rules look at."""
    return Room(
        checklist=session_checklist(view, session),
        phases=view.sessions.phases(session.id),
        people=view.floor.present(session.id),
        marks=view.floor.marks(session.id),
        tickets=view.tickets.of_session(session.id),
        nudges=view.floor.nudges(session.id),
        fixes=view.floor.fixes(session.id),
        learned=learned or {},
    )


def first_hands_on(view: Reading, session: Session, *, came: Iterable[UUID]) -> FirstHandsOn:
    """Return the completions of this session among those who came; who had theirs before does not count."""
    completions = view.completions.everything()
    done = [completions.get(one) for one in came]
    mine = [one for one in done if one and one.session_id == session.id]
    before = [one for one in done if one and one.session_id != session.id and one.at < session.starts_at]
    return FirstHandsOn(len(mine), len(done) - len(before))


def _spot(view: Reading, session_id: UUID, attendee_id: UUID, *, step_key: str) -> Spot:
    session = require_session(view, session_id)
    if view.attendance.standing(session_id, attendee_id) is None:
        raise Refused(CompletionTrouble.NOT_IN_ROOM)
    return Spot(session_id, attendee_id, _step(view, session, step_key=step_key))


def _step(view: Reading, session: Session, *, step_key: str) -> Step:
    if session.kind is SessionKind.AWARENESS:
        raise Refused(SessionTrouble.CHECKLIST_MISSING)
    try:
        return session_checklist(view, session).step(step_key)
    except KeyError:
        raise Refused(ChecklistTrouble.STEP_MISSING, step=step_key) from None


def _asked(view: Reading, spot: Spot) -> Nudge | None:
    return view.floor.nudge_of(spot.session_id, spot.attendee_id, step_key=spot.step.key)


def _deed(kind: str, spot: Spot, **detail: object) -> Deed:
    return Deed(Topic.FLOOR, kind, spot.session_id, spot.attendee_id, detail={"step": spot.step.key, **detail})


def _undo_fix(work: Writing, turn: Turn) -> None:
    number = turn.number("number")
    if number is None or not work.floor.drop_fix(number):
        raise Refused(UndoTrouble.ALREADY)


def _redo_fix(work: Writing, turn: Turn) -> Deed:
    number = work.floor.add_fix(turn.session_id, FixShown(str(turn.text("step")), turn.at))
    return replace(turn.deed, detail={**turn.deed.detail, "number": number})


REVERSALS = {**marks.REVERSALS, FIX_SHOWN: Reversal(_undo_fix, _redo_fix)}
