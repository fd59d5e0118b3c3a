"""The English texts: complete, with the same places to fill, and in the voice of the house."""

import re

from tests.i18n.languages import AFTER_PLACE, wrong_particles
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.regions import REGIONS
from webapp.cli import texts
from webapp.policy.documents import OURS

MESSAGES = [
    (str(message.id), str(message.string))
    for file in texts.po_files()
    for message in texts.read(file)
    if message.id
]
ENGLISH = dict(MESSAGES)
PUBLISHED = [file.read_text() for file in sorted(OURS.rglob("*.en.*"))]

LOUD = re.compile(
    r"!|\b(?:thank|thanks|sorry|oops|awesome|amazing|exciting|unfortunately|don’t miss|simply"
    r"|(?<!as )soon|in a moment|asap)\b",
    re.IGNORECASE,
)
AMERICAN = re.compile(
    r"\b(?:[a-z]*(?:color|favor|behavior|analyz|[gnlrtv]iz(?:e|es|ed|ing|ation))|center|licensed?"
    r"|fulfill\w*)\b"
)
NOT_TYPESET = re.compile(r"\w'\w|\"")
MUTE_BUTTONS = {"OK", "Cancel", "Next", "Submit", "Confirm", "Yes", "No", "Accept"}
ENDS = tuple(".?:")
PROPER = re.compile(
    r"\b(?:Duett|Kakao|MBTI|SHA-256|IP|My page|My events|Edit my details|Consents|Skip|[EISNTFJP]|I’ll"
    r"|Add|Agree and show|Get from Kakao|KakaoTalk|Send another code|JPEG|PNG|WebP|HEIC|MB|ZIP|JSON"
    r"|Articles?|Standard of Measures to Secure Personal Information"
    r"|R&B|Korean|Enter|January|June|July"
    r"|(?:Personal )?Information Protection Act|Enforcement Decree|Network Act"
    r"|Protection of Communications Secrets Act|Act on the Protection and Use of Location Information)\b"
)
GONE = [gone for reform in REGIONS.reforms for gone in reform.gone]
PLACES = {ENGLISH[place.name] for place in (*REGIONS.all(), *GONE)}
PLACE = re.compile("|".join(sorted(PLACES, key=len, reverse=True)))


class Places(dict[str, str]):
    """A value for any place of a text; it remembers which were asked for."""

    def __missing__(self, name: str) -> str:
        self[name] = "7"
        return "7"


def filled(text: str) -> set[str]:
    """Fill the places of a text as the application does, and return their names."""
    places = Places()
    assert "%(" not in text % places
    return set(places)


def found(pattern: re.Pattern[str], passages: list[str]) -> list[str]:
    return [match[0] for text in passages for match in pattern.finditer(text)]


def test_nothing_is_new_untranslated_or_uncertain():
    assert list(texts.findings()) == []


def test_the_same_places_are_filled_in_both_languages():
    assert len(MESSAGES) > 500
    wrong = [(ko, en) for ko, en in MESSAGES if filled(ko) != filled(en)]
    assert wrong == []


def chosen_by_sound(korean: str) -> bool:
    """Tell whether this text has a twin with the other particle, so that a page can choose."""
    twin = korean.translate(str.maketrans("을를", "를을"))
    return twin != korean and {korean, twin} <= {ko for ko, _ in MESSAGES}


def test_korean_particles_fit_and_none_hangs_on_a_value():
    """A value may end in any sound, so no particle that depends on it may follow a place."""
    wrong = {
        ko: wrong_particles(ko) + ([] if chosen_by_sound(ko) else AFTER_PLACE.findall(ko))
        for ko, _ in MESSAGES
    }
    assert {ko: particles for ko, particles in wrong.items() if particles} == {}


def test_particles_that_hedge_or_misfit_are_noticed():
    assert wrong_particles("사진을(를) 저장해요") == ["(를)"]
    assert wrong_particles("사진를 저장해요") == ["진를"]
    assert wrong_particles("MBTI을 지워요") == ["MBTI을"]
    assert wrong_particles("서울로, 부산으로, 메일로") == []
    assert AFTER_PLACE.findall("%(field)s을 지워요") == ["%(field)s을"]


def test_a_sentence_stays_a_sentence_and_a_question_a_question():
    ends = [(ko, en) for ko, en in MESSAGES for end in ENDS if ko.endswith(end) != en.endswith(end)]
    assert ends == []


def test_english_keeps_its_voice_down():
    assert found(LOUD, [*ENGLISH.values(), *PUBLISHED]) == []


def test_english_is_spelt_the_british_way():
    assert found(AMERICAN, [*ENGLISH.values(), *PUBLISHED]) == []


def test_english_is_typeset():
    assert found(NOT_TYPESET, list(ENGLISH.values())) == []


def test_capitals_stand_at_the_head_of_sentences_and_names_only():
    shouting = {
        ko: capitals
        for ko, en in MESSAGES
        for plain in [PLACE.sub("x", PROPER.sub("x", en))]
        if (capitals := re.findall(r"(?<![.:?;“] )(?<!^)\b[A-Z][\w’]*", plain))
    }
    assert shouting == {}


def test_agreeing_and_skipping_are_named_and_equally_plain():
    for notice in CATALOGUE.notices:
        for label in (notice.agree, notice.skip):
            if label:
                assert ENGLISH[label] not in MUTE_BUTTONS
                assert len(ENGLISH[label].split()) <= 5
    assert ENGLISH["동의하고 저장"] == "Agree and save"
    assert ENGLISH["건너뛰기"] == "Skip"


def test_rests_are_music_in_english_too():
    said = [en for ko, en in MESSAGES if "쉼표도 음악이에요" in ko]
    assert said
    assert all("An answer is a note, a skip is a rest. Rests are music too." in en for en in said)
