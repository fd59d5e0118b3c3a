"""The closed word lists of the catalogue, such as kinds and bases, and the text mark `N_`."""

from enum import StrEnum


def N_(text: str) -> str:  # noqa: N802  gettext's own name for "extract, do not translate here"
    """Mark a source text for extraction and return it unchanged."""
    return text


class Kind(StrEnum):
    """How a value is asked for, cleaned, shown and stored (`kinds` owns each)."""

    PAIRS = "pairs"
    TAGS = "tags"
    PLACE = "place"
    PHONE = "phone"
    CHOICE = "choice"
    YEAR = "year"
    PHOTO = "photo"
    NAME = "name"
    EMAIL = "email"
    TEXT = "text"
    DATE = "date"
    POSITION = "position"
    ACCOUNT = "account"
    SECRET = "secret"  # noqa: S105  the name of a kind, not a secret
    AUTOMATIC = "automatic"


class Source(StrEnum):
    """Where a value comes from (PIPA 20: the person can always see it)."""

    TYPED = "typed"
    KAKAO = "kakao"
    AUTOMATIC = "automatic"
    EVENT = "event"
    DEVICE = "device"
    CORRECTED = "corrected"  # by staff, when the person asked for it
    NOWHERE = "nowhere"


class Basis(StrEnum):
    """The one legal basis of a purpose (PIPA 15(1))."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LAW = "law"
    LEGITIMATE_INTEREST = "legitimate_interest"


class Sensitivity(StrEnum):
    """How much harm a leak would do; decides nothing alone, but is shown and audited."""

    ORDINARY = "ordinary"
    PRIVATE = "private"
    SENSITIVE = "sensitive"


class Visibility(StrEnum):
    """Who may see a value on a profile; always starts as the person alone."""

    ONLY_ME = "only_me"
    MATCHED = "matched"
    EVERYONE = "everyone"


class Trigger(StrEnum):
    """The instant from which a retention period runs."""

    WITHDRAWAL = "withdrawal"
    LAST_USE = "last_use"
    LEAVING = "leaving"
    COLLECTION = "collection"
    CORRECTION = "correction"
    PURPOSE_MET = "purpose_met"
    EVENT_END = "event_end"


class Apart(StrEnum):
    """What must never be asked together with anything else (PIPA 22(1), LIA 15, ICNA 50)."""

    MARKETING = "marketing"
    THIRD_PARTY = "third_party"
    LOCATION = "location"
    SENSITIVE = "sensitive"


class NoticeKind(StrEnum):
    """Whether a notice asks (consent) or only tells (any other basis, no box: PIPA 22(3))."""

    CONSENT = "consent"
    TOLD = "told"
    TERMS = "terms"
