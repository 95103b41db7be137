from __future__ import annotations

import pytest

from trainer_app.exchange.headers import ATTENDANCE, PEOPLE, SESSIONS, spelling
from trainer_app.exchange.lines import Meaning
from trainer_app.exchange.synonyms import GRANTS, PLAN, PRESENCE, WHO


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("First Name [Required]", Meaning.FIRST_NAME),
        ("E-Mail-Adresse", Meaning.EMAIL),
        ("e_mail", Meaning.EMAIL),
        ("EMAIL ADDRESS", Meaning.EMAIL),
        ("What is your e-mail address?", Meaning.EMAIL),
        ("Votre adresse e-mail", Meaning.EMAIL),
        ("Correo electrónico", Meaning.EMAIL),
        ("メールアドレス", Meaning.EMAIL),
        ("Vorname", Meaning.FIRST_NAME),
        ("Prénom", Meaning.FIRST_NAME),
        ("Apellidos", Meaning.LAST_NAME),
        ("姓", Meaning.LAST_NAME),
        ("氏名", Meaning.NAME),
        ("displayName", Meaning.NAME),
        ("userPrincipalName", Meaning.UPN),
        ("Abteilung", Meaning.TEAM),
        ("Département", Meaning.TEAM),
        ("Departamento", Meaning.TEAM),
        ("部署", Meaning.TEAM),
        ("API key ID", Meaning.KEY),
        ("githubLogin", Meaning.LOGIN),
        ("GitHub username", Meaning.LOGIN),
        ("Twitter username", Meaning.UNUSED),
        ("Manager email", Meaning.UNUSED),
        ("Company name", Meaning.UNUSED),
        ("Attendee #", Meaning.REFERENCE),
        ("Order #", Meaning.UNUSED),
        ("Access granted", Meaning.GRANTED_ON),
        ("", Meaning.UNUSED),
        ("x" * 10_000, Meaning.UNUSED),
    ],
)
def test_a_header_is_known_in_five_languages_and_any_spelling(header: str, meaning: Meaning) -> None:
    assert PEOPLE.meanings([header]) == (meaning,)


@pytest.mark.parametrize(
    ("headers", "meanings"),
    [
        (["Name", "Vorname"], (Meaning.LAST_NAME, Meaning.FIRST_NAME)),
        (["Nombre", "Apellidos"], (Meaning.FIRST_NAME, Meaning.LAST_NAME)),
        (["Name", "First name", "Last name"], (Meaning.NAME, Meaning.FIRST_NAME, Meaning.LAST_NAME)),
        (["Department", "Team"], (Meaning.UNUSED, Meaning.TEAM)),
        (["Attended", "User Name"], (Meaning.ATTENDED, Meaning.NAME)),
        (["Attended", "Last Name", "User Name"], (Meaning.ATTENDED, Meaning.LAST_NAME, Meaning.LOGIN)),
        (["Email", "Email"], (Meaning.EMAIL, Meaning.UNUSED)),
    ],
)
def test_columns_are_understood_beside_each_other(headers: list[str], meanings: tuple[Meaning, ...]) -> None:
    assert PEOPLE.meanings(headers) == meanings


def test_a_row_of_data_is_no_header() -> None:
    assert not PEOPLE.is_header(["Name", "Team", "jane@x.org"])
    assert not PEOPLE.is_header(["Team", "Role"])
    assert PEOPLE.is_header(["Name", "Team"])
    assert SESSIONS.is_header(["Session", "Start"])
    assert not SESSIONS.is_header(["Session", "Room"])


@pytest.mark.parametrize("parts", [(WHO, GRANTS), (WHO, PRESENCE), (PLAN,)])
def test_no_word_has_two_meanings_in_one_vocabulary(parts: tuple[dict[Meaning, tuple[str, ...]], ...]) -> None:
    meanings: dict[str, Meaning] = {}
    for part in parts:
        for meaning, words in part.items():
            for word in words:
                assert meanings.setdefault(spelling(word), meaning) is meaning, word


def test_presence_is_known_to_attendance_alone() -> None:
    assert ATTENDANCE.meanings(["First Join"]) == (Meaning.CHECKED_IN_AT,)
    assert PEOPLE.meanings(["First Join"]) == (Meaning.UNUSED,)
    assert PEOPLE.meanings(["checked_in_at"]) == (Meaning.CHECKED_IN_AT,)
