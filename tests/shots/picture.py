"""The picture of the README: three pages side by side, on nothing, for light and dark readers."""

from pathlib import Path

from playwright.sync_api import Browser

SHOWN = ("1-home-01-landing", "3-ask-01-fresh", "4-mine-03-home")
WIDTH, HEIGHT, GAP = 256, 892, 16  # pixels of one page as drawn
STYLE = f"""
body {{ margin: 1px; display: flex; gap: {GAP}px }}
div {{ width: {WIDTH}px; height: {HEIGHT}px; border: 1px solid #8c8199; border-radius: 18px;
  background: #fbf8f3; overflow: hidden }}
img {{ width: 100%; display: block }}
"""


def make_picture(browser: Browser, folder: Path, target: Path) -> None:
    """Put three of the pictures in `folder` side by side at `target`."""
    pages = "".join(f'<div><img src="{(folder / name).as_uri()}.png"></div>' for name in SHOWN)
    source = folder / "picture.html"
    source.write_text(f"<!doctype html><style>{STYLE}</style>{pages}", encoding="utf-8")
    wide = len(SHOWN) * (WIDTH + 2 + GAP) - GAP + 2
    page = browser.new_page(viewport={"width": wide, "height": HEIGHT + 4})
    page.goto(source.as_uri())
    target.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=target, omit_background=True)
    page.close()
    source.unlink()
