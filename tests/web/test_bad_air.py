"""The air itself: it loses, it delays, and it is away when it is told to."""

from __future__ import annotations

import time

import pytest

from tests.web.bad_air import Air, joined
from tests.web.namespaces import Cable, room

CABLE = Cable("air0", laptop="10.77.0.1", phone="10.77.0.2")
SERVE = """
import http.server, json, threading
server = http.server.ThreadingHTTPServer(("10.77.0.1", 8000), http.server.SimpleHTTPRequestHandler)
print(json.dumps("ready"), flush=True)
server.serve_forever()
"""
ASK = """
import http.client, json, time
begun, times = time.monotonic(), []
for _ in range(10):
    at = time.monotonic()
    link = http.client.HTTPConnection("10.77.0.1", 8000, timeout=20)
    link.request("GET", "/"); link.getresponse().read()
    times.append(time.monotonic() - at)
print(json.dumps(sorted(times)))
"""
CALL = """
import json, socket
link = socket.socket()
link.settimeout(1)
print(json.dumps(link.connect_ex(("10.77.0.1", 8000))))
"""


@pytest.mark.slow
def test_what_comes_through_is_late_and_some_of_it_is_lost() -> None:
    with (
        room() as (laptop, phones),
        joined(laptop, phones, CABLE, Air(loss=0.05)) as air,
        laptop.running(SERVE) as said,
    ):
        assert said == "ready"
        took = phones.tell(ASK)
        assert took[0] >= 4 * air.delay  # there and back, to connect and to ask
        assert air.lost > 0
        air.away.set()
        begun = time.monotonic()
        phones.tell(CALL)
        assert time.monotonic() - begun >= 1
