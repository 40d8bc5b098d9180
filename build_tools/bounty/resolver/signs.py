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
    "page": 0.7,
    "paragraph": 1.0,
    "correction": 1.0,
    "told": 1.1,
    "quoted": 1.2,
    "asking": -0.8,
    "length": -0.7,
    "elsewhere": -2.6,
    "always": -1.9,
}
_BY_WEIGHT = (
    (1.2, "那"),
    (0.8, "叫吧改是最段词"),
    (0.6, "中作写句只名后头条篇面"),
    (0.4, "义二会余健四完应懂排末民水漏版现称脱要见讲跟这远题"),
    (-0.4, "上么什今们位体你信公再包午发号和品哪大太奖家届差已底开意收教新方时晚月有样格次每没清点照生用电的着祝章群老能记证谁费车转部问领"),
    (-0.6, "下也几到动吗年想把日机看真给请"),
    (-0.8, "了全同好得昨来谢"),
    (-1.0, "天我期码"),
    (-1.2, "晨"),
    (-1.4, "报"),
)
CHARACTERS = {char: weight for weight, characters in _BY_WEIGHT for char in characters}
"""Weight of a character, however often it occurs."""
