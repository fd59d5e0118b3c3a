"""A picture over TLS: the certificate is the name's, although a number is connected to."""

import ssl
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.kakao.cdn import Cdn, cdn, send
from tests.kakao.standin_server import real_now
from webapp.kakao.picture import Pictures
from webapp.kakao.settings import PictureSettings
from webapp.members.errors import KakaoUnavailable
from webapp.standin.pictures import png

PICTURE = png(640, 7)
HOST = "k.kakaocdn.example"


@pytest.fixture(scope="module")
def paper(tmp_path_factory) -> Callable[[str], tuple[ssl.SSLContext, str]]:
    """Make a certificate for a name, and return a server's context and the file to trust it by."""

    def make(name: str) -> tuple[ssl.SSLContext, str]:
        folder: Path = tmp_path_factory.mktemp("tls")
        key = ec.generate_private_key(ec.SECP256R1())
        called = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        names = x509.SubjectAlternativeName([x509.DNSName(name)])
        made = (
            x509.CertificateBuilder()
            .subject_name(called)
            .issuer_name(called)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(real_now() - timedelta(days=1))
            .not_valid_after(real_now() + timedelta(days=1))
            .add_extension(names, critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, hashes.SHA256())
        )
        pem = made.public_bytes(serialization.Encoding.PEM)
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (folder / "both.pem").write_bytes(private + pem)
        (folder / "trusted.pem").write_bytes(pem)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "both.pem")
        return context, str(folder / "trusted.pem")

    return make


def over_tls(host: Cdn, trusted: str | None) -> bytes:
    origin = f"https://{HOST}:{host.port}"
    settings = PictureSettings((origin,), near_origins=(origin,), authorities=trusted)
    return Pictures(settings, lambda *_: ["127.0.0.1"]).take(f"{origin}/x.jpg")


def test_the_certificate_must_be_the_names_although_a_number_is_connected_to(paper):
    context, trusted = paper(HOST)
    with cdn(send(PICTURE), context) as host:
        assert over_tls(host, trusted) == PICTURE
        assert host.asked == [(f"{HOST}:{host.port}", "/x.jpg")]


def test_the_certificate_of_another_name_is_refused(paper):
    context, trusted = paper("evil.example")
    with cdn(send(PICTURE), context) as host:
        with pytest.raises(KakaoUnavailable, match="picture_unreachable"):
            over_tls(host, trusted)
        assert host.asked == []


def test_a_certificate_nobody_vouches_for_is_refused(paper):
    context, _ = paper(HOST)
    with cdn(send(PICTURE), context) as host:
        with pytest.raises(KakaoUnavailable, match="picture_unreachable"):
            over_tls(host, None)
        assert host.asked == []
