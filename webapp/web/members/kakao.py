"""`/me/kakao`: since when the link stands, what was agreed to at Kakao, and ending that."""

import re

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from webapp.catalogue.shapes import N_
from webapp.members.errors import NotAgreed
from webapp.members.kakao_link import Agreement, Ended
from webapp.web import logs
from webapp.web.guards import member, signed_in
from webapp.web.limits import limited
from webapp.web.locale import gettext, language
from webapp.web.notices import message
from webapp.web.services import services
from webapp.web.tabs import back_to_me

blueprint = Blueprint("kakao", __name__, url_prefix="/me")

_SCOPE = re.compile(r"[a-z_]{1,40}", re.ASCII)
_NAMES = {
    "profile_nickname": N_("별명"),
    "profile_image": N_("프로필 사진"),
    "account_email": N_("이메일"),
    "name": N_("이름"),
    "gender": N_("성별"),
    "age_range": N_("연령대"),
    "birthday": N_("생일"),
    "birthyear": N_("태어난 해"),
    "phone_number": N_("전화번호"),
}
_DONE = {
    Ended.THERE: "scope_ended",
    Ended.ON_ITS_WAY: "scope_on_its_way",
    Ended.NEVER: "scope_stays",
}


@blueprint.get("/kakao")
@signed_in
@limited("kakao")
def show() -> ResponseReturnValue:
    """Show the link as Kakao knows it now, or knew it last; nothing is written."""
    linked = services().kakao_link.show(member().member_id)
    if linked.trouble:
        logs.note("kakao_link", code=linked.trouble)
    return render_template(
        "members/kakao.html",
        back=back_to_me(),
        linked=linked,
        seen=linked.seen.value,
        name=_name,
        message=message(),
    )


@blueprint.post("/kakao")
@signed_in
@limited("kakao")
def revoke() -> ResponseReturnValue:
    """End one agreement at Kakao; what came by it is deleted here before this answers."""
    scope = request.form.get("scope", "")
    if not _SCOPE.fullmatch(scope):
        raise BadRequest
    try:
        ended = services().kakao_link.revoke(member().member_id, scope, language())
    except NotAgreed:
        raise BadRequest from None
    return redirect(url_for("kakao.show", done=_DONE[ended]), 303)


def _name(agreement: Agreement) -> str:
    """Return what an item is called: our word, else Kakao's own, else its id."""
    ours = _NAMES.get(agreement.scope)
    return gettext(ours) if ours else agreement.label or agreement.scope
