"""Who is registered for what: counts for the list of sessions, one session's two lists, and a fair spread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.session import Session


@dataclass(frozen=True, slots=True)
class SessionCount:
    """How many trainees are registered for a session, and how many came."""

    registered: int = 0
    came: int = 0


@dataclass(frozen=True, slots=True)
class Registered:
    """One person of the roster beside a session: whether they came, and which other sessions they are down for."""

    attendee: Attendee
    came: bool = False
    elsewhere: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True)
class RegistrationLists:
    """Everybody of the roster, by name: those registered for the session, and the others."""

    session: Session
    registered: tuple[Registered, ...]
    others: tuple[Registered, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """Who goes where, and who found no place."""

    places: Mapping[UUID, tuple[UUID, ...]]
    left_over: tuple[UUID, ...] = ()

    @property
    def count(self) -> int:
        """How many people found a place."""
        return sum(len(who) for who in self.places.values())


def room_left(session: Session, registered: int) -> int | None:
    """Return how many places are left, never below 0; None where there is no limit."""
    return None if session.capacity is None else max(session.capacity - registered, 0)


def over_by(session: Session, registered: int) -> int:
    """Return by how many a session is over its capacity, 0 where it is not."""
    return max(registered - session.capacity, 0) if session.capacity is not None else 0


def spread(people: Iterable[Attendee], sessions: Sequence[Session], *, taken: Mapping[UUID, int]) -> Spread:
    """Give everybody a place so that the sessions become equally full and every team is in several of them.

    People go team by team, each to the session with the fewest people that has a place left, the earlier one first;
    a capacity is kept whether it is hard or not.
    """
    filled = {one.id: taken.get(one.id, 0) for one in sessions}
    placed: dict[UUID, list[UUID]] = {one.id: [] for one in sessions}
    left_over = []
    for person in sorted(people, key=lambda one: (one.team or "", one.name, one.id)):
        free = [one for one in sessions if room_left(one, filled[one.id]) != 0]
        if not free:
            left_over.append(person.id)
            continue
        best = min(free, key=lambda one: (filled[one.id], one.starts_at))
        filled[best.id] += 1
        placed[best.id].append(person.id)
    return Spread({one: tuple(who) for one, who in placed.items() if who}, tuple(left_over))
