"""What a page is: who may open it, and what it shows of the services at this moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from trainer_app.domain.phone import Phone, PhoneRole
from trainer_app.web.access import Access
from trainer_app.web.board import Board
from trainer_app.web.needs import Needs


@dataclass(frozen=True, slots=True)
class View:
    """One look of one phone: who looks, and what the address says: its query, and what its path names."""

    services: Needs
    phone: Phone
    board: Board
    access: Access
    query: Mapping[str, str]
    address: str = ""  # where it looks from

    @property
    def session_id(self) -> UUID:
        """The session the phone joined."""
        return self.phone.session_id


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: its template and facts. `cursor` is up to where it knows what happened.

    `waiting`: it shows a place in the queue, so what others do with theirs concerns it. `go` sends elsewhere instead.
    """

    template: str = ""
    title: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    cursor: int = 0
    live: bool = True
    waiting: bool = False
    go: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path, whose it is, and how it is made."""

    path: str
    roles: frozenset[PhoneRole]
    show: Callable[[View], Shown]


@dataclass(frozen=True, slots=True)
class Look:
    """What a program may ask for as JSON: `GET /api/<name>`; `answer` is the type of what `show` returns."""

    name: str
    roles: frozenset[PhoneRole]
    answer: Any
    show: Callable[[View], Any]
    query: tuple[str, ...] = ()
