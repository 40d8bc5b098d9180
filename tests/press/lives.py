"""Lives after sign-off: what may happen to a paper once an issue is printed, and what must be as on that day all the same.

``python -m tests.press.lives 500 [seed]`` lives that many lives and says what did not stay. Looked at from the outside: the
PDF's bytes, the HTML, the JSON of the website. What a later version of the program would bring is played by other
constants in make-up and other sizes in the print theme.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build_tools.cli import main

ISSUE = "issues/2026-01"
NAME = "2026-01"
ROOT = Path(__file__).parents[2]
_SECTIONS = ("要闻", "美")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader and a machine can see of one number: printed page, address, paragraphs, outline on the page picture."""

    page: int
    url: str
    paragraphs: int
    printed_on: str
    outline: str


@dataclass(slots=True)
class Life:
    """One paper and what has happened to it."""

    root: Path
    chance: random.Random
    deeds: list[str] = field(default_factory=list)
    withdrawn: set[str] = field(default_factory=set)
    late: int = 0

    @property
    def issue(self) -> Path:
        return self.root / ISSUE

    def articles(self) -> list[Path]:
        return sorted(
            path
            for section in self.issue.iterdir()
            if section.is_dir() and section.name not in ("images", "printed", "bounty")
            for path in section.glob("*.md")
        )

    def number_in(self, path: Path) -> str:
        found = re.search(r"^number: (\S+)$", path.read_text("utf-8"), re.MULTILINE)
        return found[1].replace("-", "") if found else ""


def move(life: Life) -> None:
    """To another section, under another name and order."""
    path = life.chance.choice([each for each in life.articles() if life.number_in(each)])
    section = life.chance.choice(
        [each for each in life.issue.iterdir() if each.is_dir() and each.name in _SECTIONS]
    )
    target = (
        section / f"{life.chance.randint(1, 99):02d}-{life.chance.choice('春夏秋冬')}{len(life.deeds)}.md"
    )
    path.rename(target)


def put_in_late(life: Life) -> None:
    life.late += 1
    section = life.chance.choice(_SECTIONS)
    (life.issue / section).mkdir(exist_ok=True)
    name = f"{life.chance.randint(0, 99):02d}-补发{life.late}{life.chance.choice('甲乙丙')}.md"
    (life.issue / section / name).write_text(
        f"---\nheadline: 补发的第{life.late}篇\n---\n\n这一篇是出报以后补的。\n\n还有一段。\n", "utf-8"
    )


def withdraw(life: Life) -> None:
    standing = [each for each in life.articles() if life.number_in(each)]
    if len(standing) < 2:
        return
    path = life.chance.choice(standing)
    life.withdrawn.add(life.number_in(path))
    path.unlink()


def rewrite(life: Life) -> None:
    path = life.chance.choice(life.articles())
    text = path.read_text("utf-8")
    head, body = text.split("\n---\n", 1) if "\n---\n" in text else ("", text)
    changed = life.chance.choice(
        [
            body.replace("。", "！"),
            body + "\n\n又添了一段。\n\n再添一段。\n",
            "只剩一句话。\n",
            body.replace("路", "桥"),
        ]
    )
    path.write_text(f"{head}\n---\n{changed}" if head else changed, "utf-8")


def retitle(life: Life) -> None:
    path = life.chance.choice(life.articles())
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"^headline: .*$", "headline: 换了一个标题", text, flags=re.MULTILINE), "utf-8")


def correct(life: Life) -> None:
    printed = sorted((life.issue / "printed").glob("*.yml"))
    path = life.chance.choice(printed)
    words = re.findall(r'text: "([^"]{8,})"', path.read_text("utf-8"))
    if words:
        start = life.chance.randint(0, 3)
        said = life.chance.choice(words)[start : start + 3]
        main(["correct", path.stem, "--printed", said, "--right", "改字", "--root", str(life.root)])


def change_settings(life: Life) -> None:
    path = life.root / "mkdocs.yml"
    text = path.read_text("utf-8")
    changes: list[Callable[[str], str]] = [
        lambda text: re.sub(r"name: 试刊报\d*", f"name: 试刊报{life.chance.randint(1, 9)}", text, count=1),
        lambda text: re.sub(r"edition: \S+", "edition: 新版", text),
        lambda text: re.sub(r"columns: \d", f"columns: {life.chance.randint(2, 4)}", text),
        lambda text: re.sub(r"type: \{(?!size)", f"type: {{size: {life.chance.choice((8.5, 10.5))}, ", text),
        lambda text: re.sub(r"总编辑: \S+", "总编辑: 另一位", text),
        lambda text: text.replace('{name: 美, colour: "#2b6e3f"}', '{name: 美, colour: "#333333"}'),
        lambda text: re.sub(r"page_width: \d+", "page_width: 180", text),
    ]
    path.write_text(life.chance.choice(changes)(text), "utf-8")


def reorder_sections(life: Life) -> None:
    path = life.root / "mkdocs.yml"
    lines = path.read_text("utf-8").split("\n")
    places = [place for place, line in enumerate(lines) if line.lstrip().startswith("- {name:")]
    first, second = places[0], places[-1]
    lines[first], lines[second] = lines[second], lines[first]
    path.write_text("\n".join(lines), "utf-8")


def drop_a_section(life: Life) -> None:
    """The paper gives up a section; another one takes its place."""
    path = life.root / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("{name: 美,", "{name: 新栏目,"), "utf-8")


def change_the_plan(life: Life) -> None:
    path = life.issue / "issue.yml"
    text = path.read_text("utf-8")
    path.write_text(
        life.chance.choice(
            [
                text.replace("number: 1", "number: 7"),
                text.replace("sections: [要闻]", "sections: [美]"),
                text + "\n这里写坏了: [\n",
                re.sub(r"deadline: \S+", "deadline: 2027-01-01", text),
                "",
            ]
        ),
        "utf-8",
    )


def change_the_sheet(life: Life) -> None:
    """The print theme becomes the paper's own, with other sizes."""
    own = life.root / "theme" / "print"
    toml, css = own / "sheet.toml", own / "sheet.css"
    toml.write_text(re.sub(r"scale = 0\.\d+", "scale = 0.8", toml.read_text("utf-8")), "utf-8")
    css.write_text(css.read_text("utf-8") + "p { letter-spacing: 1pt }\n", "utf-8")


def change_pictures(life: Life) -> None:
    for path in (life.issue / "images").iterdir():
        if life.chance.random() < 0.5:
            path.unlink()


DEEDS = (
    move,
    move,
    put_in_late,
    withdraw,
    rewrite,
    retitle,
    correct,
    change_settings,
    reorder_sections,
    drop_a_section,
    change_the_plan,
    change_the_sheet,
    change_pictures,
)


@contextmanager
def another_make_up(chance: random.Random) -> Iterator[None]:
    """Constants of make-up as a later version of the program would have them."""
    import build_tools.typesetting.makeup.page as page
    import build_tools.typesetting.makeup.white as white

    changed: list[tuple[Any, str, object]] = []
    for module in (page, white):
        for name, value in list(vars(module).items()):
            if name.startswith("_") and name.isupper() and isinstance(value, float | int):
                changed.append((module, name, value))
                setattr(module, name, type(value)(value * chance.choice((0.5, 1.5, 2))))
    try:
        yield
    finally:
        for module, name, value in changed:
            setattr(module, name, value)


def seen(root: Path) -> dict[str, Seen]:
    """Every number that the website knows, as a reader sees it."""
    site = root / "dist/site"
    found = {}
    for number, facts in json.loads((site / "n/index.json").read_text("utf-8")).items():
        page = facts["page"]
        article = (site / facts["url"].strip("/") / "index.html").read_text("utf-8")
        told = re.search(r"<dt>见报</dt><dd>(.*?)</dd>|(网上补发)|(已经撤下，原载.*?版)", article, re.DOTALL)
        words = re.sub(r"<[^>]*>|\s", "", told[0]) if told else ""
        outline = ""
        if page:
            sheet = (site / f"{facts['issue']}/p{page}/index.html").read_text("utf-8")
            region = re.search(rf'<a id="n{number}"[^>]*><path d="([^"]*)"', sheet)
            outline = region[1] if region else ""
        found[number] = Seen(page, facts["url"], facts["paragraphs"], words, outline)
    return found


def printed_bytes(root: Path) -> dict[str, bytes]:
    """The print PDF and its layout, by name."""
    folder = root / "dist/print" / NAME
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def differences(
    before: dict[str, Seen],
    after: dict[str, Seen],
    life: Life,
    prints: tuple[dict[str, bytes], dict[str, bytes]],
) -> list[str]:
    """What did not stay as on the day of sign-off."""
    found = [f"{name}: print differs" for name in prints[0] if prints[0][name] != prints[1].get(name)]
    for number, then in before.items():
        now = after.get(number)
        if now is None:
            found.append(f"{number} is gone")
            continue
        gone = number in life.withdrawn
        for key in ("page", "url", "outline", *(() if gone else ("paragraphs", "printed_on"))):
            if getattr(then, key) != getattr(now, key):
                found.append(f"{number} {key}: {getattr(then, key)!r} → {getattr(now, key)!r}")
        if gone and f"第{then.page}版" not in now.printed_on:
            found.append(f"{number} withdrawn, and its page says {now.printed_on!r}")
    for number in after.keys() - before.keys():
        now = after[number]
        if now.page or now.outline or "网上补发" not in now.printed_on:
            found.append(f"{number} is late and says {now}")
    return found


def live(signed: Path, folder: Path, seed: int) -> tuple[int, list[str]]:
    """Live one life of a few deeds and build: the exit code, and everything that did not stay."""
    chance = random.Random(seed)
    root = folder / f"life-{seed}"
    shutil.copytree(signed, root, symlinks=True)
    if (root / "theme").is_symlink():
        (root / "theme").unlink()
        (root / "theme").mkdir()
        (root / "theme/web").symlink_to(ROOT / "theme/web")
        shutil.copytree(ROOT / "theme/print", root / "theme/print")
    life = Life(root, chance)
    before, printed = seen(signed), printed_bytes(signed)
    for _ in range(chance.randint(1, 5)):
        deed = chance.choice(DEEDS)
        life.deeds.append(deed.__name__)
        deed(life)
    with another_make_up(chance):
        code = main(["build", NAME, "--root", str(root), "--workers", "1"])
    if code:
        # Faults may stop a build, as when nobody can tell which article is which; then the old output must stand.
        after, now = seen(root), printed_bytes(root)
        found = differences(before, after, Life(root, chance), (printed, now))
    else:
        found = differences(before, seen(root), life, (printed, printed_bytes(root)))
    shutil.rmtree(root)
    return code, [f"seed {seed} ({', '.join(life.deeds)}; exit {code}): {each}" for each in found]


def sign(folder: Path) -> Path:
    """The 试刊号 signed and built."""
    root = folder / "signed"
    shutil.copytree(ROOT / "tests/issue_zero", root)
    (root / "theme").symlink_to(ROOT / "theme")
    assert main(["signoff", NAME, "--by", "某编辑", "--root", str(root)]) == 0
    assert main(["build", "--root", str(root), "--workers", "1"]) == 0
    return root


def _run(count: int, first: int) -> int:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        signed, began = sign(folder), time.monotonic()
        found, built = [], 0
        for seed in range(first, first + count):
            code, wrong = live(signed, folder, seed)
            built += not code
            found += wrong
            for each in wrong:
                sys.stderr.write(f"{each}\n")
        sys.stderr.write(
            f"{count} lives, {built} built, {len(found)} things that did not stay, {time.monotonic() - began:.0f} s\n"
        )
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(_run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
