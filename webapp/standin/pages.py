"""The stand-in's pages: every one says plainly that it is not Kakao."""

import ipaddress
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, Response, make_response, render_template, request

from webapp.standin.settings import StandinSettings

# Kakao shows these itself and sends nobody back: the app or the address cannot be trusted.
KOE_PAGES = {
    "KOE004": "이 앱은 카카오 로그인을 켜지 않았어요.",
    "KOE006": "등록하지 않은 리다이렉트 URI예요.",
    "KOE101": "앱 키가 다르거나 앱 키의 종류가 달라요.",
    "KOE201": "response_type은 code만 쓸 수 있어요.",
    "KOE204": "쓸 수 없는 값이 들어 있어요.",
    "KOE205": "앱에 설정하지 않은 동의항목을 요청했어요.",
    "KOE207": "꼭 있어야 하는 값이 빠졌어요.",
}


OURS_ALONE = ("/standin/", "/account/services")
"""What no page of another site may use: there is nobody logged in who could be asked."""


def page(template: str, status: int = 200, **values: object) -> Response:
    """Render one page of the stand-in."""
    return make_response(render_template(template, **values), status)


def koe_page(code: str, detail: str = "") -> Response:
    """The page Kakao shows instead of a redirect."""
    return page("wrong.html", 400, code=code, reason=KOE_PAGES[code], detail=detail)


def lost_page() -> Response:
    """The page for a login that is over or was never begun."""
    return page("lost.html", 400)


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def protect(app: Flask, settings: StandinSettings) -> None:
    """Put the headers on every answer, and answer nobody but this machine."""
    # Browsers apply form-action to the redirects after a POST, so the whole way back is named.
    origins = [settings.auth_base, settings.accounts_base]
    origins += [origin_of(address) for address in settings.redirect_uris]
    policy = (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action 'self' {' '.join(dict.fromkeys(origins))}"
    )

    def only_this_machine() -> Response | None:
        far = not ipaddress.ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104
        by_a_page = request.headers.get("Sec-Fetch-Site") == "cross-site"
        if far or (by_a_page and request.path.startswith(OURS_ALONE)):
            return Response("", 403)
        return None

    def with_headers(answer: Response) -> Response:
        answer.headers["Content-Security-Policy"] = policy
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Referrer-Policy"] = "same-origin"
        answer.headers.setdefault("Cache-Control", "no-store")
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    before: Callable[[], Response | None] = only_this_machine
    app.before_request(before)
    app.after_request(with_headers)
