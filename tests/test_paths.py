from __future__ import annotations

import sys
from pathlib import Path

import pytest

from trainer_app import paths


def test_resources_are_found_from_source() -> None:
    assert paths.resource("checklists").is_dir()


def test_a_frozen_app_reads_the_resources_it_was_frozen_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("icons", "tick.svg") == tmp_path / "resources" / "icons" / "tick.svg"


def test_data_demo_and_log_are_three_files_of_the_persons_own(home: Path) -> None:
    places = [paths.data_file(), paths.demo_file(), paths.log_file()]
    assert len(set(places)) == 3
    assert all(place.is_relative_to(home) for place in places)


def test_no_test_shares_its_home_with_another(home: Path) -> None:
    assert not home.exists()
    assert not paths.data_file().parent.exists()
