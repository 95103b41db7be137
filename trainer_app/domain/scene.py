"""The scene: a room read once at one moment, so that every rule of the floor looks things up instead of searching."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from trainer_app.domain.checklist import Step
from trainer_app.domain.floor import Nudge, Room
from trainer_app.domain.help import CLOSED, LIVE, HelpTicket, TicketState, help_spans, settled
from trainer_app.domain.pace import StepPace, step_paces
from trainer_app.domain.progress import HandsOnClock, Journey, Present, journey
from trainer_app.domain.session import Phase

COOL_DOWN = 6.0  # hands-on minutes after any visit in which the clock suggests nobody

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Scene:
    """The room at `now`. `time`, `spoken`, `left_alone` and `fixes` are in hands-on minutes of the session.

    `tickets` are settled; `live` holds one live ticket per person. `spoken`: the end of the last visit to a person.
    `left_alone`: the end of their last visit or withdrawn hand. `fixes`: when a step's fix was last shown to all.
    """

    room: Room
    now: datetime
    clock: HandsOnClock
    time: float
    phase: Phase
    steps: Mapping[str, Step]
    journeys: Mapping[UUID, Journey]
    paces: Mapping[str, StepPace]
    tickets: Sequence[HelpTicket]
    live: Mapping[UUID, HelpTicket]
    spoken: Mapping[UUID, float]
    left_alone: Mapping[UUID, float]
    nudges: Mapping[tuple[UUID, str], Nudge]
    fixes: Mapping[str, float]

    def free(self, person: Present) -> bool:
        """Say whether the clock may point at this person: here, no ticket of theirs alive, no visit just before."""
        walked = self.journeys[person.attendee_id]
        if not walked.here or person.attendee_id in self.live:
            return False
        moments = [self.left_alone.get(person.attendee_id)]
        if walked.current is not None and (shown := self.fixes.get(walked.current)) is not None:
            moments.append(shown if shown >= walked.started else None)
        return all(moment is None or self.time - moment >= COOL_DOWN for moment in moments)


def scene(room: Room, now: datetime) -> Scene:
    """Read the room at `now`."""
    clock = HandsOnClock(room.phases)
    tickets = [settled(ticket, now) for ticket in room.tickets]
    helped: defaultdict[UUID, list[Span]] = defaultdict(list)
    for ticket in tickets:
        helped[ticket.attendee_id].extend(help_spans(ticket, now))
    steps = room.checklist.steps
    journeys = {
        person.attendee_id: journey(
            person,
            room.marks.get(person.attendee_id, ()),
            steps=steps,
            clock=clock,
            helped=helped.get(person.attendee_id, ()),
            now=now,
        )
        for person in room.people
    }
    return Scene(
        room=room,
        now=now,
        clock=clock,
        time=clock.at(now),
        phase=clock.phase(now),
        steps={step.key: step for step in steps},
        journeys=journeys,
        paces=step_paces(steps, journeys.values(), learned=room.learned),
        tickets=tickets,
        live=live_of(tickets),
        spoken={key: max(clock.at(end) for _, end in spans) for key, spans in helped.items() if spans},
        left_alone=_left_alone(tickets, helped, clock=clock),
        nudges={(nudge.attendee_id, nudge.step_key): nudge for nudge in room.nudges},
        fixes={fix.step_key: clock.at(fix.at) for fix in sorted(room.fixes, key=lambda fix: fix.at)},
    )


def live_of(tickets: Iterable[HelpTicket]) -> dict[UUID, HelpTicket]:
    """Return one live ticket per person: the claimed one, else the oldest; a second one comes up when it is closed."""
    live = [ticket for ticket in tickets if ticket.state in LIVE]
    live.sort(key=lambda ticket: (ticket.state is TicketState.CLAIMED, -ticket.opened_at.timestamp()))
    return {ticket.attendee_id: ticket for ticket in live}


def _left_alone(
    tickets: Iterable[HelpTicket], helped: Mapping[UUID, Sequence[Span]], *, clock: HandsOnClock
) -> dict[UUID, float]:
    latest = {key: max(end for _, end in spans) for key, spans in helped.items() if spans}
    for ticket in tickets:
        if ticket.state in CLOSED:
            latest[ticket.attendee_id] = max(latest.get(ticket.attendee_id, ticket.opened_at), ticket.stages[-1].at)
    return {key: clock.at(moment) for key, moment in latest.items()}
