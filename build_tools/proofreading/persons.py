"""人名: where a run of characters is probably the name of a person, so that nobody corrects it.

Surnames that are common words besides are names only beside an office or a verb of saying.
"""

from __future__ import annotations

import re

from build_tools.markup.surnames import SURNAMES

_COMMON = frozenset(
    "和于都时何那应常来成万全强单方高白温明包关安任易连路车阳解计商向游边沙银利平官从有后元能权水华古双支门"
)
"""Surnames that are common words besides: a name only with an office in front."""
_OFFICE = (
    "记者|主任|书记|主席|部长|局长|处长|科长|院长|校长|所长|馆长|站长|队长|组长|班长|会长|经理|厂长|县长|市长|镇长|村长|省长|总理|总统|教授|老师|医生|医师|护士"
    "|律师|师傅|民警|警官|代表|委员|委员长|员|者|同志|先生|女士|阿姨|大爷|大妈|老伯|爷爷|奶奶|居民|学员|选手|队员|作者|诗人|作家|画家|校友|青年|老人|摄|叫|名叫|和|与|是|由|请"
)
BEFORE = re.compile(rf"(?:{_OFFICE}|老|小|阿)\Z")
AFTER = re.compile(
    rf"(?:说|告诉|介绍|表示|认为|指出|回忆|笑|等|摄|的|家|先生|女士|同志|老师|师傅|阿姨|老伯|爷叔|大爷|奶奶|{_OFFICE})"
)


def in_a_name(run: str, at: int, way: list[tuple[int, str]]) -> bool:
    """Whether the character at ``at`` is probably part of a person's name of two to four characters.

    ``way`` is how the word model parts the run: a name is what it could not read as words.
    """
    starts = dict(way)
    for first in range(max(0, at - 3), at + 1):
        if run[first] not in SURNAMES or first not in starts or len(starts[first]) > 2:
            continue
        for length in (3, 2):
            end = first + length
            if end > at and (end == len(run) or end in starts) and _is_name(run, first, end, starts):
                return True
    return False


def _is_name(run: str, first: int, end: int, starts: dict[int, str]) -> bool:
    if run[first] in _COMMON:
        return bool(BEFORE.search(run, max(0, first - 4), first))
    beside = bool(
        (first == 0 and end == len(run))
        or BEFORE.search(run, max(0, first - 4), first)
        or AFTER.match(run, end)
    )
    if beside:
        return True
    apart = all(len(starts.get(place, "")) == 1 for place in range(first, end))
    return apart and (first == 0 or end - first == 3)
