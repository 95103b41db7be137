"""Phones: joining a session's floor, whose each one is, shutting them out, and one answer to each of their gestures."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from trainer_app.domain.attendee import Attendee, PeopleTrouble
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.errors import Refused
from trainer_app.domain.help import LIVE
from trainer_app.domain.phone import (
    SECRET_BITS,
    KeptAnswer,
    Phone,
    PhoneRole,
    PhoneRoom,
    PhoneTrouble,
    digest_of,
    in_one_line,
    same,
    secret_of,
)
from trainer_app.domain.session import Phase
from trainer_app.services.context import Context
from trainer_app.services.session_lookup import require_session
from trainer_app.storage.unit_of_work import Reading, Writing

_T = TypeVar("_T")
_LOOKED_AT = 300  # lines of the trail; who missed more than that looks again anyhow
_LONGEST_NAME = 80  # characters


@dataclass(frozen=True, slots=True)
class Joined:
    """A phone that has just joined, and the secret it proves itself with from now on; nobody keeps that but it."""

    phone: Phone
    secret: str


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """A phone as the desk sees it: `person` is the name of whose it is, None where nobody has said so."""

    phone: Phone
    person: str | None


@dataclass(frozen=True, slots=True)
class Ask:
    """One gesture of a phone: its id, which a retry repeats, its kind, and all it says."""

    id: UUID
    kind: str
    said: Mapping[str, object]

    @property
    def digest(self) -> str:
        """A short form of kind and content, by which a retry is known from another gesture under the same id."""
        return digest_of(json.dumps([self.kind, dict(self.said)], sort_keys=True, default=str))


class PhoneService:
    """Who joined with which phone, and what was answered to it first."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def standing(self) -> PhoneRoom | None:
        """Return the session phones may join, if it has not ended: after a restart they are let in again."""
        with self._context.store.read() as view:
            room = view.phones.room()
            if room is None or require_session(view, room.session_id).phase is Phase.ENDED:
                return None
            return room

    def switch_on(self, session_id: UUID, *, port: int, secure: bool, desk: Desk) -> PhoneRoom:
        """Keep that phones may join this session, through this port.

        Raises:
            Refused: the session is gone or has ended.
        """
        with self._context.store.write() as work:
            _check_running(work, session_id)
            old = work.phones.room()
            room = PhoneRoom(session_id, port, secure, self._context.clock())
            work.phones.open_room(room)
            if old is None or old.session_id != session_id:
                if old:
                    self._record(work, "phones_off", old.session_id, desk=desk)
                self._record(work, "phones_on", session_id, desk=desk)
        return room

    def switch_off(self, *, desk: Desk) -> None:
        """Keep that phones may join no session; those that joined are known again when they are switched on again."""
        with self._context.store.write() as work:
            room = work.phones.room()
            if room:
                work.phones.close_room()
                self._record(work, "phones_off", room.session_id, desk=desk)

    def join(self, session_id: UUID, role: PhoneRole, *, name: str | None = None, instead: bool = False) -> Joined:
        """Let a phone join. Helpers and doors act under a name, which one phone of a session has at a time.

        `instead`: it takes the place of the phone that has this name.

        Raises:
            Refused: the session is gone or has ended, or the name is blank or taken.
        """
        name = in_one_line(name, longest=_LONGEST_NAME) if role is not PhoneRole.ATTENDEE else None
        if role is not PhoneRole.ATTENDEE and name is None:
            raise Refused(PhoneTrouble.NAME_MISSING)
        secret = secret_of(self._context.random_bits(SECRET_BITS), length=30)
        with self._context.store.write() as work:
            _check_running(work, session_id)
            new = Phone(self._context.new_id(), session_id, role, self._context.clock(), name=name)
            if name:
                self._clear_name(work, new, name=name, instead=instead)
            work.phones.add(new, digest=digest_of(secret))
            self._record(work, "phone_joined", session_id, desk=desk_of(new), phone=new)
        return Joined(new, secret)

    def everybody(self, session_id: UUID) -> dict[UUID, tuple[Phone, str]]:
        """Return every phone that joined this session, shut out or not, with the digest of its secret.

        Raises:
            Refused: the session is gone or has ended, and every phone of it with it.
        """
        with self._context.store.read() as view:
            _check_running(view, session_id)
            return view.phones.everybody(session_id)

    def cursor(self) -> int:
        """Return the newest cursor; what is read after this knows all that happened up to it."""
        with self._context.store.read() as view:
            return view.activity.newest()

    def missed(self, phone: Phone, since: int) -> int:
        """Return the newest cursor where something that concerns this phone was recorded after `since`, 0 for nothing.

        An attendee's phone is concerned by what is theirs and what is everybody's, and while they wait for help by
        the whole floor, which may move their place; the others by all of the session.
        """
        with self._context.store.read() as view:
            newest = view.activity.newest()
            if newest < since:  # a backup was restored: what the phone shows never was
                return newest
            lines = view.activity.since(since, limit=_LOOKED_AT)
            wide = phone.role is not PhoneRole.ATTENDEE or _has_live_ticket(view, phone)
        concerns = any(_concerns(one.deed, phone, wide=wide) for one in lines)
        return newest if concerns or len(lines) == _LOOKED_AT else 0

    def waits_for_help(self, phone: Phone) -> bool:
        """Say whether the person of this phone wants help, so that others' hands may move their place."""
        with self._context.store.read() as view:
            return _has_live_ticket(view, phone)

    def standing_of(self, session_id: UUID, role: PhoneRole) -> tuple[int, int]:
        """Return how many phones of this role have joined and were not shut out, and the newest cursor."""
        with self._context.store.read() as view:
            phones = view.phones.of_session(session_id)
            return sum(one.role is role and one.revoked_at is None for one in phones), view.activity.newest()

    def roll(self, session_id: UUID) -> list[PhoneLine]:
        """Return every phone that joined this session and was not shut out, the newest first."""
        with self._context.store.read() as view:
            phones = [one for one in view.phones.of_session(session_id) if one.revoked_at is None]
            people = {one.id: one.name for one in view.people.everyone()}
        return [PhoneLine(one, people.get(one.attendee_id) if one.attendee_id else None) for one in phones[::-1]]

    def belongs(self, phone_id: UUID, attendee_id: UUID, *, sure: bool) -> Phone:
        """Say whose phone this is. Somebody who has another phone here must show a badge (`sure`), or wait for a nod.

        Raises:
            Refused: the phone is gone, shut out, a helper's or the door's, the session has ended, the person is not
                on the roster, or the phone is somebody else's by now.
        """
        with self._context.store.write() as work:
            phone = self._joined(work, phone_id)
            if phone.role is not PhoneRole.ATTENDEE:
                raise Refused(PhoneTrouble.NOT_ALLOWED)
            if phone.is_theirs:
                if phone.attendee_id != attendee_id:
                    raise Refused(PhoneTrouble.NOT_YOURS)
                return phone
            person = _listed(work, attendee_id)
            others = self._others(work, phone, attendee_id)
            changed = replace(phone, attendee_id=attendee_id, waits=bool(others) and not sure)
            if changed != phone:
                work.phones.belongs(phone_id, attendee_id, waits=changed.waits)
                kind, author = ("phone_waits", "") if changed.waits else ("phone_known", person.name)
                self._record(work, kind, phone.session_id, desk=desk_of(changed, author), phone=changed)
            if sure:
                self._shut_out(work, others, desk=desk_of(changed, person.name))
        return changed

    def nod(self, phone_id: UUID, *, yes: bool, desk: Desk) -> None:
        """Answer a phone that waits: it is this person's and their other one is shut out, or it is not.

        Raises:
            Refused: the phone is gone or shut out, or the session has ended.
        """
        with self._context.store.write() as work:
            phone = self._joined(work, phone_id)
            if not phone.waits or phone.attendee_id is None:
                return
            work.phones.belongs(phone_id, phone.attendee_id if yes else None, waits=False)
            self._record(work, "phone_known" if yes else "phone_refused", phone.session_id, desk=desk, phone=phone)
            if yes:
                self._shut_out(work, self._others(work, phone, phone.attendee_id), desk=desk)

    def revoke(self, phone_ids: Iterable[UUID], *, desk: Desk) -> None:
        """Shut phones out; they may join again with a new code."""
        with self._context.store.write() as work:
            found = [one for phone_id in dict.fromkeys(phone_ids) if (one := work.phones.get(phone_id))]
            self._shut_out(work, [phone for phone, _ in found if phone.revoked_at is None], desk=desk)

    def seen(self, phone_ids: Iterable[UUID]) -> None:
        """Keep that these phones were heard of just now. No deed of anybody, so it is not in the trail."""
        with self._context.store.write() as work:
            work.phones.seen(phone_ids, self._context.clock())

    def together(self, acts: Sequence[Callable[[], _T]]) -> list[_T | Refused]:
        """Act on several gestures in one transaction; one that is refused leaves nothing, and the others stay.

        Raises:
            StorageDown: nothing could be written, of none of them.
        """
        with self._context.store.write():
            return [_answer_or_no(one) for one in acts]

    def once(  # positional: who, what, and how
        self, phone: Phone, ask: Ask, act: Callable[[], Mapping[str, object]]
    ) -> dict[str, object]:
        """Act on a gesture and keep the answer, in one transaction; a repeated one gets that answer again.

        Raises:
            Refused: the phone was shut out, is not any more whose it was when this came, or its session has ended;
                the id came with different content before; or what `act` refused, and then nothing is kept.
        """
        with self._context.store.write() as work:
            if kept := work.phones.answer_to(ask.id):
                if kept.phone_id != phone.id or not same(kept.digest, ask.digest):
                    raise Refused(PhoneTrouble.GESTURE_REUSED)
                return {**kept.answer, "repeated": True}
            standing = self._joined(work, phone.id)
            if (standing.attendee_id, standing.waits) != (phone.attendee_id, phone.waits):
                raise Refused(PhoneTrouble.NOBODY_YET)
            answer = dict(act())
            work.phones.keep_answer(ask.id, KeptAnswer(phone.id, ask.digest, answer), at=self._context.clock())
        return answer

    def _clear_name(self, work: Writing, new: Phone, *, name: str, instead: bool) -> None:
        alive = (one for one in work.phones.of_session(new.session_id) if one.revoked_at is None and one.name)
        taken = [one for one in alive if (one.name or "").casefold() == name.casefold()]
        if taken and not instead:
            raise Refused(PhoneTrouble.NAME_TAKEN, name=name)
        self._shut_out(work, taken, desk=desk_of(new))

    def _shut_out(self, work: Writing, phones: Iterable[Phone], *, desk: Desk) -> None:
        for phone in phones:
            work.phones.revoke(phone.id, self._context.clock())
            self._record(work, "phone_revoked", phone.session_id, desk=desk, phone=phone)

    def _joined(self, view: Reading, phone_id: UUID) -> Phone:
        found = view.phones.get(phone_id)
        if found is None:
            raise Refused(PhoneTrouble.GONE)
        _check_alive(view, found[0])
        return found[0]

    @staticmethod
    def _others(view: Reading, phone: Phone, attendee_id: UUID) -> list[Phone]:
        here = view.phones.of_session(phone.session_id)
        theirs = (one for one in here if one.attendee_id == attendee_id and one.is_theirs)
        return [one for one in theirs if one.revoked_at is None and one.id != phone.id]

    def _record(  # positional: what and where
        self, work: Writing, kind: str, session_id: UUID, *, desk: Desk, phone: Phone | None = None
    ) -> None:
        about = phone.attendee_id if phone else None
        deed = Deed(Topic.PHONES, kind, session_id, about, phone.id if phone else None)
        work.record(deed, at=self._context.clock(), desk=desk)


def desk_of(phone: Phone, person: str = "") -> Desk:
    """Return who acts where, for the trail, when this phone does something."""
    return Desk(phone.name or person or "phone", f"phone {phone.id.hex[-4:]}")


def _check_running(view: Reading, session_id: UUID) -> None:
    if require_session(view, session_id).phase is Phase.ENDED:
        raise Refused(PhoneTrouble.OVER)


def _check_alive(view: Reading, phone: Phone) -> None:
    if phone.revoked_at is not None:
        raise Refused(PhoneTrouble.REVOKED)
    _check_running(view, phone.session_id)


def _listed(view: Reading, attendee_id: UUID) -> Attendee:
    person = view.people.listed(attendee_id)
    if person is None or person.id in view.forgetting.forgotten():
        raise Refused(PeopleTrouble.GONE)
    return person


def _has_live_ticket(view: Reading, phone: Phone) -> bool:
    tickets = view.tickets.of_session(phone.session_id) if phone.is_theirs else ()
    return any(one.attendee_id == phone.attendee_id and one.state in LIVE for one in tickets)


def _answer_or_no(act: Callable[[], _T]) -> _T | Refused:
    try:
        return act()
    except Refused as no:
        return no


def _concerns(deed: Deed, phone: Phone, *, wide: bool) -> bool:
    if deed.session_id not in (None, phone.session_id):
        return False
    return wide or deed.attendee_id in (None, phone.attendee_id)
