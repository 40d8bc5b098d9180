"""Every sending of ``sendings`` becomes the article that an editor would have made of it, and the slip tells the rest."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from build_tools.intake import Taken, open_sending, take_in
from build_tools.intake.accounting import folded
from build_tools.intake.taking import texts_of
from build_tools.model import Article, Kind, Picture, pictures_of, plain_text
from build_tools.readers.article import parse_article
from tests.intake.clerk_sendings import CLERKS
from tests.intake.sendings import MAKERS, Truth

CASES = {made[0]: made for make in MAKERS for made in (make(),)}
CASES |= {made[0]: made for make in CLERKS for made in (make(),)}
CLERK_NAMES = [make()[0] for make in CLERKS]
SLOW = {"old_doc", *CLERK_NAMES}
"""The first goes through LibreOffice, where that is installed; the clerks' have tests of their own."""


def taken(name: str, folder: Path) -> tuple[Taken, Truth]:
    _, _, files, truth = CASES[name]
    for file, content in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(content)
    return take_in(open_sending([folder])), truth


def articles_of(found: Taken) -> list[Article]:
    return [
        parse_article(each.text, each.file, each.file, "", Kind.ARTICLE, each.file)[0]
        for each in found.articles
    ]


@pytest.mark.parametrize("name", [name for name in CASES if name not in SLOW])
def test_a_sending_becomes_its_articles(name: str, tmp_path: Path) -> None:
    found, truth = taken(name, tmp_path)
    wanted = truth.get("articles", [truth])
    made = articles_of(found)
    assert [folded(each.headline) for each in made] == [folded(each["headline"]) for each in wanted]
    for article, story in zip(made, wanted, strict=True):
        assert (folded(article.kicker), folded(article.deck)) == (
            folded(story["kicker"]),
            folded(story["deck"]),
        )
        assert last_words(article.bylines) == last_words(story["byline"])
        assert captions(article) == [folded(each["caption"]) for each in story["pictures"]]
        text = folded("".join(texts_of(article)))
        assert [each for each in story["paragraphs"] if folded(each) not in text] == []


@pytest.mark.parametrize("name", [name for name in CASES if name not in SLOW])
def test_the_slip_tells_what_an_editor_must_know(name: str, tmp_path: Path) -> None:
    found, truth = taken(name, tmp_path)
    said = [f"{each.code} {each.place.path} {each.message} {each.remedy}" for each in found.remarks]
    untold = [
        words
        for words, patterns in zip(truth["must_tell"], truth["must_tell_match"], strict=True)
        if not any(all(re.search(pattern, each, re.I) for pattern in patterns) for each in said)
    ]
    assert untold == []


@pytest.mark.parametrize("name", [name for name in CASES if name not in SLOW])
def test_every_character_is_in_an_article_or_on_the_slip(name: str, tmp_path: Path) -> None:
    found, truth = taken(name, tmp_path)
    there = folded(
        "".join(text for article in articles_of(found) for text in texts_of(article))
        + "".join(each.message for each in found.remarks)
    )
    for story in truth.get("articles", [truth]):
        for text in words_of(story):
            assert folded(text) in there
    assert [text for text in truth.get("must_keep", ()) if folded(text) not in there] == []
    body = folded("".join(text for article in articles_of(found) for text in texts_of(article)))
    assert [text for text in truth.get("must_not", ()) if folded(text) in body] == []
    assert [each.message for each in found.remarks if each.code == "SQ129"] == []


def words_of(story: dict[str, Any]) -> list[str]:
    cells = [cell for table in story["tables"] for row in table for cell in row if cell not in "^<"]
    items = [item for entries in story["lists"] for item in entries]
    subheads = [re.sub("^[一二三]、", "", each) for each in story["subheads"]]
    return [story["headline"], *story["paragraphs"], *subheads, *items, *cells, *story["footnotes"]]


def last_words(names: Any) -> list[str]:
    return [each.split()[-1] for each in names]


def captions(article: Article) -> list[str]:
    found: list[Picture] = list(pictures_of(article.body))
    return [folded(plain_text(each.caption)) for each in found]


@pytest.mark.parametrize("name", CLERK_NAMES)
def test_what_clerks_send_has_its_headlines_and_is_whole(name: str, tmp_path: Path) -> None:
    found, truth = taken(name, tmp_path)
    wanted = truth.get("articles", [truth])
    made = articles_of(found)
    assert [folded(each.headline) for each in made] == [folded(each["headline"]) for each in wanted]
    for article, story in zip(made, wanted, strict=True):
        text = folded("".join(texts_of(article)))
        assert [each for each in story["paragraphs"] if folded(each) not in text] == []
    there = folded(
        "".join(text for article in made for text in texts_of(article))
        + "".join(each.message for each in found.remarks)
    )
    assert [words for words in truth.get("must_keep", ()) if folded(words) not in there] == []
