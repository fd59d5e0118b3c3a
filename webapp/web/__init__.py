"""The web edge: routes, templates and everything HTTP; calls the rooms through Services only.

Entered by `register`; the only place that imports Flask and its family.
"""

from pathlib import Path

from flask import Flask

from webapp.web import (
    assets,
    breaks,
    compress,
    consent,
    controls,
    converters,
    csrf,
    design,
    fetching,
    headers,
    home,
    limits,
    locale,
    logs,
    number_code,
    onboarding,
    policy,
    proxies,
    services,
    session,
    shown,
    system,
)
from webapp.web.errors import answer
from webapp.web.events import applying, board, sending, speech
from webapp.web.events import mine as my_events
from webapp.web.members import inactivity, join, kakao, login, sessions, webhooks
from webapp.web.photos import crop, pictures, uploads
from webapp.web.profile import mine, notifications
from webapp.web.rights import correction, exporting, leaving

_ROOT = Path(__file__).resolve().parents[2]
STATIC = _ROOT / "static"
TRANSLATIONS = _ROOT / "translations"
FORM_BYTES = 64 * 1024
FORM_PARTS = 200

_ROOMS = (
    *(system, home, policy, login, join, onboarding, crop, mine, pictures, consent, sessions),
    *(exporting, leaving, fetching, number_code, kakao, webhooks, correction, notifications),
    *(inactivity, board, applying, sending, my_events),
)


def register(app: Flask, found: services.Services, site: services.Site) -> None:
    """Turn a bare Flask application into Duett's.

    Raises TranslationsMissing in production when a language has no texts, BrokenStylesheet when
    the stylesheet names a missing file. The order of the hooks matters; each says why.
    """
    services.attach(app, found, site)
    app.secret_key = site.secret_key
    app.config.update(
        MAX_CONTENT_LENGTH=FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=FORM_BYTES,
        MAX_FORM_PARTS=FORM_PARTS,
        TRUSTED_HOSTS=list(site.trusted_hosts) or None,
    )
    app.url_map.merge_slashes = False  # "//me" is no address, and no redirect to one
    app.session_interface = session.CookieSession()
    proxies.trust(app, site.trusted_proxies)
    locale.register(app, locale.read_catalogues(TRANSLATIONS, strict=site.is_production))
    logs.register(app)  # first, so that its after_request runs last and sees the final answer
    limits.register(app)
    uploads.register(app, FORM_BYTES)  # before whatever reads a form: it says how much may come
    csrf.register(app)
    answer.register(app)
    assets.register(app, STATIC)
    converters.register(app)
    shown.register(app)
    speech.register(app)
    breaks.register(app)
    controls.register(app)
    for room in _ROOMS if site.is_production else (*_ROOMS, design):
        app.register_blueprint(room.blueprint)
    compress.register(app)
    headers.register(app, site)  # last: outside of everything else
