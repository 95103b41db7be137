"""The floor: everybody's steps in one grid, the queue beside it, and the figures of the room above them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.errors import Told
from trainer_app.domain.floor_board import Board, Order, board
from trainer_app.domain.help_figures import WaitFigures, wait_figures
from trainer_app.domain.session import Phase, Session, SessionKind
from trainer_app.qt import tokens
from trainer_app.qt.current import Current, Plan
from trainer_app.qt.icons import scaled
from trainer_app.qt.live import Live
from trainer_app.qt.page import Action, Page
from trainer_app.qt.parts.basics import column, row
from trainer_app.qt.parts.completion_form import CompletionForm
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.floor_acts import Act, FloorDeeds, Spot
from trainer_app.qt.parts.floor_alarm import StepAlarms
from trainer_app.qt.parts.floor_bar import FloorFigures, PhaseClock, still_line
from trainer_app.qt.parts.floor_room import FloorRoom
from trainer_app.qt.parts.floor_tools import FloorTools
from trainer_app.qt.parts.flow import Flow
from trainer_app.qt.parts.queue_panel import QueuePanel
from trainer_app.qt.tell import Tell
from trainer_app.qt.work import Work
from trainer_app.services.floor import FloorView
from trainer_app.words import floor_page as words
from trainer_app.words.language import say

_LOOK_MS: Final = 10_000
_SECOND_MS: Final = 1000
_QUEUE: Final = 300
_QUEUE_SHARE: Final = 0.36  # of the width at most, so that larger text leaves the grid its place


@dataclass(frozen=True, slots=True)
class _Seen:
    """One look, worked out off the UI thread; no `view` where the session has no steps."""

    session: Session
    view: FloorView | None = None
    board: Board | None = None
    waits: WaitFigures | None = None


class FloorPage(Page):
    """Where helpers are sent from while people work. `badge_changed(int)`: how many hands are up."""

    topics: ClassVar = frozenset({Topic.FLOOR, Topic.ATTENDANCE, Topic.SESSIONS, Topic.PEOPLE})

    badge_changed = Signal(int)

    def __init__(self, services: Services, work: Work, live: Live, tell: Tell, current: Current) -> None:
        super().__init__(live)
        self._services, self._work, self._tell, self._current = services, work, tell, current
        self._hands = 0
        self._clock, self._figures, self._alarms = PhaseClock(), FloorFigures(), StepAlarms()
        self._tools = FloorTools()
        self._room = FloorRoom()
        self._queue = QueuePanel(services, work, tell, current)
        self._form = CompletionForm(services, work, tell, current)
        self._deeds = FloorDeeds(services, work, tell, current)
        self._side = QWidget()
        self._stage = Stage(self._content())
        self.setLayout(column(self._stage, margins=(24, 16, 24, 16)))
        self._connect()
        self._looking = self._every(_LOOK_MS, self._look_again)
        self._seconds = self._every(_SECOND_MS, self._tick)
        self._count_unseen()

    def reload(self, changes: Changes | None) -> None:
        """Look again, unless only another session changed."""
        session = self._current.session
        if session is None:
            if self._current.plan:
                self._show_no_session()
            return
        if changes and changes.session_id not in {None, session.id}:
            return
        self._work.read(partial(self._look, session.id), then=self._show, failed=self._not_seen, newest="floor")

    def take_focus(self) -> None:
        """Begin in the grid."""
        self._room.take_focus()

    def show_person(self, attendee_id: UUID) -> None:
        """Mark this person in the grid or the seat map."""
        if not self._room.mark(attendee_id) and self._room.only_needed:
            self._filter(False)
            self._room.mark(attendee_id)
        self._room.take_focus()

    def keys(self) -> list[tuple[str, str]]:
        """Return what the keys do where the focus is: in the queue, in the form, or on the floor."""
        focused: QWidget | None = self.window().focusWidget()
        for part in (self._queue, self._form):
            if focused and part.isAncestorOf(focused):
                return part.keys()
        return [
            ("← ↑ ↓ →", say(words.KEY_MOVE)),
            ("Space  D", say(words.KEY_TICK)),
            ("S", say(words.KEY_SKIP)),
            ("H", say(words.KEY_HAND)),
            ("V", say(words.KEY_VISIT)),
            ("C", say(words.KEY_COMPLETE)),
            ("Enter", say(words.KEY_OPEN)),
            ("F2", say(words.KEY_SEAT)),
            ("X", say(words.KEY_FIX)),
            ("Menu", say(words.KEY_MENU)),
            ("/", say(words.KEY_FIND)),
            ("G", say(words.KEY_VIEW)),
            ("F", say(words.KEY_NEEDED)),
            ("Q", say(words.KEY_QUEUE)),
        ]

    def palette_actions(self) -> list[Action]:
        """Return what can be asked of the floor from anywhere."""
        return [
            Action(say(words.KEY_FIND), self._tools.take_focus, "/"),
            Action(say(words.KEY_VIEW), self._turn, "G"),
            Action(say(words.KEY_NEEDED), self._toggle_needed, "F"),
            Action(say(words.KEY_QUEUE), self._queue.take_focus, "Q"),
            Action(say(words.SHOW_FIX), self._show_fix_here, "X"),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Find, turn to the seats, show only who needs somebody, go to the queue."""
        asked = {
            Qt.Key.Key_Slash: self._tools.take_focus,
            Qt.Key.Key_G: self._turn,
            Qt.Key.Key_F: self._toggle_needed,
            Qt.Key.Key_Q: self._queue.take_focus,
        }.get(Qt.Key(event.key()))
        if asked and self._stage.is_content and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            asked()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Look, and go on looking while somebody does."""
        was_stale = self._is_stale
        super().showEvent(event)
        if not was_stale:
            self.reload(None)
        self._looking.start()
        self._seconds.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        super().hideEvent(event)
        self._looking.stop()
        self._seconds.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the grid most of the width."""
        super().resizeEvent(event)
        self._side.setFixedWidth(min(scaled(_QUEUE, self.font()), round(self.width() * _QUEUE_SHARE)))

    def _content(self) -> QWidget:
        left = column(self._tools, self._alarms, self._room, gap=tokens.S12)
        left.setStretch(2, 1)
        side = column(self._form, self._queue, gap=tokens.S12)
        side.setStretch(1, 1)
        self._side.setLayout(side)
        both = row(left, self._side, gap=tokens.S16)
        both.setStretch(0, 1)
        above = Flow(tokens.S16, apart=True)
        above.addWidget(self._clock)
        above.addWidget(self._figures)
        inside = column(above, both, gap=tokens.S12)
        inside.setStretch(1, 1)
        content = QWidget()
        content.setLayout(inside)
        return content

    def _connect(self) -> None:
        self._current.changed.connect(self._show_plan)
        self._tools.find_wanted.connect(self._find)
        self._tools.found.connect(self._room.take_focus)
        self._tools.order_wanted.connect(self._arrange)
        self._tools.needed_wanted.connect(self._filter)
        self._tools.view_wanted.connect(self._turn)
        self._alarms.fix_wanted.connect(self._show_fix)
        self._room.table.fix_wanted.connect(self._show_fix)
        self._room.wanted.connect(self._act)
        self._room.seated.connect(self._deeds.seat)
        self._queue.person_wanted.connect(self.show_person)
        self._queue.step_wanted.connect(self._room.show_step)
        self._queue.completion_wanted.connect(self._complete_person)
        self._deeds.completed.connect(self._complete)
        self._form.closed.connect(self._room.take_focus)

    def _every(self, milliseconds: int, then: object) -> QTimer:
        timer = QTimer(self, interval=milliseconds)
        timer.timeout.connect(then)
        return timer

    def _hear(self, changes: Changes) -> None:
        super()._hear(changes)
        if not self.isVisible() and Topic.FLOOR in changes.topics:
            self._count_unseen()

    def _count_unseen(self) -> None:
        """Count the hands also while nobody looks at the floor."""
        if session := self._current.session:
            self._work.read(partial(self._look, session.id), then=self._count_hands, newest="hands")

    def _look(self, session_id: UUID) -> _Seen:
        """On the worker: look, and work out every cell."""
        session = self._services.sessions.get(session_id)
        if session.kind is SessionKind.AWARENESS:
            return _Seen(session)
        view = self._services.floor.look(session_id)
        return _Seen(
            session,
            view,
            board(view.room, view.floor, completed=view.completed),
            wait_figures(view.room.tickets, view.floor.at),
        )

    def _show(self, seen: _Seen) -> None:
        self._count_hands(seen)
        if seen.view is None or seen.board is None or seen.waits is None:
            self._stage.show_empty("floor", say(words.NO_CHECKLIST), say(words.NO_CHECKLIST_MORE))
        elif not seen.board.lines:
            self._show_nobody(seen.session, seen.view)
        else:
            self._show_board(seen.view, seen.board, waits=seen.waits)

    def _show_board(self, view: FloorView, seen: Board, *, waits: WaitFigures) -> None:
        had_none = not self._stage.is_content
        self._stage.show_content()
        self._figures.show_figures(waits, seen.done_share)
        self._alarms.show_view(view)
        still = still_line(view.session.phase, running=view.floor.running)
        self._clock.show_phases(view.room.phases, self._services.clock(), note=still)
        self._room.show_board(view, seen)
        self._tools.show_needed(sum(line.needs for line in seen.lines), only=self._room.only_needed)
        self._queue.show_view(view, self._services.clock())
        if had_none and self.isVisible():
            self.take_focus()

    def _show_nobody(self, session: Session, view: FloorView) -> None:
        if session.phase is Phase.PLANNED:
            more = say(words.NO_DOORS_MORE, session=session.name)
            self._stage.show_empty("door", say(words.NO_DOORS), more, say(words.TO_TODAY), act=self._go_today)
        else:
            more = words.nobody_more(len(view.room.checklist.steps), view.room.checklist.title)
            self._stage.show_empty("people", say(words.NOBODY), more, say(words.TO_CHECK_IN), act=self._go_check_in)

    def _show_no_session(self) -> None:
        more = say(words.NO_SESSION_MORE)
        self._stage.show_empty("floor", say(words.NO_SESSION), more, say(words.TO_TODAY), act=self._go_today)

    def _not_seen(self, error: Told) -> None:
        self._stage.show_trouble(self._tell.sentence(error), self._look_again)

    def _count_hands(self, seen: _Seen) -> None:
        hands = len(seen.view.floor.signals.hands) if seen.view else 0
        if hands != self._hands:
            self._hands = hands
            self.badge_changed.emit(hands)

    def _show_plan(self, _plan: Plan) -> None:
        if self.isVisible():
            self.reload(None)
        else:
            self._is_stale = True
            self._count_unseen()

    def _look_again(self) -> None:
        self.reload(None)

    def _tick(self) -> None:
        if self._stage.is_content:
            self._clock.tick(self._services.clock())

    def _find(self, text: str, onward: bool) -> None:
        if not self._room.seek(text, onward=onward) and text.strip():
            self._tell.say(say(words.NOT_FOUND, text=text.strip()))

    def _arrange(self, order: Order) -> None:
        self._room.order = order
        self._room.arrange()

    def _filter(self, only: bool) -> None:
        self._room.only_needed = only
        self._room.arrange()
        self._tools.needed_button.setChecked(only)

    def _toggle_needed(self) -> None:
        self._filter(not self._room.only_needed)

    def _turn(self) -> None:
        self._room.turn()
        self._tools.show_view(seats=self._room.shows_seats)

    def _show_fix(self, step_key: str, title: str) -> None:
        if self._current.session:
            self._deeds.show_fix(self._current.session.id, step_key, title=title)

    def _show_fix_here(self) -> None:
        if (spot := self._room.spot) and spot.head:
            self._show_fix(spot.head.key, spot.head.title)

    def _act(self, act: Act, spot: Spot) -> None:
        match act:
            case Act.TICK:
                self._deeds.tick(spot)
            case Act.SKIP:
                self._deeds.skip(spot)
            case Act.HAND:
                self._deeds.raise_hand(spot)
            case Act.VISIT:
                self._deeds.visit(spot)
            case Act.COMPLETE:
                self._complete(spot)
            case Act.SEAT:
                self._room.ask_seat()
            case Act.FIX:
                self._show_fix_here()
            case Act.OPEN:
                self.person_wanted.emit(spot.line.attendee_id)

    def _complete(self, spot: Spot) -> None:
        self._form.ask(spot.line.attendee_id, spot.line.name, spot.session_id)

    def _complete_person(self, attendee_id: UUID) -> None:
        session = self._current.session
        line = next((one for one in self._room.everybody if one.attendee_id == attendee_id), None)
        if session and line:
            self._form.ask(attendee_id, line.name, session.id)

    def _go_today(self) -> None:
        self.page_wanted.emit("today")

    def _go_check_in(self) -> None:
        self.page_wanted.emit("check_in")
