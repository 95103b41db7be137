"""Which badge is in a photo taken at the door."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from PIL import Image

from tests.exchange.making_photos import Shot, as_jpeg, card, code_picture, photo_of
from trainer_app.bootstrap import build
from trainer_app.domain.badge import BadgeKind, make_badge, read_badge
from trainer_app.domain.badge_photo import PhotoTrouble
from trainer_app.domain.errors import Refused
from trainer_app.services.badge_photos import BadgePhotoService
from trainer_app.words.trouble import sentence

OURS = make_badge(31337)
THEIRS = make_badge(4711)
POSTER = "https://example.org/menu"
MISREAD = OURS[:-1] + ("0" if OURS[-1] != "0" else "1")


def photo_with(*texts: str) -> bytes:
    return as_jpeg(photo_of([card(text) for text in texts], Shot(size=(1600, 2200)), Random(1)))


@pytest.fixture
def photos() -> BadgePhotoService:
    return BadgePhotoService()


def test_the_badge_in_the_photo_is_told(photos: BadgePhotoService) -> None:
    assert photos.code_in(photo_with(OURS)) == OURS


@pytest.mark.parametrize("texts", [(POSTER, OURS), (OURS, POSTER), (MISREAD, POSTER, OURS)])
def test_a_badge_goes_before_every_other_code(photos: BadgePhotoService, texts: tuple[str, ...]) -> None:
    assert photos.code_in(photo_with(*texts)) == OURS


def test_a_code_that_is_not_ours_is_told_as_it_is(photos: BadgePhotoService) -> None:
    assert photos.code_in(photo_with(POSTER)) == POSTER


def test_a_misread_badge_goes_before_a_poster(photos: BadgePhotoService) -> None:
    assert read_badge(MISREAD).kind is BadgeKind.MISREAD
    assert photos.code_in(photo_with(POSTER, MISREAD)) == MISREAD


def test_one_badge_twice_is_one_badge(photos: BadgePhotoService) -> None:
    assert photos.code_in(photo_with(OURS, OURS.lower(), OURS)) == OURS


def test_of_several_badges_none_is_guessed(photos: BadgePhotoService) -> None:
    with pytest.raises(Refused) as caught:
        photos.code_in(photo_with(OURS, POSTER, THEIRS))
    assert caught.value.code is PhotoTrouble.SEVERAL_BADGES
    assert "2 badges" in sentence(caught.value)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "not a photo that can be read"),
        (as_jpeg(Image.new("L", (800, 600), 90)), "Hold the badge closer"),
        (bytes(9_000_000), "at most 8 MB and 24 megapixels"),
    ],
)
def test_every_other_photo_is_refused_with_a_way_out(photos: BadgePhotoService, data: bytes, told: str) -> None:
    with pytest.raises(Refused) as caught:
        photos.code_in(data)
    assert told in sentence(caught.value)


def test_nothing_of_a_photo_is_kept(tmp_path: Path) -> None:
    services = build(tmp_path / "rollout.db")
    before = sorted((path.name, path.read_bytes()) for path in tmp_path.iterdir())
    assert services.badge_photos.code_in(as_jpeg(code_picture(OURS))) == OURS
    assert sorted((path.name, path.read_bytes()) for path in tmp_path.iterdir()) == before
    services.close()
