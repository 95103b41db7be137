"""The paper roster: who stands on it, and its written times taken back in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from trainer_app.domain.attendee import Attendee, PeopleTrouble
from trainer_app.domain.badge import read_short
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.check_in import (
    Arrival,
    CheckIn,
    CheckInResult,
    CheckInTrouble,
    Gesture,
    Outcome,
    Override,
    OverrideKind,
    comes_as_guest,
    decide,
)
from trainer_app.domain.errors import Refused
from trainer_app.domain.names import keys
from trainer_app.domain.paper_roster import (
    PaperRoster,
    PaperTrouble,
    RosterLine,
    TakenBack,
    Written,
    clock_time,
    day_of,
    is_near,
    moment,
)
from trainer_app.domain.session import Phase, Session, SessionTrouble
from trainer_app.services.check_in import CHECKED_IN, REFUSED
from trainer_app.services.context import Context
from trainer_app.services.people import PeopleService
from trainer_app.services.session_lookup import require_session
from trainer_app.storage.attendance import Door
from trainer_app.storage.unit_of_work import Reading, Writing


class PaperRosterService:
    """Makes the list for the door, and takes back what was written on it."""

    def __init__(self, context: Context, people: PeopleService) -> None:
        self._context = context
        self._people = people

    def roster(self, session_id: UUID | None, *, desk: Desk) -> PaperRoster:
        """Return the list for a session, or of everybody, by name; whoever has no short code yet is given one.

        Who was forgotten is not on it. Where nobody is registered for the session, everybody on the roster is expected.

        Raises:
            Refused: the session is gone.
        """
        badges = self._people.badges(desk=desk)
        with self._context.store.read() as view:
            session = require_session(view, session_id) if session_id else None
            everyone = view.people.everyone()
            registered = set(view.sessions.registered(session.id)) if session else set()
        on_it = [one for one in everyone if one.id in badges and (not registered or one.id in registered)]
        on_it.sort(key=_by_name)
        lines = [RosterLine(at, who, badges[who.id][1]) for at, who in enumerate(on_it, 1)]
        return PaperRoster(session, tuple(lines))

    def registered(self) -> dict[UUID, frozenset[UUID]]:
        """Return who is registered for each session, sessions without anybody left out."""
        with self._context.store.read() as view:
            found = {one.id: frozenset(view.sessions.registered(one.id)) for one in view.sessions.everything()}
        return {session_id: who for session_id, who in found.items() if who}

    def whom(self, text: str) -> Attendee:
        """Return whom a short code or a name on the paper means; never a guess.

        Raises:
            Refused: nothing was typed, nobody has the code, or nobody or several people could be meant.
        """
        if not text:
            raise Refused(PaperTrouble.NOTHING_WRITTEN)
        if read_short(text):
            found = self._people.by_short_code(text)
            if found is None:
                raise Refused(PaperTrouble.UNKNOWN_CODE, short=text)
            return found
        return self._people.meant(text)

    def take_back(self, gesture: Gesture, line: Written, *, as_guest: bool = False) -> TakenBack:
        """Check in whom a written line means, at the time it says. The door and its capacity are not asked: they came.

        A repeated gesture changes nothing. `as_guest` takes them where registrations say otherwise.

        Raises:
            Refused: the line means nobody, or its time cannot be one of this session; or the session is gone.
        """
        who = self.whom(line.who)
        now = self._context.clock()
        with self._context.store.write() as work:
            door = work.attendance.at_the_door(gesture, attendee_id=who.id)
            if door is None:
                raise Refused(SessionTrouble.GONE)
            if door.attendee is None:
                raise Refused(PeopleTrouble.GONE)
            at = _came_at(door.session, line, name=who.name, now=now)
            if door.answered:
                return TakenBack(_first_answer(work, gesture), at)
            result = self._attempt(work, gesture, _arrival(work, door, as_guest=as_guest), at)
        return TakenBack(result, at)

    def _attempt(  # positional: what every attempt has
        self, work: Writing, gesture: Gesture, arrival: Arrival, at: datetime
    ) -> CheckInResult:
        outcome, now, who = decide(arrival), self._context.clock(), arrival.attendee
        elsewhere = arrival.registered_elsewhere if outcome is Outcome.WRONG_SESSION else ()
        check_in = arrival.already
        if outcome is Outcome.CHECKED_IN and who:
            check_in = CheckIn(
                self._context.new_id(),
                arrival.session.id,
                who.id,
                at,
                gesture.input,
                gesture.desk,
                guest=comes_as_guest(arrival),
            )
            work.attendance.add(check_in)
            work.also(Topic.FLOOR)
        result = CheckInResult(
            outcome, gesture.id, arrival.session, now, attendee=who, check_in=check_in, registered_for=elsewhere
        )
        result = replace(result, in_room=work.attendance.in_room(arrival.session.id))
        work.attendance.log(result, input=gesture.input, desk=gesture.desk)
        work.record(_deed(result), at=now, desk=gesture.desk)
        return result


def _came_at(session: Session, line: Written, *, name: str, now: datetime) -> datetime:
    """Return when the paper says they came, in UTC.

    Of two readings, on a night the clocks go back or in a session over midnight, the one nearest to its start counts.
    """
    if not line.clock:
        raise Refused(PaperTrouble.TIME_MISSING, name=name)
    on_paper = clock_time(line.clock)
    if on_paper is None:
        raise Refused(PaperTrouble.NOT_A_TIME, text=line.clock)
    facts = {"clock": f"{on_paper:%H:%M}", "day": day_of(session), "session": session.name}
    real = [one.astimezone(UTC) for one in moment(session, on_paper) if _is_real(one)]
    if not real:
        raise Refused(PaperTrouble.NO_SUCH_MOMENT, **facts)
    at = min(real, key=lambda one: abs(one - session.starts_at))
    if not is_near(session, at):
        raise Refused(PaperTrouble.OTHER_DAY, **facts)
    if at > now:
        raise Refused(PaperTrouble.NOT_YET, **facts)
    return at


def _is_real(local: datetime) -> bool:
    """Whether a clock on the wall ever showed this; the hour leapt over in spring never comes back the same."""
    return local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None)


def _arrival(view: Reading, door: Door, *, as_guest: bool) -> Arrival:
    """Return the arrival as it was then: the door stood open, and nobody counts places afterwards."""
    elsewhere: tuple[Session, ...] = ()
    if door.attendee and door.registrations_kept and not door.registered_here:
        mine = set(view.sessions.registered_for(door.attendee.id))
        elsewhere = tuple(one for one in view.sessions.of_series(door.session.id) if one.id in mine)
    return Arrival(
        replace(door.session, phase=Phase.DOORS, hard_capacity=False),
        door.attendee,
        already=door.already,
        registered_here=door.registered_here,
        registered_elsewhere=elsewhere,
        series_requires_registration=door.registrations_kept,
        override=Override(OverrideKind.ADMIT_GUEST) if as_guest else None,
    )


def _first_answer(view: Reading, gesture: Gesture) -> CheckInResult:
    answered = view.attendance.answer_to(gesture.id)
    if answered is None or answered.session.id != gesture.session_id:
        raise Refused(CheckInTrouble.GESTURE_REUSED)
    return answered


def _deed(result: CheckInResult) -> Deed:
    who = result.attendee.id if result.attendee else None
    if result.outcome is not Outcome.CHECKED_IN or not result.check_in:
        return Deed(Topic.ATTENDANCE, REFUSED, result.session.id, who, detail={"outcome": result.outcome.value})
    detail = {"added": False, "registrations": [], "paper": result.check_in.at.isoformat()}
    return Deed(Topic.ATTENDANCE, CHECKED_IN, result.session.id, who, result.check_in.id, detail)


def _by_name(person: Attendee) -> tuple[str, str, str]:
    """Order as one looks for a name on paper: folded, so that accents and case do not matter."""
    return keys(person.name).full, person.name, str(person.id)
