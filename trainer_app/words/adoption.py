"""What is said of a person after training: their state, why, what else is known, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Final

from trainer_app.domain.access import AccessTrouble
from trainer_app.domain.adoption import Assessment, Badge, NextStep, ReasonCode, State
from trainer_app.domain.adoption_numbers import Numbers, Rate, Standing
from trainer_app.domain.coverage import DayRange
from trainer_app.domain.usage import IdentityKind
from trainer_app.domain.usage_file import UsageLayout, UsageLineTrouble, UsageNotice, UsageTrouble
from trainer_app.words.language import N_, N_count, say, say_count
from trainer_app.words.times import day

SENTENCES: Final[dict[Enum, str]] = {
    AccessTrouble.IDENTIFIER_MISSING: N_("Access needs the key's id, the login or the e-mail it was given for."),
    AccessTrouble.IS_THE_KEY_ITSELF: N_(
        "This looks like the key itself. Only its id is kept; no secret is ever stored."
    ),
    AccessTrouble.ENDS_BEFORE_GRANTED: N_("Access would end before it was given; look at the two dates."),
    AccessTrouble.GONE: N_("This access is not recorded any more."),
    AccessTrouble.ALREADY: N_("{name} has this access already; nothing was changed."),
    AccessTrouble.TAKEN: N_("“{identity}” already belongs to {people}. Look at who it is first; nothing was changed."),
    UsageTrouble.UNKNOWN_LAYOUT: N_(
        "“{file}” is no usage export that is understood here: it begins with {found}. Understood are the completions "
        "usage of the OpenAI dashboard, GitHub's premium request and token reports, and lists of events with the columns "
        "timestamp, api_key_id (or email, or login) and requests."
    ),
    UsageTrouble.COSTS_ONLY: N_("“{file}” lists costs, not requests. Export the usage of completions instead."),
    UsageTrouble.SECRET: N_(
        "“{file}”, line {line}: a cell looks like a secret key itself. Nothing was read; take it out, only the key's id is needed."
    ),
    UsageTrouble.WORKBOOK: N_("“{file}” is a workbook. Usage is read from the CSV file the export gives."),
    UsageTrouble.LINE_TOO_LONG: N_(
        "“{file}”, line {line}: this line is longer than any export's. Export the file again."
    ),
    UsageTrouble.NO_DATES: N_("“{file}”: no row can be dated. Look at its first column, and export it again."),
    UsageTrouble.MIXED_BUCKETS: N_("“{file}” mixes daily rows with shorter ones. Export days alone, or hours alone."),
    UsageTrouble.WIDE_BUCKETS: N_("“{file}”, line {line}: a row stands for more than a day. Export it by day."),
    UsageTrouble.CANCELLED: N_("Cancelled. Nothing was read, and nothing was changed."),
    UsageLineTrouble.BAD_TIME: N_("“{text}” is not a date and time."),
    UsageLineTrouble.BAD_NUMBER: N_("“{text}” is not a number of requests."),
    UsageLineTrouble.TOO_FEW_CELLS: N_("The line has fewer cells than the header and misses some that are needed."),
    UsageLineTrouble.TOO_MANY_CELLS: N_("The line has more cells than the header."),
    UsageLineTrouble.ERRORED: N_("The request failed, so it is no use."),
    UsageLineTrouble.NOT_CHARGED: N_("The request was not charged, so it does not count as use."),
    UsageLineTrouble.AUTOMATION: N_("An automation or service account, not a person."),
    UsageLineTrouble.PASSIVE: N_("A passive signal, not use."),
    UsageNotice.NOT_GROUPED: N_(
        "The export does not say who used what. Group it by API key (or user) in the dashboard and export it again."
    ),
    UsageNotice.SOME_UNNAMED: N_("{units} requests name nobody, so they count for nobody."),
    UsageNotice.NO_USE: N_("Nobody used anything in these days; they count as known."),
    UsageNotice.SEVERAL_PROJECTS: N_("The file holds several projects, and all of them were read: {projects}."),
    UsageNotice.TIMES_WITHOUT_ZONE: N_("Times without an offset were taken as local time in {zone}."),
    UsageNotice.MORE_SKIPPED: N_("{more} more lines were left out than the {listed} listed."),
}

_STATES: Final = {
    State.NEVER_ATTENDED: N_("Never attended"),
    State.NOT_COMPLETED: N_("Attended not completed"),
    State.TRIED_ONCE: N_("Tried once"),
    State.RETURNED: N_("Returned"),
    State.CONTINUING: N_("Continuing"),
    State.LAPSED: N_("Lapsed"),
    State.STOPPED: N_("Stopped"),
    State.TOO_EARLY: N_("Too early"),
    State.UNKNOWN: N_("Unknown"),
}
_BADGES: Final = {
    Badge.EXPLORED_BEFORE: N_("explored before training"),
    Badge.SELF_STARTED: N_("started without training"),
    Badge.RETURNED_ALREADY: N_("returned already"),
    Badge.RESURRECTED: N_("came back after a long break"),
    Badge.CHAMPION_CANDIDATE: N_("candidate champion"),
}
_NEXT_STEPS: Final = {
    NextStep.INVITE_AGAIN: N_("Invite them to the next hands-on session."),
    NextStep.FINISH_SETUP: N_("Finish the setup with them, in a clinic or at their desk."),
    NextStep.MAP_KEY: N_("Find out which key or login is theirs, and add it to the roster."),
    NextStep.IMPORT_USAGE: N_("Import the usage of the missing days."),
    NextStep.WAIT: N_("Nothing yet."),
    NextStep.ASK_AS_CHAMPION: N_("Ask what they use it for; they could show others."),
    NextStep.ASK_WHAT_CHANGED: N_("Ask what changed."),
    NextStep.GIVE_OWN_TASK: N_("Find a task of their own with them; send an example, or invite them to a clinic."),
    NextStep.ENCOURAGE: N_("Encourage them: a second week makes a habit."),
    NextStep.ASK_WHY_STOPPED: N_("Ask why it stopped, with open ears: is help missing, or does the tool not fit?"),
}
_STANDINGS: Final = {
    Standing.LIKELY_BEHIND: N_("likely behind the others"),
    Standing.LIKELY_AHEAD: N_("likely ahead of the others"),
    Standing.CANNOT_TELL_YET: N_("cannot tell yet"),
    Standing.TOO_SMALL: N_("too small to compare"),
    Standing.NO_OTHERS: N_("too few others to compare with"),
}
_REASONS: Final = {
    ReasonCode.NO_CHECK_IN: N_("Not checked in to any hands-on session."),
    ReasonCode.NO_CHECK_IN_BUT_USE: N_(
        "Not checked in to any hands-on session, yet used it on {days}, last on {last}."
    ),
    ReasonCode.NOT_FINISHED: N_("Came on {day}, did not finish the first hands-on, and has not used it since."),
    ReasonCode.STOPPED_AT_STEP: N_("Came on {day}, stopped at the step “{step}”, and has not used it since."),
    ReasonCode.SESSION_RUNS: N_("Came on {day}; the session is not over yet."),
    ReasonCode.AT_STEP: N_("Came on {day}, is at the step “{step}”; the session is not over yet."),
    ReasonCode.NOT_RECORDED: N_("Came on {day}, first hands-on not recorded; usage after that day is not known."),
    ReasonCode.LAST_AT_STEP: N_("Came on {day}, stopped at the step “{step}”; usage after that day is not known."),
    ReasonCode.NOBODY_MAPPED: N_("The imported usage names people by {kinds}, and none is known for this person."),
    ReasonCode.NOTHING_IMPORTED: N_("No usage is imported for the days from {first} on."),
    ReasonCode.DAYS_NOT_PASSED: N_("Can be judged on {evaluable_on}: the weeks after training have not passed."),
    ReasonCode.DAYS_NOT_IMPORTED: N_("Could be judged since {evaluable_on}, but usage is imported until {until} only."),
    ReasonCode.HABIT: N_("Used it on {days} in {active_weeks} in the {weeks} after training, last on {last}."),
    ReasonCode.HABIT_ENDED: N_("Used it on {days} in {active_weeks} after training, but not since {last}."),
    ReasonCode.LAPSE_HIDDEN: N_("Had a habit; whether it ended is hidden by missing usage: {missing}."),
    ReasonCode.USE_HIDDEN: N_("No use is seen, but usage is missing: {missing}."),
    ReasonCode.HABIT_HIDDEN: N_("Came back; whether it became a habit is hidden by missing usage: {missing}."),
    ReasonCode.NO_USE_AFTER: N_("No use in the {weeks} after the day of training."),
    ReasonCode.SOME_USE: N_("Used it on {days} in the {weeks} after training, last on {last}; not yet a habit."),
    ReasonCode.USE_ENDED: N_("Used it on {days} after training, but not since {last}."),
}
_KINDS: Final = {
    IdentityKind.EMAIL: N_("e-mail"),
    IdentityKind.LOGIN: N_("login"),
    IdentityKind.KEY: N_("key"),
    IdentityKind.NONE: N_("nobody"),
}
_LAYOUTS: Final = {
    UsageLayout.OPENAI_USAGE: N_("completions usage of the OpenAI dashboard"),
    UsageLayout.GITHUB_REQUESTS: N_("GitHub request usage"),
    UsageLayout.EVENTS: N_("a list of events"),
}
_COUNTED: Final = {
    "days": N_count("{count} day", "{count} days"),
    "active_weeks": N_count("{count} single week", "{count} different weeks"),
    "weeks": N_count("{count} week", "{count} weeks"),
}
_HOLES_TOLD: Final = 3


def state(which: State) -> str:
    """Return the state in a word or two."""
    return say(_STATES[which])


def badge(which: Badge) -> str:
    """Return the badge in a few words."""
    return say(_BADGES[which])


def badges(person: Assessment) -> str:
    """Return what else is worth knowing of this person, "" for nothing."""
    return ", ".join(badge(which) for which in Badge if which in person.badges)


def standing(which: Standing) -> str:
    """Return how a team compares with all others."""
    return say(_STANDINGS[which])


def layout(which: UsageLayout) -> str:
    """Return what a usage file was understood as."""
    return say(_LAYOUTS[which])


def next_step(person: Assessment) -> str:
    """Return what to do next for this person."""
    return say(_NEXT_STEPS[person.next_step])


def reason(person: Assessment) -> str:
    """Return why this person is in their state, in one sentence."""
    facts = {name: _fact(name, value, person) for name, value in person.reason.facts.items()}
    return say(_REASONS[person.reason.code], **facts)


def rate(found: Rate, numbers: Numbers) -> str:
    """Return "24 of 49 (49 %) · 14 too early · 2 unknown"; a share only where enough people bear it."""
    share = f" ({100 * found.share:.0f} %)" if found.share is not None else ""
    return say(
        N_("{count} of {of}{share} · {too_early} too early · {unknown} unknown"),
        count=found.count,
        of=found.of,
        share=share,
        too_early=numbers.too_early,
        unknown=numbers.unknown,
    )


def _fact(name: str, value: object, person: Assessment) -> object:
    if isinstance(value, date):
        return day(value, year=person.as_of.year)
    if name in _COUNTED and isinstance(value, int):
        one, many = _COUNTED[name]
        return say_count(one, many, value)
    if name == "kinds" and isinstance(value, tuple):
        return say(N_(" or ")).join(say(_KINDS[kind]) for kind in value)
    if name == "missing" and isinstance(value, tuple):
        return _holes(value, person)
    return value


def _holes(ranges: Iterable[DayRange], person: Assessment) -> str:
    holes = list(ranges)
    told = [_hole(one, person.as_of.year) for one in holes[:_HOLES_TOLD]]
    if len(holes) > _HOLES_TOLD:
        told.append(say_count(N_("and {count} more gap"), N_("and {count} more gaps"), len(holes) - _HOLES_TOLD))
    return ", ".join(told)


def _hole(one: DayRange, year: int) -> str:
    if one.first == one.last:
        return day(one.first, year=year)
    return say(N_("{first} to {last}"), first=day(one.first, year=year), last=day(one.last, year=year))
