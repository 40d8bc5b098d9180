"""The paper 报 itself: what mkdocs.yml says of it, the same for every issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from build_tools.model.press import REGIMES, PressSettings

INTERNAL_MATTER = "内部资料，免费交流"
"""What the first page of internal material must say in full (《内部资料性出版物管理办法》第十四条)."""
TO_BE_GIVEN = "待补"
"""Stands for a fact the paper has not given yet; such facts are left out of the page."""


@dataclass(frozen=True, slots=True)
class Section:
    """栏目: its name, its colour (CSS ``#rrggbb``) and its address (pinyin)."""

    name: str
    colour: str
    slug: str


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
class Paper:
    """报: name, edition, sections, imprint, grid, and the readings that pinyin gets wrong."""

    name: str
    edition: str
    sections: tuple[Section, ...]
    code: str = ""
    """Letters that stand for paper and edition in file names for the print shop (ZMCB)."""
    site_url: str = ""
    """With a slash at the end, or ""."""
    imprint: Imprint = Imprint()
    bounty: BountyRules = BountyRules()
    type_area: TypeArea = TypeArea()
    readings: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    """Persons often named in the copy, so that the site can give the sound of their surnames (任, 曾, 单, 仇)."""
    regime: str = REGIMES[0]
    press: PressSettings = field(default_factory=PressSettings)

    def section(self, name: str) -> Section | None:
        """The section of that name."""
        return next((section for section in self.sections if section.name == name), None)
