"""What every table is made of: the one MetaData with its names, keys, and references to other tables."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, MetaData

from trainer_app.storage.types import Id

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = Id()


def key(name: str = "id") -> Column[object]:
    """Return the column that names a row: an id made by us, the same on every machine."""
    return Column(name, ID, primary_key=True)


def to(column: str, *, optional: bool = False, primary_key: bool = False) -> Column[object]:
    """Return a column `<table>_id` that refers to a column written as `table.column`."""
    name = f"{column.split('.', maxsplit=1)[0]}_id"
    return Column(name, ID, ForeignKey(column), nullable=optional, primary_key=primary_key)
