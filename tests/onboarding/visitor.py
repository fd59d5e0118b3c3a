"""A person in a browser, with everything that is stored about them in sight."""

from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from tests.rooms import rows
from tests.world import Browser, World, hidden_inputs

STEP = "/onboarding/mbti"


@dataclass
class Visitor:
    house: World
    browser: Browser

    def page(self, path: str = STEP) -> dict[str, str]:
        """Return the hidden parts of a page opened now."""
        return hidden_inputs(self.browser.get(path).get_data(as_text=True))

    def post(self, path: str = STEP, **form: Any) -> TestResponse:
        """Post the form of a fresh page with these values."""
        return self.browser.post(path, data=self.page(path) | form)

    def stored(self) -> dict[str, int]:
        """Count every row that answering could write."""
        tables = ("field_value", "keys.value_key", "decision", "destruction", "idempotency")
        return {name: len(rows(self.house.storage, name)) for name in tables}
