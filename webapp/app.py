"""Makes the application: the order of start-up, and nothing else."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from webapp import web, wiring
from webapp.settings import Settings
from webapp.web import logs


def create_app(settings: Settings, *, now: Callable[[], datetime] | None = None) -> Flask:
    """Return the WSGI application for these settings; `now` (aware UTC) replaces the clock.

    Raises what wiring and web.register raise when something needed is missing or weak.
    """
    logs.configure()
    found, site = wiring.build(settings, now=now)
    app = Flask(web.__name__, static_folder=None)
    web.register(app, found, site)
    return app
