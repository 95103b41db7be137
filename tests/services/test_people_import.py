"""Rosters from files: everybody once, however often the file comes, and nothing guessed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.rollout import write
from tests.world import FRONT, OFFICE, World
from trainer_app.domain.attendee import AliasKind, Role
from trainer_app.domain.check_in import Outcome
from trainer_app.domain.errors import Refused
from trainer_app.domain.import_codes import FileTrouble
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.roster_match import MatchTrouble
from trainer_app.services.check_in import NewPerson

Take = Callable[..., ImportReport]


def counted(report: ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, len(report.skipped)


def codes(report: ImportReport) -> list[tuple[int, object]]:
    return [(one.line, one.code) for one in report.skipped]


def warned(report: ImportReport) -> dict[object, object]:
    return {one.code: one.facts.get("lines") for one in report.warnings}


def names(world: World) -> list[str]:
    return [one.name for one in world.services.people.everyone()]


def aliases(world: World, name: str) -> set[tuple[AliasKind, str]]:
    who = next(one for one in world.services.people.everyone() if one.name == name)
    return {(one.kind, one.text) for one in world.services.people.aliases().get(who.id, ())}


SHARED = {
    "r01_zoom_participants_heroes.csv": (27, 31, 0, 1, 0),
    "r02_zoom_participants_with_meeting_preamble.csv": (27, 31, 0, 1, 0),
    "r03_alfio_shared_email.csv": (3, 3, 0, 1, 0),
    "r04_amy_same_name_three_emails.csv": (3, 3, 0, 1, 0),
    "r05_amy_no_email_column.csv": (3, 3, 0, 1, 0),
    "r06_amy_event_and_role.csv": (3, 3, 0, 1, 1),
    "r07_amy_google_form_duplicate_submission.csv": (1, 2, 0, 1, 0),
    "r08_amy_malformed_row.csv": (0, 1, 1, 0, 0),
    "r09_japanese_headerless_utf8.csv": (10, 10, 0, 1, 0),
    "r10_japanese_headerless_cp932_derived.csv": (10, 10, 0, 1, 0),
    "r11_entra_org_tree.json": (8, 8, 0, 3, 0),
}


@pytest.mark.parametrize("name", SHARED)
def test_a_published_roster_gives_its_people_and_nobody_is_doubled_when_it_comes_again(
    name: str, program: World, shared_data: Path
) -> None:
    people, rows, left_out, teams, staff = SHARED[name]
    first = program.services.people_import.import_file(shared_data / "rosters" / name, desk=FRONT)
    assert (first.people, first.rows, *counted(first)) == (people, rows, people, 0, 0, left_out)
    everyone = program.services.people.everyone()
    assert len(everyone) == people
    assert len({one.team for one in everyone}) == teams
    assert sum(one.role is Role.STAFF for one in everyone) == staff
    cursor = program.services.context.store.cursor()
    again = program.services.people_import.import_file(shared_data / "rosters" / name, desk=FRONT)
    assert counted(again) == (0, 0, people, left_out)
    assert program.services.people.everyone() == everyone
    assert program.services.context.store.cursor() == cursor


@pytest.mark.parametrize(
    ("one", "other", "people"),
    [
        ("r01_zoom_participants_heroes.csv", "r02_zoom_participants_with_meeting_preamble.csv", 27),
        ("r09_japanese_headerless_utf8.csv", "r10_japanese_headerless_cp932_derived.csv", 10),
    ],
)
def test_the_same_people_in_another_form_of_the_file_are_the_same_people(
    one: str, other: str, people: int, program: World, shared_data: Path
) -> None:
    for name in (one, other):
        report = program.services.people_import.import_file(shared_data / "rosters" / name, desk=FRONT)
    assert counted(report) == (0, 0, people, 0)
    assert len(names(program)) == people


def test_all_published_rosters_after_each_other_and_again_double_nobody(program: World, shared_data: Path) -> None:
    files = sorted((shared_data / "rosters").iterdir())
    for file in files:
        program.services.people_import.import_file(file, desk=FRONT)
    everyone = program.services.people.everyone()
    for file in files:
        report = program.services.people_import.import_file(file, desk=FRONT)
        assert (report.added, report.updated) == (0, 0)
    assert program.services.people.everyone() == everyone


def test_a_trainer_on_the_list_is_staff(program: World, shared_data: Path) -> None:
    program.services.people_import.import_file(shared_data / "rosters" / "r06_amy_event_and_role.csv", desk=FRONT)
    assert [one.role for one in program.services.people.everyone()].count(Role.ATTENDEE) == 2
    assert len(program.services.adoption.report().people) == 2


def test_a_dry_run_says_what_would_happen_and_writes_nothing(take: Take, program: World) -> None:
    take("Name,Email", "Ann Lee,ann@example.org")
    before = _everything(program.path)
    report = take("Name,Email,Team", "Ann Lee,ann@example.org,Sales", "Bo Larsen,bo@example.org,", dry_run=True)
    assert report.dry_run
    assert counted(report) == (1, 1, 0, 0)
    assert _everything(program.path) == before
    assert counted(take("Name,Email,Team", "Ann Lee,ann@example.org,Sales", "Bo Larsen,bo@example.org,")) == (
        1,
        1,
        0,
        0,
    )


def _everything(path: Path) -> list[str]:
    with sqlite3.connect(path) as db:
        return list(db.iterdump())


def test_an_import_is_one_line_of_the_audit_trail(take: Take, program: World) -> None:
    before = program.services.context.store.cursor()
    take("Name,Email", "Ann Lee,ann@example.org", "Bo Larsen,bo@example.org")
    with program.services.context.store.read() as view:
        (line,) = view.activity.since(before)
    assert (line.deed.kind, line.desk) == ("people_imported", FRONT)
    kept = {name: line.deed.detail[name] for name in ("file", "added", "updated")}
    assert kept == {"file": "people.csv", "added": 2, "updated": 0}


def test_what_a_file_knows_newly_is_brought_up_to_date_and_what_it_leaves_out_stays(take: Take, program: World) -> None:
    take("Name,Email,Team,System", "Ann Lee,ann@example.org,Sales,macOS")
    assert counted(take("Name,Email,Team", "Ann Lee,ann@example.org,Support")) == (0, 1, 0, 0)
    (ann,) = program.services.people.everyone()
    assert (ann.team, ann.system.value if ann.system else None) == ("Support", "macos")
    assert counted(take("Name,Email", "Ann Lee,ann@example.org")) == (0, 0, 1, 0)


def test_another_spelling_of_the_team_is_the_same_team(take: Take, program: World) -> None:
    take("Name,Email,Team", "Ann Lee,ann@example.org,Sales", "Bo Larsen,bo@example.org,SALES ")
    assert {one.team for one in program.services.people.everyone()} == {"Sales"}
    assert counted(take("Name,Email,Team", "Ann Lee,ann@example.org,sales", "Bo,bo@example.org,Sales")) == (0, 1, 1, 0)


def test_an_email_of_another_name_is_told_with_its_line_and_the_rest_is_taken(take: Take, program: World) -> None:
    take("Name,Email", "Ann Lee,ann@example.org")
    report = take("Name,Email", "Bo Larsen,bo@example.org", "Zed Quinn,ann@example.org")
    assert codes(report) == [(3, MatchTrouble.EMAIL_OF_ANOTHER_NAME)]
    assert report.skipped[0].facts == {"name": "Zed Quinn", "email": "ann@example.org", "others": ("Ann Lee",)}
    assert names(program) == ["Ann Lee", "Bo Larsen"]


def test_another_spelling_of_the_name_is_remembered_and_finds_the_person_later(take: Take, program: World) -> None:
    take("Name,Email", "José Silva,jose@example.org")
    assert counted(take("Name,Email", '"Silva, Jose M.",jose@example.org')) == (0, 1, 0, 0)
    assert names(program) == ["José Silva"]
    assert aliases(program, "José Silva") == {(AliasKind.NAME, "Silva, Jose M.")}
    assert program.services.people.meant("Jose M. Silva").name == "José Silva"


def test_a_list_of_addresses_alone_finds_who_is_there_whatever_they_are_called(take: Take, program: World) -> None:
    take("Name,Email", "Jane Doe,jd42@example.org")
    assert counted(take("Email", "jd42@example.org")) == (0, 0, 1, 0)
    assert aliases(program, "Jane Doe") == set()


def test_a_name_made_from_an_address_gives_way_to_the_real_one(take: Take, program: World) -> None:
    take("Email", "jd42@example.org")
    assert names(program) == ["Jd"]
    assert counted(take("Name,Email", "Jane Doe,jd42@example.org")) == (0, 1, 0, 0)
    assert names(program) == ["Jane Doe"]
    assert counted(take("Email", "jd42@example.org")) == (0, 0, 1, 0)


def test_people_of_one_name_are_kept_apart_and_it_is_said(take: Take, program: World) -> None:
    take("Name,Email", "Kim Park,kim1@example.org")
    report = take("Name,Email", "Kim Park,kim2@example.org")
    assert counted(report) == (1, 0, 0, 0)
    assert warned(report) == {MatchTrouble.SAME_NAME_KNOWN: (2,)}
    assert names(program) == ["Kim Park", "Kim Park"]


def test_a_walk_in_by_address_becomes_the_person_of_the_roster(take: Take, program: World) -> None:
    session = program.session("Hands-on 1")
    program.services.check_in.walk_in(program.gesture(session), NewPerson("Noa", email="noa@example.org"))
    assert counted(take("Name,Email,Team", "Noa Weber,noa@example.org,Sales")) == (0, 1, 0, 0)
    (noa,) = program.services.people.everyone()
    assert (noa.name, noa.team, noa.walk_in) == ("Noa Weber", "Sales", False)
    assert aliases(program, "Noa Weber") == {(AliasKind.NAME, "Noa")}
    assert program.in_room(session) == {"Noa Weber"}
    assert counted(take("Name,Email,Team", "Noa Weber,noa@example.org,Sales")) == (0, 0, 1, 0)


def test_a_walk_in_by_name_is_found_by_a_list_of_names_and_kept_apart_from_an_address(
    take: Take, program: World
) -> None:
    session = program.session("Hands-on 1")
    program.services.check_in.walk_in(program.gesture(session), NewPerson("Noa Weber"))
    assert warned(take("Name,Email", "Noa Weber,noa@example.org"))[MatchTrouble.SAME_NAME_KNOWN] == (2,)
    report = take("Name", "Noa Weber")
    assert counted(report) == (0, 1, 0, 0)
    assert warned(report)[MatchTrouble.MATCHED_BY_NAME] == (2,)
    assert [one.walk_in for one in program.services.people.everyone()] == [False, False]


def test_people_are_registered_for_the_sessions_the_file_names(take: Take, program: World) -> None:
    one, two = program.session("Hands-on 1"), program.session("Hands-on 2", days=1)
    lines = ("Name,Email,Session", "Ann Lee,ann@example.org,hands-on  1", "Bo,bo@example.org,Hands-on 1; Hands-on 2")
    report = take(*lines, "Cy,cy@example.org,Hands-on 9")
    assert report.registered == 3
    assert warned(report) == {MatchTrouble.UNKNOWN_SESSION: (4,)}
    registered = {one.name: program.services.sessions.named(one.name).id for one in (one, two)}
    with program.services.context.store.read() as view:
        there = {name: len(view.sessions.registered(which)) for name, which in registered.items()}
    assert there == {"Hands-on 1": 2, "Hands-on 2": 1}
    assert counted(take(*lines)) == (0, 0, 2, 0)
    ann = program.services.people.meant("Ann Lee")
    assert program.come(ann, two).outcome is Outcome.WRONG_SESSION


def test_a_hard_capacity_is_kept_and_said_with_whom_it_leaves_out(take: Take, program: World) -> None:
    kept = program.session("Hands-on 1", capacity=2, hard_capacity=True, phase=None)
    program.services.registrations.register(kept.id, [program.person("Mei Chen").id], desk=OFFICE)
    wider = program.session("Hands-on 2", days=1, capacity=1, phase=None)
    lines = ("Mei Chen,mei.chen@example.org,Hands-on 1", "Bo,bo@example.org,Hands-on 1", "Cy,cy@example.org,Hands-on 1")
    more = "Dee,dee@example.org,Hands-on 2", "Eve,eve@example.org,Hands-on 2"
    report = take("Name,Email,Session", *lines, *more)
    with program.services.context.store.read() as view:
        assert len(view.sessions.registered(kept.id)) == 1  # never half of them
        assert len(view.sessions.registered(wider.id)) == 2
    (full,) = [one for one in report.warnings if one.code is MatchTrouble.SESSION_FULL]
    assert (full.facts["session"], full.facts["names"]) == ("Hands-on 1", ("Bo", "Cy"))
    assert (report.registered, counted(report)) == (2, (4, 0, 1, 0))


def test_a_registration_left_out_is_no_change_of_a_person(take: Take, program: World) -> None:
    kept = program.session("Hands-on 1", capacity=1, hard_capacity=True, phase=None)
    program.services.registrations.register(kept.id, [program.person("Mei Chen").id], desk=OFFICE)
    program.person("Bo Lind")
    report = take("Name,Email,Session", "Bo Lind,bo.lind@example.org,Hands-on 1")
    assert counted(report) == (0, 0, 1, 0)
    assert MatchTrouble.SESSION_FULL in warned(report)


def test_a_session_named_by_a_beginning_only_is_not_guessed(take: Take, program: World) -> None:
    program.session("Hands-on 10")
    report = take("Name,Email,Session", "Ann Lee,ann@example.org,Hands-on 1")
    assert warned(report) == {MatchTrouble.UNKNOWN_SESSION: (2,)}


def test_a_merged_person_keeps_being_found_by_both_addresses(take: Take, program: World) -> None:
    lines = ("Name,Email", "Ann Lee,ann@example.org", "Ann L. Lee,lee@example.org")
    take(*lines)
    first, second = program.services.people.everyone()
    program.services.people.merge(second.id, first.id, desk=FRONT)
    assert counted(take(*lines))[0] == 0
    assert len(names(program)) == 1
    assert counted(take(*lines)) == (0, 0, 1, 0)


def test_a_merge_that_is_undone_leaves_both_people_as_they_were(take: Take, program: World) -> None:
    lines = ("Name,Email", "Ann Lee,ann@example.org", "Ann L. Lee,lee@example.org")
    take(*lines)
    first, second = program.services.people.everyone()
    program.services.people.merge(second.id, first.id, desk=FRONT)
    program.services.undo.undo(FRONT)
    assert counted(take(*lines)) == (0, 0, 2, 0)
    assert program.services.people.aliases() == {}


def test_a_file_that_is_no_roster_changes_nothing(program: World, tmp_path: Path) -> None:
    before = program.services.context.store.cursor()
    for name, content, code in (
        ("empty.csv", b"", FileTrouble.EMPTY),
        ("numbers.csv", b"a,b\n1,2\n3,4\n", FileTrouble.UNKNOWN_LAYOUT),
        ("picture.csv", bytes(range(256)) * 4, FileTrouble.NOT_READABLE),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        with pytest.raises(Refused) as refused:
            program.services.people_import.import_file(file, desk=FRONT)
        assert refused.value.code is code
    assert program.services.context.store.cursor() == before


def test_everybody_is_taken_or_nobody(take: Take, program: World, monkeypatch: pytest.MonkeyPatch) -> None:
    take("Name,Email", "Ann Lee,ann@example.org")
    before = _everything(program.path)
    with program.services.context.store.read() as view:
        record = type(view.activity).add
    monkeypatch.setattr(type(view.activity), "add", _fails)
    with pytest.raises(ZeroDivisionError):
        take("Name,Email,Team,API key ID", "Ann Lee,ann@example.org,Sales,key_1", "Bo Larsen,bo@example.org,,key_2")
    monkeypatch.setattr(type(view.activity), "add", record)
    assert _everything(program.path) == before


def _fails(*_: object, **__: object) -> int:
    raise ZeroDivisionError


def test_ten_thousand_people_come_in_and_come_again(program: World, tmp_path: Path) -> None:
    lines = [f"Person {n:05},person{n}@example.org,Team {n % 40},key_{n:05}" for n in range(10_000)]
    file = write(tmp_path / "people.csv", "Name,Email,Team,API key ID", *lines)
    assert counted(program.services.people_import.import_file(file, desk=FRONT)) == (10_000, 0, 0, 0)
    assert counted(program.services.people_import.import_file(file, desk=FRONT)) == (0, 0, 10_000, 0)


def test_a_file_with_a_name_of_strange_bytes_can_be_imported(program: World, tmp_path: Path) -> None:
    file = tmp_path / "m\udce4rz.csv"
    try:
        shutil.copy(write(tmp_path / "people.csv", "Name,Email", "Ann Lee,ann@example.org"), file)
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    program.services.people_import.import_file(file, desk=FRONT)
    with program.services.context.store.read() as view:
        (line,) = view.activity.latest(limit=1)
    assert line.deed.detail["file"] == "m?rz.csv"


def test_people_edited_by_hand_keep_their_name_and_address(take: Take, program: World) -> None:
    take("Name,Email", "Ann Lee,ann@example.org")
    (ann,) = program.services.people.everyone()
    program.services.people.change(replace(ann, name="Ann Lee-Weber"), desk=FRONT)
    assert counted(take("Name,Email", "Ann Lee,ann@example.org")) == (0, 1, 0, 0)
    assert names(program) == ["Ann Lee-Weber"]
    assert counted(take("Name,Email", "Ann Lee,ann@example.org")) == (0, 0, 1, 0)


def test_an_import_is_done_again_without_a_session_that_was_taken_out_meanwhile(take: Take, program: World) -> None:
    clinic = program.session("Clinic 5", days=9, phase=None)
    take("Name,Email,Session", "Ann Lee,ann@example.org,Clinic 5")
    program.services.undo.undo(FRONT)
    program.services.sessions.remove(clinic.id, desk=OFFICE)
    program.services.undo.redo(FRONT)
    assert names(program) == ["Ann Lee"]


def test_a_grant_dated_by_a_later_file_stays_when_the_first_one_is_taken_back(take: Take, program: World) -> None:
    program.person("Ann Lee")
    header = "Name,Email,Key ID,Key issued"
    take(header, "Ann Lee,ann.lee@example.org,key_ann,")
    first = program.services.undo.trail()[0].line.cursor
    take(header, "Ann Lee,ann.lee@example.org,key_ann,2026-03-01")
    dated = grants(program)
    program.services.undo.undo(FRONT, cursor=first)
    assert grants(program) == dated
    program.services.undo.redo(FRONT)
    assert grants(program) == dated


def grants(world: World) -> set[tuple[str, date | None]]:
    with world.services.context.store.read() as view:
        return {(one.identifier, one.granted_on) for held in view.access.everything().values() for one in held}
