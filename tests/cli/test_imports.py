"""Imports at the command line: documents for scripts, sentences for people, and all or nothing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import PEOPLE, Run
from tests.rollout import usage_export, write

KEYS = {"understood_as", "people", "rows", "added", "updated", "unchanged", "skipped", "warnings"}
USAGE_KEYS = {"active_days", "identities", "covers"}
MAY = date(2026, 5, 1)


def usage(folder: Path, days: int, *used: tuple[str, int], name: str = "usage.csv") -> Path:
    last = MAY + timedelta(days=days - 1)
    return usage_export(folder / name, MAY, last, [(key, MAY + timedelta(days=day - 1)) for key, day in used])


def test_every_import_prints_one_document_with_the_promised_keys(trainer: Run, tmp_path: Path) -> None:
    attendance = write(tmp_path / "a.csv", "Email,Session,Attended", "ann@example.org,Hands-on 1,yes")
    for what, file in (
        ("people", tmp_path / "people.csv"),
        ("sessions", tmp_path / "sessions.csv"),
        ("attendance", attendance),
        ("usage", usage(tmp_path, 10, ("key_ann", 2))),
    ):
        answer = trainer("import", what, file, "--json")
        assert (answer.code, answer.err) == (0, "")
        assert set(answer.document) >= KEYS | (USAGE_KEYS if what == "usage" else set())
        assert answer.document["warnings"] == [] or all(isinstance(one, str) for one in answer.document["warnings"])


def test_counts_lines_and_reasons_of_a_roster_are_in_the_document(trainer: Run, tmp_path: Path) -> None:
    file = write(
        tmp_path / "more.csv",
        "Name,Email,Team",
        "Ann Lee,ann@example.org,Finance",
        "Bo Larsen,bo@example.org,",
        "Cy,cy.example.org,",
        "Zed Quinn,moor@example.org,",
    )
    found = trainer("import", "people", file, "--json").document
    counts = [found[key] for key in ("understood_as", "people", "rows", "added", "updated", "unchanged")]
    assert counts == ["roster", 3, 4, 1, 1, 0]
    assert [one["line"] for one in found["skipped"]] == [4, 5]
    assert "cy.example.org" in found["skipped"][0]["reason"]
    assert "moor@example.org" in found["skipped"][1]["reason"]
    assert "Ann Moor" in found["skipped"][1]["reason"]


def test_usage_says_whom_and_which_days_it_covers(trainer: Run, tmp_path: Path) -> None:
    file = usage(tmp_path, 10, ("key_ann", 2), ("key_ann", 4), ("key_new", 4))
    found = trainer("import", "usage", file, "--json").document
    assert (found["active_days"], found["identities"], found["people"], found["rows"]) == (3, 2, 2, 11)
    assert found["covers"] == ["2026-05-01", "2026-05-10"]
    assert found["unknown_identities"] == ["key_new"]
    assert any("key_new" in one for one in found["warnings"])


def test_a_dry_run_says_the_same_and_changes_nothing(trainer: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "more.csv", "Name,Email", "Bo Larsen,bo@example.org")
    before = (tmp_path / "trainer.db").read_bytes()
    dry = trainer("import", "people", file, "--dry-run", "--json").document
    assert (tmp_path / "trainer.db").read_bytes() == before
    wet = trainer("import", "people", file, "--json").document
    assert dry | {"dry_run": False} == wet
    assert trainer("import", "people", file, "--dry-run").lines[0].startswith("This is a dry run")


def test_people_read_what_was_understood_taken_and_left_out(trainer: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "more.csv", "Name,Email,Shoe size", "Bo Larsen,bo@example.org,44", "Cy,cy.example.org,45")
    answer = trainer("import", "people", file)
    why = "The e-mail address “cy.example.org” has no @. Correct it, or empty the cell to take the person by name."
    assert answer.code == 0
    assert answer.lines == [
        "Understood as: List of people.",
        "Columns: Name → Name, Email → E-mail.",
        "1 person in 2 rows: 1 new, 0 brought up to date, 0 as they were.",
        "1 line was not taken, or not all of it:",
        f"  line 3: {why}",
    ]


def test_a_long_list_of_lines_is_cut_for_people_and_whole_for_scripts(trainer: Run, tmp_path: Path) -> None:
    lines = [f"Person {n},person{n}.example.org" for n in range(50)]
    file = write(tmp_path / "many.csv", "Name,Email", "Bo Larsen,bo@example.org", *lines)
    answer = trainer("import", "people", file)
    assert sum(one.startswith("  line ") for one in answer.lines) == 20
    assert answer.lines[-1] == "  … and 30 more; --json lists them all."
    assert len(trainer("import", "people", file, "--json").document["skipped"]) == 50


def test_one_reason_is_said_once_for_all_its_lines(trainer: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "many.csv", "Name,Email,Team", "Bo Larsen,bo@example.org,", *[",,Sales"] * 15, "Cy,cy,")
    answer = trainer("import", "people", file)
    nobody = "It names nobody. Write a name or an e-mail address."
    assert answer.lines[-3:] == [
        "16 lines were not taken, or not all of them:",
        f"  lines 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, … (15 lines): {nobody}",
        "  line 18: The e-mail address “cy” has no @. Correct it, or empty the cell to take the person by name.",
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "There is no file"),
        ("", "empty"),
        ("a,b\n1,2\n", "No column with names"),
        ("\x00\x01\x02\x03" * 100, "neither text nor a workbook"),
    ],
)
def test_a_file_that_cannot_be_taken_is_one_sentence_with_its_name(
    trainer: Run, tmp_path: Path, content: str | None, says: str
) -> None:
    file = tmp_path / "given.csv"
    if content is not None:
        file.write_bytes(content.encode("latin-1"))
    answer = trainer("import", "people", file, "--json")
    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err
    assert "given.csv" in answer.err


def test_an_attendance_list_that_names_no_session_needs_it_named(trainer: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", "Name,Email,Attended", "Ann Lee,ann@example.org,yes")
    answer = trainer("import", "attendance", file)
    assert answer.code == 2
    assert "--session" in answer.err
    assert "Hands-on 1, Hands-on 2" in answer.err
    assert trainer("import", "attendance", file, "--session", "hands-on 2").code == 0
    assert "Ann Lee" in trainer("floor", "--session", "Hands-on 2").out


def test_a_shorter_export_is_asked_about_and_taken_with_yes(trainer: Run, tmp_path: Path) -> None:
    trainer("import", "usage", usage(tmp_path, 20, ("key_ann", 2)))
    shorter = usage(tmp_path, 10, ("key_ann", 2), ("key_ann", 5), name="shorter.csv")
    answer = trainer("import", "usage", shorter)
    assert answer.code == 2
    assert "2026-05-01 to 2026-05-20" in answer.err
    assert "--yes" in answer.err
    assert any(
        "--yes" in one for one in trainer("import", "usage", shorter, "--dry-run", "--json").document["warnings"]
    )
    assert trainer("import", "usage", shorter, "--yes").code == 0


def test_the_days_a_file_covers_can_be_said_also_for_a_file_that_is_known(trainer: Run, tmp_path: Path) -> None:
    file = usage(tmp_path, 10, ("key_ann", 2))
    trainer("import", "usage", file)
    wider = trainer("import", "usage", file, "--covers", "2026-04-25", "2026-05-12", "--json").document
    assert wider["covers"] == ["2026-04-25", "2026-05-12"]
    backwards = trainer("import", "usage", file, "--covers", "2026-05-12", "2026-04-25")
    assert backwards.code == 2
    assert trainer("adoption", "--json").document["covers"] == [["2026-04-25", "2026-05-12"]]


def test_the_same_usage_file_says_there_is_nothing_to_do(trainer: Run, tmp_path: Path) -> None:
    file = usage(tmp_path, 10, ("key_ann", 2))
    trainer("import", "usage", file)
    answer = trainer("import", "usage", file)
    assert answer.code == 0
    assert any("nothing to do" in line for line in answer.lines)


def test_no_secret_is_repeated_when_it_is_refused(trainer: Run, tmp_path: Path) -> None:
    secret = "sk-" + "proj-" + "a1B2" * 12
    roster = write(tmp_path / "secret.csv", "Name,Email,API key ID", f"Bo Larsen,bo@example.org,{secret}")
    for answer in (
        trainer("import", "people", roster, "--json"),
        trainer("import", "people", roster),
        trainer("import", "usage", usage(tmp_path, 3, (secret, 2))),
    ):
        assert secret not in answer.out + answer.err
        assert "secret key" in answer.out + answer.err
    assert secret.encode() not in (tmp_path / "trainer.db").read_bytes()


def test_an_import_into_a_file_without_a_program_is_refused(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "empty.db"
    data.touch()
    answer = run("--data", data, "import", "people", write(tmp_path / "people.csv", *PEOPLE))
    assert answer.code == 2
    assert "no program yet" in answer.err
