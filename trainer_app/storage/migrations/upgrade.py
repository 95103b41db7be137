"""Runs Alembic on one connection. Imported only when a file is new or older than HEAD."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from trainer_app.storage.engine import WRITES
from trainer_app.storage.migrations import FOLDER, HEAD


def upgrade(engine: Engine) -> None:
    """Bring the file to HEAD in one transaction: all of it or nothing."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    with engine.connect().execution_options(**{WRITES: True}) as db, db.begin():
        config.attributes["connection"] = db
        command.upgrade(config, HEAD)
