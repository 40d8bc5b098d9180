"""付印: what sign-off writes, as text. Freezes numbers and text; touches no file itself.

In: a numbered issue and its ledger. Out: the signed ledger, articles with their number in the front
matter, the printed text of each number, and the record of what was signed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from build_tools.markup.quoting import yaml_string
from build_tools.model import ArticleNumber, Ledger, NumberedIssue, PrintedText, printed_text

_FENCE = re.compile(r"^---[ \t]*\n", re.MULTILINE)
_NUMBER_LINE = re.compile(r"^number[ \t]*:.*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SignOff:
    """付印的签字: who signed what and when. Digests are SHA-256 in hex.

    ``articles``: number → digest of its printed text; ``sources`` and ``outputs``: path → digest.
    """

    issue: str
    version: int
    signed_by: str
    signed_at: str
    articles: Mapping[str, str]
    sources: Mapping[str, str]
    outputs: Mapping[str, str]
    sample: bool = False
    """样报: facts of the imprint that are not given yet stand as 样报."""
    frozen: Mapping[str, str] = field(default_factory=dict)
    """File of the record 定本, in the issue's folder → digest."""
    ahead: str = ""
    """Why it was signed though an earlier issue was not."""
    adopted: str = ""
    """What the record, made after sign-off, could not keep; "" when it was made by sign-off itself."""


def signed_ledger(ledger: Ledger, numbered: NumberedIssue) -> Ledger:
    """The ledger with every number signed; page, section and headline are those of today, the address never changes."""
    today = {item.number: item for item in numbered.articles}
    entries = []
    for entry in ledger.entries:
        item = today.get(entry.number)
        entry = (
            replace(
                entry, page=item.page, section=item.article.section, headline=item.article.listed_headline
            )
            if item
            else entry
        )
        entries.append(replace(entry, signed=bool(item) or entry.signed, late=entry.late and not item))
    return Ledger(ledger.issue, tuple(entries))


def with_number(source: str, number: ArticleNumber) -> str:
    """An article's file with ``number:`` as the last line of its front matter, so that it travels with the file.

    A file without front matter (a 导语 may have none), or with one in braces, is known by its path and
    headline and stays as it is.
    """
    source = source.removeprefix("\ufeff")
    fences = list(_FENCE.finditer(source))
    if len(fences) < 2 or fences[0].start() != 0:
        return source
    front = _NUMBER_LINE.sub("", source[fences[0].end() : fences[1].start()])
    if front.lstrip().startswith("{"):
        return source
    return f"{source[: fences[0].end()]}{front}number: {number.printed}\n{source[fences[1].start() :]}"


def format_printed(printed: PrintedText) -> str:
    """The text of printed/<number>.yml: one piece of text a line, so that a difference shows in git."""
    lines = [f"number: {yaml_string(printed.number.printed)}", f"page: {printed.page}"]
    for key in ("section", "kicker", "headline", "deck"):
        lines.append(f"{key}: {yaml_string(getattr(printed, key))}")
    lines.append(f"byline: [{', '.join(yaml_string(name) for name in printed.bylines)}]")
    lines.append("text:")
    for block in printed.blocks:
        ordinal = f"ordinal: {block.ordinal}, " if block.ordinal else ""
        lines.append(f"- {{kind: {block.kind.value}, {ordinal}text: {yaml_string(block.text)}}}")
    return "\n".join(lines) + "\n"


def article_digests(numbered: NumberedIssue) -> dict[str, str]:
    """Number → digest of the text that print shows; a renamed file changes nothing."""
    return {str(item.number): digest(_content(printed_text(item)).encode()) for item in numbered.articles}


def _content(printed: PrintedText) -> str:
    # Moving an article to another page after sign-off is a change of the plan, not of the text.
    return format_printed(replace(printed, page=0, section=""))


def digest(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def format_sign_off(sign_off: SignOff) -> str:
    """The text of signoff.yml."""
    lines = ["# 付印底：程序所写。何人何时签了什么，改动一字便对不上。"]
    lines += [f"issue: {yaml_string(sign_off.issue)}", f"version: {sign_off.version}"]
    lines += [
        f"signed_by: {yaml_string(sign_off.signed_by)}",
        f"signed_at: {yaml_string(sign_off.signed_at)}",
    ]
    lines += ["sample: true"] if sign_off.sample else []
    for key in ("ahead", "adopted"):
        value = getattr(sign_off, key)
        lines += [f"{key}: {yaml_string(value)}"] if value else []
    for key in ("articles", "frozen", "sources", "outputs"):
        lines.append(f"{key}:")
        lines += [f"  {yaml_string(name)}: {value}" for name, value in sorted(getattr(sign_off, key).items())]
    return "\n".join(lines) + "\n"
