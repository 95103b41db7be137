"""Phones at the desk and the network: ports, addresses that come and go, https, and coming back with the file."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.qt.phones_hand import HERE, LOOPBACK, Hand, decoded, looking_text, message, press
from tests.qt.rooms import Room
from trainer_app.domain.network import Address, InterfaceKind
from trainer_app.domain.phone import PhoneRole
from trainer_app.qt.parts.toast import Toast


@pytest.fixture
def hand(room: Room, qtbot: QtBot) -> Iterator[Hand]:
    """The window on a room whose doors are open; phones are off."""
    room.open_doors()
    made = Hand(room, qtbot)
    yield made
    made.close()


def test_phones_come_back_with_the_data_file(hand: Hand) -> None:
    hand.switch_on()
    client = hand.scan()
    hand.open_file()
    hand.until(lambda: hand.phones.look is not None)
    assert client.get("/").status == 200
    assert "on again" in message(hand)


def test_a_taken_port_is_said_with_the_way_out(hand: Hand, qtbot: QtBot) -> None:
    hand.switch_on()
    assert hand.phones.look
    port = hand.phones.look.status.port
    hand.close()
    with socket.create_server((HERE, port)):
        again = Hand(hand.room, qtbot)
        again.until(lambda: bool(again.phones.trouble))
        assert str(port) in message(again)
        toast = again.desktop.window.findChild(Toast)
        assert toast is not None
        press(toast, "Open Phones")
        assert str(port) in again.panel._off._trouble.text()
        press(again.panel, "Use a free port")
        again.until(lambda: again.phones.look is not None)
        assert again.scan().get("/").status == 200
        again.close()


def test_without_a_network_the_panel_says_so_and_can_be_tried_again(hand: Hand) -> None:
    hand.addresses = ()
    panel = hand.open()
    press(panel, "Switch phones on")
    hand.until(lambda: bool(hand.phones.trouble))
    assert "no network" in panel._off._trouble.text()
    assert not panel._off._free.isVisible()
    hand.addresses = LOOPBACK
    press(panel, "Switch phones on")
    hand.until(lambda: hand.phones.look is not None)


def test_the_window_closes_with_phones_on_and_lets_go_of_the_port(hand: Hand) -> None:
    hand.switch_on()
    client = hand.scan()
    hand.close()
    with pytest.raises(OSError, match=r"refused|reset"):
        client.get("/")
    assert hand.room.services.phones.standing() is not None  # they come back with the program


def test_the_network_tab_tells_phones_from_the_laptops_own_browser(hand: Hand) -> None:
    panel = hand.switch_on()
    client = hand.scan()
    assert client.get("/").status == 200
    assert hand.phones.look
    hand.phones._look_again()
    hand.rest()
    assert hand.phones.look.status.arrived == {}
    link = http.client.HTTPConnection(HERE, client.port, source_address=("127.0.0.2", 0), timeout=10)
    link.request("GET", "/", headers={"Cookie": f"trainer={client.cookies['trainer']}"})
    assert link.getresponse().status == 200
    link.close()
    hand.until(lambda: hand.phones.look is not None and HERE in hand.phones.look.status.arrived)
    panel.on.turn("network")
    hand.until(lambda: "a phone came just now" in " ".join(looking_text(panel.on.network)))


def test_the_network_tab_says_what_to_do(hand: Hand) -> None:
    panel = hand.switch_on()
    hand.addresses = (Address("192.168.0.7", "wlan0", InterfaceKind.WIFI, usable=True),)
    panel.on.turn("network")
    hand.until(lambda: "Wi-Fi, wlan0: 192.168.0.7" in " ".join(looking_text(panel.on.network)))
    hand.addresses = ()
    hand.phones._find_addresses()
    hand.until(lambda: "This laptop is in no network" in looking_text(panel.on.network))
    assert "Network  1" in [one.text() for one in panel.on.tabs.findChildren(QPushButton)]


def test_while_the_network_is_gone_the_codes_are_too_and_come_back_with_it(hand: Hand) -> None:
    panel = hand.switch_on()
    client = hand.scan()
    hand.addresses = ()
    hand.phones._find_addresses()
    hand.until(lambda: not panel.on.stage.is_content)
    assert hand.phones.projected == ""
    hand.addresses = LOOPBACK
    hand.phones._find_addresses()
    hand.until(lambda: panel.on.stage.is_content)
    assert client.get("/").status == 200


def test_https_restarts_with_a_fingerprint_to_compare(hand: Hand) -> None:
    panel = hand.switch_on()
    port = urlsplit(hand.url()).port
    panel.on.turn("network")
    panel.on.network.secure.click()
    hand.until(lambda: hand.url().startswith("https://"))
    assert urlsplit(hand.url()).port == port
    hand.until(lambda: len(panel.on.network._print.text().split()) == 32)
    assert hand.desktop.shell.memory.settings.phones_secure


def test_the_port_of_the_settings_is_taken(hand: Hand) -> None:
    with socket.socket() as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]
    memory = hand.desktop.shell.memory
    memory.settings = replace(memory.settings, phones_port=port)
    hand.switch_on()
    assert urlsplit(hand.url()).port == port


def test_an_address_chosen_is_the_one_in_the_codes(hand: Hand) -> None:
    other = Address("127.0.0.3", "lo3", InterfaceKind.HOTSPOT, usable=True)
    hand.addresses = (*LOOPBACK, other)
    panel = hand.switch_on()
    chooser = panel.on.codes._address
    assert chooser.isVisible()
    hand.until(lambda: chooser.count() == 2 and "Hotspot" in chooser.currentText())
    assert "127.0.0.3" in hand.url()  # somebody switched the hotspot on for the phones
    chooser.setCurrentIndex(chooser.findData(HERE))
    chooser.activated.emit(chooser.currentIndex())
    hand.until(lambda: HERE in hand.url())
    assert HERE in decoded(panel.on.codes.codes[PhoneRole.ATTENDEE].picture)
