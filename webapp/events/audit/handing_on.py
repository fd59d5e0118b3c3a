"""Handing on: to somebody by name, each asked for once, and never what taking part hangs on.

PIPA 17(2), 22(5).
"""

import re
from collections import Counter
from collections.abc import Iterator

from webapp.catalogue.shapes import Catalogue
from webapp.events.shapes import EventFile, EventRecipient

_ANYBODY = re.compile(
    r"제휴사|제휴 업체|협력사|협력 업체|파트너사|관계사|계열사|관련 업체|등(?=$|[\s,.)])|기타"
    r"|\bpartners?\b|\baffiliates?\b|\bthird part(?:y|ies)\b|\bothers\b|\betc\b|\band so on\b",
    re.IGNORECASE,
)
_ENDLESS = re.compile(
    r"필요한\s*(?:동안|만큼|기간)|필요할\s*때까지|계속(?!\s*(?:되는|하는|열리는))|무기한|평생"
    r"|영구(?!\S*\s*(?:삭제|지우|지움|지워|파기))|언제까지나|(?:기한|기간|제한)[은이]?\s*(?:제한\s*)?없"
    r"|\bas\s+long\s+as\s+(?:\w+\s+){0,3}(?:need|necess|require|want|wish|like|possible|useful)"
    r"|\bindefinite|\bfor\s?ever\b|\bunlimited\b|\b(?:no|without)\s+(?:a\s+)?(?:time\s+)?limit"
    r"|(?<!deleted )(?<!erased )\bpermanent(?!ly\s+(?:delete|deletion|erase|remove|destroy))"
    r"|\bno\s+longer\s+(?:need|necess|require|want|useful)",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+"
    r"|(?<!\d)(?:\+\d{1,3}[ -]?)?\(?\d{1,4}\)?[ .-]?\d{3,4}[ .-]?\d{4}(?!\d)"
)


def handing_on_faults(
    file: EventFile,
    catalogue: Catalogue,  # noqa: ARG001  as every rule
) -> Iterator[str]:
    """Yield a sentence for each fault of a recipient or a provision, in declared order."""
    asked_for = {given.recipient for given in file.provisions}
    for them in file.recipients:
        if them.key not in asked_for:
            yield f'The recipient "{them.key}" gets nothing from anybody. Take them out.'
        yield from _named(them)
        yield from _told(them)
    yield from _twice(file)
    yield from _needed(file)


def _twice(file: EventFile) -> Iterator[str]:
    wishes = Counter((one.recipient, item) for one in file.provisions for item in one.items)
    for (recipient, item), count in wishes.items():
        if count > 1:
            yield f'"{item}" is asked for {count} times for the recipient "{recipient}". Ask once.'


def _named(them: EventRecipient) -> Iterator[str]:
    for text in (them.name.ko, them.name.en):
        if _ANYBODY.search(text):
            yield (
                f'The recipient "{them.key}" is not one by name: {text}. Name each of them as'
                " a recipient of their own."
            )


def _told(them: EventRecipient) -> Iterator[str]:
    """PIPA 17(2)4: a period is one that ends; and who is told to delete must be within reach."""
    for text in (them.period.ko, them.period.en):
        if _ENDLESS.search(text):
            yield (
                f'The recipient "{them.key}" keeps answers without an end: {text} Say the day, or'
                " what has to be over by then."
            )
    if not _REACHED.search(them.contact):
        yield (
            f'The recipient "{them.key}" is out of reach: {them.contact} is no e-mail address and'
            " no telephone number."
        )


def _needed(file: EventFile) -> Iterator[str]:
    """PIPA 22(5): nobody stays outside because they keep something from somebody else."""
    purposes = {purpose.key: purpose.words for purpose in file.purposes}
    for given in file.provisions:
        theirs = file.recipient(given.recipient).purpose
        for key in given.items:
            asked = file.question(key)
            own = purposes[asked.purpose]
            if asked.is_needed and (_same(own.ko, theirs.ko) or _same(own.en, theirs.en)):
                yield (
                    f'The question "{key}" is needed to take part, but serves only the recipient'
                    f' "{given.recipient}". Do not make it needed, or give it a purpose of ours.'
                )


def _same(one: str, other: str) -> bool:
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()
