"""Forgetting people: what they did stays countable, and nothing says any more who they were. It cannot be undone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from trainer_app.domain.attendee import Attendee, PeopleTrouble
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.errors import Refused
from trainer_app.domain.usage import Identity, IdentityKind
from trainer_app.exchange.person_out import write_person
from trainer_app.services.context import Context
from trainer_app.services.identity_lookup import known_identities
from trainer_app.storage.unit_of_work import Reading

FORGOTTEN = "person_forgotten"
_BITS = 64


class ForgettingService:
    """Forgets people, and hands out what is held about them."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def forget(self, people: Sequence[UUID], *, name: str, desk: Desk) -> int:
        """Let these people be `name` from now on; return how many they were.

        States and numbers stay as they are: their usage goes on under an identity made up for it. An identity that
        several people share stays with the others. Copies of the file made before still hold all of it.

        Raises:
            Refused: somebody is not on the roster any more; nobody was forgotten then.
        """
        with self._context.store.write() as work:
            now = self._context.clock()
            for who in dict.fromkeys(people):
                person = _listed(work, who)
                theirs = known_identities(work, work.people.everyone())
                shared = {one for other, known in theirs.items() if other != who for one in known}
                instead = {one: self._made_up(one) for one in theirs[who] - shared}
                work.forgetting.forget(person, instead, name=name, at=now)
                work.record(Deed(Topic.PEOPLE, FORGOTTEN, attendee_id=who, subject_id=who), at=now, desk=desk)
                work.touch(*work.forgetting.entries(who))
            work.also(*Topic)
        self._context.store.fold_in()
        return len(set(people))

    def held(self, attendee_id: UUID) -> dict[str, list[dict[str, Any]]]:
        """Return every row held about this person, by table.

        Raises:
            Refused: the person is not on the roster any more.
        """
        with self._context.store.read() as view:
            person = _listed(view, attendee_id)
            return view.forgetting.held(person.id, known_identities(view, [person])[person.id])

    def hand_out(self, attendee_id: UUID, file: Path) -> Path:
        """Write everything held about this person to a file for them, and return it.

        Raises:
            Refused: the person is not on the roster any more.
            StorageDown: the file cannot be written.
        """
        write_person(file, self.held(attendee_id), at=self._context.clock())
        return file

    def _made_up(self, identity: Identity) -> str:
        made = f"forgotten-{self._context.random_bits(_BITS):016x}"
        return f"{made}@forgotten.invalid" if identity.kind is IdentityKind.EMAIL else made


def _listed(view: Reading, who: UUID) -> Attendee:
    person = view.people.listed(who)
    if person is None:
        raise Refused(PeopleTrouble.GONE)
    return person
