"""A photo of a badge, sent by a phone: how large it may be, and why none can be read in it."""

from __future__ import annotations

from enum import Enum
from typing import Final

MAX_BYTES: Final = 8 * 2**20


class PhotoTrouble(Enum):
    """Why a photo does not tell which badge is in it."""

    PHOTO_TOO_LARGE = "the photo has more bytes or pixels than are read"
    NOT_A_PICTURE = "the bytes are no picture of a known format, or a damaged one"
    NO_CODE = "no code can be seen in the photo"
    SEVERAL_BADGES = "more than one badge can be seen in the photo"
