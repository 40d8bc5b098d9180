"""Issues of every amount of copy: what the make-up is measured on.

In: a seed. Out: a numbered issue of four pages, its share of copy of what fits, and its pictures on disk.
"""

from __future__ import annotations

import datetime
import random
import re
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from build_tools.model import (
    Article,
    ArticleNumber,
    Block,
    Issue,
    Kind,
    NumberedArticle,
    NumberedIssue,
    PagePlan,
    Paper,
    Paragraph,
    Picture,
    Section,
    Subhead,
    Text,
    Weight,
)

ROOT = Path(__file__).parents[2]
SECTIONS = (("要闻", "#b3261e"), ("美", "#2b6e3f"), ("战", "#1d5b96"), ("阅", "#6b4396"))
SHAPES = ((2400, 1600), (2400, 1350), (1500, 2000), (2100, 1400), (1600, 1600), (1200, 1800))
PAGE_CHARACTERS = 3600
"""What a page of text without pictures holds, headlines taken off."""
PICTURE_CHARACTERS = 330
"""What a picture takes of that at least."""
_HEADLINES = (
    "楼道让出一米宽",
    "屋里要暖 也要透气",
    "出远门前查一遍水电气",
    "给水管穿好“棉衣”",
    "一张报纸怎样读才不白读",
    "垃圾分类进楼组 居民都来当管家",
    "雨棚修好了",
    "社区食堂开张",
    "老人学用手机挂号",
    "张庙街道召开居民区工作动员暨培训会",
)


@dataclass(frozen=True, slots=True)
class Generated:
    """One issue and, for each page, the share of copy of what was thought to fit."""

    numbered: NumberedIssue
    paper: Paper
    shares: tuple[float, ...]


def sentences() -> list[str]:
    """Real sentences: those of the issues in this repository."""
    text = "".join(
        path.read_text(encoding="utf-8").split("---", 2)[-1]
        for path in sorted((ROOT / "issues").glob("2021-0[12]/*/*.md"))
    )
    plain = re.sub(r"!\[.*?\]\(.*?\)(?:\{.*?\})?|[#>*|`]|^- ", "", text, flags=re.MULTILINE)
    return [
        each.strip() + "。"
        for each in re.split(r"[。\n]", plain)
        if 8 < len(each.strip()) < 90 and "“" not in each and "”" not in each
    ]


def make_paper() -> Paper:
    """The paper of all generated issues."""
    return Paper(
        "社区晨报",
        "张庙",
        tuple(Section(name, colour, str(place)) for place, (name, colour) in enumerate(SECTIONS)),
        "https://chenbao.example/",
    )


def make_pictures(folder: Path) -> None:
    """One plain JPEG for each shape."""
    (folder / "images").mkdir(parents=True, exist_ok=True)
    for place, shape in enumerate(SHAPES):
        Image.new("RGB", shape, (150 + 10 * place, 170, 190 - 10 * place)).save(
            folder / "images" / f"{place}.jpg", quality=60
        )


def generate(seed: int) -> Generated:
    """The issue of that seed: 2–7 articles and 0–6 pictures a page, 0.3–1.6 times the copy that fits."""
    chance = random.Random(seed)
    words = sentences()
    articles: list[NumberedArticle] = []
    shares: list[float] = []
    for page, (section, _) in enumerate(SECTIONS, 1):
        share = chance.uniform(0.3, 1.6)
        pictures = chance.choice((0, 1, 1, 2, 2, 3, 4, 5, 6))
        count = chance.randint(2, 7)
        room = (PAGE_CHARACTERS - (700 if page == 1 else 0) - PICTURE_CHARACTERS * pictures) * share
        shares.append(share)
        parts = sorted((chance.uniform(0.5, 2.0) for _ in range(count)), reverse=True)
        for order, part in enumerate(parts):
            mine = sum(1 for place in range(pictures) if place % min(count, 3) == order)
            body = _body(chance, words, int(room * part / sum(parts)), mine)
            article = Article(
                f"{section}/{order + 1:02d}-稿.md",
                section,
                Kind.ARTICLE,
                f"稿{order}",
                _HEADLINES[(seed + order * 3 + page) % len(_HEADLINES)],
                body,
                order + 1,
            )
            weighted = _weighted(article, order, count)
            articles.append(
                NumberedArticle(
                    ArticleNumber("2021-03", len(articles) + 1), page, f"2021-03/{page}/{order}", weighted
                )
            )
    plans = tuple(PagePlan(page, name, (name,)) for page, (name, _) in enumerate(SECTIONS, 1))
    issue = Issue(
        "2021-03", 3, datetime.date(2021, 3, 8), plans, tuple(item.article for item in articles), None, "样刊"
    )
    return Generated(NumberedIssue(issue, tuple(articles)), make_paper(), tuple(shares))


def _weighted(article: Article, order: int, count: int) -> Article:
    weight = (
        Weight.LEAD if order == 0 else Weight.BRIEF if order == count - 1 and count > 3 else Weight.NORMAL
    )
    facts = {name: getattr(article, name) for name in Article.__dataclass_fields__}
    return Article(
        **{
            **facts,
            "weight": weight,
            "deck": "记一次楼组里的小活动" if order == 0 else "",
            "bylines": ("本报编辑",) if order == 1 else (),
        }
    )


def _body(chance: random.Random, words: list[str], characters: int, pictures: int) -> tuple[Block, ...]:
    blocks: list[Block] = []
    total = ordinal = 0
    while total < max(characters, 30):
        ordinal += 1
        text = "".join(chance.choice(words) for _ in range(chance.randint(1, 4)))[
            : max(characters - total, 12)
        ]
        blocks.append(Paragraph((Text(text),), ordinal + 1, ordinal))
        total += len(text)
        if ordinal % 4 == 3 and characters - total > 150:
            blocks.append(Subhead((Text("小标题在这里"),), ordinal + 1))
    for place in range(pictures):
        shape = chance.randrange(len(SHAPES))
        blocks.insert(
            min(place + 1, len(blocks)),
            Picture(
                f"images/{shape}.jpg",
                (Text("居民在楼道里布置小天地（示意图）"),),
                "绘图：本报",
                1,
                SHAPES[shape],
            ),
        )
    return tuple(blocks)
