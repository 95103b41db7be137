from __future__ import annotations

import pytest

from trainer_app.domain.secret import looks_secret


@pytest.mark.parametrize(
    "text",
    [
        "sk-4f9a1c",
        "sk-" + "a" * 40,
        "sk-proj-abcd1234",
        "sk-ant-api03-xyz",
        "ghp_" + "A1b2" * 9,
        "github_pat_11ABCDEFG0abcdef",
        "AKIA" + "ABCDEFGH12345678",
        "key: sk-ant-api03-xyz, for Jane",
        "xoxb-123456789012-abcdef",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
    ],
)
def test_a_key_in_full_looks_secret(text: str) -> None:
    assert looks_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "key_3207a7d10d60c2c1",
        "sk-...a1b2",
        "sk-kumar",
        "task-1234567",
        "monalisa",
        "Jane Doe",
        "AKIA",
        "risk-assessment",
        "",
    ],
)
def test_an_id_a_login_or_a_name_does_not(text: str) -> None:
    assert not looks_secret(text)
