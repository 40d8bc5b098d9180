"""The judge's page: whom it answers, and what hostile reports do in it (nothing), in the system's Chromium."""

from __future__ import annotations

import datetime
import http.client
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from build_tools.bounty.inbox import reports_from
from build_tools.bounty.intake.rows import Row
from build_tools.bounty.opening import Room, open_room
from build_tools.desk.judge import JudgeServer
from tests.browsers import put_away

HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> 第一版“坑洼已久”应为“坑洼多年”",
    "\u202e第二版“太阳花”应为“向日葵”\u2066<svg onload=document.title='owned'>",
    '=HYPERLINK("http://evil.example","看奖品") 第一版“二十把伞”应为“二十多把伞”',
    "javascript:document.title='owned' {{constructor.constructor('document.title=1')()}} “水仙”应为“水仙花”</textarea></script>",
)
ENDLESS = "“押金”应为“现金”" + "长" * 10_000_000


@contextmanager
def serving(paper_root: Path, *texts: str) -> Iterator[JudgeServer]:
    room, found = open_room(paper_root, "2026-01")
    assert room is not None and not found
    rows = [
        Row(order, {"内容": text, "姓名": f"<b>读者{order}</b>", "时间": "2026-01-20"})
        for order, text in enumerate(texts)
    ]
    room.inbox.add(reports_from(room.inbox.key, "hostile", rows, datetime.date(2026, 1, 21)))
    with running(room) as server:
        yield server


@contextmanager
def running(room: Room, judge: str = "甲") -> Iterator[JudgeServer]:
    server = JudgeServer(room, judge, 0)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield server
    server.stop()
    thread.join()


@pytest.fixture
def desk(paper_root: Path) -> Iterator[JudgeServer]:
    with serving(paper_root, *HOSTILE) as server:
        yield server


def ask(
    desk: JudgeServer, path: str = "/", method: str = "GET", body: str | None = None, **headers: str
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=60)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def admitted(desk: JudgeServer) -> dict[str, str]:
    return {"Cookie": f"desk-{desk.port}={desk.token}"}


def test_it_listens_on_the_loopback_only(desk: JudgeServer) -> None:
    assert desk._server.host == "127.0.0.1"
    with socket.socket() as knock:
        knock.settimeout(1)
        assert knock.connect_ex(("127.0.0.2", desk.port)) != 0


@pytest.mark.parametrize(
    "path", ["/", "/overview.json", "/case.json?name=x", "/figures", "/judge.js", "/crop/2601010/text/1.png"]
)
def test_without_the_token_nothing_is_told(desk: JudgeServer, path: str) -> None:
    assert ask(desk, path).status == 403
    assert ask(desk, path, Cookie=f"desk-{desk.port}=wrong").status == 403


def test_the_token_opens_the_door_once_and_then_a_strict_cookie_keeps_it(desk: JudgeServer) -> None:
    answer = ask(desk, f"/?token={desk.token}")
    assert answer.status == 303 and answer.headers["Location"] == "/"
    kept = answer.headers["Set-Cookie"]
    assert kept.startswith(f"desk-{desk.port}=") and "HttpOnly" in kept and "samesite=strict" in kept.lower()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1.evil.example:80", ""])
def test_another_host_name_is_refused(desk: JudgeServer, host: str) -> None:
    assert ask(desk, "/", Host=host, **admitted(desk)).status == 403


def test_cross_site_requests_are_refused(desk: JudgeServer) -> None:
    own = {
        "X_Desk_Token": desk.token,
        "Content_Type": "application/json",
        "Origin": f"http://127.0.0.1:{desk.port}",
        **admitted(desk),
    }
    name = desk.desk.cases[0].fault.name
    body = json.dumps({"name": name, "decision": "rejected"})
    for changed in (
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"X_Desk_Token": "wrong"},
        {"Content_Type": "text/plain"},
        {"Cookie": ""},
    ):
        assert ask(desk, "/verdict", "POST", body, **{**own, **changed}).status == 403
    assert not desk.room.verdicts_path.exists()
    assert ask(desk, "/overview.json", Sec_Fetch_Site="cross-site", **admitted(desk)).status == 403
    assert ask(desk, "/verdict", "POST", body, **own).status == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [("{", 400), ("[]", 400), ('{"name": "x", "decision": "accepted"}', 404), ("x" * 70_000, 413)],
)
def test_a_broken_verdict_writes_nothing(desk: JudgeServer, body: str, status: int) -> None:
    own = {
        "X_Desk_Token": desk.token,
        "Content_Type": "application/json",
        "Origin": f"http://127.0.0.1:{desk.port}",
        **admitted(desk),
    }
    assert ask(desk, "/verdict", "POST", body, **own).status == status
    assert not desk.room.verdicts_path.exists()


def test_every_answer_forbids_what_it_does_not_need(desk: JudgeServer) -> None:
    policy = ask(desk, "/", **admitted(desk)).headers["Content-Security-Policy"]
    assert (
        policy.startswith("default-src 'none'")
        and "unsafe" not in policy
        and "frame-ancestors 'none'" in policy
    )


@pytest.mark.parametrize(
    "path",
    [
        "/../key",
        "/crop/../../key",
        "/judge.css/../../../mkdocs.yml",
        "/inbox/key",
        "/crop/2601010/text/1.png/..",
    ],
)
def test_no_path_leads_to_a_file(desk: JudgeServer, path: str) -> None:
    assert ask(desk, path, **admitted(desk)).status == 404


@pytest.fixture
def page(desk: JudgeServer, browser: Browser) -> Iterator[Page]:
    with opened_page(desk, browser) as opened:
        yield opened


@contextmanager
def opened_page(desk: JudgeServer, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    opened = context.new_page()
    opened.goto(desk.address)
    opened.wait_for_selector("#cases li")
    yield opened
    put_away(context)


def test_hostile_reports_are_shown_as_text_and_run_nothing(desk: JudgeServer, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    shown = ""
    for case in page.locator("#cases li").all():
        case.click()
        page.locator(
            f"#cases li[aria-current=true][data-name='{case.get_attribute('data-name')}']"
        ).wait_for()
        shown += page.inner_text("#case")
    assert page.title() == "啄木鸟裁定台"
    assert "<script>document.title='owned'</script>" in shown and "=HYPERLINK" in shown
    assert page.locator("#case script, #case svg, #case b, #case img:not(.crop)").count() == 0
    assert all(url.startswith(f"http://127.0.0.1:{desk.port}/") for url in asked)


def test_ten_megabytes_in_one_report_do_not_stop_the_desk(paper_root: Path) -> None:
    with serving(paper_root, ENDLESS, *HOSTILE) as desk:
        endless = next(report for report in desk.desk.reports if len(report.text) > 10_000_000)
        case = next(case for case in desk.desk.cases if endless.letter in case.fault.name)
        letters = desk.detail(case)["letters"]
        assert (
            isinstance(letters, list)
            and letters[0]["length"] == len(ENDLESS)
            and len(letters[0]["text"]) == 3000
        )
        assert len(json.dumps(desk.overview())) < 40_000


def test_a_verdict_is_given_with_the_keyboard_and_written_down(desk: JudgeServer, page: Page) -> None:
    page.locator("#cases li", has_text="已久").first.click()
    page.locator("#cases li[aria-current=true]", has_text="已久").wait_for()
    page.keyboard.press("1")
    page.locator("#progress", has_text="已裁1处").wait_for()
    verdicts, wrong = desk.room.verdicts()
    assert [
        (verdict.decision.value, verdict.judge, verdict.spot.chinese if verdict.spot else "")
        for verdict in verdicts
    ] == [("accepted", "甲", "2601-015 第1段")]
    assert not wrong and "读者" not in desk.room.verdicts_path.read_text("utf-8")


def test_the_charts_say_what_they_show(desk: JudgeServer, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{desk.port}/figures")
    assert "自检估算" in page.inner_text("main") and page.locator("figure.chart .rows li .label").count() >= 2


def test_a_message_taken_for_no_report_is_brought_before_the_judge(
    paper_root: Path, browser: Browser
) -> None:
    letters = (*HOSTILE, "是水仙呀编辑老师，我养了三十年")
    with serving(paper_root, *letters) as desk, opened_page(desk, browser) as page:
        before = len(desk.desk.cases)
        page.get_by_role("button", name="非报错").click()
        row = page.locator("#cases li", has_text="养了三十年")
        row.get_by_role("button", name="收作报错").click()
        page.locator("#case", has_text="养了三十年").wait_for()
        assert len(desk.desk.cases) >= before
        page.keyboard.press("2")
        page.locator("#progress", has_text="已裁1处").wait_for()
        (verdict,) = desk.room.verdicts()[0]
        assert verdict.decision.value == "rejected"
