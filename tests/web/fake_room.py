"""A small room for the phones' script: the real page frame and pieces, and a laptop that can be told to misbehave."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from aiohttp import web
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

PHONES = Path(__file__).resolve().parents[2] / "resources" / "phones"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
WORDS = SimpleNamespace(
    CONNECTED="connected",
    OFFLINE="No connection to the laptop. Stay on this page; it comes back by itself.",
    WAITING_ONE="1 tap is waiting and will be sent",
    WAITING_MANY="{count} taps are waiting and will be sent",
    SENDING="Sending",
    COPIED="Copied",
    SOUND_ON="Sound is on",
    NO_LONGER="This phone is not joined any more.",
)
PAGE = """{% extends "base.html" %}{% import "macros.html" as ui %}
{% block main %}<h1>Ticks: {{ room.ticks|length }}</h1><p id="news">{{ room.news }}</p>
<p hidden data-ring="{{ room.hands }}" data-ring-say="A hand is up"{% if room.hush %} data-ring-hush{% endif %}></p>
{{ ui.clock(1000, 1065) }}
{% set facts = {"step": room.step, "number": 7, "sure": true, "tags": ["a", "b"], "nothing": ""} %}
{{ ui.gesture("tick", facts, "Tick", "ok", room.new_id()) }}
{{ ui.gesture("hand", {"step": "s"}, "Hand", "help", room.new_id()) }}
{% call ui.gesture("note", {}, "Send", "quiet", room.new_id()) %}{{ ui.field("text", "Note", id="note") }}
{{ ui.choices("tried", [("web", "Another browser"), ("again", "Once more")], many=true, id="tried") }}{% endcall %}
<details id="more"><summary>More</summary><p>{{ room.news }}</p></details>
{{ ui.search("/", "Search", value=q, least=2) }}<p id="found">{{ q }}</p>
{{ ui.code("codex login", "Copy") }}
{{ ui.photo("photo", "Photo", "Send photo", {"of": "badge"}, room.new_id()) }}{% endblock %}"""


class FakeRoom:
    """One page at `/`, gestures below `/api/`, the stream at `/live`; runs in a thread on a loopback port.

    `plan` says what becomes of the next gestures: a status, "stall" (no answer), "drop" (the connection ends after
    the tap was kept) or nothing (200). `arrived` counts every request, `ticks` every tap that was kept, once per id.
    """

    def __init__(self, words: SimpleNamespace = WORDS, templates: dict[str, str] | None = None) -> None:
        self.arrived: list[dict[str, Any]] = []
        self.ticks: dict[str, dict[str, Any]] = {}
        self.plan: deque[int | str] = deque()
        self.joins: list[tuple[str | None, str | None]] = []
        self.news, self.step, self.cursor, self.port, self.pages_shown = "first", "step-1", 10, 0, 0
        self.hands, self.hush, self.over = "h1", False, False
        self.answer: dict[str, Any] = {"said": None, "go": None}
        self.words, self._made = words, 0
        self._queues: list[asyncio.Queue[bytes | None]] = []
        pages = DictLoader({"page.html": PAGE, **(templates or {})})
        loader = ChoiceLoader([FileSystemLoader(PHONES), PrefixLoader({"pages": pages})])
        self._pages = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def new_id(self) -> str:
        self._made += 1
        return f"00000000-0000-4000-8000-{self._made:012d}"

    def start(self) -> None:
        """Open the door, on the same port as before if there was one."""
        self._wait(self._start())

    def stop(self) -> None:
        """End every stream and connection at once, as a killed program does."""
        self._wait(self._stop())

    def close(self) -> None:
        if self._runner:
            self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def change(self, **facts: Any) -> None:
        """Change what the page shows and tell every stream."""
        vars(self).update(facts)
        self.cursor += 1
        self.send("change", "", number=self.cursor)

    def send(self, event: str, text: str = "", number: int | None = None) -> None:
        mark = f"id: {number}\n" if number is not None else ""
        self._everywhere(f"event: {event}\n{mark}data: {text}\n\n".encode())

    def _everywhere(self, block: bytes | None) -> None:
        def tell() -> None:
            for queue in self._queues:
                queue.put_nowait(block)

        self._loop.call_soon_threadsafe(tell)

    def _wait(self, task: Any) -> Any:
        future: Future[Any] = asyncio.run_coroutine_threadsafe(task, self._loop)
        return future.result(10)

    async def _start(self) -> None:
        app = web.Application(middlewares=[_guarded])
        app.router.add_get("/live", self._live)
        app.router.add_get("/assets/{name}", self._asset)
        app.router.add_post("/api/{name}", self._gesture)
        app.router.add_get("/{page:.*}", self._page)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _stop(self) -> None:
        assert self._runner is not None
        for queue in self._queues:
            queue.put_nowait(None)
        await self._runner.cleanup()
        self._runner = None

    async def _asset(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(PHONES / request.match_info["name"])

    async def _page(self, request: web.Request) -> web.Response:
        self.pages_shown += 1
        facts = {"title": "Room 2", "page": "test", "cursor": self.cursor, "live": not self.over, "lang": "en"}
        facts["phone"] = "" if self.over else "p1"
        name = request.match_info["page"] or "page"
        shown = self._pages.get_template(f"pages/{name}.html").render(
            facts, room=self, q=request.query.get("q", ""), asset="/assets/{}".format, say=_plain, words=self.words
        )
        return web.Response(text=shown, content_type="text/html", status=410 if self.over else 200)

    async def _gesture(self, request: web.Request) -> web.StreamResponse:
        script = request.content_type == "application/json" or "json" in request.headers.get("Accept", "")
        got = await _body(request)
        self.arrived.append({"name": request.match_info["name"], **got})
        what = self.plan.popleft() if self.plan else 200
        if what == "stall":
            await asyncio.sleep(60)
        if what in {200, "drop"}:
            self.ticks[got["id"]] = self.arrived[-1]
        if what == "drop" and request.transport:
            request.transport.close()
        if not script:
            return web.Response(status=303, headers={"Location": "/"})
        status = what if isinstance(what, int) else 200
        return web.json_response(
            self.answer if status == 200 else {"said": f"said {status}", "go": None}, status=status
        )

    async def _live(self, request: web.Request) -> web.StreamResponse:
        self.joins.append((request.query.get("since"), request.headers.get("Last-Event-ID")))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        queue.put_nowait(b"retry: 300\nevent: beat\ndata:\n\n")
        self._queues.append(queue)
        try:
            while (block := await queue.get()) is not None:
                await response.write(block)
        except ConnectionError:
            pass
        finally:
            self._queues.remove(queue)
        return response


async def _body(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        told: dict[str, Any] = await request.json()
        return told
    parts = (await request.post()).items()
    return {name: part.file.read() if isinstance(part, web.FileField) else part for name, part in parts}


def _plain(text: str, **facts: object) -> str:
    return text.format(**facts) if facts else text


@web.middleware
async def _guarded(request: web.Request, handler: Callable[[web.Request], Any]) -> web.StreamResponse:
    answer: web.StreamResponse = await handler(request)
    if not answer.prepared:
        answer.headers["Content-Security-Policy"] = POLICY
    return answer
