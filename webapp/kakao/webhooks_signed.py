"""Signed events about an account (RFC 8417): each claim checked, each event put into our words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from webapp.kakao.id_token import KAKAO_ID
from webapp.kakao.keyset import KeySet
from webapp.kakao.signed import seconds_of, signed_claims
from webapp.members.errors import KakaoRefused
from webapp.members.webhooks_news import Message, News, What

LEEWAY = 300  # seconds an event may seem to come from the future
OLDEST = 30 * 24 * 3600  # seconds; a message is remembered for a day longer
LONGEST_MARK = 255
MOST_EVENTS = 8
TYPES = frozenset({"secevent+jwt", "application/secevent+jwt"})
KIND = re.compile(
    r"https://schemas\.(?:openid\.net/secevent|kakao\.com/events)/"
    r"(oauth|risc|caep)/(?:event-type/)?([a-z-]{1,60})",
    re.ASCII,
)
SCOPE = re.compile(r"[a-z_]{1,40}", re.ASCII)

SIGNS_OUT = frozenset(
    {
        "risc/account-disabled",
        "risc/account-credential-change-required",
        "risc/credential-compromise",
        "risc/sessions-revoked",
        "caep/session-revoked",
        "caep/credential-change",
        "caep/assurance-level-change",
    }
)
SCOPES = {
    "oauth/user-scope-withdraw": What.SCOPES_WITHDRAWN,
    "oauth/user-scope-consent": What.SCOPES_AGREED,
}
ENDS = frozenset({"oauth/user-unlinked", "risc/account-purged"})  # the latter gives no reason
BY_PERSON = frozenset({"ACCOUNT_DELETE", "UNLINK_FROM_APPS", "REVOKE_ACCOUNT_SERVICE_TERMS"})
"""The reasons of an unlink that are an act of the person; others are Kakao's or an operator's."""

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who must have signed an event, and to whom it must be addressed."""

    issuer: str
    rest_api_key: str
    app_id: str


class Events:
    """Reads signed events; `now` gives aware UTC."""

    def __init__(self, keys: KeySet, addressee: Addressee, now: Callable[[], datetime]) -> None:
        self._keys = keys
        self._addressee = addressee
        self._now = now

    def read(self, token: bytes) -> Message:
        """Return what an event says; news that have no effect here are left out.

        Raises KakaoRefused with a code word for every flaw, KakaoUnavailable ("keys_unavailable")
        when the keys to judge it by cannot be had.
        """
        try:
            text = token.decode("ascii")
        except UnicodeDecodeError:
            raise KakaoRefused("malformed_token") from None
        claims = signed_claims(self._keys, text, TYPES.__contains__)
        # An ID token has a nonce, an event never: whatever its type says, it is none.
        if "nonce" in claims:
            raise KakaoRefused("wrong_type")
        self._check_addressee(claims)
        at = _when(claims, int(self._now().timestamp()))
        events = _events(claims)
        kakao_id = _subject(claims, events)
        news = tuple(one for uri, event in events.items() for one in _news(uri, event))
        return Message(kakao_id, f"event {_mark(claims)}", at, news)

    def _check_addressee(self, claims: Claims) -> None:
        ours = self._addressee
        if claims.get("iss") != ours.issuer:
            raise KakaoRefused("wrong_issuer")
        # One source shows the number of the application here; both name us and nobody else.
        if claims.get("aud") not in (ours.rest_api_key, ours.app_id):
            raise KakaoRefused("wrong_audience")
        if "app_id" in claims and str(claims["app_id"]) != ours.app_id:
            raise KakaoRefused("wrong_app")


def _when(claims: Claims, now: int) -> datetime:
    """Return when it happened; it was told then or later, and neither lies ahead of us."""
    told = seconds_of(claims, "iat")
    happened = seconds_of(claims, "toe") if "toe" in claims else told
    if told is None or happened is None:
        raise KakaoRefused("no_time")
    if max(told, happened) > now + LEEWAY:
        raise KakaoRefused("from_the_future")
    if told < now - OLDEST:
        raise KakaoRefused("too_old")
    return datetime.fromtimestamp(min(happened, now), UTC)


def _mark(claims: Claims) -> str:
    found = claims.get("jti")
    if not isinstance(found, str) or not 0 < len(found) <= LONGEST_MARK:
        raise KakaoRefused("no_mark")
    return found


def _events(claims: Claims) -> dict[str, Claims]:
    found = claims.get("events")
    if not isinstance(found, dict) or not 0 < len(found) <= MOST_EVENTS:
        raise KakaoRefused("no_events")
    if not all(isinstance(event, dict) for event in found.values()):
        raise KakaoRefused("no_events")
    return found


def _subject(claims: Claims, events: Mapping[str, Claims]) -> str:
    """Return whom all of it is about: one person, named the same wherever one is named."""
    named = {claims["sub"]} if isinstance(claims.get("sub"), str) else set()
    if "sub" in claims and not named:
        raise KakaoRefused("no_subject")
    for event in events.values():
        if "subject" not in event:
            continue
        subject = event["subject"]
        if not isinstance(subject, dict) or not isinstance(subject.get("sub"), str):
            raise KakaoRefused("no_subject")
        if (subject.get("subject_type"), subject.get("iss")) != ("iss-sub", claims["iss"]):
            raise KakaoRefused("wrong_subject")
        named.add(subject["sub"])
    if len(named) != 1:
        raise KakaoRefused("wrong_subject" if named else "no_subject")
    kakao_id: str = named.pop()
    if not KAKAO_ID.fullmatch(kakao_id):
        raise KakaoRefused("no_subject")
    return kakao_id


def _news(uri: str, event: Claims) -> list[News]:
    match = KIND.fullmatch(uri)
    kind = "/".join(match.groups()) if match else ""
    if kind in ENDS:
        return [News(What.UNLINKED, by_person=str(event.get("reason")) in BY_PERSON)]
    if kind in SCOPES:
        return [News(SCOPES[kind], _scopes(event))]
    return [News(What.SIGNED_OUT)] if kind in SIGNS_OUT else []


def _scopes(event: Claims) -> tuple[str, ...]:
    """Return the items an event names, under whichever of the names seen in the wild.

    None of them where one is not understood: then Kakao is asked what is agreed to now.
    """
    found = event.get("scopes", event.get("scope", ()))
    listed = re.split(r"[\s,]+", found) if isinstance(found, str) else found
    if not isinstance(listed, list):
        return ()
    is_clear = all(isinstance(one, str) and SCOPE.fullmatch(one) for one in listed)
    return tuple(listed) if is_clear else ()
