"""Bytes to text: find out how a file's letters are coded, by evidence first and by likelihood last."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16's, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = ("cp1251", "cp1253", "cp1254", "euc_jp", "gb18030", "big5", "euc_kr", "mac_roman")
_SAMPLE = 200_000
_ENOUGH_NULS = 0.2
_FEW_CONTROLS = 0.02
_MOSTLY = 0.7
_MANY = 3
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FOREIGN = re.compile("[^\x00-\x7f]+")
_JAPANESE = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e々]")
_HALF_WIDTH_KANA = re.compile("[\uff61-\uff9f]")
_WESTERN_LETTERS = re.compile("[À-ÖØ-öø-ÿŒœŠšŽžŸ]{1,3}")  # longer runs are another alphabet misread
_CENTRAL_LETTERS = re.compile("[À-ÖØ-öø-žßŐőŰű]{1,3}")
_LATIN_SIGNS = frozenset("€‚„…‰‹›‘’“”•–—™¡£§©ª«®°´·º»¿\u00a0×")  # noqa: RUF001 - these signs are meant


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the codec that gave it, and whether that is known rather than guessed."""

    text: str
    encoding: str
    known: bool = True


def decode(data: bytes) -> Decoded | None:
    """Return the text of these bytes; None where no coding of letters explains them.

    Order of evidence: a byte order mark; NUL bytes in every other place (UTF-16); the escapes of
    ISO-2022-JP; UTF-8, also with a few bad bytes (they become U+FFFD); then legacy code pages by
    what the letters would say.
    """
    decoded = _by_evidence(data)
    return decoded if decoded and _is_text(decoded.text) else None


def _by_evidence(data: bytes) -> Decoded | None:
    """Return the first explanation of the bytes that holds."""
    marked = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), _utf16_by_nuls(data))
    if marked:
        return _strictly(data, marked) or _strictly(data[: len(data) // 2 * 2], marked)
    if b"\x1b$" in data and (decoded := _strictly(data, "iso2022_jp")):
        return decoded
    return _strictly(data, "utf-8") or _mostly_utf8(data) or _legacy(data)


def _is_text(text: str) -> bool:
    """Say whether control characters are rare enough for a person's file."""
    sample = text[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) <= _FEW_CONTROLS * len(sample) + 1


def _strictly(data: bytes, encoding: str, *, known: bool = True) -> Decoded | None:
    """Return the text if every byte fits the encoding."""
    try:
        return Decoded(data.decode(encoding), encoding, known)
    except UnicodeDecodeError:
        return None


def _mostly_utf8(data: bytes) -> Decoded | None:
    """Accept UTF-8 with a few bad bytes, as when files of two codings were joined: each bad place is marked."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = len(_FOREIGN.findall(text)) - bad
    return Decoded(text, "utf-8", known=False) if good >= _MANY * bad else None


def _utf16_by_nuls(data: bytes) -> str | None:
    """Recognise UTF-16 without its mark: ASCII signs put a NUL into every other byte, on one side only."""
    sample = data[:_SAMPLE]
    half = max(len(sample) // 2, 1)
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if max(odd, even) < _ENOUGH_NULS or max(odd, even) < _MANY * min(odd, even):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _legacy(data: bytes) -> Decoded | None:
    """Choose among code pages: Japanese if the text is Japanese, Western if it is, else the likeliest."""
    japanese = _strictly(data, "cp932", known=False)
    if japanese and _is_japanese(japanese.text):
        return japanese
    for encoding, letters in (("cp1252", _WESTERN_LETTERS), ("cp1250", _CENTRAL_LETTERS)):
        latin = _strictly(data, encoding, known=False)
        if latin and _is_latin(latin.text, letters):
            return latin
    likeliest = from_bytes(data[:_SAMPLE], cp_isolation=list(_OTHERS)).best()
    return _strictly(data, likeliest.encoding if likeliest else "cp1252", known=False)


def _is_japanese(text: str) -> bool:
    """Say whether the foreign signs are runs of kana and kanji, as in words of their own.

    "Andréa" read as Shift_JIS gives a lone kanji between Latin letters; other East Asian codings
    read so mix half-width kana with kanji, or give nothing but half-width kana.
    """
    runs = list(_runs(text))
    full = sum(len(_JAPANESE.findall(run.text)) for run in runs)
    fitting = sum(len(run.text) for run in runs if _one_script(run.text) and not run.lone)
    return full > 0 and fitting >= _MOSTLY * sum(len(run.text) for run in runs)


def _one_script(run: str) -> bool:
    """Say whether a run is wholly kana and kanji, or wholly half-width kana."""
    return len(run) in (len(_JAPANESE.findall(run)), len(_HALF_WIDTH_KANA.findall(run)))


def _is_latin(text: str, letters: re.Pattern[str]) -> bool:
    """Say whether the foreign signs are what Latin words have: accents, quotes, dashes, few in a row."""
    runs = list(_runs(text))
    fitting = sum(len(run.text) for run in runs if _fits_latin(run, letters))
    return fitting >= _MOSTLY * sum(len(run.text) for run in runs)


def _fits_latin(run: _Run, letters: re.Pattern[str]) -> bool:
    """Accented letters may stand anywhere, signs not in the middle of a word."""
    return bool(letters.fullmatch(run.text)) or (not run.mid_word and set(run.text) <= _LATIN_SIGNS)


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring non-ASCII signs; `lone`: one sign that touches a letter; `mid_word`: letters on both sides."""

    text: str
    lone: bool
    mid_word: bool


def _runs(text: str) -> Iterator[_Run]:
    """Give each run of non-ASCII signs of the text's beginning."""
    sample = text[:_SAMPLE]
    for match in _FOREIGN.finditer(sample):
        before, after = sample[max(match.start() - 1, 0) : match.start()], sample[match.end() : match.end() + 1]
        lone = len(match[0]) == 1 and (before.isalpha() or after.isalpha())
        yield _Run(match[0], lone, before.isalpha() and after.isalpha())
