"""Find the QR codes in a photo a phone sent. Whatever it sent is looked at with suspicion, and nothing is kept.

A file of a few megabytes can hold a picture of billions of pixels, or one that is painted over thousands of times.
So its header is asked first, and the picture is only unpacked when that is bearable. The turn a phone notes in its
EXIF data is not looked at: a code is read whichever way it lies, in a mirror too.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import Any, Final

import zxingcpp
from PIL import Image, ImageFilter

from trainer_app.domain.badge import BadgeKind, read_badge
from trainer_app.domain.badge_photo import MAX_BYTES, PhotoTrouble
from trainer_app.domain.errors import Refused

_MOST_PIXELS: Final = 24_000_000  # unpacked whole they take four bytes each
_MOST_PIXELS_DRAFTED: Final = 50_000_000  # of a JPEG that can be unpacked a row at a time, at half its size
_LONGEST_SIDE: Final = 20_000  # of a panorama; unpacked, every row takes room of its own
_MOST_SCANS: Final = 24  # a progressive JPEG has ten
_FAR: Final = 4000  # pixels of the longer side: more do not help
_NEAR: Final = 2000  # enough for a badge held to the camera, and four times as fast
_OVERLAP: Final = 150  # half of what two neighbouring parts of a large picture share: a small code is in one of them
_SHARPER: Final = ImageFilter.UnsharpMask(radius=3, percent=200, threshold=0)  # for what is out of focus

_QR_CODES: Final[Any] = zxingcpp.BarcodeFormat.QRCode  # all formats would take fifteen times as long
_BEGINNINGS: Final = {"JPEG": b"\xff\xd8\xff", "PNG": b"\x89PNG\r\n\x1a\n", "WEBP": b"RIFF"}
_MARKER: Final = re.compile(rb"\xff+([\x01-\xfe])")
_STANDING_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length: TEM, RST, SOI
_END: Final = 0xD9
_SCAN: Final = 0xDA

_one_at_a_time = Lock()


def read_codes(data: bytes) -> tuple[str, ...]:
    """Return what the QR codes in a photo say, each once, at least one; JPEG, PNG and WebP are known.

    A picture in which no badge of ours is seen at once is looked at again, larger and sharper.

    Raises:
        Refused: a `PhotoTrouble`; the photo is too large, is no picture, or no code is seen in it.
    """
    if len(data) > MAX_BYTES:
        raise _too_large()
    found: dict[str, None] = {}
    with _one_at_a_time, warnings.catch_warnings():  # the lock, as filters of warnings belong to all threads
        warnings.simplefilter("ignore")
        for picture in _looks(_unpacked(data)):
            found.update(dict.fromkeys(code.text for code in _codes_in(picture)))
            if any(read_badge(text).kind is BadgeKind.OURS for text in found):
                break
    if not found:
        raise Refused(PhotoTrouble.NO_CODE)
    return tuple(found)


def _codes_in(picture: Image.Image) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(picture, formats=_QR_CODES)


def _looks(picture: Image.Image) -> Iterator[Image.Image]:
    """Yield the picture as it is worth looking at, the quickest look first.

    The last look, for a badge far away, is at one part after the other: how long a picture made to keep the reader
    busy takes grows faster than its size.
    """
    near = _shrunk(picture, _NEAR)
    yield near
    yield near.filter(_SHARPER)
    far = _shrunk(picture, _FAR)
    if far.size == near.size:
        return
    wide, high = (min(side, side // 2 + _OVERLAP) for side in far.size)
    for left in sorted({0, far.width - wide}):
        for top in sorted({0, far.height - high}):
            yield far.crop((left, top, left + wide, top + high))


def _shrunk(picture: Image.Image, longest: int) -> Image.Image:
    small = picture.copy()
    small.thumbnail((longest, longest), Image.Resampling.BILINEAR, reducing_gap=2.0)
    return small


def _unpacked(data: bytes) -> Image.Image:
    """Return the picture in greys, at most `_FAR` pixels long where that saves unpacking the rest."""
    kind = next((kind for kind, beginning in _BEGINNINGS.items() if data.startswith(beginning)), None)
    if kind is None:
        raise Refused(PhotoTrouble.NOT_A_PICTURE)
    scans = _scans(data) if kind == "JPEG" else 0
    most = _MOST_PIXELS_DRAFTED if scans == 1 else _MOST_PIXELS
    if scans > _MOST_SCANS or (kind == "WEBP" and _pixels_of_webp(data) > most):
        raise _too_large()
    with _hostile(), Image.open(BytesIO(data), formats=(kind,)) as picture:
        wide, high = picture.size
        if wide * high > most or max(wide, high) > _LONGEST_SIDE:
            raise _too_large()
        longest = max(wide, high, _FAR)
        picture.draft("L", (max(1, wide * _FAR // longest), max(1, high * _FAR // longest)))
        return picture.convert("L")


@contextmanager
def _hostile() -> Iterator[None]:
    """Refuse a file when whatever a decoder raises about it is raised."""
    try:
        yield
    except Refused:
        raise
    except (Image.DecompressionBombError, MemoryError):
        raise _too_large() from None
    except Exception as trouble:  # boundary: a damaged picture may raise anything here
        raise Refused(PhotoTrouble.NOT_A_PICTURE) from trouble


def _scans(data: bytes) -> int:
    """Return how often a JPEG is painted over: its scans, up to its end; what phones put behind that is not read.

    Markers, and which of them have a length: ITU-T T.81, B.1.1.
    """
    count, at = 0, 0
    while (found := _MARKER.search(data, at)) and (marker := found[1][0]) != _END:
        at = found.end()
        if marker not in _STANDING_ALONE:
            at += int.from_bytes(data[at : at + 2], "big")
            count += marker == _SCAN
    return count


def _pixels_of_webp(data: bytes) -> int:
    """Return the pixels of a WebP, which its decoder makes room for before it tells; formats: RFC 9649, 2.5 to 2.7."""
    match data[12:16]:
        case b"VP8X":
            wide, high = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            wide, high = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case _:
            wide, high = (int.from_bytes(data[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    return wide * high


def _too_large() -> Refused:
    return Refused(PhotoTrouble.PHOTO_TOO_LARGE, megabytes=MAX_BYTES // 2**20, megapixels=_MOST_PIXELS // 1_000_000)
