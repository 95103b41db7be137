"""What is said when the photo of a badge does not tell whose it is."""

from __future__ import annotations

from enum import Enum
from typing import Final

from trainer_app.domain.badge_photo import PhotoTrouble
from trainer_app.words.language import N_

SENTENCES: Final[dict[Enum, str]] = {
    PhotoTrouble.PHOTO_TOO_LARGE: N_(
        "This photo is too large: at most {megabytes} MB and {megapixels} megapixels can be read. Choose a smaller picture size in the camera, or find the person by name."
    ),
    PhotoTrouble.NOT_A_PICTURE: N_(
        "This is not a photo that can be read, or it did not arrive whole. Take it again with the phone's own camera."
    ),
    PhotoTrouble.NO_CODE: N_(
        "No code can be seen in this photo. Hold the badge closer, in light, and try again, or find the person by name."
    ),
    PhotoTrouble.SEVERAL_BADGES: N_(
        "There are {count} badges in this photo. Take a photo of one badge alone, so that it is clear whose it is."
    ),
}
