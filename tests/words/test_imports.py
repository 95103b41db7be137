from __future__ import annotations

import string

import pytest

from trainer_app.domain.import_codes import FileTrouble, Layout, LineTrouble, Meaning, Notice
from trainer_app.domain.imports import Skipped
from trainer_app.words.imports import SENTENCES, layout, meaning, skipped


@pytest.mark.parametrize("code", [*FileTrouble, *LineTrouble, *Notice])
def test_every_reason_has_a_sentence_of_its_own(code: FileTrouble | LineTrouble | Notice) -> None:
    sentence = SENTENCES[code]
    assert sentence.endswith(".")
    assert list(SENTENCES.values()).count(sentence) == 1


@pytest.mark.parametrize("code", list(FileTrouble))
def test_every_refusal_of_a_file_names_it_and_the_way_out(code: FileTrouble) -> None:
    fields = {field for _, field, _, _ in string.Formatter().parse(SENTENCES[code])}
    assert "file" in fields
    assert SENTENCES[code].count(". ") + SENTENCES[code].count(": ") >= 1


def test_every_layout_and_meaning_has_a_name_of_its_own() -> None:
    assert len({layout(one) for one in Layout}) == len(Layout)
    assert len({meaning(one) for one in Meaning}) == len(Meaning)


def test_a_line_not_taken_is_told_with_its_number_the_reason_and_the_way_out() -> None:
    line = Skipped(14, LineTrouble.EMAIL_NO_DOMAIN, {"email": "foo@"})
    assert skipped(line) == (
        "Line 14: The e-mail address “foo@” has no domain. Complete it, or empty the cell to take the person by name."
    )
