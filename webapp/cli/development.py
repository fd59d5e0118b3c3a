"""What a trial on one machine needs, made once in a folder: a secret, a keyring, a database."""

import os
from pathlib import Path
from secrets import token_urlsafe

from webapp.keys.keyring import create_keyring

OWNER_ONLY = 0o600
PASSED_ON = ("HOME", "LANG", "LC_ALL", "PATH", "TMPDIR", "TZ", "VIRTUAL_ENV")


def development_environment(port: int, kakao_port: int, folder: Path) -> dict[str, str]:
    """The whole environment of a trial; settings of the caller's shell do not leak into it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    keyring = folder / "keyring.json"
    create_keyring(keyring)
    kakao = f"http://127.0.0.1:{kakao_port}"
    return {
        **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
        "PYTHONUNBUFFERED": "1",
        "DUETT_ENV": "development",
        "PUBLIC_URL": f"http://localhost:{port}",
        "SECRET_KEY": _secret(folder / "secret"),
        "KEYRING": str(keyring),
        "DATABASE_URL": f"sqlite:///{folder / 'duett.sqlite3'}",
        "PHOTO_STORE": str(folder / "photos"),
        "KAKAO_AUTH_BASE": kakao,
        "KAKAO_API_BASE": kakao,
        "KAKAO_ISSUER": kakao,
        "KAKAO_FORM_ACTION": f"{kakao} http://127.0.0.1:{kakao_port + 1}",
    }


def _secret(file: Path) -> str:
    """A secret of this checkout, so that a restart keeps everyone signed in."""
    if not file.exists():
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY), "w") as new:
            new.write(token_urlsafe(48))
    return file.read_text()
