"""Makes random edits and holds each build to a clean one: ``python -m tests.production.edits [EDITS [SEED]]``.

After each edit the tree that was built on what lay there must be, byte for byte, that of a copy of the paper in which
nothing was ever built; while the copy has faults, the old output must stand. One edit in twelve is built with print.
"""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from build_tools.production.building import build
from build_tools.production.unchanged import Order, as_before, look
from tests.production.papers import FIRST, add_issue, clean_output, differing, lay_out, output_of

Edit = Callable[[Path, random.Random], None]
_WORDS = ("晴天", "楼道", "邻里", "花木", "路灯", "书屋", "门卫", "长椅")


def _issue(root: Path, chance: random.Random) -> Path:
    return chance.choice(sorted(path for path in (root / "issues").iterdir() if path.is_dir()))


def _article(root: Path, chance: random.Random) -> Path:
    return chance.choice(sorted(path for path in _issue(root, chance).rglob("*.md") if path.name != "index.md"))


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")


def _replace(path: Path, pattern: str, text: str) -> None:
    path.write_text(re.sub(pattern, text, path.read_text("utf-8"), count=1), encoding="utf-8")


def edit_words(root: Path, chance: random.Random) -> None:
    _append(_article(root, chance), f"\n{chance.choice(_WORDS)}旁边有{chance.choice(_WORDS)}。\n")


def edit_headline(root: Path, chance: random.Random) -> None:
    _replace(_article(root, chance), r"headline: .*", f"headline: {chance.choice(_WORDS)}和{chance.choice(_WORDS)}")


def add_article(root: Path, chance: random.Random) -> None:
    name = f"{chance.randrange(10, 99)}-{chance.choice(_WORDS)}.md"
    (_issue(root, chance) / chance.choice(("要闻", "美")) / name).write_text(f"---\nheadline: {name[3:-3]}新事\nweight: brief\n---\n\n{name[3:-3]}有了新样子。\n", encoding="utf-8")


def rename_article(root: Path, chance: random.Random) -> None:
    path = _article(root, chance)
    path.rename(path.with_name(f"{chance.randrange(10, 99)}-{chance.choice(_WORDS)}.md"))


def remove_article(root: Path, chance: random.Random) -> None:
    path = _article(root, chance)
    if len(list(path.parent.glob("*.md"))) > 2:
        path.unlink()


def edit_plan(root: Path, chance: random.Random) -> None:
    _replace(_issue(root, chance) / "issue.yml", r"title: .*?,", f"title: {chance.choice(_WORDS)},")


def edit_facts(root: Path, chance: random.Random) -> None:
    _replace(root / "mkdocs.yml", r"总编辑: .*", f"总编辑: {chance.choice(_WORDS)}")


def edit_style(root: Path, chance: random.Random) -> None:
    _append(chance.choice(sorted((root / "theme" / "web").rglob("*.css"))), f"\n.x{chance.randrange(99)} {{ margin: 0; }}\n")


def edit_template(root: Path, chance: random.Random) -> None:
    _append(root / "theme" / "web" / "article.html", f"{{# {chance.randrange(99)} #}}\n")
    _replace(root / "theme" / "web" / "main.html", r'class="menu"', f'class="menu m{chance.randrange(9)}"')


def edit_standing_page(root: Path, chance: random.Random) -> None:
    _append(root / "content" / "index.md", f"\n{chance.choice(_WORDS)}。\n")


def edit_notice(root: Path, chance: random.Random) -> None:
    _append(root / "content" / "notices" / "bounty.md", f"\n{chance.choice(_WORDS)}。\n")


def edit_picture(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(_issue(root, chance).glob("images/*.png")))
    with Image.open(path) as picture:
        changed = picture.copy()
    changed.putpixel((chance.randrange(changed.width), 0), changed.getpixel((0, changed.height - 1)))  # type: ignore[arg-type]
    held = io.BytesIO()
    changed.save(held, "PNG", dpi=(300, 300), compress_level=chance.randrange(1, 9))
    path.write_bytes(held.getvalue())


def touch(root: Path, chance: random.Random) -> None:
    os.utime(_article(root, chance))


def add_or_remove_issue(root: Path, chance: random.Random) -> None:
    names = sorted(path.name for path in (root / "issues").iterdir())
    if len(names) > 3:
        shutil.rmtree(root / "issues" / names[-1])
    else:
        add_issue(root, f"{int(names[-1][:4]) + chance.randrange(2)}-{chance.randrange(2, 13):02d}" if names[-1][5:] == "01" else f"{int(names[-1][:4]) + 1}-01", len(names) + 1)


def break_an_article(root: Path, chance: random.Random) -> None:
    _replace(_article(root, chance), r"headline: .*\n", "")


EDITS: tuple[Edit, ...] = (
    *[edit_words, edit_words, edit_headline, edit_headline, add_article, rename_article, remove_article, edit_plan, edit_facts],
    *[edit_style, edit_template, edit_standing_page, edit_notice, edit_picture, touch, add_or_remove_issue, break_an_article],
)


def run(folder: Path, times: int, seed: int, print_every: int = 12) -> dict[str, int]:
    """Edit and compare so many times; how many builds were done, refused, unchanged. Raises AssertionError at the first difference."""
    root, clean, earlier = lay_out(folder / "paper"), folder / "clean", folder / "earlier"
    chance, counted = random.Random(seed), {"done": 0, "refused": 0, "unchanged": 0, "print": 0}
    for turn in range(times):
        edit = chance.choice(EDITS)
        web_only = not print_every or turn % print_every != print_every - 1
        _keep(root, earlier)
        edit(root, chance)
        counted[_built_rightly(root, clean, web_only, f"seed {seed}, edit {turn}, {edit.__name__}")] += 1
        counted["print"] += not web_only
        if edit is break_an_article or chance.random() < 0.15 or not _sound(root):
            _keep(earlier, root)  # the editor thinks better of it
            counted[_built_rightly(root, clean, True, f"seed {seed}, edit {turn}, {edit.__name__} undone")] += 1
    return counted


def _sound(root: Path) -> bool:
    return build(Order(root, web_only=True), 1).done


def _built_rightly(root: Path, clean: Path, web_only: bool, when: str) -> str:
    order, before = Order(root, web_only=web_only), output_of(root)
    said = as_before(order, look(order))
    built = said or build(order, 1)
    now = output_of(root)
    expected = clean_output(root, clean, web_only=web_only) if built.done else before
    if web_only:  # what was printed before is no part of a website without print
        now, expected = ({name: found for name, found in each.items() if name.startswith("site/")} for each in (now, expected))
    else:  # an issue that is gone leaves its print behind, as a printed paper does
        now, expected = ({name: found for name, found in each.items() if name.startswith("site/") or (root / "issues" / name.split("/")[1]).is_dir()} for each in (now, expected))
    assert differing(now, expected) == [], (when, differing(now, expected)[:5])
    assert not said or now, when
    return "unchanged" if said else "done" if built.done else "refused"


def _keep(root: Path, folder: Path) -> None:
    """Bring the paper's files in *folder* to what they are in *root*; the output stays."""
    folder.mkdir(exist_ok=True)
    for name in ("issues", "content", "theme"):
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(root / name, folder / name)
    shutil.copy2(root / "mkdocs.yml", folder)


if __name__ == "__main__":
    number, start = int(sys.argv[1]) if len(sys.argv) > 1 else 300, int(sys.argv[2]) if len(sys.argv) > 2 else 7
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        print(f"{run(Path(scratch), number, start)} of {number} edits, seed {start}: every tree as a clean build's, byte for byte; {time.monotonic() - began:.0f} s; first issue {FIRST}")  # noqa: T201
