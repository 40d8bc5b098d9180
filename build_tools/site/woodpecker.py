"""纠错的网页: 更正 of all issues with a feed, 查回执, and the figures of the desk; no persons but finders as they agreed.

In: the paper, its issues with their corrections, what ``chenbao bounty publish`` wrote. Out: pages, and files for machines.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from build_tools.markup.almanac import issue_title
from build_tools.model import Correction, NumberedIssue, Paper
from build_tools.site.corrected import corrected_issue
from build_tools.site.feed import absolute, changed_on, moment
from build_tools.site.pages import SitePage
from build_tools.site.presenting import view_correction
from build_tools.site.views import CorrectionView

CORRECTIONS, RECEIPTS, FIGURES = "gengzheng/", "huizhi/", "gengzheng/tongji/"
_ATOM = "http://www.w3.org/2005/Atom"
LIMIT = 3.0
"""合格线, in 1/10000 (《报纸期刊质量管理规定》第七条)."""

Public = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ListedCorrection:
    """One correction with the article it belongs to."""

    number: str
    printed_number: str
    headline: str
    page: int
    address: str
    correction: CorrectionView


def listed_corrections(numbered: NumberedIssue) -> tuple[ListedCorrection, ...]:
    """The corrections of an issue, newest first; those of facts and of misprints alike."""
    places = {item.number: (item.article.listed_headline, item.page, item.address) for item in corrected_issue(numbered).articles}
    places |= {gone.number: (gone.headline, gone.page, gone.address) for gone in numbered.withdrawn}
    found = sorted(numbered.corrections, key=lambda each: (each.date, each.number, each.place.key), reverse=True)
    return tuple(_listed(each, *places[each.number]) for each in found if each.number in places)


def _listed(correction: Correction, headline: str, page: int, address: str) -> ListedCorrection:
    anchor = f"#p{correction.place.paragraph}" if correction.place.paragraph else ""
    return ListedCorrection(str(correction.number), correction.number.printed, headline, page, f"{address}/{anchor}", view_correction(correction))


def woodpecker_pages(issues: Sequence[NumberedIssue], public: Mapping[str, Public], date: datetime.date) -> list[SitePage]:
    """更正, 查回执, 统计. ``public``: issue → what was published."""
    by_issue = [(issue_title(numbered.issue.name), found) for numbered in reversed(issues) if (found := listed_corrections(numbered))]
    months = [figures_view(public[name]) for name in sorted(public)]
    pages = [
        SitePage(CORRECTIONS, "corrections.html", "更正", date, {"by_issue": by_issue, "figures": FIGURES if months else ""}, "各期见报以后的更正，连同原文与指出的读者。"),
        SitePage(RECEIPTS, "receipt.html", "查回执", date, {"answered": [issue_title(name) for name in sorted(public, reverse=True)]}, "凭回执号查您报的差错核对得怎样。"),
    ]
    if months:
        pages.append(SitePage(FIGURES, "figures.html", "纠错统计", date, {"months": tuple(reversed(months)), "rates": bars([(month["title"], month["rate"]) for month in months], LIMIT), "limit": LIMIT}))
    return pages


def figures_view(public: Public) -> dict[str, Any]:
    """One issue's figures as bars."""
    figures = public["figures"]
    return {
        "title": issue_title(str(public["issue"])),
        "reports": figures["reports"],
        "claims": figures["claims"],
        "faults": figures["faults"],
        "accepted": figures["accepted"],
        "duplicates": f"{figures['duplicates']:.0%}",
        "rate": figures["rate"],
        "factors": public.get("factors", []),
        "charts": [
            ("属实的差错，按类别", bars(figures["by_kind"])),
            ("属实的差错，按栏目", bars(figures["by_page"])),
            ("每天的来信", bars(figures["by_day"])),
            ("从收到到裁定", bars(figures["days_to_verdict"])),
        ],
    }


def bars(rows: Sequence[Sequence[Any]], limit: float = 0.0) -> list[dict[str, Any]]:
    """(label, count) → label, count and length in hundredths of the longest, for SVG that carries no style."""
    largest = max([float(row[1]) for row in rows] + [limit, 0.001])
    return [{"label": str(row[0]), "value": f"{float(row[1]):g}", "length": round(float(row[1]) / largest * 100, 1), "limit": round(limit / largest * 100, 1)} for row in rows]


def write_answers(public: Mapping[str, Public]) -> str:
    """Hash of a receipt → answers, all issues together; what the receipt page looks things up in."""
    answers = {key: {"issue": issue_title(name), "claims": claims} for name, document in sorted(public.items()) for key, claims in document["answers"].items()}
    return json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def write_corrections_feed(paper: Paper, issues: Sequence[NumberedIssue]) -> str:
    """更正的订阅源 as Atom, newest first."""
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-Hans"})
    newest = max((changed_on(numbered) for numbered in issues), default=datetime.date(2000, 1, 1))
    for tag, text in (("title", f"{paper.name}·更正"), ("id", absolute(paper, CORRECTIONS)), ("updated", moment(newest))):
        ElementTree.SubElement(feed, tag).text = text
    ElementTree.SubElement(feed, "link", {"rel": "self", "href": absolute(paper, f"{CORRECTIONS}feed.xml")})
    ElementTree.SubElement(ElementTree.SubElement(feed, "author"), "name").text = paper.name
    for numbered in reversed(issues):
        for order, each in enumerate(listed_corrections(numbered)):
            _add_entry(feed, paper, each, order)
    ElementTree.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def _add_entry(feed: ElementTree.Element, paper: Paper, each: ListedCorrection, order: int) -> None:
    entry, shown = ElementTree.SubElement(feed, "entry"), each.correction
    said = f"{shown.place}，{shown.said}。" + (f"（{shown.finder}指出）" if shown.finder else "")
    day = datetime.date.fromisoformat(shown.date)
    for tag, text in (("title", f"更正：{each.headline} {each.printed_number}"), ("id", f"{absolute(paper, f'n/{each.number}/')}#{shown.date}-{order}"), ("updated", moment(day)), ("summary", said)):
        ElementTree.SubElement(entry, tag).text = "".join(char for char in text if char.isprintable())
    ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": absolute(paper, each.address)})
