"""What can be done for one person on the floor: by key, by menu, by button, in the grid and in the seat map alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.floor_board import CellState, Head, Line
from trainer_app.domain.help import HelpTicket, RaisedBy
from trainer_app.domain.progress import MarkState
from trainer_app.qt.current import Current
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.services.help_desk import Hand
from trainer_app.words import floor_page as words
from trainer_app.words.language import say


class Act(Enum):
    """One thing to do for a person."""

    TICK = "tick"
    SKIP = "skip"
    HAND = "hand"
    VISIT = "visit"
    COMPLETE = "complete"
    OPEN = "open"
    SEAT = "seat"
    FIX = "fix"


TITLES: Final = {
    Act.TICK: words.ACT_TICK,
    Act.SKIP: words.ACT_SKIP,
    Act.HAND: words.ACT_HAND,
    Act.VISIT: words.ACT_VISIT,
    Act.COMPLETE: words.ACT_COMPLETE,
    Act.OPEN: words.ACT_OPEN,
    Act.SEAT: words.ACT_SEAT,
    Act.FIX: words.SHOW_FIX,
}
KEY_NAMES: Final = {
    Act.TICK: "Space",
    Act.SKIP: "S",
    Act.HAND: "H",
    Act.VISIT: "V",
    Act.COMPLETE: "C",
    Act.OPEN: "Enter",
    Act.SEAT: "F2",
    Act.FIX: "X",
}
_KEYS: Final = {
    Qt.Key.Key_Space: Act.TICK,
    Qt.Key.Key_D: Act.TICK,
    Qt.Key.Key_S: Act.SKIP,
    Qt.Key.Key_H: Act.HAND,
    Qt.Key.Key_V: Act.VISIT,
    Qt.Key.Key_C: Act.COMPLETE,
    Qt.Key.Key_Return: Act.OPEN,
    Qt.Key.Key_Enter: Act.OPEN,
    Qt.Key.Key_F2: Act.SEAT,
    Qt.Key.Key_X: Act.FIX,
}
_WITH: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def act_of(event: QKeyEvent) -> Act | None:
    """Return what this key asks for, None where it asks for nothing here."""
    return None if event.modifiers() & _WITH else _KEYS.get(Qt.Key(event.key()))


class ActMenu(QMenu):
    """Everything that can be done for the marked person; `wanted(Act)` when one is picked."""

    wanted = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAccessibleName(say(words.PERSON_ACTS))
        for act, title in TITLES.items():
            action = QAction(f"{say(title)}\t{KEY_NAMES[act]}", self)
            action.setObjectName(act.value)
            action.triggered.connect(self._picked)
            self.addAction(action)

    def _picked(self) -> None:
        self.wanted.emit(Act(self.sender().objectName()))


@dataclass(frozen=True, slots=True)
class Spot:
    """One person and the step meant; None where no step is."""

    session_id: UUID
    line: Line
    step: int | None
    head: Head | None


class FloorDeeds(QObject):
    """Does it: asks the services, and says what cannot be seen. `completed(Spot)` after the step that completes."""

    completed = Signal(object)

    def __init__(self, services: Services, work: Work, tell: Tell, current: Current) -> None:
        super().__init__()
        self._services, self._work, self._tell, self._current = services, work, tell, current

    def tick(self, spot: Spot) -> None:
        """Tick the step, or take the tick back; the cell says that it was done."""
        if spot.head is None or spot.step is None:
            return
        done = spot.line.cells[spot.step].state is CellState.DONE
        call = self._unmark(spot) if done else self._mark(spot, MarkState.DONE)
        completes = spot.head.completes and not done
        self._run(call, partial(self._ask_completed, spot) if completes else self._rest)

    def skip(self, spot: Spot) -> None:
        """Skip the step, or take that back; the cell says that it was done."""
        if spot.head is None or spot.step is None:
            return
        skipped = spot.line.cells[spot.step].state is CellState.SKIPPED
        self._run(self._unmark(spot) if skipped else self._mark(spot, MarkState.SKIPPED), self._rest)

    def raise_hand(self, spot: Spot) -> None:
        """Put the person into the queue, at the step they are at."""
        hand = self._hand(spot, RaisedBy.HAND)
        call = partial(self._services.help_desk.ask, hand, desk=self._current.desk)
        self._run(call, partial(self._say_ticket, words.HAND_RAISED, spot.line.name))

    def visit(self, spot: Spot) -> None:
        """Say that we are with this person: their hand is taken, or a visit begins."""
        reason = RaisedBy.SAY_HELLO
        if spot.line.state is CellState.LOOK:
            reason = RaisedBy.NOT_STARTED if spot.line.not_started else RaisedBy.SUGGESTION
        call = partial(self._services.help_desk.visit, self._hand(spot, reason), desk=self._current.desk)
        self._run(call, partial(self._say_ticket, words.VISITED, spot.line.name))

    def seat(self, spot: Spot, seat: str) -> None:
        """Write where the person sits; empty takes the seat away."""
        call = partial(self._seat, spot.session_id, spot.line.attendee_id, seat=seat)
        said = words.SEATED if seat.strip() else words.UNSEATED
        self._run(call, partial(self._say, say(said, name=spot.line.name, seat=seat.strip())))

    def show_fix(self, session_id: UUID, step_key: str, *, title: str) -> None:
        """Show the fix for a step to everyone on it."""
        call = partial(self._services.floor.show_fix, session_id, step_key, desk=self._current.desk)
        self._run(call, partial(self._say, say(words.FIX_SHOWN, step=title)))

    def _seat(self, session_id: UUID, attendee_id: UUID, *, seat: str) -> None:
        """On the worker: find the check-in and write the seat on it."""
        for one in self._services.attendance.sheet(session_id).arrived:
            if one.attendee.id == attendee_id:
                self._services.attendance.seat(one.check_in.id, seat, desk=self._current.desk)

    def _hand(self, spot: Spot, reason: RaisedBy) -> Hand:
        step = spot.head.key if spot.head and spot.step == spot.line.current else None
        return Hand(spot.session_id, spot.line.attendee_id, step, raised_by=reason)

    def _mark(self, spot: Spot, state: MarkState) -> Callable[[], object]:
        assert spot.head  # noqa: S101 - for the type checker
        who, key = spot.line.attendee_id, spot.head.key
        return partial(self._services.floor.mark, spot.session_id, who, key, state=state, desk=self._current.desk)

    def _unmark(self, spot: Spot) -> Callable[[], object]:
        assert spot.head  # noqa: S101 - for the type checker
        who, key = spot.line.attendee_id, spot.head.key
        return partial(self._services.floor.unmark, spot.session_id, who, key, desk=self._current.desk)

    def _ask_completed(self, spot: Spot, _answer: object) -> None:
        self.completed.emit(spot)

    def _rest(self, _answer: object) -> None:
        """Say nothing: what was done is seen where it was done."""

    def _say_ticket(self, said: str, name: str, _ticket: HelpTicket) -> None:
        self._tell.say(say(said, name=name), tone=Tone.OK)

    def _say(self, text: str, _answer: object) -> None:
        self._tell.say(text)

    def _run(self, call: Callable[[], object], then: Callable[..., None]) -> None:
        self._work.run(call, then=then, context=self)
