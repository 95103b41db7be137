"""Every page, every gesture and every look, gathered from the roles' modules: who may do what is read off here."""

from __future__ import annotations

from typing import Final

from trainer_app.web import attendee_taps, door_taps, helper_taps
from trainer_app.web.gestures import Gesture
from trainer_app.web.page import Look, Page
from trainer_app.web.pages import attendee, door, helper

PAGES: Final[tuple[Page, ...]] = (*attendee.PAGES, *door.PAGES, *helper.PAGES)
LOOKS: Final[dict[str, Look]] = {one.name: one for one in (*attendee.LOOKS, *door.LOOKS, *helper.LOOKS)}
GESTURES: Final[dict[str, Gesture]] = dict((*attendee_taps.GESTURES, *door_taps.GESTURES, *helper_taps.GESTURES))
