"""What editors do to a paper in ten years, by chance: words, headlines, articles, pictures, issues, settings, theme, records.

In: a paper's folder and chance. Out: the folder, edited; what was written may be sound or faulty. Nothing is built here.
"""

from __future__ import annotations

import io
import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.production.papers import add_issue

Edit = Callable[[Path, random.Random], None]
WORDS = ("晴天", "楼道", "邻里", "花木", "路灯", "书屋", "门卫", "长椅")


def issues_of(root: Path) -> list[str]:
    return sorted(
        path.name for path in (root / "issues").iterdir() if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", path.name)
    )


def issue_of(root: Path, chance: random.Random) -> Path:
    return root / "issues" / chance.choice(issues_of(root))


def article_of(root: Path, chance: random.Random) -> Path:
    return chance.choice(
        sorted(path for path in issue_of(root, chance).glob("*/*.md") if path.name != "index.md")
    )


def append(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text("utf-8") if path.is_file() else "") + text, encoding="utf-8")


def replace(path: Path, pattern: str, text: str) -> None:
    path.write_text(re.sub(pattern, text, path.read_text("utf-8"), count=1), encoding="utf-8")


# -- articles ------------------------------------------------------------------------------------------------------------


def edit_words(root: Path, chance: random.Random) -> None:
    append(article_of(root, chance), f"\n{chance.choice(WORDS)}旁边有{chance.choice(WORDS)}。\n")


def edit_words_behind_the_clock(root: Path, chance: random.Random) -> None:
    """As many bytes as before, and the same time of change."""
    path = article_of(root, chance)
    before = path.stat()
    replace(path, chance.choice(WORDS), chance.choice(WORDS))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def edit_headline(root: Path, chance: random.Random) -> None:
    replace(
        article_of(root, chance), r"headline: .*", f"headline: {chance.choice(WORDS)}和{chance.choice(WORDS)}"
    )


def edit_kicker(root: Path, chance: random.Random) -> None:
    replace(
        article_of(root, chance),
        r"headline: ",
        f"{chance.choice(('kicker', 'deck', 'byline'))}: {chance.choice(WORDS)}\nheadline: ",
    )


def edit_weight(root: Path, chance: random.Random) -> None:
    replace(article_of(root, chance), r"weight: .*", f"weight: {chance.choice(('lead', 'normal', 'brief'))}")


def add_article(root: Path, chance: random.Random) -> None:
    name = f"{chance.randrange(10, 99)}-{chance.choice(WORDS)}.md"
    (issue_of(root, chance) / chance.choice(("要闻", "美")) / name).write_text(
        f"---\nheadline: {name[3:-3]}新事\nweight: brief\n---\n\n{name[3:-3]}有了新样子。\n", encoding="utf-8"
    )


def rename_article(root: Path, chance: random.Random) -> None:
    path = article_of(root, chance)
    path.rename(path.with_name(f"{chance.randrange(10, 99)}-{chance.choice(WORDS)}.md"))


def move_article(root: Path, chance: random.Random) -> None:
    path = article_of(root, chance)
    if len(list(path.parent.glob("0*.md"))) > 1:
        path.rename(path.parents[1] / ("美" if path.parent.name == "要闻" else "要闻") / path.name)


def remove_article(root: Path, chance: random.Random) -> None:
    """Before sign-off it is gone, after it withdrawn."""
    path = article_of(root, chance)
    if len(list(path.parent.glob("*.md"))) > 2:
        path.unlink()


def remove_lead_in(root: Path, chance: random.Random) -> None:
    (issue_of(root, chance) / "美" / "index.md").unlink(missing_ok=True)


def break_an_article(root: Path, chance: random.Random) -> None:
    replace(article_of(root, chance), r"headline: .*\n", "")


def touch(root: Path, chance: random.Random) -> None:
    os.utime(article_of(root, chance))


# -- pictures ------------------------------------------------------------------------------------------------------------


def edit_picture(root: Path, chance: random.Random) -> None:
    path = _picture_of(root, chance)
    with Image.open(path) as picture:
        changed = picture.copy()
    changed.putpixel((chance.randrange(changed.width), 0), changed.getpixel((0, changed.height - 1)))  # type: ignore[arg-type]
    _save(changed, path, chance)


def crop_picture(root: Path, chance: random.Random) -> None:
    path = _picture_of(root, chance)
    with Image.open(path) as picture:
        _save(picture.crop((0, 0, picture.width - 2, picture.height - chance.randrange(1, 6))), path, chance)


def exchange_pictures(root: Path, chance: random.Random) -> None:
    one, other = (_picture_of(root, chance) for _ in range(2))
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def remove_picture(root: Path, chance: random.Random) -> None:
    _picture_of(root, chance).unlink()


def _picture_of(root: Path, chance: random.Random) -> Path:
    return chance.choice(sorted((root / "issues").glob("*/images/*.png")))


def _save(picture: Image.Image, path: Path, chance: random.Random) -> None:
    held = io.BytesIO()
    picture.save(held, "PNG", dpi=(300, 300), compress_level=chance.randrange(1, 9))
    path.write_bytes(held.getvalue())


# -- issues --------------------------------------------------------------------------------------------------------------


def edit_plan(root: Path, chance: random.Random) -> None:
    replace(issue_of(root, chance) / "issue.yml", r"title: .*?,", f"title: {chance.choice(WORDS)},")


def edit_date(root: Path, chance: random.Random) -> None:
    replace(
        issue_of(root, chance) / "issue.yml",
        r"date: (\d{4}-\d\d)-\d\d",
        rf"date: \g<1>-{chance.randrange(10, 27)}",
    )


def add_issue_in_between(root: Path, chance: random.Random) -> None:
    names = issues_of(root)
    month = f"{chance.choice(names)[:4]}-{chance.randrange(1, 13):02d}"
    if month not in names and len(names) < 6:
        add_issue(root, month, len(names) + 1)


def add_issue_of_a_new_year(root: Path, _: random.Random) -> None:
    names = issues_of(root)
    if len(names) < 6:
        add_issue(root, f"{int(names[-1][:4]) + 1}-01", len(names) + 1)


def remove_issue(root: Path, chance: random.Random) -> None:
    names = issues_of(root)
    if len(names) > 3:
        shutil.rmtree(root / "issues" / chance.choice(names))


def misname_a_folder(root: Path, chance: random.Random) -> None:
    append(root / "issues" / f"2026-{chance.randrange(13, 99)}" / "issue.yml", "number: 1\n")


def leave_a_tools_file(root: Path, chance: random.Random) -> None:
    append(
        chance.choice(
            (
                issue_of(root, chance) / ".DS_Store",
                article_of(root, chance).with_name(".01.swp"),
                root / "content" / ".DS_Store",
                root / "theme" / "web" / ".editor",
            )
        ),
        "x",
    )


def leave_a_note(root: Path, chance: random.Random) -> None:
    append(
        chance.choice(
            (
                issue_of(root, chance) / "便条.txt",
                issue_of(root, chance) / "images" / "about.txt",
                root / "issues" / "便条.txt",
            )
        ),
        "打电话。\n",
    )


# -- the paper -----------------------------------------------------------------------------------------------------------


def edit_facts(root: Path, chance: random.Random) -> None:
    fact = chance.choice(("总编辑", "地址", "印刷单位"))
    replace(root / "mkdocs.yml", rf"{fact}: .*", f"{fact}: {chance.choice(WORDS)}")


def edit_site_settings(root: Path, chance: random.Random) -> None:
    pattern, text = chance.choice(
        (
            (r"site_name: .*", f"site_name: {chance.choice(WORDS)}报"),
            (r"site_url: .*", f"site_url: https://{chance.choice('abc')}.example/"),
            (r"#2b6e3f", "#2b6e40"),
            (r"#2b6e40", "#2b6e3f"),
        )
    )
    replace(root / "mkdocs.yml", pattern, text)


def edit_standing_page(root: Path, chance: random.Random) -> None:
    append(root / "content" / "index.md", f"\n{chance.choice(WORDS)}。\n")


def add_standing_page(root: Path, chance: random.Random) -> None:
    append(
        root / "content" / chance.choice(("about.md", "more/history.md")),
        f"# {chance.choice(WORDS)}\n\n{chance.choice(WORDS)}。\n",
    )


def remove_standing_page(root: Path, chance: random.Random) -> None:
    pages = sorted(
        path
        for path in (root / "content").rglob("*")
        if path.is_file() and path.name not in ("index.md", "bounty.md")
    )
    if pages:
        chance.choice(pages).unlink()


def add_standing_file(root: Path, chance: random.Random) -> None:
    append(root / "content" / "files" / f"{chance.randrange(3)}.txt", chance.choice(WORDS))


def edit_notice(root: Path, chance: random.Random) -> None:
    append(root / "content" / "notices" / "bounty.md", f"\n{chance.choice(WORDS)}。\n")


def edit_style(root: Path, chance: random.Random) -> None:
    append(
        chance.choice(sorted((root / "theme" / "web").rglob("*.css"))),
        f"\n.x{chance.randrange(99)} {{ margin: 0; }}\n",
    )


def edit_template(root: Path, chance: random.Random) -> None:
    append(root / "theme" / "web" / "article.html", f"{{# {chance.randrange(99)} #}}\n")
    replace(
        root / "theme" / "web" / "main.html", r'class="menu[^"]*"', f'class="menu m{chance.randrange(9)}"'
    )


def break_template(root: Path, chance: random.Random) -> None:
    append(
        root / "theme" / "web" / chance.choice(("article.html", "home.html", "page.html", "issue.html")),
        "{% if %}",
    )


def add_theme_file(root: Path, chance: random.Random) -> None:
    append(
        root / "theme" / "web" / "assets" / f"extra-{chance.randrange(3)}.css",
        f".y{chance.randrange(99)} {{ margin: 0; }}\n",
    )


def remove_theme_file(root: Path, chance: random.Random) -> None:
    files = sorted((root / "theme" / "web" / "assets").glob("extra-*.css"))
    if files:
        chance.choice(files).unlink()


def edit_sheet(root: Path, chance: random.Random) -> None:
    append(root / "theme" / "print" / "sheet.css", f"\n.x{chance.randrange(99)} {{ margin: 0 }}\n")


EDITS: tuple[Edit, ...] = (
    *[
        edit_words,
        edit_words,
        edit_words,
        edit_words_behind_the_clock,
        edit_headline,
        edit_headline,
        edit_kicker,
        edit_weight,
    ],
    *[
        add_article,
        add_article,
        rename_article,
        rename_article,
        move_article,
        remove_article,
        remove_article,
        remove_lead_in,
        break_an_article,
        touch,
    ],
    *[edit_picture, crop_picture, exchange_pictures, remove_picture],
    *[
        edit_plan,
        edit_date,
        add_issue_in_between,
        add_issue_of_a_new_year,
        remove_issue,
        misname_a_folder,
        leave_a_tools_file,
        leave_a_note,
    ],
    *[
        edit_facts,
        edit_site_settings,
        edit_standing_page,
        add_standing_page,
        remove_standing_page,
        add_standing_file,
        edit_notice,
    ],
    *[edit_style, edit_template, break_template, add_theme_file, remove_theme_file, edit_sheet],
)
