from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.qt.rooms import DESK, Room, make_room
from trainer_app.domain.badge import make_short
from trainer_app.domain.check_in import Gesture, InputKind, Outcome
from trainer_app.domain.errors import Refused
from trainer_app.domain.paper_roster import PaperTrouble, TakenBack, written
from trainer_app.domain.session import Phase, SessionKind
from trainer_app.services.sessions import SessionPlan
from trainer_app.words.trouble import sentence


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Room]:
    """Fourteen people, two sessions of a series; it is two hours after the second began at ten."""
    made = make_room(tmp_path / "room.db", people=14, sessions=2)
    made.clock.go_on(hours=2)
    yield made
    made.services.close()


def type_in(room: Room, line: str, *, as_guest: bool = False) -> TakenBack:
    gesture = Gesture(room.services.new_id(), room.session.id, InputKind.IMPORT, DESK)
    return room.services.paper_roster.take_back(gesture, written(line), as_guest=as_guest)


def refused(room: Room, line: str) -> Refused:
    with pytest.raises(Refused) as caught:
        type_in(room, line)
    assert "{" not in sentence(caught.value)
    return caught.value


def short_of(room: Room, number: int) -> str:
    return room.services.people.badges(desk=DESK)[room.people[number].id][1]


def test_everybody_is_on_the_list_by_name_with_a_code_where_nobody_is_registered(evening: Room) -> None:
    roster = evening.services.paper_roster.roster(evening.session.id, desk=DESK)
    names = [line.attendee.name for line in roster.lines]
    assert len(names) == 14
    assert names[0] == "Arjun Patel"
    assert names.index("Liam O'Brien") < names.index("Łukasz Kowalski") < names.index("Mei Sato")
    assert [line.number for line in roster.lines] == list(range(1, 15))
    assert all(line.short for line in roster.lines)


def test_only_those_registered_are_on_the_list_of_a_session(evening: Room) -> None:
    evening.services.sessions.register(evening.session.id, [one.id for one in evening.people[:3]], desk=DESK)
    roster = evening.services.paper_roster.roster(evening.session.id, desk=DESK)
    assert {line.attendee.id for line in roster.lines} == {one.id for one in evening.people[:3]}
    assert len(evening.services.paper_roster.roster(None, desk=DESK).lines) == 14
    registered = evening.services.paper_roster.registered()
    assert registered == {evening.session.id: frozenset(one.id for one in evening.people[:3])}


def test_a_written_time_becomes_the_time_they_came(evening: Room) -> None:
    taken = type_in(evening, f"{short_of(evening, 0)} 1002")
    assert taken.result.outcome is Outcome.CHECKED_IN
    sheet = evening.services.attendance.sheet(evening.session.id)
    assert [one.attendee.name for one in sheet.arrived] == ["Sakura Nakamura"]
    assert sheet.arrived[0].check_in.at == datetime(2026, 2, 17, 1, 2, tzinfo=UTC)
    attempt = evening.services.attendance.attempts(evening.session.id)[0]
    assert (attempt.at, attempt.input) == (evening.clock.at, InputKind.IMPORT)


def test_times_are_written_in_after_the_session_has_ended(evening: Room) -> None:
    evening.services.sessions.enter(evening.session.id, Phase.DOORS, desk=DESK)
    evening.services.sessions.enter(evening.session.id, Phase.ENDED, desk=DESK)
    assert type_in(evening, "Emma Larsen 10:04").result.outcome is Outcome.CHECKED_IN


def test_a_written_time_is_undone_and_redone(evening: Room) -> None:
    type_in(evening, "Emma Larsen 10:04")
    evening.services.undo.undo(DESK)
    assert not evening.services.attendance.sheet(evening.session.id).arrived
    evening.services.undo.redo(DESK)
    arrived = evening.services.attendance.sheet(evening.session.id).arrived
    assert arrived[0].check_in.at == datetime(2026, 2, 17, 1, 4, tzinfo=UTC)


def test_the_same_gesture_twice_checks_in_once(evening: Room) -> None:
    gesture = Gesture(evening.services.new_id(), evening.session.id, InputKind.IMPORT, DESK)
    line = written("Emma Larsen 10:04")
    first = evening.services.paper_roster.take_back(gesture, line)
    again = evening.services.paper_roster.take_back(gesture, line)
    assert again.result.check_in == first.result.check_in
    assert evening.services.attendance.sheet(evening.session.id).check_ins == 1


def test_somebody_who_was_scanned_keeps_the_scanned_time(evening: Room) -> None:
    evening.services.sessions.enter(evening.session.id, Phase.DOORS, desk=DESK)
    evening.check_in(evening.people[0])
    taken = type_in(evening, "Sakura 1002")
    assert taken.result.outcome is Outcome.ALREADY_IN
    assert taken.result.check_in
    assert taken.result.check_in.input is InputKind.SCANNER


def test_who_was_expected_elsewhere_is_asked_about_and_taken_as_a_guest(evening: Room) -> None:
    evening.services.sessions.register(evening.sessions[0].id, [evening.people[0].id], desk=DESK)
    doubtful = type_in(evening, "Sakura 1002")
    assert doubtful.result.outcome is Outcome.WRONG_SESSION
    assert [one.name for one in doubtful.result.registered_for] == ["Hands-on 1"]
    assert not evening.services.attendance.sheet(evening.session.id).arrived
    taken = type_in(evening, "Sakura 1002", as_guest=True)
    assert taken.result.outcome is Outcome.CHECKED_IN
    assert taken.result.check_in
    assert taken.result.check_in.guest


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("", PaperTrouble.NOTHING_WRITTEN),
        ("Sakura", PaperTrouble.TIME_MISSING),
        ("Sakura 2561", PaperTrouble.NOT_A_TIME),
        ("Sakura 1455", PaperTrouble.NOT_YET),
        ("Sakura 2359", PaperTrouble.OTHER_DAY),
        ("22220 1002", PaperTrouble.UNKNOWN_CODE),
    ],
)
def test_a_line_that_cannot_be_taken_is_said_in_a_sentence(evening: Room, line: str, code: PaperTrouble) -> None:
    if code is PaperTrouble.UNKNOWN_CODE:
        line = f"{_unused(evening)} 1002"
    assert refused(evening, line).code is code
    assert not evening.services.attendance.sheet(evening.session.id).arrived


def _unused(room: Room) -> str:
    taken = {short for _code, short in room.services.people.badges(desk=DESK).values()}
    return next(short for bits in range(99) if (short := make_short(bits)) not in taken)


def test_two_people_of_one_name_are_told_apart_by_their_code(evening: Room) -> None:
    assert "Mei Sato" in sentence(refused(evening, "Mei Sato 1002"))
    assert type_in(evening, f"{short_of(evening, 12).lower()} 1002").result.attendee == evening.people[12]


def test_an_hour_the_clocks_leapt_over_never_was(tmp_path: Path) -> None:
    made = make_room(tmp_path / "night.db", people=2, sessions=0)
    try:
        _plan_a_night(made)
        assert refused(made, "Arjun 0230").code is PaperTrouble.NO_SUCH_MOMENT
        assert type_in(made, "Arjun 0330").at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    finally:
        made.services.close()


def test_who_came_before_midnight_to_a_session_after_it_came_the_evening_before(tmp_path: Path) -> None:
    made = make_room(tmp_path / "night.db", people=2, sessions=0)
    try:
        _plan_a_night(made)  # at 01:30 in Berlin
        assert type_in(made, "Arjun 2350").at == datetime(2026, 3, 28, 22, 50, tzinfo=UTC)
        assert refused(made, "Arjun 2130").code is PaperTrouble.OTHER_DAY
    finally:
        made.services.close()


def _plan_a_night(made: Room) -> None:
    starts = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    plan = SessionPlan(
        name="Night", kind=SessionKind.HANDS_ON, starts_at=starts, ends_at=starts.replace(hour=4), zone="Europe/Berlin"
    )
    made.sessions = made.services.sessions.create([plan], desk=DESK)
    made.clock.at = datetime(2026, 3, 29, 5, 0, tzinfo=UTC)
