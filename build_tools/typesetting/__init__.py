"""排印: lines, columns, pages; draws the PDF; the only importer of weasyprint.

``compose_issue`` turns articles into placed blocks, ``draw_issue`` draws those; ``layout_document`` says
where everything stands. ``page_inputs``, ``compose_page`` and ``bind_pages`` do the same page by page.
"""

from build_tools.typesetting.compose import (
    FinishedPage,
    StandingType,
    bind_pages,
    compose_issue,
    compose_page,
)
from build_tools.typesetting.draw import Drawing, draw_issue
from build_tools.typesetting.forms import draw_form
from build_tools.typesetting.inputs import PageInputs, page_inputs
from build_tools.typesetting.layout import layout_document, layout_entry
from build_tools.typesetting.placed import ComposedIssue, ComposedPage
from build_tools.typesetting.sheet import Sheet, read_sheet

__all__ = [
    "ComposedIssue",
    "ComposedPage",
    "Drawing",
    "FinishedPage",
    "PageInputs",
    "Sheet",
    "StandingType",
    "bind_pages",
    "compose_issue",
    "compose_page",
    "draw_form",
    "draw_issue",
    "layout_document",
    "layout_entry",
    "page_inputs",
    "read_sheet",
]
