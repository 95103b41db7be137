"""One person's own floor, as their phone shows it: their steps and their hand, and nothing of anybody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from trainer_app.domain.attendee import Attendee, PeopleTrouble
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.check_in import CheckIn, CheckInResult
from trainer_app.domain.checklist import Checklist
from trainer_app.domain.completion import Completion, CompletionTrouble, Moment
from trainer_app.domain.errors import Refused
from trainer_app.domain.floor import Nudge
from trainer_app.domain.help import READY, HelpTicket, help_spans, settled
from trainer_app.domain.help_queue import ever_helped, in_order
from trainer_app.domain.phone import ExitTicket, Phone, in_one_line
from trainer_app.domain.progress import HandsOnClock, Journey, Present, journey
from trainer_app.domain.scene import live_of
from trainer_app.domain.session import PhaseChange, Session, SessionKind
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.checklists import session_checklist
from trainer_app.services.context import Context
from trainer_app.services.session_lookup import require_session
from trainer_app.services.undo import Reversal, Turn
from trainer_app.storage.unit_of_work import Reading, Writing

EXIT_TICKET = "exit_ticket"
_LONGEST = 400  # characters of one answer on the way out


@dataclass(frozen=True, slots=True)
class MyFloor:
    """What one person's phone knows.

    `checklist` and `journey` are None in a session without steps and before they came in (`came` None).
    `place` is 1 when it is their turn, None when they are not waiting; `nudge` is a question not answered yet.
    `fix` is the key of the step whose fix was shown to everyone after they came to it.
    """

    session: Session
    phases: tuple[PhaseChange, ...]
    person: Attendee
    cursor: int
    came: Present | None = None
    check_in: CheckIn | None = None
    checklist: Checklist | None = None
    journey: Journey | None = None
    ticket: HelpTicket | None = None
    place: int | None = None
    nudge: Nudge | None = None
    fix: str | None = None
    confidence: tuple[tuple[Moment, int], ...] = ()
    completion: Completion | None = None
    exit_ticket: ExitTicket | None = None


class PhoneFloorService:
    """Reads and writes what concerns one person alone."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def look(self, session_id: UUID, attendee_id: UUID) -> MyFloor:
        """Return this person's floor as of now.

        Raises:
            Refused: the session or the person is gone.
        """
        with self._context.store.read() as view:
            session = require_session(view, session_id)
            person = view.people.listed(attendee_id)
            if person is None:
                raise Refused(PeopleTrouble.GONE)
            phases = tuple(view.sessions.phases(session_id))
            mine = MyFloor(session, phases, person, view.activity.newest())
            came = view.floor.present_one(session_id, attendee_id)
            return self._in_room(view, mine, came) if came else mine

    def answer_to(self, phone: Phone, gesture_id: UUID) -> CheckInResult | None:
        """Return what the door answered to this gesture of this very phone; None for any other."""
        with self._context.store.read() as view:
            kept = view.phones.answer_to(gesture_id)
            return view.attendance.answer_to(gesture_id) if kept and kept.phone_id == phone.id else None

    def last_answer(self, session_id: UUID, attendee_id: UUID) -> CheckInResult | None:
        """Return what the door of this session answered last when this person wanted to come in."""
        with self._context.store.read() as view:
            tried = (one for one in view.attendance.attempts(session_id) if one.attendee_id == attendee_id)
            newest = next(tried, None)
            return view.attendance.answer_to(newest.gesture_id) if newest else None

    def leave_ticket(  # positional: where and who
        self, session_id: UUID, attendee_id: UUID, ticket: ExitTicket, *, desk: Desk
    ) -> None:
        """Keep what somebody says on their way out, in place of what they said before.

        Raises:
            Refused: the session is gone, or the person is not in it.
        """
        new = ExitTicket(*(in_one_line(text, longest=_LONGEST) for text in (ticket.next_use, ticket.in_the_way)))
        with self._context.store.write() as work:
            require_session(work, session_id)
            if not work.attendance.standing(session_id, attendee_id):
                raise Refused(CompletionTrouble.NOT_IN_ROOM)
            old = work.phones.exit_ticket(session_id, attendee_id)
            if new == (old or ExitTicket()):
                return
            now = self._context.clock()
            work.phones.set_exit_ticket(session_id, attendee_id, new, at=now)
            detail = {"old": _written(old or ExitTicket()), "new": _written(new)}
            work.record(Deed(Topic.FLOOR, EXIT_TICKET, session_id, attendee_id, detail=detail), at=now, desk=desk)

    def _in_room(self, view: Reading, mine: MyFloor, came: Present) -> MyFloor:
        here, who, now = mine.session.id, came.attendee_id, self._context.clock()
        tickets = [settled(one, now) for one in view.tickets.of_session(here)]
        ticket = live_of(tickets).get(who)
        known = replace(
            mine,
            came=came,
            check_in=view.attendance.standing(here, who),
            ticket=ticket,
            place=_place(view, here, ticket, tickets) if ticket and ticket.state in READY else None,
            confidence=tuple((moment, value) for moment, (value, _at) in view.completions.said(here, who).items()),
            completion=view.completions.of_attendee(who),
            exit_ticket=view.phones.exit_ticket(here, who),
        )
        return known if mine.session.kind is SessionKind.AWARENESS else self._at_step(view, known, tickets)

    def _at_step(self, view: Reading, mine: MyFloor, tickets: list[HelpTicket]) -> MyFloor:
        came, here, now = mine.came, mine.session.id, self._context.clock()
        assert came is not None  # noqa: S101 - only for somebody who came
        checklist = session_checklist(view, mine.session)
        theirs = [one for one in tickets if one.attendee_id == came.attendee_id]
        clock = HandsOnClock(mine.phases)
        walked = journey(
            came,
            view.floor.marks_of(here, came.attendee_id),
            steps=checklist.steps,
            clock=clock,
            helped=[span for one in theirs for span in help_spans(one, now)],
            now=now,
        )
        asked = view.floor.nudge_of(here, came.attendee_id, step_key=walked.current) if walked.current else None
        shown = [one for one in view.floor.fixes(here) if clock.at(one.at) >= walked.started]
        return replace(
            mine,
            checklist=checklist,
            journey=walked,
            nudge=asked if asked and asked.answer is None else None,
            fix=walked.current if any(one.step_key == walked.current for one in shown) else None,
        )


def _place(  # positional: where, whose, among which
    view: Reading, here: UUID, ticket: HelpTicket, tickets: Sequence[HelpTicket]
) -> int:
    """Return when it is their turn, in the order in which the desk shows the hands of those who are checked in."""
    people = {one.attendee_id for one in view.floor.present(here)}
    hands = [one for one in live_of(tickets).values() if one.attendee_id in people]
    return in_order(hands, ever_helped(tickets)).index(ticket) + 1


def _written(ticket: ExitTicket) -> dict[str, object]:
    return {"next_use": ticket.next_use, "in_the_way": ticket.in_the_way}


def _undo_ticket(work: Writing, turn: Turn) -> None:
    _write_as(work, turn, instead="old", of="new")


def _redo_ticket(work: Writing, turn: Turn) -> None:
    _write_as(work, turn, instead="new", of="old")


def _write_as(work: Writing, turn: Turn, *, instead: str, of: str) -> None:
    standing = work.phones.exit_ticket(turn.session_id, turn.attendee_id) or ExitTicket()
    if _written(standing) != turn.record(of):
        raise Refused(UndoTrouble.IN_THE_WAY)
    told = {name: str(text) if text else None for name, text in turn.record(instead).items()}
    work.phones.set_exit_ticket(turn.session_id, turn.attendee_id, ExitTicket(**told), at=turn.at)


REVERSALS = {EXIT_TICKET: Reversal(_undo_ticket, _redo_ticket)}
