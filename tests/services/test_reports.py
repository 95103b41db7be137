"""The report of a session from the data file, and what its staffing is planned from."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.services.rollouts import STEPS, checklist, come_in
from tests.world import DOOR, FRONT, OFFICE, World, refused
from trainer_app.cli.session_report import document
from trainer_app.domain.attendee import Role
from trainer_app.domain.completion import Moment
from trainer_app.domain.help import RaisedBy, TicketMove
from trainer_app.domain.phone import ExitTicket
from trainer_app.domain.session import Phase, Session, SessionKind, SessionTrouble
from trainer_app.domain.session_report import ReportGap, SessionReport, StepLine, WayOut, without_names
from trainer_app.domain.staffing_plan import Basis, calls_expected
from trainer_app.services.check_in import NewPerson
from trainer_app.services.help_desk import Hand
from trainer_app.services.reports import Expected
from trainer_app.words.report import as_lines


@pytest.fixture
def session(world: World) -> Session:
    """A hands-on session that has begun, Aiko and Bo in the room."""
    world.services.checklists.use(checklist(), desk=FRONT)
    made = world.session("Hands-on 2", days=1, phase=Phase.DOORS)
    come_in(world, made, "Aiko", "Bo")
    enter(world, made, Phase.TALK, after=0)
    enter(world, made, Phase.HANDS_ON, after=10)
    return made


def enter(world: World, session: Session, phase: Phase, *, after: float) -> None:
    world.clock.forward(after)
    world.services.sessions.enter(session.id, phase, desk=OFFICE)


def tick(world: World, session: Session, name: str, *steps: str, each: float = 4) -> None:
    for step in steps:
        world.clock.forward(each)
        assert world.services.floor.mark(session.id, world.people[name].id, step, desk=FRONT)


def report(world: World, session: Session) -> SessionReport:
    return world.services.reports.of_session(session.id)


def line(world: World, session: Session, key: str) -> StepLine:
    return next(one for one in report(world, session).steps if one.key == key)


def helped(world: World, session: Session, name: str, *, waits: float, takes: float) -> None:
    """Let somebody raise a hand at the first step and be helped."""
    desk = world.services.help_desk
    asked = desk.ask(Hand(session.id, world.people[name].id, "terminal", error_text="not found"), desk=FRONT)
    world.clock.forward(waits)
    desk.move(asked.id, TicketMove.CLAIM, desk=DOOR)
    world.clock.forward(takes)
    desk.move(asked.id, TicketMove.SOLVE, desk=DOOR)


def test_before_the_doors_there_is_nothing_to_report(world: World) -> None:
    found = report(world, world.session("Hands-on 2", days=1, phase=None))
    assert found.gap is ReportGap.NOT_STARTED
    assert not found.is_final


def test_a_session_nobody_came_to_says_so(world: World) -> None:
    made = world.session("Hands-on 2", days=1)
    enter(world, made, Phase.ENDED, after=60)
    assert report(world, made).gap is ReportGap.NOBODY_CAME


def test_an_awareness_session_reports_who_came_and_no_steps(world: World) -> None:
    made = world.session("Why", series=None, kind=SessionKind.AWARENESS)
    come_in(world, made, "Aiko")
    found = report(world, made)
    assert (found.gap, found.attendance.came, found.steps) == (ReportGap.NO_CHECKLIST, 1, ())


def test_a_whole_session_from_the_door_to_the_end(world: World, session: Session) -> None:
    helped(world, session, "Aiko", waits=3, takes=5)
    tick(world, session, "Aiko", *STEPS)
    tick(world, session, "Bo", "terminal", each=2)
    for moment, value in ((Moment.BEFORE, 2), (Moment.AFTER, 4)):
        world.services.completions.say_confidence(session.id, world.people["Aiko"].id, moment, value=value, desk=FRONT)
    enter(world, session, Phase.WRAP_UP, after=10)
    enter(world, session, Phase.ENDED, after=5)
    found = report(world, session)
    assert (found.is_final, found.gap) == (True, None)
    assert [(one.reached, one.done, one.stopped) for one in found.steps] == [(2, 2, 0), (2, 1, 1), (1, 1, 0), (1, 1, 0)]
    assert (found.first_hands_on.count, found.first_hands_on.of) == (1, 2)
    assert (found.waits.count, found.waits.p50) == (1, pytest.approx(3.0))
    assert [(one.helper, one.visits, one.minutes) for one in found.helpers] == [("Mei", 1, pytest.approx(5.0))]
    assert [(one.title, one.count) for one in found.errors] == [("not found", 1)]
    assert [(one.step_title, one.names) for one in found.stopped] == [("Install", ("Bo Larsen",))]
    assert (found.confidence.paired, found.confidence.change) == (1, 2.0)
    assert found.rhythm.talk_minutes == pytest.approx(10.0)
    assert found.rhythm.hands_on_minutes == pytest.approx(3 + 5 + 16 + 2 + 10)


def test_hands_still_open_at_the_end_are_in_the_report(world: World, session: Session) -> None:
    world.services.help_desk.ask(Hand(session.id, world.people["Bo"].id, "terminal"), desk=FRONT)
    enter(world, session, Phase.ENDED, after=9)
    world.clock.forward(60)
    found = report(world, session)
    assert (found.asked.hands, found.waits.count) == (1, 0)
    assert (found.unanswered.count, found.unanswered.longest) == (1, pytest.approx(9.0))


def test_names_can_be_left_out_and_the_counts_stay(world: World, session: Session) -> None:
    helped(world, session, "Aiko", waits=1, takes=2)
    enter(world, session, Phase.ENDED, after=5)
    found = without_names(report(world, session))
    assert [(one.count, one.names) for one in found.stopped] == [(2, ())]
    assert [(one.helper, one.visits) for one in found.helpers] == [("", 1)]


def test_attendance_counts_registered_came_walk_ins_and_who_left_early(world: World) -> None:
    world.services.checklists.use(checklist(), desk=FRONT)
    world.person("Chie Ota")
    world.person("Ravi Rao", role=Role.STAFF)
    made = world.session("Hands-on 2", days=1)
    world.services.sessions.register(made.id, [world.people[one].id for one in ("Aiko", "Bo", "Chie")], desk=OFFICE)
    come_in(world, made, "Aiko", "Bo", "Ravi")
    world.services.check_in.walk_in(world.gesture(made), NewPerson("Dan Walker"))
    enter(world, made, Phase.HANDS_ON, after=5)
    bo = next(one for one in world.services.attendance.sheet(made.id).arrived if one.attendee.name == "Bo Larsen")
    world.clock.forward(10)
    world.services.attendance.leave(bo.check_in.id, desk=FRONT)
    enter(world, made, Phase.ENDED, after=30)
    came = report(world, made).attendance
    assert (came.registered, came.expected, came.came, came.as_expected) == (3, 3, 3, 2)
    assert (came.walk_ins, came.left_early) == (1, 1)


def test_minutes_are_learned_from_this_session_and_carried_to_the_next(world: World, session: Session) -> None:
    for name in ("Chie", "Dai", "Eri"):
        come_in(world, session, name)
    world.session("Hands-on 3", days=8, phase=None)
    world.clock.forward(6)
    for name in ("Aiko", "Bo", "Chie", "Dai", "Eri"):
        tick(world, session, name, "terminal", each=0)
    first = line(world, session, "terminal")
    assert (first.learned, first.carried) == (None, pytest.approx(6.0))
    assert report(world, session).next_name == "Hands-on 3"
    assert line(world, session, "install").carried is None
    enter(world, session, Phase.ENDED, after=1)
    assert line(world, world.sessions["Hands-on 3"], "terminal").learned == pytest.approx(6.0)


def test_a_session_that_is_gone_has_no_report(world: World) -> None:
    with refused(SessionTrouble.GONE):
        world.services.reports.of_session(uuid4())
    with refused(SessionTrouble.GONE):
        world.services.reports.staffing(uuid4())


def test_staffing_begins_with_the_roster_then_the_registered_then_those_who_came(world: World) -> None:
    made = world.session("Hands-on 2", days=1, helpers=("Mei", "Jun"))
    found = world.services.reports.staffing(made.id)
    assert (found.people, found.expected, found.helpers) == (2, Expected.ROSTER, ("Mei", "Jun"))
    world.services.sessions.register(made.id, [world.people["Aiko"].id], desk=OFFICE)
    assert world.services.reports.staffing(made.id).expected is Expected.REGISTERED
    come_in(world, made, "Aiko")
    assert world.services.reports.staffing(made.id).expected is Expected.CAME


def test_staffing_learns_calls_and_visits_from_ended_sessions_of_the_series(world: World, session: Session) -> None:
    for _ in range(10):
        helped(world, session, "Aiko", waits=1, takes=2)
    later = world.session("Hands-on 3", days=8, phase=None)
    assert calls_expected(world.services.reports.staffing(later.id).seen).basis is Basis.ASSUMED
    enter(world, session, Phase.ENDED, after=30)
    seen = world.services.reports.staffing(later.id).seen
    assert (seen.sessions, seen.calls, seen.visits) == (1, 10, 10)
    assert seen.visit_minutes == pytest.approx(20.0)
    assert seen.person_hours == pytest.approx(2.0)
    assert calls_expected(seen).basis is Basis.LEARNED


def test_our_own_visits_are_told_from_hands(world: World, session: Session) -> None:
    world.services.help_desk.visit(
        Hand(session.id, world.people["Bo"].id, "terminal", raised_by=RaisedBy.SUGGESTION), desk=DOOR
    )
    asked = report(world, session).asked
    assert (asked.hands, asked.visits) == (0, 1)


def test_what_was_said_on_the_way_out_is_told_without_saying_who(world: World, session: Session) -> None:
    assert report(world, session).way_out == WayOut()
    for name, said in (("Bo", ExitTicket("weekly report", "no licence")), ("Aiko", ExitTicket("log files"))):
        world.services.phone_floor.leave_ticket(session.id, world.people[name].id, said, desk=FRONT)
    told = report(world, session)
    assert told.way_out == WayOut(("log files", "weekly report"), ("no licence",))
    assert without_names(told).way_out == told.way_out
    assert "What it will be used for next: log files; weekly report" in list(as_lines(told))
    assert document(told)["on_the_way_out"] == {
        "next_uses": ["log files", "weekly report"],
        "in_the_way": ["no licence"],
    }
