from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.exchange.decoding import decode

WESTERN = [
    "Name;Team\nJürgen Müller;Vertrieb\nZoë Brontë;IT",
    "Nom;Prénom\nLefèvre;Andréa\nÇelik;Éa",
    "Señor José Muñoz, Peña\n¿Quién?",
    "ÅÄÖ;Öster",
    "Name\n“Bob” \u2013 test",
    "Name\nAndréa",
    "Straße;Größe\nGroß,Weiß",
]
JAPANESE = [
    "氏名,部署\n山田太郎,開発部\n",
    "1,上杉辰男,160-0005,東京都",
    "ﾔﾏﾀﾞ,山田",
    "名前,email\nｱﾍﾞ,a@b.jp",
    "Team山田,x",
    "佐藤（営業）,〒100",  # noqa: RUF001 - as Japanese files have them
]


@pytest.mark.parametrize("text", [*WESTERN, *JAPANESE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_known_not_guessed(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.known) == (text, True)
    assert decoded.encoding == encoding


@pytest.mark.parametrize("text", WESTERN)
def test_western_letters_of_windows_are_told_from_japanese_ones(text: str) -> None:
    decoded = decode(text.encode("cp1252"))
    assert decoded is not None
    assert (decoded.text, decoded.encoding, decoded.known) == (text, "cp1252", False)


@pytest.mark.parametrize("text", JAPANESE)
def test_japanese_letters_of_windows_are_told_from_western_ones(text: str) -> None:
    decoded = decode(text.encode("cp932"))
    assert decoded is not None
    assert (decoded.text, decoded.encoding, decoded.known) == (text, "cp932", False)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Name\tE-Mail\r\nJürgen\tj@x.de\r\n", "氏名\tメール\r\n山田太郎\ty@x.jp\r\n"])
def test_utf16_without_its_mark_is_recognised_by_its_nuls(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("iso2022_jp", "氏名,部署\n山田太郎,開発部\n"),
        ("cp1250", "Imię;Nazwisko\nŁukasz;Wójcik\nGrażyna;Dąbrowska\n"),
        ("cp1251", "Имя;Фамилия\nИван;Петров\nСергей;Смирнов"),  # noqa: RUF001 - Russian
    ],
)
def test_other_codings_are_found_where_the_text_shows_them(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text


def test_one_bad_byte_does_not_turn_a_utf8_file_into_another_coding() -> None:
    decoded = decode("Jürgen\nZoë\nJosé\nRenée\n".encode() + b"M\xfcller\n")
    assert decoded is not None
    assert decoded.text.splitlines() == ["Jürgen", "Zoë", "José", "Renée", "M\ufffdller"]
    assert not decoded.known


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(500), b"\xff\xfe\x00\xd8"]
)
def test_bytes_that_are_no_text_stay_unexplained(data: bytes) -> None:
    assert decode(data) is None


@given(st.binary(max_size=300))
def test_any_bytes_have_an_answer(data: bytes) -> None:
    decoded = decode(data)
    assert decoded is None or isinstance(decoded.text, str)
