"""The list of events and the page of one, as anybody reads them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.events.applicant import Fair, fair
from tests.events.samples import DAY, OF_AGE, joined_by, listening, seminar
from tests.faults.statements import listed, statements
from tests.promises import pages
from tests.world import START, Browser, World
from webapp.catalogue.korea import korean_day
from webapp.events.rows import EventState
from webapp.events.shapes import EventFile
from webapp.storage.tables.events import event as event_table

EMPTY = "열려 있는 이벤트가 아직 없어요."


@pytest.fixture
def party(house: World) -> Fair:
    """The listening party, with no other event that is not over."""
    house.clock.moment = START
    with house.storage.engine.begin() as connection:
        connection.execute(update(event_table).values(ends_at=START - DAY))
    return fair(house)


@pytest.fixture
def anybody(house: World) -> Browser:
    return house.browser()


def counted(party: Fair, **columns: int) -> None:
    with party.house.storage.engine.begin() as connection:
        mine = event_table.c.event_id == party.file.event_id
        connection.execute(update(event_table).where(mine).values(**columns))


def read(browser: Browser, file: EventFile, lang: str = "ko"):
    return pages.get(browser, f"/events/{file.slug}", headers={"Accept-Language": lang})


def said(page) -> str:
    return " ".join(pages.words(pages.one(page, "main"))).replace("\u00a0", " ")


def ways(page) -> list[str]:
    return [str(link["href"]) for link in page.select("main a.button")]


def test_the_page_says_what_when_where_and_how_many(party: Fair, anybody):
    counted(party, taken=15)
    page = read(anybody, party.file)
    assert pages.one(page, "h1").text == "늦가을 청음회"
    words = said(page)
    assert "2026년 11월 29일(일) 오후 7:30 – 오후 10:00" in words
    assert "서울 마포구, 자세한 주소는 문자로 알려 드려요" in words
    assert "24석 가운데 9석 남음" in words
    assert "11월 28일(토) 오후 6:00" in words
    assert ways(page) == [f"/events/{party.file.slug}/apply"]


def test_the_table_says_of_every_question_why_until_when_and_for_whom(party: Fair, anybody):
    rows = read(anybody, party.file).select(".asks tbody tr")
    table = [[" ".join(pages.words(cell)) for cell in row.select("th, td")] for row in rows]
    assert table == [
        ["전화번호 (필수)", "‘늦가을 청음회’ 당일 안내", "12월 20일", "이벤트 담당자"],
        ["못 먹는 음식 (선택)", "청음회 다과 준비", "11월 30일", "이벤트 담당자"],
        ["이름 (선택)", "당일 이름표 만들기", "11월 30일", "이벤트 담당자"],
    ]
    assert [len(row.select("[data-label]")) for row in rows] == [3, 3, 3]


def test_who_may_be_handed_answers_stands_apart_with_all_the_law_wants(party: Fair, anybody):
    page = read(anybody, party.file)
    words = " ".join(pages.words(pages.one(page, ".given-on")))
    given = party.file.provisions[0]
    them = party.file.recipient(given.recipient)
    assert "따로 여쭤봐요. 동의하지 않아도 참가할 수 있어요." in words
    labels = [party.file.question(key).label.ko for key in given.items]
    facts = (them.name, them.purpose, them.period, them.protection, given.refusing)
    assert "보호 방법" in words, "as the card says it"
    for fact in (*(one.ko for one in facts), ", ".join(labels)):
        assert fact in words, fact
    assert them.contact in pages.one(page, ".given-on").text
    assert "모노레코드" not in " ".join(pages.words(pages.one(page, ".asks")))


@pytest.mark.parametrize(
    "change,answers_first",
    [({}, True), ({"conditions": (OF_AGE,)}, False), ({"questions": (), "provisions": ()}, False)],
    ids=["questions", "conditions", "no questions"],
)
def test_whether_answers_may_come_before_the_login(party: Fair, anybody, change, answers_first):
    party.publish(replace(party.file, **change))
    words = said(read(anybody, party.file))
    assert "신청은 카카오로 로그인한 회원만 낼 수 있어요." in words
    assert ("답부터 적고 로그인해도 돼요." in words) is answers_first


def test_an_event_that_hands_nothing_on_says_nothing_of_it(party: Fair, anybody):
    party.publish(seminar())
    assert read(anybody, party.file).select(".given-on") == []


def test_it_says_how_long_the_application_itself_is_kept(party: Fair, anybody):
    assert "신청했다는 기록은 12월 29일 까지 두고 지워요." in said(read(anybody, party.file))


def test_conditions_come_with_their_reasons(party: Fair, anybody):
    conditions = (joined_by(korean_day(START)), OF_AGE)
    party.publish(replace(party.file, conditions=conditions))
    words = said(read(anybody, party.file))
    assert "11월 22일 까지 가입한 분" in words
    assert "만 19세 이상인 분" in words
    for condition in conditions:
        assert condition.reason.ko in words
    assert "생년월일은 확인만 하고 남기지 않아요." in words


def test_in_english(party: Fair, anybody):
    page = read(anybody, party.file, "en")
    words = said(page)
    assert pages.one(page, "h1").text == party.file.title.en
    assert "Sun, 29 Nov 2026, 7:30 PM – 10:00 PM" in words
    them = party.file.recipients[0]
    for text in (party.file.place, party.file.questions[0].label, them.name, them.purpose):
        assert text.en in words


@pytest.mark.parametrize(
    "change,words,way",
    [
        ({"taken": 24}, "자리는 찼어요", "대기로 신청하기"),
        ({"taken": 24, "waiting": 3}, "대기 3명", "대기로 신청하기"),
        ({"taken": 23, "waiting": 1}, "대기 1명", "대기로 신청하기"),
        ({"state": EventState.CLOSED}, "이벤트 담당자가 신청을 일찍 닫았어요.", "다른 이벤트 보기"),
        ({"state": EventState.CANCELLED}, "취소된 이벤트예요", "다른 이벤트 보기"),
    ],
)
def test_it_says_how_the_event_stands(party: Fair, anybody, change, words, way):
    counted(party, **change)
    page = read(anybody, party.file)
    assert words in said(page)
    assert [link.text for link in page.select("main a.button")] == [way]


@pytest.mark.parametrize(
    "moment,words",
    [("closes_at", "11월 28일(토) 오후 6:00 에 신청을 닫았어요."), ("ends_at", "끝난 이벤트예요")],
)
def test_it_closes_by_its_dates(party: Fair, anybody, moment, words):
    party.house.clock.moment = getattr(party.file, moment)
    page = read(anybody, party.file)
    assert words in said(page)
    assert ways(page) == ["/events"]


def test_a_cancelled_event_asks_nothing_any_more(party: Fair, anybody):
    party.set_state(EventState.CANCELLED)
    assert read(anybody, party.file).select(".asks, .given-on") == []


def test_the_page_goes_with_the_last_of_what_was_kept(party: Fair, anybody):
    party.house.clock.moment = party.file.forget_at - timedelta(seconds=1)
    assert "12월 29일 까지 볼 수 있어요" in said(read(anybody, party.file))
    party.house.clock.moment = party.file.forget_at
    gone = anybody.get(f"/events/{party.file.slug}")
    assert gone.status_code == 410
    assert ways(pages.soup(gone.get_data(as_text=True))) == ["/events"]


@pytest.mark.parametrize("slug", ["no-such-event", "Late-Autumn", "x" * 41, "-", "..%2fme"])
def test_an_address_of_no_event_is_not_found(anybody, slug):
    assert anybody.get(f"/events/{slug}").status_code == 404


def test_a_member_sees_their_own_application_instead_of_the_button(party: Fair):
    sori = party.applicant()
    assert sori.answer(1).status_code == 303
    page = read(sori.browser, party.file)
    assert "보내지 않은 답은 11월 29일까지만 두고" in said(page)
    assert [link.text for link in page.select("main a.button")] == ["이어서 신청하기"]
    for number in (2, 3):
        sori.skip(number)
    sori.send()
    page = read(sori.browser, party.file)
    assert sori.entry().receipt in said(page)
    assert ways(page) == [party.mine]
    assert ways(read(party.house.browser(), party.file)) == [party.apply]


def test_signing_in_leads_back_to_the_event(party: Fair):
    party.applicant("sori")
    back = party.house.log_in(party.house.browser(), next=f"events.show:{party.file.slug}")
    assert back.headers["Location"] == f"/events/{party.file.slug}"


def test_a_page_takes_few_statements_and_writes_nothing(party: Fair, anybody):
    sori = party.applicant("garam")
    read(anybody, party.file)
    for browser, most in ((anybody, 1), (sori.browser, 4)):
        for path in (f"/events/{party.file.slug}", "/events"):
            browser.get("/")
            with statements(party.house) as sent:
                assert browser.get(path).status_code == 200
            assert 0 < len(sent) <= most, listed(sent)
            assert all(one.startswith(("SELECT", "WITH")) for one in sent), listed(sent)


def test_the_list_has_what_is_not_over_the_next_one_first(party: Fair, anybody):
    second = seminar()
    third = listening()
    for file, days in ((third, 30), (second, 20)):
        starts = START + days * DAY
        party.publish(
            replace(file, starts_at=starts, ends_at=starts + DAY / 12, closes_at=starts - DAY)
        )
    page = pages.get(anybody, "/events")
    first = party.house.services.events.listed()[0].row.slug
    leads = [str(link["href"]) for link in page.select(".event-row a")]
    assert leads == [f"/events/{slug}" for slug in (first, second.slug, third.slug)]
    party.set_state(EventState.CLOSED)
    words = said(pages.get(anybody, "/events"))
    assert words.count("석 남음") == 2
    assert "신청이 끝났어요" in words


def test_a_list_says_to_its_reader_how_they_stand(party: Fair):
    """Not that they may apply where they have, nor to others what one reader did."""
    party.publish(replace(party.file, seats=1))
    seated, waiting, began = (party.applicant(who) for who in ("sori", "garam", "dain"))
    for who in (seated, waiting, began):
        who.answer(1)
    for who in (seated, waiting):
        who.send()
    told = ((seated, "신청했어요"), (waiting, "대기로 신청했어요"), (began, "쓰던 신청이 있어요"))
    for who, words in told:
        for path in ("/", "/events", "/onboarding/done"):
            page = pages.get(who.browser, path)
            mine = page.select_one(f'.event-row:has(a[href="/events/{party.file.slug}"])')
            assert mine, path
            has_words = path != "/onboarding/done"
            assert (words in pages.words(mine)) is has_words, path
            assert "대기 1명" not in mine.text
    everybody = pages.get(party.house.browser(), "/events")
    assert "대기 1명" in said(everybody)


def test_an_empty_list_says_what_will_be_there(party: Fair, anybody):
    party.house.clock.moment = party.file.ends_at
    words = said(pages.get(anybody, "/events"))
    assert EMPTY in words
    assert "새 이벤트가 열리면 이 화면에 보여요." in words


def test_home_and_the_end_of_the_journey_show_the_next_three(party: Fair):
    for days in (1, 2, 3):
        party.publish(
            listening(
                starts_at=party.file.starts_at + days * DAY, ends_at=party.file.ends_at + days * DAY
            )
        )
    dain = party.applicant("dain").browser
    for path in ("/", "/onboarding/done"):
        page = pages.get(dain, path)
        assert len(page.select(".event-row")) == 3
    assert "/events" in [link["href"] for link in pages.get(dain, "/").select("main a")]
    party.house.clock.moment = party.file.ends_at
    assert EMPTY in said(pages.get(dain, "/"))
    assert pages.get(dain, "/onboarding/done").select(".event-row") == []


def test_the_first_page_leads_to_the_events_without_asking_for_them(party: Fair, anybody):
    with statements(party.house) as sent:
        page = pages.get(anybody, "/")
    assert sent == []
    assert [link.text for link in page.select('main a[href="/events"]')] == [
        "열려 있는 이벤트 보기"
    ]
