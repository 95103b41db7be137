"""The addresses this laptop has right now, asked of the system."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Protocol

import psutil

from trainer_app.domain.network import Address, address, in_order, is_loopback

_FAR_AWAY = ("203.0.113.1", 9)  # RFC 5737, an address nobody has: which way would a packet leave?


class FoundAddress(Protocol):
    """One address of an interface, as psutil gives it."""

    @property
    def family(self) -> int:
        """Return the address family, such as `socket.AF_INET`."""

    @property
    def address(self) -> str:
        """Return the address as text."""


class FoundInterface(Protocol):
    """The state of an interface, as psutil gives it."""

    @property
    def isup(self) -> bool:
        """Tell whether it is switched on and connected."""


class Interfaces(Protocol):
    """What tells the interfaces of a computer: psutil, or in tests the answers other systems gave."""

    def net_if_addrs(self) -> Mapping[str, Sequence[FoundAddress]]:
        """Return the addresses by interface."""

    def net_if_stats(self) -> Mapping[str, FoundInterface]:
        """Return the states by interface."""


def own_addresses(source: Interfaces = psutil) -> tuple[Address, ...]:
    """Return the IPv4 addresses of every connected interface but loopback, the likeliest for phones first.

    Asks the system anew each time, which takes some milliseconds: never on a thread that must not wait.
    """
    default_ip, states = default_route_ip(), source.net_if_stats()
    return in_order(
        address(one.address, interface, default_ip=default_ip)
        for interface, found in source.net_if_addrs().items()
        if interface in states and states[interface].isup
        for one in found
        if one.family == socket.AF_INET and not is_loopback(one.address)
    )


def default_route_ip() -> str | None:
    """Return the own address from which packets for the internet leave, None where there is no way out.

    Nothing is sent: connecting a datagram socket only looks the route up.
    """
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.connect(_FAR_AWAY)
        return str(asked.getsockname()[0])
    return None
