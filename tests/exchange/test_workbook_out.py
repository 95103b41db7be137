from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.exchange.making_books import (
    PROGRAM,
    TRAINED,
    attendance_written,
    follow_up,
    opened,
    person,
    records,
    rows,
    session,
    written,
)
from trainer_app.domain.adoption import Assessment, Reason, State
from trainer_app.domain.follow_up import FollowUp, Why
from trainer_app.domain.statistics import wilson
from trainer_app.domain.workbook import STATE_ORDER, AttendanceTable, Phrasebook, Sheet
from trainer_app.exchange.workbook_out import write_follow_up
from trainer_app.words.workbook import WORKBOOK_WORDS, WorkbookWords

ARRIVED = datetime.fromisoformat("2026-02-12T09:35")  # in Tokyo, as a spreadsheet has it
SHEETS = [
    "Read me",
    "Summary",
    "Teams",
    "Never attended",
    "Attended not completed",
    "Tried once",
    "Returned",
    "Continuing",
    "Lapsed",
    "Stopped",
    "Too early",
    "Unknown",
    "Attendance",
]
STATE_SHEETS = dict(zip(STATE_ORDER, SHEETS[3:-1], strict=True))
COLUMNS = [
    "Name",
    "E-mail",
    "Team",
    "Session",
    "Hands-on date",
    "Last active day",
    "Active days after",
    "Active weeks after",
    "Reason",
    "Also",
    "Next step",
    "Owner",
    "Due",
    "Done",
    "Note",
    "Why it stopped",
]


def everybody() -> list[Assessment]:
    """Return one person in the first state, two in the second and so on: 45 of nine states in two teams."""
    states = [state for place, state in enumerate(STATE_ORDER, start=1) for _ in range(place)]
    return [person(number, state, team=("Sales", "Legal")[number % 2]) for number, state in enumerate(states)]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("book"), everybody())


def test_the_sheets_stand_in_the_order_people_were_promised(book: Path) -> None:
    assert opened(book).sheetnames == SHEETS


@pytest.mark.parametrize("state", STATE_ORDER)
def test_each_person_stands_once_on_the_sheet_of_their_state(book: Path, state: State) -> None:
    mine = [one.email for one in everybody() if one.state is state]
    assert sorted(str(row["E-mail"]) for row in records(book, STATE_SHEETS[state])) == sorted(mine)


@pytest.mark.parametrize("state", STATE_ORDER)
def test_summary_and_sheets_agree_on_how_many_there_are(book: Path, state: State) -> None:
    [said] = [row[1] for row in rows(book, "Summary") if row[0] == STATE_SHEETS[state]][-1:]
    assert said == len(records(book, STATE_SHEETS[state]))


def test_a_person_is_told_with_all_that_follow_up_needs(book: Path) -> None:
    [row, *_] = records(book, "Continuing")
    assert list(row) == COLUMNS
    assert (row["Session"], row["Hands-on date"], row["Last active day"]) == (
        "Hands-on 1",
        date(2026, 2, 12),
        date(2026, 4, 14),
    )
    assert (row["Active days after"], row["Active weeks after"]) == (3, 2)
    assert row["Reason"]
    assert row["Next step"]


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (person(1), (0, 0)),
        (replace(person(1), seen_until=None), ("", "")),
        (replace(person(1), seen_until=TRAINED), ("", "")),
        (replace(person(1), training_day=None), ("", "")),
    ],
)
def test_days_nobody_could_see_are_left_open_and_not_called_none(
    tmp_path: Path, one: Assessment, told: tuple[object, object]
) -> None:
    [row] = records(written(tmp_path, [one]), "Tried once")
    assert (row["Active days after"], row["Active weeks after"]) == told


def test_owner_and_done_are_blank_to_be_filled_in(book: Path) -> None:
    assert {(row["Owner"], row["Done"]) for row in records(book, "Tried once")} == {("", "")}


def test_what_is_agreed_is_written_where_it_is_known(tmp_path: Path) -> None:
    people = [person(1), person(2), person(3)]
    first, second, _ = (one.attendee_id for one in people)
    agreed = [
        FollowUp(first, State.TRIED_ONCE, "Mina", date(2026, 4, 2), date(2026, 4, 1), "A call", "Rang", Why.TOO_SLOW),
        FollowUp(second, State.TRIED_ONCE, next_step="A letter"),
        FollowUp(second, State.STOPPED, "Somebody of another state"),
    ]
    path = written(tmp_path, people, agreed={(one.attendee_id, one.state): one for one in agreed})
    told = [tuple(row[name] for name in COLUMNS[-6:]) for row in records(path, "Tried once")]
    suggested = WORKBOOK_WORDS.next_step(people[2])
    assert told == [
        ("A call", "Mina", date(2026, 4, 2), "Yes", "Rang", "too slow"),
        ("A letter", "", "", "No", "", ""),
        (suggested, "", "", "", "", ""),
    ]


def test_done_can_be_chosen_from_a_list_in_every_row(book: Path) -> None:
    [rule] = opened(book)["Lapsed"].data_validations.dataValidation
    assert (str(rule.sqref), rule.type, rule.formula1) == ("N2:N7", "list", '"Yes,No"')
    assert (rule.errorStyle, rule.showErrorMessage, rule.allowBlank) == ("warning", True, True)


def test_people_are_sorted_by_team_and_name_and_those_without_a_team_come_last(tmp_path: Path) -> None:
    people = [
        person(1, name="Zoe", team=None),
        person(2, name="bea", team="sales"),
        person(3, name="Ada", team="Sales"),
        person(4, name="Max", team="Legal"),
    ]
    assert [row["Name"] for row in records(written(tmp_path, people), "Tried once")] == ["Max", "Ada", "bea", "Zoe"]


def test_lists_are_filtered_frozen_and_print_on_wide_pages(book: Path) -> None:
    for sheet in opened(book).worksheets[2:]:
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.freeze_panes == "B2"
        assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$A")
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_long_reason_wraps_and_its_row_is_high_enough(book: Path) -> None:
    sheet = opened(book)["Continuing"]
    reason = sheet["I2"]
    assert reason.alignment.wrap_text
    lines = -(-len(str(reason.value)) // int(sheet.column_dimensions["I"].width))
    assert (sheet.row_dimensions[2].height or 15) >= 15 * lines


def test_names_in_japanese_get_twice_the_room(tmp_path: Path) -> None:
    def width(name: str) -> float:
        return opened(written(tmp_path, [person(1, name=name)]))["Tried once"].column_dimensions["A"].width

    assert width("東海林菜穂子佐藤鈴木") == width("a" * 20) > width("a" * 10)


def test_days_and_times_are_real_and_in_the_programs_zone(book: Path) -> None:
    sheet = opened(book)["Attendance"]
    arrived = next(cell for cell in sheet["E"][1:] if cell.value)
    assert (arrived.value, arrived.number_format) == (ARRIVED, "yyyy-mm-dd hh:mm")
    assert opened(book)["Lapsed"]["E2"].number_format == "yyyy-mm-dd"
    made = next(row for row in rows(book, "Read me") if row[0] == "Made at")
    assert made[1] == datetime.fromisoformat("2026-05-01T07:15")


def test_attendance_lists_everybody_with_the_sessions_they_came_to(book: Path) -> None:
    told = records(book, "Attendance")
    assert list(told[0]) == ["Name", "E-mail", "Team", "Sessions attended", "Hands-on 1", "Hands-on 2"]
    assert len(told) == 45
    assert sum(float(str(row["Sessions attended"])) for row in told) == 44
    assert {row["Hands-on 2"] for row in told} == {""}


@pytest.mark.parametrize("state", [State.TOO_EARLY, State.UNKNOWN])
def test_a_state_of_nobody_says_so_in_one_line_beside_no_name(tmp_path: Path, state: State) -> None:
    [row] = records(written(tmp_path, [person(1)]), STATE_SHEETS[state])
    assert {heading: cell for heading, cell in row.items() if cell} == {"Reason": "Nobody is in this state."}


def test_a_program_of_nobody_makes_a_workbook_all_the_same(tmp_path: Path) -> None:
    path = written(tmp_path, [])
    assert opened(path).sheetnames == SHEETS
    assert records(path, "Teams")[0]["Team"] == "Nobody is on the roster yet."


def teams_of(*sizes: int) -> list[Assessment]:
    """Return teams called by their size; a third of each came back."""
    return [
        person(100 * size + at, State.RETURNED if at % 3 == 0 else State.TRIED_ONCE, team=f"Team of {size}")
        for size in sizes
        for at in range(size)
    ]


def test_percentages_stand_only_where_people_are_enough_to_bear_them(tmp_path: Path) -> None:
    told = {row["Team"]: row for row in records(written(tmp_path, teams_of(4, 7, 12)), "Teams")}
    low, high = wilson(4, 12).low, wilson(4, 12).high
    tiny, small, normal = (told[f"Team of {size}"] for size in (4, 7, 12))
    assert [tiny[f"Came back{part}"] for part in ("", ", share", ", low", ", high")] == ["2 of 4", "", "", ""]
    assert tiny["People missing"] == tiny["p, adjusted"] == ""
    assert (small["Came back"], small["Came back, share"]) == ("3 of 7 · small team", pytest.approx(3 / 7))
    assert (normal["Came back"], normal["Came back, share"]) == ("4 of 12", pytest.approx(4 / 12))
    assert (normal["Came back, low"], normal["Came back, high"]) == (pytest.approx(low), pytest.approx(high))


def test_teams_keep_the_order_in_which_most_people_are_missing(tmp_path: Path) -> None:
    book = follow_up(teams_of(4, 7, 12))
    assert [row["Team"] for row in records(written(tmp_path, book.assessments), "Teams")] == [
        team.team for team in book.teams
    ]


def test_the_teams_together_are_everybody(book: Path) -> None:
    told = records(book, "Teams")
    assert sum(float(str(row["People"])) for row in told) == 45
    for sheet in STATE_SHEETS.values():
        assert sum(float(str(row[sheet])) for row in told) == len(records(book, sheet))


def test_the_summary_says_the_counts_with_every_share(book: Path) -> None:
    told = {row[0]: row[1:5] for row in rows(book, "Summary") if row[0]}
    count, share, low, high = told["Came back"]
    assert count == "22 of 25 · 8 too early · 9 unknown"
    assert (share, low, high) == (
        pytest.approx(22 / 25),
        pytest.approx(wilson(22, 25).low),
        pytest.approx(wilson(22, 25).high),
    )
    assert (told["Tried"][0], told["Evaluable"][0]) == (42, 25)


def test_the_read_me_says_what_the_workbook_rests_on_and_how_to_make_it_again(book: Path) -> None:
    lines = rows(book, "Read me")
    facts = {row[0]: row[1] for row in lines}
    assert (facts["Program"], facts["Time zone"], facts["As of"]) == (PROGRAM.name, "Asia/Tokyo", date(2026, 4, 30))
    assert (facts["Made with"], facts["Version of the rules"]) == ("Trainer 0.1.0", "1")
    assert [facts[name] for name in ("Window, days", "Active days", "Active weeks", "Lapse gap, days")] == [
        28,
        2,
        2,
        28,
    ]
    coverage = ["openai_usage", "proj_rollout", date(2026, 2, 1), date(2026, 4, 29), "UTC days", "key"]
    assert coverage in lines
    assert "trainer-app --data FILE export followup OUT.xlsx --as-of 2026-04-30" in facts
    assert set(STATE_SHEETS.values()) <= {name for name, meaning in facts.items() if meaning}


def test_without_any_import_the_read_me_says_that_nothing_is_known(tmp_path: Path) -> None:
    lines = [row[0] for row in rows(written(tmp_path, [person(1)], imports=()), "Read me")]
    assert any(str(line).startswith("No usage was imported") for line in lines)


def test_the_attendance_can_be_had_alone_with_its_sessions(tmp_path: Path) -> None:
    path = attendance_written(tmp_path, [person(1), person(2, State.NEVER_ATTENDED)])
    assert opened(path).sheetnames == ["Read me", "Attendance"]
    assert ["Hands-on 1", "Hands-on", date(2026, 2, 12), 1, "4"] in rows(path, "Read me")
    assert [row["Hands-on 1"] for row in records(path, "Attendance")] == [ARRIVED, ""]


def test_the_same_book_gives_the_same_workbook(tmp_path: Path) -> None:
    def parts() -> dict[str, bytes]:
        with zipfile.ZipFile(written(tmp_path, everybody())) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    assert parts() == parts()


def test_nothing_of_the_machine_is_in_the_workbook(book: Path) -> None:
    about = opened(book).properties
    assert (about.creator, about.title, about.lastModifiedBy) == (
        "Trainer",
        "Follow-up · Spring rollout · 2026-04-30",
        None,
    )
    with zipfile.ZipFile(book) as archive:
        text = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert str(book.parent) not in text
    assert str(Path.home()) not in text


class Awkward(WorkbookWords):
    """A language whose words no sheet can be called by."""

    def sheet(self, which: Sheet | State) -> str:
        return "L'équipe [once]: very / long *name* that goes on?" if isinstance(which, State) else "History"


def test_any_language_gives_names_a_sheet_can_have(tmp_path: Path) -> None:
    phrases: Phrasebook = Awkward()
    path = write_follow_up(tmp_path / "out.xlsx", follow_up([person(1)]), phrases=phrases)
    names = opened(path).sheetnames
    assert len({name.casefold() for name in names}) == 13
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    assert "History" not in names


def test_texts_of_any_length_keep_rows_and_columns_within_what_spreadsheets_have(tmp_path: Path) -> None:
    endless = "n" * 40_000
    one = person(1, State.NOT_COMPLETED, name=endless, team=endless)
    book = follow_up(
        [replace(one, reason=Reason(one.reason.code, {**one.reason.facts, "step": endless}), session_name=endless)],
        program=replace(PROGRAM, name=endless),
        attendance=AttendanceTable((replace(session(1), name=endless),), ()),
    )
    for sheet in opened(write_follow_up(tmp_path / "out.xlsx", book, phrases=WORKBOOK_WORDS)):
        assert all(column.width <= 255 for column in sheet.column_dimensions.values())
        assert all((row.height or 0) <= 409 for row in sheet.row_dimensions.values())
