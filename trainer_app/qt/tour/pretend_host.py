"""A phones' host for pictures: it opens no door of this laptop, and what it tells is always the same."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from trainer_app.bootstrap import Services
from trainer_app.domain.changes import Desk
from trainer_app.domain.network import Advice, Listening, Reach, SelfTest, address, in_order
from trainer_app.domain.phone import HostStatus, PhoneRole

PORT: Final = 8750
WIFI: Final = "192.168.0.12"
HOTSPOT: Final = "10.42.0.1"
_PIN: Final = "482913"
_CODES: Final = {
    PhoneRole.ATTENDEE: "r7kq2mzx9ta4nvb",
    PhoneRole.HELPER: "p4wn8ceh3yud6gs",
    PhoneRole.DOOR: "k9bt5xqa7rmf2zj",
}
_FINGERPRINT: Final = " ".join(f"{(number * 37 + 11) % 256:02X}" for number in range(32))
_HEARD: Final = timedelta(minutes=3)


class PretendHost:
    """Stands for `web.host.PhoneHost`: most phones of the session are connected, every fifth was heard of before."""

    def __init__(self, services: Services, folder: Path) -> None:
        del folder
        self._services = services
        self._status: HostStatus | None = None
        self.advice: tuple[Advice, ...] = (Advice.PHONES_ARRIVE,)

    def start(self, session_id: UUID, *, desk: Desk, port: int = 0, secure: bool = False) -> None:
        """Be on."""
        port = port or PORT
        self._services.phones.switch_on(session_id, port=port, secure=secure, desk=desk)
        fingerprint = _FINGERPRINT if secure else None
        self._status = HostStatus(session_id, port, secure, (WIFI, HOTSPOT), _PIN, fingerprint)

    def resume(self, *, desk: Desk) -> bool:
        """Be on where phones were."""
        room = self._services.phones.standing()
        if room:
            self.start(room.session_id, desk=desk, port=room.port, secure=room.secure)
        return room is not None

    def stop(self, *, desk: Desk | None) -> None:
        """Be off."""
        if self._status and desk:
            self._services.phones.switch_off(desk=desk)
        self._status = None

    def status(self) -> HostStatus | None:
        """Tell how phones would reach it."""
        on = self._status
        if on is None:
            return None
        now, ids = self._services.clock(), [one.phone.id for one in self._services.phones.roll(on.session_id)]
        away = ids[4::5]
        return HostStatus(
            on.session_id,
            on.port,
            on.secure,
            on.hosts,
            on.pin,
            on.fingerprint,
            connected=frozenset(ids) - frozenset(away),
            heard={one: now - _HEARD * (at + 1) for at, one in enumerate(away)},
        )

    def join_url(self, role: PhoneRole, host: str) -> str:
        """Tell what a QR would say."""
        secure = self._status is not None and self._status.secure
        port = self._status.port if self._status else PORT
        return f"http{'s' if secure else ''}://{host}:{port}/j/{_CODES[role]}"

    def rotate(self) -> None:
        """Keep the codes: pictures agree."""

    def look_for_addresses(self) -> bool:
        """Find nothing new."""
        return False

    def look_around(self, shown: str, waited_seconds: float) -> Reach:
        """Tell what it was told to advise."""
        del waited_seconds
        bound = self._status.hosts if self._status else ()
        came = {WIFI: 40.0} if Advice.PHONES_ARRIVE in self.advice else {}
        return Reach(
            Listening(bound, shown or None, PORT, self._status is not None and self._status.secure),
            in_order(
                (
                    address(WIFI, "wlp2s0", default_ip=WIFI),
                    address(HOTSPOT, "ap0"),
                    address("172.17.0.1", "docker0"),
                    address("10.8.0.6", "tun0"),
                )
            ),
            dict.fromkeys(bound, SelfTest.ANSWERED),
            came,
            self.advice,
        )
