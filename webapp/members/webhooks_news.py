"""What Kakao tells by itself: one message about one person, with the news in it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class What(StrEnum):
    """What happened at Kakao, as far as it has an effect here."""

    UNLINKED = "unlinked"
    SCOPES_WITHDRAWN = "scopes_withdrawn"
    SCOPES_AGREED = "scopes_agreed"
    SIGNED_OUT = "signed_out"


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened. `scopes` names the items if Kakao named them.

    `by_person` is false where Kakao or an operator did it, not the person.
    """

    what: What
    scopes: tuple[str, ...] = ()
    by_person: bool = True


@dataclass(frozen=True, slots=True)
class Message:
    """A message from Kakao, proved to be one. `mark` is the same whenever it is sent again.

    `is_numbered` is false where the mark is made of who, why and which day: then the same mark
    about another link (somebody came back the same day) is another message.
    """

    kakao_id: str = field(repr=False)
    mark: str = field(repr=False)
    at: datetime
    news: tuple[News, ...]
    is_numbered: bool = True


def until(at: datetime) -> datetime:
    """Return the end of the second Kakao names: what was done before it, the news are about.

    Kakao tells whole seconds, so that "newer" cannot be told within one; the news then win.
    """
    return at.replace(microsecond=0) + timedelta(seconds=1)
