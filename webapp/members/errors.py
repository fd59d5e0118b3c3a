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
