"""Building for the command line: quiet, whole or not at all; and MkDocs' own commands."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import mkdocs as builder
import pytest
from mkdocs.commands.build import build as mkdocs_build

from build_tools.production.building import build
from build_tools.production.order import Built, Order
from build_tools.site import rendering
from tests.production import papers
from tests.site.conftest import PLAN, lay_out_paper, told


def build_web(root: Path) -> Built:
    return build(Order(root, web_only=True), 1)


def test_broken_template_is_a_diagnostic_and_leaves_the_old_site(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    build_web(root)
    before = files_of(root / "dist" / "site")
    (root / "theme" / "web" / "issue.html").write_text("第一行\n{% if %}", encoding="utf-8")
    found = told(build_web(root))
    assert [(each.code, str(each.place)) for each in found] == [("SQ701", "theme/web/issue.html:2:1")]
    assert files_of(root / "dist" / "site") == before


def test_a_drawn_head_stands_on_its_sections_page(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    (root / "content/pictures").mkdir(exist_ok=True)
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><path d="M0 0H4V1H0z"/></svg>'
    (root / "content/pictures/美.svg").write_text(drawing, "utf-8")
    settings = (root / "mkdocs.yml").read_text("utf-8")
    named = re.sub(
        r"^( +)sections:", r"\1heads: {美: pictures/美.svg}\n\1sections:", settings, count=1, flags=re.M
    )
    assert named != settings
    (root / "mkdocs.yml").write_text(named, "utf-8")
    assert list(told(build_web(root))) == []
    page = (root / "dist/site/lanmu/mei/index.html").read_text("utf-8")
    (address,) = re.findall(r'<h1><img class="drawn-head" src="([^"]+)" alt="美"></h1>', page)
    assert (root / "dist/site/lanmu/mei" / unquote(address)).resolve().read_text("utf-8") == drawing


def test_broken_link_in_a_standing_page_is_a_diagnostic_of_a_finished_site(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    with (root / "content" / "about.md").open("a", encoding="utf-8") as page:
        page.write("\n[断了](nowhere.md)\n")
    built = build_web(root)
    line = (root / "content" / "about.md").read_text("utf-8").split("\n").index("[断了](nowhere.md)") + 1
    assert [(each.code, str(each.place)) for each in told(built)] == [("SQ713", f"content/about.md:{line}:1")]
    assert told(built)[0].message == "链接 nowhere.md 没有它指的文件。"
    assert (root / "dist" / "site" / "about" / "index.html").is_file()


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("b.md", "没有它指的文件"),
        ("b.md#地址", "没有它指的文件"),
        ("bob.md#没有", "指的那一页上没有这个地方"),
        ("#没有", "指的那一页上没有这个地方"),
        ("/b.md", "写的不是文件，没有查"),
        ("bob/", "写的不是文件，没有查（是不是 bob.md？）"),
    ],
)
def test_a_link_is_told_at_its_own_line_and_for_what_is_wrong_with_it(
    tmp_path: Path, link: str, problem: str
) -> None:
    root = lay_out_paper(tmp_path / "paper")
    checked = "validation: {links: {anchors: warn, absolute_links: warn, unrecognized_links: warn}}\n"
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text("utf-8") + checked, "utf-8")
    (root / "content/bob.md").write_text("# 好\n\n## 地址\n\n好。\n", "utf-8")
    (root / "content/about.md").write_text(
        f"# 关于\n\n[好](bob.md)、[好](bob.md#地址)、[好](https://b/b/)\n\n[坏]({link})\n", "utf-8"
    )
    own = [each for each in told(build_web(root)) if each.place.path == "content/about.md"]
    assert [(each.place.line, each.message) for each in own] == [(5, f"链接 {link} {problem}。")]


@pytest.mark.parametrize(
    ("file", "text", "row"),
    [
        ("content/about.md", "\n[坏](http://[x)\n", "[坏](http://[x)"),
        ("content/about.md", "\n![坏](//[x/y.png)\n", "![坏](//[x/y.png)"),
        ("content/about.md", "\n[坏][处]\n\n[处]: http://[x\n", "[处]: http://[x"),
        ("mkdocs.yml", '\nextra_css: ["http://[x/a.css"]\n', 'extra_css: ["http://[x/a.css"]'),
    ],
)
def test_an_address_that_cannot_be_one_is_a_diagnostic_at_its_line(
    tmp_path: Path, file: str, text: str, row: str
) -> None:
    root = lay_out_paper(tmp_path / "paper")
    path = root / file
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    line = path.read_text("utf-8").split("\n").index(row) + 1
    (found,) = told(build_web(root))
    assert (found.code, str(found.place)) == ("SQ713", f"{file}:{line}:1")
    assert "网址写得不对" in found.message


def test_a_page_that_the_menu_names_and_nobody_wrote_is_told_at_its_line(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("about.md", "abuot.md", 1), "utf-8")
    line = next(at for at, row in enumerate(settings.read_text("utf-8").split("\n"), 1) if "abuot.md" in row)
    (found,) = told(build_web(root))
    assert (found.code, str(found.place)) == ("SQ714", f"mkdocs.yml:{line}:1")
    assert found.message == "nav 里写着 abuot.md，content/ 里没有这个文件。"


def test_papers_built_at_once_in_one_process_do_not_mix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roots = [papers.lay_out(tmp_path / name) for name in ("shorter", "longer")]
    shutil.rmtree(roots[0] / "issues" / papers.THIRD)
    both = threading.Barrier(2)

    def build_beside_another(*arguments: Any, **options: Any) -> None:
        with suppress(threading.BrokenBarrierError):
            both.wait(1)  # whoever may, has begun by now
        mkdocs_build(*arguments, **options)

    monkeypatch.setattr(rendering, "build", build_beside_another)
    with ThreadPoolExecutor(2) as pool:
        assert all(built.done for built in pool.map(build_web, roots))
    archives = [(root / "dist/site/archive/index.html").read_text("utf-8") for root in roots]
    assert ["2027" in archive for archive in archives] == [False, True]


def test_settings_without_the_plugin_are_a_diagnostic(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    (root / "mkdocs.yml").write_text("site_name: 无\ndocs_dir: content\n", encoding="utf-8")
    built = build_web(root)
    assert not built.done and any("chenbao" in found.message for found in built.diagnostics)
    assert not (root / "dist" / "site").exists()


def test_building_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    build_web(lay_out_paper(tmp_path / "paper"))
    assert capfd.readouterr() == ("", "")


def test_mkdocs_build_names_place_and_remedy_of_a_fault_without_traceback(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    (root / "issues" / "2021-06" / "阅" / "02-无题.md").write_text(
        "---\nkicker: 引题\n---\n\n正文。\n", encoding="utf-8"
    )
    done = mkdocs(root, "build")
    assert done.returncode == 1
    assert re.search(r"issues/2021-06/阅/02-无题\.md:\d+:\d+: SQ104 .*\n +改法：", done.stderr)
    assert "Traceback" not in done.stderr
    assert not (root / "dist" / "site" / "index.html").exists()


def test_mkdocs_serve_watches_articles_and_templates_too(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    config = rendering.read_settings(root)
    watched = config.plugins.on_config(config).watch
    assert watched == [str(root / name) for name in ("issues", "theme")]


def test_mkdocs_build_makes_the_same_site_to_the_byte(built_root: Path) -> None:
    ours = files_of(built_root / "dist" / "site")
    shutil.rmtree(built_root / "dist" / "site")
    done = mkdocs(built_root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    theirs = files_of(built_root / "dist" / "site")
    assert sorted(ours.keys() ^ theirs.keys()) == []
    assert [name for name in ours if ours[name] != theirs[name]] == [], (
        "sitemap.xml alone: a page of a year that site/plan.py: listed_elsewhere does not list"
    )


@pytest.mark.parametrize(
    "entries",
    [
        [
            "更正啊: gengzheng/index.md",
            "美啊: [{全啊: lanmu/mei/index.md}, about.md, {旧啊: archive/2021/index.md}]",
            "这期啊: 2021-06/index.md",
            "楼道啊: 2021-06/mei/loudao/index.md",
            "订啊: feed.xml",
            "别处啊: https://one.example/index.md",
        ],
        ["gengzheng/index.md", "2021-06/index.md"],
    ],
    ids=["titled", "untitled"],
)
def test_what_the_menu_names_of_ours_is_the_same_page_for_every_builder(
    tmp_path: Path, entries: list[str]
) -> None:
    root = lay_out_paper(tmp_path / "paper")
    settings = root / "mkdocs.yml"
    plain = settings.read_text("utf-8")
    build_web(root)
    settings.write_text(
        plain.replace("nav:\n", "nav:\n" + "".join(f"  - {each}\n" for each in entries)), "utf-8"
    )
    assert told(build_web(root)) == []
    ours = files_of(root / "dist/site")
    assert b"index.md" not in ours["2021-06/p1/index.html"].replace(b"one.example/index.md", b"")
    every_builder_makes(root, ours)


LINKS = (
    "[六月那期](2021-06/index.md) [这一篇](2021-06/mei/loudao/index.md) [外](https://one.example/index.md)\n"
)
LINKS += "[版](<2021-06/p1/index.md#top>) [订](./feed.xml) [长](<" + "长" * 400 + ">)\n"


def test_a_standing_page_may_link_to_what_the_program_makes_in_every_builder(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    assert told(build_web(root)) == []
    about = root / "content/about.md"
    about.write_text(f"{about.read_text('utf-8')}\n{LINKS}", "utf-8")
    handbook = root / "content/handbook/more.md"
    handbook.parent.mkdir(exist_ok=True)
    handbook.write_text("# 更多\n\n[期](../2021-06/index.md)\n", "utf-8")
    assert told(build_web(root)) == []
    ours = files_of(root / "dist/site")
    page = ours["about/index.html"].decode()
    for address in ("2021-06/", "2021-06/mei/loudao/", "2021-06/p1/#top", "feed.xml"):
        assert f'href="../{address}"' in page
    assert 'href="../../2021-06/"' in ours["handbook/more/index.html"].decode()
    every_builder_makes(root, ours)


def test_a_link_to_a_story_that_goes_is_told_as_in_a_clean_build(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    settings, about = root / "mkdocs.yml", root / "content/about.md"
    settings.write_text(settings.read_text("utf-8").replace("drafts: hide", "drafts: show"), "utf-8")
    draft = root / "issues/2021-07"
    shutil.copytree(
        root / "issues/2021-06", draft, ignore=shutil.ignore_patterns("ledger.yml", "signoff.yml")
    )
    plan = PLAN.replace("number: 7", "number: 8").replace("-07-01", "-08-01")
    (draft / "issue.yml").write_text(plan.replace("2021-06", "2021-07"), "utf-8")
    story = draft / "美/01-楼道.md"
    about.write_text(f"{about.read_text('utf-8')}\n[篇](2021-07/mei/loudao/index.md)\n", "utf-8")
    assert "SQ713" not in {each.code for each in build_web(root).diagnostics}
    story.rename(story.with_name("01-门口.md"))
    assert "SQ713" in {each.code for each in build_web(root).diagnostics}


def every_builder_makes(root: Path, ours: dict[str, bytes]) -> None:
    """A clean build of ours and MkDocs' own make the same site."""
    shutil.rmtree(root / "dist")
    assert told(build_web(root)) == []
    assert differing(ours, files_of(root / "dist/site")) == []
    shutil.rmtree(root / "dist/site")
    done = mkdocs(root, "build")
    assert done.returncode == 0 and "not found" not in done.stderr, done.stderr
    assert differing(ours, files_of(root / "dist/site")) == []


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Addresses of what is not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def mkdocs(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """MkDocs' own command; ProperDocs' where that stands in for it."""
    command = [sys.executable, "-m", builder.__name__, *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)
