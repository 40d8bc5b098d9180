"""What the program itself writes into an issue at an editor's word: sign-off, corrections, verdicts, answers. And accidents to output.

In: a paper's folder and chance. Out: the folder with another record in it, or with damaged output.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
from contextlib import redirect_stdout
from pathlib import Path

from build_tools.cli import main
from tests.factories import make_public
from tests.production.editing import EDITS, WORDS, Edit, append, article_of, issue_of
from tests.production.papers import HERE

_CLOCK = "1768176000"
"""Seconds since 1970 at which everything is signed."""


def say(root: Path, *words: str) -> int:
    """Give the program a word, unheard; its exit code."""
    os.environ["SOURCE_DATE_EPOCH"] = _CLOCK
    with redirect_stdout(io.StringIO()):
        return main([*words, "--root", str(root)])


def sign_off(root: Path, chance: random.Random) -> None:
    """An issue is brought back to the words of the 试刊号, which fill its pages, and signed off as a specimen."""
    issue = issue_of(root, chance)
    specimen = next((HERE / "issue_zero" / "issues").iterdir())
    for section in ("要闻", "美"):
        shutil.rmtree(issue / section)
    shutil.copytree(specimen, issue, dirs_exist_ok=True, ignore=shutil.ignore_patterns("issue.yml"))
    say(root, "signoff", issue.name, "--by", "某编辑", "--sample")


def withdraw_sign_off(root: Path, chance: random.Random) -> None:
    """As if a commit were taken back: the record of the sign-off and the printed texts are gone, the numbers stay signed."""
    issue = issue_of(root, chance)
    (issue / "signoff.yml").unlink(missing_ok=True)
    shutil.rmtree(issue / "printed", ignore_errors=True)


def record_correction(root: Path, chance: random.Random) -> None:
    printed = sorted((root / "issues").glob("*/printed/*.yml"))
    if printed:
        path = chance.choice(printed)
        words: list[str] = re.findall(r'text: "([^"\\]{8,})"', path.read_text("utf-8"))
        if words:
            start = chance.randrange(len(text := chance.choice(words)) - 6)
            marks = [
                *(["--fact"] if chance.random() < 0.3 else []),
                *(["--finder", "读者甲"] if chance.random() < 0.5 else []),
            ]
            say(
                root,
                "correct",
                path.stem,
                "--printed",
                text[start : start + 6],
                "--right",
                chance.choice(WORDS),
                "--date",
                f"2026-01-{chance.randrange(20, 30)}",
                *marks,
            )


def make_correction_a_rule(root: Path, chance: random.Random) -> None:
    """From now on the wrong words are named wherever they stand."""
    files = sorted((root / "issues").glob("*/corrections.yml"))
    if files:
        path = chance.choice(files)
        path.write_text(
            re.sub(
                r"(, fact: true|, rule: true)?, date: ",
                ", rule: true, date: ",
                path.read_text("utf-8"),
                count=1,
            ),
            encoding="utf-8",
        )


def withdraw_correction(root: Path, chance: random.Random) -> None:
    files = sorted((root / "issues").glob("*/corrections.yml"))
    if files:
        path = chance.choice(files)
        lines = path.read_text("utf-8").splitlines(keepends=True)
        if len(lines) > 2:
            path.write_text("".join(lines[:-1]), encoding="utf-8")
        else:
            path.unlink()


def print_corrections(root: Path, chance: random.Random) -> None:
    """The next issues have a notice for corrections, or have it no longer."""
    append(
        root / "content" / "notices" / "corrections.md",
        ""
        if (root / "content" / "notices" / "corrections.md").is_file()
        else "---\nheadline: 更正\n---\n\n{更正}\n",
    )
    plan = issue_of(root, chance) / "issue.yml"
    text = plan.read_text("utf-8")
    plan.write_text(
        text.replace("[corrections, bounty]", "[bounty]")
        if "corrections" in text
        else text.replace("[bounty]", "[corrections, bounty]"),
        encoding="utf-8",
    )


def record_verdict(root: Path, chance: random.Random) -> None:
    append(
        issue_of(root, chance) / "bounty" / "verdicts.yml",
        f"- {{claims: [{chance.randrange(9)}#1], decision: rejected, reason: {chance.choice(WORDS)}}}\n",
    )


def receive_report(root: Path, chance: random.Random) -> None:
    append(issue_of(root, chance) / "bounty" / "inbox" / f"{chance.randrange(9)}.json", "{}\n")


def publish_answers(root: Path, chance: random.Random) -> None:
    """As ``bounty publish`` writes them; once in four times they are taken back."""
    path = issue_of(root, chance) / "bounty" / "public.json"
    public = make_public(
        path.parents[1].name,
        f"ab{chance.randrange(99)}",
        faults=chance.randrange(9),
        rate=chance.choice((0.4, 3.5)),
        by_kind=[["错字", chance.randrange(5)]],
        place="2601-015 第1段",
        corrected=chance.choice(WORDS),
    )
    path.parent.mkdir(exist_ok=True)
    if path.is_file() and chance.random() < 0.25:
        path.unlink()
    else:
        path.write_text(json.dumps(public, ensure_ascii=False), encoding="utf-8")


def lose_ledger(root: Path, chance: random.Random) -> None:
    """Numbers that were never signed are given anew."""
    (issue_of(root, chance) / "ledger.yml").unlink(missing_ok=True)


# -- accidents -----------------------------------------------------------------------------------------------------------


def damage_site(root: Path, chance: random.Random) -> None:
    path = _file_of(root / "dist" / "site", chance)
    if path:
        chance.choice((path.unlink, lambda: path.write_bytes(b"?")))()


def damage_print(root: Path, chance: random.Random) -> None:
    path = _file_of(root / "dist" / "print", chance)
    if path:
        chance.choice((path.unlink, lambda: path.write_bytes(path.read_bytes()[:-9])))()


def flip_bytes_in_the_storeroom(root: Path, chance: random.Random) -> None:
    for _ in range(4):
        path = _file_of(root / "dist" / ".cache", chance)
        content = bytearray(path.read_bytes()) if path else bytearray()
        if path and content:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            path.write_bytes(content)


def empty_the_storeroom(root: Path, chance: random.Random) -> None:
    folders = sorted(path for path in (root / "dist" / ".cache").glob("*") if path.is_dir())
    for folder in chance.sample(folders, chance.randrange(len(folders) + 1)):
        shutil.rmtree(folder)


def lose_the_spare(root: Path, _: random.Random) -> None:
    shutil.rmtree(root / "dist" / ".site.spare", ignore_errors=True)


def visit_article(root: Path, chance: random.Random) -> None:
    """Saved without a change: a new file, the same words."""
    path = article_of(root, chance)
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content)


def _file_of(folder: Path, chance: random.Random) -> Path | None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return chance.choice(files) if files else None


RECORDS: tuple[Edit, ...] = (
    *[record_correction, record_correction, make_correction_a_rule, withdraw_correction, print_corrections],
    *[record_verdict, receive_report, publish_answers, publish_answers, lose_ledger, withdraw_sign_off],
)
ACCIDENTS: tuple[Edit, ...] = (
    damage_site,
    damage_print,
    flip_bytes_in_the_storeroom,
    empty_the_storeroom,
    lose_the_spare,
    visit_article,
)
ALL: tuple[Edit, ...] = (*EDITS, *RECORDS, *ACCIDENTS, sign_off)
