"""常设页面: Markdown of a standing page, rewritten so that MkDocs reads it as articles are read.

In: the Markdown of a page of ``content/``. Out: the same with two differences made good: a line end between two
Han characters is no space, and the numbers of a list are those written. Code and HTML are left alone.
"""

from __future__ import annotations

import re

from build_tools.markup.dialect import is_han

_FENCE = re.compile(r"^ *(`{3,}|~{3,})")
_OPENS = re.compile(r"^\s*(?:[-+*] |[0-9]+[.)] |#|\||>|!!!|\?\?\?|===|:::|<|\{|\[[^\]]*\]:|!\[|$)")
_CLOSES = re.compile(r"(?:^\s*(?:#|\||<|!!!|\?\?\?|===|\{|\[[^\]]*\]:)|[|>}]\s*$|  $|\\$)")
_NUMBERED = re.compile(r"^([0-9]{1,9})\. +(?=\S)")


def as_dialect(markdown: str) -> str:
    """The page as MkDocs should get it."""
    return "\n".join(_numbers_as_written(_without_line_ends(markdown.split("\n"))))


def _without_line_ends(lines: list[str]) -> list[str]:
    joined: list[str] = []
    listing = ""
    for line in lines:
        fence = _FENCE.match(line)
        if fence and listing in ("", fence[1][:3]):
            listing = "" if listing else fence[1][:3]
        before = joined[-1] if joined else ""
        text = line.strip()
        quoted = text.startswith(">") and before.lstrip().startswith(">")
        words = text.lstrip("> ") if quoted else text
        goes_on = (
            not listing
            and not fence
            and not (_OPENS.match(words) if quoted else _OPENS.match(line))
            and not _CLOSES.search(before)
            and not _FENCE.match(before)
        )
        if goes_on and before.strip() and words and is_han(before[-1]) and is_han(words[0]):
            joined[-1] = before + words
        else:
            joined.append(line)
    return joined


def _numbers_as_written(lines: list[str]) -> list[str]:
    """Lists that are not numbered 1, 2, 3 … become lines with their numbers; Python-Markdown would count anew."""
    rewritten = list(lines)
    start, listing = 0, ""
    while start < len(lines):
        fence = _FENCE.match(lines[start])
        if fence and listing in ("", fence[1][:3]):
            listing = "" if listing else fence[1][:3]
        end = start
        while not listing and end < len(lines) and _NUMBERED.match(lines[end]):
            end += 1
        numbers = [int(hit[1]) for line in lines[start:end] if (hit := _NUMBERED.match(line))]
        if numbers and numbers != list(range(1, len(numbers) + 1)):
            for at in range(start, end):
                rewritten[at] = _NUMBERED.sub(r"\1\\. ", lines[at]) + ("  " if at < end - 1 else "")
        start = max(end, start + 1)
    return rewritten
