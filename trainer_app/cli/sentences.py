"""What the command line prints for people: the same words as everywhere, one sentence a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from trainer_app.domain.check_in import CheckInResult
from trainer_app.domain.import_codes import Meaning
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.program import Program
from trainer_app.domain.session import Session
from trainer_app.domain.usage_file import UsageLayout
from trainer_app.words import adoption as adoption_words
from trainer_app.words import check_in as check_in_words
from trainer_app.words import imports as import_words
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import weekday_and_clock
from trainer_app.words.trouble import coded

_MOST_REASONS = 20
_MOST_LINES = 12


def begun(program: Program, data: Path) -> Iterator[str]:
    """Yield that a program was begun, and what comes next."""
    yield say(
        N_("“{program}” begins in {data}; its days are those of {zone}."),
        program=program.name,
        data=data,
        zone=program.timezone,
    )
    yield say(N_('Next: trainer-app --data "{data}" import people ROSTER'), data=data)


def import_report(what: str, report: ImportReport) -> Iterator[str]:
    """Yield what was understood, taken and left out."""
    if report.dry_run:
        yield say(N_("This is a dry run: it says what would happen, and nothing is changed."))
    yield say(N_("Understood as: {layout}."), layout=_layout(report))
    columns = [
        f"{one.header} → {import_words.meaning(one.meaning)}"
        for one in report.columns
        if one.meaning is not Meaning.UNUSED
    ]
    if columns:
        yield say(N_("Columns: {columns}."), columns=", ".join(columns))
    yield _COUNTED[what](report)
    if report.registered:
        yield say_count(
            "{count} registration for a session is new.",
            "{count} registrations for sessions are new.",
            report.registered,
        )
    if report.covers:
        yield say(N_("It covers {first} to {last}."), first=report.covers[0], last=report.covers[1])
    for warning in report.warnings:
        yield say(N_("Note: {said}"), said=coded(warning.code, **warning.facts))
    yield from _left_out(report)


def _left_out(report: ImportReport) -> Iterator[str]:
    """Yield each reason once, with the lines it holds for."""
    if not report.skipped:
        return
    yield say_count(
        "{count} line was not taken, or not all of it:",
        "{count} lines were not taken, or not all of them:",
        len(report.skipped),
    )
    reasons: dict[str, list[int]] = {}
    for one in report.skipped:
        reasons.setdefault(coded(one.code, **one.facts), []).append(one.line)
    shown = list(reasons.items())[:_MOST_REASONS]
    for said, lines in shown:
        yield say_count(
            "  line {lines}: {said}", "  lines {lines}: {said}", len(lines), lines=_listed(lines), said=said
        )
    if rest := len(report.skipped) - sum(len(lines) for _said, lines in shown):
        yield say(N_("  … and {rest} more; --json lists them all."), rest=rest)


def _listed(lines: Sequence[int]) -> str:
    told = ", ".join(map(str, lines[:_MOST_LINES]))
    return told if len(lines) <= _MOST_LINES else say(N_("{told}, … ({count} lines)"), told=told, count=len(lines))


def came_in(result: CheckInResult, *, doors_opened: bool) -> Iterator[str]:
    """Yield the answer of the door, and that it was opened for this."""
    if doors_opened:
        session = result.session
        when = weekday_and_clock(session.starts_at, session.zone, near=result.at)
        yield say(N_("The doors of {session} ({when}) are open now."), session=session.name, when=when)
    yield check_in_words.as_text(result)


def kept_out(result: CheckInResult) -> str:
    """Return why the door says no, and how it can be overruled from here."""
    said = check_in_words.as_text(result)
    if not result.may_override:
        return said
    return f"{said} {say(N_('With --reason TEXT they are let in all the same; the reason is kept.'))}"


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
    yield say(N_('Try: trainer-app --data "{data}" floor --session "{session}"'), data=data, session=session.name)


def _layout(report: ImportReport) -> str:
    if isinstance(report.understood_as, UsageLayout):
        return adoption_words.layout(report.understood_as)
    return import_words.layout(report.understood_as)


def _people_counted(report: ImportReport) -> str:
    return say(
        N_("{people} in {rows}: {added} new, {updated} brought up to date, {unchanged} as they were."),
        people=_people(report.people),
        rows=_rows(report),
        added=report.added,
        updated=report.updated,
        unchanged=report.unchanged,
    )


def _sessions_counted(report: ImportReport) -> str:
    return say(
        N_("{sessions} in {rows}: {added} new, {updated} brought up to date, {unchanged} as they were."),
        sessions=say_count("{count} session", "{count} sessions", report.added + report.updated + report.unchanged),
        rows=_rows(report),
        added=report.added,
        updated=report.updated,
        unchanged=report.unchanged,
    )


def _attendance_counted(report: ImportReport) -> str:
    return say(
        N_("{people} in {rows}: {added}, {updated}, {unchanged} known already."),
        people=_people(report.people),
        rows=_rows(report),
        added=say_count("{count} new check-in", "{count} new check-ins", report.added),
        updated=say_count("{count} completion added", "{count} completions added", report.updated),
        unchanged=report.unchanged,
    )


def _usage_counted(report: ImportReport) -> str:
    return say(
        N_("{days} of {people} ({identities}) in {rows}."),
        days=say_count("{count} active day", "{count} active days", report.active_days or 0),
        identities=say_count("{count} key, login or e-mail", "{count} keys, logins or e-mails", report.identities or 0),
        rows=_rows(report),
        people=_people(report.people),
    )


def _people(count: int) -> str:
    return say_count("{count} person", "{count} people", count)


def _rows(report: ImportReport) -> str:
    return say_count("{count} row", "{count} rows", report.rows)


_COUNTED: dict[str, Callable[[ImportReport], str]] = {
    "people": _people_counted,
    "sessions": _sessions_counted,
    "attendance": _attendance_counted,
    "usage": _usage_counted,
}
