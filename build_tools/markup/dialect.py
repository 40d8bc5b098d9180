"""行文格式: the one Markdown dialect of articles, as a markdown-it parser (the only importer of it).

CommonMark with tables, footnotes and picture hints. Four differences that Chinese copy needs:
emphasis works beside full-width marks, indented text is a paragraph and not code, a line of hyphens
below a paragraph does not make it a subhead, HTML is refused.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.footnote import footnote_plugin

Node = SyntaxTreeNode


def parse_tree(markdown: str) -> Node:
    """The syntax tree of an article's body; every block node has ``map`` (first line, line after the last), from 0."""
    return SyntaxTreeNode(_PARSER.parse(markdown))


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
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open or (beside_han and not after.isspace()),
                close=scanned.can_close or (beside_han and not before.isspace()),
            )
        )
    state.pos = end
    return True


def is_han(character: str) -> bool:
    """Whether a character is set in a full em: Han, kana, full-width forms, and Chinese quotes, dash and ellipsis."""
    return character >= "⺀" or character in "“”‘’…—·⸺"


def _parser() -> MarkdownIt:
    # What lies deeper than maxNesting is dropped without a word; twenty quotation marks in a row do occur.
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable("table")
    parser.disable(["code", "lheading"])
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.use(footnote_plugin, inline=False).use(attrs_plugin, after=("image",))
    return parser


_PARSER = _parser()
