"""Whatever bytes lie in a file, an editor sees diagnostics and never a traceback: 2,000 byte strings for each kind of file.

Half are arbitrary, half are real files with some bytes changed, cut or doubled.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from build_tools.diagnostics import Diagnostic
from build_tools.model import Kind, Ledger
from build_tools.model.paper import Filler
from build_tools.numbering import assign_numbers, format_ledger
from build_tools.readers import decode_text, parse_article, parse_ledger, parse_paper, parse_plan
from tests.factories import ISSUE, make_article, make_issue, make_paper

ROOT = Path(__file__).parents[2]
PAPER = make_paper(fillers=(Filler("征稿", "征稿", "身边的事 您来写", ()),))
THOROUGH = settings(
    max_examples=2000, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)

Outcome = tuple[tuple[Diagnostic, ...], bool]
"""What was found, and whether what was read can be built from."""


def read_article(text: str) -> Outcome:
    article, found = parse_article(text, "p.md", "美/p.md", "美", Kind.ARTICLE, "p")
    return found, bool(article.headline and article.body)


def read_plan(text: str) -> Outcome:
    plan, found = parse_plan(text, "issue.yml", PAPER)
    return tuple(found), plan is not None and bool(plan.pages) and plan.number > 0


def read_paper(text: str) -> Outcome:
    read = parse_paper(text)
    return read.diagnostics, read.paper is not None and bool(read.paper.name and read.paper.sections)


def read_paper_section(text: str) -> Outcome:
    return read_paper(
        "site_url: x\nplugins:\n  - search\n  - chenbao:\n"
        + "\n".join(" " * 6 + line for line in text.split("\n"))
    )


def read_ledger(text: str) -> Outcome:
    ledger, found = parse_ledger(text, "ledger.yml", ISSUE)
    return found, all(entry.number.issue == ISSUE for entry in ledger.entries)


def _real_article() -> bytes:
    return (ROOT / "tests/issue_zero/issues/2026-01/要闻/01-门口的路修平了.md").read_bytes()


def _real_plan() -> bytes:
    return (ROOT / "issues/2021-01/issue.yml").read_bytes()


def _real_paper_section() -> bytes:
    lines = (ROOT / "mkdocs.yml").read_text("utf-8").split("\n")
    first = lines.index("  - chenbao:") + 1
    last = next(
        number
        for number, line in enumerate(lines)
        if number > first and line and not line.startswith("      ")
    )
    return "\n".join(line.removeprefix(" " * 6) for line in lines[first:last]).encode()


def _real_ledger() -> bytes:
    issue = make_issue(make_article("美", "一"), make_article("战", "二"))
    return format_ledger(assign_numbers(issue, PAPER, Ledger(ISSUE)).ledger).encode()


READERS: dict[str, tuple[Callable[[str], Outcome], bytes]] = {
    "article": (read_article, _real_article()),
    "issue.yml": (read_plan, _real_plan()),
    "mkdocs.yml": (read_paper_section, _real_paper_section()),
    "ledger.yml": (read_ledger, _real_ledger()),
}

PIECES = [
    b"\xff",
    b"\x00",
    b"\r",
    b"\n",
    b"---\n",
    b": ",
    b"- ",
    b"[",
    b"]",
    b"{",
    b"}",
    b"&a ",
    b"*a",
    b'"',
    b"'",
    b"\t",
    b"#",
    b"!!int ",
    b"|",
    b"> ",
    b"<",
    b"![](",
    b"[^1]",
    b"**",
    b"`",
    b"\xe2\x80\xa8",
    b"9" * 9,
]


def damaged(real: bytes, damage: bytes) -> bytes:
    """The real file with, for every four bytes of damage, one piece put in, cut out or doubled."""
    text = real
    for one, two, what, length in zip(damage[::4], damage[1::4], damage[2::4], damage[3::4], strict=False):
        place = (one * 256 + two) % (len(text) + 1)
        cut = place + length % 40
        text = (
            text[:place]
            + (PIECES[what % len(PIECES)], b"", text[place:cut] * 2)[length % 3]
            + text[cut if length % 3 else place :]
        )
    return text


def assert_told(kind: str, raw: bytes) -> None:
    reader, _ = READERS[kind]
    read = decode_text(raw, kind)
    found, sound = reader(read.text) if read.text is not None else (read.diagnostics, False)
    assert sound or found
    lines = read.text.split("\n") if read.text is not None else []
    for each in found:
        assert each.place.line >= 1 and each.place.column >= 1
        assert str(each).count("\n") == 1, "one line for the fault, one for the remedy"
        # The section stands four lines down in the file that was built around it.
        assert not lines or each.place.line <= len(lines) + 5


@pytest.mark.parametrize("kind", READERS)
@given(raw=st.binary(max_size=120))
@example(raw=b"")
@example(raw=b"---\n- headline\n---\n![](" + b"a" * 300 + b".jpg)")
@example(
    raw='name: 报\nsections: [{name: ".."}, {name: 美}, {name: 美, slug: b}, {name: "\\0"}]\nreadings: {"": x}'.encode()
)
@THOROUGH
def test_any_bytes_give_diagnostics_and_never_a_traceback(kind: str, raw: bytes) -> None:
    assert_told(kind, damaged(READERS[kind][1], raw[1:25]) if raw[:1] >= b"\x80" else raw)


@pytest.mark.parametrize("kind", READERS)
def test_the_real_files_are_clean(kind: str) -> None:
    reader, real = READERS[kind]
    assert reader(real.decode()) == ((), True)
