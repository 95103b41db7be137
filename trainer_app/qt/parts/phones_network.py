"""Does the room's network let phones through: what was found, what to do, and the addresses of this laptop."""

from __future__ import annotations

import sys
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLayout, QWidget

from trainer_app.domain.network import Address, Advice, Reach
from trainer_app.domain.phone import HostStatus
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, card, clear, column, frame, label, put, row, toned
from trainer_app.qt.tokens import Tone
from trainer_app.words import phones_network as network
from trainer_app.words import phones_panel as words
from trainer_app.words.language import say

_STOPS: Final = frozenset({Advice.NO_ADDRESS, Advice.ONLY_VIRTUAL, Advice.ONLY_PUBLIC, Advice.NOT_LISTENING})
_LOOKS: Final = {Tone.OK: "done", Tone.LOOK: "look", Tone.HELP: "stop", Tone.INFO: "wait"}


class NetworkView(QWidget):
    """Shows the last check; `again`, `address_chosen(ip)` and `secured(bool)` are what a person wants."""

    again = Signal()
    address_chosen = Signal(str)
    secured = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[object, ...] = ()
        self._advice = column(gap=tokens.S8)
        self._addresses = column(gap=tokens.S8)
        self.check = button(say(words.CHECK_AGAIN), self.again.emit, icon="again")
        self.check.setEnabled(False)
        self._busy = label(say(words.CHECKING), "muted")
        self.secure = QCheckBox(say(words.SECURE))
        self.secure.clicked.connect(self.secured)
        self._secure_line = label("", "note", wrap=True)
        self._print = label("", "note", wrap=True)
        self._listed = card(label(say(words.ADDRESSES), "heading"), self._addresses, gap=tokens.S12)
        https = card(self.secure, self._secure_line, self._print)
        pieces = (self._advice, row(self.check, self._busy, None), self._listed, https, None)
        self.setLayout(column(*pieces, gap=tokens.S12))

    def show_status(self, status: HostStatus, *, busy: bool) -> None:
        """Show over what phones come in."""
        self.secure.setChecked(status.secure)
        self.secure.setEnabled(not busy)
        self._secure_line.setText(say(words.SECURE_ON if status.secure else words.SECURE_OFF))
        self.secure.setAccessibleDescription(self._secure_line.text())
        self._print.setText(_in_lines(status.fingerprint or ""))
        self._print.setVisible(bool(status.fingerprint))

    def show_reach(self, reach: Reach | None) -> None:
        """Show what was found; None while the first look is under way."""
        self._busy.setVisible(reach is None)
        self.check.setEnabled(reach is not None)
        self._listed.setVisible(reach is not None)
        if reach is None:
            clear(self._advice)
            self._shown = ()
            return
        told = [(one, _tone(one), network.advice_title(one), _text(one, reach)) for one in reach.advice]
        lines = [(one, network.address_line(one), _notes(one, reach)) for one in reach.addresses]
        shown = (tuple(told), tuple(lines))
        if shown != self._shown:
            self._shown = shown
            self._show_advice(reach, told)
            clear(self._addresses)
            for one, said, notes in lines:
                self._addresses.addLayout(_address(one, said, notes, reach))
            if not lines:
                self._addresses.addWidget(label(say(words.NO_ADDRESSES), "muted", wrap=True))

    def take_focus(self) -> None:
        """Begin at the check."""
        self.check.setFocus()

    def _show_advice(self, reach: Reach, told: list[tuple[Advice, Tone, str, str]]) -> None:
        clear(self._advice)
        for one, tone, title, text in told:
            elsewhere = one is Advice.WRONG_INTERFACE and reach.seen_at
            self._advice.addWidget(_card(tone, title, text, self._show_that(reach.seen_at) if elsewhere else None))
        if not told:
            self._advice.addWidget(_card(Tone.INFO, say(network.WAITING_TITLE), say(network.WAITING_TEXT)))
        if apart := network.both_doubted(reach.advice):
            self._advice.addWidget(label(apart, "muted", wrap=True))

    def _show_that(self, address: Address | None) -> QLayout | None:
        if address is None:
            return None
        press = button(say(words.SHOW_THAT, address=address.ip), partial(self.address_chosen.emit, address.ip))
        return row(press, None)


def _card(  # positional: read as it is shown
    tone: Tone, title: str, text: str, more: QLayout | None = None
) -> QFrame:
    head = row(toned(_LOOKS[tone], tone), label(title, "heading", wrap=True), gap=tokens.S12)
    head.setStretch(1, 1)
    made = frame("answer", column(head, label(text, "body", wrap=True), margins=(16, 14, 16, 14)))
    if more is not None:
        made.layout().addLayout(more)  # type: ignore[union-attr]
    put(made, tone=tone.value)
    made.setAccessibleName(title)
    made.setAccessibleDescription(text)
    return made


def _address(one: Address, said: str, notes: str, reach: Reach) -> QLayout:  # positional: what and how it is
    here = one.ip in reach.last_phone_seen
    tone = Tone.OK if here else Tone.PLAIN
    lamp = toned("dot" if here else "ring", tone, size=16)
    line = label(said, "body" if one.usable else "muted", wrap=True)
    inside = row(lamp, column(line, label(notes, "note", wrap=True), gap=2) if notes else line, gap=tokens.S12)
    inside.setStretch(1, 1)
    inside.setAlignment(lamp, Qt.AlignmentFlag.AlignTop)
    return inside


def _tone(advice: Advice) -> Tone:
    if advice is Advice.PHONES_ARRIVE:
        return Tone.OK
    return Tone.HELP if advice in _STOPS else Tone.LOOK


def _text(advice: Advice, reach: Reach) -> str:
    return network.advice_text(advice, port=reach.listening.port, system=sys.platform, reach=reach)


def _notes(one: Address, reach: Reach) -> str:
    """Return "in the QR code · no phone yet · answers on this laptop" of a served address."""
    if one.ip not in reach.listening.bound:
        return ""
    seen = reach.last_phone_seen.get(one.ip)
    parts = [say(words.IN_QR)] if one.ip == reach.listening.shown else []
    parts.append(say(words.NONE_CAME) if seen is None else say(words.ARRIVED, ago=network.ago(seen)))
    if answer := reach.self_tests.get(one.ip):
        parts.append(say(network.ANSWERS[answer]))
    return " · ".join(parts)


def _in_lines(fingerprint: str) -> str:
    """Return a fingerprint in lines of eight pairs, as it is compared."""
    pairs = fingerprint.split()
    return "\n".join(" ".join(pairs[at : at + 8]) for at in range(0, len(pairs), 8))
