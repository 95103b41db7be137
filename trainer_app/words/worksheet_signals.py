"""A team's signals in words, each with what it may point to."""

from __future__ import annotations

from dataclasses import dataclass

from trainer_app.domain.adoption_numbers import Rate
from trainer_app.domain.worksheet import STOP_SPAN, Rung, Stops, Worksheet
from trainer_app.words.language import N_, say
from trainer_app.words.times import day
from trainer_app.words.worksheet import HINTS, champion, rung


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal: what it is, what was counted, and how to read it."""

    title: str
    value: str
    hint: str


def signals(found: Worksheet) -> tuple[Signal, ...]:
    """Return the signals in the order they are looked at."""
    titles = (
        N_("Tried, of those with access"),
        N_("Came back, of those who tried"),
        N_("Active days before stopping"),
        N_("When they stopped"),
        N_("Active, last eight weeks"),
        N_("What they ask"),
        N_("Explored before training"),
        N_("Champion"),
    )
    values = (
        _rate(found.tried),
        _rate(found.came_back),
        _median(found.days_before_stopping),
        _stops(found.stops),
        _trend(found),
        _questions(found.questions),
        _rate(found.explored_before),
        champion(found.champion),
    )
    hints = (_reading(say(one)) for one in HINTS)
    return tuple(Signal(say(title), value, hint) for title, value, hint in zip(titles, values, hints, strict=True))


def _reading(hint: str) -> str:
    """Return what stands after the signal's own name, as a sentence."""
    said = hint.partition(": ")[2] or hint
    return said[:1].upper() + said[1:]


def _rate(found: Rate) -> str:
    said = say(N_("{count} of {of}"), count=found.count, of=found.of)
    if found.share is None:
        return said
    return f"{said} · {say(N_('{share} %'), share=round(100 * found.share))}"


def _median(days: float | None) -> str:
    if days is None:
        return say(N_("nobody stopped"))
    return say(N_("half of them {days} or fewer"), days=f"{days:g}")


def _stops(found: Stops) -> str:
    if not found.stopped or found.span_ends is None:
        return say(N_("nobody stopped after coming back"))
    return say(
        N_("{within} of {stopped} within {days} days, until {day}"),
        within=found.within_span,
        stopped=found.stopped,
        days=STOP_SPAN,
        day=day(found.span_ends),
    )


def _trend(found: Worksheet) -> str:
    """Return the counts of eight weeks, oldest first; a week that is not wholly known is marked."""
    if not found.trend:
        return say(N_("no usage known"))
    return "  ".join(f"{one.active}" if one.covered else say(N_("{count}?"), count=one.active) for one in found.trend)


def _questions(asked: dict[Rung, int]) -> str:
    parts = [f"{rung(which)} {asked[which]}" for which in Rung if asked.get(which)]
    return " · ".join(parts) or say(N_("none recorded"))
