"""What the stand-in plays: one app as it would be set up in Kakao's console."""

from dataclasses import dataclass, field
from typing import Literal

Stage = Literal["required", "optional", "during_use"]


@dataclass(frozen=True, slots=True)
class ConsentItem:
    """One consent item of the app: Kakao's scope id, its label, and when Kakao asks for it."""

    scope: str
    label: str
    stage: Stage = "during_use"


# Duett asks for nothing at the first login, so every item is set to "이용 중 동의".
ITEMS = (
    ConsentItem("profile_nickname", "닉네임"),
    ConsentItem("profile_image", "프로필 사진"),
    ConsentItem("account_email", "카카오계정(이메일)"),
    ConsentItem("name", "이름"),
    ConsentItem("gender", "성별"),
    ConsentItem("age_range", "연령대"),
    ConsentItem("birthday", "생일"),
    ConsentItem("birthyear", "출생 연도"),
    ConsentItem("phone_number", "카카오계정(전화번호)"),
)


@dataclass(frozen=True, slots=True)
class StandinSettings:
    """The app's keys and addresses; bases are origins without a trailing slash.

    `environment` is DUETT_ENV and must be "development". `accounts_base` is a second origin, where
    the login and consent pages are, as with Kakao: so the whole chain of redirects is walked.
    Webhook addresses may be None: then the control API must name one.
    """

    environment: str
    auth_base: str
    accounts_base: str
    rest_api_key: str
    client_secret: str = field(repr=False)
    admin_key: str = field(repr=False)
    redirect_uris: tuple[str, ...]
    app_id: str = "1000001"
    app_name: str = "Duett"
    unlink_webhook: str | None = None
    account_webhook: str | None = None
    items: tuple[ConsentItem, ...] = ITEMS
    hang_seconds: float = 30.0

    @property
    def issuer(self) -> str:
        """Kakao's issuer is its auth host; so is ours."""
        return self.auth_base

    def item(self, scope: str) -> ConsentItem | None:
        return next((item for item in self.items if item.scope == scope), None)
