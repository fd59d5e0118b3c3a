"""Mail is sent by a server with a sender, or not at all; nothing half said starts."""

import pytest

from webapp.settings import Settings, SettingsError
from webapp.settings.mail import wrong_mail

FROM = "Duett <hello@duett.kr>"
URL = "smtps://duett:secret-word@mail.duett.kr"
WEAK = [
    (None, "", None),
    (None, "nonsense", None),
    (URL, FROM, None),
    (URL, "hello@duett.kr", None),
    (URL, "듀엣 <hello@duett.kr>", None),
    ("smtp://localhost", FROM, None),
    ("smtp://mail.duett.kr:587/", FROM, None),
    (URL, "", "MAIL_FROM is not set, although SMTP_URL is."),
    (URL, "hello", "MAIL_FROM must be one mail address"),
    (URL, "hello@localhost", "MAIL_FROM must be one mail address"),
    (URL, "소리@duett.kr", "MAIL_FROM must be one mail address"),
    (URL, FROM + "\r\nBcc: <all@duett.kr>", "MAIL_FROM must be one mail address"),
    (URL, "Duett <hello@duett.example>", "MAIL_FROM must be an address whose"),
    ("https://mail.duett.kr", FROM, "SMTP_URL must be an address"),
    ("smtps://", FROM, "SMTP_URL must be an address"),
    ("mail.duett.kr", FROM, "SMTP_URL must be an address"),
    ("smtps://mail.duett.kr/inbox", FROM, "SMTP_URL must be an address"),
    ("smtps://mail.duett.kr:99999", FROM, "SMTP_URL must be an address"),
]


@pytest.mark.parametrize("url, sender, sentence", WEAK)
def test_what_could_not_send_is_said(url, sender, sentence):
    found = list(wrong_mail(url, sender, is_production=True))
    assert len(found) == (sentence is not None)
    assert all(each.startswith(sentence or "") for each in found)
    assert "secret-word" not in " ".join(found)


def test_development_shows_mail_and_needs_nothing_for_it():
    settings = Settings.from_env({"DUETT_ENV": "development"})
    assert settings.sends_mail
    assert settings.smtp_url is None
    assert settings.mail_from == "Duett <hello@duett.example>"
    with pytest.raises(SettingsError, match="SMTP_URL must be"):
        Settings.from_env({"DUETT_ENV": "development", "SMTP_URL": "nowhere"})
