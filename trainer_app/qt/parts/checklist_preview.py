"""One step as attendees will see it on a system of their choice."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import Step, text_for
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import card, clear, column, frame, label
from trainer_app.qt.parts.checklist_fields import bare_scroll
from trainer_app.qt.parts.tabs import Tabs
from trainer_app.words import checklists_page as words
from trainer_app.words.check_in import SYSTEMS
from trainer_app.words.language import say

_COMMAND: Final = "    "
_WIDEST: Final = 620


class StepPreview(QWidget):
    """Shows a step without its fields: what people read, command by command."""

    def __init__(self) -> None:
        super().__init__()
        self._step: Step | None = None
        self._number = 1
        self._systems = Tabs(say(words.PREVIEW))
        self._systems.show_tabs([(each.value, name, None) for each, name in SYSTEMS.items()])
        self._systems.chosen.connect(self._turn)
        self._inside = column(gap=tokens.S12)
        sheet = card(self._inside)
        sheet.setMaximumWidth(_WIDEST)
        scroll = bare_scroll(column(sheet, None, margins=(4, 4, 14, 14)))
        inside = column(self._systems, scroll, gap=tokens.S12)
        inside.setStretch(1, 1)
        self.setLayout(inside)

    def show_step(self, step: Step, number: int) -> None:
        """Show this step, the `number`th."""
        self._step, self._number = step, number
        self._draw()

    def texts(self) -> list[str]:
        """Return what is shown, from top to bottom."""
        return [each.text() for each in self.findChildren(QLabel) if not each.isHidden()]

    def _turn(self, key: str) -> None:
        self._systems.choose(key)
        self._draw()

    def _draw(self) -> None:
        clear(self._inside)
        step = self._step
        if step is None:
            return
        system = System(self._systems.key)
        head = f"{self._number}  {step.title}"
        self._put(label(head, "title", wrap=True))
        self._put(label(words.about(step), "note", wrap=True))
        self._put(label(step.why, "muted", wrap=True))
        for is_command, text in _pieces(text_for(step.bodies, system) or ""):
            self._put(_command(text) if is_command else label(text, wrap=True))
        for caption, texts, is_command in (
            (words.VERIFY, step.verify, True),
            (words.EXPECTED, step.expected, False),
        ):
            if said := text_for(texts, system):
                self._put(label(say(caption), "small"))
                self._put(_command(said) if is_command else label(said, wrap=True))
        if step.fallback:
            self._put(label(say(words.FALLBACK), "small"))
            self._put(label(step.fallback, wrap=True))
        if step.errors:
            self._put(label(say(words.ERRORS), "small"))
            self._put(label("\n".join(f"· {each.title}" for each in step.errors), wrap=True))

    def _put(self, piece: QWidget) -> None:
        self._inside.addWidget(piece)


def _pieces(text: str) -> list[tuple[bool, str]]:
    """Return the text in pieces, each with whether it is a command: lines that begin with four spaces are."""
    pieces: list[tuple[bool, list[str]]] = []
    for line in text.split("\n"):
        is_command = line.startswith(_COMMAND)
        if not pieces or pieces[-1][0] is not is_command:
            pieces.append((is_command, []))
        pieces[-1][1].append(line.removeprefix(_COMMAND))
    joined = ((is_command, "\n".join(lines).strip("\n")) for is_command, lines in pieces)
    return [(is_command, piece) for is_command, piece in joined if piece]


def _command(text: str) -> QFrame:
    said = label(text, wrap=True)
    said.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return frame("chip", column(said, margins=(12, 10, 12, 10)))
