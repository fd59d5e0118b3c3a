"""What the application and the worker both stand on; wiring lays it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from webapp.consent.edition import Language, Translate
from webapp.consent.editions import Editions
from webapp.kakao.login import Kakao
from webapp.kakao.scopes import Scopes
from webapp.kakao.settings import KakaoSettings
from webapp.keys.vault import KeyringVault
from webapp.mail.console import Console
from webapp.mail.smtp import Smtp, SmtpServer
from webapp.members.ports import Mailer
from webapp.policy.documents import Documents
from webapp.profile.photos.ports import Store
from webapp.settings import Settings
from webapp.storage.transaction import Storage

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Foundation:
    """Everything that is made once in a process, whatever the process is for."""

    storage: Storage
    vault: KeyringVault
    editions: Editions
    kakao: Kakao
    scopes: Scopes
    documents: Documents
    languages: tuple[Language, ...]
    words: Mapping[str, Translate]
    mailer: Mailer | None
    public_url: str
    photo_store: Store
    now: Clock


def mailer_of(settings: Settings) -> Mailer | None:
    """Return who takes our mail: a server, the terminal in development, else nobody."""
    if settings.smtp_url:
        domain = urlsplit(settings.public_url).hostname or ""
        return Smtp(SmtpServer.at(settings.smtp_url), settings.mail_from, domain)
    return Console(settings.mail_from) if settings.sends_mail else None


def kakao_settings(settings: Settings) -> KakaoSettings:
    """Return what the client of Kakao has to know."""
    return KakaoSettings(
        auth_base=settings.kakao_auth_base,
        api_base=settings.kakao_api_base,
        issuer=settings.kakao_issuer,
        rest_api_key=settings.kakao_rest_api_key,
        client_secret=settings.kakao_client_secret,
        admin_key=settings.kakao_admin_key,
        redirect_uri=settings.kakao_redirect_uri,
    )
