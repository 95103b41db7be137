"""The command as a process of its own: pipes, locales, closed outputs, two at once, and one that is killed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.rollout import write
from tests.world import FRONT
from trainer_app.bootstrap import build

CHECKOUT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "trainer_app")
PEOPLE = ("Name,Email", *(f"Person {n:04},person{n}@example.org" for n in range(2_000)))


def environment(**more: str) -> dict[str, str]:
    path = os.pathsep.join(part for part in (str(CHECKOUT), os.environ.get("PYTHONPATH", "")) if part)
    return {**os.environ, "PYTHONPATH": path, "PYTHONWARNINGS": "error", **more}


def trainer(data: Path, *arguments: object, **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [*COMMAND, "--data", str(data), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=120, check=False, env=environment(**more))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data file with a program and one person of a name not everything can write."""
    path = tmp_path / "trainer.db"
    roster = write(tmp_path / "people.csv", "Name,Email", "石田 菜穂子,ishida@example.org")
    with closing(build(path)) as services:
        services.programs.create(name="Größe 研修", timezone="Asia/Tokyo", desk=FRONT)
        services.people_import.import_file(roster, desk=FRONT)
    return path


def people(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("SELECT count(*) FROM attendee").fetchone()[0])


def test_answers_and_troubles_go_where_they_belong(data: Path) -> None:
    answer = trainer(data, "adoption", "--json")
    assert (answer.returncode, answer.stderr) == (0, b"")
    assert json.loads(answer.stdout)["people"][0]["name"] == "石田 菜穂子"
    refused = trainer(data, "floor", "--session", "x")
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.count(b"\n") == 1
    mistaken = trainer(data, "floor")
    assert (mistaken.returncode, mistaken.stdout) == (2, b"")
    assert mistaken.stderr.count(b"\n") == 1


@pytest.mark.parametrize("coding", ["cp1252", "ascii", "cp932"])
def test_an_output_that_cannot_write_every_letter_gets_utf_8(data: Path, coding: str) -> None:
    answer = trainer(data, "adoption", PYTHONIOENCODING=coding)
    assert answer.returncode == 0
    assert "石田 菜穂子" in answer.stdout.decode("utf-8")
    refused = trainer(data, "floor", "--session", "ñ", PYTHONIOENCODING=coding)
    assert "“ñ”" in refused.stderr.decode("utf-8")


def test_a_locale_without_letters_still_reads_names_as_they_were_typed(tmp_path: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    path = tmp_path / "übung.db"
    begun = trainer(path, "init", "--program", "Größe 研修", "--timezone", "Asia/Tokyo", **plain)
    assert begun.returncode == 0
    assert "“Größe 研修” begins in" in begun.stdout.decode("utf-8")
    assert "übung.db" in begun.stdout.decode("utf-8")
    assert path.is_file()
    assert "Größe 研修" in trainer(path, "adoption").stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="there are no such pipes")
def test_a_reader_who_leaves_is_no_trouble(data: Path, tmp_path: Path) -> None:
    roster = write(tmp_path / "many.csv", *PEOPLE)
    assert trainer(data, "import", "people", roster).returncode == 0
    command = [*COMMAND, "--data", str(data), "adoption"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_an_output_with_no_room_is_the_environments_trouble(data: Path) -> None:
    command = [*COMMAND, "--data", str(data), "adoption"]
    with Path("/dev/full").open("wb") as full:
        answer = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False, env=environment()
        )
    assert answer.returncode == 3
    assert answer.stderr.startswith(b"trainer-app: The output of this command could not be")
    assert answer.stderr.count(b"\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX closes it")
def test_a_closed_output_does_not_hinder_the_work(data: Path, tmp_path: Path) -> None:
    roster = write(tmp_path / "more.csv", "Name,Email", "Bo Larsen,bo@example.org")
    command = f'"$@" --data "{data}" import people "{roster}" >&- 2>&-'
    answer = subprocess.run(["sh", "-c", command, "sh", *COMMAND], timeout=60, check=False, env=environment())
    assert answer.returncode == 0
    assert people(data) == 2


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX")
def test_an_import_killed_at_any_moment_leaves_all_or_nothing(data: Path, tmp_path: Path) -> None:
    roster = write(tmp_path / "many.csv", *PEOPLE)
    command = [*COMMAND, "--data", str(data), "import", "people", str(roster)]
    begun = time.monotonic()
    assert subprocess.run([*command, "--dry-run"], stdout=subprocess.DEVNULL, env=environment(), check=True)
    whole = time.monotonic() - begun
    seen = set()
    for share in range(8):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment()) as process:
            try:
                process.wait(timeout=whole * (0.5 + share / 10))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
        seen.add(people(data))
    assert seen <= {1, 2_001}
    assert trainer(data, "import", "people", roster).returncode == 0
    assert people(data) == 2_001


@pytest.mark.slow
def test_two_imports_at_once_both_come_in(data: Path, tmp_path: Path) -> None:
    files = [
        write(tmp_path / f"{n}.csv", "Name,Email", *(f"P {n} {k},p{n}-{k}@example.org" for k in range(300)))
        for n in range(3)
    ]
    processes = [
        subprocess.Popen(
            [*COMMAND, "--data", str(data), "import", "people", str(file)],
            stdout=subprocess.DEVNULL,
            env=environment(),
        )
        for file in files
    ]
    assert [process.wait(timeout=120) for process in processes] == [0, 0, 0]
    assert people(data) == 901
