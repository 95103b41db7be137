"""What is looked for on every screen: names, roles, tooltips, a focus that is seen, and words that are whole."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from trainer_app.qt.parts.basics import BigName, ElidedLabel
from trainer_app.qt.parts.key_button import KeyButton

ROUNDING = 2
USED = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView)
_SILENT = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane}


def controls(window: QWidget) -> Iterator[QWidget]:
    """Yield what can be used here and now, without the inner parts of others."""
    for one in window.findChildren(QWidget):
        inner = isinstance(one.parent(), (QAbstractSpinBox, QComboBox, QAbstractItemView))
        inner = inner or isinstance(one.parent(), QLineEdit) or one.objectName().startswith("qt_")
        takes = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        plain = type(one) is QWidget or (isinstance(one, QAbstractScrollArea) and not isinstance(one, USED))
        if not inner and one.isVisibleTo(window) and (isinstance(one, USED) or (takes and not plain)):
            yield one


def spoken(control: QWidget) -> str:
    """Return what a screen reader calls it."""
    return QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)


def nameless(window: QWidget) -> list[str]:
    """Return what a screen reader has no name for."""
    return [_called(one) for one in controls(window) if not spoken(one).strip()]


def roleless(window: QWidget) -> list[str]:
    """Return buttons, fields and lists a screen reader does not know as such."""
    used = (one for one in controls(window) if isinstance(one, USED))
    return [_called(one) for one in used if QAccessible.queryAccessibleInterface(one).role() in _SILENT]


def mute_icons(window: QWidget) -> list[str]:
    """Return buttons that show no words and have no tooltip."""
    buttons = (one for one in controls(window) if isinstance(one, QAbstractButton) and not isinstance(one, KeyButton))
    return [_called(one) for one in buttons if len(one.text().strip(" .…·")) == 0 and not _says(one)]


def cut_words(window: QWidget) -> list[str]:
    """Return what of this window's words cannot be seen."""
    return [cut(one) for one in window.findChildren(QWidget) if one.isVisibleTo(window) and cut(one)]


def cut(widget: QWidget) -> str:
    """Return what of a widget's words cannot be seen, "" for nothing."""
    if isinstance(widget, ElidedLabel):
        return ""
    if isinstance(widget, BigName) or (isinstance(widget, QLabel) and widget.wordWrap()):
        needed = widget.heightForWidth(widget.width())
        return f"{widget.text()!r} is {widget.height()} high and needs {needed}" * (needed > widget.height() + ROUNDING)
    if isinstance(widget, QLabel):
        needed = max(widget.fontMetrics().horizontalAdvance(line) for line in widget.text().split("\n"))
        room = widget.contentsRect().width()
        return f"{widget.text()!r} is {room} wide and needs {needed}" * (needed > room + ROUNDING)
    if isinstance(widget, QPushButton | KeyButton):
        needed = widget.fontMetrics().horizontalAdvance(widget.text())
        return f"the button {widget.text()!r} needs {needed}" * (needed > widget.width() + ROUNDING)
    return ""


def unlit(control: QWidget) -> bool:
    """Say whether nothing around a control changes when it has the focus; False where it is scrolled out of sight."""
    if not control.visibleRegion().boundingRect().contains(control.rect()):
        return False
    window = control.window()
    around = control.rect().adjusted(-4, -4, 4, 4).translated(control.mapTo(window, control.rect().topLeft()))
    window.setFocus()
    control.clearFocus()
    before = window.grab(around).toImage()
    control.setFocus(Qt.FocusReason.TabFocusReason)
    return control.hasFocus() and bool(window.grab(around).toImage() == before)


def _says(button: QAbstractButton) -> bool:
    painted = type(button).paintEvent is not QAbstractButton.paintEvent and bool(button.accessibleName())
    return bool(button.toolTip()) or (painted and button.icon().isNull())


def _called(one: QWidget) -> str:
    above = one.parent()
    return f"{type(one).__name__} {spoken(one)!r} in {type(above).__name__}"
