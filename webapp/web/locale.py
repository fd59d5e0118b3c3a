"""The language of a request: choosing it, speaking it, and writing dates and numbers in it.

Korean is the language of the source texts; a catalogue is read from its .po file once, at start-up,
so there is no compiled file that could be stale. Templates are compiled once per language with
their fixed texts already translated: rendering a page looks up only the texts that carry values
(measured, forty texts: 21 µs; 300 µs with a lookup each; 650 µs through Flask-Babel).
"""

import io
from collections.abc import Mapping, MutableMapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g, request
from flask.templating import Environment as FlaskEnvironment
from flask_babel import Babel, Domain, get_locale
from jinja2 import Template, nodes
from jinja2.ext import InternationalizationExtension
from jinja2.visitor import NodeTransformer
from markupsafe import Markup  # noqa: TID251  one <time> element, built from numbers alone
from werkzeug.wrappers import Response

from webapp.consent.errors import StorageUnavailable
from webapp.web.services import services, this_app
from webapp.web.session import current

SOURCE = "ko"
LANGUAGES = ("ko", "en")
LANG_COOKIE = "lang"
_LONGEST_WISH = 500
_LOCALES = {name: Locale.parse(name) for name in LANGUAGES}
KOREA = ZoneInfo("Asia/Seoul")
WORD_JOINER = "\u2060"
_CATALOGUES = "duett.catalogues"
_NOON = 12
_YEAR = 365 * 24 * 60 * 60
_KO_DAYS = "월화수목금토일"
_EN_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Catalogues = Mapping[str, NullTranslations]


class TranslationsMissing(Exception):  # noqa: N818  the name says what is the matter
    """A language has no translations: the application does not start."""


def read_catalogues(directory: Path, *, strict: bool) -> Catalogues:
    """Read every language's messages.po below `directory`.

    With `strict`, raise TranslationsMissing for a language without texts; otherwise it falls back
    to the Korean source texts.
    """
    read: dict[str, NullTranslations] = {SOURCE: NullTranslations()}
    for language in LANGUAGES:
        path = directory / language / "LC_MESSAGES" / "messages.po"
        if language != SOURCE:
            read[language] = _read(path, language) if path.is_file() else NullTranslations()
            if strict and not getattr(read[language], "_catalog", None):
                message = f"the translations for {language} are missing or empty: {path.name}"
                raise TranslationsMissing(message)
    return read


def _read(path: Path, language: str) -> Translations:
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


class _Domain(Domain):  # type: ignore[misc]
    """Flask-Babel's texts, taken from the catalogues read at start-up."""

    def __init__(self, catalogues: Catalogues) -> None:
        super().__init__()
        self._catalogues = catalogues

    def get_translations(self) -> NullTranslations:
        chosen = get_locale()
        return self._catalogues[chosen.language if chosen else SOURCE]


class _Translate(NodeTransformer):
    """Replaces _("fixed text") by its translation while a template is compiled."""

    def __init__(self, translations: NullTranslations) -> None:
        self._translations = translations

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  the visitor's own naming
        self.generic_visit(node)
        if node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) != 1:
            return node
        text = node.args[0]
        is_gettext = isinstance(node.node, nodes.Name) and node.node.name in {"_", "gettext"}
        if not (is_gettext and isinstance(text, nodes.Const) and isinstance(text.value, str)):
            return node
        # As at run time, a text is a format string: "%%" is how it writes a percent sign.
        spoken = self._translations.ugettext(text.value) % {}
        return nodes.MarkSafeIfAutoescape(nodes.Const(spoken, lineno=node.lineno))


class SpokenEnvironment(FlaskEnvironment):
    """The template environment, which hands each request the one of its language."""

    translations: NullTranslations | None = None

    def tongue(self, language: str) -> "SpokenEnvironment":
        """Return the environment whose templates speak `language`; made on first use."""
        tongues: dict[str, SpokenEnvironment] = self.__dict__.setdefault("tongues", {})
        found = tongues.get(language)
        if found is None:
            found = tongues[language] = self._make_tongue(language)
        return found

    def _make_tongue(self, language: str) -> "SpokenEnvironment":
        catalogues: Catalogues = self.app.extensions[_CATALOGUES]
        made = self.overlay()
        made.translations = catalogues[language]
        made.globals = {**self.globals, "lang": language}
        extension = InternationalizationExtension(made)
        made.extensions = {**made.extensions, extension.identifier: extension}
        made.install_gettext_translations(  # type: ignore[attr-defined]
            made.translations, newstyle=True
        )
        return made

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if self.translations is not None:
            _Translate(self.translations).visit(tree)
        return tree

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template sees as one dict, not as Jinja's chain of two.

        Whatever is global here is so before the first page. Looking names up along the chain, for
        every file a page imports, took a twelfth of rendering it (measured).
        """
        return {**self.globals, **(d or {})}

    def get_template(self, name: Any, *args: Any, **kwargs: Any) -> Template:  # noqa: ANN401
        if self.translations is None:
            return self.tongue(language()).get_template(name, *args, **kwargs)
        return super().get_template(name, *args, **kwargs)

    def select_template(self, names: Any, *args: Any, **kwargs: Any) -> Template:  # noqa: ANN401
        if self.translations is None:
            return self.tongue(language()).select_template(names, *args, **kwargs)
        return super().select_template(names, *args, **kwargs)

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Template:  # noqa: ANN401
        if self.translations is None:
            return self.tongue(language()).from_string(source, *args, **kwargs)
        return super().from_string(source, *args, **kwargs)


def register(app: Flask, catalogues: Catalogues) -> None:
    """Make the application speak; before the first use of its template environment."""
    app.jinja_environment = SpokenEnvironment
    app.extensions[_CATALOGUES] = catalogues
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals.update(
        when=when, day=day, near_day=near_day, day_words=day_text, number=number
    )
    babel = Babel(configure_jinja=False)
    babel.domain_instance = _Domain(catalogues)
    babel.init_app(
        app, default_locale=SOURCE, default_timezone="Asia/Seoul", locale_selector=_choose
    )


def language() -> str:
    """Return "ko" or "en": the member's choice, this browser's, what it accepts, else Korean."""
    chosen = get_locale()  # chosen once in a request, and kept there by Flask-Babel
    return str(chosen.language) if chosen else SOURCE


def _choose() -> Locale:
    if not request:
        return _LOCALES[SOURCE]
    chosen = _of_member()
    if chosen not in LANGUAGES:
        chosen = request.cookies.get(LANG_COOKIE)
    if chosen not in LANGUAGES:
        chosen = _accepted()
    g.duett_language = chosen  # for the log, which must not choose by itself
    return _LOCALES[chosen]


def _of_member() -> str | None:
    """Return the language a member chose; pages for everybody stay open without the database."""
    try:
        member = current().member()
    except StorageUnavailable:
        return None
    return member.locale if member else None


def _accepted() -> str:
    """Return the language the browser asks for; a header no browser sends is not even parsed."""
    if len(request.headers.get("Accept-Language", "")) > _LONGEST_WISH:
        return SOURCE
    return request.accept_languages.best_match(LANGUAGES) or SOURCE


def remember_language(response: Response, chosen: str) -> None:
    """Keep the language this browser chose, for a year (named in the privacy policy)."""
    response.set_cookie(
        LANG_COOKIE, chosen, max_age=_YEAR, secure=True, httponly=True, samesite="Lax"
    )


def _translations() -> NullTranslations:
    catalogues: Catalogues = this_app().extensions[_CATALOGUES]
    return catalogues[language()]


def gettext(text: str, **values: object) -> str:
    """Return a marked source text in the language of this request, with its values filled in."""
    spoken: str = _translations().ugettext(text)
    return spoken % values if values else spoken


def day_text(moment: date) -> str:
    """Write a day: 2026년 11월 22일(일), or Sun, 22 Nov 2026. A datetime is read in Korea."""
    here = moment.astimezone(KOREA) if isinstance(moment, datetime) else moment
    if language() == SOURCE:
        return f"{here.year}년 {here.month}월 {here.day}일{WORD_JOINER}({_KO_DAYS[here.weekday()]})"
    month = _EN_MONTHS[here.month - 1]
    return f"{_EN_DAYS[here.weekday()]}, {here.day} {month} {here.year}"


def time_text(moment: datetime) -> str:
    """Write the time of day in Korea: 오후 7:30, 낮 12:00, 오전 0:00, or 7:30 PM.

    The day begins at 오전 0:00: what ends "on the 23rd at 밤 12:00" would be read a day too late.
    """
    here = moment.astimezone(KOREA)
    is_morning, hour = here.hour < _NOON, here.hour % _NOON
    if language() != SOURCE:
        return f"{hour or _NOON}:{here.minute:02} {'AM' if is_morning else 'PM'}"
    if here.hour == _NOON:
        return f"낮 {_NOON}:{here.minute:02}"
    return f"{'오전' if is_morning else '오후'} {hour}:{here.minute:02}"


def when(moment: datetime) -> Markup:
    """Write day and time in Korea as a <time> element: 2026년 11월 22일(일) 오후 7:30."""
    joint = " " if language() == SOURCE else ", "
    exact = moment.astimezone(KOREA).isoformat(timespec="minutes")
    words = f"{day_text(moment)}{joint}{time_text(moment)}"
    return Markup('<time datetime="{}">{}</time>').format(exact, words)


def day(moment: date) -> Markup:
    """Write a day as a <time> element; a datetime is read in Korea."""
    here = moment.astimezone(KOREA).date() if isinstance(moment, datetime) else moment
    return _time(here, day_text(here))


def near_day(moment: date) -> Markup:
    """Write a day as `near_text` does, as a <time> element."""
    here = moment.astimezone(KOREA).date() if isinstance(moment, datetime) else moment
    return _time(here, near_text(here))


def near_text(moment: date) -> str:
    """Write a day as short as its year allows: 11월 22일, or 22 Nov 2025 when that is not now."""
    here = moment.astimezone(KOREA).date() if isinstance(moment, datetime) else moment
    is_this_year = here.year == services().now().astimezone(KOREA).year
    if language() == SOURCE:
        return f"{here.month}월 {here.day}일" if is_this_year else day_text(here)
    words = f"{here.day} {_EN_MONTHS[here.month - 1]}"
    return words if is_this_year else f"{words} {here.year}"


def _time(here: date, words: str) -> Markup:
    """Write a day that keeps the particle after it: no line begins with one after a bracket."""
    joint = WORD_JOINER if words.endswith(")") else ""
    return Markup('<time datetime="{}">{}</time>{}').format(here.isoformat(), words, joint)


def number(count: int) -> str:
    """Write a whole number with commas."""
    return f"{count:,}"
