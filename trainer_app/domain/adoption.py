"""Adoption: the words for what happened to a person after training. The rules are in `adoption_rules`.

D is the training day, E the last day anything is known of: the as-of date or the last covered day,
whichever is earlier. "After" and "before" leave out the training day itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from uuid import UUID

from trainer_app.domain.access import AccessGrant
from trainer_app.domain.coverage import Coverage, DayRange
from trainer_app.domain.program import Program
from trainer_app.domain.session import Session
from trainer_app.domain.usage import NO_USAGE, PersonUsage

RULES_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The program's thresholds, printed with their version wherever a state is shown.

    A person continues with `min_active_days` active days in `min_active_weeks` different 7-day blocks
    within some `window_days` days; they lapse after `lapse_gap_days` days without one. A day is active
    from `min_units` qualifying units.
    """

    window_days: int = 28
    min_active_days: int = 2
    min_active_weeks: int = 2
    lapse_gap_days: int = 28
    min_units: float = 1.0
    rules_version: str = RULES_VERSION

    @classmethod
    def of(cls, program: Program) -> Thresholds:
        """Return the thresholds this program is judged by."""
        return cls(
            window_days=program.window_days,
            min_active_days=program.min_active_days,
            min_active_weeks=program.min_active_weeks,
            lapse_gap_days=program.lapse_gap_days,
            min_units=program.min_units,
        )


class State(Enum):
    """Where a person stands: exactly one, by the first rule that fits."""

    NEVER_ATTENDED = "never_attended"
    NOT_COMPLETED = "not_completed"
    UNKNOWN = "unknown"
    TOO_EARLY = "too_early"
    CONTINUING = "continuing"
    LAPSED = "lapsed"
    TRIED_ONCE = "tried_once"
    RETURNED = "returned"
    STOPPED = "stopped"


class Badge(Enum):
    """What else is worth knowing; any number, beside the state. The last one compares with the team."""

    EXPLORED_BEFORE = "explored_before"
    SELF_STARTED = "self_started"
    RETURNED_ALREADY = "returned_already"
    RESURRECTED = "resurrected"
    CHAMPION_CANDIDATE = "champion_candidate"


class ReasonCode(Enum):
    """Why the state is what it is; the facts beside it are what the sentence needs."""

    NO_CHECK_IN = "no check-in to a hands-on session"
    NO_CHECK_IN_BUT_USE = "no check-in to a hands-on session, yet they use it"
    NOT_FINISHED = "came, did not finish the first hands-on, and has not used it since"
    STOPPED_AT_STEP = "came, stopped at a known step, and has not used it since"
    SESSION_RUNS = "came to a session that is not over yet"
    AT_STEP = "came to a session that is not over yet, and is at a known step"
    NOT_RECORDED = "came, the first hands-on is not recorded, and no import covers the days since"
    LAST_AT_STEP = "came, stopped at a known step, and no import covers the days since"
    NOBODY_MAPPED = "the imports name people in a way this person is not known by"
    NOTHING_IMPORTED = "no import covers the days after training"
    DAYS_NOT_PASSED = "the window after training has not passed yet"
    DAYS_NOT_IMPORTED = "the window has passed, the usage of its last days is not imported"
    HABIT = "the habit test holds and the last use is recent"
    HABIT_ENDED = "the habit test holds and the last use is long ago"
    LAPSE_HIDDEN = "missing days hide whether they stopped"
    USE_HIDDEN = "missing days hide whether they came back at all"
    HABIT_HIDDEN = "missing days hide whether there is a habit"
    NO_USE_AFTER = "no use after training"
    SOME_USE = "some use after training, the last of it recent"
    USE_ENDED = "some use after training, the last of it long ago"


class NextStep(Enum):
    """What to do next for somebody in this state."""

    INVITE_AGAIN = "invite_again"
    FINISH_SETUP = "finish_setup"
    MAP_KEY = "map_key"
    IMPORT_USAGE = "import_usage"
    WAIT = "wait"
    ASK_AS_CHAMPION = "ask_as_champion"
    ASK_WHAT_CHANGED = "ask_what_changed"
    GIVE_OWN_TASK = "give_own_task"
    ENCOURAGE = "encourage"
    ASK_WHY_STOPPED = "ask_why_stopped"


@dataclass(frozen=True, slots=True)
class Reason:
    """A code and the facts of its sentence: dates, counts, day ranges, a step's title."""

    code: ReasonCode
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Everything a state is computed from. Only check-ins and completions that are not undone.

    `checked_in` holds sessions of any kind; `completed_in` the one in which the first hands-on was
    completed; `stopped_at_step` the title of the first step left open, where it was not.
    """

    attendee_id: UUID
    name: str
    email: str | None = None
    team: str | None = None
    grants: tuple[AccessGrant, ...] = ()
    checked_in: tuple[Session, ...] = ()
    completed_in: Session | None = None
    stopped_at_step: str | None = None
    usage: PersonUsage = NO_USAGE


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the rules say about one person on one as-of date.

    `training_day` is D and `session_*` the session it comes from; `hands_on_on` is D where the first
    hands-on was completed. `last_active` is the last active day of all, `active_after` the active days
    after training, `active_weeks_after` how many different 7-day blocks they lie in. `evaluable_on` is
    D plus the window. `seen_until` is E, None where nothing could show this person. `missing` are the
    days after training up to E that no import covers. `access_on` is the first recorded access.
    """

    attendee_id: UUID
    name: str
    email: str | None
    team: str | None
    as_of: date
    state: State
    badges: frozenset[Badge]
    reason: Reason
    next_step: NextStep
    training_day: date | None
    session_id: UUID | None
    session_name: str | None
    hands_on_on: date | None
    last_active: date | None
    active_days_after: int
    active_weeks_after: int
    active_days_before: int
    evaluable_on: date | None
    seen_until: date | None
    stopped_at_step: str | None
    access_on: date | None
    has_access: bool
    access_before_training: bool
    active_after: tuple[date, ...]
    coverage: Coverage
    missing: tuple[DayRange, ...]
