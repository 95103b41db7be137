from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import Enum

import pytest

from tests.domain.rollouts import after, assessed, covered, somebody
from trainer_app.domain.adoption import Assessment, Badge, NextStep, ReasonCode, State
from trainer_app.domain.adoption_numbers import Rate, Standing, numbers
from trainer_app.domain.follow_up import Alive, Fate, Why
from trainer_app.domain.usage import IdentityKind, PersonUsage
from trainer_app.domain.usage_file import UsageLayout, UsageLineTrouble, UsageNotice, UsageTrouble
from trainer_app.domain.worksheet import Champion, Rung
from trainer_app.words import adoption as words
from trainer_app.words import worksheet
from trainer_app.words.trouble import coded

BLIND = PersonUsage(blind=((IdentityKind.KEY, covered((0, 60))), (IdentityKind.LOGIN, covered((0, 60)))))
SAID: dict[ReasonCode, tuple[Assessment, str]] = {
    ReasonCode.NO_CHECK_IN: (
        assessed(somebody(checked_in=(), completed_in=None)),
        "Not checked in to any hands-on session.",
    ),
    ReasonCode.NO_CHECK_IN_BUT_USE: (
        assessed(somebody([1], checked_in=(), completed_in=None)),
        "Not checked in to any hands-on session, yet used it on 1 day, last on 13 February.",
    ),
    ReasonCode.NOT_FINISHED: (
        assessed(somebody(completed_in=None)),
        "Came on 12 February, did not finish the first hands-on, and has not used it since.",
    ),
    ReasonCode.STOPPED_AT_STEP: (
        assessed(somebody(completed_in=None, stopped_at_step="Save the key")),
        "Came on 12 February, stopped at the step “Save the key”, and has not used it since.",
    ),
    ReasonCode.SESSION_RUNS: (
        assessed(somebody(completed_in=None), as_of=after(0)),
        "Came on 12 February; the session is not over yet.",
    ),
    ReasonCode.AT_STEP: (
        assessed(somebody(completed_in=None, stopped_at_step="Save the key"), as_of=after(0)),
        "Came on 12 February, is at the step “Save the key”; the session is not over yet.",
    ),
    ReasonCode.NOT_RECORDED: (
        assessed(somebody(completed_in=None, coverage=[(-9, 0)])),
        "Came on 12 February, first hands-on not recorded; usage after that day is not known.",
    ),
    ReasonCode.LAST_AT_STEP: (
        assessed(somebody(completed_in=None, coverage=[], stopped_at_step="Save the key")),
        "Came on 12 February, stopped at the step “Save the key”; usage after that day is not known.",
    ),
    ReasonCode.NOBODY_MAPPED: (
        assessed(somebody(usage=BLIND)),
        "The imported usage names people by key or login, and none is known for this person.",
    ),
    ReasonCode.NOTHING_IMPORTED: (
        assessed(somebody(coverage=[])),
        "No usage is imported for the days from 13 February on.",
    ),
    ReasonCode.DAYS_NOT_PASSED: (
        assessed(somebody(), as_of=after(9)),
        "Can be judged on 12 March: the weeks after training have not passed.",
    ),
    ReasonCode.DAYS_NOT_IMPORTED: (
        assessed(somebody(coverage=[(0, 20)])),
        "Could be judged since 12 March, but usage is imported until 4 March only.",
    ),
    ReasonCode.HABIT: (
        assessed(somebody([60, 61, 70])),
        "Used it on 3 days in 2 different weeks in the 11 weeks after training, last on 23 April.",
    ),
    ReasonCode.HABIT_ENDED: (
        assessed(somebody([1, 2, 9])),
        "Used it on 3 days in 2 different weeks after training, but not since 21 February.",
    ),
    ReasonCode.LAPSE_HIDDEN: (
        assessed(somebody([1, 9], coverage=[(0, 60), (62, 80)])),
        "Had a habit; whether it ended is hidden by missing usage: 14 April.",
    ),
    ReasonCode.USE_HIDDEN: (
        assessed(somebody(coverage=[(0, 10), (13, 20), (22, 60), (62, 70), (72, 80)])),
        "No use is seen, but usage is missing: 23 February to 24 February, 5 March, 14 April, and 1 more gap.",
    ),
    ReasonCode.HABIT_HIDDEN: (
        assessed(somebody([70], coverage=[(0, 59), (61, 80)])),
        "Came back; whether it became a habit is hidden by missing usage: 13 April.",
    ),
    ReasonCode.NO_USE_AFTER: (assessed(somebody()), "No use in the 11 weeks after the day of training."),
    ReasonCode.SOME_USE: (
        assessed(somebody([70, 69])),
        "Used it on 2 days in the 11 weeks after training, last on 23 April; not yet a habit.",
    ),
    ReasonCode.USE_ENDED: (assessed(somebody([5])), "Used it on 1 day after training, but not since 17 February."),
}


@pytest.mark.parametrize("code", ReasonCode)
def test_every_reason_is_one_plain_sentence(code: ReasonCode) -> None:
    person, sentence = SAID[code]
    assert person.reason.code is code
    assert words.reason(person) == sentence


def test_a_date_of_another_year_says_its_year() -> None:
    person = replace(SAID[ReasonCode.USE_ENDED][0], as_of=date(2027, 1, 5))
    assert words.reason(person) == "Used it on 1 day after training, but not since 17 February 2026."


@pytest.mark.parametrize(
    ("say", "kinds"),
    [
        (words.state, State),
        (words.badge, Badge),
        (words.standing, Standing),
        (words.layout, UsageLayout),
        (worksheet.rung, Rung),
        (worksheet.champion, Champion),
        (worksheet.alive, Alive),
        (worksheet.fate, Fate),
        (worksheet.why, Why),
    ],
)
def test_every_word_is_said_in_one_way_only(say: Callable[[Enum], str], kinds: type[Enum]) -> None:
    said = [say(each) for each in kinds]
    assert all(said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("step", NextStep)
def test_every_next_step_is_said(step: NextStep) -> None:
    assert words.next_step(replace(SAID[ReasonCode.HABIT][0], next_step=step))[-1] in ".?"


def test_badges_are_told_in_their_order() -> None:
    person = replace(SAID[ReasonCode.HABIT][0], badges=frozenset({Badge.CHAMPION_CANDIDATE, Badge.EXPLORED_BEFORE}))
    assert words.badges(person) == "explored before training, candidate champion"
    assert words.badges(replace(person, badges=frozenset())) == ""


def test_a_rate_comes_with_its_counts_and_what_cannot_be_judged() -> None:
    found = replace(numbers([]), too_early=14, unknown=2)
    assert words.rate(Rate.from_counts(24, 49), found) == "24 of 49 (49 %) · 14 too early · 2 unknown"
    assert words.rate(Rate.from_counts(2, 4), found) == "2 of 4 · 14 too early · 2 unknown"


FACTS = {
    "file": "usage.csv",
    "line": 3,
    "found": ("Name", "Team"),
    "layouts": tuple(UsageLayout),
    "text": "many",
    "units": 7.0,
    "projects": ("proj_a", "proj_b"),
    "zone": "Asia/Tokyo",
    "listed": 1000,
    "more": 5,
}


@pytest.mark.parametrize("code", [*UsageTrouble, *UsageLineTrouble, *UsageNotice])
def test_everything_that_can_be_told_of_a_file_is_a_sentence(code: Enum) -> None:
    said = coded(code, **FACTS)
    assert said.endswith(".")
    assert not re.search(r"[{}]|<|UsageLayout", said)


def test_an_unknown_file_is_told_what_was_found_and_what_is_understood() -> None:
    said = coded(UsageTrouble.UNKNOWN_LAYOUT, **FACTS)
    assert "Name, Team" in said
    assert "OpenAI" in said
