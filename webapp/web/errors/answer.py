"""Answering an error with its page from the table, whatever else is broken."""

from datetime import timedelta
from html import escape

from flask import Flask, Response, make_response, render_template, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from webapp.web import csrf, guards, limits, logs
from webapp.web.errors.table import BACK_FROM, PAGES, Page
from webapp.web.locale import gettext, language, time_text
from webapp.web.services import services, site
from webapp.web.session import current_member

_CLIENT_ERROR, _SERVER_ERROR = 400, 500
_OURS = tuple(
    kind for kind in PAGES if isinstance(kind, type) and not issubclass(kind, HTTPException)
)


def _row(error: Exception) -> Page:
    for kind in type(error).__mro__:
        if kind in PAGES:
            return PAGES[kind]
    status = getattr(error, "code", None) or _SERVER_ERROR
    fallback = _SERVER_ERROR if status >= _SERVER_ERROR else _CLIENT_ERROR
    return PAGES.get(status) or PAGES[fallback]


def _answer(error: Exception) -> Response:
    """Return the page of an error, with the headers its status asks for."""
    page = _row(error)
    seconds = limits.seconds_left() if page.status == 429 else page.retry_after  # noqa: PLR2004
    response = make_response(_draw(page, _way(error, page), seconds or 0))
    response.status_code = page.status
    if isinstance(error, HTTPException):
        response.status_code = error.code or page.status
        for name, value in error.get_headers(request.environ):
            if name != "Content-Type":
                response.headers[name] = value
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response


def _way(error: Exception, page: Page) -> tuple[str, str]:
    """Return the one way on: back to where an errand began, if it was one that failed."""
    return BACK_FROM.get(getattr(error, "errand", ""), page.way)


def _draw(page: Page, way: tuple[str, str], seconds: int) -> str:
    values: dict[str, object] = {
        "size": f"{(request.max_content_length or 0) // 1024:,}KB",
        "minutes": -(-seconds // 60),
        "minimum_age": site().minimum_age,
        "time": time_text(services().now() + timedelta(seconds=seconds, minutes=1)),
    }
    texts = [gettext(text) % values for text in (page.what, page.why, page.now)]
    text, href = way
    code = logs.reference() if page.code else ""
    if request_ctx.url_adapter is not None:  # none for a host we do not answer for
        try:
            return render_template(
                "errors/page.html",
                texts=texts,
                way={"text": gettext(text), "href": href},
                code=code,
            )
        except Exception as error:  # noqa: BLE001  whatever broke, an error page must come
            logs.alarm("error_page_failed", error)
    return _plain(texts, code)


def _plain(texts: list[str], code: str) -> str:
    """Return the page as bare HTML: needs no template, no style, no route."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in (*texts[1:], code) if line)
    return (
        f'<!doctype html><html lang="{language()}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(texts[0])} · Duett</title>"
        f'<h1>{escape(texts[0])}</h1>{lines}<p><a href="/">Duett</a></p></html>'
    )


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 0) < _CLIENT_ERROR:  # a redirect to the slash
        return error.get_response(request.environ)
    return _answer(error)


def _room(error: Exception) -> ResponseReturnValue:
    page = _row(error)
    reason = getattr(error, "reason", None)  # a code word of ours, by the contract of the rooms
    if page.alarm:
        logs.alarm(type(error).__name__, error, code=reason)
    else:
        logs.note(type(error).__name__, code=reason)
    return _answer(error)


def _csrf(error: CSRFError) -> ResponseReturnValue:
    """Keep the answer where the form can be shown again; without a session, lead to the login."""
    if guards.needs_member(guards.this_view()) and current_member() is None:
        return guards.to_login()
    show = csrf.reshow_of_this_endpoint()
    try:
        return show() if show else _answer(error)
    except _OURS as refusal:  # the form is no more: its sign-up expired, its member left
        return _room(refusal)
    except HTTPException as refusal:  # there is no such form
        return _answer(refusal)


def register(app: Flask) -> None:
    """Answer every error of this application from the table."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _csrf)
    for kind in _OURS:
        app.register_error_handler(kind, _room)
