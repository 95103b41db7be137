"""Names of files: offered so that every system takes them, and chosen ones are only ever added to."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer_app.qt.parts.file_names import plain_name, with_ending


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
