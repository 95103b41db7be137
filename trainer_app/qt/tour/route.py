"""Which stops there are on each page, with the demo, with nothing yet, and with four hundred people.

A page more is a line more in each of these; a page without a line is shown as it opens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from trainer_app.qt.page import Page
from trainer_app.qt.tour import stops_adoption, stops_desk, stops_door, stops_floor, stops_people, stops_sessions
from trainer_app.qt.tour.guide import Guide, Stop

Stops = Callable[[Guide, Page], list[Stop]]
Route = Mapping[str, Stops]

DEMO: Final[Route] = {
    "today": stops_door.today,
    "check_in": stops_door.check_in,
    "floor": stops_floor.floor,
    "people": stops_people.people,
    "sessions": stops_sessions.sessions,
    "adoption": stops_adoption.adoption,
    "settings": stops_desk.settings,
}
EMPTY: Final[Route] = {
    "today": stops_door.today,
    "people": stops_people.people_of_an_empty_program,
    "sessions": stops_sessions.sessions_of_an_empty_program,
    "adoption": stops_adoption.adoption_of_an_empty_program,
}
CROWD: Final[Route] = {
    "check_in": stops_door.crowd_at_the_door,
    "floor": stops_floor.crowd_on_the_floor,
    "people": stops_people.crowd_of_people,
    "sessions": stops_sessions.crowd_in_a_session,
}
