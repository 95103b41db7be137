"""People with real browsers, in a process of their own: `python -m tests.journeys.phone_browsers PLAN.json`.

Two attendees tap through their steps and a helper goes to whoever asks, all by what stands on the page. What each
tapped is printed as one JSON document when the session comes to its end.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, sync_playwright

from tests.web.pictures import CHROMIUM, PHONE, SWITCHES

PATIENCE_MS, LONGEST, STEP = 40_000, 170, "form[action='/api/done'] input[name=step]"


def shown(plan: dict[str, Any]) -> dict[str, Any]:
    """Return what the projector and the desk show now."""
    return json.loads(Path(plan["wall"]).read_text(encoding="utf-8"))


def stubbornly(act: Callable[[], object]) -> None:
    """Do something until the network lets it happen."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while True:
        try:
            act()
        except Error:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
        else:
            return


def arrive(page: Page, plan: dict[str, Any], name: str) -> None:
    """Scan the code, find oneself and be in."""
    stubbornly(lambda: page.goto(shown(plan)["attendee"]))
    page.get_by_role("searchbox").press_sequentially(name, delay=20)
    page.get_by_role("link", name=name).tap()
    page.get_by_role("button", name="Yes, check me in").tap()
    page.locator("h1").get_by_text("You're in").wait_for()


def walk(page: Page, tapped: list[str]) -> bool:
    """Do what the page asks for next; False when there are no steps any more."""
    onwards = page.get_by_role("link", name=re.compile("^(Not now|Open my checklist)$"))
    if onwards.count() and not page.locator(STEP).count():
        onwards.first.tap()
        page.wait_for_timeout(500)
    elif not page.locator(STEP).count():
        return not page.locator("form[action='/api/exit'], a[href='/exit']").count()
    else:
        key = page.locator(STEP).input_value()
        page.get_by_role("button", name="Done", exact=True).last.tap()
        tapped.append(key)
        page.wait_for_function("([where, key]) => document.querySelector(where)?.value !== key", arg=[STEP, key])
    return True


def serve(page: Page, tapped: list[str]) -> None:
    """Go to the first who asks, or say that it is solved."""
    solve = page.locator("form[action='/api/solve'] button")
    go = page.locator("form[action='/api/claim'] button", has_text="I'll go")
    for button, meant in ((solve.last, "solve"), (go.first, "claim")):
        if button.count():
            with suppress(Error):  # the tap before is still on its way, or the card has gone meanwhile
                button.tap(timeout=1500)
                tapped.append(meant)
            break
    page.wait_for_timeout(1000)


def join_helper(page: Page, plan: dict[str, Any], name: str) -> None:
    """Scan the helpers' code and give PIN and name."""
    stubbornly(lambda: page.goto(shown(plan)["helper"]))
    page.locator("#name").fill(name)
    page.locator("#pin").fill(shown(plan)["pin"])
    page.locator("button[form=join]").tap()
    page.locator("h1").get_by_text("Asked for help").wait_for()


def main(plan: dict[str, Any]) -> None:
    """Let the browsers live until the attendees have nothing left to do."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=list(SWITCHES))
        contexts: list[BrowserContext] = [browser.new_context(**PHONE) for _ in range(len(plan["people"]) + 1)]
        for one in contexts:
            one.set_default_timeout(PATIENCE_MS)
        pages = [one.new_page() for one in contexts]
        told: dict[str, list[str]] = {name: [] for name in (*plan["people"], plan["helper"])}
        print(json.dumps("ready"), flush=True)
        join_helper(pages[-1], plan, plan["helper"])
        for page, name in zip(pages, plan["people"], strict=False):
            arrive(page, plan, name)
        at_it = dict(zip(plan["people"], pages, strict=False))
        until = time.monotonic() + LONGEST
        while at_it and time.monotonic() < until:
            for name, page in list(at_it.items()):
                if not walk(page, told[name]):
                    del at_it[name]
            serve(pages[-1], told[plan["helper"]])
        print(json.dumps(told), flush=True)
        browser.close()


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
