"""What a test sees on a page: sizes, edges, colours, as the browser has computed them."""

from typing import Any

from playwright.sync_api import Page

# Everything visible that holds letters of its own, with its box. What is only for ears is left out.
_LETTERS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const home = node.parentElement;
    if (!node.data.trim() || home.closest("script, style, svg")) continue;
    if (home.closest("details:not([open]) > :not(summary)")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const style = getComputedStyle(home);
    if (!box.width || !box.height || style.visibility !== "visible" || unseen(home)) continue;
    found.push({
      words: node.data.trim().slice(0, 40), size: parseFloat(style.fontSize),
      left: box.left, right: box.right, breaks: style.wordBreak, wraps: style.overflowWrap,
    });
  }
  return found;
  function unseen(home) {
    for (let at = home; at; at = at.parentElement) {
      const box = at.getBoundingClientRect();
      const style = getComputedStyle(at);
      if (style.overflow !== "visible" && (box.width <= 1 || box.height <= 1)) return true;
      if (box.bottom <= 0 && style.position === "absolute") return true;
    }
    return false;
  }
}"""

_CUT = """() => [...document.querySelectorAll("body *")].filter(at => {
  const style = getComputedStyle(at);
  if (at.closest("svg") || style.overflow === "visible" || at.clientWidth <= 1) return false;
  if (at.matches("input, select, textarea")) return false;
  return at.scrollWidth > at.clientWidth + 1 || at.scrollHeight > at.clientHeight + 1;
}).map(at => at.outerHTML.slice(0, 120))"""

_TARGETS = """() => {
  const wanted = "button, input:not([type=hidden]), select, textarea, summary, a[href]";
  const found = [];
  for (const at of document.querySelectorAll(wanted)) {
    // a control that cannot be seen is pressed by its label
    const hidden = getComputedStyle(at).opacity === "0" && at.labels?.[0];
    const box = (hidden || at).getBoundingClientRect();
    if (!box.width || box.bottom <= 0 || getComputedStyle(at).visibility !== "visible") continue;
    const block = at.closest("p, li, dd, td, th, h1, h2, h3, label, div");
    const around = block ? block.innerText.trim().length : 0;
    const isInSentence = at.tagName === "A" && around > at.innerText.trim().length + 1;
    found.push({
      name: at.outerHTML.slice(0, 120), width: box.width, height: box.height,
      isInSentence: isInSentence,
      isBareLink: at.tagName === "A" && !isBoxed(at) &&
        !at.closest("header, footer, nav[aria-label]"),
    });
  }
  return found;
  function isBoxed(at) { return getComputedStyle(at).borderTopStyle !== "none"; }
}"""

# The relative luminance of WCAG; colours may come as rgb(), rgba() or color(srgb ...).
_CONTRAST = """([one, two]) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const paint = color => { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); };
  const shine = (...colors) => {
    colors.forEach(paint);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(part => {
      const share = part / 255;
      return share <= .03928 ? share / 12.92 : ((share + .055) / 1.055) ** 2.4;
    });
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const [dark, light] = [shine("#fff", two), shine("#fff", two, one)].sort((a, b) => a - b);
  return (light + .05) / (dark + .05);
}"""

STYLES = (
    "fontSize",
    "fontWeight",
    "fontFamily",
    "fontStyle",
    "color",
    "backgroundColor",
    "backgroundImage",
    "borderTopColor",
    "borderTopStyle",
    "borderTopWidth",
    "borderRadius",
    "boxShadow",
    "opacity",
    "textDecorationLine",
    "textTransform",
    "letterSpacing",
    "filter",
)

# The spacing of WCAG 1.4.12, by a constructed sheet: our policy allows no other.
SPACED = """* {
  line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important;
}
p { margin-block-end: 2em !important; }"""
DOUBLED = "html { font-size: 212.5% !important; }"


def letters(page: Page) -> list[dict[str, Any]]:
    """Return every visible run of letters: words, size in px, left and right edge."""
    return list(page.evaluate(_LETTERS))


def targets(page: Page) -> list[dict[str, Any]]:
    """Return everything that can be pressed: its box in px, and whether a sentence holds it."""
    return list(page.evaluate(_TARGETS))


def cut(page: Page) -> list[str]:
    """Return what is larger than the box that hides its rest."""
    return list(page.evaluate(_CUT))


def sideways(page: Page) -> int:
    """Return by how many px the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def wear(page: Page, *sheets: str) -> None:
    """Put these styles over the page's own, instead of those worn before."""
    page.evaluate(
        """sheets => { document.adoptedStyleSheets = sheets.map(text => {
             const sheet = new CSSStyleSheet(); sheet.replaceSync(text); return sheet; }) }""",
        list(sheets),
    )


def style(page: Page, selector: str, names: tuple[str, ...] = STYLES) -> dict[str, str]:
    """Return the computed style of the first element."""
    read = """(at, names) => { const all = getComputedStyle(at);
                return Object.fromEntries(names.map(name => [name, all[name]])) }"""
    found: dict[str, str] = page.locator(selector).first.evaluate(read, list(names))
    return found


def contrast(page: Page, one: str, two: str) -> float:
    """Return the contrast of colour `one` on the opaque colour `two` (1 to 21)."""
    return float(page.evaluate(_CONTRAST, [one, two]))


def ground(page: Page, selector: str) -> str:
    """Return the colour that lies under an element: its own, or that of what holds it."""
    return str(
        page.locator(selector).first.evaluate(
            """at => { for (; at; at = at.parentElement) {
                 const color = getComputedStyle(at).backgroundColor;
                 if (!/, 0\\)$|transparent/.test(color)) return color; } return "#fff" }"""
        )
    )
