"""What an MkDocs user puts into mkdocs.yml means here what it means everywhere: plugins, hooks, options, themes, folders.

Plugins that the lock does not bring are left to whoever has them: ``python -m pytest tests/site/test_other_plugins.py``
after ``pip install mkdocs-minify-plugin mkdocs-macros-plugin``. Both pass (0.8.0, 1.5.0); the first needs two packages
that are to be had as source only, the second eight more wheels, too much for every setting-up.
"""

from __future__ import annotations

import json
import pickle
import re
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from mkdocs.utils import get_theme_names

from build_tools.cli import main
from build_tools.cli.build import say_outcome
from build_tools.diagnostics import Severity
from build_tools.production.building import build
from build_tools.production.order import Built, Order, as_before, look
from build_tools.site.rendering import Refused, read_settings, taking_part
from tests.production.previews import Served, at_work
from tests.site.conftest import lay_out_paper, told
from tests.site.test_building import build_web, files_of, mkdocs

HOOK = """\
def on_page_markdown(markdown, page, config, files):
    return markdown + "\\n\\n钩子写的一句。\\n" if page.file.src_uri == "about.md" else markdown

def on_post_page(output, page, config):
    return output.replace("</body>", f"<!-- hook {page.file.src_uri} --></body>")

def on_files(files, config):
    from mkdocs.structure.files import File
    files.append(File.generated(config, "hook.txt", content="钩子做的文件"))
    return files
"""
PLUGINS = {
    "minify": ("mkdocs_minify_plugin", "  - minify: {minify_html: true}\n"),
    "redirects": ("mkdocs_redirects", "  - redirects: {redirect_maps: {old-about.md: about.md}}\n"),
    "glightbox": ("mkdocs_glightbox", "  - glightbox\n"),
    "material/tags": ("material.plugins.tags", "  - tags\n"),
    "macros": ("mkdocs_macros", "  - macros: {render_by_default: false}\n"),
}
ARTICLE = "issues/2021-06/阅/01-读报.md"


def settings(root: Path, pattern: str, text: str) -> None:
    path = root / "mkdocs.yml"
    written = path.read_text("utf-8")
    assert re.search(pattern, written, re.M)
    path.write_text(re.sub(pattern, text, written, count=1, flags=re.M), "utf-8")


def with_plugins(root: Path) -> list[str]:
    """The paper with a hook and whatever of the plugins is there."""
    (root / "hook.py").write_text(HOOK, "utf-8")
    (root / "content" / "tags.md").write_text("# 标签\n\n<!-- material/tags -->\n", "utf-8")
    (root / "content" / "neighbours.md").write_text("---\ntags: [邻里]\n---\n\n# 街坊\n\n好。\n", "utf-8")
    names = [name for name, (module, _) in PLUGINS.items() if find_spec(module)]
    settings(
        root, r"^plugins:\n", "hooks: [hook.py]\nplugins:\n" + "".join(PLUGINS[name][1] for name in names)
    )
    return names


def test_plugins_and_hooks_act_alike_in_build_and_mkdocs_build_and_the_build_says_so(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    names = with_plugins(root)
    order = Order(root, web_only=True)
    built = build(order, 2)
    assert built.done and built.others == (*names, "hook.py")
    assert f"{'、'.join(built.others)} 参与做网页，各页都重做了。" in say_outcome(order, built, "").lines
    ours = files_of(root / "dist/site")
    for address in (
        "2021-06/index.html",
        "n/2106015/index.html",
        "index.html",
        "about/index.html",
        "search/index.html",
    ):
        assert b"hook " in ours[address] or "minify" in names, address
    assert "钩子写的一句。".encode() in ours["about/index.html"]
    assert ours["hook.txt"].decode() == "钩子做的文件"
    assert "redirects" not in names or b"about/" in ours["old-about/index.html"]
    assert '<span class="md-tag">邻里</span>' in ours["tags/index.html"].decode()
    assert "glightbox" not in names or "assets/javascripts/glightbox.min.js" in ours
    assert as_before(order, look(order)) is None, "nothing that a plugin may look at is known here"
    shutil.rmtree(root / "dist")
    done = mkdocs(root, "build")
    assert done.returncode == 0, done.stderr
    theirs = files_of(root / "dist/site")
    assert sorted(ours.keys() ^ theirs.keys()) == []
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_plugins_and_hooks_act_in_the_preview(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    with_plugins(root)
    with at_work(Served(root)):
        site = root / "dist/.preview/site"
        assert (site / "hook.txt").is_file()
        assert "钩子写的一句。" in (site / "about/index.html").read_text("utf-8")


def test_a_plugin_taken_away_leaves_nothing_behind(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    plain = (root / "mkdocs.yml").read_text("utf-8")
    build_web(root)
    without = files_of(root / "dist/site")
    with_plugins(root)
    build_web(root)
    (root / "mkdocs.yml").write_text(plain, "utf-8")
    for name in ("tags.md", "neighbours.md"):
        (root / "content" / name).unlink()
    built = build_web(root)
    assert built.others == () and files_of(root / "dist/site") == without


def test_a_hook_that_fails_is_a_diagnostic_and_the_old_site_stands(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    build_web(root)
    before = files_of(root / "dist/site")
    (root / "hook.py").write_text("def on_post_page(output, page, config):\n    return {}['无']\n", "utf-8")
    settings(root, r"^plugins:\n", "hooks: [hook.py]\nplugins:\n")
    built = build_web(root)
    assert not built.done and [each.code for each in told(built)] == ["SQ711"]
    assert "hook.py" in told(built)[0].message and files_of(root / "dist/site") == before


@pytest.mark.parametrize(
    ("written", "options"),
    [
        (
            "  features: [navigation.tabs, search.suggest]\n",
            ["features: navigation.tabs", "features: search.suggest"],
        ),
        ("  palette: {primary: red}\n  logo: assets/favicon.svg\n", ["palette", "logo"]),
        ("  font: {text: Roboto}\n", ["font"]),
    ],
)
def test_options_of_the_theme_that_do_nothing_here_are_told_and_nobody_is_asked_for_a_font(
    tmp_path: Path, written: str, options: list[str]
) -> None:
    root = lay_out_paper(tmp_path / "paper")
    settings(root, r"^  font: false\n", written)
    built = build_web(root)
    assert built.done and [each.code for each in told(built)] == ["SQ712"] * len(options)
    rows = (root / "mkdocs.yml").read_text("utf-8").split("\n")
    for option in options:
        (found,) = (each for each in told(built) if f" {option} " in each.message)
        assert option.split(": ")[-1] in rows[found.place.line - 1]
    assert b"fonts.g" not in (root / "dist/site/index.html").read_bytes()
    order = Order(root, web_only=True)
    again = as_before(order, look(order))
    assert again is not None and again.diagnostics == built.diagnostics
    assert "SQ712" in (done := mkdocs(root, "build")).stderr and done.returncode == 0


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("extra_css: [files/own.css]", [("SQ716", "extra_css"), ("SQ716", "files/own.css")]),
        ("extra_javascript: [{path: files/no.mjs, defer: true}]", [("SQ716", "files/no.mjs")]),
        ("extra_css: [assets/chenbao.css, files/there.css]", []),
        ("extra_css: ['https://one.example/a.css']", [("SQ717", "https://one.example/a.css")]),
        ("extra_javascript: ['//one.example/a.js']", [("SQ717", "//one.example/a.js")]),
        ("repo_url: https://one.example/us/paper", [("SQ719", "repo_url")]),
        ("site_dir: public", [("SQ719", "site_dir: public")]),
        ("site_dir: ./dist/site/", []),
    ],
)
def test_what_the_settings_name_and_no_reader_gets_is_told(
    tmp_path: Path, written: str, found: list[tuple[str, str]]
) -> None:
    root = lay_out_paper(tmp_path / "paper")
    (root / "content/files").mkdir()
    (root / "content/files/there.css").write_text("/* */", "utf-8")
    settings(root, "^site_dir: .*$", written if "site_dir" in written else f"site_dir: dist/site\n{written}")
    built = build_web(root)
    assert built.done and (told(built) == []) == (found == [])
    rows = (root / "mkdocs.yml").read_text("utf-8").split("\n")
    assert all(rows[each.place.line - 1] == written for each in told(built))
    assert all(
        any(each.code == code and word in each.message for each in told(built)) for code, word in found
    )


def test_a_paper_that_lets_browsers_fetch_from_elsewhere_is_not_told_that_they_do_not(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    (root / "theme/web/partials/policy.html").write_text("", "utf-8")
    settings(root, "^site_dir: .*$", "site_dir: dist/site\nextra_css: ['https://one.example/a.css']")
    assert told(build_web(root)) == []


def test_what_the_settings_lack_is_told_by_mkdocs_too_and_again_at_every_build(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    settings(root, "^site_dir: .*$", "extra_css: [files/own.css]\nextra: {homepage: 'https://one.example/'}")
    settings(root, "^extra:\n( .*\n)+", "")
    for _ in range(2):
        assert {each.code for each in told(build_web(root))} == {"SQ716", "SQ719"}
        (root / ARTICLE).write_text((root / ARTICLE).read_text("utf-8") + "\n又一段。\n", "utf-8")
    shutil.rmtree(root / "dist/site")
    assert "SQ716" in (done := mkdocs(root, "build")).stderr and done.returncode == 0
    assert "SQ719" in done.stderr and not (root / "site").exists()
    assert (root / "dist/site/index.html").is_file()


@pytest.mark.parametrize("name", ["mkdocs", "readthedocs", "null"])
def test_a_theme_that_our_templates_do_not_fit_is_a_diagnostic(tmp_path: Path, name: str) -> None:
    root = lay_out_paper(tmp_path / "paper")
    settings(root, "name: material", f"name: {name}")
    built = build_web(root)
    code = "SQ718" if name in (*get_theme_names(), "null") else "SQ715"  # ProperDocs brings no others
    assert not built.done and [each.code for each in told(built)] == [code]


def test_what_another_process_or_a_server_refuses_is_told_as_what_this_one_does(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    settings(root, "name: material", "name: null")
    with pytest.raises(Refused) as caught:
        read_settings(root)
    assert pickle.loads(pickle.dumps(caught.value)).diagnostic == caught.value.diagnostic
    assert isinstance(caught.value, SystemExit), "of all else MkDocs' own server prints a traceback"


@pytest.mark.parametrize(
    ("after", "line", "words"),
    [
        (
            "markdown_extensions:\n  - pymdownx.tasklist: {nope: 1}\n",
            "- pymdownx.tasklist",
            "KeyError: 'nope'",
        ),
        ("markdown_extensions:\n  - nosuch.extension\n", "- nosuch.ext", "No module named"),
        ("plugins:\n  - nosuch\n", "- nosuch", "is not installed"),
        ("copyright: [1]\nplugins:\n", "copyright:", "Expected type"),
        ("hooks: [none.py]\nplugins:\n", "hooks:", "isn't an existing file"),
    ],
)
def test_a_setting_that_mkdocs_refuses_is_told_at_its_line_without_a_traceback(
    tmp_path: Path, after: str, line: str, words: str
) -> None:
    root = lay_out_paper(tmp_path / "paper")
    settings(
        root,
        f"^{after.split(chr(10))[-2]}\n" if after.endswith("plugins:\n") else f"^{after.split(chr(10))[0]}\n",
        after,
    )
    (found,) = told(build_web(root))
    rows = (root / "mkdocs.yml").read_text("utf-8").split("\n")
    assert found.code == "SQ715" and rows[found.place.line - 1].strip().startswith(line)
    assert words in found.message and "\n" not in found.message and 'File "' not in found.message


@pytest.mark.parametrize("analytics", ["google", "", "[google]", "{property: G-1}"])
def test_an_analytics_of_another_form_is_passed_over(tmp_path: Path, analytics: str) -> None:
    root = lay_out_paper(tmp_path / "paper")
    settings(root, r"^extra:\n", f"extra:\n  analytics: {analytics}\n")
    built = build_web(root)
    assert built.done and told(built) == []


@pytest.mark.parametrize(
    ("extension", "takes_part"),
    [
        ("tables", False),
        ("markdown.extensions.sane_lists", False),
        ("pymdownx.blocks.caption", False),
        ("markdown.extensions.tables:TableExtension", False),
        ("pymdownx.snippets", True),
        ("pymdownx.snippets:SnippetExtension", True),
        ("pymdownx.b64", True),
        ("hook", True),
    ],
)
def test_an_extension_that_may_read_other_files_takes_part_in_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extension: str, takes_part: bool
) -> None:
    root = lay_out_paper(tmp_path / "paper")
    (root / "hook.py").write_text("from markdown.extensions.tables import makeExtension\n", "utf-8")
    monkeypatch.syspath_prepend(root)
    settings(root, r"^markdown_extensions:\n", f'markdown_extensions:\n  - "{extension}"\n')
    assert taking_part(read_settings(root)) == ((extension,) if takes_part else ())


@pytest.mark.parametrize("text", ["def x(:\n", "import nosuchmodule\n", "raise SystemError('坏')\n"])
def test_a_hook_that_cannot_be_loaded_is_a_diagnostic(tmp_path: Path, text: str) -> None:
    root = lay_out_paper(tmp_path / "paper")
    (root / "hook.py").write_text(text, "utf-8")
    settings(root, r"^plugins:\n", "hooks: [hook.py]\nplugins:\n")
    built = build_web(root)
    assert not built.done and [each.code for each in told(built)] == ["SQ711"]


def test_what_a_hook_prints_does_not_mix_with_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = lay_out_paper(tmp_path / "paper")
    (root / "hook.py").write_text("print('读')\n\ndef on_config(config):\n    print('写')\n", "utf-8")
    settings(root, r"^plugins:\n", "hooks: [hook.py]\nplugins:\n")
    assert main(["build", "--web", "--json", "--root", str(root)]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["others"] == ["hook.py"] and said.err.split() == ["读", "写"]


@pytest.mark.parametrize(
    "fault", ["{{ nothing.here }}", "{{ 1 + '1' }}", "{% include 'partials/mine.html' %}"]
)
def test_a_fault_in_a_template_is_told_at_its_line(tmp_path: Path, fault: str) -> None:
    root = lay_out_paper(tmp_path / "paper")
    (root / "theme/web/issue.html").write_text(
        "{% extends 'newspaper.html' %}\n{% block content %}\n" + fault + "{% endblock %}", "utf-8"
    )
    assert [(each.code, str(each.place)) for each in told(build_web(root))] == [
        ("SQ701", "theme/web/issue.html:3:1")
    ]


def test_a_template_of_plain_text_that_is_written_wrong_is_told_at_its_line(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    settings(root, r"^theme:\n", "theme:\n  static_templates: [404.html, sitemap.xml, robots.txt]\n")
    (root / "theme/web/robots.txt").write_text("User-agent: *\n{% if %}\n", "utf-8")
    assert [(each.code, str(each.place)) for each in told(build_web(root))] == [
        ("SQ701", "theme/web/robots.txt:2:1")
    ]


def test_a_template_that_goes_on_from_its_namesake_says_only_what_differs(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    shutil.rmtree(root / "theme")
    settings(root, "custom_dir: theme/web", "custom_dir: skin")
    (root / "skin/partials").mkdir(parents=True)
    footer = "{% block footer %}{{ super() }}<p>{{ '<柳>' }}荫里</p>{% endblock %}"
    (root / "skin/main.html").write_text("{% extends 'main.html' %}" + footer, "utf-8")
    (root / "skin/base.html").write_text(
        "{% extends 'base.html' %}{% block libs %}<!--底-->{% endblock %}", "utf-8"
    )
    (root / "skin/partials/share.html").write_text("前{% include 'partials/share.html' %}后", "utf-8")
    assert told(build_web(root)) == []
    ours = files_of(root / "dist/site")
    for address in ("index.html", "about/index.html", "2021-06/index.html"):
        page = ours[address].decode()
        assert "<p>&lt;柳&gt;荫里</p>" in page and "<!--底-->" in page and 'class="colophon"' in page
    assert "前" in ours["2021-06/mei/loudao/index.html"].decode().split('class="share')[0][-20:]
    shutil.rmtree(root / "dist/site")
    assert mkdocs(root, "build").returncode == 0 and files_of(root / "dist/site") == ours
    (root / "skin/partials/share.html").unlink()
    (root / "skin/main.html").write_text("{% extends 'newspaper.html' %}", "utf-8")
    assert [each.code for each in told(build_web(root))] == ["SQ701"]


def test_strict_publishes_nothing_that_something_is_complained_of(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    settings(root, "^site_dir: .*$", "site_dir: dist/site\nstrict: true")
    assert build_web(root).done
    before = files_of(root / "dist/site")
    (root / "content/odd.md").write_text("# 怪\n\n[断](none.md)\n", "utf-8")
    built = build_web(root)
    assert not built.done and [each.code for each in told(built)] == ["SQ713"]
    assert files_of(root / "dist/site") == before
    (root / "content/odd.md").unlink()
    settings(root, "^strict: true$", "strict: true\nrepo_url: https://code.example/")
    built = build_web(root)
    assert not built.done and {each.severity for each in built.diagnostics} == {Severity.WARNING}
    assert say_outcome(Order(root), built, "").exit_code == 1 and files_of(root / "dist/site") == before


@pytest.mark.parametrize("pattern", ["^site_url: .*\n", "^site_dir: .*\n"])
def test_the_map_of_the_site_is_the_same_whoever_builds(tmp_path: Path, pattern: str) -> None:
    root = lay_out_paper(tmp_path / "paper")
    settings(root, pattern, "" if "url" in pattern else "use_directory_urls: false\n")
    build_web(root)
    ours = files_of(root / "dist/site")
    assert (b"<loc>" in ours["sitemap.xml"]) == ("url" not in pattern)
    shutil.rmtree(root / "dist/site")
    assert mkdocs(root, "build").returncode == 0
    theirs = files_of(root / "dist/site")
    assert (
        sorted(ours.keys() ^ theirs.keys()) == []
        and [name for name in ours if ours[name] != theirs[name]] == []
    )


def test_a_draft_of_a_standing_page_shows_in_the_preview_alone(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    (root / "content/draft.md").write_text("# 草稿\n\n还没写完。\n", "utf-8")
    settings(root, "^site_dir: .*$", "site_dir: dist/site\ndraft_docs: draft.md")
    assert build_web(root).done and not (root / "dist/site/draft").exists()
    with at_work(Served(root)):
        assert "还没写完" in (root / "dist/.preview/site/draft/index.html").read_text("utf-8")


def test_one_address_wanted_twice_is_a_diagnostic(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    (root / "content/2021-06").mkdir()
    (root / "content/2021-06/index.md").write_text("# 撞了\n", "utf-8")
    built = build_web(root)
    assert not built.done and [each.code for each in told(built)] == ["SQ710"]
    assert "SQ710" in (done := mkdocs(root, "build")).stderr and done.returncode == 1


def test_another_theme_folder_counts_and_lacks_nothing(tmp_path: Path) -> None:
    """Only what differs stands in it: the rest is the program's own."""
    root = lay_out_paper(tmp_path / "paper")
    shutil.rmtree(root / "theme")
    settings(root, "custom_dir: theme/web", "custom_dir: skin")
    (root / "skin/partials").mkdir(parents=True)
    (root / "skin/issue.html").write_text(
        "{% extends 'main.html' %}{% block content %}一{% endblock %}", "utf-8"
    )
    assert build_web(root).done
    assert ">一" in (root / "dist/site/2021-06/index.html").read_text("utf-8").replace("\n", "").replace(
        "  ", ""
    )
    assert (root / "dist/site/assets/chenbao.css").is_file()
    (root / "skin/issue.html").write_text(
        "{% extends 'main.html' %}{% block content %}二{% endblock %}", "utf-8"
    )
    order = Order(root, web_only=True)
    assert as_before(order, look(order)) is None
    assert build_web(root).everything == ("skin/",)
    assert "二" in (root / "dist/site/2021-06/index.html").read_text("utf-8")


def test_settings_inherited_variables_and_another_folder_of_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = lay_out_paper(tmp_path / "paper")
    (root / "content").rename(root / "pages")
    settings(root, "docs_dir: content", "docs_dir: pages")
    (root / "pages/places.yml").write_text("places: [{name: 楼道, slug: ting}]\n", "utf-8")
    settings(root, "^site_url: .*$", "site_url: !ENV [CHENBAO_TEST_URL, 'https://default.example/']")
    (root / "mkdocs.yml").rename(root / "base.yml")
    (root / "mkdocs.yml").write_text("INHERIT: base.yml\nsite_name: 另一个名字\n", "utf-8")
    order = Order(root, web_only=True)
    for url in ("https://default.example/", "https://one.example/"):
        if "one" in url:
            monkeypatch.setenv("CHENBAO_TEST_URL", url)
        assert as_before(order, look(order)) is None
        built = build_web(root)
        assert built.done and told(built) == []
        page = (root / "dist/site/2021-06/index.html").read_text("utf-8")
        assert (root / "dist/site/difang/ting/index.html").is_file()
        assert "另一个名字" in page and f"{url}2021-06/" in page
        assert url in (root / "dist/site/feed.xml").read_text("utf-8")
    ours = files_of(root / "dist/site")
    shutil.rmtree(root / "dist/site")
    assert mkdocs(root, "build").returncode == 0
    assert files_of(root / "dist/site") == ours
    (root / "base.yml").write_text(
        (root / "base.yml").read_text("utf-8").replace("#2b6e3f", "#2b6e40"), "utf-8"
    )
    assert as_before(order, look(order)) is None


def test_another_paper_needs_only_its_settings_its_pages_and_its_issues(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    shutil.rmtree(root / "theme")
    shutil.rmtree(root / "content/handbook")
    settings(root, "  custom_dir: theme/web\n", "")
    settings(root, r"(?s)\nnav:.*", "\n")
    settings(root, "edition: 张庙", "edition: 通河")
    for name in ("about.md", "bounty.md"):
        (root / "content" / name).unlink()
    built = build_web(root)
    assert built.done and told(built) == []
    site = root / "dist/site"
    assert "通河" in (site / "feed.xml").read_text("utf-8") and (site / "assets/chenbao.css").is_file()
    assert 'class="menu"' in (site / "2021-06/index.html").read_text("utf-8")
    assert [
        path
        for path in site.rglob("*.html")
        if re.search(r'"[./]*/?bounty(/|\.html)"', path.read_text("utf-8"))
    ] == []


def shown_in_the_handbook(language: str) -> str:
    page = Path(__file__).parents[2] / "content/handbook/site.md"
    found = re.search(rf"```{language}\n(.*?)```", page.read_text("utf-8"), re.S)
    assert found
    return found[1]


def test_the_handbook_says_what_the_build_says() -> None:
    said = say_outcome(Order(Path("/")), Built((), done=True, others=("redirects", "hook.py")), "").lines
    assert shown_in_the_handbook("text").strip() in said


def test_what_the_handbook_sets_stands_on_every_page(tmp_path: Path) -> None:
    written = shown_in_the_handbook("yaml")
    root = lay_out_paper(tmp_path / "paper")
    (root / "content/files").mkdir()
    for name in ("own.css", "own.js"):
        (root / "content/files" / name).write_text("/* */", "utf-8")
    settings(root, "^docs_dir: content$", f"docs_dir: content\n{written}")
    assert build_web(root).done
    for address in ("2021-06/", "about/", ""):
        page = (root / "dist/site" / address / "index.html").read_text("utf-8")
        assert [
            word for word in ("files/own.css", "files/own.js", "版权归张庙街道所有") if word not in page
        ] == []
