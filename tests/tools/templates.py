"""Rules for templates, as functions from a template's name and source to findings."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

FOLDER = "webapp/web/templates/"
TRANSLATORS = frozenset({"_", "gettext", "ngettext", "pgettext", "npgettext"})
READ_ALOUD = frozenset({"alt", "aria-label", "aria-description", "placeholder", "title"})
# Names are the same in every language.
NAMES = frozenset({"Duett", "English", "한국어"})
LETTERS = re.compile(r"[A-Za-z가-힣ㄱ-ㅎㅏ-ㅣ]{2,}|[가-힣]")
HANGUL = re.compile("[가-힣]")
ATTRIBUTES = re.compile(r"[\w-]+=\"[^\"]*\"")
# Guarded by Origin and Fetch-Metadata instead: they must work before any cookie exists.
FORMS_WITHOUT_TOKEN = frozenset({"/auth/kakao", "/language", "components/kakao_button.html"})
MACROS = (nodes.Macro, nodes.FromImport, nodes.Import, nodes.Assign)
UNTRANSLATED = ("design/",)  # the inventory of components, served in development only

ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def findings(name: str, source: str, others: Mapping[str, str]) -> Iterator[str]:
    """Everything wrong with the template `name`; names are relative to the folder of templates.

    `others` holds the sources of all templates, so that inheritance can be followed.
    """
    try:
        tree = ENVIRONMENT.parse(source)
    except TemplateSyntaxError as error:
        yield f"{name}:{error.lineno} cannot be parsed: {error.message}"
        return
    yield from (f"{name} {wrong}" for wrong in _kind(name, tree, others))
    for rule in (_imports, _trust, _spoken_code):
        yield from (f"{name} {wrong}" for wrong in rule(tree))
    reader = _Reader(name, markup(source))
    yield from (f"{name}:{line} {wrong}" for line, wrong in reader.found)


def markup(source: str) -> str:
    """The template's data on the lines where it stands; code, and words in `trans`, left out.

    Blocks that hold the names of classes are left out, too: they are no words.
    """
    lines, silent = "", 0
    tag: list[str] = []
    for line, kind, value in ENVIRONMENT.lex(source):
        if kind == "block_begin":
            tag = []
        elif kind == "name":
            tag.append(value)
        elif kind == "block_end":
            silent += _opens_silence(tag, is_silent=silent > 0) - _closes(tag, is_silent=silent > 0)
        elif kind == "data" and not silent:
            lines += "\n" * (line - 1 - lines.count("\n")) + value
    return lines


def _opens_silence(tag: list[str], *, is_silent: bool) -> bool:
    opens_block = tag[0] == "block"
    return tag[0] == "trans" or (opens_block and (is_silent or tag[1].endswith("class")))


def _closes(tag: list[str], *, is_silent: bool) -> bool:
    return is_silent and tag[0] in {"endtrans", "endblock"}


def is_page(name: str, tree: nodes.Template) -> bool:
    """Neither a layout nor a component nor a file of macros."""
    if name.startswith(("layout/", "components/")):
        return False
    return not all(isinstance(part, MACROS) or _is_blank(part) for part in tree.body)


def _is_blank(part: nodes.Node) -> bool:
    """Whether it prints nothing but blanks."""
    return isinstance(part, nodes.Output) and all(
        isinstance(piece, nodes.TemplateData) and not piece.data.strip() for piece in part.nodes
    )


def _kind(name: str, tree: nodes.Template, others: Mapping[str, str]) -> Iterator[str]:
    if not is_page(name, tree):
        return
    parent, trees = _parent(tree), [tree]
    while parent in others and not parent.startswith("layout/"):
        trees.append(ENVIRONMENT.parse(others[parent]))
        parent = _parent(trees[-1])
    if not parent.startswith("layout/"):
        yield "extends no layout"
    if not any(block.name == "title" for tree in trees for block in tree.find_all(nodes.Block)):
        yield "does not set the block title"


def _parent(tree: nodes.Template) -> str:
    for node in tree.find_all(nodes.Extends):
        if isinstance(node.template, nodes.Const):
            return str(node.template.value)
    return ""


def _imports(tree: nodes.Template) -> Iterator[str]:
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    for statement in tree.find_all(nodes.FromImport):
        for imported in statement.names:
            name = imported[1] if isinstance(imported, tuple) else imported
            if name not in used:
                yield f"imports {name} and does not use it"
    for module in tree.find_all(nodes.Import):
        if module.target not in used:
            yield f"imports {module.target} and does not use it"


def _trust(tree: nodes.Template) -> Iterator[str]:
    for filtered in tree.find_all(nodes.Filter):
        if filtered.name == "safe":
            yield "calls text safe instead of escaping it"
    if any(True for _ in tree.find_all(nodes.ScopedEvalContextModifier)):
        yield "changes the escaping"


def _spoken_code(tree: nodes.Template) -> Iterator[str]:
    """Korean words inside an expression that no translator sees."""
    translated = {
        id(const)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in TRANSLATORS
        for const in call.find_all(nodes.Const)
    }
    for const in tree.find_all(nodes.Const):
        text = const.value
        if not isinstance(text, str) or text in NAMES or id(const) in translated:
            continue
        if HANGUL.search(text):
            yield f"says {text!r} without gettext"


class _Reader(HTMLParser):
    """Reads the markup of a template."""

    def __init__(self, name: str, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self.found: list[tuple[int, str]] = []
        self._form: str | None = None
        self._has_token = False
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        for key, value in values.items():
            self._attribute(key, value)
        self._tag(tag, values)
        if tag == "form" and values.get("method", "get").lower() == "post":
            self._form, self._has_token = values.get("action", ""), False
        elif tag == "input" and values.get("name") == "csrf_token":
            self._has_token = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form is not None:
            if not self._has_token and not {self._form, self._name} & FORMS_WITHOUT_TOKEN:
                self._say("a form posts without csrf_token")
            self._form = None

    def handle_data(self, data: str) -> None:
        self._text(data)

    def _attribute(self, key: str, value: str) -> None:
        if key == "style" or key.startswith("on"):
            self._say(f"the attribute {key}= is refused by the content security policy")
        if key in READ_ALOUD:
            self._text(value)
        if value.strip().lower().startswith("javascript:"):
            self._say("an address is a script")

    def _tag(self, tag: str, values: dict[str, str]) -> None:
        loads = values.get("src") or (values.get("href", "") if tag == "link" else "")
        if loads.startswith(("http:", "https:", "//")):
            self._say(f"loads {loads} from somebody else")
        if tag == "style" or (tag == "script" and "nonce" not in values):
            self._say(f"a {tag} element is refused by the content security policy")

    def _text(self, text: str) -> None:
        words = ATTRIBUTES.sub("", text)  # of a tag put together elsewhere
        for name in NAMES:
            words = words.replace(name, "")
        if LETTERS.search(words) and not self._name.startswith(UNTRANSLATED):
            self._say(f"says {text.strip()!r} without gettext")

    def _say(self, wrong: str) -> None:
        self.found.append((self.getpos()[0], wrong))
