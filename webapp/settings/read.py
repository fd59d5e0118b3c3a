"""The settings of one process, read once from the environment and refused when missing or weak."""

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from webapp.settings.addresses import (
    asked_of,
    is_loopback,
    is_near,
    scheme_of,
    split_address,
    stays_here,
)
from webapp.settings.kakao import wrong_scopes
from webapp.settings.mail import wrong_mail
from webapp.settings.photos import DEFAULT_STORE, wrong_photo_store
from webapp.settings.reader import HOST_NAME, Environment, Reader

DEVELOPMENT_SECRET = "for development only, and refused in production"  # noqa: S105  # no secret
DEVELOPMENT_ORIGIN = "http://localhost:8000"
DEVELOPMENT_DATABASE = "sqlite:///var/duett.sqlite3"
DEVELOPMENT_CONTACT = "privacy@duett.example"
SECRET_BYTES = 32
SECRET_VARIETY = 10  # distinct characters: "aaaa..." is long, but no secret
LOWEST_AGE, HIGHEST_AGE = 14, 99  # under 14 a legal representative would have to consent
MOST_PROXIES, MOST_WORKERS = 5, 64
SHORT_PHONE = 7
DATABASES = frozenset({"sqlite", "postgresql", "postgresql+psycopg"})
ENCRYPTED_MODES = frozenset({"require", "verify-ca", "verify-full"})


class SettingsError(Exception):
    """All that is missing or weak, one English sentence each; never a value that may be secret."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting of the product: the variables in lower case; what is secret stays out of repr.

    Origins carry no path and no closing slash. `trusted_proxies` counts the proxies in front.
    """

    duett_env: Environment
    public_url: str
    trusted_hosts: tuple[str, ...]
    trusted_proxies: int
    workers: int
    database_url: str = field(repr=False)
    database_url_worker: str = field(repr=False)
    database_url_owner: str = field(repr=False)
    redis_url: str | None = field(repr=False)
    smtp_url: str | None = field(repr=False)
    mail_from: str
    secret_key: str = field(repr=False)
    keyring: Path
    photo_store: str
    kakao_rest_api_key: str = field(repr=False)
    kakao_client_secret: str = field(repr=False)
    kakao_admin_key: str = field(repr=False)
    kakao_app_id: str
    kakao_auth_base: str
    kakao_api_base: str
    kakao_issuer: str
    kakao_form_action: tuple[str, ...]
    kakao_scopes: tuple[str, ...]
    kakao_picture_origins: tuple[str, ...]
    phone_code: bool
    minimum_age: int
    privacy_officer_name: str
    privacy_officer_contact: str

    @property
    def is_production(self) -> bool:
        return self.duett_env is Environment.PRODUCTION

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite:")

    @property
    def sends_mail(self) -> bool:
        """Whether anybody can get mail from us; in development the terminal shows it."""
        return self.smtp_url is not None or not self.is_production

    @property
    def kakao_near_origins(self) -> tuple[str, ...]:
        """The picture hosts on this machine: the stand-in's, and in development only."""
        near = (o for o in self.kakao_picture_origins if is_loopback(split_address(o).hostname))
        return () if self.is_production else tuple(near)

    @property
    def kakao_redirect_uri(self) -> str:
        """The address registered at Kakao; it carries no parameters."""
        return f"{self.public_url}/auth/kakao/callback"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the variables; raise `SettingsError` with every sentence at once."""
        read = Reader(environ)
        database = read.text("DATABASE_URL", development=DEVELOPMENT_DATABASE)
        same = database if read.is_development or scheme_of(database) == "sqlite" else ""
        settings = cls(
            duett_env=read.environment,
            public_url=read.origin("PUBLIC_URL", development=DEVELOPMENT_ORIGIN),
            trusted_hosts=read.words("TRUSTED_HOSTS", development="localhost 127.0.0.1"),
            trusted_proxies=read.number("TRUSTED_PROXIES", 0, lowest=0, highest=MOST_PROXIES),
            workers=read.number("WORKERS", 2, lowest=1, highest=MOST_WORKERS),
            database_url=database,
            database_url_worker=read.text("DATABASE_URL_WORKER", default=same),
            database_url_owner=read.text("DATABASE_URL_OWNER", default=same),
            redis_url=read.optional("REDIS_URL"),
            smtp_url=read.optional("SMTP_URL"),
            mail_from=read.sender("MAIL_FROM"),
            secret_key=read.text("SECRET_KEY", development=DEVELOPMENT_SECRET),
            keyring=Path(read.text("KEYRING", development="var/keyring.json")),
            photo_store=read.text("PHOTO_STORE", default=DEFAULT_STORE),
            kakao_rest_api_key=read.text("KAKAO_REST_API_KEY", development="standin-rest-api-key"),
            kakao_client_secret=read.text("KAKAO_CLIENT_SECRET", development="standin-secret"),
            kakao_admin_key=read.text("KAKAO_ADMIN_KEY", development="standin-admin-key"),
            kakao_app_id=read.text("KAKAO_APP_ID", development="1000001"),
            kakao_auth_base=read.kakao("KAKAO_AUTH_BASE", "https://kauth.kakao.com"),
            kakao_api_base=read.kakao("KAKAO_API_BASE", "https://kapi.kakao.com"),
            kakao_issuer=read.kakao("KAKAO_ISSUER", "https://kauth.kakao.com"),
            kakao_form_action=read.form_action(),
            kakao_scopes=read.scopes(),
            kakao_picture_origins=read.picture_origins(),
            phone_code=read.switch("PHONE_CODE"),
            minimum_age=read.number("MINIMUM_AGE", 14, lowest=LOWEST_AGE, highest=HIGHEST_AGE),
            privacy_officer_name=read.text("PRIVACY_OFFICER_NAME", development="김하늘"),
            privacy_officer_contact=read.text(
                "PRIVACY_OFFICER_CONTACT", development=DEVELOPMENT_CONTACT
            ),
        )
        return _checked(settings, read)


def _checked(settings: Settings, read: Reader) -> Settings:
    sentences = (*read.problems, *_wrong(settings, may_use_sqlite=read.may_use_sqlite))
    if sentences:
        raise SettingsError(sentences)
    return settings


def _wrong(settings: Settings, *, may_use_sqlite: bool) -> Iterator[str]:
    """A sentence for every value that is well-formed, but must not be used."""
    for name, url in _databases(settings):
        if url and scheme_of(url) not in DATABASES:
            yield f"{name} must begin with postgresql:// or sqlite://."
    if settings.kakao_app_id and not settings.kakao_app_id.isdigit():
        yield "KAKAO_APP_ID must be the number of the application at Kakao."
    if not all(HOST_NAME.fullmatch(host) for host in settings.trusted_hosts if host):
        yield "TRUSTED_HOSTS must be host names in lower case, without scheme, star or path."
    yield from wrong_mail(
        settings.smtp_url, settings.mail_from, is_production=settings.is_production
    )
    yield from wrong_scopes(settings.kakao_scopes)
    yield from wrong_photo_store(settings.photo_store, is_production=settings.is_production)
    if settings.is_production:
        if settings.phone_code:
            yield "PHONE_CODE is on, but nothing here sends text messages yet: leave it off."
        yield from _wrong_hosts(settings)
        yield from _wrong_databases(settings, may_use_sqlite=may_use_sqlite)
        yield from _wrong_secrets(settings)
        yield from _wrong_officer(settings)


def _wrong_hosts(settings: Settings) -> Iterator[str]:
    host = split_address(settings.public_url).netloc
    bare = split_address(settings.public_url).hostname
    if host and any(settings.trusted_hosts) and not {host, bare} & set(settings.trusted_hosts):
        yield "TRUSTED_HOSTS must hold the host of PUBLIC_URL."
    kakao = {
        "KAKAO_AUTH_BASE": (settings.kakao_auth_base,),
        "KAKAO_API_BASE": (settings.kakao_api_base,),
        "KAKAO_ISSUER": (settings.kakao_issuer,),
        "KAKAO_FORM_ACTION": settings.kakao_form_action,
        "KAKAO_PICTURE_ORIGINS": settings.kakao_picture_origins,
    }
    for name, origins in kakao.items():
        if any(is_near(split_address(origin).hostname) for origin in origins):
            yield f"{name} points at a stand-in on this machine or network; production needs Kakao."


def _wrong_databases(settings: Settings, *, may_use_sqlite: bool) -> Iterator[str]:
    redis = split_address(settings.redis_url or "")
    if redis.scheme == "redis" and not is_loopback(redis.hostname):
        yield "REDIS_URL crosses a network: use rediss://."
    databases = _databases(settings)
    if any(url and scheme_of(url) == "sqlite" for _, url in databases):
        if not may_use_sqlite:
            yield "DATABASE_URL must be PostgreSQL in production, unless DUETT_ALLOW_SQLITE=yes."
        elif len({url for _, url in databases}) > 1:
            yield "With SQLite all three database addresses must name the same file."
        return
    roles = [split_address(url).username for _, url in databases if url]
    if len(set(roles)) < len(roles):
        names = ", ".join(name for name, _ in databases)
        yield f"{names} must each use a database role of their own."
    for name, url in databases:
        if url and not stays_here(url) and asked_of(url, "sslmode") not in ENCRYPTED_MODES:
            yield f"{name} crosses a network: add sslmode=verify-full (or verify-ca, require)."


def _databases(settings: Settings) -> tuple[tuple[str, str], ...]:
    return (
        ("DATABASE_URL", settings.database_url),
        ("DATABASE_URL_WORKER", settings.database_url_worker),
        ("DATABASE_URL_OWNER", settings.database_url_owner),
    )


def _wrong_secrets(settings: Settings) -> Iterator[str]:
    secret = settings.secret_key
    long_enough = len(secret.encode()) >= SECRET_BYTES and len(set(secret)) >= SECRET_VARIETY
    if secret == DEVELOPMENT_SECRET:
        yield "SECRET_KEY is the one for development: make one of your own."
    elif secret and not long_enough:
        yield f"SECRET_KEY is too weak: use at least {SECRET_BYTES} random bytes."
    if settings.keyring == Path():
        return
    if not settings.keyring.is_file():
        yield "KEYRING must name a file that exists."
    elif stat.S_IMODE(settings.keyring.stat().st_mode) & 0o177:
        yield "KEYRING must be readable by its owner alone: chmod 600."


def _wrong_officer(settings: Settings) -> Iterator[str]:
    contact = settings.privacy_officer_contact
    digits = sum(letter.isdigit() for letter in contact)
    if contact.endswith(".example") or (contact and "@" not in contact and digits < SHORT_PHONE):
        yield "PRIVACY_OFFICER_CONTACT must be a mail address or telephone number that is answered."
