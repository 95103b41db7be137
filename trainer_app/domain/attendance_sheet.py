"""The attendance sheet: the three numbers of a session, its arrivals and who is still expected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.check_in import CheckIn
from trainer_app.domain.session import Session


@dataclass(frozen=True, slots=True)
class Arrived:
    """One standing check-in with its person; `left_at` once they have left the room."""

    attendee: Attendee
    check_in: CheckIn
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """A session as the desk sees it. The three numbers are derived from rows each time.

    `people`: different trainees that came. `check_ins`: all there ever were, undone ones too.
    `in_room`: trainees here now. `expected`: those registered, or without registrations everybody
    on the roster. `not_arrived`: the expected who have not come. Newest arrival first.
    """

    session: Session
    people: int
    check_ins: int
    in_room: int
    expected: int
    arrived: tuple[Arrived, ...]
    not_arrived: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True)
class HeadCount:
    """How many people somebody saw in the room, how many are in it by the book, and when."""

    seen: int
    in_book: int
    at: datetime

    @property
    def more(self) -> int:
        """How many more were seen than are in the book; negative where fewer."""
        return self.seen - self.in_book
