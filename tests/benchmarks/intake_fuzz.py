"""Arbitrary and mutated sendings: no traceback, no lost character, how long the slowest takes.

    python -m tests.benchmarks.intake_fuzz [--arbitrary 20000] [--mutated 2000] [--seed 1]

Arbitrary: random text of what contributors paste (Han, marks, mark-up, controls), taken in as .txt, .md, .html or .csv.
Mutated: the files of tests/intake's sendings with bytes changed, cut, doubled or put in. LibreOffice is left out: how
long it takes is its own affair.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from urllib.parse import unquote

from build_tools.intake import Sending, Taken, office, take_in
from build_tools.intake.accounting import folded
from build_tools.intake.sending import take
from tests.intake.sendings import MAKERS

_PIECES = (
    *"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多",
    *"，。！？：；、“”‘’（）《》【】—…·　 \n\n\r\t,.!?:;\"'()[]{}<>#*_~`|\\/-+=&^$@%0123456789０１２①②abcXYZ",
    "\n\n", "\n　　", "**", "![", "](", "[^1]", "[^1]: ", "---\n", "\n- ", "\n1. ", "\n1、", "## ", "> ", "<br>", "<p>", "</p>",
    "<table><tr><td>", "&nbsp;", "【图1】", "图1：", "（通讯员 李明）", "文/陈芳　图/赵强", "标题：", "——", "记者：", "2021年3月5日",
    "\ufeff", "\u200b", "\u3000", "\xa0", "⺁", "é", "👍", "𠮷", "| a | b |\n|---|---|\n", "问：", "此致\n敬礼", "::: 诗\n",
)  # fmt: skip


def arbitrary(chance: random.Random) -> tuple[str, bytes]:
    """A name and a random text."""
    words = "".join(chance.choice(_PIECES) for _ in range(chance.randrange(1, 300)))
    name = chance.choice(["a.txt", "a.txt", "a.md", "a.html", "a.csv"])
    return name, words.encode(chance.choice(["utf-8", "utf-8", "gb18030", "utf-16"]), "replace")


def mutated(chance: random.Random, files: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """A file of a real sending, damaged."""
    name, source = chance.choice(files)
    content = bytearray(source)
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(content)) if content else 0
        match chance.randrange(4):
            case 0:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del content[at : at + chance.randrange(1, 400)]
            case 2:
                content[at:at] = content[at : at + chance.randrange(1, 200)]
            case 3:
                content[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 20)))
    return name, bytes(content)


def lost(name: str, content: bytes, found: Taken) -> str:
    """The letters of a text file that are in no article and not on the slip; "" for files of other kinds."""
    if not name.endswith((".txt", ".csv")) or any(each.code in ("SQ120", "SQ133") for each in found.remarks):
        return ""
    for encoding in ("utf-16", "utf-8") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8",):
        try:
            words = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        return ""
    there = set(
        folded(
            # The address of a link is written with its characters escaped.
            "".join(each.text + unquote(each.text) for each in found.articles)
            + "".join(each.message for each in found.remarks)
        )
    )
    return "".join(sorted({each for each in folded(words) if each.isalnum() and each not in there}))


def measure() -> int:
    """Run both kinds; 1 when anything went wrong."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--arbitrary", type=int, default=20_000)
    asked.add_argument("--mutated", type=int, default=2_000)
    asked.add_argument("--seed", type=int, default=1)
    arguments = asked.parse_args()
    office.find_office.cache_clear()
    office.find_office = lambda: None  # type: ignore[assignment]
    chance = random.Random(arguments.seed)
    files = [
        (name.rpartition("/")[2], content)
        for make in MAKERS
        for name, content in make()[2].items()
        if len(content) < 400_000
    ]
    wrong = 0
    for kind, count in (("arbitrary", arguments.arbitrary), ("mutated", arguments.mutated)):
        slowest, over = (0.0, ""), 0
        for number in range(count):
            name, content = arbitrary(chance) if kind == "arbitrary" else mutated(chance, files)
            began = time.process_time()
            try:
                sending = Sending()
                take(sending, name, content)
                found = take_in(sending)
                gone = lost(name, content, found)
            except Exception:
                gone = traceback.format_exc()
            spent = time.process_time() - began
            slowest = max(slowest, (spent, f"{number} {name}"))
            over += spent > 2
            if gone:
                wrong += 1
                sys.stdout.write(f"{kind} {number} {name}: {gone[-1500:]}\n{content[:300]!r}\n")
                if wrong > 8:
                    return 1
        sys.stdout.write(
            f"{kind}: {count} taken in, {wrong} wrong, slowest {slowest[0]:.2f} CPU s ({slowest[1]}), {over} over 2 s\n"
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(measure())
