"""All sessions of the program in one list; choosing one makes it the one this desk works on."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from trainer_app.domain.check_in import is_door_open
from trainer_app.domain.session import Session
from trainer_app.qt import tokens
from trainer_app.qt.models.rows import Row
from trainer_app.qt.parts.basics import column, label, row
from trainer_app.qt.parts.row_list import RowList
from trainer_app.qt.tokens import Tone
from trainer_app.words import today as words
from trainer_app.words.language import say


class SessionsCard(QFrame):
    """Upcoming sessions first, then those past, newest first: `chosen(Session)`."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._list = RowList(say(words.ALL_SESSIONS), selectable=True)
        self._list.setToolTip(say(words.WORK_ON))
        self._list.chosen.connect(self._choose)
        head = row(label(say(words.ALL_SESSIONS), "heading"), margins=(28, 0, 24, 0))
        inside = column(head, column(self._list, margins=(16, 0, 8, 0)), gap=tokens.S8, margins=(0, 20, 0, 12))
        inside.setStretch(1, 1)
        self.setLayout(inside)

    def show_sessions(self, sessions: tuple[Session, ...], *, current: Session | None, now: datetime) -> None:
        """Show these; the one worked on is marked."""
        shown = in_order(sessions, now)
        self._list.rows.show_rows([_row(one, now) for one in shown])
        self._list.mark(next((at for at, one in enumerate(shown) if current and one.id == current.id), -1))

    def _choose(self, chosen: Row) -> None:
        self.chosen.emit(chosen.payload)


def in_order(sessions: tuple[Session, ...], now: datetime) -> list[Session]:
    """Return what runs or is still to come by time, then what is past, newest first."""
    ahead = [one for one in sessions if one.ends_at > now or is_door_open(one)]
    past = [one for one in sessions if one not in ahead]
    return [*ahead, *reversed(past)]


def _row(session: Session, now: datetime) -> Row:
    running = is_door_open(session)
    under = " · ".join(part for part in (words.when(session), words.where(session)) if part)
    return Row(
        key=session.id,
        name=session.name,
        under=under,
        mark=words.state(session, now) if running else "",
        tone=Tone.OK,
        right="" if running else words.state(session, now),
        tip=f"{session.name}\n{under}",
        payload=session,
    )
