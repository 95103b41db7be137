"""Settings of this laptop: written and read again, whatever somebody did to the file."""

from __future__ import annotations

from trainer_app.settings import Settings


def test_what_was_written_is_read_again() -> None:
    told = Settings(author="Mei", device="back of the room", language="ja", sound=False, backups_kept=3)
    assert Settings.read(told.write()) == told


def test_what_cannot_be_read_counts_as_not_told() -> None:
    spoiled = {"author": "  ", "backups_kept": "-4", "sound": "perhaps", "unknown": "1", "language": ""}
    assert Settings.read(spoiled) == Settings(sound=False)


def test_nothing_told_is_the_default() -> None:
    assert Settings.read({}) == Settings()
