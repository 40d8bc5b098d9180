"""一期的电子书: finds the pictures of an issue and has its e-book written.

In: the paper's root and a numbered issue. Out: the bytes of the e-book by its address.
"""

from __future__ import annotations

from pathlib import Path

from build_tools.markup.almanac import issue_title
from build_tools.model import NumberedIssue, Paper, Weight, pictures_of
from build_tools.site.corrected import corrected_issue
from build_tools.site.handoff.book_pictures import book_picture
from build_tools.site.handoff.cards import draw_cover
from build_tools.site.handoff.epub import write_epub
from build_tools.store.cache import Cache


def write_book(root: Path, paper: Paper, numbered: NumberedIssue, store: Cache) -> dict[str, bytes]:
    """The e-book of an issue by its address. Raises OSError when a picture cannot be read."""
    right, paper = corrected_issue(numbered), numbered.as_printed(paper)
    leads = [
        next((item for item in right.on_page(plan.number) if item.article.weight is Weight.LEAD), None)
        for plan in right.issue.pages
    ]
    headlines = [item.article.listed_headline for item in leads if item]
    title = f"{issue_title(right.issue.name)}　总第{right.issue.number}期"
    cover = draw_cover(paper.name, title, headlines, store)
    book = write_epub(paper, right, _pictures(root, right, store), cover)
    return {paper.address(right.issue.name, ".epub"): book}


def _pictures(root: Path, numbered: NumberedIssue, store: Cache) -> dict[str, bytes]:
    folder = root / "issues" / numbered.issue.name
    names = {picture.file for item in numbered.articles for picture in pictures_of(item.article.body)}
    # A preview goes on in spite of faults, and one of them is a picture outside the issue (SQ506).
    sources = {
        name: path
        for name in names
        if (path := folder / name).is_file() and path.resolve().is_relative_to(folder.resolve())
    }
    return {name: book_picture(path, store) for name, path in sources.items()}
