"""The attendee's pages: who I am, my step, my hand."""

from __future__ import annotations

from typing import Final

import msgspec

from trainer_app.domain.phone import PhoneRole
from trainer_app.web.page import Look, Page, Shown, View

_MINE = frozenset({PhoneRole.ATTENDEE})


class Me(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where I am."""

    session: str
    phase: str
    cursor: int
    name: str | None = None
    step: str | None = None
    done: tuple[str, ...] = ()
    place: int | None = None


def _home(view: View) -> Shown:
    if view.phone.attendee_id is None:
        return Shown("find.html", "Who are you?")
    mine = view.services.phone_floor.look(view.session_id, view.phone.attendee_id)
    return Shown("step.html", mine.session.name, {"mine": mine}, cursor=mine.cursor, waiting=mine.place is not None)


def _me(view: View) -> Me:
    session = view.services.sessions.get(view.session_id)
    if not view.phone.is_theirs or view.phone.attendee_id is None:
        return Me(session.name, session.phase.value, 0)
    mine = view.services.phone_floor.look(view.session_id, view.phone.attendee_id)
    marks = mine.journey.marks if mine.journey else {}
    return Me(
        mine.session.name,
        mine.session.phase.value,
        mine.cursor,
        mine.person.name,
        mine.journey.current if mine.journey else None,
        tuple(marks),
        mine.place,
    )


PAGES: Final = (Page("/", _MINE, _home),)
LOOKS: Final = (Look("me", _MINE, Me, _me),)
