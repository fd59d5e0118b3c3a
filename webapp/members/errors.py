"""What can go wrong between a person and their membership, as code words a caller can act on."""


class KakaoRefused(Exception):  # noqa: N818 - the name says what happened, as the port promises
    """Kakao, or our check of its answer, said no: this attempt cannot become a login.

    `reason` is a short code word of ours (for example "bad_signature"): never Kakao's own text,
    never a token, so it may be logged.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class KakaoUnavailable(Exception):  # noqa: N818 - the name says what happened, as the port promises
    """Kakao could not be reached or had a fault of its own: the same call may work later.

    `reason` is a short code word of ours, as in KakaoRefused.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class KakaoMisconfigured(Exception):  # noqa: N818 - the name says what happened, as the port says
    """Kakao does not accept our keys or settings: retrying is useless, an operator must act.

    `reason` is a short code word of ours, as in KakaoRefused.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class KakaoNotLinked(Exception):  # noqa: N818 - the name says what happened
    """There is no link between this person and us at Kakao (any more)."""


class NotAgreed(Exception):  # noqa: N818 - the name says what happened
    """There is no such agreement at Kakao: not one we ask for, and none that Kakao knows of."""


class ScopeNotRevocable(Exception):  # noqa: N818 - the name says what happened
    """Kakao never lets this agreement end: it is set as required in its console.

    `reason` is a short code word of ours, as in KakaoRefused.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class AttemptUnknown(Exception):  # noqa: N818 - the name says what happened
    """The state that came back is none of ours, or was used before."""


class AttemptForeign(Exception):  # noqa: N818 - the name says what happened
    """The login was started in another browser or app than the one it came back to."""


class AttemptExpired(Exception):  # noqa: N818 - the name says what happened
    """The login was started more than ten minutes ago."""


class PendingGone(Exception):  # noqa: N818 - the name says what happened
    """There is no sign-up waiting for this browser: never begun, ended, or 30 minutes old."""


class TooYoung(Exception):  # noqa: N818 - the name says what happened
    """The birth date is below the minimum age; nothing is kept (PIPA 22-2)."""


class Unproven(Exception):  # noqa: N818 - the name says what happened
    """A re-authentication proved nothing; `errand` is the code word of what it was for."""

    def __init__(self, errand: str = "") -> None:
        super().__init__(errand)
        self.errand = errand


class WrongPerson(Unproven):
    """Somebody else than the signed-in member came back from a re-authentication."""


class NotFresh(Unproven):
    """Kakao did not really ask who is there: the authentication is older than five minutes."""


class MailUnavailable(Exception):  # noqa: N818 - the name says what happened
    """The mail server did not take a mail and may take it later.

    `reason` is a short code word of ours: never the server's text, which may quote an address.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MailUnsure(Exception):  # noqa: N818 - the name says what happened
    """The connection ended before the mail server said whether it took a mail.

    `reason` is a short code word of ours, as in MailUnavailable.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MailRefused(Exception):  # noqa: N818 - the name says what happened
    """The mail server will not take this mail, however often it is asked.

    `reason` is a short code word of ours, as in MailUnavailable.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
