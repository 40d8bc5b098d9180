"""One month's issue 期: its plan, its pages 版 and its articles 稿. Knows no file format."""

from __future__ import annotations

import datetime
import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from build_tools.model.number import ArticleNumber
from build_tools.model.paper import Plate
from build_tools.model.press import FOLDS
from build_tools.model.print_record import PrintRecord
from build_tools.model.text import Block, paragraphs_of


class Weight(enum.Enum):
    """分量: how loud an article speaks on its page."""

    LEAD = "lead"
    """头条."""
    NORMAL = "normal"
    """一般."""
    BRIEF = "brief"
    """简讯."""


class Kind(enum.Enum):
    """What bears a number."""

    ARTICLE = "article"
    """稿."""
    LEAD_IN = "lead-in"
    """导语: the few words that open a section."""
    NOTICE = "notice"
    """启事: a standing notice such as 纠错有奖."""


EAR = "报眼"
"""The corner beside the paper's name on the first page, sold as one advertisement."""
GUTTER = "中缝"
"""The strip beside the fold, along a page's inner margin, sold to advertisements that stand upright in it."""
AD_SIZES = {
    "整版": (1.0, 1.0),
    "半版": (1.0, 0.5),
    "通栏": (1.0, 1 / 6),
    "半通栏": (0.5, 1 / 6),
    "四分之一版": (0.5, 0.5),
    EAR: (1 / 3, 0.1),
    GUTTER: (0.0, 1.0),
}
"""广告的大小 by name: shares of the type area's width and height; the 报眼 is as large as the masthead leaves it, the 中缝 lies
beside the type area."""

FRAMES = ("线框", "粗框", "底纹")
"""围框: a thin frame round an article, a heavy one, or a ground of light grey under it."""


HEAD = ("kicker", "headline", "deck", "byline")
"""题头: the keys of its lines, in the order of reading. They are printed as they stand, so that marks in them are faults."""


@dataclass(frozen=True, slots=True)
class Jump:
    """转版: behind which paragraph an article goes on on which page."""

    after: int
    page: int


@dataclass(frozen=True, slots=True)
class Article:
    """稿: one thing that is printed under one number.

    ``file`` is the path inside the issue's folder (``美/01-楼道里的小天地.md``; notices:
    ``notices/bounty``); ``stem`` the file's name without order prefix and ending; ``order`` that prefix.
    ``marks`` gives (line, column) of each key of the front matter, ``source`` the whole file.
    """

    file: str
    section: str
    kind: Kind
    stem: str
    headline: str
    body: tuple[Block, ...]
    order: int = 0
    kicker: str = ""
    deck: str = ""
    bylines: tuple[str, ...] = ()
    weight: Weight = Weight.NORMAL
    page: int | None = None
    advertisement: bool = False
    given_number: ArticleNumber | None = None
    source: str = field(default="", repr=False)
    topics: tuple[str, ...] = ()
    """地方 and 系列 that the front matter names, besides those found in the text."""
    marks: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)
    standing: str = field(default="content", compare=False, repr=False)
    """The folder of the standing pages, under which a notice lies."""
    size: str = ""
    """Of an advertisement, as sold: one of :data:`AD_SIZES`, or millimetres (120×80); "" leaves it to the make-up."""
    frame: str = ""
    """围框: one of :data:`FRAMES`, "" for none."""
    headline_lines: tuple[str, ...] = ()
    """The headline as the editor broke it; () leaves that to the make-up."""
    jump: Jump | None = None
    """转版, as it is asked for; None where the article stays on its page."""
    artwork: tuple[str, ...] = ()
    """图样 of a filler as they are written, files and sizes."""
    drawn_head: str = ""
    """刊头 over it, one of the paper's; "" leaves that to its section."""
    spread: bool = False
    """跨版: it lies over its page and the one beside it, as far as the two are printed on one side of a sheet."""
    whole_spread: bool = False
    """整版的跨版: it fills both of them."""

    @property
    def listed_headline(self) -> str:
        """What it goes by in lists: its headline; a 导语 has none and goes by its section."""
        return self.headline or (f"{self.section}·导语" if self.kind is Kind.LEAD_IN else self.stem)

    @property
    def head(self) -> tuple[tuple[str, str], ...]:
        """题头: its lines that have words, in the order of reading, each with the key it is written under; several 署名 are one line.

        The one list of what a head consists of: the site, the e-book, mail, WeChat, search and reading aloud show all of it.
        """
        lines = self.kicker, self.listed_headline, self.deck, "　".join(self.bylines)
        return tuple(line for line in zip(HEAD, lines, strict=True) if line[1])

    @property
    def paragraphs(self) -> int:
        """How many paragraphs a reader can point at."""
        return len(paragraphs_of(self.body))


FRONT, ALBUM, SERVICE, SUPPLEMENT = "头版", "图片版", "服务版", "副刊"
TEMPLATES = (FRONT, ALBUM, SERVICE, SUPPLEMENT)
"""版式: 头版 gives the lead the page's whole width at its top; 图片版 lets pictures take as much of the page as they want;
服务版 frames the briefs; 副刊 stands the lead's headline upright. All but 图片版 as far as the copy bears it."""
CORNERS = ("左上", "右上", "左下", "右下", "上", "下", "左", "右")
"""Edges of the page at which a story can be pinned."""


@dataclass(frozen=True, slots=True)
class Pin:
    """钉: what the art editor fixes of a story, named by its headline, its file or its number; 0 and "" leave the rest to the make-up."""

    story: str
    columns: int = 0
    millimetres: float = 0.0
    """Of its height."""
    size: float = 0.0
    """Points of its headline."""
    corner: str = ""
    pictures: tuple[tuple[int, str], ...] = ()
    """Of its pictures, counted from 1 as they stand in the text, at which corner or edge of the story each is to be."""
    standing: bool = False
    """竖题: its headline stands upright at the left of its text."""


@dataclass(frozen=True, slots=True)
class PagePlan:
    """版: what issue.yml says of one page. ``layout`` is the editor's picture of it, one string a row."""

    number: int
    title: str
    sections: tuple[str, ...]
    notices: tuple[str, ...] = ()
    layout: tuple[str, ...] = ()
    filler: str = ""
    """补白 by name: one of the paper's, 随手记 (ruled lines), 不用 (none); "" leaves it to the make-up."""
    template: str = ""
    """版式 by name, of :data:`TEMPLATES`; "" for an ordinary page."""
    pins: tuple[Pin, ...] = ()
    head: str = ""
    """刊头 across its top: the name of one of the paper's; "" for none."""


@dataclass(frozen=True, slots=True)
class Winners:
    """上月啄木鸟: last month's winners, as printed."""

    month: str
    best: tuple[str, ...]
    excellent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bounty:
    """纠错有奖: the deadline for reports on this issue and the winners it names."""

    deadline: datetime.date
    winners: Winners | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """期: a month's plan and its articles, in the order of the files (section, order, name).

    ``specimen`` is the mark printed on every page of a 样刊, "" for a real issue.
    """

    name: str
    number: int
    date: datetime.date
    pages: tuple[PagePlan, ...]
    articles: tuple[Article, ...]
    bounty: Bounty | None = None
    specimen: str = ""
    marks: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)
    record: PrintRecord | None = field(default=None, hash=False)
    """定本: None until it is signed off; from then on pages are drawn from it, never made up again."""
    nameplate: Plate | None = None
    """报头 of this issue alone; None for the paper's."""
    fold: str = FOLDS[0]
    """How its sheets are folded, one of :data:`FOLDS`: that decides which pages lie beside each other."""


CORRECTIONS, ERRATA = "corrections", "errata"
"""更正 and 勘误: the standing notices that correct facts and misprints of earlier issues."""


def notice_template(name: str) -> str:
    """The notice whose text it is: what corrects facts on further pages (``corrections-p3``) shares one."""
    return CORRECTIONS if re.fullmatch(rf"{CORRECTIONS}-p[0-9]+", name) else name


def source_path(issue: str, article: Article) -> str:
    """Where the article was written, from the paper's root; standing notices are everybody's."""
    if article.kind is Kind.NOTICE:
        return f"{article.standing}/notices/{notice_template(article.stem)}.md"
    return f"issues/{issue}/{article.file}"


def printing_order(issue: Issue) -> tuple[tuple[int, Article], ...]:
    """(page, article) in the order of printing: page, then the page's sections, then 导语 and file order; notices last.

    An article stands on the page it names, else on the first page that carries its section; one that has
    no page at all is left out (a fault of the plan that the checks report).
    """
    placed = [(page, article) for article in issue.articles if (page := page_of(issue, article))]
    return tuple(sorted(placed, key=lambda item: _printing_key(issue, *item)))


def page_of(issue: Issue, article: Article) -> int | None:
    """The page 版 an article stands on, None when the plan has no place for it."""
    if article.page is not None:
        return article.page if 1 <= article.page <= len(issue.pages) else None
    for page in issue.pages:
        home = page.notices if article.kind is Kind.NOTICE else page.sections
        if (article.stem if article.kind is Kind.NOTICE else article.section) in home:
            return page.number
    return None


def _printing_key(issue: Issue, page: int, article: Article) -> tuple[int, int, int, int, int, str]:
    plan = issue.pages[page - 1]
    if article.kind is Kind.NOTICE:
        place = plan.notices.index(article.stem) if article.stem in plan.notices else len(plan.notices)
        return (page, 1, place, 0, 0, article.file)
    # A guest from another section (``page:`` overruled) follows the page's own sections.
    place = plan.sections.index(article.section) if article.section in plan.sections else len(plan.sections)
    return (page, 0, place, article.kind is not Kind.LEAD_IN, article.order, article.file)
