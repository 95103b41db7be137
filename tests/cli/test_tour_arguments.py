"""What the tour is asked for on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer_app.cli.commands import Tour, parse


def test_a_tour_needs_only_a_folder() -> None:
    assert parse(["tour", "--out", "pictures"]) == Tour(Path("pictures"), 1280, 800, False, 1.0, "en")


def test_size_colours_text_and_language_can_be_told() -> None:
    more = ["--size", "1920x1080", "--dark", "--scale", "1.5", "--language", "ja"]
    assert parse(["tour", "--out", "p", *more]) == Tour(Path("p"), 1920, 1080, True, 1.5, "ja")


@pytest.mark.parametrize(
    "wrong", [["--size", "large"], ["--size", "1x1"], ["--scale", "9"], ["--scale", "big"], ["--out"]]
)
def test_what_cannot_be_meant_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        parse(["tour", "--out", "p", *wrong])
    assert refused.value.code == 2
    assert capsys.readouterr().err


def test_a_tour_without_a_folder_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        parse(["tour"])
    assert refused.value.code == 2
    assert "--out" in capsys.readouterr().err
