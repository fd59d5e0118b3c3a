"""The tables of the policy hold all that is declared, and nothing else."""

from dataclasses import fields, replace

import pytest

from webapp.catalogue.audit.words import texts
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import NoticeKind, Processor, Recipient
from webapp.policy import tables
from webapp.policy.from_kakao import kakao_table

ALL = (
    tables.items_table,
    tables.why_table,
    tables.told_table,
    tables.purposes_table,
    tables.retention_table,
)


def test_every_field_stands_in_the_table_of_items() -> None:
    rows = tables.items_table(CATALOGUE)
    assert {row.key for row in rows} == {field.key for field in CATALOGUE.fields}


def test_every_purpose_stands_in_the_table_of_purposes() -> None:
    rows = tables.purposes_table(CATALOGUE)
    assert [row.key for row in rows] == [purpose.key for purpose in CATALOGUE.purposes]


def test_every_period_stands_with_what_is_kept_for_it() -> None:
    rows = tables.retention_table(CATALOGUE)
    assert [row.key for row in rows] == [rule.key for rule in CATALOGUE.retentions]
    assert all(row.what for row in rows)


def test_a_law_stands_beside_what_outlives_leaving() -> None:
    kept = {row.key for row in tables.statutory_table(CATALOGUE)}
    assert kept == {"visits", "decisions", "staff_access", "unlink_failed", "event_handed"}


def test_the_journey_comes_first_and_in_its_order() -> None:
    keys = [row.key for row in tables.why_table(CATALOGUE)]
    assert tuple(keys[: len(CATALOGUE.journey)]) == CATALOGUE.journey
    assert set(keys[len(CATALOGUE.journey) :]) == {"name", "email", "device_location"}


def test_only_what_is_asked_today_has_nothing_to_wait_for() -> None:
    assert [row.key for row in tables.why_table(CATALOGUE) if not row.later] == [
        field.key for field in CATALOGUE.offered()
    ]


def test_what_is_told_has_its_law_and_period() -> None:
    """PIPA 22(3): what is processed without consent is shown apart, with its basis."""
    rows = tables.told_table(CATALOGUE)
    told = [n for n in CATALOGUE.notices if n.kind is NoticeKind.TOLD and not n.not_yet]
    expected = [key for notice in told for key in notice.fields]
    expected += [record.key for record in CATALOGUE.records]
    assert [row.key for row in rows] == expected
    assert all(row.law and row.period and row.basis for row in rows)
    assert tables.BASES[CATALOGUE.purpose("match").basis] not in {row.basis for row in rows}


def test_the_password_row_says_that_it_is_never_received() -> None:
    row = next(row for row in tables.items_table(CATALOGUE) if row.key == "password")
    assert row.purpose == tables.NO_PURPOSE
    assert row.basis == ""
    assert "받지 않아요" in row.later


def test_the_cookies_are_the_two() -> None:
    assert [cookie.name for cookie in tables.cookies(CATALOGUE)] == ["__Host-duett", "lang"]


def test_a_deployment_may_name_its_processors_and_recipients() -> None:
    host = Processor(
        "host", "가온서버", "서버 운영", "모든 항목", "계약 기간", "KR", "02-0000-0000"
    )
    partner = Recipient("partner", "가온음악", "공연 안내", "한 달", "암호화")
    shared = replace(CATALOGUE.field("mbti"), recipients=("partner",))
    others = tuple(field for field in CATALOGUE.fields if field.key != "mbti")
    grown = replace(CATALOGUE, processors=(host,), recipients=(partner,), fields=(*others, shared))
    assert tables.processors(CATALOGUE) == ()
    assert tables.recipients(CATALOGUE) == ()
    assert tables.processors(grown) == (host,)
    assert tables.recipients(grown) == (partner,)
    row = next(row for row in tables.items_table(grown) if row.key == "mbti")
    assert row.recipients == ("가온음악",)


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.__name__)
def test_a_table_holds_only_declared_words(table) -> None:
    """Every word a table shows is a declared source text, so it has an English twin."""
    known = {text for _, text in texts(CATALOGUE)}
    known |= {*tables.BASES.values(), *tables.SOURCES.values(), tables.NO_PURPOSE, ""}
    for row in table(CATALOGUE):
        for part in fields(row):
            value = getattr(row, part.name)
            if part.name in {"key", "article", "height"}:
                continue
            for text in value if isinstance(value, tuple) else (value,):
                assert text in known, text


def test_what_kakao_can_hand_over_is_told_where_it_is_on_offer() -> None:
    rows = kakao_table(CATALOGUE, {"phone", "email", "mbti"})
    assert [(row.key, row.item) for row in rows] == [
        ("phone", "카카오계정에 등록한 전화번호"),
        ("email", "카카오계정 대표 이메일"),
    ]
    assert kakao_table(CATALOGUE, ()) == ()
