"""A tap over HTTP: done once, answered twice, refused with a reason."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from tests.web.hall import HOST, Hall
from tests.world import FRONT
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase


def test_a_tap_is_done_and_a_retry_gets_its_first_answer(hall: Hall) -> None:
    hall.come("Sakura")
    hall.enter(Phase.HANDS_ON)
    phone = hall.phone_of("Sakura")
    step = phone.get("/api/me").json["step"]
    again = uuid4()
    assert phone.tap("done", gesture_id=again, step=step).json == {}
    hall.world.services.floor.unmark(hall.session.id, hall.world.people["Sakura"].id, step, desk=FRONT)
    assert phone.tap("done", gesture_id=again, step=step).json == {"repeated": True}
    assert phone.get("/api/me").json["step"] == step  # what the desk took back stays taken back


def test_the_same_id_with_other_content_is_refused(hall: Hall) -> None:
    hall.come("Sakura")
    phone = hall.phone_of("Sakura")
    again = uuid4()
    steps = hall.world.services.checklists.of_session(hall.session.id).steps
    phone.tap("done", gesture_id=again, step=steps[0].key)
    assert phone.tap("done", gesture_id=again, step=steps[1].key).json["trouble"] == "GESTURE_REUSED"


def test_a_tap_from_another_page_is_forbidden(hall: Hall) -> None:
    hall.come("Sakura")
    phone = hall.phone_of("Sakura")
    for headers in ({"Origin": "http://evil.example"}, {}, {"Origin": "null"}):
        told = phone.send("POST", "/api/done", b"{}", {"Content-Type": "application/json", **headers})
        assert told.status == 403


def test_another_host_name_is_not_ours(hall: Hall) -> None:
    assert hall.phone().get("/ping", Host=f"evil.example:{hall.port}").status == 421


def test_phones_are_known_again_after_the_program_was_started_anew(hall: Hall, tmp_path: Path) -> None:
    hall.come("Sakura")
    phone = hall.phone_of("Sakura")
    hall.host.stop(desk=None)
    assert hall.host.resume(desk=FRONT, hosts=[HOST])
    assert hall.port == phone.port
    assert phone.get("/api/me").json["name"] == "Sakura Nakamura"


def test_a_phone_dies_with_its_session(hall: Hall) -> None:
    hall.come("Sakura")
    phone = hall.phone_of("Sakura")
    hall.enter(Phase.ENDED)
    assert phone.get("/api/me").status == 410


def test_a_helper_needs_the_pin(hall: Hall) -> None:
    phone = hall.phone(PhoneRole.HELPER)
    assert phone.cookies.keys() == {"trainer"}
