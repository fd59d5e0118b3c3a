"""The headers every answer carries, errors and static files included."""

import secrets

from flask import Flask, Response, g

from webapp.web.services import site

_HSTS = "max-age=63072000; includeSubDomains; preload"  # two years
_FEATURES = (
    "accelerometer",
    "autoplay",
    "bluetooth",
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
    "web-share",
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
    if "duett_nonce" not in g:
        g.duett_nonce = secrets.token_urlsafe(18)
    nonce: str = g.duett_nonce
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


def _dress(response: Response) -> Response:
    here = site()
    headers = response.headers
    for name, value in _FIXED.items():
        headers.setdefault(name, value)
    headers["Content-Security-Policy"] = content_security_policy(
        g.get("duett_nonce"), here.form_action
    )
    if here.is_https:
        headers["Strict-Transport-Security"] = _HSTS
    headers.setdefault("Cache-Control", "private, no-store")
    if response.mimetype == "text/html":
        response.vary.update(("Cookie", "Accept-Language"))
    return response


def register(app: Flask) -> None:
    """Dress every answer.

    Registered after every other after_request, so it runs first: should another one fail, the
    answer Flask then sends already carries its headers.
    """
    app.after_request(_dress)
    app.context_processor(lambda: {"csp_nonce": csp_nonce()})
