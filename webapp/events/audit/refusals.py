"""Refusals: a no costs what it concerns, and taking part only where an answer is needed for that.

PIPA 16(3), 22(5). Every card opens with the sentence that one may refuse; what follows must not
take that back.
"""

import re
from collections.abc import Iterator

from webapp.catalogue.shapes import Catalogue
from webapp.events.shapes import EventFile, Words

_TAKING_PART = (
    r"(?:take\s+part|participate|apply|attend|join|enter|register|sign\s+up"
    r"|come(?=\s*[.,;]|\s+(?:to|along)\b|\s*$))\b"
)
_STAYS_OUT = re.compile(
    # 참가할 수 없어요, 신청을 못 해요, 참여가 어려워요, 참석 불가
    r"(?:참가|참여|참석|신청|입장|함께)(?:[을를은는이가도]|하기)?\s*(?:하실|하시지|할|하지)?"
    r"[은는가도]?\s*(?:수[가는도]?\s*없|못\s*[하해합]|안\s*[되돼됩]|불가|어[려렵]|힘[들드])"
    r"|자리[를는]?\s*(?:내어?\s*)?드릴\s*수\s*없"
    r"|(?:꼭|반드시)\s*필요(?!하지|한\s*[건것게])|필수(?!\s*[는가]?\s*아)"
    r"|(?:can\s?not|can['’]t|unable\s+to|not\s+(?:be\s+)?(?:able|allowed)\s+to|(?:may|must)\s+not)"
    rf"\s+(?:\w+\s+)?{_TAKING_PART}"
    rf"|(?:nobody|no\s+one)\s+(?:can|may)\s+{_TAKING_PART}"
    r"|(?<!not\s)(?<!n['’]t\s)\b(?:need(?:ed)?|required|necessary|impossible)"
    rf"\s+(?:\w+\s+)?to\s+{_TAKING_PART}"
    r"|(?<!not\s)\bmandatory\b|\bis\s+(?:required|necessary)\b",
    re.IGNORECASE,
)
_OF_LESS = re.compile(
    # What a no may well cost: 추첨에는 참여할 수 없어요, you cannot enter the record draw
    r"(?:추첨|경품|뽑기|제비|단체방|단톡방|채팅방|설문)(?:\s*행사)?[에은는서]*\s*(?:참가|참여|신청)"
    r"|(?:take\s+part\s+in|participate\s+in|join|enter|apply\s+for)\s+(?:the|a|our|any)"
    r"\s+(?:\w+\s+)?(?:draw|raffle|lottery|chat|survey)\b",
    re.IGNORECASE,
)


def refusal_faults(
    file: EventFile,
    catalogue: Catalogue,  # noqa: ARG001  as every rule
) -> Iterator[str]:
    """Yield a sentence for each refusal that would keep somebody out who may stay in."""
    for asked in file.questions:
        if not asked.is_needed and (said := _stays_out(asked.refusing)):
            yield (
                f'"refusing" of the question "{asked.key}" keeps people out, though nobody needs'
                f' it to take part: {said} Say what else they miss, or give "is_needed" (PIPA'
                " 16(3), 22(5))."
            )
    for given in file.provisions:
        if said := _stays_out(given.refusing):
            yield (
                f'"refusing" of the provision "{given.key}" keeps people out, which nothing that'
                f" goes to somebody else may do: {said} Say what else they miss, such as being left"
                " out of a draw (PIPA 22(5))."
            )


def _stays_out(refusing: Words) -> str:
    """Return the text that says nobody can take part, "" where neither does."""
    texts = (refusing.ko, refusing.en)
    return next((text for text in texts if _STAYS_OUT.search(_OF_LESS.sub(" ", text))), "")
