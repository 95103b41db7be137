from __future__ import annotations

import pytest

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import Checklist, KnownError, Remedy, Step, recognise, remedies_for, text_for

ANY = Remedy("again", "Run it again.")
WINDOWS = Remedy("cmd", "Use the other name.", System.WINDOWS)
MACOS = Remedy("brew", "Use Homebrew.", System.MACOS)


def an_error(key: str, pattern: str, *remedies: Remedy) -> KnownError:
    return KnownError(key, key.title(), pattern, "Because.", remedies)


def a_step(*errors: KnownError) -> Step:
    return Step("one", "One", "Why", 3, {None: "Do it."}, {}, {}, errors=errors)


def test_an_error_text_is_recognised_whatever_its_case() -> None:
    denied = an_error("denied", "eacces|permission denied", ANY)
    assert recognise(a_step(denied), "npm ERR! code EACCES") is denied


def test_an_unknown_text_is_recognised_as_nothing() -> None:
    assert recognise(a_step(an_error("denied", "EACCES", ANY)), "all went well") is None
    assert recognise(a_step(), "EACCES") is None


def test_the_author_s_order_decides_between_two_that_fit() -> None:
    special, general = an_error("special", "not found: npm", ANY), an_error("general", "not found", ANY)
    assert recognise(a_step(special, general), "zsh: command not found: npm") is special
    assert recognise(a_step(general, special), "zsh: command not found: npm") is general


def test_an_error_with_a_way_out_on_this_system_comes_first() -> None:
    mac, everywhere = an_error("mac", "denied", MACOS), an_error("everywhere", "denied", ANY)
    step = a_step(mac, everywhere)
    assert recognise(step, "access denied", system=System.WINDOWS) is everywhere
    assert recognise(step, "access denied", system=System.MACOS) is mac
    assert recognise(step, "access denied") is mac


def test_an_error_of_another_system_is_still_named_when_nothing_else_fits() -> None:
    mac = an_error("mac", "xcrun", MACOS)
    assert recognise(a_step(mac), "xcrun: error", system=System.LINUX) is mac


def test_remedies_are_those_of_the_system_in_the_author_s_order() -> None:
    error = an_error("denied", "denied", WINDOWS, ANY, MACOS)
    assert remedies_for(error, System.WINDOWS) == (WINDOWS, ANY)
    assert remedies_for(error, System.LINUX) == (ANY,)
    assert remedies_for(error) == (WINDOWS, ANY, MACOS)


def test_a_system_without_its_own_text_gets_the_one_for_everybody() -> None:
    texts = {System.WINDOWS: "Press the Windows key.", None: "Open the menu."}
    assert text_for(texts, System.WINDOWS) == "Press the Windows key."
    assert text_for(texts, System.LINUX) == "Open the menu."
    assert text_for(texts, None) == "Open the menu."
    assert text_for({System.MACOS: "echo"}, System.LINUX) is None


def test_a_step_is_found_by_its_key() -> None:
    step = a_step()
    checklist = Checklist("c", "C", 1, (step,))
    assert checklist.step("one") is step
    with pytest.raises(KeyError):
        checklist.step("two")
