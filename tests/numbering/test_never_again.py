"""稿号一经给出，永不更改，永不再用: 2,000 random lives of an issue around its sign-offs.

Every article carries its own identity in its body, which the numbering never looks at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.model import Article, ArticleNumber, Kind, Ledger, Paragraph, Text
from build_tools.numbering import Numbering, assign_numbers, signed_ledger
from tests.factories import ISSUE, SECTIONS, make_article, make_issue, make_paper

PAPER = make_paper()
THOROUGH = settings(
    max_examples=2000, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@dataclass
class Desk:
    """The editor's desk: the manuscripts as they lie now, the ledger, and what was once signed."""

    articles: list[Article]
    ledger: Ledger = field(default_factory=lambda: Ledger(ISSUE))
    signed: dict[str, ArticleNumber] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    made: int = 0

    def new(self, section: str, order: int, file: str = "") -> None:
        self.made += 1
        # Names far from one another: what resembles a missing article is asked about, by a test of its own.
        name = "".join(chr(0x4E00 + (self.made * 997 + step * 331) % 20000) for step in range(5))
        article = make_article(
            section, name, order % 90 + 1, body=(Paragraph((Text(f"稿{self.made}"),), 4, 1),)
        )
        self.articles.append(replace(article, file=file or article.file))

    def change(self, index: int, **facts: object) -> None:
        if self.articles:
            place = index % len(self.articles)
            self.articles[place] = replace(self.articles[place], **facts)  # type: ignore[arg-type]

    def picked(self, index: int) -> Article | None:
        return self.articles[index % len(self.articles)] if self.articles else None


def identity(article: Article) -> str:
    block = article.body[0]
    assert isinstance(block, Paragraph) and isinstance(block.inlines[0], Text)
    return block.inlines[0].text


def add(desk: Desk, one: int, two: int) -> None:
    desk.new(SECTIONS[one % 4], two)


def rename(desk: Desk, one: int, two: int) -> None:
    if (article := desk.picked(one)) and article.kind is Kind.ARTICLE:
        desk.change(
            one,
            file=f"{article.section}/{article.order:02d}-改名{two}{identity(article)}.md",
            stem=f"改名{two}{identity(article)}",
        )


def move_to_page(desk: Desk, one: int, two: int) -> None:
    desk.change(one, page=two % 4 + 1)


def move_to_section(desk: Desk, one: int, two: int) -> None:
    if (article := desk.picked(one)) and article.kind is Kind.ARTICLE:
        section = SECTIONS[two % 4]
        desk.change(one, section=section, file=f"{section}/{article.file.split('/')[-1]}")


def reorder(desk: Desk, one: int, two: int) -> None:
    if (article := desk.picked(one)) and article.kind is Kind.ARTICLE:
        desk.change(one, order=two % 90 + 1, file=f"{article.section}/{two % 90 + 1:02d}-{article.stem}.md")


def rewrite(desk: Desk, one: int, two: int) -> None:
    if (article := desk.picked(one)) and article.kind is Kind.ARTICLE:
        desk.change(one, headline=f"{'改写重来另起'[two % 6]}{two}{article.headline[::-1]}", deck=str(two))


def withdraw(desk: Desk, one: int, two: int) -> None:
    if desk.articles:
        desk.articles.pop(one % len(desk.articles))


def sign_off(desk: Desk, one: int, two: int) -> None:
    numbering = number(desk)
    desk.ledger = signed_ledger(numbering.ledger, numbering.numbered)
    for item in numbering.numbered.articles:
        place = desk.articles.index(item.article)
        desk.signed.setdefault(identity(item.article), item.number)
        desk.addresses.setdefault(identity(item.article), item.address)
        if item.article.kind is Kind.ARTICLE:
            desk.articles[place] = replace(item.article, given_number=item.number)


def lose_the_number(desk: Desk, one: int, two: int) -> None:
    desk.change(one, given_number=None)


def lose_and_rewrite(desk: Desk, one: int, two: int) -> None:
    lose_the_number(desk, one, two)
    rewrite(desk, one, two)


def copy_with_the_number(desk: Desk, one: int, two: int) -> None:
    if (article := desk.picked(one)) and article.kind is Kind.ARTICLE:
        desk.new(article.section, two)
        desk.articles[-1] = replace(desk.articles[-1], given_number=article.given_number)


def write_over_a_withdrawn_one(desk: Desk, one: int, two: int) -> None:
    if (article := desk.picked(one)) and article.kind is Kind.ARTICLE:
        withdraw(desk, one, two)
        desk.new(article.section, article.order, article.file)


Operation = Callable[[Desk, int, int], None]
ORDERLY: list[Operation] = [add, rename, move_to_page, move_to_section, reorder, withdraw, rewrite, sign_off]
CARELESS: list[Operation] = [
    *ORDERLY,
    lose_the_number,
    lose_and_rewrite,
    copy_with_the_number,
    write_over_a_withdrawn_one,
]


def lived(life: bytes, operations: list[Operation]) -> list[tuple[Operation, int, int]]:
    """Three bytes an operation: a single draw for a whole life keeps 2,000 of them fast."""
    steps = zip(life[::3], life[1::3], life[2::3], strict=False)
    lived = [(operations[which % len(operations)], one, two) for which, one, two in steps]
    return [*lived[:2], (sign_off, 0, 0), *lived[2:]]


LIVES = st.binary(min_size=12, max_size=24)


def a_desk() -> Desk:
    desk = Desk([make_article("美", "index", kind=Kind.LEAD_IN, body=(Paragraph((Text("导语"),), 1, 1),))])
    desk.articles.append(
        make_article("", "bounty", kind=Kind.NOTICE, body=(Paragraph((Text("启事"),), 1, 1),))
    )
    for section in range(3):
        desk.new(SECTIONS[section], section + 1)
    return desk


def number(desk: Desk) -> Numbering:
    # One file, one article: two that got the same path cannot lie in one folder.
    files: dict[str, Article] = {}
    for article in desk.articles:
        files.setdefault(article.file, article)
    desk.articles = sorted(files.values(), key=lambda article: article.file)
    return assign_numbers(make_issue(*desk.articles), PAPER, desk.ledger)


def assert_kept(desk: Desk, numbering: Numbering) -> None:
    """Every signed number is still its article's, or withdrawn, and no other article bears it."""
    standing = {identity(item.article): item for item in numbering.numbered.articles}
    gone = {each.number: each for each in numbering.numbered.withdrawn}
    for name, signed in desk.signed.items():
        address = standing[name].address if name in standing else gone[signed].address
        assert (standing[name].number == signed) if name in standing else (signed in gone)
        assert address == desk.addresses[name]
    numbers = [item.number for item in numbering.numbered.articles] + list(gone)
    assert len(set(numbers)) == len(numbers)
    addresses = [item.address for item in numbering.numbered.articles] + [
        each.address for each in gone.values()
    ]
    assert len(set(addresses)) == len(addresses)


@given(LIVES)
@THOROUGH
def test_no_signed_number_ever_changes_or_returns(life: bytes) -> None:
    desk = a_desk()
    for operation, one, two in lived(life, ORDERLY):
        operation(desk, one, two)
        numbering = number(desk)
        assert_kept(desk, numbering)
        assert {found.code for found in numbering.diagnostics} <= {"SQ306", "SQ210"}
        desk.ledger = numbering.ledger


def assert_untouched_ones_kept(desk: Desk, numbering: Numbering) -> None:
    """Whatever is doubtful, an article that bears its own number and lies where the ledger says has that number."""
    standing = {item.article.file: item.number for item in numbering.numbered.articles}
    files = {entry.number: entry.file for entry in desk.ledger.signed}
    for article in desk.articles:
        own = desk.signed.get(identity(article))
        if own and article.given_number == own and files[own] == article.file:
            assert standing[article.file] == own


def put_right(desk: Desk) -> None:
    """The editor does what the remedies of SQ303, SQ305, SQ306 and SQ308 say, truthfully."""
    alive = {identity(article) for article in desk.articles}
    owners = {number: name for name, number in desk.signed.items()}
    desk.articles = [
        replace(
            article, given_number=desk.signed.get(identity(article)) if article.kind is Kind.ARTICLE else None
        )
        for article in desk.articles
    ]
    entries = (
        entry if owners.get(entry.number) in alive or not entry.signed else replace(entry, withdrawn="已撤")
        for entry in desk.ledger.entries
    )
    desk.ledger = replace(desk.ledger, entries=tuple(entries))


@given(LIVES)
@THOROUGH
def test_when_number_lines_are_lost_or_copied_the_editor_is_asked_before_any_number_moves(
    life: bytes,
) -> None:
    desk = a_desk()
    for operation, one, two in lived(life, CARELESS):
        operation(desk, one, two)
        numbering = number(desk)
        if any(found.severity.blocks_build for found in numbering.diagnostics):
            assert_untouched_ones_kept(desk, numbering)
            put_right(desk)
            numbering = number(desk)
        assert {found.code for found in numbering.diagnostics} <= {"SQ306", "SQ210"}
        assert_kept(desk, numbering)
        desk.ledger = numbering.ledger
