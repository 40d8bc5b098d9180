"""内容安全策略: what a page may load and run (Content Security Policy Level 3), as its ``<meta>`` says.

In: the paper. Out: the policy's text. Everything comes from the site itself, no script stands in a page's
text, and forms go nowhere but where the paper takes its reports. What a server sends in its headers may be
stricter, never laxer.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from build_tools.model import Paper

_RULES = (
    "default-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",  # Material's icons stand in its style sheet
    "object-src 'none'",
    "base-uri 'none'",
)


def content_policy(paper: Paper, *, styled: bool = False) -> str:
    """内容安全策略 of a page. ``styled`` lets elements carry a style of their own, as copy for WeChat must; never scripts."""
    styles = ("style-src 'self'", "style-src-attr 'unsafe-inline'") if styled else ("style-src 'self'",)
    goals = "form-action " + " ".join(("'self'", *_report_goal(paper.bounty.report_to)))
    return "; ".join((*_RULES, *styles, goals))


def _report_goal(address: str) -> tuple[str, ...]:
    """Where reports go, as a source expression: ``mailto:`` or a host; none when readers copy the message themselves."""
    parts = urlsplit(address)
    if parts.scheme == "mailto":
        return ("mailto:",)
    return (f"{parts.scheme}://{parts.netloc}",) if parts.scheme and parts.netloc else ()
