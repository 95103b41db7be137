"""What is said of a file somebody brings in: what it was understood as, and every line that was not taken."""

from __future__ import annotations

from enum import Enum
from typing import Final

from trainer_app.domain.import_codes import FileTrouble, Layout, LineTrouble, Meaning, Notice
from trainer_app.domain.imports import Skipped
from trainer_app.words.language import N_, say

_FILE: Final[dict[Enum, str]] = {
    FileTrouble.MISSING: N_("There is no file “{file}”. Look how it is written, and whether it was moved or renamed."),
    FileTrouble.IS_FOLDER: N_("“{file}” is a folder. Choose one file in it."),
    FileTrouble.NOT_ALLOWED: N_(
        "“{file}” cannot be opened. Close it in other programs, or copy it to a folder of your own."
    ),
    FileTrouble.EMPTY: N_("“{file}” is empty. Export it again, and look whether it holds rows before importing."),
    FileTrouble.TOO_LARGE: N_(
        "“{file}” is larger than any list of people (limit {limit} MB). Save only the sheet you need as a CSV file."
    ),
    FileTrouble.TOO_SPREAD: N_(
        "“{file}” spreads over more than {limit} cells; often one cell far down or far right is to blame. "
        "Delete the empty rows and columns, or save the list alone as CSV."
    ),
    FileTrouble.TOO_MANY_ROWS: N_(
        "“{file}” has more than {limit} rows (seen at line {line}). Keep only the people of this program in it."
    ),
    FileTrouble.TOO_WIDE: N_(
        "“{file}”, line {line}: {found} columns, more than any list has (limit {limit}). "
        "Check how the file separates its columns, and export it again."
    ),
    FileTrouble.NOT_READABLE: N_(
        "“{file}” is neither text nor a workbook. Save it as CSV, Excel (.xlsx) or OpenDocument (.ods)."
    ),
    FileTrouble.DAMAGED: N_("“{file}” is damaged or cut short. Download or export it again."),
    FileTrouble.OLD_WORKBOOK: N_(
        "“{file}” is a workbook of an old or binary kind. Open it in your spreadsheet program and save it as .xlsx or CSV."
    ),
    FileTrouble.PROTECTED: N_("“{file}” is protected by a password. Save a copy without the password and import that."),
    FileTrouble.BAD_JSON: N_("“{file}”, line {line}: the JSON has a fault there. Export it again, or save it as CSV."),
    FileTrouble.BAD_QUOTES: N_(
        "“{file}”, line {line}: too many quotation marks are opened and never closed. Export the file again."
    ),
    FileTrouble.UNKNOWN_LAYOUT: N_(
        "No column with names or e-mail addresses was found in “{file}”. "
        "Give its columns headers such as Name and Email, or say which column is which."
    ),
    FileTrouble.NO_SESSIONS: N_(
        "No planned sessions were found in “{file}”. It needs a header with at least Session and Start."
    ),
    FileTrouble.NO_PRESENCE: N_(
        "“{file}” lists people, but not who was there. Choose an attendance report, or import it as a roster."
    ),
    FileTrouble.NO_SUCH_COLUMN: N_("“{file}” has no column “{column}”. Say again which column is which."),
}

_LINE: Final[dict[Enum, str]] = {
    LineTrouble.SECRET: N_(
        "The cell under “{column}” looks like a secret key and was not read. Take it out: only the key's id is needed."
    ),
    LineTrouble.DAMAGED: N_("Some of its letters are damaged. Write the line anew, or export the file again as UTF-8."),
    LineTrouble.TOO_LONG: N_("A cell is longer than a list's can be. Look for a missing quotation mark."),
    LineTrouble.OPEN_QUOTE: N_("A quotation mark is opened and never closed. Close it, or take it out."),
    LineTrouble.TOO_FEW_CELLS: N_(
        "It has one cell where the header has {expected}. Fill in the others, or take the line out."
    ),
    LineTrouble.NOBODY: N_("It names nobody. Write a name or an e-mail address."),
    LineTrouble.NAME_TOO_LONG: N_(
        "The name “{name}…” is longer than {limit} letters. Check whether the column really holds names."
    ),
    LineTrouble.EMAIL_NO_AT: N_(
        "The e-mail address “{email}” has no @. Correct it, or empty the cell to take the person by name."
    ),
    LineTrouble.EMAIL_NO_DOMAIN: N_(
        "The e-mail address “{email}” has no domain. Complete it, or empty the cell to take the person by name."
    ),
    LineTrouble.EMAIL_NO_NAME: N_(
        "The e-mail address “{email}” has nothing before the @. Complete it, or empty the cell to take them by name."
    ),
    LineTrouble.EMAIL_ODD: N_(
        "“{email}” cannot be an e-mail address. Correct it, or empty the cell to take the person by name."
    ),
    LineTrouble.CANCELLED: N_(
        "The registration was cancelled, refunded or declined. If they come after all, they are a walk-in."
    ),
    LineTrouble.WAITING: N_("The registration is not confirmed (“{status}”). Once it is, import the list again."),
    LineTrouble.DISABLED: N_("The account is disabled. If they take part after all, add them by hand."),
    LineTrouble.NO_SESSION_NAME: N_("The session has no name. Write one."),
    LineTrouble.UNKNOWN_KIND: N_("“{kind}” is not a kind of session. Write awareness, hands-on or clinic."),
    LineTrouble.NO_START: N_("The day or the time of the start is missing. Write both, such as 2026-02-12 09:00."),
    LineTrouble.BAD_TIME: N_("“{text}” is not a date and time. Write it like 2026-02-12 09:00."),
    LineTrouble.BAD_MINUTES: N_("“{text}” is not a length in minutes. Write a number, such as 150."),
    LineTrouble.UNSURE_DATE: N_(
        "“{text}” can be read in two ways, and the file has dates of both. Write it like 2026-02-12."
    ),
    LineTrouble.ENDS_BEFORE_START: N_("The session ends before it starts. Correct the start or the end."),
    LineTrouble.BAD_CAPACITY: N_(
        "The capacity “{text}” is not a whole number above zero. Correct it, or empty the cell for no limit."
    ),
    LineTrouble.UNKNOWN_ZONE: N_("There is no time zone “{zone}”. Write it like Europe/Berlin, or empty the cell."),
    LineTrouble.NOT_THERE: N_("The file says that they were not there. If they were, check them in by hand."),
}

_NOTICE: Final[dict[Enum, str]] = {
    Notice.ENCODING_GUESSED: N_(
        "The file does not say how its letters are coded; it was read as {encoding}. Look whether the names are right."
    ),
    Notice.OTHER_SHEETS: N_("The sheet “{sheet}” was read. Not read: {others}."),
    Notice.OTHER_SECTION: N_("The section “{title}” from line {line} on repeats the same people and was not read."),
    Notice.HEADERLESS: N_(
        "The file has no header; its columns were told by their content. Look whether they are right."
    ),
    Notice.NO_EMAILS: N_(
        "The file has no e-mail addresses. People come in by name alone, and usage finds them only by key or login."
    ),
    Notice.NAME_FROM_EMAIL: N_("Names that are missing were made from the e-mail address or login (lines {lines})."),
    Notice.SHARED_EMAIL: N_("{names} share the address {email}; they stay separate people (lines {lines})."),
    Notice.SAME_NAME: N_("Several people are called “{name}”; they stay separate people (lines {lines})."),
    Notice.CAME_ANYWAY: N_("Cancelled registrations were taken where the file says that they came (lines {lines})."),
    Notice.UNKNOWN_SYSTEM: N_(
        "Operating systems other than Windows, macOS and Linux were not noted, such as “{example}” (lines {lines})."
    ),
    Notice.UNREAD_DATE: N_("Days of access that are no dates were not noted, such as “{example}” (lines {lines})."),
    Notice.DAY_FIRST_ASSUMED: N_(
        "Line {line}: “{example}” can be read in two ways. All dates were read with the day before the month."
    ),
    Notice.MONTH_FIRST_ASSUMED: N_(
        "Line {line}: “{example}” can be read in two ways. All dates were read with the month before the day."
    ),
    Notice.KIND_ASSUMED: N_(
        "The file does not say which kind of session these are; hands-on was assumed (lines {lines})."
    ),
    Notice.END_ASSUMED: N_(
        "The file does not say when these sessions end; the usual length of their kind was assumed (lines {lines})."
    ),
    Notice.TIME_SKIPPED: N_("The clocks skip this time that night; an hour later was taken (lines {lines})."),
    Notice.TIME_TWICE: N_("The clocks pass this time twice that night; the first was taken (lines {lines})."),
    Notice.SESSION_TWICE: N_("Several sessions are called “{name}” (lines {lines})."),
    Notice.NO_TIMES: N_("The file says that they came, but not when (lines {lines})."),
    Notice.TIME_WITHOUT_DATE: N_(
        "Times without a day, such as “{example}”, were not noted as times of arrival (lines {lines})."
    ),
    Notice.EVERYBODY_CAME: N_("The file has no column about presence; everybody in it is taken as having been there."),
    Notice.REJOINED_BY_NAME: N_(
        "Lines without an e-mail address were joined with an earlier line of the same name (lines {lines})."
    ),
    Notice.CONFIDENCE_OUTSIDE: N_("Confidences outside 1 to 5 were not noted, such as “{example}” (lines {lines})."),
}

SENTENCES: Final[dict[Enum, str]] = {**_FILE, **_LINE, **_NOTICE}

_LAYOUTS: Final[dict[Layout, str]] = {
    Layout.ROSTER: N_("List of people"),
    Layout.HEADERLESS: N_("List without a header"),
    Layout.JSON_LIST: N_("List of people in JSON"),
    Layout.ZOOM_PARTICIPANTS: N_("Zoom participant report"),
    Layout.ZOOM_WEBINAR: N_("Zoom webinar report"),
    Layout.TEAMS: N_("Teams attendance report"),
    Layout.MEET: N_("Google Meet attendance report"),
    Layout.EVENTBRITE: N_("Eventbrite attendee list"),
    Layout.LUMA: N_("Luma guest list"),
    Layout.PRETIX: N_("pretix check-in list"),
    Layout.HI_EVENTS: N_("Hi.Events attendee list"),
    Layout.ALFIO: N_("alf.io attendee list"),
    Layout.MOODLE: N_("Moodle attendance register"),
    Layout.CONNPASS: N_("connpass participant list"),
    Layout.GOOGLE_FORM: N_("Google Forms answers"),
    Layout.ENTRA: N_("Microsoft Entra users"),
    Layout.ENTRA_TREE: N_("Microsoft Entra reporting lines"),
    Layout.M365: N_("Microsoft 365 users"),
    Layout.WORKSPACE: N_("Google Workspace users"),
    Layout.SESSION_PLAN: N_("Session plan"),
    Layout.ATTENDANCE: N_("Attendance list"),
}

_MEANINGS: Final[dict[Meaning, str]] = {
    Meaning.NAME: N_("Name"),
    Meaning.FIRST_NAME: N_("First name"),
    Meaning.MIDDLE_NAME: N_("Middle name"),
    Meaning.LAST_NAME: N_("Last name"),
    Meaning.EMAIL: N_("E-mail"),
    Meaning.UPN: N_("Sign-in name of the company"),
    Meaning.LOGIN: N_("Login at the tool"),
    Meaning.KEY: N_("Key id"),
    Meaning.REFERENCE: N_("Reference"),
    Meaning.TEAM: N_("Team"),
    Meaning.SYSTEM: N_("Operating system"),
    Meaning.ROLE: N_("Role"),
    Meaning.GRANTED_ON: N_("Access granted on"),
    Meaning.PROVIDER: N_("Provider"),
    Meaning.STATUS: N_("Status"),
    Meaning.CANCELLED: N_("Cancelled"),
    Meaning.ENABLED: N_("Account enabled"),
    Meaning.BLOCKED: N_("Account blocked"),
    Meaning.SESSION: N_("Session"),
    Meaning.KIND: N_("Kind of session"),
    Meaning.DATE: N_("Day"),
    Meaning.STARTS_AT: N_("Start"),
    Meaning.ENDS_AT: N_("End"),
    Meaning.MINUTES: N_("Length in minutes"),
    Meaning.ZONE: N_("Time zone"),
    Meaning.ROOM: N_("Room"),
    Meaning.CAPACITY: N_("Capacity"),
    Meaning.FACILITATOR: N_("Facilitator"),
    Meaning.HELPERS: N_("Helpers"),
    Meaning.SERIES: N_("Series"),
    Meaning.CHECKED_IN_AT: N_("Checked in at"),
    Meaning.ATTENDED: N_("Was there"),
    Meaning.LEFT_AT: N_("Left at"),
    Meaning.COMPLETED_AT: N_("First hands-on completed at"),
    Meaning.MADE: N_("What they made"),
    Meaning.CONFIDENCE_BEFORE: N_("Confidence before"),
    Meaning.CONFIDENCE_AFTER: N_("Confidence after"),
    Meaning.UNITS: N_("Requests or other units of use"),
    Meaning.PROJECT: N_("Project"),
    Meaning.UNUSED: N_("Not used"),
}


def layout(understood_as: Layout) -> str:
    """Return whose export a file was understood as."""
    return say(_LAYOUTS[understood_as])


def meaning(of_column: Meaning) -> str:
    """Return what a column holds, as the preview's column heads and choices show it."""
    return say(_MEANINGS[of_column])


def skipped(line: Skipped) -> str:
    """Return why a line of a roster, plan or attendance list was not taken, beginning with its number."""
    return say(N_("Line {line}: {reason}"), line=line.line, reason=say(SENTENCES[line.code], **line.facts))
