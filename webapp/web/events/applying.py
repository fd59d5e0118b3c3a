"""`/events/<slug>/apply`: one question a page, wherever somebody begins, signed in or not yet."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, NotFound

from webapp.catalogue.kinds import Raw, Unclean
from webapp.catalogue.shapes import N_
from webapp.consent.errors import NotTicked
from webapp.events.applying import ApplyPage
from webapp.events.errors import Closed, NotEligible, NothingToHandOn
from webapp.events.shapes import Condition, ConditionKind
from webapp.events.shelf import Listing
from webapp.events.steps import Progress, StepState
from webapp.web.csrf import reshow_on_csrf_failure
from webapp.web.events import refusals, signed_out
from webapp.web.events.asking import (
    CHECK,
    MINE,
    Place,
    again_of,
    asked_field,
    draw,
    not_ticked,
    show,
)
from webapp.web.events.board import find_event
from webapp.web.events.speech import said
from webapp.web.guards import member, returnable, signed_in
from webapp.web.limits import limited
from webapp.web.locale import gettext
from webapp.web.origin import from_our_pages_signed_out
from webapp.web.services import services
from webapp.web.session import current_member
from webapp.web.step_form import Posted, read_card, read_parts
from webapp.web.step_page import Again, settle

blueprint = Blueprint("applying", __name__, url_prefix="/events/<slug:slug>/apply")

PARKED = "parked"
_TOLD_ONWARD = ("passed_over", "needed")
"""What is said of one question on the page of the next."""

_BOXES = ("year", "month", "day")


@blueprint.get("")
@returnable
def begin(slug: str) -> ResponseReturnValue:
    """Go to the first open step; an event with conditions is looked at before."""
    listing, who = find_event(slug), current_member()
    progress = services().applying.progress(listing, who.member_id if who else None)
    if progress.is_sent:
        return redirect(url_for("my_events.one", slug=slug), 303)
    if away := refusals.shut(listing) or _to_be_met(listing, progress):
        return away
    following = progress.next_open
    if following is None:
        return redirect(url_for("sending.check", slug=slug), 303)
    way = url_for("applying.step", slug=slug, number=following.number, done=_parked_before())
    return redirect(way, 303)


def _reshow_conditions(form: MultiDict[str, str], banner: str, slug: str) -> ResponseReturnValue:
    return _conditions(find_event(slug), form, banner=banner)


@blueprint.post("")
@signed_in
@limited("join")
@reshow_on_csrf_failure(_reshow_conditions)
def enter(slug: str) -> ResponseReturnValue:
    """Look at a birth date, keep nothing of it, and let the person in."""
    listing = find_event(slug)
    boxes = {box: request.form.getlist(box)[:2] for box in _BOXES}
    try:
        services().applying.enter(listing, member().member_id, boxes)
    except Unclean as refusal:
        errors = [{"target": p.part, "text": gettext(p.words)} for p in refusal.problems]
        return _conditions(listing, request.form, errors=errors), 422
    except NotEligible as refusal:
        return refusals.not_eligible(listing, refusal.conditions)
    except Closed:
        return _closed(slug)
    return redirect(url_for("applying.begin", slug=slug, done=_parked_before()), 303)


@blueprint.get("/<int:number>")
@returnable
def step(slug: str, number: int) -> ResponseReturnValue:
    """Show one question; anybody can read it, signed in or not."""
    place = _place(slug, number)
    page = _page(place)
    away = _elsewhere(place, page)
    if away is not None:
        return away
    return show(place, page, _parked(place, page))


def _parked_before() -> str | None:
    """Return the word of this address for somebody who answered before they signed in."""
    return PARKED if request.args.get("done") == PARKED else None


def _parked(place: Place, page: ApplyPage) -> Raw | None:
    """Return what this person wrote here before signing in; only the way back from it asks."""
    if _parked_before() is None or place.member_id is None or page.is_live:
        return None
    holder = member().session_hash
    return services().parked.found(holder, place.listing, page.step.notice)


def _reshow(
    form: MultiDict[str, str],  # noqa: ARG001  the form of this request is read as ever
    banner: str,
    slug: str,
    number: int,
) -> ResponseReturnValue:
    place = _place(slug, number)
    page = _page(place)
    return draw(place, page, Again(_raw(place, page), banner=banner))


@blueprint.post("/<int:number>")
@from_our_pages_signed_out
@limited("consent")
@reshow_on_csrf_failure(_reshow)
def answer(slug: str, number: int) -> ResponseReturnValue:
    """Take an answer, or park that of somebody signed out, and go on."""
    place = _place(slug, number)
    if place.member_id is None:
        page = _page(place)
        if closed := refusals.shut(place.listing):
            return closed
        refused = "needed" if page.step.is_needed else ""
        return signed_out.park(place, page, _raw(place, page), _onward(place, refused))
    if number < 1 or number > len(place.event.steps):
        raise NotFound
    return _answered(place)


def _answered(place: Place) -> ResponseReturnValue:
    notice = place.event.steps[place.number - 1]
    field = place.event.catalogue.field(notice.fields[0])
    posted = read_card({} if notice.recipient else read_parts(field))
    if posted.act not in ("agree", "skip"):
        raise BadRequest

    def carried_out() -> ResponseReturnValue:
        return redirect(_onward(place, _carry_out(place, posted)), 303)

    def again(shown: Again, status: int) -> ResponseReturnValue:
        return again_of(place, shown, status)

    try:
        return settle(posted, carried_out, again)
    except NotTicked:
        return again(Again(posted.reply.raw, (("agree", not_ticked(notice)),)), 422)
    except NothingToHandOn:
        return redirect(_onward(place, "passed_over"), 303)
    except NotEligible:
        return redirect(url_for("applying.begin", slug=place.slug), 303)
    except Closed:
        return _closed(place.slug)


def _carry_out(place: Place, posted: Posted) -> str:
    """Do what was pressed; where a consent lives, the one button changes and the other leaves."""
    applying, notice = services().applying, place.event.steps[place.number - 1]
    question = place.event.question(notice)
    saved, skipped = "saved", "needed" if question and question.is_needed else "skipped"
    if notice.recipient:
        saved = "agreed_to_hand"
        skipped = "not_handed_any_more" if posted.is_change else "not_handed"
    done = "kept"
    if posted.act == "skip" and (notice.recipient or not posted.is_change):
        applying.skip(place.listing, notice, posted.reply)
        done = skipped
    elif posted.act == "agree" and not posted.is_change:
        applying.agree(place.listing, notice, posted.reply)
        done = saved
    elif posted.act == "agree" and not notice.recipient:
        applying.change(place.listing, notice, posted.reply)
        done = saved
    if request.form.get("parked") == "yes":
        services().parked.forget(member().session_hash)
    return done


def _onward(place: Place, done: str) -> str:
    """Return where an answer leads: back where it was come from, else to the next step."""
    came_from = request.args.get("from")
    if came_from == MINE:
        return url_for("my_events.one", slug=place.slug, done=done)
    following = _following(place)
    if came_from == CHECK or following is None:
        return url_for("sending.check", slug=place.slug)
    told = done if done in _TOLD_ONWARD else None
    return url_for("applying.step", slug=place.slug, number=following, done=told)


def _following(place: Place) -> int | None:
    """Return the next step; whoever is signed out gave nothing that could be handed on."""
    for number, notice in enumerate(place.event.steps[place.number :], place.number + 1):
        if place.member_id is not None or not notice.recipient:
            return number
    return None


def _elsewhere(place: Place, page: ApplyPage) -> ResponseReturnValue | None:
    """Return where a step that cannot be asked leads, `None` for one that can."""
    progress = page.progress
    if progress.is_sent:
        if request.args.get("from") == MINE and not _is_over(place.listing):
            return None
        return redirect(url_for("my_events.one", slug=place.slug), 303)
    away = refusals.shut(place.listing)
    if place.member_id is None or away is not None:
        return away
    if page.step.state is StepState.PASSED_OVER:
        return redirect(_onward(place, "passed_over"), 303)
    return _to_be_met(place.listing, progress)


def _to_be_met(listing: Listing, progress: Progress) -> ResponseReturnValue | None:
    """Return the page about conditions that are not met or not looked at yet."""
    if not listing.event.file.conditions or progress.is_sent:
        return None
    if current_member() is None:
        return _conditions(listing, MultiDict())
    unmet = services().applying.conditions(listing, member().member_id)
    for_others = tuple(c for c in unmet if c.kind is ConditionKind.JOINED_BY)
    if for_others:
        return refusals.not_eligible(listing, for_others)
    return _conditions(listing, MultiDict()) if unmet else None


def _conditions(
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
        typed={box: form.get(box, "")[:10] for box in _BOXES},
        action=url_for("applying.enter", slug=slug, done=_parked_before()),
        back={
            "href": url_for("events.show", slug=slug),
            "label": gettext(N_("이벤트로 돌아가기")),
        },
        login=url_for("login.show", next=f"applying.begin:{slug}"),
        errors=errors or [],
        banner=banner,
    )


def _place(slug: str, number: int) -> Place:
    who = current_member()
    return Place(find_event(slug), number, who.member_id if who else None)


def _page(place: Place) -> ApplyPage:
    page = place.page()
    if page is None:
        raise NotFound
    return page


def _raw(place: Place, page: ApplyPage) -> Raw:
    field = asked_field(place.event, page.step)
    return read_parts(field) if field else {}


def _is_over(listing: Listing) -> bool:
    return services().now() >= listing.row.ends_at or refusals.is_cancelled(listing)


def _closed(slug: str) -> ResponseReturnValue:
    """Return the page of an event that was closed this very moment, read anew."""
    listing = find_event(slug)
    return refusals.shut(listing) or refusals.ended(listing)
