"""The measure: a Flask application whose one route inserts one row and does nothing else."""

import os
import sys
from secrets import token_bytes

from flask import Flask, request
from flask.typing import ResponseReturnValue

from webapp.cli.children import end_with_parent
from webapp.cli.serve import serve_target
from webapp.storage.engine import WRITING, open_engine

DATABASE = "DUETT_BENCH_DATABASE"


def create() -> Flask:
    engine = open_engine(os.environ[DATABASE]).execution_options(**{WRITING: True})
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS row (id BLOB PRIMARY KEY, text TEXT)"
        )
    app = Flask(__name__)

    @app.post("/")
    def insert() -> ResponseReturnValue:
        row = (token_bytes(16), request.form["text"])
        with engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO row (id, text) VALUES (?, ?)", row)
        return "", 303, {"Location": "/"}

    return app


if DATABASE in os.environ:
    app = create()

if __name__ == "__main__":
    end_with_parent()
    serve_target("webapp.cli.bench.bare:app", "127.0.0.1", int(sys.argv[1]), 1, respawns=False)
