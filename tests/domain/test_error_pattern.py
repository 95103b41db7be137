from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer_app.domain.error_pattern import (
    PATTERN_LIMIT,
    TEXT_LIMIT,
    WAYS_LIMIT,
    PatternFault,
    found,
    pattern_fault,
    plain,
)


@pytest.mark.parametrize(
    "pattern",
    [
        "EACCES",
        r"command not found: npm|npm.{0,40}not found",
        r"\b407\b|proxy",
        "(can't|cannot) (find|reach)",
        r"(?:xcrun|git): error",
        r"[A-Z_]{3,10} at line \d+",
        "node .* too old",
        r"colou?r [^;]+; \[done\]",
        r"\\ backslash \. dot \( bracket",
        "(a|b)?c{2}d{1,}e{,2}",
        "lazy.{0,20}?end",
        "日本語のエラー",
    ],
)
def test_what_authors_need_may_be_used(pattern: str) -> None:
    assert pattern_fault(pattern) is None
    re.compile(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",  # repeated groups: exponential
        "(a|aa)*b",
        "(ab){2,}",
        "(?=a)b",  # look-arounds, back-references, flags
        "(?<!a)b",
        r"(a)\1",
        "(?i)a",
        "(?P<name>a)",
        r"\Aa",
        "a++",
        "(",
        "a)",
        "[a",
        "[]a]",
        "[[a]]",
        "[a--b]",
        "[z-a]",
        "*a",
        "a**",
        "a{2}{3}",
        "a{",
        "{foo}",
        "a{,}",
        "a{5,2}",
        "a{9999}",
        "a{1,999999999999}",
        "a\\",
        "]",
        "(" * 190 + "a" + ")" * 190,
    ],
)
def test_what_could_hurt_or_is_no_pattern_is_refused(pattern: str) -> None:
    assert pattern_fault(pattern) is PatternFault.SYNTAX


@pytest.mark.parametrize(
    "pattern",
    [
        ".*a.*b",
        "a?" * 30 + "a" * 30,
        "(a|a)" * 20 + "b",
        "(a)?" * 15 + "b",
        ".{0,200}x.{0,200}y",
        r"\s*\s*x",
        "x" * (PATTERN_LIMIT + 1),
    ],
)
def test_patterns_with_too_many_ways_are_heavy(pattern: str) -> None:
    assert pattern_fault(pattern) is PatternFault.HEAVY


@pytest.mark.parametrize("pattern", [".*", "a?", "a|", "()", "(a|)", r"\w*", "^", "$", "^.{0,5}$", ""])
def test_a_pattern_that_matches_an_empty_text_is_refused(pattern: str) -> None:
    assert pattern_fault(pattern) is PatternFault.MATCHES_ANYTHING


def test_case_wrapping_colours_and_curly_quotes_make_no_difference() -> None:
    pasted = (
        "\x1b[31mnpm : File npm.ps1 CANNOT be loaded because running scripts\r\n   is disabled\x1b[0m on this\n system."
    )
    assert found("cannot be loaded because running scripts is disabled on this system", pasted)
    assert found("term 'codex' is not", "The term \u2018codex\u2019 is not recognized")
    assert not found("is enabled", pasted)


def test_of_a_long_text_the_beginning_and_the_end_are_looked_at() -> None:
    log = "first words " + "x" * 50_000 + " last words"
    assert found("first words", log)
    assert found("last words", log)
    assert not found("first words.{0,50}last words", log)
    assert len(plain(log)) <= TEXT_LIMIT


@pytest.mark.parametrize(
    "pattern", ["(a|a|a|a).*b", "a{0,140}a{0,140}b", "a?a?a?a?a?a?a?a?a?a?a?a?b", "a.*b|a.*c|a.*d|a.*e"]
)
def test_the_heaviest_patterns_that_are_taken_come_to_an_end_on_the_worst_text(pattern: str) -> None:
    assert pattern_fault(pattern) is None
    assert not found(pattern, "a" * TEXT_LIMIT)


@settings(derandomize=True, max_examples=300)
@given(st.text(alphabet="ab.*+?|(){}[]^$\\d0,1-", max_size=14))
def test_whatever_is_taken_is_a_regular_expression_and_is_light(pattern: str) -> None:
    if pattern_fault(pattern) is None:
        assert re.compile(pattern).search("") is None
        assert found(pattern, "a" * 200 + "b") in (True, False)


def test_the_limits_stand_as_they_are_explained_to_authors() -> None:
    assert pattern_fault("a.{0,80}b.{0,80}c") is None
    assert pattern_fault("(one|two).*end") is None
    assert WAYS_LIMIT < 81 * 81 * 81
