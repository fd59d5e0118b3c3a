"""Counting what one request asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from tests.world import World


@contextmanager
def statements(house: World) -> Iterator[list[str]]:  # noqa: ARG001  says whose they are
    """Collect the statements the application sends, reading or writing; BEGIN and COMMIT are none."""
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def listed(sent: list[str]) -> str:
    return "\n".join(f"{n}. {statement[:160]}" for n, statement in enumerate(sent, 1))
