"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

# Before any test loads Qt: no window flashes up, and no machine's own language or letters change a result.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"

# The same examples on every machine; `pytest --hypothesis-profile=search` looks further.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=2_000, deadline=None)
settings.load_profile("steady")


def _move_home(patch: pytest.MonkeyPatch, home: Path) -> None:
    for kind in ("DATA", "CONFIG", "STATE"):
        patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))


@pytest.fixture(scope="session", autouse=True)
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the person's own data, settings and logs out of the reach of all tests and their fixtures."""
    folder = tmp_path_factory.mktemp("homes")
    with pytest.MonkeyPatch.context() as patch:
        _move_home(patch, folder / "shared")
        yield folder


_homes_given = count(1)


@pytest.fixture(autouse=True)
def home(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test a home of its own, not made yet; return its folder."""
    folder = homes / str(next(_homes_given))
    _move_home(monkeypatch, folder)
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of published sample files kept beside the checkout; skip where it is absent."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the published sample files are not beside this checkout")
    return folder
