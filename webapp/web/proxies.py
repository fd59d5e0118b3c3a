"""Who is really asking: forwarding headers count only from the proxies we were told of."""

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix


def trust(app: Flask, hops: int) -> None:
    """Believe the last `hops` entries of X-Forwarded-For and -Proto; with 0, believe none.

    X-Forwarded-Host is never believed: a proxy passes the Host it got, and TRUSTED_HOSTS checks it.
    """
    if hops > 0:
        fixed = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0, x_port=0, x_prefix=0)
        app.wsgi_app = fixed  # type: ignore[method-assign]


def client_ip() -> str:
    """Return the address of the client as the trusted proxies saw it ("" when unknown)."""
    return request.remote_addr or ""
