"""The journey's pages: the list, one question a page, check-answers, done."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from webapp.catalogue.shapes import Field, Kind
from webapp.onboarding.journey import Sign
from webapp.web.csrf import reshow_on_csrf_failure
from webapp.web.events.board import near_events
from webapp.web.guards import member, signed_in
from webapp.web.limits import limited
from webapp.web.locale import gettext
from webapp.web.photos.uploads import takes_file
from webapp.web.services import services
from webapp.web.staff import staff_line
from webapp.web.step_page import Frame, answer_step, refuse_file, reshow_step, show_step

blueprint = Blueprint("onboarding", __name__, url_prefix="/onboarding")

_CHECK = "check"


@blueprint.get("")
@signed_in
def overview() -> ResponseReturnValue:
    """List every step with its state; anybody can leave from here at any time."""
    steps = services().journey.steps(member().member_id)
    return render_template("onboarding/overview.html", steps=steps, line=staff_line(steps))


@blueprint.get("/check")
@signed_in
def check() -> ResponseReturnValue:
    """Show every answer once more, with a way to change each."""
    summary = services().journey.summary(member().member_id)
    return render_template("onboarding/check.html", summary=summary, line=staff_line(summary.steps))


@blueprint.get("/done")
@signed_in
def done() -> ResponseReturnValue:
    """Show the person's own line of notes and rests."""
    steps = services().journey.steps(member().member_id)
    return render_template(
        "onboarding/done.html",
        line=staff_line(steps),
        given=sum(step.sign is Sign.GIVEN for step in steps),
        skipped=sum(step.sign is Sign.SKIPPED for step in steps),
        events=near_events(),
    )


@blueprint.get("/<field:field>")
@signed_in
def step(field: Field) -> ResponseReturnValue:
    """Show one question."""
    services().counter.count(field.key, "shown")
    return show_step(field, _frame(field))


def _reshow(
    form: MultiDict[str, str],  # noqa: ARG001  the form of this request is read as ever
    banner: str,
    field: Field,
) -> ResponseReturnValue:
    return reshow_step(field, _frame(field), banner)


def _refuse(field: Field, words: str) -> ResponseReturnValue:
    return refuse_file(field, _frame(field), words)


@blueprint.post("/<field:field>")
@signed_in
@limited("consent")
@reshow_on_csrf_failure(_reshow)
@takes_file(_refuse)
def answer(field: Field) -> ResponseReturnValue:
    """Take an answer and go on to the next question, or back to the check page."""

    def onward(done: str) -> ResponseReturnValue:
        services().counter.count(field.key, done)
        if field.kind is Kind.PHOTO and done == "saved":
            return redirect(url_for("crop.show", field=field, **came_from()), 303)
        return redirect(onward_of(field), 303)

    return answer_step(field, lambda: _frame(field), onward)


@blueprint.post("/<field:field>/never")
@signed_in
@limited("consent")
def never(field: Field) -> ResponseReturnValue:
    """Never offer a skipped question again (promise P5); it stays on My page."""
    notice = services().journey.notice_of(field.key)
    if notice is None:
        raise BadRequest
    services().asking.stop(member().member_id, notice.key)
    return redirect("/?done=never", 303)


def _frame(field: Field) -> Frame:
    before = services().journey.before(field)
    if request.args.get("from") == _CHECK:
        back = {"href": url_for("onboarding.check"), "label": gettext("답 확인으로 돌아가기")}
    elif before is not None:
        label = gettext("%(field)s 질문으로 돌아가기", field=gettext(before.label))
        back = {"href": url_for("onboarding.step", field=before), "label": label}
    else:
        back = {"href": url_for("onboarding.overview"), "label": gettext("질문 목록으로 돌아가기")}
    return Frame(template="onboarding/step.html", back=back, with_staff=True)


def came_from() -> dict[str, Any]:
    """Return the part of this address that leads back to the check page, if it does."""
    return {"from": _CHECK} if request.args.get("from") == _CHECK else {}


def onward_of(field: Field) -> str:
    """Return the next address; they are settled, so nothing need be put together."""
    following = services().journey.after(field)
    if following is None or request.args.get("from") == _CHECK:
        return "/onboarding/check"
    return f"/onboarding/{following.key}"
