"""`/me/export`: a person's copy, on the page and as files, after Kakao has asked who is there."""

import io
import zipfile
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from webapp.catalogue.korea import korean_day
from webapp.rights.export_file import SCHEMA_FILE, Pictures, as_json
from webapp.rights.exporting import EXPORT, LEFT_OUT, Copy
from webapp.web.assets import content_of
from webapp.web.guards import member, signed_in
from webapp.web.limits import count, limited
from webapp.web.locale import gettext, language
from webapp.web.notices import message
from webapp.web.profile.facts import source_words
from webapp.web.rights.copy_words import CopyWords
from webapp.web.services import services
from webapp.web.session import browser_hash
from webapp.web.tabs import back_to_me

blueprint = Blueprint("exporting", __name__, url_prefix="/me/export")

_STYLES = "css/main.css"


@blueprint.get("")
@signed_in
def show() -> ResponseReturnValue:
    """Show what a copy holds; with a fresh proof in the address, the copy."""
    proof = request.args.get("proof", "")
    copy = None
    if _is_proven(proof):
        count("copy")
        copy = _copy()
    return render_template(
        "rights/export.html",
        back=back_to_me(),
        message=message(),
        copy=copy,
        proof=proof,
        pictures=_addresses(copy) if copy else {},
        **_words(copy),
    )


@blueprint.post("")
@signed_in
@limited("leave")
def prove() -> ResponseReturnValue:
    """Send the person to Kakao to prove who they are; the copy opens when they return."""
    address = services().login.start(
        browser_hash(create=True), next_key="", errand=EXPORT, ask_again=True
    )
    return redirect(address, 303)


@blueprint.post("/file")
@signed_in
@limited("export")
def download() -> ResponseReturnValue:
    """Send the copy as a file, as JSON or as a folder with a page and its pictures."""
    form = request.form.get("form", "")
    if form not in ("json", "page"):
        raise BadRequest
    if not _is_proven(request.form.get("proof", "")):
        return redirect(url_for("exporting.show", done="proof_old"), 303)
    copy = _copy()
    pictures = services().exporting.pictures(copy)
    name = f"duett-{korean_day(copy.made_at):%Y-%m-%d}"
    if form == "json":
        return _attachment(_json(copy, pictures).encode(), "application/json", f"{name}.json")
    return _attachment(_folder(copy, pictures), "application/zip", f"{name}.zip")


def proof_of_export() -> str:
    """Return a proof for the session of this request, right after it came back from Kakao."""
    return services().proofs.write(EXPORT, member().session_hash.hex())


def _is_proven(proof: str) -> bool:
    return services().proofs.holds(proof[:400], EXPORT, member().session_hash.hex())


def _copy() -> Copy:
    return services().exporting.copy(member().member_id)


def _addresses(copy: Copy) -> dict[str, str]:
    """Return where this page finds the pictures of the copy, by field."""
    return {
        kept.value.field_key: url_for("pictures.picture", field=kept.field, size="full")
        for kept in copy.values
        if kept.is_photo
    }


def _json(copy: Copy, pictures: Pictures) -> str:
    return as_json(copy, pictures, language(), gettext)


def _folder(copy: Copy, pictures: Pictures) -> bytes:
    """Return a ZIP: the page, its stylesheet, the pictures, the JSON and the schema it follows."""
    page = render_template(
        "rights/copy_file.html",
        copy=copy,
        pictures={k.value.field_key: k.picture_names[0] for k in copy.values if k.is_photo},
        **_words(copy),
    )
    files = {
        "index.html": page.encode(),
        "duett.css": content_of(_STYLES),
        "duett.json": _json(copy, pictures).encode(),
        "schema.json": content_of(SCHEMA_FILE),
        **pictures,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(zipfile.ZipInfo(name, _zip_time(copy.made_at)), content)
    return packed.getvalue()


def _zip_time(at: datetime) -> tuple[int, int, int, int, int, int]:
    return (at.year, at.month, at.day, at.hour, at.minute, at.second)


def _attachment(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _words(copy: Copy | None) -> dict[str, Any]:
    return {
        "words": CopyWords(copy) if copy else None,
        "left_out": LEFT_OUT,
        "source_words": source_words,
    }
