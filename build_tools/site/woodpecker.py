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
from build_tools.model import Correction, NumberedIssue, Paper, digest_of, draw, parse_ballot
from build_tools.site.addresses import absolute
from build_tools.site.corrected import corrected_issue
from build_tools.site.feed import moment
from build_tools.site.pages import SitePage
from build_tools.site.presenting import changed_on, view_correction
from build_tools.site.views import CorrectionView, written_page

CORRECTIONS, RECEIPTS, FIGURES = "gengzheng/", "huizhi/", "gengzheng/tongji/"
DRAWS = "choujiang/"
_ATOM = "http://www.w3.org/2005/Atom"
_FEED = 12
"""Issues that the feed of corrections looks back on."""
_YEAR = 12
"""Months that the figures look back on."""
_TALL = 70
"""Height of the tallest column of a month, in pixels."""
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

    @property
    def where(self) -> str:
        """第2版, or 网上补发."""
        return written_page(self.page)


@dataclass(frozen=True, slots=True)
class IssueCorrections:
    """What the 更正 pages and their feed need of one issue."""

    issue: str
    changed: datetime.date
    """Publication, or the last correction since."""
    listed: tuple[ListedCorrection, ...]


def issue_corrections(numbered: NumberedIssue) -> IssueCorrections:
    """The corrections of an issue, ready to be listed with those of others."""
    return IssueCorrections(numbered.issue.name, changed_on(numbered), listed_corrections(numbered))


def listed_corrections(numbered: NumberedIssue) -> tuple[ListedCorrection, ...]:
    """The corrections of an issue, newest first; those of facts and of misprints alike."""
    places = {
        item.number: (item.article.listed_headline, item.page, item.address)
        for item in corrected_issue(numbered).articles
    }
    places |= {gone.number: (gone.headline, gone.page, gone.address) for gone in numbered.withdrawn}
    found = sorted(
        numbered.corrections, key=lambda each: (each.date, each.number, each.place.key), reverse=True
    )
    return tuple(_listed(each, *places[each.number]) for each in found if each.number in places)


def _listed(correction: Correction, headline: str, page: int, address: str) -> ListedCorrection:
    anchor = f"#p{correction.place.paragraph}" if correction.place.paragraph else ""
    return ListedCorrection(
        str(correction.number),
        correction.number.printed,
        headline,
        page,
        f"{address}/{anchor}",
        view_correction(correction),
    )


def woodpecker_pages(
    issues: Sequence[IssueCorrections], public: Mapping[str, Public], date: datetime.date
) -> list[SitePage]:
    """更正 (a page a year), 查回执, 统计. ``issues`` oldest first; ``public``: issue → what was published."""
    recent = [public[name] for name in sorted(public)[-_YEAR:]]
    months = [figures_view(each) for each in recent]
    pages = [
        *_corrections_pages(issues, FIGURES if months else "", date),
        SitePage(
            RECEIPTS,
            "receipt.html",
            "查回执",
            date,
            {
                "answered": [issue_title(name) for name in sorted(public, reverse=True)],
                "draws": DRAWS if any("ballot" in each for each in public.values()) else "",
            },
            "凭回执号查您报的差错核对得怎样。",
        ),
    ]
    if drawn := [
        view_draw(public[name]) for name in sorted(public, reverse=True) if "ballot" in public[name]
    ]:
        told = "抽签的选票、公开数值和结果，谁都可以重算一遍。"
        pages.append(SitePage(DRAWS, "draw.html", "抽签", date, {"months": tuple(filter(None, drawn))}, told))
    if months:
        view = {
            "months": tuple(reversed(months)),
            "rates": bars([(month["title"], month["rate"]) for month in months], LIMIT),
            "repeats": bars([(month["title"], month["share"]) for month in months]),
            "over_months": over_months(recent),
            "limit": LIMIT,
        }
        pages.append(SitePage(FIGURES, "figures.html", "纠错统计", date, view))
    return pages


def _corrections_pages(
    issues: Sequence[IssueCorrections], figures: str, date: datetime.date
) -> list[SitePage]:
    """The newest year stands at the address of the whole; every year has one of its own, which stays."""
    corrected = [each for each in reversed(issues) if each.listed]
    years = sorted({each.issue[:4] for each in corrected}, reverse=True)
    pages = []
    for year in years or [""]:
        by_issue = [(issue_title(each.issue), each.listed) for each in corrected if each.issue[:4] == year]
        view = {"by_issue": by_issue, "figures": figures, "years": years, "year": year}
        addresses = [CORRECTIONS] * (year in ("", *years[:1])) + [f"{CORRECTIONS}{year}/"] * bool(year)
        pages += [
            SitePage(
                address, "corrections.html", "更正", date, view, "各期见报以后的更正，连同原文与指出的读者。"
            )
            for address in addresses
        ]
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
        "share": round(figures["duplicates"] * 100, 1),
        "rate": figures["rate"],
        "factors": public.get("factors", []),
        "charts": [
            ("属实的差错，按类别", bars(figures["by_kind"])),
            ("属实的差错，按栏目", bars(figures["by_page"])),
            ("属实的差错，何时进来的（校次）", bars(figures.get("by_round", []))),
            ("各次校样漏过的差错", bars(figures.get("missed", []))),
            ("每天的来信", bars(figures["by_day"])),
            ("从收到到裁定", bars(figures["days_to_verdict"])),
        ],
    }


def bars(rows: Sequence[Sequence[Any]], limit: float = 0.0) -> list[dict[str, Any]]:
    """(label, count) → label, count and length in hundredths of the longest, for SVG that carries no style."""
    largest = max([float(row[1]) for row in rows] + [limit, 0.001])
    return [
        {
            "label": str(row[0]),
            "value": f"{float(row[1]):g}",
            "length": round(float(row[1]) / largest * 100, 1),
            "limit": round(limit / largest * 100, 1),
        }
        for row in rows
    ]


def over_months(recent: Sequence[Public]) -> list[dict[str, Any]]:
    """逐月: errors by kind, section and round of proofs, one small chart a label, all of a group to one scale. Oldest month first."""
    if len(recent) < 2:
        return []
    groups = (("按类别", "by_kind"), ("按栏目", "by_page"), ("按校次", "by_round"))
    return [
        {"title": title, "charts": charts} for title, key in groups if (charts := _month_charts(recent, key))
    ]


def _month_charts(published: Sequence[Public], key: str) -> list[dict[str, Any]]:
    counts = [{str(label): int(count) for label, count in each["figures"].get(key, [])} for each in published]
    names = [str(each["issue"]) for each in published]
    labels = dict.fromkeys(label for month in counts for label in month)
    rows = sorted(
        ((label, [month.get(label, 0) for month in counts]) for label in labels),
        key=lambda row: (-sum(row[1]), row[0]),
    )
    largest = max((max(row) for _, row in rows), default=0) or 1
    return [
        {
            "label": label,
            "total": sum(row),
            "columns": [_column(names, at, count, largest) for at, count in enumerate(row)],
        }
        for label, row in rows
    ]


def _column(names: Sequence[str], at: int, count: int, largest: int) -> dict[str, Any]:
    year = names[at][:4] if at == 0 or names[at].endswith("-01") else ""
    return {
        "name": issue_title(names[at]),
        "month": f"{int(names[at][5:])}月",
        "year": year,
        "count": count,
        "tall": round(count / largest * _TALL, 1),
    }


def view_draw(public: Public) -> dict[str, Any] | None:
    """One month's draw as the page shows it; None when its ballot is none."""
    text, known = str(public["ballot"]), public.get("draw") or {}
    ballot, name = parse_ballot(text), str(public["issue"])
    if ballot is None:
        return None
    drawn = draw(text, str(known.get("value", ""))) if known.get("digest") == digest_of(text) else None
    won = dict.fromkeys(drawn.best, "最佳") | dict.fromkeys(drawn.excellent, "优秀") if drawn else {}
    return {
        "title": issue_title(name),
        "issue": name,
        "ballot": ballot,
        "digest": digest_of(text),
        "file": f"{DRAWS}{name}.txt",
        "value": known.get("value", ""),
        "drawn": drawn,
        "ranking": [
            {
                "entrant": entrant,
                "score": f"{float(entrant.score):g}",
                "lot": lot,
                "prize": won.get(entrant.code, ""),
            }
            for entrant, lot in (drawn.ranking if drawn else ())
        ],
    }


def write_ballots(public: Mapping[str, Public]) -> dict[str, str]:
    """Address → the sealed ballot, byte for byte: its SHA-256 is the digest that the page tells."""
    return {
        f"{DRAWS}{name}.txt": str(document["ballot"])
        for name, document in sorted(public.items())
        if "ballot" in document
    }


def write_answers(public: Mapping[str, Public]) -> str:
    """What the receipt page looks things up in: a list of issues, newest first, each with its salt and key → answers."""
    answers = [
        {"issue": issue_title(name), "salt": document.get("salt", ""), "answers": document["answers"]}
        for name, document in sorted(public.items(), reverse=True)
    ]
    return json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def write_corrections_feed(paper: Paper, issues: Sequence[IssueCorrections]) -> str:
    """更正的订阅源 as Atom, newest first: the last issues that have any. ``issues`` oldest first."""
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-Hans"})
    newest = max((each.changed for each in issues), default=datetime.date(2000, 1, 1))
    for tag, text in (
        ("title", f"{paper.name}·更正"),
        ("id", absolute(paper, CORRECTIONS)),
        ("updated", moment(newest)),
    ):
        ElementTree.SubElement(feed, tag).text = text
    ElementTree.SubElement(feed, "link", {"rel": "self", "href": absolute(paper, f"{CORRECTIONS}feed.xml")})
    ElementTree.SubElement(ElementTree.SubElement(feed, "author"), "name").text = paper.name
    for issue in [each for each in reversed(issues) if each.listed][:_FEED]:
        for order, each in enumerate(issue.listed):
            _add_entry(feed, paper, each, order)
    ElementTree.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def _add_entry(feed: ElementTree.Element, paper: Paper, each: ListedCorrection, order: int) -> None:
    entry, shown = ElementTree.SubElement(feed, "entry"), each.correction
    said = f"{shown.place}，{shown.said}。" + (f"（{shown.finder}指出）" if shown.finder else "")
    day = datetime.date.fromisoformat(shown.date)
    for tag, text in (
        ("title", f"更正：{each.headline} {each.printed_number}"),
        ("id", f"{absolute(paper, f'n/{each.number}/')}#{shown.date}-{order}"),
        ("updated", moment(day)),
        ("summary", said),
    ):
        ElementTree.SubElement(entry, tag).text = "".join(char for char in text if char.isprintable())
    ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": absolute(paper, each.address)})
