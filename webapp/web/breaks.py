"""Where a line may not break: around the dots of Korean words, and before the dots between facts.

Korean is broken between words alone (`word-break: keep-all`), yet a browser still takes a dot for
the end of one. The signs are put in when a page is written: what is kept stays as it was shown.
"""

import re

from flask import Flask

from webapp.web.locale import WORD_JOINER

_IN_A_WORD = re.compile(r"(?<=\w)·(?=\w)")
_JOINED = f"{WORD_JOINER}·{WORD_JOINER}"
_BETWEEN_FACTS = "\u00a0· "


def joined(text: str) -> str:
    """Return a text that keeps 수집·이용 on one line, and a dot between facts at a line's end."""
    if "·" not in text:
        return text
    written = _IN_A_WORD.sub(_JOINED, text).replace(" · ", _BETWEEN_FACTS)
    return type(text)(written)  # markup stays markup, words stay words


def register(app: Flask) -> None:
    """Let every template of this application hold words together."""
    app.jinja_env.filters["joined"] = joined
