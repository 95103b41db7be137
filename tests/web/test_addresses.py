from __future__ import annotations

import socket
from dataclasses import dataclass
from types import SimpleNamespace

import psutil
import pytest

from tests.web.namespaces import Cable, room
from trainer_app.domain.network import InterfaceKind, is_loopback, may_bind, to_bind
from trainer_app.web.addresses import own_addresses

TELL_ADDRESSES = """
import json
from trainer_app.web.addresses import own_addresses
print(json.dumps([[a.ip, a.interface, a.kind.name, a.usable, a.default_route] for a in own_addresses()]))
"""
COUNT_SENT = """
import json
from pathlib import Path
from trainer_app.web.addresses import default_route_ip
def sent():
    line = next(one for one in Path("/proc/self/net/dev").read_text().splitlines() if "wlan0:" in one)
    return int(line.split(":")[1].split()[9])
print(json.dumps([sent(), [default_route_ip() for _ in range(20)][-1], sent()]))
"""
SERVE_EVERYWHERE = """
import asyncio, json, threading
from trainer_app.domain.network import to_bind
from trainer_app.web.addresses import own_addresses

async def answer(reader, writer):
    await reader.readuntil(b"\\r\\n\\r\\n")
    writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\nok")
    writer.close()

async def serve():
    bound = to_bind(own_addresses())
    first = await asyncio.start_server(answer, bound[0], 0)
    port = first.sockets[0].getsockname()[1]
    others = [await asyncio.start_server(answer, ip, port) for ip in bound[1:]]
    print(json.dumps({"bound": bound, "port": port}), flush=True)
    await asyncio.gather(*(one.serve_forever() for one in [first, *others]))

asyncio.run(serve())
"""
ASK = """
import asyncio, json
from trainer_app.web import reach
reach.PATIENCE = 1.0
async def ask():
    return [(await reach.self_test(ip, {port})).name for ip in {addresses!r}]
print(json.dumps(asyncio.run(ask())))
"""
LOOK = """
import asyncio, json
from trainer_app.domain.network import Listening
from trainer_app.web import reach
listening = Listening({bound!r}, {shown!r}, {port})
seen = asyncio.run(reach.look(listening, last_phone_seen={{}}, waited_seconds={waited}))
print(json.dumps([one.name for one in seen.advice]))
"""
WIFI = Cable("wlan0", "192.168.50.2", "192.168.50.77")
CABLE = Cable("eth0", "10.77.3.2", "10.77.3.77")


@dataclass(frozen=True)
class Computer:
    """The answers psutil gives on another system: (interface, connected, addresses)."""

    told: tuple[tuple[str, bool, tuple[str, ...]], ...]

    def net_if_addrs(self):
        def family(text: str) -> int:
            return socket.AF_INET6 if ":" in text else -1 if "-" in text else socket.AF_INET

        return {
            name: [SimpleNamespace(family=family(one), address=one) for one in addresses]
            for name, _, addresses in self.told
        }

    def net_if_stats(self):
        return {name: SimpleNamespace(isup=up) for name, up, _ in self.told}


WINDOWS = Computer(
    (
        ("Ethernet", False, ("00-11-22-33-44-55", "169.254.10.1", "fe80::1")),
        ("Local Area Connection* 1", False, ("00-11-22-33-44-56", "169.254.11.1")),
        ("Local Area Connection* 2", True, ("00-11-22-33-44-57", "192.168.137.1", "fe80::2")),
        ("Wi-Fi", True, ("00-11-22-33-44-58", "192.168.178.31", "2001:db8::5", "fd00::5")),
        ("vEthernet (WSL)", True, ("00-11-22-33-44-59", "172.28.80.1")),
        ("Loopback Pseudo-Interface 1", True, ("127.0.0.1", "::1")),
    )
)
MAC = Computer(
    (
        ("lo0", True, ("127.0.0.1", "::1")),
        ("en0", True, ("172.20.10.4", "fe80::3%en0")),
        ("bridge100", True, ("192.168.64.1",)),
        ("utun4", True, ("100.101.7.9", "fe80::4%utun4")),
        ("awdl0", True, ("fe80::5%awdl0",)),
    )
)


def test_a_windows_laptop_serves_its_hotspot_and_its_wifi() -> None:
    found = own_addresses(WINDOWS)
    assert [(one.ip, one.kind) for one in found if one.usable] == [
        ("192.168.137.1", InterfaceKind.HOTSPOT),
        ("192.168.178.31", InterfaceKind.WIFI),
    ]
    assert [one.ip for one in found if not one.usable] == ["172.28.80.1"]


def test_a_mac_in_a_phones_hotspot_serves_that_alone() -> None:
    assert to_bind(own_addresses(MAC)) == ("172.20.10.4",)


def test_an_interface_that_went_away_between_two_questions_is_left_out() -> None:
    gone = SimpleNamespace(net_if_addrs=WINDOWS.net_if_addrs, net_if_stats=dict)
    assert own_addresses(gone) == ()


def test_this_computer_tells_only_addresses_that_may_be_bound_and_none_of_loopback() -> None:
    found = own_addresses()
    assert not [one for one in found if is_loopback(one.ip)]
    assert all(may_bind(ip) for ip in to_bind(found))
    assert {one.ip for one in found} <= {a.address for many in psutil.net_if_addrs().values() for a in many}


def test_asking_for_the_way_out_sends_nothing() -> None:
    with room(WIFI) as (laptop, _):
        laptop.ip("link set wlan0 addrgenmode none")  # IPv6 would say hello by itself
        laptop.ip("addr flush dev wlan0 scope link")
        laptop.ip(f"route add default via {WIFI.phone}")
        before, told, after = laptop.tell(COUNT_SENT)
        assert told == WIFI.laptop
        assert after == before


@pytest.mark.parametrize("way_out", [WIFI, CABLE], ids=["over Wi-Fi", "over the cable"])
def test_two_networks_are_found_the_one_of_the_default_route_first(way_out: Cable) -> None:
    with room(WIFI, CABLE) as (laptop, _):
        laptop.ip(f"route add default via {way_out.phone}")
        other = CABLE if way_out is WIFI else WIFI
        kinds = {"wlan0": "WIFI", "eth0": "CABLE"}
        assert laptop.tell(TELL_ADDRESSES) == [
            [way_out.laptop, way_out.interface, kinds[way_out.interface], True, True],
            [other.laptop, other.interface, kinds[other.interface], True, False],
        ]


def test_phones_of_both_networks_reach_the_bound_addresses_and_no_other() -> None:
    docker = Cable("docker0", "172.17.0.1", "172.17.0.2")
    with room(CABLE, WIFI, docker) as (laptop, phones), laptop.running(SERVE_EVERYWHERE) as served:
        assert served["bound"] == [WIFI.laptop, CABLE.laptop]
        ask = ASK.format(port=served["port"], addresses=[WIFI.laptop, CABLE.laptop, docker.laptop])
        assert phones.tell(ask) == ["ANSWERED", "ANSWERED", "REFUSED"]


def test_a_network_that_keeps_phones_apart_is_doubted_while_the_laptop_answers_itself() -> None:
    with room(WIFI) as (laptop, phones), laptop.running(SERVE_EVERYWHERE) as served:
        laptop.ip(f"route add blackhole {WIFI.phone}/32")
        assert phones.tell(ASK.format(port=served["port"], addresses=[WIFI.laptop])) == ["SILENT"]
        facts = {"bound": (WIFI.laptop,), "shown": WIFI.laptop, "port": served["port"]}
        assert laptop.tell(LOOK.format(waited=5, **facts)) == []
        assert laptop.tell(LOOK.format(waited=60, **facts)) == ["FIREWALL", "GUEST_ISOLATION"]


def test_a_laptop_carried_into_another_network_asks_for_the_new_qr_code() -> None:
    with room(WIFI) as (laptop, _), laptop.running(SERVE_EVERYWHERE) as served:
        laptop.ip(f"addr del {WIFI.laptop}/24 dev wlan0")
        laptop.ip("addr add 192.168.60.9/24 dev wlan0")
        facts = {"bound": (WIFI.laptop,), "shown": WIFI.laptop, "port": served["port"], "waited": 0}
        assert laptop.tell(LOOK.format(**facts)) == ["ADDRESS_CHANGED"]


def test_a_network_that_was_switched_off_is_not_told_any_more() -> None:
    with room(WIFI) as (laptop, _):
        laptop.ip("link set wlan0 down")
        assert laptop.tell(TELL_ADDRESSES) == []
        facts = {"bound": (WIFI.laptop,), "shown": WIFI.laptop, "port": 9, "waited": 0}
        assert laptop.tell(LOOK.format(**facts)) == ["NO_ADDRESS"]
