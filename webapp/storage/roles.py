"""The two roles of PostgreSQL: what the application and the worker may do, and nothing more.

The application inserts decisions and can neither change nor delete them, nor read the statutory
store; the worker may delete decisions three years past leaving and sweep that store.
"""

from psycopg import sql
from sqlalchemy import Connection, column, literal, make_url, select, table

from webapp.storage.transaction import Storage

_APPLICATION = (
    "GRANT USAGE ON SCHEMA public, keys, statutory TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, keys TO {role}",
    "REVOKE UPDATE, DELETE ON decision, edition, destruction, access_log FROM {role}",
    "REVOKE UPDATE, DELETE ON log_leaf, log_checkpoint FROM {role}",
    "REVOKE DELETE ON member FROM {role}",
    "REVOKE DELETE ON event, event_version FROM {role}",
    "REVOKE UPDATE ON event_transfer FROM {role}",
    "REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {role}",
    "GRANT INSERT ON statutory.visit TO {role}",
)
_WORKER = (
    "GRANT USAGE ON SCHEMA public, keys, statutory TO {role}",
    (
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES"
        " IN SCHEMA public, keys, statutory TO {role}"
    ),
    "REVOKE UPDATE ON decision, destruction, access_log FROM {role}",
    "REVOKE UPDATE, DELETE ON edition, log_leaf, log_checkpoint FROM {role}",
    "REVOKE DELETE ON event, event_version FROM {role}",
    "REVOKE UPDATE ON event_transfer FROM {role}",
    "REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {role}",
)


def grant_roles(owner: Storage, application_url: str, worker_url: str) -> None:
    """Make both roles if they are missing and give them exactly their rights."""
    with owner.engine.begin() as connection:
        for url, grants in ((application_url, _APPLICATION), (worker_url, _WORKER)):
            address = make_url(url)
            _make(connection, address.username or "", address.password)
            for statement in grants:
                _run(connection, sql.SQL(statement).format(role=_name(address.username)))


def _make(connection: Connection, name: str, password: str | None) -> None:
    roles = table("pg_roles", column("rolname"))
    known = connection.execute(select(literal(1)).where(roles.c.rolname == name)).first()
    if known is None:
        _run(connection, sql.SQL("CREATE ROLE {role} LOGIN").format(role=_name(name)))
    if password:
        change = sql.SQL("ALTER ROLE {role} PASSWORD {secret}")
        _run(connection, change.format(role=_name(name), secret=sql.Literal(str(password))))


def _run(connection: Connection, statement: sql.Composed) -> None:
    # Rights take no bound values; psycopg's own quoting stands in for them.
    connection.exec_driver_sql(statement.as_string().replace("%", "%%"))


def _name(role: str | None) -> sql.Identifier:
    return sql.Identifier(role or "")
