"""图表: bars and a line as inline SVG, readable without colour and by a screen reader.

In: labelled numbers. Out: SVG text; every label is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_ROW, _LABEL, _WIDTH, _VALUE = 30, 210, 640, 64


def bar_chart(title: str, rows: Sequence[tuple[str, float]], unit: str = "", limit: float | None = None) -> str:
    """横条图: one bar a row, the number beside it; ``limit`` draws a line that must not be crossed."""
    if not rows:
        return f'<figure class="chart"><figcaption>{escape(title)}</figcaption><p>还没有数据。</p></figure>'
    largest = max([value for _, value in rows] + ([limit] if limit else []) + [0.001])
    room = _WIDTH - _LABEL - _VALUE
    height = _ROW * len(rows) + (26 if limit else 6)
    bars = "".join(_bar(at, label, value, value / largest * room, unit) for at, (label, value) in enumerate(rows))
    line = _limit(limit, _LABEL + limit / largest * room, height, unit) if limit else ""
    said = "；".join(f"{label}{value:g}{unit}" for label, value in rows)
    return (
        f'<figure class="chart"><figcaption>{escape(title)}</figcaption>'
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(f"{title}：{said}", quote=True)}">{bars}{line}</svg></figure>'
    )


def _bar(at: int, label: str, value: float, width: float, unit: str) -> str:
    top = at * _ROW + 4
    shown = label if len(label) <= 13 else f"{label[:12]}…"
    return (
        f'<text x="{_LABEL - 10}" y="{top + 16}" text-anchor="end" class="label">{escape(shown)}<title>{escape(label)}</title></text>'
        f'<rect x="{_LABEL}" y="{top}" width="{max(1.5, width):.1f}" height="{_ROW - 10}" rx="2"/>'
        f'<text x="{_LABEL + width + 8:.1f}" y="{top + 16}" class="value">{value:g}{escape(unit)}</text>'
    )


def _limit(limit: float, x: float, height: int, unit: str) -> str:
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height - 20}" class="limit"/>'
        f'<text x="{x:.1f}" y="{height - 5}" text-anchor="middle" class="limit-label">合格线 {limit:g}{escape(unit)}</text>'
    )
