"""付印以后的编号: an issue that has its record 定本. What was printed stays as it was; what came since is 网上补发.

In: the issue as printed, the articles that lie in its folder now, the paper, the ledger. Out: the numbered issue,
the ledger as it should now be written, and what could not be decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import (
    HIGHEST_ORDINAL,
    Article,
    ArticleNumber,
    Issue,
    Kind,
    Ledger,
    LedgerEntry,
    NumberedArticle,
    NumberedIssue,
    Paper,
    source_path,
)
from build_tools.numbering.addresses import assign_addresses
from build_tools.numbering.assign import Numbering, draft_entry, identity_faults, merged_ledger, withdrawal
from build_tools.numbering.identity import Identities, identify_articles


def number_printed(
    printed: NumberedIssue,
    lying: Sequence[Article],
    paper: Paper,
    ledger: Ledger,
    unchanged: Mapping[str, ArticleNumber] = MappingProxyType({}),
) -> Numbering:
    """Number an issue that was signed off. ``lying`` are the articles in its folder, notices left out. Pure.

    Of a printed article number, page, address, text and pictures are those of the record; its section and file are
    those of the file that bears it today: ``unchanged`` files (by their path in the folder) hold the very text that was
    signed under that number, wherever they lie. A printed article without a file is withdrawn; a file without a printed
    number is late, and has its number and no page.
    """
    notices = tuple(each.article for each in printed.articles if each.article.kind is Kind.NOTICE)
    lying = [replace(each, given_number=each.given_number or unchanged.get(each.file)) for each in lying]
    issue = replace(printed.issue, articles=(*lying, *notices))
    ledger, clashes = merged_ledger(_restored(ledger, printed), issue)
    known = identify_articles(issue, ledger)
    files = {entry.number: file for file, entry in known.by_file.items()}
    today = {article.file: article for article in issue.articles}
    standing = tuple(
        replace(item, article=_as_it_lies(item.article, today[files[item.number]]))
        for item in printed.articles
        if item.number in files
    )
    late, faults = _late(issue, known, ledger, paper, {item.number for item in printed.articles})
    gone = tuple(withdrawal(entry) for entry in sorted(known.missing, key=lambda each: each.number))
    numbered = NumberedIssue(
        replace(issue, articles=tuple(item.article for item in (*standing, *late))),
        (*standing, *late),
        gone,
        signed=True,
    )
    entries = [*known.missing]
    entries += [replace(entry, file=file) for file, entry in known.by_file.items()]
    entries += [
        replace(draft_entry(item), late=True) for item in late if item.article.file not in known.by_file
    ]
    new_ledger = Ledger(issue.name, tuple(sorted(entries, key=lambda each: each.number)))
    return Numbering(numbered, new_ledger, (*clashes, *identity_faults(issue, known), *faults))


def _as_it_lies(printed: Article, lying: Article) -> Article:
    """What was printed, in the section and file in which it lies; the file's own text is for diagnostics alone."""
    return replace(
        printed,
        section=lying.section,
        file=lying.file,
        given_number=lying.given_number,
        source=lying.source,
        marks=lying.marks,
    )


def _restored(ledger: Ledger, printed: NumberedIssue) -> Ledger:
    """The ledger with every printed number, should a line have been lost."""
    known = {entry.number for entry in ledger.entries if entry.kept}
    lost = [
        LedgerEntry(
            item.number,
            item.article.file,
            item.address,
            item.article.listed_headline,
            item.article.section,
            item.page,
            signed=True,
        )
        for item in printed.articles
        if item.number not in known
    ]
    # A draft's line left over from before sign-off bears the number of nobody.
    kept = [entry for entry in ledger.entries if entry.kept]
    return Ledger(ledger.issue, tuple(sorted([*kept, *lost], key=lambda each: each.number)))


def _late(
    issue: Issue, known: Identities, ledger: Ledger, paper: Paper, printed: set[ArticleNumber]
) -> tuple[tuple[NumberedArticle, ...], list[Diagnostic]]:
    """网上补发: in the order of their files, each with a number that was never used."""
    kept = {file: entry.address for file, entry in known.by_file.items()}
    addresses = assign_addresses(issue, paper, kept, [entry.address for entry in known.missing])
    used = {entry.number.ordinal for entry in ledger.kept}
    # Never below the highest number ever given: a gap may be a number that was once somebody's.
    free = iter(range(max(used, default=0) + 1, HIGHEST_ORDINAL + 1))
    found: list[Diagnostic] = []
    late: list[NumberedArticle] = []
    for article in issue.articles:
        entry = known.by_file.get(article.file)
        if entry and entry.number in printed:
            continue
        ordinal = entry.number.ordinal if entry else next(free, None)
        if ordinal is None:
            found.append(diagnose("SQ304", Place(source_path(issue.name, article))))
            continue
        number = ArticleNumber(issue.name, ordinal)
        late.append(NumberedArticle(number, 0, addresses.by_file[article.file], article))
    own = {item.article.file for item in late}
    for clash in addresses.clashes:
        if clash.article.file in own:
            place = Place(source_path(issue.name, clash.article))
            found.append(diagnose("SQ210", place, address=f"/{clash.address}/", other=clash.other))
    return tuple(late), found
