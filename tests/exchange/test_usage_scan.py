from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.making_usage import bucket, text_of, write
from trainer_app.domain.errors import Refused
from trainer_app.domain.usage_file import UsageTrouble
from trainer_app.exchange import usage_scan
from trainer_app.exchange.usage_in import read_usage
from trainer_app.exchange.usage_scan import scan

SECRETS = [
    "sk-proj-abcdefgh12345678",
    "sk-4f9a1c7de0b1a2c3d4e5",
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "AKIAIOSFODNN7EXAMPLE",
    "github_pat_11ABCDEFG0abcdefghijkl",
]
HARMLESS = ["task-force-1", "task-a1b2c3d4e5f6a7b8c9", "sk-...a1b2", "sk-kumar", "o4-task-model", "key_sk", "AKIA-9"]


def refused(path: Path) -> Refused:
    with pytest.raises(Refused) as told:
        read_usage(path, zone="Asia/Tokyo")
    return told.value


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("at", [3, 7, 8, 10])
def test_a_secret_in_any_cell_refuses_the_file_with_its_line_and_is_never_shown(
    tmp_path: Path, secret: str, encoding: str, at: int
) -> None:
    row = bucket(1, "key_a", "2")
    row[at] = secret
    told = refused(write(tmp_path, text_of([bucket(0), row, bucket(2)]), encoding=encoding))
    assert (told.code, told.facts) == (UsageTrouble.SECRET, {"file": "usage.csv", "line": 3})
    assert secret not in str(told)
    assert secret[4:] not in repr(told)


def test_a_rarer_secret_in_the_naming_cell_is_found_too(tmp_path: Path) -> None:
    token = "hf_abcdefghijklmnopqrstuvwx"
    told = refused(write(tmp_path, text_of([bucket(0), bucket(1, token, "2")])))
    assert (told.code, told.facts["line"]) == (UsageTrouble.SECRET, 3)
    assert token not in str(told)


def test_a_rarer_secret_in_a_cell_that_cannot_be_read_is_not_told(tmp_path: Path) -> None:
    row = bucket(1, "key_a", "hf_abcdefghijklmnopqrstuvwx")
    file = read_usage(write(tmp_path, text_of([bucket(0), row])), zone="Asia/Tokyo")
    assert file.skipped[0].facts == {"text": "…"}


@pytest.mark.parametrize(
    "harmless",
    ["task-force-1", "task-a1b2c3d4e5f6a7b8c9", "sk-...a1b2", "sk-kumar", "o4-task-model", "key_sk", "AKIA-9"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_only_begins_like_a_secret_is_none(tmp_path: Path, harmless: str, encoding: str) -> None:
    row = bucket(1, harmless, "2", model=harmless)
    path = write(tmp_path, text_of([row, row]), encoding=encoding)
    assert read_usage(path, zone="Asia/Tokyo").days[0].identity == harmless


@pytest.mark.parametrize("cut", range(1, 26))
def test_a_secret_cut_in_two_by_the_reading_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int) -> None:
    text = "timestamp,login\n" + "x" * 20 + "\n,sk-proj-abcdefgh12345678\n"
    monkeypatch.setattr(usage_scan, "PIECE", text.index("sk-") + cut)
    with pytest.raises(usage_scan.Unusable) as told:
        scan(write(tmp_path, text), encoding="utf-8")
    assert told.value.facts == {"line": 3}


def test_the_line_is_right_however_many_come_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage_scan, "PIECE", 64)
    text = "timestamp,login\n" + "2026-03-01T10:00Z,mina\n" * 500 + "2026-03-01T10:00Z,sk-proj-abcdefgh12345678\n"
    assert refused(write(tmp_path, text)).facts["line"] == 502


def test_a_line_without_end_is_refused_without_being_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usage_scan, "PIECE", 1000)
    text = text_of([bucket(0)]) + "x" * 5000 + "\n"
    told = refused(write(tmp_path, text))
    assert (told.code, told.facts["line"]) == (UsageTrouble.LINE_TOO_LONG, 3)
