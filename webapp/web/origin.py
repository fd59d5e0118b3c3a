"""Where a request was made: our own pages, or somebody else's.

Three headers tell: Sec-Fetch-Site (every browser since 2023; no page can forge it), Origin (sent
with every POST for longer than that) and Referer (our Referrer-Policy keeps it on our own pages).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import request
from werkzeug.exceptions import Forbidden

from webapp.web.services import origin_of, site
from webapp.web.session import current_member

View = TypeVar("View", bound=Callable[..., Any])
# "none" is the person's own act in the browser (reloading, restoring a tab); a page cannot cause
# it. "same-site" is a neighbour under the same domain and no part of this product.
_OWN_SITES = frozenset({"same-origin", "none"})

_GUARDED = "duett_guarded_by_origin"
_SIGNED_OUT = "signed out"


class ForeignOrigin(Forbidden):
    """A signed-out POST that our own pages did not send."""


def is_foreign() -> bool:
    """Return whether any header says that another site sent this; silence is not foreign."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None and fetch_site not in _OWN_SITES:
        return True
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin != site().origin
    referer = request.headers.get("Referer")
    return referer is not None and origin_of(referer) != site().origin


def _is_ours() -> bool:
    """Return whether a header proves that our own page sent this.

    One proof is enough: in-app browsers of before 2023 know no Sec-Fetch-Site but send Origin, and
    where a proxy strips Origin and Referer, "same-origin" is the browser's own word. "none" alone
    proves nothing about the page, and a POST without any of them is refused: no browser we serve
    sends one, and there is no session yet that a token could be bound to.
    """
    if is_foreign():
        return False
    headers = request.headers
    told = "Origin" in headers or "Referer" in headers
    return told or headers.get("Sec-Fetch-Site") == "same-origin"


def from_our_pages(view: View) -> View:
    """Guard a POST of people without a session by where it came from, instead of by a form token.

    Goes directly under the route decorator. Raises ForeignOrigin (403).
    """

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  as the view is
        if not _is_ours():
            raise ForeignOrigin
        return view(*args, **kwargs)

    setattr(guarded, _GUARDED, True)
    return guarded  # type: ignore[return-value]


def from_our_pages_signed_out(view: View) -> View:
    """Guard a POST like `from_our_pages` while nobody is signed in, and by its form token after.

    For what somebody may send before they sign in, and only parks (a first save of an event).
    """

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  as the view is
        if current_member() is None and not _is_ours():
            raise ForeignOrigin
        return view(*args, **kwargs)

    setattr(guarded, _GUARDED, _SIGNED_OUT)
    return guarded  # type: ignore[return-value]


def is_guarded(view: Callable[..., Any]) -> bool:
    """Return whether a view is guarded here now, and so needs no form token."""
    guard = getattr(view, _GUARDED, False)
    return current_member() is None if guard == _SIGNED_OUT else bool(guard)
