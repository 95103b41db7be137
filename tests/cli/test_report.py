"""The report of a session at the command line."""

from __future__ import annotations

from tests.cli.conftest import Run


def test_a_session_is_reported_in_lines_and_as_a_document(trainer: Run) -> None:
    trainer("check-in", "--session", "Hands-on 1", "--person", "Ann Lee")
    answer = trainer("report", "--session", "Hands-on 1")
    assert answer.code == 0
    assert answer.lines[0].startswith("Hands-on 1 · 1 April 2026")
    assert "1 came" in answer.lines[1]
    found = trainer("report", "--session", "Hands-on 1", "--json").document
    assert (found["came"], found["gap"], found["final"]) == (1, None, False)
    assert found["steps"][0]["reached"] == 1
    assert found["steps"][0]["median_minutes"] is None


def test_a_session_that_has_not_begun_says_so(trainer: Run) -> None:
    assert "Not started yet" in trainer("report", "--session", "Hands-on 2").out
    assert trainer("report", "--session", "Hands-on 2", "--json").document["gap"] == "not_started"


def test_names_can_be_left_out(trainer: Run) -> None:
    trainer("check-in", "--session", "Hands-on 1", "--person", "Ann Lee")
    assert "Ann Lee" not in trainer("report", "--session", "Hands-on 1", "--no-names").out


def test_a_session_nobody_knows_is_a_mistake(trainer: Run) -> None:
    assert trainer("report", "--session", "Nowhere").code == 2
