"""The pre-flight list: each check with its sign, its name and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from trainer_app.domain.preflight import Finding, Weight
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import clear, column, label, toned
from trainer_app.qt.tokens import Tone
from trainer_app.words import preflight as words
from trainer_app.words import today
from trainer_app.words.language import say

_SIGNS: Final = {
    Weight.FINE: ("done", Tone.OK),
    Weight.LOOK: ("elsewhere", Tone.LOOK),
    Weight.STOP: ("stop", Tone.HELP),
}


class PreflightCard(QFrame):
    """Shows what was found, worth a look or not; never more than what was really looked at."""

    def __init__(self) -> None:
        super().__init__()
        self._found: list[QLabel] = []
        self.setProperty("kind", "card")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.S12)
        self._grid.setVerticalSpacing(tokens.S8)
        self._grid.setColumnStretch(2, 1)
        head = label(say(today.PRE_FLIGHT), "heading")
        self.setLayout(column(head, tokens.S8, self._grid, None, margins=(24, 20, 24, 20)))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these."""
        clear(self._grid)
        self._found = []
        for at, finding in enumerate(findings):
            icon, tone = _SIGNS[finding.weight]
            sign = toned(icon, tone, size=18)
            name, said = say(words.NAMES[finding.check]), words.line(finding)
            found = label(said, "body", wrap=True, tone=tone if finding.weight is not Weight.FINE else None)
            found.setAccessibleName(f"{name}: {said} ({say(words.WEIGHTS[finding.weight])})")
            self._grid.addWidget(sign, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(name, "muted"), at, 1, Qt.AlignmentFlag.AlignTop)
            found.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(found, at, 2)  # not aligned by the grid, which would cut a third line
            self._found.append(found)

    def event(self, event: QEvent) -> bool:
        """Lay out, and give lines that are broken all the height they need: the grid forgets some of it."""
        done = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show}:
            for one in self._found:
                one.setMinimumHeight(one.heightForWidth(one.width()))
        return done
