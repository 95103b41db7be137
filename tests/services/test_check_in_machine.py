"""Check-in as a state machine: any interleaving of scans, retries, undo, redo and moves keeps the books straight."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from tests.world import DOOR, FRONT, opened
from trainer_app.domain.changes import Activity, Desk
from trainer_app.domain.check_in import CheckInResult, Gesture, InputKind, Outcome
from trainer_app.domain.errors import Refused
from trainer_app.domain.session import Phase

PEOPLE = ("Aiko", "Bo", "Chloé")
ELSEWHERE = Desk("Organizer", "office")
DESKS = st.sampled_from([FRONT, DOOR])


class Door(RuleBasedStateMachine):
    """The model: who stands checked in where, by the check-in's id."""

    gestures = Bundle("gestures")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.opening = opened(self.folder / "trainer.db")
        self.world = self.opening.__enter__()
        self.standing: dict[UUID, tuple[str, str]] = {}
        self.ever: dict[UUID, tuple[str, str]] = {}
        self.answers: dict[UUID, tuple[str, str, CheckInResult]] = {}

    @initialize()
    def open_doors(self) -> None:
        for name in PEOPLE:
            self.world.person(f"{name} Smith")
        for number in (1, 2):
            self.world.session(f"Hands-on {number}", days=number)

    @rule(target=gestures, who=st.sampled_from(PEOPLE), number=st.sampled_from([1, 2]), desk=DESKS)
    def come(self, who: str, number: int, desk) -> UUID:
        session = self.world.sessions[f"Hands-on {number}"]
        gesture = self.world.gesture(session, desk=desk)
        result = self.world.services.check_in.choose(gesture, self.world.people[who].id)
        is_in = (session.name, who) in self.standing.values()
        closed = self.world.services.sessions.get(session.id).phase in {Phase.PLANNED, Phase.ENDED}
        expected = Outcome.ALREADY_IN if is_in else Outcome.SESSION_CLOSED if closed else Outcome.CHECKED_IN
        assert result.outcome is expected
        if result.outcome is Outcome.CHECKED_IN:
            assert result.check_in is not None
            self.standing[result.check_in.id] = self.ever[result.check_in.id] = (session.name, who)
        self.answers[gesture.id] = (session.name, who, result)
        return gesture.id

    @rule(gesture=gestures, desk=DESKS)
    def retry(self, gesture: UUID, desk) -> None:
        name, who, first = self.answers[gesture]
        again = Gesture(gesture, self.world.sessions[name].id, InputKind.PHONE, desk)
        result = self.world.services.check_in.choose(again, self.world.people[who].id)
        assert result.repeated
        assert result.outcome is first.outcome

    @rule(desk=DESKS)
    def undo(self, desk) -> None:
        self._reverse(lambda: self.world.services.undo.undo(desk), done=False)

    @rule(desk=DESKS)
    def redo(self, desk) -> None:
        self._reverse(lambda: self.world.services.undo.redo(desk), done=True)

    @rule(number=st.sampled_from([1, 2]), desk=DESKS)
    def move_everybody_here(self, number: int, desk) -> None:
        to = self.world.sessions[f"Hands-on {number}"]
        try:
            self.world.services.attendance.move(list(self.standing), to=to.id, desk=desk)
        except Refused:
            return
        for one, (name, who) in list(self.standing.items()):
            if name != to.name and (to.name, who) in self.standing.values():
                del self.standing[one]
            elif name != to.name:
                self.standing[one] = (to.name, who)
        self.ever |= self.standing

    @rule(number=st.sampled_from([1, 2]), phase=st.sampled_from([Phase.DOORS, Phase.HANDS_ON, Phase.ENDED]))
    def enter(self, number: int, phase: Phase) -> None:
        self.world.services.sessions.enter(self.world.sessions[f"Hands-on {number}"].id, phase, desk=ELSEWHERE)

    @invariant()
    def the_sheets_say_what_the_model_says(self) -> None:
        found = {
            one.check_in.id: (session.name, one.attendee.name.split()[0])
            for session in self.world.sessions.values()
            for one in self.world.services.attendance.sheet(session.id).arrived
        }
        assert found == self.standing
        assert len(set(found.values())) == len(found)

    def _reverse(self, act, *, done: bool) -> None:
        try:
            line = act()
        except Refused:
            return
        self._apply(line, done=done)

    def _apply(self, line: Activity, *, done: bool) -> None:
        deed = line.deed
        if deed.kind == "checked_in" and deed.subject_id is not None:
            if done:
                self.standing[deed.subject_id] = self.ever[deed.subject_id]
            else:
                del self.standing[deed.subject_id]
        elif deed.kind == "check_ins_moved":
            self._apply_move(deed.detail, done=done)

    def _apply_move(self, detail, *, done: bool) -> None:
        names = {str(session.id): session.name for session in self.world.sessions.values()}
        for move in detail["moves"]:
            one = UUID(move["id"])
            if done and move["undone"]:
                del self.standing[one]
            else:
                who = self.ever[one][1]
                self.standing[one] = self.ever[one] = (names[detail["to"] if done else move["from"]], who)

    def teardown(self) -> None:
        self.opening.__exit__(None, None, None)
        shutil.rmtree(self.folder)


TestDoor = Door.TestCase
TestDoor.settings = settings(max_examples=40, stateful_step_count=20, deadline=None, derandomize=True)
