"""收齐: reads everything, numbers it, checks it. "Gather everything, then write": this is the first half.

In: the paper's root folder. Out: :class:`Gathered`, which every command and the website start from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.checks import (
    check_characters,
    check_house_rules,
    check_issue,
    check_series,
    check_topics,
    without_exempted,
    without_exempted_in,
)
from build_tools.diagnostics import Diagnostic, Place, diagnose, sorted_diagnostics
from build_tools.model import (
    Article,
    ArticleNumber,
    Correction,
    Kind,
    Ledger,
    NumberedIssue,
    Paper,
    source_path,
)
from build_tools.numbering import article_digests, assign_numbers, digest, number_printed
from build_tools.readers import (
    ISSUES,
    NAME,
    Carried,
    file_conflicts,
    issue_conflicts,
    issue_names,
    misnamed_issues,
    paper_conflicts,
    read_corrections,
    read_corrections_to_print,
    read_issue,
    read_ledger,
    read_lying_articles,
    read_paper,
    read_print_record,
    read_signed_digests,
    read_signed_files,
    read_standing,
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The whole paper as it lies in the files: numbered issues oldest first, their ledgers, all faults.

    ``paper`` is None when mkdocs.yml says nothing of a paper; then there are no issues either.
    """

    root: Path
    paper: Paper | None
    issues: tuple[NumberedIssue, ...]
    ledgers: tuple[Ledger, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def faulty(self) -> bool:
        """Whether anything was found that must be mended before a build counts as clean."""
        return any(found.severity.blocks_build for found in self.diagnostics)


def gather(root: Path, names: Sequence[str] = (), *, anew: bool = False) -> Gathered:
    """Read, number and check all issues, or those named. Never raises on what was written. ``anew`` as in :func:`gather_issue`."""
    read = read_paper(root)
    found = [*read.diagnostics, *paper_conflicts(root)]
    if read.paper is None:
        return Gathered(root, None, (), (), sorted_diagnostics(found))
    known = issue_names(root)
    if not names:
        found += [*misnamed_issues(root), *standing_faults(root, read.paper.standing)]
    found += unknown_issues(names, known)
    rules, carried = house_rules(root, known), read_corrections_to_print(root, known)
    gathered = [
        gather_issue(root, name, read.paper, carried.get(name, Carried()), rules, anew=anew)
        for name in known
        if not names or name in names
    ]
    for each in gathered:
        found += each.diagnostics
    whole = [(each.numbered, each.ledger) for each in gathered if each.numbered]
    issues, ledgers = tuple(numbered for numbered, _ in whole), tuple(ledger for _, ledger in whole)
    found += check_series(tuple(each.issue for each in issues))
    return Gathered(root, read.paper, issues, ledgers, sorted_diagnostics(found))


def unknown_issues(names: Sequence[str], known: Sequence[str]) -> list[Diagnostic]:
    """SQ216 for what is no issue's name, SQ215 for an issue that there is not."""
    places = {name: Place(f"{ISSUES}/{name}") for name in names if name not in known}
    listed = "、".join(known) or "（无）"
    return [
        diagnose("SQ215", place, issue=name, known=listed)
        if NAME.fullmatch(name)
        else diagnose("SQ216", place, issue=name)
        for name, place in places.items()
    ]


def standing_faults(root: Path, standing: str) -> tuple[Diagnostic, ...]:
    """What is wrong with the pages in the folder ``standing``, as far as an article could have it too."""
    pages = read_standing(root, standing)
    found = [each for page in pages for each in page.diagnostics]
    found += [each for page in pages for each in check_characters(page.source, page.path)]
    return without_exempted_in(found, {page.path: page.source for page in pages})


@dataclass(frozen=True, slots=True)
class GatheredIssue:
    """One issue; ``numbered`` is None when it has no plan to speak of. ``ledger`` is what its file should hold now."""

    numbered: NumberedIssue | None
    ledger: Ledger
    diagnostics: tuple[Diagnostic, ...]


def house_rules(root: Path, known: Sequence[str]) -> tuple[Correction, ...]:
    """社内规矩: the corrections that the editor made rules for all copy to come."""
    return tuple(each for name in known for each in read_corrections(root, name)[0] if each.rule)


def gather_issue(
    root: Path,
    name: str,
    paper: Paper,
    carried: Carried,
    rules: tuple[Correction, ...],
    *,
    anew: bool = False,
    checked: bool = True,
) -> GatheredIssue:
    """Read, number and check one issue. ``carried`` is what it must correct of earlier issues, ``rules`` the house rules.

    A signed issue is read from its record 定本, and what came since is laid over it; with ``anew``, from its files, as
    one that is to be signed once more. Not ``checked``, an issue is told no fault of its text, for who needs its pages
    alone, and at once.
    """
    ledger, ledger_faults = read_ledger(root, name)
    corrections, correction_faults = read_corrections(root, name)
    if not anew:
        record = read_print_record(root, name)
        if record.printed or any(each.severity.blocks_build for each in record.diagnostics):
            faults = (*record.diagnostics, *ledger_faults, *correction_faults)
            if record.printed is None:
                return GatheredIssue(None, ledger, faults)
            return _gather_printed(root, record.printed, paper, rules, ledger, corrections, faults)
        ledger_faults = (*record.diagnostics, *ledger_faults)
    read = read_issue(root, name, paper, carried)
    _, signed, signed_faults = read_signed_digests(root, name)
    found = (
        *read.diagnostics,
        *ledger_faults,
        *correction_faults,
        *signed_faults,
        *issue_conflicts(root, name),
    )
    if read.issue is None:
        return GatheredIssue(None, ledger, found)
    numbering = assign_numbers(read.issue, paper, ledger)
    numbered = replace(numbering.numbered, corrections=corrections)
    if checked:
        found += (
            *check_issue(numbered),
            *check_house_rules(numbered, rules),
            *check_topics(numbered, paper),
        )
    found += (
        *numbering.diagnostics,
        *_changed_since_signing(numbered, signed),
    )
    return GatheredIssue(numbered, numbering.ledger, without_exempted(found, read.issue))


def _gather_printed(
    root: Path,
    printed: NumberedIssue,
    paper: Paper,
    rules: tuple[Correction, ...],
    ledger: Ledger,
    corrections: tuple[Correction, ...],
    faults: tuple[Diagnostic, ...],
) -> GatheredIssue:
    """A signed issue: its files count for where an article lies now, for whether it is withdrawn, and for what is late."""
    name = printed.issue.name
    then = printed.as_printed(paper)
    lying, found = read_lying_articles(root, name, then)
    unread = _unread(root, printed, lying, ledger)
    lying = [*lying, *unread]
    numbering = number_printed(printed, lying, then, ledger, _unchanged(root, printed, lying))
    numbered = replace(numbering.numbered, corrections=corrections)
    late = replace(numbered, articles=numbered.late)
    # What was printed can no longer be mended in its file: only what is late is held to the rules.
    own = {source_path(name, item.article) for item in late.articles}
    bearers = {f"{ISSUES}/{name}/{item.article.file}" for item in numbered.articles if not item.late}
    damaged = {source_path(name, each) for each in unread}
    found = [each for each in found if each.place.path in damaged or each.place.path not in bearers]
    found += [
        each for each in (*check_issue(late), *check_house_rules(late, rules)) if each.place.path in own
    ]
    found += [*issue_conflicts(root, name), *file_conflicts(root, bearers)]
    if not (root / ISSUES / name / "ledger.yml").is_file():
        found.append(diagnose("SQ320", Place(f"{ISSUES}/{name}/ledger.yml"), issue=name))
    whole = (*faults, *numbering.diagnostics, *found, *_rewritten(root, printed, numbered, lying))
    return GatheredIssue(numbered, numbering.ledger, without_exempted(whole, numbered.issue))


def _unread(root: Path, printed: NumberedIssue, lying: Sequence[Article], ledger: Ledger) -> list[Article]:
    """The printed articles whose file lies where it lay and cannot be read: it is damaged, and nobody has withdrawn it."""
    read = {article.file for article in lying}
    gone = {entry.number for entry in ledger.entries if entry.withdrawn}
    lay = {entry.number: entry.file for entry in ledger.entries}
    found = []
    for item in printed.articles:
        file = lay.get(item.number, item.article.file)
        if item.article.kind is Kind.NOTICE or item.number in gone or file in read:
            continue
        if (root / ISSUES / printed.issue.name / file).is_file():
            found.append(
                replace(item.article, file=file, section=file.split("/")[0], given_number=item.number)
            )
    return found


def _unchanged(root: Path, printed: NumberedIssue, lying: Sequence[Article]) -> dict[str, ArticleNumber]:
    """Files that bear no number and hold, each alone, the very text that was signed under one: a 导语 that was moved."""
    name = printed.issue.name
    sources = read_signed_files(root, name)
    signed = {
        sources.get(source_path(name, item.article), ""): item.number
        for item in printed.articles
        if item.article.kind is not Kind.NOTICE
    }
    texts: dict[str, list[str]] = {}
    for article in lying:
        if article.given_number is None:
            value = digest((root / source_path(name, article)).read_bytes())
            texts.setdefault(value, []).append(article.file)
    return {files[0]: signed[value] for value, files in texts.items() if value in signed and len(files) == 1}


def _rewritten(
    root: Path, printed: NumberedIssue, numbered: NumberedIssue, lying: Sequence[Article]
) -> tuple[Diagnostic, ...]:
    """SQ307 for every file whose text is no longer the one that was printed."""
    sources = read_signed_files(root, printed.issue.name)
    files = {article.file: article for article in lying}
    paths = {item.number: source_path(printed.issue.name, item.article) for item in printed.articles}
    found = []
    for item in numbered.articles:
        article = files.get(item.article.file)
        if item.late or article is None:
            continue
        path = source_path(printed.issue.name, article)
        if digest((root / path).read_bytes()) != sources.get(paths[item.number]):
            found.append(diagnose("SQ307", Place(path), file=article.file))
    return tuple(found)


def _changed_since_signing(numbered: NumberedIssue, signed: dict[str, str]) -> tuple[Diagnostic, ...]:
    now = article_digests(numbered)
    return tuple(
        diagnose("SQ307", Place(source_path(numbered.issue.name, item.article)), file=item.article.file)
        for item in numbered.articles
        if signed.get(str(item.number), now[str(item.number)]) != now[str(item.number)]
    )
