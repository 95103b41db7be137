"""What the phones' face needs of the house; `bootstrap` hands it in, so that this face never builds anything itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from trainer_app.services.attendance import AttendanceService
from trainer_app.services.badge_photos import BadgePhotoService
from trainer_app.services.check_in import CheckInService
from trainer_app.services.checklists import ChecklistService
from trainer_app.services.completions import CompletionService
from trainer_app.services.context import Context
from trainer_app.services.feed import Feed
from trainer_app.services.floor import FloorService
from trainer_app.services.help_desk import HelpDeskService
from trainer_app.services.people import PeopleService
from trainer_app.services.phone_floor import PhoneFloorService
from trainer_app.services.phones import PhoneService
from trainer_app.services.sessions import SessionService
from trainer_app.services.undo import UndoService


class Needs(Protocol):
    """The services phones use, and the one clock and source of ids."""

    @property
    def context(self) -> Context: ...
    @property
    def sessions(self) -> SessionService: ...
    @property
    def attendance(self) -> AttendanceService: ...
    @property
    def people(self) -> PeopleService: ...
    @property
    def checklists(self) -> ChecklistService: ...
    @property
    def check_in(self) -> CheckInService: ...
    @property
    def completions(self) -> CompletionService: ...
    @property
    def floor(self) -> FloorService: ...
    @property
    def help_desk(self) -> HelpDeskService: ...
    @property
    def phones(self) -> PhoneService: ...
    @property
    def phone_floor(self) -> PhoneFloorService: ...
    @property
    def badge_photos(self) -> BadgePhotoService: ...
    @property
    def undo(self) -> UndoService: ...
    @property
    def feed(self) -> Feed: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...
    @property
    def new_id(self) -> Callable[[], UUID]: ...
