"""Reading variables by name: what is missing or malformed becomes a sentence."""

import re
from collections.abc import Mapping
from enum import StrEnum

from webapp.settings.addresses import split_address
from webapp.settings.kakao import REAL_PICTURE_ORIGINS, read_scopes
from webapp.settings.mail import DEVELOPMENT_SENDER

DEVELOPMENT_STANDIN = "http://127.0.0.1:8001"
HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?")


class Environment(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Reader:
    """Reads variables by name and collects a sentence for each that is missing or malformed."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.problems: list[str] = []
        self.environment = self._environment()
        self.is_development = self.environment is Environment.DEVELOPMENT
        self.may_use_sqlite = self.optional("DUETT_ALLOW_SQLITE") == "yes"

    def _environment(self) -> Environment:
        word = self.optional("DUETT_ENV") or Environment.PRODUCTION
        if word not in tuple(Environment):
            self.problems.append("DUETT_ENV must be development or production.")
            return Environment.PRODUCTION
        return Environment(word)

    def optional(self, name: str) -> str | None:
        return self._environ.get(name, "").strip() or None

    def text(self, name: str, *, default: str = "", development: str = "") -> str:
        """The value, else the default; in production a development default does not count."""
        fallback = default or (development if self.is_development else "")
        value = self.optional(name) or fallback
        if not value:
            self.problems.append(f"{name} is not set.")
        return value

    def sender(self, name: str) -> str:
        return self.optional(name) or (DEVELOPMENT_SENDER if self.is_development else "")

    def number(self, name: str, default: int, *, lowest: int, highest: int) -> int:
        value = self.optional(name) or str(default)
        if value.isascii() and value.isdigit() and lowest <= int(value) <= highest:
            return int(value)
        self.problems.append(f"{name} must be a whole number from {lowest} to {highest}.")
        return default

    def switch(self, name: str) -> bool:
        value = self.optional(name) or "off"
        if value not in {"on", "off"}:
            self.problems.append(f"{name} must be on or off.")
        return value == "on"

    def words(self, name: str, *, default: str = "", development: str = "") -> tuple[str, ...]:
        return tuple(re.split(r"[\s,]+", self.text(name, default=default, development=development)))

    def origin(self, name: str, *, default: str = "", development: str = "") -> str:
        value = self.text(name, default=default, development=development)
        return self._as_origin(name, value)

    def kakao(self, name: str, real: str) -> str:
        """An origin of Kakao: the real one unless set; in development the stand-in's."""
        return self.origin(name, default=DEVELOPMENT_STANDIN if self.is_development else real)

    def form_action(self) -> tuple[str, ...]:
        """The origins a form may end at: browsers apply them to every redirect after the POST."""
        name = "KAKAO_FORM_ACTION"
        # The stand-in shows its login page on a second origin, as Kakao does.
        standin = "http://127.0.0.1:8001 http://127.0.0.1:8002"
        real = "https://kauth.kakao.com https://accounts.kakao.com"
        values = self.words(name, default=standin if self.is_development else real)
        return tuple(self._as_origin(name, value) for value in values)

    def scopes(self) -> tuple[str, ...]:
        return read_scopes(self.optional("KAKAO_SCOPES"), is_development=self.is_development)

    def picture_origins(self) -> tuple[str, ...]:
        """The origins a picture may be fetched from; in development the stand-in's."""
        name = "KAKAO_PICTURE_ORIGINS"
        standin = self.optional("KAKAO_AUTH_BASE") or DEVELOPMENT_STANDIN
        values = self.words(name, default=standin if self.is_development else REAL_PICTURE_ORIGINS)
        return tuple(self._as_origin(name, value) for value in values)

    def _as_origin(self, name: str, value: str) -> str:
        parts = split_address(value)
        host = parts.netloc.lower()
        plain = parts.path in {"", "/"} and not parts.query and not parts.fragment
        if value and not (
            parts.scheme in {"http", "https"} and HOST_NAME.fullmatch(host) and plain
        ):
            self.problems.append(f"{name} must be an address such as https://duett.example.")
        elif value and parts.scheme != "https" and not self.is_development:
            self.problems.append(f"{name} must begin with https:// in production.")
        return f"{parts.scheme}://{host}"
