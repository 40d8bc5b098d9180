"""What the site has of some issues, without anything of it being rendered or drawn.

In: the paper and its numbered issues, oldest first. Out: the issues as the home page shows them, and every page.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from build_tools.model import NumberedIssue, Paper
from build_tools.site.pages import Site, SitePage
from build_tools.site.plan import Desk, plan_site
from build_tools.store.cache import Cache


def planned(paper: Paper, issues: Sequence[NumberedIssue]) -> tuple[Site, list[SitePage]]:
    """The plan's site and pages; no print lies there."""
    with tempfile.TemporaryDirectory() as folder:
        plan, _ = plan_site(Desk(Path(folder), paper, Cache(Path(folder) / "cache")), issues, {})
        return plan.site, list(plan.pages.values())
