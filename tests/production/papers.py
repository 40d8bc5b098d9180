"""A small paper of several issues for the builder's tests, and whole output folders to compare.

In: a folder. Out: a paper laid out there, made of the 试刊号; what a build leaves, byte for byte.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from build_tools.production.building import build
from build_tools.production.order import Built, Order

HERE = Path(__file__).parents[1]
FIRST, SECOND, THIRD = "2026-01", "2026-02", "2027-01"


def lay_out(root: Path) -> Path:
    """The 试刊号 as three issues in two years; theme and all are the paper's own, to be edited."""
    shutil.copytree(HERE / "issue_zero", root)
    shutil.copytree(HERE.parent / "theme", root / "theme")
    for count, name in enumerate((SECOND, THIRD), start=2):
        add_issue(root, name, count)
    return root


def add_issue(root: Path, name: str, number: int) -> None:
    """One more issue, with the same words."""
    issue = root / "issues" / name
    shutil.copytree(HERE / "issue_zero" / "issues" / FIRST, issue)
    plan = (
        (issue / "issue.yml")
        .read_text("utf-8")
        .replace("number: 1\n", f"number: {number}\n")
        .replace(f"{FIRST}-", f"{name}-")
        .replace("deadline: 2026-02-01", f"deadline: {name}-28")
    )
    (issue / "issue.yml").write_text(plan, encoding="utf-8")


def build_web(root: Path, count: int = 1) -> Built:
    return build(Order(root, web_only=True), count)


def files_of(folder: Path) -> dict[str, bytes]:
    """Address → bytes of every file."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def output_of(root: Path) -> dict[str, bytes]:
    """What readers and printers get: the site, and the print."""
    found = {f"site/{name}": content for name, content in files_of(root / "dist" / "site").items()}
    return found | {f"print/{name}": content for name, content in files_of(root / "dist" / "print").items()}


def clean_build(root: Path, folder: Path, *, web_only: bool = True) -> tuple[Built, dict[str, bytes]]:
    """What a build of a copy of the paper says and makes where nothing has ever been built."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root, folder, ignore=shutil.ignore_patterns("dist"))
    built = build(Order(folder, web_only=web_only), 1)
    return built, output_of(folder) if built.done else {}


def clean_output(root: Path, folder: Path, *, web_only: bool = True) -> dict[str, bytes]:
    """The same without what was said."""
    return clean_build(root, folder, web_only=web_only)[1]


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Addresses whose bytes differ, or that only one of them has."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
