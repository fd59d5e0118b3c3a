"""A house without threads, so that it can be forked: no stand-in, Kakao answers from memory."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.promises.acts import join
from tests.world import ORIGIN, Browser, Clock, World
from webapp.app import create_app
from webapp.keys.keyring import create_keyring
from webapp.members.ports import KakaoIdentity
from webapp.settings import Settings
from webapp.storage.transaction import Storage

SECRET = "a secret for crash tests only, 32 bytes or more"


@dataclass
class KakaoInMemory:
    """Says that whoever comes back is the person named last."""

    clock: Clock
    kakao_id: str = ""

    def authorize_url(self, *, state: str, **_rest: Any) -> str:
        return f"https://kauth.example/oauth/authorize?state={state}"

    def identify(self, **_rest: Any) -> KakaoIdentity:
        return KakaoIdentity(self.kakao_id, self.clock())

    def unlink(self, kakao_id: str) -> None:
        """Unlink whoever is named; the outbox is looked at before it gets here."""


def crash_house(database_url: str, folder: Path) -> World:
    """The whole application on a database; Kakao is `world.services.login._kakao`."""
    clock = Clock()
    create_keyring(folder / "keyring.json")
    nowhere = "http://127.0.0.1:9"
    settings = Settings.from_env(
        {
            "DUETT_ENV": "development",
            "PUBLIC_URL": ORIGIN,
            "TRUSTED_HOSTS": "duett.test",
            "SECRET_KEY": SECRET,
            "KEYRING": str(folder / "keyring.json"),
            "DATABASE_URL": database_url,
            "PHOTO_STORE": str(folder / "photos"),
            "KAKAO_REST_API_KEY": "0" * 32,
            "KAKAO_CLIENT_SECRET": "invented",
            "KAKAO_ADMIN_KEY": "f" * 32,
            "KAKAO_AUTH_BASE": nowhere,
            "KAKAO_API_BASE": nowhere,
            "KAKAO_ISSUER": nowhere,
            "WORKERS": "1",
        }
    )
    app = create_app(settings, now=clock)
    app.test_client_class = Browser
    nobody: Any = None
    made = World(app, settings, clock, nobody, Storage(database_url, pool_size=1))
    made.services.login._kakao = KakaoInMemory(clock)
    # Templates and routes are warmed up here, once, instead of in every fork.
    browser = join(made).browser()
    for path in ("/", "/onboarding/mbti", "/me/consents", "/withdraw", "/login", "/nothing"):
        browser.get(path)
    return made
