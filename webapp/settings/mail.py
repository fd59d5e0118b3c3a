"""Mail settings: which server takes our mail and who it is from; without a server none is sent."""

from collections.abc import Iterator
from email.utils import parseaddr

from webapp.settings.addresses import split_address

DEVELOPMENT_SENDER = "Duett <hello@duett.example>"
SCHEMES = frozenset({"smtp", "smtps"})


def wrong_mail(smtp_url: str | None, mail_from: str, *, is_production: bool) -> Iterator[str]:
    """A sentence for every value with which no mail could be sent, or not safely."""
    if smtp_url is None:
        return
    parts = split_address(smtp_url)
    if parts.scheme not in SCHEMES or not parts.hostname or parts.path.strip("/") or parts.query:
        yield "SMTP_URL must be an address such as smtps://user:password@mail.example:465."
    address = parseaddr(mail_from)[1]
    if not mail_from:
        yield "MAIL_FROM is not set, although SMTP_URL is."
    elif not (mail_from.isprintable() and address.isascii() and _is_address(address)):
        yield "MAIL_FROM must be one mail address, such as Duett <hello@duett.example>."
    elif is_production and address.endswith(".example"):
        yield "MAIL_FROM must be an address whose answers are read."


def _is_address(address: str) -> bool:
    user, at, host = address.partition("@")
    return bool(user and at and "." in host) and not set(address) & set(' <>"\r\n')
