"""Where resources, data and logs live: from source, from an installed wheel and when frozen."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import platformdirs

_APP = "Trainer"
BACKUPS: Final = "backups"
"""The folder beside a data file in which its daily copies are kept."""


def resource(*parts: str) -> Path:
    """Return the path of a shipped resource, such as `resource("checklists", "generic.toml")`."""
    return _resource_root().joinpath(*parts)


def data_file() -> Path:
    """Return the data file used when none is named; its folder may not exist yet."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False)) / "trainer.db"


def demo_file() -> Path:
    """Return where the demo rollout is kept, apart from real data."""
    return data_file().with_name("demo.db")


def log_file() -> Path:
    """Return the log file unexpected errors are written to; its folder may not exist yet."""
    return Path(platformdirs.user_log_dir(_APP, appauthor=False)) / "trainer.log"


def _resource_root() -> Path:
    if frozen := getattr(sys, "_MEIPASS", None):
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    shipped = package / "resources"
    return shipped if shipped.is_dir() else package.parent / "resources"
