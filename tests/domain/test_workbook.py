from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.domain.adoption import State
from trainer_app.domain.workbook import STATE_ORDER, workbook_name


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("lists", "lists.xlsx"),
        ("lists.xlsx", "lists.xlsx"),
        ("lists.Xlsx", "lists.Xlsx"),
        ("March 4.2026", "March 4.2026.xlsx"),
        ("Mr. Smith", "Mr. Smith.xlsx"),
        ("lists.", "lists..xlsx"),
        (".xlsx", ".xlsx.xlsx"),
        ("team.engineering", "team.engineering.xlsx"),
        ("lists.xls", None),
        ("lists.CSV", None),
        ("lists.xlsx.zip", None),
        ("lists.numbers", None),
    ],
)
def test_only_an_ending_of_another_kind_of_file_is_refused(asked: str, name: str | None) -> None:
    assert workbook_name(asked) == name


@given(st.text(min_size=1))
def test_a_name_once_completed_stays_as_it_is(asked: str) -> None:
    name = workbook_name(asked)
    assert name is None or (name.lower().endswith(".xlsx") and workbook_name(name) == name)


def test_every_state_has_its_place_among_the_sheets() -> None:
    assert sorted(STATE_ORDER, key=lambda state: state.value) == sorted(State, key=lambda state: state.value)
