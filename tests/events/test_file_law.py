"""What the law keeps an event from saying or asking, found in its file: by name, in a sentence."""

import pytest

from tests.events.files import body, both, put
from webapp.catalogue.declared import CATALOGUE
from webapp.events.audit import audit
from webapp.events.reading import event_of


def faults(place: str, ko: str, en: str) -> list[str]:
    return audit(event_of(put(body(), place, both(ko, en))), CATALOGUE)


OUT_KO = [
    "그러면 이번에는 참가할 수 없어요.",
    "그러면 신청하실 수 없어요.",
    "그러면 참여를 못 해요.",
    "그러면 참석이 어려워요.",
    "그러면 참가는 불가해요.",
    "참가에 꼭 필요해요.",
    "이 동의는 필수예요.",
    "그러면 자리를 드릴 수 없어요.",
    "추첨에는 참여할 수 없고, 신청도 할 수 없어요.",
]
OUT_EN = [
    "Then you cannot take part.",
    "Then you can’t apply.",
    "Then you can not attend.",
    "You will not be able to join us.",
    "Nobody can take part without it.",
    "We need it to take part.",
    "This is required.",
    "This is mandatory.",
]
IN = [
    (
        "그러면 추첨에는 참여할 수 없고, 참가는 그대로예요.",
        "Then you cannot enter the record draw.",
    ),
    ("꼭 필요하지는 않아요.", "You do not need it to take part."),
    ("필수가 아니에요.", "It is not mandatory."),
]


@pytest.mark.parametrize("place", ["questions.1", "provisions.0"])
@pytest.mark.parametrize("ko, en", [*((ko, "x.") for ko in OUT_KO), *(("가", en) for en in OUT_EN)])
def test_nothing_but_a_needed_answer_keeps_anybody_out(place: str, ko: str, en: str) -> None:
    """PIPA 16(3), 22(5): the card says that nobody has to agree, and must not take it back."""
    (told,) = faults(f"{place}.refusing", f"동의하지 않아도 돼요. {ko}", f"You don’t have to. {en}")
    assert "keeps people out" in told
    assert "Say what else they miss" in told
    assert "PIPA" in told


@pytest.mark.parametrize("ko, en", IN)
@pytest.mark.parametrize("place", ["questions.1", "provisions.0"])
def test_a_no_may_cost_what_it_is_about(place: str, ko: str, en: str) -> None:
    assert faults(f"{place}.refusing", ko, en) == []


@pytest.mark.parametrize("ko, en", list(zip(OUT_KO, OUT_EN, strict=False)))
def test_a_needed_question_says_that_nobody_takes_part_without_it(ko: str, en: str) -> None:
    assert faults("questions.0.refusing", ko, en) == []


APART = [
    ("24-2", "주민등록번호|주민 번호|주민등록 앞자리", "Resident registration number|National ID"),
    (
        "24",
        "여권번호|여권 번호|운전면허번호|운전 면허증 번호|외국인등록번호",
        "Passport number|Driver’s licence number|Drivers license|Alien registration number",
    ),
    (
        "23",
        (
            "종교|믿는 종교|신념|사상|정치적 견해|지지하는 정당|노동조합 가입|건강 상태|질병|장애 여부|병력"
            "|걸린 병의 이름|알레르기|성생활|성적 지향|유전자 정보|범죄경력|인종|민족|지문|얼굴 인식 정보"
        ),
        (
            "Religion|Your beliefs|Political views|Trade union membership|Health|Illnesses|Diseases"
            "|Disability|Allergies|Sexual orientation|Genetic data|Criminal record|Ethnicity"
            "|Fingerprint|Face recognition"
        ),
    ),
]
NAMED = [
    *((article, ko, "Words") for article, words, _ in APART for ko in words.split("|")),
    *((article, "말", en) for article, _, words in APART for en in words.split("|")),
]


@pytest.mark.parametrize("article, ko, en", NAMED)
def test_what_wants_a_law_or_another_consent_is_not_asked(article: str, ko: str, en: str) -> None:
    (told,) = faults("questions.1.items", ko, en)
    assert 'The question "food" asks about' in told
    assert f"(PIPA {article})" in told


@pytest.mark.parametrize("part", ["label", "question"])
def test_it_is_found_in_every_place_that_asks(part: str) -> None:
    (told,) = faults(f"questions.1.{part}", "건강은 어떠세요?", "How are you?")
    assert "(PIPA 23)" in told


INNOCENT = [
    ("못 먹거나 안 먹는 음식", "Food you don’t eat"),
    ("건강한 음식을 좋아하세요?", "Healthy snacks you like"),
    ("부산 사상구에서 오시나요?", "Which district"),
    ("사상 최고의 앨범", "The best album ever"),
    ("정당한 값", "A fair price"),
    ("장애물 달리기 기록", "Race number"),
    ("무장애 좌석", "A seat without steps"),
    ("민족 음악을 들어 보셨어요?", "Folk music"),
    ("전과 달라진 점", "What is new"),
    ("읽을 지문", "The text to read"),
    ("어느 조합으로 앉을까요?", "Union Square or elsewhere?"),
]


@pytest.mark.parametrize("ko, en", INNOCENT)
def test_innocent_words_are_left_alone(ko: str, en: str) -> None:
    assert faults("questions.1.items", ko, en) == []


def test_what_nobody_asks_about_may_be_spoken_of() -> None:
    assert faults("title", "건강한 밤, 종교 없이", "A night of health and religion") == []


ENDLESS = [
    ("필요한 동안", "As long as needed"),
    ("계속 보관", "Kept indefinitely"),
    ("영구 보관", "Kept permanently"),
    ("무기한", "For ever"),
    ("기한 없이", "No time limit"),
    ("하루", "As long as it is needed"),
    ("하루", "Until no longer needed"),
    ("제한 없음", "A day"),
]


@pytest.mark.parametrize("ko, en", ENDLESS)
def test_a_recipients_period_ends(ko: str, en: str) -> None:
    told = faults("recipients.0.period", ko, en)
    assert told
    assert all('The recipient "monorecord" keeps answers without an end' in said for said in told)


@pytest.mark.parametrize(
    "ko, en",
    [
        ("추첨이 끝나면 영구 삭제", "Permanently deleted after the draw"),
        ("전시가 계속되는 동안", "As long as the exhibition runs"),
        ("행사 뒤 7일", "Seven days after the event"),
    ],
)
def test_a_period_that_ends_is_one(ko: str, en: str) -> None:
    assert faults("recipients.0.period", ko, en) == []


@pytest.mark.parametrize("contact", ["카카오톡 채널", "@monorecord", "a@b", "2026-11-29", "1층"])
def test_a_recipient_is_within_reach(contact: str) -> None:
    (told,) = audit(event_of(put(body(), "recipients.0.contact", contact)), CATALOGUE)
    assert 'The recipient "monorecord" is out of reach' in told


@pytest.mark.parametrize(
    "contact",
    ["02-123-4567", "010-1234-5678", "+82 10-1234-5678", "1588-1234", "담당 0212345678", "a@b.kr"],
)
def test_an_address_or_a_number_will_do(contact: str) -> None:
    assert audit(event_of(put(body(), "recipients.0.contact", contact)), CATALOGUE) == []
