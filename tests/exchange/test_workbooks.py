from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest

from tests.exchange.making_files import ods, ods_row, xlsx, xlsx_cells, zipped
from trainer_app.exchange.lines import FileTrouble, Unreadable
from trainer_app.exchange.workbooks import MAX_CELLS, MAX_UNPACKED, OLE_MAGIC, read_workbook


def refusal(data: bytes) -> FileTrouble:
    with pytest.raises(Unreadable) as refused:
        read_workbook(data)
    code = refused.value.code
    assert isinstance(code, FileTrouble)
    return code


def without(data: bytes, *parts: str, **changed: bytes) -> bytes:
    """Return the archive without some parts, others changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if name not in parts}
    return zipped(kept | changed)


def test_rows_keep_the_numbers_the_spreadsheet_shows() -> None:
    (sheet,) = read_workbook(xlsx_cells({"B3": "Name", "B5": "Jane", "D5": "x"}))
    assert [(row.line, row.cells) for row in sheet.rows] == [(3, ("", "Name")), (5, ("", "Jane", "", "x"))]
    assert sheet.kind == "xlsx"


def test_cells_become_text_as_a_person_would_write_them() -> None:
    cells = {
        "A1": "007",
        "B1": 7,
        "C1": 7.5,
        "D1": True,
        "E1": datetime(2026, 2, 12, 9, 30),  # noqa: DTZ001 - a workbook has no zones
        "F1": date(2026, 2, 12),
        "G1": time(9, 30),
        "H1": timedelta(hours=30, minutes=5),
        "I1": "'=1+1",
    }
    (sheet,) = read_workbook(xlsx_cells(cells))
    assert sheet.rows[0].cells == (
        "007", "7", "7.5", "TRUE", "2026-02-12T09:30:00", "2026-02-12", "09:30:00", "30:05:00", "'=1+1",
    )  # fmt: skip


def test_a_formula_is_not_evaluated() -> None:
    (sheet,) = read_workbook(xlsx_cells({"A1": "Name", "A2": '=HYPERLINK("http://x.org","Jane")', "B2": "Bob"}))
    assert sheet.rows[1].cells == ("", "Bob")


def test_hidden_sheets_are_not_read_unless_all_are_hidden() -> None:
    rows = [["Name"], ["Jane"]]
    assert [s.name for s in read_workbook(xlsx({"Seen": rows, "Unseen": rows}, hidden=["Unseen"]))] == ["Seen"]


def test_an_ods_is_read_with_its_repeated_rows_counted() -> None:
    blank = ods_row([""], rows=3)
    end = ods_row([""] * 3, rows=1_000_000)
    (sheet,) = read_workbook(ods(blank + ods_row(["Name", "", "Team"]) + ods_row(["山田太郎", "", "A & B"]) + end))
    assert [(row.line, row.cells) for row in sheet.rows] == [(4, ("Name", "", "Team")), (5, ("山田太郎", "", "A & B"))]
    assert sheet.kind == "ods"


def test_one_far_cell_is_refused_before_the_rectangle_is_laid_out() -> None:
    assert refusal(xlsx_cells({"A1": "Name", "XFD1048576": "x"})) is FileTrouble.TOO_SPREAD


def test_far_cells_that_are_only_formatted_are_no_reason_to_refuse() -> None:
    data = xlsx_cells({"A1": "Name", "A2": "Jane"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    bordered = sheet.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')
    (read,) = read_workbook(without(data, **{"xl/worksheets/sheet1.xml": bordered}))
    assert [row.cells for row in read.rows] == [("Name",), ("Jane",)]


def test_one_far_row_without_cells_of_a_place_is_refused_too() -> None:
    data = xlsx_cells({"A1": "Name", "B1": "x"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    bare = sheet.replace(b'<row r="1"', b'<row r="9999999"').replace(b' r="A1"', b"").replace(b' r="B1"', b"")
    assert bare != sheet
    assert refusal(without(data, **{"xl/worksheets/sheet1.xml": bare})) is FileTrouble.TOO_SPREAD


@pytest.mark.parametrize(("rows", "columns"), [(1_000_000, 6), (1, 6_000_000), (10**18, 10**18), (3_000, 3_000)])
def test_cells_said_to_repeat_too_often_are_refused(rows: int, columns: int) -> None:
    assert refusal(ods(ods_row(["x"], rows=rows, columns=columns))) is FileTrouble.TOO_SPREAD


def test_more_cells_than_any_roster_has_are_refused_without_looking_at_each() -> None:
    part = b'<c r="A1"/>' * (MAX_CELLS + 1)
    assert refusal(zipped({"[Content_Types].xml": "", "xl/worksheets/sheet1.xml": part})) is FileTrouble.TOO_SPREAD


def test_a_zip_bomb_is_refused_without_being_unpacked_whole() -> None:
    part = bytes(MAX_UNPACKED // 2 + 1)
    bomb = zipped({"[Content_Types].xml": "", "xl/worksheets/sheet1.xml": part, "xl/sharedStrings.xml": part})
    assert len(bomb) < 10**6
    assert refusal(bomb) is FileTrouble.TOO_LARGE


@pytest.mark.parametrize("length", [4, 100, 2_000, -200, -30])
def test_a_workbook_cut_short_is_damaged(length: int) -> None:
    assert refusal(xlsx({"S": [["Name"], ["Jane"]]})[:length]) is FileTrouble.DAMAGED


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_with_a_part_missing_or_broken_is_damaged(part: str) -> None:
    data = xlsx({"S": [["Name"], ["Jane"]]})
    assert refusal(without(data, part)) is FileTrouble.DAMAGED
    assert refusal(without(data, **{part: b"<broken"})) is FileTrouble.DAMAGED
    assert refusal(without(data, **{part: b"\xff\xfe<\0x\0>\0"})) is FileTrouble.DAMAGED


def test_protected_workbooks_are_told_from_old_ones() -> None:
    encrypted = OLE_MAGIC + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    assert refusal(encrypted) is FileTrouble.PROTECTED
    assert refusal(OLE_MAGIC + bytes(2_000)) is FileTrouble.OLD_WORKBOOK
    assert refusal(ods(ods_row(["x"]), manifest="<manifest:encryption-data/>")) is FileTrouble.PROTECTED
    assert refusal(zipped({"[Content_Types].xml": "", "xl/workbook.bin": b"\0"})) is FileTrouble.OLD_WORKBOOK


def test_pictures_and_printer_settings_beside_the_sheets_do_no_harm() -> None:
    data = xlsx({"S": [["Name"], ["Jane"]]})
    (sheet,) = read_workbook(without(data, **{"xl/printerSettings1.bin": bytes(99), "xl/media/photo.png": bytes(99)}))
    assert [row.cells for row in sheet.rows] == [("Name",), ("Jane",)]


def test_an_encrypted_archive_is_protected() -> None:
    data = bytearray(xlsx({"S": [["Name"]]}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert refusal(bytes(data)) is FileTrouble.PROTECTED


def test_an_archive_that_is_no_workbook_is_not_readable() -> None:
    assert refusal(zipped({"word/document.xml": "<x/>", "[Content_Types].xml": ""})) is FileTrouble.NOT_READABLE
    assert refusal(zipped({"photo.jpg": b"\xff\xd8"})) is FileTrouble.NOT_READABLE
