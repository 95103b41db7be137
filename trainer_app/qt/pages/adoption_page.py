"""Adoption: who came back and who carries on, as of any day, and the lists to follow people up with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QStackedWidget, QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.adoption import State
from trainer_app.domain.adoption_numbers import TeamNumbers
from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.errors import Told
from trainer_app.domain.follow_up import Agreed, RevisitAnswer
from trainer_app.domain.worksheet import worksheet as signals_of
from trainer_app.qt import tokens
from trainer_app.qt.current import Current
from trainer_app.qt.live import Live
from trainer_app.qt.page import Action, Page
from trainer_app.qt.parts.adoption_lists import FollowUpLists
from trainer_app.qt.parts.adoption_notice import Notice
from trainer_app.qt.parts.adoption_numbers_view import NumbersView
from trainer_app.qt.parts.adoption_picture import DUE, AdoptionPicture, Listed, look
from trainer_app.qt.parts.adoption_worksheet import WorksheetView
from trainer_app.qt.parts.basics import ElidedLabel, button, column, label, row
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.tabs import Tabs
from trainer_app.qt.parts.unknown_keys_panel import UnknownKeysPanel
from trainer_app.qt.parts.usage_import_panel import UsageImportPanel
from trainer_app.qt.parts.workbook_export import WorkbookExport
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.words import adoption_page as words
from trainer_app.words import follow_up_lists as list_words
from trainer_app.words.language import say

NUMBERS: Final = "numbers"
PEOPLE: Final = "people"


class AdoptionPage(Page):
    """Everything is computed as of one day on a worker; this thread only shows it."""

    topics: ClassVar = frozenset(
        {
            Topic.PROGRAM,
            Topic.PEOPLE,
            Topic.SESSIONS,
            Topic.ATTENDANCE,
            Topic.FLOOR,
            Topic.USAGE,
            Topic.FOLLOW_UP,
        }
    )

    def __init__(self, services: Services, work: Work, live: Live, tell: Tell, current: Current) -> None:
        super().__init__(live)
        self._services, self._work, self._tell, self._current = services, work, tell, current
        self._as_of: date | None = None
        self._import: UsageImportPanel | None = None
        self._unknown: UnknownKeysPanel | None = None
        self._workbook: WorkbookExport | None = None
        self.picture: AdoptionPicture | None = None
        self._said = ElidedLabel("", "muted")
        self._day = QDateEdit()
        self._keys = button(say(words.KEYS), self.assign_keys)
        self._notice = Notice()
        self._views = Tabs(say(words.VIEWS))
        self.numbers = NumbersView()
        self._inner = QStackedWidget()
        self._inner.addWidget(self.numbers)
        self._stage = Stage(self._inner)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._stage.show_loading()

    @cached_property
    def lists(self) -> FollowUpLists:
        """The lists to work from, made when they are first wanted: the page opens with its numbers."""
        made = FollowUpLists()
        made.agree.connect(self._agree)
        made.answered.connect(self._record)
        made.done_wanted.connect(self._toggle_done)
        made.person_wanted.connect(self.person_wanted)
        made.copied.connect(self._tell.say)
        self._inner.addWidget(made)
        if self.picture:
            made.show_picture(self.picture)
        return made

    @cached_property
    def worksheet(self) -> WorksheetView:
        """One team's signals, made when they are first wanted."""
        made = WorksheetView()
        made.left.connect(self.show_numbers)
        made.people_wanted.connect(self._show_team)
        self._inner.addWidget(made)
        return made

    def reload(self, changes: Changes | None) -> None:
        """Compute the day anew; whatever changed may change every number."""
        del changes
        ask = partial(look, self._services.follow_ups, self._as_of)
        self._work.read(ask, then=self._show, failed=self._show_trouble, newest="adoption")

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys of the lists."""
        return [
            ("F2", say(list_words.KEY_EDIT)),
            ("Space", say(list_words.KEY_DONE)),
            ("Enter", say(list_words.KEY_PERSON)),
            ("Ctrl+C", say(list_words.KEY_COPY)),
            ("Ctrl+Shift+C", say(list_words.KEY_ADDRESSES)),
        ]

    def palette_actions(self) -> list[Action]:
        """Return the two views and what is due."""
        return [
            Action(say(words.NUMBERS), self.show_numbers),
            Action(say(words.PEOPLE), partial(self.show_list, DUE)),
            Action(say(words.IMPORT_USAGE), self._choose_usage),
            Action(say(words.EXPORT), self._export),
        ]

    def take_focus(self) -> None:
        """Begin in the list where it is shown, else at the views."""
        if isinstance(self._inner.currentWidget(), FollowUpLists):
            self.lists.take_focus()
        else:
            self._views.setFocus()

    def look_at(self, day: date | None) -> None:
        """See everything as of this day; None is today."""
        self._as_of = day
        self.reload(None)

    def show_numbers(self) -> None:
        """Show the funnel, the bar, teams and cohorts."""
        self._views.choose(NUMBERS)
        self._inner.setCurrentIndex(0)

    def show_list(self, key: str) -> None:
        """Show a list: a state's value, what is due, or revisits."""
        self._views.choose(PEOPLE)
        self._inner.setCurrentWidget(self.lists)
        self.lists.choose(key)
        self.lists.take_focus()

    def _lay_out(self) -> None:
        self._day.setCalendarPopup(True)
        self._day.setDisplayFormat("yyyy-MM-dd")
        self._day.setKeyboardTracking(False)
        self._day.setAccessibleName(say(words.AS_OF))
        self._day.setToolTip(say(words.AS_OF_HOW))
        self._today = button(say(words.TODAY), partial(self.look_at, None), kind="link")
        chooser = row(label(say(words.AS_OF), "muted"), self._day, self._today, gap=tokens.S8)
        self._said.setAlignment(Qt.AlignmentFlag.AlignRight)
        usage = button(say(words.IMPORT_USAGE), self._choose_usage, icon="import")
        export = button(say(words.EXPORT), self._export, kind="primary")
        title = label(say(words.TITLE), "title")
        head = row(title, None, self._keys, usage, export, gap=tokens.S12)
        second = row(self._views, self._said, chooser, gap=tokens.S16)
        second.setStretch(0, 2)
        second.setStretch(1, 3)
        main = column(head, second, self._notice, self._stage, gap=tokens.S12)
        main.setStretch(3, 1)
        box = QWidget()
        box.setLayout(main)
        self._stack.addWidget(box)
        self.setLayout(column(self._stack, margins=(24, 16, 24, 20)))
        self._show_views()

    def import_usage(self, file: Path | None) -> None:
        """Show what a usage export holds, to be taken in or not; without a file, ask for one."""
        if self._import is None:
            self._import = UsageImportPanel(self._services, self._work, self._tell, self._current.desk)
            self._import.left.connect(self._go_back)
            self._import.taken.connect(self._say_taken)
            self._stack.addWidget(self._import)
        self._stack.setCurrentWidget(self._import)
        self._import.open(file)

    def _choose_usage(self) -> None:
        self.import_usage(None)
        if self._import:
            self._import.choose()

    def assign_keys(self) -> None:
        """Show the keys nobody is known by."""
        if self._unknown is None:
            self._unknown = UnknownKeysPanel(self._services, self._work, self._tell, self._current.desk)
            self._unknown.left.connect(self._go_back)
            self._stack.addWidget(self._unknown)
        self._stack.setCurrentWidget(self._unknown)
        self._unknown.open()

    def _export(self) -> None:
        if self._workbook is None:
            self._workbook = WorkbookExport(self._services, self._work, self._tell, self._current.desk)
            self._workbook.left.connect(self._go_back)
            self._stack.addWidget(self._workbook)
        self._stack.setCurrentWidget(self._workbook)
        self._workbook.open(self._as_of)

    def _say_taken(self, text: str) -> None:
        self._go_back()
        self._tell.say(text, tone=Tone.OK)

    def _go_back(self) -> None:
        self._stack.setCurrentIndex(0)
        self.take_focus()

    def _connect(self) -> None:
        self._notice.import_wanted.connect(self._choose_usage)
        self._views.chosen.connect(self._choose_view)
        self._day.dateChanged.connect(self._choose_day)
        self.numbers.state_chosen.connect(self.show_list)
        self.numbers.team_chosen.connect(self._show_worksheet)

    def _show(self, picture: AdoptionPicture) -> None:
        self.picture = picture
        report = picture.report
        self._said.setText(words.through_line(picture.through, report.as_of))
        unknown = len(report.unknown)
        self._keys.setText(say(words.UNKNOWN_KEYS, count=unknown) if unknown else say(words.KEYS))
        self._show_day(report.as_of)
        self._show_notice(picture)
        self._show_views()
        if not report.people:
            how, go = say(words.NOBODY_HOW), say(words.GO_TO_TODAY)
            self._stage.show_empty("people", say(words.NOBODY), how, go, act=partial(self.page_wanted.emit, "today"))
            return
        if not picture.somebody_trained:
            how, go = say(words.NOBODY_TRAINED_HOW), say(words.GO_TO_CHECK_IN)
            act = partial(self.page_wanted.emit, "check_in")
            self._stage.show_empty("adoption", say(words.NOBODY_TRAINED), how, go, act=act)
            return
        self._stage.show_content()
        self.numbers.show_picture(picture)
        if "lists" in self.__dict__:
            self.lists.show_picture(picture)

    def _show_trouble(self, error: Told) -> None:
        self._stage.show_trouble(self._tell.sentence(error), partial(self.reload, None))

    def _show_day(self, on: date) -> None:
        self._day.blockSignals(True)
        self._day.setDate(QDate(on.year, on.month, on.day))
        self._day.blockSignals(False)
        self._today.setVisible(self._as_of is not None)

    def _show_notice(self, picture: AdoptionPicture) -> None:
        if not picture.report.people or not picture.somebody_trained:
            self._notice.hide()
        elif picture.through is None:
            self._notice.say_this(say(words.NO_USAGE))
        elif picture.is_stale:
            self._notice.say_this(words.stale(picture.through, picture.report.as_of))
        else:
            self._notice.hide()

    def _show_views(self) -> None:
        due = len(self.picture.lists[DUE]) if self.picture else 0
        self._views.show_tabs([(NUMBERS, say(words.NUMBERS), None), (PEOPLE, say(words.PEOPLE), due or None)])

    def _choose_view(self, key: str) -> None:
        if key == NUMBERS:
            self.show_numbers()
        else:
            self._inner.setCurrentWidget(self.lists)
            self.lists.choose_first()

    def _choose_day(self, chosen: QDate) -> None:
        self.look_at(date(chosen.year(), chosen.month(), chosen.day()))

    def _show_worksheet(self, team: TeamNumbers) -> None:
        if self.picture is None:
            return
        report = self.picture.report
        members = [one for one in report.people if one.team == team.team]
        self.worksheet.show_team(team.team, signals_of(members, as_of=report.as_of))
        self._inner.setCurrentWidget(self.worksheet)

    def _show_team(self, team: str) -> None:
        self.lists.show_team(team)
        self.show_list(State.TRIED_ONCE.value)

    def _agree(self, rows: Sequence[Listed], changed: Agreed) -> None:
        who = [(one.person.attendee_id, one.person.state) for one in rows]
        write = partial(self._services.follow_ups.set_many, who, agreed=changed, desk=self._current.desk)
        self._work.run(write, then=self._say_saved)

    def _toggle_done(self, rows: Sequence[Listed]) -> None:
        assert self.picture is not None  # noqa: S101 - there are rows, so there is a picture
        done = not all(one.is_done for one in rows)
        who = [(one.person.attendee_id, one.person.state) for one in rows]
        agreed = Agreed(done_on=self.picture.report.as_of if done else None)
        write = partial(self._services.follow_ups.set_many, who, agreed=agreed, desk=self._current.desk)
        self._work.run(write, then=self._say_done if done else self._say_open)

    def _record(self, answer: RevisitAnswer) -> None:
        write = partial(self._services.follow_ups.answer, answer, desk=self._current.desk)
        self._work.run(write, then=self._say_recorded)

    def _say_saved(self, count: int) -> None:
        self._tell.say(list_words.saved(count), tone=Tone.OK)

    def _say_done(self, count: int) -> None:
        self._tell.say(list_words.marked_done(count, done=True), tone=Tone.OK)

    def _say_open(self, count: int) -> None:
        self._tell.say(list_words.marked_done(count, done=False))

    def _say_recorded(self, _nothing: None) -> None:
        self._tell.say(list_words.saved(1), tone=Tone.OK)
