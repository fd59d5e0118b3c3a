"""How often one place or one person may do something: one table, by name.

Counts live in memory, so each worker allows its share; with REDIS_URL all share one count. When
the count cannot be read, the act is allowed: a broken counter must not close the front door.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any, TypeVar

from flask import Flask, request
from flask_limiter import Limiter

from webapp.web.proxies import client_ip
from webapp.web.services import site
from webapp.web.session import current_member

View = TypeVar("View", bound=Callable[..., Any])


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
    "consent": (Limit(Who.MEMBER, 120, "minute"),),
    "sessions": (Limit(Who.MEMBER, 30, "minute"),),
    "leave": (Limit(Who.MEMBER, 10, "minute"),),
    "language": (Limit(Who.ADDRESS, 30, "minute"),),
    "photo": (Limit(Who.MEMBER, 10, "hour"),),
    "export": (Limit(Who.MEMBER, 3, "day"),),
    "webhook": (Limit(Who.EVERYBODY, 600, "minute"),),
}


def _by_address() -> str:
    return f"ip:{client_ip()}"


def _by_member() -> str:
    found = current_member()
    return f"member:{found.member_id}" if found else _by_address()


def _by_nobody() -> str:
    return "all"


_KEYS = {Who.ADDRESS: _by_address, Who.MEMBER: _by_member, Who.EVERYBODY: _by_nobody}

limiter = Limiter(key_func=_by_address, strategy="fixed-window", swallow_errors=True)


def limited(name: str) -> Callable[[View], View]:
    """Count a view under a row of the table: `@limited("login")`, under the route decorator.

    Views of one name share their count. Raises TooManyRequests (429, with Retry-After) at the
    limit, and KeyError at import for a name that is not in the table.
    """
    rows = TABLE[name]

    def wrap(view: View) -> View:
        for row in rows:
            shared = limiter.shared_limit(
                partial(_share, row),  # the number of workers is known at run time only
                scope=name,
                key_func=_KEYS[row.who],
                exempt_when=_is_off,
            )
            view = shared(view)  # type: ignore[assignment]
        return view

    return wrap


def _share(row: Limit) -> str:
    here = site()
    workers = 1 if here.redis_url else max(here.workers, 1)
    return f"{-(-row.times // workers)} per {row.per}"


def _is_off() -> bool:
    """Reading is never limited: only acts are, and the callback, which is a GET that acts."""
    return request.method in {"HEAD", "OPTIONS"}


def seconds_left() -> int:
    """Return how many seconds until the limit just hit allows the act again (at least 1)."""
    hit = limiter.current_limit
    if hit is None:
        return 60
    now = time.time()  # noqa: TID251  the clock the counter itself goes by
    return max(1, math.ceil(hit.window.reset_time - now))


def register(app: Flask) -> None:
    """Start counting for this application."""
    app.config["RATELIMIT_STORAGE_URI"] = site_storage(app)
    app.config["RATELIMIT_HEADERS_ENABLED"] = False
    # Named here, it hangs no hooks of its own on every request; our limits check in their views,
    # where they are (an eighth of the cost of an empty page, measured).
    app.extensions.setdefault("limiter", set()).add(limiter)
    limiter.init_app(app)


def site_storage(app: Flask) -> str:
    """Return where the counts of this application live."""
    with app.app_context():
        return site().redis_url or "memory://"
