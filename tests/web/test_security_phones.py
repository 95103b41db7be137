"""Phones against each other: what one may learn of, do to, or pass off as another; guessing; and being shut out."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tests.web import hall as halls
from tests.web.hall import Hall, PhoneClient
from tests.web.raw import unhurried
from tests.world import FRONT
from trainer_app.domain.errors import Refused
from trainer_app.domain.phone import PIN_TRIES, PhoneRole, PhoneTrouble
from trainer_app.domain.session import Phase
from trainer_app.services.phones import Ask
from trainer_app.web.access import COOKIE, JOINING, cookie_of
from trainer_app.web.gestures import Answer
from trainer_app.web.limits import SEARCHES, SHOWN, SHOWN_HERE

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
TURNED = "\u202etxet\u202c \u2066"


def phone_id(phone: PhoneClient) -> UUID:
    return UUID(hex=phone.cookies[COOKIE].partition(".")[0])


def test_what_people_write_is_text_on_everybody_elses_page(tmp_path: Path) -> None:
    with halls.hall(tmp_path, people=(f"Sakura {EVIL}", "Arjun Patel")) as hall:
        hall.come("Sakura", "Arjun")
        hall.enter(Phase.HANDS_ON)
        phone, door = hall.phone_of("Sakura"), hall.phone(PhoneRole.DOOR, name=f"Mei {EVIL}"[:80])
        helper = hall.phone(PhoneRole.HELPER, name=f"Wei {EVIL}"[:80])
        step = phone.get("/api/me").json["step"]
        assert phone.tap("seat", seat='"><script>x</scr').status == 200
        assert phone.tap("stuck", step=step, text=EVIL, tried=[EVIL[:60]], error=EVIL[:60]).status == 200
        assert phone.tap("exit", next_use=EVIL, in_the_way=EVIL, made=EVIL).status == 200
        assert hall.phone().tap("not_listed", name=EVIL).status == 200
        assert door.tap("not_found", text=EVIL).status == 200
        person = hall.world.people["Sakura"].id
        pages = [helper.get(path) for path in ("/queue", "/grid", f"/person/{person}", f"/grid?q={'%3Cscript%3E'}")]
        pages += [phone.get(path) for path in ("/", "/stuck", "/exit", "/welcome")]
        pages += [door.get(path) for path in ("/door", "/door?q=%22%3E%3Cscript%3E", "/door/walk-in?name=%3Cscript%3E")]
        pages += [door.get(door.tap("choose", attendee=person).json["go"])]
        for page in pages:
            assert page.status == 200
            assert "<script>alert" not in page.text
            assert "<script>x" not in page.text
            assert "<img" not in page.text
        assert any("&lt;script&gt;" in page.text for page in pages)


def test_what_turns_letters_round_stays_with_who_wrote_it(hall: Hall) -> None:
    hall.come("Sakura")
    hall.enter(Phase.HANDS_ON)
    phone, helper = hall.phone_of("Sakura"), hall.phone(PhoneRole.HELPER, name=f"Wei{TURNED}")
    phone.tap("seat", seat=TURNED)
    phone.tap("stuck", text=f"help {TURNED}\x00\x07")
    for page in (helper.get("/queue"), helper.get("/grid"), helper.get("/api/floor"), phone.get("/")):
        assert page.status == 200
        assert not set(TURNED) - set("txe ") & set(page.text)
        assert "\\u0007" not in page.text


def test_a_phone_acts_for_nobody_but_its_own_person(hall: Hall) -> None:
    hall.come("Sakura", "Arjun")
    hall.enter(Phase.HANDS_ON)
    sakura, arjun = hall.phone_of("Sakura"), hall.phone_of("Arjun")
    arjun.tap("stuck")
    before = arjun.get("/api/me").json
    ticket = hall.world.services.floor.look(hall.session.id).floor.signals.hands[0].ticket_id
    whom = hall.world.people["Arjun"].id
    for gesture in ("withdraw", "step_away", "back"):
        assert sakura.tap(gesture).status == 200  # their own ticket, of which there is none
        for more in ({"ticket": ticket}, {"attendee": whom}):
            assert sakura.tap(gesture, **more).status == 400
    for gesture in ("done", "not_done", "skip", "nudge", "stuck"):
        assert sakura.tap(gesture, step=before["step"], attendee=whom).status == 400
    assert arjun.get("/api/me").json == {**before, "cursor": arjun.get("/api/me").json["cursor"]}


def test_an_answer_of_the_door_is_shown_to_the_phone_that_asked_and_no_other(hall: Hall) -> None:
    asked, other = hall.phone(), hall.phone()
    go = asked.tap("not_listed", name="Somebody Nobody Expects").json["go"]
    assert "Somebody" in asked.get(go).text
    assert other.get(go).headers["Location"] == "/"


def test_another_phones_gesture_is_not_done_again_and_its_answer_not_told(hall: Hall) -> None:
    hall.come("Sakura", "Arjun")
    hall.enter(Phase.HANDS_ON)
    again, step = uuid4(), hall.phone_of("Sakura").get("/api/me").json["step"]
    first, second = hall.phone_of("Sakura"), hall.phone_of("Arjun")
    assert first.tap("done", gesture_id=again, step=step).status == 200
    told = second.tap("done", gesture_id=again, step=step)
    assert (told.status, told.json["trouble"]) == (409, "GESTURE_REUSED")
    assert second.get("/api/me").json["step"] == step


def test_a_helper_moves_no_ticket_of_another_session(hall: Hall) -> None:
    hall.come("Sakura")
    hall.enter(Phase.HANDS_ON)
    hall.phone_of("Sakura").tap("stuck")
    ticket = hall.world.services.floor.look(hall.session.id).floor.signals.hands[0].ticket_id
    other = hall.world.session("Hands-on 2", phase=Phase.HANDS_ON)
    hall.host.start(other.id, desk=FRONT, hosts=["127.0.0.1"])
    helper = hall.phone(PhoneRole.HELPER)
    for gesture in ("claim", "solve", "hand_back", "cant_find", "park", "waits_again"):
        assert helper.tap(gesture, ticket=ticket).status == 409
    assert helper.tap("tick", attendee=hall.world.people["Sakura"].id, step="preflight").status == 409
    assert helper.get(f"/person/{hall.world.people['Sakura'].id}").status == 409


def test_nobody_guesses_the_pin_by_asking_often_or_at_once(hall: Hall) -> None:
    unhurried(hall)
    path, pin = hall.path_to_join(PhoneRole.HELPER), hall.host.status().pin
    wrong = f"{(int(pin) + 1) % 10**6:06d}"

    def tries(_: int) -> str:
        phone = PhoneClient(hall.port)
        phone.get(path)
        return phone.submit("/join", pin=wrong, name="Mallory").text

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(tries, range(24)))
    assert sum("not the PIN" in one for one in told) == PIN_TRIES
    assert sum("Too many wrong" in one for one in told) == 24 - PIN_TRIES
    late = PhoneClient(hall.port)
    late.get(path)
    assert late.submit("/join", pin=pin, name="Mei").status == 409  # the right one counts no more than a wrong one now
    hall.host.rotate()
    assert hall.phone(PhoneRole.HELPER).get("/queue").status == 200  # a new one at the desk, and it goes on


def test_a_code_that_was_photographed_counts_for_half_a_minute(hall: Hall) -> None:
    path = hall.path_to_join(PhoneRole.ATTENDEE)
    hall.world.clock.forward(29 / 60)
    assert PhoneClient(hall.port).get(path).status == 303
    hall.world.clock.forward(2 / 60)
    assert PhoneClient(hall.port).get(path).status == 410


def test_codes_of_one_role_open_no_other(hall: Hall) -> None:
    phone = PhoneClient(hall.port)
    phone.get(hall.path_to_join(PhoneRole.ATTENDEE))
    assert phone.get("/queue").status == 403
    phone.cookies[JOINING] = hall.path_to_join(PhoneRole.ATTENDEE).rpartition("/")[2]  # tossed in by somebody
    assert phone.submit("/join", pin="", name="Mallory").status == 303
    assert phone.get("/queue").status == 403


def test_a_cookie_put_there_before_is_not_what_a_phone_joins_with(hall: Hall) -> None:
    fixed = f"{uuid4().hex}.known"
    phone = PhoneClient(hall.port, {COOKIE: fixed})
    assert phone.get(hall.path_to_join(PhoneRole.ATTENDEE)).status == 303
    assert phone.cookies[COOKIE] != fixed
    first = phone.cookies[COOKIE]
    phone.get(hall.path_to_join(PhoneRole.HELPER))
    phone.submit("/join", pin=hall.host.status().pin, name="Mei")
    assert phone.cookies[COOKIE] != first
    assert JOINING not in phone.cookies
    assert PhoneClient(hall.port, {COOKIE: first}).get("/step").status == 401  # what it was before is over


@pytest.mark.parametrize("cookie", ["", ".", "x", "{id}", "{id}.", "{id}.x", "{other}.{secret}", "{id}.{secret}x"])
def test_half_a_cookie_is_none(hall: Hall, cookie: str) -> None:
    mine, other = hall.phone_of("Sakura"), hall.phone_of("Arjun")
    name, _, secret = mine.cookies[COOKIE].partition(".")
    given = cookie.format(id=name, secret=secret, other=other.cookies[COOKIE].partition(".")[0])
    assert PhoneClient(hall.port, {COOKIE: given}).get("/api/me").status == 401


def test_a_phone_that_is_shut_out_moves_nothing_any_more(hall: Hall) -> None:
    hall.come("Sakura")
    hall.enter(Phase.HANDS_ON)
    phone = hall.phone_of("Sakura")
    step, services = phone.get("/api/me").json["step"], hall.world.services
    on_its_way = services.phones.everybody(hall.session.id)[phone_id(phone)][0]
    services.phones.revoke([phone_id(phone)], desk=FRONT)
    assert phone.tap("done", step=step).status == 401
    assert phone.get("/").status == 401
    assert phone.get("/live").status == 401
    with pytest.raises(Refused) as refused:  # and so is what had come through the gate a moment before
        services.phones.once(on_its_way, Ask(uuid4(), "done", {}), dict)
    assert refused.value.code is PhoneTrouble.REVOKED


def letters() -> list[str]:
    vowels, rest = "aeiou", "bdhjklmnprstwyz"
    return [f"{one}{two}{three}" for one in rest for two in vowels for three in rest]


def names_seen(phone: PhoneClient, starts: list[str]) -> set[str]:
    return {one["name"] for start in starts for one in phone.get(f"/api/find?q={start}").json.get("people", ())}


ROSTER = tuple(f"{start.title()}{at}er Person{at}" for at, start in enumerate(letters()[:300]))


def test_one_phone_reads_no_list_of_names(tmp_path: Path) -> None:
    with halls.hall(tmp_path, people=ROSTER) as hall:
        unhurried(hall)
        assert 0 < len(names_seen(hall.phone(), letters()[:60])) <= min(SHOWN + 5, SEARCHES)
        assert "people" not in hall.phone().get("/api/find?q=b").json
        assert "people" not in hall.phone().get("/api/find?q=%25%25%25").json
        assert "people" not in hall.phone().get("/api/find?q=___").json


def test_joining_anew_from_one_address_does_not_read_on(tmp_path: Path) -> None:
    with halls.hall(tmp_path, people=ROSTER) as hall:
        unhurried(hall)
        session = hall.world.services.sessions.get(hall.session.id)
        hall.world.services.sessions.change(replace(session, capacity=20), desk=FRONT)
        seen: set[str] = set()
        for at in range(0, 300, 20):
            hall.world.clock.forward(0.3)
            seen |= names_seen(hall.phone(), letters()[at : at + 20])
        assert 60 < len(seen) <= SHOWN_HERE + SHOWN
        found = hall.phone().get("/api/find?q=sak").json
        assert found.get("hint")


def test_a_secret_is_as_long_as_it_needs_to_be(hall: Hall) -> None:
    joined = hall.world.services.phones.join(hall.session.id, PhoneRole.ATTENDEE)
    assert len(joined.secret) >= 30
    assert cookie_of(joined.phone, joined.secret).isascii()
    assert len(hall.path_to_join(PhoneRole.ATTENDEE).rpartition("/")[2]) >= 9
    assert json.loads(hall.phone().tap("me", attendee=uuid4()).body).keys() >= {"said"}
    assert Answer().said is None
