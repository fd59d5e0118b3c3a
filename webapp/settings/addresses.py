"""Reading addresses of settings: their parts, and whether they lead away from this machine."""

import ipaddress
from urllib.parse import SplitResult, parse_qs, urlsplit


def split_address(value: str) -> SplitResult:
    """The parts of an address; an address that cannot be read has none."""
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018  # reading it is what raises
    except ValueError:
        return urlsplit("")
    return parts


def scheme_of(url: str) -> str:
    return split_address(url).scheme


def is_loopback(host: str | None) -> bool:
    """Whether the host is this machine; a database address without a host means its socket."""
    if not host or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_near(host: str | None) -> bool:
    if not host:
        return False
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".test", ".internal"))


def stays_here(url: str) -> bool:
    """Whether every host of a database address is this machine, wherever the address names it."""
    named = [*asked_of(url, "host").split(","), *asked_of(url, "hostaddr").split(",")]
    hosts = [
        split_address(url).hostname,
        *(host for host in named if host and not host.startswith("/")),
    ]
    return all(is_loopback(host) for host in hosts)


def asked_of(url: str, name: str) -> str:
    return parse_qs(split_address(url).query).get(name, [""])[-1]
