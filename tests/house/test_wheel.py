"""What `pip install` brings: the wheel holds the package, its resources and its command."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.house.sources import ROOT, TOP_LEVEL, project_files

pytestmark = pytest.mark.slow


def build(kind: str, *, source: Path, into: Path) -> Path:
    """Build the "sdist" or "wheel" of a checkout with the project's own backend, offline; return the file."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(into)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    [built] = into.iterdir()
    return built


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", source=ROOT, into=tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def installed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder holding what installing the wheel would put beside other packages."""
    unpacked = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(archive) as tar:
        tar.extraction_filter = getattr(tarfile, "data_filter", None)  # Debian 12's Python has none yet
        tar.extractall(unpacked)
    [source] = unpacked.iterdir()
    wheel = build("wheel", source=source, into=tmp_path_factory.mktemp("wheel"))
    site = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(site)
    return site


def test_the_wheel_holds_every_module_and_every_resource(installed: Path) -> None:
    ours = [path for path in project_files() if path.startswith(("trainer_app/", "resources/"))]
    shipped = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    assert {path if path.startswith("trainer_app/") else f"trainer_app/{path}" for path in ours} - shipped == set()
    assert "trainer_app/py.typed" in shipped


def test_the_installed_package_finds_its_own_resources(installed: Path, tmp_path: Path) -> None:
    ask = "from trainer_app.paths import resource; print(resource('checklists').resolve(strict=True))"
    told = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(told.stdout.strip()) == installed / "trainer_app" / "resources" / "checklists"


def test_the_wheel_gives_the_command_and_its_licence(installed: Path) -> None:
    [facts] = installed.glob("*.dist-info")
    assert "trainer-app = trainer_app.__main__:main" in (facts / "entry_points.txt").read_text(encoding="utf-8")
    assert (facts / "licenses" / "LICENSE").is_file()


def test_nothing_but_the_project_is_in_the_source_archive(archive: Path) -> None:
    with tarfile.open(archive) as tar:
        tops = {name.split("/")[1] for name in tar.getnames()}
    assert {"trainer_app", "resources", "tests", "packaging"} <= tops
    assert tops <= TOP_LEVEL | {"PKG-INFO", ".gitignore"}
