"""Files without a header: tell by their content which column holds names and which e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from trainer_app.exchange.lines import Meaning

_SAMPLE = 200
_MOST = 0.6
_LONGEST = 60
_BULLET = re.compile(r"\s*(?:\d{1,3}[.)]|[-*\u2022])\s+")
_PARTICLES = r"(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|el|bin|ibn|al|y|e|zu|zum|ter|ten|'t)"
_EMAIL = re.compile(r"(?:.*<)?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>?")
_LATIN_WORD = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-Я][^\W\d_]*(?:['’.\-][^\W\d_]*)*)"  # noqa: RUF001 - capitals of three alphabets
_LATIN_NAME = re.compile(rf"{_LATIN_WORD},?(?:\s+(?:{_PARTICLES}\s+)*{_LATIN_WORD}){{1,3}}")
_LATIN_SINGLE = re.compile(_LATIN_WORD)
_JAPANESE_NAME = re.compile("[\u4e00-\u9fff々ヶ\u3041-\u30ff]{1,4}[ \u3000]?[\u4e00-\u9fff々\u3041-\u30ff]{1,4}")
_READING = re.compile("[\u3041-\u30ff\uff61-\uff9f]{2,}(?:[ \u3000][\u3041-\u30ff\uff61-\uff9f]+)*")
_PLACE_OR_UNIT = re.compile(".*[都道府県市区町村郡丁目番号室課部係店社]")
_KOREAN_NAME = re.compile("[\uac00-\ud7a3]{2,5}")


def without_bullet(cell: str) -> str:
    """Return a line of a written list without its number or bullet: "3. Jane Doe" names Jane Doe."""
    return _BULLET.sub("", cell, count=1) if _BULLET.match(cell) else cell


def columns_by_content(rows: Sequence[Sequence[str]]) -> tuple[Meaning, ...]:
    """Return what each column means: names, e-mail addresses, or nothing that is used.

    A lone column of first names and its neighbour of last names count beside e-mail addresses only.
    """
    sample = rows[:_SAMPLE]
    width = max((len(cells) for cells in sample), default=0)
    columns = [[cells[at].strip() for cells in sample if at < len(cells) and cells[at].strip()] for at in range(width)]
    meanings = [Meaning.UNUSED] * width
    email = _best(columns, _is_email, rows=len(sample))
    if email is not None:
        meanings[email] = Meaning.EMAIL
    tries = (_is_full_name, _is_reading, _is_single_name) if width == 1 else (_is_full_name, _is_reading)
    name = next((at for fits in tries if (at := _best(columns, fits, rows=len(sample))) is not None), None)
    if name is not None:
        meanings[name] = Meaning.NAME
    elif email is not None:
        _find_two_parts(columns, meanings, rows=len(sample))
    return tuple(meanings)


def _find_two_parts(columns: list[list[str]], meanings: list[Meaning], *, rows: int) -> None:
    """Mark the first two neighbouring columns of single words as first and last names."""
    single = [_share(column, _is_single_name, rows=rows) >= _MOST for column in columns]
    for at in range(len(columns) - 1):
        if single[at] and single[at + 1]:
            meanings[at : at + 2] = [Meaning.FIRST_NAME, Meaning.LAST_NAME]
            return


def _best(columns: list[list[str]], fits: Callable[[str], bool], *, rows: int) -> int | None:
    """Return the first column with the largest share of fitting cells, if that is most of the rows."""
    shares = [_share(column, fits, rows=rows) for column in columns]
    best = max(shares, default=0.0)
    return shares.index(best) if best >= _MOST else None


def _share(column: list[str], fits: Callable[[str], bool], *, rows: int) -> float:
    """Return the share of all rows whose cell in this column fits."""
    return sum(fits(cell) for cell in column) / max(rows, 1)


def _is_email(cell: str) -> bool:
    """Say whether a cell is an e-mail address, alone or as "Jane Doe <jane@x.org>"."""
    return len(cell) <= 4 * _LONGEST and _EMAIL.fullmatch(cell) is not None


def _is_full_name(cell: str) -> bool:
    """Say whether a cell is a whole name: two to four capitalised words, or a name with kanji or in Hangul."""
    if len(cell) > _LONGEST:
        return False
    if _LATIN_NAME.fullmatch(cell) or _KOREAN_NAME.fullmatch(cell):
        return True
    return bool(_JAPANESE_NAME.fullmatch(cell)) and not (_PLACE_OR_UNIT.fullmatch(cell) or _READING.fullmatch(cell))


def _is_reading(cell: str) -> bool:
    """Say whether a cell is a name in kana alone; beside a column in kanji it is only its reading."""
    return len(cell) <= _LONGEST and _READING.fullmatch(cell) is not None


def _is_single_name(cell: str) -> bool:
    """Say whether a cell is a name of one word, or a whole name."""
    return _is_full_name(cell) or (len(cell) <= _LONGEST and bool(_LATIN_SINGLE.fullmatch(cell)))
