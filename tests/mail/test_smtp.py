"""Mail is handed over encrypted, once, and every way it can fail has one of three names."""

import datetime as dt
import ipaddress
import ssl
from dataclasses import replace
from email.utils import parsedate_to_datetime
from uuid import UUID

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.mail.post_office import HANG, SILENCE, PostOffice, post_office
from tests.world import START
from webapp.mail import smtp
from webapp.mail.smtp import Smtp, SmtpServer
from webapp.members.errors import MailRefused, MailUnavailable, MailUnsure
from webapp.members.ports import Mail
from webapp.outbox.drain import LEASE

MAIL = Mail(
    mail_id=UUID(int=7),
    to="sori@duett.example",
    locale="ko",
    subject="적어 두신 정보를 2027년 11월 22일에 지워요",
    text="안녕하세요.\n\n.점으로 시작하는 줄\n",
    at=START,
)
NOT_ONE = "sori@duett.example\r\nBcc: all@duett.example"
SENDER = "Duett <hello@duett.example>"


NO_TRUST = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # reading all that a machine trusts takes long


def sender_to(office: PostOffice, scheme: str = "smtp", login: str = "", tls=NO_TRUST) -> Smtp:
    url = f"{scheme}://{login}localhost:{office.port}"
    return Smtp(SmtpServer.at(url), SENDER, "duett.example", tls)


@pytest.fixture(scope="module")
def identity(tmp_path_factory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context for this machine, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)  # noqa: TID251  TLS goes by the machine's clock
    addresses = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(addresses), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, form, plain)
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cafile=str(file))


def test_what_arrives_is_what_was_written():
    with post_office() as office:
        sender_to(office).send(MAIL)
    [(to, raw)], [seen] = office.taken, office.mails
    assert to == MAIL.to == str(seen["To"])
    assert str(seen["From"]) == SENDER
    assert seen["Subject"] == MAIL.subject
    assert seen.get_content().splitlines() == MAIL.text.splitlines()
    assert seen.get_content_type() == "text/plain"
    assert parsedate_to_datetime(seen["Date"]) == START
    assert seen["Message-ID"] == f"<{MAIL.mail_id}@duett.example>"
    assert (seen["Auto-Submitted"], seen["Content-Language"]) == ("auto-generated", "ko")
    assert raw.isascii()  # any server on the way can carry it


def test_sent_twice_it_has_the_same_number():
    with post_office() as office:
        sender_to(office).send(MAIL)
        sender_to(office).send(MAIL)
    assert len({mail["Message-ID"] for mail in office.mails}) == 1


def test_it_logs_in_where_the_address_says_so():
    with post_office() as office:
        sender_to(office, login="duett:secret%20word@").send(MAIL)
        with pytest.raises(MailUnavailable) as told:
            sender_to(office, login="duett:wrong@").send(MAIL)
    assert told.value.reason == "login_refused"
    assert len(office.taken) == 1


@pytest.mark.parametrize("at_once", [True, False], ids=["smtps", "starttls"])
def test_a_server_elsewhere_gets_it_encrypted_or_not_at_all(identity, monkeypatch, at_once):
    monkeypatch.setattr(smtp, "_LOOPBACK", frozenset())  # this machine, as if it were another
    server, client = identity
    scheme = "smtps" if at_once else "smtp"
    with post_office(tls=server, is_tls_at_once=at_once) as office:
        sender_to(office, scheme, tls=client).send(MAIL)
        assert len(office.taken) == 1
        with pytest.raises(MailUnavailable) as told:
            sender_to(office, scheme, tls=None).send(MAIL)  # whose certificate nobody vouches for
        assert told.value.reason == "bad_certificate"
    assert len(office.taken) == 1


def test_a_server_elsewhere_without_encryption_gets_nothing(monkeypatch):
    monkeypatch.setattr(smtp, "_LOOPBACK", frozenset())
    with post_office() as office, pytest.raises(MailUnavailable) as told:
        sender_to(office, login="duett:secret%20word@").send(MAIL)
    assert told.value.reason == "not_supported"
    assert "AUTH" not in office.steps
    assert office.taken == []


FAULTS = [
    ({"connect": "421 later"}, MailUnavailable, "answer_421"),
    ({"connect": SILENCE}, MailUnavailable, "no_connection"),
    ({"connect": HANG}, MailUnavailable, "timeout"),
    ({"EHLO": "500 no", "HELO": "500 no"}, MailUnavailable, "answer_500"),
    ({"MAIL": "550 not you"}, MailUnavailable, "sender_550"),
    ({"RCPT": "450 busy"}, MailUnavailable, "address_450"),
    ({"RCPT": "550 nobody here"}, MailRefused, "address_550"),
    ({"RCPT": SILENCE}, MailUnavailable, "no_connection"),
    ({"DATA": "451 not now"}, MailUnavailable, "text_451"),
    ({"end": "452 full"}, MailUnavailable, "text_452"),
    ({"end": "554 no such words"}, MailRefused, "text_554"),
    ({"end": SILENCE}, MailUnsure, "no_connection"),
    ({"end": HANG}, MailUnsure, "timeout"),
]


@pytest.mark.parametrize("faults, kind, reason", FAULTS)
def test_each_fault_has_its_name(monkeypatch, faults, kind, reason):
    monkeypatch.setattr(smtp, "STEP_SECONDS", 0.2)
    monkeypatch.setattr(smtp, "END_SECONDS", 0.2)
    with post_office(faults=faults) as office, pytest.raises(kind) as told:
        sender_to(office).send(MAIL)
    assert told.value.reason == reason
    assert len(office.taken) == (kind is MailUnsure)


def test_nobody_listening_is_tried_later():
    with post_office() as office:
        pass
    with pytest.raises(MailUnavailable) as told:
        sender_to(office).send(MAIL)
    assert told.value.reason == "no_connection"


@pytest.mark.parametrize("to", ["", "sori", NOT_ONE, "a@b>", "소리@duett.example"])
def test_what_is_no_address_gets_no_mail(to):
    with post_office() as office, pytest.raises(MailRefused) as told:
        sender_to(office).send(replace(MAIL, to=to))
    assert told.value.reason == "bad_address"
    assert office.steps == []


def test_an_address_of_a_server_is_read_whole():
    found = SmtpServer.at("smtps://du%40ett:se%3Acret@mail.example")
    assert found == SmtpServer("smtps", "mail.example", 465, "du@ett", "se:cret")
    assert SmtpServer.at("smtp://mail.example").port == 587
    assert "se:cret" not in repr(found)
    assert MAIL.to not in repr(MAIL)


def test_no_conversation_outlasts_the_lease_of_its_errand():
    assert LEASE.total_seconds() > 10 * smtp.STEP_SECONDS + 2 * smtp.END_SECONDS
