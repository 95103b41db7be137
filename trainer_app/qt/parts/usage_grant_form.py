"""Records by hand which key, login or seat a person was given, by its id and never by the secret itself."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QFrame, QGridLayout, QLineEdit

from trainer_app.bootstrap import Services, sentence
from trainer_app.domain.access import AccessGrant, GrantKind
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Told
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import button, captioned, column, label, row
from trainer_app.qt.parts.usage_person_search import PersonSearch
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.words import usage_identities as words
from trainer_app.words.language import say


class UsageGrantForm(QFrame):
    """A form in the page: `left` when it was recorded or given up."""

    left = Signal()

    def __init__(self, services: Services, work: Work, tell: Tell, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._services, self._work, self._tell, self._desk = services, work, tell, desk
        self._who: Attendee | None = None
        self.search = PersonSearch(services, work, say(words.PERSON))
        self._chosen = label("", "strong", wrap=True)
        self.provider, self.identifier = QLineEdit(), QLineEdit()
        self.provider.setPlaceholderText(say(words.PROVIDER_HINT))
        self.identifier.setPlaceholderText(say(words.IDENTIFIER_HINT))
        self.kind = QComboBox()
        for one in GrantKind:
            self.kind.addItem(words.grant_kind(one), one)
        self.known_since, self.has_end = QCheckBox(say(words.KNOWN_SINCE)), QCheckBox(say(words.HAS_END))
        self.since, self.until = _date_field(), _date_field()
        self._since_box, self._until_box = (
            captioned(say(words.SINCE), self.since),
            captioned(say(words.UNTIL), self.until),
        )
        self._trouble = label("", "body", wrap=True, tone=Tone.HELP)
        self._save = button(say(words.SAVE), self._send, kind="primary")
        self._lay_out()
        self.search.chosen.connect(self._choose)
        self.known_since.toggled.connect(self._since_box.setVisible)
        self.has_end.toggled.connect(self._until_box.setVisible)
        self.setFocusProxy(self.search)

    def begin(self, today: date) -> None:
        """Start anew; the dates begin with this day."""
        self._who = None
        self._chosen.hide()
        self._trouble.hide()
        self.search.begin("")
        self.identifier.clear()
        for field in (self.since, self.until):
            field.setDate(QDate(today.year, today.month, today.day))
        for box in (self._since_box, self._until_box):
            box.hide()
        self.known_since.setChecked(False)
        self.has_end.setChecked(False)
        self._save.setEnabled(False)
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Record with Enter, give up with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._save.isEnabled():
            self._send()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.S16)
        grid.setVerticalSpacing(tokens.S12)
        fields = (
            captioned(say(words.KIND), self.kind),
            captioned(say(words.IDENTIFIER), self.identifier),
            captioned(say(words.PROVIDER), self.provider),
        )
        for at, field in enumerate(fields):
            grid.addWidget(field, 0, at)
            grid.setColumnStretch(at, 1)
        for at, (tick, box) in enumerate(((self.known_since, self._since_box), (self.has_end, self._until_box))):
            grid.addLayout(column(tick, box, None, gap=tokens.S4), 1, at)
        feet = row(self._save, button(say(words.CANCEL), self.left.emit), None, gap=tokens.S12)
        inside = column(
            label(say(words.GRANT_TITLE), "title"),
            label(say(words.GRANT_INTRO), "muted", wrap=True),
            self.search,
            self._chosen,
            grid,
            self._trouble,
            feet,
            gap=tokens.S12,
            margins=(32, 24, 32, 24),
        )
        inside.setStretch(2, 1)
        self.setLayout(inside)

    def _choose(self, who: Attendee) -> None:
        self._who = who
        self._chosen.setText(" · ".join(part for part in (who.name, who.team, who.email) if part))
        self._chosen.show()
        self._save.setEnabled(True)
        self.identifier.setFocus()

    def _send(self) -> None:
        if self._who is None:
            return
        self._save.setEnabled(False)
        given = AccessGrant(
            self._who.id,
            self.provider.text(),
            self.kind.currentData(),
            self.identifier.text(),
            _date_of(self.since) if self.known_since.isChecked() else None,
            _date_of(self.until) if self.has_end.isChecked() else None,
        )
        self._work.run(partial(self._grant, given), then=self._done, failed=self._show_trouble)

    def _grant(self, given: AccessGrant) -> UUID:
        return self._services.usage_identities.grant(given, desk=self._desk).attendee_id

    def _done(self, _who: UUID) -> None:
        self._tell.say(words.granted(self._who.name if self._who else ""), tone=Tone.OK)
        self.left.emit()

    def _show_trouble(self, error: Told) -> None:
        self._trouble.setText(sentence(error))
        self._trouble.show()
        self._save.setEnabled(True)
        self.identifier.setFocus()


def _date_field() -> QDateEdit:
    made = QDateEdit()
    made.setCalendarPopup(True)
    made.setDisplayFormat("yyyy-MM-dd")
    return made


def _date_of(field: QDateEdit) -> date:
    on = field.date()
    return date(on.year(), on.month(), on.day())
