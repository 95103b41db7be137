"""What is to be mended and what is worth a look, each a sentence that goes to its field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from trainer_app.domain.checklist_spots import Spot
from trainer_app.qt import tokens
from trainer_app.qt.models.rows import Row
from trainer_app.qt.parts.basics import column, label, put, row, toned
from trainer_app.qt.parts.row_list import RowList
from trainer_app.qt.tokens import Tone
from trainer_app.words import checklists_page as words
from trainer_app.words.language import say

_SHOWN: Final = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence about a place, named as people know it; `blocks` when it keeps the checklist from being saved."""

    place: str
    text: str
    spot: Spot
    blocks: bool


class ProblemList(QFrame):
    """Goes to the place of a finding when it is chosen: `go_wanted(Spot)`."""

    go_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.findings: tuple[Finding, ...] = ()
        self._sign, self._head = toned("tick", Tone.OK, size=18), label("", "heading")
        self.list = RowList(say(words.MEND), selectable=True)
        self.setLayout(column(row(self._sign, self._head, None), self.list, margins=(14, 12, 8, 10)))
        self.list.chosen.connect(self._go)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show these, what blocks first."""
        self.findings = findings
        blocking = sum(each.blocks for each in findings)
        tone = Tone.HELP if blocking else Tone.LOOK if findings else Tone.OK
        self._sign.show_icon("stop" if blocking else "look" if findings else "tick")
        put(self._sign, tone=tone.value)
        head = words.MEND if blocking else words.LOOK_AT if findings else words.NOTHING_TO_MEND
        self._head.setText(f"{say(head)}  {blocking or len(findings)}" if findings else say(head))
        self.list.rows.show_rows([_row(number, each) for number, each in enumerate(findings)])
        self.list.setVisible(bool(findings))
        row_high = max(self.list.sizeHintForRow(0), tokens.ROW) if findings else 0
        self.list.setFixedHeight(row_high * min(len(findings), _SHOWN) + 2)

    def _go(self, chosen: Row) -> None:
        self.go_wanted.emit(chosen.payload)


def _row(number: int, finding: Finding) -> Row:
    return Row(
        key=UUID(int=number),
        name=finding.text,
        under=finding.place,
        mark=say(words.MUST) if finding.blocks else "",
        tone=Tone.HELP if finding.blocks else Tone.PLAIN,
        tip=finding.text,
        payload=finding.spot,
    )
