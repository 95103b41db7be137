"""The people of the room on a helper's phone: found by letters, ticked, seated, and asked for."""

from __future__ import annotations

from urllib.parse import quote
from uuid import uuid4

from tests.web import scenes_helper as scenes
from tests.web.hall import HOST, Hall, PhoneClient
from tests.world import FRONT
from trainer_app.domain.help import RaisedBy, TicketMove
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase, SessionKind


def helper(hall: Hall) -> PhoneClient:
    return hall.phone(PhoneRole.HELPER)


def of(hall: Hall, phone: PhoneClient, name: str) -> dict[str, object]:
    """Return what programs are told of this person."""
    who = str(hall.world.people[name].id)
    return next(one for one in phone.get("/api/floor").json["people"] if one["attendee"] == who)


def test_people_stand_by_seat_with_their_step_and_state(hall: Hall) -> None:
    steps = scenes.at_work(hall)
    scenes.ask(hall, "Sakura", steps[7])
    mei = helper(hall)
    page = mei.get("/grid").text
    seats = [page.index(f"<b>{seat}</b>") for seat in ("A1", "A2", "A10", "B2", "B4", "C1", "C3")]
    assert seats == sorted(seats)
    assert "8 of 12 · Sign in from the terminal" in page
    assert "hand up" in page
    assert "Needs somebody <b>2</b>" in page
    needing = mei.get("/grid?only=needs").text
    assert "Sakura" in needing
    assert "Arjun" not in needing


def test_a_search_finds_by_letters_of_name_or_seat_and_says_when_nobody_is_called_so(hall: Hall) -> None:
    scenes.at_work(hall)
    mei = helper(hall)
    for text, found in (("zoe", "Zoë"), ("nakam", "Sakura"), ("c3", "Sakura"), ("石", "石田")):
        page = mei.get(f"/grid?q={quote(text)}").text
        assert page.count('href="/person/') == 1
        assert found in page
    assert "Nobody in this room is called “xyz”." in mei.get("/grid?q=xyz").text
    assert mei.get("/grid?page=nonsense").status == 200


def test_a_step_is_ticked_taken_back_and_skipped_for_somebody(hall: Hall) -> None:
    steps = scenes.at_work(hall)
    mei = helper(hall)
    wei = hall.world.people["Wei"].id
    told = mei.tap("tick", attendee=wei, step=steps[0]).json
    assert told == {"go": f"/person/{wei}"}
    assert of(hall, mei, "Wei")["step"] == steps[1]
    mei.tap("skip_for", attendee=wei, step=steps[1])
    assert (of(hall, mei, "Wei")["step"], of(hall, mei, "Wei")["done"]) == (steps[2], 1)
    page = mei.get(f"/person/{wei}").text
    assert "2 steps done or skipped" in page
    for step in steps[:2]:
        mei.tap("untick", attendee=wei, step=step)
    assert of(hall, mei, "Wei")["step"] == steps[0]
    assert mei.tap("tick", attendee=wei, step="no such step").json["trouble"] == "STEP_MISSING"


def test_the_step_that_completes_is_witnessed_by_the_helper(hall: Hall) -> None:
    scenes.at_work(hall)
    mei = helper(hall)
    completes = next(
        step.key for step in hall.world.services.checklists.of_session(hall.session.id).steps if step.completes
    )
    liam = hall.world.people["Liam"].id
    mei.tap("tick", attendee=liam, step=completes)
    done = hall.world.services.completions.of_attendee(liam)
    assert done is not None
    assert done.witness == "Mei"


def test_a_hand_is_raised_for_somebody_who_does_not_ask(hall: Hall) -> None:
    steps = scenes.at_work(hall)
    mei = helper(hall)
    sakura = hall.world.people["Sakura"].id
    form = mei.get(f"/person/{sakura}").text
    assert "Raise a hand for them" in form
    assert 'value="code_expired"' in form
    said = {"id": uuid4(), "attendee": sakura, "step": steps[7], "error": "code_expired", "tried": "a new code"}
    told = mei.submit("/api/raise_hand", text="The code has expired", **said)
    assert (told.status, told.headers["Location"]) == (303, f"/person/{sakura}")
    (ticket,) = hall.world.services.floor.room(hall.session.id).tickets
    assert (ticket.raised_by, ticket.step_key, ticket.error_key) == (RaisedBy.HAND, steps[7], "code_expired")
    assert (ticket.error_text, ticket.tried) == ("The code has expired", ("a new code",))
    page = mei.get(f"/person/{sakura}").text
    assert "Raise a hand for them" not in page
    assert "I&#39;ll go" in page
    assert mei.tap("raise_hand", attendee=sakura, step="no such step").json["trouble"] == "STEP_MISSING"


def test_a_seat_is_changed_and_taken_away(hall: Hall) -> None:
    scenes.at_work(hall)
    mei = helper(hall)
    wei = hall.world.people["Wei"].id
    assert mei.tap("seat_of", attendee=wei, seat="D7").json["said"] == "Wei Chen sits at D7"
    assert of(hall, mei, "Wei")["seat"] == "D7"
    assert mei.submit("/api/seat_of", id=uuid4(), attendee=wei, seat="").status == 303
    assert "seat" not in of(hall, mei, "Wei")


def test_i_am_with_somebody_from_their_page_and_it_says_who_is_there(hall: Hall) -> None:
    scenes.at_work(hall)
    mei, tom = helper(hall), hall.phone(PhoneRole.HELPER, name="Tom")
    liam = hall.world.people["Liam"].id
    assert "I am with them" in mei.get(f"/person/{liam}").text
    assert mei.tap("visit", attendee=liam).json["go"] == "/queue"
    assert "to your card" in mei.get(f"/person/{liam}").text
    assert "Mei is there" in tom.get(f"/person/{liam}").text
    assert tom.tap("visit", attendee=liam).json["said"] == "Mei is there already."


def test_the_floor_for_programs_says_the_same_as_the_pages(hall: Hall) -> None:
    steps = scenes.at_work(hall)
    parked = scenes.ask(hall, "Arjun", steps[5], error="certificate")
    hall.world.services.help_desk.move(parked.id, TicketMove.PARK, desk=FRONT)
    scenes.ask(hall, "Sakura", steps[7], text="localhost refused")
    mei = helper(hall)
    floor = mei.get("/api/floor").json
    assert floor["phase"] == "hands_on"
    assert floor["counts"] == {"helpers": 1, "people": 7, "waiting": 1, "helped": 0}
    assert [(one["state"], one["step"]) for one in floor["hands"]] == [("open", steps[7]), ("parked", steps[5])]
    assert floor["hands"][0]["text"] == "localhost refused"
    assert of(hall, mei, "Sakura")["state"] == "hand"
    assert "@" not in mei.get("/api/floor").text + mei.get("/grid").text  # nobody's address leaves the laptop


def test_before_the_doors_open_and_without_steps_there_is_something_to_say(hall: Hall) -> None:
    world = hall.world
    planned = world.session("Hands-on 2", days=1, phase=None)
    hall.host.start(planned.id, desk=FRONT, hosts=[HOST])
    mei = helper(hall)
    for path in ("/queue", "/grid"):
        assert "The doors are not open yet" in mei.get(path).text
    why = world.session("Why", days=0.1, kind=SessionKind.AWARENESS)
    world.come(world.people["Sakura"], why)
    hall.host.start(why.id, desk=FRONT, hosts=[HOST])
    mei = helper(hall)
    sakura = world.people["Sakura"].id
    page = mei.get(f"/person/{sakura}").text
    assert "This session has no steps." in page
    assert "Sakura" in mei.get("/grid").text
    assert mei.tap("raise_hand", attendee=sakura, text="no sound").status == 200
    queue = mei.get("/queue").text
    assert "Asked for help · 1" in queue
    assert "no sound" in queue
    assert mei.tap("tick", attendee=sakura, step="any").json["trouble"] == "CHECKLIST_MISSING"


def test_before_anybody_is_in_the_pages_say_so_and_when_it_is_over_they_thank(hall: Hall) -> None:
    mei = helper(hall)
    for path in ("/queue", "/grid"):
        assert "Nobody is in the room yet" in mei.get(path).text
    assert mei.get(f"/person/{uuid4()}").status == 409
    assert mei.get("/person/nonsense").status == 409
    hall.enter(Phase.ENDED)
    over = mei.get("/queue")
    assert over.status == 410
    assert "This session has ended. Thank you for coming." in over.text
