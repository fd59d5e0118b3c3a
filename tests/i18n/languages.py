"""What one language must not leave in another, and particles that fit the sound before them."""

import re

HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]+")
OPEN_PLACE = re.compile(r"%\(\w*\)|%[sd]|\{\w*\}|\bNone$")
HEDGED = re.compile(
    r"\((?:을|를|은|는|이|가|과|와|으|로|이라|여|아|야)\)|[을를은는이가]/[을를은는이가]"
)
PARTICLE = re.compile(r"([가-힣])(으로|로|을|를|과|와)(?![가-힣])")
BESIDE_LATIN = re.compile(r"Duett(?:를|는|가|와)(?![가-힣])|MBTI(?:을|은|이|과)(?![가-힣])")
WHOLE_WORDS = re.compile(r"(?:가을|다과)(?![가-힣])")  # they end as if in a particle
AFTER_PLACE = re.compile(r"%\(\w+\)s(?:을|를|은|는|이|가|과|와|으로|로)(?![가-힣])")
_FIRST, _FINALS, _RIEUL = ord("가"), 28, 8


def wrong_particles(text: str) -> list[str]:
    """The particles that hedge, as in 을(를), or do not fit the sound before them."""
    text = WHOLE_WORDS.sub("", text)
    found = [match[0] for sign in (HEDGED, BESIDE_LATIN) for match in sign.finditer(text)]
    return found + [match[0] for match in PARTICLE.finditer(text) if not _fits(match[1], match[2])]


def _fits(syllable: str, particle: str) -> bool:
    final = (ord(syllable) - _FIRST) % _FINALS
    if particle in ("을", "과"):
        return final > 0
    if particle in ("를", "와"):
        return final == 0
    return (final in (0, _RIEUL)) == (particle == "로")
