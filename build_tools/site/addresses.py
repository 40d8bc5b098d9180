"""网址: addresses with the site's own in front. The one place where they are made whole, for feeds, books, mail and machines.

In: an address from the site's root, with or without a slash before it. Out: an absolute one.
"""

from __future__ import annotations

from urllib.parse import quote, urljoin

from build_tools.model import Paper

_NOWHERE = "http://localhost/"
"""Stands for a site that has no address yet, where a form demands an absolute one."""


def absolute(paper: Paper, address: str) -> str:
    """``/n/2101032/#p2`` below the site's own address, a folder of its host included; others unchanged."""
    if "://" in address or address.startswith(("mailto:", "tel:")):
        return address
    return urljoin(paper.site_url or _NOWHERE, quote(address.lstrip("/"), safe="/#?=&%:@,;+~.-_"))


def known(paper: Paper, address: str) -> str:
    """The same, "" for want of an address of its own: what machines read must not be relative, nor made up."""
    return absolute(paper, address) if paper.site_url else ""
