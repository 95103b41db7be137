"""Commands, options and mistakes: one sentence on stderr, and the exit code says whose mistake it is."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Run
from tests.rollout import write
from trainer_app import __version__, paths
from trainer_app.cli import actions
from trainer_app.cli.commands import Window, parse


def told(answer: Answer, *, code: int = 2) -> str:
    """Return the one line of trouble; nothing else may be said."""
    assert answer.code == code
    assert answer.out == ""
    (line,) = answer.err.splitlines()
    assert line.startswith("trainer-app: ")
    assert "Traceback" not in line
    return line.removeprefix("trainer-app: ")


def test_without_a_command_the_window_is_asked_for() -> None:
    assert parse([]) == Window(None, demo=False)
    assert parse(["--data", "x.db", "--demo"]) == Window(Path("x.db"), demo=True)


def test_version_and_help_say_what_they_must(run: Run) -> None:
    assert run("--version").out == f"Trainer {__version__}\n"
    answer = run("--help")
    assert answer.code == 0
    for command in ("init", "import", "check-in", "floor", "adoption", "export", "demo"):
        assert command in answer.out
        assert "--data FILE" in run(command, "--help").out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["frobnicate"], "frobnicate"),
        (["init"], "--program"),
        (["init", "--program", "X"], "--timezone"),
        (["import", "cats", "x.csv"], "cats"),
        (["import", "people"], "FILE"),
        (["check-in", "--session", "X"], "--person --badge"),
        (["check-in", "--session", "X", "--person", "A", "--badge", "B"], "not allowed"),
        (["floor"], "--session"),
        (["adoption", "--as-of", "30.04.2026"], "2026-04-30"),
        (["adoption", "--as-of", "2026-02-30"], "2026-02-30"),
        (["export", "cats", "x.xlsx"], "cats"),
        (["import", "people", "x.csv", "--yes"], "import usage"),
        (["import", "people", "x.csv", "--session", "A"], "import attendance"),
        (["import", "sessions", "x.csv", "--covers", "2026-01-01", "2026-01-31"], "import usage"),
        (["import", "usage", "x.csv", "--covers", "2026-01-01"], "--covers"),
        (["import", "people", "x.csv", "--dry"], "--dry"),
        (["--demo", "adoption"], "trainer-app demo"),
    ],
)
def test_a_mistake_in_the_command_is_one_line_and_code_2(run: Run, arguments: list[str], says: str) -> None:
    assert says in told(run(*arguments))


def test_the_data_file_may_be_named_before_or_after_any_command(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "a.db"
    assert run("init", "--program", "P", "--timezone", "Asia/Tokyo", "--data", data).code == 0
    roster = write(tmp_path / "people.csv", "Name,Email", "Ann Lee,ann@example.org")
    for before, after in ((["--data", data], []), ([], ["--data", data]), ([], [f"--data={data}"])):
        assert run(*before, "import", "people", roster, *after).code == 0
        assert run(*before, "adoption", *after).code == 0
        assert run(*before, "export", "attendance", tmp_path / "out.xlsx", *after).code == 0
        assert "Ann Lee" in run(*before, "adoption", *after).out


def test_a_data_file_that_is_not_there_is_not_made(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "nowhere" / "none.db"
    for command in (["adoption"], ["floor", "--session", "X"], ["export", "followup", "x.xlsx"]):
        said = told(run("--data", data, *command))
        assert str(data) in said
        assert "init --program" in said
    assert list(tmp_path.iterdir()) == []


def test_without_a_data_file_named_the_usual_one_is_meant(run: Run, home: Path) -> None:
    assert str(paths.data_file()) in told(run("adoption"))
    assert run("init", "--program", "P", "--timezone", "Asia/Tokyo").code == 0
    assert paths.data_file().is_file()
    assert run("adoption").code == 0


def test_a_file_of_another_kind_is_refused_and_left_as_it_is(run: Run, tmp_path: Path) -> None:
    letter, other = tmp_path / "letter.txt", tmp_path / "other.db"
    letter.write_text("Dear all, " * 50)
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (x)")
    db.close()
    for path in (letter, other, tmp_path):
        before = path.read_bytes() if path.is_file() else None
        for command in (["adoption"], ["init", "--program", "P", "--timezone", "Asia/Tokyo"]):
            assert "is not a Trainer data file" in told(run("--data", path, *command))
        assert (path.read_bytes() if path.is_file() else None) == before


def test_an_empty_file_holds_no_program_and_stays_empty(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "empty.db"
    data.touch()
    assert "no program yet" in told(run("--data", data, "adoption"))
    assert data.stat().st_size == 0
    assert run("--data", data, "init", "--program", "P", "--timezone", "Asia/Tokyo").code == 0


def test_a_damaged_data_file_is_the_environment_s_trouble(run: Run, trainer: Run, tmp_path: Path) -> None:
    data = tmp_path / "trainer.db"
    damaged = bytearray(data.read_bytes())
    damaged[4096:12288] = os.urandom(8192)
    (tmp_path / "damaged.db").write_bytes(damaged)
    assert "damaged" in told(run("--data", tmp_path / "damaged.db", "adoption"), code=3)
    (tmp_path / "short.db").write_bytes(data.read_bytes()[:50])
    assert "damaged" in told(run("--data", tmp_path / "short.db", "adoption"), code=3)


def test_a_program_needs_a_name_and_a_zone_there_is_and_no_file_is_made_for_less(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "folder" / "a.db"
    for name, zone, says in (
        ("P", "Asia/Tokio", "Asia/Tokio"),
        ("P", "", "time zone"),
        ("P", "../etc/passwd", "time zone"),
        ("P", "Asia", "time zone"),
        ("  ", "Asia/Tokyo", "needs a name"),
    ):
        assert says in told(run("--data", data, "init", "--program", name, "--timezone", zone))
    assert list(tmp_path.iterdir()) == []


def test_a_second_program_in_one_file_is_refused(trainer: Run) -> None:
    said = told(trainer("init", "--program", "Summer", "--timezone", "Europe/Berlin"))
    assert "“Spring rollout”" in said
    assert "Spring rollout" in trainer("adoption").out


def test_init_says_what_comes_next(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "a b.db"
    answer = run("--data", data, "init", "--program", " Spring   rollout ", "--timezone", "Asia/Tokyo")
    assert answer.lines == [
        f"“Spring rollout” begins in {data}; its days are those of Asia/Tokyo.",
        f'Next: trainer-app --data "{data}" import people ROSTER',
    ]


def test_who_acts_is_who_is_signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions.getpass, "getuser", lambda: "mei")
    assert (actions.desk().author, actions.desk().device) == ("mei", "command line")

    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr(actions.getpass, "getuser", nobody)
    assert actions.desk().author == "Command line"


def test_stopping_a_command_by_hand_is_no_crash(
    run: Run, trainer: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(actions, "adoption", stopped)
    assert told(trainer("adoption"), code=130)
