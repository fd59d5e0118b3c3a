"""What the service does, and never does, where the policy promises it: the facts beside it."""

from webapp.catalogue.shapes import N_, Behaviour

BEHAVIOURS = (
    Behaviour("lawful", N_("목적마다 근거가 되는 법 조항을 표에 적었어요.")),
    Behaviour("officer", N_("고충과 문의를 받는 개인정보 보호책임자를 이 페이지에 적어 두었어요.")),
    Behaviour(
        "versions", N_("방침의 판마다 시행일과 지문(SHA-256)이 있고, 지난 판은 고치지 않아요.")
    ),
    Behaviour("announced", N_("바뀌는 내용은 시행일 전에 이 웹사이트에 올려요.")),
    Behaviour(
        "guarded",
        N_("값을 읽으려면 목적을 대야 하고, 그 목적에 대한 동의가 살아 있지 않으면 읽히지 않아요."),
    ),
    Behaviour(
        "asked_again",
        N_(
            "항목, 목적, 보유 기간, 받는 곳, 거부의 영향이 바뀌면 예전 동의를 쓰지 않고 다시 여쭤봐요."
        ),
    ),
    Behaviour(
        "open_pages",
        N_("첫 화면, 무엇을 왜 묻는지, 방침, 약관, 도움말은 로그인 없이 볼 수 있어요."),
    ),
    Behaviour("member_pages", N_("회원은 프로필을 채우고 동의를 하나씩 관리할 수 있어요.")),
    Behaviour(
        "least",
        N_("가입할 때 카카오에서 받는 것은 회원번호뿐이에요. 프로필 항목은 모두 선택이에요."),
    ),
    Behaviour(
        "from_kakao",
        N_(
            "프로필 항목은 ‘카카오에서 가져오기’를 눌렀을 때만 카카오에서 받아요. "
            "먼저 여기서 동의하고, 카카오에서 한 번 더 동의한 그 항목 하나만 받아요."
        ),
    ),
    Behaviour("exact", N_("항목은 ‘등’ 없이 하나하나 적고, 적지 않은 것은 받지 않아요.")),
    Behaviour(
        "card",
        N_(
            "항목을 받을 때마다 항목, 목적, 보유 기간, 거부할 수 있다는 점과 거부의 영향을 먼저 보여 드려요."
        ),
    ),
    Behaviour("together", N_("동의 기록과 값은 함께 저장돼요. 동의 없는 값은 저장되지 않아요.")),
    Behaviour("statutory", N_("접속기록은 회원 정보와 떼어 따로 두고, 기간이 지나면 지워요.")),
    Behaviour("few_cookies", N_("쿠키는 두 개뿐이고, 읽기만 하는 페이지는 쿠키를 만들지 않아요.")),
    Behaviour(
        "event_cards",
        N_(
            "이벤트가 더 여쭤보는 것은 신청 화면에서 하나씩, 항목과 목적과 기간을 보여 드리고 따로 동의를 받아요."
        ),
    ),
    Behaviour(
        "event_only",
        N_("이벤트에 신청한 분에게만 여쭤보고, 답은 그 이벤트에만 쓰고 적힌 날에 지워요."),
    ),
    Behaviour(
        "handed_on",
        N_(
            "이벤트의 답을 다른 곳에 주는 것은 받는 곳마다 따로 여쭤보고, 동의하신 항목만 줘요. "
            "동의하지 않아도 신청할 수 있어요."
        ),
    ),
    Behaviour(
        "recipient_told",
        N_(
            "받는 곳의 이름, 항목, 목적, 보유 기간, 보호 방법은 동의를 여쭤보는 카드에 모두 적어요."
        ),
    ),
    Behaviour(
        "nobody",
        N_("동의하지 않으시면 개인정보를 받는 다른 회사나 단체가 없어요."),
    ),
    Behaviour(
        "sealed", N_("카카오 회원번호와 적으신 값은 값마다 다른 열쇠로 암호화해서 보관해요.")
    ),
    Behaviour("unlogged", N_("주소창, 서버 로그, 오류 화면에 개인정보를 남기지 않아요.")),
    Behaviour("swept", N_("기간이 지난 값은 바로 읽을 수 없게 되고, 값과 열쇠를 자동으로 지워요.")),
    Behaviour("erased", N_("지울 때는 값과 그 값의 열쇠를 함께 없애서 되살릴 수 없어요.")),
    Behaviour(
        "own_page", N_("마이페이지의 ‘내 정보 수정’에서 적은 값을 보고, 고치고, 지울 수 있어요.")
    ),
    Behaviour(
        "withdrawing", N_("마이페이지의 ‘동의 관리’에서 동의를 하나씩 철회하면 바로 값을 지워요.")
    ),
    Behaviour(
        "leaving",
        N_(
            "마이페이지에서 직접 탈퇴할 수 있어요. 카카오로 본인만 확인하고, 성명이나 전화번호를 적지 않아도 돼요."
        ),
    ),
    Behaviour("corrected_at_once", N_("값은 고치는 즉시 바뀌고, 예전 값은 어디에도 쓰지 않아요.")),
    Behaviour(
        "corrected_elsewhere",
        N_("이벤트의 답을 받은 곳이 있으면, 그 뒤에 고친 답도 받은 곳에 알려요."),
    ),
    Behaviour(
        "held",
        N_("정정을 요청한 값은 그 순간부터 확인이 끝날 때까지 어떤 목적으로도 읽히지 않아요."),
    ),
    Behaviour(
        "corrections",
        N_("마이페이지에서 정정을 요청할 수 있고, 10일 안에 처리해서 결과를 알려 드려요."),
    ),
    Behaviour(
        "chosen_audience",
        N_("항목마다 나만, 매칭 상대, 모두 가운데 고를 수 있고, 고르기 전에는 나만 볼 수 있어요."),
    ),
    Behaviour(
        "fourteen",
        N_("만 14세 미만은 가입할 수 없어서, 법정대리인이 권리를 대신 행사할 회원이 없어요."),
    ),
    Behaviour(
        "only_kakao", N_("이 서비스에서 다른 회사의 화면으로 넘어가는 곳은 카카오 로그인뿐이에요.")
    ),
)
