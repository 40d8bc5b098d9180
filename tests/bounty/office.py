"""Writes messages/office.txt: the second of two sets made before the resolver was rebuilt (2026-11-28).

One part is by hand (messages/office_hand.txt); the other is drawn here: letters of office workers, one mould a way of writing,
filled with misprints of messages/planted.txt. Fixed seed; written once.

python -m tests.bounty.office
"""

from __future__ import annotations

import random
import re
from pathlib import Path

FOLDER = Path(__file__).parent / "messages"
_ARTICLES = {
    "01": ("入千家门 汇万人意", "2101-010", "1", "要闻"),
    "02": ("", "2101-029", "2", "美"),
    "03": ("楼道里的“小天地”", "2101-032", "2", "美"),
    "04": ("我们在这里 迎战“霸王级”寒潮", "2101-041", "3", "战"),
    "05": ("阅！“社区通”创新社会治理模式", "2101-055", "4", "阅"),
    "06": ("纠错有奖", "2101-064", "4", "阅"),
}
_PARTS = {"题": "标题", "引": "引题", "小": "小标题", "图": "图说"}
_MOULDS = (
    "报纸名称：社区晨报（张庙版）\n版面：第{page}版\n文章：{title}\n差错：{where}“{printed}”应为“{right}”",
    "第{page}版《{title}》{where}：原文“{printed}”，应为“{right}”",
    "{number} {where}\n原文：{printed}\n应为：{right}",
    "您好，{page}版{where}有一处笔误：“{printed}”，建议改为“{right}”，请核实。",
    "【纠错】{number}，{where}，{printed}（误）{right}（正）",
    "P{page} {where} {printed} => {right}",
    "在{page}版{where}看到“{printed}”，正确写法是“{right}”。",
    "{title} {where} {printed} 错，改{right}",
    "{page}版，{where}，“{printed}”疑为“{right}”之误",
    "{number}{where}把“{right}”印成了“{printed}”",
    "是“{right}”不是“{printed}”，{page}版{where}",
    "{where}“{printed}”→“{right}”（第{page}版）",
    "同事看报发现的，第{page}版{where}，{printed}，{right}写错了。",
)


def faults() -> list[tuple[str, str, str, str]]:
    """Name, place, right, printed."""
    lines = (FOLDER / "planted.txt").read_text("utf-8").splitlines()
    found = [re.fullmatch(r"(\S+) (\S+) (.+) → (.+)", line) for line in lines if not line.startswith("#")]
    return [(hit[1], hit[2], hit[3], hit[4]) for hit in found if hit]


def letters(seed: int = 2611, count: int = 140) -> list[str]:
    chance = random.Random(seed)
    pool = faults() * 2
    chance.shuffle(pool)
    return [_letter(chance, *fault) for fault in pool[:count]]


def _letter(chance: random.Random, name: str, place: str, right: str, printed: str) -> str:
    article, _, piece = place.partition(":")
    title, number, page, _ = _ARTICLES[article[3:]]
    ordinal = int(piece) if piece.isdigit() else 0
    where = (
        chance.choice(
            (f"第{ordinal}段", f"第{'零一二三四五六七八九十'[ordinal] if ordinal < 11 else '十一'}自然段")
        )
        if ordinal
        else _PARTS[piece[0]]
    )
    moulds = [mould for mould in _MOULDS if title or "{title}" not in mould]
    text = chance.choice(moulds).format(
        title=title, number=number, page=page, where=where, printed=printed.strip("…"), right=right.strip("…")
    )
    return f"@ {place} {name}\n{text}"


def main() -> None:
    hand = re.split(r"\n(?=@ )", (FOLDER / "office_hand.txt").read_text("utf-8").strip())
    (FOLDER / "office.txt").write_text(
        "# issue 2021-01\n" + "\n".join([*hand, *letters()]) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
