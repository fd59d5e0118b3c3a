"""What can be wrong with a folder of texts."""


class DocumentError(Exception):
    """A text cannot be published as it is; says which file and why, in one sentence."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file}: {why}")
