"""The OpenAPI document says what the application does: every route, every answer; and whatever is sent, no 500."""

from __future__ import annotations

import json
import string
from collections.abc import Iterator
from uuid import uuid4

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.web import hall as halls
from tests.web.hall import HOST, Hall, PhoneClient
from tests.web.raw import raw, request, unhurried
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase as Stage
from trainer_app.web import openapi, routes

KEPT = [status_code_conformance, content_type_conformance, response_schema_conformance]
WHO = ("none", "nobody", "attendee", "helper", "door")
SOME = settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
DOCUMENT = schemathesis.openapi.from_dict(json.loads(openapi.document()))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with halls.hall(tmp_path_factory.mktemp("openapi")) as hall:
        hall.come("Sakura", "Arjun")
        hall.enter(Stage.HANDS_ON)
        unhurried(hall)
        yield hall


@pytest.fixture(scope="module")
def phones(room: Hall) -> dict[str, PhoneClient]:
    sakura = room.phone_of("Sakura")
    sakura.tap("stuck", text="command not found")
    return {
        "none": PhoneClient(room.port),
        "nobody": room.phone(),
        "attendee": sakura,
        "helper": room.phone(PhoneRole.HELPER),
        "door": room.phone(PhoneRole.DOOR, name="Wei"),
    }


def test_the_document_is_openapi_3_1() -> None:
    described = openapi.describe()
    assert described["openapi"] == "3.1.0"
    DOCUMENT.validate()
    names = [one["operationId"] for path in described["paths"].values() for one in path.values()]
    assert len(names) == len(set(names))


def test_it_names_every_route_of_the_interface_and_no_other(room: Hall) -> None:
    router = room.host._running._runner.app.router
    there = {(one.method.lower(), one.resource.canonical) for one in router.routes() if one.method != "HEAD"}
    said = {(method, path) for path, methods in openapi.describe()["paths"].items() for method in methods}
    assert said == {one for one in there if one[1].startswith("/api/")}


def test_it_says_whose_each_route_is() -> None:
    paths = openapi.describe()["paths"]
    for method, table in (("post", routes.GESTURES), ("get", routes.LOOKS)):
        for name, one in table.items():
            assert set(paths[f"/api/{name}"][method]["x-roles"]) == {role.value for role in one.roles}


def test_the_document_that_is_served_is_this_one(room: Hall) -> None:
    served = PhoneClient(room.port).get("/api/openapi.json")
    assert served.body == openapi.document()
    assert served.headers["Content-Type"].startswith("application/json")


@DOCUMENT.parametrize()
@SOME
def test_whatever_the_document_allows_is_answered_as_it_says(
    case: schemathesis.Case, room: Hall, phones: dict[str, PhoneClient]
) -> None:
    for who in WHO:
        client = phones[who]
        headers = {"Origin": client.origin}
        told = case.call(base_url=client.origin, headers=headers, cookies=client.cookies)
        assert told.status_code < 500
        case.validate_response(told, checks=KEPT)


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=40)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.uuids().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = ["id", "step", "ticket", "attendee", "of", "code", "name", "text", "tried", "value", "moment", "seat", "error"]
BODY = st.one_of(
    st.binary(max_size=200),
    ANYTHING.map(lambda one: json.dumps(one).encode()),
    st.dictionaries(st.sampled_from(NAMES), ANYTHING, max_size=5).map(
        lambda one: json.dumps({"id": str(uuid4()), **one}).encode()
    ),
)
KIND = st.sampled_from(
    [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/json; charset=utf-7",
        "text/plain",
        ";",
        "",
    ]
)
GARBAGE = st.text(string.printable.replace("\r", "").replace("\n", "").replace("\x0b", ""), max_size=30)
PATHS = sorted(
    {f"/api/{name}" for name in (*routes.GESTURES, *routes.LOOKS, "photo", "nothing")}
    | {page.path for page in routes.PAGES}
    | {"/join", "/j/x", "/assets/x/phone.js", "/ping"}
)
ASKED = ["q", "of", "who", "n", "page", "error", "system", "more", "decided", "since", "only"]
LINES = ["Cookie", "Origin", "Referer", "Accept", "Last-Event-ID", "Content-Type", "Range", "Upgrade"]
MANY = settings(SOME, max_examples=150)


def ask(client: PhoneClient, asked: bytes) -> int:
    return raw(client.port, asked).status


@given(path=st.sampled_from(PATHS), who=st.sampled_from(WHO), body=BODY, kind=KIND)
@MANY
def test_no_body_makes_an_error_of_ours(
    room: Hall, phones: dict[str, PhoneClient], path: str, who: str, body: bytes, kind: str
) -> None:
    client = phones[who]
    told = client.send("POST", path, body, {"Content-Type": kind, "Origin": client.origin})
    assert told.status < 500, (path, who, kind, body)


@given(
    path=st.sampled_from(PATHS),
    who=st.sampled_from(WHO),
    query=GARBAGE,
    name=st.sampled_from(ASKED),
    value=TEXT,
)
@MANY
def test_no_query_makes_an_error_of_ours(
    room: Hall, phones: dict[str, PhoneClient], path: str, who: str, query: str, name: str, value: str
) -> None:
    client = phones[who]
    known = "; ".join(f"{one}={two}" for one, two in client.cookies.items()) or "a=b"
    for said in (query.replace(" ", "+"), f"{name}={value}".replace(" ", "+")):
        lines = (f"Host: {HOST}:{client.port}", f"Cookie: {known}")
        line = f"GET {path}?{said} HTTP/1.1\r\n".encode() + request("", "", *lines).partition(b"\r\n")[2]
        assert ask(client, line) < 500, (path, who, said)


@given(
    path=st.sampled_from([one for one in PATHS if one != "/api/nothing"]),
    name=st.sampled_from(LINES),
    value=st.binary(max_size=60).map(lambda one: one.translate(None, b"\r\n\x00")) | GARBAGE.map(str.encode),
    method=st.sampled_from(["GET", "POST", "HEAD", "PUT", "OPTIONS", "TRACE", "PATCH", "FOO"]),
)
@MANY
def test_no_line_of_a_head_makes_an_error_of_ours(
    room: Hall, phones: dict[str, PhoneClient], path: str, name: str, value: bytes, method: str
) -> None:
    client = phones["attendee"]
    head = request(method, path, f"Host: {HOST}:{client.port}", f"Cookie: trainer={client.cookies['trainer']}")
    line = f"\r\n{name}: ".encode() + value
    first, rest = head.split(b"\r\n", 1)
    assert ask(client, first + line + b"\r\n" + rest) < 500, (path, name, value, method)


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", "/api/me"), ("POST", "/api/done"), ("POST", "/join")]
)
@pytest.mark.parametrize("expects", [b"100-Continue", b"\xca;\xf9", b"everything"])
def test_whatever_a_request_expects_it_is_answered(
    phones: dict[str, PhoneClient], method: str, path: str, expects: bytes
) -> None:
    head = request(method, path, f"Host: {HOST}:{phones['none'].port}", "Expect: X").replace(b": X", b": " + expects)
    assert ask(phones["none"], head) in {100, 303, 401, 403}


def test_the_checks_of_the_house_are_those_schemathesis_has() -> None:
    assert {one.__name__ for one in KEPT} <= {one.__name__ for one in CHECKS.get_all()}
