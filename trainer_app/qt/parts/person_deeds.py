"""What the People page has written: adding, changing, merging, forgetting and handing out, each said when done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Told
from trainer_app.domain.person_record import PersonRow
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, label, row
from trainer_app.qt.parts.sheet import Sheet
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.words import people as words
from trainer_app.words.language import say

_NAMED = 12


class PersonDeeds(QObject):
    """Writes off the UI thread; `done(who or None)` when something was written, `refused` when not."""

    done = Signal(object)
    refused = Signal(object)

    def __init__(self, services: Services, work: Work, tell: Tell, desk: Desk) -> None:  # positional: as a page
        super().__init__()
        self._services, self._work, self._tell, self._desk = services, work, tell, desk

    def write(self, people: Sequence[Attendee], *, is_new: bool) -> None:
        """Add this person, or write these anew."""
        if is_new:
            add = partial(self._services.people.add, people[0], desk=self._desk)
            self._work.run(add, then=self._say_added, failed=self._say_refused)
        elif len(people) == 1:
            change = partial(self._changed, people[0])
            self._work.run(change, then=self._say_changed, failed=self._say_refused)
        else:
            change_all = partial(self._services.people.change_many, people, desk=self._desk)
            self._work.run(change_all, then=self._say_all_changed, failed=self._say_refused)

    def merge(self, stays: Attendee, others: Sequence[UUID]) -> None:
        """Let the others be this person."""
        self._work.run(partial(self._merged, stays, others), then=self._say_merged, failed=self._say_refused)

    def ask_to_forget(self, people: Sequence[PersonRow], *, over: QWidget) -> Sheet:
        """Say what forgetting means, and forget when the button is pressed."""
        names = "\n".join(one.person.name for one in people[:_NAMED])
        more = [label("…")] if len(people) > _NAMED else []
        sheet = Sheet(
            over,
            say(words.FORGET_TITLE),
            label(names, "strong", wrap=True),
            *more,
            label(say(words.FORGET_HOW, name=say(words.FORGOTTEN_NAME)), wrap=True),
            label(say(words.FORGET_BACKUPS), "muted", wrap=True),
        )
        forget = button(say(words.FORGET_NOW), partial(self._forget, [one.id for one in people], sheet))
        sheet.add(row(button(say(words.CANCEL), sheet.close_sheet), forget, None, gap=tokens.S12))
        sheet.open()
        return sheet

    def hand_out(self, person: Attendee, file: Path) -> None:
        """Write everything held about this person to a file."""
        self._work.run(partial(self._handed_out, person, file), then=self._say_handed_out, failed=self._say_refused)

    def _changed(self, person: Attendee) -> Attendee:
        self._services.people.change(person, desk=self._desk)
        return person

    def _merged(self, stays: Attendee, others: Sequence[UUID]) -> Attendee:
        for other in others:
            self._services.people.merge(stays.id, other, desk=self._desk)
        return stays

    def _forget(self, people: list[UUID], sheet: Sheet) -> None:
        sheet.close_sheet()
        name = say(words.FORGOTTEN_NAME)
        forget = partial(self._services.forgetting.forget, people, name=name, desk=self._desk)
        self._work.run(forget, then=self._say_forgotten, failed=self._say_refused)

    def _handed_out(self, person: Attendee, file: Path) -> tuple[str, str]:
        return person.name, str(self._services.forgetting.hand_out(person.id, file))

    def _say_added(self, person: Attendee) -> None:
        self._tell.say(say(words.ADDED, name=person.name), tone=Tone.OK)
        self.done.emit(person.id)

    def _say_changed(self, person: Attendee) -> None:
        self._tell.say(say(words.CHANGED, name=person.name), tone=Tone.OK)
        self.done.emit(person.id)

    def _say_all_changed(self, count: int) -> None:
        self._tell.say(words.changed(count), tone=Tone.OK)
        self.done.emit(None)

    def _say_merged(self, person: Attendee) -> None:
        self._tell.say(say(words.MERGED, name=person.name), tone=Tone.OK)
        self.done.emit(person.id)

    def _say_forgotten(self, count: int) -> None:
        self._tell.say(words.forgotten(count), tone=Tone.OK)
        self.done.emit(None)

    def _say_handed_out(self, said: tuple[str, str]) -> None:
        self._tell.say(say(words.HANDED_OUT, name=said[0], file=said[1]), tone=Tone.OK)

    def _say_refused(self, error: Told) -> None:
        self._tell.trouble(error)
        self.refused.emit(error)
