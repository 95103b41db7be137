"""The one stylesheet, made from the tokens of a scheme and the size of text.

Widgets say what they are by the property `kind` (see `parts.basics`), never by their own colours.
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import Final

from trainer_app import paths
from trainer_app.qt import tokens
from trainer_app.qt.tokens import Colours


def stylesheet(colours: Colours, scale: float) -> str:
    """Return the stylesheet for these colours with text at `scale`."""
    sizes = {
        name: f"{round(size * scale)}px"
        for name, size in (
            ("small", tokens.SMALL),
            ("body", tokens.BODY),
            ("lead", tokens.LEAD),
            ("title", tokens.TITLE),
            ("figure", tokens.FIGURE),
            ("name", tokens.NAME),
            ("huge", tokens.FAR),
        )
    }
    sizes["field"] = f"{round(tokens.BODY * scale * 1.45)}px"
    chevron = paths.resource("icons", "chevron-down.svg").as_posix()
    tick = paths.resource("icons", "checked.svg" if colours.on_accent == _WHITE else "tick.svg").as_posix()
    return _SHEET.substitute(asdict(colours), **sizes, chevron=chevron, tick=tick)


_WHITE: Final = "#ffffff"
_SHEET: Final = Template("""
QWidget { font-size: $body; color: $text; }
QMainWindow, QWidget[kind="ground"], QScrollArea[kind="ground"] { background: $ground; }
QToolTip { background: $surface; color: $text; border: 1px solid $edge; padding: 4px 8px; }

QFrame[kind="bar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[kind="rail"] { background: $surface; border: none; border-right: 1px solid $line; }
QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: 14px; }
QFrame[kind="inset"] { background: $surface; border: 1px solid $line; border-radius: 14px; }
QFrame[kind="chip"] { background: $sunk; border: none; border-radius: 9px; }
QFrame[kind="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[kind="answer"] { background: $surface; border: 1px solid $line; border-radius: 14px; }
QFrame[kind="answer"][tone="ok"] { background: $ok_soft; border-color: $ok_soft; }
QFrame[kind="answer"][tone="look"] { background: $look_soft; border-color: $look_soft; }
QFrame[kind="answer"][tone="help"] { background: $help_soft; border-color: $help_soft; }
QFrame[kind="answer"][tone="info"] { background: $info_soft; border-color: $info_soft; }
QFrame[kind="answer"]:focus { border: 2px solid $accent; }
QFrame[kind="toast"] { background: $surface; border: 1px solid $edge; border-radius: 9px; }
QFrame[kind="toast"][tone="ok"] { background: $ok_soft; border-color: $ok; }
QFrame[kind="toast"][tone="look"] { background: $look_soft; border-color: $look; }
QFrame[kind="toast"][tone="help"] { background: $help_soft; border-color: $help; }
QFrame[kind="toast"][tone="info"] { background: $info_soft; border-color: $info; }
QFrame[kind="scan"] { background: $surface; border: 2px solid $edge; border-radius: 14px; }
QFrame[kind="scan"][lit="true"] { border-color: $accent; }
QFrame[kind="drawer"] { background: $ground; border: none; border-left: 1px solid $edge; }
QFrame[kind="popup"] { background: $surface; border: 1px solid $edge; border-radius: 14px; }

QLabel { background: transparent; border: none; }
QLabel[kind="small"] { font-size: $small; font-weight: 600; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="note"] { color: $muted; font-size: $small; }
QLabel[kind="heading"] { font-weight: 600; }
QLabel[kind="lead"] { font-size: $lead; color: $muted; }
QLabel[kind="strong"] { font-size: $lead; font-weight: 600; }
QLabel[kind="brand"] { font-size: $lead; font-weight: 700; }
QLabel[kind="title"] { font-size: $title; font-weight: 700; }
QLabel[kind="fact"] { font-size: $title; font-weight: 600; }
QLabel[kind="matter"] { font-size: $title; color: $muted; }
QLabel[kind="figure"] { font-size: $figure; font-weight: 700; }
QLabel[kind="figure"][huge="true"] { font-size: $name; }
QLabel[kind="matter"][huge="true"], QLabel[kind="lead"][huge="true"] { font-size: $figure; }
QLabel[kind="name"] { font-size: $name; font-weight: 700; }
QLabel[kind="name"][huge="true"] { font-size: $huge; }
QLabel[kind="says"] { font-size: $title; font-weight: 600; }
QLabel[kind="says"][huge="true"] { font-size: $figure; }
QLabel[kind="key"] { font-size: $small; color: $muted; background: $surface; border: 1px solid $edge;
    border-bottom-width: 2px; border-radius: 6px; padding: 1px 7px; }
QLabel[kind="key"][large="true"] { font-size: $lead; color: $text; font-weight: 600; padding: 3px 11px; }
QLabel[tone="ok"], TonedIcon[tone="ok"] { color: $ok; }
QLabel[tone="look"], TonedIcon[tone="look"] { color: $look; }
QLabel[tone="help"], TonedIcon[tone="help"] { color: $help; }
QLabel[tone="info"], TonedIcon[tone="info"] { color: $info; }
QLabel[tone="plain"], TonedIcon[tone="plain"] { color: $muted; }
QLabel[tone="accent"], TonedIcon[tone="accent"] { color: $accent; }

QPushButton { font-weight: 600; background: $surface; border: 1px solid $edge; border-radius: 9px;
    padding: 7px 15px; }
QPushButton:hover { background: $sunk; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $accent; padding: 6px 14px; }
QPushButton:disabled { color: $muted; background: $sunk; border-color: $line; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: $accent_hover;
    border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $sunk; color: $muted; border-color: $line; }
QPushButton[kind="slight"] { font-size: $small; padding: 3px 9px; border-radius: 6px; }
QPushButton[kind="slight"]:focus { padding: 2px 8px; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $accent; padding: 3px 5px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $accent; padding: 2px 4px; }
QPushButton[kind="key"] { background: transparent; border: 1px solid transparent; border-radius: 9px; }
QPushButton[kind="key"]:focus { border: 2px solid $accent; }
QPushButton[kind="rail"] { background: transparent; border: 1px solid transparent; color: $muted; font-weight: 500;
    text-align: left; padding: 8px 11px; }
QPushButton[kind="rail"]:hover { background: $sunk; color: $text; }
QPushButton[kind="rail"][on="true"] { background: $accent_soft; color: $accent; font-weight: 600; }
QPushButton[kind="rail"][waits="true"] { color: $help; font-weight: 600; }
QPushButton[kind="rail"]:focus { border: 2px solid $accent; padding: 7px 10px; }

QPushButton[kind="phase"] { background: transparent; border: 1px solid transparent; color: $muted; font-weight: 500;
    padding: 4px 8px; border-radius: 7px; }
QPushButton[kind="phase"]:hover { color: $text; }
QPushButton[kind="phase"][on="true"] { background: $surface; color: $text;
    font-weight: 600; border-color: $line; }
QPushButton[kind="phase"]:focus { border: 2px solid $accent; padding: 3px 7px; }
QScrollArea[kind="tabs"], QScrollArea[kind="tabs"] > QWidget > QWidget { background: transparent; }
QPushButton[kind="tab"] { background: transparent; border: 1px solid transparent; color: $muted; font-weight: 500;
    padding: 6px 12px; }
QPushButton[kind="tab"]:hover { background: $sunk; color: $text; }
QPushButton[kind="tab"]:checked { background: $accent_soft; color: $accent; font-weight: 600; }
QPushButton[kind="tab"]:focus { border: 2px solid $accent; padding: 5px 11px; }
QPushButton::menu-indicator { image: url($chevron); width: 16px; height: 16px; subcontrol-position: right center;
    subcontrol-origin: padding; right: 6px; }
QPushButton[menu="true"] { padding-right: 28px; }
QPushButton[menu="true"]:focus { padding-right: 27px; }
QMenu { background: $surface; border: 1px solid $edge; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 6px 16px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; }

QLineEdit, QTextEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateEdit, QTimeEdit {
    background: $surface; border: 1px solid $edge; border-radius: 9px; padding: 7px 11px;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateEdit, QTimeEdit { min-height: $field; max-height: $field; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus,
QDateEdit:focus, QTimeEdit:focus { border: 2px solid $accent; padding: 6px 10px; }
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled, QDateEdit:disabled, QTimeEdit:disabled {
    color: $muted; background: $sunk; border-color: $line; }
QLineEdit[kind="scan"] { font-size: $title; background: transparent; border: none; padding: 0; max-height: 96px; }
QLineEdit[kind="scan"]:focus { border: none; padding: 0; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit:focus {
    background: transparent; border: none; border-radius: 0; padding: 0; }
QLineEdit { placeholder-text-color: $muted; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 28px; subcontrol-position: center right; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url($chevron); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $edge; padding: 4px; outline: none;
    selection-background-color: $accent_soft; selection-color: $text; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button,
QTimeEdit::up-button, QTimeEdit::down-button { width: 0; border: none; }
QCheckBox, QRadioButton { spacing: 8px; border: 2px solid transparent; border-radius: 6px; padding: 1px 4px 1px 0; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $edge;
    background: $surface; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($tick); }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $sunk; }

QListView, QTableView, QTreeView { background: transparent; border: none; outline: none; }
QListView[kind="rows"]:focus { border: 1px solid $accent; border-radius: 6px; }
QListView::item { color: $text; }
QListView[kind="rows"]::item:focus, QTableView[kind="rows"]::item:focus { border: 2px solid $accent; }
QHeaderView { background: $surface; border: none; }
QTableCornerButton::section { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; font-size: $small; font-weight: 600; border: none;
    border-bottom: 1px solid $line; padding: 8px 10px; }
QTableView { gridline-color: $line; selection-background-color: $accent_soft; selection-color: $text; }
QPlainTextEdit[kind="trace"] { background: $sunk; border-color: $line; font-family: monospace; font-size: $small; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $sunk; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QProgressBar[kind="thread"] { max-height: 2px; min-height: 2px; border-radius: 0; background: transparent; }
QProgressBar[kind="countdown"] { max-height: 4px; min-height: 4px; border-radius: 2px; }
QProgressBar[kind="countdown"]::chunk { border-radius: 2px; }
QProgressBar[kind="thread"]::chunk { border-radius: 0; }
""")
