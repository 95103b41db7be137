"""The door's phone in a real browser: join, search, check in, undo; a photo of a badge; the live camera; no script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.exchange.making_photos import as_jpeg, card, code_picture
from tests.web import hall as halls
from tests.web.hall import HOST, Hall
from tests.web.pictures import CHROMIUM, PHONE, SWITCHES
from tests.world import FRONT
from trainer_app.domain.check_in import InputKind
from trainer_app.domain.phone import PhoneRole

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed")
PATIENCE = 8000  # milliseconds
CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


@pytest.fixture(scope="module")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as made:
        yield made


@pytest.fixture(scope="module")
def browser(driver: Playwright) -> Iterator[Browser]:
    opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=list(SWITCHES))
    yield opened
    opened.close()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    context = browser.new_context(**PHONE)
    context.set_default_timeout(PATIENCE)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert complaints == []


def join(page: Page, hall: Hall, *, name: str = "Mei") -> None:
    page.goto(hall.host.join_url(PhoneRole.DOOR, HOST))
    page.get_by_label("PIN shown at the desk").fill(hall.host.status().pin)
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Join").click()
    expect(page).to_have_url(re.compile("/door$"))


def arrived(hall: Hall) -> list[str]:
    return [one.attendee.name for one in hall.world.services.attendance.sheet(hall.session.id).arrived]


def test_join_search_check_in_undo_and_on_to_the_next(page: Page, hall: Hall) -> None:
    join(page, hall)
    assert hall.host.status().pin not in page.url
    expect(page.get_by_text("Nobody has arrived yet.")).to_be_visible()
    page.get_by_label("Name, e-mail or badge code").press_sequentially("sak", delay=30)
    page.get_by_role("button", name=re.compile("Sakura Nakamura")).tap()
    expect(page.get_by_role("heading", name="Sakura Nakamura")).to_be_visible()
    expect(page.locator("body")).to_have_class(re.compile("tone-ok"))
    expect(page.get_by_text("Checked in · 10:00")).to_be_visible()
    answer = page.url
    page.get_by_label("Seat").fill("B4")
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_text("seat B4")).to_be_visible()
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_text("Taken back")).to_be_visible()
    assert arrived(hall) == []
    page.reload()
    expect(page.get_by_text("Taken back")).to_be_visible()
    assert page.url == answer
    page.get_by_role("link", name="Next").tap()
    expect(page).to_have_url(re.compile("/door$"))


def test_the_room_counts_on_while_the_door_looks(page: Page, hall: Hall) -> None:
    join(page, hall)
    expect(page.locator("#link")).to_have_text("connected")
    hall.come("Arjun")
    expect(page.locator("#latest")).to_contain_text("Arjun Patel")
    expect(page.locator("#counts b").first).to_have_text("1")


def test_a_tap_made_without_connection_shows_its_answer_when_it_is_back(page: Page, hall: Hall) -> None:
    join(page, hall)
    page.get_by_label("Name, e-mail or badge code").fill("liam")
    row = page.get_by_role("button", name=re.compile("Liam O'Brien"))
    expect(row).to_be_visible()
    page.context.set_offline(True)
    row.tap()
    expect(page.locator("#link")).to_contain_text("1 tap is waiting")
    assert arrived(hall) == []
    page.context.set_offline(False)
    expect(page.get_by_text("Checked in · 10:00")).to_be_visible()
    assert arrived(hall) == ["Liam O'Brien"]


def test_a_photo_of_a_badge_checks_in_and_one_without_says_so(page: Page, hall: Hall, tmp_path: Path) -> None:
    badge = hall.world.badge(hall.world.people["Wei"].id)
    (tmp_path / "badge.jpg").write_bytes(as_jpeg(card(badge, name="Wei Chen")))
    (tmp_path / "table.jpg").write_bytes(as_jpeg(Image.new("L", (900, 700), 180)))
    join(page, hall)
    page.locator("input[type=file]").set_input_files(tmp_path / "table.jpg")
    expect(page.locator("#said")).to_contain_text("No code can be seen in this photo.")
    page.locator("input[type=file]").set_input_files(tmp_path / "badge.jpg")
    expect(page.get_by_role("heading", name="Wei Chen")).to_be_visible()
    (came,) = hall.world.services.attendance.sheet(hall.session.id).arrived
    assert came.check_in.input is InputKind.CAMERA


def test_a_walk_in_takes_one_field(page: Page, hall: Hall) -> None:
    join(page, hall)
    page.get_by_label("Name, e-mail or badge code").fill("Quirin Xaver")
    page.get_by_role("button", name=re.compile("Not on the list")).tap()
    expect(page.get_by_text("Not on the roster")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Quirin Xaver")
    page.get_by_role("button", name="Check in").tap()
    expect(page.get_by_text("Checked in · 10:00")).to_be_visible()
    assert arrived(hall) == ["Quirin Xaver"]


def test_the_door_works_without_script(browser: Browser, hall: Hall) -> None:
    context = browser.new_context(**PHONE, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    join(page, hall)
    page.get_by_label("Name, e-mail or badge code").fill("zoe")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name=re.compile("Zoë Lefèvre")).click()
    expect(page.get_by_text("Checked in · 10:00")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back")).to_be_visible()
    page.get_by_role("link", name="Next").click()
    badge = hall.world.badge(hall.world.people["Wei"].id)
    photo = {"name": "badge.jpg", "mimeType": "image/jpeg", "buffer": as_jpeg(code_picture(badge))}
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="Send the photo").click()
    expect(page.get_by_role("heading", name="Wei Chen")).to_be_visible()
    context.close()


@pytest.fixture
def secure_hall(tmp_path: Path) -> Iterator[Hall]:
    with halls.hall(tmp_path) as made:
        made.host.stop(desk=None)
        made.host.start(made.session.id, desk=FRONT, hosts=[HOST], secure=True)
        yield made


def film(folder: Path, badge: str) -> Path:
    """Return a film for a fake camera: at first an empty table, then a badge held into the picture."""
    table, held = Image.new("RGB", (640, 480), (150, 140, 130)), card(badge, module=5).convert("RGB")
    held.thumbnail((560, 400))
    shown = table.copy()
    shown.paste(held, ((640 - held.width) // 2, (480 - held.height) // 2))
    frames = [as_jpeg(table)] * 15 + [as_jpeg(shown)] * 60
    path = folder / "camera.mjpeg"
    path.write_bytes(b"".join(frames))
    return path


@pytest.mark.slow
def test_the_live_camera_stops_at_the_first_badge(driver: Playwright, secure_hall: Hall, tmp_path: Path) -> None:
    badge = secure_hall.world.badge(secure_hall.world.people["Sakura"].id)
    switches = [*SWITCHES, *CAMERA, f"--use-file-for-fake-video-capture={film(tmp_path, badge)}"]
    opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=switches)
    context = opened.new_context(**PHONE, ignore_https_errors=True)
    context.set_default_timeout(2 * PATIENCE)
    page = context.new_page()
    join(page, secure_hall)
    page.get_by_role("link", name="Scan with the camera").tap()
    expect(page.get_by_role("heading", name="Sakura Nakamura")).to_be_visible(timeout=2 * PATIENCE)
    expect(page.get_by_text("Checked in · 10:00")).to_be_visible()
    expect(page.get_by_role("link", name="Next badge")).to_be_visible()
    opened.close()
    assert arrived(secure_hall) == ["Sakura Nakamura"]
    (came,) = secure_hall.world.services.attendance.sheet(secure_hall.session.id).arrived
    assert came.check_in.input is InputKind.CAMERA


READER = """window.BarcodeDetector = class {
  static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
  detect() { return Promise.resolve([{ rawValue: "https://menu.example" }, { rawValue: "BADGE" }]); }
};"""


@pytest.mark.slow
def test_the_browsers_own_reader_is_used_where_it_has_one(driver: Playwright, secure_hall: Hall) -> None:
    opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=[*SWITCHES, *CAMERA])
    context = opened.new_context(**PHONE, ignore_https_errors=True)
    context.set_default_timeout(PATIENCE)
    photos: list[str] = []
    context.on("request", lambda one: photos.append(one.url) if one.url.endswith("/api/photo") else None)
    badge = secure_hall.world.badge(secure_hall.world.people["Wei"].id)
    context.add_init_script(READER.replace("BADGE", badge))
    page = context.new_page()
    join(page, secure_hall)
    page.goto(page.url + "/camera")
    expect(page.get_by_role("heading", name="Wei Chen")).to_be_visible()
    opened.close()
    assert photos == []


@pytest.mark.slow
def test_a_forbidden_camera_says_what_to_do(driver: Playwright, secure_hall: Hall) -> None:
    opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=list(SWITCHES))
    page = opened.new_context(**PHONE, ignore_https_errors=True).new_page()
    page.set_default_timeout(PATIENCE)
    join(page, secure_hall)
    page.get_by_role("link", name="Scan with the camera").tap()
    expect(page.get_by_text("The camera cannot be used.")).to_be_visible()
    expect(page.get_by_text("Badge photo")).to_be_visible()
    opened.close()
