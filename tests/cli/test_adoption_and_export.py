"""Adoption, workbooks and the demo at the command line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run
from tests.rollout import usage_export
from trainer_app import bootstrap, paths
from trainer_app.domain.session import Session

KEYS = {
    *("timezone", "as_of", "states", "evaluable", "came_back", "tried", "explored_before", "trained_with_access"),
    "people",
}


def test_the_published_rollout_through_the_command_line_is_exact(run: Run, tmp_path: Path, shared_data: Path) -> None:
    files, data = shared_data / "rollout70", tmp_path / "seventy.db"
    run("--data", data, "init", "--program", "Seventy", "--timezone", "Asia/Tokyo")
    for what in ("sessions", "people", "attendance", "usage"):
        assert run("import", what, files / f"{what}.csv", "--data", data).code == 0
    found = run("--data", data, "adoption", "--as-of", "2026-04-30", "--json").document
    expected = json.loads((files / "expected.json").read_text(encoding="utf-8"))
    for key in KEYS - {"people"}:
        assert found[key] == expected[key], key
    entries = [{key: one[key] for key in expected["people"][0]} for one in found["people"]]
    assert sorted(entries, key=_email) == sorted(expected["people"], key=_email)


def _email(entry: dict[str, str]) -> str:
    return entry["email"]


def test_the_document_has_the_promised_keys_for_an_empty_program_too(trainer: Run) -> None:
    found = trainer("adoption", "--as-of", "2026-04-30", "--json").document
    assert set(found) >= KEYS
    assert (found["timezone"], found["as_of"], found["states"]) == ("Asia/Tokyo", "2026-04-30", {"never_attended": 3})
    assert {key: found["people"][0][key] for key in ("email", "name", "team", "state", "badges", "training_day")} == {
        "email": "ann@example.org",
        "name": "Ann Lee",
        "team": "Sales",
        "state": "never_attended",
        "badges": [],
        "training_day": None,
    }


def test_people_read_the_numbers_and_everybody_under_their_state(trainer: Run, tmp_path: Path) -> None:
    trainer("check-in", "--session", "Hands-on 1", "--person", "Ann Lee")
    days = [("key_ann", date(2026, 4, 8)), ("key_ann", date(2026, 4, 20)), ("key_x", date(2026, 4, 2))]
    file = usage_export(tmp_path / "u.csv", date(2026, 3, 1), date(2026, 5, 4), days)
    trainer("import", "usage", file)
    answer = trainer("adoption", "--as-of", "2026-05-05")
    assert answer.lines[:5] == [
        "Spring rollout as of 2026-05-05",
        "Came back: 1 of 1 · 0 too early · 0 unknown",
        "Tried once: 0 of 1 · 0 too early · 0 unknown",
        "Explored before training: 0 of 1",
        "Usage is imported from 2026-03-01 to 2026-05-04.",
    ]
    at = answer.lines.index("Continuing: 1")
    assert answer.lines[at + 1].startswith("  Ann Lee · Sales · Used it on 2 days in 2 different weeks")
    assert answer.lines[-1].endswith("nobody's on the roster: key_x (1 day, last 2026-04-02)")


def test_an_empty_roster_says_what_to_do(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "a.db"
    run("--data", data, "init", "--program", "P", "--timezone", "Asia/Tokyo")
    answer = run("--data", data, "adoption")
    assert answer.code == 0
    assert "import people" in answer.lines[1]


def test_workbooks_are_written_where_asked(trainer: Run, tmp_path: Path) -> None:
    out = tmp_path / "follow up.xlsx"
    answer = trainer("export", "followup", out, "--as-of", "2026-04-30")
    assert (answer.code, answer.lines) == (0, [f"Written: {out}"])
    book = openpyxl.load_workbook(out, read_only=True)
    assert book.sheetnames[:3] == ["Read me", "Summary", "Teams"]
    book.close()
    assert trainer("export", "attendance", tmp_path / "list", "--as-of", "2026-04-30").code == 0
    assert (tmp_path / "list.xlsx").is_file()


@pytest.mark.parametrize(("name", "says"), [("out.csv", "out.xlsx"), ("nowhere/out.xlsx", "folder"), (".", "folder")])
def test_a_workbook_that_cannot_be_written_is_one_sentence_and_leaves_nothing(
    trainer: Run, tmp_path: Path, name: str, says: str
) -> None:
    before = sorted(tmp_path.iterdir())
    answer = trainer("export", "followup", tmp_path / name)
    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err
    assert sorted(tmp_path.iterdir()) == before


def test_the_demo_can_be_looked_at_right_away(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "demo.db"
    answer = run("demo", "--data", data)
    assert answer.code == 0
    assert answer.lines[1] == f'Try: trainer-app --data "{data}" floor --session "Hands-on 6"'
    floor = run("--data", data, "floor", "--session", "Hands-on 6", "--json").document
    assert (len(floor["people"]), floor["clocks_running"]) == (12, True)
    signals = [signal for one in floor["people"] for signal in one["signals"]]
    assert (signals.count("hand"), signals.count("being_helped"), signals.count("not_started")) == (2, 1, 1)
    found = run("--data", data, "adoption", "--json").document
    assert (len(found["people"]), found["came_back"], found["evaluable"]) == (70, 25, 51)
    refused = run("demo", "--data", data)
    assert (refused.code, refused.out) == (2, "")
    assert "already holds the program" in refused.err


def test_the_demo_never_goes_into_the_usual_data_file_by_itself(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made: list[Path] = []

    def make(path: Path) -> Session:
        made.append(path)
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "make_demo", make)
    assert run("demo").code == 130
    assert made == [paths.demo_file()]
