"""How the phones are looked at: `python -m tests.web.pictures FOLDER [WHAT…] [--narrow] [--large] [--language ja]`.

Every scene of `scenes_*.py` is opened in a hall of its own and photographed light and dark in Debian's browser.
"""

from __future__ import annotations

import argparse
import importlib
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.web.hall import HOST, Hall, PhoneClient, hall
from trainer_app.words.language import use_language

Scene = Callable[[Hall], tuple["PhoneClient | Mapping[str, str]", str]]
CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"viewport": {"width": 412, "height": 839}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
NARROW = {**PHONE, "viewport": {"width": 320, "height": 640}}


def scenes() -> dict[str, Scene]:
    """Return every scene of every role by its name."""
    found: dict[str, Scene] = {}
    for file in sorted(Path(__file__).parent.glob("scenes_*.py")):
        found |= importlib.import_module(f"tests.web.{file.stem}").SCENES
    return found


def draw(browser: Browser, folder: Path, name: str, scene: Scene, args: argparse.Namespace) -> None:
    """Photograph one scene, light and dark; the whole page, and what a phone shows of it at first."""
    with tempfile.TemporaryDirectory() as kept, hall(Path(kept)) as opened:
        who, path = scene(opened)
        cookies = who.cookies if isinstance(who, PhoneClient) else who
        for scheme in ("light", "dark") if not args.light else ("light",):
            context = browser.new_context(**(NARROW if args.narrow else PHONE), color_scheme=scheme)
            url = f"http://{HOST}:{opened.port}"
            context.add_cookies([{"name": key, "value": value, "url": url} for key, value in cookies.items()])
            page = context.new_page()
            page.goto(url + path)
            if args.large:
                page.evaluate("text => document.documentElement.style.setProperty('font-size', text)", "200%")
            page.wait_for_timeout(500)
            marks = [part for part in ("narrow", "large") if getattr(args, part)] + [scheme]
            page.screenshot(path=folder / f"{'-'.join([name, *marks])}.png")
            if args.whole and page.evaluate("document.documentElement.scrollHeight > innerHeight + 4"):
                page.screenshot(path=folder / f"{'-'.join([name, *marks])}-whole.png", full_page=True)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                print(f"{name}: {wide} px too wide")
            context.close()


def main() -> None:
    """Draw what was asked for; nothing named: everything."""
    ask = argparse.ArgumentParser(prog="python -m tests.web.pictures", description=__doc__)
    ask.add_argument("folder", type=Path)
    ask.add_argument("what", nargs="*", help="scenes whose name begins so")
    ask.add_argument("--narrow", action="store_true", help="a screen 320 px wide")
    ask.add_argument("--large", action="store_true", help="text of twice the size")
    ask.add_argument("--light", action="store_true", help="light alone")
    ask.add_argument("--whole", action="store_true", help="also the whole page where it is longer than the screen")
    ask.add_argument("--language", default="en")
    args = ask.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    use_language(args.language)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        for name, scene in scenes().items():
            if not args.what or name.startswith(tuple(args.what)):
                draw(browser, args.folder, name, scene, args)
        browser.close()


if __name__ == "__main__":
    main()
