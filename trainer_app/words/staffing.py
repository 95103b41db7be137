"""What the staffing planner says: how long people would wait with so many helpers, and what that rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from trainer_app.domain.help_figures import WAIT_P50_TARGET, WAIT_P90_TARGET, Staffing
from trainer_app.domain.staffing_plan import Area, Assumption, Basis, Forecast, Observed
from trainer_app.words.language import N_, say, say_count

_ENDLESS: Final = 7200  # seconds; beyond two hours a wait has no end in the session
TITLE: Final = N_("Staffing")
PEOPLE: Final = N_("People")
HELPERS: Final = N_("Helpers")
CALLS: Final = N_("Calls for help per person and hour")
VISIT: Final = N_("Minutes per visit")
AS_LEARNED: Final = N_("Back to the figures known")
WAITS_HEAD: Final = N_("Expected wait by number of helpers")
AREAS_HEAD: Final = N_("Who looks where first")
AREAS_NOTE: Final = N_("Areas are where to look first; whoever is free takes the next hand, wherever it is.")
NEED_HEAD: Final = N_("Helpers to ask for")
HALF: Final = N_("half within")
NINE_IN_TEN: Final = N_("nine in ten within")
BUSY: Final = N_("busy")
NOBODY_TITLE: Final = N_("Nobody is expected yet")
NOBODY_TEXT: Final = N_("Register people for this session, or say above how many you expect.")
MODEL: Final = N_(
    "Reckoned as a queue with as many servers as helpers and a limited number of callers (M/M/c//N; Gross and Harris, Fundamentals of Queueing Theory). It leaves out walking, breaks, and rooms where everybody meets the same error at once."
)
_BASIS_CALLS: Final = {
    Basis.LEARNED: N_("from {count} calls in {sessions}; likely {low} to {high}"),
    Basis.ASSUMED: N_("assumed, as earlier sessions say too little yet; may well be {low} to {high}"),
    Basis.CHOSEN: N_("as you chose"),
}
_BASIS_VISIT: Final = {
    Basis.LEARNED: N_("the mean of {count} visits in {sessions}"),
    Basis.ASSUMED: N_("assumed, as earlier sessions say too little yet"),
    Basis.CHOSEN: N_("as you chose"),
}
_EXPECTED: Final = {
    "came": N_("came"),
    "registered": N_("registered"),
    "roster": N_("on the roster; nobody is registered yet"),
    "chosen": N_("as you chose"),
}


def wait(value: float | None) -> str:
    """Return a wait as it is said: "at once", "50 s", "1 min 10 s", "12 min", "over 2 h"."""
    if value is None:
        return say(N_("nobody comes"))
    seconds = round(value * 6) * 10
    if seconds == 0:
        return say(N_("at once"))
    if seconds < 60:  # noqa: PLR2004 - a minute
        return say(N_("{seconds} s"), seconds=seconds)
    if seconds >= _ENDLESS:
        return say(N_("over 2 h"))
    if seconds >= 600 or seconds % 60 == 0:  # noqa: PLR2004 - above ten minutes nobody counts seconds
        return say(N_("{count} min"), count=round(seconds / 60))
    return say(N_("{minutes} min {seconds} s"), minutes=seconds // 60, seconds=seconds % 60)


def headline(now: Forecast, more: Forecast) -> str:
    """Return what these helpers mean for waiting, and what one more would change."""
    if now.p50 is None:
        return say(N_("Without a helper nobody comes. One helper: {more}."), more=_waits(more))
    begin = say_count(
        "With {count} helper, {waits}.",
        "With {count} helpers, {waits}.",
        now.helpers,
        waits=_waits(now),
    )
    if _waits(more) == _waits(now):
        return begin + " " + say(N_("One more would change nothing that is felt."))
    return begin + " " + say(N_("One more: {waits}."), waits=_waits(more))


def _waits(row: Forecast) -> str:
    if row.p50 is None or row.p90 is None:
        return wait(None)
    if wait(row.p90) == wait(0.0):
        return say(N_("nine of ten are helped at once"))
    if _is_endless(row.p50):
        return say(N_("half wait over 2 h"))
    if wait(row.p50) == wait(0.0):
        return say(N_("half are helped at once, nine of ten {soon}"), soon=_soon(row.p90))
    if _is_endless(row.p90):
        return say(N_("half wait less than {p50}, one in ten over 2 h"), p50=wait(row.p50))
    return say(N_("half wait less than {p50}, nine of ten less than {p90}"), p50=wait(row.p50), p90=wait(row.p90))


def verdict(now: Forecast, first: Forecast | None) -> str:
    """Return whether the targets are kept, and how many helpers would keep them."""
    if now.on_target:
        return say(N_("That keeps the targets."))
    if first is None:
        return say(N_("No number of helpers keeps the targets; make the session smaller."))
    return say_count(
        "The targets want at least {count} helper.", "The targets want at least {count} helpers.", first.helpers
    )


def unsure(calm: Forecast, busy: Forecast) -> str:
    """Return what the range of the calls means for nine in ten."""
    if calm.p90 is None or busy.p90 is None or _is_endless(calm.p90):
        return ""
    if wait(busy.p90) == wait(0.0):
        return say(N_("On a busy day too, nine of ten are helped at once."))
    return say(
        N_("On a calm day nine of ten are helped {calm}, on a busy one {busy}. Plan for the busy one."),
        calm=_soon(calm.p90),
        busy=_soon(busy.p90),
    )


def _soon(value: float) -> str:
    """Return "at once", "within 3 min" or "after over 2 h"."""
    if _is_endless(value):
        return say(N_("after {wait}"), wait=wait(value))
    return wait(value) if wait(value) == wait(0.0) else say(N_("within {wait}"), wait=wait(value))


def _is_endless(value: float) -> bool:
    return value * 60 >= _ENDLESS - 5


def targets() -> str:
    """Return the targets in one line."""
    return say(N_("half within {p50}, nine in ten within {p90}"), p50=wait(WAIT_P50_TARGET), p90=wait(WAIT_P90_TARGET))


def calls_note(known: Assumption, seen: Observed) -> str:
    """Return where the rate of calls comes from."""
    return say(
        _BASIS_CALLS[known.basis],
        count=known.count,
        sessions=_sessions(seen),
        low=f"{known.low:.1f}",
        high=f"{known.high:.1f}",
    )


def visit_note(known: Assumption, seen: Observed) -> str:
    """Return where the length of a visit comes from."""
    return say(_BASIS_VISIT[known.basis], count=known.count, sessions=_sessions(seen))


def _sessions(seen: Observed) -> str:
    return say_count("{count} earlier session", "{count} earlier sessions", seen.sessions)


def people_note(expected: str) -> str:
    """Return where the number of people comes from: came, registered, roster or chosen."""
    return say(_EXPECTED[expected])


def helpers_note(*, chosen: bool) -> str:
    """Return where the number of helpers comes from."""
    return say(N_("as you chose")) if chosen else say(N_("planned for this session"))


def need_line(need: Staffing) -> str:
    """Return the rule of thumb: how many while setting up, how many in tasks."""
    several = say(N_("{least} to {most}"), least=need.setup_least, most=need.setup)
    return say(
        N_("Rule of thumb: {setup} while setting up (one per 4 to 5 people), {tasks} in tasks (one per 6)."),
        setup=several if need.setup_least < need.setup else need.setup,
        tasks=need.tasks,
    )


def later_line(helpers: int, need: Staffing) -> str:
    """Return who is free once everybody is set up, or how many are missing."""
    if helpers > need.tasks:
        spare = helpers - need.tasks
        return say_count(
            "Once most are set up, {count} helper can sit with those who came late.",
            "Once most are set up, {count} helpers can sit with those who came late.",
            spare,
        )
    if helpers < need.setup_least:
        missing = need.setup_least - helpers
        return say_count(
            "While setting up {count} helper is missing: let neighbours help each other.",
            "While setting up {count} helpers are missing: let neighbours help each other.",
            missing,
        )
    return say(N_("All helpers stay with the room from setup to the last task."))


def area_line(area: Area) -> str:
    """Return "seats A1 to B2, 6 people"; without seats only how many."""
    people = say_count("{count} person", "{count} people", area.people)
    if area.first is None:
        return people
    return say(N_("seats {first} to {last}, {people}"), first=area.first, last=area.last, people=people)


def helper_names(names: Sequence[str], count: int) -> list[str]:
    """Return the names of so many helpers, those without one by number."""
    return [*names[:count], *(say(N_("Helper {number}"), number=number + 1) for number in range(len(names), count))]


def row_tip(row: Forecast) -> str:
    """Return a row in words, for those who do not see the picture."""
    return say(
        N_("{helpers} helpers: {waits}; each is busy {busy} % of the time"),
        helpers=row.helpers,
        waits=_waits(row),
        busy=round(100 * row.busy),
    )


def mark(row: Forecast) -> str:
    """Return the wait of nine in ten, with a tick where both targets are kept."""
    return say(N_("✓ {wait}"), wait=wait(row.p90)) if row.on_target else wait(row.p90)


def busy(row: Forecast) -> str:
    """Return how much of the time a helper is with somebody."""
    return say(N_("{share} %"), share=round(100 * row.busy))


def graph_note() -> str:
    """Return how the graph is read."""
    return say(
        N_(
            "The bar is the wait of nine in ten, the stroke in it that of half; the lines are the targets: {targets}. ✓ keeps both."
        ),
        targets=targets(),
    )
