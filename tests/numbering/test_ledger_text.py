"""The ledger as text: what is written is what is read back, one number a line."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_tools.model import ArticleNumber, Ledger, LedgerEntry
from build_tools.numbering import format_ledger
from build_tools.readers import parse_ledger
from tests.factories import ISSUE, make_article, make_entry, make_ledger

PATH = f"issues/{ISSUE}/ledger.yml"
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ENTRIES = st.builds(
    LedgerEntry,
    number=st.builds(ArticleNumber, st.just(ISSUE), st.integers(1, 99)),
    file=WORDS.map(lambda name: f"美/{name}.md"),
    address=WORDS,
    headline=WORDS,
    section=WORDS,
    page=st.integers(1, 99),
    signed=st.booleans(),
    withdrawn=WORDS,
)


@given(st.lists(ENTRIES, max_size=4))
@example(
    [
        make_entry(
            1,
            make_article(),
            file="美/01-两个  空格.md",
            headline="\u2028\x85 \x7f#: {}\"'",
            withdrawn="true",
        )
    ]
)
@settings(max_examples=300, deadline=None, database=None, derandomize=True)
def test_a_ledger_reads_back_as_it_was_written(entries: list[LedgerEntry]) -> None:
    written = [
        LedgerEntry(
            each.number,
            each.file,
            each.address,
            each.headline,
            each.section,
            each.page,
            each.signed,
            each.withdrawn,
        )
        for each in entries
    ]
    text = format_ledger(Ledger(ISSUE, tuple(written)))
    read, found = parse_ledger(text, PATH, ISSUE)
    assert (found, format_ledger(read)) == ((), text)
    assert [(each.file, each.headline, each.address, each.withdrawn) for each in read.entries] == [
        (each.file, each.headline, each.address, each.withdrawn) for each in written
    ]


def test_every_number_has_a_line_to_itself_for_git_to_merge() -> None:
    text = format_ledger(
        make_ledger(make_entry(1, make_article(headline="一\n二")), make_entry(2, make_article()))
    )
    head, first, second, rest = text.split("\n")
    assert (head[0], first[:19], second[:19], rest) == ("#", "- {number: 2101010,", "- {number: 2101029,", "")


def test_a_line_that_cannot_be_read_is_a_fault_and_not_a_lost_number() -> None:
    text = "- {number: 2101010, page: 1, signed: true}\n- {number: 2101011, page: 1}\n- {number: 2012015}\n"
    ledger, found = parse_ledger(text, PATH, ISSUE)
    assert len(ledger.entries) == 1
    assert [(each.place.line, each.code) for each in found] == [(2, "SQ301"), (3, "SQ301")]
