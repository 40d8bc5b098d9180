"""编辑部的话: what is wrong, told to somebody who has the page before him and no file of settings.

In: diagnostics, whose remedies name files and commands. Out: plain data for the page, their remedies the page's own buttons.
"""

from __future__ import annotations

import re

from build_tools.diagnostics import Diagnostic

_HERE = (
    (r"写进 mkdocs\.yml 的 (?:press 的 \w+|imprint)", "写进“更多”里的“报纸的事项”"),
    (r"用 \./chenbao signoff --sample", "勾上“出样报”"),
    (r"：\./chenbao signoff \S+ --ahead 原因", ""),
    (r"就在 issue\.yml 那一版写 template: (\w+)", r"就在版面下面的“版式”里选“\1”"),
    (r"就用它，在 issue\.yml 那一版写 filler: ([^。]+)", r"就用它，在版面下面的“补白”里选“\1”"),
    (r"改这一行，或去掉", "打开那一篇，在版面下面的“这一篇钉在”里另选"),
    (r"在题头写 headline: 标题|在题头里写一行 headline: 标题", "填上面的“主题”"),
)
"""What a remedy asks for in a file or a terminal → where it is done on the page."""


def in_room(found: Diagnostic) -> dict[str, object]:
    """A diagnostic as JSON, in the words of the page."""
    told = found.as_json()
    for key in ("message", "remedy"):
        words = str(told[key])
        for written, here in _HERE:
            words = re.sub(written, here, words)
        told[key] = words
    return told
