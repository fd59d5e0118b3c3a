"""정정 요청: a person says that a value is not right, and nobody reads it until that is settled.

PIPA 36, Decree 43, policy article 6-3. The hold begins with the request; the answer is due within
ten days by the Korean calendar; what was said and answered is sealed.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from webapp.catalogue.kinds.rules import Problem, Unclean
from webapp.catalogue.kinds.text import letters, refused, tidy
from webapp.catalogue.korea import korean_day
from webapp.catalogue.shapes import N_, Catalogue, Field
from webapp.consent.decision import MEMBERSHIP, MemberId
from webapp.consent.errors import MemberGone
from webapp.consent.ports import Database
from webapp.members.ports import MemberStore
from webapp.members.unlinking import new_reference
from webapp.profile.errors import NothingKept
from webapp.profile.holding import hold, release
from webapp.profile.ports import Correction, Outcome, Sealed, Vault

ANSWERED_WITHIN = timedelta(days=10)
"""From the day after the request (PIPA Decree 43(3))."""

MOST_LETTERS = 500
WHICH = N_("어느 항목인지 골라 주세요.")
WHAT = N_("무엇이 사실과 다른지 적어 주세요.")
TOO_LONG = N_("500자까지 적을 수 있어요. 조금 줄여 주세요.")


@dataclass(frozen=True, slots=True)
class Claim:
    """A posted request; `said` is as typed, `repeat_key` names the rendering it answers."""

    member_id: MemberId
    field_key: str
    said: str
    repeat_key: str

    def fingerprint(self) -> bytes:
        """Return 32 bytes that are equal only for the same request, sent again (promise P13)."""
        text = json.dumps([self.repeat_key, "correct", self.field_key, self.said])
        return hashlib.sha256(text.encode()).digest()


@dataclass(frozen=True, slots=True)
class Words:
    """What the person said, and what was answered ("" until it is settled)."""

    said: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One request as its person sees it; `field` is `None` for an item that is no more."""

    correction: Correction
    field: Field | None
    words: Words


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """Everything `/me/correction` shows: the requests, and the fields one can be made about."""

    lines: tuple[Line, ...]
    fields: tuple[Field, ...]


class Corrections:
    """What a person does about a value that is not right; each act is one transaction."""

    def __init__(
        self,
        database: Database[MemberStore],
        vault: Vault,
        catalogue: Catalogue,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._catalogue = catalogue
        self._now = now

    def page(self, member_id: MemberId) -> CorrectionPage:
        """Return a person's requests, open ones first, and what else they can ask about."""
        with self._database.read() as store:
            made = store.corrections.of(member_id)
            rows = {
                row.field_key: row.held_at
                for row in store.values.own(member_id)
                if row.scope == MEMBERSHIP
            }
        lines = tuple(
            line_of(self._vault, self._catalogue, one)
            for one in sorted(made, key=lambda one: not one.is_open)
        )
        free = [key for key, held_at in rows.items() if held_at is None]
        return CorrectionPage(lines, tuple(f for f in self._catalogue.fields if f.key in free))

    def news(self, member_id: MemberId) -> tuple[Line, ...]:
        """Return the answers a person has not put away yet."""
        with self._database.read() as store:
            made = store.corrections.of(member_id)
        return tuple(
            line_of(self._vault, self._catalogue, one)
            for one in made
            if one.settled_at and not one.told_at
        )

    def ask(self, claim: Claim) -> bool:
        """Hold the value at once and note the request (policy article 6-3).

        `False` when another request about the value is open already: that one stays as it is.
        Raises `Unclean`, `NothingKept` when there is no such value (any more), and `MemberGone`.
        """
        said = self._clean(claim)
        made = self._made(claim, said)
        with self._database.write() as store:
            if not store.repeats.is_first(claim.member_id, claim.fingerprint(), made.opened_at):
                return True
            if not store.decisions.lock(claim.member_id):
                raise MemberGone
            if hold(store, made):
                return True
            if not self._is_open(store, claim):
                raise NothingKept
            return False

    def take_back(self, member_id: MemberId, reference: str) -> bool:
        """End one's own request and lift the hold; `False` when the number is not theirs.

        One that has ended already stays as it ended. Raises `MemberGone`.
        """
        now = self._now()
        with self._database.write() as store:
            if not store.decisions.lock(member_id):
                raise MemberGone
            found = store.corrections.get(reference)
            if found is None or found.member_id != member_id:
                return False
            if found.is_open:
                taken_back = replace(found, settled_at=now, outcome=Outcome.TAKEN_BACK, told_at=now)
                release(store, taken_back)
            return True

    def put_away(self, member_id: MemberId) -> None:
        """Note that the answers were read; they stay on the page of corrections."""
        with self._database.write() as store:
            store.corrections.put_away(member_id, self._now())

    def _clean(self, claim: Claim) -> str:
        problems = []
        if self._catalogue.find_field(claim.field_key) is None:
            problems.append(Problem("field", WHICH))
        said = ""
        try:
            said = _said(claim.said)
        except Unclean as refusal:
            problems += refusal.problems
        if problems:
            raise Unclean(tuple(problems))
        return said

    def _made(self, claim: Claim, said: str) -> Correction:
        now, correction_id = self._now(), uuid4()
        return Correction(
            member_id=claim.member_id,
            correction_id=correction_id,
            reference=new_reference(),
            scope=MEMBERSHIP,
            field_key=claim.field_key,
            sealed=seal_words(self._vault, claim.member_id, correction_id, Words(said)),
            opened_at=now,
            due_on=korean_day(now) + ANSWERED_WITHIN,
        )

    def _is_open(self, store: MemberStore, claim: Claim) -> bool:
        made = store.corrections.of(claim.member_id)
        return any(one.is_open and one.field_key == claim.field_key for one in made)


def line_of(vault: Vault, catalogue: Catalogue, made: Correction) -> Line:
    """Return a request as its person sees it; raises `CannotOpen`."""
    return Line(made, catalogue.find_field(made.field_key), open_words(vault, made))


def seal_words(vault: Vault, member_id: MemberId, correction_id: UUID, words: Words) -> Sealed:
    """Seal what was said and answered with a key of its own."""
    text = json.dumps([words.said, words.answer], ensure_ascii=False)
    return vault.seal(text.encode(), _place(member_id, correction_id))


def open_words(vault: Vault, made: Correction) -> Words:
    """Return what was said and answered; raises `CannotOpen`."""
    plain = vault.open(made.sealed, _place(made.member_id, made.correction_id))
    said, answer = json.loads(plain)
    return Words(said, answer)


def _place(member_id: MemberId, correction_id: UUID) -> tuple[str, ...]:
    return ("correction", str(member_id), str(correction_id))


def _said(typed: str) -> str:
    said = tidy(typed, "said")
    if not said:
        raise refused("said", WHAT)
    if letters(said) > MOST_LETTERS:
        raise refused("said", TOO_LONG)
    return said
