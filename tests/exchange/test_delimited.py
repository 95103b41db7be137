from __future__ import annotations

from collections.abc import Sequence

import pytest

from trainer_app.exchange.delimited import MAX_COLUMNS, MAX_ROWS, find_delimiter, split_rows
from trainer_app.exchange.lines import FileTrouble, LineTrouble, Unreadable


def knows(cells: Sequence[str]) -> int:
    return sum(cell.strip() in {"Name", "Email", "Team"} for cell in cells)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_of_the_header_is_found(delimiter: str) -> None:
    text = f"Name{delimiter}Email\nDoe, Jane; PhD{delimiter}jane@x.org\n".replace("Doe, Jane; PhD", '"Doe, Jane; PhD"')
    assert find_delimiter(text, knows) == delimiter


def test_a_list_of_names_with_commas_has_no_delimiter() -> None:
    assert find_delimiter("Name\nDoe, Jane\nRoe, Bob\n", knows) is None


def test_excels_hint_decides_and_is_no_row() -> None:
    text = "sep=|\nName|Email\nJane, Bob; Ann|x\n"
    assert find_delimiter(text, knows) == "|"
    rows, _ = split_rows(text, "|")
    assert [(row.line, row.cells) for row in rows] == [(2, ("Name", "Email")), (3, ("Jane, Bob; Ann", "x"))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(end: str) -> None:
    text = end.join(["Name,Email", "", '"Doe', 'Jane",jane@x.org', "", "Bob,bob@x.org"])
    rows, skipped = split_rows(text, ",")
    assert [row.line for row in rows] == [1, 3, 6]
    assert rows[1].cells == (f"Doe{end}Jane", "jane@x.org")
    assert not skipped


def test_a_quotation_mark_never_closed_costs_one_line() -> None:
    rows, skipped = split_rows('Name,Email\n"Doe,a@x\nBob,b@x\nCy,c@x', ",")
    assert [row.line for row in rows] == [1, 3, 4]
    assert [(one.line, one.code) for one in skipped] == [(2, LineTrouble.OPEN_QUOTE)]


def test_a_quotation_mark_closed_by_a_later_line_does_not_swallow_the_people_between() -> None:
    rows, skipped = split_rows('Name,Email,Team\n"Doe,a@x,T\nBob,b@x,T\n"Cy",c@x,T\nDi,d@x,T', ",")
    assert [row.line for row in rows] == [1, 3, 4, 5]
    assert [(one.line, one.code) for one in skipped] == [(2, LineTrouble.OPEN_QUOTE)]


def test_an_answer_of_several_lines_stays_one_cell() -> None:
    rows, skipped = split_rows('Name,Email,Why\nJane,j@x,"First,\nsecond,\nthird"\nBob,b@x,no\n', ",")
    assert rows[1].cells[2] == "First,\nsecond,\nthird"
    assert [row.line for row in rows] == [1, 2, 5]
    assert not skipped


def test_an_answer_with_as_many_commas_as_the_table_stays_one_cell() -> None:
    rows, skipped = split_rows('Name,Email,Why\nJane,j@x.org,"I like\nred, green, blue\nthanks"\nBob,b@x.org,no\n', ",")
    assert [row.line for row in rows] == [1, 2, 5]
    assert not skipped


def test_a_cell_too_long_costs_its_line() -> None:
    rows, skipped = split_rows(f"Name\n{'x' * 200_000}\nJane\n", ",")
    assert [row.line for row in rows] == [1, 3]
    assert [(one.line, one.code) for one in skipped] == [(2, LineTrouble.TOO_LONG)]


def test_a_line_with_a_million_columns_is_refused_by_its_number() -> None:
    with pytest.raises(Unreadable) as refused:
        split_rows("Name,Email\n" + "a," * 1_000_000, ",")
    assert refused.value.code is FileTrouble.TOO_WIDE
    assert refused.value.facts == {"line": 2, "found": 1_000_001, "limit": MAX_COLUMNS}


def test_more_rows_than_any_roster_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        split_rows("a\n" * (MAX_ROWS + 1), ",")
    assert refused.value.code is FileTrouble.TOO_MANY_ROWS
    assert refused.value.facts["line"] == MAX_ROWS + 1


def test_quotation_marks_open_everywhere_are_refused() -> None:
    text = "".join(f'"{"y" * 140_000}\n' for _ in range(30))
    with pytest.raises(Unreadable) as refused:
        split_rows(text, ",")
    assert refused.value.code is FileTrouble.BAD_QUOTES
