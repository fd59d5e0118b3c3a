"""Every text that people read keeps the rules; exceptions stand here, with their reasons."""

import pytest

from tests.tools import copy, tree
from webapp.cli import texts
from webapp.cli.samples import FOLDER
from webapp.events.reading import read

# Texts beside the law or the policy: exact first, short second.
LEGAL = {
    "webapp/catalogue/behaviours.py": "facts beside an article of the policy",
    "webapp/catalogue/clauses.py": "what a clause of the policy is answered by",
    "webapp/catalogue/purposes.py": "names of laws; why a purpose of the policy is not used",
    "webapp/catalogue/processors.py": "the table of processors",
    "webapp/policy/": "documents",
}
# One text each: what would be a finding, and why it may stay.
EXCEPTIONS: dict[str, str] = {}
# Korean that is not translated on purpose.
UNTRANSLATED = {
    "webapp/catalogue/audit/": "words the audit looks for",
    "webapp/catalogue/clauses.py": "the policy, word for word",
    "webapp/catalogue/genres.py": "other names that genres are found by, in any language",
    "webapp/cli/texts.py": "the name of a language, and the letters of the alphabet",
    "webapp/events/audit/": "words the audit looks for",
    "webapp/members/login.py": "the name of the law, as stored with a visit",
    "webapp/policy/": "the legal texts, Korean by law",
    "webapp/settings/read.py": "an invented officer for development",
    "webapp/web/design.py": "samples for the inventory, in development only",
    "webapp/web/locale.py": "how either language writes a date",
    "webapp/standin/": "plays Kakao, which is Korean; in development only",
}

MESSAGES = [message for message in texts.extract() if message.id]
PYTHON = [name for name in tree.python_files() if name.startswith("webapp/")]


def starts(name, table):
    return any(name.startswith(known) for known in table)


def strings(one_or_more):
    return [one_or_more] if isinstance(one_or_more, str) else list(one_or_more or ())


def sources(message):
    return [name for name, _line in message.locations]


def test_there_are_texts():
    assert len(MESSAGES) > 100


def test_every_text_keeps_the_rules():
    found = [
        f"{sources(message)[0]}: {text!r} {wrong}"
        for message in MESSAGES
        for text in strings(message.id)
        for wrong in copy.text_findings(
            text, is_legal=all(starts(name, LEGAL) for name in sources(message))
        )
        if text not in EXCEPTIONS
    ]
    assert found == [], "\n".join(found)


def test_every_hint_is_short():
    found = [
        f"{name}: {hint!r} {wrong}"
        for name in tree.tracked()
        if name.startswith("webapp/") and name.endswith((".py", ".html"))
        for hint in copy.hints_in(tree.text_of(name))
        for wrong in copy.hint_findings(hint)
    ]
    assert found == [], "\n".join(found)


def test_every_english_text_keeps_the_rules():
    found = [
        f"{message.id!r}: {wrong}"
        for file in texts.po_files()
        for message in texts.read(file)
        if message.id
        for string in strings(message.string)
        for wrong in copy.english_findings(string)
    ]
    assert found == [], "\n".join(found)


def test_the_samples_of_events_keep_the_rules():
    found = [
        f"{said!r}: {wrong}"
        for file in FOLDER.glob("*.json")
        for words in read(file.read_bytes()).texts()
        for said, wrongs in (
            (words.ko, copy.text_findings(words.ko)),
            (words.en, copy.english_findings(words.en)),
        )
        for wrong in wrongs
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("name", PYTHON)
def test_no_korean_is_hidden_from_translators(name):
    found = [] if starts(name, UNTRANSLATED) else list(copy.unmarked_korean(tree.text_of(name)))
    assert found == []


def test_the_script_says_nothing_of_its_own():
    scripts = [name for name in tree.tracked() if name.startswith("static/js/")]
    lines = [line for name in scripts for line in tree.text_of(name).splitlines()]
    assert [line for line in lines if copy.HANGUL.search(line.partition("//")[0])] == []


def test_every_exception_is_still_needed():
    known = {text for message in MESSAGES for text in [message.id] if isinstance(text, str)}
    assert sorted(set(EXCEPTIONS) - known) == []
    for table in (LEGAL, UNTRANSLATED):
        assert [p for p in table if not any(n.startswith(p) for n in tree.tracked())] == []


@pytest.mark.parametrize(
    "text",
    [
        "저장했어요!",
        "저장했어요 🎉",
        "이름*",
        "확인",
        "다시 시도해 주세요.",
        "정말 건너뛸까요?",
        "동의하면 혜택을 드려요.",
        "오류가 발생했어요.",
        "잘못 입력했어요.",
        "개인정보를 파기해요.",
        "곧 알려 드려요.",
        "감사해요.",
        "처리방침에 동의해요",
        "모두 동의하기",
        "저장합니다.",
        "저장하시겠습니까?",
        "이 문장은 한 번에 읽기에는 너무 길어서 중간에 쉬었다가 처음부터 다시 읽어야 하는 문장이에요.",
    ],
)
def test_a_rule_of_texts_can_fail(text):
    assert len(list(copy.text_findings(text))) >= 1


@pytest.mark.parametrize(
    "text",
    [
        "저장했어요.",
        "동의하고 저장",
        "곧바로 지워요.",
        "무엇을 왜 묻나요",
        "3개월",
        "건너뛸까요?",
        "없음. Duett 밖으로 나가지 않아요.",
        "%(minutes)s분 뒤 다시 할 수 있어요.",
    ],
)
def test_what_is_right_passes(text):
    assert list(copy.text_findings(text)) == []


def test_the_other_rules_can_fail():
    assert len(list(copy.hint_findings("가" * 61))) == 1
    assert list(copy.hints_in('field(hint=_("짧게 적어 주세요."))')) == ["짧게 적어 주세요."]
    assert len(list(copy.english_findings("Sorry!"))) == 2
    assert list(copy.unmarked_korean('"""설명."""\nx = N_("표시")\ny = "숨은 말"')) == [
        (3, "숨은 말")
    ]
