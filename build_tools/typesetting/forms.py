"""表单: a small document for people (the job ticket, a proof's marks) from HTML to PDF; no lines of ours in it.

In: a whole HTML document without pictures. Out: PDF bytes, the same for the same HTML.
"""

from __future__ import annotations

import weasyprint  # type: ignore[import-untyped]


def draw_form(html: str) -> bytes:
    """制表: draw an HTML document."""
    pdf: bytes = weasyprint.HTML(string=html).write_pdf()
    return pdf
