"""The events a trial begins with: two files, moved to days that lie ahead."""

from datetime import datetime
from pathlib import Path

from webapp import events
from webapp.events.body import canonical
from webapp.events.moving import days_to_lie_ahead, moved
from webapp.events.publishing import Publishing
from webapp.events.reading import read
from webapp.events.shapes import EventFile

FOLDER = Path(events.__file__).with_name("samples")


def samples(now: datetime) -> list[EventFile]:
    """Return the samples as somebody meets them at `now` (aware UTC), as far apart as written."""
    files = [read(file.read_bytes()) for file in sorted(FOLDER.glob("*.json"))]
    days = max(days_to_lie_ahead(file, now) for file in files)
    return [moved(file, days) for file in files]


def publish_samples(desk: Publishing, now: datetime) -> int:
    """Publish the samples where no event ever was; return how many."""
    if not desk.is_empty():
        return 0
    return sum(desk.publish(canonical(file).encode()).is_new for file in samples(now))
