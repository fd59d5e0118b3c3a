"""Routes in the manner of the rooms, and routes that fail in every way."""

from flask import Blueprint, Response, abort, jsonify, render_template_string, request
from flask.typing import ResponseReturnValue

from webapp.members.errors import KakaoMisconfigured, KakaoRefused, KakaoUnavailable
from webapp.web import guards, session
from webapp.web.csrf import for_machines, reshow_on_csrf_failure
from webapp.web.limits import limited
from webapp.web.locale import gettext
from webapp.web.origin import from_our_pages

CANARY = "canary-7f3d9b"
routes = Blueprint("trial", __name__)

FORM = """
{%- extends "layout/base.html" -%}
{%- block title %}{{ _("이용약관") }}{% endblock -%}
{%- block main %}
<p>{{ banner }}</p>
<form method="post"><input name="csrf_token" value="{{ csrf_token() }}">
<input name="value" value="{{ value }}"><button>ok</button></form>
{%- endblock %}
"""


def _again(form: dict[str, str], banner: str) -> str:
    return render_template_string(FORM, value=form.get("value", ""), banner=banner)


@routes.get("/form")
def show() -> str:
    return render_template_string(FORM, value="", banner="")


@routes.post("/form")
@reshow_on_csrf_failure(_again)
def save() -> Response:
    return jsonify(request.form.to_dict(flat=False))


@routes.get("/mine")
@guards.signed_in
def mine() -> str:
    return str(guards.member().member_id)


@routes.post("/mine")
@guards.signed_in
def save_mine() -> str:
    return "saved"


@routes.get("/number/<int:number>")
@guards.returnable
def number(number: int) -> ResponseReturnValue:
    return str(number)


@routes.get("/step/<name>")
@guards.signed_in
def step(name: str) -> str:
    return name


@routes.post("/press")
@from_our_pages
def press() -> str:
    return session.browser_hash(create=True).hex()


@routes.get("/browser")
def browser() -> str:
    found = session.browser_hash()
    return found.hex() if found else "none"


@routes.post("/enter")
@from_our_pages
def enter() -> str:
    session.start_member_session(request.form["token"])
    return "in"


@routes.post("/leave")
@from_our_pages
def leave() -> str:
    session.end_session(clear_browser=True)
    return "out"


@routes.post("/hook")
@for_machines
def hook() -> str:
    return request.get_data(as_text=True)


@routes.post("/limited")
@from_our_pages
@limited("login")
def counted() -> str:
    return "counted"


@routes.get("/say")
def say() -> str:
    return gettext("이용약관")


_FAILURES: dict[str, Exception] = {
    "unavailable": KakaoUnavailable("timeout"),
    "refused": KakaoRefused("bad_nonce"),
    "misconfigured": KakaoMisconfigured("invalid_client"),
    "unexpected": ValueError(f"{CANARY} in a message"),
}


@routes.get("/fail/<name>")
def fail(name: str) -> ResponseReturnValue:
    secret = CANARY
    if name.isdigit():
        abort(int(name))
    raise _FAILURES[name] from RuntimeError(f"caused by {secret}")
