"""The memory of Kakao's messages that had an effect, as rows."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from webapp.storage.tables import webhook_event
from webapp.storage.upsert import insert_new


class WebhookEvents:
    """Implements `members.webhooks_ports.WebhookEvents`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_known(self, mark: bytes) -> bool:
        """Look for a message."""
        statement = select(webhook_event.c.received_at).where(webhook_event.c.event_hash == mark)
        return self._connection.execute(statement).first() is not None

    def is_new(self, mark: bytes, at: datetime) -> bool:
        """Insert a message; a second one with its mark waits for the first, then loses."""
        return insert_new(self._connection, webhook_event, {"event_hash": mark, "received_at": at})

    def sweep(self, before: datetime) -> int:
        """Delete old messages."""
        return self._connection.execute(
            delete(webhook_event).where(webhook_event.c.received_at <= before)
        ).rowcount
