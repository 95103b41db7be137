"""A fresh small rollout for every test of a service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world import World, opened


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Two people, Aiko and Bo, and one hands-on session with its doors open."""
    with opened(tmp_path / "trainer.db") as made:
        made.person("Aiko Tanaka", team="Sales")
        made.person("Bo Larsen", team="Support")
        made.session("Hands-on 1")
        yield made
