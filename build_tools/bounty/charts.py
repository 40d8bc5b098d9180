"""图表: bars and columns as HTML with inline SVG, readable without colour and by a screen reader.

In: labelled numbers. Out: HTML; every label is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


def bar_chart(
    title: str, rows: Sequence[tuple[str, float]], unit: str = "", limit: float | None = None
) -> str:
    """横条图: one bar a row between its label and its number; ``limit`` draws a line that must not be crossed.

    Words are words and not part of the picture, so they stay as large as all others on a narrow screen.
    """
    if not rows:
        return f'<figure class="chart"><figcaption>{escape(title)}</figcaption><p>还没有数据。</p></figure>'
    largest = max([value for _, value in rows] + ([limit] if limit else []) + [0.001])
    bars = "".join(_bar(label, value, largest, unit, limit) for label, value in rows)
    told = f'<p class="limit-label">虚线是合格线：{limit:g}{escape(unit)}</p>' if limit else ""
    return f'<figure class="chart"><figcaption>{escape(title)}</figcaption><ul class="rows">{bars}</ul>{told}</figure>'


def _bar(label: str, value: float, largest: float, unit: str, limit: float | None) -> str:
    across = (
        f'x1="{limit / largest * 100:.1f}" x2="{limit / largest * 100:.1f}" y1="0" y2="20"' if limit else ""
    )
    line = f'<line class="under" {across}/><line class="limit" {across}/>' if limit else ""
    beyond = "　超" if limit and value > limit else ""
    return (
        f'<li><span class="label">{escape(label)}</span>'
        f'<svg viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true"><rect width="{max(0.5, value / largest * 100):.1f}" height="20"/>{line}</svg>'
        f'<span class="value">{value:g}{escape(unit)}{beyond}</span></li>'
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
    columns = "".join(
        _column(at, month, count, count / largest, at == 0)
        for at, (month, count) in enumerate(zip(months, counts, strict=True))
    )
    width = max(_COLUMN * len(months), 5 * _COLUMN)
    return (
        f"<div><p>{escape(label)}　<b>{sum(counts)}</b>处</p>"
        f'<svg viewBox="0 0 {width} {_TALL + 34}" width="{width}" height="{_TALL + 34}" role="img" aria-label="{escape(f"{label}：{said}", quote=True)}">'
        f'<line class="ground" x1="0" x2="{width}" y1="{_TALL}" y2="{_TALL}"/>{columns}</svg></div>'
    )


def _column(at: int, month: str, count: int, share: float, first: bool) -> str:
    left, tall = at * _COLUMN, share * (_TALL - 22)
    year = (
        f'<text x="{left + _COLUMN / 2:g}" y="{_TALL + 31}" text-anchor="middle" class="value">{month[:4]}</text>'
        if first or month.endswith("-01")
        else ""
    )
    bar = (
        f'<rect x="{left + 5}" y="{_TALL - tall:.1f}" width="{_COLUMN - 10}" height="{tall:.1f}" rx="1"/><text x="{left + _COLUMN / 2:g}" y="{_TALL - tall - 5:.1f}" text-anchor="middle">{count}</text>'
        if count
        else ""
    )
    return f'{bar}<text x="{left + _COLUMN / 2:g}" y="{_TALL + 16}" text-anchor="middle" class="value">{int(month[5:])}月</text>{year}'
