"""Who may import whom: the contracts of pyproject.toml hold, and each of them notices a breach."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.sources import ROOT, project_files

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

GROUND_FLOOR = "The ground floor stands on the standard library alone"

# A breach of every contract, by the contract's name: the file it is planted in and the import it must not have.
BREACHES = {
    "Floors: each may use the ones below it": ("services/planted.py", "import trainer_app.qt"),
    "Faces know services, never storage or exchange": ("cli/planted.py", "import trainer_app.storage"),
    "The window and the commands do not know the phones' face: bootstrap opens it for them": (
        "cli/planted_too.py",
        "import trainer_app.web",
    ),
    "The web server lives in web alone": ("exchange/planted_too.py", "import aiohttp"),
    GROUND_FLOOR: ("domain/planted.py", "import rapidfuzz"),
    "Sentences are made at the faces, not below": ("exchange/planted.py", "import trainer_app.words"),
    "Qt lives in qt alone, even indirectly": ("words/planted.py", "import PySide6"),
    "SQLAlchemy lives in storage alone": ("services/planted_too.py", "import sqlalchemy"),
    "File formats live in exchange alone": ("storage/planted.py", "import openpyxl"),
    "Nobody goes round in circles": ("storage/planted_ring/__init__.py", "import trainer_app.storage.planted"),
}

# What lives in one place alone, and that place.
HOMES = {
    "PySide6": "qt",
    "sqlalchemy": "storage",
    "alembic": "storage",
    "openpyxl": "exchange",
    "python_calamine": "exchange",
    "charset_normalizer": "exchange",
    "PIL": "exchange",
    "zxingcpp": "exchange",
    "aiohttp": "web",
    "jinja2": "web",
    "msgspec": "web",
    "cryptography": "web",
    "psutil": "web",
}


def contracts() -> list[dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def lint(checkout: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LINT, "--no-logo", "--no-cache"]
    own_modules_first = {**os.environ, "PYTHONPATH": str(checkout), "COLUMNS": "200"}
    return subprocess.run(command, cwd=checkout, env=own_modules_first, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the package with its contracts, to plant breaches in."""
    leave_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "trainer_app", tmp_path / "trainer_app", ignore=leave_out)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(checkout: Path, module: str, line: str) -> None:
    path = checkout / "trainer_app" / module
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'"""Planted."""\n\n{line}\n', encoding="utf-8")


def test_every_module_keeps_to_its_floor() -> None:
    told = lint(ROOT)
    assert told.returncode == 0, told.stdout + told.stderr


def test_every_contract_notices_its_breach(copy: Path) -> None:
    for module, line in BREACHES.values():
        plant(copy, module, line)
    plant(copy, "storage/planted.py", "import openpyxl\nimport trainer_app.storage.planted_ring")
    told = lint(copy).stdout
    assert [name for name in BREACHES if f"{name} BROKEN" not in told] == [], told


def test_a_module_without_a_floor_is_noticed(copy: Path) -> None:
    plant(copy, "attic.py", "import csv")
    assert "not listed as layers:\n\n- trainer_app.attic\n" in lint(copy).stdout


@pytest.mark.parametrize(("library", "home"), HOMES.items())
def test_what_lives_in_one_place_alone_is_forbidden_in_every_other(library: str, home: str) -> None:
    places = {path.split("/")[1].removesuffix(".py") for path in project_files() if path.startswith("trainer_app/")}
    others = places - {home, "__init__", "__main__", "py.typed"}
    [contract] = [one for one in contracts() if f"{home} alone" in str(one["name"])]
    assert library in contract["forbidden_modules"]
    assert set(contract["source_modules"]) == {f"trainer_app.{place}" for place in others}


def test_what_has_a_place_of_its_own_is_not_on_the_ground_floor() -> None:
    [ground] = [contract for contract in contracts() if contract["name"] == GROUND_FLOOR]
    assert [library for library in HOMES if library not in ground["forbidden_modules"]] == []


def test_every_contract_has_a_planted_breach_and_the_floors_are_exhaustive() -> None:
    assert {contract["name"] for contract in contracts()} == set(BREACHES)
    [floors] = [contract for contract in contracts() if contract["type"] == "layers"]
    assert floors["exhaustive"] is True
