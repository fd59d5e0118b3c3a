"""`/events/<slug>/apply`: one question a page, wherever somebody begins, signed in or not yet."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, NotFound

from webapp.catalogue.kinds import Raw, Unclean
from webapp.catalogue.shapes import Notice
from webapp.consent.errors import NotTicked
from webapp.events.applying import ApplyPage
from webapp.events.errors import Closed, NotEligible, NothingToHandOn
from webapp.events.shelf import Listing
from webapp.events.steps import StepState
from webapp.web.csrf import reshow_on_csrf_failure
from webapp.web.events import refusals, signed_out
from webapp.web.events.asking import (
    CHECK,
    ENDED,
    MINE,
    Place,
    again_of,
    asked_field,
    draw,
    not_ticked,
    show,
)
from webapp.web.events.board import find_event
from webapp.web.events.entering import BOXES, conditions_page, to_be_met
from webapp.web.events.way_back import waits_here
from webapp.web.guards import member, returnable, signed_in
from webapp.web.limits import limited
from webapp.web.locale import gettext
from webapp.web.origin import from_our_pages_signed_out
from webapp.web.services import services
from webapp.web.session import current_member
from webapp.web.step_form import Posted, read_card, read_parts
from webapp.web.step_page import Again, settle

blueprint = Blueprint("applying", __name__, url_prefix="/events/<slug:slug>/apply")

_TOLD_ONWARD = ("passed_over", "needed", "erased", "not_handed_any_more")
"""What is said of one question on the page of the next, or of all."""


@blueprint.get("")
@returnable
def begin(slug: str) -> ResponseReturnValue:
    """Go to the first open step; an event with conditions is looked at before."""
    listing, who = find_event(slug), current_member()
    progress = services().applying.progress(listing, who.member_id if who else None)
    if progress.is_sent:
        return redirect(url_for("my_events.one", slug=slug), 303)
    if away := refusals.shut(listing) or to_be_met(listing, progress):
        return away
    following = progress.next_open
    if following is None:
        return redirect(url_for("sending.check", slug=slug), 303)
    return redirect(url_for("applying.step", slug=slug, number=following.number), 303)


def _reshow_conditions(form: MultiDict[str, str], banner: str, slug: str) -> ResponseReturnValue:
    return conditions_page(find_event(slug), form, banner=banner)


@blueprint.post("")
@signed_in
@limited("join")
@reshow_on_csrf_failure(_reshow_conditions)
def enter(slug: str) -> ResponseReturnValue:
    """Look at a birth date, keep nothing of it, and let the person in."""
    listing = find_event(slug)
    boxes = {box: request.form.getlist(box)[:2] for box in BOXES}
    try:
        services().applying.enter(listing, member().member_id, boxes)
    except Unclean as refusal:
        errors = [{"target": p.part, "text": gettext(p.words)} for p in refusal.problems]
        return conditions_page(listing, request.form, errors=errors), 422
    except NotEligible as refusal:
        return refusals.not_eligible(listing, refusal.conditions)
    except Closed:
        return _closed(slug)
    return redirect(url_for("applying.begin", slug=slug), 303)


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


def _parked(place: Place, page: ApplyPage) -> Raw | None:
    """Return what this person wrote here before signing in, where nothing was saved since."""
    if page.is_live or page.step.question is None:
        return None
    return waits_here(place.listing, page.step.notice)


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
        return signed_out.park(place, page, _raw(place, page), _onward(place, ""))
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
    """Do what was pressed; return the word for what was done."""
    notice = place.event.steps[place.number - 1]
    done = (_skip if posted.act == "skip" else _agree)(place, notice, posted)
    if request.form.get("parked") == "yes":
        services().parked.forget(member().session_hash)
    return done


def _agree(place: Place, notice: Notice, posted: Posted) -> str:
    """Save an answer, or change it where a consent lives; there handing on goes on as it was."""
    applying = services().applying
    if not posted.is_change:
        applying.agree(place.listing, notice, posted.reply)
        return "agreed_to_hand" if notice.recipient else "saved"
    if notice.recipient:
        return "kept"
    applying.change(place.listing, notice, posted.reply)
    return "saved"


def _skip(place: Place, notice: Notice, posted: Posted) -> str:
    """Record a no and what it ended; where an answer lives, the button left it as it was."""
    if posted.is_change and not notice.recipient:
        return "kept"
    services().applying.skip(place.listing, notice, posted.reply)
    ended = request.form.get("ends", "")  # the page knew, and chooses no more than a sentence
    if ended in ENDED:
        return ended
    if notice.recipient:
        return "not_handed"
    question = place.event.question(notice)
    return "needed" if question and question.is_needed else "skipped"


def _onward(place: Place, done: str) -> str:
    """Return where an answer leads: back where it was come from, else to the next step."""
    came_from = request.args.get("from")
    if came_from == MINE:
        return url_for("my_events.one", slug=place.slug, done=done)
    following = _following(place)
    told = done if done in _TOLD_ONWARD else None
    if following is None and place.member_id is None:
        return url_for("login.show", next=f"sending.check:{place.slug}", done="to_send")
    if came_from == CHECK or following is None:
        return url_for("sending.check", slug=place.slug, done=told)
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
    is_asked = page.step.state is not StepState.PASSED_OVER
    if progress.is_sent:
        if request.args.get("from") == MINE and is_asked and not _is_over(place.listing):
            return None
        return redirect(url_for("my_events.one", slug=place.slug), 303)
    away = refusals.shut(place.listing)
    if place.member_id is None or away is not None:
        return away
    if not is_asked:
        return redirect(_onward(place, "passed_over"), 303)
    return to_be_met(place.listing, progress)


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
