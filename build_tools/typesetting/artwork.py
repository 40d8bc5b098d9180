"""画稿: an SVG drawing → a PDF page of its size, by the engine that draws the paper. Nothing outside the file is fetched."""

from __future__ import annotations

import base64
import re
from typing import Any

from build_tools.typesetting.engine import library

_SIZE = re.compile(
    rb"""<svg[^>]*?\sviewBox=["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]{1,8})[\s,]+([\d.]{1,8})""", re.S
)
_WIDTH = 150.0
"""Millimetres: the width that the drawing gets; its own unit means nothing on paper."""


def svg_as_pdf(content: bytes) -> bytes:
    """The drawing on one page, nothing round it. Raises ValueError for what is no SVG that can be drawn."""
    found = _SIZE.search(content[:4096])
    wide, high = (float(found[1]), float(found[2])) if found else (4.0, 3.0)
    if not wide or not high or not 0.02 < high / wide < 50:
        raise ValueError("SVG 没有大小")
    size = f"{_WIDTH}mm {_WIDTH * high / wide:.3f}mm"
    image = base64.b64encode(content).decode()
    page = (
        f"<style>@page{{size:{size};margin:0}}img{{display:block;width:{_WIDTH}mm}}</style>"
        f'<img src="data:image/svg+xml;base64,{image}">'
    )
    drawn = library().HTML(string=page, url_fetcher=_nothing_else).write_pdf()
    assert isinstance(drawn, bytes)
    return drawn


def _nothing_else(url: str) -> Any:
    from weasyprint.urls import URLFetcherResponse  # type: ignore[import-untyped]

    if not url.startswith("data:image/svg+xml;base64,"):
        raise ValueError("不取外面的东西")
    return URLFetcherResponse(url, base64.b64decode(url.partition(",")[2]), {"Content-Type": "image/svg+xml"})
