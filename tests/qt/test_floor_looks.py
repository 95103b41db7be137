"""The floor in every size: no words are cut, and whatever can be used has a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.qt import looking, scenes_floor
from tests.qt.pictures import LOOKS
from tests.qt.test_accessible import _is_used, _spoken

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("look", ["light", "large"])
@pytest.mark.parametrize(
    "scene", ["floor", "floor_before", "floor_alarm", "floor_seats", "floor_nobody", "floor_needed"]
)
def test_nothing_is_cut_or_without_a_name(
    scene: str, look: str, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong: list[str] = ["nobody has looked"]

    def faults(window: QWidget) -> list[str]:
        shown = [one for one in window.findChildren(QWidget) if one.isVisibleTo(window)]
        return looking.cut_words(window) + [str(one) for one in shown if _is_used(one, window) and not _spoken(one)]

    def look_at(window: QWidget, _folder: Path, _name: str) -> None:
        deadline = QDeadlineTimer(5_000)  # a figure that came late is laid out by a later event: it must end up whole
        while (found := faults(window)) and not deadline.hasExpired():
            QTest.qWait(20)
        wrong[:] = found

    monkeypatch.setattr(scenes_floor, "save", look_at)
    scenes_floor.SCENES[scene](qapp, LOOKS[look], tmp_path, scene)
    assert wrong == []
