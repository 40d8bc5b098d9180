"""裁定台的服务: answers on 127.0.0.1 only, to one token only, to its own pages only.

In: a room and who judges. Out: a server to run. What it refuses: other hosts (DNS rebinding), other origins (cross-site
requests), requests without the token, methods and bodies it does not know. Readers' words leave as JSON only.
"""

from __future__ import annotations

import datetime
import functools
import hmac
import json
import re
import secrets
import threading
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from build_tools.bounty.claims import Spot
from build_tools.bounty.deciding import Choice, decide
from build_tools.bounty.desk import Case, Desk, open_desk, settle_desk
from build_tools.bounty.identity import shown_receipt
from build_tools.bounty.judge.crops import draw_crop
from build_tools.bounty.judge.views import case_detail, case_summary, charts, others, weights
from build_tools.bounty.opening import Room, published_figures
from build_tools.bounty.resolver.index import PrintedIndex, stretch_of
from build_tools.bounty.verdicts import Decision
from build_tools.model import parse_number

_MOST = 64 * 1024
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
_STATIC = {"/judge.css": "text/css; charset=utf-8", "/judge.js": "text/javascript; charset=utf-8"}
_CROP = re.compile(r"/crop/([0-9]{7})/([a-z]{1,12})/([0-9]{1,3})\.png")

Write = Callable[[Path, bytes], None]


class JudgeServer:
    """One judge at one issue."""

    def __init__(self, room: Room, judge: str, port: int, write: Write) -> None:
        self.room, self.judge, self._write = room, judge, write
        self.token = secrets.token_urlsafe(24)
        self._lock = threading.Lock()
        self._resolve = functools.lru_cache(maxsize=50_000)(room.resolve)
        self._seen = self._stamp()
        self.desk: Desk = open_desk(room.inbox.reports(), room.verdicts()[0], self._resolve, room.deadline.isoformat())
        self._pages = functools.lru_cache(maxsize=200)(self._crop)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), functools.partial(_Handler, self))
        self._server.daemon_threads = True

    @property
    def port(self) -> int:
        """The port that was free."""
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        """What the judge opens; the token in it opens the door once and then stays in a cookie."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    def serve(self) -> None:
        """Until :meth:`close`."""
        self._server.serve_forever(poll_interval=0.2)

    def close(self) -> None:
        """Stop listening."""
        self._server.server_close()

    def stop(self) -> None:
        """Stop :meth:`serve` from another thread."""
        self._server.shutdown()

    # What the page asks for

    def case(self, name: str) -> Case | None:
        """A case by name."""
        return next((case for case in self.desk.cases if case.fault.name == name), None)

    def _take_in(self) -> None:
        """What another judge at this machine has decided meanwhile counts at once."""
        with self._lock:
            seen = self._stamp()
            if seen == self._seen:
                return
            self.desk, self._seen = settle_desk(self.desk, self.room.verdicts()[0]), seen

    def _stamp(self) -> tuple[int, int]:
        # The file is replaced whole each time: its inode tells as much as its time.
        path = self.room.verdicts_path
        return (path.stat().st_ino, path.stat().st_mtime_ns) if path.is_file() else (0, 0)

    def overview(self) -> dict[str, object]:
        """The list, the table of weights, the estimate."""
        self._take_in()
        rate = self.room.rate(self.desk)
        return {
            "issue": self.room.name,
            "judge": self.judge,
            "deadline": self.room.deadline.isoformat(),
            "cases": [case_summary(case, self._index_of(case)) for case in self.desk.cases],
            "weights": weights(),
            "others": others(self.desk),
            "reports": len(self.desk.reports),
            "rate": {"value": rate.in_ten_thousand, "within": rate.within_limit, "factors": list(rate.factors)},
        }

    def detail(self, case: Case) -> dict[str, object]:
        """One case."""
        return case_detail(case, self.desk, self._index_of(case))

    def _index_of(self, case: Case) -> PrintedIndex:
        spot = case.fault.spot
        return next((index for index in self.room.earlier if spot and index.issue == spot.number.issue), self.room.index)

    def decide(self, asked: dict[str, object]) -> tuple[int, dict[str, object]]:
        """Write one verdict; 409 says what keeps it from being written."""
        if "adopt" in asked:
            return self._adopt(str(asked["adopt"]))
        case = self.case(str(asked.get("name", "")))
        if case is None or asked.get("decision") not in [each.value for each in Decision]:
            return 404, {"problem": "没有这一处"}
        verdict, problem = decide(case, self._choice(case, asked), self._index_of(case))
        if verdict is None:
            return 409, {"problem": problem}
        self.room.record(verdict, self._write)
        self._take_in()
        after = self.case(case.fault.name)
        return 200, {"case": self.detail(after) if after else {}, "rate": self.room.rate(self.desk).in_ten_thousand}

    def _adopt(self, receipt: str) -> tuple[int, dict[str, object]]:
        """收作报错: a message that was taken for no report comes before the judge; the verdict on it makes it stay one."""
        with self._lock:
            lead = next(((name, filed) for name, filed in self.desk.leads.items() if shown_receipt(name) == receipt), None)
            if lead is None:
                return 404, {"problem": "没有这封来信"}
            self.desk = settle_desk(self.desk, self.room.verdicts()[0], lead[:1])
        case = next(case for case in self.desk.cases if lead[1][0] in case.fault.claims)
        return 200, {"case": self.detail(case), "rate": self.room.rate(self.desk).in_ten_thousand}

    def _choice(self, case: Case, asked: dict[str, object]) -> Choice:
        now = datetime.datetime.now().astimezone().isoformat(timespec="microseconds")
        place = asked.get("candidate")
        spots = [candidate.spot for candidate in case.fault.first.claim.candidates]
        spot = spots[place] if isinstance(place, int) and 0 <= place < len(spots) else None
        words = {key: str(asked.get(key, ""))[:400] for key in ("printed", "corrected", "kind", "reason")}
        return Choice(Decision(str(asked["decision"])), self.judge, now, spot, words["printed"], words["corrected"], words["kind"], asked.get("important") is True, words["reason"], asked.get("final") is True)

    def figures(self) -> str:
        """The charts."""
        return charts([*published_figures(self.room.root, before=self.room.name), self.room.figures(self.desk)])

    def crop(self, number: str, part: str, ordinal: int) -> bytes | None:
        """A cut of the page."""
        return self._pages(number, part, ordinal)

    def _crop(self, number: str, part: str, ordinal: int) -> bytes | None:
        known = parse_number(number)
        index = next((index for index in (self.room.index, *self.room.earlier) if known and index.issue == known.issue), None)
        if index is None or known is None:
            return None
        spot = Spot(known, part, ordinal)
        return draw_crop(self.room.root, index.issue, index.layout, spot, stretch_of(index, spot))


class _Handler(BaseHTTPRequestHandler):
    """One request. Anything not named here is refused."""

    server_version, sys_version = "desk", ""
    timeout = 20

    def __init__(self, desk: JudgeServer, *rest: object) -> None:
        self.desk = desk
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Pages and data."""
        parts = urlsplit(self.path)
        if not self._own_host():
            return self._refuse(403)
        if parts.path == "/" and hmac.compare_digest(parse_qs(parts.query).get("token", [""])[0].encode(), self.desk.token.encode()):
            return self._welcome()
        if not self._admitted() or self._from_elsewhere():
            return self._refuse(403)
        return self._answer(parts.path, parse_qs(parts.query))

    def _answer(self, path: str, query: dict[str, list[str]]) -> None:
        crop = _CROP.fullmatch(path)
        if path == "/":
            return self._send(200, "text/html; charset=utf-8", self._page())
        if path in _STATIC:
            return self._send(200, _STATIC[path], (self.desk.room.root / "theme" / "judge" / path[1:]).read_bytes())
        if path == "/overview.json":
            return self._json(200, self.desk.overview())
        if path == "/case.json":
            case = self.desk.case(query.get("name", [""])[0])
            return self._json(200, self.desk.detail(case)) if case else self._refuse(404)
        if path == "/figures":
            return self._send(200, "text/html; charset=utf-8", self._figures())
        picture = self.desk.crop(crop[1], crop[2], int(crop[3])) if crop else None
        return self._send(200, "image/png", picture) if picture else self._refuse(404)

    def do_POST(self) -> None:
        """A verdict: from our own page, with the token in a header that no other site can set."""
        given = self.headers.get("X-Desk-Token", "")
        own = self.headers.get("Origin", "") == f"http://{self.headers.get('Host', '')}"
        plain = self.headers.get("Content-Type", "").split(";")[0] == "application/json"
        if not (self._own_host() and self._admitted() and own and plain and hmac.compare_digest(given.encode(), self.desk.token.encode())):
            return self._refuse(403)
        length = self.headers.get("Content-Length", "")
        if self.path != "/verdict" or not length.isdigit() or int(length) > _MOST:
            return self._refuse(413 if length.isdigit() and int(length) > _MOST else 404)
        try:
            asked = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError):
            return self._refuse(400)
        return self._json(*self.desk.decide(asked)) if isinstance(asked, dict) else self._refuse(400)

    # Who may

    def _own_host(self) -> bool:
        return self.headers.get("Host", "") in (f"127.0.0.1:{self.desk.port}", f"localhost:{self.desk.port}")

    def _admitted(self) -> bool:
        try:
            cookie = SimpleCookie(self.headers.get("Cookie", ""))
        except CookieError:
            return False
        held = cookie["desk"].value if "desk" in cookie else ""
        return hmac.compare_digest(held.encode(), self.desk.token.encode())

    def _from_elsewhere(self) -> bool:
        return self.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")

    # Answers

    def _welcome(self) -> None:
        self.send_response(303)
        self.send_header("Set-Cookie", f"desk={self.desk.token}; HttpOnly; SameSite=Strict; Path=/")
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self._protect()
        self.end_headers()

    def _page(self) -> bytes:
        page = (self.desk.room.root / "theme" / "judge" / "judge.html").read_text("utf-8")
        return page.replace("{{token}}", self.desk.token).encode()

    def _figures(self) -> bytes:
        page = (self.desk.room.root / "theme" / "judge" / "figures.html").read_text("utf-8")
        return page.replace("{{charts}}", self.desk.figures()).encode()

    def _json(self, status: int, document: dict[str, object]) -> None:
        self._send(status, "application/json; charset=utf-8", json.dumps(document, ensure_ascii=True).encode())

    def _refuse(self, status: int) -> None:
        self._send(status, "text/plain; charset=utf-8", b"refused\n" if status == 403 else b"no such thing\n")

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self._protect()
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _protect(self) -> None:
        for name, value in (
            ("Content-Security-Policy", _POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ):
            self.send_header(name, value)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: addresses bear the token."""
