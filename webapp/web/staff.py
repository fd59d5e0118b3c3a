"""The staff: the journey's steps as the line of notes and rests the templates draw."""

from collections.abc import Iterable

from webapp.onboarding.journey import Step
from webapp.web.locale import gettext


def staff_line(steps: Iterable[Step], current: str = "") -> list[dict[str, str | int]]:
    """Return the staff of these steps, with a ring at the field `current`."""
    return [
        {
            "label": gettext(step.field.label),
            "height": step.field.height,
            "sign": "current" if step.field.key == current else step.sign.value,
        }
        for step in steps
    ]
