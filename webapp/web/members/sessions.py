"""`/me/sessions`: the browsers a person is signed in on, and ending them."""

import base64
import binascii

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from webapp.web.guards import member, signed_in
from webapp.web.limits import limited
from webapp.web.notices import message
from webapp.web.services import services
from webapp.web.tabs import back_to_me

blueprint = Blueprint("sessions", __name__)


@blueprint.get("/me/sessions")
@signed_in
def show() -> ResponseReturnValue:
    """List the browsers, this one first."""
    me = member()
    found = services().members.of(me.member_id)
    here = [s for s in found if s.session_hash == me.session_hash]
    others = [s for s in found if s.session_hash != me.session_hash]
    return render_template(
        "members/sessions.html",
        back=back_to_me(),
        here=here,
        others=[(_name(s.session_hash), s) for s in others],
        message=message(),
    )


@blueprint.post("/me/sessions")
@signed_in
@limited("sessions")
def end() -> ResponseReturnValue:
    """End one other browser, or all others; somebody else's is not found (404).

    One that has ended already is no error: the button may be pressed twice.
    """
    me = member()
    member_id = me.member_id
    if request.form.get("act") == "others":
        services().members.end_others(member_id, me.session_hash)
        return redirect(url_for("sessions.show", done="others_ended"), 303)
    named = _hash(request.form.get("session", ""))
    if not services().members.end(member_id, named) and services().members.is_known(named):
        raise NotFound
    return redirect(url_for("sessions.show", done="session_ended"), 303)


def _name(session_hash: bytes) -> str:
    return base64.urlsafe_b64encode(session_hash).decode()


def _hash(name: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(name[:64].encode())
    except (binascii.Error, ValueError):
        return b""
