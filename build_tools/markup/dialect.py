"""行文格式: the one Markdown dialect of articles, as a markdown-it parser (the only importer of it).

CommonMark with tables, footnotes, picture hints and forms (``:::诗``). What Chinese copy needs otherwise:
emphasis works beside full-width marks and never beside figures, indented text is a paragraph and not code, a
line of hyphens below a paragraph does not make it a subhead, HTML is text, and a link definition must lead to
an address. What is taken out of the text and never shown is told in :class:`Parsed`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.reference import reference
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

from build_tools.model import FormKind

Node = SyntaxTreeNode
WHITE = " \t\u3000\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
"""White space of every kind that stands within a line."""


@dataclass(frozen=True, slots=True)
class Definition:
    """Lines that define a link or a note: from ``line`` to before ``end``, from 0; ``title`` are words that no page shows."""

    label: str
    line: int
    end: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment ``<!-- … -->``; ``line`` from 0."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """The syntax tree, and what stands in the text but not in the tree."""

    tree: Node
    remarks: tuple[Remark, ...]
    links: tuple[Definition, ...]
    notes: tuple[Definition, ...]


def parse_markdown(markdown: str) -> Parsed:
    """Parse an article's body; every block node has ``map`` (first line, line after the last), from 0."""
    text, remarks = _without_remarks(markdown)
    env: dict[str, list[Definition]] = {"links": [], "notes": []}
    tree = SyntaxTreeNode(_PARSER.parse(text, env))
    return Parsed(tree, remarks, tuple(env["links"]), tuple(env["notes"]))


def cells_of(line: str) -> list[str]:
    """The cells that are written in one line of a table, whether or not there are headings for them."""
    cells = escapedSplit(line.strip(WHITE))
    if cells and not cells[0]:
        cells = cells[1:]
    return cells[:-1] if cells and not cells[-1] else cells


def shows_stars(markdown: str) -> bool:
    """Whether a star that was to stress words is printed. What was escaped is another kind of text."""
    return any(node.type == "text" and "*" in node.content for node in parse_markdown(markdown).tree.walk())


def without_code(markdown: str) -> str:
    """The text with blanks for code and comments, place for place."""
    return _CODE_OR_REMARK.sub(lambda hit: re.sub(r"[^\n]", " ", hit[0]), markdown)


# Text that is not parsed

_CODE_OR_REMARK = re.compile(
    r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*(?:\n(?![ ]{0,3}(?P=fence))[^\n]*)*"
    r"|(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).){1,2000}?(?<!`)(?P=ticks)(?!`)"
    r"|(?P<remark><!--.*?-->)",
    re.DOTALL | re.MULTILINE,
)
_ONLY_WHITE = re.compile(rf"^[{WHITE}]+$", re.MULTILINE)


def _without_remarks(markdown: str) -> tuple[str, tuple[Remark, ...]]:
    """The text without its comments, line for line; a line of white space only is an empty one."""
    remarks: list[Remark] = []

    def cut(hit: re.Match[str]) -> str:
        if not hit["remark"]:
            return hit[0]
        remarks.append(Remark(hit[0], markdown.count("\n", 0, hit.start())))
        return "\n" * hit[0].count("\n")

    return _ONLY_WHITE.sub("", _CODE_OR_REMARK.sub(cut, markdown)), tuple(remarks)


# Emphasis

NEVER_FIRST = "，。、；：？！）》】〉〕”’…"
_OPERANDS = "）)（(%％℃㎡㎥㎝㎜㎞㎏"
_FRACTIONS = frozenset("¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")
NEVER_LAST = "（《【〈〔“‘"
"""Characters that stress never begins with, and never ends with."""


def _emphasis(state: StateInline, silent: bool) -> bool:
    # CommonMark lets no ``**`` close after a mark and before a letter, so ``**注意：**请`` stays raw.
    # Han text has no spaces around words: beside a Han character or mark only white space counts.
    start = state.pos
    marker = state.src[start]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(start, marker == "*")
    before = state.src[start - 1] if start else " "
    end = start + scanned.length
    after = state.src[end] if end < state.posMax else " "
    beside_han = marker == "*" and (is_han(before) or is_han(after))
    counts = marker == "*" and _is_arithmetic(before, after, scanned.length)
    can_open = not counts and (scanned.can_open or (beside_han and not after.isspace()))
    can_close = not counts and (scanned.can_close or (beside_han and not before.isspace()))
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                # 王**、李**: what a mark ends or begins is never stressed from there on.
                open=can_open and after not in NEVER_FIRST,
                close=can_close and before not in NEVER_LAST,
            )
        )
    state.pos = end
    return True


def _is_arithmetic(before: str, after: str, length: int) -> bool:
    """Whether asterisks stand for a multiplication or for hidden figures: 5*3, 长2*宽3, 138****5678."""
    if before.isspace() or after.isspace():
        return False
    if length != 1:
        return _is_figure(before) and _is_figure(after)
    beside = (_is_figure(before), _is_figure(after))
    return all(beside) or (
        any(beside) and all(each.isalnum() or each in _OPERANDS for each in (before, after))
    )


def _is_figure(character: str) -> bool:
    return (
        (character.isascii() and character.isalnum()) or "０" <= character <= "９" or character in _FRACTIONS
    )


def is_han(character: str) -> bool:
    """Whether a character is set in a full em: Han, kana, full-width forms, and Chinese quotes, dash and ellipsis."""
    return character >= "⺀" or character in "“”‘’…—·⸺"


# Blocks

_ADDRESS = re.compile(r"<?(?:[A-Za-z][A-Za-z0-9+.-]*:|[/#.]|www\.|[!-~]+[./][!-~]+>?\s*$)")
FENCE = re.compile(rf"[:：]{{3,}}[{WHITE}]*(?P<kind>[^{WHITE}]*)[{WHITE}]*(?P<title>.*)")
"""The line that opens a form (with a kind) or ends it (without)."""


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A link definition, if it leads to an address: ``[记者]: 您住几楼？`` is copy."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    written = line.partition("]:")[2].strip(WHITE)
    if written and not _ADDRESS.match(written):
        return False
    known = set(state.env.get("references", {}))
    repeated = len(state.env.get("duplicate_refs", []))
    if not reference(state, start, end, silent):
        return False
    if not silent:
        again = state.env.get("duplicate_refs", [])[repeated:]
        new = [label for label in state.env["references"] if label not in known]
        title = again[0]["title"] if again else state.env["references"][new[0]]["title"]
        state.env["links"].append(Definition("" if again else new[0], start, state.line, title))
    return True


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    place = len(state.tokens)
    if not footnote_def(state, start, end, silent):
        return False
    if not silent:
        state.env["notes"].append(Definition(str(state.tokens[place].meta["label"]), start, state.line))
    return True


def _form(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``:::诗`` … ``:::``, with full-width colons as well; the rest of the first line is the title."""
    opening = FENCE.fullmatch(_line(state, start))
    if not opening or opening["kind"] not in {kind.value for kind in FormKind}:
        return False
    if silent:
        return True
    # A form in a list ends with the list's item at the latest.
    rows = range(start + 1, end)
    last = next((row for row in rows if _closes(state, row) or _leaves(state, row)), end)
    closed = last < end and _closes(state, last)
    token = state.push("form_open", "", 1)
    token.meta = {"kind": opening["kind"], "title": opening["title"].strip(WHITE), "closed": closed}
    token.map = [start, last + closed]
    parent, limit = state.parentType, state.lineMax
    state.parentType, state.lineMax = "form", last
    state.md.block.tokenize(state, start + 1, last)
    state.parentType, state.lineMax = parent, limit
    state.push("form_close", "", -1)
    state.line = last + closed
    return True


def _line(state: StateBlock, row: int) -> str:
    return state.src[state.bMarks[row] + state.tShift[row] : state.eMarks[row]]


def _closes(state: StateBlock, row: int) -> bool:
    fence = FENCE.fullmatch(_line(state, row))
    return fence is not None and not fence["kind"] and state.sCount[row] >= state.blkIndent


def _leaves(state: StateBlock, row: int) -> bool:
    return not state.isEmpty(row) and state.sCount[row] < state.blkIndent


def _parser() -> MarkdownIt:
    # What lies deeper than maxNesting is dropped without a word; twenty quotation marks in a row do occur.
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 60, "store_labels": True}).enable("table")
    parser.disable(["code", "lheading", "html_block", "html_inline"])
    # What was escaped or is an entity is text and no mark-up that failed: it must be told apart.
    parser.disable("text_join")
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.block.ruler.at("reference", _reference)
    parser.block.ruler.before(
        "fence", "form", _form, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.use(footnote_plugin, inline=False).use(attrs_plugin, after=("image",))
    parser.block.ruler.at("footnote_def", _note, {"alt": ["paragraph", "reference"]})
    return parser


_PARSER = _parser()
