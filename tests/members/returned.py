"""The rows of somebody who was away for long, for whoever has to see their pages."""

import hashlib
from datetime import datetime, timedelta
from uuid import uuid4

from webapp.catalogue.korea import korean_day
from webapp.members.returning import KEPT
from webapp.profile.expiring import EXPIRED
from webapp.profile.ports import Destruction
from webapp.storage.transaction import Storage

GONE = ("photo", "mbti", "music", "region", "email")


def came_back(database_url: str, cookie: str, at: datetime) -> None:
    """Let this session be the one of a return in time, after an earlier one that was too late."""
    storage = Storage(database_url, pool_size=1)
    token = hashlib.sha256(cookie.removeprefix("m.").encode()).digest()
    with storage.write() as store:
        here = store.sessions.find(token)
        assert here is not None
        store.letters.write(
            here.member_id, KEPT, korean_day(at + timedelta(days=9)), here.created_at
        )
        records = [
            Destruction(uuid4(), here.member_id, "member", key, EXPIRED, at - timedelta(days=days))
            for days, keys in ((400, GONE), (9, GONE[:1]))
            for key in keys
        ]
        store.values.record_destruction(records)
    storage.dispose()
