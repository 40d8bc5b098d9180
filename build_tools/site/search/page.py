"""搜索页 ``/search/``: the page that asks, with the years, sections and pages one can choose from.

In: the paper, the planned site, the version of the search files. Out: a :class:`SitePage`.
"""

from __future__ import annotations

from build_tools.model import Paper
from build_tools.site.pages import Site, SitePage
from build_tools.site.views import NOTICES

ADDRESS = "search/"


def search_page(paper: Paper, site: Site, version: str) -> SitePage:
    """The page; the sections stand in the order in which the search files number them."""
    view = {
        "years": sorted({issue.year for issue in site.issues}, reverse=True),
        "sections": [*(section.name for section in paper.sections), NOTICES.name],
        "page_numbers": range(1, max((len(issue.pages) for issue in site.issues), default=0) + 1),
        "version": version,
    }
    return SitePage(ADDRESS, "search.html", "搜索", site.date, view)
