"""What the window remembers between starts: its size, page, colours and text size. Nothing about people."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QSettings

from trainer_app import paths
from trainer_app.qt.theme import Scheme

_FILE: Final = "window.ini"


class Memory:
    """A small file beside the data files; one that cannot be read or written is as if it were empty."""

    def __init__(self) -> None:
        self._settings = QSettings(str(paths.data_file().with_name(_FILE)), QSettings.Format.IniFormat)

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood and how large, empty at the first start."""
        found = self._settings.value("geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)

    @property
    def page(self) -> str:
        """The page that was open."""
        return str(self._settings.value("page", ""))

    @page.setter
    def page(self, page: str) -> None:
        self._settings.setValue("page", page)

    @property
    def scheme(self) -> Scheme:
        """The colours chosen."""
        found = str(self._settings.value("scheme", ""))
        return next((scheme for scheme in Scheme if scheme.value == found), Scheme.SYSTEM)

    @scheme.setter
    def scheme(self, scheme: Scheme) -> None:
        self._settings.setValue("scheme", scheme.value)

    @property
    def scale(self) -> float:
        """The text size chosen, as a factor."""
        try:
            return float(str(self._settings.value("scale", 1.0)))
        except ValueError:
            return 1.0

    @scale.setter
    def scale(self, scale: float) -> None:
        self._settings.setValue("scale", scale)

    def keep(self) -> None:
        """Write it down now."""
        self._settings.sync()
