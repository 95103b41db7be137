"""The Phones panel as a picture: off, codes, enlarged, connected, the network, and the code on the projector."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.qt.pictures import Look, demo_room, fresh_room, save, settle
from tests.qt.rooms import DESK, Room
from trainer_app.domain.network import Advice
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase
from trainer_app.qt.app import Desktop
from trainer_app.qt.desk import OpenDesk
from trainer_app.qt.parts.phones_panel import PhonesPanel
from trainer_app.qt.theme import Scheme
from trainer_app.qt.tour.pretend_host import PretendHost

Draw = Callable[[QApplication, Look, Path, str], None]
Step = Callable[[Desktop, PhonesPanel], None]


def join(room: Room, *, attendees: int = 20) -> None:
    """Let phones join the room's running session: some say whose they are, and one says so for a second time."""
    services = room.services
    session = next(one for one in services.sessions.everything() if one.phase not in {Phase.PLANNED, Phase.ENDED})
    services.phones.join(session.id, PhoneRole.HELPER, name="Arjun")
    services.phones.join(session.id, PhoneRole.HELPER, name="Maximiliane Charlotte von der Hohenwart-Schwarzenberg")
    services.phones.join(session.id, PhoneRole.DOOR, name="Door 2")
    people = services.people.everyone()[: attendees - 2]
    for one in people:
        phone = services.phones.join(session.id, PhoneRole.ATTENDEE).phone
        services.phones.belongs(phone.id, one.id, sure=True)
    services.phones.join(session.id, PhoneRole.ATTENDEE)
    if people:
        again = services.phones.join(session.id, PhoneRole.ATTENDEE).phone
        services.phones.belongs(again.id, people[0].id, sure=False)


def _scene(*steps: Step, on: bool = True, make: Callable[[], Room] = demo_room, joined: int = 0) -> Draw:
    def draw(app: QApplication, look: Look, folder: Path, name: str) -> None:
        room = make()
        if joined:
            join(room, attendees=joined)
        desktop = _open(app, room, look)
        desktop.window.bar.phones_wanted.emit()
        panel = desktop.window.findChild(PhonesPanel)
        assert panel is not None
        settle(desktop)
        if on:
            panel.switch_on()
            settle(desktop)
        for step in steps:
            step(desktop, panel)
            settle(desktop)
        save(desktop.window, folder, name)
        desktop.window.close()
        desktop.window.deleteLater()

    return draw


def _open(app: QApplication, room: Room, look: Look) -> Desktop:
    def load(path: Path, *, demo: bool, backup: Path | None = None) -> OpenDesk:
        del path, demo, backup
        return OpenDesk(room.services, make_host=PretendHost)

    desktop = Desktop(app, load)
    desktop.shell.theme.choose(Scheme.DARK if look.dark else Scheme.LIGHT)
    desktop.shell.theme.resize_text(look.scale)
    desktop.window.resize(look.width, look.height)
    desktop.window.show()
    desktop.window.activateWindow()
    desktop.open(room.services.context.store.path)
    settle(desktop)
    desktop.window.open("floor")
    settle(desktop)
    return desktop


def _turn(key: str) -> Step:
    def turn(_desktop: Desktop, panel: PhonesPanel) -> None:
        panel.open_at(key)

    return turn


def _enlarge(_desktop: Desktop, panel: PhonesPanel) -> None:
    panel.enlarge(PhoneRole.HELPER)


def _doubt(_desktop: Desktop, panel: PhonesPanel) -> None:
    host = panel.phones.hosting.host
    assert isinstance(host, PretendHost)
    host.advice = (Advice.WRONG_INTERFACE, Advice.FIREWALL, Advice.GUEST_ISOLATION)
    panel.phones.check()


def _secure(_desktop: Desktop, panel: PhonesPanel) -> None:
    panel.phones.secure(True)


def _mark(_desktop: Desktop, panel: PhonesPanel) -> None:
    panel.on.roll.table.selectRow(2)


def _shut_out_all(_desktop: Desktop, panel: PhonesPanel) -> None:
    panel.on.roll.ask_all()


def _close(_desktop: Desktop, panel: PhonesPanel) -> None:
    panel.close_drawer()


def _nobody() -> Room:
    return fresh_room(0, sessions=0)


def _ended() -> Room:
    room = fresh_room(14)
    room.open_doors()
    room.services.sessions.enter(room.sessions[-1].id, Phase.ENDED, desk=DESK)
    return room


SCENES: dict[str, Draw] = {
    "phones_off": _scene(on=False),
    "phones_no_session": _scene(on=False, make=_nobody),
    "phones_ended": _scene(on=False, make=_ended),
    "phones_codes": _scene(joined=20),
    "phones_enlarged": _scene(_enlarge, joined=20),
    "phones_connected": _scene(_turn("connected"), _mark, joined=20),
    "phones_shut_out_all": _scene(_turn("connected"), _shut_out_all, joined=20),
    "phones_nobody": _scene(_turn("connected")),
    "phones_network": _scene(_turn("network"), joined=20),
    "phones_doubts": _scene(_turn("network"), _doubt),
    "phones_secure": _scene(_turn("network"), _secure, joined=20),
    "phones_closed": _scene(_close, joined=20),
}
