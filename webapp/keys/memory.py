"""The memory of a process that holds keys: nobody reads it but the process itself and root."""

import ctypes
import sys

_SET_DUMPABLE = 4  # linux/prctl.h


def keep_private() -> None:
    """Forbid other processes of this user to look into this one, and the system to write it down.

    Without it a process that opens a picture, taken over by that picture, could read the keys out
    of ours: on many systems one user's processes may (process_vm_readv, ptrace). There are no core
    dumps any more, and profilers need root. What is started by exec begins anew and must ask for
    itself. Elsewhere than on Linux nothing happens.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
