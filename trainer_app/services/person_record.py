"""The roster as a table, and one person's record: what happened to them, from every subject."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from trainer_app.domain.adoption import Assessment
from trainer_app.domain.attendee import PeopleTrouble
from trainer_app.domain.errors import Refused
from trainer_app.domain.help import helped_by
from trainer_app.domain.person_record import Happening, PersonRecord, PersonRow, Roster, TimelineLine
from trainer_app.domain.progress import MarkState
from trainer_app.domain.session import Session
from trainer_app.domain.usage import gather, identities_of
from trainer_app.services.adoption import AdoptionService
from trainer_app.services.context import Context
from trainer_app.services.people import MERGED
from trainer_app.services.programs import require_program
from trainer_app.storage.unit_of_work import Reading


class PersonRecordService:
    """Shows people with what is known of them; everything is read anew each time."""

    def __init__(self, context: Context, adoption: AdoptionService) -> None:
        self._context = context
        self._adoption = adoption

    def roster(self) -> Roster:
        """Return everybody by name with what the table shows.

        Raises:
            Refused: the data file holds no program yet.
        """
        report = self._adoption.report()
        standing = {one.attendee_id: one for one in report.people}
        with self._context.store.read() as view:
            zone = ZoneInfo(require_program(view).timezone)
            came = Counter(one.attendee_id for one in view.attendance.standing_everywhere())
            done = {who: one.at.astimezone(zone).date() for who, one in view.completions.everything().items()}
            forgotten = view.forgetting.forgotten()
            rows = tuple(
                PersonRow(one, came[one.id], done.get(one.id), standing.get(one.id), one.id in forgotten)
                for one in view.people.everyone()
            )
        return Roster(rows, report.as_of)

    def record(self, attendee_id: UUID) -> PersonRecord:
        """Return all that is known of this person, or of whom they were merged into.

        Raises:
            Refused: the person is gone, or the data file holds no program yet.
        """
        report = self._adoption.report()
        with self._context.store.read() as view:
            found = view.people.get(attendee_id)
            person = view.people.listed(found.id) if found else None
            if person is None:
                raise Refused(PeopleTrouble.GONE)
            who, zone = person.id, report.program.timezone
            standing: Assessment | None = next((one for one in report.people if one.attendee_id == who), None)
            aliases, grants = view.people.aliases().get(who, ()), view.access.everything().get(who, ())
            known = identities_of(person, aliases=aliases, grants=grants)
            windows = [one.window for one in view.usage.imports()]
            usage = gather({who: known}, imports=windows, days=view.usage.days(), unread=view.usage.unread())
            mine = usage.people[who]
            completion = view.completions.of_attendee(who)
            done = completion.at.astimezone(ZoneInfo(zone)).date() if completion else None
            came = len(view.attendance.of_attendee(who))
            row = PersonRow(person, came, done, standing, who in view.forgetting.forgotten())
            badge = view.people.badges().get(who)
            least = report.thresholds.min_units
            active = frozenset(one.day for one in mine.days if one.units >= least)
            lines = _Timeline(view, who, ZoneInfo(zone)).lines()
        return PersonRecord(
            row, zone, report.as_of, badge[1] if badge else None, aliases, grants, lines, active, mine.coverage
        )


class _Timeline:
    """Collects the lines of one person."""

    def __init__(self, view: Reading, who: UUID, zone: ZoneInfo) -> None:
        self._view, self._who, self._zone = view, who, zone
        self._sessions: dict[UUID, Session] = {one.id: one for one in view.sessions.everything()}
        self._lines: list[TimelineLine] = []

    def lines(self) -> tuple[TimelineLine, ...]:
        self._attended()
        self._completed()
        self._went()
        self._given()
        self._followed()
        self._merged()
        newest = sorted(self._lines, key=self._order, reverse=True)
        return tuple(newest)

    def _attended(self) -> None:
        here = self._view.attendance.of_attendee(self._who)
        for one in here:
            name = self._sessions[one.session_id].name
            came_from = self._sessions.get(one.moved_from) if one.moved_from else None
            self._add(Happening.CAME, one.at, session=name, seat=one.seat, guest=one.guest)
            if came_from:
                self._add(Happening.MOVED, one.at, session=name, other=came_from.name)
            self._worked(one.session_id, name)
        came = {one.session_id for one in here}
        for session_id in self._view.sessions.registered_for(self._who):
            if session_id not in came and session_id in self._sessions:
                missed = self._sessions[session_id]
                self._add(Happening.REGISTERED, missed.starts_at, session=missed.name)

    def _worked(self, session_id: UUID, name: str) -> None:
        marks = self._view.floor.marks(session_id).get(self._who, [])
        if marks:
            done = sum(mark.state is MarkState.DONE for mark in marks)
            self._add(Happening.STEPS, max(mark.at for mark in marks), session=name, steps=done)
        for ticket in self._view.tickets.of_session(session_id):
            if ticket.attendee_id == self._who:
                state = ticket.stages[-1].state
                helper, text = helped_by(ticket), ticket.error_text
                self._add(Happening.HELP, ticket.stages[0].at, session=name, state=state, helper=helper, error=text)

    def _completed(self) -> None:
        if one := self._view.completions.of_attendee(self._who):
            before, after = one.confidence_before, one.confidence_after
            name = self._sessions[one.session_id].name
            self._add(Happening.COMPLETED, one.at, session=name, made=one.made, before=before, after=after)

    def _went(self) -> None:
        for session_id, at, said in self._view.phones.exit_tickets_of(self._who):
            facts = {"next_use": said.next_use, "in_the_way": said.in_the_way}
            self._add(Happening.WAY_OUT, at, session=self._sessions[session_id].name, **facts)

    def _given(self) -> None:
        for one in self._view.access.everything().get(self._who, ()):
            facts: dict[str, object] = {"provider": one.provider, "kind": one.kind, "identifier": one.identifier}
            if one.granted_on:
                self._note(Happening.ACCESS, one.granted_on, **facts)
            if one.ended_on:
                self._note(Happening.ACCESS_ENDED, one.ended_on, **facts)

    def _followed(self) -> None:
        for (who, state), one in self._view.follow_ups.everything().items():
            on = one.done_on or one.due_on
            if who == self._who and on:
                self._note(Happening.FOLLOW_UP, on, state=state, owner=one.owner, done=bool(one.done_on), note=one.note)
        for days, said in self._view.follow_ups.answers_of(self._who).items():
            self._note(Happening.REVISIT, said.answered_on, days=days, fate=said.fate, text=said.text)

    def _merged(self) -> None:
        for line in self._view.activity.standing(MERGED, self._who, after=0):
            gone = self._view.people.entry(line.deed.subject_id) if line.deed.subject_id else None
            if gone:
                self._add(Happening.MERGED, line.at, name=gone.name)

    def _add(self, what: Happening, at: datetime, **facts: object) -> None:
        self._lines.append(TimelineLine(what, at.astimezone(self._zone).date(), at, facts))

    def _note(self, what: Happening, on: date, **facts: object) -> None:
        self._lines.append(TimelineLine(what, on, None, facts))

    def _order(self, line: TimelineLine) -> tuple[date, datetime]:
        return line.on, line.at or datetime.combine(line.on, datetime.min.time(), tzinfo=self._zone)
