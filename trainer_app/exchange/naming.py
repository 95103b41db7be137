"""Names and e-mail addresses as cells hold them: what they say, and whether two cells name the same person."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from trainer_app.exchange.lines import LineTrouble

LONGEST_NAME = 200
LONGEST_EMAIL = 254

_BRACKET = re.compile(r"\s*[(（]([^()（）]*)[)）]")  # noqa: RUF001 - Japanese files use wide brackets
_REMARKS = re.compile(
    r"\s*[(（](?:(?:she|he|they|ze|xe|sie|er|elle|il|iel|ella|él)\s*[/|,][^()（）]*"  # noqa: RUF001 - as above
    r"|guest|gast|invité|invitada?|invitado|ゲスト|external|extern|externe|externo|外部|unverified|nicht überprüft"
    r"|host|co-?host|me|ich|moi|yo|自分)\s*[)）]",  # noqa: RUF001 - as above
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r".*\b(?:iphone|ipad|galaxy|android|pixel|macbook|laptop|desktop|zoom user|pc|phone|samsung)\b.*"
    r"|user|admin|test",
    re.IGNORECASE,
)
_ROLL_NUMBER = re.compile(r"^\d{1,4}[_.)]\s*(?=\D)")
_WORD = re.compile(r"[^\W_]+")
_EMAIL_IN_TEXT = re.compile(r"^(?P<name>.*?)[<(\[]\s*(?:mailto:)?(?P<email>[^<>()\[\]\s]+@[^<>()\[\]\s]*)\s*[>)\]]$")
_SEPARATORS = re.compile(r"[;,]\s*(?=\S+@)")
_BAD_IN_EMAIL = re.compile(r"[\s,;:<>()\[\]\"\\]")
_GUEST_UPN = re.compile(r"(.+)_([^_]+)#ext#@.+", re.IGNORECASE)
_NOTHING = frozenset({
    "-", "--", "\u2013", "\u2014", "n/a", "na", "none", "null", "nil", "?", ".", "keine", "kein",
    "unbekannt", "aucun", "aucune", "ninguno", "なし", "無し", "ー", "(none)", "unknown", "nan",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Naming:
    """How one cell names a person: the name to show, and every other way it was written."""

    shown: str
    others: tuple[str, ...] = ()


def one_line(text: str) -> str:
    """Return the text with every run of spaces and line ends as one space."""
    return " ".join(text.split())


def present(text: str) -> str:
    """Return the text, or "" where it only says that there is nothing ("n/a", "-", "なし")."""
    return "" if text.casefold() in _NOTHING else text


def name_in(text: str) -> str:
    """Return a cell of a name or of its part; a lone sign or "n/a" is none, but Mr Null and Ms Na are people."""
    line = one_line(text)
    return line if any(sign.isalnum() for sign in line) and line.casefold() != "n/a" else ""


def naming(cell: str, *, original_in_brackets: bool = False) -> Naming:
    """Read a display name: without roll number ("019_"), pronouns and "(Guest)".

    With `original_in_brackets` (Zoom's "Name (Original Name)") the name in brackets is the account's own
    and is shown, unless it is a device's: someone who joined from "iPhone" renamed themselves.
    """
    text = one_line(_REMARKS.sub("", one_line(cell))) or one_line(cell)
    outside = one_line(_BRACKET.sub(" ", text)) or text
    if not original_in_brackets:
        return Naming(text, (outside,) if outside != text else ())
    plain = one_line(_ROLL_NUMBER.sub("", outside))
    shown = next((b.strip() for b in reversed(_BRACKET.findall(text)) if _is_name(b.strip())), plain)
    return Naming(shown, tuple(dict.fromkeys(o for o in (outside, plain) if o != shown and not _DEVICE.fullmatch(o))))


def _is_name(text: str) -> bool:
    """Say whether a bracket holds a person's name rather than a device's or a department's ("IT")."""
    short = text.isupper() and " " not in text
    return sum(sign.isalpha() for sign in text) > 1 and not short and not _DEVICE.fullmatch(text)


def full_name(*, first: str, middle: str, last: str) -> str:
    """Join the parts of a name, family name first where it is written in Han, kana or Hangul."""
    parts = (first, middle, last)
    if any(_is_east_asian(sign) for part in parts for sign in part):
        parts = (last, middle, first)
    return one_line(" ".join(parts))


def _is_east_asian(sign: str) -> bool:
    """Say whether a sign is one of Han, kana or Hangul."""
    return unicodedata.name(sign, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL"))


def name_from_email(email: str) -> str:
    """Make a name from the part before the @: "jane.doe2@x.org" gives "Jane Doe"."""
    local = email.split("@", maxsplit=1)[0].split("+", maxsplit=1)[0]
    words = [word for word in re.split(r"[._\-\d]+", local) if word]
    return " ".join(word[:1].upper() + word[1:] for word in words) or local


def agree(one: Naming, other: Naming) -> bool:
    """Say whether two ways of naming may mean one person who has one e-mail address.

    They do when a written form is the same, or all words of one occur in the other ("Doe, Jane", "Jane A. Doe").
    """
    forms, other_forms = ([_words(form) for form in (n.shown, *n.others)] for n in (one, other))
    return any(a and b and (a <= b or b <= a) for a in forms for b in other_forms)


@lru_cache(maxsize=8_192)
def _words(name: str) -> frozenset[str]:
    """Return the folded words of a name, without accents and initials' dots."""
    text = unicodedata.normalize("NFKD", name).casefold()
    return frozenset(_WORD.findall("".join(sign for sign in text if not unicodedata.combining(sign))))


def split_email(cell: str) -> tuple[str, tuple[str, ...]]:
    """Return the name an e-mail cell carries, or "", and its addresses: "Jane Doe <jane@x.org>", "a@x.org; b@x.org"."""
    text = present(one_line(cell[: 4 * LONGEST_EMAIL]))
    if found := _EMAIL_IN_TEXT.match(text):
        return found["name"].strip(" \"'"), (found["email"],)
    emails = (part.removeprefix("mailto:").strip("<>;, ") for part in _SEPARATORS.split(text))
    return "", tuple(dict.fromkeys(email for email in emails if email))


def email_fault(email: str) -> LineTrouble | None:
    """Say what is wrong with an e-mail address, None where it can be one."""
    name, at, domain = email.rpartition("@")
    if not at:
        return LineTrouble.EMAIL_NO_AT
    if not name:
        return LineTrouble.EMAIL_NO_NAME
    if not domain.strip("."):
        return LineTrouble.EMAIL_NO_DOMAIN
    odd = "@" in name or _BAD_IN_EMAIL.search(email) or domain[0] == "." or domain[-1] == "." or ".." in domain
    return LineTrouble.EMAIL_ODD if odd or len(email) > LONGEST_EMAIL else None


def email_of_upn(upn: str) -> str | None:
    """Return the address a user principal name stands for; a guest's is written in front of "#EXT#"."""
    if guest := _GUEST_UPN.fullmatch(upn):
        upn = f"{guest[1]}@{guest[2]}"
    return None if email_fault(upn) else upn
