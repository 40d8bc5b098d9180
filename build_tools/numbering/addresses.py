"""网址: the address of every article of an issue, from pinyin (contract §5), and clashes between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from build_tools.markup.pinyin import slug
from build_tools.model import Article, Issue, Kind, Paper

NOTICES = "notices"
"""Address part of standing notices: /2021-01/notices/bounty/."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two files that want the same address."""

    article: Article
    other: str
    address: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """File → address (``2021-01/mei/loudaolidexiaotiandi``), and the clashes."""

    by_file: dict[str, str]
    clashes: tuple[Clash, ...]


_WITHDRAWN = ""
"""Holds the address of an article that is gone."""


def assign_addresses(issue: Issue, paper: Paper, kept: Mapping[str, str], gone: Iterable[str]) -> Addresses:
    """Give each file its address. ``kept`` are the addresses that files had at sign-off, they never change; ``gone`` those of withdrawn articles.

    A clash is reported, and the later file gets an address of its own all the same, so that nothing is lost.
    A clash with what was withdrawn is nobody's fault: a new 导语 cannot be renamed.
    """
    taken = {**dict.fromkeys(gone, _WITHDRAWN), **{address: file for file, address in kept.items()}}
    by_file: dict[str, str] = {}
    clashes: list[Clash] = []
    for article in issue.articles:
        address = kept.get(article.file) or _address(issue, article, paper)
        if taken.get(address, article.file) != article.file:
            if taken[address] != _WITHDRAWN:
                clashes.append(Clash(article, taken[address], address))
            address = _free(address, taken)
        taken[address] = article.file
        by_file[article.file] = address
    return Addresses(by_file, tuple(clashes))


def _address(issue: Issue, article: Article, paper: Paper) -> str:
    if article.kind is Kind.NOTICE:
        return f"{issue.name}/{NOTICES}/{slug(article.stem) or 'notice'}"
    section = paper.section(article.section)
    folder = f"{issue.name}/{section.slug if section else slug(article.section)}"
    if article.kind is Kind.LEAD_IN:
        return folder
    # A name of marks only has no pinyin; its order in the folder is then all there is to call it by.
    return f"{folder}/{slug(article.stem, paper.readings) or f'gao{article.order}'}"


def _free(address: str, taken: Mapping[str, str]) -> str:
    ordinal = 2
    while f"{address}-{ordinal}" in taken:
        ordinal += 1
    return f"{address}-{ordinal}"
