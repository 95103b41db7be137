"""The people of the floor in two views of one look, grid and seat map, and what is asked for who is marked."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from trainer_app.domain.floor_board import Board, Head, Line, Order, find, in_order
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import column
from trainer_app.qt.parts.floor_acts import Act, Spot
from trainer_app.qt.parts.floor_legend import Legend
from trainer_app.qt.parts.floor_person import PersonStrip, said_of
from trainer_app.qt.parts.floor_seats import SeatMap
from trainer_app.qt.parts.floor_table import FloorTable
from trainer_app.services.floor import FloorView
from trainer_app.words import floor_page as words
from trainer_app.words.language import say


class FloorRoom(QWidget):
    """Shows a `Board`; `wanted(Act, Spot)` and `seated(Spot, str)` for the marked person."""

    wanted = Signal(object, object)
    seated = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.order, self.only_needed = Order.SEAT, False
        self._view: FloorView | None = None
        self._board = Board((), (), None)
        self.table, self.map, self.strip = FloorTable(), SeatMap(), PersonStrip()
        self._views = QStackedWidget()
        self._views.addWidget(self.table)
        self._views.addWidget(self.map)
        inside = column(self._views, Legend(), self.strip, gap=tokens.S8)
        inside.setStretch(0, 1)
        self.setLayout(inside)
        for one in (self.table, self.map, self.strip):
            one.wanted.connect(self._pass_on)
        self.table.moved.connect(self._show_spot)
        self.map.moved.connect(self._show_spot)
        self.strip.seated.connect(self._seat)
        self.strip.left.connect(self.take_focus)

    @property
    def shows_seats(self) -> bool:
        """Whether the seat map is shown."""
        return self._views.currentWidget() is self.map

    @property
    def lines(self) -> list[Line]:
        """The people shown, in their order."""
        return self.table.grid.lines

    @property
    def everybody(self) -> tuple[Line, ...]:
        """Everybody of this look, shown or not."""
        return self._board.lines

    @property
    def spot(self) -> Spot | None:
        """The marked person and step."""
        if self._view is None:
            return None
        if self.shows_seats:
            line = self.map.marked
            return self._spot(line, line.current) if line else None
        marked = self.table.marked
        return self._spot(marked[0], marked[1]) if marked else None

    def show_board(self, view: FloorView, board: Board) -> None:
        """Show this look."""
        self._view, self._board = view, board
        self.arrange()

    def arrange(self) -> None:
        """Put people in the order that is wanted now, or leave out who needs nobody."""
        heads = self._board.heads
        self.table.show_lines(heads, in_order(self._board.lines, self.order, only_needed=self.only_needed))
        if self.shows_seats:
            self.map.show_lines(heads, in_order(self._board.lines, Order.SEAT, only_needed=self.only_needed))
        self._show_spot()

    def turn(self) -> None:
        """Show the other view; who is marked stays marked."""
        spot = self.spot
        self._views.setCurrentWidget(self.table if self.shows_seats else self.map)
        self.arrange()
        if spot:
            self.mark(spot.line.attendee_id)
        self.take_focus()

    def mark(self, attendee_id: UUID) -> bool:
        """Mark this person; False where they are not shown."""
        return self.map.mark(attendee_id) if self.shows_seats else self.table.mark(attendee_id)

    def seek(self, text: str, *, onward: bool) -> bool:
        """Mark the first person of this name or seat, or the next one; False where nobody is."""
        spot = self.spot
        here = next((at for at, one in enumerate(self.lines) if spot and one.attendee_id == spot.line.attendee_id), -1)
        at = find(self.lines, text, after=here if onward else -1)
        return at is not None and self.mark(self.lines[at].attendee_id)

    def show_step(self, step_key: str) -> None:
        """Bring this step's column into view."""
        if self.shows_seats:
            self.turn()
        self.table.show_step(step_key)

    def ask_seat(self) -> None:
        """Ask where the marked person sits."""
        if spot := self.spot:
            self.strip.ask_seat(spot)

    def take_focus(self) -> None:
        """Go to the people."""
        (self.map if self.shows_seats else self.table.steps).setFocus()

    def _spot(self, line: Line, step: int | None) -> Spot | None:
        if self._view is None:
            return None
        head: Head | None = self._board.heads[step] if step is not None and step < len(self._board.heads) else None
        return Spot(self._view.session.id, line, step if head else None, head)

    def _show_spot(self) -> None:
        spot = self.spot
        self.strip.show_spot(spot, said_of(self._view, spot) if spot and self._view else say(words.NONE_NEEDED))

    def _pass_on(self, act: Act) -> None:
        if spot := self.spot:
            self.wanted.emit(act, spot)

    def _seat(self, seat: str) -> None:
        self.take_focus()
        if spot := self.spot:
            self.seated.emit(spot, seat)
