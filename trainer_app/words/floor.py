"""What desk, helper and phone say about the floor: tickets, signals and figures, in the same words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final

from trainer_app.domain.floor import (
    FloorTrouble,
    NudgeAnswer,
    QuietCard,
    StepAlarm,
    StepAlarmReason,
    Suggestion,
    SuggestionReason,
    TicketCard,
)
from trainer_app.domain.help import HelpTrouble, LeftOver, RaisedBy, TicketState
from trainer_app.domain.help_figures import RemedyRecord, Staffing, WaitFigures
from trainer_app.domain.help_queue import EscalationReason
from trainer_app.domain.progress import TALK_PLAN, MarkState, Rhythm
from trainer_app.words.language import N_, say, say_count

SENTENCES: Final[dict[Enum, str]] = {
    FloorTrouble.NOT_IN_ROOM: N_("This person is not checked in to this session."),
    FloorTrouble.NOT_MARKED: N_("This step is neither done nor skipped."),
    FloorTrouble.NOT_ASKED: N_("This person was not asked about this step."),
    HelpTrouble.GONE: N_("This wish for help is not there any more."),
    HelpTrouble.TAKEN: N_("{by} is there already."),
    HelpTrouble.CLOSED: N_("This wish for help is closed already."),
    HelpTrouble.NOT_CLAIMED: N_("Nobody has said “I'll go” yet; do that first."),
    HelpTrouble.NOT_HELD: N_("This wish for help is not waiting for an answer."),
    HelpTrouble.ALREADY_ASKED: N_("This person has asked for help already and keeps their place."),
    HelpTrouble.NOTHING_TO_UNDO: N_("There is nothing to undo yet; it can be withdrawn."),
}
MARKS: Final = {MarkState.DONE: N_("done"), MarkState.SKIPPED: N_("skipped")}
TICKET_STATES: Final = {
    TicketState.OPEN: N_("waiting"),
    TicketState.CLAIMED: N_("being helped"),
    TicketState.HANDED_BACK: N_("handed back, waiting"),
    TicketState.CANT_FIND: N_("not found, asked where they are"),
    TicketState.PARKED: N_("parked"),
    TicketState.SOLVED: N_("solved"),
    TicketState.WITHDRAWN: N_("withdrawn"),
    TicketState.LEFT_OVER: N_("left over"),
}
RAISED_BY: Final = {
    RaisedBy.HAND: N_("raised a hand"),
    RaisedBy.NUDGE: N_("answered “stuck”"),
    RaisedBy.SUGGESTION: N_("the clock suggested a look"),
    RaisedBy.NOT_STARTED: N_("had not started"),
    RaisedBy.SAY_HELLO: N_("said hello"),
}
LEFT_OVERS: Final = {
    LeftOver.SESSION_ENDED: N_("the session ended before anybody came"),
    LeftOver.HELPED_UNRECORDED: N_("somebody was there; how it ended was not noted"),
    LeftOver.WENT_HOME: N_("went home"),
    LeftOver.NEXT_CLINIC: N_("goes on in the next clinic"),
}
NUDGE_QUESTION: Final = N_("How is it going with “{step}”?")
NUDGE_ANSWERS: Final = {
    NudgeAnswer.DONE: N_("Done"),
    NudgeAnswer.NEARLY: N_("Nearly"),
    NudgeAnswer.WAITING: N_("Waiting for a download"),
    NudgeAnswer.STUCK: N_("Stuck"),
}
ESCALATIONS: Final = {
    EscalationReason.SAME_ERROR: N_("the same error for the second time"),
    EscalationReason.SECOND_HAND: N_("asked again within 10 min"),
}
REASONS: Final = {
    SuggestionReason.NO_ANSWER: N_("no answer to the nudge"),
    SuggestionReason.NO_PHONE: N_("no phone to ask"),
    SuggestionReason.PAST_ALARM: N_("far beyond their own pace"),
    SuggestionReason.SAID_NEARLY: N_("said “nearly”"),
    SuggestionReason.SAID_WAITING: N_("was waiting for a download"),
    SuggestionReason.STILL_ON_IT: N_("still on it after asking"),
}
_USUALLY: Final = (
    (1.25, N_("about the usual {usual}")),
    (1.75, N_("one and a half times the usual {usual}")),
    (2.5, N_("twice the usual {usual}")),
    (3.5, N_("three times the usual {usual}")),
)
_USUALLY_MORE: Final = N_("{times} times the usual {usual}")


def minutes(value: float) -> str:
    """Return "11 min", and "under a minute" below one."""
    return say(N_("{count} min"), count=round(value)) if value >= 1 else say(N_("under a minute"))


def stopwatch(value: float) -> str:
    """Return minutes as a running clock shows them: "3:20", "74:05"."""
    seconds = int(value * 60 + 1e-6)
    return f"{seconds // 60}:{seconds % 60:02}"


def suggestion_line(suggestion: Suggestion) -> str:
    """Return "11 min on First prompt; twice the usual 5 min; no answer to the nudge"; without what is as usual."""
    card = suggestion.card
    if is_usual(card.minutes, card.usual):
        text = N_("{minutes} on {step}; {reason}")
        reason = say(REASONS[suggestion.reason])
        return say(text, minutes=minutes(card.minutes), step=card.step_title, reason=reason)
    return say(
        N_("{minutes} on {step}; {usually}; {reason}"),
        minutes=minutes(card.minutes),
        step=card.step_title,
        usually=usually(card.minutes, card.usual),
        reason=say(REASONS[suggestion.reason]),
    )


def is_usual(taken: float, usual: float) -> bool:
    """Say whether these minutes are about the usual ones, so that they are no reason to look."""
    return taken / usual < _USUALLY[0][0]


def usually(taken: float, usual: float) -> str:
    """Return how these minutes compare with the usual ones: "twice the usual 5 min"."""
    ratio = taken / usual
    text = next((text for limit, text in _USUALLY if ratio < limit), _USUALLY_MORE)
    return say(text, usual=minutes(usual), times=round(ratio))


def trouble_line(card: TicketCard, *, system: str | None = None, error: str | None = None) -> str:
    """Return what a card of the queue says below the name: "Sign in · Windows · “localhost refused”".

    `system` is the name of their system; `error` the known error's title, else what their screen said is quoted.
    """
    quoted = say(N_("“{error}”"), error=card.error_text) if card.error_text else None
    parts = (card.step_title, system, error or quoted)
    return " · ".join(part for part in parts if part) or say(N_("no step named"))


def tried_line(card: TicketCard) -> str:
    """Return "tried: other browser, new terminal", "" when nothing was."""
    return say(N_("tried: {what}"), what=", ".join(card.tried)) if card.tried else ""


def escalation_line(card: TicketCard) -> str:
    """Return why the hand needs more than another first try, "" when it does not."""
    return say(ESCALATIONS[card.escalation]) if card.escalation else ""


def ticket_line(card: TicketCard) -> str:
    """Return where a ticket stands: "Mei is there · 2:10", "waiting · 3:20", "parked · 12:00"."""
    if card.state is TicketState.CLAIMED:
        return say(N_("{helper} is there · {clock}"), helper=card.by, clock=stopwatch(card.since))
    waiting = card.state in {TicketState.OPEN, TicketState.HANDED_BACK}
    shown = stopwatch(card.waited if waiting else card.since)
    return say(N_("{state} · {clock}"), state=say(TICKET_STATES[card.state]), clock=shown)


def not_started_line(card: QuietCard) -> str:
    """Return "not started for 7 min"."""
    return say(N_("not started for {minutes}"), minutes=minutes(card.minutes))


def say_hello_line(cards: Sequence[QuietCard]) -> str:
    """Return "Nobody has spoken to: Wei Chen (27 min), Zoë Lefèvre (26 min)", "" for nobody."""
    if not cards:
        return ""
    named = (say(N_("{name} ({minutes})"), name=card.who.name, minutes=minutes(card.minutes)) for card in cards)
    return say(N_("Nobody has spoken to: {people}"), people=", ".join(named))


def step_alarm_line(alarm: StepAlarm) -> str:
    """Return "Sign in: 4 of 11 are held up." or "Sign in takes 9 min instead of 5 min."."""
    if alarm.reason is StepAlarmReason.SLOW:
        usual, expected = minutes(alarm.usual), minutes(alarm.expected)
        return say(
            N_("{step} takes {usual} instead of {expected}."), step=alarm.step_title, usual=usual, expected=expected
        )
    held_up = say_count(
        "{count} of {reached} is held up", "{count} of {reached} are held up", alarm.held_up, reached=alarm.reached
    )
    return say(N_("{step}: {held_up}."), step=alarm.step_title, held_up=held_up)


def rhythm_line(rhythm: Rhythm) -> str:
    """Return "18 % talk, 82 % hands-on; planned 20 and 80", "" before either began."""
    if rhythm.talk_share is None:
        return ""
    talk, plan = round(100 * rhythm.talk_share), round(100 * TALK_PLAN)
    return say(
        N_("{talk} % talk, {hands_on} % hands-on; planned {plan} and {rest}"),
        talk=talk,
        hands_on=100 - talk,
        plan=plan,
        rest=100 - plan,
    )


def waits_line(waits: WaitFigures) -> str:
    """Return "half waited at most 1:40, nine in ten at most 4:05, the longest 6:10", or that nobody asked."""
    if waits.p50 is None or waits.p90 is None or waits.longest is None:
        return say(N_("nobody has asked for help"))
    return say(
        N_("half waited at most {p50}, nine in ten at most {p90}, the longest {longest}"),
        p50=stopwatch(waits.p50),
        p90=stopwatch(waits.p90),
        longest=stopwatch(waits.longest),
    )


def remedy_line(record: RemedyRecord | None) -> str:
    """Return "worked 6 of 7 times", or that nobody has tried it yet."""
    if record is None:
        return say(N_("not tried yet"))
    return say_count(
        "worked {worked} of {count} time", "worked {worked} of {count} times", record.tried, worked=record.worked
    )


def staffing_line(staffing: Staffing) -> str:
    """Return how many helpers the room wants: "5 to 6 helpers while setting up, 4 afterwards"."""
    return say(
        N_("{least} to {most} helpers while setting up, {tasks} afterwards"),
        least=staffing.setup_least,
        most=staffing.setup,
        tasks=staffing.tasks,
    )
