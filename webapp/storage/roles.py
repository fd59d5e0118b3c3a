"""The two roles of PostgreSQL: what the application and the worker may do, and nothing more.

The application inserts decisions and can neither change nor delete them, nor read the statutory
store; the worker may delete decisions three years past leaving and sweep that store (design 11.11).
"""

from sqlalchemy import DDL, Connection, literal, make_url, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import column, table

from webapp.storage.transaction import Storage

_APPLICATION = (
    "GRANT USAGE ON SCHEMA public, keys, statutory TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, keys TO {role}",
    "REVOKE UPDATE, DELETE ON decision, edition, destruction, log_leaf, log_checkpoint FROM {role}",
    "REVOKE DELETE ON member FROM {role}",
    "REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {role}",
    "GRANT INSERT ON statutory.visit TO {role}",
)
_WORKER = (
    "GRANT USAGE ON SCHEMA public, keys, statutory TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, keys, statutory TO {role}",
    "REVOKE UPDATE ON decision, edition, destruction, log_leaf FROM {role}",
    "REVOKE DELETE ON edition FROM {role}",
    "REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {role}",
)


def grant_roles(owner: Storage, application_url: str, worker_url: str) -> None:
    """Make both roles if they are missing and give them exactly their rights."""
    with owner.engine.begin() as connection:
        for url, grants in ((application_url, _APPLICATION), (worker_url, _WORKER)):
            address = make_url(url)
            _make(connection, address.username or "", address.password)
            for statement in grants:
                role = _quoted(address.username or "")
                connection.execute(DDL(statement.format(role=role)))


def _make(connection: Connection, name: str, password: str | None) -> None:
    roles = table("pg_roles", column("rolname"))
    known = connection.execute(select(literal(1)).where(roles.c.rolname == name)).first()
    if known is None:
        connection.execute(DDL(f"CREATE ROLE {_quoted(name)} LOGIN"))
    if password:
        secret = str(
            literal(str(password)).compile(
                dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}
            )
        )
        # DDL takes no bound values; SQLAlchemy's own literal quoting is used instead.
        connection.execute(DDL(f"ALTER ROLE {_quoted(name)} PASSWORD {secret}".replace("%", "%%")))


def _quoted(name: str) -> str:
    return postgresql.dialect().identifier_preparer.quote_identifier(name).replace("%", "%%")
