"""Doors: pages for people who are signed in, and the way back to a page after signing in.

The way back is a key, never an address: the name of an endpoint that was marked here, with its
parts ("me.show", "onboarding.step:mbti"). What is not marked, or does not fit, leads nowhere.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import redirect, request, url_for
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException, Unauthorized
from werkzeug.routing import BuildError, Rule
from werkzeug.wrappers import Response

from webapp.members.signing_in import SignedIn
from webapp.web.services import this_app
from webapp.web.session import current, current_member

View = TypeVar("View", bound=Callable[..., Any])
_SIGNED_IN = "duett_signed_in"
_RETURNABLE = "duett_returnable"
_LONGEST_KEY = 80  # as long as a login can keep
_PART = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


def signed_in(view: View) -> View:
    """Let only members in; anybody else is sent to /login (303) with the key of the way back.

    Goes under the route decorator. The view may call `member()`.
    """

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  as the view is
        if current_member() is None:
            return to_login()
        return view(*args, **kwargs)

    setattr(guarded, _SIGNED_IN, True)
    return returnable(guarded)  # type: ignore[return-value]


def returnable(view: View) -> View:
    """Mark a public page that a login may lead back to (an event); signed_in marks its own."""
    setattr(view, _RETURNABLE, True)
    return view


def needs_member(view: Callable[..., Any] | None) -> bool:
    """Return whether a view is behind `signed_in`."""
    return getattr(view, _SIGNED_IN, False)


def member() -> SignedIn:
    """Return who is signed in; for views behind `signed_in` (elsewhere: Unauthorized)."""
    found = current_member()
    if found is None:
        raise Unauthorized
    return found


def to_login() -> Response:
    """Return the 303 to /login, with the way back to this page where there is one.

    After a POST the login page says that nothing was saved; to somebody whose login ended without
    their doing here, what that may mean. Why it ended is not kept: it would be kept about them.
    """
    over = "over" if was_signed_in() else None
    said = {"next": next_key(), "done": "ended" if request.method == "POST" else over}
    query = "&".join(f"{name}={word}" for name, word in said.items() if word)
    return redirect(f"/login?{query}" if query else "/login", 303)


def was_signed_in() -> bool:
    """Return whether this browser still has the cookie of a login that has ended."""
    return current().value.startswith("m.") and current_member() is None


def next_key() -> str | None:
    """Return the key of the page at this address, or None if a login may not lead back to it."""
    try:
        endpoint, parts = request_ctx.url_adapter.match(method="GET")  # type: ignore[union-attr]
    except (HTTPException, AttributeError):
        return None
    rule = _returnable_rule(endpoint)
    if rule is None:
        return None
    # As an address writes them: a part may have become a field or an id on its way in.
    written = rule._converters  # noqa: SLF001  there is no open way to ask a rule
    texts = [written[name].to_url(parts[name]) for name in sorted(rule.arguments)]
    if not all(_PART.fullmatch(text) for text in texts):
        return None
    return ":".join((endpoint, *texts))


def next_url(key: str | None) -> str | None:
    """Return the address a key stands for, or None for anything that is not one of ours."""
    if key is None or len(key) > _LONGEST_KEY:
        return None
    endpoint, *texts = key.split(":")
    rule = _returnable_rule(endpoint)
    if rule is None or len(texts) != len(rule.arguments):
        return None
    if not all(_PART.fullmatch(text) for text in texts):
        return None
    try:
        parts: dict[str, Any] = dict(zip(sorted(rule.arguments), texts, strict=True))
        return url_for(endpoint, **parts) if _is_as_written(rule, parts) else None
    except (BuildError, ValueError):
        return None


def _is_as_written(rule: Rule, parts: dict[str, str]) -> bool:
    """Tell whether each part is written as an address writes it, and in no other way."""
    written = rule._converters  # noqa: SLF001  as in next_key
    read = {name: written[name].to_python(text) for name, text in parts.items()}
    return all(written[name].to_url(read[name]) == text for name, text in parts.items())


def _returnable_rule(endpoint: str) -> Rule | None:
    app = this_app()
    if not getattr(app.view_functions.get(endpoint), _RETURNABLE, False):
        return None
    rules = app.url_map.iter_rules(endpoint)
    return next((rule for rule in rules if "GET" in (rule.methods or ())), None)


def own_path(address: str | None) -> str | None:
    """Return path and query of an address on our own site that a GET can open, or None.

    For the way back to the very page a button was pressed on; everything is matched against our
    own routes and written anew from what matched, so no other site can be named in it.
    """
    path, _, query = (address or "").partition("?")
    if not path.startswith("/"):
        return None
    adapter = request_ctx.url_adapter
    try:
        endpoint, parts = adapter.match(path, method="GET")  # type: ignore[union-attr]
        return url_for(endpoint, **parts) + (f"?{_plain(query)}" if _plain(query) else "")
    except (HTTPException, BuildError, ValueError, AttributeError):
        return None


def _plain(query: str) -> str:
    return query if re.fullmatch(r"[A-Za-z0-9_.~=&%+:-]{1,300}", query, re.ASCII) else ""


def this_view() -> Callable[..., Any] | None:
    """Return the view function of this request, with its marks."""
    return this_app().view_functions.get(request.endpoint or "")
