"""报错的迹象: what speaks for and against a message's being a report, in log odds.

In: nothing. Out: :data:`SIGNS`, one weight per sign (see :mod:`~build_tools.bounty.resolver.reporting`), and :data:`CHARACTERS`,
what a character of the reader's own words speaks for. Fitted by ``python -m tests.bounty.fit_signs --write`` on the labelled
messages; single characters rather than turns of phrase, because each writer turns them otherwise.
"""

from __future__ import annotations

SIGNS = {
    "text": 1.2,
    "place": 1.1,
    "number": 0.6,
    "page": 0.7,
    "paragraph": 0.9,
    "article": 0.4,
    "correction": 0.9,
    "complaint": 0.2,
    "told": 1.0,
    "quoted": 1.1,
    "asking": -0.8,
    "length": -0.7,
    "elsewhere": -2.3,
    "always": -1.9,
}
_BY_WEIGHT = (
    (1.0, "那"),
    (0.8, "叫吧改是段词"),
    (0.6, "中仓作写勿句只名后头最条水版面"),
    (0.4, "义余健协反商四完应拍排末标民漏现称篇者肥脱见这音题"),
    (-0.4, "上下么也什今们体你信做再几动包发台周品太奖家少层届差已底开想手收教新方时晚月有望机格次每没清照的着祝章群能记证谁转问领"),
    (-0.6, "了公到同吗哪年把日昨来桶池点看真给老请"),
    (-0.8, "全天好得我电谢"),
    (-1.0, "期码"),
    (-1.2, "晨"),
    (-1.4, "报"),
)
CHARACTERS = {char: weight for weight, characters in _BY_WEIGHT for char in characters}
"""Weight of a character, however often it occurs."""
