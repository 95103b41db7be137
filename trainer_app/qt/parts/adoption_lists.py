"""The lists to work from: one per state and two across states, with what is agreed about each person beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QScrollArea, QStackedWidget, QWidget

from trainer_app.domain.follow_up import ASKED_AT
from trainer_app.qt import tokens
from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.adoption_columns import list_columns
from trainer_app.qt.parts.adoption_form import AnswerForm, FollowUpForm
from trainer_app.qt.parts.adoption_picture import DUE, REVISIT, STATES, AdoptionPicture, Listed
from trainer_app.qt.parts.adoption_table import ListTable, TwoLines
from trainer_app.qt.parts.adoption_tabs import FlowTabs
from trainer_app.qt.parts.basics import ElidedLabel, button, column, row
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.flow import Flow
from trainer_app.words import follow_up_lists as words
from trainer_app.words.language import say

_FORM: Final = 320
_WIDEST: Final = 0.42  # of the width
_EMPTY: Final = {DUE: words.EMPTY_DUE, REVISIT: words.EMPTY_REVISIT}


class FollowUpLists(QWidget):
    """Asks for what is to be written: `agree(rows, Agreed)`, `answered(RevisitAnswer)`, `done_wanted(rows)`."""

    agree = Signal(object, object)
    answered = Signal(object)
    done_wanted = Signal(object)
    person_wanted = Signal(object)
    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._picture: AdoptionPicture | None = None
        self._team: str | None = None
        self._editing: list[Listed] = []
        self._tabs = FlowTabs(say(words.TABS))
        self._tabs.chosen.connect(self.choose)
        self._made: dict[tuple[Column[Listed], ...], ListTable] = {}
        self._tables = QStackedWidget()
        self._stage = Stage(self._tables)
        self._side = QStackedWidget()
        self._lay_out()
        self._find.textChanged.connect(self._filter)
        self._show_marked([])

    @cached_property
    def form(self) -> FollowUpForm:
        """What is agreed, made when it is first wanted."""
        made = FollowUpForm()
        made.filled.connect(self._say_agreed)
        made.left.connect(self._leave_form)
        self._side.addWidget(_scrolling(made))
        return made

    @cached_property
    def answer(self) -> AnswerForm:
        """What somebody said, made when it is first wanted."""
        made = AnswerForm()
        made.filled.connect(self._say_answered)
        made.left.connect(self._leave_form)
        self._side.addWidget(_scrolling(made))
        return made

    @cached_property
    def _columns(self) -> tuple[tuple[Column[Listed], ...], ...]:
        """The columns of each kind of list, built once: a table is known again by them."""
        return list_columns()

    @property
    def key(self) -> str:
        """The key of the list shown."""
        return self._tabs.key

    @property
    def table(self) -> ListTable:
        """The table of the list shown; each is made when it is first wanted."""
        people, across, asked = self._columns
        columns = {DUE: across, REVISIT: asked}.get(self.key, people)
        if columns not in self._made:
            made = self._made[columns] = _table(columns)
            made.marked.connect(self._show_marked)
            made.chosen.connect(self._say_person)
            self._tables.addWidget(made)
        return self._made[columns]

    def show_picture(self, picture: AdoptionPicture) -> None:
        """Show the lists of this day."""
        self._picture = picture
        keys = (*(state.value for state in STATES), DUE, REVISIT)
        self._tabs.show_tabs([(key, words.tab(key), len(picture.lists[key])) for key in (DUE, *keys[:-2], REVISIT)])
        self._show_rows()

    def choose(self, key: str) -> None:
        """Show this list."""
        self._tabs.choose(key)
        self._leave_form()
        self._show_rows()

    def choose_first(self) -> None:
        """Where the list shown holds nobody, show the first that has people."""
        lists = self._picture.lists if self._picture else {}
        keys = (DUE, *(state.value for state in STATES), REVISIT)
        first = next((key for key in keys if lists.get(key)), "")
        if first and not lists.get(self.key):
            self.choose(first)

    def show_team(self, team: str | None) -> None:
        """Show the people of one team alone; None shows everybody."""
        self._team = team
        self._all.setText(say(words.ONE_TEAM, team=team or ""))
        self._all.setVisible(team is not None)
        self._filter()

    def take_focus(self) -> None:
        """Begin in the list."""
        table = self.table
        if table.shown_count() and not table.rows_marked():
            table.selectRow(0)
        table.setFocus()

    def edit(self) -> None:
        """Open the form on the marked people."""
        rows = self.table.rows_marked()
        if not rows or self._picture is None:
            return
        today = self._picture.report.as_of
        self._editing = rows
        asked = self.key == REVISIT and rows[0].revisit is not None and rows[0].revisit.after_days in ASKED_AT
        form = self.answer if asked else self.form
        self._side.setCurrentIndex(next(at for at in range(self._side.count()) if _holds(self._side.widget(at), form)))
        wanted = round(_FORM * max(self.font().pixelSize(), tokens.BODY) / tokens.BODY)
        self._side.setFixedWidth(max(min(wanted, round(self.width() * _WIDEST)), _FORM))
        self._head.hide()  # the form is what is done now
        self._side.show()  # before its field is given the focus
        if asked:
            self.answer.open(rows[0], today=today)
        else:
            self.form.open(rows, owners=self._picture.owners, today=today)

    def toggle_done(self) -> None:
        """Mark the marked people done, or not done any more where all are."""
        if rows := self.table.rows_marked():
            self.done_wanted.emit(rows)

    def copy(self) -> None:
        """Copy the marked rows as lines with tabs between."""
        rows = self.table.rows_marked()
        columns = self.table.rows.columns
        lines = ["\t".join(one.title for one in columns)]
        lines += ["\t".join(_plain(one.text(each)) for one in columns) for each in rows]
        if rows:
            QGuiApplication.clipboard().setText("\n".join(lines))
            self.copied.emit(words.copied_rows(len(rows)))

    def copy_addresses(self) -> None:
        """Copy the e-mail addresses of the marked people, each once."""
        people = {one.person.attendee_id: one.person for one in self.table.rows_marked()}
        known = [one.email for one in people.values() if one.email]
        if people:
            QGuiApplication.clipboard().setText("; ".join(known))
            self.copied.emit(words.copied_addresses(len(known), without=len(people) - len(known)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space toggles done, F2 edits, Ctrl+C copies rows and Ctrl+Shift+C addresses, Esc closes the form."""
        keys = event.keyCombination().toCombined()
        act = _KEYS.get(keys)
        if act:
            act(self)
        elif event.key() == Qt.Key.Key_Escape and self._side.isVisible():
            self._leave_form()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._find = QLineEdit()
        self._find.setPlaceholderText(say(words.FIND))
        self._find.setAccessibleName(say(words.FIND))
        self._find.setClearButtonEnabled(True)
        self._find.setMaximumWidth(240)
        self._all = button("", self._show_everybody, kind="slight", icon="close")
        self._all.hide()
        self._count = ElidedLabel("", "note")
        self._acts: list[QPushButton] = [
            button(say(title), act, kind="slight")
            for title, act in (
                (words.EDIT, self.edit),
                (words.TOGGLE, self.toggle_done),
                (words.OPEN_PERSON, self._open_person),
                (words.COPY_ADDRESSES, self.copy_addresses),
                (words.COPY, self.copy),
            )
        ]
        flow = Flow(tokens.S8)
        for one in (*self._acts, self._all):
            flow.addWidget(one)
        head = row(flow, self._count, self._find, gap=tokens.S12, margins=(12, 0, 12, 0))
        head.setStretch(0, 1)
        self._head = QWidget()
        self._head.setLayout(head)
        inside = column(self._tabs, self._head, self._stage, gap=tokens.S8, margins=(8, 10, 8, 8))
        inside.setStretch(2, 1)
        box = QFrame()
        box.setProperty("kind", "card")
        box.setLayout(inside)
        self._side.hide()
        both = row(box, self._side, gap=tokens.S16)
        both.setStretch(0, 1)
        self.setLayout(both)

    def _show_rows(self) -> None:
        if self._picture is None or not self.key:
            return
        table = self.table
        self._tables.setCurrentWidget(table)
        table.show_rows(self._picture.lists[self.key])
        self._filter()

    def _filter(self) -> None:
        text, team = self._find.text().casefold().strip(), self._team
        table = self.table
        if text or team is not None:
            table.set_filter(_passing(text, team))
        else:
            table.set_filter(None)
        if table.shown_count():
            self._stage.show_content()
        else:
            self._stage.show_empty("people", say(words.EMPTY), say(_EMPTY.get(self.key, words.EMPTY_STATE)))
        self._show_marked(table.rows_marked())

    def _show_everybody(self) -> None:
        self.show_team(None)

    def _show_marked(self, rows: list[Listed]) -> None:
        self._count.setText(words.marked(len(rows)) if rows else "")
        for one in self._acts:
            one.setEnabled(bool(rows))

    def _say_agreed(self, changed: Mapping[str, object]) -> None:
        rows = self._editing
        self._leave_form()
        if changed:
            self.agree.emit(rows, changed)

    def _say_answered(self, answer: object) -> None:
        self._leave_form()
        self.answered.emit(answer)

    def _leave_form(self) -> None:
        if self._side.isVisible():
            self._side.hide()
            self._head.show()
            self.table.setFocus()

    def _open_person(self) -> None:
        if rows := self.table.rows_marked():
            self._say_person(rows[0])

    def _say_person(self, one: Listed) -> None:
        self.person_wanted.emit(one.person.attendee_id)


_KEYS: Final[dict[int, Callable[[FollowUpLists], None]]] = {
    int(Qt.Key.Key_Space): FollowUpLists.toggle_done,
    int(Qt.Key.Key_F2): FollowUpLists.edit,
    int(Qt.Key.Key_C) | int(Qt.KeyboardModifier.ControlModifier.value): FollowUpLists.copy,
    int(Qt.Key.Key_C)
    | int(Qt.KeyboardModifier.ControlModifier.value)
    | int(Qt.KeyboardModifier.ShiftModifier.value): FollowUpLists.copy_addresses,
}


def _scrolling(form: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setProperty("kind", "ground")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(form)
    return area


def _holds(area: QWidget | None, form: QWidget) -> bool:
    return area is not None and area.isAncestorOf(form)


def _passing(text: str, team: str | None) -> Callable[[Listed], bool]:
    def passes(one: Listed) -> bool:
        if team is not None and one.team != team:
            return False
        person, agreed = one.person, one.agreed
        return any(text in (part or "").casefold() for part in (person.name, person.team, person.email, agreed.owner))

    return passes


def _plain(text: str) -> str:
    return " ".join(text.split())


def _table(columns: tuple[Column[Listed], ...]) -> ListTable:
    made = ListTable(say(words.LIST), columns, key=_key, multi=True)
    made.spare = frozenset(say(title) for title in (words.TEAM, words.STATE, words.NEXT_STEP, words.NOTE))
    made.list_keys = frozenset(_KEYS)
    made.setItemDelegate(TwoLines(made))
    made.be_high()
    return made


def _key(one: Listed) -> object:
    return one.key
