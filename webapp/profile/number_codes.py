"""Codes of six digits: made, read as people type them, and what may be wrong with one."""

import hashlib
import json
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from webapp.consent.decision import MemberId

_CODE = re.compile(r"[0-9]{6}")
_BETWEEN = re.compile(r"[\s-]+")


class NoCheck(Exception):  # noqa: N818  reads as the situation it is
    """No number of this person is being checked (any more); its time is over, or it never was."""


class CodeUnreadable(Exception):  # noqa: N818
    """What was typed is no code of six digits; it counts as no miss."""


class CodeWrong(Exception):  # noqa: N818
    """No such code was sent; `left` says how often one may still be typed."""

    def __init__(self, left: int) -> None:
        super().__init__("wrong_code")
        self.left = left


class CodeExpired(Exception):  # noqa: N818
    """The code was the right one, but its fifteen minutes are over; a newer one is still good."""


class TooManyMisses(Exception):  # noqa: N818
    """No code is taken or sent before `until` (aware UTC)."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too_many_misses")
        self.until = until


@dataclass(frozen=True, slots=True)
class Typed:
    """A posted code page: whose, in which session, what was typed, and which rendering it was."""

    member_id: MemberId
    holder: str
    repeat_key: str
    text: str = ""

    def fingerprint(self) -> bytes:
        """Return 32 bytes that are equal only for the same page with the same code, sent again."""
        return hashlib.sha256(json.dumps(["code", self.repeat_key, self.text]).encode()).digest()

    def code(self) -> str:
        """Return the six digits, however they were spaced; raises `CodeUnreadable`."""
        code = _BETWEEN.sub("", unicodedata.normalize("NFKC", self.text))
        if not _CODE.fullmatch(code):
            raise CodeUnreadable
        return code


def new_code() -> str:
    """Return six random digits."""
    return f"{secrets.randbelow(10**6):06}"
