"""The tabs of My page, for what is done often, and the way back to it from all the rest."""

from webapp.catalogue.shapes import N_
from webapp.web.locale import gettext

_TABS = (
    ("me", "/me", N_("마이페이지")),
    ("edit", "/me/edit", N_("내 정보 수정")),
    ("consents", "/me/consents", N_("동의 관리")),
    ("events", "/me/events", N_("이벤트")),
)


def my_tabs(current: str) -> list[dict[str, str | bool]]:
    """Return the tabs of My page with `current` marked."""
    return [
        {"href": href, "label": gettext(label), "current": key == current}
        for key, href, label in _TABS
    ]


def back_to_me() -> dict[str, str]:
    """Return the link that leads to My page, where what is done seldom is listed."""
    return {"href": "/me", "label": gettext("마이페이지로 돌아가기")}


def back_to_events() -> dict[str, str]:
    """Return the link that leads to what somebody applied for."""
    return {"href": "/me/events", "label": gettext("신청한 이벤트로 돌아가기")}
