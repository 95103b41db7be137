"""Every screen in every size: no words are cut, whatever the names, the text size and the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.qt import scenes
from tests.qt.looking import cut, cut_words
from tests.qt.pictures import LOOKS

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
    found: list[str] = []

    def look_at(window: QWidget, _folder: Path, _name: str) -> None:
        found.extend(cut_words(window))

    monkeypatch.setattr(scenes, "save", look_at)
    scenes.SCENES[scene](qapp, LOOKS[look], tmp_path, scene)
    assert found == []


def test_the_look_itself_sees_cut_words(qapp: QApplication) -> None:
    narrow, low = QLabel("a long sentence"), QLabel("several words on several lines")
    narrow.setFixedWidth(20)
    low.setWordWrap(True)
    low.resize(60, 10)
    assert "wide" in cut(narrow)
    assert "high" in cut(low)
    narrow.setFixedWidth(400)
    assert cut(narrow) == ""
