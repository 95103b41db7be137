"""What stands on the floor page around its cards: the grid and what it says aloud, the seat map, tools and forms."""

from __future__ import annotations

from typing import Final

from trainer_app.domain.floor_board import CellState
from trainer_app.domain.help_figures import RemedyRecord, WaitFigures
from trainer_app.domain.progress import Rhythm
from trainer_app.words.floor import remedy_line, stopwatch
from trainer_app.words.language import N_, say, say_count

TITLE: Final = N_("Floor")
GRID: Final = N_("People and steps")
GRID_KEYS: Final = N_("Arrow keys move; Space ticks the step or takes the tick back.")
SEATS: Final = N_("Seat map")
SEAT: Final = N_("Seat")
PERSON: Final = N_("Person")
NO_SEAT: Final = N_("No seat")
TO_SEATS: Final = N_("Seat map")
TO_GRID: Final = N_("Grid")
FIND: Final = N_("Find a person  /")
FIND_NAME: Final = N_("Find a person in the grid")
SORT: Final = N_("Order")
BY_SEAT: Final = N_("By seat")
BY_NAME: Final = N_("By name")
BY_STEP: Final = N_("By step")
ONLY_NEEDED: Final = N_("Needs somebody")
NONE_NEEDED: Final = N_("Nobody needs anybody just now.")
LEGEND: Final = N_("What the cells say")

LEGEND_HAND: Final = N_("hand")
LEGEND_LOOK: Final = N_("look")
LEGEND_HELPED: Final = N_("helped")
LEGEND_NOW: Final = N_("now")
LEGEND_HELD: Final = N_("parked")
LEGEND_LEFT: Final = N_("left")
DONE: Final = N_("done")
NOW: Final = N_("at it now")
LOOK: Final = N_("worth a look")
HAND: Final = N_("hand up")
HELPED: Final = N_("being helped")
HELD: Final = N_("help parked")
SKIPPED: Final = N_("skipped")
LEFT: Final = N_("left the room")
AHEAD: Final = N_("not there yet")
STATES: Final = {
    CellState.AHEAD: AHEAD,
    CellState.DONE: DONE,
    CellState.SKIPPED: SKIPPED,
    CellState.NOW: NOW,
    CellState.LOOK: LOOK,
    CellState.HAND: HAND,
    CellState.HELPED: HELPED,
    CellState.HELD: HELD,
    CellState.LEFT: LEFT,
}
HAD_FIRST: Final = N_("first hands-on recorded")
FINISHED: Final = N_("all steps done")

ACT_TICK: Final = N_("Done, or take back")
ACT_SKIP: Final = N_("Skip, or take back")
ACT_HAND: Final = N_("Raise a hand for them")
ACT_VISIT: Final = N_("I am with them")
ACT_COMPLETE: Final = N_("First hands-on")
ACT_OPEN: Final = N_("Show the person")
ACT_SEAT: Final = N_("Change the seat")
BUTTON_TICK: Final = N_("Done")
BUTTON_HAND: Final = N_("Raise hand")
BUTTON_VISIT: Final = N_("I am with them")
BUTTON_MORE: Final = N_("…")
PERSON_ACTS: Final = N_("What to do for this person")

KEY_MOVE: Final = N_("go from cell to cell")
KEY_TICK: Final = N_("tick the step, or take the tick back")
KEY_SKIP: Final = N_("skip the step, or take that back")
KEY_HAND: Final = N_("raise a hand for this person")
KEY_VISIT: Final = N_("I am with this person")
KEY_COMPLETE: Final = N_("first hands-on: what they made, how confident")
KEY_OPEN: Final = N_("show the person")
KEY_SEAT: Final = N_("change the seat")
KEY_FIX: Final = N_("show the fix to everyone on this step")
KEY_MENU: Final = N_("all of this as a menu")
KEY_FIND: Final = N_("find a person")
KEY_VIEW: Final = N_("seat map and back")
KEY_NEEDED: Final = N_("only who needs somebody")
KEY_QUEUE: Final = N_("go to the queue")

SHOW_FIX: Final = N_("Show the fix to everyone on this step")
FIX_SHOWN: Final = N_("The fix for “{step}” is shown to everyone on it")
HAND_RAISED: Final = N_("{name} is in the queue")
VISITED: Final = N_("You are with {name}")
SEATED: Final = N_("{name} sits at {seat}")
UNSEATED: Final = N_("{name} has no seat")
NOT_FOUND: Final = N_("Nobody in this room is called “{text}”.")

NO_SESSION: Final = N_("No session is planned")
NO_SESSION_MORE: Final = N_("Plan one on the first page; its floor then stands here.")
NO_DOORS: Final = N_("Open the doors first")
NO_DOORS_MORE: Final = N_("The grid of people and steps fills as people check in to “{session}”.")
TO_TODAY: Final = N_("Go to Today")
NO_CHECKLIST: Final = N_("This session has no steps")
NO_CHECKLIST_MORE: Final = N_("It is about why, not how. Steps are ticked in hands-on sessions and clinics.")
NOBODY: Final = N_("Nobody is checked in yet")
TO_CHECK_IN: Final = N_("Go to check-in")
STANDING_STILL: Final = N_("Step clocks stand still until hands-on.")
STANDING_STILL_PAUSE: Final = N_("Step clocks stand still outside hands-on.")
ENDED: Final = N_("This session has ended; its clocks stand still.")

WAIT_HALF: Final = N_("wait p50")
WAIT_NINE: Final = N_("p90")
DONE_SHARE: Final = N_("done")
NOTHING: Final = N_("–")
RHYTHM: Final = N_("Talk and hands-on so far")


def figure_tip(waits: WaitFigures) -> str:
    """Return what the two waits mean: how many asked, and what is aimed at."""
    if not waits.count:
        return say(N_("Nobody has asked for help yet. Aimed at: half within 2 min, nine in ten within 5."))
    return say_count(
        "{count} wish for help so far. Aimed at: half within 2 min, nine in ten within 5.",
        "{count} wishes for help so far. Aimed at: half within 2 min, nine in ten within 5.",
        waits.count,
    )


def waits(value: float | None) -> str:
    """Return "1:40", a dash where nobody asked."""
    return say(NOTHING) if value is None else stopwatch(value)


def share(value: float | None) -> str:
    """Return "64 %", a dash where there is nobody."""
    return say(NOTHING) if value is None else say(N_("{percent} %"), percent=round(100 * value))


def rhythm_short(rhythm: Rhythm) -> str:
    """Return "18 / 82", talk and hands-on in per cent; a dash before either began."""
    if rhythm.talk_share is None:
        return say(NOTHING)
    talk = round(100 * rhythm.talk_share)
    return say(N_("{talk} / {hands_on}"), talk=talk, hands_on=100 - talk)


def rhythm_spent(rhythm: Rhythm) -> str:
    """Return "talk 8 min, hands-on 34 min"."""
    return say(
        N_("talk {talk} min, hands-on {hands_on} min"),
        talk=round(rhythm.talk_minutes),
        hands_on=round(rhythm.hands_on_minutes),
    )


def needed(count: int) -> str:
    """Return what the filter says: "Needs somebody · 3"."""
    return say(N_("{filter} · {count}"), filter=say(ONLY_NEEDED), count=count) if count else say(ONLY_NEEDED)


def medians(median: float | None, expected: float, *, short: bool = False) -> str:
    """Return "9 / 5 min": what it takes here against what was expected; a dash while nobody has done it."""
    taken = say(NOTHING) if median is None else str(round(median))
    text = N_("{taken} / {expected}") if short else N_("{taken} / {expected} min")
    return say(text, taken=taken, expected=round(expected))


def head_tip(number: int, head: str, *, minutes: tuple[float | None, float], working: int, alarm: bool) -> str:
    """Return a step's whole heading; `minutes` are those it takes here and those expected."""
    median, expected = minutes
    here = say(N_("not done by anybody yet")) if median is None else say(N_("{count} min here"), count=round(median))
    text = N_("{number}. {title}\n{here}, {expected} min expected; {working} at it now")
    if alarm:
        text = N_("{number}. {title}\n{here}, {expected} min expected; {working} at it now\nIt holds the room up.")
    return say(
        text,
        number=number,
        title=head,
        here=here,
        expected=round(expected),
        working=working,
    )


def cell(person: str, step: str, *, state: str, minutes: int | None, by: str = "") -> str:
    """Return what a screen reader says of a cell: "Wei Chen, First prompt: at it now, 6 min"."""
    took = say(N_("{count} min"), count=minutes) if minutes is not None else ""
    return say(
        N_("{person}, {step}: {said}"), person=person, step=step, said=", ".join(p for p in (state, by, took) if p)
    )


def seat_and_name(seat: str | None, name: str) -> str:
    """Return "B4 · Kenji Suzuki"."""
    return " · ".join(part for part in (seat, name) if part)


def step_of(number: int, *, of: int, title: str) -> str:
    """Return "9 of 12, First prompt"."""
    return say(N_("{number} of {count}, {title}"), number=number, count=of, title=title)


def last_help(by: str | None, minutes: int) -> str:
    """Return "last helped 12 min ago by Mei"."""
    if by:
        return say(N_("last helped {count} min ago by {by}"), count=minutes, by=by)
    return say(N_("last helped {count} min ago"), count=minutes)


def fix_line(remedy: str, record: RemedyRecord | None) -> str:
    """Return "Worked 6 of 7 times: other browser"."""
    return say(N_("{remedy} ({record})"), remedy=remedy, record=remedy_line(record))


def more_alarms(count: int) -> str:
    """Return "2 more steps are held up"."""
    return say_count("{count} more step is held up", "{count} more steps are held up", count)


def seat_question(name: str) -> str:
    """Return what the seat's field is called."""
    return say(N_("Seat of {name}"), name=name)


def nobody_more(steps: int, checklist: str) -> str:
    """Return what will stand here: everybody with the steps of this checklist."""
    return say_count(
        "Whoever comes in stands here with the {count} step of “{checklist}”.",
        "Whoever comes in stands here with the {count} steps of “{checklist}”.",
        steps,
        checklist=checklist,
    )
