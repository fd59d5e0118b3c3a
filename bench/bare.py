"""The measure: a Flask application that does the bare minimum, with the house's own engine.

Two of its routes ask the permission check and the reading door of the house, so that these stand
beside a bare read of one row behind the very same server.
"""

import os
import sys
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Column, MetaData, String, Table, Uuid, bindparam, select

from webapp import wiring
from webapp.cli.children import end_with_parent
from webapp.cli.serve import serve_target
from webapp.consent.decision import MemberId
from webapp.keys.keyring import load_keyring
from webapp.keys.vault import KeyringVault
from webapp.profile.reading import Profile
from webapp.settings import Settings
from webapp.storage.engine import WRITING, open_reading
from webapp.storage.transaction import Storage

FIELD, PURPOSE = "mbti", "match"
ROW = Table(
    "bench_row",
    MetaData(),
    Column("row_id", Uuid, primary_key=True),
    Column("text", String(20), nullable=False),
)
READ = select(ROW.c.text).where(ROW.c.row_id == bindparam("row_id"))
PAGE = """<!DOCTYPE html>
<html lang="ko"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1><ul>{% for line in lines %}<li>{{ line }}</li>{% endfor %}</ul></body>
</html>"""
LINES = [f"line {number}" for number in range(12)]


def create() -> Flask:
    """Return the application; settings come from the environment, as the house's own do."""
    settings = Settings.from_env(os.environ)
    storage = Storage(settings.database_url)
    app = Flask(__name__)
    _add_minimum(app, storage)
    _add_checks(app, profile_of(settings, storage))
    return app


def profile_of(settings: Settings, storage: Storage) -> Profile:
    """Return the house's reading door, as wiring makes it."""
    found, _ = wiring.build(settings)
    vault = KeyringVault(load_keyring(Path(settings.keyring)))
    return Profile(storage, vault, found.catalogue, found.editions, found.now)


def _add_minimum(app: Flask, storage: Storage) -> None:
    writing = storage.engine.execution_options(**{WRITING: True})

    @app.post("/row")
    def insert() -> ResponseReturnValue:
        row = {"row_id": uuid4(), "text": request.form["ei"]}
        with writing.begin() as connection:
            connection.execute(ROW.insert(), row)
        return "", 303, {"Location": "/page"}

    drawn = app.jinja_env.from_string(PAGE)  # compiled once, as a template file is

    @app.get("/page")
    def page() -> ResponseReturnValue:
        return render_template(drawn, title="Duett", lines=LINES)

    reading = open_reading(storage.engine)

    @app.get("/row/<uuid:row_id>")
    def read(row_id: UUID) -> ResponseReturnValue:
        with reading.connect() as connection:
            found = connection.execute(READ, {"row_id": row_id}).scalar_one()
        return str(found)


def _add_checks(app: Flask, profile: Profile) -> None:
    @app.get("/may/<uuid:member_id>")
    def may(member_id: UUID) -> ResponseReturnValue:
        return "yes" if profile.may_read(MemberId(member_id), FIELD, PURPOSE) else abort(403)

    @app.get("/value/<uuid:member_id>")
    def value(member_id: UUID) -> ResponseReturnValue:
        return profile.read(MemberId(member_id), FIELD, PURPOSE)


def main() -> None:
    """Serve as the house is served: the same server, as many workers, as many threads."""
    end_with_parent()
    workers = Settings.from_env(os.environ).workers
    serve_target("bench.wsgi:app", "127.0.0.1", int(sys.argv[1]), workers, respawns=False)


if __name__ == "__main__":
    main()
