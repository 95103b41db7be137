"""A tap of a phone counts once, whatever happens on its way; and what is kept of phones names nobody forgotten."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import uuid4

import msgspec
import pytest
from sqlalchemy import func, select

from tests.services.phone_rooms import here, join, known, phone_of, who
from tests.services.rollouts import checklist, come_in, lines
from tests.world import DOOR, FRONT, World, refused
from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.errors import Refused
from trainer_app.domain.floor import FloorTrouble
from trainer_app.domain.help import TicketMove
from trainer_app.domain.phone import ExitTicket, PhoneRole, PhoneTrouble
from trainer_app.domain.session import Phase
from trainer_app.services.help_desk import Hand
from trainer_app.services.phones import Ask, desk_of
from trainer_app.storage.tables_phones import phone as phone_table
from trainer_app.storage.tables_phones import phone_gesture
from trainer_app.web.gestures import answer
from trainer_app.web.routes import GESTURES

NOBODY = "Forgotten person"


def gestures(world: World) -> int:
    with world.services.context.store.read() as view:
        return int(view.db.execute(select(func.count()).select_from(phone_gesture)).scalar_one())


def ask(said: Mapping[str, object] | None = None, kind: str = "done") -> Ask:
    return Ask(uuid4(), kind, said or {"step": "terminal"})


@pytest.fixture
def room(world: World) -> World:
    """Aiko and Bo in the room, with a checklist to walk through."""
    world.services.checklists.use(checklist(), desk=DOOR)
    come_in(world, world.sessions["Hands-on 1"], "Aiko", "Bo")
    world.services.sessions.enter(here(world), Phase.HANDS_ON, desk=DOOR)
    return world


def tick(world: World, name: str, step: str = "terminal") -> Callable[[], Mapping[str, object]]:
    def act() -> Mapping[str, object]:
        world.services.floor.mark(here(world), who(world, name), step, desk=FRONT)
        return {"go": "/"}

    return act


def done(world: World, name: str) -> list[str]:
    return [one.step_key for one in world.services.floor.room(here(world)).marks.get(who(world, name), ())]


def test_a_gesture_that_comes_again_gets_the_first_answer_and_changes_nothing(room: World) -> None:
    mine, gesture = phone_of(room, "Aiko"), ask()
    assert room.services.phones.once(mine, gesture, tick(room, "Aiko")) == {"go": "/"}
    before = lines(room)
    again = room.services.phones.once(mine, replace(gesture), tick(room, "Aiko", "install"))
    assert again == {"go": "/", "repeated": True}
    assert done(room, "Aiko") == ["terminal"]
    assert (lines(room), gestures(room)) == (before, 1)


def test_the_same_id_with_other_content_or_from_another_phone_is_refused(room: World) -> None:
    mine, gesture = phone_of(room, "Aiko"), ask()
    room.services.phones.once(mine, gesture, tick(room, "Aiko"))
    for phone, asked in (
        (mine, replace(gesture, said={"step": "install"})),
        (mine, replace(gesture, kind="hand")),
        (phone_of(room, "Bo"), gesture),
    ):
        with refused(PhoneTrouble.GESTURE_REUSED):
            room.services.phones.once(phone, asked, tick(room, "Bo"))
    assert done(room, "Bo") == []


def test_what_was_refused_keeps_nothing_and_may_be_tried_again(room: World) -> None:
    mine, gesture = phone_of(room, "Aiko"), ask()
    before = lines(room)

    def half() -> Mapping[str, object]:
        tick(room, "Aiko")()
        raise Refused(FloorTrouble.NOT_ASKED)

    for _ in range(2):
        with refused(FloorTrouble.NOT_ASKED):
            room.services.phones.once(mine, gesture, half)
    assert (done(room, "Aiko"), lines(room), gestures(room)) == ([], before, 0)
    assert room.services.phones.once(mine, gesture, tick(room, "Aiko")) == {"go": "/"}


def test_a_program_killed_in_the_middle_kept_neither_the_deed_nor_the_answer(room: World) -> None:
    mine, gesture = phone_of(room, "Aiko"), ask()
    heard: list[Changes] = []
    room.services.context.store.announce = heard.append
    before = lines(room)

    def killed() -> Mapping[str, object]:
        tick(room, "Aiko")()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        room.services.phones.once(mine, gesture, killed)
    assert (done(room, "Aiko"), lines(room), gestures(room), heard) == ([], before, 0, [])
    assert "repeated" not in room.services.phones.once(mine, gesture, tick(room, "Aiko"))
    assert done(room, "Aiko") == ["terminal"]


def test_the_deed_and_its_answer_are_announced_once(room: World) -> None:
    heard: list[Changes] = []
    room.services.context.store.announce = heard.append
    mine = phone_of(room, "Aiko")
    heard.clear()

    def both() -> Mapping[str, object]:
        tick(room, "Aiko")()
        room.services.help_desk.ask(Hand(here(room), who(room, "Aiko"), "install"), desk=FRONT)
        return {"place": room.services.phone_floor.look(here(room), who(room, "Aiko")).place}

    assert room.services.phones.once(mine, ask(), both) == {"place": 1}  # it reads what it has just written
    assert [(one.topics, one.lines, one.session_id) for one in heard] == [({Topic.FLOOR}, 2, here(room))]


def test_two_threads_with_one_id_act_once(room: World) -> None:
    mine, gesture = phone_of(room, "Aiko"), ask()
    together, acted, answers = threading.Barrier(8), [], []

    def act() -> Mapping[str, object]:
        acted.append(1)
        return tick(room, "Aiko")()

    def tap() -> None:
        together.wait()
        answers.append(room.services.phones.once(mine, gesture, act))

    threads = [threading.Thread(target=tap) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert len(acted) == 1
    assert sorted("repeated" in one for one in answers) == [False] + [True] * 7


def test_a_tap_of_somebody_whose_phone_it_is_not_any_more_is_refused(room: World) -> None:
    phone_of(room, "Aiko")
    second = join(room)
    waiting = room.services.phones.belongs(second.phone.id, who(room, "Aiko"), sure=False)
    room.services.phones.nod(waiting.id, yes=False, desk=FRONT)
    for stale in (waiting, replace(waiting, waits=False)):
        with refused(PhoneTrouble.NOBODY_YET):
            room.services.phones.once(stale, ask(), tick(room, "Aiko"))
    assert done(room, "Aiko") == []


def test_a_phone_hears_what_is_its_persons_and_what_is_everybodys(room: World) -> None:
    mine, since = phone_of(room, "Aiko"), lines(room)
    tick(room, "Bo")()
    assert room.services.phones.missed(mine, since) == 0
    tick(room, "Aiko")()
    assert room.services.phones.missed(mine, since) == lines(room)
    since = lines(room)
    room.services.sessions.enter(here(room), Phase.WRAP_UP, desk=FRONT)
    assert room.services.phones.missed(mine, since) == lines(room)
    assert room.services.phones.missed(mine, lines(room) + 5) == lines(room)  # an older file stands again


def test_somebody_who_waits_for_help_hears_what_moved_their_place(room: World) -> None:
    mine, helper = phone_of(room, "Aiko"), join(room, PhoneRole.HELPER, name="Mei").phone
    for name in ("Bo", "Aiko"):
        room.services.help_desk.ask(Hand(here(room), who(room, name)), desk=FRONT)
        room.clock.forward(1)
    since = lines(room)
    hands = room.services.floor.room(here(room)).tickets
    theirs = next(one for one in hands if one.attendee_id == who(room, "Bo"))
    room.services.help_desk.move(theirs.id, TicketMove.CLAIM, desk=desk_of(helper))
    assert room.services.phones.missed(mine, since) == room.services.phones.missed(helper, since) == lines(room)


def bytes_of(world: World) -> bytes:
    log = world.path.with_name(f"{world.path.name}-wal")
    return (world.path.read_bytes() + (log.read_bytes() if log.exists() else b"")).lower()


def test_forgetting_takes_the_phone_its_answers_and_the_words_left_behind(room: World) -> None:
    joined = join(room)
    mine = room.services.phones.belongs(joined.phone.id, who(room, "Aiko"), sure=True)
    other = phone_of(room, "Bo")
    as_themselves = desk_of(mine, "Aiko Tanaka")
    room.services.floor.mark(here(room), who(room, "Aiko"), "terminal", desk=as_themselves)
    for phone in (mine, other):
        room.services.phones.once(phone, ask(), lambda: {"go": "/"})
    for name, said in (
        ("Aiko", ExitTicket("quarterly zebra report", "no time")),
        ("Bo", ExitTicket("pairing with Aiko Tanaka", "ask aiko tanaka")),
    ):
        leave = room.services.phone_floor.leave_ticket
        leave(here(room), who(room, name), said, desk=as_themselves)
    assert b"tanaka" in bytes_of(room)
    room.services.forgetting.forget([who(room, "Aiko")], name=NOBODY, desk=FRONT)
    held = bytes_of(room)
    assert [text for text in (b"tanaka", b"aiko", b"zebra") if text in held] == []
    with refused(PhoneTrouble.REVOKED):
        known(room, joined)
    with room.services.context.store.read() as view:
        row = view.db.execute(select(phone_table).where(phone_table.c.id == mine.id)).one()
        assert (row.attendee_id, row.waits) == (None, False)
        assert view.db.execute(select(phone_gesture.c.phone_id)).scalars().all() == [other.id]
        assert view.phones.exit_ticket(here(room), who(room, "Bo")) == ExitTicket(
            f"pairing with {NOBODY}", f"ask {NOBODY}"
        )
    assert room.services.person_records.record(who(room, "Aiko")).timeline


def test_what_is_kept_of_a_doors_taps_names_nobody(room: World) -> None:
    chie = room.person("Chie Mori")
    door = join(room, PhoneRole.DOOR, name="Mei Nakagawa").phone
    for name, said in (
        ("choose", {"attendee": chie.id}),
        ("walk_in", {"name": "Zoe Quill", "team": "Legal"}),
        ("not_found", {"text": "Quentin Moreau"}),
    ):
        asked = GESTURES[name]
        body = msgspec.convert({"id": uuid4(), **said}, asked.body)
        assert answer(room.services, door, asked=asked, body=body)
    with room.services.context.store.read() as view:
        rows = [str(tuple(row)).casefold() for row in view.db.execute(select(phone_gesture))]
    assert len(rows) == 3
    for told in ("chie", "mori", "zoe", "quill", "quentin", "moreau", "mei", "nakagawa"):
        assert not any(told in row for row in rows)


def test_a_phone_shut_out_before_stays_shut_out_since_then(room: World) -> None:
    mine = phone_of(room, "Aiko")
    room.services.phones.revoke([mine.id], desk=FRONT)
    at = room.clock.at
    room.clock.forward(60)
    room.services.forgetting.forget([who(room, "Aiko")], name=NOBODY, desk=FRONT)
    with room.services.context.store.read() as view:
        assert view.phones.get(mine.id)[0].revoked_at == at


def test_a_helper_who_is_forgotten_is_not_named_by_their_phone_either(room: World) -> None:
    helper = join(room, PhoneRole.HELPER, name="Bo Larsen").phone
    room.services.floor.mark(here(room), who(room, "Aiko"), "terminal", desk=desk_of(helper))
    room.services.forgetting.forget([who(room, "Bo")], name=NOBODY, desk=FRONT)
    assert b"larsen" not in bytes_of(room)


def test_nobody_is_handed_the_digest_of_a_secret(room: World) -> None:
    mine = phone_of(room, "Aiko")
    held = room.services.forgetting.held(who(room, "Aiko"))
    assert [row["id"] for row in held["phone"]] == [mine.id]
    assert not any("digest" in row for rows in held.values() for row in rows)
    room.services.phone_floor.leave_ticket(here(room), who(room, "Aiko"), ExitTicket("tests"), desk=FRONT)
    assert [row["next_use"] for row in room.services.forgetting.held(who(room, "Aiko"))["exit_ticket"]] == ["tests"]
