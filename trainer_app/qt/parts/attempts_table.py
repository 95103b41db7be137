"""The attempts log: every scan and every name at the door of a session, refusals too, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from trainer_app.domain.check_in import Attempt, Outcome
from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.table import Table
from trainer_app.qt.tokens import Tone
from trainer_app.words import check_in
from trainer_app.words import room_book as words
from trainer_app.words.check_in import tone_of
from trainer_app.words.language import say
from trainer_app.words.times import clock

_ICONS: Final = {Tone.OK: "done", Tone.LOOK: "elsewhere", Tone.HELP: "stop", Tone.INFO: "unknown"}


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt and the name of whoever it was, empty where nobody was recognised."""

    attempt: Attempt
    name: str


class AttemptsTable(Stage):
    """Shows attempts, or that there were none."""

    def __init__(self) -> None:
        self._zone = "UTC"
        self._table: Table[Tried] = Table(say(words.ATTEMPTS), _columns(self._in_zone), key=_gesture)
        super().__init__(self._table)

    def show_attempts(self, tried: Sequence[Tried], *, zone: str) -> None:
        """Show these, with times of this zone."""
        self._zone = zone
        if tried:
            self._table.show_rows(tried)
            self.show_content()
        else:
            self.show_empty("door", say(words.NO_ATTEMPTS), say(words.NO_ATTEMPTS_HOW))

    def _in_zone(self) -> str:
        return self._zone


def _columns(zone: Callable[[], str]) -> tuple[Column[Tried], ...]:
    def when(one: Tried) -> str:
        return clock(one.attempt.at, zone())

    return (
        Column(say(words.WHEN), when, 70, align_right=True),
        Column(say(words.OUTCOME), _outcome, 150, tone=_tone, icon=_icon),
        Column(say(words.WHO), _who, 0, strong=True, tip=_whole),
        Column(say(words.HOW), _how, 96),
        Column(say(words.WHERE), _where, 168),
    )


def _gesture(one: Tried) -> UUID:
    return one.attempt.gesture_id


def _outcome(one: Tried) -> str:
    return say(words.OUTCOMES[one.attempt.outcome])


def _tone(one: Tried) -> Tone:
    return Tone(tone_of(one.attempt.outcome).value)


def _icon(one: Tried) -> str:
    return _ICONS[_tone(one)] if one.attempt.outcome is not Outcome.ALREADY_IN else "wait"


def _who(one: Tried) -> str:
    return one.name or one.attempt.raw or ""


def _whole(one: Tried) -> str:
    return "\n".join(part for part in (one.name, one.attempt.raw) if part)


def _how(one: Tried) -> str:
    return say(check_in.INPUTS[one.attempt.input])


def _where(one: Tried) -> str:
    return f"{one.attempt.desk.author}, {one.attempt.desk.device}"
