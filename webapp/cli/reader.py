"""Finding the reader of pictures that tests ask what is left in one, or installing it."""

import os
import shutil
import sys

from webapp.cli.apt import install

NAME = "exiftool"
PACKAGES = ("libimage-exiftool-perl",)


def find_reader() -> str | None:
    """$DUETT_EXIFTOOL, else exiftool on the PATH, else None."""
    return os.environ.get("DUETT_EXIFTOOL") or shutil.which(NAME)


def reader_or_stop() -> str:
    """The reader's path; when missing it is installed with apt where that is allowed."""
    if find_reader() is None:
        install(PACKAGES, "exiftool")
    reader = find_reader()
    if reader is None:
        sys.exit("No exiftool was found. Name one in $DUETT_EXIFTOOL.")
    return reader
