"""The theme follows the system or is told otherwise, and text can grow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from trainer_app.qt.theme import Scheme, Theme, colours_of, palette, ui_font
from trainer_app.qt.tokens import DARK, LIGHT


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, scheme=Scheme.LIGHT)
    yield made
    made.deleteLater()


def test_light_and_dark_dress_the_application_differently(theme: Theme, qapp: QApplication) -> None:
    light = qapp.styleSheet()
    theme.choose(Scheme.DARK)
    assert theme.is_dark
    assert qapp.styleSheet() != light
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.ground)


def test_choosing_says_that_the_look_changed_once(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.choose(Scheme.DARK)
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose(Scheme.DARK)


def test_the_system_s_scheme_is_followed_until_one_is_chosen(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, scheme=Scheme.SYSTEM)
    with qtbot.waitSignal(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.is_dark
    theme.choose(Scheme.LIGHT)
    with qtbot.assertNotEmitted(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not theme.is_dark
    theme.deleteLater()


def test_text_grows_and_shrinks_within_what_the_screens_hold(theme: Theme, qtbot: QtBot) -> None:
    said = QLabel("words")
    qtbot.addWidget(said)
    said.ensurePolished()
    assert said.font().pixelSize() == 14
    theme.larger()
    theme.larger()
    theme.larger()
    said.ensurePolished()
    assert theme.scale == 1.5
    assert said.font().pixelSize() == 21
    for _ in range(4):
        theme.smaller()
    assert theme.scale == 1.0


def test_the_scheme_is_known_again_from_a_palette() -> None:
    assert colours_of(palette(DARK)) is DARK
    assert colours_of(palette(LIGHT)) is LIGHT


def test_a_transparent_ground_does_not_count_as_dark() -> None:
    shown = palette(LIGHT)
    shown.setColor(QPalette.ColorRole.Window, QColor(0, 0, 0, 0))
    assert colours_of(shown) is LIGHT


def test_the_font_names_a_family_that_can_show_japanese(qapp: QApplication) -> None:
    assert len(ui_font().families()) >= 1
    assert ui_font().families()[0].casefold() not in {"sans serif", "sans"}
