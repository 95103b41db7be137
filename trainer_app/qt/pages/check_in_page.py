"""Check-in: scan or type, see the answer large, press one key where a decision is due; the room stands beside it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.attendance_sheet import Arrived, AttendanceSheet
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.badge import BadgeKind, read_badge, read_short
from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.check_in import CheckInResult, Outcome, OverrideKind, Welcome
from trainer_app.domain.session import Phase, Session
from trainer_app.qt import tokens
from trainer_app.qt.current import Current, Plan
from trainer_app.qt.door import Door
from trainer_app.qt.live import Live
from trainer_app.qt.page import Action as PageAction
from trainer_app.qt.page import Page
from trainer_app.qt.parts.answer_card import AnswerCard
from trainer_app.qt.parts.basics import column, row
from trainer_app.qt.parts.door_forms import WalkInForm
from trainer_app.qt.parts.flow import Flow
from trainer_app.qt.parts.idle_card import IdleCard
from trainer_app.qt.parts.key_button import KeyButton
from trainer_app.qt.parts.results import Results
from trainer_app.qt.parts.roll_call import RollCall
from trainer_app.qt.parts.room_book import RoomBook
from trainer_app.qt.parts.room_panel import RoomPanel
from trainer_app.qt.parts.scan_field import ScanField
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.services.check_in import NewPerson
from trainer_app.services.people_search import Match
from trainer_app.words import check_in as answers
from trainer_app.words import door as words
from trainer_app.words.check_in import Action
from trainer_app.words.language import say

_FOUND: Final = 20
_KEYS: Final = (
    ("↑ ↓", words.KEY_CHOOSE),
    ("Enter", words.KEY_ENTER),
    ("Esc", words.KEY_ESC),
    ("Ctrl E", words.KEY_EDIT),
)
_CALM: Final = frozenset({Outcome.CHECKED_IN, Outcome.ALREADY_IN})
_OVERRIDES: Final = {Action.MOVE: OverrideKind.MOVE, Action.ADMIT_GUEST: OverrideKind.ADMIT_GUEST}


class CheckInPage(Page):
    """The door. `scan` takes what the scanner's ear heard, wherever the focus was."""

    topics: ClassVar = frozenset({Topic.ATTENDANCE, Topic.PEOPLE, Topic.SESSIONS})

    def __init__(self, services: Services, work: Work, live: Live, tell: Tell, current: Current) -> None:
        super().__init__(live)
        self._services, self._work, self._tell, self._current = services, work, tell, current
        self.sound = True
        self._door = Door(services, work, tell, current)
        self._session: Session | None = current.session
        self._arrived: dict[UUID, Arrived] = {}
        self._expected: frozenset[UUID] = frozenset()
        self._shown: CheckInResult | None = None
        self._found_for = ""
        self._accept_when_found = False
        self._make_parts()
        self._lay_out()
        self._connect()
        self._bind_keys()
        self._show_session(self._session)

    def scan(self, code: str) -> None:
        """Check in whoever carries this badge."""
        if self._session:
            self._field.clear()
            self._door.scan(self._session, code)

    def scan_foreign(self, code: str) -> None:
        """Say that this is none of our codes; its letters have landed in the field, if that had the focus."""
        if self.isVisible() and self._field.text.endswith(code):
            self.scan(code)

    def show_ready(self, ready: bool) -> None:
        """Light the scanner's lamp."""
        self._field.show_ready(ready)

    def keys(self) -> list[tuple[str, str]]:
        """Return the page's keys."""
        return [(key, say(text)) for key, text in _KEYS] + [(one.keys, one.title) for one in self.palette_actions()]

    def palette_actions(self) -> list[PageAction]:
        """Offer what is done at the door."""
        return [
            PageAction(say(words.KEY_WALK_IN), self._begin_walk_in, "Ctrl N"),
            PageAction(say(words.KEY_ROLL_CALL), self._begin_roll_call, "Ctrl R"),
            PageAction(say(words.KEY_BOOK), self._open_book, "Ctrl B"),
        ]

    def fill_screen(self, filled: bool) -> None:
        """Be readable from three metres."""
        self._feet.setVisible(not filled)
        self._answer.enlarge(filled)
        self._panel.enlarge(filled)

    def take_focus(self) -> None:
        """Begin in the field, or at the button that opens the doors."""
        if not (self._left.currentWidget() is self._idle and self._idle.take_focus()):
            self._field.setFocus()

    def reload(self, changes: Changes | None) -> None:
        """Read the room again, and search again where people changed."""
        if self._session and (changes is None or changes.session_id in {None, self._session.id}):
            ask = partial(self._services.attendance.sheet, self._session.id)
            self._work.read(ask, then=self._show_sheet, newest="sheet")
        if self._field.text and changes and Topic.PEOPLE in changes.topics:
            self._search(self._field.text)

    def _make_parts(self) -> None:
        self._field = ScanField()
        self._idle, self._answer, self._results = IdleCard(), AnswerCard(), Results()
        self._walk_in, self._roll_call = WalkInForm(), RollCall()
        self._left = QStackedWidget()
        self._book = RoomBook(self._services, self._work, self._tell, self._current)
        for part in (self._idle, self._answer, self._results, self._walk_in, self._roll_call, self._book):
            self._left.addWidget(part)
        self._panel = RoomPanel()

    def _lay_out(self) -> None:
        self._feet = QWidget()
        feet = Flow()
        for one in (*self.palette_actions(), PageAction(say(words.KEY_FULL), self.full_screen_wanted.emit, "F11")):
            press = KeyButton(one.keys.replace(" ", "+"), one.title)
            press.clicked.connect(one.act)
            feet.addWidget(press)
        self._feet.setLayout(feet)
        left = column(self._field, self._left, self._feet, gap=tokens.S16)
        left.setStretch(1, 1)
        body = row(left, self._panel, gap=tokens.S24, margins=(24, 24, 24, 16))
        body.setStretch(0, 1)
        self.setLayout(body)

    def _connect(self) -> None:
        self._current.changed.connect(self._show_plan)
        self._door.answered.connect(self._show_answer)
        self._door.welcomed.connect(self._show_welcome)
        self._field.typed.connect(self._search)
        self._field.entered.connect(self._enter)
        self._field.stepped.connect(self._results.step)
        self._results.chosen.connect(self._choose)
        self._results.nobody.connect(self._ask_for_walk_in)
        self._answer.decided.connect(self._act)
        self._answer.reason_given.connect(self._let_in)
        self._answer.seat_given.connect(self._save_seat)
        self._answer.form_left.connect(self._after_form)
        self._answer.letter_typed.connect(self._field.begin_with)
        self._walk_in.filled.connect(self._send_walk_in)
        self._roll_call.here.connect(self._call_here)
        self._panel.roll_call_wanted.connect(self._begin_roll_call)
        self._panel.book_wanted.connect(self._open_book)
        for part in (self._field, self._walk_in, self._roll_call, self._book):
            part.left.connect(self._leave)
        self._book.roll_call_wanted.connect(self._begin_roll_call)
        self._idle.acted.connect(self._act_when_idle)

    def _bind_keys(self) -> None:
        for one in (*self.palette_actions(), PageAction("", self._edit, "Ctrl E")):
            QShortcut(QKeySequence(one.keys.replace(" ", "+")), self).activated.connect(one.act)

    def _show_plan(self, plan: Plan) -> None:
        self._show_session(plan.session)

    def _show_session(self, session: Session | None) -> None:
        another = (session and session.id) != (self._session and self._session.id)
        self._session = session
        self._idle.show_session(session)
        self._panel.setVisible(session is not None)
        self._field.setEnabled(session is not None)
        if another:
            self._shown = None
            self._leave()
            self.reload(None)

    def _show_sheet(self, sheet: AttendanceSheet) -> None:
        self._arrived = {one.attendee.id: one for one in sheet.arrived}
        self._expected = frozenset(one.id for one in sheet.not_arrived)
        for part in (self._panel, self._roll_call, self._book):
            part.show_sheet(sheet)
        shown = self._shown
        if shown and shown.outcome is Outcome.CHECKED_IN and shown.attendee and shown.attendee.id not in self._arrived:
            self._forget_answer()

    def _search(self, text: str) -> None:
        if not text.strip():
            self._leave()
            return
        ask = partial(self._services.people.find, text, limit=_FOUND)
        self._work.read(ask, then=partial(self._show_found, text), context=self, newest="search")

    def _show_found(self, text: str, found: tuple[Match, ...]) -> None:
        if text != self._field.text or self._session is None:
            return
        self._found_for = text
        self._results.show_people(found, arrived=self._arrived, expected=self._expected, zone=self._session.zone)
        self._left.setCurrentWidget(self._results)
        if self._accept_when_found:
            self._accept_when_found = False
            self._results.accept()

    def _enter(self, text: str) -> None:
        if not text.strip():
            self._forget_answer()
        elif read_badge(text).kind is not BadgeKind.NOT_OURS:
            self.scan(text)
        elif read_short(text):
            ask = partial(self._services.people.by_short_code, text)
            self._work.read(ask, then=partial(self._take_short, text), context=self, newest="short")
        else:
            self._accept(text)

    def _take_short(self, text: str, found: Attendee | None) -> None:
        if found:
            self._choose(found)
        else:
            self._accept(text)

    def _accept(self, text: str) -> None:
        """Choose who is marked, now or when the results for this text are there."""
        if text == self._found_for:
            self._results.accept()
        else:
            self._accept_when_found = True

    def _leave(self) -> None:
        """Go back to the answer there was, or to waiting for the next person; from there forget the answer too."""
        waiting = self._left.currentWidget() in {self._idle, self._answer}
        self._field.clear()
        self._found_for, self._accept_when_found = "", False
        if waiting:
            self._shown = None
        self._left.setCurrentWidget(self._answer if self._shown else self._idle)
        self._field.setFocus()

    def _forget_answer(self) -> None:
        self._shown = None
        self._answer.drop_form()
        if self._left.currentWidget() is self._answer:
            self._left.setCurrentWidget(self._idle)
            self._field.setFocus()

    def _choose(self, attendee: Attendee) -> None:
        if self._session:
            self._field.clear()
            self._door.choose(self._session, attendee.id)

    def _ask_for_walk_in(self) -> None:
        if self._session:
            self._door.not_found(self._session, self._field.text.strip())
            self._field.clear()

    def _show_answer(self, result: CheckInResult) -> None:
        self._shown = result
        self._found_for = ""
        self.reload(None)
        self._answer.show_answer(result)
        if self.sound and result.outcome not in _CALM:
            QApplication.beep()
        if self._left.currentWidget() is self._roll_call and not self._answer.waits:
            if result.is_over:
                self._tell.say(answers.as_text(result), tone=Tone.LOOK)
            return
        self._left.setCurrentWidget(self._answer)
        if self._answer.waits and not self._field.text:
            self._answer.setFocus()
        else:
            self._field.setFocus()

    def _show_welcome(self, result: CheckInResult, welcome: Welcome) -> None:
        if self._shown is result:
            self._answer.show_tiles(answers.tiles(welcome))

    def _act(self, action: Action) -> None:
        if self._shown is None:
            return
        if action is Action.UNDO:
            self.undo_wanted.emit()
        elif action is Action.EDIT:
            self._edit()
        elif action is Action.WALK_IN:
            self._walk_in_for(self._shown.raw or "")
        elif kind := _OVERRIDES.get(action):
            self._door.override(self._shown, kind)
        else:
            self._forget_answer()

    def _act_when_idle(self) -> None:
        if self._session is None:
            self.page_wanted.emit("today")
        else:
            self._current.enter(Phase.DOORS)
            self._field.setFocus()

    def _let_in(self, reason: str) -> None:
        if self._shown:
            self._door.override(self._shown, OverrideKind.REASON, reason=reason)

    def _edit(self) -> None:
        shown = self._shown
        if shown and shown.attendee and shown.check_in and self._left.currentWidget() is self._answer:
            here = self._arrived.get(shown.attendee.id)
            self._answer.edit((here.check_in if here else shown.check_in).seat)

    def _save_seat(self, seat: str, person: Attendee) -> None:
        shown, desk = self._shown, self._current.desk
        if shown and shown.check_in:
            self._work.run(partial(self._services.attendance.seat, shown.check_in.id, seat, desk=desk), context=self)
            if person != shown.attendee:
                self._work.run(partial(self._services.people.change, person, desk=desk), context=self)

    def _after_form(self) -> None:
        (self._answer if self._answer.waits else self._field).setFocus()

    def _begin_walk_in(self) -> None:
        self._walk_in_for(self._field.text.strip())

    def _walk_in_for(self, name: str) -> None:
        if self._session:
            self._field.clear()
            self._left.setCurrentWidget(self._walk_in)
            self._walk_in.begin(name)

    def _send_walk_in(self, name: str, email: str, team: str) -> None:  # positional: as the form's signal says it
        if self._session:
            self._door.walk_in(self._session, NewPerson(name, email or None, team or None))

    def _begin_roll_call(self) -> None:
        if self._session:
            self._field.clear()
            self._left.setCurrentWidget(self._roll_call)
            self._roll_call.setFocus()

    def _open_book(self) -> None:
        if self._session:
            self._field.clear()
            self._left.setCurrentWidget(self._book)
            self._book.open()

    def _call_here(self, attendee_id: UUID) -> None:
        if self._session:
            self._door.choose(self._session, attendee_id)
