"""What a page weighs over the wire, cold: the page and everything it names, packed."""

import re
from dataclasses import dataclass

from bench.acts import STEP
from bench.load import Load, Request

NAMED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


@dataclass(frozen=True)
class Weight:
    """Bytes of the bodies as they are sent, and how many requests that takes."""

    page: int
    whole: int
    requests: int


def weights(load: Load, cookie: str) -> dict[str, Weight]:
    """Return the weight of the first page and of the question page."""
    return {
        "first page": _weigh(load, Request("GET", "/")),
        "question page": _weigh(load, Request("GET", STEP, cookie=cookie)),
    }


def _weigh(load: Load, request: Request) -> Weight:
    answer = load.ask(request)
    named = sorted(set(NAMED.findall(answer.text())))
    bodies = [len(load.ask(Request("GET", path)).body) for path in named]
    return Weight(len(answer.body), len(answer.body) + sum(bodies), 1 + len(bodies))
