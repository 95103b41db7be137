"""The threat model and the tests that show it stay together: every threat has a test, and every test named is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "trainer_app/web/THREATS.md"
TEST = re.compile(r"^- (tests/[\w/]+\.py)::(test_\w+)$", re.MULTILINE)
ATTACKERS = {"attendee", "stranger", "page", "phone", "camera"}


def threats() -> dict[str, str]:
    """Return what is said of each threat, by its heading."""
    part = MODEL.read_text(encoding="utf-8").split("\n## Threats\n")[1].split("\n## ")[0]
    return dict(one.split("\n", 1) for one in part.split("\n### ")[1:])


def names_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize("title", threats())
def test_every_threat_says_from_whom_and_has_a_test_that_is_there(title: str) -> None:
    whom = title.rpartition(" · ")[2].split(", ")
    assert set(whom) <= ATTACKERS
    named = TEST.findall(threats()[title])
    assert named, f"{title}: name the test that shows it, as a line `- tests/….py::test_…`"
    assert len(named) == threats()[title].count("\n- ") + threats()[title].startswith("- ")
    for path, name in named:
        assert name in names_in(ROOT / path), f"{path} has no {name}"


def test_every_test_of_security_stands_for_a_threat() -> None:
    """What nobody could name a threat for is not tested here, or the model has forgotten one."""
    named = set(TEST.findall(MODEL.read_text(encoding="utf-8")))
    files = sorted((ROOT / "tests/web").glob("test_security*.py"))
    assert files
    there = {(path.relative_to(ROOT).as_posix(), name) for path in files for name in names_in(path)}
    assert there <= named


def test_the_model_says_what_is_accepted() -> None:
    accepted = MODEL.read_text(encoding="utf-8").split("\n## What is accepted, and why\n")[1]
    for word in ("Plain http", "photographs", "https", "Cookies"):
        assert word in accepted
