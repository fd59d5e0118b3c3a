"""An e-mail address: one that mail can be sent to, written one way."""

from email_validator import EmailNotValidError, validate_email

from webapp.catalogue.kinds.rules import Parts, Raw, Say
from webapp.catalogue.kinds.text import refused, typed
from webapp.catalogue.shapes import N_, Field

_PART = "value"
_LONGEST = 254  # RFC 5321, 4.5.3.1.3
_ENCODED = "xn--"

EMPTY = N_("메일 주소가 비어 있어요. name@example.com처럼 적어 주세요.")
NO_AT = N_("주소에 @가 없어요. name@example.com처럼 적어 주세요.")
TOO_LONG = N_("주소가 너무 길어요. 254자까지 쓸 수 있어요. 다른 주소를 적어 주세요.")
NO_ADDRESS = N_("메일을 보낼 수 없는 주소예요. @ 앞뒤를 다시 봐 주세요.")


class Email:
    """One address, kept as mail servers write it (a domain in any alphabet becomes ASCII)."""

    def parts(self, field: Field) -> tuple[str, ...]:  # noqa: ARG002  as every kind
        """Return the one form name."""
        return (_PART,)

    def clean(self, field: Field, raw: Raw) -> str:  # noqa: ARG002  as every kind
        """Return the address; nothing is asked of the network to judge it."""
        written = "".join(typed(raw, _PART).split())
        if not written:
            raise refused(_PART, EMPTY)
        if "@" not in written:
            raise refused(_PART, NO_AT)
        if len(written) > _LONGEST:
            raise refused(_PART, TOO_LONG)
        try:
            found = validate_email(
                written, check_deliverability=False, allow_smtputf8=False, strict=True
            )
        except EmailNotValidError:
            raise refused(_PART, NO_ADDRESS) from None
        return found.ascii_email or found.normalized

    def show(self, field: Field, value: str, say: Say) -> str:  # noqa: ARG002  as every kind
        """Return the address with its domain in the alphabet it was registered in."""
        if _ENCODED not in value:
            return value
        return validate_email(value, check_deliverability=False).normalized

    def refill(self, field: Field, value: str) -> Parts:
        """Return the address as it is shown."""
        return {_PART: [self.show(field, value, str)]}
