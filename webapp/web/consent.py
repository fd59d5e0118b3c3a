"""`/me/consents` and the card of a decision exactly as it was shown."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, NotFound

from webapp.catalogue.shapes import N_, Notice, NoticeKind
from webapp.web.events.consents import given_at_events, withdraw_at_event
from webapp.web.guards import member, signed_in
from webapp.web.limits import limited
from webapp.web.locale import language
from webapp.web.notices import message
from webapp.web.services import services
from webapp.web.tabs import my_tabs

SHOWING = N_("%(field)s 보여 주기")
"""What a consent to show is about; the page of consents says the same."""

blueprint = Blueprint("consent", __name__, url_prefix="/me")


@blueprint.get("/consents")
@signed_in
def consents() -> ResponseReturnValue:
    """Show 동의 관리: every consent and refusal, with its date, its card, its remaining time."""
    return render_template(
        "consent/consents.html",
        tabs=my_tabs("consents"),
        lines=services().consents.lines(member().member_id),
        label=_label,
        purpose=_purpose,
        events=given_at_events(member().member_id),
        now=services().now(),
        message=message(),
    )


@blueprint.post("/consents")
@signed_in
@limited("consent")
def withdraw() -> ResponseReturnValue:
    """End a consent; value and key are gone before this answers (promise P6)."""
    if "scope" in request.form:
        return withdraw_at_event(request.form["scope"][:80], request.form.get("notice", "")[:80])
    notice = _notice(request.form.get("notice", ""))
    services().answers.withdraw(notice, member().member_id, language())
    done = "erased" if notice.audience is None else "hidden"
    return redirect(url_for("consent.consents", done=done, of=notice.fields[0]), 303)


@blueprint.get("/receipts/<receipt:decision_id>")
@signed_in
def receipt(decision_id: UUID) -> ResponseReturnValue:
    """Show the card of one's own decision word for word; anybody else's is not found."""
    shown = services().consents.shown(member().member_id, decision_id)
    if shown is None:
        raise NotFound
    return render_template(
        "consent/receipt.html",
        decision=shown.decision,
        edition=shown.edition,
        body=shown.edition.body,
    )


def _notice(key: str) -> Notice:
    for notice in services().catalogue.notices:
        if notice.key == key and notice.kind is NoticeKind.CONSENT:
            return notice
    raise BadRequest


def _label(notice: Notice) -> str:
    return services().catalogue.field(notice.fields[0]).label


def _purpose(notice: Notice) -> str:
    """Return what a consent is for; one to show says to whom."""
    catalogue = services().catalogue
    for audience in catalogue.audiences:
        if audience.key is notice.audience:
            return audience.label
    return catalogue.purpose(notice.purpose).label
