"""Carrying out the page of a photo: looked at before anything is asked of the database."""

from dataclasses import replace

from webapp.catalogue.kinds.photo import PART, unclean
from webapp.catalogue.shapes import Field, Notice
from webapp.consent.errors import NotTicked
from webapp.profile.answers import Reply
from webapp.profile.meanwhile import under_the_same, unless_ended
from webapp.profile.photos.errors import PhotoRefused
from webapp.profile.photos.glance import Upload, glance
from webapp.profile.photos.ports import Pictures
from webapp.profile.photos.taking import digest_of
from webapp.web.limits import limited
from webapp.web.photos.last_act import last_act
from webapp.web.photos.uploads import uploaded
from webapp.web.services import services


def keep_photo(field: Field, notice: Notice, reply: Reply, *, is_change: bool) -> None:
    """Take the uploaded photo in and store its value, under a new consent or the living one.

    Without the tick nobody opens it. A "no" that came while it was on its way is the last act:
    `StaleTicket`. Raises `Unclean`, `PhotosAway`, TooManyRequests, and what
    `Answers.agree` and `Answers.change` raise.
    """
    answers, photos = services().answers, services().photos
    last = last_act(notice, reply.member_id)
    try:
        upload = glance(uploaded())
        if not (reply.ticked or is_change):
            raise NotTicked
        pictures = _prepared(upload)
    except PhotoRefused as refusal:
        raise unclean(refusal.reason) from None
    with photos.laid_down(pictures) as value:
        told = {PART: [digest_of(upload)]}
        laid = replace(reply, raw=told, laid_down={field.key: value})
        if is_change:
            answers.change(notice, laid, under_the_same(notice, reply.member_id, last))
        else:
            answers.agree(notice, laid, unless_ended(notice, reply.member_id, last))


@limited("photo")
def _prepared(upload: Upload) -> Pictures:
    return services().photos.prepare(upload)
