"""What each event means here, by its address, its reason and the items it names."""

import pytest

from tests.kakao.events import AGREED, PURGED, SIGNED_OUT, UNLINKED, WITHDRAWN
from tests.kakao.standin_server import real_now
from webapp.members.webhooks_news import News, What

SORI = "4012345678"


# --- what the events mean ---

MEANINGS: dict[str, tuple[What, ...]] = {
    UNLINKED: (What.UNLINKED,),
    PURGED: (What.UNLINKED,),
    WITHDRAWN: (What.SCOPES_WITHDRAWN,),
    AGREED: (What.SCOPES_AGREED,),
    SIGNED_OUT: (What.SIGNED_OUT,),
    "risc/event-type/account-disabled": (What.SIGNED_OUT,),
    "risc/event-type/account-credential-change-required": (What.SIGNED_OUT,),
    "risc/event-type/credential-compromise": (What.SIGNED_OUT,),
    "caep/event-type/credential-change": (What.SIGNED_OUT,),
    "caep/event-type/assurance-level-change": (What.SIGNED_OUT,),
    "caep/event-type/session-revoked": (What.SIGNED_OUT,),
    "oauth/event-type/user-linked": (),
    "oauth/event-type/token-issued": (),
    "oauth/event-type/token-revoked": (),
    "oauth/event-type/tokens-revoked": (),
    "risc/event-type/account-enabled": (),
    "risc/event-type/identifier-changed": (),
    "risc/event-type/identifier-recycled": (),
    "https://schemas.kakao.com/platevent/kakao/event-type/user-profile-changed": (),
    "https://schemas.kakao.com/events/oauth/user-unlinked": (What.UNLINKED,),
    "https://schemas.kakao.com/events/oauth/event-type/user-unlinked": (What.UNLINKED,),
    "https://schemas.example.com/secevent/oauth/event-type/user-unlinked": (),
    "https://schemas.openid.net/secevent/oauth/event-type/user-unlinked/x": (),
    "something/new": (),
}


@pytest.mark.parametrize("event", MEANINGS)
def test_each_event_has_its_meaning_and_unknown_ones_have_none(hooks, events, event):
    message = hooks.read(events.event(SORI, event, real_now()))
    assert tuple(news.what for news in message.news) == MEANINGS[event]


@pytest.mark.parametrize(
    "reason, by_person",
    [
        ("UNLINK_FROM_APPS", True),
        ("ACCOUNT_DELETE", True),
        ("REVOKE_ACCOUNT_SERVICE_TERMS", True),
        ("UNLINK_FROM_ADMIN", False),
        ("UNLINK_FROM_SERVICE", False),
        (["UNLINK_FROM_APPS"], False),
        ("", False),
    ],
)
def test_who_cut_the_link_is_told_in_events_too(hooks, events, reason, by_person):
    token = events.event(SORI, UNLINKED, real_now(), reason=reason)
    assert hooks.read(token).news == (News(What.UNLINKED, by_person=by_person),)


@pytest.mark.parametrize(
    "members, scopes",
    [
        ({"scope": "gender"}, ("gender",)),
        ({"scope": "gender phone_number"}, ("gender", "phone_number")),
        ({"scope": "gender,phone_number"}, ("gender", "phone_number")),
        ({"scopes": ["gender", "phone_number"]}, ("gender", "phone_number")),
        ({"scopes": [{"id": "gender"}]}, ()),
        ({"scope": "; drop"}, ()),
        ({"scope": 7}, ()),
        ({"scope": ""}, ()),
        ({}, ()),
    ],
)
def test_the_items_are_read_under_every_name_seen(hooks, events, members, scopes):
    token = events.event(SORI, WITHDRAWN, real_now(), **members)
    assert hooks.read(token).news == (News(What.SCOPES_WITHDRAWN, scopes),)
