"""Reading pages as a person or a browser would: words, controls, forms."""

from typing import Any

from bs4 import BeautifulSoup, Tag

from tests.world import Browser


def soup(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


def get(browser: Browser, path: str, **kwargs: Any) -> BeautifulSoup:
    answer = browser.get(path, **kwargs)
    assert answer.status_code == 200, (path, answer.status_code)
    return soup(answer.get_data(as_text=True))


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select(selector)
    assert len(found) == 1, f"{selector}: {len(found)} found"
    return found[0]


def words(part: Tag) -> list[str]:
    """The texts of a part in reading order, without white space at their ends.

    Nor with what only holds a line together: a word joiner has no look and no sound, and a blank
    that no line breaks at is a blank.
    """
    return [text.replace("\u2060", "").replace("\xa0", " ") for text in part.stripped_strings]


def name_of(control: Tag, page: BeautifulSoup) -> str:
    """The words a screen reader would say for a control."""
    labels = page.select(f'label[for="{control.get("id")}"]') if control.get("id") else []
    return " ".join(" ".join(words(label)) for label in labels) or str(
        control.get("aria-label", "")
    )


def hidden_of(form: Tag) -> dict[str, str]:
    return {str(i["name"]): str(i.get("value", "")) for i in form.select("input[type=hidden]")}


def body_words(body: dict[str, Any]) -> list[str]:
    """The words of a card as its edition holds them, in the order of the card."""
    lines = [[row["label"], row["text"]] for row in body["rows"]]
    flat = [text for line in lines for text in line]
    return [text for text in (body["title"], *flat, body["refusal"], body["tick"]) if text]
