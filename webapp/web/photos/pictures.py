"""`/me/<field>/<size>`: a person's own photo, to nobody but themselves."""

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from webapp.catalogue.shapes import Field
from webapp.profile.photos.showing import Size
from webapp.web.guards import member, signed_in
from webapp.web.services import services

blueprint = Blueprint("pictures", __name__, url_prefix="/me")

# Opened by itself, a picture is a document: one that may do nothing at all.
_HEADERS = {
    "Content-Disposition": "inline",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


@blueprint.get("/<photo:field>/<any(full, tile):size>")
@signed_in
def picture(field: Field, size: str) -> Response:
    """Send a picture of the person's own photo."""
    me = member().member_id
    found = services().own_photos.picture(me, field.key, Size(size))
    if found is None:
        raise NotFound
    return Response(found, mimetype="image/webp", headers=_HEADERS)
