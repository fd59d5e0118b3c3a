"""What Kakao sends by itself: the proof of the admin key, and the keys behind signed events."""

import hashlib
import hmac
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.kakao.events import APP_ID, UNLINKED
from tests.kakao.standin_server import ADMIN_KEY, REST_API_KEY, real_now
from webapp.members.errors import KakaoRefused, KakaoUnavailable
from webapp.members.webhooks_news import Message, News, What
from webapp.members.webhooks_ports import KakaoHooks

SORI = "4012345678"


def test_the_hooks_are_what_the_room_asks_for(hooks):
    port: KakaoHooks = hooks
    assert port is hooks


def test_the_admin_key_opens_and_nothing_else(hooks, sent):
    _, headers = sent("unlink")
    assert hooks.is_kakao(headers["Authorization"])
    for wrong in (
        "",
        ADMIN_KEY,
        f"KakaoAK {ADMIN_KEY} ",
        f"kakaoak {ADMIN_KEY}",
        f"Bearer {ADMIN_KEY}",
        f"KakaoAK {ADMIN_KEY[:-1]}",
        f"KakaoAK {ADMIN_KEY}0",
        f"KakaoAK {ADMIN_KEY.upper()}",
        f"KakaoAK  {ADMIN_KEY}",
        "KakaoAK ",
        "KakaoAK \xff\xfe",
        f"KakaoAK {REST_API_KEY}",
    ):
        assert not hooks.is_kakao(wrong), wrong


def test_the_key_is_compared_in_constant_time(hooks, monkeypatch):
    compared: list[tuple[int, int]] = []
    real = hmac.compare_digest

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((len(one), len(other)))
        return real(one, other)

    monkeypatch.setattr(hmac, "compare_digest", compare)
    for given in ("", "KakaoAK x", f"KakaoAK {ADMIN_KEY}", "x" * 8000):
        hooks.is_kakao(given)
    assert set(compared) == {(hashlib.sha256().digest_size,) * 2}


def test_only_our_application_is_meant(hooks):
    assert hooks.is_for_us(APP_ID)
    assert not any(hooks.is_for_us(other) for other in ("", "1000002", f" {APP_ID}", f"0{APP_ID}"))


def test_a_message_of_an_unlink_is_the_same_all_day(hooks):
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    first = hooks.unlinked(SORI, "UNLINK_FROM_APPS", noon)
    assert first == Message(SORI, first.mark, noon, (News(What.UNLINKED),), is_numbered=False)
    again = hooks.unlinked(SORI, "UNLINK_FROM_APPS", noon + timedelta(hours=11))
    others = (
        hooks.unlinked(SORI, "ACCOUNT_DELETE", noon),
        hooks.unlinked(SORI, "UNLINK_FROM_APPS", noon + timedelta(days=1)),
        hooks.unlinked("4012345679", "UNLINK_FROM_APPS", noon),
    )
    assert first.mark == again.mark
    assert len({first.mark, *(other.mark for other in others)}) == 4


@pytest.mark.parametrize(
    "referrer, by_person",
    [
        ("ACCOUNT_DELETE", True),
        ("UNLINK_FROM_APPS", True),
        ("FORCED_ACCOUNT_DELETE", False),
        ("UNLINK_FROM_ADMIN", False),
        ("INCOMPLETE_SIGN_UP", False),
        ("SOMETHING_NEW", False),
        ("", False),
    ],
)
def test_who_cut_the_link_is_told_apart(hooks, referrer, by_person):
    message = hooks.unlinked(SORI, referrer, real_now())
    assert message.news == (News(What.UNLINKED, by_person=by_person),)


def test_reasons_we_do_not_know_are_one(hooks):
    now = real_now()
    marks = {hooks.unlinked(SORI, f"NEW_{n}", now).mark for n in range(50)}
    assert len(marks) == 1


@pytest.mark.parametrize(
    "user_id", ["", "0", "-1", "04012345678", "abc", "4012345678 ", "1" * 21, "4e9", "４０１"]
)
def test_what_is_no_number_of_kakaos_is_nobody(hooks, user_id):
    assert hooks.unlinked(user_id, "UNLINK_FROM_APPS", real_now()) is None


def test_a_number_past_what_a_float_can_hold(hooks, sent):
    assert hooks.unlinked("9007199254740993", "", real_now()).kakao_id == "9007199254740993"
    body, _ = sent("account", person="taesan")
    assert hooks.read(body.encode()).kakao_id == "9007199254740993"


def test_the_keys_are_fetched_once_and_again_for_a_new_one(hooks, events, standin):
    for _ in range(3):
        hooks.read(events.event(SORI, UNLINKED, real_now()))
    assert len(standin.state.calls()) == 1
    standin.state.keys.rotate()
    hooks.read(events.event(SORI, UNLINKED, real_now()))
    assert len(standin.state.calls()) == 2


def test_forgeries_do_not_make_us_ask_kakao_again_and_again(hooks, events, standin):
    hooks.read(events.event(SORI, UNLINKED, real_now()))
    claims = events.claims(SORI, UNLINKED, real_now())
    with pytest.raises(KakaoRefused):
        hooks.read(events.token(claims, kid="f" * 30))
    for _ in range(20):
        with pytest.raises(KakaoUnavailable):
            hooks.read(events.token(claims, kid="f" * 30))
    assert len(standin.state.calls()) == 2


@pytest.mark.parametrize("fault", ["jwks_500", "jwks_bad_json", "jwks_empty", "jwks_huge"])
def test_without_keys_nothing_is_said_of_an_event(hooks, events, standin, fault):
    standin.state.switch_on(fault)
    with pytest.raises(KakaoUnavailable) as refused:
        hooks.read(events.event(SORI, UNLINKED, real_now()))
    assert refused.value.reason == "keys_unavailable"
    standin.state.switch_off()
    assert hooks.read(events.event(SORI, UNLINKED, real_now())).news


def test_keys_that_do_not_come_take_a_second_and_no_more(hooks, events, standin):
    standin.state.switch_on("jwks_hang")
    began = time.monotonic()
    with pytest.raises(KakaoUnavailable):
        hooks.read(events.event(SORI, UNLINKED, real_now()))
    assert time.monotonic() - began < 1.6


def test_keys_once_seen_go_on_serving(hooks, events, standin, clock):
    hooks.read(events.event(SORI, UNLINKED, real_now()))
    clock.wait(3601)
    standin.state.switch_on("jwks_500")
    assert hooks.read(events.event(SORI, UNLINKED, real_now())).news


def test_neither_key_nor_token_nor_number_is_logged(hooks, events, every_log, settings):
    token = events.event(SORI, UNLINKED, real_now())
    hooks.read(token)
    hooks.is_kakao(f"KakaoAK {ADMIN_KEY}")
    with pytest.raises(KakaoRefused):
        hooks.read(token[:-8])
    said = " ".join(f"{record.msg} {record.args}" for record in every_log.records)
    for secret in (settings.admin_key, SORI, token.decode()[:80]):
        assert secret not in said


def test_an_expected_key_is_not_in_what_the_hooks_show_of_themselves(settings, hooks):
    assert settings.admin_key not in repr(replace(settings, connect_seconds=1.0))
    assert SORI not in repr(hooks.unlinked(SORI, "", real_now()))
