"""`/withdraw`: leaving. What goes, what stays and why, one button, and the number afterwards."""

import re

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from webapp.rights.leaving import LEAVE
from webapp.web.guards import signed_in
from webapp.web.limits import count, limited
from webapp.web.notices import message
from webapp.web.services import services
from webapp.web.session import browser_hash

blueprint = Blueprint("rights", __name__, url_prefix="/withdraw")

_REFERENCE = re.compile(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{2}", re.ASCII)


@blueprint.get("")
@signed_in
def ask() -> ResponseReturnValue:
    """Say what leaving deletes and what the law keeps, on one page, with one button."""
    return render_template("rights/ask.html", message=message())


@blueprint.post("")
@signed_in
@limited("leave")
def leave() -> ResponseReturnValue:
    """Send the person to Kakao to prove who they are; the leaving happens when they return."""
    address = services().login.start(
        browser_hash(create=True), next_key="", errand=LEAVE, ask_again=True
    )
    return redirect(address, 303)


@blueprint.get("/done")
def done() -> ResponseReturnValue:
    """Show the number of a leaving, and how far Kakao's side is.

    Counted in here: asking for the head alone would tell whether there is such a number, too.
    """
    reference = request.args.get("r", "")
    farewell = None
    if _REFERENCE.fullmatch(reference):
        count("farewell")
        farewell = services().leaving.farewell(reference)
    if farewell is None:
        raise NotFound
    return render_template("rights/done.html", farewell=farewell)
