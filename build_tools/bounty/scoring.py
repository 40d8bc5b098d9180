"""计错: accepted faults → what each counts, and the issue's 差错率 as 自检估算.

In: accepted verdicts, the paper's grid, the pictures. Out: counts with every factor, so that anybody can check the sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from build_tools.bounty.claims import Part
from build_tools.bounty.verdicts import Verdict
from build_tools.bounty.weights import BY_CODE, IMPORTANT, LIMIT, MOST_REPEATS, TITLE, Weight
from build_tools.model import TypeArea


@dataclass(frozen=True, slots=True)
class Counted:
    """What one fault counts and why. ``steps`` is the reckoning in Chinese."""

    verdict: Verdict
    counts: Fraction
    steps: tuple[str, ...]
    verified: bool


def count_faults(accepted: Iterable[Verdict]) -> tuple[Counted, ...]:
    """Weigh accepted faults in order of place; limits on repeats and on the issue are kept."""
    used: dict[tuple[str, str, str], int] = defaultdict(int)
    spent: dict[tuple[str, ...], Fraction] = defaultdict(Fraction)
    found = []
    for verdict in sorted(accepted, key=_place):
        row = BY_CODE.get(verdict.kind)
        if row is None:
            found.append(Counted(verdict, Fraction(0), ("没有写明类别，暂不计",), False))
            continue
        found.append(_count(verdict, row, used, spent))
    return tuple(found)


def _place(verdict: Verdict) -> tuple[str, str, int, int, int, str]:
    spot = verdict.spot
    place = (str(spot.number), spot.part, spot.ordinal) if spot else ("", "", 0)
    return (*place, verdict.start, verdict.end, verdict.claims[0])


def _count(
    verdict: Verdict,
    row: Weight,
    used: dict[tuple[str, str, str], int],
    spent: dict[tuple[str, ...], Fraction],
) -> Counted:
    steps = [f"{row.name}：{_decimal(row.weight)}" + ("" if row.verified else "（待核）")]
    counts = row.weight * _doubling(verdict, steps)
    same = (verdict.kind, verdict.printed, verdict.corrected)
    used[same] += 1
    if used[same] > MOST_REPEATS and (verdict.printed or verdict.corrected):
        counts = Fraction(0)
        steps.append(f"同一文字差错第{used[same]}次出现，最多计{MOST_REPEATS}次：0")
    if row.most is not None:
        key = (row.code,) if row.per_issue else same
        left = max(Fraction(0), row.most - spent[key])
        if counts > left:
            steps.append(
                f"{'一期' if row.per_issue else '同一差错'}至多计{_decimal(row.most)}，只余{_decimal(left)}"
            )
        counts = min(counts, left)
        spent[key] += counts
    return Counted(verdict, counts, tuple(steps), row.verified)


def _doubling(verdict: Verdict, steps: list[str]) -> int:
    """Twice in titles, twice for important facts; both at once still twice, which the annex does not say (待核)."""
    if verdict.spot and Part(verdict.spot.part).title:
        steps.append(f"{TITLE.name}：×{TITLE.factor}")
        return TITLE.factor
    if verdict.important:
        steps.append(f"{IMPORTANT.name}：×{IMPORTANT.factor}")
        return IMPORTANT.factor
    return 1


def _decimal(value: Fraction) -> str:
    return f"{float(value):g}"


@dataclass(frozen=True, slots=True)
class PictureShare:
    """A picture's share of a page's type area, 0 to 1; ``work`` for 作品性图片, else 装饰性; ``told_by`` what that is told by."""

    page: int
    share: float
    work: bool = True
    told_by: str = ""

    @property
    def off(self) -> Fraction:
        """The share of the page that does not count as characters."""
        return _exact(self.share) * (1 - (_WORK if self.work else _DECORATION))


_WORK, _DECORATION = Fraction(4, 5), Fraction(3, 10)
"""作品性图片（新闻摄影、艺术作品等）按80%, 装饰性图片按30% of the characters that would stand there (附件 二)."""
HOW_PICTURES_ARE_TOLD = "图片怎样分：办法只说新闻摄影、艺术作品等是作品性图片，别的是装饰性图片。这里有图说或有署名的作作品性计，两样都没有的作装饰性计，是我们自己的认法"


def _exact(share: float) -> Fraction:
    return Fraction(str(round(share, 4)))


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """差错率，自检估算. ``characters`` 检查总字数, ``faults`` the sum of counts; ``factors`` each step in Chinese."""

    characters: Fraction
    faults: Fraction
    factors: tuple[str, ...]

    @property
    def rate(self) -> Fraction:
        """Faults per character."""
        return self.faults / self.characters if self.characters else Fraction(0)

    @property
    def in_ten_thousand(self) -> float:
        """万分之几."""
        return round(float(self.rate * 10_000), 2)

    @property
    def within_limit(self) -> bool:
        """Whether it stays at or below 3/10000. An estimate of our own, not an official finding."""
        return self.rate <= LIMIT


def error_rate(
    counted: Iterable[Counted], area: TypeArea, pages: int, pictures: Iterable[PictureShare] = ()
) -> ErrorRate:
    """版面字数 = characters a line (with the gaps between columns) × lines, pages full whether set or blank; pictures count 80 % or 30 %."""
    line = Fraction(area.columns * area.characters) + Fraction(str(area.gap)) * (area.columns - 1)
    page = line * area.lines
    factors = [
        f"版面字数：每行{_decimal(line)}字（{area.columns}栏×{area.characters}字，栏距{area.gap:g}字）×{area.lines}行＝{_decimal(page)}字",
        f"×{pages}版＝{_decimal(page * pages)}字（空白、报眉、表格、图说都按所占版面计字）",
    ]
    shown = tuple(pictures)
    for picture in shown:
        told = f"（{picture.told_by}）" if picture.told_by else ""
        factors.append(
            f"第{picture.page}版{'作品性' if picture.work else '装饰性'}图片{told}占版心{picture.share:.1%}，按{'80%' if picture.work else '30%'}计：减{float(page * picture.off):.0f}字"
        )
    total = page * pages - page * sum((picture.off for picture in shown), Fraction(0))
    faults = sum((each.counts for each in counted), Fraction(0))
    factors.append(
        f"差错数{_decimal(faults)}÷{float(total):.0f}字＝万分之{_rate(faults, total):.2f}（合格线万分之3）"
    )
    if shown:
        covered = sum((_exact(picture.share) for picture in shown), Fraction(0))
        either = [_rate(faults, page * pages - page * covered * (1 - part)) for part in (_WORK, _DECORATION)]
        factors.append(
            f"{HOW_PICTURES_ARE_TOLD}。全按作品性计是万分之{either[0]:.2f}，全按装饰性计是万分之{either[1]:.2f}"
        )
    return ErrorRate(total, faults, tuple(factors))


def _rate(faults: Fraction, characters: Fraction) -> float:
    return float(faults / characters * 10_000) if characters else 0.0
