"""要登的更正: which corrections of earlier issues an issue prints, and how each is worded.

In: the paper's root and an issue. Out: :class:`Carried`. A correction belongs to the first later issue that was not yet
signed off when it was made (办法 859 号 第四条: 最近出版的一期); a signed issue keeps those that its printed text holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from build_tools.model import Correction, PrintedText, parse_number
from build_tools.readers.carried import Carried
from build_tools.readers.issue import ISSUES
from build_tools.readers.signed import read_corrections, read_printed, read_signed_digests

_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")


def read_corrections_to_print(root: Path, name: str, known: Sequence[str]) -> Carried:
    """Everything ``name`` must correct. ``known`` are all issues, oldest first."""
    facts: list[tuple[int, str]] = []
    misprints: list[str] = []
    printed = {issue: _printed_in(root, issue) for issue in known if issue <= name and read_signed_digests(root, issue)[0]}
    for issue in (each for each in known if each < name):
        after = [each for each in known if issue < each <= name]
        for correction in read_corrections(root, issue)[0]:
            first = next((each for each in after if each not in printed or _holds(printed[each], correction)), None)
            if first == name:
                text = read_printed(root, correction.number)[0]
                words = _sentence(correction, text)
                facts += [(text.page if text else 1, words)] if correction.fact else []
                misprints += [] if correction.fact else [words]
    return Carried(tuple(facts), tuple(misprints))


def _printed_in(root: Path, issue: str) -> tuple[str, ...]:
    numbers = (parse_number(path.stem) for path in sorted((root / ISSUES / issue / "printed").glob("*.yml")))
    texts = (read_printed(root, number)[0] for number in numbers if number)
    return tuple(block.text for text in texts if text for block in text.blocks)


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
    return f"《{printed.headline.replace('《', '〈').replace('》', '〉')}》" if printed.headline else f"“{printed.section}”导语"
