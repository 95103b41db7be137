"""The help queue at the desk: who stands where on it, what one key does, and what outlives a fresh look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.qt.bench import Bench
from tests.qt.queue_at_work import cards, click, look, mark, names, press, queue_bench, queue_panel, ticket
from tests.qt.queue_rooms import ARJUN, ask, asking, tick
from tests.qt.rooms import DESK
from trainer_app.domain.help import TicketMove, TicketState
from trainer_app.qt.parts.queue_cards import AT_FIRST, SOMETHING_ELSE, Act, Kind
from trainer_app.qt.parts.queue_panel import QueuePanel

__all__ = ("queue_bench", "queue_panel")  # fixtures, which pytest finds by their name


def test_an_empty_queue_says_so_calmly(panel: QueuePanel) -> None:
    assert cards(panel, Kind.QUIET)[0].title == "Nobody is waiting for help"


def test_who_waits_longest_stands_first(panel: QueuePanel, bench: Bench) -> None:
    asking(bench.room, 3)
    look(panel, bench)
    assert names(panel, Kind.HAND) == [one.name for one in bench.room.people[:3]]
    assert cards(panel, Kind.HEADING)[0].title == "Asked for help · 3"


def test_enter_goes_to_the_first_who_asked(panel: QueuePanel, bench: Bench, qtbot: QtBot) -> None:
    first, _second = asking(bench.room, 2)
    look(panel, bench)
    panel.take_focus()
    press(panel, qtbot, Qt.Key.Key_Return)
    look(panel, bench)
    assert ticket(bench.room, first.id).claimed_by == DESK.author
    assert names(panel, Kind.HELPED) == [bench.room.people[0].name]
    assert bench.said == ["Facilitator goes to Sakura Nakamura."]


def test_j_and_k_walk_over_cards_and_never_stop_on_a_heading(panel: QueuePanel, bench: Bench, qtbot: QtBot) -> None:
    asking(bench.room, 2)
    look(panel, bench)
    panel.take_focus()
    walked = [panel.list.marked]
    for key in (Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_Down, Qt.Key.Key_Up):
        press(panel, qtbot, key)
        walked.append(panel.list.marked)
    shown = [card.who.name for card in walked if card and card.who]
    one, two = bench.room.people[0].name, bench.room.people[1].name
    assert shown == [one, two, one, two, one]


def test_somebody_else_was_quicker_and_the_desk_says_who(panel: QueuePanel, bench: Bench, qtbot: QtBot) -> None:
    (asked,) = asking(bench.room, 1)
    look(panel, bench)
    panel.take_focus()
    bench.room.services.help_desk.move(asked.id, TicketMove.CLAIM, desk=ARJUN)
    press(panel, qtbot, Qt.Key.Key_Return)
    bench.rest()
    assert bench.said == ["Arjun is there already."]
    assert ticket(bench.room, asked.id).claimed_by == "Arjun"


def test_a_helper_chosen_once_is_remembered_and_the_desk_can_undo(panel: QueuePanel, bench: Bench) -> None:
    first, second = asking(bench.room, 2)
    look(panel, bench)
    panel._go_with("Priya")
    for card in cards(panel, Kind.HAND):
        panel.do(Act.GO, card)
    bench.rest()
    assert {ticket(bench.room, one.id).claimed_by for one in (first, second)} == {"Priya"}
    bench.room.services.undo.undo(DESK)
    assert ticket(bench.room, second.id).claimed_by is None


def test_one_number_says_which_remedy_worked(panel: QueuePanel, bench: Bench, qtbot: QtBot) -> None:
    asked = ask(bench.room, 0, "sign_in", error_key="callback_refused")
    look(panel, bench)
    panel.take_focus()
    press(panel, qtbot, Qt.Key.Key_R)
    offered = panel.picker.rows
    qtbot.keyClick(offered[0], Qt.Key.Key_2)
    bench.rest()
    solved = ticket(bench.room, asked.id)
    assert (solved.state, solved.remedy_key) == (TicketState.SOLVED, offered[1].payload)
    assert not panel.picker.isVisible()


@pytest.mark.parametrize(("key", "remedy"), [(Qt.Key.Key_E, SOMETHING_ELSE), (Qt.Key.Key_0, None)])
def test_what_is_no_known_remedy_can_be_said_too(
    panel: QueuePanel, bench: Bench, qtbot: QtBot, key: Qt.Key, remedy: str | None
) -> None:
    asked = ask(bench.room, 0, "sign_in")
    look(panel, bench)
    panel.take_focus()
    press(panel, qtbot, Qt.Key.Key_R)
    qtbot.keyClick(panel.picker.rows[0], key)
    bench.rest()
    assert ticket(bench.room, asked.id).state is TicketState.SOLVED
    assert ticket(bench.room, asked.id).remedy_key == remedy


def test_a_remedy_that_worked_before_is_offered_first_with_its_record(panel: QueuePanel, bench: Bench) -> None:
    before = ask(bench.room, 1, "sign_in", error_key="callback_refused")
    look(panel, bench)
    last = cards(panel, Kind.HAND)[0].offers[-1][0]
    bench.room.services.help_desk.move(before.id, TicketMove.SOLVE, desk=ARJUN, remedy_key=last.key)
    ask(bench.room, 0, "sign_in", error_key="callback_refused")
    look(panel, bench)
    card = cards(panel, Kind.HAND)[0]
    assert card.offers[0][0].key == last.key
    assert card.hints[-1].endswith("(worked 1 of 1 time)")


def test_the_drawer_of_remedies_outlives_a_fresh_look(panel: QueuePanel, bench: Bench, qtbot: QtBot) -> None:
    first, _ = asking(bench.room, 2)
    look(panel, bench)
    panel.take_focus()
    press(panel, qtbot, Qt.Key.Key_J)
    press(panel, qtbot, Qt.Key.Key_R)
    rows = panel.picker.rows
    bench.room.services.help_desk.move(first.id, TicketMove.CLAIM, desk=ARJUN)
    bench.room.clock.go_on(seconds=10)
    look(panel, bench)
    assert panel.picker.isVisible()
    assert panel.picker.rows == rows
    assert panel.list.marked
    assert panel.list.marked.who
    assert panel.list.marked.who.name == bench.room.people[1].name


def test_the_drawer_closes_when_its_person_needs_nothing_any_more(
    panel: QueuePanel, bench: Bench, qtbot: QtBot
) -> None:
    (asked,) = asking(bench.room, 1)
    look(panel, bench)
    panel.take_focus()
    press(panel, qtbot, Qt.Key.Key_R)
    bench.room.services.help_desk.move(asked.id, TicketMove.WITHDRAW, desk=ARJUN)
    look(panel, bench)
    assert not panel.picker.isVisible()


def test_handing_back_keeps_what_was_tried_for_the_next(panel: QueuePanel, bench: Bench, qtbot: QtBot) -> None:
    asked = ask(bench.room, 0, "sign_in", error_key="callback_refused")
    bench.room.services.help_desk.move(asked.id, TicketMove.CLAIM, desk=ARJUN)
    look(panel, bench)
    panel.take_focus()
    press(panel, qtbot, Qt.Key.Key_B)
    first = panel.picker.rows[0]
    qtbot.keyClick(first, Qt.Key.Key_1)
    qtbot.keyClicks(panel.picker._else, "another browser")
    qtbot.keyClick(panel.picker._else, Qt.Key.Key_Return)
    look(panel, bench)
    back = ticket(bench.room, asked.id)
    assert back.state is TicketState.HANDED_BACK
    assert back.tried == (first.payload, "another browser")
    assert cards(panel, Kind.HAND)[0].hints[0] == f"tried: {first.text().rstrip('.')}, another browser"


def test_parked_pinned_and_not_found_are_one_key_each(panel: QueuePanel, bench: Bench, qtbot: QtBot) -> None:
    one, two = asking(bench.room, 2)
    bench.room.services.help_desk.move(one.id, TicketMove.CLAIM, desk=DESK)
    look(panel, bench)
    mark(panel, one)
    press(panel, qtbot, Qt.Key.Key_N)
    look(panel, bench)
    assert ticket(bench.room, one.id).state is TicketState.CANT_FIND
    mark(panel, two)
    press(panel, qtbot, Qt.Key.Key_I)
    look(panel, bench)
    assert ticket(bench.room, two.id).pinned
    press(panel, qtbot, Qt.Key.Key_P)
    look(panel, bench)
    assert ticket(bench.room, two.id).state is TicketState.PARKED
    assert sorted(names(panel, Kind.HELD)) == sorted(person.name for person in bench.room.people[:2])


def test_one_helper_takes_everybody_with_the_same_trouble(panel: QueuePanel, bench: Bench) -> None:
    mine = [ask(bench.room, person, "sign_in", error_key="callback_refused") for person in range(3)]
    ask(bench.room, 4, "git")
    look(panel, bench)
    (group,) = cards(panel, Kind.GROUP)
    assert group.title.startswith("3 are at Sign in from the terminal: ")
    bench.room.services.help_desk.move(mine[1].id, TicketMove.CLAIM, desk=ARJUN)
    click(panel, group, Act.TAKE_ALL)
    bench.rest()
    assert [ticket(bench.room, one.id).claimed_by for one in mine] == [DESK.author, "Arjun", DESK.author]
    assert bench.said == ["Facilitator takes 2 of 3; somebody was quicker with the others."]


def test_who_is_worth_a_look_is_visited_or_found_to_be_fine(panel: QueuePanel, bench: Bench, qtbot: QtBot) -> None:
    room = bench.room
    for person in range(14):
        tick(room, person, 1)
    room.clock.go_on(minutes=26)
    for person in range(4, 14):
        tick(room, person, 3)
    look(panel, bench)
    seen = [*cards(panel, Kind.LOOK), *cards(panel, Kind.HELLO), *cards(panel, Kind.NOT_STARTED)]
    assert len(seen) > 1
    panel.do(Act.WENT, seen[0])
    panel.do(Act.FINE, seen[1])
    look(panel, bench)
    assert names(panel, Kind.HELPED) == [seen[0].who.name if seen[0].who else ""]
    left = {card.key for kind in (Kind.LOOK, Kind.HELLO, Kind.NOT_STARTED) for card in cards(panel, kind)}
    assert seen[1].key not in left
    assert left == {card.key for card in seen[2:]}


def test_a_long_section_is_folded_and_opens(bench: Bench, panel: QueuePanel) -> None:
    asking(bench.room, AT_FIRST)
    look(panel, bench)
    assert not cards(panel, Kind.MORE)
    ask(bench.room, 10, "git")
    look(panel, bench)
    assert len(cards(panel, Kind.HAND)) == AT_FIRST + 1, "a single one more is shown rather than counted"
    for person in (11, 12):
        ask(bench.room, person, "git")
    look(panel, bench)
    assert len(cards(panel, Kind.HAND)) == AT_FIRST
    (more,) = cards(panel, Kind.MORE)
    assert more.title == "and 3 more"
    panel.do(Act.EXPAND, more)
    look(panel, bench)
    assert len(cards(panel, Kind.HAND)) == 13
    assert not cards(panel, Kind.MORE)


def test_clocks_run_between_two_looks(panel: QueuePanel, bench: Bench) -> None:
    asking(bench.room, 1)
    look(panel, bench)
    bench.room.clock.go_on(seconds=65)
    panel._tick()
    assert cards(panel, Kind.HAND)[0].clock(panel.list.cards.minutes) == "1:05"


def test_the_menu_asks_for_person_step_and_first_hands_on(panel: QueuePanel, bench: Bench, qtbot: QtBot) -> None:
    asking(bench.room, 1)
    look(panel, bench)
    card = cards(panel, Kind.HAND)[0]
    whose = bench.room.people[0].id
    for act, signal, carried in (
        (Act.PERSON, panel.person_wanted, whose),
        (Act.STEP, panel.step_wanted, card.step_key),
        (Act.FIRST, panel.completion_wanted, whose),
    ):
        with qtbot.waitSignal(signal) as caught:
            panel._ask_for(act, card)
        assert caught.args == [carried]


def test_every_card_says_itself_to_a_reader(panel: QueuePanel, bench: Bench) -> None:
    ask(bench.room, 0, "sign_in", error_text="something new")
    look(panel, bench)
    at = next(row for row in range(panel.list.cards.rowCount()) if panel.list.cards.card(row).kind is Kind.HAND)
    spoken = panel.list.cards.index(at).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Sakura Nakamura" in spoken
    assert "something new" in spoken


def test_no_button_of_a_card_lies_outside_it_or_over_another(panel: QueuePanel, bench: Bench) -> None:
    asking(bench.room, 14)
    look(panel, bench)
    panel._go_with("Maximiliane Charlotte von der Hohenwart-Schwarzenberg zu Lippe")
    for width in (280, 340, 500):
        panel.resize(width, 800)
        for card in cards(panel, Kind.HAND):
            laid = panel.list.laid(card)
            assert laid.ground is not None
            boxes = [knob.box for knob in laid.knobs]
            assert all(laid.ground.contains(box) for box in boxes)
            assert not any(one.intersects(other) for one in boxes for other in boxes if one is not other)
            assert all(laid.knob_at(box.center()) for box in boxes)
            assert laid.knob_at(QPoint(-1, -1)) is None
