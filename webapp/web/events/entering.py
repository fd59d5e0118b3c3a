"""Who may apply: asked, where an event has conditions, before its first question."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from webapp.catalogue.shapes import N_
from webapp.events.shapes import Condition, ConditionKind
from webapp.events.shelf import Listing
from webapp.events.steps import Progress
from webapp.web.events import refusals
from webapp.web.events.speech import said
from webapp.web.guards import member
from webapp.web.locale import gettext
from webapp.web.services import services
from webapp.web.session import current_member

BOXES = ("year", "month", "day")
"""The parts of a birth date, which is looked at and kept nowhere."""


def to_be_met(listing: Listing, progress: Progress) -> ResponseReturnValue | None:
    """Return the page about conditions that are not met or not looked at yet."""
    if not listing.event.file.conditions or progress.is_sent:
        return None
    if current_member() is None:
        return conditions_page(listing, MultiDict())
    unmet = services().applying.conditions(listing, member().member_id)
    for_others = tuple(c for c in unmet if c.kind is ConditionKind.JOINED_BY)
    if for_others:
        return refusals.not_eligible(listing, for_others)
    return conditions_page(listing, MultiDict()) if unmet else None


def conditions_page(
    listing: Listing,
    form: MultiDict[str, str],
    errors: list[dict[str, str]] | None = None,
    banner: str = "",
) -> str:
    """Return the page that says who may apply; only where an age is asked for, it asks."""
    conditions: tuple[Condition, ...] = listing.event.file.conditions
    is_member = current_member() is not None
    slug = listing.row.slug
    return render_template(
        "events/conditions.html",
        event=said(listing.event.file.title),
        asked=conditions,
        asks_birth=is_member,
        is_member=is_member,
        typed={box: form.get(box, "")[:10] for box in BOXES},
        action=url_for("applying.enter", slug=slug),
        back={
            "href": url_for("events.show", slug=slug),
            "label": gettext(N_("이벤트로 돌아가기")),
        },
        login=url_for("login.show", next=f"applying.begin:{slug}"),
        errors=errors or [],
        banner=banner,
    )
