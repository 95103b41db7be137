"""Alembic's way in: it runs on the connection it is given, inside that connection's transaction."""

from __future__ import annotations

from alembic import context

from trainer_app.storage.columns import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
