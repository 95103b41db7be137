"""Every kind of deed that can be undone, each as a story: what came before, and the deed of the front desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from tests.services.rollouts import checklist
from tests.world import DOOR, FRONT, MORNING, ZONE, World
from trainer_app.domain.access import AccessGrant, GrantKind
from trainer_app.domain.adoption import State
from trainer_app.domain.attendee import Alias, AliasKind, Attendee
from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import Override, OverrideKind
from trainer_app.domain.completion import Completion, Moment
from trainer_app.domain.floor import NudgeAnswer
from trainer_app.domain.follow_up import Agreed, Fate, RevisitAnswer, Why
from trainer_app.domain.help import LeftOver, RaisedBy, TicketMove
from trainer_app.domain.phone import ExitTicket
from trainer_app.domain.progress import MarkState
from trainer_app.domain.session import Phase, SessionKind
from trainer_app.domain.usage import Identity, IdentityKind
from trainer_app.services.check_in import NewPerson
from trainer_app.services.help_desk import Hand
from trainer_app.services.sessions import SessionPlan

HELPER = Desk("Jonas", "phone")
Act = Callable[[World], object]


def here(world: World) -> UUID:
    return world.sessions["Hands-on 2"].id


def who(world: World, name: str) -> UUID:
    return world.people[name].id


def ticket(world: World) -> UUID:
    return world.services.floor.room(here(world)).tickets[0].id


def check_in_of(world: World, name: str) -> UUID:
    arrived = world.services.attendance.sheet(here(world)).arrived
    return next(one.check_in.id for one in arrived if one.attendee.id == who(world, name))


def move(step: TicketMove, desk: Desk = FRONT, **more: object) -> Act:
    return lambda world: world.services.help_desk.move(ticket(world), step, desk=desk, **more)


def tick(name: str, step: str) -> Act:
    return floor("mark", name, step)


def say_done(world: World) -> None:
    asked = world.services.floor.room(here(world)).nudges[0]
    world.services.floor.answer_nudge(here(world), asked, answer=NudgeAnswer.DONE, desk=FRONT)


def come_to_the_first(world: World) -> None:
    world.services.check_in.choose(world.gesture(world.sessions["Hands-on 1"], desk=DOOR), who(world, "Aiko"))


def move_to_the_first(world: World) -> None:
    chosen = [check_in_of(world, "Bo"), check_in_of(world, "Aiko")]
    world.services.attendance.move(chosen, to=world.sessions["Hands-on 1"].id, desk=FRONT)


def register_elsewhere(world: World) -> None:
    world.services.sessions.register(world.sessions["Hands-on 1"].id, [who(world, "Mei")], desk=DOOR)


def bring_here(world: World) -> None:
    world.come(world.people["Mei"], world.sessions["Hands-on 2"], Override(OverrideKind.MOVE))


def walk_in(world: World) -> None:
    gesture = world.gesture(world.sessions["Hands-on 2"])
    world.services.check_in.walk_in(gesture, NewPerson("Somebody New", team="Sales"))


def complete(world: World) -> None:
    new = Completion(uuid4(), who(world, "Aiko"), here(world), world.clock.at, "a page", 3, 4, "Mei")
    world.services.completions.complete(new, desk=FRONT)


def say_confidence(world: World) -> None:
    ask = world.services.completions.say_confidence
    ask(here(world), who(world, "Aiko"), Moment.BEFORE, value=4, desk=FRONT)


def leave_words(next_use: str, *, desk: Desk = FRONT) -> Act:
    """Say on the way out what it will be used for next."""
    told = ExitTicket(next_use, "no licence yet")
    return lambda world: world.services.phone_floor.leave_ticket(here(world), who(world, "Aiko"), told, desk=desk)


def describe(world: World) -> None:
    world.services.completions.describe(who(world, "Bo"), made="a script", witness="Jonas", desk=FRONT)


def change_people(world: World) -> None:
    people = [replace(one, team="Legal") for one in world.services.people.everyone()]
    assert world.services.people.change_many(people, desk=FRONT)


def change_person(world: World) -> None:
    changed = replace(world.people["Bo"], name="Bo Larsson", email=None, team="Legal")
    world.services.people.change(changed, desk=FRONT)


def change_program(world: World) -> None:
    program = world.services.programs.get()
    assert program
    world.services.programs.change(replace(program, name="Another", min_active_days=3), desk=FRONT)


def plan(world: World) -> None:
    end = MORNING + timedelta(hours=1)
    new = SessionPlan("Clinic", SessionKind.CLINIC, MORNING, end, ZONE, room="Attic", helpers=("Mei",), series="Help")
    world.services.sessions.create([new], desk=FRONT)


def plan_another(world: World) -> None:
    begin = MORNING + timedelta(days=9)
    new = SessionPlan("Hands-on 9", SessionKind.HANDS_ON, begin, begin + timedelta(hours=1), ZONE, series="Hands-on")
    made = world.services.sessions.create([new], desk=DOOR)[0]
    world.services.sessions.register(made.id, [who(world, "Mei")], desk=DOOR)


def change_session(world: World) -> None:
    session = world.services.sessions.get(here(world))
    world.services.sessions.change(replace(session, room="Attic", series="Another", capacity=9), desk=FRONT)


def remove_session(world: World) -> None:
    world.services.sessions.remove(world.services.sessions.named("Hands-on 9").id, desk=FRONT)


def repeat_content(world: World) -> None:
    begin = MORNING + timedelta(days=8)
    plans = [
        SessionPlan(name, SessionKind.CLINIC, begin, begin + timedelta(hours=1), ZONE, series="Clinic")
        for name in ("Clinic 1", "Clinic 2")
    ]
    world.services.sessions.repeat(plans, source=here(world), desk=FRONT)


def take_off(world: World) -> None:
    first = world.sessions["Hands-on 1"].id
    world.services.registrations.unregister(first, [who(world, "Mei")], desk=FRONT)


def move_registration(world: World) -> None:
    first = world.sessions["Hands-on 1"].id
    world.services.registrations.move([who(world, "Mei")], old=first, to=here(world), desk=FRONT)


def choose_checklist(world: World) -> None:
    kept = world.services.checklists.overview().versions[0]
    planned = next(one for one in world.services.sessions.everything() if one.phase is Phase.PLANNED)
    world.services.checklists.choose_for(planned.id, kept.id, desk=FRONT)


def spread_people(world: World) -> None:
    world.services.registrations.spread(here(world), desk=FRONT)


@dataclass(frozen=True)
class Story:
    """A deed of the front desk, its kind in the trail, and what others did before it."""

    kind: str
    act: Act
    first: Act = lambda _world: None


def floor(act: str, name: str, step: str, *, desk: Desk = FRONT, **more: object) -> Act:
    return lambda world: getattr(world.services.floor, act)(here(world), who(world, name), step, desk=desk, **more)


def help_for(act: str, name: str, **told: object) -> Act:
    return lambda world: getattr(world.services.help_desk, act)(Hand(here(world), who(world, name), **told), desk=FRONT)


def enter(phase: Phase, desk: Desk = FRONT) -> Act:
    return lambda world: world.services.sessions.enter(here(world), phase, desk=desk)


def leave(desk: Desk = FRONT) -> Act:
    return lambda world: world.services.attendance.leave(check_in_of(world, "Aiko"), desk=desk)


FINISHED = floor("mark", "Bo", "first_change", desk=DOOR)
KEY = Identity(IdentityKind.KEY, "key_x")


def keys(what: str, name: str | None = None, *, desk: Desk = FRONT) -> Act:
    """Do this with a key of the usage."""

    def do(world: World) -> None:
        act = getattr(world.services.usage_identities, what)
        act(KEY, *([who(world, name)] if name else []), desk=desk)

    return do


def give_access(world: World, *, desk: Desk = FRONT) -> None:
    given = AccessGrant(who(world, "Aiko"), "OpenAI", GrantKind.KEY, "key_x", None)
    world.services.usage_identities.grant(given, desk=desk)


def share_key(world: World) -> None:
    give_access(world, desk=DOOR)
    with world.services.context.store.write() as work:
        work.people.add_aliases([(who(world, "Bo"), Alias(AliasKind.KEY, "KEY_X"))])


def take_in_a_file(world: World) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "people.csv"
        lines = (
            "Name,Email,Team,Key ID,Access granted on",
            "Ann Lee,ann@example.org,Sales,key_1,2026-01-05",
            "Bo,,Sales,,",
        )
        file.write_text("\n".join(lines), encoding="utf-8")
        world.services.people_import.import_file(file, desk=FRONT)


def agree(world: World) -> None:
    agreed = Agreed(owner="Mei", due_on=MORNING.date() + timedelta(days=7), note="asked twice")
    people = [(who(world, name), State.TRIED_ONCE) for name in ("Aiko", "Bo")]
    world.services.follow_ups.set_many(people, agreed=agreed, desk=FRONT)


def agree_before(world: World) -> None:
    agreed = Agreed(owner="Jonas", next_step="a clinic")
    world.services.follow_ups.set(who(world, "Aiko"), State.TRIED_ONCE, agreed=agreed, desk=DOOR)


def answer_revisit(world: World) -> None:
    said = RevisitAnswer(who(world, "Aiko"), 90, MORNING.date(), Fate.REPLACED, Why.OTHER_TOOL, "uses another")
    world.services.follow_ups.answer(said, desk=FRONT)


STORIES = {
    "agree on following up": Story("follow_up_set", agree),
    "agree otherwise": Story("follow_up_set", agree, agree_before),
    "hear at a revisit": Story("revisit_answered", answer_revisit),
    "take in a file": Story("people_imported", take_in_a_file),
    "come in": Story("checked_in", lambda world: world.come(world.people["Mei"], world.sessions["Hands-on 2"])),
    "come from another session": Story("checked_in", bring_here, register_elsewhere),
    "walk in": Story("checked_in", walk_in),
    "come back": Story(
        "came_back", lambda world: world.come(world.people["Aiko"], world.sessions["Hands-on 2"]), leave(DOOR)
    ),
    "move to another session": Story("check_ins_moved", move_to_the_first, come_to_the_first),
    "sit down": Story(
        "seated", lambda world: world.services.attendance.seat(check_in_of(world, "Bo"), "C3", desk=FRONT)
    ),
    "leave with a hand up": Story("left", leave()),
    "tick": Story("step_marked", floor("mark", "Aiko", "terminal")),
    "tick the last step": Story("step_marked", floor("mark", "Aiko", "first_change")),
    "skip after ticking": Story("step_marked", floor("mark", "Bo", "terminal", state=MarkState.SKIPPED)),
    "skip the last after all": Story(
        "step_marked", floor("mark", "Bo", "first_change", state=MarkState.SKIPPED), FINISHED
    ),
    "answer done": Story("step_marked", say_done),
    "take a tick away": Story("step_unmarked", floor("unmark", "Bo", "first_change"), FINISHED),
    "show a fix": Story("fix_shown", lambda world: world.services.floor.show_fix(here(world), "install", desk=FRONT)),
    "raise a hand": Story("help_asked", help_for("ask", "Bo", step_key="install")),
    "visit": Story("help_asked", help_for("visit", "Bo", raised_by=RaisedBy.SAY_HELLO)),
    "visit a hand": Story("ticket_moved", help_for("visit", "Aiko")),
    "tell more": Story(
        "help_told_more", help_for("ask", "Aiko", error_key="denied", error_text="no", tried=("again",))
    ),
    "claim": Story("ticket_moved", move(TicketMove.CLAIM)),
    "park": Story("ticket_moved", move(TicketMove.PARK, tried=("wait",))),
    "answer": Story("ticket_moved", move(TicketMove.ANSWER), move(TicketMove.PARK, desk=DOOR)),
    "hand back": Story("ticket_moved", move(TicketMove.HAND_BACK), move(TicketMove.CLAIM)),
    "cannot find": Story("ticket_moved", move(TicketMove.CANT_FIND), move(TicketMove.CLAIM)),
    "solve": Story("ticket_moved", move(TicketMove.SOLVE, remedy_key="restart", tried=("wait",))),
    "withdraw": Story("ticket_moved", move(TicketMove.WITHDRAW)),
    "leave for the clinic": Story("ticket_moved", move(TicketMove.LEAVE_OVER, left_over=LeftOver.NEXT_CLINIC)),
    "pin": Story("ticket_pinned", lambda world: world.services.help_desk.pin(ticket(world), on=True, desk=FRONT)),
    "complete": Story("completed", complete),
    "say what was made": Story("completion_described", describe, FINISHED),
    "say how confident": Story("confidence", say_confidence),
    "leave words on the way out": Story("exit_ticket", leave_words("the weekly report")),
    "change the words on the way out": Story("exit_ticket", leave_words("tests"), leave_words("logs", desk=DOOR)),
    "talk again": Story("phase_entered", enter(Phase.TALK)),
    "end": Story("phase_entered", enter(Phase.ENDED)),
    "go on after the end": Story("phase_entered", enter(Phase.HANDS_ON), enter(Phase.ENDED, DOOR)),
    "plan a session": Story("session_created", plan),
    "change a session": Story("session_changed", change_session),
    "remove a session": Story("session_removed", remove_session, plan_another),
    "repeat a content": Story("content_repeated", repeat_content),
    "take somebody off the list": Story("unregistered", take_off, register_elsewhere),
    "move a registration": Story("registration_moved", move_registration, register_elsewhere),
    "spread people": Story("registrations_spread", spread_people, plan_another),
    "register": Story(
        "registered", lambda world: world.services.sessions.register(here(world), [who(world, "Bo")], desk=FRONT)
    ),
    "add a person": Story(
        "person_added",
        lambda world: world.services.people.add(Attendee(uuid4(), "Nia Okafor", team="Sales"), desk=FRONT),
    ),
    "change a person": Story("person_changed", change_person),
    "change several people": Story("people_changed", change_people),
    "merge": Story(
        "merged", lambda world: world.services.people.merge(who(world, "Aiko"), who(world, "Bo"), desk=FRONT)
    ),
    "choose a checklist": Story(
        "checklist_chosen", lambda world: world.services.checklists.use(checklist(version=2), desk=FRONT)
    ),
    "choose a session's checklist": Story("session_checklist_chosen", choose_checklist, plan_another),
    "change the program": Story("program_changed", change_program),
    "say whose a key is": Story("identity_assigned", keys("assign", "Bo")),
    "say whose a key is after all": Story("identity_assigned", keys("assign", "Bo"), keys("set_aside", desk=DOOR)),
    "set a key aside": Story("identity_set_aside", keys("set_aside")),
    "look at a key again": Story("identity_taken_back", keys("take_back"), keys("set_aside", desk=DOOR)),
    "settle a shared key": Story("identity_settled", keys("settle", "Bo"), share_key),
    "record access": Story("access_granted", give_access),
}
