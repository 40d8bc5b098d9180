"""常设页面: what the program itself writes into the standing pages and the style.

In: the catalogue of diagnostics, the paper's sections. Out: a Markdown table, a style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter

from build_tools.diagnostics import CATALOGUE, Rule, Severity
from build_tools.model import Paper
from build_tools.site.views import NOTICES

PLACEHOLDER = "{{ 诊断代码 }}"
"""Stands alone on a line of the handbook; the table of all codes takes its place."""

SECTIONS = "assets/sections.css"
"""Where the colours of the sections stand."""
_GREY = "#57504a"
_BLANK = "〔…〕"

_GROUPS = {
    "1": "题头",
    "2": "期与报纸的设置",
    "3": "稿号",
    "4": "正文",
    "5": "图片与链接",
    "6": "印刷",
    "7": "网站",
    "8": "更正与纠错有奖",
    "9": "机器",
}


def insert_codes(markdown: str, catalogue: Mapping[str, Rule] = CATALOGUE) -> str:
    """The page with its placeholder line replaced; unchanged when it has none."""
    if PLACEHOLDER not in markdown:
        return markdown
    table = codes_table(catalogue)
    return "\n".join(table if line.strip() == PLACEHOLDER else line for line in markdown.split("\n"))


def codes_table(catalogue: Mapping[str, Rule] = CATALOGUE) -> str:
    """代码表: one Markdown table for each hundred, every code with what it says and the remedy."""
    parts = []
    for digit, group in _GROUPS.items():
        rules = {code: rule for code, rule in sorted(catalogue.items()) if code[2] == digit}
        if rules:
            rows = [_row(code, rule) for code, rule in rules.items()]
            parts.append(
                "\n".join(
                    [f"**SQ{digit}　{group}**", "", "| 代码 | 错在哪里 | 改法 |", "|---|---|---|", *rows, ""]
                )
            )
    return "\n".join(parts)


def heading_anchor(heading: str, separator: str) -> str:
    """The ``id`` of a heading: its Han characters, letters and figures, all else but spaces dropped."""
    words = re.sub(r"[^\w\s-]", "", heading).strip().lower()
    return re.sub(r"[\s_-]+", separator, words)


def reachable(html: str) -> str:
    """代码块 and tables that may be wider than a phone: reached, hence scrolled, by keyboard too (WCAG 2.2, 2.1.1)."""
    html = html.replace("<table>", '<table tabindex="0">')
    return re.sub(r"(<pre[^>]*>(?:<span></span>)?)<code\b", r'\1<code tabindex="0"', html)


def aligned(html: str) -> str:
    """Columns of a table written as ``---:`` or ``:---:`` by class: Markdown's own inline style is not let in by the site's policy."""
    return re.sub(r'(<t[hd]) style="text-align: (left|center|right);"', r'\1 class="\2"', html)


def whole(html: str) -> str:
    """稿号 and options of commands (--merge) in a standing page's words: never broken over two lines, least of all behind a hyphen."""
    html = re.sub(r"<code>(\d{4}-\d{3})</code>", r'<code class="whole">\1</code>', html)
    options = re.compile(r"(?<![\w-])--[\w-]+")
    return re.sub(
        r"<code>[^<]*--[^<]*</code>",
        lambda code: options.sub(r'<span class="whole">\g<0></span>', code[0]),
        html,
    )


def section_styles(paper: Paper) -> str:
    """栏目颜色: one rule a section, so that pages need no style attributes; notices are grey."""
    colours = [*((section.slug, section.colour) for section in paper.sections), (NOTICES.slug, _GREY)]
    rules = [f".section-{slug} {{ --section: {colour}; }}" for slug, colour in colours]
    return "\n".join(rules) + "\n"


def _row(code: str, rule: Rule) -> str:
    doubt = "（疑）" if rule.severity is Severity.WARNING else ""
    remedy = _cell(rule.remedy)
    return f"| `{code}`{{ #{code} }} | {doubt}{_cell(rule.message)} | {'照提示改' if remedy == _BLANK else remedy} |"


def _cell(words: str) -> str:
    """A message as table cell: facts to be filled in become blanks, what Markdown would read as markup is escaped."""
    shown = "".join(
        text + (_BLANK if name is not None else "") for text, name, _, _ in Formatter().parse(words)
    )
    return re.sub(r"([\\|\[\]*_`])", r"\\\1", shown).replace("<", "&lt;").replace(">", "&gt;")
