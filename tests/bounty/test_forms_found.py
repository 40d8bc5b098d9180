"""A place inside a poem, a letter, an interview, a notice or a timetable is found as any other is."""

from __future__ import annotations

import pytest

from build_tools.bounty.resolver import resolve_message
from build_tools.bounty.resolver.index import ArticleTraits, build_index
from build_tools.markup.body import parse_body
from build_tools.model import ArticleNumber, NumberedArticle, printed_text
from tests.factories import make_article

BODY = """\
正文的第一段，说明下面有什么。

:::诗 冬夜
灯下一盏茶，
窗外半轮月。

邻家犬吠声，
　　一声远一声。
:::

:::信
编辑同志：

楼道的灯修好了，谢谢你们。

此致

敬礼！

三号楼 张三

2026年1月1日
:::

:::访谈
**记者：**您在这里住了多久？

**李四：**二十年。那时候这里还是一片菜地，下雨天要穿套鞋。
:::

:::启事 失物招领
三号楼门口拾到钥匙一串。
电话：5555-0101

张庙居委会
:::

:::时间表
8:30—10:00　合唱
10:30　剪纸
:::
"""
NUMBER = ArticleNumber("2026-01", 2)


@pytest.mark.parametrize(
    ("message", "paragraph"),
    [
        ("“窗外半轮月”应为“窗外半弯月”", 2),
        ("《五种体裁》里的诗“灯下一盏茶窗外半轮月”的“轮”应是“弯”", 2),
        ("诗《冬夜》第二节“犬吠声”应为“犬吠身”", 3),
        (f"{NUMBER} “敬礼！三号楼 张三”应为“敬礼！三号楼 章三”", 8),
        ("信的落款“2026年1月1日”应为“2026年1月2日”", 9),
        ("访谈里李四说“那时候这里还是一片菜地”应为“那时候那里还是一片菜地”", 11),
        ("失物招领启事，电话5555-0101错了，应该是5555-0102", 13),
        ("启事的落款“张庙居委会”应为“张庙居民委员会”", 14),
        ("时间表里“10:30剪纸”应为“10:00剪纸”", 16),
        ("“8:30—10:00 合唱”应为“8:30—10:30 合唱”", 15),
    ],
)
def test_a_place_inside_a_form_is_found(message: str, paragraph: int) -> None:
    body = parse_body(BODY, 1)
    assert body.faults == ()
    article = make_article(headline="五种体裁", file="要闻/01-五种体裁.md", body=body.blocks)
    text = printed_text(NumberedArticle(NUMBER, 1, "x", article))
    index = build_index("2026-01", [(text, ArticleTraits())], paper=("试刊报", "零号"))
    (claim,) = resolve_message(message, index, (), (("要闻", 1),)).claims
    assert claim.spot is not None
    assert (claim.spot.part, claim.spot.ordinal) == ("paragraph", paragraph)
