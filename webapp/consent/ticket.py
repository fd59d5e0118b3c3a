"""Tickets: a signed note in the answered page of what was shown, to whom and when.

Showing a page writes nothing; the ticket carries what a decision must name (promise P2). It goes
stale only when the facts of its edition are no longer current or the session that saw it ended.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from webapp.consent.errors import StaleTicket

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What was shown. `holder` names the session or browser that saw it (hash, not an id).

    `beside` stands for what the page only told (32 bytes), empty where it told nothing.
    """

    edition_hash: bytes
    holder: str
    shown_at: datetime
    beside: bytes = b""


class Tickets:
    """Writes and reads tickets with one secret."""

    def __init__(self, secret: bytes) -> None:
        # The library would sign with HMAC-SHA-1, which ASVS 11.4.1 no longer admits.
        sha256 = {"digest_method": hashlib.sha256}
        self._serializer = URLSafeSerializer(secret, salt="duett.ticket", signer_kwargs=sha256)

    def write(self, ticket: Ticket) -> str:
        """Return the ticket as url-safe text of about 200 characters, 300 with a `beside`."""
        at = (ticket.shown_at - _EPOCH) // timedelta(microseconds=1)
        beside = [ticket.beside.hex()] if ticket.beside else []
        return str(self._serializer.dumps([ticket.edition_hash.hex(), ticket.holder, at, *beside]))

    def read(self, text: str, holder: str) -> Ticket:
        """Return the ticket; raises `StaleTicket` when it is forged, foreign or unreadable."""
        try:
            edition_hash, named, at, *more = self._serializer.loads(text)
            (beside,) = more or [""]
            shown, told = bytes.fromhex(edition_hash), bytes.fromhex(beside)
            shown_at = _EPOCH + timedelta(microseconds=at)
        except (BadSignature, ValueError, TypeError, OverflowError):
            raise StaleTicket from None
        if named != holder:
            raise StaleTicket(shown)
        return Ticket(shown, named, shown_at, told)
