"""The walk of the link to Kakao: what was agreed to there, ending it, and Kakao not answering."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.shots.walks import Visitor

PAGE = "/me/kakao"


def _fault(one: "Visitor", name: str) -> None:
    address = f"{one.house.settings.kakao_auth_base}/standin/faults"
    one.page.request.post(address, form={"name": name})


def _cut(one: "Visitor", tell: str) -> None:
    address = f"{one.house.settings.kakao_auth_base}/standin/webhooks/unlink"
    one.page.request.post(address, form={"person": "onyu", "url": tell})


def linking(one: "Visitor") -> None:
    """Everything the page of the link can show."""
    one.join("maru")
    one.go(PAGE)
    one.shoot("4-mine-50-kakao", fold=True, hard=True)
    one.press("main form[action='/me/kakao'] button")
    one.shoot("4-mine-51-kakao-ended")
    _fault(one, "api_500")
    one.go(PAGE)
    one.shoot("4-mine-52-kakao-earlier", fold=True)
    one.press("main form[action='/me/kakao'] button")
    one.shoot("4-mine-53-kakao-on-its-way")
    _fault(one, "none")
    one.house.work()
    one.go(PAGE)
    one.shoot("4-mine-54-kakao-nothing", hard=True)


def cut_link(one: "Visitor") -> None:
    """Somebody whose link was cut at Kakao: in silence, and with the message that tells us."""
    one.join("onyu")
    _fault(one, "api_500")
    one.go(PAGE)
    one.shoot("4-mine-55-kakao-never")
    _fault(one, "none")
    _cut(one, "http://127.0.0.1:9/")
    one.go(PAGE)
    one.shoot("4-mine-56-kakao-cut", hard=True)
    _cut(one, f"{one.house.origin}/webhooks/kakao/unlink")
    one.house.work()
    one.go("/me")
    one.shoot("5-leave-10-ended-at-kakao", hard=True)
