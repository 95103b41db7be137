"""Whatever a file holds, an importer gives a result or refuses it by name; nothing else ever comes out."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.making_files import ods, ods_row, written, xlsx, zipped
from trainer_app.domain.errors import Refused
from trainer_app.domain.imports import AttendanceFile, PeopleFile, SessionsFile
from trainer_app.exchange.attendance_in import read_attendance
from trainer_app.exchange.lines import FileTrouble
from trainer_app.exchange.people_in import read_people
from trainer_app.exchange.reading import MAX_BYTES
from trainer_app.exchange.sessions_in import read_sessions

Importer = Callable[[Path], PeopleFile | SessionsFile | AttendanceFile]

IMPORTERS: list[Importer] = [
    read_people,
    lambda path: read_sessions(path, zone="Europe/Berlin"),
    lambda path: read_attendance(path, zone="Europe/Berlin"),
]
HEADERS = [
    "Name",
    "Email",
    "Vorname",
    "氏名",
    "Session",
    "Start",
    "End",
    "Datum",
    "Checked in at",
    "Status",
    "OS",
    "x",
    "",
]
PIECES = [
    *("Jane Doe", "jane@x.org", "foo@", "2026-02-12 09:00", "3/4/2026", "yes", "'=1", "\t", '"', "\0", "sk-4f9a1c00"),
    *("山田太郎", "\ud800", "1. Summary", "Host Details", "--", "é", "\u202e", " ", "(", "9" * 20),
]


def outcome(importer: Importer, path: Path) -> object:
    """Return the result or the reason of the refusal; any other exception fails the test."""
    try:
        return importer(path)
    except Refused as refused:
        trouble = refused
    assert isinstance(trouble.code, FileTrouble)
    assert trouble.facts["file"] == path.name
    return trouble.code


def refusal(path: Path) -> object:
    codes = {outcome(importer, path) for importer in IMPORTERS}
    assert len(codes) == 1
    return codes.pop()


def all_survive(path: Path) -> None:
    for importer in IMPORTERS:
        outcome(importer, path)


ANY_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@ANY_FOLDER
@given(data=st.binary(max_size=400))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    all_survive(written(tmp_path, data))


BEGINNINGS = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{", b"[{", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;\n"]


@ANY_FOLDER
@given(start=st.sampled_from(BEGINNINGS), rest=st.binary(max_size=200))
def test_any_bytes_behind_a_promising_beginning(tmp_path: Path, start: bytes, rest: bytes) -> None:
    all_survive(written(tmp_path, start + rest))


@ANY_FOLDER
@given(
    headers=st.lists(st.sampled_from(HEADERS), min_size=1, max_size=6),
    rows=st.lists(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=7), max_size=6),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-16", "cp932", "cp1252"]),
)
def test_any_cells_under_headers_that_are_known(
    tmp_path: Path, headers: list[str], rows: list[list[str]], delimiter: str, encoding: str
) -> None:
    text = "\n".join(delimiter.join(row) for row in [headers, *rows])
    all_survive(written(tmp_path, text.encode(encoding, errors="replace")))


JSON_LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(PIECES) | st.text(max_size=8)
JSON_KEYS = st.sampled_from(
    ["displayName", "mail", "directReports", "name", "emails", "value", "Start", "Session", "x"]
)


JSON = st.recursive(
    JSON_LEAVES, lambda one: st.lists(one, max_size=4) | st.dictionaries(JSON_KEYS, one, max_size=5), max_leaves=20
)


@ANY_FOLDER
@given(JSON)
def test_any_json(tmp_path: Path, value: object) -> None:
    all_survive(written(tmp_path, json.dumps(value).encode()))


@pytest.mark.parametrize("seed", range(60))
def test_a_workbook_with_flipped_bytes(tmp_path: Path, seed: int) -> None:
    rows = [["Name", "Email", "Start"], ["Jane", "jane@x.org", "2026-02-12 09:00"]]
    chance = random.Random(seed)
    whole = xlsx({"People": rows}) if seed % 2 else ods("".join(ods_row(row) for row in rows))
    data = bytearray(whole)
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    all_survive(written(tmp_path, bytes(data[: chance.choice([len(data), chance.randrange(len(data))])])))


@pytest.mark.parametrize("seed", range(60))
def test_a_workbook_whose_xml_is_damaged(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    whole = written(tmp_path, xlsx({"People": [["Name", "Email"], ["Jane", "jane@x.org"]]}))
    with zipfile.ZipFile(whole) as archive:
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    content = parts[
        chance.choice(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
    ]
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(content))
        content[at : at + chance.randint(0, 3)] = chance.choice(
            [b"", b"<", b">", b'"', b"9999999", b"A1:XFD9", b"\xff", b"-1"]
        )
    all_survive(written(tmp_path, zipped({name: bytes(part) for name, part in parts.items()})))


def test_a_file_that_is_not_there_a_folder_and_an_empty_one(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") is FileTrouble.MISSING
    assert refusal(tmp_path) is FileTrouble.IS_FOLDER
    for nothing in (b"", b"\xef\xbb\xbf", b"\xff\xfe", b" \r\n\r\n\t\n", b"\x1a"):
        assert refusal(written(tmp_path, nothing)) is FileTrouble.EMPTY
    assert refusal(written(tmp_path, xlsx({"S": []}))) is FileTrouble.EMPTY
    assert refusal(tmp_path / "a\0b") is FileTrouble.NOT_ALLOWED


def test_pictures_and_archives_are_not_readable(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(999))) is FileTrouble.NOT_READABLE
    assert refusal(written(tmp_path, zipped({"photo.jpg": b"\xff\xd8"}), name="roster.csv")) is FileTrouble.NOT_READABLE


def test_a_file_larger_than_any_roster_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert refusal(path) is FileTrouble.TOO_LARGE


def test_prose_has_no_columns_of_people(tmp_path: Path) -> None:
    prose = "this is a letter.\nit goes on, as letters do; and on.\n\nyours\n"
    with pytest.raises(Refused) as refused:
        read_people(written(tmp_path, prose))
    assert (refused.value.code, refused.value.facts) == (FileTrouble.UNKNOWN_LAYOUT, {"file": "file.csv"})


def test_the_name_of_a_file_decides_nothing(tmp_path: Path) -> None:
    rows = [["Name", "Email"], ["Jane", "jane@x.org"]]
    as_text = written(tmp_path, xlsx({"People": rows}), name="people.txt")
    as_book = written(tmp_path, "Name\tEmail\nJane\tjane@x.org\n", name="people.xlsx")
    as_json = written(tmp_path, '[{"name": "Jane", "email": "jane@x.org"}]', name="people.csv")
    assert [read_people(path).people[0].email for path in (as_text, as_book, as_json)] == ["jane@x.org"] * 3


def test_a_deep_or_huge_json_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, '[{"a":' * 50_000)) is FileTrouble.BAD_JSON
    assert refusal(written(tmp_path, '[{"name": "Jane"},\n{"name": }]')) is FileTrouble.BAD_JSON
