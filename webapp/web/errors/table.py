"""What people read when something does not work: one table, from error to status and words.

Each page says what happened, why (never "you did wrong"), and what to do, and offers one way on.
"""

from dataclasses import dataclass, replace

from flask_wtf.csrf import CSRFError

from webapp.catalogue.shapes import N_
from webapp.consent.errors import MemberGone, StaleTicket, StorageUnavailable
from webapp.members.errors import (
    AttemptExpired,
    AttemptForeign,
    AttemptUnknown,
    KakaoMisconfigured,
    KakaoRefused,
    KakaoUnavailable,
    NotFresh,
    PendingGone,
    TooYoung,
    WrongPerson,
)
from webapp.profile.errors import FilesGone
from webapp.profile.photos.errors import PhotosAway
from webapp.rights.exporting import EXPORT
from webapp.rights.leaving import LEAVE
from webapp.web.events.board import EventForgotten, NoSuchEvent
from webapp.web.members.webhooks import ForKakaoOnly
from webapp.web.origin import ForeignOrigin


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
_TO_ME = (N_("마이페이지로 가기"), "/me")
_TO_EVENTS = (N_("다른 이벤트 보기"), "/events")
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
        N_("카카오가 제때 답하지 않았거나, 카카오 쪽에 문제가 있었어요."),
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
PAGES |= {
    ForKakaoOnly: Page(
        405,
        N_("카카오의 알림만 받는 주소예요"),
        N_("카카오의 서버가 쓰는 곳이라서 볼 수 있는 화면이 없어요."),
        N_("첫 화면에서 시작해 주세요."),
    ),
    NoSuchEvent: Page(
        404,
        N_("이 주소에는 이벤트가 없어요"),
        N_("주소가 바뀌었거나 글자가 빠졌을 수 있어요."),
        N_("열려 있는 이벤트에서 찾아 주세요."),
        _TO_EVENTS,
    ),
    EventForgotten: Page(
        410,
        N_("끝난 이벤트라서 모두 지웠어요"),
        N_("약속한 날이 지나 신청과 답을 남김없이 지웠어요."),
        N_("열려 있는 다른 이벤트를 봐 주세요."),
        _TO_EVENTS,
    ),
    StorageUnavailable: replace(PAGES[503], alarm=True),
    PhotosAway: replace(PAGES[503], alarm=True),
    FilesGone: replace(PAGES[503], alarm=True),
    StaleTicket: PAGES[409],
    MemberGone: Page(
        410,
        N_("이미 탈퇴한 계정이에요"),
        N_("다른 창이나 카카오에서 먼저 탈퇴했어요."),
        N_("방금 보낸 것은 저장하지 않았어요. 다시 쓰시려면 새로 가입해 주세요."),
    ),
    AttemptUnknown: Page(
        400,
        N_("이 로그인은 이미 끝났어요"),
        N_("로그인 주소는 한 번만 쓸 수 있어요. 새로 고치거나 뒤로 가면 이렇게 돼요."),
        N_("로그인 화면에서 새로 시작해 주세요."),
        _TO_LOGIN,
    ),
    AttemptForeign: Page(
        400,
        N_("다른 앱이나 창에서 이어졌어요"),
        N_("로그인을 시작한 브라우저와 돌아온 브라우저가 달라요."),
        N_("지금 이 창에서 새로 시작해 주세요. 저장된 정보는 없어요."),
        _TO_LOGIN,
    ),
    AttemptExpired: Page(
        400,
        N_("10분이 지나 다시 시작해야 해요"),
        N_("로그인 버튼을 누르고 10분 안에 돌아와야 이어져요."),
        N_("로그인 화면에서 새로 시작해 주세요. 저장된 정보는 없어요."),
        _TO_LOGIN,
    ),
    PendingGone: Page(
        410,
        N_("가입을 기다리던 정보가 지워졌어요"),
        N_("이 가입은 이미 끝났거나, 카카오에서 돌아온 지 30분이 지났어요."),
        N_("로그인 화면에서 새로 시작해 주세요. 저장된 정보는 없어요."),
        _TO_LOGIN,
    ),
    TooYoung: Page(
        403,
        N_("지금은 가입할 수 없는 나이예요"),
        N_("Duett은 만 %(minimum_age)s세부터 가입할 수 있어요."),
        N_(
            "받은 정보는 모두 지웠고, 카카오 연결도 끊어요. 로그인 없이 볼 수 있는 화면은 그대로 보실 수 있어요."
        ),
    ),
    WrongPerson: Page(
        403,
        N_("다른 카카오 계정으로 돌아왔어요"),
        N_("지금 로그인한 사람과 카카오에서 확인한 사람이 달라요."),
        N_(
            "이 계정의 Duett 정보는 그대로예요. 회원이 아닌 계정이면 방금 생긴 카카오 연결은 끊어요."
        ),
        _TO_ME,
    ),
    NotFresh: Page(
        403,
        N_("본인 확인이 오래됐어요"),
        N_("카카오가 확인한 지 5분이 넘었어요."),
        N_("아무것도 바꾸지 않았어요. 한 번 더 확인해 주세요."),
        _TO_ME,
    ),
}

BACK_FROM: dict[str, tuple[str, str]] = {
    LEAVE: (N_("탈퇴 화면으로 돌아가기"), "/withdraw"),
    EXPORT: (N_("내 정보 내려받기로 돌아가기"), "/me/export"),
}
"""Where an errand began: whoever could not prove themselves for it is led back there."""
