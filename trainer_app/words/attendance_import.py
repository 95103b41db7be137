"""What the import of an attendance list says before and after anything is written."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from trainer_app.domain.import_report import ImportReport, OtherTime
from trainer_app.domain.session import Session
from trainer_app.words import roster
from trainer_app.words import sessions as planned
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import weekday_and_clock

MENU_PLAN: Final = N_("Session plan…")
MENU_LIST: Final = N_("Attendance list…")
IMPORT: Final = N_("Import attendance…")
FILES: Final = N_("Attendance lists (*.csv *.tsv *.txt *.xlsx *.xls *.ods);;All files (*)")
WHICH: Final = N_("Which session is it about?")
CHOOSE: Final = N_("Choose the session")
NOT_SAID: Final = N_("The file does not say which session it is about. Choose it; nothing is written before that.")
TO_KNOW: Final = N_("Worth knowing")
_ABOUT_SHOWN: Final = 4


def option(session: Session, now: datetime) -> str:
    """Return a session as the menu shows it."""
    return f"{session.name} · {planned.when(session, now)}"


def about(report: ImportReport) -> str:
    """Return which sessions the file is about, the first few of many."""
    names = [one.name for one in report.sessions[:_ABOUT_SHOWN]]
    more = len(report.sessions) - len(names)
    if more:
        names.append(say_count(N_("+{count} more"), N_("+{count} more"), more))
    return say(N_("About: {sessions}"), sessions=", ".join(names)) if names else ""


def not_about(session: Session) -> str:
    """Return what is said where a file names other sessions than the one it was opened for."""
    return say(N_("The file names its own sessions, and {session} is not among them."), session=session.name)


def everybody_came(report: ImportReport) -> str:
    """Return the warning before a list that says nothing about presence."""
    return say_count(
        N_("This list does not say who came. Taking it in marks {count} person as present."),
        N_("This list does not say who came. Taking it in marks all {count} people as present."),
        report.added,
    )


def counts(report: ImportReport) -> str:
    """Return what would come of the file."""
    parts = [
        say_count(N_("{count} person"), N_("{count} people"), report.people),
        _check_ins(report.added),
        _completions(report.updated) if report.updated else "",
        say_count(N_("{count} as before"), N_("{count} as before"), report.unchanged) if report.unchanged else "",
        roster.left_out(len(report.skipped)),
    ]
    return " · ".join(part for part in parts if part)


def take_in(report: ImportReport, *, guessed: bool) -> str:
    """Return the words on the button that writes it; `guessed` where the list does not say who came."""
    if guessed:
        return say_count(N_("Mark {count} as present"), N_("Mark all {count} as present"), report.added)
    if report.added:
        return say_count(N_("Take in {count} check-in"), N_("Take in {count} check-ins"), report.added)
    return say_count(N_("Take in {count} completion"), N_("Take in {count} completions"), report.updated)


def taken(report: ImportReport) -> str:
    """Return what was done, once it is written."""
    done = [_check_ins(report.added), _completions(report.updated) if report.updated else ""]
    return " · ".join(part for part in done if part) + "."


def other_time(one: OtherTime) -> str:
    """Return who came at another time than the file says."""
    zone, near = one.session.zone, one.session.starts_at
    return say(
        N_("{name} is checked in at {stands}; the file says {in_file}. What stands is kept."),
        name=one.name,
        stands=weekday_and_clock(one.stands, zone, near=near),
        in_file=weekday_and_clock(one.in_file, zone, near=near),
    )


def _check_ins(count: int) -> str:
    return say_count(N_("{count} new check-in"), N_("{count} new check-ins"), count)


def _completions(count: int) -> str:
    return say_count(N_("{count} new first hands-on"), N_("{count} new first hands-on"), count)
