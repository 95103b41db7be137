"""A fresh small rollout for every test of a service."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.rollout import write
from tests.world import FRONT, World, opened
from trainer_app.domain.import_report import ImportReport


@pytest.fixture(scope="session")
def small_rollout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data file every `world` begins as a copy of: making the tables takes half a second."""
    path = tmp_path_factory.mktemp("rollout") / "trainer.db"
    with opened(path):
        pass
    return path


@pytest.fixture
def world(tmp_path: Path, small_rollout: Path) -> Iterator[World]:
    """Two people, Aiko and Bo, and one hands-on session with its doors open."""
    shutil.copy(small_rollout, tmp_path / "trainer.db")
    with opened(tmp_path / "trainer.db") as made:
        made.person("Aiko Tanaka", team="Sales")
        made.person("Bo Larsen", team="Support")
        made.session("Hands-on 1")
        yield made


@pytest.fixture
def program(tmp_path: Path) -> Iterator[World]:
    """A program in Tokyo nobody is in yet."""
    with opened(tmp_path / "trainer.db") as made:
        yield made


@pytest.fixture
def take(program: World, tmp_path: Path) -> Callable[..., ImportReport]:
    """Import a roster of these lines into `program`."""

    def taking(*lines: str, dry_run: bool = False) -> ImportReport:
        file = write(tmp_path / "people.csv", *lines)
        return program.services.people_import.import_file(file, desk=FRONT, dry_run=dry_run)

    return taking
