"""The texts of a deployment: versioned, in both languages, without markup, announced in time."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from webapp.policy.document import Block, Bullets, Change, Link, Paragraph, Section
from webapp.policy.documents import OURS, DocumentError, load

VALUES = {"minimum_age": "14", "officer_name": "한소리", "officer_contact": "02-0000-0000"}
FIRST = "2026-11-22"
BANNED = re.compile(
    "[!\U0001f300-\U0001faff]|정말|아쉽|놓치|혜택|포인트|죄송|오류가 발생|잘못 입력|하시기 바랍니다"
    "|귀하|상기|파기|빠르게|최선을 다해|감사|습니다"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A deployment's own copy of the texts."""
    return Path(shutil.copytree(OURS, tmp_path / "texts"))


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def _next(folder: Path, kind: str, day: str, effective: str, change: str) -> None:
    for locale in ("ko", "en"):
        old, new = folder / kind / f"{FIRST}.{locale}.toml", folder / kind / f"{day}.{locale}.toml"
        shutil.copy(old, new)
        if old.with_suffix(".txt").exists():
            shutil.copy(old.with_suffix(".txt"), new.with_suffix(".txt"))
        _edit(new, f"published = {FIRST}", f"published = {day}")
        _edit(new, f"effective = {FIRST}", f"effective = {effective}")
        _edit(new, 'change = "first"', f'change = "{change}"')


def _texts(block: Block) -> tuple[str, ...]:
    match block:
        case Paragraph(text):
            return (text,)
        case Bullets(items):
            return items
        case Link(_, words):
            return (words,)


def _all(sections: tuple[Section, ...]) -> list[str]:
    return [text for section in sections for block in section.blocks for text in _texts(block)]


@pytest.mark.parametrize("locale", ["ko", "en"])
@pytest.mark.parametrize("kind", ["terms", "help", "privacy"])
def test_our_texts_can_be_read_in_both_languages(kind: str, locale: str) -> None:
    text = getattr(load(OURS, VALUES), kind)(locale)
    assert text.locale == locale
    assert text.title
    assert text.version.name == FIRST
    assert text.version.effective == date(2026, 11, 22)
    assert re.fullmatch("[0-9a-f]{64}", text.version.sha256)
    assert not re.search("[{}<>]", " ".join(_all(text.sections)))


@pytest.mark.parametrize("kind", ["terms", "help", "privacy"])
def test_our_korean_keeps_the_voice(kind: str) -> None:
    for text in _all(getattr(load(OURS, VALUES), kind)("ko").sections):
        assert not BANNED.search(text), text


@pytest.mark.parametrize("kind", ["terms", "help", "privacy"])
def test_our_english_is_english(kind: str) -> None:
    texts = _all(getattr(load(OURS, {**VALUES, "officer_name": "Han"}), kind)("en").sections)
    assert not [text for text in texts if re.search("[가-힣!]", text)]


def test_an_unknown_language_reads_korean() -> None:
    assert load(OURS, VALUES).terms("fr").locale == "ko"


def test_the_places_of_a_deployment_are_filled_in() -> None:
    documents = load(OURS, VALUES)
    assert "만 14세부터" in " ".join(_all(documents.terms("ko").sections))
    assert "한소리: 02-0000-0000" in _all(documents.privacy("ko").sections)


def test_a_place_left_empty_is_refused() -> None:
    with pytest.raises(DocumentError, match="officer_contact"):
        load(OURS, {"minimum_age": "14", "officer_name": "한소리"})


def test_a_value_is_text_and_not_a_place_again() -> None:
    shown = load(OURS, {**VALUES, "officer_name": "{minimum_age}<b>"}).privacy("ko")
    assert "{minimum_age}<b>: 02-0000-0000" in _all(shown.sections)


def test_the_hash_covers_what_is_shown(folder: Path) -> None:
    before = load(folder, VALUES)
    assert load(folder, VALUES).terms("ko").version == before.terms("ko").version
    _edit(folder / "terms" / f"{FIRST}.ko.toml", "지금은 무료예요.", "지금은 무료입니다만.")
    after = load(folder, VALUES)
    assert after.terms("ko").version.sha256 != before.terms("ko").version.sha256
    assert after.terms("en").version == before.terms("en").version


def test_a_word_of_the_owner_changes_the_hash(folder: Path) -> None:
    before = load(folder, VALUES).privacy("ko").version.sha256
    _edit(folder / "privacy" / f"{FIRST}.ko.txt", "신속하고", "느긋하고")
    assert load(folder, VALUES).privacy("ko").version.sha256 != before


def test_a_version_counts_from_its_day(folder: Path) -> None:
    """V-01: what is shown is what is in force that day in Korea."""
    _next(folder, "privacy", "2027-01-01", "2027-01-31", "material")
    documents = load(folder, VALUES)
    assert documents.privacy("ko", date(2027, 1, 30)).version.name == FIRST
    assert documents.privacy("ko", date(2027, 1, 31)).version.name == "2027-01-01"
    assert documents.privacy("ko", date(2026, 1, 1)).version.name == FIRST
    assert documents.privacy("ko").version.change is Change.MATERIAL
    coming = documents.coming("ko", date(2027, 1, 30))
    assert coming is not None
    assert coming.version.name == "2027-01-01"
    assert documents.coming("ko", date(2027, 1, 31)) is None
    assert [version.name for version in documents.history("ko")] == ["2027-01-01", FIRST]


@pytest.mark.parametrize(
    "change,effective,allowed",
    [
        ("minor", "2027-01-07", False),
        ("minor", "2027-01-08", True),
        ("material", "2027-01-30", False),
        ("material", "2027-01-31", True),
        ("editorial", "2027-01-01", True),
    ],
)
def test_a_change_is_announced_in_time(
    folder: Path, change: str, effective: str, allowed: object
) -> None:
    """The second article 6 promises 7 days, and 30 for what matters to rights."""
    _next(folder, "privacy", "2027-01-01", effective, change)
    if allowed:
        load(folder, VALUES)
    else:
        with pytest.raises(DocumentError, match="days of notice"):
            load(folder, VALUES)


@pytest.mark.parametrize(
    "old,new,why",
    [
        ("지금은 무료예요.", "<b>무료</b>", "must not have"),
        ("지금은 무료예요.", "\\u202e무료", "must not have"),
        ("지금은 무료예요.", "{price}원", "price"),
        ('title = "이용약관"', 'title = " "', "missing or empty"),
        ('title = "이용약관"', 'name = "이용약관"', "missing or empty"),
        ('title = "이용약관"', "title = ", "no readable TOML"),
        (f"published = {FIRST}", "published = 2026-11-23", "named after"),
        (f"published = {FIRST}", f"published = {FIRST}T10:00:00", "two days"),
        ('change = "first"', 'change = "small"', "needs a change"),
        ('link = "/privacy"', 'link = "https://example.org"', "cannot have"),
        ('link = "/privacy"', 'link = "//example.org"', "cannot have"),
        ('link = "/privacy"', 'link = "javascript:x"', "cannot have"),
        ('key = "law"', 'key = "laws"', "differ"),
    ],
)
def test_what_cannot_be_published_is_refused(folder: Path, old: str, new: str, why: str) -> None:
    _edit(folder / "terms" / f"{FIRST}.ko.toml", old, new)
    with pytest.raises(DocumentError, match=why):
        load(folder, VALUES)


def test_a_version_in_one_language_only_is_refused(folder: Path) -> None:
    (folder / "help" / f"{FIRST}.en.toml").unlink()
    with pytest.raises(DocumentError, match="differ"):
        load(folder, VALUES)


def test_a_folder_without_korean_is_refused(folder: Path) -> None:
    (folder / "help" / f"{FIRST}.ko.toml").unlink()
    with pytest.raises(DocumentError, match="no Korean text"):
        load(folder, VALUES)


def test_a_policy_without_the_owners_text_is_refused(folder: Path) -> None:
    (folder / "privacy" / f"{FIRST}.ko.txt").unlink()
    with pytest.raises(DocumentError, match="no readable text"):
        load(folder, VALUES)


def test_a_fact_beside_nothing_is_refused(folder: Path) -> None:
    _edit(folder / "privacy" / f"{FIRST}.ko.toml", '"6-2" = [', '"6-9" = [')
    with pytest.raises(DocumentError, match="6-9"):
        load(folder, VALUES)
