"""读期: an issue's folder → :class:`Issue`, with every fault of its plan, its folders and its articles."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import Article, Issue, PagePlan, Paper
from build_tools.readers.article import read_article
from build_tools.readers.carried import Carried, PlacedCorrections, place_corrections
from build_tools.readers.fields import nearest
from build_tools.readers.notices import known_notices, notice_values, read_notice
from build_tools.readers.plan import Plan, read_plan

ISSUES = "issues"
STOCK = "stock"
"""备稿: the folder beside the issues that holds stories without an issue, in an issue's own shape; no build looks into it."""
NAME = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
# What lies in an issue's folder beside its sections (contract §1).
_HOUSE_FOLDERS = {"images", "printed", "bounty"}
_NOTHING_CARRIED = Carried()


@dataclass(frozen=True, slots=True)
class ReadIssue:
    """An issue, or None when it has no plan to speak of, and every fault found."""

    issue: Issue | None
    diagnostics: tuple[Diagnostic, ...]


def issue_names(root: Path) -> tuple[str, ...]:
    """The issues that have a folder, oldest first; folders of other names are :func:`misnamed_issues`."""
    return tuple(sorted(path.name for path in _folders(root / ISSUES) if NAME.fullmatch(path.name)))


def misnamed_issues(root: Path) -> tuple[Diagnostic, ...]:
    """A fault for every folder under issues/ that is not named year-month; 备稿 is no issue."""
    names = [path.name for path in _folders(root / ISSUES)]
    wrong = [name for name in names if not NAME.fullmatch(name) and name != STOCK]
    return tuple(diagnose("SQ216", Place(f"{ISSUES}/{name}"), issue=name) for name in wrong)


def read_issue(root: Path, name: str, paper: Paper, corrections: Carried = _NOTHING_CARRIED) -> ReadIssue:
    """Read one issue. ``corrections`` is what it must print of those made to the issues before it."""
    folder = f"{ISSUES}/{name}"
    plan, found = read_plan(root, folder, name, paper)
    articles, faults = _read_articles(root, folder, paper)
    found += faults
    if plan is None:
        return ReadIssue(None, tuple(found))
    placed = place_corrections(plan.pages, corrections, known_notices(root, paper))
    found += (
        [diagnose("SQ806", Place(f"{folder}/issue.yml"), count=placed.homeless)] if placed.homeless else []
    )
    for page in placed.pages:
        found += _read_notices(root, folder, page, plan, paper, placed, articles)
    issue = Issue(
        name,
        plan.number,
        plan.date,
        placed.pages,
        tuple(articles),
        plan.bounty,
        plan.specimen,
        plan.marks,
        nameplate=plan.nameplate,
        fold=paper.press.fold,
    )
    return ReadIssue(issue, tuple(found))


def read_lying_articles(root: Path, name: str, paper: Paper) -> tuple[list[Article], list[Diagnostic]]:
    """The articles that lie in an issue's folder, in the order of sections and files, plan or no plan."""
    return _read_articles(root, f"{ISSUES}/{name}", paper)


def _read_notices(
    root: Path,
    folder: str,
    page: PagePlan,
    plan: Plan,
    paper: Paper,
    placed: PlacedCorrections,
    articles: list[Article],
) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for name in page.notices:
        if any(article.file == f"notices/{name}" for article in articles):
            continue  # named twice, which the plan's reader has reported; one thing has one number
        place = Place(f"{folder}/issue.yml", *plan.marks.get(f"notice {name}", (1, 1)))
        values = notice_values(paper, plan.bounty, placed.texts.get(name, {}))
        article, faults = read_notice(root, paper, folder, name, values, place)
        found += faults
        # A notice with nothing to say this month is not printed at all.
        articles += [article] if article and article.body else []
    return [each for each in found if each.code != "SQ402"]


def _read_articles(root: Path, folder: str, paper: Paper) -> tuple[list[Article], list[Diagnostic]]:
    articles: list[Article] = []
    found = [*_stray_files(root, folder, paper), *_unreadable_names(root, folder)]
    for section in paper.sections:
        for path in _entries(root / folder / section.name):
            file = f"{section.name}/{path.name}"
            if path.suffix != ".md" or not path.is_file():
                found.append(diagnose("SQ222", Place(f"{folder}/{file}"), file=file))
                continue
            read = read_article(root, folder, file, section.name)
            articles += [read.article] if read.article else []
            found += read.diagnostics
    return articles, found


def _stray_files(root: Path, folder: str, paper: Paper) -> list[Diagnostic]:
    names = [section.name for section in paper.sections]
    found: list[Diagnostic] = []
    for path in _entries(root / folder):
        name = unicodedata.normalize("NFC", path.name)
        if path.is_dir() and name not in names and name not in _HOUSE_FOLDERS:
            found.append(
                diagnose("SQ217", Place(f"{folder}/{name}"), folder=name, suggestion=nearest(name, names))
            )
        elif path.is_file() and path.suffix == ".md":
            found.append(diagnose("SQ218", Place(f"{folder}/{name}"), file=name))
    return found


def _unreadable_names(root: Path, folder: str) -> list[Diagnostic]:
    # Archives packed under Windows carry names in GBK; no address, ledger or message could bear them.
    wrong = [
        path
        for place in (root / folder).glob("*/")
        for path in (*place.glob("*"), place)
        if not _is_readable(path.name)
    ]
    return [
        diagnose("SQ224", Place(f"{folder}/{shown}"), name=shown)
        for shown in sorted({_shown(path.relative_to(root / folder).as_posix()) for path in wrong})
    ]


def _shown(name: str) -> str:
    return name.encode(errors="surrogateescape").decode(errors="replace")


def _is_readable(name: str) -> bool:
    return name == _shown(name)


def _folders(path: Path) -> list[Path]:
    return [each for each in _entries(path) if each.is_dir()]


def _entries(path: Path) -> list[Path]:
    # Hidden files are the editor's tools' own (.DS_Store, swap files).
    shown = (each for each in path.glob("*") if not each.name.startswith(".") and _is_readable(each.name))
    return sorted(shown) if path.is_dir() else []
