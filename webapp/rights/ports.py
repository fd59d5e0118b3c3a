"""What this room needs to know of events, which lie beside it: what was asked, and what became."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from webapp.catalogue.kinds import Say
from webapp.catalogue.shapes import Catalogue
from webapp.consent.decision import MemberId


class Asked(Protocol):
    """What an event asks, its texts in Korean; `say` knows them in the other languages, too."""

    @property
    def title(self) -> str:
        """Return what the event is called."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """Return its questions, periods and recipients."""
        ...

    def say(self, locale: str, say: Say) -> Say:
        """Return a translation that knows the event's own texts, and else asks `say`."""
        ...


class Application(Protocol):
    """Somebody's application as their copy tells it: draft, seated, waiting or called_off."""

    @property
    def scope(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def receipt(self) -> str: ...
    @property
    def began_at(self) -> datetime: ...
    @property
    def sent_at(self) -> datetime | None: ...
    @property
    def ends_at(self) -> datetime: ...


class HandedOn(Protocol):
    """What went to a recipient: keys of items, never what stood in them."""

    @property
    def scope(self) -> str: ...
    @property
    def recipient(self) -> str: ...
    @property
    def items(self) -> Sequence[str]: ...
    @property
    def reference(self) -> str: ...
    @property
    def handed_at(self) -> datetime: ...
    @property
    def last_at(self) -> datetime: ...
    @property
    def told_at(self) -> datetime | None: ...
    def name(self, locale: str) -> str:
        """Return who received it, as they were called then."""
        ...

    def labels(self, locale: str) -> Sequence[str]:
        """Return what the items were called."""
        ...


class EventRecords(Protocol):
    """What is kept of a person's events beside their answers."""

    def asked(self, scope: str) -> Asked | None:
        """Return what the event of a scope asks; `None` for any other scope, or an unknown one."""
        ...

    def applications(self, member_id: MemberId) -> Sequence[Application]:
        """Return a person's applications, the newest first."""
        ...

    def handed_on(self, member_id: MemberId) -> Sequence[HandedOn]:
        """Return what of a person was handed on, the oldest first."""
        ...
