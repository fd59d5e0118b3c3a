"""The cookies of this service (PIPA 30(1)7): two, and neither follows anybody."""

from webapp.catalogue.shapes import N_, Cookie

COOKIES = (
    Cookie(
        name="__Host-duett",
        items=N_("임의의 글자 43개. 이름이나 회원번호는 들어 있지 않아요."),
        why=N_("카카오 로그인을 시작한 브라우저인지 확인하고, 로그인 상태를 이어 가요."),
        period=N_("로그인 버튼을 누르고 1시간, 로그인한 뒤에는 길어야 90일."),
        refusing=N_("막으면 로그인할 수 없어요. 로그인 없이 보는 페이지는 그대로예요."),
    ),
    Cookie(
        name="lang",
        items=N_("고른 언어 (ko 또는 en)"),
        why=N_("직접 고른 언어를 다음에도 써요. 고르지 않으면 만들지 않아요."),
        period=N_("1년."),
        refusing=N_("막으면 브라우저의 언어 설정을 따라요."),
    ),
)
