"""What this room needs from outside: counts, what was asked again, and values that Kakao holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from webapp.consent.decision import MemberId
from webapp.consent.ports import ConsentStore
from webapp.members.ports import KakaoIdentity


@dataclass(frozen=True, slots=True)
class Asked:
    """How often a question was offered again, and when last; `stopped_at` ends it for good."""

    times: int
    last_at: datetime
    stopped_at: datetime | None = None


class StepCounts(Protocol):
    """The table of counts by day, step and event."""

    def add(self, counts: Mapping[tuple[date, str, str], int]) -> None:
        """Add to the counts that are there."""
        ...


class CountStore(Protocol):
    """One transaction as the counter sees it."""

    @property
    def step_counts(self) -> StepCounts:
        """Return the counts."""
        ...


class AskedAgain(Protocol):
    """The table of questions that were offered again, by notice."""

    def of(self, member_id: MemberId, scope: str) -> dict[str, Asked]:
        """Return what was offered to a member."""
        ...

    def note(self, member_id: MemberId, scope: str, notice_key: str, asked: Asked) -> None:
        """Note an offer; one that was stopped stays so."""
        ...

    def stop(self, member_id: MemberId, scope: str, notice_key: str, at: datetime) -> None:
        """End the offers of a notice for good; the first time counts."""
        ...


class AskingStore(ConsentStore, Protocol):
    """One transaction as asking again sees it."""

    @property
    def asked_again(self) -> AskedAgain:
        """Return what was offered again."""
        ...


class Handing(StrEnum):
    """How Kakao stands to one item of one person; only GIVEN brings a value."""

    GIVEN = "given"
    NOT_AGREED = "not_agreed"
    EMPTY = "empty"  # agreed to, but the account holds none
    ABSENT = "absent"  # not on offer for this app, or left out this time
    UNUSABLE = "unusable"  # there is one, and it must not be relied on


@dataclass(frozen=True, slots=True)
class Handed:
    """What Kakao handed over; `text` is as Kakao writes it, the address of a picture included."""

    handing: Handing
    text: str = field(default="", repr=False)


class KakaoProfile(Protocol):
    """One item of one person, asked for once."""

    def fetch(
        self,
        *,
        code: str,
        nonce: str,
        verifier: str,
        scope: str,
        admit: Callable[[KakaoIdentity], object],
    ) -> Handed:
        """Exchange the code, let `admit` see who is there, and ask for this one item.

        Nothing is asked for when `admit` raises. The tokens end with this call. Raises
        KakaoRefused, KakaoUnavailable or KakaoMisconfigured.
        """
        ...


class KakaoPictures(Protocol):
    """Pictures at the addresses Kakao hands over."""

    def take(self, address: str) -> bytes:
        """Return the bytes, at most 10 MB; raises KakaoRefused or KakaoUnavailable."""
        ...
