"""Builds the house: the only place that knows every part, and that owns the clock, ids and randomness."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING
from uuid import UUID

from trainer_app.domain.errors import DataTrouble, Refused, StorageDown, Told
from trainer_app.domain.network import Address
from trainer_app.domain.session import Session
from trainer_app.services.attendance import AttendanceService
from trainer_app.services.context import Context
from trainer_app.services.feed import Feed, Watch
from trainer_app.services.programs import ProgramService
from trainer_app.services.sessions import SessionService
from trainer_app.services.undo import Reversal, UndoService
from trainer_app.storage.store import open_store

if TYPE_CHECKING:
    from trainer_app.services.adoption import AdoptionService
    from trainer_app.services.attendance_import import AttendanceImportService
    from trainer_app.services.backups import BackupService
    from trainer_app.services.badge_photos import BadgePhotoService
    from trainer_app.services.check_in import CheckInService
    from trainer_app.services.checklists import ChecklistService
    from trainer_app.services.completions import CompletionService
    from trainer_app.services.exports import ExportService
    from trainer_app.services.floor import FloorService
    from trainer_app.services.follow_ups import FollowUpService
    from trainer_app.services.forgetting import ForgettingService
    from trainer_app.services.help_desk import HelpDeskService
    from trainer_app.services.paper_roster import PaperRosterService
    from trainer_app.services.people import PeopleService
    from trainer_app.services.people_import import PeopleImportService
    from trainer_app.services.person_record import PersonRecordService
    from trainer_app.services.phone_floor import PhoneFloorService
    from trainer_app.services.phones import PhoneService
    from trainer_app.services.registrations import RegistrationService
    from trainer_app.services.reports import ReportService
    from trainer_app.services.session_import import SessionImportService
    from trainer_app.services.usage_identities import UsageIdentityService
    from trainer_app.services.usage_import import UsageImportService
    from trainer_app.web.host import PhoneHost


@dataclass(frozen=True)
class Services:
    """Every use case, as the faces are given them.

    What the first page can do without is imported and built when it is first asked for: the window must
    not wait for it.
    """

    context: Context
    programs: ProgramService
    sessions: SessionService
    attendance: AttendanceService
    undo: UndoService
    feed: Feed
    watch: Watch

    @cached_property
    def people(self) -> PeopleService:
        """The roster; its search follows the feed from now on."""
        from trainer_app.services.people import PeopleService

        made = PeopleService(self.context)
        self.feed.subscribe(made.hear)
        return made

    @cached_property
    def checklists(self) -> ChecklistService:
        """What sessions run through."""
        from trainer_app.services.checklists import ChecklistService

        return ChecklistService(self.context)

    @cached_property
    def check_in(self) -> CheckInService:
        """The door."""
        from trainer_app.services.check_in import CheckInService

        return CheckInService(self.context)

    @cached_property
    def badge_photos(self) -> BadgePhotoService:
        """The door, by photo."""
        from trainer_app.services.badge_photos import BadgePhotoService

        return BadgePhotoService()

    @cached_property
    def completions(self) -> CompletionService:
        """First hands-on completions."""
        from trainer_app.services.completions import CompletionService

        return CompletionService(self.context)

    @cached_property
    def floor(self) -> FloorService:
        """Everybody's steps; the minutes it has learned follow the feed from now on."""
        from trainer_app.services.floor import FloorService

        made = FloorService(self.context)
        self.feed.subscribe(made.hear)
        return made

    @cached_property
    def help_desk(self) -> HelpDeskService:
        """The help queue."""
        from trainer_app.services.help_desk import HelpDeskService

        return HelpDeskService(self.context)

    @cached_property
    def phones(self) -> PhoneService:
        """Phones that joined a session, and one answer to each of their gestures."""
        from trainer_app.services.phones import PhoneService

        return PhoneService(self.context)

    @cached_property
    def phone_floor(self) -> PhoneFloorService:
        """One person's own floor."""
        from trainer_app.services.phone_floor import PhoneFloorService

        return PhoneFloorService(self.context)

    @cached_property
    def people_import(self) -> PeopleImportService:
        """Rosters from files."""
        from trainer_app.services.people_import import PeopleImportService

        return PeopleImportService(self.context)

    @cached_property
    def paper_roster(self) -> PaperRosterService:
        """The list on paper, and its times written back in."""
        from trainer_app.services.paper_roster import PaperRosterService

        return PaperRosterService(self.context, self.people)

    @cached_property
    def registrations(self) -> RegistrationService:
        """Who is down for which session."""
        from trainer_app.services.registrations import RegistrationService

        return RegistrationService(self.context)

    @cached_property
    def session_import(self) -> SessionImportService:
        """Session plans from files."""
        from trainer_app.services.session_import import SessionImportService

        return SessionImportService(self.context)

    @cached_property
    def attendance_import(self) -> AttendanceImportService:
        """Attendance lists from files."""
        from trainer_app.services.attendance_import import AttendanceImportService

        return AttendanceImportService(self.context)

    @cached_property
    def usage_import(self) -> UsageImportService:
        """Usage exports from files."""
        from trainer_app.services.usage_import import UsageImportService

        return UsageImportService(self.context)

    @cached_property
    def usage_identities(self) -> UsageIdentityService:
        """Whose the usage of unknown keys is, and what the imports cover."""
        from trainer_app.services.usage_identities import UsageIdentityService

        return UsageIdentityService(self.context)

    @cached_property
    def adoption(self) -> AdoptionService:
        """Everybody's state, as of any day."""
        from trainer_app.services.adoption import AdoptionService

        return AdoptionService(self.context)

    @cached_property
    def person_records(self) -> PersonRecordService:
        """The roster as a table, and one person's timeline."""
        from trainer_app.services.person_record import PersonRecordService

        return PersonRecordService(self.context, self.adoption)

    @cached_property
    def forgetting(self) -> ForgettingService:
        """Forgetting who somebody was, and all that is held about them."""
        from trainer_app.services.forgetting import ForgettingService

        return ForgettingService(self.context)

    @cached_property
    def follow_ups(self) -> FollowUpService:
        """What is agreed about people, and their answers at a revisit."""
        from trainer_app.services.follow_ups import FollowUpService

        return FollowUpService(self.context, self.adoption)

    @cached_property
    def reports(self) -> ReportService:
        """What one session was like, and what the next one's staffing is planned from."""
        from trainer_app.services.reports import ReportService

        return ReportService(self.context)

    @cached_property
    def exports(self) -> ExportService:
        """Workbooks."""
        from trainer_app.services.exports import ExportService

        return ExportService(self.context, self.adoption)

    @cached_property
    def backups(self) -> BackupService:
        """Copies of the data file."""
        from trainer_app.services.backups import BackupService

        return BackupService(self.context)

    @property
    def clock(self) -> Callable[[], datetime]:
        """The one clock."""
        return self.context.clock

    @property
    def new_id(self) -> Callable[[], UUID]:
        """The one source of ids, for gestures."""
        return self.context.new_id

    def close(self) -> None:
        """Let go of the data file."""
        self.context.store.close()


def now() -> datetime:
    """Return the time, aware, in UTC."""
    return datetime.now(UTC)


def id_maker(clock: Callable[[], datetime], random_bits: Callable[[int], int]) -> Callable[[], UUID]:
    """Return a source of ids that grow with this clock: UUID version 7 of RFC 9562, sections 5.7 and 6.2.

    Of two ids made in one millisecond the later one is greater, and no id is given twice.
    """
    one_at_a_time = Lock()
    last = 0

    def new_id() -> UUID:
        nonlocal last
        milliseconds = int(clock().timestamp() * 1000)
        value = milliseconds << 80 | 0x7 << 76 | random_bits(12) << 64 | 0b10 << 62 | random_bits(61)
        with one_at_a_time:
            last = value if value > last else last + 1
            return UUID(int=last)

    return new_id


def phone_host(services: Services, folder: Path) -> PhoneHost:
    """Return what lets phones join a session, off at first; `folder` keeps the certificate for https.

    The web server loads with the first one asked for.
    """
    from trainer_app.web.host import PhoneHost

    return PhoneHost(services, folder)


def own_addresses() -> tuple[Address, ...]:
    """Return the addresses of this laptop, the likeliest for phones first; asks the system, so not for the window."""
    from trainer_app.web.addresses import own_addresses

    return own_addresses()


def sentence(error: Told) -> str:
    """Return what to tell the person; the sentences of every subject load when the first one is needed."""
    from trainer_app.words.trouble import sentence

    return sentence(error)


def local_zone() -> str:
    """Return the IANA name of the zone this computer is set to, UTC where it cannot be told."""
    import tzlocal

    try:
        return tzlocal.get_localzone_name() or "UTC"
    except (OSError, LookupError, ValueError):
        return "UTC"


def make_demo(path: Path, *, at: datetime | None = None, timezone: str | None = None, seed: int = 70) -> Session:
    """Write the demo rollout into a new data file, whole or not at all.

    Returns:
        The session that is running in it at `at`, now.

    Raises:
        Refused: the file holds a program already, or is not ours.
        StorageDown: it cannot be written.
    """
    from trainer_app.services.demo import DemoMaker, StoryClock

    _refuse_standing_program(path)
    random = Random(seed)  # noqa: S311 - invented badges of invented people
    clock = StoryClock(at or now())
    with TemporaryDirectory(prefix="trainer-demo-") as folder:
        made = Path(folder) / "demo.db"
        with closing(build(made, clock=clock, random_bits=random.getrandbits)) as services:
            session = DemoMaker(services.context, clock, timezone=timezone or local_zone(), seed=seed).make()
            _make_folder(path.parent)
            services.context.store.back_up(path)
    return session


def restore(path: Path, backup: Path) -> Path | None:
    """Let a backup take the place of a data file that is closed; return where what stood there is kept.

    Raises:
        Refused: the backup is not ours, is empty or newer, or is the data file itself.
        StorageDown: one of them cannot be read or written, or the data file is in use.
    """
    from trainer_app.storage import store

    return store.restore(path, backup, now=now())


def _refuse_standing_program(path: Path) -> None:
    """Look into a file that is there already, and leave it as it is."""
    if not path.exists():
        return
    with closing(build(path)) as services:
        if standing := services.programs.get():
            raise Refused(DataTrouble.EXISTS, file=str(path), program=standing.name)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageDown(DataTrouble.READ_ONLY, file=str(folder), detail=error.strerror) from error


def build(
    path: Path,
    *,
    clock: Callable[[], datetime] = now,
    random_bits: Callable[[int], int] = secrets.randbits,
    guard: Callable[[], None] = lambda: None,
) -> Services:
    """Open the data file and build every service on it.

    Raises:
        Refused: the file is not ours or was written by a newer version.
        StorageDown: it cannot be read or written, or is damaged.
    """
    store = open_store(path, now=clock(), guard=guard)
    feed = Feed()
    store.announce = feed.announce
    context = Context(store, clock, id_maker(clock, random_bits), random_bits)
    return Services(
        context=context,
        programs=ProgramService(context),
        sessions=SessionService(context),
        attendance=AttendanceService(context),
        undo=UndoService(context, _reversals),
        feed=feed,
        watch=Watch(store, feed),
    )


def _reversals() -> Mapping[str, Reversal]:
    """Every subject's, imported when something is to be undone."""
    from trainer_app.services.reversals import REVERSALS

    return REVERSALS
