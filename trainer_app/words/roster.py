"""What the import of a roster says before and after anything is written."""

from __future__ import annotations

from typing import Final

from trainer_app.domain.import_codes import Layout, Meaning
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.imports import Column, PeopleFile
from trainer_app.words import imports
from trainer_app.words.language import N_, say, say_count

READING: Final = N_("Reading {file} …")
UNDERSTOOD: Final = N_("Understood")
NOT_TAKEN: Final = N_("Not taken")
TO_KNOW: Final = N_("Worth knowing")
BOTH: Final = N_("Not taken, and worth knowing")
NOTHING_NEW: Final = N_("Nothing in it is new")
CANNOT_READ: Final = N_("This file cannot be taken")
ANOTHER: Final = N_("Another file …")
CANCEL: Final = N_("Cancel")
LINE: Final = N_("line {line}")
FILE: Final = N_("whole file")


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
