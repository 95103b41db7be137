"""Where the phones meet the window: the button in the bar, the panel over the page, and the code on the projector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from trainer_app.bootstrap import Services
from trainer_app.qt.app import Shell
from trainer_app.qt.current import Current
from trainer_app.qt.phone_hosting import Hosting
from trainer_app.qt.phones import Phones

if TYPE_CHECKING:
    from trainer_app.qt.parts.phones_panel import PhonesPanel


class PhonesDoor(QObject):
    """Opens and closes the panel; `projected(str)` is the address the projector is to show, "" for none."""

    projected = Signal(str)

    def __init__(
        self, shell: Shell, services: Services, current: Current, hosting: Hosting
    ) -> None:  # positional: parts
        super().__init__()
        self._shell, self._services, self._current = shell, services, current
        self.phones = Phones(services, shell, hosting=hosting, desk=current.desk)
        self.panel: PhonesPanel | None = None
        self._projected, self._said = "", (False, 0, 0)
        self.phones.changed.connect(self._show)
        self.phones.asked.connect(self.open)
        shell.window.bar.phones_wanted.connect(self.toggle)
        self._show()

    def open(self, tab: str = "") -> PhonesPanel:
        """Open the panel."""
        panel = self._made(_panel_kind())
        panel.open_at(tab)
        return panel

    def prepare(self) -> None:
        """Build the panel before anybody wants it; a worker imports it first."""
        self._shell.work.read(_panel_kind, then=self._prepare)

    def toggle(self) -> None:
        """Open the panel, or close it where it is open."""
        if self.panel is not None and self.panel.isVisible():
            self.panel.close_drawer()
        else:
            self.open()

    def let_go(self) -> None:
        """Go with the data file."""
        self.phones.let_go()
        self._shell.window.bar.show_phones(on=False, connected=0, waiting=0)
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        self.deleteLater()

    def _prepare(self, kind: type[PhonesPanel]) -> None:
        self._made(kind)

    def _made(self, kind: type[PhonesPanel]) -> PhonesPanel:
        if self.panel is None:
            window, given = self._shell.window, (self._services, self._current)
            self.panel = kind(window.body, *given, phones=self.phones, below=window.bar)
        return self.panel

    def _show(self) -> None:
        phones = self.phones
        on = phones.look is not None
        said = (on, phones.connected, len(phones.waiting))
        if said != self._said:
            self._said = said
            self._shell.window.bar.show_phones(on=on, connected=phones.connected, waiting=len(phones.waiting))
        if phones.projected != self._projected:
            self._projected = phones.projected
            self.projected.emit(self._projected)


def _panel_kind() -> type[PhonesPanel]:
    from trainer_app.qt.parts.phones_panel import PhonesPanel  # noqa: PLC0415 - when first wanted

    return PhonesPanel
