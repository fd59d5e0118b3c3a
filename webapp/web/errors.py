"""What people read when something does not work: one table, from error to status and words.

Each page says what happened, why (never "you did wrong"), and what to do, and offers one way on.
"""

from dataclasses import dataclass
from datetime import timedelta
from html import escape

from flask import Flask, Response, make_response, render_template, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from webapp.catalogue.shapes import N_
from webapp.members.errors import KakaoMisconfigured, KakaoRefused, KakaoUnavailable
from webapp.web import csrf, guards, limits, logs
from webapp.web.locale import gettext, language, time_text
from webapp.web.origin import ForeignOrigin
from webapp.web.services import services
from webapp.web.session import current_member


@dataclass(frozen=True, slots=True)
class Page:
    """One row: `what`, `why`, `now` are source texts; they may use %(size)s, %(minutes)s, %(time)s.

    `retry_after` is in seconds; `code` shows the reference under which the log has it; `alarm`
    writes a line an operator must see.
    """

    status: int
    what: str
    why: str
    now: str
    way: tuple[str, str] = (N_("첫 화면으로 가기"), "/")
    retry_after: int | None = None
    code: bool = False
    alarm: bool = False


_TO_LOGIN = (N_("로그인 화면으로 가기"), "/login")
_FIVE_MINUTES = 300
_HOUR = 3600

# An HTTP status or an exception of a room (its subclasses included, the nearest row counts).
PAGES: dict[int | type[Exception], Page] = {
    400: Page(
        400,
        N_("보낸 내용을 읽지 못했어요"),
        N_("주소나 입력 칸의 형식이 저희가 아는 것과 달라요."),
        N_("저장된 것은 없어요. 첫 화면에서 새로 열어 주세요."),
    ),
    CSRFError: Page(
        400,
        N_("아직 저장하지 않았어요"),
        N_("이 화면을 연 뒤에 로그인 상태가 바뀌었어요."),
        N_("화면을 새로 열고 한 번 더 눌러 주세요."),
    ),
    ForeignOrigin: Page(
        403,
        N_("요청이 온 곳을 확인하지 못했어요"),
        N_("다른 사이트에서 왔거나 브라우저가 출처를 보내지 않았어요."),
        N_("Duett 화면에서 직접 눌러 주세요. 저장된 것은 없어요."),
    ),
    401: Page(
        401,
        N_("로그인한 다음에 볼 수 있어요"),
        N_("로그인이 끝났거나 다른 기기에서 로그아웃했어요."),
        N_("카카오로 로그인한 다음 열어 주세요."),
        _TO_LOGIN,
    ),
    403: Page(
        403,
        N_("이 화면은 열 수 없어요"),
        N_("이 계정으로 볼 수 있는 화면이 아니에요."),
        N_("첫 화면에서 다른 곳으로 가 주세요."),
    ),
    404: Page(
        404,
        N_("이 주소에는 화면이 없어요"),
        N_("주소가 바뀌었거나 글자가 빠졌을 수 있어요."),
        N_("첫 화면에서 찾아 주세요."),
    ),
    405: Page(
        405,
        N_("이 주소는 바로 열 수 없어요"),
        N_("화면의 버튼을 눌러야만 쓰이는 주소예요."),
        N_("첫 화면에서 시작해 주세요."),
    ),
    409: Page(
        409,
        N_("그 사이에 내용이 바뀌었어요"),
        N_("다른 창이나 기기에서 먼저 바꿨어요."),
        N_("화면을 새로 열어 지금 내용을 봐 주세요."),
    ),
    410: Page(
        410,
        N_("이제 볼 수 없는 화면이에요"),
        N_("보관 기간이 끝났거나 지운 내용이에요."),
        N_("첫 화면에서 다른 것을 찾아 주세요."),
    ),
    413: Page(
        413,
        N_("보낸 내용이 너무 커서 받지 않았어요"),
        N_("이 화면은 한 번에 %(size)s까지 받아요."),
        N_("내용을 줄여서 보내 주세요. 저장된 것은 없어요."),
    ),
    415: Page(
        415,
        N_("이 형식은 받지 않아요"),
        N_("화면의 입력 칸으로 보낸 내용만 읽을 수 있어요."),
        N_("Duett 화면에서 보내 주세요. 저장된 것은 없어요."),
    ),
    429: Page(
        429,
        N_("지금은 더 받을 수 없어요"),
        N_("같은 곳에서 짧은 시간에 여러 번 요청했어요."),
        N_("%(minutes)s분 뒤 다시 할 수 있어요."),
    ),
    500: Page(
        500,
        N_("저희 쪽 문제로 화면을 만들지 못했어요"),
        N_("서버에서 미리 알지 못한 일이 생겼어요."),
        N_("방금 한 일이 저장되지 않았을 수 있어요. 첫 화면에서 확인해 주세요."),
        code=True,
    ),
    503: Page(
        503,
        N_("지금은 Duett을 잠시 쓸 수 없어요"),
        N_("서버를 손보는 중이거나 저장소가 답하지 않아요."),
        N_("%(time)s에 다시 열어 주세요."),
        retry_after=_FIVE_MINUTES,
        code=True,
    ),
    KakaoUnavailable: Page(
        503,
        N_("카카오에 연결하지 못했어요"),
        N_("카카오가 제때 답하지 않았어요."),
        N_("5분 뒤 다시 눌러 주세요."),
        _TO_LOGIN,
        retry_after=_FIVE_MINUTES,
    ),
    KakaoRefused: Page(
        400,
        N_("로그인을 마치지 못했어요"),
        N_("카카오에서 온 답을 확인할 수 없었어요."),
        N_("저장된 정보는 없어요. 로그인 화면에서 새로 시작해 주세요."),
        _TO_LOGIN,
    ),
    KakaoMisconfigured: Page(
        503,
        N_("지금은 카카오로 로그인할 수 없어요"),
        N_("저희와 카카오 사이의 설정이 서로 맞지 않아요."),
        N_("저희가 고칠 일이라 기록해 뒀어요. 1시간 뒤 다시 눌러 주세요."),
        retry_after=_HOUR,
        code=True,
        alarm=True,
    ),
}
_CLIENT_ERROR, _SERVER_ERROR = 400, 500


def _row(error: Exception) -> Page:
    for kind in type(error).__mro__:
        if kind in PAGES:
            return PAGES[kind]
    status = getattr(error, "code", None) or _SERVER_ERROR
    fallback = _SERVER_ERROR if status >= _SERVER_ERROR else _CLIENT_ERROR
    return PAGES.get(status) or PAGES[fallback]


def _answer(error: Exception) -> Response:
    """Return the page of an error, with the headers its status asks for."""
    page = _row(error)
    seconds = limits.seconds_left() if page.status == 429 else page.retry_after  # noqa: PLR2004
    response = make_response(_draw(page, seconds or 0))
    response.status_code = page.status
    if isinstance(error, HTTPException):
        response.status_code = error.code or page.status
        for name, value in error.get_headers(request.environ):
            if name != "Content-Type":
                response.headers[name] = value
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response


def _draw(page: Page, seconds: int) -> str:
    values: dict[str, object] = {
        "size": f"{(request.max_content_length or 0) // 1024:,}KB",
        "minutes": -(-seconds // 60),
        "time": time_text(services().now() + timedelta(seconds=seconds, minutes=1)),
    }
    texts = [gettext(text) % values for text in (page.what, page.why, page.now)]
    text, href = page.way
    code = logs.reference() if page.code else ""
    if request_ctx.url_adapter is not None:  # none for a host we do not answer for
        try:
            return render_template(
                "errors/page.html",
                texts=texts,
                way={"text": gettext(text), "href": href},
                code=code,
            )
        except Exception as error:  # noqa: BLE001  whatever broke, an error page must come
            logs.alarm("error_page_failed", error)
    return _plain(texts, code)


def _plain(texts: list[str], code: str) -> str:
    """Return the page as bare HTML: needs no template, no style, no route."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in (*texts[1:], code) if line)
    return (
        f'<!doctype html><html lang="{language()}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(texts[0])} · Duett</title>"
        f'<h1>{escape(texts[0])}</h1>{lines}<p><a href="/">Duett</a></p></html>'
    )


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 0) < _CLIENT_ERROR:  # a redirect to the slash
        return error.get_response(request.environ)
    return _answer(error)


def _room(error: Exception) -> ResponseReturnValue:
    page = _row(error)
    reason = getattr(error, "reason", None)  # a code word of ours, by the contract of the rooms
    if page.alarm:
        logs.alarm(type(error).__name__, error, code=reason)
    else:
        logs.note(type(error).__name__, code=reason)
    return _answer(error)


def _csrf(error: CSRFError) -> ResponseReturnValue:
    """Keep the answer where the form can be shown again; without a session, lead to the login."""
    if guards.needs_member(guards.this_view()) and current_member() is None:
        return guards.to_login()
    show = csrf.reshow_of_this_endpoint()
    return show() if show else _answer(error)


def register(app: Flask) -> None:
    """Answer every error of this application from the table."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _csrf)
    for kind in PAGES:
        if isinstance(kind, type) and not issubclass(kind, HTTPException):
            app.register_error_handler(kind, _room)
