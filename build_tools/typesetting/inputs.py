"""一版所凭: all that one page as printed depends on, cut out of the issue and summed up in a digest.

In: a numbered issue, the paper, the sheet, a page number, the issue's folder. Out: :class:`PageInputs`. Composing a
page is given nothing else, so two pages with the same digest are the same page, on any machine with the same
fonts and libraries (:mod:`build_tools.production.environment` sums those up).
"""

from __future__ import annotations

import datetime
import enum
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from build_tools.model import (
    Article,
    Imprint,
    Kind,
    NumberedArticle,
    NumberedIssue,
    PagePlan,
    Paper,
    Plate,
    PressSettings,
    pictures_of,
    set_on,
)
from build_tools.typesetting.sheet import Sheet


@dataclass(frozen=True, slots=True)
class PageInputs:
    """一版所凭. ``numbered`` holds this page's articles whole and, on the first page, what its 导读 tells of the others;
    ``paper`` the facts that are printed. ``pictures``: file in the issue's folder → digest of its bytes, "" where there is none.
    """

    page: int
    numbered: NumberedIssue
    paper: Paper
    sheet: Sheet
    pictures: tuple[tuple[str, str], ...]
    digest: str
    """Hexadecimal; the same for the same inputs in any process and on any machine."""

    @property
    def plan(self) -> PagePlan:
        """What issue.yml says of the page."""
        return self.numbered.issue.pages[self.page - 1]


def page_inputs(
    numbered: NumberedIssue, paper: Paper, sheet: Sheet, page: int, folder: Path | None = None
) -> PageInputs:
    """一版所凭 of a page (the first is 1). ``folder`` is the issue's own; without it the pictures' bytes do not count."""
    cut, facts = _cut_issue(numbered, page), _printed_facts(paper)
    files = dict.fromkeys(picture.file for item in cut.articles for picture in pictures_of(item.article.body))
    if page == 1 and not numbered.issue.record:
        facts = replace(facts, nameplate=paper.nameplate)
        plates = (cut.issue.nameplate, paper.nameplate)
        files |= dict.fromkeys(each.file for each in plates if each)
    if any(item.article.whole_spread for item in cut.articles):
        facts = replace(facts, press=PressSettings(bleed=paper.press.bleed))
    if not numbered.issue.record:
        facts = replace(facts, heads=_heads_shown(cut, paper, page))
        files |= dict.fromkeys(plate.file for _, plate in facts.heads)
        files |= dict.fromkeys(plate.file for filler in facts.fillers for plate, _ in filler.artwork)
    pictures = tuple((file, _digest_of_file(folder / file)) for file in files) if folder else ()
    return PageInputs(
        page, cut, facts, sheet, pictures, digest_of(page, cut, facts, sheet_digest(sheet), pictures)
    )


def sheet_digest(sheet: Sheet) -> str:
    """版样的摘要: what the sheet says, wherever it lies."""
    return digest_of(
        sheet.inks,
        sheet.page,
        sheet.picture,
        sheet.styles,
        {weight.value: sizes for weight, sizes in sheet.headlines.items()},
        sheet.css,
    )


def digest_of(*values: object) -> str:
    """摘要 of plain values and of dataclasses of them, fields that do not count in comparison included.

    Raises TypeError for what has no content of its own (an object whose text would name its place in memory).
    """
    found = hashlib.sha256()
    for part in _parts(values):
        found.update(part)
    return found.hexdigest()


def _cut_issue(numbered: NumberedIssue, page: int) -> NumberedIssue:
    issue, mark = numbered.issue, f"page {page}"
    pages = tuple(plan if plan.number == page else PagePlan(plan.number, "", ()) for plan in issue.pages)
    marks = {key: issue.marks[key] for key in (mark, *(["masthead"] * (page == 1))) if key in issue.marks}
    told = tuple(
        _told(item)
        for item in numbered.articles
        if page == 1 and not issue.record and item.page > 1 and item.article.kind is Kind.ARTICLE
    )
    record = issue.record.of_page(page) if issue.record else None
    return NumberedIssue(
        replace(
            issue,
            pages=pages,
            articles=(),
            bounty=None,
            marks=marks,
            record=record,
            nameplate=issue.nameplate if page == 1 else None,
        ),
        (*set_on(numbered, page), *told),
    )


def _heads_shown(cut: NumberedIssue, paper: Paper, page: int) -> tuple[tuple[str, Plate], ...]:
    """刊头 that the page may show: of the articles on it, of their sections, its own; all, where it asks for one that there is not."""
    on_it = [item.article for item in cut.articles if item.page == page or item.article.spread]
    asked = {article.drawn_head for article in on_it} | {cut.issue.pages[page - 1].head}
    if asked - {name for name, _ in paper.heads} - {""}:
        return paper.heads
    asked |= {article.section for article in on_it}
    return tuple(each for each in paper.heads if each[0] in asked)


def _told(item: NumberedArticle) -> NumberedArticle:
    """As much of another page's story as the 导读 can show."""
    article = item.article
    shown = Article(
        "",
        article.section,
        article.kind,
        "",
        article.headline,
        (),
        kicker=article.kicker,
        deck=article.deck,
        weight=article.weight,
    )
    return replace(item, address="", article=shown)


def _printed_facts(paper: Paper) -> Paper:
    return Paper(
        paper.name,
        paper.edition,
        paper.sections,
        site_url=paper.site_url,
        standing=paper.standing,
        imprint=Imprint(paper.imprint.given),
        type_area=paper.type_area,
        regime=paper.regime,
        fillers=paper.fillers,
        names=paper.names,
    )


def _digest_of_file(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _parts(value: object) -> Iterator[bytes]:
    """The value as bytes that no other value has: kind, length, content."""
    match value:
        case enum.Enum():
            yield f"e{type(value).__name__}.{value.name};".encode()
        case str():
            encoded = value.encode("utf-8", "surrogatepass")
            yield b"s%d:" % len(encoded)
            yield encoded
        case None | bool() | int() | float() | datetime.date():
            yield f"p{type(value).__name__} {value!r};".encode()
        case Mapping():
            yield b"m%d:" % len(value)
            for key in sorted(value):
                yield from _parts((key, value[key]))
        case tuple() | list():
            yield b"t%d:" % len(value)
            for each in value:
                yield from _parts(each)
        case _ if is_dataclass(value) and not isinstance(value, type):
            yield f"d{type(value).__name__};".encode()
            for name in _names(type(value)):
                yield from _parts(getattr(value, name))
        case _:
            raise TypeError(f"{type(value).__name__} has no digest")


@lru_cache(maxsize=256)
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
