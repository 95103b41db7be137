"""The door's phone over HTTP: every answer with its next steps, one check-in for a person, nothing beyond the door."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from random import Random
from urllib.parse import quote
from uuid import uuid4

import pytest

from tests.exchange.making_photos import Shot, as_jpeg, code_picture, photo
from tests.web.hall import Hall, PhoneClient
from tests.web.scenes_door import SCENES, another, chosen, limit, register
from tests.world import FRONT
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.check_in import InputKind, Outcome
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase
from trainer_app.web import routes

FORM = re.compile(r'action="/api/(\w+)"(.*?)</form>', re.DOTALL)
HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')


@pytest.fixture
def door(hall: Hall) -> PhoneClient:
    return hall.phone(PhoneRole.DOOR)


def forms(page: str) -> list[tuple[str, dict[str, str]]]:
    """Return what can be tapped on a page: gestures with their hidden fields, without the ids."""
    found = [(name, {key: unescape(value) for key, value in HIDDEN.findall(body)}) for name, body in FORM.findall(page)]
    return [(name, {key: value for key, value in fields.items() if key != "id"}) for name, fields in found]


def offered(page: str) -> set[str]:
    return {" ".join(filter(None, (name, fields.get("override", "")))) for name, fields in forms(page)}


def send_photo(
    door: PhoneClient, picture: bytes, *, gesture: object = None, accept: str = "application/json"
) -> object:
    edge = "----badge"
    parts = (("id", str(gesture or uuid4()).encode(), ""), ("photo", picture, '; filename="a.jpg"'))
    body = b"".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + data + b"\r\n"
        for name, data, more in parts
    )
    headers = {"Content-Type": f"multipart/form-data; boundary={edge}", "Origin": door.origin, "Accept": accept}
    return door.send("POST", "/api/photo", body + f"--{edge}--\r\n".encode(), headers)


ANSWERS = [
    ("answer-checked-in", "tone-ok", "Checked in · 10:00", {"undo_check_in", "door_seat"}),
    ("answer-over-places", "tone-ok", "3 of 2 places", {"undo_check_in", "door_seat"}),
    ("answer-already-in", "tone-look", "Already in · since 10:00", {"door_seat"}),
    ("answer-wrong-session", "tone-look", "Registered for", {"choose move", "choose admit_guest"}),
    ("answer-not-registered", "tone-look", "Not registered", {"choose admit_guest"}),
    ("answer-not-on-roster", "tone-info", "Not on the roster", {"walk_in"}),
    ("answer-closed", "tone-stop", "The doors are not open yet.", {"choose reason"}),
    ("answer-full", "tone-stop", "Full · 2 of 2", {"choose reason"}),
    ("answer-unknown-badge", "tone-stop", "This is not one of our codes", set()),
    ("answer-undone", "tone-look", "Taken back", {"choose"}),
]


@pytest.mark.parametrize(("scene", "tone", "words", "steps"), ANSWERS, ids=[one[0] for one in ANSWERS])
def test_each_answer_has_its_colour_its_words_and_its_next_steps(
    hall: Hall, scene: str, tone: str, words: str, steps: set[str]
) -> None:
    phone, path = SCENES[scene](hall)
    first = phone.get(path)
    assert (first.status, phone.get(path).status) == (200, 200)
    assert tone in first.text
    assert words in unescape(first.text)
    assert offered(first.text) == steps
    assert 'href="/door"' in first.text


def test_a_check_in_says_name_team_place_in_the_series_and_what_is_open(hall: Hall) -> None:
    phone, path = SCENES["answer-checked-in"](hall)
    page = unescape(phone.get(path).text)
    for fact in ("Kamala Devi", "Enablement · seat C3", "Session 1 of 2", "First hands-on", "Still open"):
        assert fact in page


def test_whoever_is_registered_elsewhere_is_moved_here_or_let_in_as_a_guest(hall: Hall, door: PhoneClient) -> None:
    other = another(hall)
    register(hall, other, "Liam", "Wei")
    for name, override, guest in (("Liam", "move", False), ("Wei", "admit_guest", True)):
        who = hall.world.people[name]
        assert door.tap("choose", attendee=who.id).json["outcome"] == "wrong_session"
        assert door.tap("choose", attendee=who.id, override=override).json["outcome"] == "checked_in"
        made = hall.world.services.attendance.sheet(hall.session.id).arrived[0].check_in
        assert (made.guest, made.moved_from) == (guest, None if guest else other.id)


def test_closed_doors_open_for_a_reason_and_the_reason_is_kept(hall: Hall, door: PhoneClient) -> None:
    hall.enter(Phase.PLANNED)
    who = hall.world.people["Wei"].id
    assert door.tap("choose", attendee=who).json["outcome"] == "session_closed"
    refused = door.tap("choose", attendee=who, override="reason")
    assert (refused.status, refused.json["trouble"]) == (409, "REASON_MISSING")
    assert door.tap("choose", attendee=who, override="reason", reason="helps us").json["outcome"] == "checked_in"
    made = hall.world.services.attendance.sheet(hall.session.id).arrived[0].check_in
    assert made.override_reason == "helps us"


def test_a_move_decided_before_holds_when_a_reason_is_added(hall: Hall, door: PhoneClient) -> None:
    other = another(hall)
    register(hall, other, "Liam")
    hall.enter(Phase.PLANNED)
    shut = door.tap("choose", attendee=hall.world.people["Liam"].id, override="move").json
    assert shut["outcome"] == "session_closed"
    ((name, fields),) = forms(door.get(shut["go"]).text)
    assert (name, fields["override"]) == ("choose", "move")
    assert door.tap(name, **fields, reason="early").json["outcome"] == "checked_in"
    assert hall.world.services.attendance.sheet(hall.session.id).arrived[0].check_in.moved_from == other.id


def test_a_full_room_lets_in_with_a_reason(hall: Hall, door: PhoneClient) -> None:
    limit(hall, 1, hard=True)
    hall.come("Sakura")
    _door, path = chosen(hall, "Liam", door)
    ((name, fields),) = forms(door.get(path).text)
    assert door.tap(name, **fields, reason="a chair was found").json["outcome"] == "checked_in"


def test_a_name_nobody_has_becomes_a_walk_in(hall: Hall, door: PhoneClient) -> None:
    page = door.get("/door?q=" + quote("Quirin Xaver")).text
    assert forms(page) == [("not_found", {"text": "Quirin Xaver"})]
    asked = door.tap("not_found", text="Quirin Xaver").json
    assert asked["outcome"] == "not_on_roster"
    assert 'name="name" type="text" value="Quirin Xaver"' in door.get(asked["go"]).text
    came = door.tap("walk_in", name="Quirin Xaver", team="Legal").json
    assert came["outcome"] == "checked_in"
    page = door.get(came["go"]).text
    assert "Legal" in page
    assert "walk-in" in page
    assert door.tap("walk_in", name="  ").json["trouble"] == "NAME_MISSING"


def test_a_badge_is_read_typed_photographed_or_by_its_short_code(hall: Hall, door: PhoneClient) -> None:
    services = hall.world.services
    badges = services.people.badges(desk=FRONT)
    typed, shot, short = (hall.world.people[name] for name in ("Sakura", "Arjun", "Zoë"))
    ((name, fields),) = forms(door.get("/door?q=" + badges[typed.id][0].lower()).text)
    assert door.tap(name, code=fields["code"], photo=fields["photo"] == "true").json["outcome"] == "checked_in"
    picture = as_jpeg(photo(badges[shot.id][0], Shot(turn=8, blur=0.2), Random(4)))
    assert send_photo(door, picture).json["outcome"] == "checked_in"
    (row, _none) = forms(door.get("/door?q=" + badges[short.id][1]).text)
    assert row == ("choose", {"attendee": str(short.id)})
    came = {one.attendee.id: one.check_in.input for one in services.attendance.sheet(hall.session.id).arrived}
    assert came == {typed.id: InputKind.NAME, shot.id: InputKind.CAMERA}


def test_a_photo_without_a_badge_and_one_of_a_foreign_code_are_told_apart(hall: Hall, door: PhoneClient) -> None:
    foreign = as_jpeg(code_picture("https://menu.example/" + "lunch" * 80, module=6))
    assert send_photo(door, foreign).json["outcome"] == "unknown_badge"
    blank = send_photo(door, as_jpeg(photo("x", Shot(module=0.2), Random(1))))
    assert (blank.status, blank.json["trouble"]) == (409, "NO_CODE")
    page = send_photo(door, foreign, accept="text/html")
    assert (page.status, page.headers["Location"].partition("=")[0]) == (303, "/door/result?of")


def test_a_misread_badge_is_said_to_be_one_of_ours(hall: Hall, door: PhoneClient) -> None:
    page = door.get("/door?q=T1-7K3MQ")
    assert forms(page.text) == []
    assert "not complete" in page.text


def test_a_retry_after_a_lost_answer_shows_the_first_result(hall: Hall, door: PhoneClient) -> None:
    again, who = uuid4(), hall.world.people["Sakura"].id
    first = door.tap("choose", gesture_id=again, attendee=who).json
    second = door.tap("choose", gesture_id=again, attendee=who).json
    assert second == {**first, "repeated": True}
    assert "Checked in" in door.get(second["go"]).text
    assert hall.world.services.attendance.sheet(hall.session.id).check_ins == 1
    badge = code_picture(hall.world.badge(hall.world.people["Wei"].id))
    same = uuid4()
    answers = [send_photo(door, as_jpeg(badge), gesture=same).json for _ in range(2)]
    assert answers[1] == {**answers[0], "repeated": True}


def test_desk_and_door_at_once_check_in_one_person_once(hall: Hall, door: PhoneClient) -> None:
    services, who = hall.world.services, hall.world.people["Sakura"]

    def at_desk() -> Outcome:
        return services.check_in.choose(hall.world.gesture(hall.session), who.id).outcome

    for _ in range(8):
        with ThreadPoolExecutor(2) as both:
            desk, phone = both.submit(at_desk), both.submit(door.tap, "choose", attendee=who.id)
        told = phone.result().json
        outcomes = {desk.result().value, told["outcome"]}
        assert outcomes == {"checked_in", "already_in"}
        page = unescape(door.get(told["go"]).text)
        assert ("by name, front desk · Facilitator" in page) == (told["outcome"] == "already_in")
        here = services.attendance.sheet(hall.session.id).arrived
        assert len(here) == 1
        line = services.undo.standing("checked_in", subject_id=here[0].check_in.id)
        services.undo.undo(FRONT, cursor=line.cursor)


def test_a_door_takes_back_its_own_check_in_and_no_other(hall: Hall, door: PhoneClient) -> None:
    other = hall.phone(PhoneRole.DOOR, name="Ken")
    _door, path = chosen(hall, "Sakura", door)
    of = path.partition("of=")[2]
    door.tap("door_seat", of=of, seat="C3")  # a later deed does not stand in the way
    assert "undo_check_in" not in offered(other.get(path).text)
    assert other.tap("undo_check_in", of=of).status == 403
    assert door.tap("undo_check_in", of=of).json == {"go": path}
    assert hall.world.services.attendance.sheet(hall.session.id).arrived == ()
    assert door.tap("undo_check_in", of=of).json["trouble"] == "ALREADY_UNDONE"
    assert "Taken back" in door.get(path).text
    _desk, met = chosen(hall, "Arjun", door)
    _again, seen = chosen(hall, "Arjun", other)
    assert met != seen
    assert other.tap("undo_check_in", of=seen.partition("of=")[2]).status == 403


def test_a_check_in_that_is_done_again_at_the_door_can_be_taken_back_again(hall: Hall, door: PhoneClient) -> None:
    _door, path = chosen(hall, "Sakura", door)
    of = path.partition("of=")[2]
    door.tap("undo_check_in", of=of)
    hall.world.services.undo.redo(hall.world.services.undo.history(limit=1)[0].desk)
    assert "Checked in" in door.get(path).text
    assert door.tap("undo_check_in", of=of).status == 200
    assert hall.world.in_room(hall.session) == set()


def test_a_walk_in_taken_back_leaves_nobody_to_check_in_again(hall: Hall, door: PhoneClient) -> None:
    came = door.tap("walk_in", name="Quirin Xaver").json["go"]
    door.tap("undo_check_in", of=came.partition("of=")[2])
    page = door.get(came).text
    assert ("Taken back" in page, offered(page)) == (True, set())


def test_a_seat_is_written_and_cleared(hall: Hall, door: PhoneClient) -> None:
    _door, path = chosen(hall, "Sakura", door)
    of = path.partition("of=")[2]
    for seat, kept in (("C3", "C3"), ("", None)):
        assert door.tap("door_seat", of=of, seat=seat).status == 200
        assert hall.world.services.attendance.sheet(hall.session.id).arrived[0].check_in.seat == kept
    assert door.tap("door_seat", of=uuid4(), seat="A1").json["trouble"] == "GONE"


def test_search_finds_from_the_first_letter_and_tells_twins_and_arrivals_apart(hall: Hall, door: PhoneClient) -> None:
    hall.world.person("Jan de Vries", team="Finance")
    twin = hall.world.services.people.add(Attendee(uuid4(), "Jan de Vries", "j@example.org", "Sales"), desk=FRONT)
    hall.come("Sakura")
    found = door.get("/api/people?q=s").json["people"]
    assert found[0] == {"id": str(hall.world.people["Sakura"].id), "name": "Sakura Nakamura", "since": "10:00"}
    twins = door.get("/api/people?q=jan+de+vries").json["people"]
    assert {one["team"] for one in twins if one["twin"]} == {"Finance", "Sales"}
    page = unescape(door.get("/door?q=" + quote("jan de vries")).text)
    assert "Several people have this name" in page
    assert "Sales · j@example.org" in page
    assert str(twin.id) in page
    assert "in since 10:00" in door.get("/door?q=sakura").text
    assert "Nobody is written like this" in door.get("/door?q=skaura").text
    assert door.get("/api/people?q=").json == {"people": []}


def test_the_room_is_counted_and_the_latest_arrivals_are_named(hall: Hall, door: PhoneClient) -> None:
    assert "Nobody has arrived yet." in door.get("/door").text
    for name in ("Sakura", "Arjun", "Zoë", "Liam", "Wei", "Kenji"):
        hall.world.clock.forward(1)
        hall.come(name)
    page = unescape(door.get("/door").text)
    assert "Kenji Suzuki" in page
    assert "Sakura Nakamura" not in page
    assert door.get("/api/sheet").json == {
        "session": "Hands-on 1", "phase": "doors", "people": 6, "check_ins": 6, "in_room": 6, "expected": 7,
    }  # fmt: skip


def test_an_answer_nobody_was_given_leads_back_to_the_search(hall: Hall, door: PhoneClient) -> None:
    for of in ("", "nonsense", str(uuid4())):
        found = door.get(f"/door/result?of={of}")
        assert (found.status, found.headers["Location"]) == (303, "/door")


def test_an_answer_of_another_session_is_not_shown(hall: Hall, door: PhoneClient) -> None:
    other = hall.world.session("Hands-on 2", days=1)
    made = hall.world.come(hall.world.people["Sakura"], other)
    assert door.get(f"/door/result?of={made.gesture_id}").headers["Location"] == "/door"
    assert door.tap("door_seat", of=made.gesture_id, seat="A1").json["trouble"] == "GONE"


def test_a_door_may_do_nothing_of_a_helper_or_an_attendee(hall: Hall, door: PhoneClient) -> None:
    others = [one for one in routes.GESTURES.values() if PhoneRole.DOOR not in one.roles]
    assert others
    for one in others:
        assert door.tap(one.name).status == 403, one.name
    ours = [one.name for one in routes.GESTURES.values() if PhoneRole.DOOR in one.roles]
    looks = [one.name for one in routes.LOOKS.values() if PhoneRole.DOOR not in one.roles]
    assert all(door.get(f"/api/{name}").status == 403 for name in looks)
    pages = [one for one in routes.PAGES if PhoneRole.DOOR not in one.roles and "{" not in one.path and one.path != "/"]
    assert all(door.get(one.path).status == 403 for one in pages)
    for role in (PhoneRole.ATTENDEE, PhoneRole.HELPER):
        stranger = hall.phone(role, name="Ken")
        assert stranger.get("/door?q=s").status == 403
        assert stranger.get("/api/people?q=s").status == 403
        assert stranger.tap("not_found", text="x").status == 403
        assert {stranger.tap(name).status for name in ours} == {403}


def test_a_form_without_script_is_answered_with_the_answers_page(hall: Hall, door: PhoneClient) -> None:
    page = door.get("/door?q=liam").text
    (name, fields) = forms(page)[0]
    sent = door.submit(f"/api/{name}", id=uuid4(), **fields)
    assert sent.status == 303
    assert "Liam O'Brien" in unescape(door.get(sent.headers["Location"]).text)
    (seat,) = [fields for name, fields in forms(door.get(sent.headers["Location"]).text) if name == "door_seat"]
    assert door.submit("/api/door_seat", id=uuid4(), **seat, seat="B2").status == 303
    badge = hall.world.badge(hall.world.people["Wei"].id)
    ((name, fields),) = forms(door.get("/door?q=" + badge).text)
    assert door.submit(f"/api/{name}", id=uuid4(), **fields).status == 303
    kinds = {one.check_in.input for one in hall.world.services.attendance.sheet(hall.session.id).arrived}
    assert kinds == {InputKind.NAME}


def test_the_live_camera_is_offered_over_https_alone(hall: Hall, door: PhoneClient) -> None:
    assert "/door/camera" not in door.get("/door").text
    assert door.get("/door/camera").headers["Location"] == "/door"


def test_a_session_that_has_not_opened_says_so(hall: Hall) -> None:
    phone, path = SCENES["door-closed"](hall)
    assert "The doors are closed" in phone.get(path).text
