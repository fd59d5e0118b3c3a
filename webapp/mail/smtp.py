"""A mail server over SMTP: one connection a mail, encrypted unless the server is this machine."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from webapp.mail.message import message_of
from webapp.members.errors import MailRefused, MailUnavailable, MailUnsure
from webapp.members.ports import Mail

STEP_SECONDS = 3.0
END_SECONDS = 12.0
"""How long one answer of the server may take, and the last one, for which it may look at the
mail; together less than the lease of an errand, so that no second worker begins meanwhile."""

_PORTS = {"smtp": 587, "smtps": 465}
_OK, _OK_ELSEWHERE, _NEVER = 250, 251, 500
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed over. `smtps` is encrypted from the first byte, `smtp` by STARTTLS."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def at(cls, url: str) -> "SmtpServer":
        """Read an address such as `smtps://user:password@mail.example:465`."""
        parts = urlsplit(url)
        return cls(
            scheme=parts.scheme,
            host=parts.hostname or "",
            port=parts.port or _PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


class Smtp:
    """Hands mail over to one server. `domain` is ours: it names us and numbers our mail."""

    def __init__(
        self, server: SmtpServer, sender: str, domain: str, tls: ssl.SSLContext | None = None
    ) -> None:
        self._server = server
        self._sender = sender
        self._domain = domain
        self._tls = tls or ssl.create_default_context()

    def send(self, mail: Mail) -> None:
        """Hand one mail over.

        Raises `MailUnavailable` when the server surely did not take it and may later, `MailRefused`
        when it never will, `MailUnsure` when the connection ended before the server said.
        """
        message = message_of(mail, self._sender, self._domain)
        with self._connected() as smtp:
            try:
                self._begin(smtp, mail.to)
            except (smtplib.SMTPException, OSError) as fault:
                raise MailUnavailable(_word(fault)) from None
            _hand_over(smtp, message)

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        try:
            smtp = self._connect()
        except (smtplib.SMTPException, OSError) as fault:
            raise MailUnavailable(_word(fault)) from None
        try:
            yield smtp
        finally:
            smtp.close()

    def _connect(self) -> smtplib.SMTP:
        host, port, name = self._server.host, self._server.port, self._domain
        if self._server.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, name, timeout=STEP_SECONDS, context=self._tls)
        return smtplib.SMTP(host, port, name, timeout=STEP_SECONDS)

    def _begin(self, smtp: smtplib.SMTP, to: str) -> None:
        """Come as far as the server's being ready to take the text."""
        server = self._server
        if server.scheme == "smtp" and server.host not in _LOOPBACK:
            smtp.starttls(context=self._tls)
        smtp.ehlo_or_helo_if_needed()
        if server.user:
            smtp.login(server.user, server.password)
        code, _ = smtp.mail(parseaddr(self._sender)[1])
        if code != _OK:
            raise MailUnavailable(_at("sender", code))
        code, _ = smtp.rcpt(to)
        _judge("address", code)


def _hand_over(smtp: smtplib.SMTP, message: bytes) -> None:
    """Send the text and wait for the word that makes it the server's."""
    if smtp.sock is not None:
        smtp.sock.settimeout(END_SECONDS)
    try:
        code, _ = smtp.data(message)
    except smtplib.SMTPDataError as fault:
        raise MailUnavailable(_at("text", fault.smtp_code)) from None
    except (smtplib.SMTPException, OSError) as fault:
        raise MailUnsure(_word(fault)) from None
    _judge("text", code)


def _judge(step: str, code: int) -> None:
    if code >= _NEVER:
        raise MailRefused(_at(step, code))
    if code not in (_OK, _OK_ELSEWHERE):
        raise MailUnavailable(_at(step, code))


def _at(step: str, code: int) -> str:
    return f"{step}_{code}"


def _word(fault: Exception) -> str:
    """Return a code word for a trouble; the server's own words may quote the address."""
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return "login_refused"
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return "not_supported"
    if isinstance(fault, smtplib.SMTPResponseException):
        return f"answer_{fault.smtp_code}"
    if isinstance(fault, ssl.SSLError):
        return "bad_certificate"
    if isinstance(fault, TimeoutError) or isinstance(fault.__context__, TimeoutError):
        return "timeout"
    return "no_connection"
