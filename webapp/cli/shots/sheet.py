"""Contact sheets: the pictures of one size, theme and language on one page, with their names."""

from html import escape
from pathlib import Path

from playwright.sync_api import Browser

SHEET_WIDTH = 2000
STYLE = """
body { margin: 24px; background: #777; font: 14px sans-serif; color: #fff;
  columns: %dpx; gap: 16px }
figure { margin: 0 0 16px; break-inside: avoid } img { width: 100%%; display: block;
  max-height: %dpx; object-fit: cover; object-position: top }
"""
COLUMN = {"360x740": 220, "1280x800": 460}
CROPPED = 900  # a long document shows its beginning; its own picture has it whole


def make_sheet(browser: Browser, folder: Path) -> Path:
    """Put every picture of the folder on one, beside the folder; the picture's path."""
    figures = "".join(
        f'<figure><img src="{escape(file.as_uri())}">'
        f"<figcaption>{escape(file.stem)}</figcaption></figure>"
        for file in sorted(folder.glob("*.png"))
    )
    column = COLUMN.get(folder.name.partition("-")[0], 300)
    page_file = folder / "sheet.html"
    page_file.write_text(
        f"<!doctype html><style>{STYLE % (column, CROPPED)}</style>{figures}", encoding="utf-8"
    )
    page = browser.new_page(viewport={"width": SHEET_WIDTH, "height": 800})
    page.goto(page_file.as_uri())
    sheet = folder.with_name(f"sheet-{folder.name}.png")
    page.screenshot(path=sheet, full_page=True)
    page.close()
    page_file.unlink()
    return sheet
