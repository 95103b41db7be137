"""Which of this laptop's addresses phones may use, and why none of them may have come yet.

Addresses are texts as people read them ("192.168.0.12"). Only IPv4 is served. A phone reads its address from a QR
code: link-local IPv6 needs a zone that browsers refuse, unique local IPv6 (fc00::/7) is next to unknown in training
rooms, and every other IPv6 address is public. A network for phones that has no IPv4 has no private address either.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from ipaddress import AddressValueError, IPv4Address, IPv4Network
from typing import Final

WAIT_BEFORE_DOUBT: Final = 30.0
"""Seconds without any phone before the network is suspected; scanning and joining takes a person that long."""

# RFC 1918. Not 100.64.0.0/10 (RFC 6598): behind it stand the other customers of a mobile carrier, or a VPN's members.
_PRIVATE: Final = tuple(IPv4Network(one) for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
_LINK_LOCAL: Final = IPv4Network("169.254.0.0/16")  # RFC 3927: what a laptop gives itself when nobody gives it one
_LOOPBACK: Final = IPv4Network("127.0.0.0/8")


class InterfaceKind(Enum):
    """What an address is reached over."""

    WIFI = "wifi"
    CABLE = "cable"
    HOTSPOT = "hotspot"
    VIRTUAL = "virtual"
    MOBILE = "mobile"
    OTHER = "other"


_PREFERRED: Final = (
    InterfaceKind.HOTSPOT,
    InterfaceKind.WIFI,
    InterfaceKind.CABLE,
    InterfaceKind.OTHER,
    InterfaceKind.MOBILE,
    InterfaceKind.VIRTUAL,
)
"""Somebody switched a hotspot on for the phones; the Wi-Fi may still be the one they cannot talk in."""

_NO_PHONES_THERE: Final = frozenset({InterfaceKind.VIRTUAL, InterfaceKind.MOBILE})

# The names systems give, lower-cased, first match wins. Windows translates its names; the digits and stars stay.
_OWN_SWITCH: Final = r"vethernet \((?!wsl|default switch|.*nat\b|.*docker|.*internal)"  # the cable, in Hyper-V's hands
_MACHINES: Final = (
    r"docker|br-[0-9a-f]{12}|veth|vmnet|vnet\d|virbr|virtualbox|vboxnet|vmware|hyper-v|lxc|lxd|incus|podman|cni|flannel|"
    r"cali|kube|waydroid|dummy|ifb\d|lo\d*$|loopback|npcap|awdl|llw|anpi|gif\d|stf\d|sit\d|teredo|isatap"
)
_TUNNELS: Final = (
    r"utun|tun|tap\d|tap-|wg|ipsec|ppp|gpd\d|cscotun|zt[a-z0-9]{8}|zerotier|tailscale|nordlynx|proton|mullvad|wireguard|"
    r".*vpn"
)
_MOBILE: Final = r"wwan|wwp|wwx|rmnet|pdp_ip|cellular|mobil|cdc-wdm"
_HOTSPOT: Final = r".*\* ?\d+$|ap\d+$|bridge1\d\d$|.*hotspot"  # "Local Area Connection* 2", ap0, a Mac's sharing
_WIFI: Final = r"wl|wi-?fi|wireless|drahtlos|ath\d|ra\d|en0$"  # a Mac laptop's first one is its Wi-Fi
_CABLE: Final = r"eth|en|em\d|p\d+p\d+|usb\d|lan|local area|bridge0$|イーサネット"
_NAMES: Final = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (_OWN_SWITCH, InterfaceKind.OTHER),
        (_MACHINES, InterfaceKind.VIRTUAL),
        (_TUNNELS, InterfaceKind.VIRTUAL),
        (_HOTSPOT, InterfaceKind.HOTSPOT),
        (_MOBILE, InterfaceKind.MOBILE),
        (_WIFI, InterfaceKind.WIFI),
        (_CABLE, InterfaceKind.CABLE),
    )
)
# The addresses systems give themselves when they let others in: Windows, NetworkManager, Internet Sharing on a Mac.
_HOTSPOT_OF: Final = (re.compile(r"192\.168\.137\.1$"), re.compile(r"10\.42\.\d+\.1$"))
_MAC_MACHINES: Final = re.compile(r"192\.168\.(6[4-9]|10[5-9])\.1$")  # the same bridge, made for virtual machines


@dataclass(frozen=True, slots=True)
class Address:
    """One IPv4 address of this laptop. `usable`: phones can be on its other side, and it may be bound."""

    ip: str
    interface: str
    kind: InterfaceKind
    usable: bool
    default_route: bool = False


class SelfTest(Enum):
    """What the laptop got when it asked its own address for the phones' page."""

    ANSWERED = "our own server answered"
    REFUSED = "nobody listens there, or something refuses"
    SILENT = "no answer in time"
    STRANGER = "another program answered"


class Advice(Enum):
    """What the check found; `words.phones_network` says what to do about it."""

    ADDRESS_CHANGED = "the address in the QR code is not this laptop's any more"
    NO_ADDRESS = "this laptop is in no network"
    ONLY_VIRTUAL = "only a VPN, containers or virtual machines have an address"
    ONLY_PUBLIC = "the network gave an address that the whole internet can reach"
    NOT_LISTENING = "the laptop does not reach its own address"
    PHONES_ARRIVE = "phones reach this laptop"
    WRONG_INTERFACE = "there are several networks, and the phones may be in another one"
    FIREWALL = "the laptop may be keeping phones out"
    GUEST_ISOLATION = "the network may be keeping phones apart from laptops"


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the server listens: the bound addresses, the one in the QR code (None: no QR code yet), port and TLS."""

    bound: tuple[str, ...]
    shown: str | None
    port: int
    tls: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """The result of one check. `self_tests` by bound address; `last_phone_seen` is seconds ago, by our address."""

    listening: Listening
    addresses: tuple[Address, ...]
    self_tests: Mapping[str, SelfTest]
    last_phone_seen: Mapping[str, float]
    advice: tuple[Advice, ...] = ()

    @property
    def seen_at(self) -> Address | None:
        """Return the address a phone used last, None where none came."""
        return min(
            (one for one in self.addresses if one.ip in self.last_phone_seen),
            key=lambda one: self.last_phone_seen[one.ip],
            default=None,
        )


def is_private(ip: str) -> bool:
    """Tell whether only neighbours reach this address: RFC 1918, or IPv4 link-local."""
    return any(_in(ip, network) for network in (*_PRIVATE, _LINK_LOCAL))


def is_link_local(ip: str) -> bool:
    """Tell whether the laptop gave itself this address because no network gave it one."""
    return _in(ip, _LINK_LOCAL)


def is_loopback(ip: str) -> bool:
    """Tell whether only this laptop itself reaches this address."""
    return _in(ip, _LOOPBACK)


def may_bind(ip: str, *, loopback: bool = False) -> bool:
    """Tell whether the phones' server may listen there; on loopback only when that is asked for."""
    return is_private(ip) or (loopback and is_loopback(ip))


def kind_of(interface: str, ip: str = "") -> InterfaceKind:
    """Guess what an interface is from the name Linux, macOS or Windows gave it, and from the address it has.

    The address tells a hotspot that keeps the name of its Wi-Fi, and a Mac's bridge to its virtual machines.
    """
    name = interface.strip().lower()
    kind = next((kind for pattern, kind in _NAMES if pattern.match(name)), InterfaceKind.OTHER)
    if kind is InterfaceKind.HOTSPOT and name.startswith("bridge") and _MAC_MACHINES.match(ip):
        return InterfaceKind.VIRTUAL
    if kind in {InterfaceKind.WIFI, InterfaceKind.OTHER} and any(own.match(ip) for own in _HOTSPOT_OF):
        return InterfaceKind.HOTSPOT
    return kind


def address(ip: str, interface: str, *, default_ip: str | None = None) -> Address:
    """Return what is known of an address; `default_ip` is the one the laptop leaves by for the internet."""
    kind = kind_of(interface, ip)
    usable = is_private(ip) and kind not in _NO_PHONES_THERE
    return Address(ip, interface, kind, usable, default_route=ip == default_ip)


def in_order(addresses: Iterable[Address]) -> tuple[Address, ...]:
    """Return the addresses, the likeliest for phones first: usable, given by a network, default route, kind."""
    return tuple(
        sorted(
            set(addresses),
            key=lambda one: (
                not one.usable,
                is_link_local(one.ip),
                not one.default_route,
                _PREFERRED.index(one.kind),
                one.interface,
                int(IPv4Address(one.ip)),
            ),
        )
    )


def to_bind(addresses: Iterable[Address]) -> tuple[str, ...]:
    """Return where the server may listen, the address for the QR code first."""
    return tuple(one.ip for one in in_order(addresses) if one.usable)


def advise(
    addresses: Collection[Address],
    *,
    bound: Collection[str],
    shown: str | None,
    self_test: SelfTest | None,
    last_phone_seen: Mapping[str, float],
    waited_seconds: float,
) -> tuple[Advice, ...]:
    """Return what to tell the facilitator, most urgent first; empty while all is well and phones are awaited.

    Args:
        addresses: the laptop's addresses now, as `in_order` returns them.
        bound: where the server listens; empty while *Phones* is off.
        shown: the address in the QR code; on loopback, no phone is awaited.
        self_test: what the laptop got at `shown`; None where it was not tried.
        last_phone_seen: seconds since a phone last came, by the address it came to; what the laptop's own browser
            or self-test asked does not count.
        waited_seconds: since the QR code is shown.
    """
    if shown and is_loopback(shown):
        return _unheard(self_test)
    given = [one for one in addresses if one.usable and not is_link_local(one.ip)]
    seen = {one.ip for one in addresses if one.ip in last_phone_seen}
    trouble = _trouble(addresses, shown=shown, none=not given and not seen) or _unheard(self_test)
    if trouble:
        return trouble
    long = bool(bound) and waited_seconds >= WAIT_BEFORE_DOUBT
    if seen:
        elsewhere = long and shown is not None and shown not in seen
        return (Advice.WRONG_INTERFACE, Advice.PHONES_ARRIVE) if elsewhere else (Advice.PHONES_ARRIVE,)
    return _doubts(given, shown) if long else ()


def _trouble(addresses: Collection[Address], *, shown: str | None, none: bool) -> tuple[Advice, ...]:
    if none:
        return (_why_none(addresses),)
    changed = shown is not None and shown not in {one.ip for one in addresses}
    return (Advice.ADDRESS_CHANGED,) if changed else ()


def _why_none(addresses: Collection[Address]) -> Advice:
    elsewhere = [one for one in addresses if not is_link_local(one.ip) and not is_loopback(one.ip)]
    if any(one.kind not in _NO_PHONES_THERE for one in elsewhere):
        return Advice.ONLY_PUBLIC
    return Advice.ONLY_VIRTUAL if any(one.kind is InterfaceKind.VIRTUAL for one in elsewhere) else Advice.NO_ADDRESS


def _unheard(self_test: SelfTest | None) -> tuple[Advice, ...]:
    return () if self_test in {None, SelfTest.ANSWERED} else (Advice.NOT_LISTENING,)


def _doubts(given: Collection[Address], shown: str | None) -> tuple[Advice, ...]:
    """Return why no phone came though the laptop answers itself: the easiest to try first."""
    wrong = (Advice.WRONG_INTERFACE,) if len(given) > 1 else ()
    own_hotspot = any(one.ip == shown and one.kind is InterfaceKind.HOTSPOT for one in given)
    isolated = () if own_hotspot else (Advice.GUEST_ISOLATION,)  # a laptop does not keep phones apart from itself
    return (*wrong, Advice.FIREWALL, *isolated)


def _in(ip: str, network: IPv4Network) -> bool:
    try:
        return IPv4Address(ip) in network
    except AddressValueError:
        return False
