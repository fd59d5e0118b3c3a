"""A browser without a window that brings people to where a test begins, and the one cookie."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.kakao.standin_server import Walker
from tests.world import hidden_inputs

COOKIE = "__Host-duett"
CALLBACK = "/auth/kakao/callback"


class Hand(FlaskClient):
    """Brings a person to where a test begins, without the time a browser takes."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        home = self.application.extensions["duett.site"].public_url
        headers = {"Origin": home, "Sec-Fetch-Site": "same-origin"} | kwargs.pop("headers", {})
        return super().open(*args, headers=headers, **({"base_url": home} | kwargs))

    def fill(self, path: str, **form: Any) -> TestResponse:
        hidden = hidden_inputs(self.get(path).get_data(as_text=True))
        return self.post(path, data=hidden | form)

    def by_kakao(self, pressed: TestResponse, person: str) -> TestResponse:
        """Walk from an answer that leads to Kakao back to the callback."""
        home = self.application.extensions["duett.site"].public_url
        with Walker(home + CALLBACK) as walker:
            told = walker.log_in(pressed.headers["Location"], person)
        return self.get(CALLBACK, query_string=told)


def cookie_of(hand: Hand) -> str:
    """Return the cookie of somebody's browser."""
    found = hand.get_cookie(COOKIE, domain="localhost")
    assert found is not None
    return found.value
