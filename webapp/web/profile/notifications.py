"""`/me/notifications`: which letters there are, on what they rest, and that none advertise."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.onboarding.journey import Sign
from webapp.web.guards import member, signed_in
from webapp.web.services import services, site
from webapp.web.tabs import back_to_me

blueprint = Blueprint("notifications", __name__)


@blueprint.get("/me/notifications")
@signed_in
def show() -> ResponseReturnValue:
    """Say what is sent to this person and what is not; there is nothing to switch yet."""
    summary = services().journey.mine(member().member_id)
    reached = {
        step.field.key: step.sign is Sign.GIVEN
        for step in summary.steps
        if step.field.key in ("email", "phone")
    }
    return render_template(
        "profile/notifications.html",
        back=back_to_me(),
        reached=reached,
        sends_mail=site().sends_mail,
    )
