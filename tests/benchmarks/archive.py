"""An archive of any length: what search and build times are measured on.

    python -m tests.benchmarks.archive FOLDER [--issues 120]

Writes a paper's folder with the repository's settings, pages and theme and N issues of 16 articles. The copy is
that of the sample issues, cut into clauses and put together anew, with other names, numbers and places, so that
pairs of characters are spread as in real Chinese. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from build_tools.gathering import Gathered, gather

ROOT = Path(__file__).parents[2]
PER_PAGE = 4
_SECTIONS = ("要闻", "美", "战", "阅")
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
)
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文玉兰建国志红春梅海燕雪琴晓峰永康佳宁子涵思远嘉怡梓萱承泽"
_PLACES = (
    "通河泗塘呼玛长江虎林共和爱辉一二三四新岭南北富锦月浦友谊杨行顾村大场庙行淞宝临江庆安海滨盘古罗店祁连锦秋"
)
_KINDS = ("新村", "路", "居民区", "花园", "小区", "公园", "苑", "弄")


@dataclass(frozen=True, slots=True)
class Stock:
    """What copy is made of: clauses of body text, headlines, captions."""

    clauses: tuple[str, ...]
    headlines: tuple[str, ...]


def stock() -> Stock:
    """The clauses of the sample issues."""
    files = sorted((ROOT / "issues").glob("2021-0[12]/*/*.md"))
    body = "".join(path.read_text(encoding="utf-8").split("---", 2)[-1] for path in files)
    plain = re.sub(
        r"!\[.*?\]\(.*?\)|\[\^?\d*\]:?|\[(.*?)\]\(.*?\)|[#>*|`\[\]]|^- |^\d+\. ", "", body, flags=re.MULTILINE
    )
    clauses = {each.strip() for each in re.split(r"[，。；！？：\n]", plain)}
    heads = {
        each.strip()
        for path in files
        for each in re.findall(r"^headline: (.+)$", path.read_text("utf-8"), re.MULTILINE)
    }
    fit = (each for each in clauses if 3 < len(each) < 32 and not re.search("[“”（）《》]", each))
    return Stock(tuple(sorted(fit)), tuple(sorted(heads)))


def write_archive(folder: Path, issues: int, seed: int = 1) -> None:
    """Write the paper; ``folder`` must not exist. Its newest issue is that of December 2030 or the month reached."""
    folder.mkdir(parents=True)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    # Nothing is signed off: without this the website would have none of the issues.
    (folder / "mkdocs.yml").write_text(re.sub(r"drafts: \w+", "drafts: show", settings), "utf-8")
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copytree(ROOT / "theme", folder / "theme")
    chance, words = random.Random(seed), stock()
    for place in range(issues):
        _write_issue(folder / "issues", 2021 + place // 12, place % 12 + 1, place + 1, chance, words)


def gather_archive(folder: Path) -> Gathered:
    """The archive as the program reads it."""
    return gather(folder)


def _write_issue(
    folder: Path, year: int, month: int, number: int, chance: random.Random, words: Stock
) -> None:
    issue = folder / f"{year}-{month:02d}"
    pages = [
        {"title": name, "sections": [name], **({"notices": ["bounty"]} if place == 3 else {})}
        for place, name in enumerate(_SECTIONS)
    ]
    issue.mkdir(parents=True)
    plan = {"number": number, "date": f"{year}-{month:02d}-11", "pages": pages}
    # JSON is YAML; the bounty's deadline must be a bare date.
    rows = [
        f"{key}: {value if key == 'date' else json.dumps(value, ensure_ascii=False)}"
        for key, value in plan.items()
    ]
    deadline = f"{year + month // 12}-{month % 12 + 1:02d}-01"
    (issue / "issue.yml").write_text(
        "\n".join([*rows, f"bounty: {{deadline: {deadline}}}", ""]), encoding="utf-8"
    )
    for section in _SECTIONS:
        (issue / section).mkdir()
        for order in range(1, PER_PAGE + 1):
            path = issue / section / f"{order:02d}-{_clause(chance, words)[:8]}{order}.md"
            path.write_text(_article(chance, words, order), encoding="utf-8")


def _article(chance: random.Random, words: Stock, order: int) -> str:
    heads = {
        "headline": f"{_place(chance)}{chance.choice(words.headlines)[:10]} {_clause(chance, words)[:8]}"
    }
    if chance.random() < 0.4:
        heads["kicker"] = f"{_place(chance)}、{_place(chance)}"
    if chance.random() < 0.4:
        heads["deck"] = _clause(chance, words)
    if chance.random() < 0.6:
        heads["byline"] = _name(chance)
    heads["weight"] = "lead" if order == 1 else "normal"
    front = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in heads.items())
    paragraphs = [_paragraph(chance, words) for _ in range(chance.randint(3, 7))]
    if len(paragraphs) > 5:
        paragraphs.insert(3, f"## {_clause(chance, words)}")
    return f"---\n{front}---\n\n" + "\n\n".join(paragraphs) + "\n"


def _paragraph(chance: random.Random, words: Stock) -> str:
    return "".join(_sentence(chance, words) for _ in range(chance.randint(2, 5)))


def _sentence(chance: random.Random, words: Stock) -> str:
    parts = [_clause(chance, words) for _ in range(chance.randint(2, 4))]
    if chance.random() < 0.3:
        parts[0] = (
            f"{_place(chance)}的{_name(chance)}{chance.choice(('说', '提出', '告诉邻居', '带着孩子'))}{parts[0]}"
        )
    if chance.random() < 0.15:
        parts[-1] += f"，一共{chance.randint(2, 4000)}{chance.choice(('户', '人', '件', '元', '平方米'))}"
    return "，".join(parts) + chance.choice("。。。。！？")


def _clause(chance: random.Random, words: Stock) -> str:
    """A clause of the stock, half of them joined from the halves of two."""
    clause = chance.choice(words.clauses)
    if chance.random() < 0.5:
        other = chance.choice(words.clauses)
        clause = clause[: len(clause) // 2] + other[len(other) // 2 :]
    # A date stays as it is: the 80th of a month would be a fault of the copy.
    return re.sub(r"\d+(?![\d月日年时点分：:])", lambda _: str(chance.randint(1, 999)), clause).replace(
        "张庙", _place(chance)[:2] if chance.random() < 0.5 else "张庙"
    )


def _place(chance: random.Random) -> str:
    return "".join(chance.sample(_PLACES, 2)) + chance.choice(_KINDS)


def _name(chance: random.Random) -> str:
    return chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.choice((1, 2, 2))))


def main() -> None:
    """Write an archive for other measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--issues", type=int, default=120)
    arguments = parser.parse_args()
    write_archive(arguments.folder, arguments.issues)


if __name__ == "__main__":
    main()
