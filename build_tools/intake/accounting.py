"""一字不丢: holds what came against what is in the articles and on the slip, character by character.

In: the texts of the sending as a second, simpler reading found them; the texts of the articles as the paper's own
parser reads them back; the slip. Out: what of the first is in neither. Compared without white space and with full
and half width, quotes and dashes alike, because those changes are named on the slip by themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_SAME = str.maketrans(
    {
        **dict.fromkeys("“”‘’„‟「」『』\"'＂＇", '"'),
        **dict.fromkeys("—–―─━－-‐‑‒−⸺", "-"),
        "…": ".",
        "。": ".",
        "〓": "",
    }
)
UNSEEN = "[\\s\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\x00-\x1f\x7f-\x9f]"
"""White space, and what nobody sees."""
_GONE = re.compile(f"{UNSEEN}+")
_SHORTEST = 4
"""Characters that must stand together to count as found when a text was cut up; fewer are counted one by one."""


def folded(text: str) -> str:
    """A text as it counts."""
    text = unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME)
    return re.sub(r"([.\-])\1+", r"\1", _GONE.sub("", text))


def unaccounted(sent: Iterable[str], there: Iterable[str]) -> list[str]:
    """The parts of ``sent`` that ``there`` has not got, or has not got often enough, with the few characters beside them
    that may be found by chance. Each text there is used up once."""
    pool = "\n".join(folded(text) for text in there)
    left: list[str] = []
    at = 0
    units = [folded(text) for text in sent]
    rest: list[str] = []
    # Whole texts first, in their order: most stand in the article as they were sent.
    for unit in units:
        if not unit:
            continue
        found = pool.find(unit, at)
        found = pool.find(unit) if found < 0 else found
        if found < 0 or len(unit) < _SHORTEST:
            rest.append(unit)
            continue
        pool = f"{pool[:found]}\0{pool[found + len(unit) :]}"
        at = found + 1
    gaps: list[list[str]] = []
    for unit in rest:
        gaps.append([""])
        start = 0
        while start < len(unit):
            length = _longest(unit, start, pool)
            if length < min(_SHORTEST, len(unit)):
                gaps[-1][-1] += unit[start]
                start += 1
                continue
            found = pool.find(unit[start : start + length])
            pool = f"{pool[:found]}\0{pool[found + length :]}"
            start += length
            gaps[-1].append("")
    counts = Counter(pool)
    for each in gaps:
        missing, told = "", []
        for gap in each:
            lost = Counter(gap) - counts
            counts -= Counter(gap)
            missing += "".join(lost.elements())
            told += [gap] if lost else []
        # One mark that was mended away is no loss.
        if re.search(r"\w", missing) or len(missing) > 1:
            left.append("…".join(told))
    return left


def _longest(unit: str, start: int, pool: str) -> int:
    low, high = 0, 1
    while start + high <= len(unit) and unit[start : start + high] in pool:
        low, high = high, high * 2
    high = min(high, len(unit) - start + 1)
    while low + 1 < high:
        middle = (low + high) // 2
        if unit[start : start + middle] in pool:
            low = middle
        else:
            high = middle
    return low
