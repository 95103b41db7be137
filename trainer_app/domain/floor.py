"""The floor: what is known about a room at one moment, and the cards that say where somebody should go.

Two kinds of signal are never mixed: a *hand* (they asked) and what the clock suggests. Hands come first, always.
Nobody is ranked: cards are in the order in which people waited or passed the usual time, and no card is a grade.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from uuid import UUID

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import Checklist
from trainer_app.domain.help import HelpTicket, RaisedBy, TicketState
from trainer_app.domain.help_queue import EscalationReason
from trainer_app.domain.pace import StepPace
from trainer_app.domain.progress import Journey, Present, StepMark
from trainer_app.domain.session import PhaseChange


class FloorTrouble(Enum):
    """Why something on the floor was refused."""

    NOT_IN_ROOM = "the person is not checked in to this session"
    NOT_MARKED = "the step is neither done nor skipped"
    NOT_ASKED = "the person was not asked about this step"


class NudgeAnswer(Enum):
    """What an attendee answered to the silent question on their phone."""

    DONE = "done"
    NEARLY = "nearly"
    WAITING = "waiting"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class Nudge:
    """The one silent question a person is asked about a step, and what they answered."""

    attendee_id: UUID
    step_key: str
    sent_at: datetime
    answer: NudgeAnswer | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FixShown:
    """The fix for a step was shown to everyone on it: an answer to its step alarm."""

    step_key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Room:
    """Everything the floor's rules look at. `people` are those who came, undone check-ins left out.

    `learned` are minutes per step from earlier sessions of the series; they take the place of the author's.
    """

    checklist: Checklist
    phases: Sequence[PhaseChange]
    people: Sequence[Present]
    marks: Mapping[UUID, Sequence[StepMark]] = field(default_factory=dict)
    tickets: Sequence[HelpTicket] = ()
    nudges: Sequence[Nudge] = ()
    fixes: Sequence[FixShown] = ()
    learned: Mapping[str, float] = field(default_factory=dict)


class SuggestionReason(Enum):
    """What makes the clock say "look": always more than the usual time, and this on top of it."""

    NO_ANSWER = "no_answer"
    NO_PHONE = "no_phone"
    PAST_ALARM = "past_alarm"
    SAID_NEARLY = "said_nearly"
    SAID_WAITING = "said_waiting"
    STILL_ON_IT = "still_on_it"


class StepAlarmReason(Enum):
    """Why a step, not a person, needs fixing."""

    HELD_UP = "held_up"
    SLOW = "slow"


@dataclass(frozen=True, slots=True)
class Who:
    """The person of a card."""

    attendee_id: UUID
    name: str
    seat: str | None
    system: System | None


@dataclass(frozen=True, slots=True)
class TicketCard:
    """Somebody with a live ticket. Minutes are `age` since they asked, `waited` ready, and `since` in this state.

    `age` is what the queue goes by: who was handed back keeps their place. `waited` is without anyone coming.

    `step_minutes` are net minutes on their step, None when they are on no step. `by` is who is there (claimed) or who
    moved it last. `tried` also holds what was tried in their earlier tickets of the same step.
    """

    ticket_id: UUID
    who: Who
    state: TicketState
    raised_by: RaisedBy
    step_key: str | None
    step_title: str | None
    step_minutes: float | None
    age: float
    waited: float
    since: float
    by: str | None
    error_key: str | None
    error_text: str | None
    tried: tuple[str, ...]
    first_help: bool
    pinned: bool
    escalation: EscalationReason | None


@dataclass(frozen=True, slots=True)
class StepCard:
    """Somebody the clock points at. Minutes are net hands-on minutes on the step.

    `usual` is the room's median for the step, `watch` and `alarm` are this person's own limits.
    """

    who: Who
    step_key: str
    step_title: str
    minutes: float
    usual: float
    watch: float
    alarm: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A check-in suggestion: the clock says look."""

    card: StepCard
    reason: SuggestionReason


@dataclass(frozen=True, slots=True)
class QuietCard:
    """Somebody nobody has spoken to for `minutes` of hands-on time, or who has not started for so long."""

    who: Who
    minutes: float


@dataclass(frozen=True, slots=True)
class StepAlarm:
    """A step that holds the room up: `held_up` people of the `reached`, `working` on it now.

    `suggestions` are the single suggestions it stands for; `error_key` is the known error named most often.
    """

    step_key: str
    step_title: str
    reason: StepAlarmReason
    held_up: int
    reached: int
    working: int
    usual: float
    expected: float
    error_key: str | None
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class FloorSignals:
    """Where to go next. A person is in one list at most; one who is being helped is in `being_helped` only.

    `nudges_due` are questions to send to phones, not visits. `held` tickets are parked or wait for an answer.
    """

    hands: tuple[TicketCard, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    not_started: tuple[QuietCard, ...] = ()
    step_alarms: tuple[StepAlarm, ...] = ()
    say_hello: tuple[QuietCard, ...] = ()
    nudges_due: tuple[StepCard, ...] = ()
    being_helped: tuple[TicketCard, ...] = ()
    held: tuple[TicketCard, ...] = ()

    @property
    def escalations(self) -> tuple[TicketCard, ...]:
        """The hands that need more than another first try."""
        return tuple(card for card in self.hands if card.escalation)


@dataclass(frozen=True, slots=True)
class Floor:
    """The whole floor at `at`: each person's journey, each step's pace, and the signals. `running`: clocks run."""

    at: datetime
    running: bool
    journeys: Mapping[UUID, Journey]
    paces: Mapping[str, StepPace]
    signals: FloorSignals
