"""A facilitator's hand at the phones: a desk whose host listens on loopback, and phones that scan what it shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import zxingcpp
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.conftest import rest
from tests.qt.rooms import Room
from tests.web.hall import PhoneClient
from trainer_app import bootstrap
from trainer_app.bootstrap import Services
from trainer_app.domain.network import Address, InterfaceKind
from trainer_app.domain.phone import PhoneRole
from trainer_app.qt.app import Desktop
from trainer_app.qt.desk import OpenDesk, keep_off_ui_thread
from trainer_app.qt.parts.phones_codes import CodePicture
from trainer_app.qt.parts.phones_panel import PhonesPanel
from trainer_app.qt.parts.toast import Toast
from trainer_app.qt.phones import Phones
from trainer_app.qt.phones_door import PhonesDoor
from trainer_app.web.host import PhoneHost

HERE = "127.0.0.1"
LOOPBACK = (Address(HERE, "lo", InterfaceKind.OTHER, usable=True),)


class Hand:
    """What a facilitator's hand does at one desk."""

    def __init__(self, room: Room, qtbot: QtBot) -> None:
        self.room, self.qtbot = room, qtbot
        self.addresses: tuple[Address, ...] = LOOPBACK
        self.desktop = self._desktop()
        self.open_file()

    def open_file(self) -> None:
        with self.qtbot.waitSignal(self.desktop.usable, timeout=10_000):
            self.desktop.open(self.room.services.context.store.path)
        self.rest()

    def rest(self) -> None:
        rest(self.qtbot, self.desktop)

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=20_000)

    @property
    def door(self) -> PhonesDoor:
        file = self.desktop._file
        assert isinstance(file, OpenDesk)
        assert file._wiring
        return file._wiring.phones

    @property
    def phones(self) -> Phones:
        return self.door.phones

    @property
    def panel(self) -> PhonesPanel:
        found = self.door.panel
        assert found is not None
        return found

    def open(self, tab: str = "") -> PhonesPanel:
        panel = self.door.open(tab)
        self.rest()
        return panel

    def switch_on(self) -> PhonesPanel:
        panel = self.open()
        press(panel, "Switch phones on")
        self.until(lambda: self.phones.look is not None and self.phones.roll is not None)
        self.until(lambda: self.phones.reach is not None)
        return panel

    def url(self, role: PhoneRole = PhoneRole.ATTENDEE) -> str:
        assert self.phones.look
        return self.phones.look.urls[role]

    def scan(self, role: PhoneRole = PhoneRole.ATTENDEE) -> PhoneClient:
        """Scan what the panel shows."""
        read = decoded(self.panel.on.codes.codes[role].picture)
        client = PhoneClient(urlsplit(read).port or 0)
        assert client.get(urlsplit(read).path).status == 303
        return client

    def scan_as(self, name: str, *, sure: bool = True) -> PhoneClient:
        """Scan, and say whose the phone is."""
        client = self.scan()
        person = next(one for one in self.room.people if one.name == name)
        self.room.services.phones.belongs(phone_id(client), person.id, sure=sure)
        self.until(lambda: any(one.phone.id == phone_id(client) and one.person for one in self.lines()))
        return client

    def lines(self) -> tuple[object, ...]:
        return self.phones.roll.lines if self.phones.roll else ()

    def close(self) -> None:
        self.desktop.window.close()

    def _desktop(self) -> Desktop:
        def load(path: Path, *, demo: bool, backup: Path | None = None) -> OpenDesk:
            del demo, backup
            services = bootstrap.build(path, clock=self.room.clock, guard=keep_off_ui_thread)
            return OpenDesk(services, make_host=self._host)

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        desktop = Desktop(app, load)
        self.qtbot.addWidget(desktop.window)
        desktop.window.show()
        desktop.window.activateWindow()
        return desktop

    def _host(self, services: Services, folder: Path) -> PhoneHost:
        return PhoneHost(services, folder, addresses=lambda: self.addresses)


def press(root: QWidget, text: str) -> None:
    found = [one for one in root.findChildren(QPushButton) if text in {one.text(), one.accessibleName()}]
    shown = next(one for one in found if one.isVisible())
    assert shown.isEnabled(), text
    shown.click()


def phone_id(client: PhoneClient) -> UUID:
    return UUID(hex=client.cookies["trainer"].partition(".")[0])


def decoded(picture: CodePicture) -> str:
    """Read the code off the screen, as a phone does."""
    (found,) = zxingcpp.read_barcodes(picture.grab().toImage().convertToFormat(QImage.Format.Format_RGB888))
    return str(found.text)


def message(hand: Hand) -> str:
    toast = hand.desktop.window.findChild(Toast)
    assert toast is not None
    return toast.accessibleDescription() if toast.isVisible() else ""


def looking_text(root: QWidget) -> list[str]:
    return [one.text() for one in root.findChildren(QLabel) if one.isVisibleTo(root)]
