"""The paper 报 itself: what mkdocs.yml says of it, the same for every issue."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field

from build_tools.model.press import REGIMES, PressSettings
from build_tools.model.text import Paragraph

INTERNAL_MATTER = "内部资料，免费交流"
"""What the first page of internal material must say in full (《内部资料性出版物管理办法》第十四条)."""
SERIES = "系列"
TO_BE_GIVEN = "待补"
"""Stands for a fact the paper has not given yet; such facts are left out of the page."""


@dataclass(frozen=True, slots=True)
class Section:
    """栏目: its name, its colour (CSS ``#rrggbb``) and its address (pinyin)."""

    name: str
    colour: str
    slug: str
    retired: bool = False
    """Whether the paper has it no longer: only what was printed in it still bears its name."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """版权栏: the facts that must be printed in every issue (《报纸出版形式差错数计算方法》基本要求 3), label and value."""

    facts: tuple[tuple[str, str], ...] = ()
    marks: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)
    """(line, column) of each label in mkdocs.yml."""

    def fact(self, label: str) -> str:
        """The value under a label, "" while it is not given."""
        return dict(self.given).get(label, "")

    @property
    def given(self) -> tuple[tuple[str, str], ...]:
        """The facts that are known; the others are not printed."""
        return tuple((label, value) for label, value in self.facts if value and value != TO_BE_GIVEN)


@dataclass(frozen=True, slots=True)
class BountyRules:
    """纠错有奖: where reports go and what they earn."""

    account: str = ""
    """公众号: the WeChat account that takes reports."""
    reward: int = 0
    """Yuan for the best woodpecker."""
    gifts: int = 0
    """How many excellent woodpeckers get a gift."""
    report_to: str = ""
    """Where the site's report form sends to, ``mailto:…`` or ``https://…``; "" when readers copy the message themselves."""
    account_code: str = ""
    """公众号二维码: a picture below content/ (``pictures/qr.png``), "" for none."""
    account_link: str = ""
    """An address that opens the account, ``https://…`` or ``weixin://…``; "" for none."""


@dataclass(frozen=True, slots=True)
class Topic:
    """地方 or 系列: what readers look for over many issues, from content/places.yml.

    ``kind`` is 居民区, 小区, 路 or another word of the paper's own, :data:`SERIES` for a series; ``aliases`` are other ways
    to write the name; ``slug`` its address part.
    """

    name: str
    kind: str
    aliases: tuple[str, ...]
    slug: str

    @property
    def is_series(self) -> bool:
        """Whether it is a series of articles and not a place."""
        return self.kind == SERIES

    @property
    def names(self) -> tuple[str, ...]:
        """All that it goes by, the longest first."""
        return tuple(sorted((self.name, *self.aliases), key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class TypeArea:
    """版心: page and grid. Lengths of the page in mm, type sizes in points."""

    page_width: float = 275.0
    page_height: float = 390.0
    columns: int = 6
    characters: int = 12
    """Characters a text column holds."""
    gap: float = 1.0
    """Between columns, in characters."""
    size: float = 9.0
    leading: float = 12.5
    lines: int = 78


@dataclass(frozen=True, slots=True)
class Plate:
    """画稿: what was drawn for the paper: its name in the place of the name in type, a 刊头, the artwork of a filler."""

    file: str
    """From the folder of an issue."""
    size: tuple[float, float] = (0.0, 0.0)
    """Pixels of a picture, units of a drawing; (0, 0) while nobody has looked at the file."""
    drawing: bool = False
    """Whether it is an SVG, as sharp in every size."""
    line_art: bool = False

    @property
    def usable(self) -> bool:
        """Whether somebody has looked at the file and found a size."""
        return min(self.size) > 0


@dataclass(frozen=True, slots=True)
class Filler:
    """补白: standing matter that the paper wrote for what copy leaves of a page: 公益广告, 征稿, 报训 (the ``label``)."""

    name: str
    """Of its file, without the ending."""
    label: str
    headline: str
    paragraphs: tuple[Paragraph, ...]
    """() where its artwork says all."""
    artwork: tuple[tuple[Plate, str], ...] = ()
    """图样, each with the size it was drawn for, written as an advertisement's; "" for any."""


@dataclass(frozen=True, slots=True)
class Paper:
    """报: name, edition, sections, imprint, grid, and the readings that pinyin gets wrong."""

    name: str
    edition: str
    sections: tuple[Section, ...]
    code: str = ""
    """Letters that stand for paper and edition in file names for the print shop (ZMCB)."""
    site_url: str = ""
    """With a slash at the end, or ""."""
    standing: str = "content"
    """The folder of the standing pages, from the paper's root: MkDocs' docs_dir."""
    imprint: Imprint = Imprint()
    bounty: BountyRules = BountyRules()
    type_area: TypeArea = TypeArea()
    readings: Mapping[str, str] = field(default_factory=dict)
    fillers: tuple[Filler, ...] = ()
    names: tuple[str, ...] = ()
    """Persons often named in the copy, so that the site can give the sound of their surnames (任, 曾, 单, 仇)."""
    timezone: str = "Asia/Shanghai"
    """By whose clock the paper dates what it writes (IANA name)."""
    drafts: bool = False
    """Whether unsigned issues stand on the published site, marked 校样."""
    topics: tuple[Topic, ...] = ()
    audio: tuple[str, ...] = ()
    """The speech engine that recordings are made with, and its arguments; () for none."""
    regime: str = REGIMES[0]
    press: PressSettings = field(default_factory=PressSettings)
    nameplate: Plate | None = None
    """Of the issues that bring none of their own; None where the name is set in type."""
    heads: tuple[tuple[str, Plate], ...] = ()
    """刊头: the drawn heads of sections, regular columns and pages, by name."""

    @property
    def zone(self) -> datetime.tzinfo:
        """The paper's time zone."""
        return zoneinfo.ZoneInfo(self.timezone)

    @property
    def own_names(self) -> tuple[str, ...]:
        """Names that no word list knows: no headline breaks inside them."""
        return (self.name, self.edition, *(each.name for each in self.sections), *self.names)

    def address(self, issue: str, ending: str) -> str:
        """Where the whole of an issue stands as one file, on the website as in ``dist/print``: 2021-01/社区晨报-张庙-2021-01.pdf."""
        return f"{issue}/{'-'.join(part for part in (self.name, self.edition, issue) if part)}{ending}"

    def pdf_name(self, issue: str) -> str:
        """社区晨报-张庙-2021-01.pdf (contract §7)."""
        return self.address(issue, ".pdf").partition("/")[2]

    def head(self, name: str) -> Plate | None:
        """The drawn head of that name, where there is one that can be used."""
        found = dict(self.heads).get(name)
        return found if found and found.usable else None

    def section(self, name: str) -> Section | None:
        """The section of that name."""
        return next((section for section in self.sections if section.name == name), None)


READING_MARK = "阅读版"
"""In the file's name: 社区晨报-张庙-2021-01-阅读版.pdf."""


def reading_name(pdf_name: str) -> str:
    """The name of the reading copy of an issue whose print PDF has that name."""
    stem, dot, ending = pdf_name.rpartition(".")
    return f"{stem}-{READING_MARK}{dot}{ending}"
