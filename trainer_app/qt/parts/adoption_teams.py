"""Teams as dots with their intervals, most people missing first; choosing one shows its signals."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout

from trainer_app.domain.adoption_numbers import SampleSize, Standing, TeamNumbers
from trainer_app.qt import tokens
from trainer_app.qt.parts.basics import ElidedLabel, clear, column, label, row
from trainer_app.qt.theme import colours_of, tabular
from trainer_app.qt.tokens import Colours
from trainer_app.words import adoption_page as words
from trainer_app.words.language import say

_DOT: Final = 5.0
_ROW: Final = 34
_LEAST_PLOT: Final = 0.3  # of the width
_OF_ONE: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class TeamsCard(QFrame):
    """Shows teams beside all others; `chosen(TeamNumbers)`."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        scale = ElidedLabel(say(words.TEAMS_SCALE), "note")
        scale.setAlignment(Qt.AlignmentFlag.AlignRight)
        head = row(label(say(words.TEAMS), "heading"), scale, gap=tokens.S12)
        head.setStretch(1, 1)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._none = label(say(words.NO_TEAMS), "muted")
        self._how = label(say(words.TEAMS_HOW), "note", wrap=True)
        inside = column(head, self._rows, self._none, tokens.S4, self._how, gap=tokens.S4, margins=(20, 16, 20, 14))
        self.setLayout(inside)
        self._shown: tuple[TeamNumbers, ...] = ()

    def show_teams(self, teams: tuple[TeamNumbers, ...]) -> None:
        """Show these instead; a program without any team shows none."""
        if teams == self._shown:
            return
        self._shown = teams
        clear(self._rows)
        named = [] if all(one.team is None for one in teams) else teams
        for one in named:
            made = _Team(one, tuple(named))
            made.clicked.connect(self._say)
            self._rows.addWidget(made)
        self._none.setVisible(not named)
        self._how.setVisible(bool(named))

    def _say(self) -> None:
        one = self.sender()
        assert isinstance(one, _Team)  # noqa: S101 - nobody else is connected; for the type checker
        self.chosen.emit(one.team)


class _Team(QAbstractButton):
    def __init__(self, team: TeamNumbers, all_teams: tuple[TeamNumbers, ...]) -> None:
        super().__init__()
        self.team = team
        self._all = all_teams
        self.setText(words.team_how(team))
        self.setAccessibleName(words.team_how(team))
        self.setToolTip(words.team_how(team))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        high = max(_ROW, QFontMetrics(self.font()).height() + 14)
        return QSize(320, high)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            painter.fillRect(box, QColor(colours.accent_soft))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        name, plot, count, rest = self._places(box, strong)
        self._say(painter, name, words.team(self.team.team), font=strong, colour=colours.text)
        self._plot(painter, plot, colours)
        self._say(painter, count, words.team_count(self.team), font=tabular(self.font()), colour=colours.muted)
        tone = {Standing.LIKELY_BEHIND: colours.look, Standing.LIKELY_AHEAD: colours.ok}.get(self.team.standing)
        told = strong if tone else self.font()
        self._say(painter, rest, words.team_sentence(self.team), font=told, colour=tone or colours.muted)
        painter.end()

    def _places(self, box: QRectF, strong: QFont) -> tuple[QRectF, QRectF, QRectF, QRectF]:
        """Return where name, plot, count and sentence stand: as wide as the widest of all teams, if there is room."""
        bold, plain, gap = QFontMetrics(strong), QFontMetrics(tabular(self.font())), tokens.S12
        name: float = max(bold.horizontalAdvance(words.team(one.team)) for one in self._all)
        count = max(plain.horizontalAdvance(words.team_count(one)) for one in self._all)
        rest: float = max(bold.horizontalAdvance(words.team_sentence(one)) for one in self._all)
        room = box.width() * (1 - _LEAST_PLOT) - 3 * gap - count
        rest = min(rest, max(room * 0.55, room - name))
        name = min(name, room - rest)
        plot = box.width() - name - count - rest - 3 * gap
        places, at = [], 0.0
        for wide in (name, plot, count, rest):
            places.append(QRectF(at, 0, wide + 1, box.height()))
            at += wide + gap
        return places[0], places[1], places[2], places[3]

    def _say(self, painter: QPainter, box: QRectF, text: str, *, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, _OF_ONE, shown)

    def _plot(self, painter: QPainter, box: QRectF, colours: Colours) -> None:
        rate = self.team.numbers.came_back
        inner = box.adjusted(_DOT + 2, 0, -_DOT - 2, 0)
        if rate.share is not None and self.team.difference is not None:
            others = inner.left() + inner.width() * (rate.share - self.team.difference)
            painter.setPen(QPen(QColor(colours.edge), 1))
            painter.drawLine(QPointF(others, box.top()), QPointF(others, box.bottom()))
        if rate.share is None or rate.interval is None:
            return
        middle = box.center().y()
        painter.setPen(QPen(QColor(colours.edge), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        ends = (inner.left() + inner.width() * at for at in (rate.interval.low, rate.interval.high))
        low, high = (QPointF(at, middle) for at in ends)
        painter.drawLine(low, high)
        hollow = rate.size is SampleSize.SMALL  # few people: the dot is drawn open
        painter.setPen(QPen(QColor(colours.accent if hollow else colours.surface), 2))
        painter.setBrush(QColor(colours.surface if hollow else colours.accent))
        painter.drawEllipse(QPointF(inner.left() + inner.width() * rate.share, middle), _DOT + 1, _DOT + 1)
