from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.making_books import opened, person, records, rows, written
from trainer_app.exchange.workbook_cells import LONGEST_TEXT, clean, height_of, sheet_name, width_of

HOSTILE = [
    "=1+1",
    "=",
    '=HYPERLINK("http://example.org","prize")',
    "+1+1",
    "-1-1",
    "-",
    "@SUM(1,1)",
    "\t=1+1",
    "\n=1+1",
    "\uff1d1+1",
    "#N/A",
    "#DIV/0!",
    "'quoted",
    "{=1+1}",
    "TRUE",
    "0123",
    "1/2",
    "  two blanks  ",
    "a\nb",
    "<b>&amp;</b>",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    people = [person(number, name=f"{number:02}", team=text) for number, text in enumerate(HOSTILE)]
    return written(tmp_path_factory.mktemp("hostile"), people)


@pytest.mark.parametrize("number", range(len(HOSTILE)), ids=HOSTILE)
def test_text_stays_the_text_it_is_in_every_cell(hostile: Path, number: int) -> None:
    cell = next(row[2] for row in opened(hostile)["Tried once"].iter_rows(min_row=2) if row[0].value == f"{number:02}")
    assert (cell.data_type, cell.value) == ("s", HOSTILE[number])
    assert HOSTILE[number] in [row["Team"] for row in records(hostile, "Tried once")]
    assert HOSTILE[number] in [row["Team"] for row in records(hostile, "Teams")]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\uff1d", "\uff20", "#", "'"])
def test_what_could_become_a_formula_when_edited_is_marked_as_text(tmp_path: Path, sign: str) -> None:
    sheet = opened(written(tmp_path, [person(1, name=f"{sign}1+1"), person(2, name="plain")]))["Tried once"]
    marked = {str(row[0].value): row[0].quotePrefix for row in sheet.iter_rows(min_row=2)}
    assert marked == {f"{sign}1+1": True, "plain": False}


def test_no_sheet_holds_a_formula(hostile: Path) -> None:
    with zipfile.ZipFile(hostile) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert len(sheets) == 13
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x08c\x0bd\x1fe", "abcde"),
        ("a\ud800b\ufffec\uffffd", "abcd"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("\x85\x7f\u2028", "\x85\x7f\u2028"),
        ("\x01", ""),
    ],
)
def test_what_a_cell_cannot_hold_is_left_out(text: str, kept: str) -> None:
    assert clean(text) == kept


def test_a_name_of_nothing_a_cell_can_hold_still_makes_a_workbook(tmp_path: Path) -> None:
    assert records(written(tmp_path, [person(1, name="\x01\ud800")]), "Tried once")[0]["Name"] == ""


@pytest.mark.parametrize("sign", ["a", "字", "𠮷"])
def test_a_text_longer_than_a_cell_ends_with_a_mark(tmp_path: Path, sign: str) -> None:
    team = sign * 40_000
    [told] = records(written(tmp_path, [person(1, team=team)]), "Tried once")
    kept = str(told["Team"])
    assert kept.endswith(f"{sign}…")
    assert LONGEST_TEXT - 1 <= len(kept.encode("utf-16-le")) // 2 <= LONGEST_TEXT


def test_a_text_that_just_fits_is_kept_whole() -> None:
    text = "𠮷" * (LONGEST_TEXT // 2) + "a"
    assert clean(text) == text


@given(st.text(st.characters(), max_size=40))
def test_any_text_can_be_put_into_a_cell(text: str) -> None:
    kept = clean(text)
    assert clean(kept) == kept
    kept.encode()


@given(st.lists(st.text(max_size=60), max_size=12))
def test_sheet_names_are_allowed_and_different_whatever_is_wanted(wanted: list[str]) -> None:
    names: list[str] = []
    for one in wanted:
        names.append(sheet_name(one, names))
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name
        assert name.casefold() != "history"


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("日本語", 6), ("ﾊﾝｶｸ", 4), ("two\nlines!", 6), ("é", 1)])
def test_wide_signs_take_two_columns(text: str, columns: int) -> None:
    assert width_of(text) == columns


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("fits", 1),
        ("a" * 22, 1),
        ("a" * 23, 2),
        ("a" * 67, 4),
        ("one two three four five six", 2),
        ("twenty columns of type hold so many words, not more", 3),
        ("short\n" + "a" * 30, 3),
        ("漢字" * 5, 1),
        ("漢字" * 6, 2),
        ("漢字" * 15, 3),
        ("ein sehr langes Wörterbuchwort", 2),
    ],
)
def test_a_row_is_as_high_as_its_wrapped_words_need(text: str, lines: int) -> None:
    assert height_of(text, 20) == lines * 15


def test_a_day_before_spreadsheets_count_days_is_written_out(tmp_path: Path) -> None:
    ancient = person(1)
    path = written(tmp_path, [ancient], as_of=ancient.as_of.replace(year=1899))
    assert ["As of", "1899-04-30"] in [row[:2] for row in rows(path, "Read me")]
