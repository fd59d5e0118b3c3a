"""What an account tells about a person: the values, and the four states of needs_agreement."""

import json
from typing import Any

from webapp.standin.people import Person
from webapp.standin.pictures import DEFAULT, address
from webapp.standin.settings import StandinSettings
from webapp.standin.state import Link

# How the flags of kakao_account call each scope.
FLAGS = {
    "profile_nickname": "profile_nickname",
    "profile_image": "profile_image",
    "account_email": "email",
    "name": "name",
    "gender": "gender",
    "age_range": "age_range",
    "birthday": "birthday",
    "birthyear": "birthyear",
    "phone_number": "phone_number",
}
# How property_keys calls them.
PROPERTIES = FLAGS | {"profile_nickname": "profile", "profile_image": "profile"}


def kakao_account(
    settings: StandinSettings, person: Person, link: Link, property_keys: str | None
) -> dict[str, Any]:
    """The object of /v2/user/me: flag true, no value: not agreed; flag false, no value: empty.

    An item the app has not set has no flag at all. `property_keys` is Kakao's JSON array text.
    """
    wanted = _wanted(property_keys)
    account: dict[str, Any] = {}
    profile: dict[str, Any] = {}
    for item in settings.items:
        if wanted is not None and PROPERTIES[item.scope] not in wanted:
            continue
        agreed = item.scope in link.scopes
        account[f"{FLAGS[item.scope]}_needs_agreement"] = not agreed
        if not agreed:
            continue
        if PROPERTIES[item.scope] == "profile":
            profile |= _profile(settings, person, item.scope)
        else:
            account |= _values(person, item.scope)
    return account | ({"profile": profile} if profile else {})


def _profile(settings: StandinSettings, person: Person, scope: str) -> dict[str, Any]:
    if scope == "profile_nickname":
        return {"nickname": person.nickname, "is_default_nickname": person.default_nickname}
    # Kakao gives http addresses unless secure_resource=true; the stand-in has no https at all.
    face = DEFAULT if person.default_image else person.key
    return {
        "thumbnail_image_url": address(settings.auth_base, face, 110),
        "profile_image_url": address(settings.auth_base, face, 640),
        "is_default_image": person.default_image,
    }


def _values(person: Person, scope: str) -> dict[str, Any]:
    value = _held(person)[scope]
    if value is None:
        return {}
    more: dict[str, Any] = {}
    if scope == "account_email":
        more = {
            "is_email_valid": person.email_valid,
            "is_email_verified": person.email_verified,
        }
    if scope == "birthday":
        more = {"birthday_type": "SOLAR", "is_leap_month": False}
    return {FLAGS[scope]: value, **more}


def _held(person: Person) -> dict[str, str | None]:
    return {
        "account_email": person.email,
        "name": person.name,
        "gender": person.gender,
        "age_range": person.age_range,
        "birthday": person.birthday,
        "birthyear": person.birthyear,
        "phone_number": person.phone,
    }


def _wanted(property_keys: str | None) -> frozenset[str] | None:
    """The parts of kakao_account a call limits itself to; None for all of it."""
    try:
        listed = json.loads(property_keys or "null")
    except ValueError:
        return None
    if not isinstance(listed, list) or "kakao_account." in listed:
        return None
    return frozenset(str(key).removeprefix("kakao_account.") for key in listed)
