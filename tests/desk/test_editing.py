"""The editing room's server: what it answers, whom, and what it refuses. Attacks are tried as an attacker would."""

from __future__ import annotations

import contextlib
import http.client
import io
import json
import select
import shutil
import socket
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from build_tools.desk.editing import EditingServer
from build_tools.desk.people import People, may
from build_tools.desk.serving import cookie_name
from build_tools.desk.shop_links import ShopLinks
from tests.desk.conftest import git

ROAD = "issues/2026-01/要闻/01-门口的路修平了.md"
PASSWORD = "一个够长的口令1234"


@contextmanager
def running(root: Path, **options: Any) -> Iterator[EditingServer]:
    server = EditingServer(root, **options)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield server
    server.stop()
    thread.join(20)
    assert not thread.is_alive()


@pytest.fixture
def alone(desk_root: Path) -> Iterator[EditingServer]:
    with running(desk_root) as server:
        yield server


STAFF = (("老陈", "主编"), ("小王", "写稿"), ("小李", "编辑"), ("老周", "校对"), ("木木", "评奖"))
"""One of each role."""


@pytest.fixture
def team(desk_root: Path) -> Iterator[EditingServer]:
    people = People(desk_root)
    for name, role in STAFF:
        assert people.put(name, role, PASSWORD + name) == ""
    with running(desk_root, team=True) as server:
        yield server


class Browser:
    """A browser with cookies, and the token that its page was given."""

    def __init__(self, server: EditingServer) -> None:
        self.server, self.cookie, self.token = server, "", ""
        if server.people is None:
            self.token = server._server.door.token
            self.cookie = f"{cookie_name(server.port)}={self.token}"

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        raw = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        given = {"Cookie": self.cookie}
        if method == "POST":
            given |= {
                "Origin": f"http://127.0.0.1:{self.server.port}",
                "X-Desk-Token": self.token,
                "Content-Type": "application/octet-stream" if isinstance(body, bytes) else "application/json",
            }
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, raw, given)
        answer = connection.getresponse()
        text = answer.read()
        self.headers = {name.lower(): value for name, value in answer.headers.items()}
        connection.close()
        try:
            return answer.status, json.loads(text)
        except ValueError:
            return answer.status, text.decode("utf-8", "replace")

    def raw(self, path: str) -> bytes:
        """What lies under an address, as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        connection.request("GET", path, headers={"Cookie": self.cookie})
        content = connection.getresponse().read()
        connection.close()
        return content

    def sign_in(self, name: str, password: str = "") -> int:
        status, _ = self.ask("POST", "/sign-in", {"name": name, "password": password or PASSWORD + name})
        if status == 200:
            self.cookie = self.headers["set-cookie"].partition(";")[0]
            page = self.ask("GET", "/")[1]
            self.token = page.partition('desk-token" content="')[2].partition('"')[0] if status == 200 else ""
        return status


def quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path)


def test_an_address_that_is_taken_leaves_no_git_running(
    desk_root: Path, alone: EditingServer, started: list[subprocess.Popen[bytes]]
) -> None:
    with pytest.raises(OSError, match="Address already in use"):
        EditingServer(desk_root, alone.port)
    assert started and all(process.returncode is not None for process in started)


def test_alone_it_asks_nothing_and_saves_under_gits_name(alone: EditingServer) -> None:
    browser = Browser(alone)
    status, page = browser.ask("GET", "/")
    assert (
        status == 200
        and 'data-pane="plan"' in page
        and "nonce-" in browser.headers["content-security-policy"]
    )
    _, story = browser.ask("GET", f"/story.json?path={quoted(ROAD)}")
    status, told = browser.ask(
        "POST",
        "/save",
        {"path": ROAD, "base": story["text"], "text": story["text"].replace("坑洼已久", "坑洼多年")},
    )
    assert (status, told["kept"], told["trouble"]) == (200, True, "")
    assert git(alone.root, "log", "-1", "--format=%an %s").strip() == "某编辑 改《门口的路修平了》第1段"


def test_alone_it_listens_on_this_machine_only(alone: EditingServer) -> None:
    with socket.socket() as knock:
        knock.settimeout(1)
        assert knock.connect_ex(("127.0.0.2", alone.port)) != 0


def test_without_the_token_nothing_is_seen_and_nothing_done(alone: EditingServer) -> None:
    stranger = Browser(alone)
    stranger.cookie = stranger.token = ""
    for path in ("/", "/issues.json", f"/story.json?path={quoted(ROAD)}", "/judge/2026-01/", "/desk.js"):
        assert stranger.ask("GET", path)[0] == 403
    assert stranger.ask("POST", "/save", {})[0] == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Host": "evil.example"},
        {"X-Desk-Token": "x" * 32},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_no_other_site_changes_anything(alone: EditingServer, headers: dict[str, str]) -> None:
    browser = Browser(alone)
    told = {"issue": "2026-01", "section": "美", "headline": "外面塞进来的"}
    assert browser.ask("POST", "/new-story", told, **headers)[0] == 403
    assert not list(alone.root.glob("issues/2026-01/美/*外面*"))


@pytest.mark.parametrize(
    "path",
    [
        "/story.json?path=mkdocs.yml",
        "/story.json?path=issues/2026-01/../../mkdocs.yml",
        "/story.json?path=issues/2026-01/%2e%2e/x.md",
        "/image/2026-01/..%2f..%2f..%2fmkdocs.yml",
        "/image/..%2f..%2f/mkdocs.yml",
        "/image/2026-01/.gitignore",
        "/press/..%2f..%2fx.zip",
        "/page.json?issue=../../etc&page=1",
        "/state.json?issue=..&tab=x",
        "/desk.js/../../../mkdocs.yml",
        "/judge/../mkdocs.yml",
        "/judge/2026-01/../../../mkdocs.yml",
    ],
)
def test_nothing_outside_is_reached(alone: EditingServer, path: str) -> None:
    status, told = Browser(alone).ask("GET", path)
    assert status in (403, 404) and "site_name" not in str(told)


def test_a_body_that_is_too_large_is_refused_before_it_is_read(alone: EditingServer) -> None:
    browser = Browser(alone)
    assert browser.ask("POST", "/save", {}, Content_Length=str(100 * 1024 * 1024))[0] == 413
    assert (
        browser.ask("POST", "/take?issue=2026-01&section=", b"", Content_Length=str(100 * 1024 * 1024))[0]
        == 413
    )
    assert browser.ask("POST", "/save", b"[" * 100_000)[0] == 400
    endless = {"path": ROAD, "base": "", "text": "字" * 600_000}
    assert browser.ask("POST", "/save", endless)[0] == 413
    assert browser.ask("GET", "/issues.json")[0] == 200


@pytest.mark.parametrize(("path", "most"), [("/save", 4), ("/take?issue=2026-01&section=", 64)])
def test_a_hundred_megabytes_without_their_length_are_cut_off(
    alone: EditingServer, path: str, most: int
) -> None:
    browser = Browser(alone)
    kind = "application/json" if path == "/save" else "application/octet-stream"
    piece, taken = b"x" * (1 << 20), 0
    with socket.create_connection(("127.0.0.1", alone.port), timeout=60) as line:
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{alone.port}\r\nOrigin: http://127.0.0.1:{alone.port}\r\n"
            f"Cookie: {browser.cookie}\r\nX-Desk-Token: {browser.token}\r\nContent-Type: {kind}\r\n"
            "Transfer-Encoding: chunked\r\n\r\n"
        )
        line.sendall(head.encode())
        with contextlib.suppress(OSError):
            while taken < 100 and not select.select([line], [], [], 0)[0]:
                line.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
                taken += 1
        with contextlib.suppress(ConnectionResetError):
            assert line.recv(100).startswith(b"HTTP/1.1 413")
    # What lay on the way in buffers, and no more.
    assert taken < most + 30, taken
    assert browser.ask("GET", "/issues.json")[0] == 200


def test_a_slow_client_is_sent_away_and_holds_nobody_up(
    desk_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("build_tools.desk.serving._HEAD_SECONDS", 3.0)
    monkeypatch.setattr("build_tools.desk.serving._BODY_SECONDS", 1.0)
    with running(desk_root) as server:
        slow = [socket.create_connection(("127.0.0.1", server.port), timeout=60) for _ in range(50)]
        for each in slow[1:]:
            each.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        browser = Browser(server)
        slow[0].sendall(
            f"POST /save HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: http://127.0.0.1:{server.port}\r\n"
            f"Cookie: {browser.cookie}\r\nX-Desk-Token: {browser.token}\r\nContent-Type: application/json\r\n"
            "Content-Length: 100\r\n\r\n{".encode()
        )
        assert browser.ask("GET", "/issues.json")[0] == 200
        assert all(each.recv(100) == b"" for each in slow[1:])
        assert slow[0].recv(100).startswith(b"HTTP/1.1 408")
        for each in slow:
            each.close()


def test_words_are_never_markup(alone: EditingServer) -> None:
    browser = Browser(alone)
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    status, told = browser.ask(
        "POST", "/new-story", {"issue": "2026-01", "section": "美", "headline": hostile}
    )
    assert status == 200 and told["fields"]["headline"].startswith("<script>")
    assert browser.headers["content-type"].startswith("application/json")
    assert browser.headers["x-content-type-options"] == "nosniff"
    policy = browser.ask("GET", "/") and browser.headers["content-security-policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy and "default-src 'none'" in policy


def test_a_word_file_and_a_picture_are_taken_in_with_their_slip(alone: EditingServer) -> None:
    picture = io.BytesIO()
    photograph = Image.new("RGB", (900, 600), "grey")
    exif = photograph.getexif()
    exif[0x0112] = 6
    photograph.save(picture, "JPEG", exif=exif)
    files = {
        "来稿/花开了.txt": "花开了\n\n小区里的花开了，大家都去看。\n".encode(),
        "来稿/花.jpg": picture.getvalue(),
    }
    head = json.dumps([{"name": name, "size": len(content)} for name, content in files.items()]).encode()
    body = len(head).to_bytes(4, "big") + head + b"".join(files.values())
    browser = Browser(alone)
    status, told = browser.ask("POST", f"/take?issue=2026-01&section={quoted('美')}", body)
    assert status == 200 and len(told["articles"]) == 1 and told["trouble"] == ""
    assert told["articles"][0]["path"].startswith("issues/2026-01/美/")
    (name,) = told["pictures"]
    shown = browser.raw(f"/image/2026-01/{quoted(name)}")
    with Image.open(io.BytesIO(shown)) as upright:
        assert upright.size == (600, 900)
    assert git(alone.root, "log", "-1", "--format=%s").startswith("收稿：")
    assert git(alone.root, "status", "--porcelain", "issues") == ""


def sent(files: dict[str, bytes]) -> bytes:
    """Files as the page sends them."""
    head = json.dumps([{"name": name, "size": len(content)} for name, content in files.items()]).encode()
    return len(head).to_bytes(4, "big") + head + b"".join(files.values())


def photograph(colour: str = "grey") -> bytes:
    """As a phone takes it: lying on its side, with place and owner."""
    out, image = io.BytesIO(), Image.new("RGB", (900, 600), colour)
    exif = image.getexif()
    exif[0x0112], exif[0x8298] = 6, "机主某某"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 20.0, 5.0), 3: "E", 4: (121.0, 26.0, 9.0)})
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_the_drawn_name_of_the_paper_is_shown_though_it_lies_with_the_standing_pages(
    alone: EditingServer,
) -> None:
    pictures = alone.root / "content" / "pictures"
    pictures.mkdir()
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 2"><path d="M0 0H8V2H0z"/></svg>'
    (pictures / "name.svg").write_bytes(drawing)
    assert Browser(alone).raw("/image/2026-01/name.svg") == drawing


def test_pictures_that_belong_to_none_of_the_stories_taken_in_are_named(alone: EditingServer) -> None:
    files = {
        "花开了.txt": "花开了\n\n小区里的花开了，大家都去看。\n".encode(),
        "灯亮了.txt": "灯亮了\n\n楼道里的灯亮了，走路不再摸黑。\n".encode(),
        "图1.jpg": photograph(),
    }
    _, told = Browser(alone).ask("POST", f"/take?issue=2026-01&section={quoted('美')}", sent(files))
    assert len(told["articles"]) == 2 and told["loose"] == told["pictures"] == ["图1.jpg"]


def test_pictures_for_a_story_are_stored_under_safe_names_without_place_and_owner(
    alone: EditingServer,
) -> None:
    browser = Browser(alone)
    files = {
        "../../外面/照片 (1).jpg": photograph(),
        "又一幅.jpg": photograph("red"),
        "同一幅.jpg": photograph("red"),
        "说明.txt": "不是图片".encode(),
        "坏的.jpg": b"\xff\xd8\xff not a picture",
    }
    status, told = browser.ask("POST", f"/add-pictures?path={quoted(ROAD)}", sent(files))
    assert status == 200 and told["pictures"] == ["照片-1.jpg", "又一幅.jpg"] and told["trouble"] == ""
    assert ["坏的.jpg" in told["refused"][0], "说明.txt" in told["refused"][1]] == [True, True]
    images = alone.root / "issues/2026-01/images"
    for name in told["pictures"]:
        with Image.open(images / name) as kept:
            exif = kept.getexif()
            assert dict(exif.get_ifd(0x8825)) == {} and 0x8298 not in exif and exif[0x0112] == 6
        assert "机主".encode() not in (images / name).read_bytes()
    assert (
        git(alone.root, "log", "-1", "--format=%s").strip()
        == "《门口的路修平了》的图片：照片-1.jpg、又一幅.jpg"
    )
    # Sent once more it lies there once; a file that is none is refused; nothing of it is left.
    again = browser.ask("POST", f"/add-pictures?path={quoted(ROAD)}", sent({"x.jpg": photograph()}))
    assert again[0] == 200 and again[1]["pictures"] == ["照片-1.jpg"]
    for wrong in ({"说明.txt": "只有字".encode()}, {"坏的.jpg": b"\xff\xd8\xff"}, {"空.jpg": b""}):
        assert browser.ask("POST", f"/add-pictures?path={quoted(ROAD)}", sent(wrong))[0] == 415
    assert git(alone.root, "status", "--porcelain", "issues") == ""
    assert len(list(images.iterdir())) == 4 and not list(alone.root.parent.glob("外面*"))


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("path=mkdocs.yml", 404),
        ("path=issues/2026-01/../../x/y.md", 404),
        (f"path={'issues/2026-01/要闻/没有.md'}", 404),
        ("issue=..", 404),
        ("issue=stock", 404),
        ("", 400),
    ],
)
def test_pictures_go_nowhere_else(alone: EditingServer, asked: str, status: int) -> None:
    address = f"/add-pictures?{quoted(asked).replace('%3D', '=')}"
    assert Browser(alone).ask("POST", address, sent({"x.jpg": photograph()}))[0] == status
    assert git(alone.root, "status", "--porcelain") == ""


@pytest.mark.parametrize("body", [b"", b"\0\0\0\x05hello", b"\xff\xff\xff\xff[]", b"\0\0\0\x02[]"])
def test_what_is_no_list_of_files_is_refused(alone: EditingServer, body: bytes) -> None:
    assert Browser(alone).ask("POST", "/take?issue=2026-01&section=", body)[0] == 400


def test_what_is_pasted_from_word_is_cleaned(alone: EditingServer) -> None:
    html = '<p class="MsoNormal" style="color:red">第一段<span>有字</span>。</p><script>alert(1)</script><p><b>第二段</b>。</p>'
    status, told = Browser(alone).ask("POST", "/paste", {"html": html, "plain": "第一段有字。第二段。"})
    assert status == 200 and "第一段有字。" in told["text"] and "第二段" in told["text"]
    assert "Mso" not in told["text"] and "script" not in told["text"] and "alert" not in told["text"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>他说，这条路去年就坏了，直到四月才修好。</p>", "他说，这条路去年就坏了，直到四月才修好。"),
        ("<p>第一段有字，说路。</p><p>第二段有字，说树。</p>", "第一段有字，说路。\n\n第二段有字，说树。"),
        ("<span>几个字</span>", "几个字"),
        ("<ul><li>甲</li><li>乙</li></ul>", "- 甲\n- 乙"),
        ("<table><tr><td>甲</td><td>乙</td></tr></table>", "| 甲 | 乙 |\n| --- | --- |"),
        ("<p>张庙街道办事处</p><p>2026年4月6日</p>", "张庙街道办事处\n\n2026年4月6日"),
        (
            "<p>门口的路修平了</p><p>通讯员 陆文娟</p><p>路修平了。</p>",
            "门口的路修平了\n\n通讯员 陆文娟\n\n路修平了。",
        ),
        (
            '<figure><img src="a.jpg"><figcaption>路口</figcaption></figure><p>路修平了。</p>',
            "路口\n\n路修平了。",
        ),
    ],
)
def test_what_is_pasted_into_text_stays_whole_and_stands_there_once(
    alone: EditingServer, html: str, text: str
) -> None:
    status, told = Browser(alone).ask("POST", "/paste", {"html": html, "plain": "白字"})
    assert (status, told["text"], told["fields"]) == (200, text, {})


def test_a_whole_story_that_is_pasted_brings_its_title_and_the_slip_of_what_was_left_out(
    alone: EditingServer,
) -> None:
    html = (
        '<p align="center"><b>门口的路修平了</b></p><p align="center">陆文娟</p>'
        "<p>从今天起，门口的路修平了，老人推车过去不再颠。</p><p>树也栽上了，过了清明就能遮阴。</p>"
        "<p>（点击阅读原文，关注公众号）</p>"
    )
    whole = {"html": html, "plain": "白字", "whole": True}
    told = Browser(alone).ask("POST", "/paste", whole)[1]
    assert told["text"] == "从今天起，门口的路修平了，老人推车过去不再颠。\n\n树也栽上了，过了清明就能遮阴。"
    assert told["fields"] == {"kicker": "", "headline": "门口的路修平了", "deck": "", "byline": "陆文娟"}
    assert any("点击阅读原文" in each["message"] for each in told["slip"])
    # Where nothing is a title no word of the text becomes one.
    told = Browser(alone).ask("POST", "/paste", {**whole, "html": "<p>他说，路修平了，树也栽上了。</p>"})[1]
    assert (told["text"], told["fields"], told["slip"]) == ("他说，路修平了，树也栽上了。", {}, [])
    # What the head of a story says without a field of the page for it stays in the text.
    told = Browser(alone).ask("POST", "/paste", {**whole, "html": f"<p>【广告】</p>{html}"})[1]
    assert told["text"].startswith("【广告】\n") and "门口的路修平了" in told["text"]
    assert told["fields"] == {} and "ad: true" not in str(told["slip"])


def test_a_new_issue_from_the_template(alone: EditingServer) -> None:
    browser = Browser(alone)
    assert browser.ask("POST", "/begin", {"issue": "2026-02"})[0] == 200
    assert git(alone.root, "log", "-1", "--format=%s").strip() == "新建2026-02号"
    assert browser.ask("POST", "/begin", {"issue": "2026-02"})[0] == 409
    assert browser.ask("POST", "/begin", {"issue": "../x"})[0] == 409


# A team


def test_nobody_comes_in_without_name_and_password(team: EditingServer) -> None:
    stranger = Browser(team)
    assert stranger.ask("GET", "/")[0] == 303
    assert stranger.ask("GET", "/login")[0] == 200
    for path in (
        "/issues.json",
        "/judge/2026-01/",
        "/judge/2026-01/overview.json",
        "/people.json",
        "/press/2026-01.zip",
    ):
        assert stranger.ask("GET", path)[0] == 401
    assert stranger.ask("POST", "/save", {})[0] == 401
    assert stranger.sign_in("老陈", "猜的口令猜的口令") == 403
    assert stranger.sign_in("老陈") == 200 and stranger.ask("GET", "/issues.json")[0] == 200


def test_a_damaged_inbox_is_told_where_the_judge_would_begin(team: EditingServer) -> None:
    letters = team.root / "issues" / "2026-01" / "bounty" / "inbox" / "reports.jsonl"
    letters.parent.mkdir(parents=True)
    letters.write_text("{half", "utf-8")
    browser = Browser(team)
    name = next(name for name, role in STAFF if may(role, "judge"))
    assert browser.sign_in(name) == 200
    status, said = browser.ask("GET", "/judge/2026-01/")[:2]
    assert status == 409 and "reports.jsonl" in str(said)
    letters.unlink()
    assert browser.ask("GET", "/judge/2026-01/overview.json")[0] == 200


def test_each_role_does_its_own_work_and_no_more(team: EditingServer) -> None:
    deeds = {
        "write": ("/save", {"path": "issues/2026-01/要闻/没有.md", "base": "", "text": "甲"}, 410),
        "arrange": ("/begin", {"issue": "坏"}, 409),
        "proof": ("/draw", {"issue": "2026-01", "stage": "没有"}, 400),
        "sign": ("/sign-off", {"issue": "没有"}, 404),
        "people": ("/dismiss", {"name": "没有"}, 409),
    }
    for name, role in STAFF:
        browser = Browser(team)
        assert browser.sign_in(name) == 200
        for right, (path, asked, allowed) in deeds.items():
            assert browser.ask("POST", path, asked)[0] == (allowed if may(role, right) else 403), (
                role,
                right,
            )
        assert browser.ask("GET", "/judge/2026-01/overview.json")[0] == (200 if may(role, "judge") else 403)
        assert browser.ask("GET", "/issues.json")[0] == (200 if may(role, "read") else 403)
    assert [role for role in ("写稿", "编辑", "校对", "评奖") if may(role, "sign")] == []


_ARRANGING: list[tuple[str, dict[str, Any]]] = [
    ("/put-by", {"path": "issues/2026-01/要闻/没有.md"}),
    ("/bring-back", {"path": "issues/stock/美/没有.md", "issue": "2026-01", "section": "美", "place": 0}),
    ("/move", {"path": "issues/2026-01/要闻/没有.md", "section": "美", "place": 0, "page": 2}),
    (
        "/new-ad",
        {
            "issue": "2031-01",
            "headline": "惠民",
            "size": "通栏",
            "page": 1,
            "corner": "",
            "picture": "",
            "words": "电话",
        },
    ),
]


def test_stock_plan_advertisements_and_pictures_are_for_who_may(team: EditingServer) -> None:
    for name, role in STAFF:
        browser = Browser(team)
        assert browser.sign_in(name) == 200
        for path, asked in _ARRANGING:
            assert browser.ask("POST", path, asked)[0] == (404 if may(role, "arrange") else 403), (role, path)
        pictures = browser.ask("POST", "/add-pictures?path=x", sent({"x.jpg": b"x"}))[0]
        assert pictures == (404 if may(role, "take") else 403)
        for path in ("/stock.json", "/advertising.json?issue=2031-01"):
            expected = (200 if path == "/stock.json" else 404) if may(role, "read") else 403
            assert browser.ask("GET", path)[0] == expected
    stranger = Browser(team)
    assert stranger.ask("GET", "/stock.json")[0] == stranger.ask("POST", "/put-by", {})[0] == 401
    # What was done has its line; what was refused has none.
    assert browser.sign_in("小李") == 200
    browser.ask("POST", f"/add-pictures?path={quoted(ROAD)}", sent({"x.jpg": photograph()}))
    assert browser.ask("POST", "/put-by", {"path": ROAD})[0] == 200
    rows = [json.loads(row) for row in (team.root / ".desk" / "audit.log").read_text("utf-8").splitlines()]
    assert [row[1:] for row in rows if not row[2].startswith("登录")] == [
        ["小李", f"/add-pictures {ROAD}"],
        ["小李", f"/put-by {ROAD}"],
    ]
    assert git(team.root, "log", "-1", "--format=%an").strip() == "小李"


def test_no_other_site_moves_a_story_or_sends_a_picture(alone: EditingServer) -> None:
    browser = Browser(alone)
    for path, asked in [*_ARRANGING, ("/put-by", {"path": ROAD})]:
        for headers in (
            {"Origin": "http://evil.example"},
            {"X-Desk-Token": "x" * 32},
            {"Host": "evil.example"},
        ):
            assert browser.ask("POST", path, asked, **headers)[0] == 403
    body = sent({"x.jpg": photograph()})
    address = f"/add-pictures?path={quoted(ROAD)}"
    assert browser.ask("POST", address, body, Origin="http://evil.example")[0] == 403
    assert browser.ask("POST", address, body, Content_Type="multipart/form-data")[0] == 403
    assert browser.ask("POST", address, b"", Content_Length=str(100 * 1024 * 1024))[0] == 413
    assert browser.ask("POST", "/put-by", {"path": "长" * 3_000_000})[0] == 413
    assert git(alone.root, "status", "--porcelain") == "" and (alone.root / ROAD).is_file()


def test_a_session_is_new_after_every_sign_in_and_ends_with_it(team: EditingServer) -> None:
    browser = Browser(team)
    browser.cookie = f"{cookie_name(team.port)}=fixed-by-an-attacker"
    assert browser.sign_in("老陈") == 200 and "fixed" not in browser.cookie
    assert "HttpOnly" in browser.headers.get("set-cookie", "HttpOnly")
    first = browser.cookie
    assert browser.sign_in("老陈") == 200 and browser.cookie != first
    old = Browser(team)
    old.cookie = first
    assert old.ask("GET", "/issues.json")[0] == 401
    assert browser.ask("POST", "/sign-out", {})[0] == 200
    assert browser.ask("GET", "/issues.json")[0] == 401


def test_a_session_does_nothing_without_its_own_token(team: EditingServer) -> None:
    one, other = Browser(team), Browser(team)
    assert one.sign_in("老陈") == other.sign_in("小王") == 200
    one.token = other.token
    assert one.ask("POST", "/begin", {"issue": "2026-02"})[0] == 403


def test_whoever_guesses_waits(desk_root: Path) -> None:
    now = [0.0]
    people = People(desk_root, clock=lambda: now[0])
    assert people.put("老陈", "主编", PASSWORD) == ""
    tried = 0
    for _ in range(2000):
        now[0] += 1.0
        tried += people.sign_in("老陈", "猜", "10.0.0.1", "")[1] == "姓名或口令不对。"
    assert tried < 20
    assert people.sign_in("老陈", PASSWORD, "10.0.0.2", "")[0] == ""
    now[0] += 1000
    assert people.sign_in("老陈", PASSWORD, "10.0.0.2", "")[0] != ""


def test_too_many_requests_are_refused(desk_root: Path) -> None:
    now = [0.0]
    people = People(desk_root, clock=lambda: now[0])
    assert sum(people.may_ask("10.0.0.1") for _ in range(2000)) == 400
    assert people.may_ask("10.0.0.2")
    now[0] += 1
    assert people.may_ask("10.0.0.1")


def test_passwords_are_kept_as_scrypt_outside_git(team: EditingServer) -> None:
    kept = (team.root / ".desk" / "people.json").read_text("utf-8")
    assert PASSWORD not in kept and "老陈" in kept
    assert (team.root / ".desk" / "people.json").stat().st_mode & 0o077 == 0
    assert git(team.root, "status", "--porcelain", ".desk") == ""


def test_every_deed_has_its_line(team: EditingServer) -> None:
    browser = Browser(team)
    browser.sign_in("小李")
    browser.ask("POST", "/new-story", {"issue": "2026-01", "section": "美", "headline": "窗台"})
    rows = [json.loads(row) for row in (team.root / ".desk" / "audit.log").read_text("utf-8").splitlines()]
    assert [row[1:] for row in rows] == [["小李", "登录"], ["小李", "/new-story 2026-01"]]
    assert git(team.root, "log", "-1", "--format=%an").strip() == "小李"


def test_the_last_chief_stays(desk_root: Path) -> None:
    people = People(desk_root)
    assert people.put("老陈", "主编", PASSWORD) == ""
    assert people.dismiss("老陈") and people.put("老陈", "写稿", "")
    assert people.put("小李", "主编", PASSWORD) == "" and people.dismiss("老陈") == ""
    assert people.sign_in("老陈", PASSWORD, "", "")[0] == ""


def test_the_first_chief_comes_by_invitation_only(desk_root: Path) -> None:
    with running(desk_root, team=True) as server:
        browser = Browser(server)
        asked = {"invitation": "x", "name": "老陈", "password": PASSWORD}
        assert browser.ask("POST", "/found", asked)[0] == 403
        assert server.address.endswith(server.invitation)
        assert browser.ask("POST", "/found", {**asked, "invitation": server.invitation})[0] == 200
        assert browser.ask("POST", "/found", {**asked, "name": "坏人"})[0] == 404
        assert browser.sign_in("老陈", PASSWORD) == 200


def test_the_press_package_is_downloaded_by_who_may_read(signed_root: Path) -> None:
    git(signed_root, "init", "-q", "-b", "main")
    with running(signed_root) as server:
        browser = Browser(server)
        content = browser.raw("/press/2026-01.zip")
        assert len(zipfile.ZipFile(io.BytesIO(content)).namelist()) > 3
        assert browser.ask("GET", "/signed.json?issue=2026-01")[1]["by"] == "某编辑"


def test_pins_are_for_who_arranges_and_only_for_what_is_there(team: EditingServer) -> None:
    editor, writer = Browser(team), Browser(team)
    assert editor.sign_in("小李") == writer.sign_in("小王") == 200
    asked: dict[str, Any] = {"issue": "2026-01", "page": 1, "path": ROAD}
    assert writer.ask("POST", "/pin", {**asked, "corner": "左上"})[0] == 403
    for wrong, status in (
        ({"corner": "中间"}, 400),
        ({"corner": "左上\n- 乙 = 右上"}, 400),
        ({"columns": 13}, 400),
        ({"columns": -1}, 400),
        ({"page": 9}, 404),
        ({"issue": "2031-01"}, 404),
        ({"path": "issues/2026-01/../../mkdocs.yml"}, 404),
        ({"path": "issues/2026-01/要闻/没有.md"}, 404),
    ):
        assert editor.ask("POST", "/pin", {**asked, "corner": "左上", **wrong})[0] == status, wrong
    assert "pins" not in git(team.root, "show", "HEAD:issues/2026-01/issue.yml")
    assert editor.ask("POST", "/pin", {**asked, "corner": "左上", "columns": 2})[0] == 200
    assert "门口的路修平了 = 左上，2栏" in git(team.root, "show", "HEAD:issues/2026-01/issue.yml")
    assert editor.ask("GET", "/page.json?issue=2026-01&page=1")[1]["pins"] == {ROAD: ["左上", 2, {}, False]}
    # A picture of it, by the name of its file, beside the story's own pin.
    for wrong, refused in (({"picture": "没有.png"}, 404), ({"at": "中间"}, 400)):
        pinned = {**asked, "picture": "road.png", "at": "右", **wrong}
        assert editor.ask("POST", "/pin", pinned)[0] == refused, wrong
    assert editor.ask("POST", "/pin", {**asked, "picture": "road.png", "at": "上"})[0] == 200
    assert "门口的路修平了 = 左上，2栏，图上" in git(team.root, "show", "HEAD:issues/2026-01/issue.yml")
    told = editor.ask("GET", "/page.json?issue=2026-01&page=1")[1]
    assert told["pins"] == {ROAD: ["左上", 2, {"road.png": "上"}, False]}
    assert editor.ask("POST", "/pin", {**asked, "picture": "road.png", "at": ""})[0] == 200
    assert editor.ask("POST", "/pin", {**asked, "corner": "", "columns": 0})[0] == 200
    assert "pins" not in git(team.root, "show", "HEAD:issues/2026-01/issue.yml")
    assert writer.ask("GET", "/compare.json?issue=2026-01")[0] == 404


def test_the_press_files_are_made_again_where_they_are_not(signed_root: Path) -> None:
    git(signed_root, "init", "-q", "-b", "main")
    folder = signed_root / "dist" / "print" / "2026-01" / "press"
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    shutil.rmtree(folder)
    with running(signed_root) as server:
        browser = Browser(server)
        assert browser.ask("GET", "/signed.json?issue=2026-01")[1]["files"] == []
        status, told = browser.ask("POST", "/make-again", {"issue": "2026-01"})
        assert status == 200 and told["files"] == sorted(before)
        assert {each.name: each.read_bytes() for each in folder.iterdir()} == before
        status, told = browser.ask("POST", "/make-again", {"issue": "2026-07"})
        assert status == 404


def test_the_print_shop_fetches_its_files_by_a_link_and_nothing_else(signed_root: Path) -> None:
    git(signed_root, "init", "-q", "-b", "main")
    people = People(signed_root)
    assert (
        people.put("老陈", "主编", PASSWORD + "老陈") == people.put("小李", "编辑", PASSWORD + "小李") == ""
    )
    with running(signed_root, team=True) as server:
        chief, editor, shop = Browser(server), Browser(server), Browser(server)
        assert chief.sign_in("老陈") == editor.sign_in("小李") == 200
        assert editor.ask("POST", "/shop-link", {"issue": "2026-01"})[0] == 403
        status, told = chief.ask("POST", "/shop-link", {"issue": "2026-01"})
        assert status == 200 and told["days"] == 14
        address = told["address"]
        # From a letter on a page of somebody else's.
        assert shop.ask("GET", address, Sec_Fetch_Site="cross-site")[0] == 200
        assert len(zipfile.ZipFile(io.BytesIO(shop.raw(address))).namelist()) > 3
        assert "取 2026-01 第1次付印的文件" in (signed_root / ".desk" / "audit.log").read_text("utf-8")
        # Another sign-off, another time, another issue, another mark: nothing.
        for wrong in (
            address.replace("2026-01-1-", "2026-01-2-"),
            address.replace("2026-01-1-1", "2026-01-1-9"),
            address.replace("2026-01", "2026-02"),
            address[:-5] + ("0" if address[-5] != "0" else "1") + ".zip",
            "/shop/x.zip",
            "/shop/",
            "/shop/..%2fissues.json",
            "/shop/../issues.json",
        ):
            assert shop.ask("GET", wrong)[0] in (401, 404)
        assert shop.ask("POST", address, {})[0] in (401, 403)
        links = ShopLinks(signed_root / ".desk")
        name = address.removeprefix("/shop/")
        assert links.opened(name, time.time()) == ("2026-01", 1)
        assert links.opened(name, time.time() + 15 * 86_400) is None
        assert (signed_root / ".desk" / "shop.key").stat().st_mode & 0o077 == 0


def test_behind_a_proxy_its_own_name_and_no_other(desk_root: Path) -> None:
    People(desk_root).put("老陈", "主编", PASSWORD)
    with running(desk_root, team=True, public="https://desk.example.org") as server:
        browser = Browser(server)
        names = {"Host": "desk.example.org", "Origin": "https://desk.example.org"}
        asked = {"name": "老陈", "password": PASSWORD}
        assert browser.ask("POST", "/sign-in", asked, **names)[0] == 200
        assert (
            "Secure" in browser.headers["set-cookie"] and "SameSite=strict" in browser.headers["set-cookie"]
        )
        assert browser.ask("POST", "/sign-in", asked, **{**names, "Host": "evil.example.org"})[0] == 403
        assert (
            browser.ask("POST", "/sign-in", asked, **{**names, "Origin": "https://evil.example.org"})[0]
            == 403
        )


def test_a_burst_is_survived(alone: EditingServer) -> None:
    began = time.monotonic()
    for _ in range(100):
        assert Browser(alone).ask("GET", "/issues.json")[0] == 200
    assert time.monotonic() - began < 60


def test_what_is_put_there_while_the_issue_is_looked_through_differs_from_its_stamp(
    alone: EditingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = alone.live.survey

    def put_there_after(issue: str, quick: bool = False) -> dict[str, object]:
        told = look(issue, quick)
        added = alone.root / "issues/2026-01/要闻/09-刚拷进来.md"
        added.write_text("---\nheadline: 刚拷进来\n---\n\n正文。\n", "utf-8")
        return told

    monkeypatch.setattr(alone.live, "survey", put_there_after)
    browser = Browser(alone)
    status, told = browser.ask("GET", "/survey.json?issue=2026-01&quick=yes")
    assert status == 200 and told["pages"] and "刚拷进来" not in str(told["pages"])
    # The window compares the two at its next look, and looks through the issue once more.
    assert browser.ask("GET", "/state.json?issue=2026-01&tab=x")[1]["issue"] != told["stamp"]
