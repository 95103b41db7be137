"""What stands on the People page: the roster, a person's record, and what can be done with people."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from trainer_app.domain.access import GrantKind
from trainer_app.domain.attendee import AliasKind, Attendee, Role
from trainer_app.domain.follow_up import Fate
from trainer_app.domain.help import TicketState
from trainer_app.domain.person_record import Happening, PersonRecord, PersonRow, TimelineLine
from trainer_app.words import adoption
from trainer_app.words.check_in import SYSTEMS
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import clock, day

TITLE: Final = N_("People")
SEARCH: Final = N_("Search people")
SEARCH_HOW: Final = N_("Name, e-mail or team; other spellings and slips are found too")
NAME: Final = N_("Name")
TEAM: Final = N_("Team")
SYSTEM: Final = N_("System")
ROLE: Final = N_("Role")
EMAIL: Final = N_("E-mail")
SESSIONS: Final = N_("Sessions")
HANDS_ON: Final = N_("First hands-on")
STATE: Final = N_("State")
LAST_ACTIVE: Final = N_("Last active")
ANY_TEAM: Final = N_("All teams")
ANY_STATE: Final = N_("All states")
ANY_SYSTEM: Final = N_("All systems")
ANY_ROLE: Final = N_("All roles")
EVERYBODY: Final = N_("Everybody")
NEVER_CAME: Final = N_("Never attended")
NO_EMAIL: Final = N_("No e-mail")
NO_TEAM: Final = N_("No team")
NO_SYSTEM: Final = N_("Not said")
ALSO: Final = N_("More filters")
CLEAR: Final = N_("Show everybody")
ROLES: Final = {Role.ATTENDEE: N_("Attendee"), Role.STAFF: N_("Staff")}

ADD: Final = N_("Add person")
EDIT: Final = N_("Edit")
IMPORT: Final = N_("Import…")
BADGES: Final = N_("Badges…")
PAPER: Final = N_("Paper roster…")
MERGE: Final = N_("Merge…")
FORGET: Final = N_("Forget…")
HAND_OUT: Final = N_("Hand out their data…")
RECORD_ACCESS: Final = N_("Record access…")
MORE: Final = N_("More")
OPEN: Final = N_("Open")
BACK: Final = N_("Back")
SAVE: Final = N_("Save")
CANCEL: Final = N_("Cancel")
ROSTER_FILES: Final = N_("Rosters (*.csv *.tsv *.txt *.xlsx *.xls *.ods *.json);;All files (*)")
DATA_FILES: Final = N_("Data of one person (*.json)")

NOBODY: Final = N_("Nobody is on the roster yet")
NOBODY_HOW: Final = N_("Import a list from a file, or add people one by one.")
NONE_FOUND: Final = N_("Nobody matches")
NONE_FOUND_HOW: Final = N_("Write less, or take a filter away.")
NO_PROGRAM: Final = N_("No program yet")

PICK: Final = N_("Choose a person to see what happened to them.")
TIMELINE: Final = N_("What happened")
NOTHING_YET: Final = N_("Nothing has happened yet.")
KNOWN_AS: Final = N_("Also known as")
ACCESS: Final = N_("Access")
NO_ACCESS: Final = N_("No access is recorded.")
BADGE: Final = N_("Badge {code}")
NO_BADGE: Final = N_("No badge yet")
USAGE: Final = N_("Usage, the last weeks")
USAGE_KEY: Final = N_("filled: used · open: not used · striped: not known")
IS_FORGOTTEN: Final = N_("This person was forgotten: what they did is counted, who they were is not known any more.")
STAFF_HOW: Final = N_("Staff: no state is computed.")

NEW_PERSON: Final = N_("New person")
OPTIONAL: Final = N_("optional")
NO_CHANGE: Final = N_("Leave as it is")
NAME_MISSING: Final = N_("A person needs a name.")
NO_ADDRESS: Final = N_("This is not an e-mail address.")
ADDED: Final = N_("{name} is on the roster.")
CHANGED: Final = N_("{name}: saved.")

MERGE_TITLE: Final = N_("Are these one person?")
MERGE_HOW: Final = N_(
    "Everything the others did becomes {name}'s: sessions, steps, help, access and usage. The other names and addresses "
    "are kept as other names, so files go on to find them. Ctrl+Z takes them apart again."
)
STAYS: Final = N_("{name} stays")
MERGE_NOW: Final = N_("Make them one person")
MERGED: Final = N_("Now one person: {name}.")
MARK_TWO: Final = N_("Mark two people or more to merge them.")

FORGET_TITLE: Final = N_("Forget for good?")
FORGET_HOW: Final = N_(
    "Names, e-mails, other names, badges, keys, logins and notes are erased and cannot be brought back. "
    "What they did stays and is counted under “{name}”. What was done with them before cannot be undone any more, "
    "nor can imports and changes that name them."
)
FORGET_BACKUPS: Final = N_(
    "Backups and exported files made before still hold everything; delete those yourself. "
    "Importing a file that names them brings their name back."
)
FORGET_NOW: Final = N_("Forget for good")
FORGOTTEN_NAME: Final = N_("Forgotten person")

HANDED_OUT: Final = N_("What is held about {name} was written to {file}.")
KEY_SEARCH: Final = N_("Search")
KEY_OPEN: Final = N_("Open the marked person")
KEY_EDIT: Final = N_("Edit who is marked")
KEY_NEW: Final = N_("Add a person")
KEY_MERGE: Final = N_("Merge who is marked")
KEY_MENU: Final = N_("What can be done with who is marked")

_WEEKS_FROM: Final = 14  # days from which a time is told in weeks
_ADDRESS: Final = re.compile(r"[^\s@]+@[^\s@]+")
_ALIASES: Final = {
    AliasKind.EMAIL: N_("e-mail"),
    AliasKind.UPN: N_("sign-in name"),
    AliasKind.LOGIN: N_("login"),
    AliasKind.KEY: N_("key"),
    AliasKind.REFERENCE: N_("reference"),
    AliasKind.NAME: N_("name"),
}
_GRANTS: Final = {
    GrantKind.KEY: N_("key"),
    GrantKind.LOGIN: N_("login"),
    GrantKind.SEAT: N_("seat"),
    GrantKind.EMAIL: N_("e-mail"),
}
_HELP: Final = {
    TicketState.SOLVED: N_("solved"),
    TicketState.WITHDRAWN: N_("withdrawn"),
    TicketState.LEFT_OVER: N_("left over"),
}
_FATES: Final = {
    Fate.STILL_USED: N_("still used"),
    Fate.ABANDONED: N_("abandoned"),
    Fate.REPLACED: N_("replaced"),
}


def email_trouble(text: str) -> str:
    """Return what is wrong with an e-mail address, "" where it may be one or is left out."""
    return "" if not text.strip() or _ADDRESS.fullmatch(text.strip()) else say(NO_ADDRESS)


def counted(shown: int, total: int, *, marked: int) -> str:
    """Return how many people the table shows, of how many, and how many are marked."""
    said = say_count(N_("{count} person"), N_("{count} people"), total)
    if shown != total:
        said = say(N_("{shown} of {people}"), shown=shown, people=said)
    return say(N_("{people} · {count} marked"), people=said, count=marked) if marked > 1 else said


def several(count: int) -> str:
    """Return who a form for several people is about."""
    return say_count(N_("{count} person"), N_("{count} people"), count)


def changed(count: int) -> str:
    """Return how many people were changed."""
    return say_count(N_("{count} person changed."), N_("{count} people changed."), count)


def forgotten(count: int) -> str:
    """Return how many people were forgotten."""
    return say_count(N_("{count} person was forgotten."), N_("{count} people were forgotten."), count)


def system(person: Attendee) -> str:
    """Return the system of somebody's laptop, "" where it is not known."""
    return SYSTEMS[person.system] if person.system else ""


def state(row: PersonRow) -> str:
    """Return somebody's state in a word or two; staff have none."""
    return adoption.state(row.standing.state) if row.standing else say(ROLES[Role.STAFF])


def reason(row: PersonRow) -> str:
    """Return why somebody is in their state."""
    return adoption.reason(row.standing) if row.standing else say(STAFF_HOW)


def known_as(record: PersonRecord) -> str:
    """Return the other names a person is known by, with what each is."""
    told = (say(N_("{text} ({kind})"), text=one.text, kind=say(_ALIASES[one.kind])) for one in record.aliases)
    return " · ".join(told)


def access(record: PersonRecord) -> str:
    """Return the access somebody has, one a line; a provider nobody named is left out."""
    return "\n".join(
        say(
            N_("{provider} {kind} {identifier}"),
            provider=one.provider,
            kind=say(_GRANTS[one.kind]),
            identifier=one.identifier,
        ).strip()
        for one in record.grants
    )


def when(line: TimelineLine, record: PersonRecord) -> str:
    """Return the day of a line, with the time where one is known."""
    said = day(line.on, year=record.as_of.year)
    return f"{said}, {clock(line.at, record.zone)}" if line.at else said


def happened(line: TimelineLine) -> str:
    """Return what happened, in one sentence."""
    return _TOLD[line.what](line.facts)


def has(record: PersonRecord) -> Sequence[tuple[str, str]]:
    """Return what a person has, side by side with another in a merge: captions and words."""
    person = record.row.person
    return (
        (say(EMAIL), person.email or "–"),
        (say(TEAM), person.team or "–"),
        (say(SYSTEM), system(person) or "–"),
        (say(SESSIONS), str(record.row.sessions)),
        (say(HANDS_ON), day(record.row.hands_on, year=record.as_of.year) if record.row.hands_on else "–"),
        (say(N_("Badge")), record.short_code or "–"),
        (say(N_("Days of use")), str(len(record.active))),
        (say(ACCESS), access(record) or "–"),
    )


def _came(facts: Mapping[str, Any]) -> str:
    said = say(N_("Came to {session}"), session=facts["session"])
    parts = [said, say(N_("seat {seat}"), seat=facts["seat"]) if facts["seat"] else ""]
    parts.append(say(N_("as a guest")) if facts["guest"] else "")
    return " · ".join(part for part in parts if part)


def _steps(facts: Mapping[str, Any]) -> str:
    done = say_count(N_("{count} step done"), N_("{count} steps done"), facts["steps"])
    return say(N_("{done} in {session}"), done=done, session=facts["session"])


def _help(facts: Mapping[str, Any]) -> str:
    parts = [say(N_("Asked for help in {session}"), session=facts["session"])]
    if facts["error"]:
        parts.append(facts["error"])
    if facts["state"] in _HELP:
        parts.append(say(_HELP[facts["state"]]))
    if facts["helper"]:
        parts.append(say(N_("helped by {helper}"), helper=facts["helper"]))
    return " · ".join(parts)


def _completed(facts: Mapping[str, Any]) -> str:
    parts = [say(N_("First hands-on completed in {session}"), session=facts["session"])]
    if facts["made"]:
        parts.append(say(N_("made: {made}"), made=facts["made"]))
    if facts["before"] or facts["after"]:
        ends = {name: facts[name] or "–" for name in ("before", "after")}
        parts.append(say(N_("confidence {before} → {after}"), **ends))
    return " · ".join(parts)


def _way_out(facts: Mapping[str, Any]) -> str:
    parts = [say(N_("Said on the way out of {session}"), session=facts["session"])]
    if facts["next_use"]:
        parts.append(say(N_("will use it for: {text}"), text=facts["next_use"]))
    if facts["in_the_way"]:
        parts.append(say(N_("in the way: {text}"), text=facts["in_the_way"]))
    return " · ".join(parts)


def _follow_up(facts: Mapping[str, Any]) -> str:
    text = N_("Followed up ({state})") if facts["done"] else N_("Follow-up due ({state})")
    parts = [say(text, state=adoption.state(facts["state"])), facts["owner"], facts["note"]]
    return " · ".join(part for part in parts if part)


def _revisit(facts: Mapping[str, Any]) -> str:
    fate = say(_FATES[facts["fate"]])
    parts = [say(N_("Asked after {days} days: {fate}"), days=facts["days"], fate=fate), facts["text"]]
    return " · ".join(part for part in parts if part)


def _access_of(facts: Mapping[str, Any]) -> str:
    said = {**facts, "kind": say(_GRANTS[facts["kind"]])}
    return say(N_("{provider} {kind} {identifier}"), **said).strip()


def _granted(facts: Mapping[str, Any]) -> str:
    return say(N_("Access given: {access}"), access=_access_of(facts))


def _ended(facts: Mapping[str, Any]) -> str:
    return say(N_("Access ended: {access}"), access=_access_of(facts))


def _registered(facts: Mapping[str, Any]) -> str:
    return say(N_("Registered for {session}, no check-in"), session=facts["session"])


def _moved(facts: Mapping[str, Any]) -> str:
    return say(N_("Moved to {session} from {other}"), session=facts["session"], other=facts["other"])


def _merged(facts: Mapping[str, Any]) -> str:
    return say(N_("Made one person with the entry “{name}”"), name=facts["name"])


_TOLD: Final[Mapping[Happening, Callable[[Mapping[str, Any]], str]]] = {
    Happening.REGISTERED: _registered,
    Happening.CAME: _came,
    Happening.MOVED: _moved,
    Happening.STEPS: _steps,
    Happening.HELP: _help,
    Happening.COMPLETED: _completed,
    Happening.WAY_OUT: _way_out,
    Happening.ACCESS: _granted,
    Happening.ACCESS_ENDED: _ended,
    Happening.FOLLOW_UP: _follow_up,
    Happening.REVISIT: _revisit,
    Happening.MERGED: _merged,
}


def ago(on: date | None, as_of: date) -> str:
    """Return how long ago a day is, "" for none."""
    if on is None:
        return ""
    days = (as_of - on).days
    if days <= 0:
        return say(N_("today"))
    if days < _WEEKS_FROM:
        return say_count(N_("{count} day ago"), N_("{count} days ago"), days)
    return say_count(N_("{count} week ago"), N_("{count} weeks ago"), days // 7)


def use(record: PersonRecord, *, since: date) -> str:
    """Return somebody's use since a day, for whoever does not see the calendar."""
    days = sum(since <= one <= record.as_of for one in record.active)
    said = say_count(N_("{count} day of use"), N_("{count} days of use"), days)
    return say(N_("{days} since {day}"), days=said, day=day(since, year=record.as_of.year))
