"""A saved file is soon in the browser, faults stand on top until they are mended, and nothing outside the tree is given away."""

from __future__ import annotations

import errno
import shutil
import socket
import threading
from pathlib import Path

import pytest

from build_tools.production.manuscripts import numbered_of
from build_tools.production.order import Order
from build_tools.production.preview.board import Board, ProofSheet
from build_tools.production.preview.pages import Moved, address_of, find_file
from build_tools.production.preview.server import PreviewServer, injected
from build_tools.production.preview.watching import Watch
from build_tools.production.preview.web import Copies, WebPreview
from tests.production.papers import FIRST, SECOND, THIRD, lay_out
from tests.production.previews import ARTICLE, PAGE, Served, address, at_work
from tests.site.conftest import lay_out_paper
from tests.waiting import until


def test_a_saved_article_is_served(served: Served) -> None:
    served.article("今天改了这一段。")
    until(lambda: "今天改了这一段。".encode() in served.ask(address(served))[1])
    until(lambda: any(line.startswith(f"{ARTICLE}：网页更新了") for line in served.said))


def test_neither_the_website_nor_the_ledger_is_written(served: Served) -> None:
    assert not (served.root / "dist" / "site").exists()
    assert (served.root / "issues/2021-06/ledger.yml").read_bytes() == served.ledger


def test_a_fault_stands_on_top_until_it_is_mended_and_the_page_stays(served: Served) -> None:
    page = address(served)
    served.write(ARTICLE, "---\nheadline: [\n---\n\n坏了。\n")
    until(served.codes)
    assert served.ask("/2021-06/")[0] == 200
    served.article("改好了。")
    until(lambda: not served.codes() and "改好了。".encode() in served.ask(page)[1])


def test_an_issue_that_cannot_be_read_is_shown_as_it_last_was(served: Served) -> None:
    plan = (served.root / "issues/2021-06/issue.yml").read_text("utf-8")
    served.write("issues/2021-06/issue.yml", "number: [")
    until(served.codes)
    assert served.ask("/2021-06/")[0] == 200
    served.write("issues/2021-06/issue.yml", plan)
    until(lambda: not served.codes())


def test_a_broken_template_is_told_and_survived(served: Served) -> None:
    template = served.root / "theme/web/article.html"
    sound = template.read_text("utf-8")
    template.write_text(sound + "{% if %}", "utf-8")
    until(lambda: "SQ701" in served.codes())
    assert served.ask("/")[0] == 200
    template.write_text(sound, "utf-8")
    until(lambda: not served.codes())


def test_settings_that_cannot_be_read_are_told_and_survived(served: Served) -> None:
    sound = (served.root / "mkdocs.yml").read_text("utf-8")
    served.write("mkdocs.yml", "plugins: [")
    until(served.codes)
    served.write("mkdocs.yml", sound)
    until(lambda: not served.codes())


def test_a_full_disk_is_told_in_chinese_where_it_is(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "dist/x")

    with monkeypatch.context() as patched:
        patched.setattr(WebPreview, "read", refuse)
        served.article("满了。")
        until(lambda: "SQ903" in served.codes())
        (fault,) = served.state()["faults"]
        assert "dist/x" in str(fault) and "磁盘满了" in str(fault)
    served.article("又有地方了。")
    until(lambda: not served.codes())


def test_a_file_that_vanishes_takes_its_page_along(served: Served) -> None:
    (served.root / "issues/2021-06/阅/02-临时.md").write_text(
        "---\nheadline: 临时一篇\n---\n\n一段。\n", "utf-8"
    )
    until(lambda: "临时一篇".encode() in served.ask("/2021-06/")[1])
    assert (served.root / "issues/2021-06/ledger.yml").read_bytes() == served.ledger
    (served.root / "issues/2021-06/阅/02-临时.md").unlink()
    until(lambda: "临时一篇".encode() not in served.ask("/2021-06/")[1])


def test_after_many_edits_the_tree_is_that_of_a_fresh_preview(served: Served, tmp_path: Path) -> None:
    served.article("最后一次。")
    until(lambda: "最后一次。".encode() in served.ask(address(served))[1])
    fresh = Served(lay_out_paper(tmp_path / "paper"))
    fresh.article("最后一次。")
    # A preview shows of the printed pages what was printed when it began, however far the editing was: the same for both.
    until(lambda: any("各版排好了" in line for line in served.said))
    shutil.copytree(served.root / "dist/print", fresh.root / "dist/print")
    for issue in (fresh.root / "issues").iterdir():
        assert sorted(path.name for path in issue.rglob("*")) == sorted(
            path.name for path in (served.root / "issues" / issue.name).rglob("*")
        )
    with at_work(fresh):
        one, other = (each.root / "dist/.preview/site" for each in (served, fresh))

        def settled(site: Path) -> dict[Path, bytes]:
            return {path.relative_to(site): path.read_bytes() for path in site.rglob("*.html")}

        # What was printed comes into the pages in the background.
        until(lambda: settled(one) == settled(other))


def test_the_picture_of_a_printed_page_follows_an_edit(served: Served) -> None:
    picture = f"{PAGE}page.1000.webp"
    until(lambda: served.ask(picture)[0] == 200)
    before = served.ask(picture)[1]
    served.article("版面上也要看得见这一句，所以写得长一些。" * 3)
    until(lambda: served.ask(picture)[1] != before)
    sheet = served.state()["sheets"][0]
    assert (sheet["address"], sheet["moment"] > 0) == (PAGE[1:], True)
    until(lambda: served.state()["sheets"][0]["version"] != sheet["version"])
    assert served.ask(f"{PAGE}page.2000.webp")[1][8:12] == b"WEBP"


@pytest.mark.parametrize(
    "path",
    [
        "/../mkdocs.yml",
        "/%2e%2e/mkdocs.yml",
        "/..%2f..%2fmkdocs.yml",
        "//mkdocs.yml",
        "/assets/..%5c..%5cmkdocs.yml",
        "/.site.spare/index.html",
        "/%00",
        "/assets/%2e%2e/%2e%2e/%2e%2e/mkdocs.yml",
        "/%ff",
    ],
)
def test_what_lies_outside_the_tree_is_not_there(served: Served, path: str) -> None:
    status, body = served.ask(path)
    assert status == 404
    assert b"plugins" not in body


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "localhost.evil.example", "192.168.1.7", "127.0.0.1.evil.example"],
)
def test_another_host_is_refused(served: Served, host: str) -> None:
    assert served.ask("/", host=host)[0] == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]:8000"])
def test_this_machine_is_let_in_under_its_names(served: Served, host: str) -> None:
    assert served.ask("/", host=host)[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_but_reading_is_answered(served: Served, method: str) -> None:
    assert served.ask("/", method=method)[0] == 501


def test_a_folder_is_not_listed(served: Served) -> None:
    assert served.ask("/assets/")[0] == 404


def test_the_script_is_in_what_is_served_and_in_no_file(served: Served) -> None:
    assert b"/_preview/strip.js" in served.ask("/")[1]
    assert not [
        path
        for path in (served.root / "dist/.preview/site").rglob("*.html")
        if b"_preview" in path.read_bytes()
    ]


def test_a_browser_that_goes_away_is_survived(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port)) as browser:
        browser.sendall(b"GET /_preview/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"200" in browser.recv(100)
    served.article("走了以后。")
    until(lambda: "走了以后。".encode() in served.ask(address(served))[1])


def test_a_link_out_of_the_tree_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "secret.html").write_text("x")
    (tmp_path / "tree" / "link.html").symlink_to(tmp_path / "secret.html")
    assert find_file(tmp_path / "tree", "link.html") is None


def test_a_folder_without_its_slash_is_sent_to_it(tmp_path: Path) -> None:
    (tmp_path / "n").mkdir()
    (tmp_path / "n" / "index.html").write_text("x")
    assert find_file(tmp_path, "n") == Moved("/n/")
    assert address_of("/n/?v=1#x") == "n/"


def test_the_script_goes_before_the_end_of_the_body() -> None:
    assert injected(b"<body>x</BODY></html>", '"v"').startswith(
        b'<body>x<script src="/_preview/strip.js" data-version="v"'
    )


def test_the_board_lets_go_of_all_who_wait_when_it_closes() -> None:
    board = Board()
    threading.Timer(0.05, board.close).start()
    assert board.wait(0, 10) is None


def test_of_many_pictures_the_oldest_are_given_up() -> None:
    board = Board()
    for page in range(80):
        board.hang(
            ProofSheet(f"2021-01/p{page}/", "", str(page), 0, {}, {f"2021-01/p{page}/page.1000.webp": b"x"}),
            changed=True,
        )
    assert board.overlay("2021-01/p0/page.1000.webp") is None
    assert board.overlay("2021-01/p79/page.1000.webp") == b"x"


def test_article_saved_while_the_paper_is_read_is_not_taken_for_what_it_was(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "paper")
    shutil.rmtree(root / "issues" / THIRD)
    article = root / "issues" / SECOND / "要闻" / "02-借伞不用押金.md"
    words = article.read_text("utf-8")

    def save(what: str, name: str, done: int, whole: int) -> None:
        if name == FIRST:
            article.write_text(words.replace("第二天", "第三天"), encoding="utf-8")

    first = WebPreview(root, save).read()
    article.write_text(words, encoding="utf-8")
    second = WebPreview(root).read()
    assert isinstance(first, Copies) and isinstance(second, Copies)
    read = [str(numbered_of(Order(root).cache, SECOND, each.shown[1].key)) for each in (first, second)]
    assert ["第三天" in text for text in read] == [True, False]


def test_an_open_address_lets_in_bare_addresses_but_no_names(tmp_path: Path) -> None:
    server = PreviewServer("0.0.0.0", 0, tmp_path, Board(), lambda name: None)
    try:
        assert [server.is_ours(host) for host in ("192.168.1.7:8000", "evil.example", None, "localhost")] == [
            True,
            False,
            False,
            True,
        ]
    finally:
        server.server_close()


@pytest.mark.parametrize(
    "written",
    ["hooks: [../shared/own.py]", "hooks:\n  - '../shared/own.py'  # 合用", "hooks: [{}/shared/own.py]"],
)
def test_a_hook_outside_the_papers_folder_is_watched(tmp_path: Path, written: str) -> None:
    for folder in ("paper", "shared"):
        (tmp_path / folder).mkdir()
    (tmp_path / "shared/own.py").touch()
    (tmp_path / "paper/mkdocs.yml").write_text(written.format(tmp_path), "utf-8")
    watch = Watch(tmp_path / "paper")
    try:
        (tmp_path / "shared/other.py").write_text("other = 1\n", "utf-8")
        (tmp_path / "shared/own.py").write_text("own = 1\n", "utf-8")
        assert watch.changes(10) == {"../shared/own.py"}
    finally:
        watch.close()


def test_what_the_settings_name_is_watched_wherever_it_lies(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    (root / "content").rename(root / "pages")
    (root / "theme").rename(tmp_path / "themes")
    (root / "skin").mkdir()
    text = (root / "mkdocs.yml").read_text("utf-8")
    text = text.replace("docs_dir: content", "docs_dir: pages").replace("theme/web", "../themes/web")
    (tmp_path / "base.yml").write_text(text, "utf-8")
    (root / "mkdocs.yml").write_text("INHERIT: ../base.yml\nhooks: [own.py]\n", "utf-8")
    hook = "def on_post_page(output, page, config):\n    return output.replace('</body>', '{}</body>')\n"
    (root / "own.py").write_text(hook.format("起初"), "utf-8")
    with at_work(Served(root)) as served:

        def shows(address: str, words: str) -> None:
            until(lambda: words.encode() in served.ask(address)[1])

        shows("/about/", "起初")
        (root / "own.py").write_text(hook.format("钩子改了"), "utf-8")
        shows("/about/", "钩子改了")
        (root / "pages/about.md").write_text("# 关于\n\n常设页改了。\n", "utf-8")
        shows("/about/", "常设页改了")
        served.write("../themes/web/404.html", "模板改了")
        shows("/404.html", "模板改了")
        served.write("../base.yml", text.replace("../themes/web", "skin") + "\ncopyright: 设置改了\n")
        shows("/about/", "设置改了")
        served.write("skin/404.html", "另一个文件夹")
        shows("/404.html", "另一个文件夹")
