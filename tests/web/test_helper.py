"""A helper's phone over HTTP: who comes next, who goes, how it went, and never two at one card."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from uuid import UUID

from tests.web.hall import Hall, PhoneClient, Reply
from tests.world import FRONT
from trainer_app.domain.help import HelpTicket, TicketState
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase
from trainer_app.services.help_desk import Hand


def at_work(hall: Hall, *names: str) -> list[str]:
    """Let these people come and begin hands-on; return the keys of the steps."""
    hall.come(*names)
    hall.enter(Phase.HANDS_ON)
    return [step.key for step in hall.world.services.checklists.of_session(hall.session.id).steps]


def hand(hall: Hall, name: str, step: str | None = None, *, error: str | None = None) -> HelpTicket:
    who = hall.world.people[name].id
    return hall.world.services.help_desk.ask(Hand(hall.session.id, who, step, error_key=error), desk=FRONT)


def ticket_of(hall: Hall, ticket_id: UUID) -> HelpTicket:
    return hall.world.services.help_desk.of_session(hall.session.id, ticket_id)


def helper(hall: Hall, name: str = "Mei") -> PhoneClient:
    return hall.phone(PhoneRole.HELPER, name=name)


def at_once(calls: dict[str, Callable[[], Reply]]) -> dict[str, Reply]:
    """Call them all in the same moment."""
    gate, replies = threading.Barrier(len(calls)), dict[str, Reply]()

    def call(name: str) -> None:
        gate.wait(10)
        replies[name] = calls[name]()

    threads = [threading.Thread(target=call, args=(name,)) for name in calls]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    return replies


def test_the_first_page_is_the_queue(hall: Hall) -> None:
    mei = helper(hall)
    assert mei.get("/").headers["Location"] == "/queue"
    page = mei.get("/queue")
    assert page.status == 200
    assert "Helper · Mei" in page.text
    assert "1 helper · 0 people" in page.text


def test_i_go_and_solve_it_with_the_remedy_that_worked(hall: Hall) -> None:
    steps = at_work(hall, "Sakura")
    raised = hand(hall, "Sakura", steps[0])
    mei = helper(hall)
    assert "I&#39;ll go" in mei.get("/queue").text
    told = mei.tap("claim", ticket=raised.id).json
    assert told == {"said": "Mei goes to Sakura Nakamura.", "go": "/queue", "outcome": "claimed"}
    page = mei.get("/queue").text
    assert "You go to · 1" in page
    assert "Yours for 10 more minutes." in page
    assert "What helped?" in page
    assert mei.tap("solve", ticket=raised.id, remedy="empty_bin", tried=["other"]).json["outcome"] == "solved"
    solved = ticket_of(hall, raised.id)
    assert (solved.state, solved.remedy_key, solved.tried) == (TicketState.SOLVED, "empty_bin", ("other",))
    assert solved.stages[-1].by == "Mei"


def test_of_two_helpers_at_one_card_exactly_one_wins_and_the_other_sees_who(hall: Hall) -> None:
    steps = at_work(hall, "Sakura")
    both = {name: helper(hall, name) for name in ("Mei", "Tom")}
    for _ in range(5):
        raised = hand(hall, "Sakura", steps[0])
        replies = at_once({name: partial(phone.tap, "claim", ticket=raised.id) for name, phone in both.items()})
        assert sorted(reply.status for reply in replies.values()) == [200, 409]
        winner = next(name for name, reply in replies.items() if reply.status == 200)
        loser = next(name for name in both if name != winner)
        assert replies[loser].json == {"said": f"{winner} is there already.", "trouble": "TAKEN"}
        assert f"{winner} is there" in both[loser].get("/queue").text
        assert ticket_of(hall, raised.id).claimed_by == winner
        both[winner].tap("solve", ticket=raised.id)
