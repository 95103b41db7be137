"""What somebody wrote on their phone is text at the desk too: in labels, and in tooltips."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from trainer_app.qt.models.table_rows import Column, TableRows
from trainer_app.qt.models.tips import plain_tip
from trainer_app.qt.parts.basics import ElidedLabel

EVIL = '<img src="file:///dev/zero">\n<b>&amp;</b>'
QT = Path(__file__).parents[2] / "trainer_app/qt"


def shown(tip: str) -> str:
    """Return what a person reads in this tooltip, and that nothing is loaded for it."""
    page = QTextDocument()
    page.setHtml(tip)
    assert "img" not in re.sub(r"&lt;.*?&gt;", "", tip)
    return page.toPlainText()


def test_a_tooltip_shows_tags_as_they_were_written() -> None:
    assert shown(plain_tip(EVIL)) == EVIL
    assert plain_tip("Sakura & Mei") == "Sakura & Mei"


def test_tables_and_labels_give_it_so(qtbot) -> None:
    table = TableRows([Column("Name", lambda row: row)], key=lambda row: row)
    table.show_rows([EVIL])
    assert table.data(table.index(0, 0), Qt.ItemDataRole.ToolTipRole) == plain_tip(EVIL)
    label = ElidedLabel(EVIL * 4)
    qtbot.addWidget(label)
    label.resize(40, 20)
    label.show()
    assert label.toolTip() == plain_tip(EVIL * 4)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_no_label_is_made_that_guesses() -> None:
    """`basics.label` says PlainText; a label made elsewhere would take a name with tags for a page."""
    made = [path for path in QT.rglob("*.py") if re.search(r"(?<!class )\bQLabel\(", path.read_text(encoding="utf-8"))]
    assert [path.name for path in made] == ["basics.py"]
