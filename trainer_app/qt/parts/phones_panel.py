"""The Phones panel: off with one button, or on with the codes, who is connected, and the room's network."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase, Session
from trainer_app.qt import tokens
from trainer_app.qt.current import Current, Plan
from trainer_app.qt.parts.basics import ElidedLabel, button, column, frame, label, put, row, toned
from trainer_app.qt.parts.drawer import Drawer
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.phones_codes import CodesView, EnlargedCode
from trainer_app.qt.parts.phones_network import NetworkView
from trainer_app.qt.parts.phones_roll import RollView
from trainer_app.qt.parts.tabs import Tabs
from trainer_app.qt.phone_hosting import Look
from trainer_app.qt.phones import Phones
from trainer_app.qt.tokens import Tone
from trainer_app.words import phones_panel as words
from trainer_app.words.language import say

_WIDTH: Final = 520
_TICK_MS: Final = 500
_CHECK_MS: Final = 10_000
_EDGE: Final = tokens.S24


class PhonesPanel(Drawer):
    """Shows the phones of this desk and acts on them."""

    def __init__(self, over: QWidget, services: Services, current: Current, *, phones: Phones, below: QWidget) -> None:
        """`below` is the bar the panel hangs from."""
        self._services, self._current, self.phones = services, current, phones
        self._off, self.on, self.enlarged = _Off(self), _On(self), EnlargedCode()
        self.stack = QStackedWidget()
        for one in (self._off, self.on, self.enlarged):
            self.stack.addWidget(one)
        super().__init__(over, say(words.PHONES), self.stack, width=_WIDTH, below=below)
        self.enlarged.left.connect(self._shrink)
        phones.changed.connect(self._show)
        phones.reached.connect(self._show_reach)
        current.changed.connect(self._take_plan)
        self._ticker = self._timer(_TICK_MS, self._tick)
        self._checker = self._timer(_CHECK_MS, self._check)
        self._show()

    @property
    def tab(self) -> str:
        """The key of the tab that is shown: codes, connected or network."""
        return self.on.tabs.key

    def open_at(self, tab: str = "") -> None:
        """Open it, at this tab where phones are on."""
        self.open()
        if tab:
            self.on.turn(tab)
        elif self.phones.waiting:
            self.on.turn("connected")
        self._show()
        self.take_focus()

    def take_focus(self) -> None:
        """Begin at what comes first."""
        shown = self.stack.currentWidget()
        if shown is self._off:
            self._off.take_focus()
        elif shown is self.enlarged:
            self.enlarged.take_focus()
        else:
            self.on.take_focus()

    def switch_on(self) -> None:
        """Let phones join the session this desk works on."""
        if self._current.session:
            self.phones.switch_on(self._current.session.id)

    def use_free_port(self) -> None:
        """Let phones join by a port nobody uses."""
        if self._current.session:
            self.phones.switch_on(self._current.session.id, port=0)

    def enlarge(self, role: PhoneRole) -> None:
        """Show one code as large as the panel."""
        if self.phones.look and self.phones.look.urls:
            self.enlarged.show_role(role, self.phones.look)
            self.stack.setCurrentWidget(self.enlarged)
            self.enlarged.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the large code with Esc, then the panel."""
        if event.key() == Qt.Key.Key_Escape and self.stack.currentWidget() is self.enlarged:
            self._shrink()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Keep it fresh while it is seen."""
        super().showEvent(event)
        self.phones.is_watched = True
        self._ticker.start()
        self._checker.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while it is not."""
        super().hideEvent(event)
        self.phones.is_watched = False
        self._ticker.stop()
        self._checker.stop()

    def _shrink(self) -> None:
        self.stack.setCurrentWidget(self.on)
        self.on.take_focus()

    def _take_plan(self, _plan: Plan) -> None:
        self._show()

    def _show(self) -> None:
        if not self.isVisible():
            return
        look = self.phones.look
        session = self._current.session
        if look is None:
            self._off.show_session(session, self.phones)
            self.stack.setCurrentWidget(self._off)
            return
        if self.stack.currentWidget() is self._off:
            self.stack.setCurrentWidget(self.on)
            self.on.take_focus()
        self.on.show_phones(look, self.phones, session, self._services)
        if self.enlarged.role and self.stack.currentWidget() is self.enlarged:
            if look.urls:
                self.enlarged.show_role(self.enlarged.role, look)
            else:
                self._shrink()

    def _show_reach(self) -> None:
        self.on.network.show_reach(self.phones.reach)
        self._show()

    def _tick(self) -> None:
        if self.phones.look:
            self.on.codes.tick(self._services.clock())

    def _check(self) -> None:
        if self.phones.look and self.tab == "network":
            self.phones.check()

    def _timer(self, milliseconds: int, then: object) -> QTimer:
        timer = QTimer(self, interval=milliseconds)
        timer.timeout.connect(then)
        return timer


class _Off(QWidget):
    """What phones are for, what is opened, and the button."""

    def __init__(self, panel: PhonesPanel) -> None:
        super().__init__()
        self._trouble = label("", "body", wrap=True)
        self._free = button(say(words.FREE_PORT), panel.use_free_port)
        self._trouble_box = frame(
            "answer",
            column(
                row(toned("look", Tone.LOOK), self._trouble, gap=tokens.S12),
                row(self._free, None),
                margins=(16, 14, 16, 14),
            ),
        )
        put(self._trouble_box, tone=Tone.LOOK.value)
        self._go = button(say(words.SWITCH_ON), panel.switch_on, kind="primary", icon="phone")
        self._for = label("", "muted", wrap=True)
        reach = row(toned("info", Tone.INFO), label(say(words.OFF_REACH), "body", wrap=True), gap=tokens.S12)
        reach.setStretch(1, 1)
        said = (
            label(say(words.OFF_TITLE), "strong"),
            label(say(words.OFF_TEXT), "body", wrap=True),
            reach,
            self._trouble_box,
            tokens.S8,
            row(self._go, None),
            self._for,
        )
        self.setLayout(column(*said, None, gap=tokens.S12, margins=(_EDGE, tokens.S16, _EDGE, _EDGE)))

    def show_session(self, session: Session | None, phones: Phones) -> None:
        """Offer to switch phones on for this session, or say why not."""
        over = session is not None and session.phase is Phase.ENDED
        self._go.setEnabled(session is not None and not over and not phones.is_busy)
        self._go.setText(say(words.TURNING if phones.is_busy else words.SWITCH_ON))
        if session is None:
            self._for.setText(say(words.NO_SESSION))
        else:
            self._for.setText(say(words.SESSION_OVER if over else words.FOR_SESSION, session=_named(session, over)))
        self._go.setAccessibleDescription(self._for.text())
        self._trouble.setText(phones.trouble)
        self._trouble_box.setVisible(bool(phones.trouble))
        self._free.setVisible(phones.free_port)

    def take_focus(self) -> None:
        """Begin at the button."""
        self._go.setFocus()


class _On(QWidget):
    """The tabs, and for which session phones are on."""

    def __init__(self, panel: PhonesPanel) -> None:
        super().__init__()
        phones = panel.phones
        self._served: UUID | None = None
        self._for = ElidedLabel("", "muted")
        self._switch_off = button(say(words.SWITCH_OFF), phones.switch_off)
        self._note = label("", "body", wrap=True)
        self._over = button("", panel.switch_on, kind="slight")
        self._note_box = frame("answer", column(self._note, row(self._over, None), margins=(16, 12, 16, 12)))
        put(self._note_box, tone=Tone.INFO.value)
        self.tabs = Tabs(say(words.PARTS))
        self.codes, self.roll, self.network = CodesView(), RollView(), NetworkView()
        self.stage = Stage(_scrolled(self.codes))
        self._parts = {"codes": self.stage, "connected": self.roll, "network": _scrolled(self.network)}
        self._stack = QStackedWidget()
        for one in self._parts.values():
            self._stack.addWidget(one)
        head = row(toned("dot", Tone.OK, size=16), self._for, self._switch_off, gap=tokens.S8)
        head.setStretch(1, 1)
        self.setLayout(
            column(head, self._note_box, self.tabs, self._stack, gap=tokens.S12, margins=(_EDGE, 0, _EDGE, _EDGE))
        )
        self.tabs.chosen.connect(self.turn)
        self.codes.enlarged.connect(panel.enlarge)
        self.codes.rotated.connect(phones.rotate)
        self.codes.address_chosen.connect(phones.choose_address)
        self.codes.projected.connect(phones.show_on_projector)
        self.codes.on_projector.setChecked(phones.on_projector)
        self.roll.nodded.connect(self._nod)
        self.roll.shut_out.connect(phones.revoke)
        self.network.again.connect(phones.check)
        self.network.address_chosen.connect(phones.choose_address)
        self.network.secured.connect(phones.secure)
        self.phones = phones

    def show_phones(  # positional: what is shown, and beside what
        self, look: Look, phones: Phones, session: Session | None, services: Services
    ) -> None:
        """Show how phones stand now."""
        now = services.clock()
        self.tabs.show_tabs(
            [
                ("codes", say(words.CODES), None),
                ("connected", say(words.CONNECTED), phones.connected),
                ("network", say(words.NETWORK), phones.doubts or None),
            ]
        )
        self.codes.show_addresses(look, phones.reach.addresses if phones.reach else ())
        if look.urls:
            self.codes.show_look(look, now)
            self.stage.show_content()
        elif self.stage.is_content:
            self.stage.show_empty("stop", say(words.NO_NETWORK), say(words.NO_NETWORK_HOW))
        self.roll.show_roll(phones.roll, look.status, now=now)
        self.network.show_status(look.status, busy=phones.is_busy)
        self._switch_off.setEnabled(not phones.is_busy)
        self._show_session(phones.roll.session if phones.roll else None, session)

    def turn(self, key: str) -> None:
        """Show this tab."""
        self.tabs.choose(key)
        self._stack.setCurrentWidget(self._parts[key])
        if key == "network":
            self.phones.check()

    def take_focus(self) -> None:
        """Begin within the tab."""
        {"connected": self.roll, "network": self.network}.get(self.tabs.key, self.codes).take_focus()  # type: ignore[attr-defined]

    def _show_session(self, served: Session | None, here: Session | None) -> None:
        self._for.setText(say(words.ON_FOR, session=words.session_line(served)) if served else "")
        over = served is not None and served.phase is Phase.ENDED
        elsewhere = bool(served and here and here.id != served.id and here.phase is not Phase.ENDED)
        if served and here and elsewhere:
            self._note.setText(say(words.OTHER_SESSION, session=here.name, served=served.name))
            self._over.setText(say(words.CHANGE_OVER, session=here.name))
        elif served and over:
            self._note.setText(say(words.THANKING, session=served.name))
        self._over.setVisible(elsewhere)
        self._note_box.setVisible(elsewhere or over)

    def _nod(self, phone_id: UUID, yes: bool) -> None:
        self.phones.nod(phone_id, yes=yes)


def _named(session: Session, short: bool) -> str:
    return session.name if short else words.session_line(session)


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setProperty("kind", "ground")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    put(inside, kind="ground")
    area.setWidget(inside)
    return area
