"""What every service is given: the store, the clock and the source of ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from trainer_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class Context:
    """`clock` gives aware UTC times, `new_id` ids that grow with time (UUIDv7), `random_bits` a secret number."""

    store: Store
    clock: Callable[[], datetime]
    new_id: Callable[[], UUID]
    random_bits: Callable[[int], int]
