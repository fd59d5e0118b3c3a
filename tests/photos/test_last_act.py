"""A photo on its way in one window, a "no" in another: whatever was said last is what holds."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.photos import pictures as make
from tests.photos.sitter import MINE, QUESTION, Sitter
from tests.world import hidden_inputs
from webapp.web.photos.uploads import _Arriving


def skip_in_another_window(sitter: Sitter) -> Callable[[], object]:
    """Return the press on a page that is open already."""
    other = sitter.person.browser()
    page = hidden_inputs(other.get(QUESTION).get_data(as_text=True))
    return lambda: other.post(QUESTION, data=page | {"act": "skip"})


def withdraw_in_another_window(sitter: Sitter) -> Callable[[], object]:
    other = sitter.person.browser()
    return lambda: other.fill("/me/consents", notice="photo")


def during(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, act: Callable[[], object]):
    """Let `act` happen once when somebody calls a method, before it does anything."""
    real = getattr(owner, name)
    done: list[int] = []

    def slow(*args: Any) -> Any:
        if not done:
            done.append(1)
            act()
        return real(*args)

    monkeypatch.setattr(owner, name, slow)


def test_a_skip_while_the_photo_is_decoded(sitter: Sitter, monkeypatch):
    decoder = sitter.house.services.photos._decoder
    before = sitter.on_disk()
    during(monkeypatch, decoder, "prepare", skip_in_another_window(sitter))
    answer = sitter.send(make.jpeg())
    assert answer.status_code == 409
    assert "아직 저장하지 않았어요." in answer.text
    assert sitter.decisions == ["refused"]
    assert (sitter.files, sitter.picture()) == (set(), None)
    sitter.house.worker().tick()
    assert sitter.on_disk() <= before


def test_a_skip_while_the_photo_arrives(sitter: Sitter, monkeypatch):
    """Sending may take minutes, longer than looking at it."""
    during(monkeypatch, _Arriving, "read", skip_in_another_window(sitter))
    assert sitter.send(make.polyglot(bytes(2**20))).status_code == 409
    assert (sitter.decisions, sitter.files) == (["refused"], set())


def test_a_photo_withdrawn_while_another_takes_its_place(sitter: Sitter, monkeypatch):
    sitter.give(make.jpeg())
    withdraw = withdraw_in_another_window(sitter)
    during(monkeypatch, sitter.house.services.photos._decoder, "prepare", withdraw)
    assert sitter.send(make.jpeg(700, 700), MINE).status_code == 409
    assert sitter.decisions == ["given", "withdrawn"]
    assert (sitter.files, sitter.picture()) == (set(), None)


def test_after_a_no_the_page_shown_again_takes_the_photo(sitter: Sitter, monkeypatch):
    decoder = sitter.house.services.photos._decoder
    during(monkeypatch, decoder, "prepare", skip_in_another_window(sitter))
    again = hidden_inputs(sitter.send(make.jpeg()).text)
    form = again | {"act": "agree", "agree": "yes"}
    assert sitter.upload(QUESTION, form, make.jpeg()).status_code == 303
    assert sitter.decisions == ["refused", "given"]
    assert sitter.picture() is not None
