"""一期的外带: what of an issue leaves the site: e-book, mail edition, share cards.

In: the paper's root and a numbered issue. Out: the bytes of each by its address.
"""

from __future__ import annotations

from pathlib import Path

from build_tools.markup.almanac import issue_title
from build_tools.model import NumberedIssue, Paper, Weight, pictures_of
from build_tools.site.corrected import corrected_issue
from build_tools.site.handoff.book_pictures import book_picture
from build_tools.site.handoff.books import write_book
from build_tools.site.handoff.cards import Card, card_address, draw_card, drawable
from build_tools.site.handoff.mail import write_mail
from build_tools.site.handoff.podcast import podcast_address, write_podcast
from build_tools.site.handoff.speech import audible, record, recording_address
from build_tools.site.presenting import view_article
from build_tools.store.cache import Cache


def issue_files(root: Path, paper: Paper, numbered: NumberedIssue, store: Cache) -> dict[str, bytes]:
    """Everything of one issue. Raises OSError when a picture cannot be read or a copy not be kept."""
    right, paper = corrected_issue(numbered), numbered.as_printed(paper)
    mail = {
        paper.address(right.issue.name, ".eml"): write_mail(paper, right, _lead_picture(root, right, store))
    }
    recordings = issue_recordings(paper, right, store)
    return {
        **recordings,
        **write_book(root, paper, numbered, store),
        **mail,
        **issue_cards(paper, right, store),
    }


def issue_recordings(paper: Paper, right: NumberedIssue, store: Cache) -> dict[str, bytes]:
    """录音 of every article, one after another as the issue's, and the podcast that lists them; none where none are made."""
    if not audible(paper):
        return {}
    name = right.issue.name
    made = {str(item.number): record(item, right, paper, store) for item in right.articles}
    found = {recording_address(name, number): sound for number, sound in made.items()}
    found[recording_address(name, "issue")] = b"".join(made.values())
    sizes = {number: len(sound) for number, sound in made.items()}
    return {**found, podcast_address(name): write_podcast(paper, right, sizes).encode()}


def issue_cards(paper: Paper, right: NumberedIssue, store: Cache) -> dict[str, bytes]:
    """分享图 of every article and of the issue; none where they cannot be drawn."""
    if not drawable():
        return {}
    name, title = (
        f"{paper.name}{f'·{paper.edition}版' if paper.edition else ''}",
        issue_title(right.issue.name),
    )
    cards = {"issue": Card(name, title, f"总第{right.issue.number}期")}
    for item in right.articles:
        view, section = view_article(item, right, paper), paper.section(item.article.section)
        card = Card(name, view.headline, f"{view.printed}　{title}　{view.where}")
        cards[view.number] = Card(card.paper, card.headline, card.line, section.colour) if section else card
    return {card_address(right.issue.name, key): draw_card(card, store) for key, card in cards.items()}


def _lead_picture(root: Path, numbered: NumberedIssue, store: Cache) -> bytes:
    folder = root / "issues" / numbered.issue.name
    for item in numbered.articles:
        for picture in pictures_of(item.article.body) if item.article.weight is Weight.LEAD else ():
            path = folder / picture.file
            # A preview goes on in spite of faults, and one of them is a picture outside the issue (SQ506).
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return book_picture(path, store)
    return b""
