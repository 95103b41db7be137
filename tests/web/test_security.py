"""The gate and the frame: names, origins, addresses, cookies, headers, and errors that tell nothing of the inside."""

from __future__ import annotations

import ast
import http.client
import logging
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography import x509

from tests.web.hall import HOST, Hall, PhoneClient
from tests.web.raw import busy_hall, raw, request
from tests.world import FRONT
from trainer_app import bootstrap
from trainer_app.domain.errors import Refused
from trainer_app.domain.network import address
from trainer_app.domain.phone import PhoneRole, PhoneTrouble
from trainer_app.services.phone_floor import PhoneFloorService
from trainer_app.web import render, routes
from trainer_app.web.certificate import FILE, trusting
from trainer_app.web.server import see_other

ROOT = Path(__file__).parents[2]
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with busy_hall(tmp_path_factory.mktemp("security")) as hall:
        yield hall


@pytest.fixture(scope="module")
def phone(room: Hall) -> PhoneClient:
    return room.phone_of("Sakura")


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("Host:",),
        ("Host: evil.example",),
        ("Host: evil.example:{port}",),
        ("Host: localhost:{port}",),
        ("Host: 127.0.0.1",),
        ("Host: 127.0.0.1.:{port}",),
        ("Host: 127.0.0.1:{port}.evil.example",),
        ("Host: 127.0.0.1:{port}@evil.example",),
        ("Host: [::1]:{port}",),
        ("Host: [::ffff:127.0.0.1]:{port}",),
        ("Host: 2130706433:{port}",),
        ("Host: evil.example", "X-Forwarded-Host: 127.0.0.1:{port}", "Forwarded: host=127.0.0.1:{port}"),
    ],
)
def test_a_name_this_laptop_does_not_go_by_gets_nothing(room: Hall, lines: tuple[str, ...]) -> None:
    found = raw(room.port, request("GET", "/ping", *(one.format(port=room.port) for one in lines)))
    assert found.status == 421 if lines else found.status in {400, 421}  # without any, it is no HTTP/1.1
    assert found.body != b"ok"


def test_the_address_in_the_request_line_does_not_stand_in_for_the_host(room: Hall) -> None:
    whole = f"http://127.0.0.1:{room.port}/ping"
    assert raw(room.port, request("GET", whole, "Host: evil.example")).status == 421
    assert raw(room.port, request("GET", "/ping", f"Host: {HOST}:{room.port}", "X-Forwarded-Host: evil")).status == 200


def test_a_port_that_goes_without_saying_may_be_left_out(hall: Hall) -> None:
    running = hall.host._running
    port, running.port = running.port, 80
    running._name_hosts()
    assert running.server.gate.hosts == {"127.0.0.1:80", "127.0.0.1"}
    running.port = port


FOREIGN = [
    {},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://evil.example"},
    {"Origin": "https://127.0.0.1:{port}"},
    {"Origin": "http://127.0.0.1"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "http://127.0.0.1:{port}.evil.example"},
    {"Origin": "http://evil.example@127.0.0.1:{port}"},
    {"Origin": "http://127.0.0.1:{port}@evil.example"},
    {"Origin": "http://[127.0.0.1"},
    {"Origin": "http://evil.example", "Referer": "http://127.0.0.1:{port}/"},
    {"Referer": "http://evil.example/?http://127.0.0.1:{port}/"},
    {"Referer": "http://["},
]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/x-www-form-urlencoded"])
def test_a_tap_from_another_place_than_our_pages_moves_nothing(
    room: Hall, phone: PhoneClient, headers: dict[str, str], kind: str
) -> None:
    step = phone.get("/api/me").json["step"]
    said = {name: value.format(port=room.port) for name, value in headers.items()}
    body = f'{{"id": "{uuid4()}", "step": "{step}"}}' if "form" not in kind else f"id={uuid4()}&step={step}"
    assert phone.send("POST", "/api/done", body.encode(), {"Content-Type": kind, **said}).status == 403
    assert phone.get("/api/me").json["step"] == step


def test_json_in_a_form_that_says_it_is_text_is_not_taken(phone: PhoneClient) -> None:
    for kind in ("text/plain", "", "application/xml"):
        told = phone.send("POST", "/api/withdraw", b"{}", {"Content-Type": kind, "Origin": phone.origin})
        assert told.status == 415


def test_a_page_of_ours_may_say_so_by_its_referer(phone: PhoneClient) -> None:
    body = f'{{"id": "{uuid4()}"}}'.encode()
    headers = {"Content-Type": "application/json", "Referer": f"{phone.origin}/step"}
    assert phone.send("POST", "/api/withdraw", body, headers).status == 200


def every_kind_of_answer(room: Hall, phone: PhoneClient) -> dict[str, bytes]:
    """Return requests by what they are answered with."""
    host = f"Host: {HOST}:{room.port}"
    cookie = f"Cookie: trainer={phone.cookies['trainer']}"
    origin, json = f"Origin: {phone.origin}", "Content-Type: application/json"
    long = "Content-Length: 70000"
    return {
        "200 page": request("GET", "/", host, cookie),
        "200 json": request("GET", "/api/me", host, cookie),
        "200 ping": request("GET", "/ping", host),
        "303": request("GET", "/badge", host, cookie),
        "400": request("POST", "/api/done", host, cookie, origin, json, "Content-Length: 1", body=b"["),
        "401": request("GET", "/step", host),
        "401 json": request("GET", "/api/me", host),
        "403": request("GET", "/queue", host, cookie),
        "403 other": request("POST", "/api/done", host, cookie),
        "404": request("GET", "/nothing", host, cookie),
        "404 json": request("GET", "/api/nothing", host, cookie),
        "405": request("DELETE", "/", host, origin),
        "410": request("GET", "/j/nothing", host),
        "413": request("POST", "/api/done", host, cookie, origin, json, long, body=b" " * 70000),
        "414": request("GET", "/?" + "q" * 600, host),
        "415": request("POST", "/join", host, cookie, origin, json, "Content-Length: 2", body=b"{}"),
        "421": request("GET", "/", "Host: evil.example"),
    }


def test_every_answer_carries_what_browsers_are_to_keep_to(room: Hall, phone: PhoneClient) -> None:
    for what, asked in every_kind_of_answer(room, phone).items():
        found = raw(room.port, asked)
        assert found.status == int(what[:3]), what
        headers = dict(line.lower().split(": ", 1) for line in found.head.split("\r\n")[1:])
        assert {name: headers.get(name) for name in HEADERS} == {name: value.lower() for name, value in HEADERS.items()}
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers
        assert "set-cookie" not in headers or "max-age=0" in headers["set-cookie"]


def test_what_is_not_there_is_said_in_our_own_words(room: Hall, phone: PhoneClient) -> None:
    for what, asked in every_kind_of_answer(room, phone).items():
        found = raw(room.port, asked)
        if found.status >= 400:
            kind = re.search(r"content-type: (\S+)", found.head.lower())[1]
            assert kind.startswith("application/json" if b" /api/" in asked[:20] else "text/html"), what
            assert b"aiohttp" not in found.body
            assert b"Traceback" not in found.body


def test_the_stream_carries_them_too(phone: PhoneClient) -> None:
    link = http.client.HTTPConnection(HOST, phone.port, timeout=10)
    link.request("GET", "/live", headers={"Cookie": f"trainer={phone.cookies['trainer']}"})
    found = link.getresponse().headers
    link.close()
    assert {name: found[name] for name in HEADERS} == HEADERS
    assert found["Cache-Control"] == "no-store"


def test_only_what_is_everybodys_may_be_kept_by_a_phone(phone: PhoneClient) -> None:
    assert "immutable" in phone.get(render.asset("phone.css")).headers["Cache-Control"]
    for path in ("/", "/step", "/exit", "/api/me", "/api/find?q=sak", "/join"):
        assert phone.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/api/me"])
def test_a_mistake_of_ours_tells_a_phone_nothing_of_the_inside(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("the inside: a path of ours")

    phone = hall.phone_of("Sakura")
    monkeypatch.setattr(PhoneFloorService, "look", breaks)
    with caplog.at_level(logging.CRITICAL):
        told = phone.get(path)
    assert told.status == 500
    assert not re.search("inside|Runtime|Traceback|of ours", told.text)
    assert "desk" in told.text


@pytest.mark.parametrize(
    "path",
    [
        "/assets/x/../../../pyproject.toml",
        "/assets/x/..%2f..%2f..%2fpyproject.toml",
        "/assets/x/%2e%2e/phone.js",
        "/assets/x/base.html",
        "/assets/x//etc/passwd",
        "/assets/x/phone.js%00.html",
        "/assets/..%5c..%5cphone.js",
        "/j/..%2f..%2fetc%2fpasswd",
        "/j/%00",
        "/../trainer_app/web/app.py",
        "//evil.example/j/x",
    ],
)
def test_no_path_leads_out_of_what_is_meant_to_be_seen(room: Hall, path: str) -> None:
    found = raw(room.port, request("GET", path, f"Host: {HOST}:{room.port}"))
    assert found.status in {400, 404, 410}
    assert not re.search(rb"root:|\[project\]|StrictUndefined|extends", found.body)


@pytest.mark.parametrize(
    "go", ["//evil.example", "/\\evil.example", "http://evil.example", "", "x", "/a\r\nSet-Cookie: a=b", "/a b", "/é"]
)
def test_nobody_is_sent_away_from_the_laptop(go: str) -> None:
    assert see_other(go).headers["Location"] == "/"
    assert see_other("/door/result?of=1&decided=move").headers["Location"] == "/door/result?of=1&decided=move"


def test_gestures_lead_back_to_pages_that_are_there() -> None:
    assert {one.back for one in routes.GESTURES.values()} <= {page.path for page in routes.PAGES}


def test_no_secret_stays_in_an_address_after_joining(hall: Hall) -> None:
    phone = PhoneClient(hall.port)
    path = hall.path_to_join(PhoneRole.HELPER)
    asked = phone.get(path)
    assert asked.headers["Location"] == "/join"
    joined = phone.submit("/join", pin=hall.host.status().pin, name="Mei")
    assert joined.headers["Location"] == "/"
    secret = phone.cookies["trainer"].partition(".")[2]
    for text in (phone.get("/queue").text, asked.text, joined.text):
        assert secret not in text
        assert path.rpartition("/")[2] not in text


def test_logs_hold_no_secret(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    path, pin = hall.path_to_join(PhoneRole.HELPER), hall.host.status().pin
    phone = hall.phone(PhoneRole.HELPER)
    phone.get("/queue")
    phone.get("/nothing")
    for secret in (path.rpartition("/")[2], pin, phone.cookies["trainer"].partition(".")[2]):
        assert secret not in caplog.text


def test_the_data_file_holds_no_secret(hall: Hall) -> None:
    codes = [hall.path_to_join(role).rpartition("/")[2] for role in PhoneRole]
    phones = [hall.phone(PhoneRole.HELPER), hall.phone_of("Sakura")]
    phones[1].tap("stuck", text="help")
    secrets = [one.cookies["trainer"].partition(".")[2] for one in phones]
    files = hall.world.path.parent.glob("hall.db*")
    kept = b"".join(one.read_bytes() for one in files)
    assert len(kept) > 100_000
    for secret in (*codes, *secrets):
        assert secret.encode() not in kept
    assert not re.search(rb"(?<![0-9a-f])" + hall.host.status().pin.encode() + rb"(?![0-9a-f])", kept)


def cookies_of(link: http.client.HTTPConnection, path: str) -> str:
    link.request("GET", path)
    answer = link.getresponse()
    answer.read()
    return "\n".join(answer.headers.get_all("Set-Cookie") or ())


@pytest.mark.parametrize("secure", [False, True])
def test_cookies_are_for_this_laptop_and_no_script(hall: Hall, tmp_path: Path, *, secure: bool) -> None:
    hall.host.start(hall.session.id, desk=FRONT, hosts=[HOST], secure=secure)
    if secure:
        link = http.client.HTTPSConnection(HOST, hall.port, context=trusting(tmp_path), timeout=15)
    else:
        link = http.client.HTTPConnection(HOST, hall.port, timeout=15)
    for role in (PhoneRole.ATTENDEE, PhoneRole.DOOR):
        found = cookies_of(link, hall.path_to_join(role))
        assert "HttpOnly" in found
        assert "SameSite=Lax" in found
        assert "Path=/" in found
        assert "Domain" not in found
        assert ("Secure" in found) is secure
    link.close()
    if secure and os.name == "posix":
        assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_nothing_listens_before_phones_are_switched_on(tmp_path: Path, hall: Hall) -> None:
    port = hall.port
    hall.host.stop(desk=FRONT)
    host = bootstrap.phone_host(hall.world.services, tmp_path)
    assert host.status() is None
    with socket.socket() as asked:
        assert asked.connect_ex((HOST, port)) != 0


@pytest.mark.parametrize("host", ["0.0.0.0", "8.8.8.8", "::", "::1", "localhost", "example.org", "", "100.64.0.1"])
def test_only_private_addresses_are_served(hall: Hall, host: str) -> None:
    with pytest.raises(Refused) as refused:
        hall.host.start(hall.session.id, desk=FRONT, hosts=[HOST, host])
    assert refused.value.code is PhoneTrouble.NOT_PRIVATE
    assert hall.host.status().hosts == (HOST,)  # what was on goes on


def test_a_new_address_gets_into_the_certificate_of_a_server_that_runs(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.host.start(hall.session.id, desk=FRONT, hosts=[HOST], secure=True)
    hall.host._running.chosen = False  # as if it had found its addresses by itself
    monkeypatch.setattr(hall.host, "_addresses", lambda: [address("192.168.77.7", "wlan0")])
    hall.host.look_for_addresses()
    names = x509.load_pem_x509_certificate((tmp_path / FILE).read_bytes()).extensions
    known = names.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "192.168.77.7" in {str(one.value) for one in known}


SECRETS = re.compile(r"secret|digest|pin|cookie|(^|_)code(s|$)", re.IGNORECASE)


def test_secrets_are_compared_in_a_time_that_tells_nothing() -> None:
    """No `==` on anything that goes by the name of a secret; `same` is hmac.compare_digest."""
    files = [*(ROOT / "trainer_app/web").glob("*.py"), ROOT / "trainer_app/services/phones.py"]
    found = []
    for path in [*files, ROOT / "trainer_app/domain/phone.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
                parts = [one for side in (node.left, *node.comparators) for one in ast.walk(side)]
                names = [getattr(one, "id", getattr(one, "attr", "")) for one in parts]
                found += [f"{path.name}:{node.lineno}" for name in names if SECRETS.search(str(name))]
    assert found == []
    assert "hmac.compare_digest" in (ROOT / "trainer_app/domain/phone.py").read_text(encoding="utf-8")
