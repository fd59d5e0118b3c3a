"""Alembic's entrance: runs the migrations on the connection `migrate.py` hands over."""

from alembic import context

from webapp.storage.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    include_schemas=connection.dialect.name == "postgresql",
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
