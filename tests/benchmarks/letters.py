"""What the reader of letters comes to on a labelled set, by channel, beside what fifty lines come to.

    python -m tests.benchmarks.letters [thirteenth]

The fifty lines: a message is a report if it says 应, 改, 错, 误, 漏, 多 or →; each of its lines is one claim, on the piece that shares
most pairs of characters with it, weighted by how rare they are, with 稿号, 版 and 段 as a bonus; the change is what two patterns tell.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from build_tools.bounty.claims import Candidate, Claim, Edit, MessageKind, Part, Resolution
from build_tools.bounty.resolver.index import Piece, PrintedIndex, clean, common_ends, small_number, to_words
from tests.bounty.labelled import Message, read_messages
from tests.bounty.measures import Measures, measured, planted_in, resolve
from tests.bounty.paper import index_of, planted_index

_TOLD = re.compile("“?([^“”，。：:\n]+)”?\\s*(?:应该?[为是作]?|改[为成]?|→|->)\\s*“?([^“”，。\n]+)”?")
_TURNED = re.compile("(?:错|误|写|印)[成作为]了?“?([^“”，。\n]+)”?")
_FAULT = re.compile("[应改错误漏多→]")


def by_fifty_lines(message: str, index: PrintedIndex) -> Resolution:
    """One claim a line."""
    text = clean(message)
    parts = [part for part in re.split("[\n；;]", text) if _FAULT.search(part) and len(to_words(part)) > 3]
    claims = tuple(_claim(part, index) for part in parts or [text])
    if not _FAULT.search(text):
        return Resolution(MessageKind.OTHER, leads=claims)
    return Resolution(MessageKind.REPORT, claims)


def _claim(text: str, index: PrintedIndex) -> Claim:
    words = to_words(text)
    pairs = {words[at : at + 2] for at in range(len(words) - 1)}
    ranked = sorted(index.pieces, key=lambda piece: -_worth(piece, pairs, text, index))
    edit = _edit(ranked[0], text)
    sure = edit is not None and edit.replacement is not None
    return Claim(text, "", "", (Candidate(ranked[0].spot, 1.0),), edit, sure, (), sure)


def _worth(piece: Piece, pairs: set[str], text: str, index: PrintedIndex) -> float:
    worth = sum(1 / len(index.holding(pair)) for pair in pairs if pair in piece.words)
    printed = index.articles[piece.article].printed
    worth += 3.0 * (printed.number.printed in text or str(printed.number) in text)
    page, paragraph = (re.search(f"([一二三四1-9]|十?[一二三四五六七八九]){mark}", text) for mark in "版段")
    worth += 1.0 * bool(page and small_number(page[1]) == printed.page)
    is_paragraph = piece.spot.part == Part.PARAGRAPH.value
    return worth + 1.0 * bool(paragraph and is_paragraph and small_number(paragraph[1]) == piece.spot.ordinal)


def _edit(piece: Piece, text: str) -> Edit | None:
    hit = _TOLD.search(text)
    wrong, right = (hit[1].strip(), hit[2].strip()) if hit else ("", "")
    if not hit and (turned := _TURNED.search(text)):
        wrong = turned[1].strip()
    at = piece.text.find(wrong) if wrong else -1
    if at < 0:
        return None
    head, tail = common_ends(wrong, right)
    start, end = at + head, at + len(wrong) - tail
    return Edit(start, end, piece.text[start:end], right[head : len(right) - tail] if hit else None)


def main() -> None:
    """A table in per cent: all, then channel by channel."""
    name = sys.argv[1] if len(sys.argv) > 1 else "thirteenth"
    planted, messages = planted_in(name), read_messages(name)

    def baseline(message: Message) -> Resolution:
        here = planted_index(message.issue, planted) if planted else index_of(message.issue)
        return by_fifty_lines(message.text, here)

    readers: tuple[tuple[str, Callable[[Message], Resolution]], ...] = (
        ("fifty lines", baseline),
        ("the reader", lambda message: resolve(message, planted)),
    )
    columns = [
        "place",
        "exact",
        "sure wrong",
        "reports",
        "non-rep. rec.",
        "non-rep. prec.",
        "precision",
        "recall",
    ]
    sys.stdout.write(f"{'':24}" + "".join(f"{column:>16}" for column in columns) + "\n")
    for title, read in readers:
        found = [(message, read(message)) for message in messages]
        for channel in ("", *dict.fromkeys(message.channel for message in messages)):
            own = [pair for pair in found if channel in ("", pair[0].channel)]
            sys.stdout.write(f"{title:12}{channel or '全部':10}" + _row(measured(own, planted)) + "\n")


def _row(found: Measures) -> str:
    silent = round(found.non_reports * found.non_reports_known)
    refused = silent + round((found.messages - found.non_reports) * (1 - found.reports_known))
    shares = (found.right, found.exact, found.wrong_and_sure, found.reports_known, found.non_reports_known)
    rest = (silent / refused if refused else 1.0, found.precision, found.recall)
    return "".join(f"{100 * share:16.1f}" for share in (*shares, *rest))


if __name__ == "__main__":
    main()
