"""Kakao at the door of a whole house: what it sends, and what is stored of it."""

from typing import Any

from werkzeug.test import TestResponse

from tests.kakao.events import APP_ID
from tests.kakao.standin_server import ADMIN_KEY
from tests.promises.rows import counts
from tests.world import World

UNLINK, ACCOUNT = "/webhooks/kakao/unlink", "/webhooks/kakao/account"
KEY = {"Authorization": f"KakaoAK {ADMIN_KEY}"}
EVENT = "application/secevent+jwt"


def cut(house: World, user_id: str, headers: dict[str, str] = KEY, **form: Any) -> TestResponse:
    """Send the unlink webhook as Kakao does: from nowhere, with nothing a browser sends."""
    sent = {"app_id": APP_ID, "user_id": user_id, "referrer_type": "UNLINK_FROM_APPS"} | form
    client = house.app.test_client()
    return client.post(UNLINK, base_url=house.settings.public_url, data=sent, headers=headers)


def tell(house: World, token: bytes, kind: str = EVENT, address: str = "") -> TestResponse:
    """Send a signed event."""
    client = house.app.test_client()
    if address:
        client.environ_base["REMOTE_ADDR"] = address
    origin = house.settings.public_url
    return client.post(ACCOUNT, base_url=origin, data=token, content_type=kind)


def stored(house: World) -> dict[str, int]:
    found = counts(house.storage)
    return {name: found.get(name, 0) for name in ("webhook_event", "outbox")}


def work(house: World) -> None:
    (house._workers or [house.worker()])[0].tick()
