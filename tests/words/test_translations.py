"""The catalogues: up to date with the code, complete, and the facts of every sentence kept."""

from __future__ import annotations

import gettext
import importlib.util
import io
import os
import re
import string
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.house.sources import ROOT, fail_on
from trainer_app.words import language
from trainer_app.words.times import day, weekday_and_clock


def _tool():
    """Load packaging/translations.py by its path, since PyPI's `packaging` has the name."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    assert spec
    assert spec.loader
    module = sys.modules["translations"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = _tool()
JAPANESE: Path = TOOL.TRANSLATIONS / "ja" / "LC_MESSAGES" / "trainer.po"
RENEW = "run: python packaging/translations.py"
_KANA_OR_KANJI = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
_FACT = re.compile(r"{[^{}]*}")
_WORD = re.compile(r"\b[A-Za-z]{2,}\b")
# What stays in Latin letters because it is a name, a unit, or what people type.
_AS_IT_IS = {"Trainer", "Ctrl", "MB", "OS", "program", "db", "QR", "PIN", "Wi", "Fi"}
_WESTERN = re.compile("[\u3041-\u9fff][.,;!](?![a-z])|[\u201c\u201d\u2019\uff01]| …")

_IMPORT_ALL = """
import importlib, pkgutil, trainer_app
from trainer_app.words import language
def refuse(text, *more, **facts):
    raise AssertionError(f"“{text}” is said while a module is imported; say it where it is shown")
language.say = language.say_count = refuse
for module in pkgutil.walk_packages(trainer_app.__path__, "trainer_app."):
    if not module.name.endswith("__main__") and ".migrations." not in module.name:
        importlib.import_module(module.name)
"""


@pytest.fixture(params=TOOL.catalogues(), ids=lambda path: path.parent.parent.name)
def catalogue(request) -> Path:
    return request.param


@pytest.fixture
def in_japanese():
    language.use_language("ja")
    yield
    language.use_language("en")


def facts(text: str) -> set[str]:
    """Return the facts a sentence names, with how they are written: {"{count}", "{share:.0f}"}."""
    return {f"{{{name}:{form}}}" for _, name, form, _ in string.Formatter().parse(text) if name is not None}


def forms(path: Path) -> int:
    [number] = re.findall(r"nplurals=(\d+)", TOOL.header(path))
    return int(number)


def test_the_template_says_what_the_code_says() -> None:
    assert TOOL.TEMPLATE.read_text(encoding="utf-8") == TOOL.template(), f"{RENEW} extract"


def test_a_catalogue_has_the_sentences_of_the_code(catalogue) -> None:
    assert catalogue.read_text(encoding="utf-8") == TOOL.renewed(catalogue), f"{RENEW} extract"


def test_a_catalogue_is_complete(catalogue) -> None:
    number = forms(catalogue)
    fail_on(
        f"not translated: {entry.one}"
        for entry in TOOL.read_catalogue(catalogue)[1]
        if not all(entry.said) or len(entry.said) != (number if entry.many else 1)
    )


def test_a_catalogue_has_no_guesses(catalogue) -> None:
    assert "fuzzy" not in catalogue.read_text(encoding="utf-8")


def test_a_translation_names_the_facts_of_its_sentence(catalogue) -> None:
    fail_on(
        f"{entry.one} → {said}"
        for entry in TOOL.read_catalogue(catalogue)[1]
        for said in entry.said
        if facts(said) != facts(entry.many or entry.one)
    )


def test_a_compiled_catalogue_is_the_one_beside_it(catalogue) -> None:
    assert catalogue.with_suffix(".mo").read_bytes() == TOOL.compiled(catalogue), f"{RENEW} compile"


def test_gettext_reads_what_was_compiled(catalogue) -> None:
    read = gettext.GNUTranslations(io.BytesIO(TOOL.compiled(catalogue)))
    for entry in TOOL.read_catalogue(catalogue)[1]:
        assert read.gettext(entry.one) == entry.said[0]
        if entry.many:
            assert {read.ngettext(entry.one, entry.many, count) for count in range(30)} == set(entry.said)


def test_no_english_is_left_in_japanese() -> None:
    fail_on(
        f"{entry.one} → {said}"
        for entry in TOOL.read_catalogue(JAPANESE)[1]
        for said in entry.said
        if not _KANA_OR_KANJI.search(said) and not set(_WORD.findall(_FACT.sub("", said))) <= _AS_IT_IS
    )


def test_japanese_has_no_western_punctuation() -> None:
    fail_on(
        f"{entry.one} → {said}"
        for entry in TOOL.read_catalogue(JAPANESE)[1]
        for said in entry.said
        if _KANA_OR_KANJI.search(said) and _WESTERN.search(said)
    )


def test_japanese_is_offered_by_its_own_name() -> None:
    assert ("ja", "日本語") in language.languages()


def test_days_and_times_are_said_the_japanese_way(in_japanese) -> None:
    tuesday = datetime(2026, 2, 17, 0, 52, tzinfo=UTC)
    assert day(date(2026, 2, 5)) == "2月5日"
    assert day(date(2025, 12, 31), year=2026) == "2025年12月31日"
    assert weekday_and_clock(tuesday, "Asia/Tokyo", near=tuesday) == "火曜 9:52"
    assert weekday_and_clock(tuesday, "Asia/Tokyo", near=tuesday - timedelta(days=7)) == "2月17日（火）9:52"  # noqa: RUF001 - Japanese brackets


def test_a_number_is_counted_the_japanese_way(in_japanese) -> None:
    assert [language.say_count("{count} person", "{count} people", count) for count in (0, 1, 2)] == [
        "0人",
        "1人",
        "2人",
    ]


def test_no_module_speaks_before_a_language_is_chosen() -> None:
    told = subprocess.run(
        [sys.executable, "-c", _IMPORT_ALL],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
