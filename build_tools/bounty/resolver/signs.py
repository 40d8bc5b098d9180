"""报错的迹象: what speaks for and against a message's being a report, in log odds.

In: nothing. Out: :data:`SIGNS`, one weight per sign (see :mod:`~build_tools.bounty.resolver.reporting`), and :data:`CHARACTERS`,
what a character of the reader's own words speaks for. Fitted by ``python -m tests.bounty.fit_signs --write`` on the labelled
messages; single characters rather than turns of phrase, because each writer turns them otherwise.
"""

from __future__ import annotations

SIGNS = {
    "text": 1.3,
    "place": 1.2,
    "number": 0.8,
    "page": 0.7,
    "paragraph": 1.0,
    "correction": 1.0,
    "told": 1.1,
    "quoted": 1.2,
    "asking": -0.8,
    "length": -0.8,
    "elsewhere": -2.6,
    "always": -1.9,
}
_BY_WEIGHT = (
    (1.0, "那"),
    (0.8, "叫吧头改是段词"),
    (0.6, "中作写句只名后最条版称篇面"),
    (0.4, "义余健别反四完应排楼水漏现者脱见这都音题"),
    (-0.4, "下么也什今们位体你信包发号和品哪大太奖家少届差已底开手收教新方时晚月有样格次每没清照用的着祝章给群老能记证谁转部问领"),
    (-0.6, "了公几到动同吗年想把日机来点电看真请"),
    (-0.8, "全好得我谢"),
    (-1.0, "天期码"),
    (-1.2, "晨"),
    (-1.4, "报"),
)
CHARACTERS = {char: weight for weight, characters in _BY_WEIGHT for char in characters}
"""Weight of a character, however often it occurs."""
