"""`/onboarding/<field>/crop`, `/me/edit/<field>/crop`: which part of a photo its square shows."""

from dataclasses import dataclass

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from webapp.catalogue.shapes import N_, Field
from webapp.profile.errors import NothingKept
from webapp.profile.photos.errors import PhotoRefused, PhotosAway
from webapp.profile.photos.ports import PLACES, ZOOMS, Crop
from webapp.profile.photos.value import PhotoValue
from webapp.web.csrf import reshow_on_csrf_failure
from webapp.web.guards import member, signed_in
from webapp.web.limits import limited
from webapp.web.locale import gettext
from webapp.web.onboarding import came_from, onward_of
from webapp.web.photos.words import away_words
from webapp.web.services import services

blueprint = Blueprint("crop", __name__)

UNREADABLE = N_("저장된 사진을 열지 못했어요. 사진을 다시 올려 주세요.")
WIDE = N_("가로로 긴 사진이라 위와 아래는 1.5배부터 달라져요.")
HIGH = N_("세로로 긴 사진이라 왼쪽과 오른쪽은 1.5배부터 달라져요.")
EVEN = N_("네모난 사진이라 위치는 1.5배부터 달라져요.")


@dataclass(frozen=True, slots=True)
class Way:
    """Where the page of a crop stands: where it leads on to, and where back to."""

    onward: str
    back: dict[str, str]


@blueprint.get("/onboarding/<photo:field>/crop")
@signed_in
def show(field: Field) -> ResponseReturnValue:
    """Show the photo of the journey and how its square is cut."""
    return _show(field, _journey(field))


@blueprint.get("/me/edit/<photo:field>/crop")
@signed_in
def show_mine(field: Field) -> ResponseReturnValue:
    """Show the same on My page."""
    return _show(field, _mine(field))


def _reshow(form: MultiDict[str, str], banner: str, field: Field) -> ResponseReturnValue:
    return _show(field, _journey(field), _chosen(form), banner)


def _reshow_mine(form: MultiDict[str, str], banner: str, field: Field) -> ResponseReturnValue:
    return _show(field, _mine(field), _chosen(form), banner)


@blueprint.post("/onboarding/<photo:field>/crop")
@signed_in
@limited("crop")
@reshow_on_csrf_failure(_reshow)
def choose(field: Field) -> ResponseReturnValue:
    """Cut the square as chosen and go on with the journey."""
    return _choose(field, _journey(field))


@blueprint.post("/me/edit/<photo:field>/crop")
@signed_in
@limited("crop")
@reshow_on_csrf_failure(_reshow_mine)
def choose_mine(field: Field) -> ResponseReturnValue:
    """Cut the square as chosen and go back to the list."""
    return _choose(field, _mine(field))


def _journey(field: Field) -> Way:
    back = {
        "href": url_for("onboarding.step", field=field, **came_from()),
        "label": gettext("사진 질문으로 돌아가기"),
    }
    return Way(onward_of(field), back)


def _mine(field: Field) -> Way:
    back = {
        "href": url_for("profile.edit_field", field=field),
        "label": gettext("사진 바꾸기로 돌아가기"),
    }
    return Way(url_for("profile.edit", done="saved", of=field.key), back)


def _show(
    field: Field, way: Way, chosen: Crop | None = None, banner: str = "", error: str = ""
) -> ResponseReturnValue:
    value = services().own_photos.value(member().member_id, field.key)
    if value is None:
        return redirect(way.back["href"], 303)
    return render_template(
        "onboarding/crop.html",
        field=field,
        chosen=chosen or value.crop,
        places=PLACES,
        zooms=ZOOMS,
        shape=_shape(value),
        hint=_hint(value),
        back=way.back,
        banner=banner,
        errors=[{"target": "place", "text": gettext(error)}] if error else [],
    )


def _shape(value: PhotoValue) -> str:
    """Return "wide", "high" or "even": which places move nothing at the first size."""
    if value.width == value.height:
        return "even"
    return "wide" if value.width > value.height else "high"


def _hint(value: PhotoValue) -> str:
    """Say which places change nothing yet: the square takes the whole of the shorter side."""
    if value.width == value.height:
        return gettext(EVEN)
    return gettext(WIDE if value.width > value.height else HIGH)


def _choose(field: Field, way: Way) -> ResponseReturnValue:
    acts, chosen = request.form.getlist("act"), _chosen(request.form)
    if chosen is None or acts not in (["keep"], ["look"]):
        raise BadRequest
    if acts == ["look"]:
        return _show(field, way, chosen)
    try:
        services().framing.frame(member().member_id, field, chosen)
    except NothingKept:  # replaced or deleted in another window
        return redirect(request.full_path.rstrip("?"), 303)
    except PhotosAway as away:
        return _failed(field, way, chosen, away_words(away))
    except PhotoRefused:
        return _failed(field, way, chosen, UNREADABLE)
    return redirect(way.onward, 303)


def _failed(field: Field, way: Way, chosen: Crop, words: str) -> ResponseReturnValue:
    answer = make_response(_show(field, way, chosen, error=words))
    answer.status_code = 503
    return answer


def _chosen(form: MultiDict[str, str]) -> Crop | None:
    place, zoom = form.getlist("place"), form.getlist("zoom")
    if len(place) != 1 or len(zoom) != 1 or place[0] not in PLACES or zoom[0] not in ZOOMS:
        return None
    return Crop(place[0], zoom[0])
