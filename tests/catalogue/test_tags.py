"""Tags: a few of many and a few lines of one's own, kept in one canonical form."""

import json
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.genres import GENRES
from webapp.catalogue.kinds import Unclean, decode, encode, look, rules_of
from webapp.catalogue.kinds.finding import find
from webapp.catalogue.offers import Tag, TagGroup, Tags, Written
from webapp.catalogue.shapes import Kind
from webapp.web import TRANSLATIONS
from webapp.web.locale import read_catalogues

MUSIC = CATALOGUE.field("music")
RULES = rules_of(MUSIC)
CODES = [tag.code for tag in GENRES.all()]
assert GENRES.written is not None
WRITTEN: Written = GENRES.written
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"  # one letter of five code points

INSTRUMENT = replace(
    MUSIC,
    key="instrument",
    tags=Tags(
        most=2,
        groups=(
            TagGroup("줄", (Tag("guitar", "기타"), Tag("bass", "베이스"))),
            TagGroup("건반", (Tag("piano", "피아노", ("piano",)),)),
        ),
        finder="악기 찾기",
        nothing="악기를 골라 주세요.",
        too_many="2개까지 고를 수 있어요.",
        unknown="목록에서 골라 주세요.",
        instead="비슷한 악기를 골라 주세요.",
    ),
)


def clean(*codes: str, artist: str | list[str] = "", **more: list[str]) -> str:
    lines = [artist] if isinstance(artist, str) else artist
    return RULES.clean(MUSIC, {"value": list(codes), "artist": lines} | more)


def words_of(*codes: str, artist: str | list[str] = "") -> list[tuple[str, str]]:
    with pytest.raises(Unclean) as refused:
        clean(*codes, artist=artist)
    return [(problem.part, problem.words) for problem in refused.value.problems]


NAME = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)


@given(st.sets(st.sampled_from(CODES), max_size=10), st.lists(NAME, max_size=5))
def test_every_taste_goes_round(codes: set[str], names: list[str]) -> None:
    if not codes and not names:
        return
    value = clean(*codes, artist="\n".join(names))
    again = RULES.refill(MUSIC, value)
    assert RULES.clean(MUSIC, again) == value
    assert set(json.loads(value)["value"]) == codes
    assert decode(encode(value)) == value
    assert len(RULES.show(MUSIC, value, str).split(", ")) >= len(codes)
    assert RULES.show(MUSIC, clean(artist="IU"), str) == "IU"


@given(st.dictionaries(st.sampled_from(["value", "artist", "q", "xx"]), st.lists(st.text())))
def test_anything_posted_is_a_value_or_is_refused_part_by_part(raw: dict[str, list[str]]) -> None:
    try:
        value = RULES.clean(MUSIC, raw)
    except Unclean as refusal:
        parts = {problem.part for problem in refusal.problems}
    else:
        parts = set()
        assert RULES.clean(MUSIC, RULES.refill(MUSIC, value)) == value
    assert parts <= {"value", "artist"}


def test_the_parts_of_the_form_last() -> None:
    assert RULES.parts(MUSIC) == ("value", "artist", "q")


def test_a_value_is_canonical_however_it_was_sent() -> None:
    one = clean("jazz", "citypop", artist="새소년\nTyler, The Creator")
    other = clean("citypop", "jazz", "jazz", artist=["새소년", "Tyler, The Creator"], q=["ㅈ"])
    assert one == other
    assert one == '{"artist":["새소년","Tyler, The Creator"],"value":["citypop","jazz"]}'


def test_genres_or_artists_alone_are_a_taste() -> None:
    assert clean("jazz") == '{"artist":[],"value":["jazz"]}'
    assert clean(artist="새소년") == '{"artist":["새소년"],"value":[]}'


@pytest.mark.parametrize("artist", ["", " ", "\r\n\r\n", "\u200b", "\u3164\n\u2800"])
def test_nothing_chosen_is_said(artist: str) -> None:
    assert words_of(artist=artist) == [("value", GENRES.nothing)]


def test_ten_genres_are_the_most() -> None:
    assert json.loads(clean(*CODES[:10]))["value"] == CODES[:10]
    assert words_of(*CODES[:11]) == [("value", GENRES.too_many)]


@pytest.mark.parametrize("code", ["polka", "JAZZ", "jazz ", "", "재즈", "\ud800", "jazz\x00"])
def test_an_unknown_genre_is_refused(code: str) -> None:
    assert words_of("rock", code) == [("value", GENRES.unknown)]


def test_five_artists_are_the_most() -> None:
    names = ["새소년", "실리카겔", "검정치마", "잔나비", "백예린", "아이유"]
    assert json.loads(clean(artist="\r\n".join(names[:5])))["artist"] == names[:5]
    assert words_of(artist="\n".join(names)) == [("artist", WRITTEN.too_many)]


@pytest.mark.parametrize(
    "twice",
    [
        "새소년\n새소년",
        f"새소년\n{unicodedata.normalize('NFD', '새소년')}",
        "The 1975\nthe  1975",
        "The 1975\nTHE1975",
        "IU\nｉｕ",
        "새소년\n 새소년 \n새\u200b소년",
    ],
)
def test_the_same_artist_twice_counts_once(twice: str) -> None:
    others = "\n가\n나\n다\n라"
    assert json.loads(clean(artist=twice))["artist"] == [twice.partition("\n")[0]]
    assert len(json.loads(clean(artist=twice + others))["artist"]) == 5


def test_forty_letters_are_counted_as_people_count_them() -> None:
    for letter in ("가", "a", FAMILY, unicodedata.normalize("NFD", "각")):
        assert json.loads(clean(artist=letter * 40))["artist"]
        assert words_of(artist=letter * 41) == [("artist", WRITTEN.too_long)]


def test_letters_too_heavy_to_keep_are_too_long() -> None:
    family = f"{FAMILY}\u200d\U0001f466"  # seven code points
    assert words_of(artist=family * 40) == [("artist", WRITTEN.too_long)]


@pytest.mark.parametrize("name", ["\u202eeno", "a\x07", "\ud800", "\ufdd0", "x" + "\u0301" * 9])
def test_signs_that_hide_or_break_are_refused_beside_the_lines(name: str) -> None:
    assert [part for part, _ in words_of("jazz", artist=f"IU\n{name}")] == ["artist"]


def test_both_parts_are_judged_at_once() -> None:
    assert [part for part, _ in words_of("polka", artist="가" * 41)] == ["value", "artist"]


def test_artists_are_kept_as_typed_but_tidy() -> None:
    typed = "  AKMU \n" + unicodedata.normalize("NFD", "한로로") + "\n(여자)아이들\n10cm"
    assert json.loads(clean(artist=typed))["artist"] == ["AKMU", "한로로", "(여자)아이들", "10cm"]


def test_our_words_are_said_and_theirs_are_not() -> None:
    value = clean("jazz", artist="재즈\n새소년")
    assert RULES.show(MUSIC, value, lambda text: f"<{text}>") == "<재즈> · 재즈 · 새소년"


def test_a_genre_that_is_no_longer_offered_is_still_shown() -> None:
    assert RULES.show(MUSIC, '{"artist":["IU"],"value":["polka"]}', str) == "polka · IU"


def test_a_refusal_carries_nothing_that_was_posted() -> None:
    with pytest.raises(Unclean) as refused:
        clean("secret", artist="secret" * 20)
    assert "secret" not in repr(refused.value) + str(refused.value.problems)


def test_another_field_of_tags_is_declared_by_data_alone() -> None:
    rules = rules_of(INSTRUMENT)
    assert rules.parts(INSTRUMENT) == ("value", "q")
    value = rules.clean(INSTRUMENT, {"value": ["piano", "guitar"], "artist": ["IU"]})
    assert value == '{"value":["guitar","piano"]}'
    assert rules.show(INSTRUMENT, value, str) == "기타, 피아노"
    assert rules.refill(INSTRUMENT, value) == {"value": ["guitar", "piano"]}
    with pytest.raises(Unclean) as refused:
        rules.clean(INSTRUMENT, {"value": ["guitar", "bass", "piano"]})
    assert refused.value.problems[0].words == "2개까지 고를 수 있어요."


def test_a_field_without_tags_has_no_rules_of_theirs() -> None:
    with pytest.raises(TypeError):
        RULES.clean(replace(MUSIC, tags=None), {})


def test_looking_something_up_is_never_wrong_here_and_nothing_elsewhere() -> None:
    assert look(MUSIC, {"q": ["ㅅㅌ"], "value": ["polka"]}) == ()
    assert look(CATALOGUE.field("mbti"), {}) is None


@pytest.mark.parametrize(
    "sought,codes",
    [
        ("시티", {"citypop"}),
        ("ㅅㅌㅍ", {"citypop"}),
        ("CITY POP", {"citypop"}),
        (" city-pop ", {"citypop"}),
        (unicodedata.normalize("NFD", "시티팝"), {"citypop"}),
        ("r&b", {"rnb"}),
        ("Hip Hop", {"hiphop"}),
        ("락", {"rock", "punk", "postrock"}),
        ("펑크", {"punk", "funk"}),
        ("ost", {"ost", "game", "postrock"}),
        ("드라마영화", {"ost"}),
        ("새소년", set()),
        ("%", set()),
    ],
)
def test_genres_are_found_by_parts_other_names_and_first_consonants(
    sought: str, codes: set[str]
) -> None:
    assert {tag.code for tag in find(GENRES, sought, str)} == codes


def test_every_genre_is_found_by_its_name_in_either_language_on_pages_of_both() -> None:
    english = read_catalogues(TRANSLATIONS, strict=True)["en"].ugettext
    for tag in GENRES.all():
        for say in (str, english):
            for name in (tag.words, english(tag.words).partition(" (")[0]):
                assert tag in find(GENRES, name, say), (tag.code, name)


def test_nothing_sought_finds_all_in_their_order() -> None:
    assert find(GENRES, "", str) == GENRES.all()


def test_there_are_forty_or_so_in_groups_small_enough_to_read() -> None:
    assert 36 <= len(CODES) <= 44
    assert all(3 <= len(group.tags) <= 7 for group in GENRES.groups)
    assert MUSIC.kind is Kind.TAGS
