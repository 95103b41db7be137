from __future__ import annotations

from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.domain.network import (
    Address,
    Advice,
    InterfaceKind,
    SelfTest,
    address,
    advise,
    in_order,
    is_private,
    kind_of,
    may_bind,
    to_bind,
)

WIFI = address("192.168.1.20", "wlan0")
CABLE = address("10.1.2.3", "eth0")
HOTSPOT = address("192.168.137.1", "Local Area Connection* 2")
DOCKER = address("172.17.0.1", "docker0")
VPN = address("10.8.0.6", "tun0", default_ip="10.8.0.6")
MOBILE = address("10.64.3.2", "wwan0")
PUBLIC = address("141.20.1.77", "wlan0")
SELF_GIVEN = address("169.254.7.7", "eth0")


def advised(*addresses: Address, waited=0.0, self_test=SelfTest.ANSWERED, seen=None, **changed) -> tuple[Advice, ...]:
    bound = changed.get("bound", to_bind(addresses))
    return advise(
        in_order(addresses),
        bound=bound,
        shown=changed.get("shown", next(iter(bound), None)),
        self_test=self_test,
        last_phone_seen=seen or {},
        waited_seconds=waited,
    )


@pytest.mark.parametrize("ip", ["10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.43.1", "169.254.1.2"])
def test_private_addresses_may_be_bound(ip: str) -> None:
    assert may_bind(ip)


STRANGE = "8.8.8.8 172.15.9.9 172.32.0.1 192.169.0.1 100.64.0.1 192.0.0.2 0.0.0.0 255.255.255.255 127.0.0.1 224.0.0.251"
NOT_SERVED = "fd00::2 fe80::1 ::1 ::ffff:10.0.0.1 laptop.local 10.1"


@pytest.mark.parametrize("ip", [*STRANGE.split(), *NOT_SERVED.split(), ""])
def test_nothing_else_may_be_bound(ip: str) -> None:
    assert not may_bind(ip)


def test_loopback_may_be_bound_only_when_asked_for() -> None:
    assert may_bind("127.0.0.1", loopback=True)
    assert not may_bind("8.8.8.8", loopback=True)


@given(st.ip_addresses(v=4))
def test_no_address_that_the_internet_routes_is_ever_called_private(ip: IPv4Address) -> None:
    assert not (is_private(str(ip)) and ip_address(str(ip)).is_global)


@given(st.text() | st.ip_addresses().map(str), st.text())
def test_whatever_a_system_calls_its_interfaces_and_addresses_is_taken(ip: str, interface: str) -> None:
    assert kind_of(interface, ip) in InterfaceKind
    assert is_private(ip) or not address(ip, interface).usable


NAMES = {
    InterfaceKind.WIFI: [
        "wlan0",
        "wlp3s0",
        "wlo1",
        "wlx00c0ca",
        "en0",
        "Wi-Fi",
        "WLAN",
        "WiFi",
        "Wi-Fi 2",
        "Wireless Network Connection",
    ],
    InterfaceKind.CABLE: [
        "eth0",
        "enp3s0",
        "eno1",
        "ens33",
        "enx0011",
        "en5",
        "usb0",
        "em1",
        "p4p1",
        "bridge0",
        "Ethernet",
        "LAN-Verbindung",
        "イーサネット",
        "Ethernet 2",
        "Local Area Connection",
    ],
    InterfaceKind.HOTSPOT: [
        "ap0",
        "ap1",
        "bridge100",
        "Local Area Connection* 2",
        "LAN-Verbindung* 12",
        "Connexion au réseau local* 3",
    ],
    InterfaceKind.VIRTUAL: [
        "docker0",
        "br-0a1b2c3d4e5f",
        "veth12ab",
        "vmnet8",
        "virbr0",
        "vboxnet0",
        "lxdbr0",
        "lo",
        "lo0",
        "awdl0",
        "llw0",
        "ifb0",
        "utun3",
        "tun0",
        "tap0",
        "wg0",
        "wg-home",
        "tailscale0",
        "ppp0",
        "ipsec0",
        "nordlynx",
        "ztabcdefgh",
        "ProtonVPN",
        "vEthernet (WSL)",
        "vEthernet (WSL (Hyper-V firewall))",
        "vEthernet (Default Switch)",
        "vEthernet (nat)",
        "VMware Network Adapter VMnet8",
        "VirtualBox Host-Only Network",
        "Loopback Pseudo-Interface 1",
        "OpenVPN TAP-Windows6",
    ],
    InterfaceKind.MOBILE: ["wwan0", "wwp0s20", "rmnet0", "pdp_ip0", "Cellular", "Mobilfunk"],
    InterfaceKind.OTHER: [
        "br0",
        "bond0",
        "team0",
        "Bluetooth Network Connection",
        "vEthernet (External)",
        "vEthernet (Office LAN)",
    ],
}


@pytest.mark.parametrize(("kind", "names"), NAMES.items(), ids=lambda one: getattr(one, "name", ""))
def test_the_kind_is_guessed_from_the_name(kind: InterfaceKind, names: list[str]) -> None:
    assert {name: kind_of(name) for name in names} == dict.fromkeys(names, kind)


def test_a_hotspot_is_known_by_its_address_where_the_name_stays_that_of_the_wifi() -> None:
    assert kind_of("wlan0", "10.42.0.1") is InterfaceKind.HOTSPOT
    assert kind_of("wlan0", "10.42.0.17") is InterfaceKind.WIFI
    assert kind_of("WLAN 3", "192.168.137.1") is InterfaceKind.HOTSPOT
    assert kind_of("eth0", "10.42.0.1") is InterfaceKind.CABLE


def test_a_macs_bridge_to_its_virtual_machines_is_no_hotspot() -> None:
    assert kind_of("bridge100", "192.168.64.1") is InterfaceKind.VIRTUAL
    assert kind_of("bridge100", "192.168.2.1") is InterfaceKind.HOTSPOT


def test_the_network_of_the_default_route_comes_first_then_hotspot_wifi_cable() -> None:
    cable = address(CABLE.ip, "eth0", default_ip=CABLE.ip)
    assert in_order([DOCKER, WIFI, cable, HOTSPOT]) == (cable, HOTSPOT, WIFI, DOCKER)
    assert in_order([CABLE, DOCKER, WIFI, HOTSPOT]) == (HOTSPOT, WIFI, CABLE, DOCKER)


def test_a_vpn_that_takes_the_default_route_does_not_come_before_the_wifi() -> None:
    assert in_order([VPN, WIFI]) == (WIFI, VPN)


def test_an_address_the_laptop_gave_itself_is_bound_last() -> None:
    over_wifi = address("169.254.7.8", "wlan0", default_ip="169.254.7.8")
    assert to_bind([over_wifi, CABLE]) == (CABLE.ip, over_wifi.ip)


def test_neither_virtual_nor_mobile_nor_public_addresses_are_bound() -> None:
    assert to_bind([DOCKER, VPN, MOBILE, PUBLIC, address("100.64.0.9", "wlan0")]) == ()


@given(st.permutations([WIFI, CABLE, HOTSPOT, DOCKER, VPN, MOBILE, PUBLIC, SELF_GIVEN]))
def test_the_order_does_not_depend_on_the_order_the_system_tells(found: list[Address]) -> None:
    assert in_order(found) == in_order(reversed(found))


def test_all_is_well_while_the_first_phone_is_awaited() -> None:
    assert advised(WIFI, waited=29.9) == ()


def test_without_any_network_a_hotspot_is_the_way_out() -> None:
    assert advised() == (Advice.NO_ADDRESS,)
    assert advised(MOBILE) == (Advice.NO_ADDRESS,)
    assert advised(SELF_GIVEN) == (Advice.NO_ADDRESS,)


def test_a_vpn_or_containers_alone_are_no_network_for_phones() -> None:
    assert advised(DOCKER, VPN, SELF_GIVEN) == (Advice.ONLY_VIRTUAL,)


def test_a_network_that_gives_public_addresses_is_told_apart_from_none() -> None:
    assert advised(PUBLIC, DOCKER) == (Advice.ONLY_PUBLIC,)


@pytest.mark.parametrize("heard", [SelfTest.REFUSED, SelfTest.SILENT, SelfTest.STRANGER])
def test_a_laptop_that_does_not_reach_itself_is_told_before_any_doubt(heard: SelfTest) -> None:
    assert advised(WIFI, self_test=heard, waited=500) == (Advice.NOT_LISTENING,)


def test_after_half_a_minute_firewall_and_guest_network_are_doubted_together() -> None:
    assert advised(WIFI, waited=30) == (Advice.FIREWALL, Advice.GUEST_ISOLATION)


def test_the_laptops_own_hotspot_keeps_nobody_apart() -> None:
    assert advised(HOTSPOT, waited=30) == (Advice.FIREWALL,)


def test_with_two_networks_the_other_one_is_doubted_first() -> None:
    assert advised(WIFI, CABLE, DOCKER, waited=30) == (
        Advice.WRONG_INTERFACE,
        Advice.FIREWALL,
        Advice.GUEST_ISOLATION,
    )


def test_nothing_is_doubted_before_phones_is_switched_on() -> None:
    assert advised(WIFI, bound=(), self_test=None, waited=500) == ()


def test_one_phone_that_came_clears_firewall_and_guest_network() -> None:
    assert advised(WIFI, waited=500, seen={WIFI.ip: 400.0}) == (Advice.PHONES_ARRIVE,)


def test_phones_that_came_to_an_address_of_another_room_clear_nothing() -> None:
    assert advised(WIFI, waited=30, seen={"192.168.77.3": 3.0}) == (Advice.FIREWALL, Advice.GUEST_ISOLATION)


def test_phones_that_arrive_over_the_other_address_say_which_one_to_show() -> None:
    seen = {CABLE.ip: 3.0}
    assert advised(WIFI, CABLE, waited=10, seen=seen) == (Advice.PHONES_ARRIVE,)
    assert advised(WIFI, CABLE, waited=30, seen=seen) == (Advice.WRONG_INTERFACE, Advice.PHONES_ARRIVE)


SOME = st.lists(st.sampled_from([WIFI, CABLE, HOTSPOT, DOCKER, VPN, MOBILE, PUBLIC, SELF_GIVEN]), unique=True)
ALONE = {Advice.ADDRESS_CHANGED, Advice.NO_ADDRESS, Advice.ONLY_VIRTUAL, Advice.ONLY_PUBLIC, Advice.NOT_LISTENING}
DOUBTS = {Advice.FIREWALL, Advice.GUEST_ISOLATION}


@given(
    SOME,
    st.sampled_from([WIFI.ip, CABLE.ip, HOTSPOT.ip, "192.168.9.9", None]),
    st.sampled_from([None, *SelfTest]),
    st.dictionaries(st.sampled_from([WIFI.ip, CABLE.ip, "192.168.9.9"]), st.floats(0, 1e6)),
    st.floats(0, 1e6),
)
def test_advice_never_contradicts_itself(addresses: list[Address], shown, heard, seen, waited: float) -> None:
    advice = advised(*addresses, shown=shown, self_test=heard, seen=seen, waited=waited)
    arrived = set(seen) & {one.ip for one in addresses}
    assert len(set(advice)) == len(advice)
    assert len(advice) == 1 or not ALONE & set(advice)
    assert not (DOUBTS & set(advice) and (arrived or waited < 30))
    assert (Advice.PHONES_ARRIVE in advice) <= bool(arrived)
    assert to_bind(addresses) or advice


def test_a_changed_address_asks_for_the_new_qr_code() -> None:
    assert advised(WIFI, shown="192.168.9.9", seen={WIFI.ip: 2.0}) == (Advice.ADDRESS_CHANGED,)


def test_a_lost_network_is_no_changed_address() -> None:
    assert advised(shown="192.168.9.9") == (Advice.NO_ADDRESS,)


def test_on_loopback_no_phone_is_awaited() -> None:
    assert advised(shown="127.0.0.1", bound=("127.0.0.1",), waited=500) == ()
    assert advised(shown="127.0.0.1", self_test=SelfTest.REFUSED) == (Advice.NOT_LISTENING,)
