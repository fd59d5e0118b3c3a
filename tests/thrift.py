"""What is equal in every house of a test run and dear to make: made once in each process.

A run opens some three hundred houses. Reading the translations, compiling the templates and making
the stand-in's first keys took a quarter of the processor time of the tests without a browser.
"""

from functools import cache
from pathlib import Path
from typing import Any

from babel.support import Translations
from joserfc.jwk import RSAKey

from webapp.standin import keys
from webapp.web import locale
from webapp.web.locale import SpokenEnvironment

_read = locale._read
_compile = SpokenEnvironment.compile
_compiled: dict[tuple[object, ...], Any] = {}


def be_thrifty() -> None:
    """Let the houses opened from now on share what is equal in all of them."""
    locale._read = _read_once
    SpokenEnvironment.compile = _compile_once  # type: ignore[method-assign,assignment]
    keys.SigningKeys._first = staticmethod(lambda: list(_first_keys()))  # type: ignore[method-assign]


def _read_once(path: Path, language: str) -> Translations:
    return _as_written(path, language, path.read_bytes())


@cache
def _as_written(path: Path, language: str, _content: bytes) -> Translations:
    return _read(path, language)


def _compile_once(
    speaker: SpokenEnvironment,
    source: Any,
    name: str | None = None,
    filename: str | None = None,
    **how: Any,
) -> Any:
    """Compile a file of templates once for each set of translations; other sources every time."""
    if how or filename is None or not isinstance(source, str):
        return _compile(speaker, source, name, filename, **how)
    key = (_texts(speaker), name, filename, source)
    if key not in _compiled:
        _compiled[key] = _compile(speaker, source, name, filename)
    return _compiled[key]


def _texts(speaker: SpokenEnvironment) -> object:
    """Return what stands for the translations: None for all that have none."""
    return speaker.translations if getattr(speaker.translations, "_catalog", None) else None


@cache
def _first_keys() -> tuple[RSAKey, RSAKey]:
    return keys.new_key(), keys.new_key()
