"""What the import of a roster says before and after anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.import_codes import Layout, Meaning
from trainer_app.domain.import_decisions import Choice, Duplicate, FileKind
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.imports import Column, PeopleFile, RosterPerson, Skipped
from trainer_app.domain.roster_match import MatchTrouble
from trainer_app.words import imports
from trainer_app.words.language import N_, say, say_count

_LINES_TOLD: Final = 5

READING: Final = N_("Reading {file}…")
NOT_TAKEN: Final = N_("Not taken")
TO_KNOW: Final = N_("Worth knowing")
BOTH: Final = N_("Not taken, and worth knowing")
NOTHING_NEW: Final = N_("Nothing in it is new")
CANNOT_READ: Final = N_("This file cannot be taken")
ANOTHER: Final = N_("Another file…")
CANCEL: Final = N_("Cancel")
LINE: Final = N_("line {line}")
SEE_THEM: Final = N_("See them")
FILE: Final = N_("whole file")
DROP_HERE: Final = N_("Another file can be dropped here")

TABS: Final = N_("What is in the file")
TAB_PEOPLE: Final = N_("People")
TAB_COLUMNS: Final = N_("Columns")
TAB_DOUBLES: Final = N_("Same person?")
TAB_NOTES: Final = N_("Not taken, and notes")
NO_NOTES: Final = N_("Every line was understood")
NO_PEOPLE: Final = N_("Nobody could be read from it yet")
NO_PEOPLE_YET: Final = N_("Say under Columns which one holds names or e-mail addresses.")
TAKING: Final = N_("Taking people in…")

HEAD_LINE: Final = N_("Line")
HEAD_NAME: Final = N_("Name")
HEAD_EMAIL: Final = N_("E-mail")
HEAD_TEAM: Final = N_("Team")
HEAD_FILE: Final = N_("In the file")
HEAD_ROSTER: Final = N_("On the roster")
HEAD_DECISION: Final = N_("Decision")

COLUMNS_NOTE: Final = N_("What each column holds. A change is read at once, and kept for files with the same columns.")
EMPTY_COLUMN: Final = N_("nothing in its first lines")
AS_FOUND: Final = N_("As found")

SAME: Final = N_("Same person")
TWO: Final = N_("Two people")
LEAVE_OUT: Final = N_("Leave out")
SAME_FOR_ALL: Final = N_("The same for all {count}")
WHICH: Final = N_("Same as")
DECIDE: Final = N_("They may be one person. Choose what holds; keys 1, 2 and 3 do the same.")
TAKEN_UNDO: Final = N_("{taken} Ctrl+Z takes all of it back.")


def take_in(report: ImportReport) -> str:
    """Return the words on the button that writes it."""
    if report.added:
        return say_count(N_("Take in {count} person"), N_("Take in {count} people"), report.added)
    return say_count(N_("Update {count} person"), N_("Update {count} people"), report.updated)


def counts(report: ImportReport) -> str:
    """Return what would become of the people in the file."""
    parts = [
        say_count(N_("{count} new"), N_("{count} new"), report.added),
        say_count(N_("{count} changed"), N_("{count} changed"), report.updated) if report.updated else "",
        say_count(N_("{count} as before"), N_("{count} as before"), report.unchanged) if report.unchanged else "",
        left_out(len(report.skipped)),
    ]
    return " · ".join(part for part in parts if part)


def taken(report: ImportReport) -> str:
    """Return what was done, once it is written."""
    new = say_count(N_("{count} person is new"), N_("{count} people are new"), report.added)
    changed = say_count(N_("{count} was brought up to date"), N_("{count} were brought up to date"), report.updated)
    return say(N_("{new}, {changed}."), new=new, changed=changed) if report.updated else f"{new}."


def heading(report: ImportReport) -> str:
    """Return what stands over the lines that were not taken and what is to be known."""
    if not report.skipped:
        return say(TO_KNOW) if report.warnings else ""
    return say(BOTH if report.warnings else NOT_TAKEN)


def left_out(lines: int) -> str:
    """Return how many lines were not taken, "" for none."""
    return say_count(N_("{count} line not taken"), N_("{count} lines not taken"), lines) if lines else ""


def not_taken(line: int, who: str) -> str:
    """Return which line was not taken, and whom it names where that can be read."""
    said = say(LINE, line=line)
    return f"{said} · {who}" if who else said


def reasons(lines: Sequence[tuple[Skipped, str]]) -> str:
    """Return the first of the lines that were not taken, each with its reason on a line of its own."""
    told = [f"{not_taken(one.line, one.who)}: {why}" for one, why in lines[:_LINES_TOLD]]
    more = len(lines) - _LINES_TOLD
    return "\n".join([*told, *([say_count(N_("and {count} more"), N_("and {count} more"), more)] if more > 0 else [])])


def taken_without(report: ImportReport) -> str:
    """Return what was done, and how many lines were not taken."""
    return f"{taken(report)} {left_out(len(report.skipped))}."


def people_found(file: PeopleFile) -> str:
    """Return how many people a file names, and what was left out."""
    found = say_count(N_("{count} person"), N_("{count} people"), len(file.people))
    return " · ".join(part for part in (found, left_out(len(file.skipped))) if part)


def columns(read: tuple[Column, ...]) -> str:
    """Name the columns that were understood, then those that were not used."""
    known = ", ".join(one.header for one in read if one.meaning is not Meaning.UNUSED)
    unused = ", ".join(one.header for one in read if one.meaning is Meaning.UNUSED)
    if not unused:
        return say(N_("Columns: {known}"), known=known)
    return say(N_("Columns: {known}. Not used: {unused}"), known=known, unused=unused)


def understood(report: ImportReport) -> str:
    """Return what kind of file it was taken for."""
    kind = report.understood_as
    return say(N_("Understood as: {kind}"), kind=imports.layout(kind)) if isinstance(kind, Layout) else ""


def meaning(what: Meaning) -> str:
    """Return what a column holds, as its menu says."""
    return imports.meaning(what)


def another_kind(kind: FileKind) -> str:
    """Return what a file looks like and where it belongs."""
    return say(_KINDS[kind])


def choice(duplicate: Duplicate) -> str:
    """Return what holds for somebody who may be known."""
    return say(_CHOICES[duplicate.decision.choice])


def why(duplicate: Duplicate) -> str:
    """Return why somebody may be known already, and what a person should look at."""
    who, names = duplicate.person, ", ".join(one.name for one in duplicate.others)
    return say(_WHY[duplicate.code], name=who.name, email=who.email or "", others=names)


def person(who: Attendee | RosterPerson) -> str:
    """Return a person in one line, so that two of one name are told apart."""
    return " · ".join(part for part in (who.name, who.email, who.team) if part)


def others(people: tuple[Attendee, ...]) -> str:
    """Return those of the roster somebody could be."""
    first = person(people[0])
    more = len(people) - 1
    return (
        say_count(N_("{first}, or {count} other"), N_("{first}, or {count} others"), more, first=first)
        if more
        else first
    )


_WHY: Final[dict[Enum, str]] = {
    MatchTrouble.EMAIL_OF_ANOTHER_NAME: N_("{name} has the e-mail of {others}, and another name. Are they one person?"),
    MatchTrouble.EMAIL_OF_SEVERAL: N_(
        "Several people on the roster have the e-mail {email}: {others}. Which of them is {name}?"
    ),
    MatchTrouble.EVIDENCE_DISAGREES: N_(
        "The e-mail of {name} and the key or login belong to different people: {others}."
    ),
    MatchTrouble.KEY_TAKEN: N_("{others} has the key or login that the file gives to {name}. Are they one person?"),
    MatchTrouble.SAME_NAME_KNOWN: N_(
        "Somebody called {name} is on the roster, with another e-mail or none. Are they one person?"
    ),
    MatchTrouble.MATCHED_BY_NAME: N_("Nothing but the name says that {name} is {others}. Are they one person?"),
}
_CHOICES: Final = {Choice.SAME: SAME, Choice.TWO: TWO, Choice.LEAVE_OUT: LEAVE_OUT}
_KINDS: Final = {
    FileKind.USAGE: N_(
        "This looks like a usage export. Import it on the Adoption page; here it would make people of keys."
    ),
    FileKind.SESSIONS: N_("This looks like a plan of sessions. Import it on the Sessions page."),
    FileKind.ATTENDANCE: N_(
        "It also says who came when. Taking it in here adds the people alone; import it on the Sessions page for their times."
    ),
}
OFFERED: Final = (
    Meaning.UNUSED,
    Meaning.NAME,
    Meaning.FIRST_NAME,
    Meaning.MIDDLE_NAME,
    Meaning.LAST_NAME,
    Meaning.EMAIL,
    Meaning.TEAM,
    Meaning.SYSTEM,
    Meaning.ROLE,
    Meaning.SESSION,
    Meaning.UPN,
    Meaning.LOGIN,
    Meaning.KEY,
    Meaning.PROVIDER,
    Meaning.GRANTED_ON,
    Meaning.REFERENCE,
    Meaning.STATUS,
    Meaning.CANCELLED,
    Meaning.ENABLED,
    Meaning.BLOCKED,
)
"""What a person can say a column of a roster holds, what is asked for most first."""
