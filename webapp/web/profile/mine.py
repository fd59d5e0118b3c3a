"""`/me` and `/me/edit`: what a person gave, changing it, and who may see it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from webapp.catalogue.shapes import Field, Kind
from webapp.onboarding.journey import StepPage
from webapp.web.csrf import reshow_on_csrf_failure
from webapp.web.guards import member, signed_in
from webapp.web.limits import limited
from webapp.web.locale import gettext
from webapp.web.members.inactivity import away
from webapp.web.notices import message
from webapp.web.photos.uploads import takes_file
from webapp.web.profile.audience import ACTS, Refused, choose_audience
from webapp.web.profile.facts import about, source_words, visibility_words
from webapp.web.services import services
from webapp.web.step_page import Frame, answer_step, refuse_file, reshow_step, show_step
from webapp.web.tabs import my_tabs

blueprint = Blueprint("profile", __name__, url_prefix="/me")


@blueprint.get("")
@signed_in
def show() -> ResponseReturnValue:
    """Show My page: every field and how it stands, and what was answered to a correction."""
    me = member().member_id
    summary = services().journey.mine(me)
    return _mine(
        "profile/me.html",
        "me",
        summary=summary,
        joined_at=services().members.joined_at(me),
        name=services().calling.name_of(me) if summary.has("name") else None,
        news=services().corrections.news(me),
        away=away(),
    )


@blueprint.get("/edit")
@signed_in
def edit() -> ResponseReturnValue:
    """Show 내 정보 수정 (policy article 6-1)."""
    me = member().member_id
    return _mine("profile/edit.html", "edit", summary=services().journey.mine(me))


@blueprint.get("/edit/<own_field:field>")
@signed_in
def edit_field(field: Field) -> ResponseReturnValue:
    """Show one field with the value that is kept, and everything that is known of it."""
    return show_step(field, _frame())


def _reshow(
    form: MultiDict[str, str],
    banner: str,
    field: Field,
) -> ResponseReturnValue:
    if form.get("act") in ACTS:
        return show_step(field, _frame(), banner)
    return reshow_step(field, _frame(), banner)


def _refuse(field: Field, words: str) -> ResponseReturnValue:
    return refuse_file(field, _frame(), words)


@blueprint.post("/edit/<own_field:field>")
@signed_in
@limited("consent")
@reshow_on_csrf_failure(_reshow)
@takes_file(_refuse)
def save_field(field: Field) -> ResponseReturnValue:
    """Save, skip or leave as it is, and go back to the list; or choose who may see it."""
    if request.form.get("act") in ACTS:
        return choose_audience(field, lambda refused: _show_again(field, refused))

    def onward(done: str) -> ResponseReturnValue:
        if field.kind is Kind.PHOTO and done == "saved":
            return redirect(url_for("crop.show_mine", field=field), 303)
        return redirect(url_for("profile.edit", done=done, of=field.key), 303)

    return answer_step(field, _frame, onward)


def _show_again(field: Field, refused: Refused) -> ResponseReturnValue:
    frame = _frame(lambda page: about(page, refused))
    return show_step(field, frame, refused.banner), refused.status


def _mine(template: str, tab: str, **more: object) -> str:
    return render_template(
        template,
        tabs=my_tabs(tab),
        source_words=source_words,
        visibility_words=visibility_words,
        message=message(),
        **more,
    )


def _frame(more: Callable[[StepPage], dict[str, Any]] = about) -> Frame:
    back = {"href": url_for("profile.edit"), "label": gettext("내 정보 수정으로 돌아가기")}
    return Frame(template="profile/edit_field.html", back=back, more=more)
