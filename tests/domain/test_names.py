"""Names made comparable: what people type finds what people are called."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.domain.names import fold, keys, loosen

LATIN = st.text(st.characters(max_codepoint=0x24F, categories=["Lu", "Ll", "Zs"]), max_size=30)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Müller", "muller"),
        ("Łukasz Kowalski", "lukasz kowalski"),
        ("Søren Kjærgård", "soren kjaergard"),
        ("Straße", "strasse"),
        ("Đặng Thị Ngọc", "dang thi ngoc"),
        ("Ægir Þór Guðmundsson", "aegir thor gudmundsson"),
        ("Iş\u0131k", "isik"),
        ("Cœur", "coeur"),
        ("Zoe\u0308", "zoe"),
        ("O'Brien", "obrien"),
        ("O\u2019Brien", "obrien"),
        ("Jean-Luc", "jean luc"),
        ("Sato, Mina", "sato mina"),
        ("  \uff2d\uff29\uff2e\uff21\u3000\uff33\uff21\uff34\uff2f ", "mina sato"),
        ("R&D", "r d"),
        ("Jean Paul", "jean paul"),
        ("Νίκος", "νικοσ"),
        ("Йозеф", "иозеф"),
        ("सीता", "सीता"),
        ("", ""),
        ("- \u2019 -", ""),
    ],
)
def test_letters_lose_accents_case_and_width(written: str, folded: str) -> None:
    assert fold(written) == unicodedata.normalize("NFKD", folded)


@pytest.mark.parametrize(
    ("kana", "romaji"),
    [
        ("タナカ ソウ", "tanaka sou"),
        ("たなか　そう", "tanaka sou"),
        ("ﾀﾅｶ ｿｳ", "tanaka sou"),
        ("シンイチ", "shinichi"),
        ("チヅル", "chizuru"),
        ("フジワラ", "fujiwara"),
        ("キョウコ", "kyouko"),
        ("ジュン", "jun"),
        ("ショウジ", "shouji"),
        ("チャ", "cha"),
        ("ハットリ", "hattori"),
        ("まっちゃ", "matcha"),
        ("いっしゅん", "isshun"),
        ("サトー", "sato"),
        ("ｶﾞｸ", "gaku"),
        ("ヴァン", "van"),
        ("ティナ", "tina"),
        ("デュラン", "dyuran"),
        ("フェリペ", "feripe"),
        ("ウィリアム", "wiriamu"),
        ("ジェーン", "jen"),
        ("チェ", "che"),
        ("クァン", "kwan"),
        ("クヮ", "kwa"),
        ("イェン", "yen"),
        ("ツァオ", "tsao"),
        ("を", "o"),
        ("んぁ", "na"),
        ("ャ", "ya"),
        ("っ", ""),
        ("あっあ", "aa"),
        ("タナカ・ソウ", "tanaka sou"),
        ("田中ソウ", "田中sou"),
    ],
)
def test_kana_of_any_kind_and_width_become_hepburn_romaji(kana: str, romaji: str) -> None:
    assert fold(kana) == romaji


def test_every_kana_has_a_romaji_of_plain_letters() -> None:
    for code in [*range(0x3041, 0x3095), *range(0x30A1, 0x30F5)]:
        assert fold(chr(code) + "あ").isascii(), chr(code)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mueller", "Müller"),
        ("Goethe", "Göthe"),
        ("Aerts", "Ärts"),
        ("Aagaard", "Ågård"),
        ("さとう", "Sato"),
        ("さとう", "Satō"),
        ("サトウ", "Satoh"),
        ("おおの", "Ohno"),
        ("ゆうき", "Yuki"),
        ("ホンマ", "Homma"),
        ("ナンバ", "Namba"),
        ("Jon", "John"),
    ],
)
def test_two_spellings_of_one_sound_are_loosely_equal(one: str, other: str) -> None:
    assert loosen(fold(one)) == loosen(fold(other))


@pytest.mark.parametrize(("one", "other"), [("Cohen", "Coen"), ("Anna", "Ana"), ("Saito", "Sato"), ("Kei", "Ke")])
def test_different_names_stay_different_even_loosely(one: str, other: str) -> None:
    assert loosen(fold(one)) != loosen(fold(other))


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(LATIN, st.integers(0, 30))
def test_what_is_typed_so_far_folds_to_the_beginning_of_the_whole(text: str, length: int) -> None:
    assert fold(text).startswith(fold(text[:length]))


@given(LATIN)
def test_case_and_the_way_accents_are_stored_never_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(text.lower().upper()) == fold(text.upper())


@given(st.text(max_size=40))
def test_any_text_at_all_has_keys(text: str) -> None:
    found = keys(text, text, team=text)
    assert found.full == fold(text)
    assert len(found.kana) == len(found.words)
    assert "" not in (*found.words, *found.parts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mina Sato", "Sato, Mina"),
        ("Mina Sato", "MINA  SATŌ"),
        ("田中 壮", "田中壮"),
        ("田中　壮", "田中壮"),
        ("김 철수", "김철수"),
        ("タナカ ソウ", "Tanaka Sou"),
    ],
)
def test_the_same_name_is_the_same_in_any_order_width_and_spacing(one: str, other: str) -> None:
    assert keys(one).same == keys(other).same


@pytest.mark.parametrize(
    ("one", "other"), [("Mina Sato", "Mina Saito"), ("田中 壮", "田中 壮太"), ("Ann Lee", "Annlee")]
)
def test_other_names_are_other_names(one: str, other: str) -> None:
    assert keys(one).same != keys(other).same


def test_a_hyphenated_name_is_also_found_written_together() -> None:
    assert keys("Jean-Luc Picard").parts == ("jeanluc",)


@pytest.mark.parametrize("name", ["O'Brien", "O\u2019Brien"])
def test_a_name_is_also_found_without_its_particle(name: str) -> None:
    assert keys(f"Pat {name}").parts == ("brien",)


def test_a_han_or_hangul_name_without_a_space_is_found_from_every_character() -> None:
    assert keys("田中壮太").parts == ("中壮太", "壮太", "太")
    assert [unicodedata.normalize("NFC", part) for part in keys("김철수").parts] == ["철수", "수"]


def test_kana_are_kept_as_hiragana_beside_their_romaji() -> None:
    assert keys("タナカ Sou キョウコ").words == ("tanaka", "sou", "kyouko")
    assert keys("タナカ Sou キョウコ").kana == ("たなか", "", "きょうこ")
    assert keys("ﾀﾅｶ 田なか").kana == ("たなか", "")


def test_initials_are_of_latin_names_with_several_words() -> None:
    assert keys("Jean-Luc Picard").initials == "jlp"
    assert keys("Élodie Ørsted").initials == "eo"
    assert keys("Cher").initials == ""
    assert keys("田中 壮").initials == ""


def test_an_address_is_compared_without_case_and_its_words_stand_before_the_at() -> None:
    found = keys("Mina Sato", " Mina.Sato-2@Example.ORG ", team="R&D Ōsaka")
    assert found.email == "mina.sato-2@example.org"
    assert found.email_words == ("mina", "sato", "2")
    assert found.team == "r d osaka"


def test_what_is_not_known_has_no_keys() -> None:
    found = keys("Mina")
    assert (found.email, found.email_words, found.team) == ("", (), "")
