"""Where a line may not break: in words with dots, dates, quotations; and where an address may.

Korean is broken between words alone (`word-break: keep-all`), yet a browser still takes such a sign
for the end of one. The signs are put in when a page is written: what is kept stays as it was shown.
"""

import re

from flask import Flask
from markupsafe import Markup  # noqa: TID251  an address with a <wbr>, all else of it escaped

from webapp.web.locale import WORD_JOINER

_IN_A_WORD = re.compile(r"(?<=\w)·(?=\w)")
_JOINED = f"{WORD_JOINER}·{WORD_JOINER}"
_BETWEEN_FACTS = "\u00a0· "
_IN_A_DATE = re.compile(r"(?<=\d\uC6D4) (?=\d)")
_PARTICLE = re.compile(r"(?<=[’”」』)])(?=[\uac00-\ud7a3])")


def joined(text: str) -> str:
    """Return a text that keeps 수집·이용, ‘모노’에 and 12월 13일 on one line, a dot of facts at its end."""
    written = _IN_A_DATE.sub("\u00a0", _PARTICLE.sub(WORD_JOINER, text))
    if "·" in written:
        written = _IN_A_WORD.sub(_JOINED, written).replace(" · ", _BETWEEN_FACTS)
    return type(text)(written)  # markup stays markup, words stay words


def address(text: str) -> Markup:
    """Return an e-mail address that breaks after its @ where it must, not within a word."""
    return Markup("@<wbr>").join(text.split("@"))


def register(app: Flask) -> None:
    """Let every template of this application hold words together."""
    app.jinja_env.filters.update(joined=joined, address=address)
