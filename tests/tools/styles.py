"""Rules for style sheets, as functions from names and sources to findings."""

import re
from collections.abc import Iterator, Mapping

FOLDER = "static/css/"
TOKENS = "tokens.css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STRING = re.compile(r"\"[^\"]*\"|'[^']*'|url\([^)]*\)")
USED = re.compile(r"var\(\s*(--[\w-]+)")
MADE = re.compile(r"(?<![\w-])(--[\w-]+)\s*:")
IMPORT = re.compile(r"@import url\(\"([^\"]+)\"\)")
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|oklch|oklab|lab|lch|color|color-mix)\("
    r"|(?<![\w-])(?:white|black|gr[ae]y|red|green|blue|yellow|orange|purple|pink|brown)(?![\w-])",
    re.IGNORECASE,
)


def bare(source: str) -> str:
    """The source without comments; lines stay where they are."""
    return COMMENT.sub(lambda match: "\n" * match[0].count("\n"), source)


def sheet_findings(name: str, source: str, tokens: frozenset[str]) -> Iterator[str]:
    """Custom properties nobody made, and colours that are no token, in one sheet."""
    text = bare(source)
    known = tokens | set(MADE.findall(text))
    for unknown in sorted(set(USED.findall(text)) - known):
        yield f"{name} uses {unknown}, which nothing makes"
    if name == TOKENS:
        return
    for number, line in enumerate(text.splitlines(), 1):
        declarations = STRING.sub("", line).partition("{")[2] if "{" in line else line
        if ":" in declarations and (colour := COLOUR.search(STRING.sub("", declarations))):
            yield f"{name}:{number} has the colour {colour[0]!r}: colours come from {TOKENS}"


def token_names(source: str) -> frozenset[str]:
    return frozenset(MADE.findall(bare(source)))


def idle_tokens(sheets: Mapping[str, str]) -> Iterator[str]:
    """Tokens that no sheet uses."""
    used = {name for source in sheets.values() for name in USED.findall(bare(source))}
    yield from sorted(token_names(sheets[TOKENS]) - used)


def twin_findings(macros: frozenset[str], sheets: frozenset[str]) -> Iterator[str]:
    """A component is a macro and a sheet of one name; either alone is a finding."""
    yield from (f"components/{name}.html has no sheet" for name in sorted(macros - sheets))
    yield from (f"components/{name}.css has no macro" for name in sorted(sheets - macros))


def manifest_findings(manifest: str, sheets: frozenset[str]) -> Iterator[str]:
    """Every sheet is imported once by the manifest, and nothing else is."""
    imported = IMPORT.findall(bare(manifest))
    yield from (f"main.css does not import {name}" for name in sorted(sheets - set(imported)))
    yield from (f"main.css imports {name}, which is not there" for name in set(imported) - sheets)
    for name in {name for name in imported if imported.count(name) > 1}:
        yield f"main.css imports {name} twice"
