"""What this room needs to know and to end what somebody agreed to at Kakao."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from webapp.consent.decision import MemberId
from webapp.members.ports import MemberStore
from webapp.members.rows import Link


@dataclass(frozen=True, slots=True)
class AgreedScope:
    """A consent item somebody agreed to at Kakao; `label` is what Kakao calls it."""

    scope: str
    label: str
    is_revocable: bool


class KakaoScopes(Protocol):
    """What people agreed to at Kakao, asked and ended with the admin key."""

    def agreed(self, kakao_id: str) -> list[AgreedScope]:
        """Return what this person agrees to now.

        Raises KakaoNotLinked, KakaoUnavailable (try later) or KakaoMisconfigured (alert an
        operator).
        """
        ...

    def revoke(self, kakao_id: str, scope: str) -> list[AgreedScope] | None:
        """End one agreement and return those that are left.

        One that is not there (any more) counts as ended: `None`, Kakao does not say what is left.
        Raises ScopeNotRevocable (Kakao never will), KakaoUnavailable or KakaoMisconfigured.
        """
        ...


@dataclass(frozen=True, slots=True)
class KnownScopes:
    """What Kakao last said of a person's agreements, and when."""

    scopes: tuple[str, ...]
    at: datetime


class KakaoLinks(Protocol):
    """The links to Kakao, with what is known of the agreements behind them."""

    def find(self, index: bytes) -> Link | None:
        """Return the link of a Kakao id."""
        ...

    def scopes(self, member_id: MemberId) -> KnownScopes | None:
        """Return what is known of a member's agreements, `None` if Kakao was never asked."""
        ...

    def note_scopes(self, member_id: MemberId, scopes: Collection[str], at: datetime) -> None:
        """Remember what Kakao said; what it said later than `at` stays."""
        ...


class Leftovers(Protocol):
    """Fields whose value from Kakao is gone: their scope at Kakao must still end.

    The database writes a row itself whenever such a value is deleted, by whatever act.
    """

    def are_there(self) -> bool:
        """Tell whether there is any."""
        ...

    def take(self, limit: int) -> Sequence[tuple[MemberId, str]]:
        """Delete and return members and field keys."""
        ...


class LinkStore(MemberStore, Protocol):
    """One transaction as the link to Kakao sees it."""

    @property
    def kakao_links(self) -> KakaoLinks:
        """Return the links."""
        ...

    @property
    def leftovers(self) -> Leftovers:
        """Return what is left at Kakao of values that are gone."""
        ...
