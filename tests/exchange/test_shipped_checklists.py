from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from trainer_app import paths
from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import Checklist, recognise, remedies_for, text_for
from trainer_app.domain.checklist_document import digest, from_document, to_document
from trainer_app.domain.error_pattern import found
from trainer_app.exchange.checklist_file import read_checklist, write_checklist

FILES = sorted(paths.resource("checklists").glob("*.toml"))


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def shipped(request: pytest.FixtureRequest) -> Checklist:
    return read_checklist(request.param)


@pytest.fixture(scope="module")
def assistant() -> Checklist:
    return read_checklist(paths.resource("checklists", "command_line_ai_assistant.toml"))


@pytest.fixture(scope="module")
def generic() -> Checklist:
    return read_checklist(paths.resource("checklists", "generic.toml"))


def test_two_checklists_are_shipped_under_their_own_names() -> None:
    assert [path.stem for path in FILES] == ["command_line_ai_assistant", "generic"]
    assert [read_checklist(path).key for path in FILES] == [path.stem for path in FILES]


def test_a_shipped_file_says_at_its_top_how_to_edit_it() -> None:
    for path in FILES:
        assert path.read_text("utf-8").startswith("# "), path
        assert "edit" in path.read_text("utf-8")[:400], path


def test_written_and_read_again_it_is_the_same(shipped: Checklist, tmp_path: Path) -> None:
    copy = tmp_path / "copy.toml"
    copy.write_text(write_checklist(shipped), "utf-8")
    assert read_checklist(copy) == shipped
    assert from_document(to_document(shipped)) == shipped
    assert digest(read_checklist(copy)) == digest(shipped)


def test_everybody_finds_a_body_at_every_step_and_what_to_see(shipped: Checklist) -> None:
    for step in shipped.steps:
        for system in System:
            assert text_for(step.bodies, system), (step.key, system)
            assert text_for(step.expected, system), (step.key, system)


def test_every_step_was_checked_has_an_owner_and_a_way_around_it(shipped: Checklist) -> None:
    for step in shipped.steps:
        assert step.checked_on is not None, step.key
        assert step.checked_on >= date(2026, 11, 21), step.key
        assert step.owner, step.key
        assert step.fallback, step.key


def test_every_known_error_has_something_to_try(shipped: Checklist) -> None:
    for step in shipped.steps:
        for error in step.errors:
            assert error.remedies, (step.key, error.key)
            offered = [len(remedies_for(error, system)) for system in System]
            assert 0 < max(offered) <= 5, (step.key, error.key)


def test_what_holds_no_trouble_is_recognised_as_none(shipped: Checklist) -> None:
    for step in shipped.steps:
        for text in ("", "ok", "done", "I am fine, thank you", "Everything works"):
            assert recognise(step, text) is None, (step.key, text)


def test_it_holds_no_curly_quotes_that_would_break_a_pasted_command(shipped: Checklist) -> None:
    for step in shipped.steps:
        texts = [*step.bodies.values(), *step.verify.values(), step.fallback or ""]
        texts += [remedy.text for error in step.errors for remedy in error.remedies]
        assert not any(sign in text for text in texts for sign in "\u2018\u2019\u201c\u201d\u2013\u2014\u00a0"), (
            step.key
        )


def test_the_assistant_s_steps_are_the_known_twelve_in_an_hour(assistant: Checklist) -> None:
    assert [step.key for step in assistant.steps] == [
        "preflight",
        "account",
        "network",
        "terminal",
        "git",
        "install",
        "new_terminal",
        "sign_in",
        "practice_folder",
        "first_prompt",
        "first_change",
        "wrap_up",
    ]
    assert all(2 <= step.minutes <= 8 for step in assistant.steps)
    assert 45 <= sum(step.minutes for step in assistant.steps) <= 75
    assert [step.key for step in assistant.steps if step.completes] == ["first_change"]
    assert {step.key for step in assistant.steps if step.machine_wait} == {"git", "install"}
    assert sum(len(step.errors) for step in assistant.steps) >= 25


def test_the_generic_one_is_short(generic: Checklist) -> None:
    assert len(generic.steps) <= 6
    assert [step.key for step in generic.steps if step.completes] == ["own_task"]


@pytest.mark.parametrize(
    ("step", "output"),
    [
        ("terminal", "\nMajor  Minor  Build  Revision\n-----  -----  -----  --------\n5      1      26100  4202\n"),
        ("terminal", "Major  Minor  Patch  PreReleaseLabel BuildLabel\n-----  -----  -----\n7      5      4"),
        ("terminal", "/bin/zsh"),
        ("terminal", "/usr/bin/fish"),
        ("git", "git version 2.50.1 (Apple Git-155)"),
        ("git", "git version 2.47.1.windows.2"),
        ("install", "==> Installing Codex CLI\nCodex CLI 0.150.0 installed successfully."),
        ("install", "added 2 packages in 9s"),
        ("install", "codex was successfully installed!"),
        ("new_terminal", "codex-cli 0.150.0"),
        ("sign_in", "Logged in using ChatGPT"),
        ("sign_in", "Logged in using an API key - sk-proj-***ABCDE"),
        ("practice_folder", "On branch main\nnothing to commit, working tree clean"),
        ("first_prompt", r"Directory: ~\first-steps"),
        ("first_change", "?? index.html"),
        ("wrap_up", "3f1c2aa (HEAD -> main) My first page\n1e0b7de Start"),
    ],
)
def test_what_people_see_when_it_worked_is_expected_and_no_error(assistant: Checklist, step: str, output: str) -> None:
    found_step = assistant.step(step)
    assert found_step.expected_pattern
    assert found(found_step.expected_pattern, output)
    assert recognise(found_step, output) is None


@pytest.mark.parametrize(
    ("step", "output"),
    [
        ("git", "git: command not found"),
        ("new_terminal", "zsh: command not found: codex"),
        ("sign_in", "Not logged in"),
        ("practice_folder", "fatal: not a git repository"),
        ("first_change", "?? notes2.txt"),
        ("wrap_up", "1e0b7de Start"),
    ],
)
def test_what_people_see_when_it_did_not_work_is_not_expected(assistant: Checklist, step: str, output: str) -> None:
    pattern = assistant.step(step).expected_pattern
    assert pattern
    assert not found(pattern, output)


SEEN = tomllib.loads(Path(__file__).with_name("seen_errors.toml").read_text("utf-8"))["seen"]


@pytest.mark.parametrize("seen", SEEN, ids=lambda seen: f"{seen['at']}-{seen['is']}")
def test_an_error_people_really_see_is_recognised_and_can_be_helped(assistant: Checklist, seen: dict[str, str]) -> None:
    system = System(seen["on"]) if "on" in seen else None
    error = recognise(assistant.step(seen["at"]), seen["text"], system=system)
    assert error is not None
    assert error.key == seen["is"]
    assert remedies_for(error, system)


def test_every_known_error_of_the_assistant_was_seen_above(assistant: Checklist) -> None:
    known = {(step.key, error.key) for step in assistant.steps for error in step.errors}
    assert known == {(seen["at"], seen["is"]) for seen in SEEN}


@pytest.mark.parametrize(
    ("step", "text", "key"),
    [
        ("ready", "You're offline. ERR_INTERNET_DISCONNECTED", "no_network"),
        ("sign_in", "Incorrect username or password", "refused"),
        ("sign_in", "You don't have permission to open this page. Contact your administrator", "no_access"),
        ("sign_in", "This site is blocked by Contoso", "blocked"),
        ("open", "The program is not responding", "does_not_start"),
        ("guided_task", "You have reached your limit of messages. Try again later.", "limit"),
        ("guided_task", "Something went wrong while generating the response", "breaks_off"),
        ("own_task", "I have no idea for a task", "no_idea"),
        ("own_task", "the answer is wrong", "bad_result"),
    ],
)
def test_the_generic_one_recognises_what_any_tool_says(generic: Checklist, step: str, text: str, key: str) -> None:
    error = recognise(generic.step(step), text)
    assert error is not None
    assert error.key == key
