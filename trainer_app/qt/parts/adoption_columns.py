"""The columns of the working lists: who, why and what next have the width, what is agreed stands beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.adoption_picture import Listed
from trainer_app.qt.tokens import Tone
from trainer_app.words import adoption, worksheet
from trainer_app.words import adoption_page as page_words
from trainer_app.words import follow_up_lists as words
from trainer_app.words.language import say


def _owner(one: Listed) -> str:
    return one.agreed.owner or ""


def _due(one: Listed) -> str:
    return one.due


def _done(one: Listed) -> str:
    done = one.agreed.done_on
    return page_words.brief(done, year=one.person.as_of.year) if done and one.is_done else ""


def _person_tip(one: Listed) -> str:
    return "\n".join(part for part in (one.person.name, one.person.email, one.badges) if part)


def _note(one: Listed) -> str:
    because = worksheet.why(one.agreed.reason) if one.agreed.reason else ""
    return " · ".join(part for part in (because, one.agreed.note) if part)


def _last(one: Listed) -> date:
    return one.person.last_active or date.min


def _column(title: str, text: Callable[[Listed], str], width: int, **more: object) -> Column[Listed]:
    return Column(say(title), text, width, **more)  # type: ignore[arg-type]


def list_columns() -> tuple[tuple[Column[Listed], ...], ...]:
    """Return the columns of a state's people, of those due across the states, and of those asked at a revisit."""
    name = _column(words.PERSON, lambda one: one.person.name, 132, strong=True, tip=_person_tip)
    team = _column(words.TEAM, lambda one: one.team, 84)
    reason = _column(words.REASON, lambda one: one.reason, 0)
    last = _column(
        words.LAST_ACTIVE,
        lambda one: one.last_active,
        76,
        order=_last,
        tip=lambda one: page_words.on_day(one.person.last_active, one.person.as_of),
    )
    step = _column(words.NEXT_STEP, lambda one: one.next_step, 0)
    agreed = (
        _column(words.OWNER, _owner, 62),
        _column(
            words.DUE_ON,
            _due,
            62,
            order=lambda one: one.agreed.due_on or date.max,
            tone=lambda one: Tone.LOOK if one.is_due else Tone.PLAIN,
        ),
        _column(
            words.DONE,
            _done,
            56,
            icon=lambda one: "tick" if one.is_done else None,
            tone=lambda one: Tone.OK if one.is_done else Tone.PLAIN,
        ),
        _column(words.NOTE, _note, 66),
    )
    state = _column(words.STATE, lambda one: adoption.state(one.person.state), 90)
    days = _column(
        words.ASKED,
        lambda one: words.after_days(one.revisit.after_days) if one.revisit else "",
        90,
        order=lambda one: one.revisit.after_days if one.revisit else 0,
        tip=lambda one: page_words.on_day(one.revisit.due_on, one.person.as_of) if one.revisit else "",
    )
    alive = _column(words.IN_USE, lambda one: worksheet.alive(one.revisit.alive) if one.revisit else "", 130)
    answer = _column(
        words.ANSWER, lambda one: one.answer_text, 0, tone=lambda one: Tone.LOOK if one.to_ask else Tone.PLAIN
    )
    return (
        (name, team, reason, last, step, *agreed),
        (name, team, state, reason, step, *agreed),
        (name, team, days, alive, state, answer),
    )
