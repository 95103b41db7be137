"""A fresh small rollout for every test of a service."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world import World, opened


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
