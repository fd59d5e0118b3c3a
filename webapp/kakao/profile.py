"""What /v2/user/me says about one item: given, not agreed to, held empty, or not on offer.

Read as Kakao means it: the flag `*_needs_agreement` decides, never a value or
a message alone; a value without a flag that says "agreed" is not used.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from requests import Response

from webapp.kakao.answers import NO_ADMITTANCE, OK, PASSING, json_object
from webapp.members.errors import KakaoMisconfigured, KakaoRefused, KakaoUnavailable
from webapp.onboarding.ports import Handed, Handing

NEEDS_CONSENT = -402
# Faults of ours at Kakao: the feature is off, the item or the app is not permitted.
OUR_FAULTS = frozenset({-3, -5, -12})

Account = Mapping[str, Any]
Read = Callable[[Account], Handed]


@dataclass(frozen=True, slots=True)
class Item:
    """How /v2/user/me calls one consent item: in `property_keys`, in its flag, and its value."""

    asked_as: str
    flag: str
    read: Read


def parameters(scope: str) -> dict[str, str]:
    """Return the parameters of a call that asks for this item and nothing else.

    Raises KeyError for a scope that is not in the table.
    """
    # Without secure_resource the addresses of pictures are http.
    keys = json.dumps([f"kakao_account.{ITEMS[scope].asked_as}"])
    return {"property_keys": keys, "secure_resource": "true"}


def read_answer(answer: Response, kakao_id: str, scope: str) -> Handed:
    """Return what Kakao handed over of this item of this person.

    Raises KakaoRefused ("token_refused", "api_refused", "wrong_subject"), KakaoUnavailable
    ("passing_fault", "bad_answer") or KakaoMisconfigured ("item_refused").
    """
    found = json_object(answer)
    if answer.status_code != OK:
        return _refusal(answer.status_code, found.get("code"))
    if str(found.get("id")) != kakao_id:
        raise KakaoRefused("wrong_subject")
    account = found.get("kakao_account")
    if not isinstance(account, dict):  # the app has no consent item, or Kakao left it out
        return Handed(Handing.ABSENT)
    item = ITEMS[scope]
    needs_agreement = account.get(f"{item.flag}_needs_agreement")
    if needs_agreement is True:
        return Handed(Handing.NOT_AGREED)
    return item.read(account) if needs_agreement is False else Handed(Handing.ABSENT)


def _refusal(status: int, code: object) -> Handed:
    if code == NEEDS_CONSENT:
        return Handed(Handing.NOT_AGREED)
    if code in PASSING:
        raise KakaoUnavailable("passing_fault")
    if code in OUR_FAULTS:
        raise KakaoMisconfigured("item_refused")
    raise KakaoRefused("token_refused" if status in NO_ADMITTANCE else "api_refused")


def _plain(name: str) -> Read:
    return lambda account: _given(account.get(name))


def _given(value: object) -> Handed:
    if value is None or value == "":
        return Handed(Handing.EMPTY)
    if not isinstance(value, str):
        raise KakaoUnavailable("bad_answer")
    return Handed(Handing.GIVEN, value)


def _gender(account: Account) -> Handed:
    found = _given(account.get("gender"))
    return Handed(found.handing, found.text.lower())


def _phone(account: Account) -> Handed:
    """Return the number; the zero that some answers keep behind the country code goes."""
    found = _given(account.get("phone_number"))
    return Handed(found.handing, re.sub(r"\A\+82[ -]?0", "+82 ", found.text))


def _email(account: Account) -> Handed:
    """Return the address if it is this person's still and proved to be (reference, 4.1)."""
    found = _given(account.get("email"))
    proved = (account.get("is_email_valid"), account.get("is_email_verified"))
    if found.handing is Handing.GIVEN and proved != (True, True):
        return Handed(Handing.UNUSABLE)
    return found


def _nickname(account: Account) -> Handed:
    return _of_profile(account, "nickname", "is_default_nickname")


def _picture(account: Account) -> Handed:
    return _of_profile(account, "profile_image_url", "is_default_image")


def _of_profile(account: Account, name: str, placeholder: str) -> Handed:
    """Return a part of the profile; Kakao's own placeholder is nothing of this person's."""
    profile = account.get("profile")
    if profile is None:
        return Handed(Handing.EMPTY)
    if not isinstance(profile, dict):
        raise KakaoUnavailable("bad_answer")
    return Handed(Handing.EMPTY) if profile.get(placeholder) is True else _given(profile.get(name))


ITEMS: Mapping[str, Item] = {
    "profile_nickname": Item("profile", "profile_nickname", _nickname),
    "profile_image": Item("profile", "profile_image", _picture),
    "account_email": Item("email", "email", _email),
    "name": Item("name", "name", _plain("name")),
    "gender": Item("gender", "gender", _gender),
    "birthyear": Item("birthyear", "birthyear", _plain("birthyear")),
    "phone_number": Item("phone_number", "phone_number", _phone),
}
"""The consent items we can read, by Kakao's name of the scope."""
