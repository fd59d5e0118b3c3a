"""What Kakao may hand over for a field, in its words: the card of fetching, and when it fails."""

from webapp.catalogue.shapes import N_, FromKakao

PICTURE = FromKakao(
    question=N_("카카오 프로필 사진을 가져올까요?"),
    item=N_("카카오 프로필 사진 1장"),
    none=N_("카카오에 등록한 사진이 없어요. 직접 올려 주세요."),
    unusable=N_("카카오에 등록한 사진을 여기서는 쓸 수 없어요. 직접 올려 주세요."),
)

PHONE_NUMBER = FromKakao(
    question=N_("카카오에 등록한 전화번호를 가져올까요?"),
    item=N_("카카오계정에 등록한 전화번호"),
    none=N_("카카오에 등록한 전화번호가 없어요. 직접 적어 주세요."),
    unusable=N_(
        "카카오에 등록한 번호가 한국 휴대전화 번호가 아니라서 가져오지 않았어요. 직접 적어 주세요."
    ),
)

GENDER = FromKakao(
    question=N_("카카오에 등록한 성별을 가져올까요?"),
    item=N_("카카오계정에 등록한 성별"),
    none=N_("카카오에 등록한 성별이 없어요. 직접 골라 주세요."),
    unusable=N_("카카오에 등록한 성별을 여기 있는 말로 옮길 수 없어요. 직접 골라 주세요."),
)

BIRTH_YEAR = FromKakao(
    question=N_("카카오에 등록한 태어난 해를 가져올까요?"),
    item=N_("카카오계정에 등록한 출생 연도"),
    none=N_("카카오에 등록한 태어난 해가 없어요. 직접 적어 주세요."),
    unusable=N_("카카오에 등록한 태어난 해를 여기서는 쓸 수 없어요. 직접 적어 주세요."),
)

NICKNAME = FromKakao(
    question=N_("카카오 닉네임을 가져올까요?"),
    item=N_("카카오 프로필 닉네임"),
    none=N_("카카오에 등록한 닉네임이 없어요. 직접 적어 주세요."),
    unusable=N_("카카오 닉네임을 여기서는 쓸 수 없어요. 직접 적어 주세요."),
)

EMAIL = FromKakao(
    question=N_("카카오에 등록한 이메일을 가져올까요?"),
    item=N_("카카오계정 대표 이메일"),
    none=N_("카카오에 등록한 이메일이 없어요. 직접 적어 주세요."),
    unusable=N_("카카오가 확인하지 않은 주소라서 가져오지 않았어요. 직접 적어 주세요."),
)
