"""A helper's phone over HTTP: who comes next, who goes, how it went, and never two at one card."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

from tests.web import scenes_helper as scenes
from tests.web.hall import Hall, PhoneClient, Reply
from tests.world import FRONT
from trainer_app.domain.changes import Changes, Topic
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


def ticket_of_other(hall: Hall, ticket: HelpTicket) -> HelpTicket:
    return hall.world.services.help_desk.of_session(ticket.session_id, ticket.id)


def seen_now(hall: Hall, phone: PhoneClient) -> str:
    """Return the queue as of now: the test's clock has gone on, and a look is shared for two seconds of ours."""
    hall.world.services.feed.announce(Changes(1, frozenset({Topic.FLOOR})))
    return phone.get("/queue").text


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


def test_without_script_claiming_and_solving_work_and_a_refusal_is_a_page(hall: Hall) -> None:
    steps = at_work(hall, "Sakura")
    raised = hand(hall, "Sakura", steps[0])
    mei, tom = helper(hall), helper(hall, "Tom")
    told = mei.submit("/api/claim", id=uuid4(), ticket=raised.id)
    assert (told.status, told.headers["Location"]) == (303, "/queue")
    refused = tom.submit("/api/claim", id=uuid4(), ticket=raised.id)
    assert refused.status == 409
    assert "Mei is there already." in refused.text
    assert mei.submit("/api/solve", id=uuid4(), ticket=raised.id, remedy="something_else").status == 303
    assert ticket_of(hall, raised.id).remedy_key == "something_else"


def test_a_claim_runs_out_after_ten_minutes_and_who_held_it_can_still_report(hall: Hall) -> None:
    steps = at_work(hall, "Sakura", "Arjun")
    raised = hand(hall, "Sakura", steps[0])
    mei, tom = helper(hall), helper(hall, "Tom")
    mei.tap("claim", ticket=raised.id)
    hall.world.clock.forward(9.5)
    assert "Yours for less than a minute more" in seen_now(hall, mei)
    hall.world.clock.forward(1)
    assert "Your ten minutes are over" in seen_now(hall, mei)
    theirs = seen_now(hall, tom)
    assert "Asked for help · 1" in theirs
    assert "Mei is there" not in theirs
    assert mei.tap("solve", ticket=raised.id).json["outcome"] == "solved"
    assert ticket_of(hall, raised.id).stages[-1].by == "Mei"


def test_still_here_renews_a_claim_and_after_it_ran_out_somebody_else_may_have_it(hall: Hall) -> None:
    steps = at_work(hall, "Sakura")
    raised = hand(hall, "Sakura", steps[0])
    mei, tom = helper(hall), helper(hall, "Tom")
    mei.tap("claim", ticket=raised.id)
    hall.world.clock.forward(8)
    assert mei.tap("claim", ticket=raised.id).status == 200
    hall.world.clock.forward(8)
    assert tom.tap("claim", ticket=raised.id).json["said"] == "Mei is there already."
    hall.world.clock.forward(3)
    assert tom.tap("claim", ticket=raised.id).status == 200
    assert mei.tap("claim", ticket=raised.id).json["said"] == "Tom is there already."
    assert mei.tap("hand_back", ticket=raised.id).json["said"] == "Tom is there already."


def test_parked_and_not_found_keep_their_place_until_they_wait_again(hall: Hall) -> None:
    steps = at_work(hall, "Sakura", "Arjun", "Zoë")
    first, second, third = (hand(hall, name, steps[0]) for name in ("Sakura", "Arjun", "Zoë"))
    mei = helper(hall)
    for ticket, gesture, state in ((first, "park", "parked"), (second, "cant_find", "cant_find")):
        mei.tap("claim", ticket=ticket.id)
        assert mei.tap(gesture, ticket=ticket.id).json["outcome"] == state
    page = mei.get("/queue").text
    assert "Parked or not found · 2" in page
    assert "Asked for help · 1" in page
    hall.world.clock.forward(5)
    assert mei.tap("waits_again", ticket=second.id).json["outcome"] == "open"
    assert mei.tap("claim", ticket=first.id).json["outcome"] == "claimed"
    assert (
        mei.tap("hand_back", ticket=first.id, tried=["empty_bin"], other="a restart").json["outcome"] == "handed_back"
    )
    assert ticket_of(hall, first.id).tried == ("empty_bin", "a restart")
    order = [one["ticket"] for one in mei.get("/api/floor").json["hands"]]
    ahead = [str(one.id) for one in (second, third)]  # nobody was with these two yet
    assert order == [*ahead, str(first.id)]
    assert mei.tap("waits_again", ticket=third.id).json["trouble"] == "NOT_HELD"


def test_take_all_takes_everybody_with_one_trouble_who_is_still_free(hall: Hall) -> None:
    steps = at_work(hall, "Sakura", "Arjun", "Zoë", "Liam", "Wei")
    same = [hand(hall, name, steps[2], error="certificate") for name in ("Sakura", "Arjun", "Zoë", "Liam")]
    other = hand(hall, "Wei", steps[2])
    mei, tom = helper(hall), helper(hall, "Tom")
    tom.tap("claim", ticket=same[0].id)
    page = mei.get("/queue").text
    assert "3 are at" in page
    assert "Take all" in page
    told = mei.tap("take_all", step=steps[2], error="certificate").json
    assert told == {"said": "Mei takes all 3.", "outcome": "3", "go": "/queue"}
    assert [ticket_of(hall, one.id).claimed_by for one in same] == ["Tom", "Mei", "Mei", "Mei"]
    assert ticket_of(hall, other.id).state is TicketState.OPEN
    assert "You go to · 3" in mei.get("/queue").text
    again = mei.tap("take_all", step=steps[2], error="certificate").json
    assert (again["outcome"], again["said"]) == ("0", "Somebody was quicker: nobody is left to take.")


def test_of_two_who_take_all_at_once_each_person_has_one_helper(hall: Hall) -> None:
    steps = at_work(hall, "Sakura", "Arjun", "Zoë")
    for name in ("Sakura", "Arjun", "Zoë"):
        hand(hall, name, steps[2])
    both = {name: helper(hall, name) for name in ("Mei", "Tom")}
    replies = at_once({name: partial(phone.tap, "take_all", step=steps[2]) for name, phone in both.items()})
    assert sorted(reply.json["outcome"] for reply in replies.values()) == ["0", "3"]


def test_somebody_the_clock_points_at_is_visited_or_is_fine(hall: Hall) -> None:
    steps = at_work(hall, "Sakura", "Arjun")
    hall.world.clock.forward(30)
    mei = helper(hall)
    sakura, arjun = (str(hall.world.people[name].id) for name in ("Sakura", "Arjun"))
    ideas = mei.get("/api/floor").json["suggestions"]
    assert {one["attendee"] for one in ideas} == {sakura, arjun}
    page = mei.get("/queue").text
    assert "They are fine" in page
    assert mei.tap("visit", attendee=sakura, step=steps[0], raised_by="suggestion").json["outcome"] == "claimed"
    assert mei.tap("spoke", attendee=arjun, raised_by="say_hello").json == {
        "said": "Noted: somebody was with Arjun Patel.",
        "outcome": "solved",
    }
    assert "You go to · 1" in mei.get("/queue").text
    assert mei.get("/api/floor").json["suggestions"] == []


def test_whom_nobody_spoke_to_is_greeted_with_one_tap(hall: Hall) -> None:
    scenes.unspoken(hall)
    mei = helper(hall)
    quiet = [one["attendee"] for one in mei.get("/api/floor").json["hello"]]
    assert quiet
    page = mei.get("/queue").text
    assert f"Say hello · {len(quiet)}" in page
    assert "nobody spoke to them" in page
    assert mei.tap("spoke", attendee=quiet[0], raised_by="say_hello").json["outcome"] == "solved"
    assert quiet[0] not in {one["attendee"] for one in mei.get("/api/floor").json["hello"]}


def test_a_hello_does_not_close_what_somebody_has_asked_meanwhile(hall: Hall) -> None:
    steps = at_work(hall, "Sakura")
    raised = hand(hall, "Sakura", steps[0])
    mei = helper(hall)
    assert mei.tap("spoke", attendee=raised.attendee_id).json["outcome"] == "claimed"
    assert ticket_of(hall, raised.id).claimed_by == "Mei"


def test_an_alarm_offers_to_show_the_fix_to_everyone(hall: Hall) -> None:
    steps = at_work(hall, "Sakura", "Arjun", "Zoë")
    for name in ("Sakura", "Arjun", "Zoë"):
        hand(hall, name, steps[0])
    mei = helper(hall)
    assert "Show the fix to everyone on this step" in mei.get("/queue").text
    assert mei.tap("show_fix", step=steps[0]).json["said"].startswith("The fix for")
    assert [one.step_key for one in hall.world.services.floor.room(hall.session.id).fixes] == [steps[0]]


def test_tickets_and_people_of_another_session_are_out_of_reach(hall: Hall) -> None:
    steps = at_work(hall, "Sakura")
    world = hall.world
    elsewhere = world.session("Hands-on 2", days=0.01)
    stranger = world.person("Xaver Elsewhere")
    world.come(stranger, elsewhere)
    theirs = world.services.help_desk.ask(Hand(elsewhere.id, stranger.id), desk=FRONT)
    mei = helper(hall)
    assert mei.tap("claim", ticket=theirs.id).json["trouble"] == "GONE"
    for gesture in ("visit", "spoke", "raise_hand", "seat_of"):
        assert mei.tap(gesture, attendee=stranger.id).status == 409, gesture
    for gesture in ("tick", "untick", "skip_for"):
        assert mei.tap(gesture, attendee=stranger.id, step=steps[0]).status == 409, gesture
    assert mei.get(f"/person/{stranger.id}").status == 409
    assert "Xaver" not in mei.get("/queue").text + mei.get("/grid").text + mei.get("/api/floor").text
    assert ticket_of_other(hall, theirs) == theirs


def test_an_attendee_and_the_door_reach_nothing_of_a_helpers(hall: Hall) -> None:
    at_work(hall, "Sakura")
    raised = hand(hall, "Sakura")
    for phone in (hall.phone_of("Sakura"), hall.phone(PhoneRole.DOOR, name="Ann")):
        assert [phone.get(path).status for path in ("/queue", "/grid", "/api/floor")] == [403] * 3
        assert phone.get(f"/person/{raised.attendee_id}").status == 403
        assert phone.tap("claim", ticket=raised.id).status == 403


def test_hands_ring_but_not_the_one_i_put_there(hall: Hall) -> None:
    steps = at_work(hall, "Sakura", "Arjun")
    mei, tom = helper(hall), helper(hall, "Tom")
    raised = hand(hall, "Sakura", steps[0])
    mark = raised.id.hex[-10:]
    assert f'data-ring="{mark}"' in mei.get("/queue").text
    mei.tap("claim", ticket=raised.id)
    page = mei.get("/grid").text
    assert 'data-ring=""' in page
    assert "data-ring-hush" in page
    mei.tap("hand_back", ticket=raised.id)
    assert 'data-ring=""' in mei.get("/queue").text
    assert f'data-ring="{mark}"' in tom.get("/queue").text


def test_a_long_queue_stays_light_and_shows_more_when_asked(hall: Hall) -> None:
    steps = at_work(hall)
    world = hall.world
    for number in range(400):
        who = world.person(f"Guest{number:03} Of A Very Large Room")
        world.come(who, hall.session)
        if number < 40:
            said = Hand(hall.session.id, who.id, steps[number % 6], error_text=f"error {number} on the screen")
            world.services.help_desk.ask(said, desk=FRONT)
    world.clock.forward(20)
    mei = helper(hall)
    page = mei.get("/queue")
    assert len(page.body) < 60_000
    assert page.text.count("/api/claim") == 20
    assert "Show 20 more" in page.text
    assert mei.get("/queue?more=asked&n=60").text.count("/api/claim") == 40
    grid = mei.get("/grid?page=10")
    assert len(grid.body) < 60_000
    assert "361 to 400 of 400" in grid.text
