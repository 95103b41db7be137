"""The doubts about a usage export, each to be answered with one tick before it can be taken in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame

from trainer_app.domain.usage_replacing import ImportDoubt, ImportQuestion
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import clear, column, label, row, toned
from trainer_app.qt.tokens import Tone
from trainer_app.words import usage_panel as words
from trainer_app.words.language import say


class UsageQuestions(QFrame):
    """Hidden where nothing is asked; `answered_changed` whenever a tick is set or taken."""

    answered_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "answer")
        self.setProperty("tone", Tone.LOOK.value)
        self._inside = column(gap=tokens.S12, margins=(20, 16, 20, 16))
        self.setLayout(self._inside)
        self._asked: dict[ImportDoubt, QCheckBox] = {}
        self.hide()

    def ask(self, questions: tuple[ImportQuestion, ...]) -> None:
        """Ask these anew: what the person said about the file since may have changed what they mean."""
        clear(self._inside)
        self._asked.clear()
        if questions:
            head = row(toned("info", Tone.LOOK), label(say(words.QUESTIONS), "heading"), None)
            self._inside.addLayout(head)
        for one in questions:
            tick = QCheckBox(say(words.ANSWERS[one.doubt]))
            tick.setAccessibleDescription(words.question(one))
            tick.toggled.connect(self.answered_changed)
            self._asked[one.doubt] = tick
            self._inside.addLayout(column(label(words.question(one), wrap=True), tick, gap=tokens.S4))
        self.setVisible(bool(questions))

    @property
    def answered(self) -> frozenset[ImportDoubt]:
        """The doubts that were answered with yes."""
        return frozenset(doubt for doubt, tick in self._asked.items() if tick.isChecked())

    @property
    def are_open(self) -> bool:
        """Whether some question waits for its answer."""
        return len(self.answered) < len(self._asked)

    def tick(self, doubt: ImportDoubt) -> None:
        """Answer yes, as a person would."""
        self._asked[doubt].setChecked(True)
