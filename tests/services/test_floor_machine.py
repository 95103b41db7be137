"""The floor as a state machine: any order of ticks, hands, claims, ends, merges and undo keeps the books straight."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.services.rollouts import STEPS, checklist, come_in, standing
from tests.world import FRONT, opened
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Refused
from trainer_app.domain.help import LIVE, HelpTicket, TicketMove, settled
from trainer_app.domain.progress import MarkState
from trainer_app.domain.session import Phase
from trainer_app.services.help_desk import Hand

PEOPLE = ("Aiko", "Bo", "Chloé")
OFFICE = Desk("Organizer", "office")
MEI, JONAS = Desk("Mei", "phone"), Desk("Jonas", "phone")
DESKS = st.sampled_from([FRONT, MEI, JONAS])
WHO = st.sampled_from(PEOPLE)
STEP = st.sampled_from(STEPS)


@cache
def full_room() -> bytes:
    """Return a data file in which three people sit in a hands-on session, made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trainer.db"
        with opened(path) as world:
            world.services.checklists.use(checklist(), desk=OFFICE)
            come_in(world, world.session("Hands-on 1", phase=Phase.HANDS_ON), *PEOPLE)
        return path.read_bytes()


class Floor(RuleBasedStateMachine):
    """Three desks at work on one room; what may be refused is refused without a trace."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "trainer.db").write_bytes(full_room())
        self.opening = opened(self.folder / "trainer.db")
        self.world = self.opening.__enter__()
        self.session = self.world.services.sessions.named("Hands-on 1")
        for who in self.world.services.people.everyone():
            self.world.people[who.name.split(maxsplit=1)[0]] = who

    def room(self):
        return self.world.services.floor.room(self.session.id)

    def trail(self) -> int:
        return self.world.services.context.store.cursor()

    def attempt(self, act) -> object:
        """Do something that may be refused; a refusal changes nothing."""
        before = self.trail()
        try:
            return act()
        except Refused:
            assert self.trail() == before
            return None

    @rule(who=WHO, step=STEP, state=st.sampled_from(MarkState), desk=DESKS)
    def mark(self, who: str, step: str, state: MarkState, desk: Desk) -> None:
        attendee = self.world.people[who].id
        changed = self.attempt(
            lambda: self.world.services.floor.mark(self.session.id, attendee, step, state=state, desk=desk)
        )
        if changed is not None:
            marks = {one.step_key: one.state for one in self.room().marks[attendee]}
            assert marks[step] is state

    @rule(who=WHO, step=STEP, desk=DESKS)
    def unmark(self, who: str, step: str, desk: Desk) -> None:
        attendee = self.world.people[who].id
        if (
            self.attempt(lambda: self.world.services.floor.unmark(self.session.id, attendee, step, desk=desk))
            is not None
        ):
            assert step not in {one.step_key for one in self.room().marks.get(attendee, ())}

    @rule(who=WHO, step=STEP, desk=DESKS, visit=st.booleans())
    def ask(self, who: str, step: str, *, desk: Desk, visit: bool) -> None:
        desks = self.world.services.help_desk
        hand = Hand(self.session.id, self.world.people[who].id, step)
        self.attempt(lambda: (desks.visit if visit else desks.ask)(hand, desk=desk))

    @rule(number=st.integers(0, 5), step=st.sampled_from(TicketMove), desk=DESKS)
    def move(self, number: int, step: TicketMove, desk: Desk) -> None:
        tickets = self.room().tickets
        if not tickets:
            return
        ticket = tickets[number % len(tickets)]
        now = settled(ticket, self.world.clock.at)
        moved = self.attempt(lambda: self.world.services.help_desk.move(ticket.id, step, desk=desk))
        if isinstance(moved, HelpTicket) and step is TicketMove.CLAIM:
            assert now.claimed_by in {None, desk.author}  # never two helpers on one person
            assert moved.claimed_by == desk.author

    @rule(number=st.integers(0, 5), on=st.booleans(), desk=DESKS)
    def pin(self, number: int, *, on: bool, desk: Desk) -> None:
        if tickets := self.room().tickets:
            ticket = tickets[number % len(tickets)]
            self.attempt(lambda: self.world.services.help_desk.pin(ticket.id, on=on, desk=desk))

    @rule(phase=st.sampled_from([Phase.HANDS_ON, Phase.HANDS_ON, Phase.TALK, Phase.ENDED]), desk=DESKS)
    def enter(self, phase: Phase, desk: Desk) -> None:
        self.world.services.sessions.enter(self.session.id, phase, desk=desk)

    @rule(who=st.permutations(PEOPLE), desk=DESKS)
    def merge(self, who: list[str], desk: Desk) -> None:
        keep, other = (self.world.people[name].id for name in who[:2])
        self.attempt(lambda: self.world.services.people.merge(keep, other, desk=desk))

    @rule(minutes=st.sampled_from([1, 4, 11]))
    def wait(self, minutes: int) -> None:
        self.world.clock.forward(minutes)

    @rule(desk=DESKS)
    def undo_redo_undo(self, desk: Desk) -> None:
        """What was undone can be done again at once, and undone again to the very same rows."""
        if self.attempt(lambda: self.world.services.undo.undo(desk)) is None:
            return
        undone = standing(self.world)
        assert self.attempt(lambda: self.world.services.undo.redo(desk)) is not None
        assert self.attempt(lambda: self.world.services.undo.undo(desk)) is not None
        assert standing(self.world) == undone

    @rule(desk=DESKS)
    def undo(self, desk: Desk) -> None:
        self.attempt(lambda: self.world.services.undo.undo(desk))

    @rule(desk=DESKS)
    def redo(self, desk: Desk) -> None:
        self.attempt(lambda: self.world.services.undo.redo(desk))

    @invariant()
    def every_person_is_in_the_room_once_and_has_one_live_ticket(self) -> None:
        floor = self.world.services.floor.look(self.session.id).floor
        arrived = [one.attendee.id for one in self.world.services.attendance.sheet(self.session.id).arrived]
        assert len(arrived) == len(set(arrived))
        assert set(arrived) == set(floor.journeys) <= {one.id for one in self.world.services.people.everyone()}
        live = Counter(one.attendee_id for one in self.room().tickets if one.state in LIVE)
        assert all(count == 1 for count in live.values())

    @invariant()
    def nobody_waits_in_a_session_that_has_ended(self) -> None:
        if self.world.services.sessions.get(self.session.id).phase is Phase.ENDED:
            assert not [one for one in self.room().tickets if one.state in LIVE]

    @invariant()
    def who_has_the_last_step_done_has_completed(self) -> None:
        room = self.room()
        for who in room.people:
            done = {mark.step_key for mark in room.marks.get(who.attendee_id, ()) if mark.state is MarkState.DONE}
            completion = self.world.services.completions.of_attendee(who.attendee_id)
            assert (completion is not None) == (STEPS[-1] in done)

    @invariant()
    def stages_never_run_backwards(self) -> None:
        for ticket in self.room().tickets:
            times = [stage.at for stage in ticket.stages]
            assert times == sorted(times)

    def teardown(self) -> None:
        self.opening.__exit__(None, None, None)
        shutil.rmtree(self.folder)


TestFloor = Floor.TestCase
TestFloor.settings = settings(max_examples=30, stateful_step_count=25, deadline=None, derandomize=True)
