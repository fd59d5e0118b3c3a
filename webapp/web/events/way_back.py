"""The way back of somebody who answered a question of an event before signing in.

What they wrote waits sealed under the name of their browser. It follows them: to the name the
browser gets at the gate, and into the session. Nothing of it counts until they agree again.
"""

from webapp.web.guards import next_url
from webapp.web.services import services

_STEP = "applying.step:"
_APPLYING = ("applying.", "sending.")
"""What somebody new is led back to before any other question is asked."""


def carry_over(next_key: str, holder: bytes, onto: bytes) -> None:
    """Let a parked answer follow its person from one name (32 bytes) to another."""
    if _leads_to_step(next_key):
        services().parked.adopt(holder, onto)


def way_back(next_key: str) -> str | None:
    """Return the address of the application somebody came from, `None` for any other key."""
    if _leads_to_step(next_key):
        address = next_url(next_key)
        return f"{address}?done=parked" if address else None
    return next_url(next_key) if next_key.startswith(_APPLYING) else None


def _leads_to_step(next_key: str) -> bool:
    return next_key.startswith(_STEP)
