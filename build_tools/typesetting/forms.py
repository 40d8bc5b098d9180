"""表单: a small document for people (the job ticket, a proof's marks) from HTML to PDF; no lines of ours in it.

In: a whole HTML document without pictures. Out: PDF bytes, the same for the same HTML.
"""

from __future__ import annotations

from build_tools.typesetting.engine import write_pdf


def draw_form(html: str) -> bytes:
    """制表: draw an HTML document."""
    return write_pdf(html).pdf
