"""The window speaks one language: its own sentences and Qt's words alike."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from trainer_app.qt.language import speak
from trainer_app.words.desk import UNDO
from trainer_app.words.language import say, use_language


@pytest.fixture
def speaking(qapp):
    before = QLocale()
    yield lambda code: speak(qapp, code)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)
    use_language("en")


def said() -> tuple[str, str, str]:
    """Return a word of ours, one of Qt's, and a month as a calendar shows it."""
    return say(UNDO), QCoreApplication.translate("QWidgetTextControl", "&Paste"), QLocale().monthName(2)


def test_ours_and_qts_words_are_japanese_together(speaking) -> None:
    speaking("ja")
    assert said() == ("元に戻す", "貼り付け(&P)", "2月")


@pytest.mark.parametrize("code", ["en", "fr", "C"])
def test_everything_is_english_where_there_is_no_catalogue(speaking, code) -> None:
    speaking(code)
    assert said() == ("Undo", "&Paste", "February")
