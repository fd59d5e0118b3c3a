"""The invented people one can log in as, each with one thing that has broken clients before."""

from dataclasses import dataclass

EVERY_SCOPE = frozenset(
    {
        "profile_nickname",
        "profile_image",
        "account_email",
        "name",
        "gender",
        "age_range",
        "birthday",
        "birthyear",
        "phone_number",
    }
)


@dataclass(frozen=True, slots=True)
class Person:
    """One Kakao account. `agreed` holds the scopes agreed to as soon as the link exists.

    None in a value means that the account holds none. Phone numbers use a block given to nobody.
    """

    key: str
    kakao_id: int
    nickname: str
    note: str
    agreed: frozenset[str] = frozenset()
    name: str | None = None
    email: str | None = None
    email_valid: bool = True
    email_verified: bool = True
    gender: str | None = None
    age_range: str | None = None
    birthyear: str | None = None
    birthday: str | None = None
    phone: str | None = None
    default_image: bool = False
    default_nickname: bool = False
    kakao_account: bool = True
    verified_under_14: bool = False


PEOPLE = (
    Person(
        key="sori",
        kakao_id=4012345678,
        nickname="소리",
        note="모든 항목이 있고, 모두 동의했어요",
        agreed=EVERY_SCOPE,
        name="윤소리",
        email="sori@example.com",
        gender="female",
        age_range="20~29",
        birthyear="1998",
        birthday="0412",
        phone="+82 10-0000-1001",
    ),
    Person(
        key="garam",
        kakao_id=4012345679,
        nickname="가람",
        note="모든 항목이 있고, 아직 하나도 동의하지 않았어요",
        name="한가람",
        email="garam@example.com",
        gender="male",
        age_range="30~39",
        birthyear="1991",
        birthday="1103",
        phone="+82 10-0000-1002",
    ),
    Person(
        key="dain",
        kakao_id=4012345680,
        nickname="다인",
        note="닉네임만 있어요",
        agreed=frozenset({"profile_nickname"}),
        default_image=True,
    ),
    Person(
        key="byeol",
        kakao_id=4012345681,
        nickname="별",
        note="kakao_account가 아예 없어요",
        kakao_account=False,
    ),
    Person(
        key="onyu",
        kakao_id=4012345682,
        nickname="온유",
        note="이메일이 인증되지 않았어요",
        agreed=frozenset({"profile_nickname", "account_email"}),
        email="onyu@example.com",
        email_verified=False,
    ),
    Person(
        key="bom",
        kakao_id=4012345683,
        nickname="봄",
        note="모두 동의했지만 값이 비어 있어요",
        agreed=EVERY_SCOPE,
        default_image=True,
    ),
    Person(
        key="haneul",
        kakao_id=4012345684,
        nickname="하늘",
        note="카카오가 확인한 14세 미만이에요",
        name="정하늘",
        age_range="10~14",
        birthyear="2014",
        birthday="0909",
        verified_under_14=True,
    ),
    Person(
        key="rio",
        kakao_id=4012345685,
        nickname="리오",
        note="외국 전화번호를 써요",
        agreed=frozenset({"profile_nickname", "phone_number"}),
        name="모리 리오",
        phone="+81 90-0000-1003",
    ),
    Person(
        key="maru",
        kakao_id=4012345686,
        nickname="마루",
        note="기본 프로필 사진을 써요",
        agreed=frozenset({"profile_nickname", "profile_image"}),
        default_image=True,
    ),
    Person(
        key="taesan",
        kakao_id=9007199254740993,
        nickname="태산",
        note="회원번호가 2의 53제곱보다 커요",
        agreed=frozenset({"profile_nickname"}),
        name="강태산",
    ),
)

BY_KEY = {person.key: person for person in PEOPLE}
BY_ID = {person.kakao_id: person for person in PEOPLE}
