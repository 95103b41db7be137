"""What the window remembers between starts: its place, page, look, files and settings. Nothing about people."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings

from trainer_app import paths
from trainer_app.qt.theme import Scheme
from trainer_app.settings import Settings

_FILE: Final = "window.ini"
_RECENT: Final = 8


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

    @property
    def recent(self) -> list[Path]:
        """The data files opened lately, newest first; those that are gone are left out."""
        lines = str(self._settings.value("recent", "")).splitlines()
        return [path for path in map(Path, lines) if path.is_file()]

    def opened(self, path: Path) -> None:
        """Put this data file first among those opened lately."""
        others = [one for one in self.recent if one != path]
        self._settings.setValue("recent", "\n".join(map(str, [path, *others][:_RECENT])))

    @property
    def settings(self) -> Settings:
        """What this laptop was told."""
        self._settings.beginGroup("settings")
        written = {name: str(self._settings.value(name)) for name in self._settings.childKeys()}
        self._settings.endGroup()
        return Settings.read(written)

    @settings.setter
    def settings(self, settings: Settings) -> None:
        for name, text in settings.write().items():
            self._settings.setValue(f"settings/{name}", text)
        self._settings.sync()

    def choice(self, name: str, default: str = "") -> str:
        """Return what was chosen last time under this name, such as a paper size or a folder."""
        return str(self._settings.value(f"choices/{name}", default))

    def choose(self, name: str, value: str) -> None:
        """Remember a choice for the next time."""
        self._settings.setValue(f"choices/{name}", value)

    @property
    def export_folder(self) -> str:
        """Where the last workbook was written, "" before the first."""
        return str(self._settings.value("export_folder", ""))

    @export_folder.setter
    def export_folder(self, folder: str) -> None:
        self._settings.setValue("export_folder", folder)

    def keep(self) -> None:
        """Write it down now."""
        self._settings.sync()
