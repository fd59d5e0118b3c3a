"""A server that speaks S3, with one bucket, for tests."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_hex
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
import requests
from moto.server import ThreadedMotoServer

REGION = "us-east-1"
KEYS = {"AWS_ACCESS_KEY_ID": "invented", "AWS_SECRET_ACCESS_KEY": "invented"}
_SIGNED = {
    "Authorization": (
        "AWS4-HMAC-SHA256 Credential=invented/20261122/us-east-1/s3/aws4_request, "
        "SignedHeaders=host, Signature=invented"
    )
}


@dataclass
class S3:
    """Where it answers, and how the application is told about it."""

    origin: str
    server: ThreadedMotoServer
    bucket: str

    @property
    def address(self) -> str:
        return f"s3://{self.bucket}/sealed?endpoint={self.origin}&region={REGION}"

    def stop(self) -> None:
        """Go away; what it has stays for the next one."""
        self.server.stop()

    def names(self) -> list[str]:
        """The objects in the bucket."""
        found = requests.get(f"{self.origin}/{self.bucket}", headers=_SIGNED, timeout=5)
        keys = ET.fromstring(found.text).iter()  # noqa: S314  our own server's
        return [item.text or "" for item in keys if item.tag.endswith("}Key")]


@contextmanager
def s3_server(gone: S3 | None = None) -> Iterator[S3]:
    """Serve an empty bucket for the length of a `with`, and set the keys to it.

    With `gone`, the one that was stopped is back: at its address, with what it had (all servers of
    one process serve the same buckets).
    """
    port = urlsplit(gone.origin).port or 0 if gone else 0
    bucket = gone.bucket if gone else f"duett-photos-{token_hex(4)}"
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    host, at = server.get_host_and_port()
    made = S3(f"http://{host}:{at}", server, bucket)
    requests.put(f"{made.origin}/{made.bucket}", headers=_SIGNED, timeout=5).raise_for_status()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in KEYS.items():
            patch.setenv(name, value)
        yield made
    made.stop()
