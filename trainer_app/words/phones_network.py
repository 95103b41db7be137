"""What is said of the room's network to a facilitator who need not know anything of networks."""

from __future__ import annotations

from typing import Final

from trainer_app.domain.network import Address, Advice, InterfaceKind, Reach, SelfTest, is_link_local, is_private
from trainer_app.words.language import N_, say, say_count

KINDS: Final = {
    InterfaceKind.WIFI: N_("Wi-Fi"),
    InterfaceKind.CABLE: N_("Cable"),
    InterfaceKind.HOTSPOT: N_("Hotspot of this laptop"),
    InterfaceKind.VIRTUAL: N_("VPN or virtual machine"),
    InterfaceKind.MOBILE: N_("Mobile data"),
    InterfaceKind.OTHER: N_("Network"),
}
ANSWERS: Final = {
    SelfTest.ANSWERED: N_("answers on this laptop"),
    SelfTest.REFUSED: N_("refuses, even on this laptop"),
    SelfTest.SILENT: N_("does not answer, even on this laptop"),
    SelfTest.STRANGER: N_("another program answers there"),
}
TITLES: Final = {
    Advice.ADDRESS_CHANGED: N_("This laptop has a new address"),
    Advice.NO_ADDRESS: N_("This laptop is in no network"),
    Advice.ONLY_VIRTUAL: N_("No network that phones can join"),
    Advice.ONLY_PUBLIC: N_("This network is open to the internet"),
    Advice.NOT_LISTENING: N_("This laptop does not reach itself"),
    Advice.PHONES_ARRIVE: N_("Phones reach this laptop"),
    Advice.WRONG_INTERFACE: N_("The phones may be in another network"),
    Advice.FIREWALL: N_("This laptop may be keeping phones out"),
    Advice.GUEST_ISOLATION: N_("The Wi-Fi may be keeping phones apart from laptops"),
}
WAITING_TITLE: Final = N_("Waiting for the first phone")
WAITING_TEXT: Final = N_("This laptop is ready. Scan the QR code with a phone that is in the same network.")

_TEXTS: Final = {
    Advice.ADDRESS_CHANGED: N_(
        "The QR code on the screen leads nowhere now. Show the new one; phones that were in scan it again."
    ),
    Advice.NO_ADDRESS: N_(
        "Join the Wi-Fi of the room, or switch on the hotspot of this laptop or of a phone. The internet is not needed."
    ),
    Advice.ONLY_VIRTUAL: N_(
        "Only a VPN or virtual machines are connected, and no phone is in there. Join the Wi-Fi of the room, or switch on the hotspot of this laptop or of a phone."
    ),
    Advice.ONLY_PUBLIC: N_(
        "Strangers could reach this laptop's address, so Trainer stays closed here. Use another Wi-Fi, or switch on the hotspot of this laptop or of a phone."
    ),
    Advice.NOT_LISTENING: N_(
        "Something on this laptop blocks port {port}, or another program uses it. Switch Phones off and on again; if that does not help, choose another port."
    ),
    Advice.GUEST_ISOLATION: N_(
        "Guest networks often keep phones apart from laptops. Use another Wi-Fi, or switch on the hotspot of this laptop or of a phone."
    ),
}
_ARRIVED: Final = N_("The last one came {ago}, over {address}.")
_ARRIVED_EARLIER: Final = N_("At least one has come, so the network lets them through.")
_IN_ANOTHER: Final = N_(
    "This laptop is in more than one network. See which Wi-Fi the phones are in, and show the QR code of that one."
)
_SHOW_THAT_ONE: Final = N_(
    "They arrive over {address}, not over the address in the QR code. Show the QR code of that one."
)

_FIREWALL_WINDOWS: Final = N_(
    "Allow Trainer on private networks: Windows Security, Firewall & network protection, Allow an app through firewall. In the settings of this Wi-Fi, choose “Private network”."
)
_FIREWALL_MACOS: Final = N_(
    "Allow incoming connections for Trainer: System Settings, Network, Firewall, Options. A security program of your company may have a firewall of its own."
)
_FIREWALL_LINUX: Final = N_(
    "Open port {port} in the firewall: “sudo ufw allow {port}/tcp”, or with firewalld “sudo firewall-cmd --add-port={port}/tcp”."
)
_FIREWALL_OTHER: Final = N_("Allow incoming connections to port {port} in the firewall of this laptop.")
_FIREWALLS: Final = {"win32": _FIREWALL_WINDOWS, "darwin": _FIREWALL_MACOS, "linux": _FIREWALL_LINUX}

TELL_APART: Final = N_(
    "To tell which, take both into the hotspot of a second phone: this laptop and one phone. If the page opens there, the Wi-Fi of the room is in the way; if not, this laptop is."
)
FIRST_OF_ALL: Final = N_(
    "See first that the phone is in the same Wi-Fi as this laptop and not on mobile data, and that no VPN is on, on either of them."
)

_ADDRESS: Final = N_("{kind}, {interface}: {ip}")
_ADDRESS_UNUSED: Final = N_("{kind}, {interface}: {ip} (not used: {reason})")
_NOT_PRIVATE: Final = N_("strangers could reach it")
_NO_PHONES_THERE: Final = N_("no phone can be there")
_NOBODY_GAVE_IT: Final = N_("{kind}, {interface}: {ip} (the network gave no address)")

_JUST_NOW: Final = 5  # seconds
_MINUTE: Final = 60


def advice_title(advice: Advice) -> str:
    """Return the few words above a piece of advice."""
    return say(TITLES[advice])


def advice_text(advice: Advice, *, port: int, system: str, reach: Reach | None = None) -> str:
    """Return what to do, in one or two sentences; `system` as in `sys.platform`.

    With `reach` the sentences name the address that phones arrive over, and when the last one came.
    """
    seen = reach.seen_at if reach else None
    if advice is Advice.PHONES_ARRIVE:
        return _arrivals(reach, seen)
    if advice is Advice.WRONG_INTERFACE:
        return say(_SHOW_THAT_ONE, address=_named(seen)) if seen else say(_IN_ANOTHER)
    if advice is Advice.FIREWALL:
        return say(_FIREWALLS.get(system, _FIREWALL_OTHER), port=port)
    return say(_TEXTS[advice], port=port)


def both_doubted(advice: tuple[Advice, ...]) -> str:
    """Return how to tell the laptop's firewall from the room's network where both are doubted, "" elsewhere."""
    doubted = {Advice.FIREWALL, Advice.GUEST_ISOLATION} <= set(advice)
    return f"{say(FIRST_OF_ALL)} {say(TELL_APART)}" if doubted else ""


def address_line(address: Address) -> str:
    """Return one address as the panel lists it, with the reason where phones are not served there."""
    facts = {"kind": say(KINDS[address.kind]), "interface": address.interface, "ip": address.ip}
    if not address.usable:
        return say(_ADDRESS_UNUSED, reason=say(_NO_PHONES_THERE if is_private(address.ip) else _NOT_PRIVATE), **facts)
    return say(_NOBODY_GAVE_IT if is_link_local(address.ip) else _ADDRESS, **facts)


def ago(seconds: float) -> str:
    """Return how long ago something was, as "just now", "40 seconds ago" or "3 minutes ago"."""
    whole = max(0, int(seconds))
    if whole < _JUST_NOW:
        return say(N_("just now"))
    if whole < _MINUTE:
        return say_count(N_("{count} second ago"), N_("{count} seconds ago"), whole)
    return say_count(N_("{count} minute ago"), N_("{count} minutes ago"), whole // _MINUTE)


def _arrivals(reach: Reach | None, seen: Address | None) -> str:
    if reach is None or seen is None:
        return say(_ARRIVED_EARLIER)
    return say(_ARRIVED, address=_named(seen), ago=ago(reach.last_phone_seen[seen.ip]))


def _named(address: Address) -> str:
    return f"{say(KINDS[address.kind])} {address.ip}"
