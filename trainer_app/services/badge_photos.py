"""Badges by photo: which badge a phone at the door took a picture of. The photo is not kept."""

from __future__ import annotations

from trainer_app.domain.badge import BadgeKind, read_badge
from trainer_app.domain.badge_photo import PhotoTrouble
from trainer_app.domain.errors import Refused
from trainer_app.exchange.badge_photo import read_codes


class BadgePhotoService:
    """Reads the code of one badge out of a photo; what the code means is for check-in to say."""

    def code_in(self, data: bytes) -> str:
        """Return the code in a photo, ready to be checked in.

        A badge of ours goes before every other code that happens to be in the picture; where there is none, a
        misread one goes before the others, so that check-in says what is wrong with it.

        Raises:
            Refused: a `PhotoTrouble`: the photo cannot be read, shows no code, or several badges of ours.
        """
        codes = read_codes(data)
        reads = [read_badge(code) for code in codes]
        ours = dict.fromkeys(read.code for read in reads if read.code is not None)
        if len(ours) > 1:
            raise Refused(PhotoTrouble.SEVERAL_BADGES, count=len(ours))
        misread = (code for code, read in zip(codes, reads, strict=True) if read.kind is BadgeKind.MISREAD)
        return next(iter(ours), None) or next(misread, codes[0])
