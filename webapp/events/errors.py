"""Why an application is not taken; the web floor turns each into a page. Nothing was stored."""

from webapp.events.shapes import Condition
from webapp.events.steps import Step


class EventRefusal(Exception):  # noqa: N818  reads as the situation it is
    """Any refusal of this room; nothing has been stored."""


class Closed(EventRefusal):
    """Applications are not taken any more: past the deadline, closed, or cancelled."""


class NotEligible(EventRefusal):
    """A condition of the event is not met, or was not looked at yet."""

    def __init__(self, conditions: tuple[Condition, ...]) -> None:
        super().__init__("a condition is not met")
        self.conditions = conditions


class NeededMissing(EventRefusal):
    """An answer is missing without which nobody can take part; `step` is the first such."""

    def __init__(self, step: Step) -> None:
        super().__init__("an answer is missing")
        self.step = step


class ChangedSince(EventRefusal):
    """What was agreed to changed meanwhile: these steps are asked again.

    Empty when the event itself was published anew this very moment: look again.
    """

    def __init__(self, steps: tuple[Step, ...]) -> None:
        super().__init__("the facts changed")
        self.steps = steps


class Lapsed(ChangedSince):
    """The answers that were to be sent are gone, for their time was up: look again."""

    def __init__(self) -> None:
        super().__init__(())


class NothingToHandOn(EventRefusal):
    """An answer that was to be handed on is not there (any more)."""


class SentBefore(EventRefusal):
    """This very request was carried out before, and its application is no more."""
