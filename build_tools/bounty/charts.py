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


_COLUMN, _TALL, _MOST = 30, 92, 12


def month_charts(title: str, months: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> str:
    """逐月小图: for each row a small chart of its own with a column a month, all to one scale; the last twelve months."""
    if not rows:
        return f'<figure class="chart months"><figcaption>{escape(title)}</figcaption><p>还没有数据。</p></figure>'
    largest = max(max(counts[-_MOST:]) for _, counts in rows) or 1
    small = "".join(_months(label, months[-_MOST:], counts[-_MOST:], largest) for label, counts in rows)
    return f'<figure class="chart months"><figcaption>{escape(title)}</figcaption><div class="small">{small}</div></figure>'


def _months(label: str, months: Sequence[str], counts: Sequence[int], largest: int) -> str:
    said = "；".join(f"{month}：{count}" for month, count in zip(months, counts, strict=True))
    columns = "".join(_column(at, month, count, count / largest, at == 0) for at, (month, count) in enumerate(zip(months, counts, strict=True)))
    width = max(_COLUMN * len(months), 5 * _COLUMN)
    return (
        f'<div><p>{escape(label)}　<b>{sum(counts)}</b>处</p>'
        f'<svg viewBox="0 0 {width} {_TALL + 34}" width="{width}" height="{_TALL + 34}" role="img" aria-label="{escape(f"{label}：{said}", quote=True)}">'
        f'<line class="ground" x1="0" x2="{width}" y1="{_TALL}" y2="{_TALL}"/>{columns}</svg></div>'
    )


def _column(at: int, month: str, count: int, share: float, first: bool) -> str:
    left, tall = at * _COLUMN, share * (_TALL - 22)
    year = f'<text x="{left + _COLUMN / 2:g}" y="{_TALL + 31}" text-anchor="middle" class="value">{month[:4]}</text>' if first or month.endswith("-01") else ""
    bar = f'<rect x="{left + 5}" y="{_TALL - tall:.1f}" width="{_COLUMN - 10}" height="{tall:.1f}" rx="1"/><text x="{left + _COLUMN / 2:g}" y="{_TALL - tall - 5:.1f}" text-anchor="middle">{count}</text>' if count else ""
    return f'{bar}<text x="{left + _COLUMN / 2:g}" y="{_TALL + 16}" text-anchor="middle" class="value">{int(month[5:])}月</text>{year}'


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
