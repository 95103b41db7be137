"""Runs Alembic on one connection. Imported only when a file is new or older than HEAD."""

from __future__ import annotations

from contextlib import closing

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from trainer_app.storage.engine import APPLICATION_ID, WRITES
from trainer_app.storage.migrations import FOLDER, HEAD


def upgrade(engine: Engine) -> None:
    """Bring the file to HEAD in one transaction: all of it or nothing."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    with engine.connect().execution_options(**{WRITES: True}) as db, db.begin():
        if db.dialect.name == "sqlite":
            db.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        config.attributes["connection"] = db
        command.upgrade(config, HEAD)
    if engine.dialect.name == "sqlite":
        _fold_in(engine)


def _fold_in(engine: Engine) -> None:
    """Write the header into the file itself: another program that opens it looks there, not into the log beside it."""
    with closing(engine.raw_connection()) as db:
        db.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
