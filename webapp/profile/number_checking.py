"""Checking a telephone number by a code in a text message, before anything of it is saved.

The number waits sealed, with the answer it came in. Only the right code makes the answer a decision
and a value, so that neither ever stands for a number that somebody mistyped or does not own.
"""

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Notice, Trigger
from webapp.consent.decision import MemberId
from webapp.consent.errors import MemberGone, StaleTicket
from webapp.consent.ports import Database
from webapp.profile.answers import Answers, Reply
from webapp.profile.errors import CannotOpen
from webapp.profile.meanwhile import Still
from webapp.profile.number_codes import (
    CodeExpired,
    CodeWrong,
    NoCheck,
    TooManyMisses,
    Typed,
    new_code,
)
from webapp.profile.ports import Vault
from webapp.profile.texting import Texts
from webapp.profile.waiting import NumberCheck, WaitingStore

FIELD = "phone"
CODE_LIFE = CATALOGUE.retention("phone_check").after(Trigger.COLLECTION)
MOST_MISSES = 10
MOST_CODES = 3
"""So many of the latest codes are good at a time: messages overtake one another."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A number that waits for its code, for its person's own page."""

    number: str
    is_change: bool
    paused_until: datetime | None


@dataclass(frozen=True, slots=True)
class _Parked:
    """The answer that waits: whether it changes a value, its page, its number, its codes.

    A code is kept as its keyed hash and the instant (ISO 8601) until which it is good.
    """

    is_change: bool
    ticket: str
    repeat_key: str
    number: str
    codes: tuple[tuple[str, str], ...] = ()

    def is_same(self, other: "_Parked") -> bool:
        """Tell whether this is the same answer, whatever codes were sent for it since."""
        return replace(self, codes=()) == replace(other, codes=())


Write = Callable[[str], str]
"""Makes the text of a message from the code, in the language of whoever reads it."""
Admit = Callable[[], None]
"""Raises when no more messages may be sent now."""
Do = Callable[[Notice, Reply], None]


class NumberChecking:
    """What the code page does; without `texts` no number is checked, and none waits."""

    def __init__(
        self,
        database: Database[WaitingStore],
        vault: Vault,
        answers: Answers,
        texts: Texts | None,
        now: Callable[[], datetime],
        new_code: Callable[[], str] = new_code,
    ) -> None:
        self._database = database
        self._vault = vault
        self._answers = answers
        self._texts = texts
        self._now = now
        self._new_code = new_code

    def checks(self, notice: Notice) -> bool:
        """Tell whether answers to this notice wait for a code."""
        return self._texts is not None and FIELD in notice.fields

    def begin(
        self, notice: Notice, reply: Reply, write: Write, admit: Admit, *, is_change: bool
    ) -> None:
        """Park a posted answer and send the first code to its number; a repeat sends nothing.

        `admit` is asked once the answer is sound, before anything is parked. Raises what it and
        `Answers.examine` raise, `TooManyMisses`, and `NotSent` when all is parked but the message.
        """
        given = self._answers.examine(notice, reply, is_change=is_change)
        admit()
        parked = _Parked(is_change, reply.ticket, reply.repeat_key, given[0].value)
        request = reply.fingerprint("check", notice.key)
        with self._database.write() as store:
            check = self._live(store, reply.member_id)
            if not store.repeats.is_first(reply.member_id, request, self._now()):
                return
            misses = check.misses if check else 0
            code = self._park(store, reply.member_id, parked, misses)
        self._send(parked.number, write(code))

    def send_again(self, member_id: MemberId, write: Write) -> None:
        """Send another code; those sent before stay good for their own time.

        Raises `NoCheck`, `TooManyMisses` and `NotSent`.
        """
        with self._database.write() as store:
            check = self._live(store, member_id)
            if check is None:
                raise NoCheck
            parked = self._opened(check)
            code = self._park(store, member_id, parked, check.misses)
        self._send(parked.number, write(code))

    def waiting(self, member_id: MemberId) -> Waiting | None:
        """Return the number that waits, `None` when none does."""
        with self._database.read() as store:
            check = store.number_checks.get(member_id)
        if check is None or self._now() >= check.expires_at:
            return None
        parked = self._opened(check)
        paused = check.expires_at if check.misses >= MOST_MISSES else None
        return Waiting(parked.number, parked.is_change, paused)

    def confirm(self, notice: Notice, typed: Typed) -> None:
        """Carry out the answer that waits if a code was sent for it that is `typed` now.

        Sent twice, it is carried out once. Raises `CodeUnreadable`, `CodeWrong`, `CodeExpired`,
        `TooManyMisses`, `NoCheck`, and what `Answers.agree` and `change` raise.
        """
        parked, misses = self._tried(typed, typed.code())
        if misses:
            raise CodeWrong(MOST_MISSES - misses)
        if parked is not None:
            do = self._answers.change if parked.is_change else self._answers.agree
            self._finish(notice, typed, parked, partial(do, still=self._waits(typed, parked)))

    def skip(self, notice: Notice, typed: Typed) -> str:
        """Put "no" on record instead of the answer that waits; a change is only given up.

        Returns "skipped" or "kept", and "" for a page that was carried out before. Raises
        `NoCheck`, `StaleTicket` and `MemberGone`.
        """
        who, now = typed.member_id, self._now()
        with self._database.write() as store:
            check = store.number_checks.get(who)
            is_first = store.repeats.is_first(who, typed.fingerprint(), now)
            if check is None or now >= check.expires_at:
                if is_first:
                    raise NoCheck  # and nothing is remembered of this
                return ""
        parked = self._opened(check)
        self._finish(notice, typed, parked, None if parked.is_change else self._answers.skip)
        return "kept" if parked.is_change else "skipped"

    def _tried(self, typed: Typed, code: str) -> tuple[_Parked | None, int]:
        """Return what waits and 0 if the code fits, else how often none did, this time counted.

        Nothing waits and nothing was missed when this very page was carried out before.
        """
        now, who = self._now(), typed.member_id
        with self._database.write() as store:
            check = self._live(store, who)
            if check is None:
                if store.repeats.is_first(who, typed.fingerprint(), now):
                    raise NoCheck  # and nothing is remembered of this
                return None, 0
            parked = self._opened(check)
            tried = self._hash(who, parked.number, code)
            good = [until for kept, until in parked.codes if hmac.compare_digest(kept, tried)]
            if any(now < datetime.fromisoformat(until) for until in good):
                return parked, 0
            if good:
                raise CodeExpired
            is_first = store.repeats.is_first(who, typed.fingerprint(), now)
            missed = replace(check, misses=check.misses + is_first)
            store.number_checks.put(missed)
        return None, max(missed.misses, 1)

    def _finish(self, notice: Notice, typed: Typed, parked: _Parked, do: Do | None) -> None:
        """Do what was parked, if anything is to be done, or only forget it.

        A decision about the number forgets it by itself, in its own transaction.
        """
        reply = Reply(
            member_id=typed.member_id,
            holder=typed.holder,
            ticket=parked.ticket,
            repeat_key=parked.repeat_key,
            raw={"value": [parked.number]},
            ticked=not parked.is_change,
        )
        if do is None:
            self._forget(typed.member_id)
            return
        try:
            do(notice, reply)
        except StaleTicket:
            self._forget(typed.member_id)
            raise

    def _waits(self, typed: Typed, parked: _Parked) -> Still:
        """Return what raises `NoCheck` when `parked` no longer waits: skipped, or another since.

        The page counts as carried out from then on. A change, about which nothing is decided, is
        forgotten there and then.
        """

        def look(store: WaitingStore) -> None:
            check = store.number_checks.get(typed.member_id)
            if check is None or not self._opened(check).is_same(parked):
                raise NoCheck
            store.repeats.is_first(typed.member_id, typed.fingerprint(), self._now())
            if parked.is_change:
                store.number_checks.forget(typed.member_id)

        return look

    def _forget(self, member_id: MemberId) -> None:
        with self._database.write() as store:
            store.number_checks.forget(member_id)

    def _live(self, store: WaitingStore, member_id: MemberId) -> NumberCheck | None:
        """Lock the member and return their check; raises `TooManyMisses` and `MemberGone`."""
        if not store.decisions.lock(member_id):
            raise MemberGone
        check = store.number_checks.get(member_id)
        if check is None or self._now() >= check.expires_at:
            return None
        if check.misses >= MOST_MISSES:
            raise TooManyMisses(check.expires_at)
        return check

    def _park(self, store: WaitingStore, member_id: MemberId, parked: _Parked, misses: int) -> str:
        """Store the answer with one more code and return that code."""
        code, until = self._new_code(), self._now() + CODE_LIFE
        new = (self._hash(member_id, parked.number, code), until.isoformat())
        codes = (*parked.codes[1 - MOST_CODES :], new)
        text = json.dumps(
            [parked.is_change, parked.ticket, parked.repeat_key, parked.number, codes]
        )
        sealed = self._vault.seal(text.encode(), _place(member_id))
        store.number_checks.put(NumberCheck(member_id, sealed, misses, until))
        return code

    def _opened(self, check: NumberCheck) -> _Parked:
        try:
            text = self._vault.open(check.sealed, _place(check.member_id))
        except CannotOpen:
            raise NoCheck from None
        is_change, ticket, repeat_key, number, codes = json.loads(text)
        kept = tuple((code, until) for code, until in codes)
        return _Parked(is_change, ticket, repeat_key, number, kept)

    def _hash(self, member_id: MemberId, number: str, code: str) -> str:
        return self._vault.index("phone_code", f"{member_id}:{number}:{code}").hex()

    def _send(self, number: str, text: str) -> None:
        if self._texts is not None:
            self._texts.send(number, text)


def _place(member_id: MemberId) -> tuple[str, ...]:
    return ("phone_check", str(member_id))
