"""The floor in words: every signal says why, in one line."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from uuid import UUID

import pytest

from trainer_app.domain.floor import (
    FloorTrouble,
    QuietCard,
    StepAlarm,
    StepAlarmReason,
    StepCard,
    Suggestion,
    SuggestionReason,
    TicketCard,
    Who,
)
from trainer_app.domain.help import HelpTrouble, LeftOver, RaisedBy, TicketState
from trainer_app.domain.help_figures import RemedyRecord, WaitFigures, staffing
from trainer_app.domain.help_queue import EscalationReason
from trainer_app.domain.progress import MarkState, Rhythm
from trainer_app.domain.session import Phase
from trainer_app.words import floor as words
from trainer_app.words import help_queue

KENJI = Who(UUID(int=1), "Kenji Suzuki", "B4", None)
CARD = StepCard(KENJI, "prompt", "First prompt", minutes=11.2, usual=5.1, watch=7.0, alarm=13.0)
TICKET = TicketCard(
    ticket_id=UUID(int=2),
    who=KENJI,
    state=TicketState.OPEN,
    raised_by=RaisedBy.HAND,
    step_key="sign-in",
    step_title="Sign in",
    step_minutes=9.0,
    age=10 / 3,
    waited=10 / 3,
    since=1.0,
    by="phone",
    error_key=None,
    error_text="localhost refused",
    tried=("other browser", "new terminal"),
    first_help=True,
    pinned=False,
    escalation=EscalationReason.SAME_ERROR,
)
ALARM = StepAlarm("sign-in", "Sign in", StepAlarmReason.HELD_UP, 4, 11, 6, 9.1, 5.0, None, ())


def test_a_suggestion_says_how_long_how_usual_and_why() -> None:
    said = words.suggestion_line(Suggestion(CARD, SuggestionReason.NO_ANSWER))
    assert said == "11 min on First prompt; twice the usual 5 min; no answer to the nudge"


def test_minutes_that_are_about_the_usual_are_no_reason() -> None:
    one = Suggestion(replace(CARD, minutes=6.0), SuggestionReason.NO_ANSWER)
    assert words.suggestion_line(one) == "6 min on First prompt; no answer to the nudge"
    assert help_queue.look(one) == "no answer to the nudge"


@pytest.mark.parametrize("reason", SuggestionReason)
def test_every_reason_of_a_suggestion_has_its_words(reason: SuggestionReason) -> None:
    assert words.suggestion_line(Suggestion(CARD, reason)).startswith("11 min on First prompt; twice the usual")


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        (6.0, "about the usual 5 min"),
        (7.5, "one and a half times the usual 5 min"),
        (10.0, "twice the usual 5 min"),
        (15.0, "three times the usual 5 min"),
        (26.0, "5 times the usual 5 min"),
    ],
)
def test_minutes_are_compared_with_the_usual_ones(taken: float, said: str) -> None:
    assert words.usually(taken, 5.0) == said


def test_a_clock_counts_minutes_beyond_the_hour() -> None:
    assert [words.stopwatch(value) for value in (0.0, 1.75, 10 / 3, 74.1)] == ["0:00", "1:45", "3:20", "74:06"]
    assert words.minutes(0.4) == "under a minute"


def test_a_ticket_says_where_it_stands() -> None:
    assert words.ticket_line(TICKET) == "waiting · 3:20"
    assert words.ticket_line(replace(TICKET, state=TicketState.CLAIMED, by="Mei", since=2.2)) == "Mei is there · 2:12"
    assert words.ticket_line(replace(TICKET, state=TicketState.PARKED, since=12.0)) == "parked · 12:00"


def test_a_ticket_says_what_the_trouble_is_and_what_was_tried() -> None:
    assert words.trouble_line(TICKET, system="Windows") == "Sign in · Windows · “localhost refused”"
    assert words.trouble_line(TICKET, error="Sign-in page does not open") == "Sign in · Sign-in page does not open"
    assert words.trouble_line(replace(TICKET, step_title=None, error_text=None)) == "no step named"
    assert words.tried_line(TICKET) == "tried: other browser, new terminal"
    assert words.tried_line(replace(TICKET, tried=())) == ""
    assert words.escalation_line(TICKET) == "the same error for the second time"
    assert words.escalation_line(replace(TICKET, escalation=None)) == ""


def test_a_step_alarm_counts_people_or_minutes_never_names() -> None:
    assert words.step_alarm_line(ALARM) == "Sign in: 4 of 11 are held up."
    slow = replace(ALARM, reason=StepAlarmReason.SLOW)
    assert words.step_alarm_line(slow) == "Sign in takes 9 min instead of 5 min."


def test_who_was_not_spoken_to_is_named_with_the_minutes() -> None:
    cards = [QuietCard(KENJI, 27.3), QuietCard(replace(KENJI, name="Zoë Lefèvre"), 26.0)]
    assert words.say_hello_line(cards) == "Nobody has spoken to: Kenji Suzuki (27 min), Zoë Lefèvre (26 min)"
    assert words.say_hello_line([]) == ""
    assert words.not_started_line(cards[0]) == "not started for 27 min"


def test_the_rhythm_is_told_beside_its_plan() -> None:
    said = words.rhythm_line(Rhythm(Phase.HANDS_ON, 34.0, talk_minutes=9.0, hands_on_minutes=41.0))
    assert said == "18 % talk, 82 % hands-on; planned 20 and 80"
    assert words.rhythm_line(Rhythm(Phase.DOORS, 5.0, 0.0, 0.0)) == ""


def test_waits_are_told_as_people_feel_them() -> None:
    waits = WaitFigures(9, 5 / 3, 49 / 12, 6.2)
    assert words.waits_line(waits) == "half waited at most 1:40, nine in ten at most 4:05, the longest 6:12"
    assert words.waits_line(WaitFigures(0, None, None, None)) == "nobody has asked for help"


def test_a_remedy_says_how_often_it_worked() -> None:
    record = RemedyRecord("sign-in", "port", "device", worked=6, tried=7)
    assert words.remedy_line(record) == "worked 6 of 7 times"
    assert words.remedy_line(replace(record, worked=1, tried=1)) == "worked 1 of 1 time"
    assert words.remedy_line(None) == "not tried yet"


def test_the_staffing_of_a_room_in_words() -> None:
    assert words.staffing_line(staffing(24)) == "5 to 6 helpers while setting up, 4 afterwards"


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (TicketState, words.TICKET_STATES),
        (RaisedBy, words.RAISED_BY),
        (LeftOver, words.LEFT_OVERS),
        (MarkState, words.MARKS),
        (EscalationReason, words.ESCALATIONS),
        (HelpTrouble, words.SENTENCES),
        (FloorTrouble, words.SENTENCES),
    ],
)
def test_every_state_has_its_words(kind: type[Enum], texts: dict[Enum, str]) -> None:
    assert set(kind) <= set(texts)
