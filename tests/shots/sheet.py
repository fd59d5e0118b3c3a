"""Contact sheets: the pictures of one chapter, size, theme and language on one page, named."""

from html import escape
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser

COLUMNS = {"1280x800": (2, 640)}
ELSE = (4, 360)
GAP = 20
MOST = 8  # pictures of one sheet
CROPPED = 3  # times its width: a longer picture shows its beginning, and is whole on its own
STYLE = """
body {{ margin: {gap}px; background: #777; color: #fff; font: 15px sans-serif; display: grid;
  grid-template-columns: repeat({columns}, {width}px); gap: {gap}px; align-items: start }}
figure {{ margin: 0 }} figcaption {{ padding-block: 4px }}
img {{ width: 100%; display: block; max-height: {height}px }}
img {{ object-fit: cover; object-position: top }}
"""


def make_sheets(browser: Browser, folder: Path) -> list[Path]:
    """Put the pictures of every folder below `folder` (<lang>/<sort>) on sheets beside them."""
    made = []
    for pictures in sorted(path for path in folder.glob("*/*") if path.is_dir()):
        files = sorted(pictures.glob("*.png"))
        look = COLUMNS.get(pictures.name.partition("-")[0], ELSE)
        for chapter, found in groupby(files, lambda file: file.stem.partition("-")[0]):
            for number, some in enumerate(_in_parts(list(found)), 1):
                name = f"{pictures.parent.name}-{pictures.name}-{chapter}-{number}.png"
                _make(browser, folder / name, some, *look)
                made.append(folder / name)
    return made


def _in_parts(files: list[Path]) -> list[list[Path]]:
    return [files[start : start + MOST] for start in range(0, len(files), MOST)]


def _make(browser: Browser, sheet: Path, files: list[Path], columns: int, width: int) -> None:
    figures = "".join(
        f'<figure><figcaption>{escape(file.stem)}</figcaption><img src="{file.as_uri()}"></figure>'
        for file in files
    )
    style = STYLE.format(gap=GAP, columns=columns, width=width, height=width * CROPPED)
    page_file = sheet.with_suffix(".html")
    page_file.write_text(f"<!doctype html><style>{style}</style>{figures}", encoding="utf-8")
    wide = GAP + columns * (width + GAP)
    page = browser.new_page(viewport={"width": wide, "height": 400})
    page.goto(page_file.as_uri())
    page.screenshot(path=sheet, full_page=True)
    page.close()
    page_file.unlink()
