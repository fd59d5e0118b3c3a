"""What one request may ask of the database, counted on both engines."""

import pytest

from tests.faults.statements import listed, statements
from tests.promises.acts import Person, join
from tests.world import ANSWERS, GROWN, MBTI, START, World, hidden_inputs
from webapp.profile.kept_year import keep_year

READING = {  # bounded by what it needs today; question pages alone are promised
    "/onboarding/mbti": 3,
    "/onboarding/music": 3,
    "/onboarding/region": 3,
    "/me/edit/mbti": 3,
    "/onboarding/age": 3,  # the year from the gate takes the place of a value
    "/me/edit/name": 3,
    "/": 4,  # the third looks for what went, or stayed, while somebody was away; then the events
    "/me": 6,  # who, decisions, values, member, answers to corrections, what went meanwhile
    "/me/edit": 3,
    "/me/notifications": 3,
    "/me/correction": 3,
    "/me/consents": 5,  # the fifth looks for events that were applied for
    "/onboarding": 2,
    "/onboarding/check": 3,
    "/onboarding/done": 3,  # the third: the events
    "/me/sessions": 2,
    "/withdraw": 1,
    "/why": 1,
    "/privacy": 1,
}


@pytest.fixture
def person(house: World) -> Person:
    made = join(house)
    made.browser().get("/me")
    return made


def post(person: Person, path: str, **form: str) -> list[str]:
    browser = person.browser()
    hidden = hidden_inputs(browser.get(path).get_data(as_text=True))
    with statements(person.world) as sent:
        assert browser.post(path, data=hidden | form).status_code == 303
    return sent


@pytest.mark.parametrize("repeat", [1, 2])
def test_a_consent_takes_at_most_six(person: Person, repeat):
    for _ in range(repeat - 1):
        person.agree()
        person.skip()
    sent = post(person, "/onboarding/mbti", **MBTI, agree="yes", act="agree")
    assert 0 < len(sent) <= 6, listed(sent)


@pytest.mark.parametrize("field", ["phone", "gender", "age", "name", "email"])
def test_a_consent_to_what_is_written_takes_no_more(person: Person, field):
    """Nor does one that ends a year carried from the gate: the database does that by itself."""
    with person.world.storage.write() as store:
        keep_year(
            store, person.world.services.journey._profile._vault, person.member_id, 1999, START
        )
    sent = post(person, f"/me/edit/{field}", **ANSWERS[field], agree="yes", act="agree")
    assert 0 < len(sent) <= 6, listed(sent)


def test_calling_somebody_by_their_name_takes_one_more(person: Person):
    counted = []
    for _ in range(2):
        with statements(person.world) as sent:
            assert person.browser().get("/me").status_code == 200
        counted.append(len(sent))
        post(person, "/me/edit/name", **ANSWERS["name"], agree="yes", act="agree")
    assert counted[1] == counted[0] + 1


@pytest.mark.parametrize("what_is_there", ["nothing", "a value to erase"])
def test_a_refusal_takes_no_more_than_a_consent(person: Person, what_is_there):
    browser = person.browser()
    form = hidden_inputs(browser.get("/onboarding/mbti").get_data(as_text=True))
    if what_is_there != "nothing":  # agreed in another tab since
        person.agree()
    with statements(person.world) as sent:
        assert browser.post("/onboarding/mbti", data=form | {"act": "skip"}).status_code == 303
    assert 0 < len(sent) <= 6, listed(sent)
    assert not person.world.services.journey._profile.may_read(person.member_id, "mbti", "match")


def test_on_postgresql_a_consent_and_a_refusal_take_three(person: Person):
    """Who asks; is it the first time, and which number; the decision with all it does."""
    if person.world.settings.is_sqlite:
        pytest.skip("SQLite writes one table a statement")
    for form in ({"act": "skip"}, {**MBTI, "agree": "yes", "act": "agree"}):
        sent = post(person, "/onboarding/mbti", **form)
        assert len(sent) == 3, listed(sent)


@pytest.mark.parametrize("field,form", [("music", {"q": "ㅅㅌ"}), ("region", {"sido": "28"})])
def test_looking_something_up_takes_no_more_than_a_page_and_writes_nothing(
    person: Person, field, form
):
    browser = person.browser()
    path = f"/onboarding/{field}"
    hidden = hidden_inputs(browser.get(path).get_data(as_text=True))
    with statements(person.world) as sent:
        assert browser.post(path, data=hidden | form | {"act": "look"}).status_code == 200
    assert 0 < len(sent) <= 3, listed(sent)
    assert not [s for s in sent if not s.startswith(("SELECT", "WITH"))], listed(sent)


def test_a_withdrawal_takes_at_most_eight(person: Person):
    person.agree()
    sent = post(person, "/me/consents", notice="mbti")
    assert 0 < len(sent) <= 8, listed(sent)


def test_choosing_who_may_see_a_value_takes_at_most_seven(person: Person):
    person.agree()
    for audience in ("matched", "everyone", "only_me"):
        sent = post(person, "/me/edit/mbti", audience=audience, act="show")
        assert 0 < len(sent) <= 7, listed(sent)


def test_asking_for_a_correction_takes_at_most_five(person: Person):
    person.agree()
    sent = post(person, "/me/correction", field="mbti", said="예전 결과예요.", act="ask")
    assert 0 < len(sent) <= 5, listed(sent)


@pytest.mark.parametrize("agreed", [True, False])
@pytest.mark.parametrize("path", READING)
def test_reading_a_page_stays_within_its_bound(person: Person, path, agreed):
    if agreed:
        person.agree()
    browser = person.browser()
    with statements(person.world) as sent:
        assert browser.get(path).status_code == 200
    assert 0 < len(sent) <= READING[path] or path in ("/why", "/privacy"), listed(sent)
    assert len(sent) <= READING[path], listed(sent)
    assert not [s for s in sent if not s.startswith(("SELECT", "WITH"))], listed(sent)


@pytest.mark.parametrize("path", ["/", "/why", "/privacy", "/terms", "/help", "/login", "/healthz"])
def test_a_page_for_everybody_asks_nothing(house: World, path):
    with statements(house) as sent:
        assert house.browser().get(path).status_code == 200
    assert sent == [], listed(sent)


@pytest.mark.parametrize("who", ["returning member", "newcomer"])
def test_the_way_back_from_kakao_takes_at_most_six(house: World, who):
    if who == "returning member":
        house.member("garam")
    browser = house.browser()
    away = browser.post("/auth/kakao")
    original, sent = browser.get, []

    def counted(*args, **kwargs):
        with statements(house) as found:
            answer = original(*args, **kwargs)
        sent.extend(found)
        return answer

    browser.get = counted  # type: ignore[method-assign]
    person = "garam" if who == "returning member" else "byeol"
    back = house.come_back(browser, away, person)
    assert back.headers["Location"] == ("/" if who == "returning member" else "/join")
    assert 0 < len(sent) <= 6, listed(sent)


def test_joining_takes_at_most_ten(house: World):
    browser = house.browser()
    house.log_in(browser, "dain")
    hidden = hidden_inputs(browser.get("/join").get_data(as_text=True))
    with statements(house) as sent:
        assert browser.post("/join", data=hidden | GROWN).status_code == 303
    assert 0 < len(sent) <= 10, listed(sent)


def test_asking_for_permission_takes_one(person: Person):
    person.agree()
    door = person.world.services.journey._profile
    for ask in (door.may_read, door.read):
        with statements(person.world) as sent:
            assert ask(person.member_id, "mbti", "match")
        assert len(sent) == 1, listed(sent)
    people = [join(person.world) for _ in range(20)]
    for other in people:
        other.agree()
    with statements(person.world) as sent:
        found = door.read_many([p.member_id for p in people], "mbti", "match")
    assert len(found) == 20
    assert len(sent) == 1, listed(sent)
