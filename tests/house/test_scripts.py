"""The two commands on machines that lack something: each says what is missing and what to do, and ends with 3."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

SCRIPTS = [ROOT / ".ci" / "run", *sorted((ROOT / "packaging").glob("*.sh"))]
BASH = shutil.which("bash") or "bash"
CUT_OFF = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PIP_EXTRA_INDEX_URL": ""}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the scripts are for Debian and Ubuntu")


def call(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command without a screen, without input and from another folder."""
    screenless = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    return subprocess.run(
        [str(part) for part in command],
        cwd="/",
        env={**screenless, "TRAINER_PYTHON": sys.executable, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def common(function: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return call(BASH, "-euc", f'source "{ROOT}/packaging/common.sh"; {function}', **environment)


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """Return an environment the scripts take for finished, whose app says what it was asked."""
    venv = tmp_path / "an environment"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
    app = venv / "bin" / "trainer-app"
    app.write_text('#!/bin/sh\nprintf "asked:"; printf " <%s>" "$@"\n', encoding="utf-8")
    app.chmod(0o755)
    stamped = common('fingerprint "$(find_python)" >"$venv/trainer-app"', TRAINER_VENV=str(venv))
    assert stamped.returncode == 0, stamped.stderr
    return venv


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_the_script_is_sound(script: Path) -> None:
    told = call(BASH, "-n", script)
    assert (told.returncode, told.stderr) == (0, "")
    if shellcheck := shutil.which("shellcheck"):
        told = call(shellcheck, "-x", "-P", ROOT, script)
        assert told.returncode == 0, told.stdout


def test_an_old_python_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "dirname").symlink_to(shutil.which("dirname") or "")
    old = tmp_path / "bin" / "python3"
    old.write_text(f'#!{BASH}\n[[ $1 == --version ]] && echo "Python 3.9.2"; [[ $1 != -c ]]\n', encoding="utf-8")
    old.chmod(0o755)
    told = call(BASH, ROOT / "packaging" / "run.sh", PATH=str(tmp_path / "bin"), TRAINER_PYTHON="python3")
    assert told.returncode == 3
    assert "Python 3.11 or newer is needed and this machine has Python 3.9.2." in told.stderr


def test_without_a_screen_it_says_so_and_what_works_instead(prepared: Path) -> None:
    told = call(BASH, ROOT / "packaging" / "run.sh", "--demo", TRAINER_VENV=str(prepared))
    assert told.returncode == 3
    assert told.stdout == ""
    assert "there is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set)" in told.stderr
    for way_out in ("run.sh --help", "run.sh demo", "test.sh", "xvfb-run -a"):
        assert way_out in told.stderr


def test_a_screen_that_does_not_answer_is_no_screen(prepared: Path) -> None:
    told = call(BASH, ROOT / "packaging" / "run.sh", TRAINER_VENV=str(prepared), DISPLAY=":4711")
    assert told.returncode == 3
    assert "DISPLAY is :4711 and nothing answers there" in told.stderr


@pytest.mark.parametrize(
    "arguments", [["--help"], ["people", "import", "two words.csv"], ["--data", "a b.db", "demo"], ["--data=x", "demo"]]
)
def test_a_command_needs_no_screen_and_gets_its_arguments(prepared: Path, arguments: list[str]) -> None:
    told = call(BASH, ROOT / "packaging" / "run.sh", *arguments, TRAINER_VENV=str(prepared))
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == "asked:" + "".join(f" <{argument}>" for argument in arguments)


@pytest.mark.parametrize("arguments", [[], ["--demo"], ["--data", "a b.db"], ["--data=a.db", "--demo"], ["--data"]])
def test_the_window_opens_where_a_platform_was_chosen_by_hand(prepared: Path, arguments: list[str]) -> None:
    chosen = {"TRAINER_VENV": str(prepared), "QT_QPA_PLATFORM": "offscreen"}
    told = call(BASH, ROOT / "packaging" / "run.sh", *arguments, **chosen)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("asked:")


def test_a_folder_that_is_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    told = call(BASH, ROOT / "packaging" / "run.sh", TRAINER_VENV=str(tmp_path))
    assert told.returncode == 3
    assert "holds something these scripts did not make" in told.stderr
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "years of work"


@pytest.mark.slow
def test_without_a_network_it_says_so_and_tries_again_next_time(tmp_path: Path) -> None:
    told = call(BASH, ROOT / "packaging" / "run.sh", TRAINER_VENV=str(tmp_path / "venv"), **CUT_OFF)
    assert told.returncode == 3
    assert "the Python packages could not be fetched" in told.stderr
    assert not (tmp_path / "venv" / "trainer-app").exists()
    assert (tmp_path / "venv" / "trainer-owned").exists()


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libX11.so.6", "libx11-6"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libgthread-2.0.so.0", "libglib2.0-0"),
    ],
)
def test_a_missing_library_is_named_by_its_debian_package(library: str, package: str) -> None:
    assert common(f"package_of {library}").stdout == f"{package}\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout whose pyproject.toml may be changed."""
    folder = tmp_path / "a checkout"
    folder.mkdir()
    shutil.copytree(ROOT / "packaging", folder / "packaging")
    (folder / "trainer_app").mkdir()
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def stamp(checkout: Path, venv: Path) -> str:
    told = call(BASH, "-euc", f'source "{checkout}/packaging/common.sh"; fingerprint "$(find_python)"')
    assert told.returncode == 0, told.stderr
    (venv / "trainer-app").write_text(told.stdout, encoding="utf-8")
    return told.stdout


def test_a_change_of_what_the_package_needs_makes_the_environment_anew(prepared: Path, checkout: Path) -> None:
    pyproject = checkout / "pyproject.toml"
    before = stamp(checkout, prepared)
    pyproject.write_text(f"{pyproject.read_text(encoding='utf-8')}\n[tool.other]\nrule = 1\n", encoding="utf-8")
    assert stamp(checkout, prepared) == before
    changed = pyproject.read_text(encoding="utf-8").replace('"qrcode>=', '"qrcode>=0,>=')
    pyproject.write_text(changed, encoding="utf-8")
    assert stamp(checkout, prepared) != before


@pytest.mark.slow
def test_without_a_network_the_environment_from_before_still_opens_the_app(prepared: Path, checkout: Path) -> None:
    stamp(checkout, prepared)
    (prepared / "trainer-owned").touch()
    pyproject = checkout / "pyproject.toml"
    text = pyproject.read_text(encoding="utf-8").replace('"qrcode>=', '"qrcode>=0,>=')
    pyproject.write_text(text, encoding="utf-8")
    told = call(BASH, checkout / "packaging" / "run.sh", "--version", TRAINER_VENV=str(prepared), **CUT_OFF)
    assert "going on with the environment from before" in told.stderr
    assert (told.returncode, told.stdout) == (0, "asked: <--version>")
    assert call(BASH, checkout / "packaging" / "test.sh", TRAINER_VENV=str(prepared), **CUT_OFF).returncode == 3
