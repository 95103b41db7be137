"""Too much, too long, too slow, too deep: each is refused in time and without an error of ours."""

from __future__ import annotations

import gzip
import http.client
import socket
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.web.hall import HOST, Hall, PhoneClient
from tests.web.raw import busy_hall, raw, request
from tests.world import FRONT
from trainer_app.web import doorman, reading
from trainer_app.web.limits import BODY, STREAMS

EDGE = "----edge"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with busy_hall(tmp_path_factory.mktemp("sizes")) as hall:
        yield hall


@pytest.fixture(scope="module")
def phone(room: Hall) -> PhoneClient:
    return room.phone_of("Sakura")


def post(phone: PhoneClient, path: str, body: bytes, kind: str, **more: str) -> int:
    headers = {
        "Content-Type": kind,
        "Origin": phone.origin,
        **{name.replace("_", "-"): at for name, at in more.items()},
    }
    try:
        return phone.send("POST", path, body, headers).status
    except (BrokenPipeError, ConnectionResetError):
        return 413  # it closed before we had said it all


def multipart(*parts: tuple[str, bytes, str]) -> bytes:
    whole = b"".join(
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + data + b"\r\n"
        for name, data, more in parts
    )
    return whole + f"--{EDGE}--\r\n".encode()


def start(phone: PhoneClient, path: str, *lines: str, body: bytes = b"") -> bytes:
    """Return the beginning of a POST of this phone."""
    known = (f"Host: {HOST}:{phone.port}", f"Cookie: trainer={phone.cookies['trainer']}", f"Origin: {phone.origin}")
    return request("POST", path, *known, *lines, body=body)


JSON, FORM, PARTS = "application/json", "application/x-www-form-urlencoded", f"multipart/form-data; boundary={EDGE}"
DEEP = 20_000


@pytest.mark.parametrize(
    ("path", "kind", "body"),
    [
        ("/api/stuck", JSON, b" " * (BODY + 1)),
        ("/api/stuck", JSON, b'{"id":"' + b"x" * 200_000 + b'"}'),
        ("/api/stuck", JSON, b'{"text":' + b"[" * DEEP + b"]" * DEEP + b"}"),
        ("/api/stuck", JSON, b'{"a":' * (DEEP // 2) + b"1" + b"}" * (DEEP // 2)),
        ("/api/stuck", JSON, b'{"id":1e999999}'),
        ("/api/confidence", JSON, b'{"id":"%b","moment":"before","value":%b}' % (str(uuid4()).encode(), b"9" * 5000)),
        ("/api/stuck", JSON, b'{"text":"\\ud800"}'),
        ("/api/stuck", JSON, b"\xff\xfe{}"),
        ("/api/stuck", JSON, b""),
        ("/api/stuck", f"{JSON}; charset=nonsense", b"{}"),
        ("/api/stuck", FORM, b"&".join(b"f%d=1" % at for at in range(20_000))),
        ("/api/stuck", FORM, b"&".join(b"f%d=1" % at for at in range(5_000))),
        ("/api/stuck", FORM, b"id=%ff%fe&text=%ed%a0%80"),
        ("/api/stuck", f"{FORM}; charset=nonsense", b"id=1"),
        ("/api/stuck", f"{FORM}; charset=utf-16", b"id=1"),
        ("/api/stuck", "multipart/form-data", b"id=1"),
        ("/api/stuck", PARTS, b"no edge at all"),
        ("/api/stuck", PARTS, multipart(*(("text", b"", "") for _ in range(2000)))),
        ("/api/stuck", PARTS, multipart(("text", b"x" * 100_000, ""))),
        ("/api/stuck", PARTS, multipart(("text", b"x" * 100_000, '; filename="a.jpg"'))),
        ("/api/stuck", PARTS, multipart(("text", b"x", '; filename="a.jpg"'), ("tried", b"x", '; filename="b"'))),
        ("/api/stuck", PARTS, multipart(("x", b"", ""))[:-8]),
        ("/api/stuck", PARTS, multipart(("id", b"1", "\r\nContent-Type: multipart/mixed; boundary=b"))),
        ("/api/stuck", PARTS, multipart(("id", b"1", "\r\nContent-Transfer-Encoding: base64"))),
        ("/api/stuck", PARTS, multipart(("id", b"1", "\r\nContent-Type: text/plain; charset=nonsense"))),
        ("/join", PARTS, b"no edge at all"),
        ("/join", f"{FORM}; charset=nonsense", b"pin=1"),
        ("/join", "multipart/form-data", b""),
        ("/api/photo", PARTS, b"no edge at all"),
        ("/api/photo", "multipart/form-data", b""),
        ("/api/photo", "multipart/mixed; boundary=x", b""),
        ("/api/photo", PARTS, multipart(("id", b"x" * 5000, ""))),
        ("/api/photo", PARTS, multipart(*(("id", b"", "") for _ in range(5000)))),
        ("/api/photo", PARTS, multipart(("id", str(uuid4()).encode(), ""))),
        ("/api/photo", PARTS, multipart(("other", b"", ""))),
        ("/api/photo", PARTS, multipart(("id", b"\xff", ""), ("photo", b"", '; filename="a"'))),
        ("/api/photo", PARTS, multipart(("id", str(uuid4()).encode(), ""), ("photo", b"GIF89a", '; filename="a"'))),
        ("/api/photo", PARTS, multipart(("photo", b"x", "\r\nContent-Encoding: gzip"))),
        ("/api/photo", PARTS, multipart(("photo", b"x", "\r\nContent-Transfer-Encoding: nonsense"))),
    ],
)
def test_what_is_too_much_or_broken_is_refused(phone: PhoneClient, path: str, kind: str, body: bytes) -> None:
    assert 400 <= post(phone, path, body, kind) < 500
    assert phone.get("/api/me").status == 200


def test_a_page_that_unpacks_to_a_mountain_is_not_unpacked(phone: PhoneClient) -> None:
    packed = gzip.compress(b" " * 50_000_000)
    assert 400 <= post(phone, "/api/stuck", packed, JSON, Content_Encoding="gzip") < 500
    for coding in ("gzip", "deflate", "nonsense", "br"):
        assert 400 <= post(phone, "/api/stuck", b"no such packing", JSON, Content_Encoding=coding) < 500


def test_a_body_in_pieces_that_never_says_its_length_is_cut_off(phone: PhoneClient) -> None:
    piece = b"1000\r\n" + b" " * 4096 + b"\r\n"
    asked = start(phone, "/api/stuck", f"Content-Type: {JSON}", "Transfer-Encoding: chunked", body=piece * 40)
    assert raw(phone.port, asked).status == 413


def test_two_lengths_are_no_length(phone: PhoneClient) -> None:
    for lines in (
        ("Content-Length: 2", "Transfer-Encoding: chunked"),
        ("Content-Length: 2", "Content-Length: 40"),
        ("Content-Length: -1",),
        ("Content-Length: 99999999999999999999",),
    ):
        asked = start(phone, "/api/stuck", f"Content-Type: {JSON}", *lines, body=b"{}")
        assert raw(phone.port, asked).status in {0, 400, 413}


@pytest.mark.parametrize("path", ["/?q=" + "x" * 600, "/api/find?q=" + "%20" * 600, "/" + "x" * 9000])
def test_a_long_address_is_refused(phone: PhoneClient, path: str) -> None:
    assert phone.get(path).status in {400, 404, 414}


def test_many_or_long_lines_of_a_head_are_refused(phone: PhoneClient) -> None:
    host = f"Host: {HOST}:{phone.port}"
    for lines in (
        [f"X-{at}: {'x' * 200}" for at in range(2000)],
        ["X: " + "x" * 100_000],
        ["Cookie: " + "a=b;" * 9000],
    ):
        assert raw(phone.port, request("GET", "/ping", host, *lines)).status in {0, 400, 431}


def test_a_body_that_does_not_come_to_an_end_is_not_waited_for(
    phone: PhoneClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 0.2)
    for path, kind in (("/api/stuck", JSON), ("/api/stuck", FORM), ("/join", FORM), ("/api/stuck", PARTS)):
        asked = start(phone, path, f"Content-Type: {kind}", "Content-Length: 500", body=b"--")
        assert raw(phone.port, asked).status == 408


def test_who_says_nothing_is_shown_out_and_others_stay(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorman, "SILENT", 0.3)
    monkeypatch.setattr(doorman, "_EVERY", 0.05)
    hall.host.start(hall.session.id, desk=FRONT, hosts=[HOST])
    phone = hall.phone_of("Sakura")
    stream = http.client.HTTPConnection(HOST, hall.port, timeout=10)
    stream.request("GET", "/live", headers={"Cookie": f"trainer={phone.cookies['trainer']}"})
    listening = stream.getresponse()
    silent = [socket.create_connection((HOST, hall.port), timeout=10) for _ in range(3)]
    silent[1].sendall(b"GET / HT")
    silent[2].sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    for one in silent:
        assert shown_out(one)
    assert listening.read(5) == b"retry"
    hall.come("Sakura")
    assert listening.read(30)  # it was silent for as long, but had asked
    stream.close()


def shown_out(link: socket.socket) -> bool:
    with link:
        try:
            return link.recv(1000) == b""
        except ConnectionError:
            return True


class Silent:
    """A connection that says nothing."""

    def __init__(self) -> None:
        self.transport = self
        self.gone = False

    def abort(self) -> None:
        self.gone = True


def test_of_too_many_silent_connections_the_longest_silent_go_first() -> None:
    watch, first, then = doorman.Doorman(), [Silent() for _ in range(300)], [Silent() for _ in range(300)]
    spoke = Silent()
    watch.hears(spoke)
    watch.look([*first, spoke], 0)
    assert not any(one.gone for one in first)
    watch.look([*first, *then, spoke], 5)
    assert sum(one.gone for one in first) == 600 - doorman.MOST_SILENT
    assert not any(one.gone for one in then)
    left = [one for one in (*first, *then) if not one.gone]
    watch.look([*left, spoke], doorman.SILENT + 1)
    assert all(one.gone for one in first)
    assert not any(one.gone for one in (*then, spoke))


def test_one_phone_listens_a_few_times_at_once(hall: Hall) -> None:
    phone = hall.phone_of("Sakura")
    links = [http.client.HTTPConnection(HOST, hall.port, timeout=10) for _ in range(STREAMS + 3)]
    found = []
    for link in links:
        link.request("GET", "/live", headers={"Cookie": f"trainer={phone.cookies['trainer']}"})
        found.append(link.getresponse().status)
    for link in links:
        link.close()
    assert found == [200] * STREAMS + [429] * 3
