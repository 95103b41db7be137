"""The language of the window: our own sentences, and Qt's words in the menu of a text field or a calendar."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from trainer_app.words.language import languages, use_language


def speak(app: QApplication, code: str) -> None:
    """Speak the language of this code wherever there is a catalogue for it, English otherwise, Qt's words included."""
    known = code if code in dict(languages()) else "en"
    use_language(known)
    QLocale.setDefault(QLocale(known))
    of_qt = QTranslator(app)
    if of_qt.load(f"qtbase_{known}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(of_qt)
