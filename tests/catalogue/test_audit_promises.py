"""The rules of the audit on notices, periods, clauses and words each find what breaks them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.catalogue.changing import Broken, always, both, plus, with_
from webapp.catalogue.audit import audit
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import (
    Apart,
    Behaviour,
    Catalogue,
    Clause,
    Kind,
    Notice,
    NoticeKind,
    NotYet,
    Processor,
    Recipient,
    Sensitivity,
    Trigger,
)

MBTI = CATALOGUE.notice("mbti")
PARTNER = Recipient("partner", "가온음악", "공연 안내", "한 달", "암호화")
HOST = Processor("host", "가온서버", "서버 운영", "모든 항목", "계약 기간", "JP", "02-0000-0000")

NOTICES: list[Broken] = [
    (
        with_("notices", "mbti", purpose="membership"),
        'The notice "mbti" asks for a consent, but its purpose does not rest on consent.',
    ),
    (
        with_("notices", "visits", purpose="match"),
        'The notice "visits" only tells, but its purpose rests on consent.',
    ),
    (
        with_("notices", "terms", fields=("kakao_id",)),
        'The notice "terms" must name fields, unless it is the acceptance of terms.',
    ),
    (
        with_("notices", "mbti", fields=()),
        'The notice "mbti" must name fields, unless it is the acceptance of terms.',
    ),
    (
        with_("notices", "visits", tick="필수 동의"),
        'The notice "visits" only tells, so it must have no box and no buttons.',
    ),
    (
        with_("notices", "mbti", effect_key=""),
        'The notice "mbti" has no key for the effect of refusing.',
    ),
    (with_("notices", "mbti", skip=""), 'The notice "mbti" has no words for "skip".'),
    (
        with_("notices", "mbti", effect="추천을 받을 수 없어요."),
        'The notice "mbti" does not say that one may refuse.',
    ),
    (
        with_("notices", "mbti", visible_to=""),
        'The notice "mbti" does not say who can see the value.',
    ),
    (
        with_("notices", "mbti", fields=("mbti", "device_location"), purpose="nearby"),
        'The notice "mbti" asks for location together with something else.',
    ),
    (
        with_("notices", "device_location", purpose="match"),
        'The notice "device_location" needs a purpose that is marked "location".',
    ),
    (
        with_("notices", "mbti", fields=("mbti", "email"), purpose="marketing"),
        'The notice "mbti" asks for marketing together with something else.',
    ),
    (
        with_("fields", "mbti", sensitivity=Sensitivity.SENSITIVE),
        'The notice "mbti" needs a purpose that is marked "sensitive".',
    ),
    (
        both(plus("recipients", PARTNER), with_("fields", "mbti", recipients=("partner",))),
        'The notice "mbti" needs a purpose that is marked "third_party".',
    ),
    (
        with_("fields", "mbti", not_yet=NotYet("나중에 여쭤봐요.")),
        'The notice "mbti" is shown, but its field "mbti" is not yet asked for.',
    ),
]

PERIODS: list[Broken] = [
    (
        plus("retentions", replace(CATALOGUE.retention("account"), key="spare")),
        'The retention rule "spare" is used by nothing.',
    ),
    (with_("retentions", "account", ends=()), 'The retention rule "account" never ends.'),
    (
        with_("retentions", "account", words="수신거부 시점까지"),
        'The retention rule "account" uses a refusal of messages as a period.',
    ),
    (
        with_("retentions", "profile", words="철회하거나 탈퇴할 때까지."),
        'The retention rule "profile" does not say 365 days, 0:00:00 after last_use in words.',
    ),
    (
        with_("retentions", "attempt", ends=((Trigger.COLLECTION, timedelta(minutes=11)),)),
        'The retention rule "attempt" does not say 0:11:00 after collection in words.',
    ),
    (
        with_("retentions", "visits", exception=None),
        'The retention rule "visits" outlives leaving and names no law.',
    ),
    (
        with_("fields", "mbti", retention="account"),
        'The field "mbti" rests on consent, but outlives its withdrawal.',
    ),
]

CLAUSES: list[Broken] = [
    (with_("clauses", "0.3", claims=()), "The clause 0.3 of the policy is claimed by nothing."),
    (with_("clauses", "0.3", text=""), "The clause 0.3 of the policy has no text or no article."),
    (
        with_("clauses", "1.6k", claims=("notice:mbti",)),
        'The field "mbti" answers for no clause of the policy.',
    ),
    (
        with_("clauses", "3.3e", claims=("purpose:match",)),
        'The purpose "marketing" answers for no clause of the policy.',
    ),
    (
        plus("behaviours", Behaviour("dances", "춤을 춰요.")),
        'The behaviour "dances" answers for no clause of the policy.',
    ),
    (
        with_("fields", "mbti", clause="1-2"),
        'The field "mbti" is not named in article 1-2.',
    ),
    (
        plus("processors", HOST),
        'The processor "host" lies abroad without the facts of the transfer.',
    ),
]

WORDS: list[Broken] = [
    (with_("fields", "mbti", label=""), 'The label of the field "mbti" has no words.'),
    (
        with_("retentions", "account", words=""),
        'The retention rule "account" has no words.',
    ),
    (
        with_("fields", "mbti", items="MBTI, 혈액형 등"),
        'The item list of the field "mbti" is not exact: MBTI, 혈액형 등',
    ),
    (
        with_("fields", "ip", items="수집될 수 있는 IP"),
        'The item list of the field "ip" is not exact: 수집될 수 있는 IP',
    ),
    (
        with_("records", "session", items="로그인 시각과 기타 정보"),
        'The item list of the record "session" is not exact: 로그인 시각과 기타 정보',
    ),
    (
        with_("purposes", "match", label="추천 등"),
        'The label of the purpose "match" is not exact: 추천 등',
    ),
]


@pytest.mark.parametrize(
    "change,sentence",
    [*NOTICES, *PERIODS, *CLAUSES, *WORDS],
)
def test_each_rule_finds_what_breaks_it(
    change: Callable[[Catalogue], Catalogue], sentence: str
) -> None:
    assert sentence in audit(change(CATALOGUE), always)


def test_a_text_without_english_is_named() -> None:
    faults = audit(CATALOGUE, lambda text, locale: (text, locale) != ("음악 취향", "en"))
    assert faults == ['The label of the field "music" has no words in "en": 음악 취향']


def test_a_clause_may_wait_with_its_reason() -> None:
    waiting = with_("clauses", "0.3", claims=(), not_yet=NotYet("아직 바뀐 적이 없어요."))
    assert not [fault for fault in audit(waiting(CATALOGUE), always) if "0.3" in fault]


def test_an_event_may_bring_a_purpose_of_its_own() -> None:
    concert = replace(CATALOGUE.purpose("match"), key="event:spring-concert/seat")
    asks = replace(MBTI, key="seat", purpose=concert.key)
    claim = Clause("2.9", "이벤트", (f"purpose:{concert.key}",), article="3-3")
    grown = both(plus("purposes", concert), plus("notices", asks), plus("clauses", claim))
    assert audit(grown(CATALOGUE), always) == []


def test_a_third_party_notice_of_its_own_is_right() -> None:
    gives = replace(
        CATALOGUE.purpose("match"), key="partner", apart=Apart.THIRD_PARTY, label="공연 초대"
    )
    ticket = replace(
        CATALOGUE.field("mbti"), key="ticket", recipients=("partner",), clause="3-3", height=0
    )
    asks = Notice(
        **{
            **{name: getattr(MBTI, name) for name in MBTI.__dataclass_fields__},
            "key": "ticket",
            "fields": ("ticket",),
            "purpose": "partner",
        }
    )
    claim = Clause("2.9", "초대", ("purpose:partner", "field:ticket"), article="3-3")
    grown = both(
        plus("recipients", PARTNER),
        plus("purposes", gives),
        plus("fields", ticket),
        plus("notices", asks),
        plus("clauses", claim),
    )
    assert audit(grown(CATALOGUE), always) == []
    assert asks.kind is NoticeKind.CONSENT
    assert ticket.kind is Kind.PAIRS
