"""What the Checklists page says: its captions, what is to be mended, and what became of an edit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import Checklist, ChecklistTrouble, Step
from trainer_app.domain.checklist_edit import REVIEW_DAYS, Difference, is_due, total_minutes
from trainer_app.domain.checklist_spots import Hint, Spot
from trainer_app.domain.error_pattern import PatternFault
from trainer_app.domain.errors import Refused
from trainer_app.domain.help_figures import RemedyRecord
from trainer_app.domain.session import Session
from trainer_app.words.check_in import SYSTEMS
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import day

TITLE: Final = N_("Checklists")
NAME: Final = N_("Title of the checklist")
STEPS: Final = N_("Steps")
VIEWS: Final = N_("Parts of the checklist")
STEP: Final = N_("Step")
ERRORS_TAB: Final = N_("Errors")
PREVIEW_TAB: Final = N_("Preview")
ERRORS: Final = N_("Errors and remedies")
PREVIEW: Final = N_("As attendees see it")
VERSIONS: Final = N_("Versions")
FILE: Final = N_("Files and templates")
IMPORT: Final = N_("Import a file…")
EXPORT: Final = N_("Export to a file…")
BEGIN_FROM: Final = N_("Begin from “{title}”")
BEGIN_EMPTY: Final = N_("Begin with an empty one")
SAVE: Final = N_("Save as new version")
DISCARD: Final = N_("Discard changes")
CHECKLIST_FILES: Final = N_("Checklists (*.toml)")
EMPTY_TITLE: Final = N_("My checklist")

ADD: Final = N_("Add a step")
MORE: Final = N_("With this step")
COPY: Final = N_("Duplicate")
REMOVE: Final = N_("Remove")
UP: Final = N_("Move up")
DOWN: Final = N_("Move down")
NO_STEPS: Final = N_("There are no steps yet")
NO_STEPS_HOW: Final = N_("Add the first one, or begin from a checklist that comes with Trainer or from a file.")
NEW_STEP: Final = N_("New step")

STEP_TITLE: Final = N_("What to do, in a few words")
WHY: Final = N_("Why it matters")
MINUTES: Final = N_("Minutes")
OPTIONAL: Final = N_("Optional")
MACHINE_WAIT: Final = N_("The machine makes people wait")
COMPLETES: Final = N_("This is the first hands-on")
DEPENDS: Final = N_("Depends on")
DEPENDS_NONE: Final = N_("No other step")
SYSTEM: Final = N_("Which laptops the texts below are for")
ALL_SYSTEMS: Final = N_("Same for all")
OWN_TEXT: Final = N_("{system} (own text)")
BODY: Final = N_("Instructions")
BODY_HINT: Final = N_("One line after another. A line that begins with four spaces is a command to copy.")
SAME: Final = N_("As for all: {text}")
VERIFY: Final = N_("Command that checks it")
EXPECTED: Final = N_("What people see when it worked")
PATTERN: Final = N_("Pattern its answer matches")
FALLBACK: Final = N_("If nothing helps")
OWNER: Final = N_("Owner")
CHECKED_ON: Final = N_("Last tried on")
NOT_CHECKED: Final = N_("Not yet")
CHECKED_TODAY: Final = N_("Tried today")
TRY: Final = N_("Try it on this text")
TRY_HINT: Final = N_("Paste what the terminal shows")
MATCHES: Final = N_("It matches.")
MATCHES_NOT: Final = N_("It does not match.")
PATTERN_IDLE: Final = N_("Upper and lower case are the same.")
PATTERN_FAULTS: Final = {
    PatternFault.SYNTAX: N_(
        "This cannot be used as a pattern. Put a backslash before ( ) [ ] ? * + . if you mean the character itself."
    ),
    PatternFault.HEAVY: N_("This pattern could take too long. Use “.*” once at most, and keep it short."),
    PatternFault.MATCHES_ANYTHING: N_("This pattern matches any text. Make it say more."),
}

ADD_ERROR: Final = N_("Add an error")
REMOVE_ERROR: Final = N_("Remove this error")
NEW_ERROR: Final = N_("New error")
NO_ERRORS: Final = N_("No known errors at this step")
NO_ERRORS_HOW: Final = N_("Write down what goes wrong in the room, so that helpers find the way out next time.")
ERROR_TITLE: Final = N_("What people see")
ERROR_PATTERN: Final = N_("Pattern that recognises its text")
CAUSE: Final = N_("Why it happens")
REMEDIES: Final = N_("Ways out")
ADD_REMEDY: Final = N_("Add a way out")
REMOVE_REMEDY: Final = N_("Remove this way out")
REMEDY: Final = N_("Way out {number}")
REMEDY_SYSTEM: Final = N_("Laptops of way out {number}")
EVERY: Final = N_("Every laptop")
UNTRIED: Final = N_("Not tried in a session yet")

VERSION: Final = N_("Version")
CHECKLIST: Final = N_("Checklist")
KEPT: Final = N_("Kept")
USED_BY: Final = N_("Used by")
IN_USE: Final = N_("the program")
USE: Final = N_("Use this version")
OPEN_OLD: Final = N_("Edit from this version")
FOR_SESSION: Final = N_("Planned session")
CHOOSE_FOR: Final = N_("Let this session run it")
PROGRAM_AGAIN: Final = N_("Let it follow the program again")
NO_PLANNED: Final = N_("No session is planned")
NO_VERSIONS: Final = N_("No version is kept yet")
NO_VERSIONS_HOW: Final = N_(
    "The program runs the checklist that comes with Trainer. Save yours, and it becomes the first version here."
)
SAME_STEPS: Final = N_("Its steps are the same as those you see in the list.")

NOTHING_TO_MEND: Final = N_("Ready for a session")
MEND: Final = N_("To mend before saving")
MUST: Final = N_("needed")
LOOK_AT: Final = N_("Worth a look")
NOT_SAVED: Final = N_("Not saved as a version yet.")
NOT_SAVED_MORE: Final = N_(
    "Your changes are kept here, also when you close the window, until you save or discard them."
)
SHIPPED: Final = N_("This one comes with Trainer. What you change becomes your own version.")
SAVED: Final = N_("Version {version} is saved. Sessions that have not begun will run it.")
ALREADY: Final = N_("Nothing has changed, so no new version was made.")
CHOSEN: Final = N_("Sessions that have not begun will run version {version} of “{title}”.")
CHOSEN_FOR: Final = N_("{session} will run the version you chose.")
FOLLOWS: Final = N_("{session} will run what the program uses.")
DISCARDED: Final = N_("Your changes are gone. Ctrl+Z in the list of steps brings them back.")
STEP_REMOVED: Final = N_("“{title}” is removed. Ctrl+Z in the list of steps brings it back.")
EXPORTED: Final = N_("The checklist is in {file}.")
IMPORTED: Final = N_("{file}: {steps}. Look through it, then save it as a new version.")
PLACE_IN_FILE: Final = N_("{file}, line {line}: {sentence}")
RESTORED: Final = N_("Your changes from last time are here. They are not saved as a version yet.")

KEYS: Final = (
    ("Alt+↑ ↓", N_("Move the step")),
    ("Ins", N_("Add a step after this one")),
    ("Ctrl+D", N_("Duplicate the step")),
    ("Del", N_("Remove the step")),
    ("Ctrl+S", N_("Save as new version")),
    ("Ctrl+Z", N_("In the list of steps: take back the last edit")),
)

_PROBLEMS: Final = {
    ChecklistTrouble.FIELD_MISSING: N_("“{field}” is empty."),
    ChecklistTrouble.TEXT_TOO_LONG: N_("“{field}” is too long; {what} characters are the most."),
    ChecklistTrouble.TEXT_CHARACTER: N_("“{field}” holds a hidden character or a line break. Delete it."),
    ChecklistTrouble.BAD_KEY: N_("The name this is kept under in files cannot be used: {what}."),
    ChecklistTrouble.BAD_VERSION: N_("The number of the version must be a whole number above zero."),
    ChecklistTrouble.BAD_MINUTES: N_("The minutes must be above 0 and at most 240."),
    ChecklistTrouble.BAD_PATTERN: N_("“{field}” cannot be used as a pattern."),
    ChecklistTrouble.HEAVY_PATTERN: N_("“{field}” could take too long. Make the pattern simpler."),
    ChecklistTrouble.EMPTY_PATTERN: N_("“{field}” matches any text. Make it say more."),
    ChecklistTrouble.NO_STEPS: N_("The checklist has no steps."),
    ChecklistTrouble.TOO_MANY: N_("There are too many of “{field}”; {what} are the most."),
    ChecklistTrouble.DUPLICATE_KEY: N_("Two of “{field}” are kept under the same name: {what}."),
    ChecklistTrouble.UNKNOWN_DEPENDENCY: N_("It depends on a step that is not there."),
    ChecklistTrouble.DEPENDENCY_CYCLE: N_("These steps wait for each other. Take one “depends on” away."),
    ChecklistTrouble.DEPENDS_ON_LATER: N_("It depends on a step that comes after it. Move one of the two."),
    ChecklistTrouble.BODY_MISSING: N_("There are no instructions for people on {system}."),
    ChecklistTrouble.REMEDY_MISSING: N_("A known error needs at least one way out."),
    ChecklistTrouble.NOTHING_COMPLETES: N_("No step is marked as the first hands-on."),
    ChecklistTrouble.SEVERAL_COMPLETE: N_("More than one step is marked as the first hands-on."),
}
_HINTS: Final = {
    Hint.DUE: N_("Nobody has tried this for more than {days} days."),
    Hint.NEVER_CHECKED: N_("Nobody has said when this was last tried."),
    Hint.LONG: N_("This takes longer than 8 minutes. Would two steps be clearer?"),
    Hint.SHORT: N_("This takes less than 2 minutes. Does it belong to the step before?"),
    Hint.NO_CHECK: N_("Nothing says how people see that it worked."),
    Hint.MANY_STEPS: N_("There are more than 15 steps. People keep track of 8 to 15."),
    Hint.FEW_STEPS: N_("There are fewer than 8 steps. A whole session usually has 8 to 15."),
}
_FIELDS: Final = {
    "title": STEP_TITLE,
    "why": WHY,
    "minutes": MINUTES,
    "body": BODY,
    "verify": VERIFY,
    "expected": EXPECTED,
    "expected_pattern": PATTERN,
    "fallback": FALLBACK,
    "owner": OWNER,
    "depends_on": DEPENDS,
    "errors": ERRORS,
    "remedies": REMEDIES,
    "steps": STEPS,
}
_ERROR_FIELDS: Final = {"title": ERROR_TITLE, "pattern": ERROR_PATTERN, "cause": CAUSE, "remedies": REMEDIES}


def problem(refused: Refused, spot: Spot) -> str:
    """Return what is to be mended: "“Why it matters” is empty."."""
    facts = refused.facts
    names = _ERROR_FIELDS if spot.error else _FIELDS
    root = spot.field.split(".", maxsplit=1)[0]
    system = next((name for each, name in SYSTEMS.items() if each.value == facts.get("what")), "")
    field = say(NAME) if not spot.step and root == "title" else say(names.get(root, STEP))
    code = refused.code
    text = (
        _PROBLEMS[code] if isinstance(code, ChecklistTrouble) and code in _PROBLEMS else N_("“{field}” is not right.")
    )
    return say(text, field=field, what=facts.get("what", ""), system=system)


def hint(found: Hint) -> str:
    """Return what is worth a look."""
    return say(_HINTS[found], days=REVIEW_DAYS)


def place(spot: Spot, checklist: Checklist) -> str:
    """Return which step a place is in: "3 · Sign in", and which of its errors; empty for the checklist itself."""
    for number, step in enumerate(checklist.steps, start=1):
        if step.key == spot.step:
            title = step.title.strip() or say(NEW_STEP)
            error = next((each.title for each in step.errors if each.key == spot.error), "")
            return " · ".join(part for part in (str(number), title, error) if part)
    return ""


def ways_out(count: int) -> str:
    """Return "2 ways out"."""
    return say_count(N_("{count} way out"), N_("{count} ways out"), count)


def about(step: Step) -> str:
    """Return "4 min · optional" as attendees read it."""
    said = [minutes(step.minutes)]
    said += [say(N_("optional"))] if step.optional else []
    said += [say(N_("your laptop works for a while"))] if step.machine_wait else []
    return " · ".join(said)


def minutes(count: float) -> str:
    """Return "4 min"."""
    return say(N_("{count} min"), count=f"{count:g}")


def marks(step: Step, today: date) -> str:
    """Return what sets a step apart: "first hands-on · optional · try it again"."""
    said = (
        (step.completes, N_("first hands-on")),
        (step.optional, N_("optional")),
        (step.machine_wait, N_("machine waits")),
        (bool(step.errors), N_("{errors}")),
        (is_due(step, today), N_("try it again")),
    )
    errors = say_count(N_("{count} error"), N_("{count} errors"), len(step.errors))
    return " · ".join(say(text, errors=errors) for holds, text in said if holds)


def to_mend(count: int) -> str:
    """Return "2 to mend", empty for none."""
    return say(N_("{count} to mend"), count=count) if count else ""


def steps_counted(count: int) -> str:
    """Return "12 steps"."""
    return say_count(N_("{count} step"), N_("{count} steps"), count)


def facts(checklist: Checklist, version: int | None, *, sessions: Sequence[Session], frozen: Sequence[Session]) -> str:
    """Return "The program uses version 3 · 12 steps · used by Hands-on 3 (frozen)"; None: what comes with Trainer."""
    uses = N_("The program uses version {version}") if version else N_("The program uses what comes with Trainer")
    said = [say(uses, version=version), steps_counted(len(checklist.steps))]
    if frozen:
        said.append(say(N_("used by {sessions} (frozen)"), sessions=names(frozen)))
    return " · ".join([*said, length(checklist, sessions)])


def length(checklist: Checklist, sessions: Sequence[Session]) -> str:
    """Return the minutes of all steps, against the hands-on part of the next session where one is planned."""
    total = minutes(total_minutes(checklist))
    if not sessions:
        return say(N_("{minutes} in all"), minutes=total)
    has, session = hands_on_minutes(sessions[0]), sessions[0].name
    return say(N_("{minutes} of {has} hands-on in {session}"), minutes=total, has=minutes(has), session=session)


def hands_on_minutes(session: Session) -> float:
    """Return the minutes of a session that are planned for hands-on: four fifths of it."""
    return round((session.ends_at - session.starts_at).total_seconds() / 60 * 0.8)


def names(sessions: Sequence[Session]) -> str:
    """Return the names of up to three sessions, and how many more there are."""
    most = 3
    said = ", ".join(one.name for one in sessions[:most])
    return said if len(sessions) <= most else say(N_("{some} and {count} more"), some=said, count=len(sessions) - most)


def keeps(sessions: Sequence[Session]) -> str:
    """Return that sessions which have begun keep what they froze."""
    return say_count(
        N_("{sessions} keeps the version it began with; changes are for sessions that have not begun."),
        N_("{sessions} keep the version they began with; changes are for sessions that have not begun."),
        len(sessions),
        sessions=names(sessions),
    )


def used_by(frozen: Sequence[Session], chosen: Sequence[Session], *, is_program: bool) -> str:
    """Return "the program · Hands-on 1, Hands-on 2 (frozen) · Clinic (planned)"."""
    said = [say(IN_USE)] if is_program else []
    said += [say(N_("{sessions} (frozen)"), sessions=names(frozen))] if frozen else []
    said += [say(N_("{sessions} (planned)"), sessions=names(chosen))] if chosen else []
    return " · ".join(said)


def kept_on(at: datetime, zone: str, *, today: date) -> str:
    """Return the day a version was kept, in the program's zone."""
    return day(at.astimezone(ZoneInfo(zone)).date(), year=today.year)


def different(one: Difference, version: int) -> str:
    """Return how what is in the list differs from a version, a line for each kind of difference."""
    if one.is_none:
        return say(SAME_STEPS)
    lines = [say(N_("What you see in the list, compared with version {version}:"), version=version)]
    for titles, text in (
        (one.added, N_("Added: {titles}")),
        (one.removed, N_("Not there any more: {titles}")),
        (one.changed, N_("Written anew: {titles}")),
    ):
        if titles:
            lines.append(say(text, titles=", ".join(titles)))
    if one.moved:
        lines.append(say(N_("The steps stand in another order.")))
    return "\n".join(lines)


def hit_rate(record: RemedyRecord | None) -> str:
    """Return "Worked 4 of 5 times"."""
    if record is None:
        return say(UNTRIED)
    return say(N_("Worked {worked} of {tried} times"), worked=record.worked, tried=record.tried)


def system_name(system: System | None) -> str:
    """Return the system's name, or that it is for every laptop."""
    return SYSTEMS[system] if system else say(EVERY)
