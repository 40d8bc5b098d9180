"""一字不丢: what is written is in the PDF and in the HTML, read back from the files; and small counts of random text."""

from __future__ import annotations

import random
import re
from html import unescape
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]

from build_tools.markup.body import parse_body
from build_tools.model.paper import READING_MARK
from tests.benchmarks.pastes import _OWN_HAN, arbitrary, corpus_of_pastes, run
from tests.cli.conftest import Chenbao

EVERYTHING = """{}*{}*{}**{}**，[{}](https://a.cn)`{}`。
{}
{}

## {}

1949. {}
1958. {}

7) {}

- {}
  - {}

> {}
>
> - {}

| {} | {} |
|---|---|
| {} | {} |

{}[^1]：长2*{}3*{}4米，H₂O，⅓，O’{}Brien’s。

:::诗 {}
{}
{}

　　{}
:::

{}两行\\
{}换一行

:::信
{}：
{}。
敬礼
{}
:::

:::访谈
{}：{}？
{}：{}。
:::

:::启事 {}
{}。
:::

:::时间表
8:30　{}
周三 {}
:::

:::引文
{}
——{}
:::

[^1]: {}
"""


def test_every_character_is_read_back_from_the_pdf_and_the_page(chenbao: Chenbao, paper_root: Path) -> None:
    path = sorted(paper_root.glob("issues/*/*/0*.md"))[0]
    own = random.Random(7).sample(_OWN_HAN, EVERYTHING.count("{}"))
    body = EVERYTHING.format(*own)
    assert [fault.code for fault in parse_body(body).faults if fault.code != "SQ431"] == []
    path.write_text(f"---\nheadline: 试验\n---\n\n{body}", "utf-8")
    assert chenbao("build", "--workers", "1").exit == 0
    (pdf,) = (path for path in paper_root.glob("dist/print/*/*.pdf") if READING_MARK not in path.name)
    document = pypdfium2.PdfDocument(pdf)
    printed = "".join(page.get_textpage().get_text_bounded() for page in document)
    pages = [page.read_text("utf-8") for page in paper_root.glob("dist/site/*/*/*/index.html")]
    (page,) = [page for page in pages if own[0] in page and own[-1] in page]
    shown = unescape(re.sub(r"<[^>]*>", "", page))
    for where in (printed, shown):
        assert [each for each in own if each not in where] == []
        for words in ("1949.", "1958.", "7)", "₂O", "⅓", "3*"):
            assert words in re.sub(r"\s", "", where)


def test_random_text_and_pastes_lose_nothing_and_raise_nothing() -> None:
    findings = run(60, 40, 11, corpus_of_pastes())
    assert findings.wrong == []
    assert findings.tried == 100


def test_arbitrary_text_is_arbitrary() -> None:
    texts = [arbitrary(random.Random(seed)) for seed in range(200)]
    assert len(set(texts)) == 200
    assert sum("[^1]" in text for text in texts) > 20 and sum(":::" in text for text in texts) > 20
