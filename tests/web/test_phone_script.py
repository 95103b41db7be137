"""The phones' script in a real browser: no tap is lost, none counts twice, and nobody's typing is disturbed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from tests.web.fake_room import PHONES, FakeRoom
from tests.web.pictures import CHROMIUM, PHONE, SWITCHES


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("Debian's chromium is not installed")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        yield opened
        opened.close()


@pytest.fixture
def room() -> Iterator[FakeRoom]:
    made = FakeRoom()
    made.start()
    yield made
    made.close()


class Watched:
    """What a browser tried that it should not, and what it complained about."""

    def __init__(self, context: BrowserContext, room: FakeRoom) -> None:
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        self._own = room.url
        context.route(lambda url: not url.startswith((room.url, "data:", "blob:")), self._refuse)
        context.on("console", lambda said: self.complaints.append(said.text) if self._minds(said.text) else None)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _refuse(self, route: Route) -> None:
        self.elsewhere.append(route.request.url)
        route.abort()

    @staticmethod
    def _minds(text: str) -> bool:
        return not re.search(r"net::ERR|the server responded with a status", text)


@pytest.fixture
def context(browser: Browser, room: FakeRoom) -> Iterator[BrowserContext]:
    opened = browser.new_context(**PHONE)
    opened.set_default_timeout(8000)
    watched = Watched(opened, room)
    yield opened
    opened.close()
    assert watched.elsewhere == []
    assert watched.complaints == []


@pytest.fixture
def page(context: BrowserContext, room: FakeRoom) -> Page:
    shown = context.new_page()
    shown.goto(room.url)
    expect(shown.locator("#link")).to_have_text("connected")
    return shown


def tick(page: Page) -> None:
    page.get_by_role("button", name="Tick").tap()


def until(page: Page, holds: Callable[[], bool]) -> None:
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(50)
    assert holds()


def test_a_tap_arrives_once_with_its_fields_as_they_are(page: Page, room: FakeRoom) -> None:
    room.answer = {"said": "Well done", "go": None}
    tick(page)
    expect(page.locator("h1")).to_have_text("Ticks: 1")
    expect(page.locator("#said")).to_have_text("Well done")
    (got,) = room.arrived
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", got.pop("id"))
    assert got == {"name": "tick", "step": "step-1", "number": 7, "sure": True, "tags": ["a", "b"]}


def test_a_tap_without_connection_waits_and_arrives_once(page: Page, context: BrowserContext, room: FakeRoom) -> None:
    context.set_offline(True)
    tick(page)
    expect(page.locator("#link")).to_contain_text("1 tap is waiting and will be sent")
    page.get_by_role("button", name="Hand").tap()
    expect(page.locator("#link")).to_contain_text("2 taps are waiting and will be sent")
    context.set_offline(False)
    expect(page.locator("#link")).to_have_text("connected")
    expect(page.locator("h1")).to_have_text("Ticks: 2")
    assert [one["name"] for one in room.arrived] == ["tick", "hand"]


def test_a_waiting_tap_outlives_a_reload(page: Page, room: FakeRoom) -> None:
    room.plan.extend([503] * 2)
    tick(page)
    until(page, lambda: len(room.arrived) == 1)
    page.reload()
    expect(page.locator("h1")).to_have_text("Ticks: 1")
    assert len({one["id"] for one in room.arrived}) == 1


def test_a_waiting_tap_outlives_the_laptops_program(page: Page, room: FakeRoom) -> None:
    room.stop()
    tick(page)
    expect(page.locator("#link")).to_contain_text("1 tap is waiting")
    room.start()
    expect(page.locator("h1")).to_have_text("Ticks: 1")
    assert len(room.ticks) == 1


def test_an_answer_that_got_lost_is_asked_for_again_with_the_same_id(page: Page, room: FakeRoom) -> None:
    room.plan.append("drop")
    tick(page)
    until(page, lambda: len(room.arrived) == 2)
    expect(page.locator("h1")).to_have_text("Ticks: 1")
    assert len(room.ticks) == 1


def test_the_stream_comes_back_by_itself_where_it_ended(page: Page, room: FakeRoom) -> None:
    room.change(news="second")
    expect(page.locator("#news")).to_have_text("second")
    room.stop()
    expect(page.locator("#link")).to_contain_text("No connection to the laptop")
    room.start()
    expect(page.locator("#link")).to_have_text("connected")
    assert room.joins[0] == ("10", None)
    assert "11" in room.joins[-1]


def test_a_change_renews_the_page_and_leaves_the_person_in_peace(page: Page, room: FakeRoom) -> None:
    page.locator("#note").fill("half a sen")
    page.locator("#note").focus()
    page.locator("label", has_text="Another browser").tap()
    page.locator("summary").tap()
    page.locator("#note").focus()
    page.evaluate("window.mark = document.activeElement")
    room.change(news="second", step="step-2")
    expect(page.locator("#news")).to_have_text("second")
    assert page.evaluate("document.activeElement === window.mark && window.mark.id === 'note'")
    assert page.locator("#note").input_value() == "half a sen"
    assert page.locator("#tried-1").is_checked()
    assert page.locator("#more").evaluate("one => one.open")


def test_a_page_that_knows_more_than_a_restored_backup_goes_on(page: Page, room: FakeRoom) -> None:
    room.news, room.cursor = "restored", 3
    room.send("look")
    expect(page.locator("#news")).to_have_text("restored")
    room.change(news="after")
    expect(page.locator("#news")).to_have_text("after")


def test_many_changes_make_few_renewals(page: Page, room: FakeRoom) -> None:
    before = room.pages_shown
    for number in range(30):
        room.change(news=f"news {number}")
    expect(page.locator("#news")).to_have_text("news 29")
    assert room.pages_shown - before <= 3


def test_nothing_moves_while_a_finger_is_down(page: Page, room: FakeRoom) -> None:
    page.get_by_role("button", name="Hand").dispatch_event("pointerdown")
    room.change(news="second")
    until(page, lambda: room.pages_shown >= 2)
    page.wait_for_timeout(100)
    assert page.locator("#news").inner_text() == "first"
    page.get_by_role("button", name="Hand").dispatch_event("pointerup")
    expect(page.locator("#news")).to_have_text("second")


def test_a_double_tap_counts_once(page: Page, room: FakeRoom) -> None:
    button = page.get_by_role("button", name="Tick")
    room.plan.extend((503, 503))  # it is not answered before the third tap, however slow the machine is
    button.tap()
    expect(button).to_have_attribute("aria-busy", "true")
    button.tap(force=True)
    page.wait_for_timeout(750)
    button.tap(force=True)
    expect(page.locator("h1")).to_have_text("Ticks: 1")
    assert len({one["id"] for one in room.arrived}) == 1


def test_a_double_tap_does_not_hit_what_comes_next(page: Page, room: FakeRoom) -> None:
    tick(page)
    until(page, lambda: len(room.ticks) == 1)
    room.step = "step-2"
    page.evaluate("document.querySelector('form [name=step]').value = 'step-2'")
    page.get_by_role("button", name="Tick").evaluate("button => button.click()")
    page.wait_for_timeout(200)
    assert len(room.arrived) == 1


def test_a_laptop_that_is_busy_is_asked_again_with_the_same_id(page: Page, room: FakeRoom) -> None:
    room.plan.extend([503, 429])
    tick(page)
    expect(page.locator("h1")).to_have_text("Ticks: 1")
    assert len(room.arrived) == 3
    assert len({one["id"] for one in room.arrived}) == 1


def test_a_refusal_is_shown_and_final(page: Page, room: FakeRoom) -> None:
    room.plan.append(409)
    tick(page)
    expect(page.locator("#said")).to_have_text("said 409")
    expect(page.get_by_role("button", name="Tick")).not_to_have_attribute("aria-busy", "true")
    page.reload()
    expect(page.locator("#link")).to_have_text("connected")
    assert len(room.arrived) == 1


def test_what_was_typed_is_sent_with_the_choices_and_then_cleared(page: Page, room: FakeRoom) -> None:
    page.locator("#note").fill("port is busy")
    page.locator("label", has_text="Once more").tap()
    page.get_by_role("button", name="Send", exact=True).tap()
    expect(page.locator("h1")).to_have_text("Ticks: 1")
    expect(page.locator("#note")).to_have_value("")
    assert {key: room.arrived[0].get(key) for key in ("text", "tried")} == {"text": "port is busy", "tried": ["again"]}


def test_a_search_answers_while_typing_from_the_least_number_of_letters_on(page: Page, room: FakeRoom) -> None:
    page.locator("#search").press_sequentially("s")
    page.wait_for_timeout(400)
    assert page.locator("#found").inner_text() == ""
    page.locator("#search").press_sequentially("ak")
    expect(page.locator("#found")).to_have_text("sak")
    assert page.locator("#search").input_value() == "sak"
    room.change(news="second")
    expect(page.locator("#news")).to_have_text("second")
    assert page.locator("#found").inner_text() == "sak"


def test_a_page_that_is_shut_out_goes_to_the_first_one(page: Page, room: FakeRoom) -> None:
    page.goto(f"{room.url}/page")
    expect(page.locator("#link")).to_have_text("connected")
    room.send("gone")
    page.wait_for_url(f"{room.url}/")
    expect(page.locator("#said")).to_have_text("This phone is not joined any more.")


def test_the_last_word_of_a_session_stays_when_the_laptop_is_gone(page: Page, room: FakeRoom) -> None:
    page.goto(f"{room.url}/page")
    expect(page.locator("#link")).to_have_text("connected")
    page.evaluate("window.kept = 'the same page'")
    room.change(news="It is over", over=True)
    expect(page.locator("#news")).to_have_text("It is over")
    room.stop()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#link")).to_be_empty()
    assert page.evaluate("window.kept") == "the same page"


def test_a_ring_flashes_the_title_until_the_next_tap(page: Page, room: FakeRoom) -> None:
    room.send("ring", "Somebody is coming")
    until(page, lambda: page.title().endswith("Somebody is coming"))
    expect(page.locator("#said")).to_have_text("Somebody is coming")
    page.locator("summary").tap()
    assert page.title() == "Room 2"


def test_a_new_hand_rings_once_unless_the_page_asks_for_quiet(page: Page, room: FakeRoom) -> None:
    room.change(hands="", news="nobody")
    room.change(hands="h2", hush=True, news="quiet")
    expect(page.locator("#news")).to_have_text("quiet")
    assert page.locator("#said").inner_text() == ""
    room.change(hands="h2 h3", hush=False)
    expect(page.locator("#said")).to_have_text("A hand is up")


def test_a_running_time_starts_from_the_laptops_clock(page: Page) -> None:
    shown = page.locator("time").inner_text()
    assert re.fullmatch(r"1:0[5-9]|1:1\d", shown)
    expect(page.locator("time")).not_to_have_text(shown)


def test_a_command_is_copied_where_the_clipboard_is_forbidden(page: Page) -> None:
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.evaluate("document.addEventListener('copy', () => { window.copied = String(getSelection()) || 'yes' })")
    page.get_by_role("button", name="Copy").tap()
    expect(page.locator("#said")).to_have_text("Copied")
    assert page.evaluate("window.copied")


def test_taps_are_sent_where_the_phone_may_store_nothing(context: BrowserContext, room: FakeRoom) -> None:
    context.add_init_script("Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new Error('no') }")
    page = context.new_page()
    page.goto(room.url)
    room.plan.append(503)
    tick(page)
    expect(page.locator("h1")).to_have_text("Ticks: 1")
    assert len(room.ticks) == 1


def test_a_tap_of_a_phone_not_joined_any_more_is_kept_and_leads_to_the_first_page(page: Page, room: FakeRoom) -> None:
    page.goto(f"{room.url}/page")
    expect(page.locator("#link")).to_have_text("connected")
    room.plan.append(401)
    tick(page)
    page.wait_for_url(f"{room.url}/")
    expect(page.locator("#said")).to_have_text("This phone is not joined any more.")
    expect(page.locator("h1")).to_have_text("Ticks: 1")
    assert len({one["id"] for one in room.arrived}) == 1


def test_an_answer_may_lead_elsewhere_and_is_read_there(page: Page, room: FakeRoom) -> None:
    room.answer = {"said": "You are in", "go": "/page"}
    tick(page)
    page.wait_for_url(f"{room.url}/page")
    expect(page.locator("#said")).to_have_text("You are in")


def test_an_answer_never_leads_out_of_the_room(page: Page, room: FakeRoom) -> None:
    room.answer = {"said": None, "go": "//elsewhere.example/"}
    tick(page)
    page.wait_for_url(f"{room.url}/")
    expect(page.locator("h1")).to_have_text("Ticks: 1")


def test_a_picture_is_made_small_before_it_travels(page: Page, room: FakeRoom, tmp_path: Path) -> None:
    Image.effect_noise((3000, 1500), 40).save(tmp_path / "badge.png")
    page.locator("[type=file]").set_input_files(tmp_path / "badge.png")
    until(page, lambda: len(room.arrived) == 1)
    (got,) = room.arrived
    sent = Image.open(BytesIO(got["photo"]))
    assert (sent.format, sent.size, got["of"]) == ("JPEG", (1600, 800), "badge")


def test_a_picture_is_not_sent_without_connection_and_the_page_says_so(
    page: Page, context: BrowserContext, room: FakeRoom, tmp_path: Path
) -> None:
    Image.new("RGB", (20, 20)).save(tmp_path / "badge.png")
    context.set_offline(True)
    page.locator("[type=file]").set_input_files(tmp_path / "badge.png")
    expect(page.locator("#said")).to_contain_text("No connection to the laptop")
    assert room.arrived == []


def test_everything_essential_works_without_script(browser: Browser, room: FakeRoom) -> None:
    plain = browser.new_context(**PHONE, java_script_enabled=False)
    page = plain.new_page()
    page.goto(room.url)
    tick(page)
    expect(page.locator("h1")).to_have_text("Ticks: 1")
    page.locator("#search").fill("sakura")
    page.locator("#search").press("Enter")
    expect(page.locator("#found")).to_have_text("sakura")
    assert not page.get_by_role("button", name="Copy").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 412
    plain.close()


@pytest.mark.parametrize("width", [320, 412])
def test_nothing_is_too_wide_or_too_small_for_a_thumb(context: BrowserContext, room: FakeRoom, width: int) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(room.url)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sizes = "all => all.map(e => e.getBoundingClientRect()).filter(r => r.width).map(r => Math.min(r.width, r.height))"
    assert min(page.locator("button, a, .choice, summary, input[type=search]").evaluate_all(sizes)) >= 48


def test_a_page_is_light_enough_for_a_slow_network(room: FakeRoom, page: Page) -> None:
    sent = len(page.content().encode()) + sum((PHONES / name).stat().st_size for name in ("phone.css", "phone.js"))
    assert sent < 60_000
