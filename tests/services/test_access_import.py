"""Keys, logins and seats in a roster: whose they are, since when, and never two people's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.world import World
from trainer_app.domain.access import GrantKind
from trainer_app.domain.attendee import AliasKind
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.roster_match import MatchTrouble

Take = Callable[..., ImportReport]


def counted(report: ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, len(report.skipped)


def codes(report: ImportReport) -> list[tuple[int, object]]:
    return [(one.line, one.code) for one in report.skipped]


def names(world: World) -> list[str]:
    return [one.name for one in world.services.people.everyone()]


def aliases(world: World, name: str) -> set[tuple[AliasKind, str]]:
    who = next(one for one in world.services.people.everyone() if one.name == name)
    return {(one.kind, one.text) for one in world.services.people.aliases().get(who.id, ())}


def grants(world: World) -> list[tuple[str, GrantKind, str, date | None]]:
    people = {one.id: one.name for one in world.services.people.everyone()}
    with world.services.context.store.read() as view:
        every = view.access.everything()
    held = [grant for mine in every.values() for grant in mine]
    held.sort(key=lambda grant: (people[grant.attendee_id], grant.identifier))
    return [(people[grant.attendee_id], grant.kind, grant.identifier, grant.granted_on) for grant in held]


def test_keys_and_logins_are_kept_with_the_day_access_was_given(take: Take, program: World) -> None:
    header = "Name,Email,API key ID,GitHub login,Access granted,Provider"
    first = "Ann Lee,ann@example.org,key_ann,annlee,2026-03-01,OpenAI"
    take(header, first)
    assert aliases(program, "Ann Lee") == {(AliasKind.KEY, "key_ann"), (AliasKind.LOGIN, "annlee")}
    day = date(2026, 3, 1)
    assert grants(program) == [
        ("Ann Lee", GrantKind.LOGIN, "annlee", day),
        ("Ann Lee", GrantKind.KEY, "key_ann", day),
    ]
    assert counted(take(header, first)) == (0, 0, 1, 0)
    assert counted(take(header, first.replace("-01", "-05"))) == (0, 1, 0, 0)
    assert {granted for *_, granted in grants(program)} == {date(2026, 3, 5)}
    assert counted(take("Name,API key ID", "Ann Lee,KEY_ANN")) == (0, 0, 1, 0)


def test_a_login_without_a_day_says_who_somebody_is_and_grants_nothing(take: Take, program: World) -> None:
    take("Name,Email,GitHub login", "Ann Lee,ann@example.org,annlee")
    assert grants(program) == []


def test_a_seat_that_goes_by_address_is_access_from_its_day_on(take: Take, program: World) -> None:
    lines = ("Name,Email,Access granted", "Ann Lee,ann@example.org,2026-03-01", "Bo Larsen,bo@example.org,")
    take(*lines)
    assert grants(program) == [("Ann Lee", GrantKind.EMAIL, "ann@example.org", date(2026, 3, 1))]
    assert counted(take(*lines)) == (0, 0, 2, 0)


def test_a_key_that_belongs_to_somebody_else_is_told_and_moves_to_nobody(take: Take, program: World) -> None:
    take("Name,Email,API key ID", "Ann Lee,ann@example.org,key_ann", "Bo Larsen,bo@example.org,key_bo")
    report = take(
        "Name,Email,API key ID", "Zed Quinn,zed@example.org,key_ann", "Bo Larsen,bo@example.org,key_ann", "Cy,,key_bo"
    )
    assert codes(report) == [
        (2, MatchTrouble.KEY_TAKEN),
        (3, MatchTrouble.EVIDENCE_DISAGREES),
        (4, MatchTrouble.KEY_TAKEN),
    ]
    assert names(program) == ["Ann Lee", "Bo Larsen"]
    assert [(who, key) for who, _kind, key, _day in grants(program)] == [
        ("Ann Lee", "key_ann"),
        ("Bo Larsen", "key_bo"),
    ]


def test_the_second_of_two_keys_that_is_anothers_is_told_and_the_person_still_taken(take: Take, program: World) -> None:
    take("Name,Email,API key ID,GitHub login", "Ann Lee,ann@example.org,key_ann,", "Bo Larsen,bo@example.org,,bolar")
    report = take("Name,Team,GitHub login,API key ID", "Bo Larsen,Support,bolar,key_ann")
    assert codes(report) == [(2, MatchTrouble.KEY_TAKEN)]
    assert counted(report) == (0, 1, 0, 1)
    assert aliases(program, "Bo Larsen") == {(AliasKind.LOGIN, "bolar")}
    assert {one.name: one.team for one in program.services.people.everyone()} == {
        "Ann Lee": None,
        "Bo Larsen": "Support",
    }


def test_one_key_given_to_two_people_in_a_file_stays_with_the_first(take: Take, program: World) -> None:
    report = take("Name,Email,API key ID", "Ann Lee,ann@example.org,key_1", "Zed Quinn,zed@example.org,key_1")
    assert counted(report) == (1, 0, 0, 1)
    assert codes(report) == [(3, MatchTrouble.KEY_TAKEN)]
    assert names(program) == ["Ann Lee"]


def test_one_person_with_two_addresses_and_one_key_is_one_person(take: Take, program: World) -> None:
    lines = ("Name,Email,API key ID", "Ann Lee,ann@example.org,key_1", "Ann Lee,ann@home.example.org,key_1")
    assert counted(take(*lines)) == (1, 0, 0, 0)
    assert names(program) == ["Ann Lee"]
    assert aliases(program, "Ann Lee") == {(AliasKind.KEY, "key_1"), (AliasKind.EMAIL, "ann@home.example.org")}
    assert counted(take(*lines)) == (0, 0, 1, 0)
    assert counted(take("Email", "ann@home.example.org")) == (0, 0, 1, 0)


def test_two_lines_that_turn_out_to_be_one_person_of_the_roster_are_counted_once(take: Take, program: World) -> None:
    take("Name,Email,API key ID,GitHub login", "Ann Lee,ann@example.org,key_1,annlee")
    report = take("Name,GitHub login,API key ID,Access granted", "Ann Lee,annlee,,", "Ann Lee,,key_1,2026-03-01")
    assert counted(report) == (0, 1, 0, 0)
    assert grants(program) == [("Ann Lee", GrantKind.KEY, "key_1", date(2026, 3, 1))]
