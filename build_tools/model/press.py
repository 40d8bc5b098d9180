"""印刷设置: what the print shop and the paper have agreed on, the same for every issue."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.model.limits import INK_LIMIT

REGIMES = ("cn", "zhunyin")
"""刊号 (a newspaper with a CN number) or 准印证 (内部资料): two sets of rules that exclude each other."""
STANDARDS = ("pdf/x-4", "pdf/x-1a")
FOLDS = ("nested", "separate")
"""套折: all sheets one inside the other; 单折: every sheet of four pages folded by itself."""
OUR_PROFILE = "theme/print/colour/newsprint-ifra26s.icc"
"""The newsprint profile that comes with the program, from the paper's root."""


@dataclass(frozen=True, slots=True)
class PressSettings:
    """印刷设置: ``press:`` in mkdocs.yml. Lengths in mm, ink in per cent; "" or 0 where nothing was agreed."""

    standard: str = STANDARDS[0]
    profile: str = OUR_PROFILE
    ink_limit: int = INK_LIMIT
    """总墨量: ISO 12647-3:2004 and most shops 240, WAN-IFRA 26v5 220."""
    bleed: float = 0.0
    """出血: none on web presses, 3 on sheet-fed ones."""
    marks: bool = False
    """裁切线, outside the bleed."""
    fold: str = FOLDS[0]
    copies: str = ""
    stock: str = ""
    """用纸, as the shop calls it (48.8克新闻纸)."""
    delivery: str = ""
    """送达的时间和地点."""
    contact: str = ""
    """联系人和电话."""
    deadline: str = ""
    """印厂收文件的时限."""
    screen: int = 100
    """加网线数, lines an inch: 40 a centimetre is what newspapers print with (IFRA26S)."""
    print_time: str = ""
    """开印的时间."""
    bundles: str = ""
    """打捆: how many copies a bundle, and how they are tied."""
