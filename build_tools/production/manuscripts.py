"""原稿: an issue as read, numbered and checked; unchanged, it is not even opened.

In: the paper's folder, an issue and its key. Out: :class:`IssueSummary`, the little that the build must
know of every issue, and behind it in the storeroom the copy itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.diagnostics import Diagnostic
from build_tools.gathering import gather_issue, house_rules
from build_tools.model import Correction, Issue, Ledger, NumberedIssue
from build_tools.numbering import format_ledger
from build_tools.production.inputs import Inputs
from build_tools.production.workers import Workers, Workshop
from build_tools.readers import ISSUES, Carried, read_corrections_to_print
from build_tools.site.corrected import corrected_issue
from build_tools.site.presenting import view_issue
from build_tools.site.views import IssueView
from build_tools.store.cache import Cache
from build_tools.store.digests import digest_of, digest_of_value
from build_tools.store.files import write_whole
from build_tools.store.plain import packed, value_of

KIND, SUMMARY, _FOREGOING = "copy", "summary", "foregoing"
"""Kinds in the storeroom: an issue whole, the little of it that every build reads, what others have for it."""


@dataclass(frozen=True, slots=True)
class IssueSummary:
    """原稿要目: what is compared between issues, and digests that tell whether others must be made again.

    ``content`` is of the numbered issue itself; ``as_before`` of what the next issue's pages show of it, ``as_after``
    of what the one before it shows. ``plan`` is the issue without pages and articles, None when it has no plan.
    """

    key: str
    name: str
    plan: Issue | None
    ledger: Ledger | None
    """What ledger.yml should hold, when it does not hold it yet."""
    diagnostics: tuple[Diagnostic, ...]
    signed: bool = False
    sheets: tuple[int, ...] = ()
    """The numbers of its pages."""
    content: str = ""
    as_before: str = ""
    as_after: str = ""

    @property
    def faulty(self) -> bool:
        """Whether something must be mended before this issue is built."""
        return any(found.severity.blocks_build for found in self.diagnostics)


def read_copies(
    workers: Workers, inputs: Inputs, names: Sequence[str], known: Mapping[str, IssueSummary]
) -> tuple[dict[str, IssueSummary], list[ReadJob]]:
    """The facts of these issues' copies, in order, and what was read for them: only those that changed are, and are neither ``known``
    nor in the storeroom. Raises as :func:`read_manuscript`.
    """
    shop, jobs = workers.shop, list[ReadJob]()
    # 前情, what issues take over from others: the house rules, and for each the corrections that it must print.
    rules: tuple[Correction, ...]
    carried: Mapping[str, Carried]
    rules, carried = shop.cache.remembered(
        _FOREGOING,
        digest_of(_FOREGOING, inputs.program, inputs.records, *inputs.names),
        tuple,
        lambda: (house_rules(shop.root, inputs.names), read_corrections_to_print(shop.root, inputs.names)),
    )
    found: dict[str, IssueSummary] = {}
    for name in names:
        taken_over = repr(carried.get(name)), repr(rules)
        key = digest_of(KIND, inputs.program, inputs.paper, name, inputs.issues[name].whole, *taken_over)
        kept = known.get(name)
        if kept is None or kept.key != key:
            kept = shop.cache.get_value(SUMMARY, key, IssueSummary)
        if kept is None:
            jobs.append(ReadJob(name, key, carried.get(name, Carried()), rules))
        else:
            found[name] = kept
    for summary in workers.do("读稿", read_manuscript, jobs, lambda job: job.name):
        found[summary.name] = summary
    return {name: found[name] for name in names}, jobs


class LostIssue(Exception):
    """失稿: the storeroom no longer holds an issue that was read. Names the issue; it must be read again."""


@dataclass(frozen=True, slots=True)
class ReadJob:
    """审稿单: one issue to be read, and what it takes over."""

    name: str
    key: str
    carried: Carried
    rules: tuple[Correction, ...]


def read_manuscript(shop: Workshop, job: ReadJob) -> IssueSummary:
    """审稿 in any process: read, number and check an issue, and keep it. Raises OSError if it cannot be kept."""
    gathered = gather_issue(shop.root, job.name, shop.paper, job.carried, job.rules)
    ledger = gathered.ledger if gathered.numbered and _differs(shop.root, gathered.ledger) else None
    summary = IssueSummary(job.key, job.name, None, ledger, gathered.diagnostics)
    if gathered.numbered:
        view = view_issue(corrected_issue(gathered.numbered), shop.paper)
        summary = _described(summary, gathered.numbered, view)
        shop.cache.put(KIND, job.key, {"numbered": packed(gathered.numbered), "view": packed(view)})
    shop.cache.put_value(SUMMARY, job.key, summary)
    return summary


def write_ledger(root: Path, ledger: Ledger) -> None:
    """Write ledger.yml, at one stroke. Raises OSError."""
    write_whole(root / ISSUES / ledger.issue / "ledger.yml", format_ledger(ledger).encode())


def _differs(root: Path, ledger: Ledger) -> bool:
    path = root / ISSUES / ledger.issue / "ledger.yml"
    return not path.is_file() or path.read_text("utf-8") != format_ledger(ledger)


def numbered_of(cache: Cache, name: str, key: str) -> NumberedIssue:
    """The copy itself. Raises LostIssue."""
    return value_of(kept_of(cache, KIND, SUMMARY, name, key)["numbered"], NumberedIssue)


def view_of(cache: Cache, name: str, key: str) -> IssueView:
    """What pages of other issues show of it; without its print. Raises LostIssue."""
    return value_of(kept_of(cache, KIND, SUMMARY, name, key)["view"], IssueView)


def kept_of(cache: Cache, kind: str, summary: str, name: str, key: str) -> Mapping[str, bytes]:
    """What the storeroom has of an issue. Raises LostIssue; then its ``summary`` (a kind) is given up with it."""
    kept = cache.get(kind, key)
    if kept is None:
        cache.drop(summary, key)
        raise LostIssue(name)
    return kept


def _described(facts: IssueSummary, numbered: NumberedIssue, view: IssueView) -> IssueSummary:
    first = view.pages[0].address if view.pages else ""
    listed = [
        (each.number, each.address, each.headline, each.page, each.mark, each.is_lead_in, each.advertisement)
        for each in view.articles
    ]
    return replace(
        facts,
        plan=replace(numbered.issue, pages=(), articles=(), record=None),
        signed=numbered.signed,
        sheets=tuple(page.number for page in numbered.issue.pages),
        content=digest_of_value(numbered),
        as_before=digest_of_value((view.title, view.address, first, listed)),
        as_after=digest_of_value((view.title, view.address, first)),
    )
