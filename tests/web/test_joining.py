"""Joining: a code and a PIN make a phone a door's or helper's; who cannot join is told what to do."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.web.hall import Hall, PhoneClient
from trainer_app.domain.phone import PIN_TRIES, PhoneRole
from trainer_app.domain.session import Phase


@pytest.fixture
def scanned(hall: Hall) -> PhoneClient:
    """A phone that has scanned the door's code and stands before the PIN."""
    client = PhoneClient(hall.port)
    assert client.get(hall.path_to_join(PhoneRole.DOOR)).headers["Location"] == "/join"
    return client


def other_pin(hall: Hall) -> str:
    return f"{(int(hall.host.status().pin) + 1) % 10**6:06d}"


def phones(hall: Hall) -> dict[str | None, PhoneRole]:
    return {one.phone.name: one.phone.role for one in hall.world.services.phones.roll(hall.session.id)}


def value_of(page: str, field: str) -> str:
    found = re.search(rf'<input id="{field}"[^>]* value="([^"]*)"', page)
    assert found
    return unescape(found.group(1))


def test_the_form_says_who_one_will_be_and_asks_for_pin_and_name(hall: Hall, scanned: PhoneClient) -> None:
    page = scanned.get("/join")
    assert page.status == 200
    for said in ("You join as: Door", "You check people in with this phone.", 'inputmode="numeric"', 'method="post"'):
        assert said in page.text
    assert "Mei" not in page.text


def test_names_of_helpers_are_not_shown_before_the_pin_is_right(hall: Hall) -> None:
    hall.phone(PhoneRole.HELPER, name="Kofi Mensah")
    client = PhoneClient(hall.port)
    client.get(hall.path_to_join(PhoneRole.HELPER))
    wrong = client.submit("/join", pin=other_pin(hall), name="Kofi Mensah")
    assert "goes by the name" not in wrong.text
    assert "Kofi" not in client.get("/join").text


def test_spaces_in_the_pin_do_not_matter(hall: Hall, scanned: PhoneClient) -> None:
    pin = hall.host.status().pin
    told = scanned.submit("/join", pin=f" {pin[:3]} {pin[3:]} ", name="  Mei  Tanaka ")
    assert (told.status, told.headers["Location"]) == (303, "/")
    assert phones(hall) == {"Mei Tanaka": PhoneRole.DOOR}
    assert scanned.cookies.keys() == {"trainer"}
    assert scanned.get("/door").status == 200


def test_a_wrong_pin_is_said_at_its_field_and_the_name_stays(hall: Hall, scanned: PhoneClient) -> None:
    told = scanned.submit("/join", pin=other_pin(hall), name="Mei")
    assert told.status == 409
    assert "That is not the PIN shown at the desk." in told.text
    assert re.search(r'<input id="pin"[^>]*aria-invalid="true"', told.text)
    assert (value_of(told.text, "pin"), value_of(told.text, "name")) == ("", "Mei")
    assert phones(hall) == {}


def test_after_too_many_wrong_pins_the_right_one_counts_no_more(hall: Hall, scanned: PhoneClient) -> None:
    for _ in range(PIN_TRIES):
        scanned.submit("/join", pin=other_pin(hall), name="Mei")
    told = scanned.submit("/join", pin=hall.host.status().pin, name="Mei")
    assert told.status == 409
    assert "Too many wrong PINs were tried." in told.text
    assert phones(hall) == {}


def test_a_name_that_is_taken_can_be_taken_over(hall: Hall, scanned: PhoneClient) -> None:
    old = hall.phone(PhoneRole.DOOR, name="Mei")
    told = scanned.submit("/join", pin=hall.host.status().pin, name="mei")
    assert told.status == 409
    assert "Another phone goes by the name mei already." in told.text
    assert 'name="instead"' in told.text
    pin, name = value_of(told.text, "pin"), value_of(told.text, "name")
    assert scanned.submit("/join", pin=pin, name=name, instead="yes").status == 303
    assert scanned.get("/door").status == 200
    assert old.get("/door").status == 401


def test_a_blank_name_is_said_at_its_field(hall: Hall, scanned: PhoneClient) -> None:
    told = scanned.submit("/join", pin=hall.host.status().pin, name="   ")
    assert "Say who you are: a first name is enough." in told.text
    assert re.search(r'<input id="name"[^>]*aria-invalid="true"', told.text)


def test_neither_pin_nor_code_stands_in_an_address_or_is_kept_by_the_browser(hall: Hall) -> None:
    client = PhoneClient(hall.port)
    scanned = client.get(hall.path_to_join(PhoneRole.DOOR))
    assert scanned.headers["Location"] == "/join"
    assert scanned.headers["Cache-Control"] == "no-store"
    told = client.submit("/join", pin=hall.host.status().pin, name="Mei")
    assert told.headers["Location"] == "/"
    assert hall.host.status().pin not in client.get("/join").text


def test_a_phone_that_is_the_door_already_stays_it(hall: Hall) -> None:
    door = hall.phone(PhoneRole.DOOR)
    kept = dict(door.cookies)
    assert door.get(hall.path_to_join(PhoneRole.DOOR)).headers["Location"] == "/"
    assert door.cookies == kept
    assert phones(hall) == {"Mei": PhoneRole.DOOR}


def test_an_attendees_phone_becomes_the_door_after_the_pin(hall: Hall) -> None:
    phone = hall.phone_of("Sakura")
    phone.get(hall.path_to_join(PhoneRole.DOOR))
    assert "So far this phone is: Attendee. With the PIN it becomes: Door." in phone.get("/join").text
    assert phone.submit("/join", pin=other_pin(hall), name="Mei").status == 409
    assert phone.get("/door").status == 403
    assert phone.submit("/join", pin=hall.host.status().pin, name="Mei").status == 303
    assert phone.get("/door").status == 200
    assert phones(hall) == {"Mei": PhoneRole.DOOR}  # the attendee's phone is gone, so that Sakura may bring another


def test_a_helper_who_scans_the_attendees_code_is_asked_first(hall: Hall) -> None:
    helper = hall.phone(PhoneRole.HELPER)
    kept = dict(helper.cookies)
    assert helper.get(hall.path_to_join(PhoneRole.ATTENDEE)).headers["Location"] == "/join"
    page = unescape(helper.get("/join").text)
    assert "It belongs to Mei (Helper)." in page
    assert helper.cookies["trainer"] == kept["trainer"]
    assert phones(hall) == {"Mei": PhoneRole.HELPER}
    assert helper.submit("/join").headers["Location"] == "/"
    assert phones(hall) == {None: PhoneRole.ATTENDEE}
    assert helper.get("/queue").status == 403


def test_an_old_code_says_what_to_do(hall: Hall) -> None:
    old = hall.path_to_join(PhoneRole.DOOR)
    hall.host.rotate()
    told = PhoneClient(hall.port).get(old)
    assert told.status == 410
    for said in ("Scan the code again", "This code is not shown any more.", "Tap the link that appears."):
        assert said in told.text


def test_a_code_rotated_while_the_pin_was_typed_is_old(hall: Hall, scanned: PhoneClient) -> None:
    hall.host.rotate()
    assert scanned.submit("/join", pin=hall.host.status().pin, name="Mei").status == 410
    assert scanned.get("/join").status == 410


def test_a_phone_nobody_knows_is_told_to_scan(hall: Hall) -> None:
    for path in ("/", "/door", "/queue", "/step"):
        told = PhoneClient(hall.port).get(path)
        assert told.status == 401
        assert "Scan the code in the room" in told.text
        assert "<svg" in told.text


def test_a_page_that_is_not_for_this_phone_leads_back(hall: Hall) -> None:
    told = hall.phone().get("/door")
    assert told.status == 403
    assert 'href="/"' in told.text


def test_after_the_session_there_is_no_way_back_in(hall: Hall) -> None:
    door = hall.phone(PhoneRole.DOOR)
    path = hall.path_to_join(PhoneRole.ATTENDEE)
    hall.enter(Phase.ENDED)
    for told in (door.get("/door"), PhoneClient(hall.port).get(path)):
        assert told.status == 410
        assert "Thank you for coming." in told.text
        assert 'href="/"' not in told.text
