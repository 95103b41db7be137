"""Names of files that are offered and chosen: what every system takes, and with the ending of their kind."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from trainer_app.qt.memory import Memory

_FOLDER: Final = "folder"
_LONGEST: Final = 80  # letters; some systems take 255 bytes, and a letter may be four


def plain_name(text: str) -> str:
    """Return a name every system takes for a file, and none takes for a folder."""
    return "".join(sign if sign.isalnum() or sign in " -_." else "-" for sign in text)[:_LONGEST].strip(" .")


def with_ending(path: Path, ending: str) -> Path:
    """Return the path with this ending (".pdf") put behind it where it has another or none; nothing is cut off."""
    return path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}")


def usual_folder() -> Path:
    """Return where a question for a file begins: the last folder used, else the documents, else home; one that is."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    likely = (Memory().choice(_FOLDER), documents)
    return next((Path(one) for one in likely if one and Path(one).is_dir()), Path.home())


def ask_open(over: QWidget, title: str, kinds: str) -> Path | None:  # positional: read in this order
    """Ask for a file to read, beginning in the usual folder; None where nothing is chosen."""
    file, _kind = QFileDialog.getOpenFileName(over, title, str(usual_folder()), kinds)
    return used(file) if file else None


def ask_save(over: QWidget, title: str, name: str, kinds: str) -> Path | None:  # positional: read in this order
    """Ask where to write, with this name in the usual folder; None where nothing is chosen."""
    file, _kind = QFileDialog.getSaveFileName(over, title, str(usual_folder() / name), kinds)
    return used(file) if file else None


def used(file: str | Path) -> Path:
    """Return the file somebody chose, and begin in its folder the next time."""
    path = Path(file)
    Memory().choose(_FOLDER, str(path.parent))
    return path
