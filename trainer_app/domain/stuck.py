"""Stuck: whom the clock points at, and when it points at the step instead. Pure rules over a `Scene`.

1. a hand goes into the queue at once (`help_queue`);
2. past `watch` the phone asks once, silently: done, nearly, waiting for a download, stuck;
3. no answer in 90 s, or no phone: a check-in suggestion; past `alarm` also after "nearly";
4. the same error twice, or a second hand within ten minutes: the hand is escalated (`help_queue`);
5. not started: the first step untouched for max(4 min, E_1) while half the room has ticked it;
6. a step alarm when hands + suggestions on a step reach max(3, 25 % of those who reached it) within 10 min, or its
   median passes 1.8 x the expected minutes with five observed: it stands for the single suggestions;
7. nobody spoke to them for 25 min of hands-on time: say hello.

All minutes are hands-on minutes, so nothing comes due in a break. [The figures behind them stand in `pace`.]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from trainer_app.domain.checklist import Step
from trainer_app.domain.floor import (
    Nudge,
    NudgeAnswer,
    QuietCard,
    StepAlarm,
    StepAlarmReason,
    StepCard,
    Suggestion,
    SuggestionReason,
    Who,
)
from trainer_app.domain.help import ASKED, READY, HelpTicket, RaisedBy, TicketState
from trainer_app.domain.pace import FLOOR_MACHINE_WAIT, limits, personal_pace
from trainer_app.domain.progress import Present
from trainer_app.domain.scene import Scene

ANSWER_WITHIN = 1.5  # minutes a silent question may stay unanswered
NEARLY_LEAST = 4.0  # minutes of quiet that "nearly" buys at least
NOT_STARTED_LEAST = 4.0
ALARM_PEOPLE, ALARM_SHARE, ALARM_WITHIN = 3, 0.25, 10.0
SLOW_STEP, SLOW_OBSERVED = 1.8, 5
COVERAGE = 25.0


def who(person: Present) -> Who:
    """Return the person as cards show them."""
    return Who(person.attendee_id, person.name, person.seat, person.system)


def late(scene: Scene) -> list[tuple[Present, StepCard]]:
    """Return everybody the clock may point at who is past their own `watch`, longest past it first."""
    cards = [(person, card) for person in scene.room.people if (card := _late(scene, person))]
    return sorted(cards, key=lambda pair: pair[1].watch - pair[1].minutes)


def _late(scene: Scene, person: Present) -> StepCard | None:
    walked = scene.journeys[person.attendee_id]
    if walked.current is None or not scene.free(person):
        return None
    step, pace = scene.steps[walked.current], scene.paces[walked.current]
    own = limits(step, pace, personal=personal_pace(walked, scene.paces))
    if walked.elapsed <= own.watch:
        return None
    return StepCard(who(person), step.key, step.title, walked.elapsed, pace.median, own.watch, own.alarm)


def nudge_due(scene: Scene, card: StepCard) -> bool:
    """Say whether this late person has not been asked about this step yet; they are asked once."""
    return (card.who.attendee_id, card.step_key) not in scene.nudges


def suggestion(scene: Scene, card: StepCard, *, phone: bool) -> Suggestion | None:
    """Return the check-in suggestion for this late person, None while a question or a snooze gives them time."""
    nudge = scene.nudges.get((card.who.attendee_id, card.step_key))
    if nudge is None:
        reason = None if phone else SuggestionReason.NO_PHONE
    else:
        reason = _after_nudge(scene, nudge, usual=card.usual)
        if nudge.answer is NudgeAnswer.WAITING:
            return Suggestion(card, reason) if reason else None
    if reason is None and card.minutes > card.alarm:
        reason = SuggestionReason.PAST_ALARM
    return Suggestion(card, reason) if reason else None


def _after_nudge(scene: Scene, nudge: Nudge, *, usual: float) -> SuggestionReason | None:
    """Return the reason once the question's time is up.

    "Waiting for a download" is believed for as long as a step with machine wait is left alone, or for the usual time
    of the step; a download that is not through by then is worth a look.
    """
    asked = scene.clock.at(nudge.answered_at or nudge.sent_at)
    quiet, reason = {
        None: (ANSWER_WITHIN, SuggestionReason.NO_ANSWER),
        NudgeAnswer.NEARLY: (max(NEARLY_LEAST, usual / 2), SuggestionReason.SAID_NEARLY),
        NudgeAnswer.WAITING: (max(FLOOR_MACHINE_WAIT, usual), SuggestionReason.SAID_WAITING),
        NudgeAnswer.STUCK: (0.0, SuggestionReason.STILL_ON_IT),
        NudgeAnswer.DONE: (NEARLY_LEAST, SuggestionReason.STILL_ON_IT),
    }[nudge.answer]
    return reason if scene.time - asked >= quiet else None


def not_started(scene: Scene) -> list[QuietCard]:
    """Return who has touched nothing while half the room has ticked the first step, longest first."""
    here = [person for person in scene.room.people if scene.journeys[person.attendee_id].here]
    if not here or not scene.room.checklist.steps:
        return []
    first = scene.room.checklist.steps[0].key
    if 2 * sum(first in scene.journeys[person.attendee_id].marks for person in here) < len(here):
        return []
    patience = max(NOT_STARTED_LEAST, scene.paces[first].expected)
    cards = [
        QuietCard(who(person), walked.elapsed)
        for person in here
        if not (walked := scene.journeys[person.attendee_id]).marks and walked.elapsed > patience and scene.free(person)
    ]
    return sorted(cards, key=lambda card: -card.minutes)


def step_alarms(scene: Scene, suggestions: Sequence[Suggestion]) -> list[StepAlarm]:
    """Return the steps that need fixing, in checklist order, each with the single suggestions it stands for.

    A fix that was shown answers the alarm: only what came after it counts again.
    """
    alarms = []
    for step in scene.room.checklist.steps:
        mine = tuple(one for one in suggestions if one.card.step_key == step.key)
        tickets = [ticket for ticket in scene.tickets if ticket.step_key == step.key and _counts(scene, ticket)]
        if alarm := _step_alarm(scene, step, suggestions=mine, tickets=tickets):
            alarms.append(alarm)
    return alarms


def _step_alarm(
    scene: Scene, step: Step, *, suggestions: tuple[Suggestion, ...], tickets: Sequence[HelpTicket]
) -> StepAlarm | None:
    pace = scene.paces[step.key]
    held_up = {one.card.who.attendee_id for one in suggestions} | {ticket.attendee_id for ticket in tickets}
    slow = pace.observed >= SLOW_OBSERVED and pace.median > SLOW_STEP * pace.expected and step.key not in scene.fixes
    many = len(held_up) >= max(ALARM_PEOPLE, ALARM_SHARE * pace.reached)
    if not pace.working or not (many or slow):
        return None
    errors = Counter(ticket.error_key for ticket in tickets if ticket.error_key)
    return StepAlarm(
        step_key=step.key,
        step_title=step.title,
        reason=StepAlarmReason.HELD_UP if many else StepAlarmReason.SLOW,
        held_up=len(held_up),
        reached=pace.reached,
        working=pace.working,
        usual=pace.median,
        expected=pace.expected,
        error_key=errors.most_common(1)[0][0] if errors else None,
        suggestions=suggestions,
    )


def _counts(scene: Scene, ticket: HelpTicket) -> bool:
    """Say whether a ticket speaks of its step now: of the last ten minutes or still waiting, and after any fix."""
    if ticket.state is TicketState.WITHDRAWN or ticket.raised_by not in ASKED | {RaisedBy.SUGGESTION}:
        return False
    walked = scene.journeys.get(ticket.attendee_id)
    if walked is None or not walked.reached(ticket.step_key or ""):
        return False
    opened = scene.clock.at(ticket.opened_at)
    if (shown := scene.fixes.get(ticket.step_key or "")) is not None and opened <= shown:
        return False
    return ticket.state in READY or scene.time - opened <= ALARM_WITHIN


def say_hello(scene: Scene) -> list[QuietCard]:
    """Return whom nobody has spoken to for 25 minutes of hands-on time, longest first."""
    cards = []
    for person in scene.room.people:
        if not scene.journeys[person.attendee_id].here or person.attendee_id in scene.live:
            continue
        since = max(scene.spoken.get(person.attendee_id, 0.0), scene.clock.at(person.arrived_at))
        if scene.time - since >= COVERAGE:
            cards.append(QuietCard(who(person), scene.time - since))
    return sorted(cards, key=lambda card: -card.minutes)
