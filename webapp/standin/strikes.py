"""How a fault of the line looks: silence, drips, broken or endless answers."""

from collections.abc import Iterator

from flask import Response

from webapp.standin.faults import HUGE_BYTES, KAPI_ANSWERS, KAUTH_ANSWERS, kapi_error, kauth_error
from webapp.standin.settings import StandinSettings
from webapp.standin.state import State

DRIP_SECONDS = 0.05
JSON = "application/json;charset=UTF-8"


def strike(name: str, settings: StandinSettings, state: State) -> Response | None:
    """Return the answer this fault gives; None when it is no fault of the answer as a whole."""
    if name in KAPI_ANSWERS:
        return kapi_error(*KAPI_ANSWERS[name])
    if name in KAUTH_ANSWERS:
        return kauth_error(name)
    if name.endswith("_redirect"):
        return Response("", 307, headers={"Location": f"{settings.accounts_base}/elsewhere"})
    if name.endswith(("_hang", "_drip")):
        return _slow(name, settings, state)
    bodies = {"500": "", "429": "", "json": '{"token_type":"bea', "object": "[]", "huge": ""}
    ending = name.rpartition("_")[2]
    if ending not in bodies:
        return None
    body = "x" * HUGE_BYTES if ending == "huge" else bodies[ending]
    return Response(body, int(ending) if ending.isdigit() else 200, content_type=JSON)


def _slow(name: str, settings: StandinSettings, state: State) -> Response:
    released = state.released
    if name.endswith("_hang"):
        released.wait(settings.hang_seconds)
        return Response("", 504)

    def drops() -> Iterator[str]:
        yield "{"
        for _ in range(int(settings.hang_seconds / DRIP_SECONDS)):
            if released.wait(DRIP_SECONDS):
                return
            yield " "

    return Response(drops(), content_type=JSON)
