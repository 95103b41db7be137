from __future__ import annotations

from collections.abc import Sequence

import pytest

from trainer_app.exchange.json_rows import is_json, json_rows
from trainer_app.exchange.lines import FileTrouble, Unreadable


def knows(cells: Sequence[str]) -> int:
    return len({"displayName", "mail", "login", "givenName", "familyName", "fullName"} & set(cells))


def rows(text: str) -> list[tuple[int, dict[str, str]]]:
    header, *others = json_rows(text, knows)
    return [(row.line, dict(zip(header.cells, row.cells, strict=True))) for row in others]


def test_every_person_of_a_tree_is_a_row_with_the_line_of_its_brace() -> None:
    text = """{
      "displayName": "Ann", "mail": "a@x.org",
      "directReports": [
        {"displayName": "Bob }{ \\" ", "mail": "b@x.org", "directReports": []},
        {"displayName": "Cy",
         "mail": "c@x.org"}
      ]
    }"""
    assert [(line, cells["displayName"]) for line, cells in rows(text)] == [(1, "Ann"), (4, 'Bob }{ " '), (5, "Cy")]


def test_the_envelope_and_its_groups_are_no_people() -> None:
    text = '{"@odata.context": "x", "value": [{"fullName": "Team A", "members": [{"login": "a"}, {"login": "b"}]}]}'
    assert [cells["login"] for _, cells in rows(text)] == ["a", "b"]


def test_parts_of_a_person_are_not_people_of_their_own() -> None:
    text = '[{"name": {"givenName": "Jane", "familyName": "Doe"}, "mail": "j@x.org", "manager": {"mail": "m@x.org"}}]'
    assert rows(text) == [(1, {"givenName": "Jane", "familyName": "Doe", "mail": "j@x.org"})]


def test_values_become_text() -> None:
    text = '[{"mail": "j", "ok": true, "off": false, "n": 7, "none": null, "tags": ["a", "b"], "e": [{"value": "v"}]}]'
    (row,) = rows(text)
    assert row[1] == {
        "mail": "j", "ok": "true", "off": "false", "n": "7", "none": "", "tags": "a; b", "e": "v",
    }  # fmt: skip


def test_one_object_on_each_line_is_read_too() -> None:
    assert [line for line, _ in rows('{"login": "a"}\n\n{"login": "b"}\n')] == [1, 3]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[\n{"login": "a",\n}]', 3),
        ('{"login": "a"}\n{"login": ', 2),
        ("[" * 100_000, 1),
        ('[{"login": ' + "9" * 5_000 + "}]", 1),
    ],
)
def test_a_fault_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(Unreadable) as refused:
        json_rows(text, knows)
    assert (refused.value.code, refused.value.facts["line"]) == (FileTrouble.BAD_JSON, line)


def test_a_header_in_square_brackets_is_not_taken_for_json() -> None:
    assert not is_json("[Name],[E-mail]\nJane,j@x.org")
    assert is_json(' [ {"a": 1}]')
    assert is_json('{"a": 1}')
