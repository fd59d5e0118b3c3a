"""The notices: which fields are put before a person together, for which one purpose."""

from webapp.catalogue.shapes import N_, Notice, NoticeKind, NotYet

NOTICES = (
    Notice(
        key="terms",
        kind=NoticeKind.TERMS,
        fields=(),
        purpose="membership",
        effect_key="no_account",
        title=N_("이용약관"),
        effect=N_(
            "동의하지 않으면 가입되지 않아요. 로그인 없이 보는 페이지는 그대로 볼 수 있어요."
        ),
        tick=N_("이용약관에 동의해요"),
        agree=N_("가입하기"),
        skip=N_("가입 그만두기"),
    ),
    Notice(
        key="age_gate",
        kind=NoticeKind.TOLD,
        fields=("birth_date",),
        purpose="age_gate",
        effect_key="no_account",
        title=N_("나이 확인"),
        effect=N_("법에 따라 가입 전에 확인해요. 생년월일은 저장하지 않아요."),
    ),
    Notice(
        key="membership",
        kind=NoticeKind.TOLD,
        fields=("kakao_id",),
        purpose="membership",
        effect_key="no_account",
        title=N_("동의 없이 처리하는 것"),
        effect=N_("가입과 로그인에 꼭 필요해서 동의를 묻지 않고 알려 드려요."),
    ),
    Notice(
        key="visits",
        kind=NoticeKind.TOLD,
        fields=("ip", "visit_time", "device"),
        purpose="visit_log",
        effect_key="kept_by_law",
        title=N_("법에 따라 남기는 것"),
        effect=N_("법이 남기도록 정한 접속기록이라 동의를 묻지 않고 알려 드려요."),
    ),
    Notice(
        key="mbti",
        kind=NoticeKind.CONSENT,
        fields=("mbti",),
        purpose="match",
        effect_key="no_personality_in_matching",
        title=N_("동의하고 저장하면"),
        effect=N_(
            "동의하지 않아도 돼요. 그러면 추천에 성향이 반영되지 않을 뿐, 다른 기능은 그대로예요."
        ),
        tick=N_("위 내용으로 MBTI를 수집·이용하는 데 동의해요"),
        agree=N_("동의하고 저장"),
        skip=N_("건너뛰기"),
        visible_to=N_("나만. 프로필에 보일지는 나중에 따로 정해요."),
    ),
    Notice(
        key="photo",
        kind=NoticeKind.CONSENT,
        fields=("photo",),
        purpose="match",
        effect_key="no_photo_in_matching",
        title=N_("동의하고 저장하면"),
        effect=N_(
            "동의하지 않아도 돼요. 그러면 사진 없이도 추천을 받을 수 있고, 다른 기능은 그대로예요."
        ),
        tick=N_("위 내용으로 사진을 수집·이용하는 데 동의해요"),
        agree=N_("동의하고 저장"),
        skip=N_("건너뛰기"),
        visible_to=N_("나만. 프로필에 보일지는 나중에 따로 정해요."),
    ),
    Notice(
        key="music",
        kind=NoticeKind.CONSENT,
        fields=("music",),
        purpose="match",
        effect_key="no_music_in_matching",
        title=N_("동의하고 저장하면"),
        effect=N_(
            "동의하지 않아도 돼요. 그러면 추천에 음악 취향이 반영되지 않을 뿐, 다른 기능은 그대로예요."
        ),
        tick=N_("위 내용으로 음악 취향을 수집·이용하는 데 동의해요"),
        agree=N_("동의하고 저장"),
        skip=N_("건너뛰기"),
        visible_to=N_("나만. 프로필에 보일지는 나중에 따로 정해요."),
    ),
    Notice(
        key="region",
        kind=NoticeKind.CONSENT,
        fields=("region",),
        purpose="match",
        effect_key="no_distance_in_matching",
        title=N_("동의하고 저장하면"),
        effect=N_(
            "동의하지 않아도 돼요. 그러면 추천에 거리가 반영되지 않을 뿐, 다른 기능은 그대로예요."
        ),
        tick=N_("위 내용으로 지역을 수집·이용하는 데 동의해요"),
        agree=N_("동의하고 저장"),
        skip=N_("건너뛰기"),
        visible_to=N_("나만. 프로필에 보일지는 나중에 따로 정해요."),
    ),
    Notice(
        key="phone",
        kind=NoticeKind.CONSENT,
        fields=("phone",),
        purpose="contact",
        effect_key="no_text_messages",
        title=N_("동의하고 저장하면"),
        effect=N_(
            "동의하지 않아도 돼요. 그러면 소식 문자를 시작해도 받지 못할 뿐, 다른 기능은 그대로예요."
        ),
        tick=N_("위 내용으로 전화번호를 수집·이용하는 데 동의해요"),
        agree=N_("동의하고 저장"),
        skip=N_("건너뛰기"),
        visible_to=N_("나만. 프로필에 보일지는 나중에 따로 정해요."),
    ),
    Notice(
        key="gender",
        kind=NoticeKind.CONSENT,
        fields=("gender",),
        purpose="match",
        effect_key="no_gender_in_matching",
        title=N_("동의하고 저장하면"),
        effect=N_(
            "동의하지 않아도 돼요. 그러면 추천에 성별이 반영되지 않을 뿐, 다른 기능은 그대로예요."
        ),
        tick=N_("위 내용으로 성별을 수집·이용하는 데 동의해요"),
        agree=N_("동의하고 저장"),
        skip=N_("건너뛰기"),
        visible_to=N_("나만. 프로필에 보일지는 나중에 따로 정해요."),
    ),
    Notice(
        key="age",
        kind=NoticeKind.CONSENT,
        fields=("age",),
        purpose="match",
        effect_key="no_age_in_matching",
        title=N_("동의하고 저장하면"),
        effect=N_(
            "동의하지 않아도 돼요. 그러면 추천에 나이가 반영되지 않을 뿐, 다른 기능은 그대로예요."
        ),
        tick=N_("위 내용으로 태어난 해를 수집·이용하는 데 동의해요"),
        agree=N_("동의하고 저장"),
        skip=N_("건너뛰기"),
        visible_to=N_("나만. 프로필에 보일지는 나중에 따로 정해요."),
    ),
    Notice(
        key="name",
        kind=NoticeKind.CONSENT,
        fields=("name",),
        purpose="calling",
        effect_key="called_member",
        title=N_("동의하고 저장하면"),
        effect=N_(
            "동의하지 않아도 돼요. 그러면 화면에서 ‘회원’이라고 부를 뿐, 다른 기능은 그대로예요."
        ),
        tick=N_("위 내용으로 이름 또는 별명을 수집·이용하는 데 동의해요"),
        agree=N_("동의하고 저장"),
        skip=N_("건너뛰기"),
        visible_to=N_("나만. 프로필에 보일지는 나중에 따로 정해요."),
    ),
    Notice(
        key="email",
        kind=NoticeKind.CONSENT,
        fields=("email",),
        purpose="contact",
        effect_key="no_mail",
        title=N_("동의하고 저장하면"),
        effect=N_(
            "동의하지 않아도 돼요. 그러면 메일로 알려 드리지 못할 뿐, 다른 기능은 그대로예요."
        ),
        tick=N_("위 내용으로 이메일 주소를 수집·이용하는 데 동의해요"),
        agree=N_("동의하고 저장"),
        skip=N_("건너뛰기"),
        visible_to=N_("나만. 프로필에 보일지는 나중에 따로 정해요."),
    ),
    Notice(
        key="device_location",
        kind=NoticeKind.CONSENT,
        fields=("device_location",),
        purpose="nearby",
        effect_key="region_instead",
        title=N_("동의하고 위치를 쓰면"),
        effect=N_(
            "동의하지 않아도 돼요. 그러면 직접 고른 지역으로 찾을 뿐, 다른 기능은 그대로예요."
        ),
        tick=N_("위 내용으로 기기 위치를 이용하는 데 동의해요"),
        agree=N_("동의하고 위치 쓰기"),
        skip=N_("위치 없이 계속하기"),
        visible_to=N_("나만. 다른 회원에게 위치를 보여 주지 않아요."),
        not_yet=NotYet(
            N_("위치정보법에 따른 신고와 약관, 동의가 먼저 필요해서 보여 드리지 않아요.")
        ),
    ),
    Notice(
        key="abuse",
        kind=NoticeKind.TOLD,
        fields=("abuse",),
        purpose="abuse",
        effect_key="kept_for_safety",
        title=N_("동의 없이 처리하는 것"),
        effect=N_("모두가 안전하게 쓰는 데 필요해서 동의를 묻지 않고 알려 드려요."),
        not_yet=NotYet(N_("신고와 이용 제한 기능이 생기면 보여 드려요.")),
    ),
)
