"""Which store an address means: a folder by its path, or a bucket."""

from pathlib import Path
from urllib.parse import urlsplit

from webapp.photos.bucket import Bucket, open_bucket
from webapp.photos.folder import Folder


def open_store(address: str) -> Folder | Bucket:
    """Return the photo store of a checked PHOTO_STORE; nothing is written or asked yet."""
    if address.startswith("s3://"):
        return open_bucket(urlsplit(address))
    return Folder(Path(address))
