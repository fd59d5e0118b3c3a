"""From the page where somebody notes an address to the mail server, and back to the first page."""

import shutil
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.mail.post_office import PostOffice, post_office
from tests.members.silence import MONTH, YEAR
from tests.world import MBTI, START, Browser, World, world
from webapp.wiring import build_worker

SENDER = "Duett <hello@duett.test>"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as opened:
        yield opened


@pytest.fixture
def house(office: PostOffice, migrated_sqlite, tmp_path) -> Iterator[World]:
    file = tmp_path / "duett.sqlite3"
    shutil.copy(migrated_sqlite, file)
    mail = {"SMTP_URL": f"smtp://localhost:{office.port}", "MAIL_FROM": SENDER}
    with world(f"sqlite:///{file}", tmp_path, **mail) as made:
        yield made


def work(house: World, times: int = 2) -> None:
    """Let a worker come by: it sweeps, and carries out what that led to."""
    worker = build_worker(house.settings, now=house.clock)
    for _ in range(times):
        worker.tick()
    worker.close()


def give(house: World, name: str) -> Browser:
    """Join, note an address where one agrees to mail, and answer a question."""
    browser = house.member(name)
    address = f"{name}@duett.example"
    saved = browser.fill("/me/edit/email", value=address, agree="yes", act="agree")
    assert saved.status_code == 303
    browser.fill("/onboarding/mbti", **MBTI, agree="yes", act="agree")
    return browser


def back(house: World, name: str) -> str:
    """Come back after long; return the first page as it is then."""
    browser = house.browser()
    house.log_in(browser, name)
    return browser.get("/").text


def test_a_mail_leads_back_home_where_it_is_said_that_everything_stayed(
    house: World, office: PostOffice
):
    give(house, "sori")
    give(house, "garam")
    house.clock.moment = START + YEAR - MONTH
    work(house)
    work(house)  # another process writes no second one
    assert sorted(str(mail["To"]) for mail in office.mails) == [
        "garam@duett.example",
        "sori@duett.example",
    ]
    house.clock.moment = START + YEAR - timedelta(days=2)
    assert "적어 두신 정보는 그대로예요" in back(house, "sori")
    house.clock.moment = START + YEAR + timedelta(days=1)
    work(house)
    assert "<strong>MBTI, 이메일</strong>" in back(house, "garam")
    assert "적어 두신 정보" not in back(house, "sori")
    assert len(office.mails) == 2


@pytest.mark.parametrize(
    "lang, subject",
    [
        ("ko", "적어 두신 정보를 2027년 11월 22일에 지워요"),
        ("en", "On 22 November 2027 we will delete the information you gave us"),
    ],
)
def test_it_speaks_their_language_and_no_log_names_the_address(
    house: World, office: PostOffice, capfd, lang, subject
):
    give(house, "sori").post("/language", data={"lang": lang, "back": "/"})
    house.clock.moment = START + YEAR - MONTH
    work(house)
    [mail] = office.mails
    assert (mail["Subject"], str(mail["From"])) == (subject, SENDER)
    assert {"- MBTI", "https://duett.test/"} <= set(mail.get_content().splitlines())
    assert "INFP" not in mail.get_content()
    assert str(mail["Message-ID"]).endswith("@duett.test>")
    said = capfd.readouterr()
    assert "duett.example" not in said.out + said.err
