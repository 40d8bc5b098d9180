#!/usr/bin/env python3
"""收信：接住网上报错表送来的留言，一个文件，只用 Python 自带的库（3.9 以上），放在哪台机器上都行。

    python3 receive.py serve letters.db --paper https://chenbao.example/ --port 8080
    python3 receive.py export letters.db letters.csv      # 再运行 ./chenbao bounty import 期 letters.csv

In: forms posted by the site (``内容`` or single fields), by a browser with or without scripts. Out: a page with the receipt,
a link that opens the answer later; rows in SQLite; a CSV that ``bounty import`` reads, receipts included.

It listens on 127.0.0.1; a web server with HTTPS stands in front (Caddy: ``reverse_proxy 127.0.0.1:8080``) and says in
X-Forwarded-For who asks. Of the sender nothing is kept: for counting, a hash of the address, salted anew at every start.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import html
import secrets
import sqlite3
import sys
import threading
import time
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

LARGEST = 16_384
"""Octets of a form; a letter is a few hundred."""
FIELDS = (
    "内容",
    "报纸名称",
    "稿号",
    "版面",
    "标题",
    "段落",
    "原文",
    "应为",
    "留言",
    "姓名",
    "联系方式",
    "署名",
)
OF_ONE, OF_ALL = (6, 600), (300, 3600)
"""How many letters in how many seconds: from one address, from all together."""
BEIJING = timezone(timedelta(hours=8))
# Damm 2004, the order-10 quasigroup in which 572 gets 4, as build_tools/model/number.py.
DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def new_receipt() -> str:
    """回执号: fifteen digits by lot and a check digit."""
    digits, interim = f"{secrets.randbelow(10**15):015d}", 0
    for digit in digits:
        interim = int(DAMM[interim][int(digit)])
    # The digit that brings the check to nothing is the interim one itself.
    return f"{digits}{interim}"


def shown(receipt: str) -> str:
    """In groups of four."""
    return "-".join(receipt[at : at + 4] for at in range(0, len(receipt), 4))


class Letters:
    """信箱: one SQLite file. Safe from several threads."""

    def __init__(self, path: Path) -> None:
        """Make the file if it is not there. Raises sqlite3.Error."""
        self._lock = threading.Lock()
        self._base = sqlite3.connect(str(path), check_same_thread=False)
        columns = ", ".join(f'"{name}" TEXT NOT NULL DEFAULT ""' for name in FIELDS)
        with self._lock, self._base:
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute(
                f'CREATE TABLE IF NOT EXISTS letters ("回执号" TEXT PRIMARY KEY, "时间" TEXT NOT NULL, {columns})'
            )

    def put(self, fields: dict[str, str]) -> str:
        """Keep a letter; gives its receipt. The same words again get the receipt they had. Raises sqlite3.Error."""
        values = [fields.get(name, "") for name in FIELDS]
        same = " AND ".join(f'"{name}" = ?' for name in FIELDS)
        with self._lock, self._base:
            known = self._base.execute(f'SELECT "回执号" FROM letters WHERE {same}', values).fetchone()
            if known:
                return str(known[0])
            receipt, now = new_receipt(), datetime.now(BEIJING).strftime("%Y-%m-%d %H:%M:%S")
            marks = ", ".join("?" * (len(FIELDS) + 2))
            self._base.execute(f"INSERT INTO letters VALUES ({marks})", [receipt, now, *values])
        return receipt

    def export(self, path: Path) -> int:
        """Write all letters as CSV; gives how many. Raises OSError, sqlite3.Error."""
        with self._lock:
            rows = self._base.execute('SELECT * FROM letters ORDER BY "时间"').fetchall()
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("回执号", "时间", *FIELDS))
            writer.writerows(rows)
        return len(rows)

    def close(self) -> None:
        """Close the file; nothing can be kept afterwards."""
        with self._lock:
            self._base.close()


class Receiver(ThreadingHTTPServer):
    """The server; closes its letters with itself."""

    def __init__(
        self, place: tuple[str, int], letters: Letters, limit: Limit, paper: str, behind: bool
    ) -> None:
        """Raises OSError when the port is taken."""
        self._letters = letters
        super().__init__(place, handler_of(letters, limit, paper, behind))

    def server_close(self) -> None:
        """End listening and close the letters."""
        super().server_close()
        self._letters.close()


class Limit:
    """限流: so many in so many seconds, from one sender and from all."""

    def __init__(self) -> None:
        """Nobody has written yet."""
        self._lock, self._salt = threading.Lock(), secrets.token_bytes(16)
        self._seen: dict[str, list[float]] = {}

    def allows(self, sender: str) -> bool:
        """Whether another letter may come from there; counts it if so."""
        now, one = time.monotonic(), hashlib.sha256(self._salt + sender.encode()).hexdigest()
        with self._lock:
            for key, (_, span) in ((one, OF_ONE), ("", OF_ALL)):
                self._seen[key] = [each for each in self._seen.get(key, ()) if now - each < span]
            if len(self._seen[one]) >= OF_ONE[0] or len(self._seen[""]) >= OF_ALL[0]:
                return False
            self._seen[one].append(now)
            self._seen[""].append(now)
            if len(self._seen) > 5000:
                self._seen = {
                    key: times for key, times in self._seen.items() if times and now - times[-1] < OF_ONE[1]
                }
        return True


PAGE = """<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><title>{title}</title>
<style>body{{max-width:36rem;margin:2rem auto;padding:0 1rem;font:20px/1.8 sans-serif;color:#1d1a16;background:#fbf8f1}}
b{{font-size:1.3em;white-space:nowrap}}a{{display:inline-block;min-height:48px;color:#7c1d17}}</style></head>
<body><h1>{title}</h1>{body}</body></html>
"""


def handler_of(letters: Letters, limit: Limit, paper: str, behind: bool) -> type[BaseHTTPRequestHandler]:
    """What answers requests. ``behind``: a web server of ours stands in front and says who asks."""

    class Handler(BaseHTTPRequestHandler):
        server_version, sys_version = "chenbao", ""
        timeout = 20

        def do_GET(self) -> None:
            self.say(200, "报错", f'<p>请在报上填表：<a href="{html.escape(paper)}report/">报错</a></p>')

        def do_POST(self) -> None:
            size = self.headers.get("Content-Length", "")
            kind = self.headers.get("Content-Type", "").split(";")[0].strip().lower()
            if not size.isdigit() or int(size) > LARGEST or kind != "application/x-www-form-urlencoded":
                self.say(
                    413 if size.isdigit() and int(size) > LARGEST else 400,
                    "没有收下",
                    "<p>请从报上的表里送来，不要太长。</p>",
                )
                return
            given = parse_qs(self.rfile.read(int(size)).decode("utf-8", "replace"), max_num_fields=60)
            fields = {name: given[name][0].strip()[:4000] for name in FIELDS if name in given}
            if not any(fields.get(name) for name in ("内容", "原文", "应为", "留言")):
                self.say(400, "没有收下", "<p>信是空的。请退回去，写上错的那几个字。</p>")
                return
            if not limit.allows(self.sender()):
                self.say(429, "请等一等", "<p>来信太多了。请过十分钟再送，写好的字请先留着。</p>")
                return
            try:
                receipt = letters.put(fields)
            except sqlite3.Error:
                self.say(503, "没有收下", "<p>信箱这会儿打不开。请过一会儿再送，写好的字请先留着。</p>")
                return
            link = f"{paper}huizhi/#{quote(shown(receipt))}"
            self.say(
                200,
                "收到了，谢谢您",
                f"<p>回执号：<b>{shown(receipt)}</b></p><p>截止以后，点这个链接就看到结果，什么也不用打，请收藏或转给自己："
                f'<br><a href="{html.escape(link)}">{html.escape(link)}</a></p><p><a href="{html.escape(paper)}">回到报纸</a></p>',
            )

        def sender(self) -> str:
            said = self.headers.get("X-Forwarded-For", "") if behind else ""
            return said.split(",")[-1].strip() or self.client_address[0]

        def say(self, status: int, title: str, body: str) -> None:
            content = PAGE.format(title=title, body=body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
            )
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *words: object) -> None:
            """Nothing of who asks is written down."""

    return Handler


def serve(
    base: Path, paper: str, port: int, behind: bool = True, host: str = "127.0.0.1"
) -> ThreadingHTTPServer:
    """The server, ready to run. Raises OSError when the port is taken, sqlite3.Error."""
    return Receiver((host, port), Letters(base), Limit(), paper.rstrip("/") + "/", behind)


def main(arguments: list[str]) -> int:
    """0 when done, 2 for wrong usage."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("serve", help="接收来信")
    one.add_argument("base", type=Path, help="信箱文件，如 letters.db")
    one.add_argument("--paper", required=True, help="报纸的网址，如 https://chenbao.example/")
    one.add_argument("--port", type=int, default=8080)
    one.add_argument("--direct", action="store_true", help="前面没有网页服务器，不信 X-Forwarded-For")
    other = commands.add_parser("export", help="写成 CSV，给 bounty import")
    other.add_argument("base", type=Path)
    other.add_argument("csv", type=Path)
    asked = parser.parse_args(arguments)
    if asked.command == "export":
        letters = Letters(asked.base)
        sys.stdout.write(f"写出{letters.export(asked.csv)}封信：{asked.csv}\n")
        letters.close()
        return 0
    if urlsplit(asked.paper).scheme not in ("http", "https"):
        parser.error("--paper 要写报纸的网址，如 https://chenbao.example/")
    server = serve(asked.base, asked.paper, asked.port, behind=not asked.direct)
    sys.stdout.write(f"在 http://127.0.0.1:{server.server_port}/ 等来信，按 Ctrl+C 停。\n")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
