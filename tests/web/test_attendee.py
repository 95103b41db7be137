"""An attendee's phone over HTTP: finding oneself, and being in."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from tests.exchange.making_photos import Shot, as_jpeg, photo
from tests.web.attendee_looks import fine, found, me, mine
from tests.web.hall import Hall
from tests.web.scenes_attendee import here
from tests.web.test_door import send_photo
from tests.world import FRONT
from trainer_app.domain.attendee import Role, System
from trainer_app.domain.check_in import InputKind, Outcome, Override, OverrideKind
from trainer_app.domain.completion import Moment
from trainer_app.domain.session import Phase
from trainer_app.services.check_in import NewPerson
from trainer_app.web.attendee_taps import WRONG_BADGES
from trainer_app.web.limits import SEARCHES


def test_three_letters_find_a_name_word_or_the_beginning_of_an_address(hall: Hall) -> None:
    phone = hall.phone()
    assert found(phone, "sak") == found(phone, "nakam") == found(phone, "sakura.na") == ["Sakura Nakamura"]
    assert found(phone, "zoe") == ["Zoë Lefèvre"]


def test_fewer_letters_a_team_a_guess_or_somebody_elses_domain_find_nobody(hall: Hall) -> None:
    hall.world.person("Kanako Mori", team="Salesforce")
    phone = hall.phone()
    for text in ("sa", "s", "", "sakxra", "saels", "salesforce", "example", "%"):
        assert found(phone, text.replace("%", "%25")) == [], text


def test_two_characters_of_a_name_in_kana_or_han_are_enough(hall: Hall) -> None:
    phone = hall.phone()
    assert found(phone, "%E7%9F%B3%E7%94%B0") == ["石田 菜穂子"]
    assert found(phone, "%E7%9F%B3") == []


def test_more_than_five_people_are_nobody_until_more_letters_come(hall: Hall) -> None:
    for number in range(6):
        hall.world.person(f"Takeshi {'abcdef'[number]}yama")
    phone = hall.phone()
    told = phone.get("/api/find?q=takeshi").json
    assert told == {"hint": "Several people begin like this. Type a few more letters."}
    assert found(phone, "takeshi%20b") == ["Takeshi byama"]


def test_namesakes_are_told_apart_by_team_and_nobody_elses_team_is_told(hall: Hall) -> None:
    for team in ("Sales", "Finance"):
        hall.world.person("Ren Ito", team=team)
    hall.world.person("Reni Bauer", team="Legal")
    people = hall.phone().get("/api/find?q=ren").json["people"]
    assert [(one["name"], one.get("team")) for one in people] == [
        ("Ren Ito", "Finance"),
        ("Ren Ito", "Sales"),
        ("Reni Bauer", None),
    ]


def test_no_address_is_ever_shown(hall: Hall) -> None:
    phone = hall.phone()
    for path in ("/?q=sakura", "/api/find?q=sakura", f"/?q=sak&who={hall.world.people['Sakura'].id}"):
        assert "@" not in phone.get(path).text


def test_staff_are_not_among_the_people_found(hall: Hall) -> None:
    hall.world.person("Sakurako Staff", role=Role.STAFF)
    assert found(hall.phone(), "sakurako") == []


def test_a_phone_may_look_up_so_many_names_and_then_asks_at_the_desk(hall: Hall) -> None:
    phone = hall.phone()
    for number in range(SEARCHES):
        found(phone, f"{'abcdefghijklmnopqrstuvwxyz'[number]}xy")
    assert found(phone, "axyz") == []  # one that was begun before may go on
    assert phone.get("/api/find?q=sakura").json == {"hint": "That was a lot of names. Please ask at the desk."}
    assert "ask at the desk" in phone.get("/?q=sakura").text
    assert found(hall.phone(), "sakura") == ["Sakura Nakamura"]  # another phone is another person


def test_only_who_was_found_by_this_phone_is_asked_about(hall: Hall) -> None:
    phone, path = hall.phone(), f"/?who={hall.world.people['Sakura'].id}"
    assert "Sakura" not in phone.get(path).text
    found(phone, "sakura")
    assert "You are Sakura Nakamura?" in phone.get(path).text
    assert "Sakura" not in hall.phone().get(path).text


def test_once_it_is_known_whose_it_is_a_phone_finds_nobody(hall: Hall) -> None:
    phone = here(hall)
    assert found(phone, "arjun") == []
    assert "Arjun" not in phone.get("/?q=arjun").text


def test_saying_who_one_is_checks_in_by_phone_and_welcomes(hall: Hall) -> None:
    phone = hall.phone()
    told = fine(phone.tap("me", attendee=hall.world.people["Sakura"].id)).json
    assert told == {"go": "/welcome", "outcome": "checked_in"}
    came = mine(hall).check_in
    assert came
    assert came.input is InputKind.PHONE
    assert came.desk.author == "Sakura Nakamura"
    assert "You&#39;re in, Sakura" in phone.get("/").text


def test_who_is_in_already_is_told_since_when(hall: Hall) -> None:
    hall.come("Sakura")
    phone = hall.phone()
    told = phone.tap("me", attendee=hall.world.people["Sakura"].id).json
    assert told["outcome"] == "already_in"
    page = phone.get(told["go"]).text
    assert "Already in · since 10:00" in page
    assert "by name, front desk" in page
    assert "tone-look" in page


def test_a_badge_checks_in_and_proves_who_one_is(hall: Hall) -> None:
    first = here(hall)
    badge = hall.world.badge(hall.world.people["Sakura"].id)
    second = hall.phone()
    assert second.tap("badge", code=badge).json["outcome"] == "already_in"
    assert me(second)["name"] == "Sakura Nakamura"
    assert first.get("/api/me").status == 401  # the badge is in the other hand now


def test_a_photographed_badge_does_what_its_code_would(hall: Hall) -> None:
    picture = as_jpeg(photo(hall.world.badge(hall.world.people["Sakura"].id), Shot(turn=8, blur=0.2), Random(4)))
    phone = hall.phone()
    assert send_photo(phone, picture).json == {"go": "/welcome", "outcome": "checked_in"}
    assert me(phone)["name"] == "Sakura Nakamura"


def test_the_badge_of_staff_is_sent_to_the_helpers_code(hall: Hall) -> None:
    staff = hall.world.person("Hana Kato", role=Role.STAFF)
    phone = hall.phone()
    fine(phone.tap("badge", code=hall.world.badge(staff.id)))
    page = phone.get("/").text
    assert "You are here as staff" in page
    assert "PIN of the helpers" in page


def test_a_short_code_finds_but_proves_nothing(hall: Hall) -> None:
    short = hall.world.services.people.badges(desk=FRONT)[hall.world.people["Sakura"].id][1]
    assert hall.phone().tap("badge", code=short.lower()).json["outcome"] == "checked_in"
    second = hall.phone()
    assert second.tap("badge", code=short).json == {"go": "/", "outcome": "waits"}


def test_an_unknown_badge_is_answered_in_the_desks_words(hall: Hall) -> None:
    phone = hall.phone()
    told = phone.tap("badge", code="4006381333931").json
    assert told["outcome"] == "unknown_badge"
    page = phone.get(told["go"]).text
    assert "Unknown badge" in page
    assert "This is not one of our codes." in page
    assert "tone-stop" in page
    assert hall.phone().get(told["go"]).status == 303  # nobody else's answer


def test_codes_cannot_be_tried_through(hall: Hall) -> None:
    phone = hall.phone()
    for number in range(WRONG_BADGES):
        fine(phone.tap("badge", code=f"code {number}"))
    badge = hall.world.badge(hall.world.people["Sakura"].id)
    assert phone.tap("badge", code=badge).json["trouble"] == "TOO_FAST"


def test_a_name_that_is_not_listed_is_kept_for_the_desk(hall: Hall) -> None:
    phone = hall.phone()
    told = phone.tap("not_listed", name="Xylo Phonsson").json
    page = phone.get(told["go"]).text
    assert "Not on the roster" in page
    assert "Xylo Phonsson" in page
    (kept,) = hall.world.services.attendance.attempts(hall.session.id)
    assert (kept.outcome, kept.raw, kept.input) == (Outcome.NOT_ON_ROSTER, "Xylo Phonsson", InputKind.PHONE)


def test_who_was_let_in_as_a_walk_in_goes_on_with_one_tap(hall: Hall) -> None:
    phone = hall.phone()
    path = phone.tap("not_listed", name="Xylo Phonsson").json["go"]
    assert "the desk has let me in" not in phone.get(path).text
    let_in = hall.world.services.check_in.walk_in(hall.world.gesture(hall.session), NewPerson("Xylo Phonsson"))
    assert "I am Xylo Phonsson, and the desk has let me in" in phone.get(path).text
    assert let_in.attendee
    assert phone.tap("me", attendee=let_in.attendee.id).json["outcome"] == "already_in"


@pytest.mark.parametrize("outcome", ["wrong_session", "not_registered", "full", "session_closed"])
def test_the_doubtful_are_sent_to_the_desk_and_go_on_when_let_in(hall: Hall, outcome: str) -> None:
    _make_doubtful(hall, outcome)
    phone, who = hall.phone(), hall.world.people["Sakura"]
    assert phone.tap("me", attendee=who.id).json == {"go": "/", "outcome": outcome}
    page = phone.get("/").text
    assert "Please come to the desk" in page
    assert me(phone)["outcome"] == outcome
    assert phone.tap("done", step="preflight").status == 409
    gesture = hall.world.gesture(hall.session)
    how = Override(OverrideKind.REASON, "the facilitator said so")
    hall.world.services.check_in.choose(gesture, who.id, override=how)
    assert "You&#39;re in, Sakura" in phone.get("/").text


def _make_doubtful(hall: Hall, outcome: str) -> None:
    services, who = hall.world.services, hall.world.people["Sakura"].id
    if outcome == "wrong_session":
        other = hall.world.session("Hands-on 2", days=2, phase=None)
        services.sessions.register(other.id, [who], desk=FRONT)
    if outcome in {"wrong_session", "not_registered"}:
        services.sessions.register(hall.session.id, [hall.world.people["Kenji"].id], desk=FRONT)
    if outcome == "full":
        services.sessions.change(replace(hall.session, capacity=1, hard_capacity=True), desk=FRONT)
        hall.come("Kenji")
    if outcome == "session_closed":
        hall.enter(Phase.PLANNED)


def test_a_closed_door_may_be_tried_again_once_it_is_open(hall: Hall) -> None:
    hall.enter(Phase.PLANNED)
    phone, who = hall.phone(), hall.world.people["Sakura"].id
    phone.tap("me", attendee=who)
    hall.enter(Phase.DOORS)
    assert "Try to check in again" in phone.get("/").text
    assert phone.tap("me", attendee=who).json["outcome"] == "checked_in"


def test_a_second_phone_waits_for_a_nod_and_sees_nothing_until_then(hall: Hall) -> None:
    first = here(hall)
    second = hall.phone()
    assert second.tap("me", attendee=hall.world.people["Sakura"].id).json == {"go": "/", "outcome": "waits"}
    assert "A nod is needed" in second.get("/").text
    assert me(second) == {"session": "Hands-on 1", "phase": "doors", "cursor": me(first)["cursor"], "waits": True}
    assert second.tap("seat", seat="A1").json["trouble"] == "NOBODY_YET"
    assert second.get("/stuck").status == 303
    (waiting,) = [one.phone for one in hall.world.services.phones.roll(hall.session.id) if one.phone.waits]
    hall.world.services.phones.nod(waiting.id, yes=True, desk=FRONT)
    assert "You&#39;re in, Sakura" in second.get("/").text
    assert first.get("/").status == 401


def test_a_phone_stays_its_persons(hall: Hall) -> None:
    phone = here(hall)
    assert phone.tap("me", attendee=hall.world.people["Arjun"].id).json["trouble"] == "NOT_YOURS"
    assert phone.tap("badge", code=hall.world.badge(hall.world.people["Arjun"].id)).json["trouble"] == "NOT_YOURS"
    assert mine(hall, "Arjun").came is None


def test_an_undone_check_in_says_so_and_can_be_made_again(hall: Hall) -> None:
    phone = here(hall)
    hall.world.services.undo.undo(FRONT)
    assert "Your check-in was taken back" in phone.get("/").text


def test_seat_system_and_confidence_are_kept(hall: Hall) -> None:
    phone = here(hall, system=None)
    fine(phone.tap("seat", seat="C3"))
    fine(phone.tap("system", system="macos"))
    fine(phone.tap("confidence", moment="before", value=2))
    known = mine(hall)
    assert known.check_in
    assert (known.check_in.seat, known.person.system) == ("C3", System.MACOS)
    assert known.confidence == ((Moment.BEFORE, 2),)
    fine(phone.tap("seat"))
    assert "seat" not in me(phone)


def test_the_welcome_says_which_session_it_is_and_what_is_open(hall: Hall) -> None:
    hall.world.session("Hands-on 2", days=2, phase=None)
    page = here(hall).get("/").text
    assert "Session 1 of 2. Your first hands-on is still open." in page


def test_a_confidence_is_one_to_five(hall: Hall) -> None:
    phone = here(hall)
    for value in (0, 6, "3", None):
        assert phone.tap("confidence", moment="before", value=value).status == 400
