"""Stops at the phones: off, the codes, who is connected, and what the room's network may be keeping out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from trainer_app.domain.network import Advice
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase
from trainer_app.qt.parts.phones_network import NetworkView
from trainer_app.qt.parts.phones_panel import PhonesPanel
from trainer_app.qt.tour.guide import Guide, NotFoundError, Stop, leave, part, press, strike, turn
from trainer_app.qt.tour.pretend_host import PretendHost
from trainer_app.words import phones_panel as words
from trainer_app.words.language import say

_PEOPLE = 17
_DOUBTS = (Advice.WRONG_INTERFACE, Advice.FIREWALL, Advice.GUEST_ISOLATION)


def phones(guide: Guide) -> list[Stop]:
    """Return the panel from off to on, with twenty phones of which one waits, and back."""
    pressing = partial(partial, _press, guide)
    turning = partial(partial, _turn, guide)
    role = say(words.TITLES[PhoneRole.ATTENDEE])
    return [
        Stop("off", (guide.opening("floor"), guide.window.bar.phones_wanted.emit)),
        Stop("nobody", (pressing(say(words.SWITCH_ON)), turning("connected"))),
        Stop("connected", (partial(_join, guide),)),
        Stop("shut-out-all", (pressing(say(words.SHUT_OUT_ALL)),), back=pressing(say(words.KEEP))),
        Stop("codes", (turning("codes"),)),
        Stop("enlarged", (pressing(say(words.ENLARGE_WHOSE, role=role)),), back=partial(_leave, guide)),
        Stop("network", (turning("network"),)),
        Stop("doubts", (partial(_doubt, guide),)),
        Stop("secure", (pressing(say(words.SECURE)), partial(_scroll, guide))),
        Stop("on-closed", (partial(_leave, guide),)),
        Stop("other-scheme", (partial(_other_scheme, guide),), back=partial(_same_scheme, guide)),
        Stop("off-closed", (pressing(say(words.SWITCH_OFF)), partial(_leave, guide))),
    ]


def _panel(guide: Guide) -> PhonesPanel:
    return part(guide.window, PhonesPanel)


def _press(guide: Guide, text: str) -> None:
    press(_panel(guide), text)


def _turn(guide: Guide, key: str) -> None:
    turn(_panel(guide), key)


def _leave(guide: Guide) -> None:
    leave(_panel(guide))


def _join(guide: Guide) -> None:
    """Let helpers, a door and attendees join; one says it is somebody who has a phone already."""
    services = guide.services
    session = next((one for one in services.sessions.everything() if one.phase is Phase.HANDS_ON), None)
    if session is None:
        raise NotFoundError("no session in hands-on")
    join = partial(services.phones.join, session.id)
    for name in ("Arjun", "Priya"):
        join(PhoneRole.HELPER, name=name)
    join(PhoneRole.DOOR, name="Door 2")
    people = services.people.everyone()[:_PEOPLE]
    for one in people:
        services.phones.belongs(join(PhoneRole.ATTENDEE).phone.id, one.id, sure=True)
    services.phones.belongs(join(PhoneRole.ATTENDEE).phone.id, people[0].id, sure=False)


def _scroll(guide: Guide) -> None:
    network = part(_panel(guide), NetworkView)
    for one in _panel(guide).findChildren(QScrollArea):
        if one.widget() is network:
            one.verticalScrollBar().setValue(one.verticalScrollBar().maximum())


def _doubt(guide: Guide) -> None:
    panel = _panel(guide)
    host = panel.phones.hosting.host
    if not isinstance(host, PretendHost):
        raise NotFoundError("no pretended host")
    host.advice = _DOUBTS
    panel.phones.check()


def _other_scheme(guide: Guide) -> None:
    guide.shell.theme.toggle()
    _panel(guide).open_at("connected")


def _same_scheme(guide: Guide) -> None:
    guide.shell.theme.toggle()
    strike(Qt.Key.Key_Escape, on=_panel(guide))
    _panel(guide).open_at("codes")
