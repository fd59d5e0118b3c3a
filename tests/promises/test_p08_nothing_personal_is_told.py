"""P8: no log, address or error page holds anything personal, whatever fails on whatever route."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.promises.acts import Person, join
from tests.promises.pages import soup
from tests.promises.rows import rows
from tests.world import Browser, World
from webapp.consent.errors import MemberGone, StaleTicket, StorageUnavailable

pytestmark = pytest.mark.above_the_engine

CANARY = "kanarienvogel7351"
LETTERS = "ESTP"
PARTS = {
    *("value", "ei", "sn", "tf", "jp", "agree", "ticket", "key", "notice", "session"),
    *("year", "month", "day", "terms", "next", "back", "lang", "state", "code", CANARY),
}
FORM = dict.fromkeys(PARTS, CANARY)
QUERY = dict.fromkeys(("next", "done", "from", "r", "state", "code", "error", CANARY), CANARY)
HEADERS = {
    "User-Agent": CANARY,
    "Referer": f"https://duett.test/{CANARY}",
    "X-Forwarded-For": CANARY,
}


KNOWN = {"field": "mbti", "decision_id": "00000000-0000-4000-8000-000000000000"}
PART = re.compile(r"<(?:[^:>]+:)?([^>]+)>")


def paths(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Every rule with canaries (and with known names) in its parts, and every method it takes."""
    for rule in app.url_map.iter_rules():
        filled = PART.sub(CANARY, rule.rule), PART.sub(lambda m: KNOWN.get(m[1], CANARY), rule.rule)
        for path in filled:
            for method in sorted((rule.methods or set()) - {"OPTIONS"}):
                yield rule, method, path


def text_of(answer: Any) -> str:
    """What an answer tells: body and headers, without the address it was asked for.

    The language form brings people back to the very address they asked for, so it holds that.
    """
    page = soup(answer.get_data(as_text=True))
    for back in page.select('input[name="back"], input[name="next"]'):
        back.decompose()
    headers = [pair for pair in answer.headers if pair[0] != "Set-Cookie"]  # their own cookie
    return str(page) + str(headers)


def personal(person: Person) -> list[str]:
    return [CANARY, person.kakao_id, str(person.member_id), person.token, LETTERS]


def told(person: Person, capfd: Any) -> list[str]:
    out, err = capfd.readouterr()
    return [secret for secret in personal(person) if secret in out + err]


def drive(browser: Browser, method: str, path: str) -> Any:
    form = {"data": FORM} if method == "POST" else {}
    return browser.open(path, method=method, query_string=QUERY, headers=HEADERS, **form)


@pytest.fixture
def person(house: World) -> Person:
    made = join(house)
    made.agree(LETTERS)
    return made


def test_no_log_holds_what_was_sent_on_any_route(house: World, person: Person, capfd):
    capfd.readouterr()
    seen = set()
    for rule, method, path in paths(house.app):
        for browser in (person.browser(), house.browser()):
            if rule.rule == "/logout":
                continue
            answer = drive(browser, method, path)
            assert answer.status_code < 500, (method, path)
            seen.add(rule.rule)
    out, err = capfd.readouterr()
    assert '"event": "request"' in out + err, "the logs were not captured"
    found = [secret for secret in personal(person) if secret in out + err]
    assert found == []
    assert len(seen) > 20


FAULTS = (RuntimeError(CANARY), StorageUnavailable(CANARY), ValueError(LETTERS), MemberGone(CANARY))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: type(f).__name__)
def test_forced_errors_tell_nothing_in_pages_or_logs(
    house: World, person: Person, monkeypatch, capfd, fault
):
    """Every service fails with a message full of canaries, below every route."""

    def fail(*_args: Any, **_kwargs: Any) -> Any:
        raise fault from KeyError(person.kakao_id, LETTERS)

    browser = person.browser()
    found = house.services
    for service in ("login", "gate", "journey", "answers", "consents", "leaving", "documents"):
        target = getattr(found, service)
        for name in [n for n in dir(type(target)) if not n.startswith("_") and n != "notice_of"]:
            monkeypatch.setattr(type(target), name, fail)
    capfd.readouterr()
    failed = 0
    for rule, method, path in paths(house.app):
        if rule.rule == "/logout":
            continue
        answer = drive(browser, method, path)
        if answer.status_code >= 400:
            failed += answer.status_code >= 500 or answer.status_code == 410
            said = text_of(answer)
            assert not [s for s in personal(person) if s in said], (method, path)
            assert "Content-Security-Policy" in answer.headers
    assert failed > 5, "hardly anything failed"
    assert told(person, capfd) == []


def test_an_error_below_the_database_driver_tells_no_bound_value(house: World, capfd):
    """The driver's own message quotes parameters; ours must not."""
    capfd.readouterr()
    with house.storage.engine.begin() as open_:
        if house.settings.is_sqlite:
            open_.exec_driver_sql(
                "CREATE TRIGGER no BEFORE INSERT ON field_value BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        else:
            open_.exec_driver_sql(
                "ALTER TABLE field_value ADD CONSTRAINT no CHECK (scope = '') NOT VALID"
            )
    try:
        somebody = join(house)
        answer = somebody.browser().fill(
            "/onboarding/mbti", ei="E", sn="S", tf="T", jp="P", agree="yes", act="agree"
        )
        assert answer.status_code == 500
        assert LETTERS not in answer.get_data(as_text=True)
        assert told(somebody, capfd) == []
        mine = [v for v in rows(house.storage, "field_value") if v.member_id == somebody.member_id]
        assert mine == []
    finally:
        with house.storage.engine.begin() as open_:
            if house.settings.is_sqlite:
                open_.exec_driver_sql("DROP TRIGGER no")
            else:
                open_.exec_driver_sql("ALTER TABLE field_value DROP CONSTRAINT no")


def test_no_address_of_ours_carries_anything_personal(person: Person):
    """Links, forms and redirects of every page of a member."""
    browser = person.browser()
    for path in ("/", "/me", "/me/edit", "/me/edit/mbti", "/me/consents", "/onboarding/check"):
        page = soup(browser.get(path).get_data(as_text=True))
        addresses = [
            str(t.get(a)) for a in ("href", "action", "src") for t in page.select(f"[{a}]")
        ]
        assert addresses
        for secret in personal(person):
            assert not [a for a in addresses if secret in a], path
    answer = browser.fill("/me/edit/mbti", ei="I", sn="N", tf="F", jp="J", act="agree")
    assert "INFJ" not in answer.headers["Location"]


def test_a_stale_ticket_is_not_quoted():
    assert str(StaleTicket(CANARY.encode())) == "the answered card is not current"
