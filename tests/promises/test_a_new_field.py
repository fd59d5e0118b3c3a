"""A field is one declaration: declared and translated, it is everywhere, without a line of code.

A copy of the tree gets a field "favourite instrument" in its catalogue and its translations, and
nothing else; new_field_cases.py then finds it in the journey, on My page, in the policy, in the
copy a person takes away, and at the end of its time.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.tree import ROOT, tracked

FIELD = """
    Field(
        key="instrument",
        label=N_("좋아하는 악기"),
        kind=Kind.CHOICE,
        source=Source.TYPED,
        retention="profile",
        clause="1-1",
        items=N_("악기 (셋 가운데 하나)"),
        question=N_("좋아하는 악기가 있나요?"),
        why=N_("같이 연주할 사람을 찾을 때 써요."),
        height=0,
        options=(
            Option("guitar", N_("기타 악기")),
            Option("piano", N_("피아노")),
            Option("drums", N_("드럼")),
        ),
    ),
)
"""
NOTICE = """
    Notice(
        key="instrument",
        kind=NoticeKind.CONSENT,
        fields=("instrument",),
        purpose="match",
        effect_key="no_instrument_in_matching",
        title=N_("동의하고 저장하면"),
        effect=N_("동의하지 않아도 돼요. 그러면 추천에 악기가 반영되지 않을 뿐이에요."),
        tick=N_("위 내용으로 악기를 수집·이용하는 데 동의해요"),
        agree=N_("동의하고 저장"),
        skip=N_("건너뛰기"),
        visible_to=N_("나만. 프로필에 보일지는 나중에 따로 정해요."),
    ),
)
"""
ENGLISH = {
    "좋아하는 악기": "Favourite instrument",
    "악기 (셋 가운데 하나)": "An instrument (one of three)",
    "좋아하는 악기가 있나요?": "Do you have a favourite instrument?",
    "같이 연주할 사람을 찾을 때 써요.": "Used to find people to play with.",
    "기타 악기": "Guitar",
    "피아노": "Piano",
    "드럼": "Drums",
    "동의하지 않아도 돼요. 그러면 추천에 악기가 반영되지 않을 뿐이에요.": (
        "You can refuse. Suggestions then simply leave your instrument out."
    ),
    "위 내용으로 악기를 수집·이용하는 데 동의해요": (
        "I agree to my instrument being collected and used as described above"
    ),
}


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree with the declaration and its English words."""
    copy = tmp_path_factory.mktemp("grown")
    for name in tracked():
        if name.startswith(("webapp/", "static/", "translations/", "tests/", "pyproject")):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    catalogue = copy / "webapp/catalogue"
    add(catalogue / "fields.py", FIELD)
    add(catalogue / "notices.py", NOTICE)
    change(catalogue / "declared.py", '"gender", "age")', '"gender", "age", "instrument")')
    change(
        catalogue / "clauses.py",
        '("field:music", "notice:music")',
        '("field:music", "notice:music", "field:instrument", "notice:instrument")',
    )
    words = "".join(f'\nmsgid "{said}"\nmsgstr "{meant}"\n' for said, meant in ENGLISH.items())
    with (copy / "translations/en/LC_MESSAGES/messages.po").open("a", encoding="utf-8") as po:
        po.write(words)
    return copy


def add(file: Path, declaration: str) -> None:
    """Put a declaration at the end of the one tuple of a data file."""
    text = file.read_text(encoding="utf-8")
    body, end, rest = text.rpartition("\n)\n")
    assert end
    assert not rest.strip()
    file.write_text(body + declaration, encoding="utf-8")


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, after), encoding="utf-8")


def run(tree: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHONPATH": str(tree), "DUETT_ENV": "development"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=tree,
        env=environ,
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_audit_is_content(grown: Path) -> None:
    audit = run(grown, "-m", "webapp.cli", "catalogue", "audit")
    assert audit.returncode == 0, audit.stdout + audit.stderr


def test_it_is_everywhere(grown: Path) -> None:
    cases = "tests/promises/new_field_cases.py"
    told = run(grown, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", cases)
    assert told.returncode == 0, told.stdout[-4000:]
