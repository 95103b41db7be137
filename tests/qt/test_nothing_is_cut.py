"""Every screen in every size: no words are cut, whatever the names, the text size and the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget

from tests.qt import scenes
from tests.qt.pictures import LOOKS
from trainer_app.qt.parts.basics import BigName, ElidedLabel
from trainer_app.qt.parts.key_button import KeyButton

ROUNDING = 2
SCENES = (
    "today", "today_empty", "new_session", "ready", "long_name", "japanese", "four_hundred", "wrong_session",
    "closed_with_reason", "results", "walk_in", "roll_call", "seat", "welcome", "import_preview",
)  # fmt: skip

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("look", ["light", "large", "wide-dark"])
@pytest.mark.parametrize("scene", SCENES)
def test_no_words_are_cut(
    scene: str, look: str, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut: list[str] = []

    def look_at(window: QWidget, _folder: Path, _name: str) -> None:
        cut.extend(_cut(one) for one in window.findChildren(QWidget) if one.isVisibleTo(window) and _cut(one))

    monkeypatch.setattr(scenes, "save", look_at)
    scenes.SCENES[scene](qapp, LOOKS[look], tmp_path, scene)
    assert cut == []


def _cut(widget: QWidget) -> str:
    """Return what of a widget's words cannot be seen, "" for nothing."""
    if isinstance(widget, ElidedLabel):
        return ""
    if isinstance(widget, BigName) or (isinstance(widget, QLabel) and widget.wordWrap()):
        needed = widget.heightForWidth(widget.width())
        return f"{widget.text()!r} is {widget.height()} high and needs {needed}" * (needed > widget.height() + ROUNDING)
    if isinstance(widget, QLabel):
        needed = widget.fontMetrics().horizontalAdvance(widget.text())
        room = widget.contentsRect().width()
        return f"{widget.text()!r} is {room} wide and needs {needed}" * (needed > room + ROUNDING)
    if isinstance(widget, QPushButton | KeyButton):
        return _cut_button(widget)
    return ""


def _cut_button(button: QAbstractButton) -> str:
    needed = button.fontMetrics().horizontalAdvance(button.text())
    return f"the button {button.text()!r} needs {needed}" * (needed > button.width() + ROUNDING)


def test_the_look_itself_sees_cut_words(qapp: QApplication) -> None:
    narrow, low = QLabel("a long sentence"), QLabel("several words on several lines")
    narrow.setFixedWidth(20)
    low.setWordWrap(True)
    low.resize(60, 10)
    assert "wide" in _cut(narrow)
    assert "high" in _cut(low)
    narrow.setFixedWidth(400)
    assert _cut(narrow) == ""
