"""Rules for the words people read: banned words, endings, lengths; from a text to findings."""

import ast
import re
from collections.abc import Iterator

MOST_LETTERS_OF_A_SENTENCE = 40
MOST_LETTERS_OF_A_HINT = 60
SENTENCE_END = re.compile(r"(?<=[.?])\s+|\n+")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
HANGUL = re.compile("[가-힣]")
EMOJI = "[\U0001f000-\U0001faff☀-➿️]"
BAD_ENDING = re.compile(r"(?:다|까|시오|하라|거라)[.?]?$")
BARE_ACTS = frozenset({"확인", "취소", "다음", "완료", "제출", "전송", "OK", "예", "아니요"})
LONE = frozenset({"다시 시도해 주세요", "다시 시도해 주세요."})
MARKERS = frozenset({"_", "N_", "gettext", "lazy_gettext", "lazy_ngettext", "ngettext", "pgettext"})

SIGNS = {
    "[!！]": "no exclamation marks",
    EMOJI: "no emoji",
    r"\*": "optional is said in words, not with an asterisk (G4)",
}
# What must not be said, and what stands behind it (ids as in the rules for screens).
BANNED = {
    r"정말|아쉽|놓치": "stirring (E3): no guilt, no fear of missing out",
    r"혜택|포인트|선물|보상": "a reward for saying yes (A2)",
    r"죄송|오류가 발생|잘못 입력|틀렸": "an error says what happened, why and what to do (K6)",
    r"하시기 바랍니다|귀하|(?<![가-힣])상기|익일|파기": "officialese (K8); 파기 is 삭제",
    r"빠르게|(?<![가-힣])곧(?![가-힣])|최선을 다해": "periods are numbers (K9)",
    r"감사(?:합니다|해요|드려요)|축하|대단|완벽": "no thanks and no praise (K10)",
    r"처리방침에 동의": "a consent is not the policy (C3)",
    r"(?:전체|모두|한 번에) 동의": "no agreeing to all at once (C4)",
    r"파트너사 등|기타 등등": "items are listed one by one (C1)",
}


def text_findings(text: str, *, is_legal: bool = False) -> Iterator[str]:
    """What is wrong with one Korean text; a legal text may use its own endings and lengths."""
    if text in BARE_ACTS:
        yield "is a button that does not name its act (K7)"
    if text in LONE:
        yield "says to try again and nothing else (K6)"
    for pattern, reason in (SIGNS | BANNED).items():
        if found := re.search(pattern, text):
            yield f"says {found[0]!r}: {reason}"
    if not is_legal:
        yield from _sentences(text)


def _sentences(text: str) -> Iterator[str]:
    for sentence in SENTENCE_END.split(PLACEHOLDER.sub("○○○", text)):
        if not HANGUL.search(sentence):
            continue
        if BAD_ENDING.search(sentence):
            yield f"ends in {sentence.rstrip('.?')[-3:]!r}: 요, 까요 or a noun (T9)"
        speaks = sentence.rstrip(".?").endswith("요")
        if speaks and len(sentence.rstrip(".?")) > MOST_LETTERS_OF_A_SENTENCE:
            yield f"has a sentence of {len(sentence)} letters (K8)"


def hint_findings(text: str) -> Iterator[str]:
    if len(text) > MOST_LETTERS_OF_A_HINT:
        yield f"is a hint of {len(text)} letters (G5)"
    if "<a" in text:
        yield "is a hint with a link (G5)"


def english_findings(text: str) -> Iterator[str]:
    for pattern, reason in SIGNS.items():
        if found := re.search(pattern, text):
            yield f"says {found[0]!r}: {reason}"
    if found := re.search(
        r"\b(?:sorry|oops|invalid|benefits?|congratulations|thank you)\b", text, re.IGNORECASE
    ):
        yield f"says {found[0]!r}"


def unmarked_korean(source: str) -> Iterator[tuple[int, str]]:
    """Korean in Python that no translator sees: (line, text). Docstrings are not spoken."""
    tree = ast.parse(source)
    silent = {id(node) for node in _docstrings(tree)} | {id(node) for node in _marked(tree)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in silent:
            continue
        if isinstance(node.value, str) and HANGUL.search(node.value):
            yield node.lineno, node.value


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _marked(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in MARKERS:
            yield from (part for argument in node.args for part in ast.walk(argument))


def hints_in(source: str) -> Iterator[str]:
    """The texts given as `hint=` in Python or in a template."""
    yield from re.findall(r"\bhint\s*=\s*(?:N_|_|gettext)\(\s*[\"'](.+?)[\"']\s*\)", source)
