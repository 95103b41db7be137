"""The program in one small funnel: how many came, tried, came back and carry on, out of whom."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout

from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, clear, column, label, row
from trainer_app.qt.theme import tabular
from trainer_app.words import today as words
from trainer_app.words.language import say
from trainer_app.words.today import Funnel


class FunnelCard(QFrame):
    """Shows the counts, who cannot be counted yet, and how many are due for follow-up: `due_wanted` on that line."""

    due_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.S12)
        self._grid.setVerticalSpacing(tokens.S8)
        self._grid.setColumnStretch(0, 1)
        self._note = label("", "note", wrap=True)
        self._due = button("", self.due_wanted.emit, kind="link")
        head = label(say(words.SO_FAR), "heading")
        self.setLayout(column(head, tokens.S4, self._grid, self._note, row(self._due, None), margins=(24, 20, 24, 20)))
        self.hide()

    def show_funnel(self, funnel: Funnel) -> None:
        """Show these counts; nothing while nobody has attended anything."""
        clear(self._grid)
        for at, (caption, count, of) in enumerate(words.funnel_lines(funnel)):
            number, whole = label(str(count), "strong"), label(of, "muted")
            number.setFont(tabular(number.font()))
            number.setAccessibleName(f"{caption}: {count} {of}")
            self._grid.addWidget(label(caption, "muted"), at, 0)
            self._grid.addWidget(number, at, 1, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(whole, at, 2)
        self._note.setText(words.not_counted(funnel))
        self._note.setVisible(bool(self._note.text()))
        self._due.setText(words.due_line(funnel.due))
        self._due.setVisible(funnel.due > 0)
        self.setVisible(funnel.attended > 0)
