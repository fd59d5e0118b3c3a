import socket
import threading
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler

import pytest

from tests.kakao.cdn import Cdn, Serve, cdn, send
from webapp.kakao.picture import Pictures, is_public
from webapp.kakao.settings import PictureSettings
from webapp.members.errors import KakaoRefused, KakaoUnavailable
from webapp.standin.pictures import png

PICTURE = png(640, 7)
HOST = "k.kakaocdn.example"


def near(host: Cdn, **more: object) -> Pictures:
    """A fetcher for which this host is the stand-in of development."""
    origin = f"http://127.0.0.1:{host.port}"
    settings = PictureSettings((origin,), near_origins=(origin,))
    return Pictures(replace(settings, **more))  # type: ignore[arg-type]


def taken(serve: Serve, path: str = "/dn/x/img_640x640.jpg", **more: object) -> bytes:
    with cdn(serve) as host:
        return near(host, **more).take(f"http://127.0.0.1:{host.port}{path}")


def test_the_picture_comes_as_its_bytes():
    assert taken(send(PICTURE)) == PICTURE


@pytest.mark.parametrize("declared", ["text/html", "image/svg+xml", "application/x-sh", ""])
def test_what_the_host_calls_it_does_not_matter(declared):
    assert taken(send(PICTURE, Content_Type=declared)) == PICTURE


def test_a_packed_answer_is_not_unpacked():
    assert taken(send(b"\x1f\x8b not unpacked", Content_Encoding="gzip")).startswith(b"\x1f\x8b")


def test_an_answer_in_pieces_is_put_together():
    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.send_header("Connection", "close")
        handler.end_headers()
        for piece in (PICTURE[:700], PICTURE[700:], b""):
            handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        handler.close_connection = True

    assert taken(serve) == PICTURE


def test_nothing_but_the_address_is_sent_along():
    headers: list[str] = []

    def serve(handler: BaseHTTPRequestHandler) -> None:
        headers.extend(name.lower() for name in handler.headers)
        send(PICTURE)(handler)

    taken(serve)
    assert not {"cookie", "authorization", "referer"} & set(headers)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status):
    with cdn(send(PICTURE)) as inside:

        def serve(handler: BaseHTTPRequestHandler) -> None:
            send(b"", status, Location=f"http://127.0.0.1:{inside.port}/secret")(handler)

        with cdn(serve) as leading, pytest.raises(KakaoRefused, match="picture_redirected"):
            near(leading).take(f"http://127.0.0.1:{leading.port}/x")
        assert inside.asked == []


@pytest.mark.parametrize("status", [204, 206, 400, 403, 404, 410, 500, 503])
def test_no_picture_there_is_told_as_such(status):
    with pytest.raises(KakaoUnavailable, match="picture_missing"):
        taken(send(b"" if status == 204 else b"x", status))


def test_ten_megabytes_are_the_most_whatever_is_declared():
    with pytest.raises(KakaoRefused, match="picture_too_large"):
        taken(send(b"x" * 101), most_bytes=100)
    assert taken(send(b"x" * 100), most_bytes=100) == b"x" * 100
    assert PictureSettings(()).most_bytes == 10 * 1024 * 1024


def test_an_endless_answer_is_cut_off():
    sent = []

    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for number in range(1000):
            handler.wfile.write(b"x" * 65536)
            sent.append(number)

    with pytest.raises(KakaoRefused, match="picture_too_large"):
        taken(serve, most_bytes=200_000)
    assert len(sent) < 1000


@pytest.mark.parametrize("declared", [True, False], ids=["of a declared length", "of none"])
def test_an_answer_that_drips_holds_nobody(declared):
    ended = threading.Event()

    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        if declared:
            handler.send_header("Content-Length", "100000")
        handler.end_headers()
        while not ended.wait(0.05):
            handler.wfile.write(b"x")

    began = time.monotonic()
    with pytest.raises(KakaoUnavailable, match="picture_timeout"):
        taken(serve, answer_seconds=0.3)
    ended.set()
    assert time.monotonic() - began < 2


def test_silence_is_a_timeout():
    ended = threading.Event()
    with pytest.raises(KakaoUnavailable, match="picture_timeout"):
        taken(lambda _: bool(ended.wait(1)), read_seconds=0.2)
    ended.set()


def test_half_a_picture_is_no_picture():
    with pytest.raises(KakaoUnavailable, match="picture_unreachable"):
        taken(send(b"half", Content_Length="1000"))


def test_a_closed_door_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as opened:
        port = opened.getsockname()[1]
    with pytest.raises(KakaoUnavailable, match="picture_unreachable"):
        near(Cdn(port)).take(f"http://127.0.0.1:{port}/x")


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/dn/x.jpg",
        f"http://{HOST}/dn/x.jpg",  # not https
        f"https://{HOST}.evil.example/x.jpg",
        f"https://evil.example/{HOST}/x.jpg",
        f"https://{HOST}@evil.example/x.jpg",
        f"https://someone@{HOST}/x.jpg",
        f"https://{HOST}:8443/x.jpg",
        f"https://{HOST}\\@evil.example/x.jpg",
        f"//{HOST}/x.jpg",
        f"ftp://{HOST}/x.jpg",
        "file:///etc/passwd",
        "data:image/png;base64,AA==",
        f"https://{HOST}:port/x.jpg",
        f"https://{HOST}/그림.jpg",
        f"https://{HOST}/x.jpg?한글",
        "https://[::1/x.jpg",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:8000/",
        "",
        "not an address",
    ],
)
def test_only_an_origin_of_the_settings_is_spoken_to(address):
    def never(*asked: object) -> list[str]:
        raise AssertionError(asked)

    with pytest.raises(KakaoRefused, match="picture_elsewhere"):
        Pictures(PictureSettings((f"https://{HOST}",)), never).take(address)


PRIVATE = [
    "127.0.0.1",
    "10.0.0.5",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fd00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "2002:7f00:1::1",
    "2001:0:7f00:1::1",
    "not an address",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_of_an_inside_address_is_refused_before_anything_is_sent(address):
    assert not is_public(address)
    settings = PictureSettings((f"https://{HOST}",))
    with pytest.raises(KakaoRefused, match="picture_private"):
        Pictures(settings, lambda *_: ["203.0.114.9", address]).take(f"https://{HOST}/x.jpg")


@pytest.mark.parametrize("address", ["8.8.8.8", "211.231.99.17", "2606:4700::1111"])
def test_addresses_of_the_open_internet_are_told_apart(address):
    assert is_public(address)


@pytest.mark.parametrize("found", [[], OSError("no such host")])
def test_a_name_nobody_knows_is_unreachable(found):
    def resolve(*_: object) -> list[str]:
        if isinstance(found, OSError):
            raise found
        return list(found)

    with pytest.raises(KakaoUnavailable, match="picture_unreachable"):
        Pictures(PictureSettings((f"https://{HOST}",)), resolve).take(f"https://{HOST}/x")


def test_only_the_standin_may_lie_on_this_machine():
    """Another service on the same machine, named in the settings or not, is not reached."""
    with cdn(send(PICTURE)) as other:
        origin = f"http://127.0.0.1:{other.port}"
        with pytest.raises(KakaoRefused, match="picture_private"):
            Pictures(PictureSettings((origin,))).take(f"{origin}/x")
        with pytest.raises(KakaoRefused, match="picture_elsewhere"):
            Pictures(PictureSettings(("http://127.0.0.1:1",), (origin,))).take(f"{origin}/x")
        assert other.asked == []


def test_the_name_is_looked_up_once_and_that_address_is_used():
    """A second look-up that answers otherwise (DNS rebinding) has nothing to change."""
    with cdn(send(PICTURE)) as host:
        origin = f"http://{HOST}:{host.port}"
        asked: list[tuple[str, int]] = []

        def resolve(name: str, port: int) -> list[str]:
            asked.append((name, port))
            return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

        settings = PictureSettings((origin,), near_origins=(origin,))
        assert Pictures(settings, resolve).take(f"{origin}/dn/x?v=1") == PICTURE
        assert asked == [(HOST, host.port)]
        assert host.asked == [(f"{HOST}:{host.port}", "/dn/x?v=1")]


def test_the_address_of_a_picture_reaches_no_log_and_no_error(every_log):
    with cdn(send(PICTURE)) as host:
        near(host).take(f"http://127.0.0.1:{host.port}/dn/secret-path/img.jpg")
    with pytest.raises(KakaoUnavailable) as refused, cdn(send(b"", 404)) as host:
        near(host).take(f"http://127.0.0.1:{host.port}/dn/secret-path/img.jpg")
    assert "secret-path" not in every_log.text + repr(refused.value)
