"""Taking one state's pictures in every size and theme, and noting what an eye might overlook."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
PHONE, DESK, NARROW = (360, 740), (1280, 800), (320, 640)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
MOST_HEIGHT = 6000  # pixels of a picture; a legal text goes on below
AXE = {"resultTypes": ["violations"]}

# What a page must keep whatever its state: one h1, no sideways scroll, nothing under 13 px.
OVERLOOKED = """() => {
  const found = [], root = document.documentElement;
  const titles = document.querySelectorAll("h1").length;
  if (titles !== 1) found.push(`has ${titles} h1`);
  const wide = root.scrollWidth - root.clientWidth;
  if (wide > 0) found.push(`scrolls sideways by ${wide} px`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode, box = words.parentElement;
    if (!words.data.trim() || !box.checkVisibility() || box.closest("script, style")) continue;
    const size = parseFloat(getComputedStyle(box).fontSize);
    if (size < 13) found.push(`writes ${words.data.trim().slice(0, 20)} at ${size} px`);
  }
  return found;
}"""


@dataclass
class Camera:
    """Takes pictures into `folder`/<size>-<theme>/<name>.png; `findings` are sentences."""

    folder: Path
    lang: str
    with_axe: bool = False
    only: str = ""
    findings: list[str] = field(default_factory=list)

    def take(self, page: Page, name: str, *, fold: bool = False, hard: bool = False) -> None:
        """Photograph a page: whole, with `fold` as it opens, with `hard` narrow and forced, too."""
        if self.only not in name:
            return
        page.wait_for_load_state("load")
        for size in (PHONE, DESK):
            self._size(page, size)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                self._save(page, f"{size[0]}x{size[1]}-{scheme}", name, whole=True)
                if size == PHONE:
                    self._examine(page, f"{name} ({scheme})")
                if fold and size == PHONE and scheme == "light":
                    self._save(page, "fold", name, whole=False)
        page.emulate_media(color_scheme="light")
        self._narrow(page, name, save=hard)
        self._size(page, PHONE)

    def _narrow(self, page: Page, name: str, *, save: bool) -> None:
        """320 px, letters twice as large, forced colours."""
        self._size(page, NARROW)
        if save:
            self._save(page, "320", name, whole=True)
        self._overlooked(page, f"{name} at 320 px")
        page.evaluate("document.documentElement.style.fontSize = '212.5%'")
        self._overlooked(page, f"{name} at 320 px and 200 %")
        if save:
            self._save(page, "320-200", name, whole=True)
        page.evaluate("document.documentElement.style.fontSize = ''")
        if save:
            self._size(page, PHONE)
            page.emulate_media(forced_colors="active")
            self._save(page, "forced-colors", name, whole=True)
            page.emulate_media(forced_colors="none")

    def _size(self, page: Page, size: tuple[int, int]) -> None:
        page.set_viewport_size({"width": size[0], "height": size[1]})

    def _save(self, page: Page, sort: str, name: str, *, whole: bool) -> None:
        file = self.folder / self.lang / sort / f"{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        options: dict[str, Any] = {"path": file, "animations": "disabled"}
        if not whole:
            page.evaluate("scrollTo(0, 0)")
            page.screenshot(**options)
            return
        size = page.viewport_size or {"width": PHONE[0], "height": PHONE[1]}
        height = page.evaluate("document.documentElement.scrollHeight")
        # as high as the page is, so that what sticks to the bottom lies at its bottom
        self._size(page, (size["width"], max(size["height"], min(height, MOST_HEIGHT))))
        page.screenshot(**options)
        self._size(page, (size["width"], size["height"]))

    def _examine(self, page: Page, name: str) -> None:
        self._overlooked(page, name)
        if self.with_axe:
            self.findings += [f"{self.lang} {name}: {wrong}" for wrong in _axe(page)]

    def _overlooked(self, page: Page, name: str) -> None:
        wrong: list[str] = page.evaluate(OVERLOOKED)
        self.findings += [f"{self.lang} {name} {sentence}" for sentence in wrong]


def _axe(page: Page) -> Iterator[str]:
    for violation in Axe().run(page, options=AXE).response["violations"]:
        where = ", ".join(str(node["target"]) for node in violation["nodes"][:3])
        yield f"axe {violation['id']} at {where}"
