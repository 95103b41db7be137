from __future__ import annotations

import tomllib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import Checklist, ChecklistTrouble, KnownError, Remedy, Step
from trainer_app.domain.checklist_document import from_document, to_document
from trainer_app.domain.checklist_rules import check_checklist
from trainer_app.domain.errors import Refused
from trainer_app.exchange.checklist_file import SIZE_LIMIT, read_checklist, write_checklist
from trainer_app.words.checklist import SENTENCES
from trainer_app.words.language import say

SMALL = """
key = "small"
title = "Small"
version = 1

[[steps]]
key = "only"
title = "Only"
why = "Because"
minutes = 2
body = "Do it."
completes = true
"""


def save(folder: Path, text: str | bytes) -> Path:
    path = folder / "mine.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(folder: Path, text: str | bytes) -> Refused:
    """Return the refusal of a file; its sentence can be said with the facts it carries."""
    with pytest.raises(Refused) as trouble:
        read_checklist(save(folder, text))
    assert "mine.toml" in say(SENTENCES[trouble.value.code], **trouble.value.facts)
    return trouble.value


def test_a_small_file_is_read(tmp_path: Path) -> None:
    only = Step("only", "Only", "Because", 2, {None: "Do it."}, {}, {}, completes=True)
    assert read_checklist(save(tmp_path, SMALL)) == Checklist("small", "Small", 1, (only,))


def test_a_file_as_windows_notepad_saves_it_is_read(tmp_path: Path) -> None:
    saved = (
        b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").replace('"Do it."', "'''\r\nDo it.\r\nThen rest.\r\n'''").encode()
    )
    assert read_checklist(save(tmp_path, saved)).steps[0].bodies == {None: "Do it.\nThen rest."}


def test_blanks_around_a_text_do_not_count(tmp_path: Path) -> None:
    assert read_checklist(save(tmp_path, SMALL.replace('"Only"', '"  Only "'))).steps[0].title == "Only"


def test_a_command_in_the_first_line_keeps_its_indent(tmp_path: Path) -> None:
    saved = SMALL.replace('"Do it."', "'''\n\n    tool --version\nLook at it.\n\n'''")
    assert read_checklist(save(tmp_path, saved)).steps[0].bodies == {None: "    tool --version\nLook at it."}


def test_a_day_may_be_written_bare_or_in_quotes(tmp_path: Path) -> None:
    bare = read_checklist(save(tmp_path, SMALL + "checked_on = 2026-11-21"))
    assert bare == read_checklist(save(tmp_path, SMALL + 'checked_on = "2026-11-21"'))


def test_a_written_file_reads_well() -> None:
    error = KnownError("denied", "Denied", r"\bEACCES\b", "No rights", (Remedy("w", 'Say "yes".', System.WINDOWS),))
    step = Step("s", "S", "Because", 2.5, {System.MACOS: "a\n    b", None: "c"}, {None: "x"}, {}, errors=(error,))
    lines = write_checklist(Checklist("c", "C", 1, (step,))).splitlines()
    assert lines[:4] == ["format = 1", 'key = "c"', 'title = "C"', "version = 1"]
    assert lines[6:] == [
        "[[steps]]",
        'key = "s"',
        'title = "S"',
        'why = "Because"',
        "minutes = 2.5",
        "body.macos = '''",
        "a",
        "    b",
        "'''",
        'body.any = "c"',
        'verify = "x"',
        "",
        "[[steps.errors]]",
        'key = "denied"',
        'title = "Denied"',
        r"pattern = '\bEACCES\b'",
        'cause = "No rights"',
        "remedies = [",
        """  { key = "w", system = "windows", text = 'Say "yes".' },""",
        "]",
    ]


KEYS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,11}", fullmatch=True)
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029")
AWKWARD = st.sampled_from(
    ["'''", '"""', "\\", "\\u0041", "'", '"', "#", "{x}", "= [", "a\n\nb", "\tb", "手順", "\U0001f600"]
)
TEXTS = (
    st.lists(st.text(CHARACTERS, max_size=12) | AWKWARD, min_size=1, max_size=3)
    .map(lambda parts: "".join(parts).strip())
    .map(lambda text: f"    {text}" if "\n" in text else text or "x")
)
LINES = TEXTS.map(lambda text: text.replace("\n", " ").replace("\t", " ").strip())
PATTERNS = st.sampled_from(["EACCES", r"\bno\b", "it's|isn't", r'"quoted"', r"a.{0,80}b", "日本", r"C:\\Users"])
SYSTEMS = st.sampled_from([*System, None])
MINUTES = st.floats(min_value=0.001, max_value=240) | st.integers(1, 240)


def unique(items: st.SearchStrategy[Any], most: int, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, min_size=least, max_size=most, unique_by=lambda item: item.key).map(tuple)


def for_all(texts: dict[System | None, str]) -> bool:
    return None in texts or set(System) <= set(texts)


REMEDIES = st.builds(Remedy, KEYS, TEXTS, SYSTEMS)
ERRORS = st.builds(KnownError, KEYS, LINES, PATTERNS, TEXTS, unique(REMEDIES, 2, 1))
BODIES = st.dictionaries(SYSTEMS, TEXTS, min_size=1, max_size=4).filter(for_all)
STEPS = st.builds(
    Step,
    key=KEYS,
    title=LINES,
    why=TEXTS,
    minutes=MINUTES,
    bodies=BODIES,
    verify=st.dictionaries(SYSTEMS, TEXTS, max_size=4),
    expected=st.dictionaries(SYSTEMS, TEXTS, max_size=2),
    expected_pattern=st.none() | PATTERNS,
    machine_wait=st.booleans(),
    optional=st.booleans(),
    errors=unique(ERRORS, 2),
    fallback=st.none() | TEXTS,
    checked_on=st.none() | st.dates(),
    owner=st.none() | LINES,
)


@st.composite
def checklists(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Checklist:
    """Any checklist the rules allow: each step may need earlier ones, one of them completes."""
    steps: list[Step] = list(draw(unique(STEPS, 3, 1)))
    completing = draw(st.integers(0, len(steps) - 1))
    whole = []
    for number, step in enumerate(steps):
        needs = draw(st.lists(st.sampled_from([each.key for each in steps[:number]]))) if number else []
        document: Any = to_document(Checklist("k", "t", 1, (step,)))
        document["steps"][0] |= {"depends_on": needs, "completes": number == completing}
        whole += from_document(document).steps
    return Checklist(draw(KEYS), draw(LINES), draw(st.integers(1, 1_000_000)), tuple(whole))


@settings(derandomize=True, max_examples=60, deadline=None)
@given(checklist=checklists())
def test_any_checklist_written_and_read_again_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, checklist: Checklist
) -> None:
    check_checklist(checklist)
    text = write_checklist(checklist)
    path = tmp_path_factory.getbasetemp() / "round.toml"
    path.write_bytes(text.encode())
    assert read_checklist(path) == checklist
    assert from_document(tomllib.loads(text)).key == checklist.key


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as trouble:
        read_checklist(tmp_path / "nowhere.toml")
    assert trouble.value.code is ChecklistTrouble.FILE_UNREADABLE


def test_a_folder_is_no_checklist(tmp_path: Path) -> None:
    with pytest.raises(Refused) as trouble:
        read_checklist(tmp_path)
    assert trouble.value.code is ChecklistTrouble.FILE_UNREADABLE


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("key = ", 1),
        (SMALL + 'title = "again"', 13),
        (SMALL + "fallback = '''\nnever closed\n", 14),
        ("a = " + "[" * 9_000, 1),
        ("n = " + "9" * 5_000, 1),
        ("d = 2026-13-45", 1),
        ("\n\n" + "a." * 8_000 + "a = 1", 3),
        ("<html><body>Sign in</body></html>", 1),
        ("key\tvalue\r", 1),
    ],
)
def test_what_is_no_toml_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    trouble = refused(tmp_path, text)
    assert trouble.code is ChecklistTrouble.BAD_FILE
    assert trouble.facts["line"] == line


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", ChecklistTrouble.FIELD_MISSING),
        (b"x" * (SIZE_LIMIT + 1), ChecklistTrouble.FILE_TOO_LARGE),
        (SMALL.encode("utf-16"), ChecklistTrouble.FILE_NOT_TEXT),
        (SMALL.replace("Small", "手順").encode("cp932"), ChecklistTrouble.FILE_NOT_TEXT),
        (b"\x89PNG\r\n\x1a\n\x00", ChecklistTrouble.FILE_NOT_TEXT),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, code: ChecklistTrouble) -> None:
    assert refused(tmp_path, content).code is code


@pytest.mark.parametrize(
    ("written", "instead", "code", "field"),
    [
        ("minutes = 2", "minuts = 2", ChecklistTrouble.FIELD_UNKNOWN, "steps.only.minuts"),
        ("minutes = 2", "", ChecklistTrouble.FIELD_MISSING, "steps.only.minutes"),
        ("minutes = 2", "minutes = 0", ChecklistTrouble.BAD_MINUTES, "steps.only.minutes"),
        ("minutes = 2", "minutes = -inf", ChecklistTrouble.BAD_MINUTES, "steps.only.minutes"),
        ("minutes = 2", f"minutes = 0x{'f' * 9000}", ChecklistTrouble.BAD_MINUTES, "steps.only.minutes"),
        ('title = "Only"', 'title = ""', ChecklistTrouble.FIELD_MISSING, "steps.only.title"),
        ('title = "Only"', "", ChecklistTrouble.FIELD_MISSING, "steps.only.title"),
        ('title = "Small"', "", ChecklistTrouble.FIELD_MISSING, "title"),
        ('key = "only"', 'key = "Only one"', ChecklistTrouble.BAD_KEY, "steps.Only one.key"),
        ('body = "Do it."', 'body.mac = "x"', ChecklistTrouble.UNKNOWN_SYSTEM, "steps.only.body"),
        ('body = "Do it."', 'body.macos = "x"', ChecklistTrouble.BODY_MISSING, "steps.only.body"),
        ("completes = true", "", ChecklistTrouble.NOTHING_COMPLETES, "steps.completes"),
        ("completes = true", 'completes = "yes"', ChecklistTrouble.FIELD_KIND, "steps.only.completes"),
        ("completes = true", "checked_on = 2026-11-21T10:00:00", ChecklistTrouble.FIELD_KIND, "steps.only.checked_on"),
        ("completes = true", 'depends_on = ["x"]', ChecklistTrouble.UNKNOWN_DEPENDENCY, "steps.only.depends_on"),
        ("completes = true", 'depends_on = ["only"]', ChecklistTrouble.DEPENDENCY_CYCLE, "steps.only.depends_on"),
        (
            "completes = true",
            "expected_pattern = '(a*)*b'",
            ChecklistTrouble.BAD_PATTERN,
            "steps.only.expected_pattern",
        ),
        ("completes = true", "fallback = '\u009b2J'", ChecklistTrouble.TEXT_CHARACTER, "steps.only.fallback"),
        ("version = 1", "version = 1\nformat = 99", ChecklistTrouble.NEWER_FORMAT, "format"),
        ("version = 1", "version = 1.0", ChecklistTrouble.FIELD_KIND, "version"),
    ],
)
def test_a_mistake_is_refused_with_its_place_and_a_sentence(
    tmp_path: Path, written: str, instead: str, code: ChecklistTrouble, field: str
) -> None:
    trouble = refused(tmp_path, SMALL.replace(written, instead))
    assert (trouble.code, trouble.facts["field"]) == (code, field)


def test_two_steps_of_one_key_are_refused(tmp_path: Path) -> None:
    trouble = refused(tmp_path, SMALL + SMALL[SMALL.index("[[steps]]") :])
    assert (trouble.code, trouble.facts["what"]) == (ChecklistTrouble.DUPLICATE_KEY, "only")


@settings(derandomize=True, max_examples=200, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_refused_and_never_crashes(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = SMALL.encode()
    start = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 20))
    path = tmp_path_factory.getbasetemp() / "damaged.toml"
    path.write_bytes(whole[:start] + data.draw(st.binary(max_size=12)) + whole[start + length :])
    with suppress(Refused):
        check_checklist(read_checklist(path))
