"""Names of files: offered so that every system takes them, and chosen ones are only ever added to."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer_app.qt.parts.file_names import plain_name, used, usual_folder, with_ending


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zoë Lefèvre", "Zoë Lefèvre"),
        ("佐藤 愛子", "佐藤 愛子"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("Ops: 9/11 \\ night", "Ops- 9-11 - night"),
        ("who?\n*.", "who---"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_name_is_made_plain(text: str, name: str) -> None:
    assert plain_name(text) == name


@pytest.mark.parametrize(
    ("chosen", "path"),
    [("Roster v1.2", "Roster v1.2.pdf"), ("roster.PDF", "roster.PDF"), ("roster", "roster.pdf")],
)
def test_an_ending_is_added_and_nothing_is_cut_off(chosen: str, path: str) -> None:
    assert with_ending(Path("folder") / chosen, ".pdf") == Path("folder") / path


def test_a_question_for_a_file_begins_where_the_last_one_ended_or_at_home_never_in_a_folder_that_is_not_there(
    home: Path, tmp_path: Path
) -> None:
    home.mkdir(exist_ok=True)
    assert usual_folder().is_dir()
    assert used(str(tmp_path / "rosters" / "people.csv")) == tmp_path / "rosters" / "people.csv"
    assert usual_folder() != tmp_path / "rosters"
    (tmp_path / "rosters").mkdir()
    assert usual_folder() == tmp_path / "rosters"
    assert usual_folder() != Path.cwd()
