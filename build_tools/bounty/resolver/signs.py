"""报错的迹象: what speaks for and against a message's being a report, in log odds.

In: nothing. Out: :data:`SIGNS`, one weight per sign (see :mod:`~build_tools.bounty.resolver.reporting`), and :data:`CHARACTERS`,
what a character of the reader's own words speaks for. Fitted by ``python -m tests.bounty.fit_signs --write`` on the labelled
messages; single characters rather than turns of phrase, because each writer turns them otherwise.
"""

from __future__ import annotations

SIGNS = {
    "text": 1.3,
    "place": 1.2,
    "number": 0.7,
    "page": 0.5,
    "paragraph": 0.9,
    "article": 0.1,
    "correction": 0.6,
    "complaint": 1.1,
    "told": 0.9,
    "quoted": 1.0,
    "asking": -0.8,
    "length": -0.9,
    "elsewhere": -2.9,
    "always": -2.0,
}
_BY_WEIGHT = (
    (1.0, "那"),
    (0.8, "吧段词"),
    (0.6, "中仓作写句叫后四头改是最条面"),
    (0.4, "三义二余删勿半名懂排查楼民水漏版现篇者肥跟这道"),
    (-0.4, "业什今体信包印友台号同啄场好家已年底张把收教日时昨晚望机次没着祝章给老行谢费还问领鸟"),
    (-0.6, "么了全公到吗哪大天得晨月桶池点看真"),
    (-0.8, "我来电请"),
    (-1.0, "报期码"),
)
CHARACTERS = {char: weight for weight, characters in _BY_WEIGHT for char in characters}
"""Weight of a character, however often it occurs."""
