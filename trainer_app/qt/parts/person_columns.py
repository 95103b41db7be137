"""The columns of the roster, and the shape, icon and colour each state has there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from trainer_app.domain.adoption import State
from trainer_app.domain.person_record import PersonRow
from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.tokens import Tone
from trainer_app.words import people as words
from trainer_app.words.language import say
from trainer_app.words.times import day

SIGNS: Final[dict[State, tuple[str, Tone]]] = {
    State.NEVER_ATTENDED: ("ring", Tone.PLAIN),
    State.NOT_COMPLETED: ("look", Tone.LOOK),
    State.UNKNOWN: ("unknown", Tone.PLAIN),
    State.TOO_EARLY: ("wait", Tone.INFO),
    State.CONTINUING: ("done", Tone.OK),
    State.LAPSED: ("pause", Tone.LOOK),
    State.TRIED_ONCE: ("dot", Tone.LOOK),
    State.RETURNED: ("again", Tone.OK),
    State.STOPPED: ("skip", Tone.LOOK),
}
_STAFF: Final = ("people", Tone.PLAIN)


def sign(row: PersonRow) -> tuple[str, Tone]:
    """Return the icon and the colour of somebody's state."""
    return SIGNS[row.standing.state] if row.standing else _STAFF


def columns(as_of: Callable[[], date]) -> tuple[Column[PersonRow], ...]:
    """Return the roster's columns; `as_of` is asked for the day they are read on."""

    def full(on: date | None) -> str:
        return day(on, year=as_of().year) if on else ""

    def last(row: PersonRow) -> str:
        return words.ago(row.last_active, as_of())

    def hands_on(row: PersonRow) -> str:
        return words.ago(row.hands_on, as_of())

    def hands_on_in_full(row: PersonRow) -> str:
        return full(row.hands_on)

    def last_in_full(row: PersonRow) -> str:
        return full(row.last_active)

    return (
        Column(say(words.NAME), _name, width=0, strong=True, order=_by_name),
        Column(say(words.STATE), words.state, width=212, tone=_tone, icon=_icon, tip=words.reason),
        Column(say(words.TEAM), _team, width=118, order=_by_team),
        Column(say(words.SYSTEM), _system, width=86),
        Column(say(words.EMAIL), _email, width=0),
        Column(say(words.SESSIONS), _sessions, width=84, align_right=True, order=_sessions_counted),
        Column(say(words.HANDS_ON), hands_on, width=118, order=_by_hands_on, tip=hands_on_in_full),
        Column(say(words.LAST_ACTIVE), last, width=108, order=_by_last, tip=last_in_full),
    )


def _name(row: PersonRow) -> str:
    return row.person.name


def _by_name(row: PersonRow) -> str:
    return row.person.name.casefold()


def _team(row: PersonRow) -> str:
    return row.person.team or ""


def _by_team(row: PersonRow) -> str:
    return (row.person.team or "").casefold()


def _system(row: PersonRow) -> str:
    return words.system(row.person)


def _email(row: PersonRow) -> str:
    return row.person.email or ""


def _sessions(row: PersonRow) -> str:
    return str(row.sessions)


def _sessions_counted(row: PersonRow) -> int:
    return row.sessions


def _by_hands_on(row: PersonRow) -> date:
    return row.hands_on or date.min


def _by_last(row: PersonRow) -> date:
    return row.last_active or date.min


def _tone(row: PersonRow) -> Tone:
    return sign(row)[1]


def _icon(row: PersonRow) -> str:
    return sign(row)[0]
