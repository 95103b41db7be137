"""Phones at the desk: a real host on loopback, phones that talk to it, and the panel as a facilitator uses it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.qt import looking
from tests.qt.phones_hand import Hand, decoded, message, phone_id, press
from tests.qt.rooms import DESK, Room
from tests.web.hall import PhoneClient
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase
from trainer_app.qt.desk import OpenDesk
from trainer_app.qt.parts.toast import Toast


@pytest.fixture
def hand(room: Room, qtbot: QtBot) -> Iterator[Hand]:
    """The window on a room whose doors are open; phones are off."""
    room.open_doors()
    made = Hand(room, qtbot)
    yield made
    made.close()


def test_nothing_of_the_phones_is_there_before_they_are_wanted(hand: Hand) -> None:
    assert hand.phones.hosting.host is None
    assert "off" in hand.desktop.window.bar._phones.accessibleName()


def test_the_code_on_the_screen_lets_a_phone_in_and_it_appears(hand: Hand) -> None:
    hand.switch_on()
    client = hand.scan()
    assert client.get("/").status == 200
    hand.until(lambda: len(hand.lines()) == 1)
    hand.panel.on.turn("connected")
    assert hand.panel.on.roll.table.shown_count() == 1
    assert hand.panel.on.roll.table.rows_shown()[0].who == "has not said who it is"


def test_switched_off_no_phone_gets_an_answer(hand: Hand) -> None:
    panel = hand.switch_on()
    client = hand.scan()
    press(panel, "Switch off")
    hand.until(lambda: hand.phones.look is None and not hand.phones.is_busy)
    with pytest.raises(OSError, match=r"refused|reset"):
        client.get("/")
    assert hand.room.services.phones.standing() is None


def test_without_a_session_the_button_says_why_it_waits(qtbot: QtBot, room: Room) -> None:
    room.open_doors()
    room.services.sessions.enter(room.session.id, Phase.ENDED, desk=DESK)
    hand = Hand(room, qtbot)
    panel = hand.open()
    assert not panel._off._go.isEnabled()
    assert "has ended" in panel._off._for.text()
    hand.close()


def test_the_attendees_code_changes_every_fifteen_seconds_and_the_others_do_not(hand: Hand) -> None:
    hand.switch_on()
    before, helpers = hand.url(), hand.url(PhoneRole.HELPER)
    hand.room.clock.go_on(seconds=16)
    hand.until(lambda: hand.url() != before)
    assert hand.url(PhoneRole.HELPER) == helpers
    assert decoded(hand.panel.on.codes.codes[PhoneRole.ATTENDEE].picture) == hand.url()
    assert PhoneClient(urlsplit(before).port or 0).get(urlsplit(before).path).status == 303  # seen a moment ago


def test_the_projector_shows_the_code_unless_it_is_told_not_to(hand: Hand) -> None:
    hand.switch_on()
    hand.desktop.window.bar.projector_wanted.emit()
    file = hand.desktop._file
    assert isinstance(file, OpenDesk)
    assert file._wiring
    projector = file._wiring._projector
    assert projector
    assert projector.window
    assert projector.window.join.address == hand.url()
    before = hand.url()
    hand.room.clock.go_on(seconds=16)
    hand.until(lambda: projector.window is not None and projector.window.join.address not in {"", before})
    hand.panel.on.codes.on_projector.click()
    assert projector.window.join.address == ""
    assert not hand.phones.on_projector
    hand.panel.on.codes.on_projector.click()
    assert projector.window.join.address == hand.url()


def test_new_codes_let_nobody_in_with_the_old_ones(hand: Hand) -> None:
    panel = hand.switch_on()
    assert hand.phones.look
    helpers, pin = hand.url(PhoneRole.HELPER), hand.phones.look.status.pin
    stays = hand.scan()
    press(panel, "New codes and PIN")
    hand.until(lambda: hand.url(PhoneRole.HELPER) != helpers)
    assert hand.phones.look.status.pin != pin
    assert PhoneClient(urlsplit(helpers).port or 0).get(urlsplit(helpers).path).status == 410
    assert stays.get("/").status == 200


@pytest.mark.parametrize(("answer", "first", "second"), [("Allow", 401, 200), ("Refuse", 200, 200)])
def test_a_second_phone_of_somebody_is_allowed_or_refused(hand: Hand, answer: str, first: int, second: int) -> None:
    hand.switch_on()
    old = hand.scan_as("Sakura Nakamura")
    new = hand.scan_as("Sakura Nakamura", sure=False)
    hand.until(lambda: len(hand.phones.waiting) == 1)
    panel = hand.open("connected")
    press(panel, f"{answer}: Sakura Nakamura")
    hand.until(lambda: not hand.phones.waiting)
    hand.rest()
    assert (old.get("/").status, new.get("/").status) == (first, second)
    theirs = [one for one in hand.room.services.phones.roll(hand.room.session.id) if one.person]
    assert [one.phone.id for one in theirs] == [phone_id(new if answer == "Allow" else old)]


def test_who_waits_is_said_once_where_the_facilitator_is_and_leads_to_the_answer(hand: Hand) -> None:
    panel = hand.switch_on()
    hand.scan_as("Sakura Nakamura")
    client = hand.scan()
    panel.close_drawer()
    hand.room.services.phones.belongs(phone_id(client), hand.room.people[0].id, sure=False)
    hand.until(lambda: "second phone" in message(hand))
    assert "1 waits" in hand.desktop.window.bar._phones.accessibleName()
    toast = hand.desktop.window.findChild(Toast)
    assert toast is not None
    press(toast, "Answer")
    assert panel.isVisible()
    assert panel.tab == "connected"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Allow: Sakura Nakamura"
    panel.close_drawer()
    hand.phones._fetch_roll()
    hand.rest()
    assert message(hand) == ""


def test_an_answer_takes_the_question_back(hand: Hand) -> None:
    panel = hand.switch_on()
    hand.scan_as("Sakura Nakamura")
    client = hand.scan()
    panel.close_drawer()
    hand.room.services.phones.belongs(phone_id(client), hand.room.people[0].id, sure=False)
    hand.until(lambda: "second phone" in message(hand))
    hand.phones.nod(phone_id(client), yes=True)
    hand.until(lambda: message(hand) == "")


def test_one_phone_is_shut_out_and_may_come_again(hand: Hand) -> None:
    hand.switch_on()
    gone, stays = hand.scan_as("Sakura Nakamura"), hand.scan_as("Arjun Patel")
    panel = hand.open("connected")
    assert panel.on.roll.table.mark_key(phone_id(gone))
    panel.on.roll.table.setFocus()
    hand.qtbot.keyClick(panel.on.roll.table, Qt.Key.Key_Delete)
    hand.until(lambda: panel.on.roll.table.shown_count() == 1)
    assert (gone.get("/").status, stays.get("/").status) == (401, 200)
    assert hand.scan().get("/").status == 200


def test_all_phones_are_shut_out_after_a_question(hand: Hand) -> None:
    hand.switch_on()
    clients = [hand.scan_as("Sakura Nakamura"), hand.scan_as("Arjun Patel")]
    panel = hand.open("connected")
    press(panel, "Shut out all…")
    press(panel, "Keep them")
    assert panel.on.roll.table.shown_count() == 2
    press(panel, "Shut out all…")
    press(panel, "Shut out all 2 phones?")
    hand.until(lambda: not hand.lines())
    assert [one.get("/").status for one in clients] == [401, 401]
    assert not panel.on.roll.stage.is_content


def test_after_the_session_phones_say_thank_you_and_then_go_off(hand: Hand) -> None:
    hand.switch_on()
    client = hand.scan()
    hand.room.services.sessions.enter(hand.room.session.id, Phase.ENDED, desk=DESK)
    hand.until(hand.phones._thanks.isActive)
    assert client.get("/").status in {401, 410}
    assert "thank you" in hand.panel.on._note.text()
    assert hand.phones._thanks.interval() <= 60_000
    hand.phones._thanks.timeout.emit()
    hand.until(lambda: hand.phones.look is None)
    assert "ended" in message(hand)


def test_another_session_at_the_desk_leaves_the_phones_where_they_are(series: Room, qtbot: QtBot) -> None:
    series.open_doors()
    hand = Hand(series, qtbot)
    panel = hand.switch_on()
    assert not panel.on._note_box.isVisible()
    hand.door._current.choose(series.sessions[0].id)
    hand.until(panel.on._note_box.isVisible)
    assert hand.phones.look
    assert hand.phones.look.status.session_id == series.session.id
    press(panel, f"Let phones join {series.sessions[0].name}")
    hand.until(lambda: hand.phones.look is not None and hand.phones.look.status.session_id == series.sessions[0].id)
    hand.close()


def test_one_code_fills_the_panel_and_esc_comes_back(hand: Hand) -> None:
    panel = hand.switch_on()
    press(panel, "Enlarge the code: Helpers")
    assert panel.stack.currentWidget() is panel.enlarged
    assert decoded(panel.enlarged._code) == hand.url(PhoneRole.HELPER)
    hand.qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.stack.currentWidget() is panel.on
    hand.qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_it_is_all_done_with_the_keyboard(hand: Hand) -> None:
    window, keys = hand.desktop.window, hand.qtbot
    before = QApplication.focusWidget()
    keys.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert hand.panel.isVisible()
    keys.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    hand.until(lambda: hand.phones.look is not None and hand.panel.on.isVisible())
    names = set()
    for _ in range(12):
        keys.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        names.add(looking.spoken(focus))
    assert {"New codes and PIN", "Show on the projector", "Enlarge the code: Door"} <= names
    hand.panel.on.tabs.findChild(QPushButton, "codes").setFocus()
    keys.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert hand.panel.tab == "connected"
    keys.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not hand.panel.isVisible()
    assert QApplication.focusWidget() is before


@pytest.mark.parametrize("tab", ["codes", "connected", "network"])
def test_every_control_is_named_and_no_words_are_cut(hand: Hand, tab: str) -> None:
    hand.switch_on()
    hand.scan_as("Maximiliane Charlotte von der Hohenwart-Schwarzenberg zu Lippe")
    hand.scan_as("Maximiliane Charlotte von der Hohenwart-Schwarzenberg zu Lippe", sure=False)
    panel = hand.open(tab)
    assert looking.nameless(panel) == []
    assert looking.roleless(panel) == []
    assert looking.mute_icons(panel) == []
    assert looking.cut_words(panel) == []
