"""A published event, ready to be asked: its file as a catalogue of its own, with its editions.

The shapes are the catalogue's. So the very same cards, use cases, clocks and doors serve an event,
in a scope of its own, and no event needs a line of code.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from babel.dates import format_date

from webapp.catalogue.audit.notices import FREE
from webapp.catalogue.disclosures import Recipient
from webapp.catalogue.shapes import (
    N_,
    Apart,
    Basis,
    Catalogue,
    Field,
    Notice,
    NoticeKind,
    Option,
    Purpose,
    Retention,
    Source,
    Trigger,
)
from webapp.consent.edition import Language
from webapp.consent.editions import Editions
from webapp.events.shapes import (
    EventFile,
    Provision,
    Question,
    Words,
    purpose_of,
    recipient_purpose,
)

TITLE = N_("동의하고 저장하면")
TITLE_HANDING_ON = N_("동의하면")
TICK = N_("위 내용으로 수집하고 이용하는 데 동의해요")
TICK_HANDING_ON = N_("위 내용으로 제3자에게 주는 데 동의해요")
AGREE, SKIP = N_("동의하고 저장"), N_("건너뛰기")
AGREE_HANDING_ON, SKIP_HANDING_ON = N_("동의하기"), N_("동의하지 않기")
VISIBLE_TO = N_("나와 이벤트 담당자")
CONSENT_LAW = N_("개인정보 보호법 제15조 제1항 제1호")
PROVISION_LAW = N_("개인정보 보호법 제17조 제1항 제1호")
KEPT = N_("%(day)s까지. 취소하거나 철회하면 바로 지워요.")
KEPT_SHORT = N_("%(day)s까지")
FREE_IN_ENGLISH = "You don’t have to agree."
_DAYS = {"en": "d MMMM y"}
_HEIGHTS = (2, 4, 1, 3, 5)


@dataclass(frozen=True, slots=True)
class Event:
    """One version of an event as it was published; `catalogue` and `editions` are its own."""

    file: EventFile
    version: int
    catalogue: Catalogue
    editions: Editions

    @property
    def scope(self) -> str:
        """Return the scope of everything decided and kept for this event."""
        return self.file.scope

    @property
    def steps(self) -> tuple[Notice, ...]:
        """Return what is asked, one notice a page: the questions, then whether to hand on."""
        return self.catalogue.notices

    def question(self, notice: Notice) -> Question | None:
        """Return the question of a step, `None` where the step asks whether to hand on."""
        return None if notice.recipient else self.file.question(notice.key)


def make_event(file: EventFile, version: int, languages: Sequence[Language], at: datetime) -> Event:
    """Return an event as it is asked in each language, published at `at` (aware UTC).

    What the file says itself it says in both languages; the words of the card are the house's.
    """
    catalogue = _catalogue(file)
    told = [spoken(file, language) for language in languages]
    return Event(file, version, catalogue, Editions(catalogue, told, at))


def _catalogue(file: EventFile) -> Catalogue:
    fields = tuple(_field(file, place, asked) for place, asked in enumerate(file.questions))
    asking = tuple(_asking(file, asked) for asked in file.questions)
    handing_on = tuple(_handing_on(file, given) for given in file.provisions)
    days = sorted({asked.kept_days for asked in file.questions})
    return Catalogue(
        fields=fields,
        purposes=(*_purposes(file), *_recipients_purposes(file)),
        retentions=tuple(_retention(file, kept) for kept in days),
        recipients=tuple(
            Recipient(
                key=them.key,
                name=them.name.ko,
                purpose=them.purpose.ko,
                period=them.period.ko,
                protection=them.protection.ko,
            )
            for them in file.recipients
        ),
        notices=(*asking, *handing_on),
        clauses=(),
        journey=tuple(asked.key for asked in file.questions),
    )


def _field(file: EventFile, place: int, asked: Question) -> Field:
    return Field(
        key=asked.key,
        label=asked.label.ko,
        kind=asked.kind,
        source=Source.EVENT,
        retention=_rule(asked.kept_days),
        clause="2-5",
        items=asked.items.ko,
        question=asked.question.ko,
        why=asked.why.ko,
        recipients=(),
        longest=asked.longest,
        options=tuple(Option(option.code, option.words.ko) for option in asked.options),
        height=_HEIGHTS[(place + len(file.event_id)) % len(_HEIGHTS)],
    )


def _asking(file: EventFile, asked: Question) -> Notice:
    return Notice(
        key=asked.key,
        kind=NoticeKind.CONSENT,
        fields=(asked.key,),
        purpose=purpose_of(file.event_id, asked.purpose),
        title=TITLE,
        effect=freely(asked.refusing).ko,
        effect_key=asked.effect,
        tick=TICK,
        agree=AGREE,
        skip=SKIP,
        visible_to=VISIBLE_TO,
    )


def _handing_on(file: EventFile, given: Provision) -> Notice:
    return Notice(
        key=given.key,
        kind=NoticeKind.CONSENT,
        fields=given.items,
        purpose=recipient_purpose(file.event_id, given.key),
        title=TITLE_HANDING_ON,
        effect=freely(given.refusing).ko,
        effect_key=given.effect,
        tick=TICK_HANDING_ON,
        agree=AGREE_HANDING_ON,
        skip=SKIP_HANDING_ON,
        recipient=given.recipient,
        question=given.question.ko,
        why=given.why.ko,
    )


def _purposes(file: EventFile) -> list[Purpose]:
    return [
        Purpose(
            key=purpose_of(file.event_id, purpose.key),
            label=purpose.words.ko,
            basis=Basis.CONSENT,
            clause="2-5",
            law=CONSENT_LAW,
        )
        for purpose in file.purposes
    ]


def _recipients_purposes(file: EventFile) -> list[Purpose]:
    return [
        Purpose(
            key=recipient_purpose(file.event_id, given.key),
            label=file.recipient(given.recipient).purpose.ko,
            basis=Basis.CONSENT,
            clause="4-4",
            law=PROVISION_LAW,
            apart=Apart.THIRD_PARTY,
        )
        for given in file.provisions
    ]


def _rule(kept_days: int) -> str:
    return f"after_{kept_days}"


def _retention(file: EventFile, kept_days: int) -> Retention:
    day = day_words(file.last_day(kept_days), "ko")
    return Retention(
        key=_rule(kept_days),
        words=KEPT % {"day": day},
        short=KEPT_SHORT % {"day": day},
        ends=((Trigger.EVENT_END, timedelta(days=kept_days)),),
        until=file.deleted_at(kept_days).astimezone(UTC),
    )


def spoken(file: EventFile, language: Language) -> Language:
    """Return a language that knows the texts of the file, too."""
    own = {} if language.locale == "ko" else {words.ko: words.en for words in file.texts()}
    own |= {free.ko: free.en for free in map(freely, file.refusals()) if own}
    own |= _said_periods(file, language)
    say = language.translate
    return Language(language.locale, lambda text: own.get(text) or say(text))


def _said_periods(file: EventFile, language: Language) -> Mapping[str, str]:
    said = {}
    for kept in {asked.kept_days for asked in file.questions}:
        here = {"day": day_words(file.last_day(kept), language.locale)}
        rule = _retention(file, kept)
        said[rule.words] = language.translate(KEPT) % here
        said[rule.short] = language.translate(KEPT_SHORT) % here
    return said


def freely(refusing: Words) -> Words:
    """Return what refusing costs, opened with the sentence that one may (PIPA 15(2)4, 17(2)5)."""
    ko, en = refusing.ko, refusing.en
    return Words(
        ko if ko.startswith(FREE) else f"{FREE} {ko}",
        en if en.replace("'", "’").startswith(FREE_IN_ENGLISH) else f"{FREE_IN_ENGLISH} {en}",
    )


def day_words(day: date, locale: str) -> str:
    """Return a day as it is written in a language: 2026년 12월 20일, or 20 December 2026."""
    return str(format_date(day, _DAYS.get(locale, "long"), locale))
