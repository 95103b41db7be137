"""Keys nobody is known by: assigned by hand or set aside, never guessed; and all of it taken back again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.rollout import usage_export, write
from tests.services.rollouts import standing
from tests.world import FRONT, World, opened, refused
from trainer_app.domain.access import AccessGrant, AccessTrouble, GrantKind
from trainer_app.domain.attendee import Alias, AliasKind
from trainer_app.domain.undo import UndoTrouble
from trainer_app.domain.usage import Identity, IdentityKind
from trainer_app.domain.usage_identities import IdentityTrouble, NobodysIdentity, Through
from trainer_app.services.usage_identities import UsageIdentityService

MAY = date(2026, 5, 1)
KEY = Identity(IdentityKind.KEY, "key_other")
LOGIN = Identity(IdentityKind.LOGIN, "octo")


def may(day: int) -> date:
    return MAY + timedelta(days=day - 1)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[World]:
    """Ann has key_ann; the usage also names key_other."""
    with opened(tmp_path / "trainer.db") as made:
        made.person("Ann Lee")
        made.person("Bo Larsen")
        given = AccessGrant(made.people["Ann"].id, "OpenAI", GrantKind.KEY, "key_ann", may(1))
        made.services.usage_identities.grant(given, desk=FRONT)
        used = [("key_ann", may(2)), ("key_other", may(3)), ("key_other", may(5))]
        made.services.usage_import.import_file(usage_export(tmp_path / "u.csv", may(1), may(10), used), desk=FRONT)
        yield made


@pytest.fixture
def service(program: World) -> UsageIdentityService:
    return program.services.usage_identities


def one(service: UsageIdentityService) -> NobodysIdentity:
    (found,) = service.unknown()
    return found


def know(world: World, name: str, kind: AliasKind, text: str) -> None:
    with world.services.context.store.write() as work:
        work.people.add_aliases([(world.people[name].id, Alias(kind, text))])


def owners_of(world: World) -> set[str]:
    """Return who is shown by key_other."""
    unknown = {each.identity.value for each in world.services.adoption.report(may(10)).unknown}
    return set() if "key_other" in unknown else {"somebody"}


def test_an_unknown_key_is_told_with_its_days_and_where_it_was_seen(service: UsageIdentityService) -> None:
    found = one(service)
    assert (found.identity, found.sources) == (KEY, ("openai_usage",))
    assert (found.first_day, found.last_day, found.active_days, found.units) == (may(3), may(5), 2, 6)
    assert (found.suggested, found.aside_since) == (None, None)


def test_an_assigned_key_counts_for_the_person_at_once_and_undo_takes_it_away(
    program: World, service: UsageIdentityService
) -> None:
    before = standing(program)
    assert service.assign(KEY, program.people["Bo"].id, desk=FRONT).name == "Bo Larsen"
    assert service.unknown() == ()
    assert owners_of(program) == {"somebody"}
    after = standing(program)
    program.services.undo.undo(FRONT)
    assert standing(program) == before
    program.services.undo.redo(FRONT)
    assert standing(program) == after


def test_a_key_of_somebody_is_not_given_to_another(program: World, service: UsageIdentityService) -> None:
    before = standing(program)
    with refused(IdentityTrouble.BELONGS_TO) as told:
        service.assign(Identity(IdentityKind.KEY, "KEY_ANN"), program.people["Bo"].id, desk=FRONT)
    assert told.value.facts["people"] == ("Ann Lee",)
    assert standing(program) == before


def test_use_that_names_nobody_cannot_be_assigned(program: World, service: UsageIdentityService) -> None:
    with refused(IdentityTrouble.NAMES_NOBODY):
        service.assign(Identity(IdentityKind.NONE, ""), program.people["Bo"].id, desk=FRONT)


def test_nobody_is_suggested_for_a_likeness_of_names(program: World, service: UsageIdentityService) -> None:
    program.person("Key Other")
    know(program, "Bo", AliasKind.NAME, "key_other")
    assert one(service).suggested is None


def test_the_very_same_text_recorded_in_another_place_suggests_its_owner(
    program: World, service: UsageIdentityService
) -> None:
    know(program, "Bo", AliasKind.REFERENCE, "KEY_other")
    found = one(service).suggested
    assert found is not None
    assert found.name == "Bo Larsen"


def test_a_text_recorded_for_two_people_suggests_neither(program: World, service: UsageIdentityService) -> None:
    know(program, "Bo", AliasKind.REFERENCE, "key_other")
    know(program, "Ann", AliasKind.REFERENCE, "key_other")
    assert one(service).suggested is None


def test_what_is_no_person_is_set_aside_and_comes_back(program: World, service: UsageIdentityService) -> None:
    before = standing(program)
    service.set_aside(KEY, desk=FRONT)
    assert one(service).aside_since is not None
    service.set_aside(KEY, desk=FRONT)  # a second press changes nothing
    program.services.undo.undo(FRONT)
    assert standing(program) == before
    program.services.undo.redo(FRONT)
    service.take_back(KEY, desk=FRONT)
    assert one(service).aside_since is None
    program.services.undo.undo(FRONT)
    assert one(service).aside_since is not None
    with refused(IdentityTrouble.NOT_ASIDE):
        service.take_back(LOGIN, desk=FRONT)


def test_a_key_set_aside_is_no_news_in_the_next_import(
    program: World, service: UsageIdentityService, tmp_path: Path
) -> None:
    service.set_aside(KEY, desk=FRONT)
    file = usage_export(tmp_path / "v.csv", may(1), may(12), [("key_ann", may(2)), ("key_other", may(3))])
    report = program.services.usage_import.import_file(file, desk=FRONT, sure=True)
    assert report.unknown_identities == ()


def test_a_key_set_aside_that_turns_out_to_be_a_person_is_assigned_and_undone_whole(
    program: World, service: UsageIdentityService
) -> None:
    service.set_aside(KEY, desk=FRONT)
    before = standing(program)
    service.assign(KEY, program.people["Bo"].id, desk=FRONT)
    assert service.unknown() == ()
    program.services.undo.undo(FRONT)
    assert standing(program) == before


def test_a_key_at_two_people_shows_neither_until_it_is_settled(program: World, service: UsageIdentityService) -> None:
    know(program, "Bo", AliasKind.KEY, "key_ann")
    (shared,) = service.shared()
    assert {(who.name, through) for who, through in shared.owners} == {
        ("Ann Lee", Through.GRANT),
        ("Bo Larsen", Through.ALIAS),
    }
    assert shared.usage is not None
    assert [found.identity for found in service.unknown()] == [KEY]  # the shared one is listed once
    before = standing(program)
    service.settle(shared.identity, program.people["Bo"].id, desk=FRONT)
    assert service.shared() == ()
    after = standing(program)
    assert after["access_grant"] == []
    program.services.undo.undo(FRONT)
    assert standing(program) == before
    program.services.undo.redo(FRONT)
    assert standing(program) == after


def test_an_address_of_two_people_is_mended_on_the_roster(program: World, service: UsageIdentityService) -> None:
    know(program, "Bo", AliasKind.EMAIL, "ann.lee@example.org")
    shared = Identity(IdentityKind.EMAIL, "ann.lee@example.org")
    with refused(IdentityTrouble.OWN_EMAIL):
        service.settle(shared, program.people["Bo"].id, desk=FRONT)
    service.settle(shared, program.people["Ann"].id, desk=FRONT)
    assert service.shared() == ()


def test_what_is_not_shared_cannot_be_settled(program: World, service: UsageIdentityService) -> None:
    with refused(IdentityTrouble.NOT_SHARED):
        service.settle(Identity(IdentityKind.KEY, "key_ann"), program.people["Ann"].id, desk=FRONT)


def test_access_recorded_by_hand_makes_the_usage_theirs_and_is_undone(
    program: World, service: UsageIdentityService
) -> None:
    before = standing(program)
    service.grant(
        AccessGrant(program.people["Bo"].id, " OpenAI ", GrantKind.KEY, " key_other ", may(1), may(9)), desk=FRONT
    )
    assert service.unknown() == ()
    after = standing(program)
    program.services.undo.undo(FRONT)
    assert standing(program) == before
    program.services.undo.redo(FRONT)
    assert standing(program) == after


def test_a_secret_is_never_recorded_as_access(program: World, service: UsageIdentityService) -> None:
    secret = "sk-" + "proj-" + "a1B2" * 12
    with refused(AccessTrouble.IS_THE_KEY_ITSELF):
        service.grant(AccessGrant(program.people["Bo"].id, "OpenAI", GrantKind.KEY, secret, None), desk=FRONT)
    assert secret.encode() not in program.path.read_bytes()


@pytest.mark.parametrize(
    ("identifier", "ends", "code"),
    [
        ("  ", None, AccessTrouble.IDENTIFIER_MISSING),
        ("key_x", may(1) - timedelta(days=1), AccessTrouble.ENDS_BEFORE_GRANTED),
        ("KEY_ann", None, AccessTrouble.TAKEN),
    ],
)
def test_access_that_cannot_be_is_refused(
    program: World, service: UsageIdentityService, identifier: str, ends: date | None, code: AccessTrouble
) -> None:
    with refused(code):
        service.grant(
            AccessGrant(program.people["Bo"].id, "OpenAI", GrantKind.KEY, identifier, may(1), ends), desk=FRONT
        )


def test_the_same_access_twice_is_refused(program: World, service: UsageIdentityService) -> None:
    with refused(AccessTrouble.ALREADY):
        service.grant(AccessGrant(program.people["Ann"].id, "OpenAI", GrantKind.KEY, "Key_Ann", None), desk=FRONT)


def test_an_undo_does_not_take_a_key_that_has_another_owner_by_now(
    program: World, service: UsageIdentityService
) -> None:
    service.set_aside(KEY, desk=FRONT)
    program.services.undo.undo(FRONT)
    know(program, "Bo", AliasKind.KEY, "key_other")
    with refused(UndoTrouble.IN_THE_WAY):
        program.services.undo.redo(FRONT)


def test_coverage_lists_every_import_with_its_days_and_people(
    program: World, service: UsageIdentityService, tmp_path: Path
) -> None:
    file = usage_export(tmp_path / "later.csv", may(15), may(20), [("key_ann", may(16))])
    program.clock.forward(10)
    program.services.usage_import.import_file(file, desk=FRONT)
    found = service.coverage()
    assert [(each.file_name, each.covers.first, each.covers.last, each.people) for each in found.imports] == [
        ("later.csv", may(15), may(20), 1),
        ("u.csv", may(1), may(10), 2),
    ]
    assert [(hole.first, hole.last) for hole in found.days.holes()] == [(may(11), may(14))]


def test_a_day_with_a_refused_line_is_not_covered_for_whom_it_names_and_is_for_others(
    program: World, tmp_path: Path
) -> None:
    for name in ("Ann", "Bo"):
        program.come(program.people[name], program.session(f"Hands-on {name}", days=29))
    program.services.usage_identities.assign(KEY, program.people["Bo"].id, desk=FRONT)
    file = write(
        tmp_path / "events.csv",
        "timestamp,api_key_id,requests",
        "2026-05-01T03:00:00+00:00,key_other,1",
        "2026-05-04T03:00:00+00:00,key_ann,broken",
        "2026-05-20T03:00:00+00:00,key_other,1",
    )
    program.services.usage_import.import_file(file, desk=FRONT, source="gateway")
    with program.services.context.store.read() as view:
        assert [(each.identity, each.day) for each in view.usage.unread()] == [("key_ann", may(4))]
    people = {each.name: each for each in program.services.adoption.report(may(20)).people}
    assert may(4) not in people["Ann Lee"].coverage
    assert may(3) in people["Ann Lee"].coverage
    assert may(4) in people["Bo Larsen"].coverage


def test_a_mended_export_covers_the_day_again(program: World, tmp_path: Path) -> None:
    header, good = "timestamp,api_key_id,requests", "2026-05-01T03:00:00+00:00,key_ann,1"
    broken = write(tmp_path / "a.csv", header, good, "2026-05-04T03:00:00+00:00,key_ann,x", good.replace("01T", "09T"))
    mended = write(tmp_path / "b.csv", header, good, "2026-05-04T03:00:00+00:00,key_ann,2", good.replace("01T", "09T"))
    program.services.usage_import.import_file(broken, desk=FRONT)
    program.services.usage_import.import_file(mended, desk=FRONT)
    with program.services.context.store.read() as view:
        assert view.usage.unread() == []


def test_a_line_that_cannot_be_dated_leaves_every_day_of_the_file_open_for_whom_it_names(
    program: World, tmp_path: Path
) -> None:
    header, good = "timestamp,api_key_id,requests", "2026-05-01T03:00:00+00:00,key_ann,1"
    file = write(tmp_path / "a.csv", header, good, "soon,key_bo,2", "Total,,7", good.replace("01T", "03T"))
    program.services.usage_import.import_file(file, desk=FRONT)
    with program.services.context.store.read() as view:
        unread = sorted((each.identity, each.day) for each in view.usage.unread())
    assert unread == [("key_bo", may(1)), ("key_bo", may(2)), ("key_bo", may(3))]


def test_a_day_that_other_lines_show_active_stays_active(program: World, tmp_path: Path) -> None:
    program.come(program.people["Ann"], program.session("Hands-on", days=29))
    file = write(
        tmp_path / "a.csv",
        "timestamp,api_key_id,requests",
        "2026-05-04T03:00:00+00:00,key_ann,1",
        "2026-05-04T04:00:00+00:00,key_ann,x",
    )
    program.services.usage_import.import_file(file, desk=FRONT, source="gateway")
    (ann,) = [each for each in program.services.adoption.report(may(10)).people if each.name == "Ann Lee"]
    assert may(4) in ann.coverage


def test_settling_again_takes_what_the_others_have_by_then_and_gives_all_of_it_back(
    program: World, service: UsageIdentityService
) -> None:
    know(program, "Ann", AliasKind.EMAIL, "team@example.org")
    know(program, "Bo", AliasKind.EMAIL, "team@example.org")
    shared = Identity(IdentityKind.EMAIL, "team@example.org")
    service.settle(shared, program.people["Ann"].id, desk=FRONT)
    program.services.undo.undo(FRONT)
    know(program, "Bo", AliasKind.UPN, "team@example.org")
    before = standing(program)
    program.services.undo.redo(FRONT)
    assert service.shared() == ()
    program.services.undo.undo(FRONT)
    assert standing(program) == before
