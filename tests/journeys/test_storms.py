"""Nothing acknowledged is lost: processes are killed in the middle of a storm, and two share one file."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tests.world import FRONT, World, opened
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.check_in import Gesture, InputKind, Outcome

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 150


def crowded(path: Path) -> UUID:
    with opened(path) as world:
        for number in range(PEOPLE):
            world.services.people.add(Attendee(uuid4(), f"Person {number}"), desk=FRONT)
        return world.session("Hands-on 1").id


def storm(path: Path, session_id: UUID, desk: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.storm", str(path), str(session_id), desk],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def acknowledged(lines: list[str]) -> list[tuple[UUID, UUID, str]]:
    whole = [line.split() for line in lines if line.endswith("\n")]
    return [(UUID(gesture), UUID(who), outcome) for gesture, who, outcome in whole]


def standing(world: World, session_id: UUID) -> Counter[UUID]:
    return Counter(one.attendee.id for one in world.services.attendance.sheet(session_id).arrived)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_every_acknowledged_check_in_is_there_exactly_once_after_kill_9(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "trainer.db"
    session_id = crowded(path)
    kill_after = random.Random(seed).randint(3, PEOPLE - 20)
    lines = []
    with storm(path, session_id, "front desk") as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            if len(lines) == kill_after:
                process.send_signal(signal.SIGKILL)
    with opened(path) as world:
        here = standing(world, session_id)
        answers = acknowledged(lines)
        assert len(answers) >= kill_after
        assert all(here[who] == 1 for _gesture, who, _outcome in answers)
        assert set(here.values()) == {1}
        for gesture, who, outcome in answers:  # the retry of a client that never saw the answer
            again = world.services.check_in.choose(Gesture(gesture, session_id, InputKind.PHONE, FRONT), who)
            assert again.repeated
            assert again.outcome.value == outcome
        assert standing(world, session_id) == here


@pytest.mark.slow
def test_two_programs_on_one_file_lose_nothing_and_check_nobody_in_twice(tmp_path: Path) -> None:
    path = tmp_path / "trainer.db"
    session_id = crowded(path)
    outcomes: Counter[str] = Counter()
    with storm(path, session_id, "front desk") as first, storm(path, session_id, "second desk") as second:
        for process in (first, second):
            lines, _nothing = process.communicate(timeout=120)
            assert process.returncode == 0
            outcomes.update(outcome for _gesture, _who, outcome in acknowledged(lines.splitlines(keepends=True)))
    assert outcomes == {Outcome.CHECKED_IN.value: PEOPLE, Outcome.ALREADY_IN.value: PEOPLE}
    with opened(path) as world:
        assert standing(world, session_id) == Counter({one.id: 1 for one in world.services.people.everyone()})


def test_the_feed_of_one_program_hears_what_another_wrote(tmp_path: Path) -> None:
    path = tmp_path / "trainer.db"
    session_id = crowded(path)
    with opened(path) as here, opened(path) as there:
        heard = []
        here.services.feed.subscribe(heard.append)
        here.services.watch.poll()
        assert heard == []
        somebody = there.services.people.everyone()[0]
        there.services.check_in.choose(Gesture(uuid4(), session_id, InputKind.NAME, FRONT), somebody.id)
        here.services.watch.poll()
        here.services.watch.poll()
        assert len(heard) == 1
        assert standing(here, session_id) == Counter({somebody.id: 1})
