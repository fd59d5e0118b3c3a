"""How many statements an act sends to the database, counted inside this process.

A listener sees every statement SQLAlchemy gives to a cursor; BEGIN and COMMIT are no statements.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

from bench import bare
from bench.acts import Act
from bench.load import ORIGIN
from bench.place import Place
from webapp.app import create_app


def statements(place: Place, acts: list[Act]) -> dict[str, list[str]]:
    """Return the statements of each act, as text, after a first time that fills what is kept."""
    house = create_app(place.settings)
    with _environment(place.environment):
        minimum = bare.create()
    found = {}
    for act in acts:
        app = house if act.tree is place.duett else minimum
        _carry_out(app, act)
        with _listening() as heard:
            _carry_out(app, act)
        found[act.name] = heard
    return found


def _carry_out(app: Flask, act: Act) -> None:
    request = act.ready(1)[0]
    told = request.headers()
    browser = app.test_client(use_cookies=False)
    answer = browser.open(
        request.path, method=request.method, base_url=ORIGIN, headers=told, data=request.body
    )
    if answer.status_code != act.status:
        message = f"{act.name} answered {answer.status_code}"
        raise ValueError(message)


@contextmanager
def _listening() -> Iterator[list[str]]:
    heard: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:  # noqa: ANN401
        heard.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


@contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """The bare application reads the environment of its process: lend it ours."""
    kept = dict(os.environ)
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)
