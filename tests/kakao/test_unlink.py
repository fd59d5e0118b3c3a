import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.kakao.standin_server import real_now
from webapp.kakao.login import Kakao
from webapp.members.errors import KakaoMisconfigured, KakaoUnavailable
from webapp.standin.people import BY_KEY

Kind = type[KakaoUnavailable] | type[KakaoMisconfigured]
FAULTS: dict[str, tuple[Kind, str]] = {
    "api_500": (KakaoUnavailable, "server_error"),
    "api_bad_json": (KakaoUnavailable, "bad_answer"),
    "api_huge": (KakaoUnavailable, "answer_too_large"),
    "api_429": (KakaoUnavailable, "rate_limited"),
    "api_401": (KakaoMisconfigured, "admin_key_refused"),
    "api_403": (KakaoMisconfigured, "admin_key_refused"),
    "api_minus_1": (KakaoUnavailable, "passing_fault"),
    "api_minus_7": (KakaoUnavailable, "passing_fault"),
    "api_minus_603": (KakaoUnavailable, "passing_fault"),
    "api_minus_9798": (KakaoUnavailable, "server_error"),
}


def test_every_fault_of_the_api_is_tried_here(standin):
    faults = standin.app.test_client().get("/standin/faults").get_json()["known"]
    of_api = {fault["name"] for fault in faults if fault["place"] == "api"}
    assert of_api == {*FAULTS, "api_hang", "not_linked"}


def test_the_link_ends(kakao, log_in, standin):
    log_in(kakao, "taesan")
    kakao.unlink("9007199254740993")
    assert standin.state.linked(BY_KEY["taesan"]) is None


def test_a_link_already_gone_is_done(kakao, standin):
    kakao.unlink("4012345678")
    kakao.unlink("1")
    assert [call["status"] for call in standin.state.calls()] == [400, 400]


def test_kakao_saying_not_linked_is_done(kakao, standin):
    standin.state.switch_on("not_linked")
    kakao.unlink("4012345678")


@pytest.mark.parametrize("fault", FAULTS)
def test_every_other_answer_is_told_apart(kakao, standin, fault):
    standin.state.link(BY_KEY["sori"], frozenset())
    standin.state.switch_on(fault)
    kind, reason = FAULTS[fault]
    with pytest.raises(kind) as refused:
        kakao.unlink("4012345678")
    assert str(refused.value) == reason
    assert standin.state.linked(BY_KEY["sori"]) is not None


def test_silence_is_unavailable(hasty, standin):
    standin.state.switch_on("api_hang")
    with pytest.raises(KakaoUnavailable) as refused:
        hasty.unlink("4012345678")
    assert refused.value.reason == "timeout"


def test_a_wrong_admin_key_wants_an_operator(settings, standin):
    standin.state.link(BY_KEY["sori"], frozenset())
    stranger = Kakao(replace(settings, admin_key="0" * 32), real_now)
    with pytest.raises(KakaoMisconfigured):
        stranger.unlink("4012345678")


def test_an_answer_about_somebody_else_is_not_believed(kakao, standin, monkeypatch):
    sori, garam = BY_KEY["sori"], BY_KEY["garam"]
    standin.state.link(sori, frozenset())
    standin.state.link(garam, frozenset())
    by_id = {sori.kakao_id: garam}
    monkeypatch.setattr("webapp.standin.callers.BY_ID", by_id)
    with pytest.raises(KakaoUnavailable) as refused:
        kakao.unlink(str(sori.kakao_id))
    assert refused.value.reason == "bad_answer"


class KeepsTheLine(BaseHTTPRequestHandler):
    """A Kakao that keeps connections, as the real one does and the stand-in's server does not."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = b'{"msg":"not linked","code":-101}'
        self.send_response(400)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Set-Cookie", "kakao=followed; Path=/")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):  # noqa: A002 - the name is the library's
        pass


class CountsLines(ThreadingHTTPServer):
    daemon_threads = True
    lines = 0

    def get_request(self):
        self.lines += 1
        return super().get_request()


@pytest.fixture
def keeper() -> Iterator[CountsLines]:
    with CountsLines(("127.0.0.1", 0), KeepsTheLine) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_each_thread_keeps_one_line_open(settings, keeper):
    client = Kakao(replace(settings, api_base=f"http://127.0.0.1:{keeper.server_port}"), real_now)
    for _ in range(5):
        client.unlink("1")
    assert keeper.lines == 1
    other = threading.Thread(target=client.unlink, args=("1",))
    other.start()
    other.join()
    assert keeper.lines == 2
    assert not client._lines.session().cookies
