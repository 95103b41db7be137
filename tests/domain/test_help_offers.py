"""What a helper is offered: the error that was met, what to try first, and who has the same trouble."""

from __future__ import annotations

from tests.domain.a_room import a_step, at, person, phases, ticket
from trainer_app.domain.assess import assess
from trainer_app.domain.checklist import Checklist, KnownError, Remedy, Step
from trainer_app.domain.floor import FloorSignals, Room
from trainer_app.domain.help import HelpTicket
from trainer_app.domain.help_figures import RemedyRecord
from trainer_app.domain.help_offers import error_of, error_title, offers, remedy_texts, shared_troubles, step_of
from trainer_app.domain.session import Phase

PROXY, STORE = Remedy("proxy", "Set the proxy."), Remedy("store", "Use the store.")
SPACE = Remedy("proxy", "Empty the bin.")  # another error uses the same key
SSL = KnownError("ssl", "The certificate is not trusted", "certificate", "", (PROXY, STORE))
DISK = KnownError("disk", "The disk is full", "no space", "", (SPACE,))
STEP = a_step("a", errors=(DISK, SSL))
LIST = Checklist("list", "List", 1, (STEP, a_step("b")))


def signals(*tickets: HelpTicket) -> FloorSignals:
    room = Room(LIST, phases((Phase.HANDS_ON, 0)), [person(one) for one in range(1, 9)], tickets=tickets)
    return assess(room, at(5)).signals


def offered(step: Step | None, one: HelpTicket, *records: RemedyRecord) -> list[str]:
    return [remedy.text for remedy, _ in offers(step, signals(one).hands[0], records=records)]


def test_the_error_is_the_one_they_named_or_the_one_their_words_show() -> None:
    named, told, unknown, silent = (
        ticket(1, 1, 0, error_key="disk", error_text="bad certificate"),
        ticket(1, 1, 0, error_text="SSL: bad certificate"),
        ticket(1, 1, 0, error_text="it smokes"),
        ticket(1, 1, 0),
    )
    met = [error_of(STEP, signals(one).hands[0]) for one in (named, told, unknown, silent)]
    assert met == ["disk", "ssl", None, None]
    assert error_of(None, signals(told).hands[0]) is None
    assert error_title(STEP, "ssl") == "The certificate is not trusted"
    assert error_title(STEP, None) is error_title(None, "ssl") is None


def test_what_was_tried_with_them_comes_last_however_often_it_worked() -> None:
    best = RemedyRecord("a", "ssl", "proxy", worked=6, tried=7)
    assert offered(STEP, ticket(1, 1, 0, error_key="ssl"), best) == ["Set the proxy.", "Use the store."]
    tried = ticket(1, 1, 0, error_key="ssl", tried=("proxy",))
    assert offered(STEP, tried, best) == ["Use the store.", "Set the proxy."]
    assert offered(None, tried) == []


def test_a_key_two_errors_share_means_the_remedy_of_the_error_that_was_met() -> None:
    assert remedy_texts(STEP, "ssl")["proxy"] == "Set the proxy"
    assert remedy_texts(STEP, "disk")["proxy"] == "Empty the bin"
    assert remedy_texts(None, "ssl") == {}


def test_three_with_one_trouble_are_a_group_and_two_are_not() -> None:
    three = [ticket(one, one, one, error_key="ssl") for one in (1, 2, 3)]
    two = [ticket(one, one, one, "b") for one in (4, 5)]
    groups = shared_troubles(signals(*three, *two).hands, [*three, *two])
    assert [(one.step_key, one.error_key, len(one.tickets)) for one in groups] == [("a", "ssl", 3)]


def test_a_step_is_found_by_its_key() -> None:
    assert step_of(LIST, "a") is STEP
    assert step_of(LIST, "z") is step_of(LIST, None) is None
