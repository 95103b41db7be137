"""A helper's journey by thumb in a real browser: hands come up by themselves, one helper wins, remedies are one tap."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.web import scenes_helper as scenes
from tests.web.hall import Hall
from tests.web.pictures import CHROMIUM, PHONE, SWITCHES
from tests.world import FRONT
from trainer_app.domain.help import TicketMove, TicketState
from trainer_app.services.help_desk import Hand

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("Debian's chromium is not installed")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=list(SWITCHES))
        yield opened
        opened.close()


@pytest.fixture
def phone(browser: Browser, hall: Hall) -> Iterator[Open]:
    """Open a helper's phone of this name at a page."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(name: str = "Mei", path: str = "/queue", **more: Any) -> Page:
        client = scenes.phone(hall, name)
        context = browser.new_context(**{**PHONE, **more})
        context.set_default_timeout(8000)
        context.add_cookies(
            [{"name": key, "value": value, "url": client.origin} for key, value in client.cookies.items()]
        )
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        page = context.new_page()
        page.goto(client.origin + path)
        if more.get("java_script_enabled", True):
            expect(page.locator("#link")).to_have_text("connected")
        return page

    yield opened
    for one in contexts:
        one.close()
    assert complaints == []


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.tap()


def test_a_hand_is_seen_within_a_second_claimed_by_thumb_and_solved_with_one_tap(hall: Hall, phone: Open) -> None:
    steps = scenes.at_work(hall)
    page = phone()
    expect(page.locator("h1")).to_have_text("Asked for help · 0")
    ticket = scenes.ask(hall, "Sakura", steps[7], text="localhost refused to connect")
    expect(page.locator("h1")).to_have_text("Asked for help · 1", timeout=1000)
    expect(page.locator(".card.help")).to_contain_text("Sakura Nakamura")
    tap(page, "I'll go")
    expect(page.locator(".card.info")).to_contain_text("Yours for 10 more minutes.")
    expect(page.locator("#said")).to_have_text("Mei goes to Sakura Nakamura.")
    page.get_by_role("button", name=re.compile("Sign in with a code instead")).tap()
    expect(page.locator(".card.info")).to_have_count(0)
    solved = hall.world.services.help_desk.of_session(hall.session.id, ticket.id)
    assert (solved.state, solved.stages[-1].by) == (TicketState.SOLVED, "Mei")
    step = hall.world.services.checklists.of_session(hall.session.id).step(steps[7])
    assert solved.remedy_key in {remedy.key for error in step.errors for remedy in error.remedies}


def test_two_helpers_tap_one_card_and_the_slower_one_is_told_who_went(hall: Hall, phone: Open) -> None:
    steps = scenes.at_work(hall)
    scenes.ask(hall, "Sakura", steps[7])
    mei, tom = phone("Mei"), phone("Tom")
    tom.context.set_offline(True)  # what Tom sees is old when he taps
    tap(mei, "I'll go")
    expect(mei.locator(".card.info")).to_contain_text("Sakura")
    tap(tom, "I'll go")
    tom.context.set_offline(False)
    expect(tom.locator("#said")).to_have_text("Mei is there already.")
    expect(tom.get_by_role("heading", name="Being helped · 1")).to_be_visible()
    expect(tom.locator("main")).to_contain_text("Mei is there")
    expect(tom.locator(".card.info")).to_have_count(0)


def test_a_hand_back_tells_what_was_tried(hall: Hall, phone: Open) -> None:
    steps = scenes.at_work(hall)
    ticket = scenes.ask(hall, "Sakura", steps[7], error="code_expired")
    page = phone()
    tap(page, "I'll go")
    page.locator("summary", has_text="Hand back").tap()
    page.get_by_role("checkbox").first.tap()
    page.get_by_label("Anything else that was tried").fill("another browser")
    page.get_by_role("button", name=re.compile("^Hand back")).tap()
    expect(page.locator(".card.help")).to_contain_text("tried: ")
    kept = hall.world.services.help_desk.of_session(hall.session.id, ticket.id)
    assert kept.state is TicketState.HANDED_BACK
    assert len(kept.tried) == 2
    assert kept.tried[-1] == "another browser"


def test_what_is_being_written_and_unfolded_outlives_a_change_of_the_room(hall: Hall, phone: Open) -> None:
    steps = scenes.at_work(hall)
    scenes.ask(hall, "Sakura", steps[7], error="code_expired")
    page = phone()
    tap(page, "I'll go")
    page.locator("summary", has_text="Hand back").tap()
    page.get_by_label("Anything else that was tried").fill("half a sen")
    scenes.ask(hall, "Zoë", steps[7])
    expect(page.get_by_role("heading", name="Asked for help · 1")).to_be_visible()
    expect(page.get_by_label("Anything else that was tried")).to_have_value("half a sen")


def test_the_card_under_the_thumb_stays_where_it_is_when_others_come_before_it(hall: Hall, phone: Open) -> None:
    steps = scenes.at_work(hall)
    tickets = []
    for name in ("Sakura", "Arjun", "Zoë", "Liam"):
        tickets.append(scenes.ask(hall, name, steps[7]))
        hall.world.clock.forward(0.5)
    page = phone()
    card = page.locator(f"#h-{tickets[-1].id.hex[-10:]}")
    card.scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 120)")
    page.wait_for_function(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
    )
    before = card.bounding_box()
    late = scenes.ask(hall, "Kenji", steps[4])
    hall.world.services.help_desk.pin(late.id, on=True, desk=FRONT)
    expect(page.locator(".card.help").first).to_contain_text("Kenji")
    after = card.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) <= 2


def test_a_new_hand_rings_and_does_not_while_i_am_with_somebody(hall: Hall, phone: Open) -> None:
    steps = scenes.at_work(hall)
    page = phone(path="/grid")
    page.locator("h1").tap()
    scenes.ask(hall, "Sakura", steps[7])
    expect(page.locator("#said")).to_have_text("Somebody asks for help")
    page.goto(page.url.replace("/grid", "/queue"))
    tap(page, "I'll go")
    expect(page.locator("#said")).to_have_text("Mei goes to Sakura Nakamura.")
    scenes.ask(hall, "Zoë", steps[7])
    expect(page.get_by_role("heading", name="Asked for help · 1")).to_be_visible()
    expect(page.locator("#said")).not_to_have_text("Somebody asks for help")


def test_people_are_found_while_typing_and_ticked_on_their_page(hall: Hall, phone: Open) -> None:
    steps = scenes.at_work(hall)
    page = phone(path="/grid")
    page.get_by_role("searchbox").fill("wei")
    expect(page.locator("a.row")).to_have_count(1)
    page.locator("a.row").tap()
    expect(page.locator("h1")).to_contain_text("Wei Chen")
    tap(page, "Done")
    expect(page.locator("section.card h3")).to_have_text("2. Sign in to your account in the browser")
    page.locator("summary", has_text="1 step done or skipped").tap()
    page.get_by_role("button", name="Take back: Get your laptop ready").tap()
    expect(page.locator("section.card h3")).to_have_text("1. Get your laptop ready")
    page.locator("summary", has_text="Raise a hand").tap()
    page.get_by_label("What the screen says").fill("No space left on device")
    page.get_by_role("button", name="Raise the hand").tap()
    expect(page.locator(".card.help")).to_contain_text("Asked for help")
    (ticket,) = hall.world.services.floor.room(hall.session.id).tickets
    assert (ticket.step_key, ticket.error_text, ticket.stages[0].by) == (steps[0], "No space left on device", "Mei")


def test_without_script_i_go_and_report(hall: Hall, phone: Open) -> None:
    steps = scenes.at_work(hall)
    ticket = scenes.ask(hall, "Sakura", steps[7])
    page = phone(java_script_enabled=False)
    tap(page, "I'll go")
    expect(page.locator(".card.info")).to_contain_text("Sakura Nakamura")
    tap(page, "Something else")
    expect(page.locator(".card.info")).to_have_count(0)
    kept = hall.world.services.help_desk.of_session(hall.session.id, ticket.id)
    assert kept.remedy_key == "something_else"


def test_the_minutes_of_my_claim_go_on_by_themselves(hall: Hall, phone: Open) -> None:
    steps = scenes.at_work(hall)
    scenes.ask(hall, "Sakura", steps[7])
    page = phone()
    tap(page, "I'll go")
    expect(page.locator(".card.info")).to_contain_text("10 more minutes")
    hall.world.clock.forward(4)
    expect(page.locator(".card.info")).to_contain_text("6 more minutes", timeout=14_000)


def test_a_card_the_desk_closed_is_gone_and_the_page_says_so(hall: Hall, phone: Open) -> None:
    steps = scenes.at_work(hall)
    who = hall.world.people["Sakura"].id
    ticket = hall.world.services.help_desk.ask(Hand(hall.session.id, who, steps[7]), desk=FRONT)
    page = phone()
    page.context.set_offline(True)
    tap(page, "I'll go")
    hall.world.services.help_desk.move(ticket.id, TicketMove.WITHDRAW, desk=FRONT)
    page.context.set_offline(False)
    expect(page.locator("#said")).to_have_text("This wish for help is closed already.")
    expect(page.locator("h1")).to_have_text("Asked for help · 0")
