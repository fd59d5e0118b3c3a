"""The first page: what Duett is, signed out; the own line of notes and rests, signed in."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.onboarding.journey import Sign
from webapp.web.events.board import near_events
from webapp.web.guards import was_signed_in
from webapp.web.locale import gettext
from webapp.web.members.inactivity import away
from webapp.web.notices import message, sentence
from webapp.web.services import services
from webapp.web.session import current_member
from webapp.web.staff import staff_line

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def show() -> ResponseReturnValue:
    """Show the landing page or the member's home; no profile value is read (promise P5)."""
    signed_in = current_member()
    if signed_in is None:
        said = message() or (sentence("over") if was_signed_in() else "")
        return render_template("home/landing.html", asked=_asked(), message=said)
    me = signed_in.member_id
    steps = services().journey.steps(me)
    return render_template(
        "home/member.html",
        line=staff_line(steps),
        open=sum(step.sign is Sign.OPEN for step in steps),
        again=services().asking.offer(me, steps),
        away=away(),
        events=near_events(),
        message=message(),
    )


def _asked() -> list[dict[str, str]]:
    """Return what the journey asks for today, each with why, in the journey's order."""
    return [
        {"label": gettext(field.label), "why": gettext(field.why)}
        for field in services().catalogue.asked()
    ]
