"""What somebody had last decided about their photo when a new one set out on its way to us."""

from uuid import UUID

from flask import g

from webapp.catalogue.shapes import Field, Notice
from webapp.consent.decision import MemberId
from webapp.web.services import services
from webapp.web.session import current_member

_NOTED = "duett_last_act"


def note_last_act(field: Field) -> None:
    """Note it before a large file is read: arriving may take as long as looking at it."""
    notice, me = services().journey.notice_of(field.key), current_member()
    if notice is not None and me is not None:
        noted = services().answers.last_act(notice, me.member_id)
        setattr(g, _NOTED, {notice.key: noted})


def last_act(notice: Notice, member_id: MemberId) -> UUID | None:
    """Return what was noted; a small file was there at once, so that now is early enough."""
    noted: dict[str, UUID | None] = g.get(_NOTED, {})
    if notice.key in noted:
        return noted[notice.key]
    return services().answers.last_act(notice, member_id)
