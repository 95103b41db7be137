"""Finding people at the door: what is typed, who is meant, and in which order they are offered."""

from __future__ import annotations

import random
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.names import fold
from trainer_app.services.people_search import Field, Match, PeopleIndex, Rank

ROSTER = [
    ("Mina Sato", "mina.sato@example.org", "Sales"),
    ("Satoshi Abe", "s.abe@example.org", "Finance"),
    ("Jürgen Müller", "jm17@example.org", "R&D"),
    ("Petra Mueller", "petra@example.org", "Support"),
    ("Muller, Ken", None, "Sales"),
    ("Łukasz Kowalski", "lukasz.kowalski@example.org", "R&D"),
    ("Zoë Lefèvre", "zoe@example.org", "Marketing"),
    ("Liam O\u2019Brien", "liam@example.org", "Support"),
    ("Jean-Luc Picard", "captain@example.org", "Legal"),
    ("Søren Kjær", None, None),
    ("Catherine Deneuve", "cd@example.org", "Legal"),
    ("田中 壮", "tanaka.so@example.org", "人事部"),
    ("佐藤美咲", "misaki@example.org", "営業"),
    ("キョウゴク リョウ", "ryo.k@example.org", "営業"),
    ("ｲﾄｳ ﾅﾎｺ", None, "Finance"),
    ("Tanaka So", "so@example.net", "Design"),
    ("김철수", None, "Design"),
    ("Salome Adler", "salome@example.org", "Finance"),
]


def people(roster: Iterable[tuple[str, str | None, str | None]] = ROSTER) -> list[Attendee]:
    return [Attendee(UUID(int=number + 1), *known) for number, known in enumerate(roster)]


@pytest.fixture(scope="module")
def index() -> PeopleIndex:
    everyone = people()
    aliases = {everyone[2].id: ("jmueller-dev", "Jogi"), everyone[12].id: ("サトウ ミサキ", "misa@github.example")}
    return PeopleIndex(everyone, aliases)


def named(matches: Iterable[Match]) -> list[str]:
    return [match.attendee.name for match in matches]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("z", "Zoë Lefèvre"),
        ("muller", "Jürgen Müller"),
        ("MÜLLER, jürgen", "Jürgen Müller"),
        ("zoe lefevre", "Zoë Lefèvre"),
        ("lukasz", "Łukasz Kowalski"),
        ("Soren", "Søren Kjær"),
        ("kjaer", "Søren Kjær"),
        ("obrien", "Liam O\u2019Brien"),
        ("o'brien", "Liam O\u2019Brien"),
        ("brien", "Liam O\u2019Brien"),
        ("jeanluc", "Jean-Luc Picard"),
        ("jean luc", "Jean-Luc Picard"),
        ("picard jean", "Jean-Luc Picard"),
        ("minasato", "Mina Sato"),
        ("lefevrezoe", "Zoë Lefèvre"),
        ("jlp", "Jean-Luc Picard"),
        ("ken mul", "Muller, Ken"),
        ("田", "田中 壮"),
        ("田中壮", "田中 壮"),
        ("壮", "田中 壮"),
        ("美咲", "佐藤美咲"),
        ("佐藤 美咲", "佐藤美咲"),
        ("さとう みさき", "佐藤美咲"),
        ("さとう み", "佐藤美咲"),
        ("き", "キョウゴク リョウ"),
        ("きょうごく", "キョウゴク リョウ"),
        ("ｷｮｳｺﾞｸ", "キョウゴク リョウ"),
        ("kyogoku", "キョウゴク リョウ"),
        ("kyougoku ryo", "キョウゴク リョウ"),
        ("りょう きょう", "キョウゴク リョウ"),
        ("ito naho", "ｲﾄｳ ﾅﾎｺ"),
        ("イトウ", "ｲﾄｳ ﾅﾎｺ"),
        ("tanaka so", "Tanaka So"),
        ("so tan", "Tanaka So"),
        ("철수", "김철수"),
        ("ㄱ", "김철수"),
        ("captain", "Jean-Luc Picard"),
        ("so@example.net", "Tanaka So"),
        ("kowalski@", "Łukasz Kowalski"),
        ("jogi", "Jürgen Müller"),
        ("misa@git", "佐藤美咲"),
        ("mina sales", "Mina Sato"),
        ("営業 りょ", "キョウゴク リョウ"),
    ],
)
def test_the_person_meant_comes_first(index: PeopleIndex, typed: str, first: str) -> None:
    assert named(index.find(typed))[:1] == [first]


@pytest.mark.parametrize("one", people(), ids=lambda one: one.name)
def test_everybody_is_found_from_the_first_letter_and_by_their_whole_name(index: PeopleIndex, one: Attendee) -> None:
    assert one in [match.attendee for match in index.find(one.name[0])]
    whole = index.find(one.name)[0]
    assert (whole.attendee, whole.rank, whole.score) == (one, Rank.EXACT, 1.0)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Kowlaski", "Łukasz Kowalski"),
        ("kowalksi", "Łukasz Kowalski"),
        ("kowaslki lukasz", "Łukasz Kowalski"),
        ("lukas kowalsky", "Łukasz Kowalski"),
        ("Katherine", "Catherine Deneuve"),
        ("catehr", "Catherine Deneuve"),
        ("picrad", "Jean-Luc Picard"),
        ("msaki", "佐藤美咲"),
        ("kyogku", "キョウゴク リョウ"),
        ("bob picard", "Jean-Luc Picard"),
        ("zoe x lefevre", "Zoë Lefèvre"),
    ],
)
def test_slips_of_the_fingers_still_find_the_person_and_are_called_fuzzy(
    index: PeopleIndex, typed: str, meant: str
) -> None:
    found = index.find(typed)
    assert named(found)[:1] == [meant]
    assert found[0].rank is Rank.FUZZY


@pytest.mark.parametrize("typed", ["", " ", "-", "\u2019", "\u3000", "qq", "xyzzy", "@", "xyzzy qwqw"])
def test_nothing_meaningful_finds_nobody(index: PeopleIndex, typed: str) -> None:
    assert index.find(typed) == ()


@pytest.mark.parametrize(
    ("typed", "rank", "field"),
    [
        ("mina sato", Rank.EXACT, Field.NAME),
        ("sato mina", Rank.EXACT, Field.NAME),
        ("mina.sato@example.org", Rank.EXACT, Field.EMAIL),
        ("jmueller-dev", Rank.EXACT, Field.ALIAS),
        ("picard", Rank.EXACT, Field.NAME),
        ("mina s", Rank.PREFIX, Field.NAME),
        ("captain@", Rank.PREFIX, Field.EMAIL),
        ("jogi", Rank.EXACT, Field.ALIAS),
        ("jog", Rank.PREFIX, Field.ALIAS),
        ("pic", Rank.WORD, Field.NAME),
        ("picar jea", Rank.WORD, Field.NAME),
        ("misaki", Rank.PREFIX, Field.EMAIL),
        ("人事", Rank.WORD, Field.TEAM),
        ("mina sal", Rank.WORD, Field.TEAM),
        ("kowlaski", Rank.FUZZY, Field.NAME),
    ],
)
def test_a_match_says_how_well_and_what_of_the_person_matched(
    index: PeopleIndex, typed: str, rank: Rank, field: Field
) -> None:
    best = index.find(typed)[0]
    assert (best.rank, best.field) == (rank, field)


def test_exact_comes_before_prefix_before_word_before_fuzzy() -> None:
    roster = ["Mina Sato", "Sato", "Satoshi Abe", "Ken Satomi", "Ann Sarto"]
    found = PeopleIndex(people((name, None, None) for name in roster)).find("sato")
    assert [(match.attendee.name, match.rank) for match in found] == [
        ("Sato", Rank.EXACT),
        ("Mina Sato", Rank.EXACT),
        ("Satoshi Abe", Rank.PREFIX),
        ("Ken Satomi", Rank.WORD),
    ]


def test_the_spelling_typed_comes_before_other_spellings_of_the_sound(index: PeopleIndex) -> None:
    assert named(index.find("mueller"))[:3] == ["Petra Mueller", "Jürgen Müller", "Muller, Ken"]
    assert named(index.find("müller"))[:3] == ["Jürgen Müller", "Muller, Ken", "Petra Mueller"]


def test_a_name_comes_before_the_team_that_begins_alike(index: PeopleIndex) -> None:
    assert named(index.find("sal")) == ["Salome Adler", "Mina Sato", "Muller, Ken"]


@pytest.mark.parametrize("typed", ["a", "sa", "m", "mueller", "kowlaski", "tanaka so", "e"])
def test_the_order_is_the_same_however_people_were_added(typed: str) -> None:
    everyone = people()
    expected = PeopleIndex(everyone).find(typed)
    for seed in range(5):
        random.Random(seed).shuffle(everyone)
        assert PeopleIndex(everyone).find(typed) == expected


@given(st.text("aeiostmnkあさ田ü -.@", max_size=12))
def test_ranks_and_scores_never_rise_down_the_list_and_nobody_is_listed_twice(text: str) -> None:
    found = SOME_INDEX.find(text)
    assert [match.rank for match in found] == sorted(match.rank for match in found)
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert all(0 < match.score <= 1 for match in found)
    assert len({match.attendee.id for match in found}) == len(found)


SOME_INDEX = PeopleIndex(people())


@given(st.sampled_from(people()), st.data())
def test_any_words_of_a_name_typed_in_any_order_and_cut_anywhere_find_the_person(
    one: Attendee, data: st.DataObject
) -> None:
    words = data.draw(st.permutations(fold(one.name).split()))
    typed = " ".join(word[: data.draw(st.integers(1, len(word)))] for word in words)
    assert one in [match.attendee for match in SOME_INDEX.find(typed, limit=len(ROSTER))]


def test_a_name_that_does_not_fit_beside_one_that_does_still_suggests_those_few_people() -> None:
    few = PeopleIndex(people([("Robert Quigley", None, None), ("Mina Sato", None, None)]))
    assert [(match.attendee.name, match.rank) for match in few.find("bob quigley")] == [("Robert Quigley", Rank.FUZZY)]
    many = PeopleIndex(people((f"Robert{letter} Quigley", None, None) for letter in "abcdefgh"))
    assert many.find("bob quigley") == ()


def test_a_family_name_few_people_have_also_suggests_those_that_look_alike() -> None:
    index = PeopleIndex(people([("Mina Sato", None, None), ("Ken Saito", None, None), ("Ann Lee", None, None)]))
    assert [(match.attendee.name, match.rank) for match in index.find("sato")] == [
        ("Mina Sato", Rank.EXACT),
        ("Ken Saito", Rank.FUZZY),
    ]
    assert named(index.find("mina sato")) == ["Mina Sato"]


def test_no_more_than_the_limit_are_returned_and_they_are_the_best(index: PeopleIndex) -> None:
    everybody = index.find("s", limit=50)
    assert len(everybody) > 3
    assert index.find("s", limit=3) == everybody[:3]
    assert index.find("s", limit=0) == ()


def test_two_people_of_one_name_are_marked_so_that_team_and_address_tell_them_apart() -> None:
    twins = PeopleIndex(
        people(
            [
                ("Mina Sato", "mina@example.org", "Sales"),
                ("Sato, Mina", "m.sato@example.org", "Finance"),
                ("Mina Satoh", None, None),
                ("田中 壮", None, "R&D"),
                ("田中壮", None, "Sales"),
            ]
        )
    )
    assert {match.attendee.name: match.twin for match in (*twins.find("mina"), *twins.find("田中"))} == {
        "Mina Sato": True,
        "Sato, Mina": True,
        "Mina Satoh": False,
        "田中 壮": True,
        "田中壮": True,
    }


def test_one_person_with_an_alias_of_their_own_name_is_no_twin() -> None:
    one = Attendee(UUID(int=1), "Mina Sato")
    assert not PeopleIndex([one], {one.id: ("Mina Sato",)}).find("mina")[0].twin


def test_a_changed_person_is_found_by_the_new_name_only() -> None:
    index = PeopleIndex(people())
    index.put(Attendee(UUID(int=1), "Mina Kobayashi", "mina.k@example.org", "Design"), ("minako",))
    assert named(index.find("kobayashi")) == named(index.find("minako")) == ["Mina Kobayashi"]
    assert index.find("mina.sato@example.org") == ()
    assert "Mina Kobayashi" not in named(index.find("sato"))


def test_a_walk_in_is_found_at_once_also_with_a_slip() -> None:
    index = PeopleIndex(people())
    index.find("xyzzyz")
    index.put(Attendee(UUID(int=99), "Ottoline Lindqvist", walk_in=True))
    assert named(index.find("ottol")) == ["Ottoline Lindqvist"]
    assert named(index.find("lidnqvist")) == ["Ottoline Lindqvist"]


def test_somebody_who_was_dropped_is_not_found_any_more() -> None:
    index = PeopleIndex(people())
    index.drop(UUID(int=1))
    index.drop(UUID(int=1))
    index.drop(UUID(int=12345))
    assert "Mina Sato" not in named(index.find("mina sato"))
    assert index.find("mina.sato@example.org") == ()


def test_the_last_twin_left_is_no_twin_any_more() -> None:
    one, other = Attendee(UUID(int=1), "Mina Sato"), Attendee(UUID(int=2), "Mina Sato")
    index = PeopleIndex([one, other])
    index.drop(other.id)
    assert [match.twin for match in index.find("mina")] == [False]


def test_a_whole_page_pasted_by_mistake_finds_nobody_and_does_no_harm(index: PeopleIndex) -> None:
    assert index.find("lorem ipsum dolor " * 5000) == ()


def test_an_empty_program_finds_nobody() -> None:
    assert PeopleIndex().find("mina") == ()


def test_an_index_changed_step_by_step_finds_what_a_new_one_finds() -> None:
    everyone = people()
    chance = random.Random(7)
    grown = PeopleIndex()
    known: dict[UUID, Attendee] = {}
    for _ in range(200):
        one = chance.choice(everyone)
        if chance.random() < 0.3:
            grown.drop(one.id)
            known.pop(one.id, None)
        else:
            grown.put(one)
            known[one.id] = one
        typed = chance.choice(["s", "sato", "kowlaski", "tanka", "mu", "田", "き", "catehrine"])
        assert grown.find(typed) == PeopleIndex(known.values()).find(typed)


def test_many_may_search_while_one_adds_and_drops() -> None:
    steady, changing = people(), Attendee(UUID(int=500), "Kowalska Anna")
    index = PeopleIndex(steady)

    def search(_: int) -> bool:
        return "Łukasz Kowalski" in named(index.find("kowal")) and len(index.find("lukasz kowlaski")) == 1

    def change(_: int) -> bool:
        index.put(changing)
        index.drop(changing.id)
        return True

    with ThreadPoolExecutor(4) as pool:
        changes = pool.map(change, range(200))
        searches = pool.map(search, range(200))
        assert all(searches)
        assert all(changes)
