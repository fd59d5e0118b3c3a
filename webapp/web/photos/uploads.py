"""Files in requests: how large, how many at once, and never on a disk.

Whoever sends a file holds a thread for as long as it travels. So only members may, only to a page
that asks for one, one at a time, and never on so many threads that none is left for the others.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from io import BytesIO
from typing import IO, Any, TypeVar
from uuid import UUID

from flask import Flask, Request, g, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestTimeout
from werkzeug.wrappers import Response

from webapp.catalogue.kinds.photo import PART, REFUSALS
from webapp.catalogue.shapes import Field, Kind
from webapp.profile.photos.errors import PhotoRefused, PhotosBusy
from webapp.profile.photos.glance import MOST_BYTES
from webapp.web.guards import this_view, to_login
from webapp.web.origin import is_foreign
from webapp.web.photos.last_act import note_last_act
from webapp.web.photos.words import away_words
from webapp.web.services import this_app
from webapp.web.session import current_member

View = TypeVar("View", bound=Callable[..., Any])
Refuse = Callable[[Field, str], ResponseReturnValue]
"""Shows the page that asks for a file again, with words at the file."""

PLACES, DRAINS = 2, 1  # of the four threads of a process (cli/serve.py)
ARRIVAL_SECONDS = 120.0
DRAINED_BYTES = 64 * 1024 * 1024
DRAIN_SECONDS = 20.0
BUSY_SECONDS = 60
_CHUNK = 64 * 1024
_TAKES = "duett_takes_files"
_PLACES, _DRAINS = "duett.upload_places", "duett.upload_drains"
_SENDERS = "duett.upload_senders"


class InMemory(Request):
    """A request whose files are kept in memory: an original is never written anywhere."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002  the base class's signature
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        return BytesIO()


class _Arriving:
    """A body that must have arrived after a while; `arrived` is called when all of it is here.

    The time is looked at between two reads, and a read waits for as long as the server lets it: a
    body that drips ends, one that stands still does not. That is for the proxy (docs/operating.md).
    """

    def __init__(
        self, body: IO[bytes], seconds: float, length: int, arrived: Callable[[], None]
    ) -> None:
        self._body = body
        self._deadline = time.monotonic() + seconds
        self._left = length
        self._arrived = arrived

    def read(self, size: int = -1) -> bytes:
        if time.monotonic() > self._deadline:
            raise RequestTimeout
        read = self._body.read(size)
        self._left -= len(read)
        if self._left <= 0:
            self._arrived()
        return read


class _Senders:
    """Whose files are on their way: one of each member, or one could take every place."""

    def __init__(self) -> None:
        self._marks: dict[UUID, object] = {}

    def begin(self, member_id: UUID) -> Callable[[], None] | None:
        """Return what ends it, any number of times; `None` while another file is on its way."""
        mark = object()
        if self._marks.setdefault(member_id, mark) is not mark:
            return None
        return partial(self._end, member_id, mark)

    def _end(self, member_id: UUID, mark: object) -> None:
        if self._marks.get(member_id) is mark:  # nobody else can have set it meanwhile
            del self._marks[member_id]


def takes_file(refuse: Refuse) -> Callable[[View], View]:
    """Mark the POST of a question page: when it asks for a photo, a file may come with it."""

    def mark(view: View) -> View:
        setattr(view, _TAKES, refuse)
        return view

    return mark


def uploaded() -> bytes | None:
    """Return the file of this request, `None` when none was chosen; raises `PhotoRefused`."""
    sent = [file for file in request.files.getlist(PART) if file.filename]
    if len(sent) > 1:
        raise PhotoRefused("several")
    return sent[0].stream.read() if sent else None


def _admit(most: int, form_bytes: int) -> ResponseReturnValue | None:
    """Let a file in, or answer before it is read; runs before anything reads the form."""
    asker, length = _asker(), request.content_length or 0
    if asker is None or length <= form_bytes:
        return None
    field, refuse = asker
    sender = current_member()
    if sender is None:
        _drain(length)
        return to_login()
    if length > most:
        _drain(length)
        return _refused(refuse(REFUSALS["large"]), 413)
    arrived = _begin(sender.member_id)
    if arrived is None:
        _drain(length)
        return _refused(refuse(away_words(PhotosBusy())), 503)
    note_last_act(field)
    body: IO[bytes] = request.environ["wsgi.input"]
    request.environ["wsgi.input"] = _Arriving(body, ARRIVAL_SECONDS, length, arrived)
    request.max_content_length = most
    request.max_form_memory_size = form_bytes + 4 * _CHUNK  # the parser holds some chunks at once
    return None


def _asker() -> tuple[Field, Callable[[str], ResponseReturnValue]] | None:
    """Return the field this form brings a photo for, if it does, and what shows its page again."""
    refuse: Refuse | None = getattr(this_view(), _TAKES, None)
    field = (request.view_args or {}).get("field")
    if refuse is None or request.method != "POST" or is_foreign():
        return None
    if not isinstance(field, Field) or field.kind is not Kind.PHOTO:
        return None
    is_form = request.mimetype == "multipart/form-data"
    return (field, partial(refuse, field)) if is_form else None


def _refused(page: ResponseReturnValue, status: int) -> Response:
    answer = make_response(page)
    answer.status_code = status
    if status == 503:  # noqa: PLR2004
        answer.headers["Retry-After"] = str(BUSY_SECONDS)
    return answer


def _drain(length: int) -> None:
    """Read a body away: a browser that is still sending does not show the answer.

    One at a time: a body that does not go on holds its thread, and one thread must be left.
    """
    if not _take(_DRAINS):
        return
    left = min(length, DRAINED_BYTES)
    body = _Arriving(request.environ["wsgi.input"], DRAIN_SECONDS, left, lambda: None)
    with suppress(RequestTimeout):
        while left > 0 and (read := body.read(min(left, _CHUNK))):
            left -= len(read)


def _take(name: str) -> bool:
    """Take one of the threads kept for this until the request ends, if there is one."""
    places: threading.BoundedSemaphore = this_app().extensions[name]
    if not places.acquire(blocking=False):
        return False
    g.setdefault("duett_taken", []).append(places.release)
    return True


def _begin(member_id: UUID) -> Callable[[], None] | None:
    """Take a place for the file of a member; return what to call when it is here.

    Opened it may be while the next one is sent: that is how a second press of the button ends.
    """
    senders: _Senders = this_app().extensions[_SENDERS]
    arrived = senders.begin(member_id)
    if arrived is None:
        return None
    g.setdefault("duett_taken", []).append(arrived)
    return arrived if _take(_PLACES) else None


def _leave(_error: BaseException | None) -> None:
    for give_back in g.pop("duett_taken", []):
        give_back()


def register(app: Flask, form_bytes: int) -> None:
    """Bound the files of this application; must come before whatever reads a form."""
    app.request_class = InMemory
    app.extensions[_PLACES] = threading.BoundedSemaphore(PLACES)
    app.extensions[_SENDERS] = _Senders()
    app.extensions[_DRAINS] = threading.BoundedSemaphore(DRAINS)
    app.before_request(lambda: _admit(MOST_BYTES + form_bytes, form_bytes))
    app.teardown_request(_leave)
