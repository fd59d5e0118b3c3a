"""Who sits at this terminal, for the record of what staff do with what people gave."""

import getpass
import socket
from uuid import NAMESPACE_URL, uuid5

from webapp.members.staff import Clerk

REASON_HELP = "Why; kept on record for two years. Name no value in it."
NO_REASON = "Say why: it is kept on record for two years."


def clerk() -> Clerk:
    """Return the account of this terminal: the same number for it every time, and its name."""
    account = f"{getpass.getuser()}@{socket.gethostname()}"
    return Clerk(uuid5(NAMESPACE_URL, f"duett:terminal:{account}"), f"terminal {account}")
