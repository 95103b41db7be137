from __future__ import annotations

import csv
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.exchange.making_books import opened, person, rows, written
from tests.exchange.test_workbook_cells import HOSTILE
from trainer_app.domain.workbook import STATE_ORDER

SOFFICE = shutil.which("soffice")
EVERY_SHEET_AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(SOFFICE is None, reason="LibreOffice Calc is not installed")]


def convert(path: Path, kind: str, *, into: Path) -> list[Path]:
    """Open the workbook in LibreOffice, without a window and with settings of its own; return what it wrote."""
    home = (into.parent / "settings").as_uri()
    command = [str(SOFFICE), f"-env:UserInstallation={home}", "--headless", "--convert-to", kind, "--outdir", str(into)]
    told = subprocess.run([*command, str(path)], capture_output=True, text=True, timeout=120, check=True)
    assert "Error" not in told.stdout + told.stderr
    return sorted(into.iterdir())


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    people = [person(number, STATE_ORDER[number % 9], name=text, team=text) for number, text in enumerate(HOSTILE)]
    return written(tmp_path_factory.mktemp("book"), people)


@pytest.fixture(scope="module")
def shown(book: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """Return every sheet as LibreOffice shows it."""
    into = tmp_path_factory.mktemp("shown") / "csv"
    into.mkdir()
    files = convert(book, EVERY_SHEET_AS_SHOWN, into=into)
    return {path.stem.removeprefix("out-"): lines(path) for path in files}


def test_it_opens_with_every_sheet_and_every_row(book: Path, shown: dict[str, list[list[str]]]) -> None:
    assert set(shown) == set(opened(book).sheetnames)
    for name, seen in shown.items():
        assert len(seen) == len(rows(book, name)), name


@pytest.mark.parametrize("text", HOSTILE)
def test_it_shows_text_as_text_and_runs_none_of_it(shown: dict[str, list[list[str]]], text: str) -> None:
    seen = {cell for sheet in shown.values() for row in sheet for cell in row}
    assert text in seen
    assert not any(cell.startswith(("Err:", "#NAME?", "#VALUE!")) for cell in seen)


def test_it_shows_days_and_shares_as_people_write_them(shown: dict[str, list[list[str]]]) -> None:
    assert "2026-02-12 09:35:00" in {row[4] for row in shown["Attendance"]}
    assert "2026-02-12" in {row[4] for row in shown["Tried once"]}
    assert any(row[0] == "Came back" and row[2].endswith("%") for row in shown["Summary"])


def test_what_it_saves_again_still_holds_no_formula(book: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    [again] = convert(book, "xlsx", into=tmp_path / "again")
    cells = [cell for sheet in opened(again) for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert set(HOSTILE) <= {cell.value for cell in cells}


def test_it_prints_each_list_on_few_pages(book: Path, tmp_path: Path) -> None:
    (tmp_path / "print").mkdir()
    [pdf] = convert(book, "pdf", into=tmp_path / "print")
    pages = len(re.findall(rb"/Type ?/Page\b", pdf.read_bytes()))
    assert 13 <= pages <= 26  # the lists with what is agreed are two pages wide, so that they can be read
