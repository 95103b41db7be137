"""An attendee's whole way in a real browser: scan, find, be in, tick, ask, be helped; offline, restarted, no script."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.web.attendee_looks import mine, ticket
from tests.web.hall import HOST, Hall
from tests.web.pictures import CHROMIUM, PHONE, SWITCHES
from tests.web.scenes_attendee import MEI, SCENES
from tests.web.test_phone_script import Watched
from tests.world import FRONT
from trainer_app.domain.help import TicketMove, TicketState
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase


@pytest.fixture(scope="module")
def driver() -> Iterator[Playwright]:
    if not CHROMIUM.exists():
        pytest.skip("Debian's chromium is not installed")
    with sync_playwright() as opened:
        yield opened


@pytest.fixture(scope="module")
def browser(driver: Playwright) -> Iterator[Browser]:
    opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
    yield opened
    opened.close()


def url(hall: Hall) -> str:
    return f"http://{HOST}:{hall.port}"


class Own:
    """What `Watched` asks of a room: its address."""

    def __init__(self, hall: Hall) -> None:
        self.url = url(hall)


@pytest.fixture
def context(browser: Browser, hall: Hall) -> Iterator[BrowserContext]:
    opened = browser.new_context(**PHONE)
    opened.set_default_timeout(15_000)
    expect.set_options(timeout=15_000)
    watched = Watched(opened, Own(hall))  # type: ignore[arg-type]
    yield opened
    opened.close()
    assert watched.elsewhere == []
    assert watched.complaints == []


def scanned(context: BrowserContext, hall: Hall) -> Page:
    """Open what the QR on the projector says."""
    page = context.new_page()
    page.goto(url(hall) + hall.path_to_join(PhoneRole.ATTENDEE))
    return page


def opened_as(context: BrowserContext, hall: Hall, scene: str) -> Page:
    phone, path = SCENES[scene](hall)
    context.add_cookies([{"name": name, "value": value, "url": url(hall)} for name, value in phone.cookies.items()])
    page = context.new_page()
    page.goto(url(hall) + path)
    expect(page.locator("#link")).to_have_text("connected")
    return page


def tap(page: Page, label: str, *, role: str = "button") -> None:
    page.get_by_role(role, name=label, exact=True).tap()  # type: ignore[arg-type]


def test_from_the_projector_to_being_helped(context: BrowserContext, hall: Hall) -> None:
    page = scanned(context, hall)
    page.get_by_role("searchbox").press_sequentially("sakura", delay=20)
    page.get_by_role("link", name="Sakura Nakamura").tap()
    expect(page.locator("h1")).to_have_text("You are Sakura Nakamura?")
    tap(page, "Yes, check me in")
    expect(page.locator("h1")).to_have_text("You're in, Sakura")
    expect(page.locator("#said")).to_be_empty()  # nobody is told that their phone has not joined
    page.get_by_text("Note it").tap()
    page.get_by_label("Seat", exact=True).fill("C3")
    page.locator("#seat").get_by_role("button", name="Save").tap()
    expect(page.locator("#seat summary b")).to_have_text("C3")

    hall.enter(Phase.HANDS_ON)
    expect(page.locator("h1")).to_have_text("Step 1 of 12")
    tap(page, "Windows")
    expect(page.locator("#step")).to_contain_text("Plug in the charger.")
    tap(page, "Done")
    expect(page.locator("h1")).to_have_text("Step 2 of 12")

    tap(page, "I'm stuck", role="link")
    page.get_by_role("link", name="Too many attempts").tap()
    page.get_by_role("checkbox").first.tap()
    tap(page, "Raise my hand")
    expect(page.locator("#ticket h2")).to_have_text("You are next")
    asked = ticket(hall)
    assert (asked.error_key, asked.tried) == ("too_many_attempts", ("wait",))
    hall.world.services.help_desk.move(asked.id, TicketMove.CLAIM, desk=MEI)
    expect(page.locator("#ticket h2")).to_have_text("Mei is on the way")
    hall.world.services.help_desk.move(asked.id, TicketMove.SOLVE, desk=MEI)
    expect(page.locator("#ticket")).to_have_count(0)
    tap(page, "Done")
    expect(page.locator("h1")).to_have_text("Step 3 of 12")
    page.get_by_text("That was a mistake").tap()
    expect(page.locator("h1")).to_have_text("Step 2 of 12")


def test_a_command_is_copied(context: BrowserContext, hall: Hall) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened_as(context, hall, "attendee-step")
    page.get_by_role("button", name="Copy").first.tap()
    expect(page.locator("#said")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "codex --version"


def test_the_silent_question_comes_up_and_goes_by_an_answer(context: BrowserContext, hall: Hall) -> None:
    page = opened_as(context, hall, "attendee-step")
    walked = mine(hall).journey
    assert walked
    assert walked.current
    hall.world.services.floor.nudge(hall.session.id, hall.world.people["Sakura"].id, walked.current, desk=FRONT)
    expect(page.locator("#nudge")).to_contain_text("How is it going with")
    tap(page, "Nearly")
    expect(page.locator("#nudge")).to_have_count(0)
    expect(page.locator("h1")).to_have_text("Step 7 of 12")


def test_stepping_out_and_coming_back(context: BrowserContext, hall: Hall) -> None:
    page = opened_as(context, hall, "attendee-waiting-next")
    tap(page, "I step out, keep my place")
    expect(page.locator("#ticket h2")).to_have_text("Your place is kept")
    tap(page, "I am back")
    expect(page.locator("#ticket h2")).to_have_text("You are next")
    for move in (TicketMove.CLAIM, TicketMove.CANT_FIND):
        hall.world.services.help_desk.move(ticket(hall).id, move, desk=MEI)
    expect(page.locator("#ticket h2")).to_have_text("Mei came by and did not find you")
    tap(page, "I am here")
    expect(page.locator("#ticket h2")).to_have_text("You are next")
    tap(page, "I'm fine again")
    expect(page.locator("#ticket")).to_have_count(0)
    assert mine(hall).ticket is None


def test_a_tick_without_connection_arrives_once(context: BrowserContext, hall: Hall) -> None:
    page = opened_as(context, hall, "attendee-step")
    context.set_offline(True)
    tap(page, "Done")
    expect(page.locator("#link")).to_contain_text("1 tap is waiting and will be sent")
    context.set_offline(False)
    expect(page.locator("h1")).to_have_text("Step 8 of 12")
    expect(page.locator("#link")).to_have_text("connected")
    done = hall.world.services.floor.room(hall.session.id).marks[hall.world.people["Sakura"].id]
    assert len(done) == 7


def test_a_link_is_not_followed_into_nowhere(context: BrowserContext, hall: Hall) -> None:
    page = opened_as(context, hall, "attendee-step")
    context.set_offline(True)
    expect(page.locator("#link")).to_contain_text("No connection to the laptop")
    tap(page, "I'm stuck", role="link")
    expect(page.locator("#said")).to_contain_text("No connection to the laptop")
    expect(page.locator("h1")).to_have_text("Step 7 of 12")
    context.set_offline(False)
    expect(page.locator("#link")).to_have_text("connected")
    tap(page, "I'm stuck", role="link")
    expect(page.locator("h1")).to_contain_text("What does your screen show")


def test_a_program_started_anew_is_found_again(context: BrowserContext, hall: Hall) -> None:
    page = opened_as(context, hall, "attendee-step")
    port = hall.port
    hall.host.stop(desk=None)
    expect(page.locator("#link")).to_contain_text("No connection to the laptop")
    tap(page, "Done")
    assert hall.host.resume(desk=FRONT, hosts=[HOST])
    assert hall.port == port
    expect(page.locator("h1")).to_have_text("Step 8 of 12")
    expect(page.locator("#link")).to_have_text("connected", timeout=40_000)
    hall.enter(Phase.BREAK)
    expect(page.locator("h1")).to_have_text("Break")


def test_the_desk_lets_the_doubtful_in_and_their_page_goes_on(context: BrowserContext, hall: Hall) -> None:
    page = opened_as(context, hall, "attendee-desk-nod")
    expect(page.locator("#answer")).to_contain_text("A nod is needed")
    (waiting,) = [one.phone for one in hall.world.services.phones.roll(hall.session.id) if one.phone.waits]
    hall.world.services.phones.nod(waiting.id, yes=True, desk=FRONT)
    expect(page.locator("h1")).to_have_text("You're in, Sakura")


def test_a_phone_the_desk_refused_asks_again_who_it_is(context: BrowserContext, hall: Hall) -> None:
    page = opened_as(context, hall, "attendee-desk-nod")
    (waiting,) = [one.phone for one in hall.world.services.phones.roll(hall.session.id) if one.phone.waits]
    hall.world.services.phones.nod(waiting.id, yes=False, desk=FRONT)
    expect(page.locator("h1")).to_have_text("Who are you?")


def test_the_whole_way_out(context: BrowserContext, hall: Hall) -> None:
    page = opened_as(context, hall, "attendee-finished")
    expect(page.locator("h1")).to_have_text("All steps are done")
    hall.enter(Phase.WRAP_UP)
    expect(page.locator("h1")).to_have_text("Before you go")
    page.locator("#after-4").tap()
    page.get_by_label("What did you make?").fill("A report")
    page.get_by_label("What will you use it for next?").fill("Letters")
    tap(page, "Send")
    expect(page.locator("h1")).to_have_text("Thank you, Sakura")
    known = mine(hall)
    assert known.completion
    assert known.exit_ticket
    assert (known.completion.made, known.exit_ticket.next_use) == ("A report", "Letters")
    hall.enter(Phase.ENDED)
    expect(page.locator("main")).to_contain_text("Thank you for coming")
    expect(page.locator("#said")).to_be_empty()


def test_the_essential_works_with_script_switched_off(browser: Browser, hall: Hall) -> None:
    context = browser.new_context(**PHONE, java_script_enabled=False)
    page = scanned(context, hall)
    page.get_by_role("searchbox").fill("sakura")
    tap(page, "Find me")
    page.get_by_role("link", name="Sakura Nakamura").tap()
    tap(page, "Yes, check me in")
    expect(page.locator("h1")).to_have_text("You're in, Sakura")
    hall.enter(Phase.HANDS_ON)
    page.goto(url(hall))
    tap(page, "Windows")
    tap(page, "Done")
    expect(page.locator("h1")).to_have_text("Step 2 of 12")
    tap(page, "I'm stuck", role="link")
    page.get_by_role("link", name="Something else").tap()
    page.get_by_label(re.compile("What your screen says")).fill("too many attempts")
    tap(page, "Raise my hand")
    expect(page.locator("#ticket h2")).to_have_text("You are next")
    assert ticket(hall).state is TicketState.OPEN
    assert ticket(hall).error_key == "too_many_attempts"
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", list(SCENES)[::3])
def test_no_page_is_wider_than_a_small_phone(browser: Browser, hall: Hall, name: str) -> None:
    context = browser.new_context(**{**PHONE, "viewport": {"width": 320, "height": 640}})
    watched = Watched(context, Own(hall))  # type: ignore[arg-type]
    phone, path = SCENES[name](hall)
    context.add_cookies([{"name": key, "value": value, "url": url(hall)} for key, value in phone.cookies.items()])
    page = context.new_page()
    page.goto(url(hall) + path)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    small = page.evaluate(
        "Array.from(document.querySelectorAll('a, button, summary, label.choice, input[type=search]'))"
        ".filter(one => one.offsetParent && Math.min(one.offsetHeight, one.offsetWidth) < 44).map(one => one.outerHTML)"
    )
    assert small == []
    context.close()
    assert (watched.elsewhere, watched.complaints) == ([], [])
