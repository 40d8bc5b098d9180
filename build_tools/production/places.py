"""印样所在: what the print of an issue is called, on the website as in ``dist/print``.

In: the paper and an issue. Out: names and addresses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from build_tools.model import Paper

LAYOUT = "layout.json"


def layout_text(layout: Mapping[str, object]) -> bytes:
    """layout.json (contract §3.4)."""
    return (json.dumps(layout, ensure_ascii=False, indent=1) + "\n").encode()


def pdf_address(paper: Paper, issue: str) -> str:
    """2021-01/社区晨报-张庙-2021-01.pdf, on the site as in ``dist/print``."""
    return f"{issue}/{'-'.join(part for part in (paper.name, paper.edition, issue) if part)}.pdf"
