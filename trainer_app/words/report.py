"""What the report of a session says; screen, paper and command line say it in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from trainer_app.domain.help import SOMETHING_ELSE
from trainer_app.domain.help_figures import WAIT_P90_TARGET, HelperLoad
from trainer_app.domain.progress import TALK_PLAN
from trainer_app.domain.session_report import (
    Confidence,
    ErrorLine,
    ReportGap,
    SessionReport,
    StepLine,
    Stopped,
    Unanswered,
)
from trainer_app.words import way_out
from trainer_app.words.floor import remedy_line, stopwatch
from trainer_app.words.help_queue import SOMETHING_ELSE as OTHER_REMEDY
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import clock, day, weekday_and_clock

TITLE: Final = N_("Report")
SAVE: Final = N_("Save as PDF…")
SAVE_TITLE: Final = N_("Save the report")
PDF_FILES: Final = N_("PDF files (*.pdf)")
OPEN_FOLDER: Final = N_("Open folder")
NO_NAMES: Final = N_("Leave names out")
NO_NAMES_TIP: Final = N_("For sharing: neither people nor helpers are named.")
PAPER: Final = N_("Paper")
STEPS: Final = N_("Step by step")
HELP: Final = N_("Help")
ERRORS: Final = N_("Errors and what helped")
CONFIDENCE: Final = N_("Confidence, 1 to 5")
STOPPED: Final = N_("Stopped at")
STEP_HEADS: Final = (
    N_("Reached"),
    N_("Done"),
    N_("Skipped"),
    N_("Stopped"),
    N_("Calls"),
    N_("Median"),
    N_("Author"),
    N_("Learned"),
)
STEP: Final = N_("Step")
BEFORE: Final = N_("before")
AFTER: Final = N_("after")
HELPER: Final = N_("Helper")
NO_ERRORS: Final = N_("No errors were written down.")
NOBODY_SAID: Final = N_("Nobody was asked how confident they are.")
STEPS_NOTE: Final = N_(
    "The bar: who did the step, skipped it, is on it now, stopped at it, of all who came. Median: minutes, the unfinished counted in. Learned: in earlier sessions → with this one."
)
FOOT: Final = N_("Trainer · session report")
PAGE: Final = N_("{page} of {pages}")
FIRST_HANDS_ON_MARK: Final = N_("first hands-on")
_FEW: Final = 5  # answers; a mean of fewer says nothing
_GAPS: Final = {
    ReportGap.NOT_STARTED: (
        N_("Not started yet"),
        N_("The report begins when the first person comes in. Open the doors when it is time."),
    ),
    ReportGap.NOBODY_CAME: (
        N_("Nobody came"),
        N_("Nobody is checked in to this session. Check people in, or import an attendance list."),
    ),
    ReportGap.NO_CHECKLIST: (
        N_("No checklist runs in this session"),
        N_("An awareness session has attendance only."),
    ),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the large figures: its caption, the figure, and what belongs to it."""

    caption: str
    value: str
    note: str


def gap(reason: ReportGap) -> tuple[str, str]:
    """Return why there is little to show: a title and a sentence."""
    title, text = _GAPS[reason]
    return say(title), say(text)


def when(report: SessionReport) -> str:
    """Return "17 February 2026, Tue 9:04 · Room 2 · Facilitator · session 6 of 7"."""
    session = report.session
    at = weekday_and_clock(session.starts_at, session.zone, near=session.starts_at)
    parts = [say(N_("{day}, {time}"), day=day_of(report), time=at), session.room, session.facilitator]
    if session.of > 1:
        parts.append(say(N_("session {number} of {of}"), number=session.number, of=session.of))
    return " · ".join(part for part in parts if part)


def day_of(report: SessionReport) -> str:
    """Return the session's day with its year."""
    return day(_starts(report).date(), year=0)


def as_of(report: SessionReport) -> str:
    """Return whether the session is over, or up to when the figures reach."""
    if report.is_final:
        return say(N_("the whole session"))
    return say(N_("so far, at {clock}"), clock=clock(report.at, report.session.zone))


def file_name(report: SessionReport) -> str:
    """Return a sensible name for the file: the session and its day, nothing a file system stumbles over."""
    plain = "".join(one if one.isalnum() or one in " -_" else " " for one in report.session.name)
    return f"{' '.join(plain.split())[:80]} {_starts(report).date().isoformat()}.pdf"


def saved(path: Path) -> str:
    """Return where the report was saved."""
    return say(N_("Saved: {path}"), path=path)


def figures(report: SessionReport) -> list[Figure]:
    """Return the five large figures; only who came where no checklist runs."""
    if report.gap is ReportGap.NO_CHECKLIST:
        return [_came(report)]
    return [
        _came(report),
        _first_hands_on(report),
        _waits(report),
        _rhythm(report),
        _confidence_figure(report.confidence),
    ]


def step_cells(line: StepLine) -> list[str]:
    """Return what a step's row says under `STEP_HEADS`."""
    return [
        str(line.reached),
        str(line.done),
        _or_dash(line.skipped),
        _or_dash(line.stopped),
        _or_dash(line.calls),
        _minutes(line.median),
        _minutes(line.author).removesuffix(".0"),
        _learned(line),
    ]


def step_text(line: StepLine) -> str:
    """Return a step's row in words, for those who do not see the picture."""
    heads = [say(head) for head in STEP_HEADS]
    return f"{line.title}: " + ", ".join(f"{head} {cell}" for head, cell in zip(heads, step_cells(line), strict=True))


def asked_lines(report: SessionReport) -> list[str]:
    """Return how help came about and how long people waited."""
    asked = report.asked
    parts = (
        say_count("{count} hand", "{count} hands", asked.hands),
        say(N_("{count} said “stuck” when asked"), count=asked.said_stuck) if asked.said_stuck else "",
        say_count("{count} visit the clock suggested", "{count} visits the clock suggested", asked.visits),
        say_count("{count} silent question", "{count} silent questions", asked.silent) if asked.silent else "",
    )
    lines = [" · ".join(part for part in parts if part)]
    waits, left = report.waits, report.unanswered
    if waits.p50 is not None and waits.p90 is not None and waits.longest is not None:
        on_target = waits.on_target and (left.longest or 0.0) <= WAIT_P90_TARGET
        lines.append(
            say(
                N_("Waits: half at most {p50}, nine in ten at most {p90}, the longest {longest}; {verdict}."),
                p50=stopwatch(waits.p50),
                p90=stopwatch(waits.p90),
                longest=_longest(waits.longest, left.longest or 0.0),
                verdict=say(N_("on target")) if on_target else say(N_("longer than the target of 2:00 and 5:00")),
            )
        )
    elif not left.count + left.unrecorded:
        lines.append(say(N_("Nobody asked for help.")))
    return lines + _left_lines(left)


def _left_lines(left: Unanswered) -> list[str]:
    lines = []
    if left.longest is not None:
        one = N_("{count} hand was not answered; it waited {longest}.")
        many = N_("{count} hands were not answered; the longest waited {longest}.")
        lines.append(say_count(one, many, left.count, longest=stopwatch(left.longest)))
    if left.unrecorded:
        one = N_("{count} hand was answered; how it ended was not written down.")
        many = N_("{count} hands were answered; how it ended was not written down.")
        lines.append(say_count(one, many, left.unrecorded))
    return lines


def _longest(answered: float, unanswered: float) -> str:
    """Return the longest wait; one the end cut off might have lasted longer."""
    if unanswered > answered:
        return say(N_("at least {minutes}"), minutes=stopwatch(unanswered))
    return stopwatch(answered)


def helper_name(load: HelperLoad, number: int) -> str:
    """Return who helped; by number where names are left out."""
    return load.helper or say(N_("Helper {number}"), number=number)


def helper_line(load: HelperLoad) -> str:
    """Return "9 visits · 41 min"."""
    visits = say_count("{count} visit", "{count} visits", load.visits)
    return say(N_("{visits} · {minutes} min"), visits=visits, minutes=round(load.minutes))


def error_title(line: ErrorLine) -> str:
    """Return the error; what is not known yet in quotation marks."""
    return line.title if line.known else say(N_("“{error}”"), error=line.title)


def error_where(line: ErrorLine) -> str:
    """Return where it was met and how often."""
    return say_count("{step} · {count} time", "{step} · {count} times", line.count, step=line.step_title)


def remedies(line: ErrorLine) -> list[str]:
    """Return what became of the remedies, best first."""
    if not line.remedies:
        return [say(N_("No remedy was noted."))]
    return [
        say(N_("{remedy}: {record}"), remedy=_remedy(text), record=remedy_line(record))
        for text, record in line.remedies
    ]


def _remedy(text: str) -> str:
    return say(OTHER_REMEDY) if text == SOMETHING_ELSE else text.rstrip(".")


def none_stopped(report: SessionReport) -> str:
    """Return that nobody stopped, by the end or so far."""
    return say(N_("Nobody stopped before the end.")) if report.is_final else say(N_("Nobody has stopped so far."))


def stopped_head(one: Stopped) -> str:
    """Return the step and how many stopped there."""
    return say_count("{step} · {count} person", "{step} · {count} people", one.count, step=one.step_title)


def stopped_names(one: Stopped) -> str:
    """Return the names, empty where they were left out."""
    return say(N_(", ")).join(one.names)


def confidence_line(said: Confidence) -> str:
    """Return the change of those who answered both times, with their number; few answers are called few."""
    if said.change is None:
        return say(N_("Nobody answered both before and after, so no change can be told."))
    rose = say(N_("{rose} of {of} rose, {fell} fell"), rose=said.rose, of=said.paired, fell=said.fell)
    mean = say(N_("mean change {change} (n = {count})"), change=_signed(said.change), count=said.paired)
    few = said.paired < _FEW
    return f"{rose}; {mean}" + (say(N_(": too few to build on")) if few else "") + "."


def carried_line(report: SessionReport) -> str:
    """Return where the learned minutes go."""
    if report.next_name is None:
        return say(N_("No later session of this series is planned; the minutes wait for one."))
    return say(N_("The learned minutes go on to {session}."), session=report.next_name)


def attendance_line(report: SessionReport) -> str:
    """Return attendance in one line: registered, came, walk-ins, left early."""
    came = report.attendance
    of = (
        say(N_("{count} registered"), count=came.registered)
        if came.registered
        else say(N_("no registrations; {count} on the roster"), count=came.expected)
    )
    parts = [
        of,
        say(N_("{count} came"), count=came.came),
        say(N_("{count} of those expected"), count=came.as_expected) if came.as_expected < came.came else "",
        say_count("{count} walk-in", "{count} walk-ins", came.walk_ins) if came.walk_ins else say(N_("no walk-ins")),
        say(N_("{count} left early"), count=came.left_early) if came.left_early else say(N_("nobody left early")),
    ]
    return " · ".join(part for part in parts if part)


def as_lines(report: SessionReport) -> Iterator[str]:
    """Yield the whole report as lines of text."""
    yield f"{report.session.name} · {when(report)} · {as_of(report)}"
    if report.gap is not None:
        yield ". ".join(gap(report.gap))
    yield attendance_line(report)
    if report.gap in {ReportGap.NOT_STARTED, ReportGap.NOBODY_CAME}:
        return
    for figure in figures(report):
        yield f"{figure.caption}: {figure.value} ({figure.note})"
    yield from (step_text(line) for line in report.steps)
    yield from asked_lines(report)
    for number, load in enumerate(report.helpers, 1):
        yield f"{helper_name(load, number)}: {helper_line(load)}"
    for error in report.errors:
        yield f"{error_title(error)} ({error_where(error)}): {'; '.join(remedies(error))}"
    for one in report.stopped:
        yield f"{say(STOPPED)} {stopped_head(one)}: {stopped_names(one)}".rstrip(": ")
    yield say(CONFIDENCE) + ": " + confidence_line(report.confidence)
    for caption, answers in way_out.told(report.way_out):
        yield f"{caption}: {'; '.join(answers)}"
    yield carried_line(report)


def _starts(report: SessionReport) -> datetime:
    return report.session.starts_at.astimezone(ZoneInfo(report.session.zone))


def _came(report: SessionReport) -> Figure:
    came = report.attendance
    note = [
        say(N_("of {count} registered"), count=came.registered)
        if came.registered
        else say(N_("of {count} on the roster"), count=came.expected)
    ]
    if came.walk_ins:
        note.append(say_count("{count} walk-in", "{count} walk-ins", came.walk_ins))
    if came.left_early:
        note.append(say(N_("{count} left early"), count=came.left_early))
    return Figure(say(N_("Came")), str(came.came), " · ".join(note))


def _first_hands_on(report: SessionReport) -> Figure:
    done = report.first_hands_on
    share = say(N_("of {of} · {share} %"), of=done.of, share=round(100 * done.count / done.of)) if done.of else "–"
    return Figure(say(N_("First hands-on")), str(done.count), share)


def _waits(report: SessionReport) -> Figure:
    waits, left = report.waits, report.unanswered
    not_answered = say(N_("{count} not answered"), count=left.count) if left.count else ""
    if waits.p50 is None or waits.p90 is None:
        return Figure(say(N_("Wait for help")), "–", not_answered or say(N_("nobody asked")))
    note = say(
        N_("half of {count}; nine in ten {p90}"),
        count=waits.count,
        p90=stopwatch(waits.p90),
    )
    notes = " · ".join(part for part in (note, not_answered) if part)
    return Figure(say(N_("Wait for help")), stopwatch(waits.p50), notes)


def _rhythm(report: SessionReport) -> Figure:
    share = report.rhythm.talk_share
    plan = round(100 * TALK_PLAN)
    if share is None:
        return Figure(say(N_("Talk")), "–", say(N_("planned {plan} %"), plan=plan))
    value = say(N_("{share} %"), share=round(100 * share))
    note = say(
        N_("planned {plan} % · {minutes} min hands-on"), plan=plan, minutes=round(report.rhythm.hands_on_minutes)
    )
    return Figure(say(N_("Talk")), value, note)


def _confidence_figure(said: Confidence) -> Figure:
    if said.change is None:
        return Figure(say(N_("Confidence")), "–", say(N_("nobody answered twice")))
    note = say(N_("mean change, n = {count}"), count=said.paired)
    return Figure(say(N_("Confidence")), _signed(said.change), note)


def _learned(line: StepLine) -> str:
    if line.carried is None and line.learned is None:
        return "–"
    return f"{_minutes(line.learned)} → {_minutes(line.carried)}"


def _minutes(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _or_dash(count: int) -> str:
    return str(count) if count else "–"


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "\N{MINUS SIGN}")
