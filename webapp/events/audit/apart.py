"""Apart: what only a law lets one ask, or a consent of another kind than an event can ask for.

Looked for in what a question asks by name. Who wants to know more than a no to peanuts asks for
something else than an answer here.
"""

import re
from collections.abc import Iterator

from webapp.catalogue.shapes import Catalogue
from webapp.events.shapes import EventFile, Question

_RESIDENT = re.compile(
    r"주민\s*(?:등록)?\s*번호|주민\s*등록"
    r"|\bresident\s+registration|\bRRN\b|\bnational\s+id(?:entity|entification)?\b",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"여권\s*(?:의\s*)?(?:번호|사본|사진면|정보)|운전\s*면허|면허증\s*번호|외국인\s*등록"
    r"|\bpassport\b|\bdriv(?:er|ing)['’]?s?['’]?\s+licen[cs]e|\b(?:alien|foreigner)\s+registration",
    re.IGNORECASE,
)
_BELIEF = (
    r"종교(?!\s*음악)|신앙|신념|세례명"
    r"|(?<![가-힣])(?:정치\s*)?사상(?!구|역|자|누각|\s*(?:최|처음|첫|가장))"
    r"|(?<![가-힣])정당(?!한|하|화|방위|성)|정치\s*(?:적\s*)?(?:견해|성향|의견|입장|활동)"
    r"|노동\s*조합|(?<![가-힣])노조"
    r"|\breligio(?!us\s+music)\w*|\b(?:your|personal)\s+(?:faith|beliefs?|creed)\b|\bideolog\w+"
    r"|\bpolitical\b|\b(?:trade|labou?r)\s+unions?\b|\bunion\s+member"
)
_HEALTH = (
    r"(?<![가-힣])건강(?!식|하게|한\s*(?:음식|간식|다과|식사|음료|맛|요리))|질병|질환|지병|병력|병명"
    r"|(?<![가-힣무])장애(?!물)|복용|알레르기|알러지|진단"
    r"|걸린\s*병|앓[는은]"
    r"|\bhealth\b|\billness\w*|\bdiseases?\b|\bdisab(?:led|ilit)\w*|\bmedica(?:l|tions?)\b"
    r"|\bdiagnos\w+|\ballerg\w+"
)
_BODY = (
    r"성생활|성적\s*(?:지향|취향)|성\s*(?:지향|정체성)"
    r"|유전\s*(?:자|병|체|정보|질환|검사)|범죄\s*(?:경력|기록|이력)|전과\s*(?:기록|여부|유무|가\s*있)"
    r"|(?<![가-힣])인종|(?<![가-힣])민족(?!\s*(?:음악|무용|악기|의상|춤))"
    r"|(?<!읽을 )(?<!읽는 )(?<![가-힣])지문|(?:얼굴|홍채|음성|정맥)\s*인식|생체\s*(?:정보|인식)|홍채"
    r"|\bsex\s+life\b|\bsexual\w*|\bgenetic\w*|\bDNA\b|\bcriminal\b|\bethnic\w*|\bracial\w*"
    r"|\byour\s+race\b|\brace\s+(?:and|or)\b|\bfinger\s?prints?\b|\bbiometric\w*"
    r"|\b(?:face|facial|iris|voice)\s+recognition\b"
)
_SENSITIVE = re.compile(f"{_BELIEF}|{_HEALTH}|{_BODY}", re.IGNORECASE)

_APART = (
    (_RESIDENT, "which only a law can allow (PIPA 24-2)"),
    (_IDENTIFIER, "a number that identifies, which wants a consent no event asks for (PIPA 24)"),
    (_SENSITIVE, "which is sensitive and wants a consent no event asks for (PIPA 23)"),
)


def apart_faults(
    file: EventFile,
    catalogue: Catalogue,  # noqa: ARG001  as every rule
) -> Iterator[str]:
    """Yield a sentence for each question about something that an event cannot ask (PIPA 23, 24)."""
    for asked in file.questions:
        for pattern, why in _APART:
            if found := _named(asked, pattern):
                yield (
                    f'The question "{asked.key}" asks about "{found}", {why}. Ask for what you have'
                    " to do, without the reason: food that somebody does not eat, a seat without"
                    " steps."
                )


def _named(asked: Question, pattern: re.Pattern[str]) -> str:
    """Return the words of a question that a pattern finds, "" for none."""
    texts = [
        text
        for words in (asked.items, asked.label, asked.question)
        for text in (words.ko, words.en)
    ]
    return next((found[0] for text in texts if (found := pattern.search(text))), "")
