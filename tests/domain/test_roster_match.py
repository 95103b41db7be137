"""Whom a line of a file means: by evidence, in its order; never by a name alone, never by a shared address."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.domain.attendee import Alias, AliasKind, Attendee
from trainer_app.domain.imports import RosterPerson
from trainer_app.domain.roster_match import Doubt, MatchTrouble, RosterIndex, is_made_from, match, names_agree

KEY, LOGIN, UPN, REFERENCE = AliasKind.KEY, AliasKind.LOGIN, AliasKind.UPN, AliasKind.REFERENCE


def attendee(number: int, name: str, email: str | None = None, team: str | None = None) -> Attendee:
    return Attendee(UUID(int=number), name, email, team)


def line(
    name: str,
    email: str | None = None,
    *aliases: tuple[AliasKind, str],
    named: bool = True,
    team: str | None = None,
) -> RosterPerson:
    return RosterPerson((2,), name, email, team, aliases=aliases, named=named)


def index(*people: tuple[Attendee, tuple[Alias, ...]]) -> RosterIndex:
    return RosterIndex.of([who for who, _ in people], {who.id: aliases for who, aliases in people})


def found(person: RosterPerson, roster: RosterIndex, *shared: str) -> str | MatchTrouble | None:
    answer = match(person, roster, shared=frozenset(shared))
    return answer.code if isinstance(answer, Doubt) else answer.name if answer else None


ANN = attendee(1, "Ann Lee", "ann@example.org")
BO = attendee(2, "Bo Larsen", "bo@example.org")
TWO = index((ANN, (Alias(KEY, "key_ann"), Alias(UPN, "alee@corp.example.org"))), (BO, (Alias(LOGIN, "bolar"),)))


@pytest.mark.parametrize(
    "name",
    ["Ann Lee", "ANN LEE", "Lee, Ann", "Ann", "Ann M. Lee", "Ánn Lée", "\uff21nn Lee"],
)
def test_an_email_and_a_name_that_agrees_are_the_same_person(name: str) -> None:
    assert found(line(name, " Ann@Example.org "), TWO) == "Ann Lee"


def test_an_email_under_another_name_is_told_not_guessed() -> None:
    assert found(line("Zed Quinn", "ann@example.org"), TWO) is MatchTrouble.EMAIL_OF_ANOTHER_NAME


def test_an_email_that_several_lines_share_hides_one_more_person() -> None:
    assert found(line("Zed Quinn", "ann@example.org"), TWO, "ann@example.org") is None


def test_an_email_without_a_name_is_enough() -> None:
    assert found(line("Ann", "ann@example.org", named=False), TWO) == "Ann Lee"
    assert found(line("Xyz", "ann@example.org", named=False), TWO) == "Ann Lee"


def test_a_person_known_by_a_name_made_from_the_address_is_found_under_their_real_name() -> None:
    roster = index((attendee(1, "Jd", "jd42@example.org"), ()))
    assert found(line("Jane Doe", "jd42@example.org"), roster) == "Jd"


def test_a_sign_in_name_is_an_address_too() -> None:
    assert found(line("Ann Lee", "alee@corp.example.org"), TWO) == "Ann Lee"
    assert found(line("Ann Lee", None, (UPN, "ANN@example.org")), TWO) == "Ann Lee"


@pytest.mark.parametrize("alias", [(KEY, "key_ann"), (UPN, "alee@corp.example.org")])
def test_a_key_or_sign_in_name_finds_its_owner_without_the_email(alias: tuple[AliasKind, str]) -> None:
    assert found(line("Ann Lee", None, alias), TWO) == "Ann Lee"
    assert found(line("Ann Lee", "ann.lee@elsewhere.example.org", alias), TWO) == "Ann Lee"


def test_a_key_under_another_name_is_told_whether_or_not_there_is_an_email() -> None:
    assert found(line("Zed Quinn", None, (KEY, "key_ann")), TWO) is MatchTrouble.KEY_TAKEN
    assert found(line("Zed Quinn", "zed@example.org", (KEY, "key_ann")), TWO) is MatchTrouble.KEY_TAKEN


def test_somebody_known_by_their_login_alone_is_found_when_their_name_becomes_known() -> None:
    roster = index((attendee(1, "octocat"), (Alias(LOGIN, "octocat"),)))
    assert found(line("Mona Lisa", "mona@example.org", (LOGIN, "Octocat")), roster) == "octocat"


def test_email_and_key_of_different_people_are_told() -> None:
    assert found(line("Ann Lee", "ann@example.org", (LOGIN, "bolar")), TWO) is MatchTrouble.EVIDENCE_DISAGREES
    assert found(line("Zed Quinn", "ann@example.org", (LOGIN, "bolar")), TWO) is MatchTrouble.EVIDENCE_DISAGREES


def test_email_and_key_of_one_person_outweigh_a_new_name() -> None:
    assert found(line("Ann Quinn", "ann@example.org", (KEY, "key_ann")), TWO) == "Ann Lee"


def test_a_name_alone_never_finds_somebody_who_is_known_better() -> None:
    assert found(line("Ann Lee"), TWO) is None
    assert found(line("Ann Lee", "other@example.org"), TWO) is None
    assert found(line("Ann Lee", None, (KEY, "key_new")), TWO) is None


def test_a_name_alone_finds_a_name_alone_of_the_same_team_once() -> None:
    roster = index((attendee(1, "Kim", team="Sales"), ()), (attendee(2, "Kim", team="Support"), ()))
    assert found(line("Kim", team="Finance"), roster) is None
    answer = match(line("Kim", team="support"), roster, shared=frozenset())
    assert isinstance(answer, Attendee)
    assert answer.team == "Support"
    roster.taken.add(answer.id)
    assert found(line("Kim", team="support"), roster) is None


def test_of_two_names_with_the_same_words_the_one_written_alike_is_meant() -> None:
    roster = index((attendee(1, "Lan Wei"), ()), (attendee(2, "Wei Lan"), ()))
    assert found(line("Wei Lan"), roster) == "Wei Lan"
    assert found(line("Lan Wei"), roster) == "Lan Wei"


def test_people_who_share_an_address_are_told_apart_by_their_names() -> None:
    mailbox = "desk@example.org"
    roster = index((attendee(1, "Ann", mailbox), ()), (attendee(2, "Ann Lee", mailbox), ()))
    assert found(line("Ann Lee", mailbox), roster) == "Ann Lee"
    assert found(line("Ann", mailbox), roster) == "Ann"
    assert found(line("Zed Quinn", mailbox), roster) is None
    assert found(line("Ann Lee Smith", mailbox), roster) is MatchTrouble.EMAIL_OF_SEVERAL
    assert found(line("Desk", mailbox, named=False), roster) is MatchTrouble.EMAIL_OF_SEVERAL


def test_under_a_placeholder_address_only_the_very_same_name_counts() -> None:
    crowd = [(attendee(n, f"Person {chr(97 + n // 26)}{chr(97 + n % 26)}", "none@example.org"), ()) for n in range(60)]
    roster = index(*crowd)
    assert found(line("Person ab", "none@example.org"), roster) == "Person ab"
    assert found(line("Person", "none@example.org"), roster) is None


def test_another_address_noted_for_somebody_finds_them() -> None:
    roster = index((ANN, (Alias(AliasKind.EMAIL, "ann@home.example.org"),)))
    assert found(line("Ann Lee", "ann@home.example.org"), roster) == "Ann Lee"


def test_a_display_name_noted_for_somebody_speaks_for_them() -> None:
    roster = index((ANN, (Alias(AliasKind.NAME, "Mockingbird"),)))
    assert found(line("Mockingbird", "ann@example.org"), roster) == "Ann Lee"
    assert found(line("Nightingale", "ann@example.org"), roster) is MatchTrouble.EMAIL_OF_ANOTHER_NAME
    assert found(line("Nightingale", "ann@example.org", (AliasKind.NAME, "Lee, Ann")), roster) == "Ann Lee"


def test_a_reference_counts_only_with_the_name_because_other_lists_number_other_people_alike() -> None:
    roster = index((ANN, (Alias(REFERENCE, "17"),)))
    assert found(line("Ann Lee", "ann@new.example.org", (REFERENCE, "17")), roster) == "Ann Lee"
    assert found(line("Zed Quinn", "zed@example.org", (REFERENCE, "17")), roster) is None
    assert found(line("Bo Larsen", "bo@example.org", (REFERENCE, "17")), index((ANN, ()), (BO, ()))) == "Bo Larsen"


def test_of_several_people_under_one_order_the_name_tells_who_is_meant() -> None:
    order = (Alias(REFERENCE, "order 9"),)
    roster = index((attendee(1, "Kim"), order), (attendee(2, "Noa"), order), (attendee(3, "Noa Weber"), order))
    assert found(line("Kim", None, (REFERENCE, "Order 9")), roster) == "Kim"
    assert found(line("Noa", None, (REFERENCE, "Order 9")), roster) == "Noa"
    assert found(line("Lan", None, (REFERENCE, "Order 9")), roster) is None


def test_a_name_with_a_new_reference_is_the_person_known_by_that_name_alone() -> None:
    roster = index((attendee(1, "Kim"), ()))
    assert found(line("Kim", None, (REFERENCE, "17")), roster) == "Kim"


def test_names_in_han_agree_with_and_without_the_blank() -> None:
    assert names_agree("石田 菜穂子", "石田菜穂子")
    assert not names_agree("石田 菜穂子", "石田 健太")


@pytest.mark.parametrize(("one", "other"), [("Ann Lee", "Ann Leeds"), ("Ann", "Anna"), ("", "Ann"), ("***", "Ann")])
def test_names_that_only_look_alike_do_not_agree(one: str, other: str) -> None:
    assert not names_agree(one, other)


def test_a_name_of_signs_alone_agrees_with_itself_only() -> None:
    assert names_agree("***", "***")
    assert not names_agree("***", "+++")


@given(st.text(), st.text())
def test_agreement_of_names_has_no_direction(one: str, other: str) -> None:
    assert names_agree(one, other) == names_agree(other, one)
    assert names_agree(one, one)


def test_a_name_is_made_from_an_address_or_login_that_spells_it() -> None:
    assert is_made_from("Jane Doe", ["jane.doe2+trial@example.org"])
    assert is_made_from("octocat", ["Octocat"])
    assert not is_made_from("Jane Doe", ["jdoe@example.org", ""])
