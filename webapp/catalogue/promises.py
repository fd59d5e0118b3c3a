"""The shapes of what is promised: purposes, periods, clauses of the policy, and what waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.catalogue.vocabulary import Apart, Basis, Trigger


@dataclass(frozen=True, slots=True)
class NotYet:
    """Why something the policy names is not asked for or not used today.

    `never` is true where no later release will change it (the password).
    """

    reason: str
    never: bool = False


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a value is kept, in words and for the machine, from one declaration.

    `ends` lists every trigger with the period after it; the earliest end wins. `until` is the
    instant that everybody's value is deleted at, where it follows from what is asked for (an
    event's end) and not from the person. `exception` names the statute that may keep the item
    longer (PIPA 21(3)), `None` where there is none.
    """

    key: str
    words: str
    short: str
    ends: tuple[tuple[Trigger, timedelta], ...]
    exception: str | None = None
    until: datetime | None = None

    def after(self, trigger: Trigger) -> timedelta:
        """Return the period that runs from `trigger`; raises `KeyError` if none does."""
        return dict(self.ends)[trigger]


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose of article 3 (PIPA 22(1)); `apart` says why it is asked with nothing else."""

    key: str
    label: str
    basis: Basis
    clause: str
    law: str
    not_yet: NotYet | None = None
    apart: Apart | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of the privacy policy and what in the catalogue answers for it.

    `text` is the owner's own words, `article` where they stand ("1-1"; the second article 6 is
    "7"). `claims` are keys ("field:mbti", "purpose:match", "behaviour:leaving"); what nothing
    claims needs `not_yet`, and what is kept only in part may have both.
    """

    key: str
    text: str
    claims: tuple[str, ...] = ()
    not_yet: NotYet | None = None
    article: str = ""
