import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import pytest
from joserfc import jws
from joserfc.errors import BadSignatureError
from joserfc.jwk import KeySet

from tests.standin.conftest import ADMIN, HERE, KEY


@dataclass
class Receiver:
    """An app that writes down what it is told and answers as told."""

    url: str = ""
    status: int = 202
    heard: list[tuple[dict[str, str], str]] = field(default_factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            told.heard.append((dict(self.headers), body))
            self.send_response(told.status)
            self.send_header("Location", told.url + "/again")
            self.end_headers()

        def log_message(self, format, *args):  # noqa: A002 - the name is the library's
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.url = f"http://127.0.0.1:{server.server_port}/hook"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield told
        server.shutdown()
        thread.join()


@pytest.fixture
def send(browser, receiver):
    def post(kind: str, **form: str):
        form = {"person": "sori", "url": receiver.url, **form}
        answer = browser.client.post(f"/standin/webhooks/{kind}", base_url=HERE, data=form)
        assert answer.status_code == 200
        return answer.get_json()

    return post


def claims(state, token: str):
    keys = KeySet.import_key_set(state.keys.published())
    return json.loads(jws.deserialize_compact(token, keys).payload)


def test_the_unlink_webhook_is_a_form_with_the_admin_key(browser, state, send, receiver):
    browser.log_in("sori")
    receiver.status = 200
    assert send("unlink")["status"] == 200
    headers, body = receiver.heard[0]
    assert headers["Authorization"] == f"KakaoAK {ADMIN}"
    assert headers["Content-Type"].startswith("application/x-www-form-urlencoded")
    assert dict(parse_qsl(body)) == {
        "app_id": "1000001",
        "user_id": "4012345678",
        "referrer_type": "UNLINK_FROM_APPS",
    }
    assert not state._memory.links  # the link ended before the app was told


def test_it_can_come_with_a_wrong_key_and_another_reason(send, receiver):
    send("unlink", key="wrong", referrer_type="ACCOUNT_DELETE")
    headers, body = receiver.heard[0]
    assert headers["Authorization"] == "KakaoAK wrong"
    assert "referrer_type=ACCOUNT_DELETE" in body


def test_a_redirect_is_not_followed(send, receiver):
    receiver.status = 302
    assert send("unlink")["status"] == 302
    assert len(receiver.heard) == 1


def test_nobody_listening_is_no_answer(send):
    assert send("unlink", url="http://127.0.0.1:9/hook") == {"status": 0, "body": "no answer"}


def test_an_event_is_signed_typed_and_has_no_end(state, send, receiver):
    answer = send("account", reason="UNLINK_FROM_APPS")
    assert answer["status"] == 202
    headers, token = receiver.heard[0]
    assert headers["Content-Type"] == "application/secevent+jwt"
    assert jws.extract_compact(token.encode()).headers()["typ"] == "secevent+jwt"
    found = claims(state, token)
    assert "exp" not in found
    assert found["aud"] == KEY
    assert found["jti"] == answer["jti"]
    (event,) = found["events"].items()
    assert event[0] == "https://schemas.openid.net/secevent/oauth/event-type/user-unlinked"
    assert event[1]["reason"] == "UNLINK_FROM_APPS"
    assert event[1]["subject"]["sub"] == found["sub"] == "4012345678"


def test_a_withdrawn_scope_is_withdrawn_at_kakao_too(browser, state, send):
    browser.log_in("sori")
    send("account", event="oauth/event-type/user-scope-withdraw", scope="gender")
    assert "gender" not in state._memory.links["sori"].scopes
    assert "name" in state._memory.links["sori"].scopes


def test_the_same_event_can_come_twice(state, send, receiver):
    send("account", jti="j-1")
    send("account", jti="j-1")
    assert [claims(state, token)["jti"] for _, token in receiver.heard] == ["j-1", "j-1"]


def test_every_flaw_is_in_the_event(state, send, receiver):
    def flawed(flaw: str):
        send("account", flaw=flaw)
        return receiver.heard[-1][1]

    assert claims(state, flawed("wrong_aud"))["aud"] != KEY
    assert claims(state, flawed("wrong_iss"))["iss"] != HERE
    assert len(claims(state, flawed("two_events"))["events"]) == 2
    assert "jti" not in claims(state, flawed("no_jti"))
    ahead = claims(state, flawed("from_future"))["iat"] - int(state.now().timestamp())
    assert ahead == 3600
    posing = flawed("id_token")
    assert jws.extract_compact(posing.encode()).headers()["typ"] == "JWT"
    assert "nonce" in claims(state, posing)
    with pytest.raises(BadSignatureError):
        claims(state, flawed("wrong_key"))
