"""How often one place or one person may do something: one table, by name.

Counts live in memory, so each worker allows its share; with REDIS_URL all share one count. When
the count cannot be read, the act is allowed: a broken counter must not close the front door.
"""

import ipaddress
import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache, wraps
from typing import Any, TypeVar

from flask import Flask, g, request
from flask_limiter import Limiter
from limits import RateLimitItem, parse
from werkzeug.exceptions import TooManyRequests

from webapp.web.counters import SCHEME as COUNTERS
from webapp.web.proxies import client_ip
from webapp.web.services import site
from webapp.web.session import current_member

View = TypeVar("View", bound=Callable[..., Any])
_UNCOUNTED = frozenset({"HEAD", "OPTIONS"})
_log = logging.getLogger("flask-limiter")


class Who(Enum):
    """Whose acts are counted together."""

    ADDRESS = "ip"
    MEMBER = "member"  # a signed-out request counts by its address
    EVERYBODY = "all"


@dataclass(frozen=True, slots=True)
class Limit:
    who: Who
    times: int
    per: str  # "minute", "hour", "day"


TABLE: dict[str, tuple[Limit, ...]] = {
    "login": (Limit(Who.ADDRESS, 10, "minute"), Limit(Who.EVERYBODY, 300, "minute")),
    "callback": (Limit(Who.ADDRESS, 20, "minute"),),
    "join": (Limit(Who.ADDRESS, 20, "minute"),),
    "park": (Limit(Who.ADDRESS, 10, "minute"), Limit(Who.EVERYBODY, 300, "minute")),
    "consent": (Limit(Who.MEMBER, 120, "minute"),),
    "fetch": (Limit(Who.MEMBER, 30, "hour"),),  # Kakao gives a person 20 tokens in 10 minutes
    "correction": (Limit(Who.MEMBER, 30, "hour"),),
    "sessions": (Limit(Who.MEMBER, 30, "minute"),),
    "code": (Limit(Who.MEMBER, 5, "hour"), Limit(Who.EVERYBODY, 300, "hour")),  # texts cost money
    "leave": (Limit(Who.MEMBER, 10, "minute"),),
    "farewell": (Limit(Who.ADDRESS, 30, "minute"),),  # a number could be guessed
    "language": (Limit(Who.ADDRESS, 30, "minute"),),
    "photo": (Limit(Who.MEMBER, 10, "hour"),),
    "crop": (Limit(Who.MEMBER, 30, "minute"),),
    "export": (Limit(Who.MEMBER, 6, "day"),),  # three copies in either form
    "copy": (Limit(Who.MEMBER, 20, "minute"),),  # reads everything there is of a person
    "kakao": (Limit(Who.MEMBER, 60, "minute"),),  # asks Kakao each time it is shown
    "webhook": (Limit(Who.ADDRESS, 600, "minute"),),  # what is refused; the rest is never counted
}


def _by_address() -> str:
    """Name the place of a client: an IPv6 customer has a whole /64 and counts as one."""
    try:
        address = ipaddress.ip_address(client_ip())
    except ValueError:
        return "ip:"
    if address.version == _IPV6:
        return f"ip:{ipaddress.ip_network((address, _IPV6_PREFIX), strict=False)}"
    return f"ip:{address}"


def _by_member() -> str:
    found = current_member()
    return f"member:{found.member_id}" if found else _by_address()


def _by_nobody() -> str:
    return "all"


_KEYS = {Who.ADDRESS: _by_address, Who.MEMBER: _by_member, Who.EVERYBODY: _by_nobody}

_IPV6, _IPV6_PREFIX = 6, 64

limiter = Limiter(key_func=_by_address, strategy="fixed-window")


def limited(name: str) -> Callable[[View], View]:
    """Count a view under a row of the table: `@limited("login")`, under the route decorator.

    Views of one name share their count. Raises TooManyRequests (429, with Retry-After) at the
    limit, and KeyError at import for a name that is not in the table.
    """
    rows = TABLE[name]

    def wrap(view: View) -> View:
        @wraps(view)
        def counted(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  as the view is
            if request.method not in _UNCOUNTED:
                _count(name, rows)
            return view(*args, **kwargs)

        return counted  # type: ignore[return-value]

    return wrap


def count(name: str) -> None:
    """Count an act inside a view; raises what `limited` raises, KeyError for an unknown name."""
    _count(name, TABLE[name])


def _count(name: str, rows: tuple[Limit, ...]) -> None:
    """Ask the counter of Flask-Limiter directly.

    Its decorator would sort out the limits of all views anew in every request (measured: a twelfth
    of what a consent costs).
    """
    here = site()
    workers = 1 if here.redis_url else max(here.workers, 1)
    for row in rows:
        share, who = _share(row, workers), _KEYS[row.who]()
        try:
            is_within = limiter.limiter.hit(share, who, name)
        except Exception:  # noqa: BLE001  whatever a counter raises, it closes no door
            _log.exception("the counter cannot be read")
            continue
        if not is_within:
            g.duett_limit = (share, who, name)
            raise TooManyRequests


@cache
def _share(row: Limit, workers: int) -> RateLimitItem:
    return parse(f"{-(-row.times // workers)} per {row.per}")


def seconds_left() -> int:
    """Return how many seconds until the limit just hit allows the act again (at least 1)."""
    hit = g.get("duett_limit")
    if hit is None:
        return 60
    now = time.time()  # noqa: TID251  the clock the counter itself goes by
    return max(1, math.ceil(limiter.limiter.get_window_stats(*hit).reset_time - now))


def register(app: Flask) -> None:
    """Start counting for this application."""
    app.config["RATELIMIT_STORAGE_URI"] = site_storage(app)
    app.config["RATELIMIT_HEADERS_ENABLED"] = False
    # Named here, it hangs no hooks of its own on every request (an eighth of the cost of an empty
    # page, measured).
    app.extensions.setdefault("limiter", set()).add(limiter)
    limiter.init_app(app)


def site_storage(app: Flask) -> str:
    """Return where the counts of this application live."""
    with app.app_context():
        return site().redis_url or f"{COUNTERS}://"
