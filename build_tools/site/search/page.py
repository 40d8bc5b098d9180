"""搜索页 ``/search/``: the page that asks, with the years, sections and pages one can choose from.

In: the paper, its years, the version of the search files. Out: a :class:`SitePage`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from build_tools.model import Paper
from build_tools.site.pages import SitePage
from build_tools.site.views import NOTICES

ADDRESS = "search/"


def search_page(
    paper: Paper, years: Sequence[str], pages: int, version: str, date: datetime.date
) -> SitePage:
    """The page. ``years`` newest first, ``pages`` the most that an issue has; sections as the search files number them."""
    view = {
        "years": years,
        "sections": [*(section.name for section in paper.sections), NOTICES.name],
        "page_numbers": range(1, pages + 1),
        "version": version,
    }
    return SitePage(ADDRESS, "search.html", "搜索", date, view)
