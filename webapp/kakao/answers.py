"""What Kakao's answers mean to us, decided on its codes and never on its texts."""

import json
from typing import Any

from requests import Response

from webapp.members.errors import KakaoMisconfigured, KakaoRefused, KakaoUnavailable

OK = 200
NOT_LINKED = -101
# Faults inside Kakao that pass: internal fault, service check, quota, timeout, maintenance.
PASSING = frozenset({-1, -7, -10, -603, -9798})
NO_ADMITTANCE = frozenset({401, 403})

# Kakao's codes for a client id, secret, platform, redirect address or app that it does not accept.
CLIENT_FAULTS = frozenset(
    {"KOE004", "KOE005", "KOE006", "KOE008", "KOE009", "KOE010", "KOE101", "KOE125", "KOE303"}
)
CLIENT_ERRORS = frozenset({"invalid_client", "unauthorized_client", "misconfigured"})


def json_object(answer: Response) -> dict[str, Any]:
    """Return the JSON object of an answer; raise KakaoUnavailable("bad_answer") for anything else.

    A page of a gateway or half an answer is a fault on the way, not a decision of Kakao's.
    """
    try:
        found = json.loads(answer.content)
    except (ValueError, RecursionError):
        raise KakaoUnavailable("bad_answer") from None
    if not isinstance(found, dict):
        raise KakaoUnavailable("bad_answer")
    return found


def check_token_answer(answer: Response) -> Response:
    """Let a good answer of /oauth/token pass unchanged, turn every other one into our own error.

    Meant as Authlib's hook before parsing, because Authlib drops the KOE code from its exception.
    Raises KakaoRefused ("code_spent", "code_refused", "token_refused"), KakaoUnavailable
    ("server_error", "rate_limited", "bad_answer") or KakaoMisconfigured ("client_refused").
    """
    found = json_object(answer)
    if answer.status_code == OK and "error" not in found:
        return answer
    error, code = found.get("error"), found.get("error_code")
    if code == "KOE003" or error in {"server_error", "temporarily_unavailable"}:
        raise KakaoUnavailable("server_error")
    if code == "KOE237":
        raise KakaoUnavailable("rate_limited")
    if code in CLIENT_FAULTS or error in CLIENT_ERRORS:
        raise KakaoMisconfigured("client_refused")
    raise KakaoRefused(_refusal(error, code))


def _refusal(error: object, code: object) -> str:
    if code == "KOE320":
        return "code_spent"
    return "code_refused" if error == "invalid_grant" else "token_refused"


def check_unlink_answer(answer: Response, kakao_id: str) -> None:
    """Return when the link is gone (also when it was gone before); raise otherwise.

    Raises KakaoMisconfigured ("admin_key_refused", "unlink_refused") or KakaoUnavailable
    ("passing_fault", "bad_answer").
    """
    if answer.status_code in NO_ADMITTANCE:
        raise KakaoMisconfigured("admin_key_refused")
    found = json_object(answer)
    if answer.status_code == OK:
        if str(found.get("id")) != kakao_id:
            raise KakaoUnavailable("bad_answer")
        return
    code = found.get("code")
    if code == NOT_LINKED:
        return
    if code in PASSING:
        raise KakaoUnavailable("passing_fault")
    raise KakaoMisconfigured("unlink_refused")
