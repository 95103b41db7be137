"""The codes that let phones in: one card a role with QR, address and PIN, and one code as large as the panel."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLabel, QLayout, QProgressBar, QSizePolicy, QWidget

from trainer_app.domain.network import Address
from trainer_app.domain.phone import PIN_DIGITS, ROTATES, PhoneRole
from trainer_app.qt import tokens
from trainer_app.qt.icons import scaled
from trainer_app.qt.parts.basics import button, column, frame, label, row
from trainer_app.qt.phone_hosting import Look
from trainer_app.qt.qr import Modules, draw_code, modules_of
from trainer_app.qt.theme import tabular
from trainer_app.words import phones_panel as words
from trainer_app.words.language import say
from trainer_app.words.phones_network import address_line

_LARGE, _SMALL = 190, 152
_CORNER: Final = 8.0


class CodePicture(QWidget):
    """A QR code on white, a quiet zone around it; `side` pixels at scale 1, 0 for as large as its place."""

    def __init__(self, side: int = 0) -> None:
        super().__init__()
        self._side, self.address = side, ""
        self._modules: Modules = ()
        if not side:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_address(self, address: str, name: str) -> None:
        """Show the code of this address; `name` is what a screen reader says."""
        if address != self.address:
            self.address, self._modules = address, modules_of(address)
            self.update()
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """Be as large as asked, with larger text larger."""
        side = scaled(self._side or _LARGE, self.font())
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never be cut."""
        return self.sizeHint() if self._side else QSize(_LARGE, _LARGE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in the middle."""
        side = min(self.width(), self.height(), scaled(self._side, self.font()) if self._side else 10_000)
        box = QRectF((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(Qt.GlobalColor.white))
        painter.drawRoundedRect(box, _CORNER, _CORNER)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if self._modules:
            draw_code(painter, self._modules, box)
        painter.end()


class CodesView(QWidget):
    """Two cards; `enlarged(role)`, `rotated`, `address_chosen(ip)` and `projected(bool)` are what a person wants."""

    enlarged = Signal(object)
    rotated = Signal()
    address_chosen = Signal(str)
    projected = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._url, self._since = "", datetime.min  # noqa: DTZ901 - before any code was shown
        self._address = QComboBox()
        self._address.setAccessibleName(say(words.ADDRESS))
        self._address.activated.connect(self._choose)
        self._chooser = QWidget()
        chooser = row(label(say(words.ADDRESS), "muted"), self._address, gap=tokens.S12)
        chooser.setStretch(1, 1)
        self._chooser.setLayout(chooser)
        self._chooser.hide()
        self.codes = {role: _Code(role, self) for role in PhoneRole}
        self.on_projector = QCheckBox(say(words.ON_PROJECTOR))
        self.on_projector.setToolTip(say(words.ON_PROJECTOR_TIP))
        self.on_projector.toggled.connect(self.projected)
        self._countdown = _thread()
        self._pin = _pin()
        self.setLayout(column(self._chooser, self._attendees(), self._others(), None, gap=tokens.S12))

    def show_look(self, look: Look, now: datetime) -> None:
        """Show what phones may scan now."""
        for role, one in self.codes.items():
            one.show_code(look.urls[role])
        pin = look.status.pin
        self._pin.setText(grouped(pin))
        self._pin.setAccessibleName(say(words.PIN, pin=pin))
        if self._url != look.urls[PhoneRole.ATTENDEE]:
            self._url, self._since = look.urls[PhoneRole.ATTENDEE], now
        self.tick(now)

    def show_addresses(self, look: Look, known: tuple[Address, ...]) -> None:
        """Offer the addresses, where there are several; `known` names them."""
        hosts = look.status.hosts
        named = {one.ip: address_line(one) for one in known}
        lines = [(named.get(host, host), host) for host in hosts]
        if lines != [(self._address.itemText(at), self._address.itemData(at)) for at in range(self._address.count())]:
            self._address.clear()
            for text, host in lines:
                self._address.addItem(text, host)
        self._address.setCurrentIndex(max(self._address.findData(look.shown), 0))
        self._chooser.setVisible(len(hosts) > 1)

    def tick(self, now: datetime) -> None:
        """Let the time until the next code run."""
        gone = min(max((now - self._since).total_seconds(), 0.0), ROTATES.total_seconds()) if self._url else 0.0
        left = ROTATES.total_seconds() - gone
        self._countdown.setValue(round(left * 10))
        self._countdown.setAccessibleName(say(words.NEXT_CODE, seconds=round(left)))
        self._countdown.setToolTip(say(words.NEXT_CODE, seconds=round(left)))

    def take_focus(self) -> None:
        """Begin at the first card."""
        self.codes[PhoneRole.ATTENDEE].enlarge.setFocus()

    def _attendees(self) -> QFrame:
        code = self.codes[PhoneRole.ATTENDEE]
        how = label(say(words.SCAN), "muted", wrap=True)
        side = column(code.head(), how, tokens.S4, code.address, None, self._countdown, tokens.S4, self.on_projector)
        inside = row(code.picture, side, gap=tokens.S12, margins=(10, 10, 16, 10))
        inside.setStretch(1, 1)
        return frame("card", inside)

    def _others(self) -> QFrame:
        again = button(say(words.NEW_CODES), self.rotated.emit, kind="slight", icon="again")
        again.setToolTip(say(words.NEW_CODES_TIP))
        head = row(label(say(words.PIN_SAID), "heading"), self._pin, None, again, gap=tokens.S12)
        how = label(say(words.PIN_HOW), "muted", wrap=True)
        both = []
        for role in (PhoneRole.HELPER, PhoneRole.DOOR):
            one = self.codes[role]
            both.append(column(one.head(), row(one.picture, None), one.address, gap=2))
        inside = row(*both, gap=tokens.S16)
        inside.setStretch(0, 1)
        inside.setStretch(1, 1)
        return frame("card", column(head, how, inside, gap=tokens.S4, margins=(16, 10, 16, 12)))

    def _choose(self) -> None:
        self.address_chosen.emit(self._address.currentData())


class _Code:
    """One role's code, its address in words, and the button that enlarges it."""

    def __init__(self, role: PhoneRole, view: CodesView) -> None:
        self._role, self._title = role, say(words.TITLES[role])
        first = role is PhoneRole.ATTENDEE
        self.picture = CodePicture(_LARGE if first else _SMALL)
        self.enlarge = button(say(words.ENLARGE), partial(view.enlarged.emit, role), kind="link")
        self.enlarge.setAccessibleName(say(words.ENLARGE_WHOSE, role=self._title))
        self.address = label("", "body" if first else "note", wrap=True)

    def head(self) -> QLayout:
        """Return the line above."""
        return row(label(self._title, "heading"), None, self.enlarge)

    def show_code(self, url: str) -> None:
        """Show this address."""
        self.picture.show_address(url, say(words.QR, role=self._title, address=url))
        self.address.setText(breakable(url))
        self.address.setAccessibleName(url)


class EnlargedCode(QWidget):
    """One code as large as the panel, for holding the laptop up; `left` when it has been seen."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.role: PhoneRole | None = None
        self._title = label("", "title")
        self._code = CodePicture()
        self._pin = _pin()
        self._address = label("", "strong", wrap=True)
        self._back = button(say(words.BACK), self.left.emit, icon="undo")
        how = label(say(words.ENLARGED), "muted", wrap=True)
        head = row(self._title, None, self._back)
        self.setLayout(column(head, how, self._code, self._pin, self._address, gap=tokens.S12, margins=(24, 8, 24, 24)))

    def show_role(self, role: PhoneRole, look: Look) -> None:
        """Show the code of this role."""
        self.role, url = role, look.urls[role]
        self._title.setText(say(words.TITLES[role]))
        self._code.show_address(url, say(words.QR, role=say(words.TITLES[role]), address=url))
        self._address.setText(breakable(url))
        self._pin.setText(say(words.PIN, pin=grouped(look.status.pin)))
        self._pin.setVisible(role is not PhoneRole.ATTENDEE)

    def take_focus(self) -> None:
        """Let Enter go back."""
        self._back.setFocus()


def grouped(pin: str) -> str:
    """Return a PIN in two groups, as it is read out."""
    half = PIN_DIGITS // 2
    return f"{pin[:half]} {pin[half:]}"


def breakable(url: str) -> str:
    """Return an address that may go on on the next line, after the port."""
    front, mark, rest = url.rpartition("/j/")
    return f"{front}{mark[:1]}\u200b{mark[1:]}{rest}" if mark else url


def _pin() -> QLabel:
    made = label("", "figure")
    made.setFont(tabular(made.font()))
    return made


def _thread() -> QProgressBar:
    thread = QProgressBar()
    thread.setProperty("kind", "countdown")
    thread.setTextVisible(False)
    thread.setRange(0, round(ROTATES.total_seconds() * 10))
    return thread
