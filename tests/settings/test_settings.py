"""Production starts only with settings that are complete and strong, and says why not otherwise."""

import os
from dataclasses import FrozenInstanceError

import pytest

from webapp.settings import DEVELOPMENT_SECRET, Settings, SettingsError

SECRET = "kJ3-0dWm9xQ2_Zt7Lr5-Vb8Yc4Nf6Hs1"


@pytest.fixture
def keyring(tmp_path):
    file = tmp_path / "keyring.json"
    file.write_text("{}")
    file.chmod(0o600)
    return file


@pytest.fixture
def production(keyring):
    database = "postgresql://{}:secret-of-{}@db.duett.example/duett?sslmode=verify-full"
    return {
        "PUBLIC_URL": "https://duett.example",
        "TRUSTED_HOSTS": "duett.example",
        "SECRET_KEY": SECRET,
        "KEYRING": str(keyring),
        "DATABASE_URL": database.format("app", "app"),
        "DATABASE_URL_WORKER": database.format("worker", "worker"),
        "DATABASE_URL_OWNER": database.format("owner", "owner"),
        "KAKAO_REST_API_KEY": "rest-key",
        "KAKAO_CLIENT_SECRET": "client-secret",
        "KAKAO_ADMIN_KEY": "admin-key",
        "KAKAO_APP_ID": "123456",
        "PRIVACY_OFFICER_NAME": "김하늘",
        "PRIVACY_OFFICER_CONTACT": "privacy@duett.kr",
    }


def sentences(environment):
    with pytest.raises(SettingsError) as refusal:
        Settings.from_env(environment)
    return refusal.value.sentences


def test_production_is_the_default_and_starts_when_all_is_there(production):
    settings = Settings.from_env(production)
    assert settings.is_production
    assert settings.is_https
    assert settings.kakao_redirect_uri == "https://duett.example/auth/kakao/callback"
    assert settings.kakao_auth_base == settings.kakao_issuer == "https://kauth.kakao.com"
    assert settings.kakao_api_base == "https://kapi.kakao.com"
    assert settings.kakao_form_action == ("https://kauth.kakao.com", "https://accounts.kakao.com")
    assert (settings.minimum_age, settings.workers, settings.trusted_proxies) == (14, 2, 0)
    assert not settings.sends_mail


def test_production_sends_mail_with_a_server_and_a_sender(production):
    mail = {"SMTP_URL": "smtps://duett:canary@mail.duett.kr", "MAIL_FROM": "hello@duett.kr"}
    settings = Settings.from_env(production | mail)
    assert settings.sends_mail
    assert "canary" not in repr(settings)
    assert sentences(production | {"SMTP_URL": mail["SMTP_URL"]}) == (
        "MAIL_FROM is not set, although SMTP_URL is.",
    )


def test_development_needs_nothing():
    settings = Settings.from_env({"DUETT_ENV": "development"})
    assert not settings.is_production
    assert settings.is_sqlite
    assert settings.database_url == settings.database_url_worker == settings.database_url_owner


REQUIRED = (
    "DATABASE_URL",
    "DATABASE_URL_WORKER",
    "DATABASE_URL_OWNER",
    "KAKAO_ADMIN_KEY",
    "KAKAO_APP_ID",
    "KAKAO_CLIENT_SECRET",
    "KAKAO_REST_API_KEY",
    "KEYRING",
    "PRIVACY_OFFICER_CONTACT",
    "PRIVACY_OFFICER_NAME",
    "PUBLIC_URL",
    "SECRET_KEY",
    "TRUSTED_HOSTS",
)


@pytest.mark.parametrize("name", REQUIRED)
def test_what_is_missing_in_production_is_named_alone(production, name):
    for empty in ({}, {name: " "}):
        rest = {key: value for key, value in production.items() if key != name}
        assert sentences(rest | empty) == (f"{name} is not set.",)


def test_everything_missing_is_said_at_once():
    assert set(sentences({})) == {f"{name} is not set." for name in REQUIRED}


PG = "postgresql://{}@db.duett.example/duett?sslmode=require"

WEAK = [
    ("DUETT_ENV", "staging", "DUETT_ENV must be development or production."),
    ("SECRET_KEY", DEVELOPMENT_SECRET, "SECRET_KEY is the one for development"),
    ("SECRET_KEY", SECRET[:31], "SECRET_KEY is too weak"),
    ("SECRET_KEY", "ab" * 32, "SECRET_KEY is too weak"),
    ("PUBLIC_URL", "http://duett.example", "PUBLIC_URL must begin with https://"),
    ("PUBLIC_URL", "https://duett.example/app", "PUBLIC_URL must be an address"),
    ("PUBLIC_URL", "https://user@duett.example", "PUBLIC_URL must be an address"),
    ("PUBLIC_URL", "https://duett.example:99999", "PUBLIC_URL must be an address"),
    ("PUBLIC_URL", "duett.example", "PUBLIC_URL must be an address"),
    ("TRUSTED_HOSTS", "other.example", "TRUSTED_HOSTS must hold the host of PUBLIC_URL."),
    ("TRUSTED_HOSTS", "*.duett.example duett.example", "TRUSTED_HOSTS must be host names"),
    ("TRUSTED_PROXIES", "-1", "TRUSTED_PROXIES must be a whole number from 0 to 5."),
    ("WORKERS", "0", "WORKERS must be a whole number from 1 to 64."),
    ("WORKERS", "two", "WORKERS must be a whole number"),
    ("MINIMUM_AGE", "13", "MINIMUM_AGE must be a whole number from 14 to 99."),
    ("MINIMUM_AGE", "100", "MINIMUM_AGE must be a whole number"),
    ("KEYRING", "nowhere.json", "KEYRING must name a file that exists."),
    ("DATABASE_URL", "mysql://a@localhost/duett", "DATABASE_URL must begin with"),
    ("DATABASE_URL", "sqlite:///duett.sqlite3", "DATABASE_URL must be PostgreSQL"),
    ("DATABASE_URL", PG.format("worker"), "must each use a database role of their own"),
    ("DATABASE_URL_OWNER", PG.format("app"), "must each use a database role of their own"),
    ("DATABASE_URL_WORKER", "postgresql://worker@db.duett.example/duett", "crosses a network"),
    ("REDIS_URL", "redis://cache.duett.example", "REDIS_URL crosses a network"),
    ("KAKAO_APP_ID", "abc", "KAKAO_APP_ID must be the number"),
    ("KAKAO_AUTH_BASE", "http://kauth.kakao.com", "KAKAO_AUTH_BASE must begin with https://"),
    ("KAKAO_AUTH_BASE", "https://localhost:8001", "KAKAO_AUTH_BASE points at a stand-in"),
    ("KAKAO_API_BASE", "https://127.0.0.1:8001", "KAKAO_API_BASE points at a stand-in"),
    ("KAKAO_ISSUER", "https://10.0.0.7", "KAKAO_ISSUER points at a stand-in"),
    ("KAKAO_FORM_ACTION", "https://kauth.kakao.com/oauth", "KAKAO_FORM_ACTION must be an address"),
    ("KAKAO_FORM_ACTION", "https://kakao.test", "KAKAO_FORM_ACTION points at a stand-in"),
    ("KAKAO_PICTURE_ORIGINS", "http://k.kakaocdn.net", "KAKAO_PICTURE_ORIGINS must begin with"),
    ("KAKAO_PICTURE_ORIGINS", "https://127.0.0.1", "KAKAO_PICTURE_ORIGINS points at a stand-in"),
    ("KAKAO_PICTURE_ORIGINS", "https://k.kakaocdn.net/dn", "KAKAO_PICTURE_ORIGINS must be an"),
    ("KAKAO_SCOPES", "gender talk_message", "KAKAO_SCOPES must be none, or some of: profile_image"),
    ("KAKAO_SCOPES", "openid", "KAKAO_SCOPES must be none"),
    ("PHONE_CODE", "on", "PHONE_CODE is on, but nothing here sends text messages yet"),
    ("PHONE_CODE", "yes", "PHONE_CODE must be on or off."),
    ("PRIVACY_OFFICER_CONTACT", "privacy@duett.example", "PRIVACY_OFFICER_CONTACT must be"),
    ("PRIVACY_OFFICER_CONTACT", "문의하기", "PRIVACY_OFFICER_CONTACT must be"),
]


@pytest.mark.parametrize("name,value,sentence", WEAK)
def test_what_is_weak_in_production_refuses_to_start(production, name, value, sentence):
    found = sentences(production | {name: value})
    assert len(found) == 1
    assert sentence in found[0]


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o700, 0o604])
def test_a_keyring_that_others_can_read_is_refused(production, keyring, mode):
    keyring.chmod(mode)
    assert sentences(production) == ("KEYRING must be readable by its owner alone: chmod 600.",)


def test_sqlite_in_production_needs_to_be_asked_for(production):
    one_file = {"DATABASE_URL": "sqlite:////srv/duett.sqlite3", "DUETT_ALLOW_SQLITE": "yes"}
    rest = {key: value for key, value in production.items() if "DATABASE" not in key}
    assert Settings.from_env(rest | one_file).is_sqlite
    assert len(sentences(rest | one_file | {"DUETT_ALLOW_SQLITE": "no"})) == 1


def test_a_database_on_this_machine_needs_no_encryption(production):
    for name, role in [("", "app"), ("_WORKER", "worker"), ("_OWNER", "owner")]:
        production[f"DATABASE_URL{name}"] = f"postgresql://{role}@127.0.0.1/duett"
    assert not Settings.from_env(production).is_sqlite


def test_no_sentence_and_no_repr_echoes_a_secret(production):
    hidden = {key: f"canary-{key}" for key in production} | {"REDIS_URL": "redis://canary-REDIS"}
    assert "canary" not in " ".join(sentences(hidden))
    shown = repr(Settings.from_env(production))
    for name in production:
        if "KEY" in name or "SECRET" in name or "DATABASE" in name:
            assert name == "KEYRING" or production[name] not in shown


def test_several_hosts_and_origins_are_separated_by_blanks_or_commas(production):
    production["TRUSTED_HOSTS"] = "duett.example, www.duett.example"
    production["KAKAO_FORM_ACTION"] = "https://kauth.kakao.com/,https://accounts.kakao.com"
    settings = Settings.from_env(production)
    assert settings.trusted_hosts == ("duett.example", "www.duett.example")
    assert settings.kakao_form_action == ("https://kauth.kakao.com", "https://accounts.kakao.com")


def test_nothing_can_be_fetched_in_production_until_the_console_allows_it(production):
    assert Settings.from_env(production).kakao_scopes == ()
    named = Settings.from_env(production | {"KAKAO_SCOPES": "gender, profile_image"})
    assert named.kakao_scopes == ("gender", "profile_image")


def test_everything_can_be_fetched_in_development_unless_it_is_switched_off():
    development = {"DUETT_ENV": "development"}
    settings = Settings.from_env(development)
    assert set(settings.kakao_scopes) == {
        "profile_image",
        "phone_number",
        "gender",
        "birthyear",
        "profile_nickname",
        "account_email",
    }
    assert Settings.from_env(development | {"KAKAO_SCOPES": "none"}).kakao_scopes == ()


def test_pictures_come_from_kakao_or_from_the_stand_in_alone(production):
    settings = Settings.from_env(production)
    assert settings.kakao_picture_origins == ("https://k.kakaocdn.net", "https://p.kakaocdn.net")
    assert settings.kakao_near_origins == ()
    standin = {"DUETT_ENV": "development", "KAKAO_AUTH_BASE": "http://127.0.0.1:9001"}
    settings = Settings.from_env(standin)
    assert settings.kakao_picture_origins == settings.kakao_near_origins
    assert settings.kakao_near_origins == ("http://127.0.0.1:9001",)
    both = "https://k.kakaocdn.net http://10.0.0.7"
    settings = Settings.from_env(standin | {"KAKAO_PICTURE_ORIGINS": both})
    assert settings.kakao_near_origins == ()


def test_numbers_are_checked_only_where_that_is_switched_on(production):
    assert not Settings.from_env(production).phone_code
    assert not Settings.from_env(production | {"PHONE_CODE": "off"}).phone_code
    assert Settings.from_env({"DUETT_ENV": "development", "PHONE_CODE": "on"}).phone_code


def test_settings_cannot_be_changed(production):
    settings = Settings.from_env(production)
    with pytest.raises(FrozenInstanceError):
        settings.minimum_age = 20  # type: ignore[misc]


def test_the_environment_is_not_written_to(production):
    before = dict(os.environ)
    Settings.from_env(production)
    assert dict(os.environ) == before


@pytest.mark.parametrize(
    "name, value, sentence",
    [
        ("DATABASE_URL_WORKER", "sqlite:///other.sqlite3", "DATABASE_URL must be PostgreSQL"),
        ("DATABASE_URL_OWNER", "mysql://o@127.0.0.1/d", "DATABASE_URL_OWNER must begin with"),
        (
            "DATABASE_URL",
            "postgresql://app@/duett?host=db.example.com",
            "DATABASE_URL crosses a network",
        ),
        ("REDIS_URL", "redis://redis.example.com", "REDIS_URL crosses a network"),
    ],
)
def test_no_address_slips_past_by_its_form(name, value, sentence, production):
    with pytest.raises(SettingsError) as refusal:
        Settings.from_env(production | {name: value})
    assert any(found.startswith(sentence) for found in refusal.value.sentences)
