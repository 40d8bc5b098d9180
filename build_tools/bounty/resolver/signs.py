"""报错的迹象: what speaks for and against a message's being a report, in log odds.

In: nothing. Out: :data:`SIGNS`, one weight per sign (see :mod:`~build_tools.bounty.resolver.reporting`), and :data:`CHARACTERS`,
what a character of the reader's own words speaks for. Fitted by ``python -m tests.bounty.fit_signs --write --without fourth``:
the fourth writer's messages are for measuring. Single characters rather than turns of phrase, because each writer turns them otherwise.
"""

from __future__ import annotations

SIGNS = {
    "text": 1.3,
    "place": 1.3,
    "number": 0.8,
    "page": 0.7,
    "paragraph": 1.0,
    "correction": 0.9,
    "told": 1.1,
    "quoted": 1.2,
    "asking": -0.8,
    "length": -0.7,
    "elsewhere": -2.6,
    "always": -1.8,
}
_BY_WEIGHT = (
    (1.2, "那"),
    (1.0, "叫词"),
    (0.8, "写吧改最段面"),
    (0.6, "中作句只名后头是条称篇"),
    (0.4, "东义二会余健半四应懂才排末水漏版现见讲跟身远都题"),
    (-0.4, "上么什今们体你信公再办包午发台和品大太奖家届差已底开意手收教新时晚月有样格次每没清点照生用电的着祝群老能记证谁费车转部问领"),
    (-0.6, "下也几到动吗哪年想把方日昨看真章给请"),
    (-0.8, "了全同天好得机来谢"),
    (-1.0, "我期码"),
    (-1.2, "晨"),
    (-1.4, "报"),
)
CHARACTERS = {char: weight for weight, characters in _BY_WEIGHT for char in characters}
"""Weight of a character, however often it occurs."""
