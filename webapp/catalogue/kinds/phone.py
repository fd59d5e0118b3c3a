"""A Korean mobile number: understood in any spelling, kept as E.164, shown as 010-1234-5678."""

import phonenumbers
import regex
from phonenumbers import PhoneNumberType

from webapp.catalogue.kinds.rules import Parts, Raw, Say
from webapp.catalogue.kinds.text import refused, typed
from webapp.catalogue.shapes import N_, Field

_PART = "value"
_HOME = "KR"
_HOME_CODE = 82
_BETWEEN = regex.compile(r"[\s\p{Pd}\p{Ps}\p{Pe}./·\u2212]+")
_NUMBER = regex.compile(r"\+?[0-9]+")
_MOBILE_PREFIX = "10"
_MOBILE_DIGITS = 10  # without the leading 0
_KEPT = regex.compile(r"\+8210([0-9]{4})([0-9]{4})")
_ABROAD_AS_DIALLED = "0082"

EMPTY = N_("전화번호가 비어 있어요. 010으로 시작하는 번호를 적어 주세요.")
LETTERS = N_("숫자가 아닌 글자가 있어요. 번호를 숫자로만 적어 주세요.")
TOO_SHORT = N_("번호가 짧아요. 010 뒤에 여덟 자리를 적어 주세요.")
TOO_LONG = N_("번호가 길어요. 010 뒤에 여덟 자리만 적어 주세요.")
FOREIGN = N_("지금은 한국 번호로만 연락드려요. 010으로 시작하는 번호를 적어 주세요.")
LANDLINE = N_("유선전화 번호예요. 문자를 받을 수 있는 010 번호를 적어 주세요.")
NOT_MOBILE = N_("휴대전화 번호가 아니에요. 010으로 시작하는 번호를 적어 주세요.")
_UNREADABLE = {
    phonenumbers.NumberParseException.INVALID_COUNTRY_CODE: FOREIGN,
    phonenumbers.NumberParseException.TOO_LONG: TOO_LONG,
}


class Phone:
    """One mobile number."""

    def parts(self, field: Field) -> tuple[str, ...]:  # noqa: ARG002  as every kind
        """Return the one form name."""
        return (_PART,)

    def clean(self, field: Field, raw: Raw) -> str:  # noqa: ARG002  as every kind
        """Return the number as E.164; says what is amiss with any other."""
        written = _BETWEEN.sub("", typed(raw, _PART))
        if not written:
            raise refused(_PART, EMPTY)
        if not _NUMBER.fullmatch(written):
            raise refused(_PART, LETTERS)
        if written.startswith(_ABROAD_AS_DIALLED):
            written = f"+{written.removeprefix('00')}"
        wrong = _wrong(written)
        if wrong:
            raise refused(_PART, wrong)
        return phonenumbers.format_number(
            phonenumbers.parse(written, _HOME), phonenumbers.PhoneNumberFormat.E164
        )

    def show(self, field: Field, value: str, say: Say) -> str:  # noqa: ARG002  as every kind
        """Return the number as people here write it."""
        found = _KEPT.fullmatch(value)
        return f"010-{found[1]}-{found[2]}" if found else value

    def refill(self, field: Field, value: str) -> Parts:
        """Return the number as people here write it."""
        return {_PART: [self.show(field, value, str)]}


def _wrong(written: str) -> str:
    """Return the words for a number that nobody here can be reached at by text, "" for others."""
    try:
        number = phonenumbers.parse(written, _HOME)
    except phonenumbers.NumberParseException as fault:
        return _UNREADABLE.get(fault.error_type, TOO_SHORT)
    if number.country_code != _HOME_CODE:
        return FOREIGN
    digits = str(number.national_number)
    if digits.startswith(_MOBILE_PREFIX):
        if len(digits) == _MOBILE_DIGITS:
            return ""
        return TOO_SHORT if len(digits) < _MOBILE_DIGITS else TOO_LONG
    if phonenumbers.number_type(number) is PhoneNumberType.FIXED_LINE:
        return LANDLINE
    return NOT_MOBILE
