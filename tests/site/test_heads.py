"""What the head of an article consists of is listed once: a line that is new there is shown wherever heads are."""

from __future__ import annotations

import dataclasses
import email
import email.policy
import io
import re
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from build_tools.model import HEAD, Article, NumberedIssue, Paper
from build_tools.production.order import Order
from build_tools.production.workers import Workshop
from build_tools.site.difficult import article_readings
from build_tools.site.handoff.books import write_book
from build_tools.site.handoff.mail import write_mail
from build_tools.site.handoff.speech import script
from build_tools.site.search import pieces
from build_tools.store.cache import Cache
from tests.site.conftest import Built
from tests.site.planned import planned

_SCRIPTS = Path(__file__).parents[2] / "theme" / "web" / "assets"
_WORDS = "摘自《饕餮》杂志"


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every head has one more line."""
    known = Article.head.fget  # type: ignore[attr-defined]
    monkeypatch.setattr(Article, "head", property(lambda self: (*known(self), ("source", _WORDS))))
    monkeypatch.setitem(pieces.HEADS, "source", "o")


def test_a_line_without_words_is_none(issue: NumberedIssue) -> None:
    article = dataclasses.replace(issue.articles[0].article, kicker="", deck="副题", bylines=("甲", "乙"))
    assert article.head == (("headline", article.headline), ("deck", "副题"), ("byline", "甲　乙"))


@pytest.mark.parametrize(
    "script, known",
    [("aloud", "READ"), ("readings", "PIECES"), ("report", "PIECES"), ("search-marks", "PLACES")],
)
def test_what_runs_on_the_page_knows_every_line_of_the_head(script: str, known: str) -> None:
    text = (_SCRIPTS / f"{script}.js").read_text("utf-8")
    (listed,) = re.findall(rf"const {known} = (.*);\n", text)
    words = re.findall(r"[a-z0-9.-]+", listed)
    assert [key for key in HEAD if ("h1" if key == "headline" else f".{key}") not in words] == []


def test_every_letter_of_the_search_is_known_to_the_page_and_stands_for_one_thing() -> None:
    letters = [*pieces.HEADS.values(), *pieces.KINDS.values()]
    assert len(set(letters)) == len(letters)
    (listed,) = re.findall(r"const PLACES = (.*);\n", (_SCRIPTS / "search-marks.js").read_text("utf-8"))
    assert sorted(re.findall(r"\b([a-z]): \"", listed)) == sorted(letters)


@pytest.mark.usefixtures("lines")
def test_a_new_line_is_on_the_page_in_the_book_in_the_mail_in_search_and_read_aloud(
    built: Built, paper: Paper, issue: NumberedIssue, tmp_path: Path
) -> None:
    shop, store, item = Workshop(Order(built.root)), Cache(tmp_path), issue.articles[0]
    pages = [page for page in planned(paper, [issue])[1] if page.template in ("article.html", "wechat.html")]
    rendered = {page.template: shop.renderer.pages([page]) for page in pages}
    assert len(rendered) == 2
    for made in rendered.values():
        assert all(_WORDS in html.decode().replace("<wbr>", "") for html in made.values())
    (book,) = write_book(built.root, paper, issue, store).values()
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        chapters = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml")]
    assert sum(f'<p class="source">{_WORDS}</p>' in each for each in chapters) == len(issue.articles)
    letter = email.message_from_bytes(write_mail(paper, issue), policy=email.policy.default)
    assert isinstance(letter, EmailMessage)
    for kind in ("plain", "html"):
        part = letter.get_body((kind,))
        assert part is not None and part.get_content().count(_WORDS) == len(issue.articles)
    assert pieces.Piece("o", _WORDS) in pieces.pieces_of(item)
    assert _WORDS in script(item)
    assert any("饕" in words for words, _ in article_readings(item.article, issue.issue, paper))
