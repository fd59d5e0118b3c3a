"""Reading a document as it was sent, before a browser repairs it."""

from html.parser import HTMLParser

VOID = frozenset({"base", "br", "hr", "img", "input", "link", "meta", "source", "wbr"})
POINTERS = ("aria-describedby", "aria-labelledby", "aria-controls", "for")


class _Reader(HTMLParser):
    """Notes what does not close, closes what was not open, or is named twice."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.pointed: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()} closes something else")

    def _look(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        if len(names) != len(set(names)):
            self.wrong.append(f"<{tag}> at {self.getpos()} has an attribute twice")
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in POINTERS or (name == "href" and (value or "").startswith("#")):
                self.pointed |= set((value or "").lstrip("#").split())


def faults(html: str) -> list[str]:
    """Return what is wrong with a document: nesting, attributes, ids, pointers to nothing."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    twice = sorted({name for name in reader.ids if reader.ids.count(name) > 1 or not name})
    nowhere = sorted(reader.pointed - set(reader.ids))
    return [
        *reader.wrong,
        *(f"<{tag}> is never closed" for tag in reader.open),
        *(f"the id {name!r} is there more than once" for name in twice),
        *(f"nothing has the id {name!r}" for name in nowhere),
    ]
