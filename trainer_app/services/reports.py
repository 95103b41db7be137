"""Reports of single sessions, and what their staffing can be planned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from trainer_app.domain.attendee import Attendee, Role
from trainer_app.domain.check_in import counts_as_trainee
from trainer_app.domain.help_figures import help_per_step, helper_loads, remedy_records, wait_figures
from trainer_app.domain.pace import learned_minutes
from trainer_app.domain.progress import rhythm
from trainer_app.domain.scene import Scene, scene
from trainer_app.domain.session import Phase, PhaseChange, Session, SessionKind
from trainer_app.domain.session_report import (
    Attendance,
    Minutes,
    ReportGap,
    SessionReport,
    asked_of,
    confidence_of,
    error_lines,
    step_lines,
    stopped_lines,
    unanswered_of,
    way_out_of,
    who_stopped,
)
from trainer_app.domain.staffing_plan import Observed, observe
from trainer_app.services.context import Context
from trainer_app.services.floor import first_hands_on, read_room
from trainer_app.services.session_lookup import require_session
from trainer_app.storage.unit_of_work import Reading

Arrived = tuple[Attendee, datetime | None]


class Expected(Enum):
    """Where the number of people a session is planned for comes from."""

    CAME = "came"
    REGISTERED = "registered"
    ROSTER = "roster"


@dataclass(frozen=True, slots=True)
class StaffingBasis:
    """What a session's staffing is planned from; `seats` are known once people sit, in the order of the room."""

    session: Session
    people: int
    expected: Expected
    helpers: tuple[str, ...]
    seen: Observed
    seats: tuple[str, ...]


class ReportService:
    """Reads whole sessions; nothing is kept, so a correction is in the next report."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def of_session(self, session_id: UUID) -> SessionReport:
        """Return the report of a session as of now; before its end that of the room so far.

        Raises:
            Refused: the session is gone.
        """
        now = self._context.clock()
        with self._context.store.read() as view:
            session = require_session(view, session_id)
            return _report(view, session, now=now)

    def staffing(self, session_id: UUID) -> StaffingBasis:
        """Return what the staffing of a session is planned from: its people, its helpers, and earlier sessions.

        Raises:
            Refused: the session is gone.
        """
        now = self._context.clock()
        with self._context.store.read() as view:
            session = require_session(view, session_id)
            people, expected = _people_planned(view, session)
            return StaffingBasis(
                session=session,
                people=people,
                expected=expected,
                helpers=session.helpers,
                seen=sum((_observed(view, one, now=now) for one in _earlier(view, session)), Observed()),
                seats=tuple(one.seat for one in view.floor.present(session.id) if one.seat),
            )


def _report(view: Reading, session: Session, *, now: datetime) -> SessionReport:
    room = read_room(view, session)
    seen = scene(room, now)
    steps = room.checklist.steps if session.kind is not SessionKind.AWARENESS else ()
    is_final = session.phase is Phase.ENDED
    earlier = _earlier(view, session)
    attendance = _attendance(view, session, phases=room.phases)
    stopped = who_stopped(steps, seen.journeys, through=view.completions.everything().keys(), is_final=is_final)
    return SessionReport(
        session=session,
        at=now,
        is_final=is_final,
        gap=_gap(session, attendance),
        attendance=attendance,
        rhythm=rhythm(room.phases, now),
        first_hands_on=first_hands_on(view, session, came=seen.journeys),
        steps=step_lines(
            steps,
            seen.journeys.values(),
            minutes=_minutes(view, earlier, seen, now=now),
            helped=help_per_step(seen.tickets, now),
            stopped=stopped,
            is_final=is_final,
        ),
        asked=asked_of(seen.tickets, silent=len(room.nudges)),
        waits=wait_figures(seen.tickets, now),
        helpers=tuple(helper_loads(seen.tickets, now)),
        errors=error_lines(room.checklist, seen.tickets, records=remedy_records(seen.tickets)),
        stopped=stopped_lines(steps, stopped, names={one.attendee_id: one.name for one in room.people}),
        confidence=confidence_of(view.completions.confidences(session.id)),
        earlier=len(earlier),
        next_name=_next(view, session),
        unanswered=unanswered_of(seen.tickets, now),
        way_out=way_out_of(view.phones.exit_tickets(session.id)),
    )


def _gap(session: Session, attendance: Attendance) -> ReportGap | None:
    if session.phase is Phase.PLANNED and not attendance.came:
        return ReportGap.NOT_STARTED
    if not attendance.came:
        return ReportGap.NOBODY_CAME
    return ReportGap.NO_CHECKLIST if session.kind is SessionKind.AWARENESS else None


def _attendance(view: Reading, session: Session, *, phases: Sequence[PhaseChange]) -> Attendance:
    arrived: list[Arrived] = [(who, left) for _, who, left in view.attendance.of_session(session.id)]
    trainees = [(who, left) for who, left in arrived if counts_as_trainee(who)]
    registered = set(view.sessions.registered(session.id))
    roster = {one.id for one in view.people.everyone() if one.role is Role.ATTENDEE and not one.walk_in}
    expected = registered or roster
    over = _hands_on_over(phases)
    return Attendance(
        registered=len(registered) or None,
        expected=len(expected),
        came=len(trainees),
        as_expected=sum(who.id in expected for who, _ in trainees),
        walk_ins=sum(who.walk_in and who.id not in expected for who, _ in trainees),
        left_early=sum(left is not None and (over is None or left < over) for _, left in trainees),
    )


def _hands_on_over(phases: Sequence[PhaseChange]) -> datetime | None:
    """Return when wrap-up or the end came for good, None while it has not."""
    over = None
    for change in sorted(phases, key=lambda one: one.at):
        closing = change.phase in {Phase.WRAP_UP, Phase.ENDED}
        over = (over or change.at) if closing else None
    return over


def _minutes(view: Reading, earlier: Sequence[Session], seen: Scene, *, now: datetime) -> Minutes:
    walked = [scene(read_room(view, one), now).journeys.values() for one in earlier]
    steps = seen.room.checklist.steps
    return Minutes(learned_minutes(steps, walked), learned_minutes(steps, [*walked, seen.journeys.values()]))


def _earlier(view: Reading, session: Session) -> list[Session]:
    """Return the ended sessions of the series that began before; what is learned comes from them."""
    return [
        one
        for one in view.sessions.of_series(session.id)
        if one.id != session.id and one.phase is Phase.ENDED and one.starts_at < session.starts_at
    ]


def _next(view: Reading, session: Session) -> str | None:
    later = [one for one in view.sessions.of_series(session.id) if one.starts_at > session.starts_at]
    return min(later, key=lambda one: one.starts_at).name if later else None


def _people_planned(view: Reading, session: Session) -> tuple[int, Expected]:
    if came := len(view.floor.present(session.id)):
        return came, Expected.CAME
    if registered := len(view.sessions.registered(session.id)):
        return registered, Expected.REGISTERED
    return sum(one.role is Role.ATTENDEE for one in view.people.everyone()), Expected.ROSTER


def _observed(view: Reading, session: Session, *, now: datetime) -> Observed:
    seen = scene(read_room(view, session), now)
    return observe(seen.room.people, seen.tickets, clock=seen.clock, now=now)
