"""Asked at the moment of a first hands-on: what they made and how sure they are; the room goes on meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QLineEdit, QSizePolicy, QWidget

from trainer_app.bootstrap import Services
from trainer_app.domain.changes import Desk
from trainer_app.domain.completion import Completion, Moment
from trainer_app.domain.floor import Room
from trainer_app.qt import tokens
from trainer_app.qt.current import Current
from trainer_app.qt.parts.basics import ElidedLabel, button, captioned, column, label, row
from trainer_app.qt.tell import Tell
from trainer_app.qt.theme import colours_of
from trainer_app.qt.work import Work
from trainer_app.services.completions import HIGHEST, LOWEST
from trainer_app.words import completion as words
from trainer_app.words.language import say

_CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine)
_PAD, _CLOSE = 7, 3


@dataclass(frozen=True, slots=True)
class Said:
    """What stands about a person: their completion, how sure they said they were, by moment, and steps left before."""

    completion: Completion | None
    confidence: dict[Moment, int]
    open_steps: int = 0


class CompletionForm(QFrame):
    """A card to be placed beside the floor: `ask` opens it, Esc or Skip closes it; `closed` says so either way."""

    closed = Signal()

    def __init__(self, services: Services, work: Work, tell: Tell, current: Current) -> None:  # positional: as pages
        super().__init__()
        self.setProperty("kind", "popup")
        self._services, self._work, self._tell, self._current = services, work, tell, current
        self._whom: tuple[UUID, str, UUID] | None = None
        self._stands: Said | None = None
        self._title = ElidedLabel("", "strong")
        self._note = label("", "note", wrap=True)
        self.made, self.witness = QLineEdit(), QLineEdit()
        self.made.setPlaceholderText(say(words.MADE_HINT))
        self.levels = {moment: ConfidenceKeys(say(question)) for moment, question in words.QUESTIONS.items()}
        self._save_button = button(say(words.SAVE), self.save, kind="primary")
        self._skip = button(say(words.SKIP), self.skip)
        self._lay_out()
        self.hide()

    def ask(self, attendee_id: UUID, name: str, session_id: UUID) -> None:  # positional: who, and where
        """Open for this person, with what stands about them already."""
        self._whom = (attendee_id, name, session_id)
        self._stands = None
        self._title.setText(say(words.TITLE, name=name))
        self.setAccessibleName(self._title.text())
        self._show(Said(None, {}))
        self._save_button.setEnabled(False)  # until it is known what stands there
        self.show()
        self.made.setFocus()
        call = partial(_read, self._services, attendee_id=attendee_id, session_id=session_id)
        self._work.read(call, then=self._take, newest="completion")

    def save(self) -> None:
        """Write down what was said and close."""
        if self._whom is None or self._stands is None:
            return
        attendee_id, name, session_id = self._whom
        answers = _Answers(
            self._stands,
            made=self.made.text().strip() or None,
            witness=self.witness.text().strip() or None,
            confidence={moment: keys.value for moment, keys in self.levels.items() if keys.value is not None},
        )
        call = partial(_write, self._services, answers, whom=(attendee_id, session_id), desk=self._current.desk)
        self._work.run(call, then=partial(self._say_saved, name), context=self)
        self.skip()

    def skip(self) -> None:
        """Close; what was not saved is left out."""
        self._whom = None
        self.hide()
        self.closed.emit()

    def keys(self) -> list[tuple[str, str]]:
        """Return the form's keys and what they do, for F1."""
        return [("1-5", say(words.KEY_LEVEL)), ("Enter", say(words.KEY_SAVE)), ("Esc", say(words.KEY_SKIP))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Skip with Esc, save with Enter, answer with a number."""
        if event.key() == Qt.Key.Key_Escape:
            self.skip()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.skip() if self._skip.hasFocus() else self.save()
        elif event.text() in _NUMBERS:
            self._answer(int(event.text()))
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _lay_out(self) -> None:
        foot = row(self._save_button, self._skip, None)
        inside = column(
            self._title,
            self._note,
            captioned(say(words.MADE), self.made),
            *(captioned(say(words.QUESTIONS[moment]), keys) for moment, keys in self.levels.items()),
            captioned(say(words.WITNESS), self.witness),
            foot,
            gap=tokens.S8,
            margins=(16, 14, 16, 14),
        )
        self.setLayout(inside)

    def _take(self, said: Said) -> None:
        if self._whom is None:
            return
        self._stands = said
        self._show(said)
        self._save_button.setEnabled(True)

    def _show(self, said: Said) -> None:
        stands = said.completion
        noted = (words.not_ticked(said.open_steps), say(words.THERE if stands else words.NOTE))
        self._note.setText(" ".join(part for part in noted if part))
        if not self.made.isModified() or self._stands is None:  # what was typed while the answer came stays
            self.made.setText((stands.made if stands else None) or "")
        self.witness.setText((stands.witness if stands else self._current.desk.author) or "")
        for moment, keys in self.levels.items():
            keys.choose(said.confidence.get(moment))

    def _answer(self, value: int) -> None:
        focused: QWidget | None = self.window().focusWidget()
        inside = next((keys for keys in self.levels.values() if focused and keys.isAncestorOf(focused)), None)
        open_one = next((keys for keys in self.levels.values() if keys.value is None), None)
        chosen = inside or open_one or self.levels[Moment.AFTER]
        chosen.choose(value)
        later = next((keys for keys in self.levels.values() if keys.value is None), None)
        (later.first if later else self._save_button).setFocus(Qt.FocusReason.TabFocusReason)

    def _say_saved(self, name: str, _nothing: None) -> None:
        self._tell.say(words.saved(name))


class ConfidenceKeys(QWidget):
    """Five keys side by side, each with its number and a word; one may be chosen, and let go again."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self._keys = [ConfidenceKey(value, question) for value in range(LOWEST, HIGHEST + 1)]
        for key in self._keys:
            key.clicked.connect(self._picked)
        inside = row(*self._keys, gap=5)
        for at in range(len(self._keys)):
            inside.setStretch(at, 1)
        self.setLayout(inside)

    @property
    def value(self) -> int | None:
        """What was chosen, 1 to 5."""
        return next((key.value for key in self._keys if key.isChecked()), None)

    @property
    def first(self) -> QWidget:
        """Where the keyboard comes in."""
        return next((key for key in self._keys if key.isChecked()), self._keys[0])

    def choose(self, value: int | None) -> None:
        """Choose this one, None lets go."""
        for key in self._keys:
            key.setChecked(key.value == value)

    def _picked(self) -> None:
        pressed = self.sender()
        for key in self._keys:
            if key is not pressed:
                key.setChecked(False)


class ConfidenceKey(QAbstractButton):
    """One of the five: the number large, what it means below it."""

    def __init__(self, value: int, question: str) -> None:
        super().__init__()
        self.value = value
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(say(words.LEVELS[value]))
        self.setAccessibleName(f"{question}: {words.level(value)}")
        self.setToolTip(words.level(value))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Have room for the word."""
        wide = QFontMetrics(self._small()).horizontalAdvance(self.text()) + 2 * _PAD
        return QSize(wide, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Never cut a word."""
        small, large = QFontMetrics(self._small()), QFontMetrics(self._large())
        return QSize(small.horizontalAdvance(self.text()) + 2 * _CLOSE, large.height() + small.height() + _PAD)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(self.palette())
        chosen, focused = self.isChecked(), self.hasFocus()
        painter.setBrush(QColor(colours.accent if chosen else colours.sunk if self.underMouse() else colours.surface))
        edge = colours.text if focused and chosen else colours.accent if focused or chosen else colours.edge
        painter.setPen(QPen(QColor(edge), 2 if focused else 1))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), tokens.RADIUS_SMALL, tokens.RADIUS_SMALL)
        painter.setPen(QColor(colours.on_accent if chosen else colours.text))
        painter.setFont(self._large())
        high = QFontMetrics(self._large()).height()
        painter.drawText(QRect(0, _PAD // 2, self.width(), high), _CENTRE, str(self.value))
        painter.setFont(self._small())
        painter.setPen(QColor(colours.on_accent if chosen else colours.muted))
        painter.drawText(
            QRect(0, _PAD // 2 + high, self.width(), QFontMetrics(self._small()).height()), _CENTRE, self.text()
        )
        painter.end()

    def _large(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(round(font.pixelSize() * tokens.LEAD / tokens.BODY), 1))
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(round(font.pixelSize() * (tokens.SMALL - 1) / tokens.BODY), 1))
        return font


_NUMBERS: Final = frozenset(str(value) for value in range(LOWEST, HIGHEST + 1))


@dataclass(frozen=True, slots=True)
class _Answers:
    stands: Said
    made: str | None
    witness: str | None
    confidence: dict[Moment, int]


def _read(services: Services, *, attendee_id: UUID, session_id: UUID) -> Said:
    """Return what stands; where the first hands-on was in an earlier session, how sure they were is that session's."""
    completion = services.completions.of_attendee(attendee_id)
    said = services.completions.confidences(completion.session_id if completion else session_id)
    mine = {moment: value for (whose, moment), value in said.items() if whose == attendee_id}
    return Said(completion, mine, _open_steps(services.floor.room(session_id), attendee_id))


def _open_steps(room: Room, attendee_id: UUID) -> int:
    """Return how many steps before the one that completes are neither done nor skipped; those one may pass over not."""
    steps = room.checklist.steps
    completing = next((at for at, step in enumerate(steps) if step.completes), 0)
    marked = {mark.step_key for mark in room.marks.get(attendee_id, ())}
    return sum(step.key not in marked and not step.optional for step in steps[:completing])


def _write(services: Services, answers: _Answers, *, whom: tuple[UUID, UUID], desk: Desk) -> None:
    """Record the completion, or write what was changed about the one that stands."""
    attendee_id, session_id = whom
    stands = answers.stands.completion or services.completions.of_attendee(attendee_id)
    if stands is None:
        new = Completion(
            services.new_id(),
            attendee_id,
            session_id,
            services.clock(),
            made=answers.made,
            confidence_before=answers.confidence.get(Moment.BEFORE),
            confidence_after=answers.confidence.get(Moment.AFTER),
            witness=answers.witness,
        )
        services.completions.complete(new, desk=desk)
        return
    services.completions.describe(attendee_id, made=answers.made, witness=answers.witness, desk=desk)
    for moment, value in answers.confidence.items():
        if answers.stands.confidence.get(moment) != value:
            services.completions.say_confidence(stands.session_id, attendee_id, moment, value=value, desk=desk)
