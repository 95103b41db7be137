"""The rounds by the clock: one thing that fails holds up neither the others nor the next round."""

from __future__ import annotations

import logging
import threading
from typing import NoReturn

import pytest

from tests.web.hall import HOST, Hall
from tests.world import FRONT
from trainer_app.web import rounds


def test_a_fault_in_one_round_ends_neither_the_rounds_nor_the_server(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried, again = list[bool](), threading.Event()

    def broken(_self: object) -> NoReturn:
        tried.append(True)
        if len(tried) > 1:
            again.set()
        raise KeyError("step")

    monkeypatch.setattr(rounds, "EVERY", 0.02)
    monkeypatch.setattr(rounds.Rounds, "nudge", broken)
    with caplog.at_level(logging.CRITICAL, rounds.__name__):
        hall.host.start(hall.session.id, desk=FRONT, hosts=[HOST])
        assert again.wait(10)
        hall.host.stop(desk=None)
