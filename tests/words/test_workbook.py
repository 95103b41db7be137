from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import Enum

import pytest

from tests.exchange.making_books import IMPORT, attendance_book, follow_up, person
from trainer_app.domain.adoption import Badge, State, Thresholds
from trainer_app.domain.adoption_numbers import Rate, Standing
from trainer_app.domain.usage import DayBasis, IdentityKind
from trainer_app.domain.workbook import (
    FollowUpBook,
    Heading,
    LineKind,
    Measure,
    RatePart,
    Sheet,
    WorkbookTrouble,
)
from trainer_app.words.trouble import coded
from trainer_app.words.workbook import WORKBOOK_WORDS


def facts_of(book: FollowUpBook) -> dict[object, tuple[object, ...]]:
    """Return what the read-me says, by label."""
    lines = WORKBOOK_WORDS.follow_up_lines(book)
    return {line.cells[0]: line.cells[1:] for line in lines if line.kind is LineKind.FACT}


def test_everything_a_workbook_names_has_a_name_of_its_own() -> None:
    def different(names: list[str]) -> bool:
        return all(names) and len(set(names)) == len(names)

    assert different([WORKBOOK_WORDS.sheet(which) for which in (*Sheet, *State)])
    assert different([WORKBOOK_WORDS.heading(which) for which in Heading])
    assert different([WORKBOOK_WORDS.rate_heading(measure, part) for measure in Measure for part in RatePart])
    assert different([WORKBOOK_WORDS.meaning(state, Thresholds()) for state in State])
    assert different([WORKBOOK_WORDS.standing(which) for which in Standing])


@pytest.mark.parametrize("which", [*State, Sheet.TEAMS, Sheet.ATTENDANCE])
def test_an_empty_sheet_has_something_to_say(which: Sheet | State) -> None:
    assert WORKBOOK_WORDS.nobody(which).endswith(".")


@pytest.mark.parametrize(
    ("count", "of", "said"),
    [
        (24, 49, "24 of 49"),
        (6, 10, "6 of 10"),
        (4, 9, "4 of 9 · small team"),
        (5, 5, "5 of 5 · small team"),
        (2, 4, "2 of 4"),
    ],
)
def test_counts_are_said_always_and_few_people_are_named_so(count: int, of: int, said: str) -> None:
    assert WORKBOOK_WORDS.count(Rate.from_counts(count, of)) == said


def test_who_came_back_is_said_with_those_nothing_can_be_said_of() -> None:
    states = [State.RETURNED] * 24 + [State.TRIED_ONCE] * 25 + [State.TOO_EARLY] * 14 + [State.UNKNOWN] * 2
    book = follow_up(person(number, state) for number, state in enumerate(states))
    assert WORKBOOK_WORDS.came_back(book.numbers) == "24 of 49 · 14 too early · 2 unknown"


def test_a_person_is_told_in_whole_sentences() -> None:
    one = replace(person(1, State.CONTINUING), badges=frozenset({Badge.CHAMPION_CANDIDATE, Badge.EXPLORED_BEFORE}))
    assert WORKBOOK_WORDS.reason(one).startswith("Used it on 3 days")
    assert WORKBOOK_WORDS.next_step(one).endswith(".")
    assert WORKBOOK_WORDS.badges(one) == "explored before training, candidate champion"
    assert WORKBOOK_WORDS.badges(person(2)) == ""


def test_the_read_me_gives_every_threshold_and_says_the_states_with_them() -> None:
    thresholds = Thresholds(30, 4, 3, 21, 2.5, "7")
    facts = facts_of(follow_up([person(1)], thresholds=thresholds))
    given = [facts[label][0] for label in ("Window, days", "Active days", "Active weeks", "Lapse gap, days")]
    assert given == [30, 4, 3, 21]
    assert (facts["Units of an active day"][0], facts["Version of the rules"][0]) == (2.5, "7")
    assert "at least 4 days in 3 different weeks within 30 days" in WORKBOOK_WORDS.meaning(State.CONTINUING, thresholds)
    assert "21 days ago or more" in str(facts["Stopped"][-1])


def test_the_read_me_lists_every_import_with_whom_it_can_show() -> None:
    everybody = frozenset({IdentityKind.LOGIN, IdentityKind.EMAIL})
    more = replace(IMPORT, scope="", basis=DayBasis.LOCAL_DAY, identified_by=everybody)
    nobody = replace(IMPORT, identified_by=frozenset())
    lines = WORKBOOK_WORDS.follow_up_lines(follow_up([person(1)], imports=(IMPORT, more, nobody)))
    span = date(2026, 2, 1), date(2026, 4, 29)
    assert [line.cells for line in lines if line.kind is LineKind.TABLE_ROW] == [
        ("openai_usage", "proj_rollout", *span, "UTC days", "key"),
        ("openai_usage", "all", *span, "the program’s days", "e-mail, login"),  # noqa: RUF001 - a typographic apostrophe
        ("openai_usage", "proj_rollout", *span, "UTC days", "nothing: it does not say who"),
    ]


def test_the_read_me_tells_the_command_that_makes_the_workbook_again() -> None:
    told = [line.cells[0] for line in WORKBOOK_WORDS.follow_up_lines(follow_up([]))]
    assert "trainer-app --data FILE export followup OUT.xlsx --as-of 2026-04-30" in told
    alone = [line.cells[0] for line in WORKBOOK_WORDS.attendance_lines(attendance_book([]))]
    assert "trainer-app --data FILE export attendance OUT.xlsx" in alone


@pytest.mark.parametrize("code", WorkbookTrouble)
def test_every_refusal_is_one_plain_text(code: Enum) -> None:
    facts = {"file": "lists.xlsx", "folder": "here", "name": "lists.xlsx", "detail": "no reason given"}
    assert "{" not in coded(code, **facts)
