from __future__ import annotations

from datetime import date

from tests.domain.rollouts import a_key
from trainer_app.domain.access import first_access

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def test_access_begins_with_the_earliest_grant() -> None:
    assert first_access([a_key(APRIL), a_key(MARCH), a_key(MAY)], as_of=MAY) == MARCH


def test_a_grant_after_the_as_of_date_does_not_exist_yet() -> None:
    assert first_access([a_key(APRIL)], as_of=MARCH) is None


def test_a_grant_without_a_date_does_not_say_when() -> None:
    assert first_access([a_key(None)], as_of=MAY) is None
    assert first_access([a_key(None), a_key(APRIL)], as_of=MAY) == APRIL
