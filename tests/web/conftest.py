"""What tests of the phones may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web import hall as halls
from tests.web.hall import Hall


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with halls.hall(tmp_path) as made:
        yield made
