"""How long each kind of item is kept: words and machine form from one declaration (article 5)."""

from datetime import timedelta

from webapp.catalogue.shapes import N_, Retention, Trigger

RETENTIONS = (
    Retention(
        key="profile",
        words=N_("철회하거나 탈퇴할 때까지. 1년 동안 안 쓰시면 그때 지워요."),
        short=N_("철회·탈퇴할 때까지"),
        ends=(
            (Trigger.WITHDRAWAL, timedelta()),
            (Trigger.LEAVING, timedelta()),
            (Trigger.LAST_USE, timedelta(days=365)),
        ),
    ),
    Retention(
        key="account",
        words=N_("탈퇴할 때까지."),
        short=N_("탈퇴할 때까지"),
        ends=((Trigger.LEAVING, timedelta()),),
    ),
    # Three calendar months are at most 92 days, and the statute sets a minimum.
    Retention(
        key="visits",
        words=N_("로그인한 날부터 3개월. 탈퇴해도 이 기간은 채워요."),
        short=N_("3개월"),
        ends=((Trigger.COLLECTION, timedelta(days=92)),),
        exception=N_("통신비밀보호법 제15조의2, 같은 법 시행령 제41조 제2항 제2호"),
    ),
    Retention(
        key="checked",
        words=N_("확인하고 바로 지워요."),
        short=N_("바로 삭제"),
        ends=((Trigger.PURPOSE_MET, timedelta()),),
    ),
    Retention(
        key="never",
        words=N_("받지 않으니 보관하지 않아요."),
        short=N_("보관하지 않음"),
        ends=((Trigger.COLLECTION, timedelta()),),
    ),
    Retention(
        key="attempt",
        words=N_("로그인 버튼을 누르고 10분."),
        short=N_("10분"),
        ends=(
            (Trigger.PURPOSE_MET, timedelta()),
            (Trigger.COLLECTION, timedelta(minutes=10)),
        ),
    ),
    Retention(
        key="signup",
        words=N_("가입을 마치거나 그만둘 때까지. 그대로 두시면 30분 뒤 지워요."),
        short=N_("길어야 30분"),
        ends=(
            (Trigger.PURPOSE_MET, timedelta()),
            (Trigger.COLLECTION, timedelta(minutes=30)),
        ),
    ),
    Retention(
        key="kept_year",
        words=N_("나이 질문에 답하거나 건너뛸 때까지. 길어도 가입하고 7일이면 지워요."),
        short=N_("길어야 7일"),
        ends=(
            (Trigger.PURPOSE_MET, timedelta()),
            (Trigger.LEAVING, timedelta()),
            (Trigger.COLLECTION, timedelta(days=7)),
        ),
    ),
    Retention(
        key="phone_check",
        words=N_("번호를 저장하거나 그만둘 때까지. 길어도 코드를 보내고 15분이면 지워요."),
        short=N_("길어야 15분"),
        ends=(
            (Trigger.PURPOSE_MET, timedelta()),
            (Trigger.LEAVING, timedelta()),
            (Trigger.COLLECTION, timedelta(minutes=15)),
        ),
    ),
    Retention(
        key="session",
        words=N_("로그아웃할 때까지. 30일 동안 안 쓰시거나 로그인한 지 90일이 되면 지워요."),
        short=N_("길어야 90일"),
        ends=(
            (Trigger.PURPOSE_MET, timedelta()),
            (Trigger.LEAVING, timedelta()),
            (Trigger.LAST_USE, timedelta(days=30)),
            (Trigger.COLLECTION, timedelta(days=90)),
        ),
    ),
    Retention(
        key="decisions",
        words=N_("회원인 동안, 그리고 탈퇴하고 3년. 탈퇴하면 카카오 회원번호와의 연결을 끊어요."),
        short=N_("탈퇴 후 3년"),
        # Three calendar years are at most 1096 days; the database refuses to delete any earlier.
        ends=((Trigger.LEAVING, timedelta(days=1097)),),
        exception=N_("개인정보 보호법 제15조 제1항 제6호"),
    ),
    # As long as an unused value lives: whoever may still find theirs, finds the answer, too.
    Retention(
        key="correction",
        words=N_("처리한 날부터 1년. 탈퇴하면 바로 지워요."),
        short=N_("처리 후 1년"),
        ends=(
            (Trigger.LEAVING, timedelta()),
            (Trigger.CORRECTION, timedelta(days=365)),
        ),
    ),
    # Two calendar years are at most 731 days; the notice asks for two where many are registered.
    Retention(
        key="staff_access",
        words=N_("남긴 날부터 2년."),
        short=N_("2년"),
        ends=((Trigger.COLLECTION, timedelta(days=731)),),
        exception=N_("개인정보의 안전성 확보조치 기준 제8조"),
    ),
    # A day is warned of thirty days before it at the earliest.
    Retention(
        key="letter",
        words=N_("안내한 날부터 30일. 탈퇴하면 바로 지워요."),
        short=N_("30일"),
        ends=(
            (Trigger.LEAVING, timedelta()),
            (Trigger.COLLECTION, timedelta(days=30)),
        ),
    ),
    Retention(
        key="repeat",
        words=N_("버튼을 누르고 24시간."),
        short=N_("24시간"),
        ends=((Trigger.COLLECTION, timedelta(hours=24)),),
    ),
    # Each event names its own day, in the words of every card; this is the latest there can be.
    Retention(
        key="event_entry",
        words=N_(
            "이벤트마다 적어 둔 날까지. 취소하거나 탈퇴하면 바로 지우고, 길어도 이벤트가 끝나고 1년이면 지워요."
        ),
        short=N_("길어야 끝나고 1년"),
        ends=(
            (Trigger.WITHDRAWAL, timedelta()),
            (Trigger.LEAVING, timedelta()),
            (Trigger.EVENT_END, timedelta(days=365)),
        ),
    ),
    Retention(
        key="event_draft",
        words=N_("신청을 보내거나 그만둘 때까지. 그대로 두시면 처음 저장하고 7일 뒤 지워요."),
        short=N_("길어야 7일"),
        ends=(
            (Trigger.PURPOSE_MET, timedelta()),
            (Trigger.LEAVING, timedelta()),
            (Trigger.COLLECTION, timedelta(days=7)),
        ),
    ),
    Retention(
        key="event_parked",
        words=N_("로그인해서 이어 적을 때까지. 그대로 두시면 30분 뒤 지워요."),
        short=N_("길어야 30분"),
        ends=(
            (Trigger.PURPOSE_MET, timedelta()),
            (Trigger.COLLECTION, timedelta(minutes=30)),
        ),
    ),
    # As long as a recipient may hold it, whatever becomes of the application (PIPA 35).
    Retention(
        key="event_transfer",
        words=N_("이벤트의 신청 정보를 지우는 날부터 1년. 탈퇴하면 바로 지워요."),
        short=N_("길어야 1년"),
        ends=(
            (Trigger.LEAVING, timedelta()),
            (Trigger.PURPOSE_MET, timedelta(days=365)),
        ),
    ),
    # So that a recipient can still be told to delete what somebody took back.
    Retention(
        key="event_handed",
        words=N_("이벤트의 신청 정보를 지우는 날부터 1년."),
        short=N_("1년"),
        ends=((Trigger.PURPOSE_MET, timedelta(days=365)),),
        exception=N_("개인정보 보호법 제15조 제1항 제6호"),
    ),
    Retention(
        key="unlink",
        words=N_("카카오 연결을 끊을 때까지. 길어도 탈퇴하고 72시간이면 지워요."),
        short=N_("길어야 72시간"),
        ends=((Trigger.PURPOSE_MET, timedelta()), (Trigger.LEAVING, timedelta(hours=72))),
    ),
    Retention(
        key="unlink_failed",
        words=N_("연결을 못 끊은 날부터 90일."),
        short=N_("90일"),
        ends=((Trigger.COLLECTION, timedelta(days=90)),),
        exception=N_("개인정보 보호법 제15조 제1항 제6호"),
    ),
    # Kakao's messages are taken for thirty days after they were made; no older one can repeat.
    Retention(
        key="told_by_kakao",
        words=N_("처리한 알림의 내용은 바로 지워요. 지문은 받은 날부터 31일."),
        short=N_("길어야 31일"),
        ends=((Trigger.PURPOSE_MET, timedelta()), (Trigger.COLLECTION, timedelta(days=31))),
    ),
    Retention(
        key="scope_ending",
        words=N_("카카오에 전할 때까지. 길어도 72시간이면 지워요."),
        short=N_("길어야 72시간"),
        ends=((Trigger.PURPOSE_MET, timedelta()), (Trigger.COLLECTION, timedelta(hours=72))),
    ),
    Retention(
        key="moment",
        words=N_("서버 메모리에서 길어야 1시간. 파일로 남기지 않아요."),
        short=N_("길어야 1시간"),
        ends=((Trigger.COLLECTION, timedelta(hours=1)),),
    ),
)
