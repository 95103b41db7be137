from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from trainer_app.domain.network import Address, Advice, InterfaceKind, Listening, SelfTest, address
from trainer_app.web import reach
from trainer_app.web.certificate import certificate, trusting
from trainer_app.words import phones_network as words

LOOPBACK = "127.0.0.1"


@asynccontextmanager
async def ours(tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Serve /ping as the phones' server does, on a free loopback port."""

    async def ping(request: web.Request) -> web.Response:
        assert request.host == f"{LOOPBACK}:{request.url.port}"  # what the list of allowed hosts will look at
        return web.Response(text="ok")

    app = web.Application()
    app.router.add_get("/ping", ping)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, LOOPBACK, 0, ssl_context=tls)
    await site.start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def asked(answer: bytes | None) -> SelfTest:
    """Test a server that gives these bytes to whoever connects, or with None says nothing for good."""
    done = asyncio.Event()

    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if answer is None:
            await done.wait()
        else:
            writer.write(answer)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, LOOPBACK, 0)
    try:
        return await reach.self_test(LOOPBACK, server.sockets[0].getsockname()[1])
    finally:
        done.set()
        server.close()
        await server.wait_closed()


async def heard_from(server_tls: ssl.SSLContext | None, client_tls: ssl.SSLContext | None) -> SelfTest:
    async with ours(server_tls) as port:
        return await reach.self_test(LOOPBACK, port, tls=client_tls)


def free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as taken:
        return taken.getsockname()[1]


def test_our_own_server_answers() -> None:
    assert asyncio.run(heard_from(None, None)) is SelfTest.ANSWERED


def test_our_own_server_answers_over_tls(tmp_path: Path) -> None:
    server = certificate(tmp_path, hosts=[LOOPBACK], now=datetime.now(tz=UTC))
    assert asyncio.run(heard_from(server, trusting(tmp_path))) is SelfTest.ANSWERED


def test_another_certificate_is_another_program(tmp_path: Path) -> None:
    now = datetime.now(tz=UTC)
    theirs = certificate(tmp_path / "theirs", hosts=[LOOPBACK], now=now)
    certificate(tmp_path / "ours", hosts=[LOOPBACK], now=now)
    assert asyncio.run(heard_from(theirs, trusting(tmp_path / "ours"))) is SelfTest.STRANGER


def test_plain_http_where_tls_is_expected_is_another_program(tmp_path: Path) -> None:
    certificate(tmp_path, hosts=[LOOPBACK], now=datetime.now(tz=UTC))
    assert asyncio.run(heard_from(None, trusting(tmp_path))) is SelfTest.STRANGER


def test_a_port_nobody_listens_on_refuses() -> None:
    assert asyncio.run(reach.self_test(LOOPBACK, free_port())) is SelfTest.REFUSED


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 404 Not Found\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\n\r\n" + b"ok" * 50_000,
        bytes(range(256)) * 300,
    ],
    ids=["hangs up", "another service", "not found", "another page", "an endless page", "noise"],
)
def test_another_program_on_the_port_is_told_apart(answer: bytes) -> None:
    assert asyncio.run(asked(answer)) is SelfTest.STRANGER


def test_a_program_that_never_stops_talking_is_not_heard_out() -> None:
    async def chatter(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while True:
                writer.write(b"and then " * 100)
                await writer.drain()

    async def run() -> SelfTest:
        server = await asyncio.start_server(chatter, LOOPBACK, 0)
        async with server:
            return await reach.self_test(LOOPBACK, server.sockets[0].getsockname()[1])

    assert asyncio.run(run()) is SelfTest.STRANGER


def test_a_program_that_never_answers_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "PATIENCE", 0.1)
    assert asyncio.run(asked(None)) is SelfTest.SILENT


def test_a_handshake_that_never_ends_is_silent_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "PATIENCE", 0.1)
    certificate(tmp_path, hosts=[LOOPBACK], now=datetime.now(tz=UTC))
    with socket.create_server((LOOPBACK, 0)) as mute:
        asking = reach.self_test(LOOPBACK, mute.getsockname()[1], tls=trusting(tmp_path))
        assert asyncio.run(asking) is SelfTest.SILENT


def looked(*, shown=LOOPBACK, seen=None, waited=60.0, listens=True, found: tuple[Address, ...] | None = None):
    """Look at a laptop whose room is its loopback, which is the only address a test may serve on everywhere."""
    here = Address(LOOPBACK, "wlan0", InterfaceKind.WIFI, usable=True)

    async def run() -> reach.Reach:
        async with ours() as port:
            return await reach.look(
                Listening((LOOPBACK,), shown, port if listens else free_port()),
                last_phone_seen=seen or {},
                waited_seconds=waited,
                find=lambda: (here,) if found is None else found,
            )

    return asyncio.run(run())


def test_a_look_says_what_answers_and_that_a_phone_has_come() -> None:
    room = address("192.168.1.20", "wlan0")
    result = looked(shown=None, seen={room.ip: 7.0}, found=(room,))
    assert result.self_tests == {LOOPBACK: SelfTest.ANSWERED}
    assert result.advice == (Advice.PHONES_ARRIVE,)
    text = words.advice_text(Advice.PHONES_ARRIVE, port=8080, system="linux", reach=result)
    assert text == "The last one came 7 seconds ago, over Wi-Fi 192.168.1.20."


def test_a_look_at_a_server_that_is_gone_says_so() -> None:
    assert looked(listens=False).advice == (Advice.NOT_LISTENING,)


def test_a_look_without_any_network_says_so() -> None:
    assert looked(shown="192.168.1.20", found=()).advice == (Advice.NO_ADDRESS,)


@pytest.mark.parametrize("advice", Advice)
@pytest.mark.parametrize("system", ["win32", "darwin", "linux", "freebsd14"])
def test_every_advice_has_a_short_title_and_says_what_to_do(advice: Advice, system: str) -> None:
    title, text = words.advice_title(advice), words.advice_text(advice, port=8642, system=system)
    assert len(title) <= 52
    assert not title.endswith(".")
    assert text.endswith(".")
    assert 1 <= text.count(". ") + 1 <= 2
    assert "{" not in text


def test_the_firewall_advice_names_what_that_system_calls_it() -> None:
    told = {
        one: words.advice_text(Advice.FIREWALL, port=8642, system=one) for one in ("win32", "darwin", "linux", "aix")
    }
    assert "private networks" in told["win32"]
    assert "System Settings" in told["darwin"]
    assert "ufw allow 8642/tcp" in told["linux"]
    assert "--add-port=8642/tcp" in told["linux"]
    assert "8642" in told["aix"]


def test_how_to_tell_two_doubts_apart_is_said_only_where_there_are_two() -> None:
    assert "hotspot of a second phone" in words.both_doubted((Advice.FIREWALL, Advice.GUEST_ISOLATION))
    assert words.both_doubted((Advice.FIREWALL,)) == ""


def test_phones_in_the_other_network_name_it() -> None:
    wifi, cable = address("192.168.1.20", "wlan0"), address("10.1.2.3", "eth0")
    result = looked(shown=wifi.ip, seen={cable.ip: 2.0}, found=(wifi, cable))
    assert result.advice == (Advice.WRONG_INTERFACE, Advice.PHONES_ARRIVE)
    assert "Cable 10.1.2.3" in words.advice_text(Advice.WRONG_INTERFACE, port=1, system="linux", reach=result)


@pytest.mark.parametrize(
    ("ip", "interface", "line"),
    [
        ("192.168.1.20", "wlan0", "Wi-Fi, wlan0: 192.168.1.20"),
        ("172.17.0.1", "docker0", "VPN or virtual machine, docker0: 172.17.0.1 (not used: no phone can be there)"),
        ("141.20.1.77", "Wi-Fi", "Wi-Fi, Wi-Fi: 141.20.1.77 (not used: strangers could reach it)"),
        ("169.254.3.4", "Ethernet", "Cable, Ethernet: 169.254.3.4 (the network gave no address)"),
    ],
)
def test_a_line_says_what_an_address_is_and_why_it_is_not_used(ip: str, interface: str, line: str) -> None:
    assert words.address_line(address(ip, interface)) == line


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-3, "just now"),
        (4.9, "just now"),
        (5, "5 seconds ago"),
        (59, "59 seconds ago"),
        (60, "1 minute ago"),
        (125, "2 minutes ago"),
    ],
)
def test_ago_is_said_as_people_say_it(seconds: float, said: str) -> None:
    assert words.ago(seconds) == said
