"""要登的更正: which corrections of earlier issues an issue prints, and how each is worded.

In: the paper's root and its issues. Out: :class:`Carried` for each that has any to print. A correction belongs to the first later issue that was not yet
signed off when it was made (办法 859 号 第四条: 最近出版的一期); a signed issue keeps those that its printed text holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from build_tools.model import Correction, PrintedText, parse_number
from build_tools.readers.carried import Carried
from build_tools.readers.corrections import read_corrections
from build_tools.readers.issue import ISSUES
from build_tools.readers.signed import read_printed, read_signed_digests

_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")


def read_corrections_to_print(root: Path, known: Sequence[str]) -> dict[str, Carried]:
    """Issue → everything it must correct; issues that have nothing to correct are left out. ``known`` are all issues, oldest first.

    All at once: which issue prints a correction depends on those between, and a long archive must not be read for each.
    """
    printed = _PrintedTexts(root)
    found: dict[str, list[tuple[Correction, PrintedText | None]]] = {}
    for place, issue in enumerate(known):
        for correction in read_corrections(root, issue)[0]:
            first = next(
                (
                    each
                    for each in known[place + 1 :]
                    if not printed.signed(each) or _holds(printed.of(each), correction)
                ),
                None,
            )
            if first:
                found.setdefault(first, []).append((correction, read_printed(root, correction.number)[0]))
    return {issue: _carried(pairs) for issue, pairs in found.items()}


def _carried(found: Sequence[tuple[Correction, PrintedText | None]]) -> Carried:
    facts = tuple((text.page if text else 1, _sentence(each, text)) for each, text in found if each.fact)
    return Carried(facts, tuple(_sentence(each, text) for each, text in found if not each.fact))


class _PrintedTexts:
    """见报文本 of signed issues, each read once and only when somebody asks."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._signed: dict[str, bool] = {}
        self._texts: dict[str, tuple[str, ...]] = {}

    def signed(self, issue: str) -> bool:
        if issue not in self._signed:
            self._signed[issue] = bool(read_signed_digests(self._root, issue)[0])
        return self._signed[issue]

    def of(self, issue: str) -> tuple[str, ...]:
        if issue not in self._texts:
            numbers = (
                parse_number(path.stem)
                for path in sorted((self._root / ISSUES / issue / "printed").glob("*.yml"))
            )
            texts = (read_printed(self._root, number)[0] for number in numbers if number)
            self._texts[issue] = tuple(block.text for text in texts if text for block in text.blocks)
        return self._texts[issue]


def _holds(printed: Sequence[str], correction: Correction) -> bool:
    return any(correction.number.printed in text and correction.said in text for text in printed)


def _sentence(correction: Correction, printed: PrintedText | None) -> str:
    """No 本报 in it: internal material must not call itself so (《内部资料性出版物管理办法》第十六条)."""
    issue = correction.number.issue
    where = f"第{printed.page}版{_titled(printed)}" if printed else ""
    thanks = f"（{correction.finder}指出）" if correction.finder else ""
    plain = f"{int(issue[:4])}年{int(issue[5:])}月号{where}（{correction.number.printed}）{correction.place.chinese}，{correction.said}。{thanks}"
    # What was printed, and how a reader calls himself, is no mark-up here.
    return _MARKUP.sub(r"\\\1", " ".join(plain.split()))


def _titled(printed: PrintedText) -> str:
    return (
        f"《{printed.headline.replace('《', '〈').replace('》', '〉')}》"
        if printed.headline
        else f"“{printed.section}”导语"
    )
