"""An attendee's phone over HTTP: their step, their hand, and the way out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.web.attendee_looks import fine, me, mine, ticket
from tests.web.hall import Hall
from tests.web.scenes_attendee import MEI, SCENES, at_step, here
from tests.world import FRONT
from trainer_app.domain.attendee import System
from trainer_app.domain.completion import Moment
from trainer_app.domain.floor import NudgeAnswer
from trainer_app.domain.help import RaisedBy, TicketMove, TicketState
from trainer_app.domain.phone import ExitTicket
from trainer_app.domain.progress import MarkState
from trainer_app.domain.session import Phase, SessionKind

SECRET = "sk-proj-" + "a1b2c3d4e5f6"


def test_a_step_is_done_taken_back_and_shown_again(hall: Hall) -> None:
    phone = at_step(hall, done=2)
    step = me(phone)["step"]
    assert "Step 3 of 12" in phone.get("/").text
    fine(phone.tap("done", step=step))
    assert "Step 4 of 12" in phone.get("/").text
    fine(phone.tap("not_done", step=step))
    assert me(phone)["step"] == step


def test_the_body_and_its_commands_are_those_of_my_system_and_tabs_show_the_others(hall: Hall) -> None:
    phone = at_step(hall, done=6)
    assert 'href="?system=windows" aria-current="page"' in phone.get("/").text
    other = phone.get("/?system=macos").text
    assert "Quit the terminal with Command+Q" in other
    assert "My laptop runs macOS" in other
    assert 'data-copy="codex --version"' in other
    assert mine(hall).person.system is System.WINDOWS  # looking changes nothing
    fine(phone.tap("system", system="linux"))
    assert 'href="?system=linux" aria-current="page"' in phone.get("/").text


def test_only_an_optional_step_may_be_left_out(hall: Hall) -> None:
    steps = hall.world.services.checklists.of_session(hall.session.id).steps
    phone = at_step(hall, done=0)
    assert phone.tap("skip", step=steps[0].key).json["trouble"] == "NOT_ALLOWED"
    checklist = hall.world.services.checklists.of_program()
    first = replace(checklist.steps[0], optional=True)
    hall.world.services.checklists.save(replace(checklist, steps=(first, *checklist.steps[1:])), desk=FRONT)
    session = hall.world.session("Hands-on 9", days=9)
    hall.host.start(session.id, desk=FRONT, hosts=["127.0.0.1"])
    hall.session = session
    phone = at_step(hall, done=0)
    assert "This step may be left out." in phone.get("/").text
    fine(phone.tap("skip", step=first.key))
    walked = mine(hall).journey
    assert walked
    assert walked.marks[first.key].state is MarkState.SKIPPED


def test_a_step_of_no_checklist_is_refused(hall: Hall) -> None:
    phone = at_step(hall)
    for gesture in ("done", "skip", "not_done", "stuck"):
        assert phone.tap(gesture, step="nonsense").json["trouble"] == "STEP_MISSING"


def test_my_step_is_there_before_hands_on_and_moves_to_the_first_page_with_it(hall: Hall) -> None:
    phone = here(hall)
    assert "Step 1 of 12" in phone.get("/step").text
    hall.enter(Phase.HANDS_ON)
    assert phone.get("/step").headers["Location"] == "/"


def test_the_first_hands_on_asks_what_was_made_once(hall: Hall) -> None:
    steps = hall.world.services.checklists.of_session(hall.session.id).steps
    at = next(number for number, step in enumerate(steps) if step.completes)
    phone = at_step(hall, done=at)
    assert phone.tap("done", step=steps[at].key).json == {"go": "/made"}
    assert "What did you make?" in phone.get("/made").text
    fine(phone.tap("made", made="A script that renames reports", value=4))
    known = mine(hall)
    assert known.completion
    assert known.completion.made == "A script that renames reports"
    assert dict(known.confidence)[Moment.AFTER] == 4
    assert "Tell what you made" not in phone.get("/").text


def test_nothing_to_tell_keeps_what_was_told(hall: Hall) -> None:
    phone = at_step(hall, done=99)
    fine(phone.tap("made", made="A report"))
    fine(phone.tap("made"))
    completion = mine(hall).completion
    assert completion
    assert completion.made == "A report"


def test_when_all_is_done_neighbours_may_be_glad(hall: Hall) -> None:
    assert "All steps are done" in at_step(hall, done=99).get("/").text


def test_a_hand_tells_the_error_and_what_was_tried(hall: Hall) -> None:
    phone = at_step(hall)
    told = me(phone)["options"]
    error = told["errors"][0]  # type: ignore[index]
    picker = phone.get("/stuck").text
    assert error["title"] in picker
    tried = phone.get(f"/stuck?error={error['key']}").text
    assert "Try this first" in tried
    fine(phone.tap("stuck", step=me(phone)["step"], error=error["key"], tried=error["remedies"][:1]))
    kept = ticket(hall)
    assert (kept.error_key, list(kept.tried), kept.raised_by) == (error["key"], error["remedies"][:1], RaisedBy.HAND)
    page = phone.get("/").text
    assert "You are next" in page
    assert error["title"] in page


def test_a_hand_without_a_seat_asks_where_to_go(hall: Hall) -> None:
    phone = at_step(hall)
    fine(phone.tap("stuck"))
    assert "Where do you sit?" in phone.get("/").text
    fine(phone.tap("seat", seat="C3"))
    assert "Where do you sit?" not in phone.get("/").text


def test_words_that_show_a_known_error_name_it(hall: Hall) -> None:
    phone = at_step(hall)
    fine(phone.tap("stuck", step=me(phone)["step"], text="running scripts is disabled on this system"))
    kept = ticket(hall)
    assert kept.error_text == "running scripts is disabled on this system"
    assert kept.error_key == me(phone)["options"]["errors"][0]["key"]  # type: ignore[index]


def test_a_secret_pasted_by_mistake_is_kept_nowhere(hall: Hall) -> None:
    phone = at_step(hall, done=99)
    told = phone.tap("stuck", text=f"it says {SECRET}").json
    assert "was not kept" in told["said"]
    assert ticket(hall).error_text is None
    assert "was not kept" in phone.tap("made", made=SECRET).json["said"]
    assert "was not kept" in phone.tap("exit", next_use=SECRET, in_the_way="nothing").json["said"]
    assert mine(hall).exit_ticket == ExitTicket(None, "nothing")
    assert not _holds(hall, SECRET)


def _holds(hall: Hall, text: str) -> bool:
    files = hall.world.path.parent.glob(f"{hall.world.path.name}*")
    return any(text.encode() in file.read_bytes() for file in files)


def test_the_place_in_the_queue_is_shown_and_moves(hall: Hall) -> None:
    other = at_step(hall, "Arjun", done=0)
    fine(other.tap("stuck"))
    hall.world.clock.forward(1)
    phone = at_step(hall, done=0)
    fine(phone.tap("stuck"))
    assert "You are number 2 in the queue" in phone.get("/").text
    fine(other.tap("withdraw"))
    assert "You are next" in phone.get("/").text
    assert me(phone)["place"] == 1


def test_who_is_on_the_way_is_named_and_solving_ends_it(hall: Hall) -> None:
    phone = at_step(hall)
    fine(phone.tap("stuck"))
    hall.world.services.help_desk.move(ticket(hall).id, TicketMove.CLAIM, desk=MEI)
    assert "Mei is on the way" in phone.get("/").text
    assert (me(phone)["ticket"], me(phone)["by"]) == ("claimed", "Mei")
    hall.world.services.help_desk.move(ticket(hall).id, TicketMove.SOLVE, desk=MEI)
    assert "Mei" not in phone.get("/").text


def test_stepping_out_keeps_the_place_and_coming_back_takes_it(hall: Hall) -> None:
    phone = at_step(hall)
    fine(phone.tap("stuck"))
    opened = ticket(hall).opened_at
    hall.world.clock.forward(2)
    fine(phone.tap("step_away"))
    fine(phone.tap("step_away"))
    assert "Your place is kept" in phone.get("/").text
    assert "place" not in me(phone)
    fine(phone.tap("back"))
    fine(phone.tap("back"))
    assert (ticket(hall).state, ticket(hall).opened_at) == (TicketState.OPEN, opened)


def test_who_was_not_found_answers_i_am_here(hall: Hall) -> None:
    phone = at_step(hall)
    fine(phone.tap("stuck"))
    for move in (TicketMove.CLAIM, TicketMove.CANT_FIND):
        hall.world.services.help_desk.move(ticket(hall).id, move, desk=MEI)
    page = phone.get("/").text
    assert "Mei came by and did not find you" in page
    assert "I am here" in page
    fine(phone.tap("back"))
    assert ticket(hall).state is TicketState.OPEN


@pytest.mark.parametrize("gesture", ["withdraw", "step_away", "back"])
def test_moving_a_hand_that_is_down_changes_nothing(hall: Hall, gesture: str) -> None:
    phone = at_step(hall)
    assert fine(phone.tap(gesture)).json == {}
    assert mine(hall).ticket is None


@pytest.mark.parametrize("answer", list(NudgeAnswer))
def test_the_silent_question_is_answered(hall: Hall, answer: NudgeAnswer) -> None:
    phone, who = at_step(hall), hall.world.people["Sakura"].id
    step = str(me(phone)["step"])
    assert "nudge" not in me(phone)
    assert phone.tap("nudge", step=step, answer="nearly").json["trouble"] == "NOT_ASKED"
    hall.world.services.floor.nudge(hall.session.id, who, step, desk=FRONT)
    assert "How is it going with" in phone.get("/").text
    assert me(phone)["nudge"] == step
    told = fine(phone.tap("nudge", step=step, answer=answer.value)).json
    assert "How is it going with" not in phone.get("/").text
    assert (me(phone)["step"] != step) == (answer is NudgeAnswer.DONE)
    if answer is NudgeAnswer.STUCK:
        assert told == {"go": "/stuck"}
        assert ticket(hall).raised_by is RaisedBy.NUDGE


def test_a_fix_shown_to_everyone_stands_on_the_phones_at_that_step(hall: Hall) -> None:
    phone = at_step(hall)
    hall.world.clock.forward(1)
    hall.world.services.floor.show_fix(hall.session.id, str(me(phone)["step"]), desk=FRONT)
    page = phone.get("/").text
    assert "What helps others on this step" in page
    assert "codex.cmd --version" in page
    fine(phone.tap("done", step=me(phone)["step"]))
    assert "What helps others on this step" not in phone.get("/").text


def test_a_break_and_the_wrap_up_come_by_themselves(hall: Hall) -> None:
    phone = at_step(hall, done=3)
    hall.enter(Phase.BREAK)
    assert "Your step waits where you left it" in phone.get("/").text
    hall.enter(Phase.WRAP_UP)
    assert "Before you go" in phone.get("/").text
    assert "What did you make?" not in phone.get("/").text  # nothing was made yet


def test_the_exit_ticket_is_kept_and_may_be_changed(hall: Hall) -> None:
    phone = at_step(hall, done=99)
    hall.enter(Phase.WRAP_UP)
    fine(phone.tap("exit", value=5, made="A report", next_use="Reports", in_the_way="Access"))
    known = mine(hall)
    assert known.exit_ticket == ExitTicket("Reports", "Access")
    assert known.completion
    assert known.completion.made == "A report"
    assert "Thank you, Sakura" in phone.get("/").text
    assert "Reports" in phone.get("/exit?change=yes").text
    fine(phone.tap("exit", next_use="Letters"))
    assert mine(hall).exit_ticket == ExitTicket("Letters", None)


def test_an_awareness_session_has_no_steps(hall: Hall) -> None:
    phone, path = SCENES["attendee-awareness"](hall)
    page = phone.get(path).text
    assert "You&#39;re in, Sakura" in page
    assert "Open my checklist" not in page
    assert phone.get("/step").headers["Location"] == "/"
    assert hall.session.kind is SessionKind.AWARENESS
    hall.enter(Phase.WRAP_UP)
    assert "What will you use it for next?" in phone.get("/").text
    fine(phone.tap("exit", next_use="Reports"))
    assert "Thank you, Sakura" in phone.get("/").text


def test_when_the_session_has_ended_the_page_says_thank_you(hall: Hall) -> None:
    phone = at_step(hall)
    hall.enter(Phase.ENDED)
    reply = phone.get("/")
    assert reply.status == 410
    assert "Thank you for coming" in reply.text
