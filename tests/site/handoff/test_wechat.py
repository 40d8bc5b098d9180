"""The copy for WeChat's editor: looks in style attributes, links as notes, pictures as marks; unknown to readers."""

from __future__ import annotations

import re

from build_tools.markup.body import parse_body
from build_tools.site.handoff.wechat import WechatWriter
from tests.site.conftest import Built

MARKDOWN = """\
一段，见[街道网站](https://www.shbsq.gov.cn/)和[另一篇](/n/2106028/)，再见[街道网站](https://www.shbsq.gov.cn/)。[^1]

## 小标题 & 其他

3. 第三
4. 第四

- 一点
- **两点**

![图说](images/a.png "摄影：丙")

| 甲 | 乙 |
|---|--:|
| 一 | 1 |

> 引文

---

[^1]: 注文。
"""


def written() -> tuple[str, WechatWriter]:
    writer = WechatWriter("#2b6e3f", "https://chenbao.example/")
    body = parse_body(MARKDOWN, 1).blocks
    return writer.blocks(body) + writer.link_notes(), writer


def test_nothing_depends_on_style_sheets_classes_or_ids() -> None:
    html, _ = written()
    assert not re.search(r"\b(?:class|id|href|src)=", html)
    bare = [tag for tag in re.findall(r"<(\w+)>", html) if tag not in ("sup", "br", "tr")]
    assert bare == []


def test_links_become_numbered_notes_each_address_once() -> None:
    html, writer = written()
    assert writer.links == ["https://www.shbsq.gov.cn/", "https://chenbao.example/n/2106028/"]
    assert html.count("街道网站<sup>[1]</sup>") == 2 and "另一篇<sup>[2]</sup>" in html
    assert (
        "[1] https://www.shbsq.gov.cn/</p>" in html and "[2] https://chenbao.example/n/2106028/</p>" in html
    )


def test_pictures_leave_a_mark_and_are_listed_for_upload() -> None:
    html, writer = written()
    assert "【图1：a.png】" in html and "图说　摄影：丙" in html
    assert [(each.mark, each.picture.file) for each in writer.uploads] == [("图1", "images/a.png")]


def test_lists_tables_notes_and_quotations_keep_their_words() -> None:
    html, _ = written()
    for words in ("3. 第三", "4. 第四", "· 一点", "小标题 &amp; 其他", "注1　注文。", "引文"):
        assert words in html
    assert re.search(r'<td style="[^"]*text-align:right;">1</td>', html)


def test_page_stands_beside_the_article_and_no_reader_is_led_there(built: Built) -> None:
    page = built.text("2021-06/mei/loudao/wechat")
    assert '<meta name="robots" content="noindex, nofollow">' in page and "【图1：plain.png】" in page
    assert 'href="../../../images/plain.png.800.webp"' in page
    assert "龙舟&lt;script&gt;alert(1)&lt;/script&gt;" in built.text("2021-06/yaowen/duanwu/wechat")
    pages = [path for path in built.site.rglob("*.html") if "wechat" not in path.parts]
    assert not [path for path in pages if re.search(r'href="[^"]*wechat/', path.read_text(encoding="utf-8"))]
    assert all(
        "wechat/" not in built.text(name) for name in ("sitemap.xml", "feed.xml", "feed.json", "n/index.json")
    )


FORMS = """\
:::诗 冬夜
灯下一盏茶，
窗外半轮月。

邻家犬吠声，
一声远一声。
:::

:::启事 失物招领
拾到钥匙一串。

张庙居委会
:::

:::时间表
8:30　合唱
:::

:::信
编辑同志：
灯修好了。

三号楼 张三
:::

:::引文
灯修好了
:::
"""


def test_forms_keep_their_shape() -> None:
    """All lines of a poem begin below each other in one box that stands in the middle; titles in the middle; notices framed."""
    html = WechatWriter("#2b6e3f", "https://chenbao.example/").blocks(parse_body(FORMS, 1).blocks)
    poem, notice, schedule, letter, pulled = html.split("\n<section")
    assert re.search(
        r'text-align:center;"><p [^>]*text-align:center[^>]*>冬夜</p><section [^>]*inline-block', poem
    )
    assert len(re.findall(r"<p [^>]*text-align:left[^>]*>[^<]*<br>", poem)) == 2
    assert "border-top:2px" in notice and "border-top:2px" in schedule and "border-top" not in letter
    assert re.search(r"text-align:center[^>]*>失物招领", notice)
    assert re.search(r"text-align:right[^>]*>张庙居委会", notice)
    assert re.search(r"text-align:right[^>]*>三号楼 张三", letter)
    assert re.search(r"border-top:4px.*text-align:center[^>]*>灯修好了", pulled, re.DOTALL)
