"""The reference receiver: one file that takes the site's form, gives a receipt and hands all on to ``bounty import``."""

from __future__ import annotations

import datetime
import importlib.util
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import urlencode

import pytest

from build_tools.bounty.identity import parse_receipt
from build_tools.bounty.inbox import reports_from
from build_tools.bounty.intake import read_rows

_FILE = Path(__file__).parents[2] / "theme" / "receiver" / "receive.py"


@pytest.fixture(scope="module")
def receiver() -> ModuleType:
    spec = importlib.util.spec_from_file_location("receive", _FILE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def address(receiver: ModuleType, tmp_path: Path) -> Iterator[str]:
    server = receiver.serve(tmp_path / "letters.db", "https://chenbao.example", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def send(address: str, fields: dict[str, str], sender: str = "192.0.2.1") -> tuple[int, str]:
    asked = urllib.request.Request(
        address, urlencode(fields).encode(), {"X-Forwarded-For": f"203.0.113.9, {sender}"}
    )
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def test_receipt_is_a_link_and_the_desk_reads_the_letter_with_it(
    receiver: ModuleType, address: str, tmp_path: Path
) -> None:
    message = "【纠错】社区晨报张庙版 2021年1月号\n2101-032 第2版《楼道里的“小天地”》第2段\n原文：小天底\n应为：小天地"
    status, page = send(address, {"内容": message})
    (link,) = re.findall(r'href="(https://chenbao\.example/huizhi/#[\d-]+)"', page)
    receipt = parse_receipt(link.partition("#")[2])
    assert status == 200 and receipt
    again = send(address, {"内容": message})[1]
    assert link in again
    send(address, {"稿号": "2101-032", "段落": "2", "原文": "小天底", "应为": "小天地"}, "192.0.2.2")
    base = receiver.Letters(tmp_path / "letters.db")
    assert base.export(tmp_path / "letters.csv") == 2
    base.close()
    read = read_rows("letters.csv", (tmp_path / "letters.csv").read_bytes())
    received = reports_from(b"k" * 32, "letters.csv", read.rows, datetime.datetime.now(datetime.UTC).date())
    assert not read.unread and received.reports[0].text == message
    assert received.reports[0].receipt == receipt
    assert "小天底" in received.reports[1].text


@pytest.mark.parametrize("fields", [{}, {"内容": "  "}, {"稿号": "2101-032"}])
def test_empty_letter_is_refused(address: str, fields: dict[str, str]) -> None:
    assert send(address, fields)[0] == 400


def test_too_much_is_refused(address: str) -> None:
    assert send(address, {"内容": "长" * 9000})[0] == 413
    taken = [send(address, {"内容": f"第{order}封"})[0] for order in range(8)]
    assert taken == [200] * 6 + [429] * 2
    assert send(address, {"内容": "别人的"}, "192.0.2.7")[0] == 200


def test_nothing_typed_becomes_markup_and_nothing_of_the_sender_is_kept(address: str, tmp_path: Path) -> None:
    _, page = send(address, {"内容": "<script>alert(1)</script>"}, "198.51.100.77")
    assert "<script>" not in page
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("letters.db*"))
    assert b"198.51.100.77" not in kept
