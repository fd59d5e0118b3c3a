"""The first save of somebody who is not signed in: judged, sealed, and on to the login.

Nothing is decided here: the answer waits for half an hour, and is asked again.
"""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from webapp.catalogue.kinds import Bounds, Raw, Unclean, clean
from webapp.catalogue.korea import korean_day
from webapp.events.applying import ApplyPage
from webapp.web.events.asking import Place, again_of, not_ticked
from webapp.web.guards import next_key
from webapp.web.limits import count
from webapp.web.services import services, site
from webapp.web.session import browser_hash, may_have_parked, new_browser_id, rename_browser
from webapp.web.step_form import is_ticked, read_act
from webapp.web.step_page import TICK_AGAIN, Again


def park(place: Place, page: ApplyPage, raw: Raw, onward: str) -> ResponseReturnValue:
    """Keep an answer for its person to come back to; a no keeps nothing and leads on, if it can.

    What would be refused after signing in is refused now, with the answer kept on the page. Raises
    TooManyRequests: each answer kept is a row of somebody we do not know.
    """
    if read_act() == "skip":
        return redirect(_stopped(place) if page.step.is_needed else onward, 303)
    errors = _errors(place, page, raw)
    if errors:
        return again_of(place, Again(raw, errors), 422)
    told = "to_send"
    if page.step.question is not None:
        count("park")
        _keep(place, page, raw)
        told = "parked"
    return redirect(url_for("login.show", next=next_key(), done=told), 303)


def _stopped(place: Place) -> str:
    """Return where a no to a needed question leads: no other answer could be sent without it."""
    browser = browser_hash()
    if browser is not None and may_have_parked():
        services().parked.forget(browser)
    return url_for("events.show", slug=place.slug, done="not_without")


def _keep(place: Place, page: ApplyPage, raw: Raw) -> None:
    """Keep an answer under a new name of this browser: whoever knew the one before reads nothing.

    On a shared computer somebody may have kept it, or put it there, to come back with (V7.2.4).
    They can hang what they like on that name, too, so no such thing makes it a name to keep.
    """
    value, holder = new_browser_id(is_parked=True)
    services().parked.park(holder, place.listing, page.step.notice, raw, browser_hash())
    rename_browser(value)


def _errors(place: Place, page: ApplyPage, raw: Raw) -> tuple[tuple[str, str], ...]:
    """Return what would be refused, by the part it is about."""
    unticked = ("agree", not_ticked(page.step.notice))
    try:
        if page.step.question is not None:
            field = place.event.catalogue.field(page.step.notice.fields[0])
            clean(field, raw, Bounds(korean_day(services().now()), site().minimum_age))
    except Unclean as refusal:
        wrong = tuple((problem.part, problem.words) for problem in refusal.problems)
        return (*wrong, ("agree", TICK_AGAIN) if is_ticked() else unticked)
    return () if is_ticked() else (unticked,)
