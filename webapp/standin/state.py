"""Everything the stand-in remembers, in memory and under one lock."""

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Event, RLock
from typing import TypedDict

from webapp.standin.faults import BY_NAME, Place
from webapp.standin.keys import SigningKeys
from webapp.standin.people import Person

CODE_LIFE = timedelta(minutes=10)
SESSION_LIFE = timedelta(hours=24)
TOKEN_LIFE = timedelta(seconds=21599)


@dataclass(frozen=True, slots=True)
class Asked:
    """One accepted request at /oauth/authorize."""

    client_id: str
    redirect_uri: str
    state: str | None
    nonce: str | None
    challenge: str | None
    scope: tuple[str, ...]
    prompt: frozenset[str]


@dataclass(slots=True)
class Walk:
    """One browser's way through login and consent."""

    asked: Asked
    person: Person | None = None
    auth_time: datetime | None = None
    consented: bool = False
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """What a code stands for."""

    asked: Asked
    person: Person
    auth_time: datetime
    issued_at: datetime
    fault: str | None


@dataclass(slots=True)
class Link:
    """The link between a person and the app, with the scopes agreed to."""

    scopes: set[str]
    connected_at: datetime


class Call(TypedDict):
    """One call received: no query, no body, nothing secret."""

    method: str
    path: str
    status: int


@dataclass(slots=True)
class Memory:
    """What `reset` forgets."""

    walks: dict[str, Walk] = field(default_factory=dict)
    codes: dict[str, Grant] = field(default_factory=dict)
    tokens: dict[str, tuple[Person, datetime]] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    changed: dict[str, Person] = field(default_factory=dict)
    sessions: dict[str, tuple[Person, datetime]] = field(default_factory=dict)
    faults: dict[str, int | None] = field(default_factory=dict)
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=2000))


class State:
    """The stand-in's memory; `now` gives aware UTC. Every method is safe from any thread."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.keys = SigningKeys()
        self.released = Event()  # ends hanging answers at reset and stop
        self._lock = RLock()
        self._memory = Memory()

    def reset(self) -> None:
        with self._lock:
            self.released.set()
            self.released = Event()
            self._memory = Memory()

    # --- walks through the pages ---

    def begin(self, asked: Asked) -> tuple[str, Walk]:
        walk_id, walk = secrets.token_urlsafe(16), Walk(asked)
        with self._lock:
            self._memory.walks[walk_id] = walk
        return walk_id, walk

    def walk(self, walk_id: str) -> Walk | None:
        with self._lock:
            return self._memory.walks.get(walk_id)

    def end(self, walk_id: str) -> None:
        with self._lock:
            self._memory.walks.pop(walk_id, None)

    # --- Kakao's own session in the browser ---

    def log_in(self, person: Person) -> tuple[str, datetime]:
        session_id, at = secrets.token_urlsafe(24), self.now()
        with self._lock:
            self._memory.sessions[session_id] = (person, at)
        return session_id, at

    def logged_in(self, session_id: str | None) -> tuple[Person, datetime] | None:
        """Return who is logged in at Kakao, counted 24 hours from the login, not extended."""
        with self._lock:
            found = self._memory.sessions.get(session_id or "")
        return found if found and self.now() - found[1] < SESSION_LIFE else None

    # --- codes and tokens ---

    def issue_code(self, walk: Walk, person: Person, auth_time: datetime) -> str:
        code = secrets.token_urlsafe(32)
        grant = Grant(walk.asked, person, auth_time, self.now(), walk.fault)
        with self._lock:
            self._memory.codes[code] = grant
        return code

    def spend(self, code: str) -> Grant | None:
        """Return what the code stands for, once and within ten minutes."""
        with self._lock:
            grant = self._memory.codes.pop(code, None)
        return grant if grant and self.now() - grant.issued_at < CODE_LIFE else None

    def issue_token(self, person: Person) -> str:
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._memory.tokens[token] = (person, self.now())
        return token

    def token_owner(self, token: str) -> Person | None:
        with self._lock:
            found = self._memory.tokens.get(token)
        return found[0] if found and self.now() - found[1] < TOKEN_LIFE else None

    # --- links ---

    def link(self, person: Person, scopes: frozenset[str]) -> None:
        """Link the person, or add scopes to their link."""
        with self._lock:
            known = self._memory.links.setdefault(person.key, Link(set(), self.now()))
            known.scopes |= scopes

    def linked(self, person: Person) -> Link | None:
        with self._lock:
            known = self._memory.links.get(person.key)
            return Link(set(known.scopes), known.connected_at) if known else None

    def revoke(self, person: Person, scopes: frozenset[str]) -> None:
        with self._lock:
            known = self._memory.links.get(person.key)
            if known:
                known.scopes -= scopes

    def unlink(self, person: Person) -> bool:
        """End the link and every token of it; False when there was none."""
        with self._lock:
            tokens = self._memory.tokens
            for token in [token for token, (owner, _) in tokens.items() if owner is person]:
                del tokens[token]
            return self._memory.links.pop(person.key, None) is not None

    # --- what people changed in their account since ---

    def change(self, person: Person, **values: str | bool | None) -> None:
        """Let the account of a person hold other values from now on.

        Raises TypeError for a value an account does not have.
        """
        with self._lock:
            now = self._memory.changed.get(person.key, person)
            self._memory.changed[person.key] = replace(now, **values)  # type: ignore[arg-type]

    def as_is(self, person: Person) -> Person:
        """Return a person with the values of today."""
        with self._lock:
            return self._memory.changed.get(person.key, person)

    # --- faults and the list of calls ---

    def switch_on(self, name: str, times: int | None = None) -> None:
        """Let this fault strike the next `times` calls, or until it is switched off."""
        with self._lock:
            self._memory.faults[name] = times

    def switch_off(self, name: str | None = None) -> None:
        """End one fault, or all."""
        with self._lock:
            for known in [name] if name else list(self._memory.faults):
                self._memory.faults.pop(known, None)

    def active_faults(self) -> dict[str, int | None]:
        with self._lock:
            return dict(self._memory.faults)

    def take_fault(self, place: Place) -> str | None:
        """Return the name of the fault that strikes here now, counting it."""
        with self._lock:
            faults = self._memory.faults
            name = next((name for name in faults if BY_NAME[name].place == place), None)
            left = faults.get(name) if name else None
            if name and left is not None:
                faults[name] = left - 1
                if left <= 1:
                    del faults[name]
            return name

    def listener(self) -> Callable[[Call], None]:
        """Return where to note a call that begins now.

        A call that hung until a reset belongs to the memory before it.
        """
        with self._lock:
            return self._memory.calls.append

    def calls(self) -> list[Call]:
        with self._lock:
            return list(self._memory.calls)
