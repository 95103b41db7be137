"""What the import of usage says before and after anything is written, and the calendar of the days it covers."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Final

from trainer_app.domain.coverage import DayRange
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.usage import IdentityKind
from trainer_app.domain.usage_coverage import Cover, CoverageDays, TakenImport
from trainer_app.domain.usage_file import UsageLayout
from trainer_app.domain.usage_preview import UsagePreview
from trainer_app.domain.usage_replacing import ImportDoubt, ImportNotice, ImportQuestion
from trainer_app.words import adoption, usage_identities
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import MONTHS, WEEKDAYS, day

TITLE: Final = N_("Import usage")
DROP: Final = N_("Drop a usage export here, or choose one. You see what is in it before anything is written.")
FILES: Final = N_("Usage exports (*.csv *.tsv *.txt);;All files (*)")
READING: Final = N_("Reading {file}…")
TAKING: Final = N_("Taking in {file}…")
CANNOT_READ: Final = N_("This file cannot be taken")
ANOTHER: Final = N_("Another file…")
CANCEL: Final = N_("Cancel")
TAKE: Final = N_("Take in")
NOTHING_TO_DO: Final = N_("Exactly this file was taken before. There is nothing to do.")
COVERAGE: Final = N_("Days it covers")
COVERS: Final = N_("This export covers")
FROM: Final = N_("From")
TO: Final = N_("To")
AS_FILE: Final = N_("As the file says")
SOURCE: Final = N_("Comes from")
SOURCE_HINT: Final = N_("only where two places export alike")
QUESTIONS: Final = N_("Please look at this first")
UNKNOWN: Final = N_("Nobody is known by these yet")
UNKNOWN_NOTE: Final = N_("Their days are kept, and count once you say whose they are.")
LEFT_OUT: Final = N_("Lines that were not taken, or do not count")
TO_KNOW: Final = N_("Worth knowing")
IDENTITY: Final = N_("Key or login")
DAYS: Final = N_("Active days")
UNITS: Final = N_("Requests")
LINE: Final = N_("Line")
REASON: Final = N_("Why")
STRIP: Final = N_("Calendar of the days usage is imported for")
NO_DAYS: Final = N_("No usage is imported yet.")
IMPORTS_TITLE: Final = N_("Imported usage")
IMPORTS_NONE: Final = N_("No usage is imported yet")
IMPORTS_NONE_TEXT: Final = N_(
    "Only usage tells who came back. Export it from your tool: the completions usage of the OpenAI dashboard, GitHub’s "
    "request reports, or a list of events."
)
FILE: Final = N_("File")
TAKEN_ON: Final = N_("Taken in")
RANGE: Final = N_("Period")
ROWS: Final = N_("Rows")
PEOPLE: Final = N_("Keys")
BACK: Final = N_("Back")
IMPORT: Final = N_("Import usage…")

ASKED: Final[dict[ImportDoubt, str]] = {
    ImportDoubt.SHORTER_WINDOW: N_(
        "An earlier import covers {covers_from} to {covers_to}, more days than this file. "
        "Only the days this file covers would be replaced."
    ),
    ImportDoubt.TOTALS_SHRINK: N_(
        "For {days} days that were complete, this file holds {new} requests where {old} are known."
    ),
    ImportDoubt.IDENTITIES_VANISH: N_(
        "{count} known keys or people have nothing on these days in this file: {identities}. What is known of them there "
        "would be gone. If the file comes from another place, say below where it comes from; then both are kept."
    ),
}
ANSWERS: Final[dict[ImportDoubt, str]] = {
    ImportDoubt.SHORTER_WINDOW: N_("Yes, replace these days"),
    ImportDoubt.TOTALS_SHRINK: N_("Yes, the smaller numbers are right"),
    ImportDoubt.IDENTITIES_VANISH: N_("Yes, this export takes their place"),
}
_COVERS: Final[dict[Enum, str]] = {
    Cover.COVERED: N_("covered"),
    Cover.NEW: N_("new with this file"),
    Cover.REPLACED: N_("replaced by this file"),
    Cover.HOLE: N_("missing"),
}
TRAINING: Final = N_("training day")
_MOST_NAMED: Final = 5
_NAMED_AT_ONCE: Final = 4  # a doubt hands on the first five names


def question(asked: ImportQuestion) -> str:
    """Return a doubt in a sentence or two."""
    return say(ASKED[asked.doubt], **{name: _plain(value) for name, value in asked.facts.items()})


def cover(which: Cover) -> str:
    """Return what is known of a day, in a word or two."""
    return say(_COVERS[which])


def understood(seen: UsagePreview) -> str:
    """Return whose export it is and how it names people."""
    layout = seen.report.understood_as
    kind = adoption.layout(layout) if isinstance(layout, UsageLayout) else ""
    named = [usage_identities.kind(one) for one in IdentityKind if one in seen.identified_by]
    if not named:
        return say(N_("Understood as: {kind}. It does not say who."), kind=kind)
    if len(named) > 1:
        return say(N_("Understood as: {kind}. Nobody used anything in it."), kind=kind)
    return say(N_("Understood as: {kind}. It names people by {named}."), kind=kind, named=named[0].lower())


def facts(seen: UsagePreview) -> tuple[tuple[str, str], ...]:
    """Return what the file holds, as pairs of a figure and what it counts."""
    report, window = seen.report, seen.draft.window
    days = (window[1] - window[0]).days + 1
    return (
        (f"{report.rows:,}", say_count(N_("row"), N_("rows"), report.rows)),
        (f"{days:,}", say_count(N_("day covered"), N_("days covered"), days)),
        (f"{report.active_days or 0:,}", say_count(N_("active day"), N_("active days"), report.active_days or 0)),
        (f"{seen.found:,}", say(N_("of {of} people used it"), of=seen.trainees)),
        (f"{seen.can_show:,}", say(N_("of {of} it can show"), of=seen.trainees)),
        (f"{len(seen.unknown):,}", say_count(N_("unknown key"), N_("unknown keys"), len(seen.unknown))),
    )


def changes(report: ImportReport) -> str:
    """Return what would become of the days of people in the program."""
    return say(
        N_("Person-days: {added} new, {updated} changed, {unchanged} as they are."),
        added=f"{report.added:,}",
        updated=f"{report.updated:,}",
        unchanged=f"{report.unchanged:,}",
    )


def unread(count: int) -> str:
    """Return what follows from lines that could not be read."""
    return say_count(
        N_("Lines of {count} key could not be read. For it those days count as not covered, never as without use."),
        N_("Lines of {count} keys could not be read. For them those days count as not covered, never as without use."),
        count,
    )


def not_shown(seen: UsagePreview) -> str:
    """Return how many people the file cannot show, "" where it can show everybody."""
    missing = seen.trainees - seen.can_show
    if not missing or not seen.identified_by:
        return ""
    named = " / ".join(usage_identities.kind(one).lower() for one in IdentityKind if one in seen.identified_by)
    return say_count(
        N_("{count} person of the roster has no {named} recorded, so this file says nothing about them."),
        N_("{count} people of the roster have no {named} recorded, so this file says nothing about them."),
        missing,
        named=named,
    )


def told_elsewhere(code: Enum) -> bool:
    """Whether the panel shows this notice in another way than as a line."""
    return code in {ImportNotice.UNKNOWN_IDENTITIES, ImportNotice.SAME_FILE}


def taken(report: ImportReport) -> str:
    """Return what was done, once it is written."""
    first, last = report.covers or (None, None)
    if first is None or last is None:
        return say(N_("The usage is taken in."))
    return say(
        N_("The usage of {first} to {last} is taken in: {days}."),
        first=day(first),
        last=day(last, year=first.year),
        days=say_count(N_("{count} active day"), N_("{count} active days"), report.active_days or 0),
    )


def window(days: DayRange) -> str:
    """Return a range of days."""
    if days.first == days.last:
        return day(days.first, year=0)
    return say(N_("{first} to {last}"), first=day(days.first, year=days.last.year), last=day(days.last, year=0))


def month(first: date) -> str:
    """Return the month and its year, short: "Feb 2026"."""
    return say(N_("{month} {year}"), month=say(MONTHS[first.month - 1])[:3], number=first.month, year=first.year)


def one_day(on: date, state: Cover | None, *, training: bool) -> str:
    """Return what is known of one day, for its tip."""
    said = [cover(state)] if state else []
    said += [say(TRAINING)] if training else []
    named = say(N_("{weekday} {date}"), weekday=say(WEEKDAYS[on.weekday()]), date=day(on, year=0))
    return say(N_("{day}: {said}"), day=named, said=", ".join(said)) if said else named


def in_words(days: CoverageDays) -> str:
    """Return the calendar in words: what is covered and what is missing."""
    covered = days.after().ranges
    if not covered:
        return say(NO_DAYS)
    told = say(N_("Covered: {ranges}."), ranges=_ranges(covered))
    holes = days.holes()
    return f"{told} {say(N_('Missing: {ranges}.'), ranges=_ranges(holes))}" if holes else told


def imported(one: TakenImport) -> str:
    """Return where an import came from."""
    return usage_identities.source(one.source)


def _ranges(ranges: tuple[DayRange, ...]) -> str:
    told = [window(one) for one in ranges[:_MOST_NAMED]]
    if len(ranges) > _MOST_NAMED:
        told.append(say_count(N_("and {count} more period"), N_("and {count} more periods"), len(ranges) - _MOST_NAMED))
    return ", ".join(told)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return day(value, year=0)
    if isinstance(value, tuple):
        return ", ".join([*map(str, value[:_NAMED_AT_ONCE]), *(["…"] if len(value) > _NAMED_AT_ONCE else [])])
    return f"{value:,.0f}" if isinstance(value, float | int) else value
