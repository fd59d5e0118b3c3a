"""The tabs of My page."""

from webapp.catalogue.shapes import N_
from webapp.web.locale import gettext

_TABS = (
    ("edit", "/me/edit", N_("내 정보 수정")),
    ("consents", "/me/consents", N_("동의 관리")),
    ("export", "/me/export", N_("내려받기")),
    ("notifications", "/me/notifications", N_("알림")),
    ("sessions", "/me/sessions", N_("로그인 기기")),
    ("kakao", "/me/kakao", N_("카카오 연결")),
)


def my_tabs(current: str) -> list[dict[str, str | bool]]:
    """Return the tabs of My page with `current` marked."""
    return [
        {"href": href, "label": gettext(label), "current": key == current}
        for key, href, label in _TABS
    ]
