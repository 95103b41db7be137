"""Attendance from files: who was there, once, in the session the file names, and never at a guess."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.rollout import write
from tests.world import FRONT, MORNING, World, opened
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.check_in import InputKind, Outcome
from trainer_app.domain.completion import Completion, CompletionTrouble
from trainer_app.domain.errors import Refused
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.roster_match import MatchTrouble
from trainer_app.domain.session import SessionKind, SessionTrouble

Take = Callable[..., ImportReport]
HEADER = "Email,Session,Checked in at,First hands-on completed at"
ANN = "ann@example.org,Hands-on 1,2026-04-01T10:05:00+09:00,2026-04-01T11:40:00+09:00"
BO = "bo@example.org,Hands-on 1,2026-04-01T10:07:00+09:00,"


@pytest.fixture
def program(tmp_path: Path) -> Iterator[World]:
    """Ann and Bo, two hands-on sessions and a talk."""
    with opened(tmp_path / "trainer.db") as made:
        roster = write(tmp_path / "people.csv", "Name,Email", "Ann Lee,ann@example.org", "Bo Larsen,bo@example.org")
        made.services.people_import.import_file(roster, desk=FRONT)
        made.session("Hands-on 1")
        made.session("Hands-on 2", days=1)
        made.session("Why it matters", days=-7, kind=SessionKind.AWARENESS, series=None)
        yield made


@pytest.fixture
def take(program: World, tmp_path: Path) -> Take:
    """Import an attendance list of these lines."""

    def taking(*lines: str, session: str | None = None, dry_run: bool = False) -> ImportReport:
        file = write(tmp_path / "attendance.csv", *lines)
        service = program.services.attendance_import
        return service.import_file(file, desk=FRONT, session=session, dry_run=dry_run)

    return taking


def counted(report: ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, len(report.skipped)


def codes(report: ImportReport) -> list[tuple[int, object]]:
    return [(one.line, one.code) for one in report.skipped]


def person(world: World, name: str) -> Attendee:
    return next(one for one in world.services.people.everyone() if one.name == name)


def completion(world: World, name: str) -> Completion | None:
    with world.services.context.store.read() as view:
        return view.completions.of_attendee(person(world, name).id)


def test_check_ins_and_completions_come_in_with_their_times(take: Take, program: World) -> None:
    report = take(HEADER, ANN, BO)
    assert (report.people, *counted(report)) == (2, 2, 0, 0, 0)
    sheet = program.services.attendance.sheet(program.sessions["Hands-on 1"].id)
    came = {one.attendee.name: one.check_in for one in sheet.arrived}
    assert came["Ann Lee"].at == datetime(2026, 4, 1, 1, 5, tzinfo=UTC)
    assert (came["Ann Lee"].input, came["Ann Lee"].desk) == (InputKind.IMPORT, FRONT)
    done = completion(program, "Ann Lee")
    assert done is not None
    assert (done.at, done.session_id) == (datetime(2026, 4, 1, 2, 40, tzinfo=UTC), program.sessions["Hands-on 1"].id)
    assert completion(program, "Bo Larsen") is None


def test_the_same_list_again_checks_nobody_in_twice(take: Take, program: World) -> None:
    take(HEADER, ANN, BO)
    cursor = program.services.context.store.cursor()
    assert counted(take(HEADER, ANN, BO)) == (0, 0, 2, 0)
    assert program.services.context.store.cursor() == cursor
    assert len(program.services.attendance.attempts(program.sessions["Hands-on 1"].id)) == 2


def test_a_completion_that_comes_later_updates_somebody_who_is_in(take: Take, program: World) -> None:
    take(HEADER, BO)
    assert counted(take(HEADER, f"{BO}2026-04-01T11:50:00+09:00")) == (0, 1, 0, 0)
    done = completion(program, "Bo Larsen")
    assert done is not None
    assert done.at == datetime(2026, 4, 1, 2, 50, tzinfo=UTC)


def test_a_dry_run_writes_nothing(take: Take, program: World) -> None:
    cursor = program.services.context.store.cursor()
    report = take(HEADER, ANN, BO, dry_run=True)
    assert report.dry_run
    assert counted(report) == (2, 0, 0, 0)
    assert program.services.context.store.cursor() == cursor
    assert program.in_room(program.sessions["Hands-on 1"]) == set()


def test_somebody_checked_in_at_the_door_keeps_that_check_in(take: Take, program: World) -> None:
    ann = person(program, "Ann Lee")
    at_the_door = program.come(ann, program.sessions["Hands-on 1"]).check_in
    assert counted(take(HEADER, ANN)) == (0, 1, 0, 0)
    sheet = program.services.attendance.sheet(program.sessions["Hands-on 1"].id)
    assert [one.check_in for one in sheet.arrived] == [at_the_door]


def test_a_check_in_that_was_undone_at_the_door_comes_back_with_the_list(take: Take, program: World) -> None:
    program.come(person(program, "Ann Lee"), program.sessions["Hands-on 1"])
    program.services.undo.undo(FRONT)
    assert counted(take(HEADER, ANN)) == (1, 0, 0, 0)
    assert program.in_room(program.sessions["Hands-on 1"]) == {"Ann Lee"}


def test_the_first_completion_in_time_counts_whatever_the_order_of_lines(take: Take, program: World) -> None:
    later = ANN.replace("Hands-on 1", "Hands-on 2").replace("04-01", "04-02")
    assert counted(take(HEADER, later, ANN)) == (2, 0, 0, 0)
    done = completion(program, "Ann Lee")
    assert done is not None
    assert done.session_id == program.sessions["Hands-on 1"].id


def test_without_a_time_the_session_s_start_is_taken(take: Take, program: World) -> None:
    take("Email,Session,Attended", "ann@example.org,Hands-on 1,yes", "bo@example.org,Hands-on 1,no")
    sheet = program.services.attendance.sheet(program.sessions["Hands-on 1"].id)
    assert [(one.attendee.name, one.check_in.at) for one in sheet.arrived] == [("Ann Lee", MORNING)]


def test_nobody_completes_a_hands_on_in_a_talk(take: Take, program: World) -> None:
    line = ANN.replace("Hands-on 1", "Why it matters")
    report = take(HEADER, line)
    assert codes(report) == [(2, CompletionTrouble.WRONG_KIND)]
    assert completion(program, "Ann Lee") is None
    assert program.in_room(program.sessions["Why it matters"]) == {"Ann Lee"}


def test_who_is_not_on_the_roster_and_which_session_is_not_known_is_told_by_line(take: Take, program: World) -> None:
    report = take(HEADER, ANN, BO.replace("bo@", "zed@"), BO.replace("Hands-on 1", "Hands-on 9"))
    assert codes(report) == [(3, MatchTrouble.NOT_ON_ROSTER), (4, SessionTrouble.NOT_FOUND)]
    assert program.in_room(program.sessions["Hands-on 1"]) == {"Ann Lee"}


def test_a_session_is_taken_by_its_whole_name_only(take: Take, program: World) -> None:
    program.session("Hands-on 10", days=2)
    report = take(HEADER, ANN.replace("Hands-on 1", "hands-on   10"), BO.replace("Hands-on 1", "Hands"))
    assert codes(report) == [(3, SessionTrouble.NOT_FOUND)]
    assert program.in_room(program.sessions["Hands-on 10"]) == {"Ann Lee"}


def test_a_list_that_names_no_session_is_refused_whole_until_one_is_named(take: Take, program: World) -> None:
    lines = ("Name,Email,Checked in at", "Ann Lee,ann@example.org,2026-04-02T10:02:00+09:00")
    with pytest.raises(Refused) as refused:
        take(*lines)
    assert refused.value.code is MatchTrouble.SESSION_NOT_SAID
    assert refused.value.facts["sessions"] == ("Why it matters", "Hands-on 1", "Hands-on 2")
    assert counted(take(*lines, session="hands-on 2")) == (1, 0, 0, 0)
    assert program.in_room(program.sessions["Hands-on 2"]) == {"Ann Lee"}
    with pytest.raises(Refused) as unknown:
        take(*lines, session="Hands-on 7")
    assert unknown.value.code is SessionTrouble.NOT_FOUND


def test_a_line_without_its_session_is_told_where_others_name_theirs(take: Take) -> None:
    assert codes(take(HEADER, ANN, "bo@example.org,,2026-04-01T10:07:00+09:00,")) == [
        (3, MatchTrouble.SESSION_NOT_SAID)
    ]


def test_times_far_from_the_session_are_taken_and_told(take: Take, program: World) -> None:
    report = take(HEADER, ANN.replace("04-01T10", "03-01T10"), BO)
    assert counted(report) == (2, 0, 0, 0)
    assert [(one.code, one.facts) for one in report.warnings] == [
        (MatchTrouble.TIMES_OF_ANOTHER_DAY, {"session": "Hands-on 1", "lines": (2,)})
    ]


def test_a_paper_list_of_names_finds_people_by_their_names_and_says_so(take: Take, program: World) -> None:
    report = take("Name,Session,Attended", '"Lee, Ann",Hands-on 1,x', "bo larsen,Hands-on 1,yes")
    assert counted(report) == (2, 0, 0, 0)
    assert {one.code: one.facts["lines"] for one in report.warnings if one.code is MatchTrouble.MATCHED_BY_NAME} == {
        MatchTrouble.MATCHED_BY_NAME: (2, 3)
    }
    assert program.in_room(program.sessions["Hands-on 1"]) == {"Ann Lee", "Bo Larsen"}


def test_a_name_of_two_people_is_told_not_guessed(take: Take, program: World, tmp_path: Path) -> None:
    roster = write(tmp_path / "more.csv", "Name,Email", "Ann Lee,ann2@example.org")
    program.services.people_import.import_file(roster, desk=FRONT)
    assert codes(take("Name,Session,Attended", "Ann Lee,Hands-on 1,yes")) == [(2, MatchTrouble.NAME_SEVERAL_TIMES)]


def test_a_name_with_another_address_is_not_taken_for_the_person_of_the_roster(take: Take, program: World) -> None:
    header = "Name,Email,Session,Attended"
    report = take(header, "Ann Lee,ann@private.example.net,Hands-on 1,yes")
    assert codes(report) == [(2, MatchTrouble.EMAIL_IS_NEW)]
    assert report.skipped[0].facts["others"] == ("ann@example.org",)
    assert counted(take(header, "Ann Lee,,Hands-on 1,yes")) == (1, 0, 0, 0)


def test_an_address_of_another_name_is_told(take: Take) -> None:
    report = take("Name,Email,Session,Attended", "Zed Quinn,ann@example.org,Hands-on 1,yes")
    assert codes(report) == [(2, MatchTrouble.EMAIL_OF_ANOTHER_NAME)]


def test_a_second_address_of_somebody_is_theirs(take: Take, program: World, tmp_path: Path) -> None:
    roster = write(
        tmp_path / "more.csv", "Name,Email,User principal name", "Ann Lee,ann@example.org,alee@corp.example.org"
    )
    program.services.people_import.import_file(roster, desk=FRONT)
    assert counted(take("Email,Session,Attended", "ALEE@corp.example.org,Hands-on 1,yes")) == (1, 0, 0, 0)


def test_a_display_name_seen_before_finds_the_person(take: Take, program: World, shared_data: Path) -> None:
    heroes = shared_data / "rosters" / "r01_zoom_participants_heroes.csv"
    program.services.people_import.import_file(heroes, desk=FRONT)
    service = program.services.attendance_import
    report = service.import_file(heroes, desk=FRONT, session="Hands-on 1")
    assert (report.people, report.added, len(report.skipped)) == (27, 27, 0)
    again = service.import_file(heroes, desk=FRONT, session="Hands-on 1")
    assert counted(again) == (0, 0, 27, 0)


def test_confidence_and_what_they_made_stand_beside_the_completion(take: Take, program: World) -> None:
    take(f"{HEADER},What they made,Confidence before,Confidence after", f"{ANN},a poem about tests,2,4")
    done = completion(program, "Ann Lee")
    assert done is not None
    assert (done.made, done.confidence_before, done.confidence_after) == ("a poem about tests", 2, 4)


def test_the_log_of_attempts_says_where_a_check_in_came_from(take: Take, program: World) -> None:
    take(HEADER, ANN)
    (one,) = program.services.attendance.attempts(program.sessions["Hands-on 1"].id)
    assert (one.outcome, one.input, one.desk) == (Outcome.CHECKED_IN, InputKind.IMPORT, FRONT)


def test_the_published_attendance_is_taken_whole_and_once(program: World, shared_data: Path) -> None:
    files = shared_data / "rollout70"
    program.services.session_import.import_file(files / "sessions.csv", desk=FRONT)
    program.services.people_import.import_file(files / "people.csv", desk=FRONT)
    service = program.services.attendance_import
    first = service.import_file(files / "attendance.csv", desk=FRONT)
    assert (first.people, first.rows, *counted(first)) == (67, 70, 70, 0, 0, 0)
    assert counted(service.import_file(files / "attendance.csv", desk=FRONT)) == (0, 0, 70, 0)


def test_another_time_than_the_one_that_stands_is_said_and_changes_nothing(take: Take, program: World) -> None:
    take(HEADER, ANN)
    report = take(HEADER, ANN.replace("T10:05", "T10:15"), BO)
    assert [one.name for one in report.sessions] == ["Hands-on 1"]
    (other,) = report.other_times
    assert (other.line, other.name, (other.in_file - other.stands).seconds) == (2, "Ann Lee", 600)
    (still,) = [
        one
        for one in program.services.attendance.sheet(program.sessions["Hands-on 1"].id).arrived
        if one.attendee.name == "Ann Lee"
    ]
    assert still.check_in.at == other.stands


def test_the_session_of_a_list_can_be_chosen_by_its_id(take: Take, program: World, tmp_path: Path) -> None:
    file = write(tmp_path / "list.csv", "Email,Attended", "ann@example.org,yes")
    chosen = program.sessions["Hands-on 2"]
    report = program.services.attendance_import.import_file(file, desk=FRONT, session=chosen.id)
    assert (report.added, report.sessions) == (1, (chosen,))
