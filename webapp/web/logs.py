"""What is written down about a request: JSON lines of allowed fields, and nothing personal.

Never the path, the query or a form, only the route's pattern; a member is a keyed pseudonym; an
exception is its type and the place in the code, since its message may quote a value. The logs of
libraries are cut down the same way.
"""

import hashlib
import hmac
import logging
import secrets
import sys
import time
from collections.abc import Mapping, MutableMapping
from types import TracebackType
from typing import Any
from uuid import UUID

import structlog
from flask import Flask, Response, g, request
from flask.globals import request_ctx

from webapp.web.services import site
from webapp.web.session import current

ALLOWED = frozenset(
    {
        "at",
        "code",
        "duration_ms",
        "error",
        "event",
        "level",
        "locale",
        "logger",
        "member",
        "method",
        "request_id",
        "route",
        "status",
        "time",
    }
)
_TALKATIVE = (
    "_granian",
    "authlib",  # logs the PKCE verifier at DEBUG
    "flask-limiter",
    "flask_wtf.csrf",
    "granian.access",
    "sqlalchemy",
    "urllib3",
    "werkzeug",
)
_CHAIN = 4  # how many causes of an exception are named

_log = structlog.get_logger()


def _only_allowed(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> Mapping[str, Any]:
    return {name: value for name, value in event.items() if name in ALLOWED and value is not None}


class _Stderr:
    """Writes whole lines to stderr as it is now: somebody may redirect it."""

    def __init__(self, *_: object) -> None:
        """Take no notice of the arguments structlog passes on."""

    def msg(self, line: str) -> None:
        sys.stderr.write(line + "\n")

    debug = info = warning = error = critical = log = msg


class _Libraries(logging.Handler):
    """Writes that a library had something to say, and where; its words may quote a value."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        _log.log(
            record.levelno,
            "library",
            logger=record.name,
            at=f"{record.module}:{record.lineno}",
            error=describe(error) if error else None,
        )


def configure() -> None:
    """Set the logs of this process up; a second call changes nothing."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            _only_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=_Stderr,
        cache_logger_on_first_use=True,  # otherwise every line would build a logger
    )
    root = logging.getLogger()
    if not any(isinstance(handler, _Libraries) for handler in root.handlers):
        root.addHandler(_Libraries(logging.WARNING))
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def describe(error: BaseException) -> list[dict[str, str]]:
    """Return an exception and its causes as types and code places, without any message."""
    found: list[dict[str, str]] = []
    cause: BaseException | None = error
    while cause is not None and len(found) < _CHAIN:
        kind = type(cause)
        entry = {"type": f"{kind.__module__}.{kind.__qualname__}"}
        if cause.__traceback__ is not None:
            entry["at"] = _place(cause.__traceback__)
        found.append(entry)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return found


def _place(traceback: TracebackType) -> str:
    """Return module:function:line of the innermost frame, after the innermost one of ours."""
    ours = last = ""
    step: TracebackType | None = traceback
    while step is not None:
        code = step.tb_frame.f_code
        module = str(step.tb_frame.f_globals.get("__name__", "?"))
        last = f"{module}:{code.co_name}:{step.tb_lineno}"
        if module.startswith("webapp."):
            ours = last
        step = step.tb_next
    return last if ours in {"", last} else f"{ours} > {last}"


def pseudonym(member_id: UUID) -> str:
    """Return the name a member has in the logs; without the secret key it leads nowhere."""
    key = site().secret_key.encode()
    return hmac.new(key, b"duett log\0" + member_id.bytes, hashlib.sha256).hexdigest()[:16]


def request_id() -> str:
    """Return the id of this request: random, never taken from the client."""
    chosen: str | None = g.get("duett_request_id")
    if chosen is None:
        g.duett_request_id = chosen = secrets.token_hex(8)
    return chosen


def reference() -> str:
    """Return the part of the request id a person can read out (as in 4F7A-22B0)."""
    code = request_id()[:8].upper()
    return f"{code[:4]}-{code[4:]}"


def note(event: str, **fields: object) -> None:
    """Write one line about this request; fields outside ALLOWED are dropped."""
    _log.info(event, request_id=request_id(), **fields)


def alarm(event: str, error: BaseException | None = None, **fields: object) -> None:
    """Write one line an operator must see."""
    _log.error(event, request_id=request_id(), error=describe(error) if error else None, **fields)


def note_worker(kind: str, reason: str) -> None:
    """Write that an errand of the outbox was put back or given up, and the code word why."""
    _log.warning("errand", code=f"{kind}:{reason}")


def alarm_webhook(reason: str) -> None:
    """Write that a message of Kakao's could not be taken or kept, and the code word why."""
    _log.error("webhook_lost", code=reason)


def alarm_corrections(count: int) -> None:
    """Write how many requests to correct something are due today or overdue (PIPA 36)."""
    _log.error("corrections_due", code=str(count))


def alarm_worker(error: Exception) -> None:
    """Write that something unexpected broke in the worker: its type and place, as everywhere."""
    _log.error("worker_failed", error=describe(error))


def _start() -> None:
    g.duett_started = time.perf_counter()


def _finish(response: Response) -> Response:
    asked, code = request_ctx.request, request_id()  # each look through `request` has its price
    response.headers["X-Request-Id"] = code
    if asked.endpoint in _UNLOGGED and response.status_code < 400:  # noqa: PLR2004
        return response
    member = current().known_member()
    started: float | None = g.get("duett_started")
    _log.info(
        "request",
        request_id=code,
        method=asked.method if asked.method in _METHODS else "other",
        route=asked.url_rule.rule if asked.url_rule else None,
        status=response.status_code,
        duration_ms=started and round((time.perf_counter() - started) * 1000, 1),
        member=pseudonym(member.member_id) if member else None,
        locale=g.get("duett_language"),
    )
    return response


_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
_UNLOGGED = frozenset({"static_file", "system.healthz", "system.readyz"})


def _log_exception(exc_info: Any) -> None:  # noqa: ANN401  Flask's own signature
    alarm(
        "unexpected",
        exc_info[1],
        route=request.url_rule.rule if request.url_rule else None,
        code=reference(),
    )


def register(app: Flask) -> None:
    """Log every request of this application, and its exceptions without their messages."""
    app.log_exception = _log_exception  # type: ignore[method-assign]
    app.before_request(_start)
    app.after_request(_finish)
