"""Phones of a session: how they join, how they are known again, and whose they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tests.services.phone_rooms import here, join, kinds, known, phone_of, who
from tests.services.rollouts import lines
from tests.world import DOOR, FRONT, World, opened, refused
from trainer_app.domain.attendee import PeopleTrouble
from trainer_app.domain.changes import Desk
from trainer_app.domain.phone import Phone, PhoneRole, PhoneTrouble
from trainer_app.domain.session import Phase, SessionTrouble
from trainer_app.services.phones import Ask, Joined, PhoneService, desk_of

NOBODY = "Forgotten person"


@pytest.fixture
def phones(world: World) -> PhoneService:
    return world.services.phones


def ask() -> Ask:
    return Ask(uuid4(), "done", {"step": "terminal"})


def test_a_phone_that_joined_is_known_by_its_secret_and_by_nothing_else(world: World) -> None:
    joined, other = join(world), join(world)
    assert known(world, joined) == replace(joined.phone, seen_at=joined.phone.made_at)
    stranger = replace(joined.phone, id=uuid4())
    for wrong in (Joined(joined.phone, other.secret), Joined(joined.phone, ""), Joined(stranger, joined.secret)):
        with refused(PhoneTrouble.UNKNOWN):
            known(world, wrong)
    assert joined.secret.encode() not in world.path.read_bytes()


def test_helpers_and_doors_have_a_name_and_attendees_have_none(world: World) -> None:
    for role in (PhoneRole.HELPER, PhoneRole.DOOR):
        with refused(PhoneTrouble.NAME_MISSING):
            join(world, role, name=" \n")
    assert join(world, PhoneRole.HELPER, name="  Mei \t Nakagawa ").phone.name == "Mei Nakagawa"
    assert join(world, name="Mei Nakagawa").phone.name is None


def test_a_name_is_taken_until_another_phone_takes_its_place(world: World, phones: PhoneService) -> None:
    first = join(world, PhoneRole.HELPER, name="Mei")
    with refused(PhoneTrouble.NAME_TAKEN):
        join(world, PhoneRole.DOOR, name="MEI")
    before = lines(world)
    second = join(world, PhoneRole.DOOR, name="mei", instead=True)
    assert kinds(world, before) == ["phone_revoked", "phone_joined"]
    with refused(PhoneTrouble.REVOKED):
        known(world, first)
    assert [one.phone.id for one in phones.roll(here(world))] == [second.phone.id]


def test_a_name_is_free_in_another_session_and_after_its_phone_was_shut_out(world: World, phones: PhoneService) -> None:
    elsewhere = world.session("Hands-on 2", days=1)
    first = join(world, PhoneRole.HELPER, name="Mei")
    assert phones.join(elsewhere.id, PhoneRole.HELPER, name="Mei")
    phones.revoke([first.phone.id], desk=FRONT)
    assert join(world, PhoneRole.HELPER, name="Mei")


def test_nobody_joins_a_session_that_has_ended_or_is_gone(world: World, phones: PhoneService) -> None:
    with refused(SessionTrouble.GONE):
        phones.join(uuid4(), PhoneRole.ATTENDEE)
    world.services.sessions.enter(here(world), Phase.ENDED, desk=FRONT)
    with refused(PhoneTrouble.OVER):
        join(world)
    with refused(PhoneTrouble.OVER):
        phones.switch_on(here(world), port=8443, secure=True, desk=FRONT)


def test_the_end_of_a_session_refuses_its_phones_and_undoing_it_lets_them_in_again(
    world: World, phones: PhoneService
) -> None:
    joined = join(world)
    phones.switch_on(here(world), port=8443, secure=True, desk=DOOR)
    world.services.sessions.enter(here(world), Phase.ENDED, desk=FRONT)
    assert phones.standing() is None
    for act in (
        lambda: known(world, joined),
        lambda: phones.belongs(joined.phone.id, who(world, "Aiko"), sure=True),
        lambda: phones.once(joined.phone, ask(), dict),
    ):
        with refused(PhoneTrouble.OVER):
            act()
    world.services.undo.undo(FRONT)
    assert known(world, joined).id == joined.phone.id
    assert phones.standing().session_id == here(world)


def test_switching_on_is_told_once_and_switching_over_tells_of_both(world: World, phones: PhoneService) -> None:
    other = world.session("Hands-on 2", days=1)
    before = lines(world)
    for session_id, port in ((here(world), 8443), (here(world), 8444), (other.id, 8444)):
        phones.switch_on(session_id, port=port, secure=False, desk=FRONT)
        assert (phones.standing().session_id, phones.standing().port) == (session_id, port)
    phones.switch_off(desk=FRONT)
    phones.switch_off(desk=FRONT)
    assert phones.standing() is None
    assert kinds(world, before) == ["phones_on", "phones_off", "phones_on", "phones_off"]


def test_after_the_program_was_opened_again_phones_are_on_and_known(tmp_path: Path) -> None:
    with opened(tmp_path / "trainer.db") as world:
        world.person("Aiko Tanaka")
        world.session("Hands-on 1")
        world.services.phones.switch_on(here(world), port=8443, secure=True, desk=FRONT)
        joined = join(world)
        gesture = ask()
        first = world.services.phones.once(joined.phone, gesture, lambda: {"go": "/hand"})
        kept = world.services.phones.standing()
    with opened(tmp_path / "trainer.db") as world:
        assert world.services.phones.standing() == kept
        assert known(world, joined).id == joined.phone.id
        again = world.services.phones.once(joined.phone, gesture, lambda: pytest.fail("acted again"))
        assert again == {**first, "repeated": True}


def test_a_phone_is_somebodys_at_once_where_they_have_no_other(world: World, phones: PhoneService) -> None:
    mine = phones.belongs(join(world).phone.id, who(world, "Aiko"), sure=False)
    assert mine.is_theirs
    assert [one.person for one in phones.roll(here(world))] == ["Aiko Tanaka"]
    line = world.services.undo.history(limit=1)[0]
    assert (line.deed.kind, line.desk.author) == ("phone_known", "Aiko Tanaka")


def test_a_second_phone_waits_for_a_nod_and_then_the_first_is_shut_out(world: World, phones: PhoneService) -> None:
    first, second = join(world), join(world)
    phones.belongs(first.phone.id, who(world, "Aiko"), sure=False)
    waiting = phones.belongs(second.phone.id, who(world, "Aiko"), sure=False)
    assert waiting.waits
    assert not waiting.is_theirs
    assert "Aiko" not in world.services.undo.history(limit=1)[0].desk.author  # nobody knows yet who that is
    assert known(world, first).is_theirs
    phones.nod(second.phone.id, yes=True, desk=FRONT)
    assert known(world, second).is_theirs
    with refused(PhoneTrouble.REVOKED):
        known(world, first)
    assert kinds(world)[-2:] == ["phone_known", "phone_revoked"]


def test_a_second_phone_that_is_refused_is_nobodys_and_the_first_stays(world: World, phones: PhoneService) -> None:
    first, second = join(world), join(world)
    for one in (first, second):
        phones.belongs(one.phone.id, who(world, "Aiko"), sure=False)
    phones.nod(second.phone.id, yes=False, desk=FRONT)
    assert known(world, first).is_theirs
    assert (known(world, second).attendee_id, known(world, second).waits) == (None, False)
    before = lines(world)
    phones.nod(second.phone.id, yes=True, desk=FRONT)  # somebody else at the desk was slower
    assert known(world, second).attendee_id is None
    assert lines(world) == before


def test_a_badge_makes_a_second_phone_theirs_at_once(world: World, phones: PhoneService) -> None:
    first, second = join(world), join(world)
    phones.belongs(first.phone.id, who(world, "Aiko"), sure=False)
    assert phones.belongs(second.phone.id, who(world, "Aiko"), sure=True).is_theirs
    with refused(PhoneTrouble.REVOKED):
        known(world, first)


def test_a_phone_that_is_somebodys_stays_so(world: World, phones: PhoneService) -> None:
    mine = phone_of(world, "Aiko")
    with refused(PhoneTrouble.NOT_YOURS):
        phones.belongs(mine.id, who(world, "Bo"), sure=True)
    before = lines(world)
    assert phones.belongs(mine.id, who(world, "Aiko"), sure=False) == mine
    assert lines(world) == before


def test_two_entries_made_one_keep_both_phones_and_neither_is_sent_back_to_wait(
    world: World, phones: PhoneService
) -> None:
    aiko, bo = phone_of(world, "Aiko"), phone_of(world, "Bo")
    world.services.people.merge(who(world, "Aiko"), who(world, "Bo"), desk=FRONT)
    for one in (aiko, bo):
        assert phones.belongs(one.id, who(world, "Aiko"), sure=False).is_theirs
    assert [one.person for one in phones.roll(here(world))] == ["Aiko Tanaka"] * 2


def test_a_waiting_phone_may_say_after_all_that_it_is_somebody_elses(world: World, phones: PhoneService) -> None:
    phone_of(world, "Aiko")
    second = join(world)
    assert phones.belongs(second.phone.id, who(world, "Aiko"), sure=False).waits
    assert phones.belongs(second.phone.id, who(world, "Bo"), sure=False).is_theirs


def test_helpers_are_nobodys_and_nobody_is_somebody_who_is_not_there(world: World, phones: PhoneService) -> None:
    helper = join(world, PhoneRole.HELPER, name="Mei")
    with refused(PhoneTrouble.NOT_ALLOWED):
        phones.belongs(helper.phone.id, who(world, "Aiko"), sure=True)
    with refused(PeopleTrouble.GONE):
        phones.belongs(join(world).phone.id, uuid4(), sure=True)
    with refused(PhoneTrouble.GONE):
        phones.belongs(uuid4(), who(world, "Aiko"), sure=True)
    world.services.forgetting.forget([who(world, "Aiko")], name=NOBODY, desk=FRONT)
    with refused(PeopleTrouble.GONE):
        phones.belongs(join(world).phone.id, who(world, "Aiko"), sure=True)


def test_shutting_out_is_told_once_of_each_phone(world: World, phones: PhoneService) -> None:
    one, other = join(world), join(world)
    before = lines(world)
    for _ in range(2):
        phones.revoke([one.phone.id, other.phone.id, one.phone.id, uuid4()], desk=FRONT)
    assert kinds(world, before) == ["phone_revoked"] * 2
    for act in (
        lambda: known(world, one),
        lambda: phones.belongs(one.phone.id, who(world, "Aiko"), sure=True),
        lambda: phones.nod(one.phone.id, yes=True, desk=FRONT),
        lambda: phones.once(one.phone, ask(), dict),
    ):
        with refused(PhoneTrouble.REVOKED):
            act()
    assert phones.roll(here(world)) == []


def test_being_heard_of_is_kept_and_is_nobodys_deed(world: World, phones: PhoneService) -> None:
    joined = join(world)
    before = lines(world)
    world.clock.forward(7)
    phones.seen({joined.phone.id, uuid4()})
    assert known(world, joined).seen_at == world.clock.at
    assert lines(world) == before


def test_who_acts_is_the_name_of_the_phone_or_of_its_person() -> None:
    mine = Phone(UUID(int=0xABCD), uuid4(), PhoneRole.ATTENDEE, None)
    assert desk_of(mine, "Aiko") == Desk("Aiko", "phone abcd")
    assert desk_of(mine).author == "phone"
    assert desk_of(replace(mine, name="Mei"), "Aiko").author == "Mei"
