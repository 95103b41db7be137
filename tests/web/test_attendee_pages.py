"""An attendee's pages: nothing of anybody else, no script needed, and light."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import uuid4

import pytest

from tests.web.attendee_looks import fine, me, mine, ticket
from tests.web.hall import Hall, PhoneClient, Reply
from tests.web.scenes_attendee import SCENES, at_step, here
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase
from trainer_app.services.phone_floor import MyFloor
from trainer_app.web.render import asset


def test_no_tap_and_no_page_reaches_anybody_else(hall: Hall) -> None:
    """Every gesture is sent as one person, with all ids of another in every field: theirs stays as it was."""
    other = at_step(hall, "Arjun", done=3)
    fine(other.tap("stuck", text="arjuns own words"))
    at_step(hall, done=2)
    theirs = ticket(hall, "Arjun")
    before = _state(hall, "Arjun")
    ids = (hall.world.people["Arjun"].id, theirs.id, mine(hall, "Arjun").check_in.id)  # type: ignore[union-attr]
    step = mine(hall, "Arjun").journey.current  # type: ignore[union-attr]
    for one in ids:
        for gesture in ("withdraw", "step_away", "back", "seat", "exit", "made", "stuck", "done", "not_done", "skip"):
            phone = hall.phone_of("Sakura")  # a new one each time, so that none is too fast
            for field in ("attendee", "ticket"):
                assert phone.tap(gesture, **{field: one, "step": step}).status in {400, 409}, (gesture, field)
        for path in ("/", "/welcome", "/step", "/stuck", "/made", "/exit", "/desk", "/api/me", "/api/find"):
            phone = hall.phone_of("Sakura")
            for field in ("who", "of", "q"):
                assert "rjun" not in phone.get(f"{path}?{field}={one}").text, (path, field)
    for gesture, said in (("done", {"step": step}), ("stuck", {}), ("withdraw", {})):
        fine(hall.phone_of("Sakura").tap(gesture, **said))
    assert _state(hall, "Arjun") == before


def _state(hall: Hall, name: str) -> MyFloor:
    return replace(mine(hall, name), cursor=0)


def test_who_waits_at_the_desk_hears_what_comes_after_their_page_and_nothing_from_before(hall: Hall) -> None:
    phone = hall.phone()
    shown = phone.get(fine(phone.tap("not_listed", name="Mika Sato")).json["go"]).text
    assert 'data-live="true"' in shown
    assert f'data-cursor="{hall.world.services.phones.cursor()}"' in shown


@pytest.mark.parametrize("path", ["/queue", "/door", "/api/queue", "/api/people", "/api/floor"])
def test_pages_of_others_are_not_for_attendees(hall: Hall, path: str) -> None:
    assert here(hall).get(path).status in {303, 403, 404}


@pytest.mark.parametrize("role", [PhoneRole.HELPER, PhoneRole.DOOR])
def test_gestures_of_attendees_are_not_for_others(hall: Hall, role: PhoneRole) -> None:
    phone = hall.phone(role)
    for gesture in ("me", "withdraw", "exit"):
        assert phone.tap(gesture, attendee=uuid4()).status in {400, 403}


def submit(phone: PhoneClient, page: str, gesture: str, **said: object) -> Reply:
    """Send the form of this gesture as a browser without script would: every field it holds, and those filled in."""
    form = re.search(rf'<form[^>]*action="/api/{gesture}".*?</form>', page, re.DOTALL)
    assert form, gesture
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0]))
    reply = phone.submit(f"/api/{gesture}", **{**fields, **said})
    while reply.status == 303:
        reply = phone.get(reply.headers["Location"])
    return fine(reply)


def test_everything_essential_works_without_script(hall: Hall) -> None:
    phone = hall.phone()
    list_page = phone.get("/?q=sak").text
    link = re.search(r'href="(/\?[^"]*who=[^"]+)"', list_page)
    assert link
    welcome = submit(phone, phone.get(link[1].replace("&amp;", "&")).text, "me").text
    assert "Your first hands-on is still open" in welcome
    hall.enter(Phase.HANDS_ON)
    assert "Close video calls" in submit(phone, phone.get("/").text, "system").text
    assert "Step 2 of 12" in submit(phone, phone.get("/").text, "done").text
    key = me(phone)["options"]["errors"][0]["key"]  # type: ignore[index]
    shown = submit(phone, phone.get(f"/stuck?error={key}").text, "stuck", tried=["work_address", "reset"])
    assert "You are next" in shown.text
    assert ticket(hall).tried == ("work_address", "reset")
    submit(phone, phone.get("/").text, "withdraw")
    assert mine(hall).ticket is None
    assert "C3" in submit(phone, phone.get("/welcome").text, "seat", seat="C3").text
    assert "not noted" in submit(phone, phone.get("/welcome").text, "seat", seat="").text


@pytest.mark.parametrize("name", SCENES)
def test_every_page_is_light_and_asks_for_nothing_elsewhere(hall: Hall, name: str) -> None:
    phone, path = SCENES[name](hall)
    page = phone.get(path)
    assert page.status in {200, 410}, page.text
    weight = len(page.body) + sum(len(phone.get(asset(one)).body) for one in ("phone.css", "phone.js"))
    assert weight < 60 * 1024
    for address in re.findall(r'(?:src|href|action)="([^"]*)"', page.text):
        assert address.startswith(("/", "?", "data:,")), address
    assert not re.search(r"<(?!link|script|meta)[^>]*\s(?:style|on\w+)=", page.text)
    ids = re.findall(r'name="id" value="([^"]*)"', page.text)
    assert len(ids) == len(set(ids))


def test_a_retry_of_me_says_the_same(hall: Hall) -> None:
    phone, again = hall.phone(), uuid4()
    first, second = (phone.tap("me", gesture_id=again, attendee=hall.world.people["Sakura"].id) for _ in range(2))
    assert first.json == {"go": "/welcome", "outcome": "checked_in"}
    assert second.json == {"go": "/welcome", "outcome": "checked_in", "repeated": True}
    assert len(hall.world.services.attendance.attempts(hall.session.id)) == 1
