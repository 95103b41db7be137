"""What is said of a file somebody brings in: what it was understood as, and every line that was not taken."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Final

from trainer_app.domain.import_codes import FileTrouble, Layout, LineTrouble, Meaning, Notice
from trainer_app.domain.imports import Skipped, Warned
from trainer_app.words.language import N_, say, say_count

_MOST_LINES: Final = 12

_FILE: Final[dict[Enum, str]] = {
    FileTrouble.MISSING: N_("There is no file “{file}” any more. Look whether it was moved or renamed."),
    FileTrouble.IS_FOLDER: N_("“{file}” is a folder. Choose one file in it."),
    FileTrouble.NOT_ALLOWED: N_(
        "“{file}” cannot be opened. Close it in other programs, or copy it to a folder of your own."
    ),
    FileTrouble.EMPTY: N_("“{file}” is empty. Export it again, and look whether it holds rows before importing."),
    FileTrouble.TOO_LARGE: N_(
        "“{file}” is larger than any list of people (limit {limit} MB). Save only the sheet you need as a CSV file."
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
    LineTrouble.SECRET: N_("Line {line}: the cell under “{column}” looks like a secret key. It was not read."),
    LineTrouble.DAMAGED: N_("Line {line}: some of its letters are damaged."),
    LineTrouble.TOO_LONG: N_("Line {line}: a cell is longer than any cell of a list can be."),
    LineTrouble.OPEN_QUOTE: N_("Line {line}: a quotation mark is opened and never closed."),
    LineTrouble.TOO_FEW_CELLS: N_("Line {line}: it has one cell where the header has {expected}."),
    LineTrouble.NOBODY: N_("Line {line}: it has neither a name nor an e-mail address."),
    LineTrouble.NAME_TOO_LONG: N_("Line {line}: the name “{name}…” is longer than {limit} letters."),
    LineTrouble.EMAIL_NO_AT: N_("Line {line}: the e-mail address “{email}” has no @."),
    LineTrouble.EMAIL_NO_DOMAIN: N_("Line {line}: the e-mail address “{email}” has no domain."),
    LineTrouble.EMAIL_NO_NAME: N_("Line {line}: the e-mail address “{email}” has nothing before the @."),
    LineTrouble.EMAIL_ODD: N_("Line {line}: “{email}” cannot be an e-mail address."),
    LineTrouble.CANCELLED: N_("Line {line}: the registration was cancelled, refunded or declined."),
    LineTrouble.WAITING: N_("Line {line}: the registration is not confirmed (“{status}”)."),
    LineTrouble.DISABLED: N_("Line {line}: the account is disabled."),
    LineTrouble.NO_SESSION_NAME: N_("Line {line}: the session has no name."),
    LineTrouble.UNKNOWN_KIND: N_("Line {line}: “{kind}” is not a kind of session."),
    LineTrouble.NO_START: N_("Line {line}: the session has no start, or a start without day or time."),
    LineTrouble.BAD_TIME: N_("Line {line}: “{text}” is not a date and time."),
    LineTrouble.BAD_MINUTES: N_("Line {line}: “{text}” is not a length in minutes."),
    LineTrouble.UNSURE_DATE: N_(
        "Line {line}: “{text}” can be read in two ways, and the file writes day and month in both orders."
    ),
    LineTrouble.ENDS_BEFORE_START: N_("Line {line}: the session ends before it starts."),
    LineTrouble.BAD_CAPACITY: N_("Line {line}: the capacity “{text}” is not a whole number above zero."),
    LineTrouble.UNKNOWN_ZONE: N_("Line {line}: there is no time zone “{zone}”."),
    LineTrouble.NOT_THERE: N_("Line {line}: the file says that they were not there."),
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
        "The file has no e-mail addresses. People come in by name only, and usage can be matched to them only by key or login."
    ),
    Notice.NAME_FROM_EMAIL: N_("{where}: there is no name, so one was made from the e-mail address or login."),
    Notice.SHARED_EMAIL: N_("{where}: {names} share the address {email}. They stay separate people."),
    Notice.SAME_NAME: N_("{where}: several people are called “{name}”. They stay separate people."),
    Notice.CAME_ANYWAY: N_("{where}: the registration was cancelled, but they were checked in, so they were taken."),
    Notice.UNKNOWN_SYSTEM: N_("{where}: “{example}” is not one of Windows, macOS and Linux, so no system was noted."),
    Notice.UNREAD_DATE: N_("{where}: “{example}” is not a date, so no day of access was noted."),
    Notice.DATE_ORDER: N_(
        "Line {line}: “{example}” can be read in two ways. It was read with {order} for the whole file."
    ),
    Notice.KIND_ASSUMED: N_("{where}: the file does not say which kind of session it is; hands-on was assumed."),
    Notice.END_ASSUMED: N_(
        "{where}: the file does not say when the session ends; its kind's usual length was assumed."
    ),
    Notice.TIME_SKIPPED: N_("{where}: the clocks skip this time that night; an hour later was taken."),
    Notice.TIME_TWICE: N_("{where}: the clocks pass this time twice that night; the first time was taken."),
    Notice.SESSION_TWICE: N_("{where}: several sessions are called “{name}”."),
    Notice.NO_TIMES: N_("{where}: the file says that they came, but not when."),
    Notice.TIME_WITHOUT_DATE: N_("{where}: “{example}” is a time without a day, so no time of arrival was noted."),
    Notice.EVERYBODY_CAME: N_("The file has no column about presence. Everybody in it is taken as having been there."),
    Notice.REJOINED_BY_NAME: N_("{where}: no e-mail address, so it was joined with an earlier line of the same name."),
    Notice.CONFIDENCE_OUTSIDE: N_("{where}: “{example}” is not a confidence from 1 to 5, so none was noted."),
}

SENTENCES: Final[dict[Enum, str]] = {**_FILE, **_LINE, **_NOTICE}

_WAYS_OUT: Final[dict[Enum, str]] = {
    LineTrouble.SECRET: N_(
        "Take the key out of the file: only its id is ever needed. Then treat the key as known to others."
    ),
    LineTrouble.DAMAGED: N_("Write the line anew, or export the file again as UTF-8."),
    LineTrouble.TOO_LONG: N_("Shorten the cell, or check whether a quotation mark is missing."),
    LineTrouble.OPEN_QUOTE: N_("Close the quotation mark, or take it out."),
    LineTrouble.TOO_FEW_CELLS: N_("Fill in the missing cells, or take the line out."),
    LineTrouble.NOBODY: N_("Write a name or an e-mail address."),
    LineTrouble.NAME_TOO_LONG: N_("Check whether the column really holds names."),
    LineTrouble.EMAIL_NO_AT: N_("Correct the address, or empty the cell to take the person by name."),
    LineTrouble.EMAIL_NO_DOMAIN: N_("Complete the address, or empty the cell to take the person by name."),
    LineTrouble.EMAIL_NO_NAME: N_("Complete the address, or empty the cell to take the person by name."),
    LineTrouble.EMAIL_ODD: N_("Correct the address, or empty the cell to take the person by name."),
    LineTrouble.CANCELLED: N_("If they come after all, add them by hand or as a walk-in."),
    LineTrouble.WAITING: N_("Once they are confirmed, import the list again."),
    LineTrouble.DISABLED: N_("If they take part after all, add them by hand."),
    LineTrouble.NO_SESSION_NAME: N_("Give the session a name."),
    LineTrouble.UNKNOWN_KIND: N_("Write awareness, hands-on or clinic."),
    LineTrouble.NO_START: N_("Write day and time, such as 2026-02-12 09:00."),
    LineTrouble.BAD_TIME: N_("Write day and time, such as 2026-02-12 09:00."),
    LineTrouble.BAD_MINUTES: N_("Write the minutes as a number, such as 150."),
    LineTrouble.UNSURE_DATE: N_("Write the date as year-month-day, such as 2026-02-12."),
    LineTrouble.ENDS_BEFORE_START: N_("Correct the start or the end."),
    LineTrouble.BAD_CAPACITY: N_("Write a whole number, or empty the cell for no limit."),
    LineTrouble.UNKNOWN_ZONE: N_("Write a name such as Europe/Berlin or Asia/Tokyo, or empty the cell."),
    LineTrouble.NOT_THERE: N_("If they were there, check them in by hand."),
}

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
    Meaning.UNUSED: N_("Not used"),
}

_ENCODINGS: Final = {
    "utf-8": N_("UTF-8 with damaged places"),
    "cp932": N_("Japanese (Shift_JIS)"),
    "euc_jp": N_("Japanese (EUC)"),
    "cp1252": N_("Western European (Windows-1252)"),
    "cp1250": N_("Central European (Windows-1250)"),
    "cp1251": N_("Cyrillic (Windows-1251)"),
    "gb18030": N_("Simplified Chinese (GB18030)"),
    "big5": N_("Traditional Chinese (Big5)"),
    "euc_kr": N_("Korean (EUC)"),
}
_DAY_FIRST: Final = N_("the day before the month")
_MONTH_FIRST: Final = N_("the month before the day")


def layout(understood_as: Layout) -> str:
    """Return whose export a file was understood as."""
    return say(_LAYOUTS[understood_as])


def meaning(of_column: Meaning) -> str:
    """Return what a column holds, as the preview's column heads and choices show it."""
    return say(_MEANINGS[of_column])


def skipped(line: Skipped) -> str:
    """Return why a line was not taken: "Line 14: the e-mail address “foo@” has no domain."."""
    return say(SENTENCES[line.code], line=line.line, **line.facts)


def way_out(line: Skipped) -> str:
    """Return what can be done about a line that was not taken."""
    return say(_WAYS_OUT[line.code]) if line.code in _WAYS_OUT else ""


def warned(warning: Warned) -> str:
    """Return what is to be known about a file that was taken."""
    facts = dict(warning.facts)
    if isinstance(lines := facts.get("lines"), tuple):
        facts["where"] = _where(lines)
    for listed in ("names", "others"):
        if isinstance(texts := facts.get(listed), tuple):
            facts[listed] = ", ".join(f"“{text}”" for text in texts)
    if "encoding" in facts:
        code = str(facts["encoding"])
        facts["encoding"] = say(_ENCODINGS[code]) if code in _ENCODINGS else code
    if "day_first" in facts:
        facts["order"] = say(_DAY_FIRST if facts["day_first"] else _MONTH_FIRST)
    return say(SENTENCES[warning.code], **facts)


def _where(lines: Iterable[object]) -> str:
    """Name some lines: all of a few, the first of many."""
    numbers = [str(line) for line in lines]
    shown = ", ".join(numbers[:_MOST_LINES])
    if len(numbers) > _MOST_LINES:
        shown = say(N_("{lines} and {count} more"), lines=shown, count=len(numbers) - _MOST_LINES)
    return say_count(N_("Line {lines}"), N_("Lines {lines}"), len(numbers), lines=shown)
