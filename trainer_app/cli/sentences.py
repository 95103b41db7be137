"""What the command line prints for people: the same words as everywhere, one sentence a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from trainer_app.domain.adoption_report import AdoptionReport
from trainer_app.domain.check_in import CheckInResult
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.program import Program
from trainer_app.domain.session import Session
from trainer_app.domain.usage_file import UsageLayout
from trainer_app.services.floor import FloorView
from trainer_app.words import adoption as adoption_words
from trainer_app.words import check_in as check_in_words
from trainer_app.words import desk as desk_words
from trainer_app.words import floor as floor_words
from trainer_app.words import imports as import_words
from trainer_app.words.language import N_, say
from trainer_app.words.trouble import coded

_MOST_LINES = 20
_COUNTED = {
    "people": N_(
        "{people} people in {rows} rows: {added} new, {updated} brought up to date, {unchanged} as they were."
    ),
    "sessions": N_("{rows} rows: {added} new sessions, {updated} brought up to date, {unchanged} as they were."),
    "attendance": N_("{people} people in {rows} rows: {added} check-ins new, {updated} completed, {unchanged} known."),
    "usage": N_(
        "{identities} identities, {people} of them known people, with {active_days} active days in {rows} rows."
    ),
}


def begun(program: Program, data: Path) -> str:
    """Return that a program was begun, and what comes next."""
    return say(
        N_("{program} begins, in {zone}. Next: trainer-app --data {data} import people ROSTER"),
        program=program.name,
        zone=program.timezone,
        data=data,
    )


def import_report(what: str, report: ImportReport) -> Iterator[str]:
    """Yield what was understood, taken and left out."""
    if report.dry_run:
        yield say(N_("A dry run: nothing was changed."))
    yield say(N_("Understood as: {layout}."), layout=_layout(report))
    columns = [
        f"{one.header} → {import_words.meaning(one.meaning)}" for one in report.columns if _used(one.meaning.value)
    ]
    if columns:
        yield say(N_("Columns: {columns}."), columns=", ".join(columns))
    facts = ("people", "rows", "added", "updated", "unchanged", "active_days", "identities")
    yield say(_COUNTED[what], **{name: getattr(report, name) for name in facts})
    if report.covers:
        yield say(N_("It covers {first} to {last}."), first=report.covers[0], last=report.covers[1])
    for warning in report.warnings:
        yield say(N_("Note: {said}"), said=coded(warning.code, **warning.facts))
    for one in report.skipped[:_MOST_LINES]:
        yield say(N_("Line {line} was not taken: {said}"), line=one.line, said=coded(one.code, **one.facts))
    if len(report.skipped) > _MOST_LINES:
        rest = len(report.skipped) - _MOST_LINES
        yield say(N_("{rest} more lines were not taken; --json lists them all."), rest=rest)


def check_in(result: CheckInResult) -> str:
    """Return the answer of the door."""
    return check_in_words.as_text(result)


def floor(seen: FloorView) -> Iterator[str]:
    """Yield the people of the room with their steps, then where somebody should go."""
    titles = {step.key: step.title for step in seen.room.checklist.steps}
    yield say(
        N_("{session}: {people} people, {phase}."),
        session=seen.session.name,
        people=len(seen.room.people),
        phase=say(desk_words.PHASES[seen.session.phase]).lower(),
    )
    for one in seen.room.people:
        walked = seen.floor.journeys[one.attendee_id]
        step = titles.get(walked.current or "", say(N_("all steps done")))
        facts = {
            "seat": one.seat or "-",
            "name": one.name,
            "step": step,
            "minutes": floor_words.minutes(walked.elapsed),
        }
        yield say(N_("  {seat}  {name}: {step}, {minutes}"), **facts)
    yield from _where_to_go(seen)


def _where_to_go(seen: FloorView) -> Iterator[str]:
    signals = seen.floor.signals
    for ticket in signals.hands:
        yield say(N_("Asked for help: {said}"), said=floor_words.ticket_line(ticket))
    for alarm in signals.step_alarms:
        yield floor_words.step_alarm_line(alarm)
    for one in signals.suggestions:
        who, said = one.card.who.name, floor_words.suggestion_line(one)
        yield say(N_("Worth a look: {name}, {said}"), name=who, said=said)
    for quiet in signals.not_started:
        said = floor_words.not_started_line(quiet)
        yield say(N_("Worth a look: {name}, {said}"), name=quiet.who.name, said=said)
    for ticket in signals.being_helped:
        yield say(N_("Being helped: {said}"), said=floor_words.ticket_line(ticket))
    if signals.say_hello:
        yield floor_words.say_hello_line(signals.say_hello)


def adoption(report: AdoptionReport) -> Iterator[str]:
    """Yield the headline, the states with their counts, and everybody's reason."""
    found = report.numbers
    yield say(N_("{program} as of {day}"), program=report.program.name, day=report.as_of)
    yield say(N_("Came back: {rate}"), rate=adoption_words.rate(found.came_back, found))
    yield say(N_("Tried once: {rate}"), rate=adoption_words.rate(found.tried_once, found))
    for state, count in found.states.items():
        yield f"  {adoption_words.state(state)}: {count}"
    for person in report.people:
        reason = adoption_words.reason(person)
        yield f"{person.name} · {adoption_words.state(person.state)} · {reason}"


def written(path: Path) -> str:
    """Return that a workbook was written."""
    return say(N_("Written: {path}"), path=path)


def demo_made(data: Path, session: Session) -> Iterator[str]:
    """Yield that the demo is there, and what to try with it."""
    yield say(
        N_("The demo rollout is in {data}; {session} is running now. All of it is invented."),
        data=data,
        session=session.name,
    )
    yield say(N_('Try: trainer-app --data {data} floor --session "{session}"'), data=data, session=session.name)


def _layout(report: ImportReport) -> str:
    if isinstance(report.understood_as, UsageLayout):
        return adoption_words.layout(report.understood_as)
    return import_words.layout(report.understood_as)


def _used(meaning: str) -> bool:
    return meaning != "unused"
