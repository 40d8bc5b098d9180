"""编号: gives every printed article and notice of an issue its number, once and for ever (contract §4).

In: an issue, the paper and the issue's ledger. Out: the numbered issue, the ledger as it should now be
written, and what could not be decided. Draft numbers follow the order of printing and are given anew at
each build; signed ones are never touched, late articles take numbers that were never used.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import (
    HIGHEST_ORDINAL,
    Article,
    ArticleNumber,
    Issue,
    Ledger,
    LedgerEntry,
    NumberedArticle,
    NumberedIssue,
    Paper,
    Withdrawn,
    printing_order,
    source_path,
)
from build_tools.numbering.addresses import assign_addresses
from build_tools.numbering.identity import Identities, identify_articles


@dataclass(frozen=True, slots=True)
class Numbering:
    """What numbering an issue gives."""

    numbered: NumberedIssue
    ledger: Ledger
    diagnostics: tuple[Diagnostic, ...]


def assign_numbers(issue: Issue, paper: Paper, ledger: Ledger) -> Numbering:
    """Number an issue. Pure: reads and writes nothing."""
    ledger, clashes_of_merge = merged_ledger(ledger, issue)
    known = identify_articles(issue, ledger)
    kept = {file: entry.address for file, entry in known.by_file.items()}
    addresses = assign_addresses(issue, paper, kept, [entry.address for entry in known.missing])
    articles = _number(issue, ledger, known, addresses.by_file)
    withdrawn = tuple(withdrawal(entry) for entry in sorted(known.missing, key=lambda each: each.number))
    found = [*clashes_of_merge, *identity_faults(issue, known)]
    for clash in addresses.clashes:
        found.append(
            diagnose("SQ210", _place(issue, clash.article), address=f"/{clash.address}/", other=clash.other)
        )
    if len(articles) < len(printing_order(issue)):
        found.append(diagnose("SQ304", Place(f"issues/{issue.name}/issue.yml")))
    numbered = NumberedIssue(issue, articles, withdrawn, bool(ledger.signed))
    return Numbering(numbered, _new_ledger(issue, articles, known), tuple(found))


def merged_ledger(ledger: Ledger, issue: Issue) -> tuple[Ledger, list[Diagnostic]]:
    """The ledger with every signed number once.

    Git's union merge keeps both sides' lines: the same article twice is folded (the line whose file still
    exists wins, then the one that gives a reason of withdrawal), two articles under one signed number are a fault.
    """
    files = {article.file for article in issue.articles}
    found: list[Diagnostic] = []
    by_number: dict[ArticleNumber, LedgerEntry] = {}
    for entry in ledger.kept:
        first = by_number.setdefault(entry.number, entry)
        if first.address != entry.address:
            place = Place(f"issues/{issue.name}/ledger.yml", entry.line or 1)
            found.append(
                diagnose("SQ302", place, number=entry.number.printed, first=first.file, second=entry.file)
            )
        elif (entry.file in files, bool(entry.withdrawn)) > (first.file in files, bool(first.withdrawn)):
            by_number[entry.number] = entry
    return Ledger(ledger.issue, tuple(sorted(by_number.values(), key=lambda each: each.number))), found


def _number(
    issue: Issue, ledger: Ledger, known: Identities, addresses: dict[str, str]
) -> tuple[NumberedArticle, ...]:
    used = {entry.number.ordinal for entry in ledger.kept}
    # Never below the highest number ever signed: a gap may be a number that was once somebody's.
    free = iter(range(max(used, default=0) + 1, HIGHEST_ORDINAL + 1))
    numbered: list[NumberedArticle] = []
    for page, article in printing_order(issue):
        entry = known.by_file.get(article.file)
        ordinal = entry.number.ordinal if entry else next(free, None)
        if ordinal is not None:
            number = ArticleNumber(issue.name, ordinal)
            numbered.append(NumberedArticle(number, page, addresses[article.file], article))
    return tuple(numbered)


def _new_ledger(issue: Issue, articles: tuple[NumberedArticle, ...], known: Identities) -> Ledger:
    entries = list(known.missing)
    for item in articles:
        entry = known.by_file.get(item.article.file)
        entries.append(replace(entry, file=item.article.file) if entry else draft_entry(item))
    # A signed article that the plan no longer prints keeps its line.
    printed = {item.article.file for item in articles}
    entries += [replace(entry, file=file) for file, entry in known.by_file.items() if file not in printed]
    return Ledger(issue.name, tuple(sorted(entries, key=lambda entry: entry.number)))


def draft_entry(item: NumberedArticle) -> LedgerEntry:
    """The ledger's line for an article that has not been signed."""
    article = item.article
    return LedgerEntry(
        item.number, article.file, item.address, article.listed_headline, article.section, item.page
    )


def withdrawal(entry: LedgerEntry) -> Withdrawn:
    """What is left of an article that is gone."""
    return Withdrawn(entry.number, entry.page, entry.address, entry.section, entry.headline, entry.withdrawn)


def identity_faults(issue: Issue, known: Identities) -> list[Diagnostic]:
    """What could not be decided about who is who."""
    found = [
        diagnose("SQ303", _place(issue, article, "number"), number=article.given_number.printed, problem=why)
        for article, why in known.misnumbered
        if article.given_number
    ]
    doubted = {doubt.entry.number for doubt in known.doubts}
    for doubt in known.doubts:
        entry = doubt.entry
        facts = {"number": entry.number.printed, "headline": entry.headline, "file": doubt.article.file}
        found.append(diagnose("SQ305", _place(issue, doubt.article), **facts))
    for doubt in known.presumed:
        facts = {"number": doubt.entry.number.printed, "headline": doubt.entry.headline}
        found.append(diagnose("SQ308", _place(issue, doubt.article, "headline"), **facts))
    for doubt in known.undead:
        facts = {
            "number": doubt.entry.number.printed,
            "reason": doubt.entry.withdrawn,
            "file": doubt.article.file,
        }
        found.append(diagnose("SQ309", _place(issue, doubt.article, "number"), **facts))
    for entry in known.missing:
        if not entry.withdrawn and entry.number not in doubted:
            place = Place(f"issues/{issue.name}/ledger.yml", entry.line or 1)
            facts = {"number": entry.number.printed, "headline": entry.headline, "file": entry.file}
            found.append(diagnose("SQ306", place, **facts))
    return found


def _place(issue: Issue, article: Article, key: str = "") -> Place:
    return Place(source_path(issue.name, article), *article.marks.get(key, (1, 1)))
