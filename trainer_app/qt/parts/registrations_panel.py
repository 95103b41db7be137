"""Who is registered for a session and who is not: two lists side by side, with people going between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from trainer_app.bootstrap import Services, sentence
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Told
from trainer_app.domain.names import fold
from trainer_app.domain.registration import Registered, RegistrationLists, Spread, over_by
from trainer_app.domain.session import Session
from trainer_app.qt import tokens
from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.basics import ElidedLabel, button, column, label, put, row
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.registration_drag import Dragged, PeopleTable
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.words import sessions as words
from trainer_app.words.language import say

_ADD_KEYS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TEAM_LETTERS: Final = 12
_OFF_KEYS: Final = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class RegistrationsPanel(QWidget):
    """Registers people, takes them off, and spreads those left over a series; `counted(int)` how many are down."""

    counted = Signal(int)

    def __init__(self, services: Services, work: Work, *, tell: Tell, desk: Desk) -> None:
        super().__init__()
        self._services, self._work, self._tell, self._desk = services, work, tell, desk
        self._lists: RegistrationLists | None = None
        self._session_id: UUID | None = None
        self._full = ElidedLabel("", "heading")
        self._find = QLineEdit()
        self._find.setPlaceholderText(say(words.FIND_PERSON))
        self._find.setAccessibleName(say(words.FIND_PERSON))
        self._find.setClearButtonEnabled(True)
        self._team = QComboBox()
        self._team.setAccessibleName(say(words.TEAM))
        self._down = PeopleTable(say(words.REGISTERED), _columns(words.STATE, words.standing))
        self._others = PeopleTable(say(words.EVERYBODY_REGISTERED), _columns(words.DOWN_FOR, words.elsewhere))
        self._down_head, self._others_head = label("", "heading"), label("", "heading")
        self._down_stage, self._others_stage = Stage(self._down), Stage(self._others)
        self._add = button(say(words.ADD), self.add_marked, kind="slight", icon="plus")
        self._off = button(say(words.TAKE_OFF), self.take_off_marked, kind="slight", icon="close")
        self._spread = button(say(words.SPREAD), self.spread, kind="slight")
        self._spread.setToolTip(say(words.SPREAD_TIP))
        self._lay_out()
        self._connect()

    def show_session(self, session: Session) -> None:
        """Show this session's lists."""
        if session.id != self._session_id:
            self._session_id, self._lists = session.id, None
            for stage in (self._down_stage, self._others_stage):
                stage.show_loading()
        self.reload()

    def reload(self) -> None:
        """Read the lists again."""
        if self._session_id:
            read = partial(self._services.registrations.lists, self._session_id)
            self._work.read(read, then=self._show, failed=self._gone, newest="lists")

    def add_marked(self) -> None:
        """Register the marked people."""
        self._register([one.attendee.id for one in self._others.rows_marked()])

    def take_off_marked(self) -> None:
        """Take the marked people off the list."""
        self._unregister([one.attendee.id for one in self._down.rows_marked()])

    def spread(self) -> None:
        """Register everybody left over the sessions of this series."""
        if self._session_id:
            call = partial(self._services.registrations.spread, self._session_id, desk=self._desk)
            self._work.run(call, then=self._say_spread)

    def move_here(self, target: Session, dragged: Dragged) -> None:
        """Register dragged people for another session, instead of the one they come from."""
        if dragged.source:
            call = partial(
                self._services.registrations.move, dragged.people, old=dragged.source, to=target.id, desk=self._desk
            )
            self._work.run(call, then=partial(self._say_moved, target), context=self)
        else:
            call = partial(self._services.registrations.register, target.id, dragged.people, desk=self._desk)
            self._work.run(call, then=partial(self._say_added, target), context=self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Add with Enter in the right list, take off with Enter or Delete in the left one."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if watched is self._others and key in _ADD_KEYS:
                self.add_marked()
                return True
            if watched is self._down and key in _ADD_KEYS | _OFF_KEYS:
                self.take_off_marked()
                return True
            if watched is self._find and key in _ADD_KEYS | {Qt.Key.Key_Down}:
                self._others.setFocus()
                self._others.selectRow(0)
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self._find.setMinimumWidth(160)
        self._team.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._team.setMinimumContentsLength(_TEAM_LETTERS)
        top = row(self._full, None, self._spread, self._find, self._team, gap=tokens.S12)
        left = self._side(self._down_head, self._off, self._down_stage)
        right = self._side(self._others_head, self._add, self._others_stage)
        both = row(left, right, gap=tokens.S24)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        inside = column(top, both, gap=tokens.S12)
        inside.setStretch(1, 1)
        self.setLayout(inside)
        for table in (self._down, self._others):
            table.setToolTip(say(words.DRAG_TIP))

    def _side(self, head: QLabel, act: QWidget, stage: Stage) -> QWidget:
        box = QWidget()
        inside = column(row(head, None, act), stage, gap=tokens.S4)
        inside.setStretch(1, 1)
        box.setLayout(inside)
        return box

    def _connect(self) -> None:
        self._find.textChanged.connect(self._filter)
        self._team.currentIndexChanged.connect(self._filter)
        self._down.dropped.connect(self._take_back)
        self._others.dropped.connect(self._take_off)
        self._down.doubleClicked.connect(self.take_off_marked)
        self._others.doubleClicked.connect(self.add_marked)
        self._down.marked.connect(self._weigh)
        self._others.marked.connect(self._weigh)
        for watched in (self._down, self._others, self._find):
            watched.installEventFilter(self)

    def _show(self, lists: RegistrationLists) -> None:
        self._lists = lists
        count = len(lists.registered)
        self._full.setText(words.how_full(lists.session, count))
        put(self._full, tone=Tone.LOOK.value if over_by(lists.session, count) else "")
        self._down.source = lists.session.id
        self._fill_teams(lists)
        self._down.show_rows(lists.registered)
        self._others.show_rows(lists.others)
        self._spread.setVisible(bool(lists.session.series))
        self._filter()
        self.counted.emit(count)

    def _gone(self, error: Told) -> None:
        for stage in (self._down_stage, self._others_stage):
            stage.show_trouble(sentence(error), self.reload)

    def _fill_teams(self, lists: RegistrationLists) -> None:
        teams = sorted({one.attendee.team or "" for one in (*lists.registered, *lists.others)}, key=str.casefold)
        if [self._team.itemData(at) for at in range(1, self._team.count())] == teams:
            return
        chosen = self._team.currentData()
        self._team.blockSignals(True)
        self._team.clear()
        self._team.addItem(say(words.ALL_TEAMS), None)
        for team in teams:
            self._team.addItem(team or say(words.NO_TEAM), team)
        self._team.setCurrentIndex(max(self._team.findData(chosen), 0))
        self._team.blockSignals(False)

    def _filter(self) -> None:
        wanted, team = fold(self._find.text()), self._team.currentData()
        passes = partial(_passes, wanted, team) if wanted or team is not None else None
        self._down.set_filter(passes)
        self._others.set_filter(passes)
        self._head()
        self._weigh()

    def _head(self) -> None:
        down, others = self._down.shown_count(), self._others.shown_count()
        self._down_head.setText(words.heading_registered(down))
        self._others_head.setText(words.heading_others(others))
        self._stand(self._down_stage, down, words.NOBODY_REGISTERED)
        self._stand(self._others_stage, others, words.EVERYBODY_REGISTERED)

    def _stand(self, stage: Stage, count: int, empty: str) -> None:
        if count:
            stage.show_content()
        else:
            stage.show_empty("people", say(empty))

    def _weigh(self) -> None:
        self._add.setEnabled(bool(self._others.rows_marked()))
        self._off.setEnabled(bool(self._down.rows_marked()))

    def _take_back(self, dragged: Dragged) -> None:
        self._register(dragged.people)

    def _take_off(self, dragged: Dragged) -> None:
        self._unregister(dragged.people)

    def _register(self, who: Iterable[UUID]) -> None:
        people = list(who)
        if self._lists and people:
            session = self._lists.session
            call = partial(self._services.registrations.register, session.id, people, desk=self._desk)
            self._work.run(call, then=partial(self._say_added, session), context=self)

    def _unregister(self, who: Iterable[UUID]) -> None:
        people = list(who)
        if self._lists and people:
            session = self._lists.session
            call = partial(self._services.registrations.unregister, session.id, people, desk=self._desk)
            self._work.run(call, then=partial(self._say_taken_off, session), context=self)

    def _say_added(self, session: Session, count: int) -> None:
        standing = len(self._lists.registered) + count if self._lists and self._lists.session.id == session.id else 0
        if over_by(session, standing):
            self._tell.say(words.passed(session, standing), tone=Tone.LOOK)
        else:
            self._tell.say(words.added(count, session))

    def _say_taken_off(self, session: Session, count: int) -> None:
        self._tell.say(words.taken_off(count, session))

    def _say_moved(self, session: Session, count: int) -> None:
        self._tell.say(words.moved(count, session))

    def _say_spread(self, done: Spread) -> None:
        self._tell.say(words.spread(done), tone=Tone.LOOK if done.left_over else Tone.PLAIN)


def _passes(wanted: str, team: str | None, one: Registered) -> bool:  # positional: a partial of these
    person = one.attendee
    found = wanted in fold(person.name) or (person.email is not None and wanted in fold(person.email))
    return found and (team is None or (person.team or "") == team)


def _columns(title: str, more: Callable[[Registered], str]) -> list[Column[Registered]]:
    return [
        Column(say(words.PERSON), _name, width=0, strong=True, tip=words.person_tip),
        Column(say(words.TEAM), _team, width=120),
        Column(say(title), more, width=140),
    ]


def _name(one: Registered) -> str:
    return one.attendee.name


def _team(one: Registered) -> str:
    return words.team(one.attendee)
