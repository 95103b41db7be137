"""Column types: ids, times that are always UTC, enums by their value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import DateTime, Dialect, String, Uuid
from sqlalchemy.types import TypeDecorator

E = TypeVar("E", bound=Enum)


class Id(TypeDecorator[UUID]):
    """An id. One is read again and again, so its texts are turned into ids once."""

    impl = Uuid(as_uuid=True, native_uuid=True)
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], UUID | None] | None:
        """Return what turns a driver's value into the id; SQLite keeps 32 hexadecimal digits."""
        return _id_of_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept as UTC; a naive one is a bug and is refused where it is written."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware time into UTC; SQLite keeps no zone, so it gets the bare UTC value."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"a time without a zone cannot be stored: {value}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give back the same instant as an aware UTC time."""
        return None if value is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """Return what turns a driver's value into the time; SQLite keeps a text, read here without a detour."""
        return _time_or_none if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


class EnumText(TypeDecorator[E]):
    """A member of one `Enum`, kept as its value."""

    impl = String(24)
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn the member into its value."""
        return None if value is None else str(value.value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turn the value back into the member."""
        return None if value is None else self.kind(value)


@lru_cache(maxsize=4096)
def _id_of_text(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def time_of_text(text: str) -> datetime:
    """Return the time SQLite keeps as this text."""
    return datetime.fromisoformat(text + "+00:00")


def _time_or_none(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text + "+00:00")
