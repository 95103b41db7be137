"""Icons are drawn in the colour of the words beside them, in every state."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from trainer_app import paths
from trainer_app.qt.icons import IconButton, pixmap
from trainer_app.qt.parts.basics import toned
from trainer_app.qt.theme import Scheme, Theme
from trainer_app.qt.tokens import DARK, LIGHT, Tone

NAMES = sorted(file.stem for file in paths.resource("icons").glob("*.svg"))


def _colours(image: QImage) -> set[str]:
    shown = image.convertToFormat(QImage.Format.Format_ARGB32)
    points = ((x, y) for x in range(shown.width()) for y in range(shown.height()))
    return {colour.name() for x, y in points if (colour := shown.pixelColor(x, y)).alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_can_be_drawn_and_has_strokes(qapp: QApplication, name: str) -> None:
    drawn = pixmap(name, QColor("#336699"), 24, ratio=2.0).toImage()
    assert _colours(drawn), f"{name} is empty"
    assert drawn.width() == 48


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"chevron-down", "checked"}])
def test_every_icon_takes_the_colour_it_is_given(qapp: QApplication, name: str) -> None:
    assert "#336699" in _colours(pixmap(name, QColor("#336699"), 48).toImage())


def test_a_toned_icon_changes_with_the_scheme(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, scheme=Scheme.LIGHT)
    sign = toned("dot", Tone.OK, size=24)
    qtbot.addWidget(sign)
    sign.show()
    assert LIGHT.ok in _colours(sign.grab().toImage())
    theme.choose(Scheme.DARK)
    assert DARK.ok in _colours(sign.grab().toImage())
    theme.deleteLater()


def test_a_chosen_entry_s_icon_has_the_colour_of_its_words(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, scheme=Scheme.LIGHT)
    entry = IconButton("Today", "dot")
    entry.setProperty("kind", "rail")
    entry.setCheckable(True)
    qtbot.addWidget(entry)
    entry.show()
    entry.setChecked(True)
    drawn = entry.icon().pixmap(entry.iconSize(), QIcon.Mode.Normal, QIcon.State.Off).toImage()
    assert LIGHT.accent in _colours(drawn)
    theme.deleteLater()


def test_icons_leave_clicks_to_what_they_stand_on(qapp: QApplication, qtbot: QtBot) -> None:
    sign = toned("dot", Tone.OK)
    qtbot.addWidget(sign)
    assert sign.focusPolicy() is Qt.FocusPolicy.NoFocus
