"""难字难名: the words of one article that its page gives the sound of.

In: an article and the paper. Out: pairs of words and pinyin. The persons known are those in bylines and credits,
the winners named in the issue, and those that ``names:`` of mkdocs.yml lists.
"""

from __future__ import annotations

from typing import assert_never

from build_tools.markup.readings import difficult_words, persons_in
from build_tools.model import (
    Article,
    Block,
    Footnotes,
    Form,
    Issue,
    ItemList,
    Paper,
    Paragraph,
    Picture,
    Quotation,
    Rule,
    Subhead,
    Table,
    pictures_of,
    plain_text,
    walk_blocks,
)


def article_readings(article: Article, issue: Issue, paper: Paper) -> tuple[tuple[str, str], ...]:
    """(words, pinyin with tones) of everything on the article's page that a reader may not be able to say."""
    lines = [words for _, words in article.head]
    lines += [words for block in walk_blocks(article.body) for words in _words(block)]
    return difficult_words("\n".join(lines), _persons(article, issue, paper), paper.readings)


def _persons(article: Article, issue: Issue, paper: Paper) -> tuple[str, ...]:
    winners = issue.bounty.winners if issue.bounty else None
    awarded = (*winners.best, *winners.excellent) if winners else ()
    signed = persons_in([*article.bylines, *(picture.credit for picture in pictures_of(article.body))])
    return tuple(dict.fromkeys((*paper.names, *awarded, *signed)))


def _words(block: Block) -> tuple[str, ...]:
    match block:
        case Paragraph(inlines=inlines) | Subhead(inlines=inlines):
            return (plain_text(inlines),)
        case Picture(caption=caption, credit=credit):
            return (plain_text(caption), credit)
        case Table(header=header, rows=rows):
            return tuple(plain_text(cell) for row in (header, *rows) for cell in row)
        case ItemList() | Quotation() | Form() | Footnotes() | Rule():
            return ()  # what stands in them comes by itself
        case _:
            assert_never(block)
