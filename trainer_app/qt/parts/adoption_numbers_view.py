"""Adoption in numbers: the funnel above, who came back and cohorts beside the teams; one column where it is narrow."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from trainer_app.qt import tokens
from trainer_app.qt.parts.adoption_bar import AfterCard
from trainer_app.qt.parts.adoption_cohorts import CohortCard
from trainer_app.qt.parts.adoption_funnel import FunnelStrip
from trainer_app.qt.parts.adoption_picture import AdoptionPicture
from trainer_app.qt.parts.adoption_teams import TeamsCard
from trainer_app.qt.parts.basics import column, row

_NARROW: Final = 900  # at text of normal size


class NumbersView(QScrollArea):
    """Shows a picture's numbers: `state_chosen(a state's value)`, `team_chosen(TeamNumbers)`."""

    state_chosen = Signal(str)
    team_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.funnel, self.after = FunnelStrip(), AfterCard()
        self.teams, self.cohorts = TeamsCard(), CohortCard()
        self.after.chosen.connect(self.state_chosen)
        self.teams.chosen.connect(self.team_chosen)
        left = column(self.after, self.cohorts, None, gap=tokens.S16)
        right = column(self.teams, None)
        self._both = row(left, right, gap=tokens.S16)
        self._both.setStretch(0, 1)
        self._both.setStretch(1, 1)
        holder = QWidget()
        holder.setProperty("kind", "ground")
        holder.setLayout(column(self.funnel, self._both, None, gap=tokens.S16, margins=(0, 0, 4, 4)))
        self.setProperty("kind", "ground")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(holder)

    def show_picture(self, picture: AdoptionPicture) -> None:
        """Show these numbers."""
        self.funnel.show_steps(picture.steps)
        self.after.show_numbers(picture.report.numbers)
        self.teams.show_teams(picture.report.teams)
        self.cohorts.show_cohorts(picture.cohorts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything below each other where it is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * max(self.font().pixelSize(), tokens.BODY) / tokens.BODY
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._both.direction() is not way:
            self._both.setDirection(way)
