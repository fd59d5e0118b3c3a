"""Forms from elsewhere: every POST carries a token bound to the cookie it was shown to.

Flask-WTF signs the token with the second it was made in. Compression therefore gives nothing away
(BREACH): the readable half is useless without the signature, the signature is another one every
second, and a cross-site request that a page could repeat thousands of times carries no cookie
(SameSite=Lax), so it gets no token of the person's at all. An extra mask would add nothing.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, make_response, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, NotFound, UnsupportedMediaType

from webapp.web.locale import gettext as _
from webapp.web.origin import ForeignOrigin, is_foreign, is_guarded
from webapp.web.services import this_app

View = TypeVar("View", bound=Callable[..., Any])
Reshow = Callable[..., ResponseReturnValue]

csrf = CSRFProtect()
_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
_MACHINE = "duett_machine"
_RESHOW = "duett_reshow"
_FOREIGN = "sent from another site"  # for ourselves; no page shows it
_ALLOWED_CONTROLS = "\t\n\r"


def for_machines(view: View) -> View:
    """Mark a webhook: no form token, any content type; it checks its own caller."""
    setattr(view, _MACHINE, True)
    return view


def reshow_on_csrf_failure(reshow: Reshow) -> Callable[[View], View]:
    """Show the form again, answer kept, when its token no longer fits (a login in another tab).

    `reshow(form, banner, **view_args)` renders the page; it is sent as 400. It must leave every
    consent unticked: the token was not there to prove who filled the form in.
    """

    def mark(view: View) -> View:
        setattr(view, _RESHOW, reshow)
        return view

    return mark


def reshow_of_this_endpoint() -> Callable[[], ResponseReturnValue] | None:
    """Return what shows this endpoint's form again, or None if it cannot or must not."""
    view = this_app().view_functions.get(request.endpoint or "")
    reshow: Reshow | None = getattr(view, _RESHOW, None)
    if reshow is None or is_foreign():
        return None

    def show() -> ResponseReturnValue:
        form: MultiDict[str, str] = request.form
        banner = _(
            "로그인 상태가 바뀌어서 아직 저장하지 않았어요. "
            "적은 내용은 그대로 있어요. 동의 칸이 있으면 다시 표시하고, 한 번 더 눌러 주세요."
        )
        if request.files:
            banner = _(
                "로그인 상태가 바뀌어서 아직 저장하지 않았어요. "
                "파일을 다시 고르고 한 번 더 눌러 주세요."
            )
        response = make_response(reshow(form, banner, **(request.view_args or {})))
        response.status_code = 400
        return response

    return show


def _check() -> None:
    """Turn away what none of our pages can send, before a route or the database meets it."""
    for value in (request.view_args or {}).values():
        if isinstance(value, str) and _has_controls(value):
            raise NotFound
    if request.query_string:
        _refuse_controls(request.args)
    view = this_app().view_functions.get(request.endpoint or "")
    if request.method in _UNSAFE and view is not None and not getattr(view, _MACHINE, False):
        _check_form(guarded_by_origin=is_guarded(view))


def _check_form(*, guarded_by_origin: bool) -> None:
    # Before the body is waited for: a slow one from elsewhere must not hold a thread.
    if is_foreign():
        raise ForeignOrigin if guarded_by_origin else CSRFError(_FOREIGN)
    if request.mimetype not in _FORMS and (request.mimetype or request.content_length):
        raise UnsupportedMediaType
    _refuse_controls(request.form)
    if guarded_by_origin:
        return
    csrf.protect()


def _refuse_controls(values: MultiDict[str, str]) -> None:
    for name, value in values.items(multi=True):
        if _has_controls(name) or _has_controls(value):
            raise BadRequest


def _has_controls(text: str) -> bool:
    """Return whether a text has C0 controls (NUL above all: PostgreSQL refuses it) or surrogates.

    Direction marks and other odd but valid letters are for the validator of the field.
    """
    if text.isprintable():
        return False
    return any(
        (sign < " " and sign not in _ALLOWED_CONTROLS) or "\ud800" <= sign <= "\udfff"
        for sign in text
    )


def register(app: Flask) -> None:
    """Check every POST that is not marked otherwise."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a page may lie open; the cookie is what must live
    # Flask-WTF would refuse every https POST without a Referer, and some people hide theirs.
    # Origin, Referer and Fetch-Metadata are checked here, whichever of them a browser sends.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # _check calls it, after its own questions
    csrf.init_app(app)
    app.before_request(_check)
