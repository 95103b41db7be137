from __future__ import annotations

from pathlib import Path

import pytest

from tests.world import FRONT, World
from trainer_app.domain.attendee import AliasKind
from trainer_app.domain.errors import Refused
from trainer_app.domain.import_codes import Meaning
from trainer_app.domain.import_decisions import Choice, Decision, Duplicate, FileKind, Watch
from trainer_app.domain.imports import PeopleFile
from trainer_app.domain.roster_match import MatchTrouble


@pytest.fixture
def write(tmp_path: Path):
    def write_lines(*lines: str) -> Path:
        file = tmp_path / "people.csv"
        file.write_text("\n".join(lines), encoding="utf-8")
        return file

    return write_lines


def read(program: World, file: Path) -> tuple[PeopleFile, tuple[Duplicate, ...]]:
    found = program.services.people_import.read(file)
    return found, program.services.people_import.preview(found).duplicates


def everyone(program: World) -> list[tuple[str, str | None, str | None]]:
    return [(one.name, one.email, one.team) for one in program.services.people.everyone()]


def take(program: World, file: PeopleFile, decisions: dict[int, Decision]) -> tuple[int, int, int]:
    report = program.services.people_import.take_in(file, "people.csv", desk=FRONT, decisions=decisions)
    return report.added, report.updated, len(report.skipped)


@pytest.fixture
def doubtful(program: World, write) -> tuple[PeopleFile, Duplicate]:
    """Ann Lee is known; a file has her address under another name."""
    program.services.people_import.import_file(write("Name,Email", "Ann Lee,ann@example.org"), desk=FRONT)
    file, (duplicate,) = read(program, write("Name,Email,Team", "Anna Berg,ann@example.org,Sales"))
    return file, duplicate


def test_who_may_be_known_is_shown_with_both_sides_and_left_out_until_decided(
    program: World, doubtful: tuple[PeopleFile, Duplicate]
) -> None:
    file, duplicate = doubtful
    assert (duplicate.line, duplicate.person.name) == (2, "Anna Berg")
    assert [one.name for one in duplicate.others] == ["Ann Lee"]
    assert duplicate.code is MatchTrouble.EMAIL_OF_ANOTHER_NAME
    assert duplicate.decision == Decision(Choice.LEAVE_OUT)
    assert take(program, file, {}) == (0, 0, 1)


def test_the_same_person_is_brought_up_to_date_and_known_by_both_names(
    program: World, doubtful: tuple[PeopleFile, Duplicate]
) -> None:
    file, duplicate = doubtful
    same = Decision(Choice.SAME, duplicate.others[0].id)
    assert take(program, file, {2: same}) == (0, 1, 0)
    assert everyone(program) == [("Ann Lee", "ann@example.org", "Sales")]
    (known,) = program.services.people.aliases().values()
    assert (AliasKind.NAME, "Anna Berg") in {(one.kind, one.text) for one in known}


def test_two_people_may_share_an_address(program: World, doubtful: tuple[PeopleFile, Duplicate]) -> None:
    file, _duplicate = doubtful
    assert take(program, file, {2: Decision(Choice.TWO)}) == (1, 0, 0)
    assert len(everyone(program)) == 2


def test_left_out_on_purpose_is_said_so(program: World, doubtful: tuple[PeopleFile, Duplicate]) -> None:
    file, _duplicate = doubtful
    report = program.services.people_import.preview(file, decisions={2: Decision(Choice.LEAVE_OUT)})
    assert [one.code for one in report.skipped] == [MatchTrouble.LEFT_OUT]
    assert report.duplicates[0].decision == Decision(Choice.LEAVE_OUT)


def test_a_namesake_is_two_people_until_somebody_says_otherwise(program: World, write) -> None:
    program.services.people_import.import_file(write("Name,Email", "Ann Lee,ann@example.org"), desk=FRONT)
    file, (duplicate,) = read(program, write("Name,Email", "Ann Lee,lee@example.org"))
    assert duplicate.decision == Decision(Choice.TWO)
    assert take(program, file, {2: Decision(Choice.SAME, duplicate.others[0].id)}) == (0, 1, 0)
    assert everyone(program) == [("Ann Lee", "ann@example.org", None)]
    assert take(program, file, {}) == (0, 0, 0)


def test_an_import_that_is_undone_leaves_the_roster_as_it_was_and_can_be_done_again(program: World, write) -> None:
    program.services.people_import.import_file(write("Name,Email,Team", "Ann Lee,ann@example.org,Sales"), desk=FRONT)
    before = everyone(program), program.services.people.aliases()
    again = write("Name,Email,Team,Login", "Ann Lee,ann@example.org,People,annl", "Bo Berg,bo@example.org,Sales,bob")
    program.services.people_import.import_file(again, desk=FRONT)
    after = everyone(program), program.services.people.aliases()
    program.services.undo.undo(FRONT)
    assert (everyone(program), program.services.people.aliases()) == before
    program.services.undo.redo(FRONT)
    assert (everyone(program), program.services.people.aliases()) == after


def test_who_was_changed_since_stays_when_the_import_is_undone(program: World, write) -> None:
    file = write("Name,Email", "Ann Lee,ann@example.org", "Bo Berg,bo@example.org")
    program.services.people_import.import_file(file, desk=FRONT)
    with program.services.context.store.read() as view:
        cursor = view.activity.newest()
    bo = program.services.people.everyone()[1]
    program.services.people.change(type(bo)(bo.id, bo.name, bo.email, "Sales"), desk=FRONT)
    program.services.undo.undo(FRONT, cursor=cursor)
    assert everyone(program) == [("Bo Berg", "bo@example.org", "Sales")]


def test_a_stopped_import_writes_nothing(program: World, write) -> None:
    file = program.services.people_import.read(write("Name", *(f"Person {n}" for n in range(500))))
    seen: list[int] = []
    watch = Watch(lambda done, _of: seen.append(done), lambda: len(seen) >= 3)
    with pytest.raises(Refused) as stopped:
        program.services.people_import.take_in(file, "people.csv", desk=FRONT, watch=watch)
    assert stopped.value.code is MatchTrouble.STOPPED
    assert seen == [0, 100, 200]
    assert everyone(program) == []


def test_columns_come_with_a_few_of_their_cells_and_never_a_secret(program: World, write) -> None:
    secret = "sk-abcdefghijklmnopqrstuvwxyz0123456789"
    file = program.services.people_import.read(write("Name,Shoe", "Ann,38", f"Bo,{secret}", "Cy,38", "Di,40"))
    assert [(one.header, one.meaning, one.samples) for one in file.columns] == [
        ("Name", Meaning.NAME, ("Ann", "Bo", "Cy")),
        ("Shoe", Meaning.UNUSED, ("38", "40")),
    ]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("date,username,product,sku,model,quantity,unit_type",
          "2026-03-28,annl,copilot,copilot_premium_request,gpt-5,3,requests"), FileKind.USAGE),
        (("Session,Start,End,Room", "Hands-on 1,2026-02-17 10:00,2026-02-17 11:30,Room 2"), FileKind.SESSIONS),
        (("Name,Email,Checked in at", "Ann Lee,ann@example.org,2026-02-17 10:02"), FileKind.ATTENDANCE),
        (("Name,Email", "Ann Lee,ann@example.org"), None),
    ],
)  # fmt: skip
def test_another_kind_of_file_is_recognised(
    program: World, write, lines: tuple[str, ...], kind: FileKind | None
) -> None:
    service, file = program.services.people_import, write(*lines)
    try:
        people = service.read(file)
    except Refused:
        people = None
    assert service.another_kind(file, people) is kind
