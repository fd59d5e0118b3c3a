"""`/webhooks/kakao/...`: what Kakao tells by itself. POST only, answered within three seconds.

A 2xx says that the message is stored or has no effect here; anything else that it is not stored.
Only what is refused is counted: a flood of forgeries must not shut Kakao out.
"""

from collections.abc import Callable

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import MethodNotAllowed, RequestEntityTooLarge, TooManyRequests

from webapp.consent.errors import StorageUnavailable
from webapp.members.errors import KakaoRefused, KakaoUnavailable
from webapp.members.webhooks_in_time import NotInTime
from webapp.web import logs
from webapp.web.csrf import for_machines
from webapp.web.limits import limited, seconds_left
from webapp.web.services import services

blueprint = Blueprint("webhooks", __name__, url_prefix="/webhooks/kakao")

MOST_BYTES = 16 * 1024
FORM = "application/x-www-form-urlencoded"
EVENT = "application/secevent+jwt"
_OTHERS = ("GET", "PUT", "PATCH", "DELETE")
_LATER = 60  # seconds after which it may be sent again
_ERRORS = {  # RFC 8935, 2.4; what is not here is an invalid request
    "unknown_key": "invalid_key",
    "bad_signature": "invalid_key",
    "wrong_algorithm": "invalid_key",
    "wrong_issuer": "invalid_issuer",
    "wrong_audience": "invalid_audience",
    "wrong_app": "invalid_audience",
}
# Anybody can make us look for a key; that we have just done so is no alarm.
_TELL = {"keys_resting": logs.note}


class ForKakaoOnly(MethodNotAllowed):
    """Somebody opened an address that only Kakao has a use for."""


@blueprint.route("/unlink", methods=_OTHERS, endpoint="look_at_unlink")
@blueprint.route("/account", methods=_OTHERS, endpoint="look_at_account")
@for_machines
def look() -> ResponseReturnValue:
    """Say that there is nothing to see: Kakao's GET would put a number into addresses and logs."""
    raise ForKakaoOnly(["POST"])


@blueprint.post("/unlink")
@for_machines
def unlink() -> ResponseReturnValue:
    """Take an unlink webhook: 200 for whatever is Kakao's, 401 for whatever is not."""
    if not services().webhooks.is_kakao(request.headers.get("Authorization", "")):
        return _counted(lambda: _refuse("unlink:wrong_key"))
    form = _form()
    if not services().webhooks.is_for_us(form.get("app_id", "")):
        return _counted(lambda: _refuse("unlink:wrong_app"))
    try:
        if not services().webhooks.unlinked(form.get("user_id", ""), form.get("referrer_type", "")):
            logs.note("webhook", code="unlink:nobody")
    except (NotInTime, StorageUnavailable):
        return _later("unlink:not_stored")
    return _bare(200)


@blueprint.post("/account")
@for_machines
def account() -> ResponseReturnValue:
    """Take a signed event (RFC 8935): 202, or 400 with a reason, or 503 to send it again."""
    try:
        services().webhooks.happened(_body())
    except KakaoRefused as refusal:
        reason = refusal.reason
        return _counted(lambda: _explain(reason))
    except KakaoUnavailable as fault:
        return _later(f"event:{fault.reason}", tell=_TELL.get(fault.reason, logs.alarm))
    except (NotInTime, StorageUnavailable):
        return _later("event:not_stored")
    return _bare(202)


def _body() -> bytes:
    """Return what was sent; raises `KakaoRefused` for what no event can be."""
    if request.mimetype != EVENT:
        raise KakaoRefused("wrong_content_type")
    request.max_content_length = MOST_BYTES
    try:
        return request.get_data()
    except RequestEntityTooLarge:
        raise KakaoRefused("too_large") from None


def _form() -> dict[str, str]:
    """Return a form's fields that came once; nothing of one that is no form or is too large."""
    request.max_content_length = MOST_BYTES
    if request.mimetype != FORM:
        return {}
    try:
        sent = request.form.to_dict(flat=False)
    except RequestEntityTooLarge:
        return {}
    return {name: values[0] for name, values in sent.items() if len(values) == 1}


@limited("webhook")
def _count() -> None:
    """Count a refusal."""


def _counted(answer: Callable[[], Response]) -> Response:
    """Return a refusal, or 429 to whoever sends too much that is refused."""
    try:
        _count()
    except TooManyRequests:
        response = _bare(429)
        response.headers["Retry-After"] = str(seconds_left())
        return response
    return answer()


def _refuse(code: str) -> Response:
    logs.note("webhook", code=code)
    return _bare(401)


def _explain(reason: str) -> Response:
    logs.note("webhook", code=f"event:{reason}")
    response = jsonify(err=_ERRORS.get(reason, "invalid_request"), description=_words(reason))
    response.status_code = 400
    response.headers["Content-Language"] = "en"
    return response


def _words(reason: str) -> str:
    """Return a code word of ours as words for whoever runs the other side."""
    return f"The event was not accepted: {reason.replace('_', ' ')}."


def _later(code: str, tell: Callable[..., None] = logs.alarm) -> Response:
    tell("webhook", code=code)
    response = _bare(503)
    response.headers["Retry-After"] = str(_LATER)
    return response


def _bare(status: int) -> Response:
    response = Response(status=status)
    del response.headers["Content-Type"]
    return response
