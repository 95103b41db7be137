"""The card asked at a first hands-on: five keys, a few words, and Esc that never costs anything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.qt.bench import Bench
from tests.qt.queue_rooms import hands_on, tick
from tests.qt.rooms import DESK, Room
from trainer_app.domain.completion import Completion, Moment
from trainer_app.qt.parts.completion_form import CompletionForm

STEPS = 12


@pytest.fixture
def bench(room: Room, qtbot: QtBot) -> Iterator[Bench]:
    hands_on(room)
    made = Bench(room, qtbot)
    yield made
    made.close()


@pytest.fixture
def form(bench: Bench, qtbot: QtBot) -> CompletionForm:
    made = CompletionForm(bench.services, bench.work, bench.tell, bench.current)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def ask(form: CompletionForm, bench: Bench, person: int = 0) -> None:
    one = bench.room.people[person]
    form.ask(one.id, one.name, bench.room.session.id)
    bench.rest()


def completion(room: Room, person: int = 0) -> Completion | None:
    return room.services.completions.of_attendee(room.people[person].id)


def confidence(room: Room, person: int = 0) -> dict[Moment, int]:
    said = room.services.completions.confidences(room.session.id)
    return {moment: value for (whose, moment), value in said.items() if whose == room.people[person].id}


def test_what_was_said_is_recorded_with_one_key_each(form: CompletionForm, bench: Bench, qtbot: QtBot) -> None:
    ask(form, bench)
    qtbot.keyClicks(form.made, "A script for 12 reports")
    form.levels[Moment.BEFORE].first.setFocus()
    qtbot.keyClick(form.levels[Moment.BEFORE].first, Qt.Key.Key_2)
    qtbot.keyClick(form.levels[Moment.AFTER].first, Qt.Key.Key_4)
    assert form._save_button.hasFocus()
    qtbot.keyClick(form._save_button, Qt.Key.Key_Return)
    bench.rest()
    done = completion(bench.room)
    assert done
    assert (done.made, done.witness) == ("A script for 12 reports", DESK.author)
    assert confidence(bench.room) == {Moment.BEFORE: 2, Moment.AFTER: 4}
    assert bench.said == ["First hands-on recorded: Sakura Nakamura."]
    assert not form.isVisible()


def test_what_the_tick_recorded_is_added_to_not_recorded_twice(
    form: CompletionForm, bench: Bench, qtbot: QtBot
) -> None:
    tick(bench.room, 0, STEPS)
    before = completion(bench.room)
    ask(form, bench)
    qtbot.keyClicks(form.made, "A web page")
    qtbot.keyClick(form.made, Qt.Key.Key_Return)
    bench.rest()
    after = completion(bench.room)
    assert before
    assert after
    assert (after.id, after.made) == (before.id, "A web page")


def test_opened_again_it_shows_what_stands(form: CompletionForm, bench: Bench) -> None:
    tick(bench.room, 0, STEPS)
    services = bench.room.services.completions
    services.describe(bench.room.people[0].id, made="A web page", witness="Arjun", desk=DESK)
    services.say_confidence(bench.room.session.id, bench.room.people[0].id, Moment.AFTER, value=5, desk=DESK)
    ask(form, bench)
    assert (form.made.text(), form.witness.text()) == ("A web page", "Arjun")
    assert (form.levels[Moment.BEFORE].value, form.levels[Moment.AFTER].value) == (None, 5)


def test_steps_left_before_it_are_said_and_stand_in_nobody_s_way(form: CompletionForm, bench: Bench) -> None:
    steps = bench.room.services.checklists.of_session(bench.room.session.id).steps
    before = [step for step in steps[: next(at for at, one in enumerate(steps) if one.completes)] if not step.optional]
    ask(form, bench)
    assert form._note.text() == f"{len(before)} steps before it are not ticked. Everything here can be left out."
    assert form._save_button.isEnabled()
    for step in before:
        bench.room.services.floor.mark(bench.room.session.id, bench.room.people[1].id, step.key, desk=DESK)
    ask(form, bench, 1)
    assert form._note.text() == "Everything here can be left out."


def test_esc_writes_nothing_and_says_it_is_closed(form: CompletionForm, bench: Bench, qtbot: QtBot) -> None:
    ask(form, bench)
    qtbot.keyClicks(form.made, "half a word")
    with qtbot.waitSignal(form.closed):
        qtbot.keyClick(form.made, Qt.Key.Key_Escape)
    bench.rest()
    assert completion(bench.room) is None
    ask(form, bench, person=1)
    assert form.made.text() == ""


def test_enter_on_skip_skips(form: CompletionForm, bench: Bench, qtbot: QtBot) -> None:
    ask(form, bench)
    form._skip.setFocus()
    qtbot.keyClick(form._skip, Qt.Key.Key_Return)
    bench.rest()
    assert completion(bench.room) is None
    assert not form.isVisible()


def test_a_number_in_the_words_is_no_answer(form: CompletionForm, bench: Bench, qtbot: QtBot) -> None:
    ask(form, bench)
    qtbot.keyClicks(form.made, "3 pages")
    assert form.made.text() == "3 pages"
    assert form.levels[Moment.BEFORE].value is None


def test_a_key_pressed_again_lets_go(form: CompletionForm, bench: Bench, qtbot: QtBot) -> None:
    ask(form, bench)
    keys = form.levels[Moment.AFTER]
    for expected in (3, None):
        qtbot.mouseClick(keys._keys[2], Qt.MouseButton.LeftButton)
        assert keys.value == expected


def test_a_late_answer_for_somebody_else_changes_nothing(form: CompletionForm, bench: Bench) -> None:
    tick(bench.room, 0, STEPS)
    bench.room.services.completions.describe(bench.room.people[0].id, made="theirs", witness=None, desk=DESK)
    first, second = bench.room.people[0], bench.room.people[1]
    form.ask(first.id, first.name, bench.room.session.id)
    form.ask(second.id, second.name, bench.room.session.id)
    bench.rest()
    assert form.made.text() == ""
    assert second.name in form.accessibleName()
