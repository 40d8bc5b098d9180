"""更正之后的正文: the web shows what is right, with what was printed one tap away.

In: the HTML of an article's body (:func:`build_tools.markup.html.render_blocks`) and its corrections. Out: the same
HTML with each correction in its place. A correction whose words do not stand in its paragraph is left to the list below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape

from build_tools.model import Correction

_PIECES = re.compile(r"(<[^>]*>)")


def with_corrections(html: str, corrections: Sequence[Correction]) -> str:
    """Every correction of the body put in; those of the headline (paragraph 0) stay as they are."""
    for order, correction in enumerate(corrections, 1):
        if correction.paragraph and correction.printed:
            html = _in_paragraph(html, correction, order)
    return html


def _in_paragraph(html: str, correction: Correction, order: int) -> str:
    paragraph = re.search(rf'(<p id="p{correction.paragraph}">)(.*?)(</p>)', html, re.DOTALL)
    if paragraph is None:
        return html
    changed = _replaced(paragraph[2], correction, order)
    return html if changed is None else f"{html[: paragraph.start(2)]}{changed}{html[paragraph.end(2) :]}"


def _replaced(inner: str, correction: Correction, order: int) -> str | None:
    """The words may run through several elements: the correction stands where they begin, the rest of them goes.

    None when they do not stand there just once: then nobody can tell which is meant.
    """
    pieces = _PIECES.split(inner)
    texts = [unescape(piece) if not piece.startswith("<") else "" for piece in pieces]
    whole = "".join(texts)
    if whole.count(correction.printed) != 1:
        return None
    start = whole.index(correction.printed)
    end = start + len(correction.printed)
    passed, out = 0, []
    for piece, text in zip(pieces, texts, strict=True):
        first, last = passed, passed + len(text)
        passed = last
        if piece.startswith("<") or last <= start or first >= end:
            out.append(piece)
            continue
        before, after = text[: max(0, start - first)], text[max(0, end - first) :]
        mark = correction_mark(correction, order) if first <= start < last else ""
        out.append(f"{escape(before, quote=False)}{mark}{escape(after, quote=False)}")
    return "".join(out)


def correction_mark(correction: Correction, order: int) -> str:
    """The corrected words; a tap on them, or a key, shows the printed ones. Works without scripts."""
    printed, corrected = escape(correction.printed), escape(correction.corrected)
    said = escape(f"已更正：见报时作“{correction.printed}”，应为“{correction.corrected}”。显示见报原文", quote=True)
    return (
        f'<label class="corrected"><input type="checkbox" id="c{order}" aria-label="{said}">'
        f"<ins>{corrected or '〔删〕'}</ins><del class=\"copy-note\">{printed}</del></label>"
    )
