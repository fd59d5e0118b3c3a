"""The headers every answer carries, errors and static files included."""

import secrets
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import Flask, request

from webapp.web.services import Site

if TYPE_CHECKING:  # the standard library has these for checkers only
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_NONCE = "duett.csp_nonce"

_HSTS = "max-age=63072000; includeSubDomains; preload"  # two years
_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not no-referrer: that turns Origin into "null" and takes the Referer our POSTs are checked by
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
}


def csp_nonce() -> str:
    """Return the nonce of this answer's script; made on first use.

    Lazily, because an answer can be made before any of our own hooks ran (a refused form token).
    """
    nonce: str = request.environ.setdefault(_NONCE, secrets.token_urlsafe(18))
    return nonce


def content_security_policy(nonce: str | None, form_action: tuple[str, ...]) -> str:
    """Return the policy; without a nonce, the answer may run no script at all."""
    script = f"'nonce-{nonce}' 'strict-dynamic'" if nonce else "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {script}",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            # a browser applies form-action to every redirect after the POST, so Kakao is in it
            " ".join(("form-action 'self'", *form_action)),
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "object-src 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


class Dresser:
    """Puts the headers on every answer, outside of Flask: no hook of ours can fail before it."""

    def __init__(self, application: "WSGIApplication", site: Site) -> None:
        self._application = application
        self._form_action = site.form_action
        hsts = [("Strict-Transport-Security", _HSTS)] if site.is_https else []
        self._fixed = [*_FIXED.items(), *hsts]

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        def dressed(
            status: str, headers: list[tuple[str, str]], exc_info: "OptExcInfo | None" = None
        ) -> Callable[[bytes], object]:
            self._dress(environ, headers)
            return start_response(status, headers, exc_info)

        return self._application(environ, dressed)

    def _dress(self, environ: "WSGIEnvironment", headers: list[tuple[str, str]]) -> None:
        """Add what a route has not set itself."""
        have = {name.lower(): value for name, value in headers}
        headers += [pair for pair in self._fixed if pair[0].lower() not in have]
        if "content-security-policy" not in have:
            policy = content_security_policy(environ.get(_NONCE), self._form_action)
            headers.append(("Content-Security-Policy", policy))
        if "cache-control" not in have:
            headers.append(("Cache-Control", "private, no-store"))
        if "vary" not in have and have.get("content-type", "").startswith("text/html"):
            headers.append(("Vary", "Cookie, Accept-Language, Accept-Encoding"))


def register(app: Flask, site: Site) -> None:
    """Dress every answer of this application, and give its templates the nonce."""
    app.wsgi_app = Dresser(app.wsgi_app, site)  # type: ignore[method-assign]
    app.context_processor(lambda: {"csp_nonce": csp_nonce()})
