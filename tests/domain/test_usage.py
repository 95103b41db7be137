from __future__ import annotations

from datetime import date, timedelta

from tests.domain.rollouts import an_id
from trainer_app.domain.access import AccessGrant, GrantKind
from trainer_app.domain.attendee import Alias, AliasKind, Attendee
from trainer_app.domain.coverage import Coverage, DayRange
from trainer_app.domain.usage import (
    DayBasis,
    DayUnits,
    Gathered,
    Identity,
    IdentityKind,
    UnknownIdentity,
    UsageDay,
    UsageImport,
    gather,
    identities_of,
)

MARCH = date(2026, 3, 1)
KEY, EMAIL, LOGIN = IdentityKind.KEY, IdentityKind.EMAIL, IdentityKind.LOGIN
UTC_DAY, LOCAL = DayBasis.UTC_DAY, DayBasis.LOCAL_DAY
MINA, KENJI = an_id("Mina"), an_id("Kenji")


def march(day: int) -> date:
    return MARCH + timedelta(days=day - 1)


def an_import(*kinds: IdentityKind, days: tuple[int, int] = (1, 31), basis: DayBasis = UTC_DAY) -> UsageImport:
    return UsageImport("openai_usage", "", basis, frozenset(kinds), march(days[0]), march(days[1]))


def a_day(day: int, identity: str = "key_m", kind: IdentityKind = KEY, units: float = 1.0) -> UsageDay:
    return UsageDay(kind, identity, march(day), units, UTC_DAY)


def found(*days: UsageDay, imports: tuple[UsageImport, ...] = (an_import(KEY),)) -> Gathered:
    people = {MINA: [Identity(KEY, "key_m")], KENJI: [Identity(EMAIL, "kenji@example.org")]}
    return gather(people, imports=imports, days=days)


def window(first: int, last: int) -> Coverage:
    return Coverage.of([DayRange(march(first), march(last))])


def test_a_persons_identities_are_their_emails_logins_and_keys_but_never_their_name() -> None:
    mina = Attendee(MINA, "Mina Sato", " Mina@Example.org ")
    aliases = [
        Alias(AliasKind.UPN, "msato@corp.example"),
        Alias(AliasKind.LOGIN, "Mina-S"),
        Alias(AliasKind.NAME, "S. Mina"),
        Alias(AliasKind.REFERENCE, "A-17"),
    ]
    grants = [
        AccessGrant(MINA, "openai", GrantKind.KEY, "key_m", None),
        AccessGrant(MINA, "copilot", GrantKind.SEAT, "mina-seat", None),
        AccessGrant(MINA, "copilot", GrantKind.SEAT, "seat@example.org", None),
        AccessGrant(MINA, "copilot", GrantKind.LOGIN, " ", None),
    ]
    assert identities_of(mina, aliases=aliases, grants=grants) == {
        Identity(EMAIL, "mina@example.org"),
        Identity(EMAIL, "msato@corp.example"),
        Identity(LOGIN, "mina-s"),
        Identity(KEY, "key_m"),
        Identity(LOGIN, "mina-seat"),
        Identity(EMAIL, "seat@example.org"),
    }


def test_days_go_to_whoever_the_key_belongs_to_however_it_is_written() -> None:
    usage = found(a_day(3), a_day(3, "KEY_M"), a_day(9), a_day(9, "kenji@EXAMPLE.org", EMAIL)).people
    assert usage[MINA].days == (DayUnits(march(3), UTC_DAY, 2.0), DayUnits(march(9), UTC_DAY, 1.0))
    assert usage[KENJI].days == (DayUnits(march(9), UTC_DAY, 1.0),)


def test_an_import_covers_whoever_it_could_show_used_or_not() -> None:
    usage = found(imports=(an_import(KEY, days=(1, 9)), an_import(KEY, days=(20, 31), basis=LOCAL))).people
    assert usage[MINA].coverage == window(1, 9).union(window(20, 31))
    assert usage[MINA].bases == {UTC_DAY, LOCAL}
    assert usage[MINA].blind == ()


def test_an_import_by_key_covers_nobody_whose_key_is_not_known() -> None:
    kenji = found().people[KENJI]
    assert kenji.coverage.ranges == ()
    assert kenji.blind == ((KEY, window(1, 31)),)


def test_a_day_that_did_show_somebody_is_covered_for_certain() -> None:
    kenji = found(a_day(9, "kenji@example.org", EMAIL)).people[KENJI]
    assert kenji.coverage == window(9, 9)
    assert kenji.bases == {UTC_DAY}


def test_a_day_outside_every_window_covers_nothing() -> None:
    assert found(a_day(9), imports=(an_import(KEY, days=(1, 5)),)).people[MINA].coverage == window(1, 5)


def test_an_import_that_does_not_say_who_covers_nobody_and_an_empty_one_everybody() -> None:
    assert found(imports=(an_import(),)).people[MINA].coverage.ranges == ()
    everybody = found(imports=(an_import(KEY, EMAIL, LOGIN),)).people
    assert everybody[MINA].coverage == everybody[KENJI].coverage == window(1, 31)


def test_rows_of_unknown_keys_are_listed_most_used_first() -> None:
    gathered = found(a_day(3, "key_x"), a_day(5, "key_x"), a_day(4, "key_y", units=9.0))
    assert gathered.unknown == (
        UnknownIdentity(Identity(KEY, "key_y"), march(4), march(4), 1, 9.0),
        UnknownIdentity(Identity(KEY, "key_x"), march(3), march(5), 2, 2.0),
    )


def test_an_email_two_people_share_shows_neither_of_them() -> None:
    shared = Identity(EMAIL, "desk@example.org")
    people = {MINA: [shared], KENJI: [shared, Identity(KEY, "key_k")]}
    gathered = gather(people, imports=(an_import(EMAIL),), days=[a_day(3, "desk@example.org", EMAIL)])
    assert gathered.shared == {shared}
    assert gathered.people[MINA].days == gathered.people[KENJI].days == ()
    assert gathered.people[MINA].coverage.ranges == ()
    assert [each.identity for each in gathered.unknown] == [shared]


def test_use_nobody_is_named_for_belongs_to_nobody() -> None:
    gathered = found(a_day(3, "", IdentityKind.NONE))
    assert gathered.unknown[0].identity == Identity(IdentityKind.NONE, "")
