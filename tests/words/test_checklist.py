from __future__ import annotations

import string

import pytest

from trainer_app.domain.checklist import ChecklistTrouble
from trainer_app.words.checklist import SENTENCES

INSIDE = {"file", "step", "field", "what"}
OUTSIDE = {
    ChecklistTrouble.BAD_FILE: {"file", "line"},
    ChecklistTrouble.FILE_UNREADABLE: {"file"},
    ChecklistTrouble.FILE_TOO_LARGE: {"file"},
    ChecklistTrouble.FILE_NOT_TEXT: {"file"},
    ChecklistTrouble.NOT_FOUND: set[str](),
    ChecklistTrouble.STEP_MISSING: set[str](),
    ChecklistTrouble.FROZEN: set[str](),
}


@pytest.mark.parametrize("code", ChecklistTrouble)
def test_every_trouble_has_a_sentence_that_asks_only_for_facts_it_carries(code: ChecklistTrouble) -> None:
    asked = {name for _, name, _, _ in string.Formatter().parse(SENTENCES[code]) if name}
    assert asked <= OUTSIDE.get(code, INSIDE)
    assert SENTENCES[code].endswith((".", "?"))
