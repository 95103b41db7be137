"""The house rules, run over the whole project. What each rule finds, and that it can, is in test_rules_can_fail."""

from __future__ import annotations

import re

import pytest

from tests.house.rules import RULES, Rule
from tests.house.rules_of_conduct import EMOJI
from tests.house.sources import ROOT, TOP_LEVEL, Source, fail_on, project_files, sources, text_of

PACKAGE = {"packaging/__init__.py"}
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(work|root|farm|home|Users)/|\b[A-Z]:\\\\?Users\\")


@pytest.fixture(scope="module")
def project() -> list[Source]:
    return sources("trainer_app", "tests", "packaging")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_house_rule_is_kept(rule: Rule, project: list[Source]) -> None:
    fail_on(finding for source in project for finding in rule.findings(source))


def test_the_top_level_holds_the_fixed_folders_and_nothing_else() -> None:
    found = {path.partition("/")[0] for path in project_files()}
    strangers = {name for name in found - TOP_LEVEL if not name.startswith(".")}
    fail_on(f"{name} stands at the top level. Do this instead: put it into one of the folders." for name in strangers)
    fail_on(f"{name} is missing at the top level" for name in TOP_LEVEL - found)


def test_packaging_and_resources_are_no_python_packages() -> None:
    modules = {path for path in project_files() if path.endswith(".py")}
    fail_on(f"{path}: it would shadow PyPI's packaging. Do this instead: remove it." for path in modules & PACKAGE)
    python = [path for path in modules if path.startswith("resources/")]
    fail_on(f"{path}: resources hold no code. Do this instead: move it into trainer_app." for path in python)


def test_no_shipped_text_holds_an_emoji() -> None:
    texts = {path: text_of(path) or "" for path in project_files() if path.startswith("resources/")}
    found = [path for path, text in texts.items() if EMOJI.search(text)]
    fail_on(f"{path}: an emoji. Do this instead: draw an icon and put the state into words." for path in found)


def test_no_file_names_a_folder_of_one_machine() -> None:
    fail_on(
        f"{path}:{number}: {line.strip()[:80]}. Do this instead: name it relative to the checkout, or in a setting."
        for path in project_files()
        for number, line in enumerate((text_of(path) or "").splitlines(), 1)
        if MACHINE_PATH.search(line)
    )


@pytest.mark.parametrize("folder", ["work", "root", "home", "Users"])
def test_a_folder_of_one_machine_is_noticed(folder: str) -> None:
    assert MACHINE_PATH.search(f"open('/{folder}/me/people.csv')")
    assert not MACHINE_PATH.search(f"https://example.org/{folder}/page and docs/{folder}/page")


@pytest.mark.parametrize("picture", ["\u2705", "\U0001f600", "\u2764\ufe0f"])
def test_an_emoji_is_noticed_and_plain_signs_are_not(picture: str) -> None:
    assert EMOJI.search(f"done {picture}")
    assert not EMOJI.search("done → 3 / 2 … “80 %” ✓ 日本語")


def test_the_continuous_check_calls_the_test_script_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert len(commands) == 1
    assert commands[0].endswith('/../packaging/test.sh"')
