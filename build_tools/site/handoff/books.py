"""各期的电子书: finds the pictures of every issue and has its e-book written.

In: the paper's root and its numbered issues. Out: the bytes of each e-book by its address.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from build_tools.model import NumberedIssue, Paper, pictures_of
from build_tools.site.corrected import corrected_issue
from build_tools.site.handoff.book_pictures import make_book_pictures
from build_tools.site.handoff.epub import epub_address, write_epub


def write_books(root: Path, paper: Paper, issues: Sequence[NumberedIssue]) -> dict[str, bytes]:
    """Address → e-book. Raises OSError when a picture cannot be read."""
    return {epub_address(paper, numbered.issue.name): write_epub(paper, numbered, _pictures(root, numbered)) for numbered in map(corrected_issue, issues)}


def _pictures(root: Path, numbered: NumberedIssue) -> dict[str, Path]:
    folder = root / "issues" / numbered.issue.name
    names = {picture.file for item in numbered.articles for picture in pictures_of(item.article.body)}
    # A preview goes on in spite of faults, and one of them is a picture outside the issue (SQ506).
    sources = {name: path for name in names if (path := folder / name).is_file() and path.resolve().is_relative_to(folder.resolve())}
    made = make_book_pictures(sources.values(), root / "dist" / ".pictures")
    return {name: made[path] for name, path in sources.items()}
