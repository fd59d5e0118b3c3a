"""What the service keeps about a person beside the fields, told and not asked (PIPA 22(3))."""

from webapp.catalogue.shapes import N_, Record

RECORDS = (
    Record(
        key="attempt",
        label=N_("로그인 시도"),
        items=N_(
            "로그인 확인용 임의 값과 가져오려는 항목, 그때 본 카드의 표시(암호화), "
            "브라우저 확인용 임의 번호(해시), 돌아갈 화면, 시작한 시각"
        ),
        why=N_("카카오에 다녀온 사람이 버튼을 누른 그 사람인지 확인해요."),
        purpose="membership",
        retention="attempt",
    ),
    Record(
        key="signup",
        label=N_("가입 대기"),
        items=N_("카카오 회원번호(암호화), 브라우저 확인용 임의 번호(해시), 시작한 시각"),
        why=N_("나이와 약관을 확인하기 전까지 가입을 미뤄 둬요."),
        purpose="membership",
        retention="signup",
    ),
    Record(
        key="kept_year",
        label=N_("나이 질문에 옮겨 적을 해"),
        items=N_("태어난 해(암호화), 지울 시각"),
        why=N_("가입할 때 고르신 경우에만, 나이 질문에 미리 적어 드려요."),
        purpose="membership",
        retention="kept_year",
    ),
    Record(
        key="phone_check",
        label=N_("전화번호 확인 중"),
        items=N_(
            "적으신 전화번호와 답(암호화), 문자로 보낸 코드(해시), 코드가 맞지 않은 횟수, 지울 시각"
        ),
        why=N_("전화번호를 저장하기 전에 문자로 확인하는 동안만 남겨요."),
        purpose="security",
        retention="phone_check",
    ),
    Record(
        key="account",
        label=N_("회원 정보"),
        items=N_("언어, 마지막으로 쓴 날, 지운 정보의 목록을 확인한 시각"),
        why=N_("회원을 구분하고, 안 쓰신 기간을 세서 제때 지워요."),
        purpose="membership",
        retention="account",
    ),
    Record(
        key="session",
        label=N_("로그인 상태"),
        items=N_(
            "로그인 확인용 임의 값(해시), 기기 종류와 브라우저 이름, 로그인한 시각, 마지막으로 쓴 시각"
        ),
        why=N_("로그인한 상태를 이어 가요."),
        purpose="membership",
        retention="session",
    ),
    Record(
        key="decision",
        label=N_("동의와 거부 기록"),
        items=N_(
            "회원 구분용 임의 번호, 가입한 시각과 탈퇴한 시각, 보여 드린 글, 보여 드린 시각, 고른 답, 답한 시각, 언어"
        ),
        why=N_("무엇을 보고 어떻게 답하셨는지 서로 확인할 수 있게 해요."),
        purpose="dispute",
        retention="decisions",
    ),
    Record(
        key="destruction",
        label=N_("지운 기록"),
        items=N_("회원 구분용 임의 번호, 지운 항목의 이름, 지운 이유, 지운 시각, 접수번호"),
        why=N_("무엇을 언제 지웠는지 답해 드려요. 지운 값은 들어 있지 않아요."),
        purpose="dispute",
        retention="decisions",
    ),
    Record(
        key="asked_again",
        label=N_("다시 여쭤본 기록"),
        items=N_(
            "회원 구분용 임의 번호, 건너뛴 질문의 이름, 다시 여쭤본 횟수와 시각, 묻지 않기로 한 시각"
        ),
        why=N_("건너뛴 질문을 두 번까지만 다시 여쭤보고, 그만 묻기를 고르시면 지켜요."),
        purpose="membership",
        retention="account",
    ),
    Record(
        key="correction",
        label=N_("정정 요청"),
        items=N_("접수번호, 항목의 이름, 적어 주신 내용(암호화), 처리 결과와 이유(암호화), 날짜"),
        why=N_("확인하는 동안 그 값을 쓰지 않고, 10일 안에 결과를 알려 드려요."),
        purpose="correction",
        retention="correction",
    ),
    Record(
        key="staff_access",
        label=N_("직원이 다룬 기록"),
        items=N_("직원 구분 번호, 회원 구분용 임의 번호, 한 일, 이유, 시각, 접속한 곳"),
        why=N_("직원이 회원의 정보를 언제 왜 다뤘는지 되짚어요."),
        purpose="security",
        retention="staff_access",
    ),
    Record(
        key="letter",
        label=N_("삭제 안내 기록"),
        items=N_("회원 구분용 임의 번호, 안내한 내용의 종류, 지울 날짜, 안내한 시각"),
        why=N_("오래 안 쓰신 정보를 지우기 전의 안내를 한 번만 해요."),
        purpose="membership",
        retention="letter",
    ),
    Record(
        key="event_entry",
        label=N_("이벤트 신청"),
        items=N_(
            "회원 구분용 임의 번호, 이벤트의 이름, 접수번호, 신청한 순서와 시각, 자리를 받은 시각, 지울 시각"
        ),
        why=N_("누가 신청했는지 알고, 온 순서대로 자리를 드려요."),
        purpose="event",
        retention="event_entry",
    ),
    Record(
        key="event_draft",
        label=N_("보내지 않은 신청"),
        items=N_("회원 구분용 임의 번호, 이벤트의 이름, 처음 저장한 시각, 지울 시각"),
        why=N_("적다 만 신청을 이어서 적을 수 있게 해요. 담당자는 볼 수 없어요."),
        purpose="event",
        retention="event_draft",
    ),
    Record(
        key="event_parked",
        label=N_("로그인 전에 적은 답"),
        items=N_(
            "이벤트와 질문의 이름, 적으신 답(암호화), 브라우저 확인용 임의 번호(해시), 지울 시각"
        ),
        why=N_("로그인하고 오시면 적던 답을 다시 보여 드려요. 그때 동의하셔야 저장해요."),
        purpose="event",
        retention="event_parked",
    ),
    Record(
        key="event_transfer",
        label=N_("이벤트의 답을 건넨 기록"),
        items=N_(
            "회원 구분용 임의 번호, 받은 곳의 이름, 건넨 항목의 이름, 근거가 된 동의, 건넨 시각, "
            "받은 곳이 아는 임의 번호"
        ),
        why=N_("무엇이 누구에게 갔는지 보여 드려요. 건넨 값은 들어 있지 않아요."),
        purpose="event",
        retention="event_transfer",
    ),
    Record(
        key="event_handed",
        label=N_("받은 곳이 아는 번호"),
        items=N_(
            "받은 곳이 아는 임의 번호, 이벤트와 받은 곳의 이름, 건넨 시각, 지워 달라고 알린 시각"
        ),
        why=N_("동의를 철회하거나 탈퇴하시면 받은 곳에 지워 달라고 알려요."),
        purpose="dispute",
        retention="event_handed",
    ),
    Record(
        key="repeat",
        label=N_("중복 방지 기록"),
        items=N_("요청의 지문(해시), 처리한 시각"),
        why=N_("버튼을 두 번 눌러도 한 번만 처리해요."),
        purpose="security",
        retention="repeat",
    ),
    Record(
        key="rate",
        label=N_("요청 횟수"),
        items=N_("IP 주소, 요청한 횟수"),
        why=N_("지나치게 많은 요청을 막아요."),
        purpose="security",
        retention="moment",
    ),
    Record(
        key="reauthentication",
        label=N_("탈퇴 전 본인 확인"),
        items=N_("카카오에서 다시 로그인한 시각"),
        why=N_("다른 사람이 대신 탈퇴하지 못하게 해요."),
        purpose="identity",
        retention="attempt",
    ),
    Record(
        key="unlink",
        label=N_("카카오 연결 끊기 대기"),
        items=N_("카카오 회원번호(암호화), 탈퇴한 시각"),
        why=N_("탈퇴한 뒤 카카오 쪽 연결까지 끊어요."),
        purpose="leaving",
        retention="unlink",
    ),
    Record(
        key="told_by_kakao",
        label=N_("카카오가 보낸 알림"),
        items=N_("카카오 회원번호의 지문(해시), 알림의 지문(해시), 알림의 내용(암호화), 받은 시각"),
        why=N_(
            "카카오에서 연결을 끊거나 동의를 철회하면 여기서도 따라요. 같은 알림은 한 번만 처리해요."
        ),
        purpose="leaving",
        retention="told_by_kakao",
    ),
    Record(
        key="scope_ending",
        label=N_("카카오 동의 철회 대기"),
        items=N_("회원 구분용 임의 번호, 지운 항목의 이름, 카카오 동의항목의 이름(암호화)"),
        why=N_("카카오에서 가져온 값을 지운 뒤 카카오에 한 동의까지 철회해요."),
        purpose="membership",
        retention="scope_ending",
    ),
    Record(
        key="unlink_failed",
        label=N_("카카오 연결을 못 끊은 기록"),
        items=N_("접수번호, 탈퇴한 시각, 그만둔 시각과 이유"),
        why=N_("카카오 연결이 남았다는 것과 직접 끊는 방법을 알려 드려요."),
        purpose="leaving",
        retention="unlink_failed",
    ),
)
