"""Rows written in any coding, with any delimiter, come back as they were."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.making_files import delimited, ods, ods_row, written, xlsx
from trainer_app.exchange.people_in import read_people

LATIN = st.sampled_from(
    ["Anna", "Björn", "Çelik", "Dürer", "Élodie", "François", "Håkon", "Íñigo", "José", "Müller", "Zoë", "O'Neill"]
)
KANJI = st.sampled_from(["佐藤健", "鈴木花子", "高橋一郎", "田中美咲", "渡辺翔", "伊藤さくら", "山本大輔", "中村優子"])
TEAMS = st.sampled_from(["Sales", "IT", "Forschung & Lehre", "a, b; c", 'the "A" team', "", "x|y"])


def people(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[tuple[str, str]]]:
    return st.lists(st.tuples(names, TEAMS), min_size=1, max_size=8)


def rows_of(listed: list[tuple[str, str]], header: list[str]) -> list[list[str]]:
    return [header, *([name, f"p{at}@example.org", team] for at, (name, team) in enumerate(listed))]


def same(path: Path, listed: list[tuple[str, str]]) -> bool:
    file = read_people(path)
    read = [(person.name, person.team or "", person.email) for person in file.people]
    return read == [(name, team, f"p{at}@example.org") for at, (name, team) in enumerate(listed)] and not file.skipped


ANY_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
DELIMITERS = st.sampled_from([",", ";", "\t", "|"])
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]


@ANY_FOLDER
@given(people(st.tuples(LATIN, LATIN).map(" ".join)), DELIMITERS, ENDS, st.sampled_from([*UNICODE, "cp1252"]))
def test_western_names(tmp_path: Path, listed: list[tuple[str, str]], delimiter: str, end: str, encoding: str) -> None:
    text = delimited(rows_of(listed, ["Name", "E-Mail", "Abteilung"]), delimiter=delimiter, line_end=end)
    assert same(written(tmp_path, text, encoding=encoding), listed)


@ANY_FOLDER
@given(people(KANJI), DELIMITERS, ENDS, st.sampled_from([*UNICODE, "cp932"]))
def test_japanese_names(tmp_path: Path, listed: list[tuple[str, str]], delimiter: str, end: str, encoding: str) -> None:
    text = delimited(rows_of(listed, ["氏名", "メールアドレス", "部署"]), delimiter=delimiter, line_end=end)
    assert same(written(tmp_path, text, encoding=encoding), listed)


@settings(ANY_FOLDER, max_examples=25)
@given(listed=people(KANJI | LATIN), open_document=st.booleans())
def test_workbooks(tmp_path: Path, listed: list[tuple[str, str]], *, open_document: bool) -> None:
    rows = rows_of(listed, ["Name", "Mail", "Team"])
    data = ods("".join(ods_row(row) for row in rows)) if open_document else xlsx({"People": rows})
    assert same(written(tmp_path, data), listed)
