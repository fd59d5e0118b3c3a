"""The way back of somebody who answered a question of an event before signing in.

What they wrote waits sealed under the name of their browser. It follows them, wherever the login
leads: to the name the browser gets at the gate, and into the session. Nothing of it counts until
they agree again, and it goes with whoever stops or is refused.
"""

from webapp.catalogue.kinds import Raw
from webapp.catalogue.shapes import Notice
from webapp.events.parking import PARKED_KEPT
from webapp.events.shelf import Listing
from webapp.web.guards import next_url
from webapp.web.services import services
from webapp.web.session import current_member, may_have_parked

_APPLYING = ("applying.", "sending.")
"""What somebody new is led back to before any other question is asked."""


def carry_over(holder: bytes, onto: bytes) -> None:
    """Let a parked answer follow its person from the name of this browser (32 bytes) to another.

    To be asked before that is its name. Most who come in parked nothing: they cost nothing here.
    """
    if may_have_parked():
        services().parked.adopt(holder, onto)


def way_back(next_key: str) -> str | None:
    """Return the address of the application somebody came from, `None` for any other key."""
    return next_url(next_key) if next_key.startswith(_APPLYING) else None


def waits_here(listing: Listing, notice: Notice) -> Raw | None:
    """Return what whoever is signed in wrote at a step before they were, unless it has gone.

    It came with the login, so a session older than it can be has none: nothing is looked up.
    """
    reader = current_member()
    if reader is None or services().now() - reader.created_at >= PARKED_KEPT:
        return None
    return services().parked.found(reader.session_hash, listing, notice)
