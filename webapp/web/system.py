"""The addresses that belong to no topic: whether we live, and in which language we speak."""

from flask import Blueprint, Response, redirect, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp.web.guards import own_path
from webapp.web.limits import limited
from webapp.web.locale import LANGUAGES, remember_language
from webapp.web.origin import from_our_pages
from webapp.web.services import services
from webapp.web.session import current_member

blueprint = Blueprint("system", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say that this process answers; touches nothing else."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Say whether the database answers: 200, or 503 for whoever spreads the load."""
    if services().health.ready():
        return Response("ready\n", mimetype="text/plain")
    return Response("not ready\n", 503, mimetype="text/plain")


@blueprint.post("/language")
@from_our_pages
@limited("language")
def choose_language() -> WerkzeugResponse:
    """Remember the language a person chose, with the member and in this browser; back to the page.

    `lang` is ko or en; `back` the path of the page the button stood on (else the first page).
    """
    chosen = request.form.get("lang", "")
    if chosen not in LANGUAGES:
        raise BadRequest
    member = current_member()
    if member is not None:
        services().members.choose_language(member.member_id, chosen)
    response = redirect(own_path(request.form.get("back")) or "/", 303)
    remember_language(response, chosen)
    return response
