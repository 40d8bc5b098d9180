"""应门: answers browsers on this machine: the preview's tree, newer page pictures, the state of the board.

In: the tree's folder and the board. Out: pages with the preview's script in them, which stands in no file. Only GET and
HEAD; only for the host it was told to be, so that no page from elsewhere can read a paper that is not out yet.
"""

from __future__ import annotations

import ipaddress
import json
import re
import socket
from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from build_tools.production.inputs import PROGRAM
from build_tools.production.preview.board import Board
from build_tools.production.preview.pages import Moved, address_of, find_file, type_of

OWN = PROGRAM.parent / "theme" / "preview"
STATE, EVENTS, PROOF = "_preview/state.json", "_preview/events", "_proof/"
_FILES = {
    "_preview/strip.js": "strip.js",
    "_preview/strip.css": "strip.css",
    "_preview/proof.js": "proof.js",
    "_preview/proof.css": "proof.css",
    PROOF: "proof.html",
}
_HEARTBEAT_SECONDS = 15.0
_IDLE_SECONDS = 60.0
_LOCAL = ("localhost", "127.0.0.1", "::1")
_ISSUE = re.compile(r"(20[0-9]{2}-[0-9]{2})/")


class PreviewServer(ThreadingHTTPServer):
    """应门."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(
        self, host: str, port: int, tree: Path, board: Board, looked_at: Callable[[str], None]
    ) -> None:
        """``looked_at`` is told which issue somebody looks at. Raises OSError when the address cannot be had."""
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.tree, self.board, self.looked_at = tree, board, looked_at
        self._named = host
        super().__init__((host, port), _Answer)

    def server_bind(self) -> None:
        """As every server does, but without asking a name server for our name."""
        if self.allow_reuse_address:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self._named, self.server_address[1]

    def is_ours(self, header: str | None) -> bool:
        """Whether a Host header names us. A name that only leads here is refused (DNS rebinding); a bare address cannot be rebound."""
        if not header:
            return False
        host = re.sub(r":[0-9]*$", "", header).strip("[]").lower()
        if host in _LOCAL or host == self._named.lower():
            return True
        return not _is_loopback(self._named) and _is_address(host)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is nothing to speak of."""


class _Answer(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"
    timeout = _IDLE_SECONDS

    def do_GET(self) -> None:
        """Everything that can be looked at."""
        address = address_of(self.path)
        if not self.server.is_ours(self.headers.get("Host")):
            self._send(HTTPStatus.FORBIDDEN, b"not this host\n", "text/plain")
        elif address is None:
            self._not_found()
        elif address == EVENTS:
            self._stream()
        elif address == STATE:
            self._send(HTTPStatus.OK, _written(self.server.board.state()), type_of(address))
        elif address in _FILES:
            self._send(HTTPStatus.OK, (OWN / _FILES[address]).read_bytes(), type_of(_FILES[address]))
        else:
            self._page(address)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads a list of requests."""

    def version_string(self) -> str:
        """Say no more than necessary."""
        return "chenbao"

    def _page(self, address: str) -> None:
        if issue := _ISSUE.match(address):
            self.server.looked_at(issue.group(1))
        newer = self.server.board.overlay(address)
        if newer is not None:
            return self._send(HTTPStatus.OK, newer, type_of(address))
        found = find_file(self.server.tree, address)
        if isinstance(found, Moved):
            return self._send(HTTPStatus.MOVED_PERMANENTLY, b"", "text/plain", Location=found.location)
        try:
            content = found.read_bytes() if found else None
        except OSError:
            content = None
        if found is None or content is None:
            return self._not_found()
        return self._send(HTTPStatus.OK, content, type_of(found.name))

    def _not_found(self) -> None:
        page = self.server.tree / "404.html"
        try:
            self._send(HTTPStatus.NOT_FOUND, page.read_bytes(), type_of(page.name))
        except OSError:
            self._send(
                HTTPStatus.NOT_FOUND,
                "<!doctype html><meta charset=utf-8><title>没有这一页</title><body>没有这一页。</body>".encode(),
                type_of(page.name),
            )

    def _send(self, status: HTTPStatus, content: bytes, kind: str, **headers: str) -> None:
        etag = f'"{sha256(content).hexdigest()[:20]}"'
        if status is HTTPStatus.OK and self.headers.get("If-None-Match") == etag:
            status, content = HTTPStatus.NOT_MODIFIED, b""
        elif kind.startswith("text/html"):
            content = injected(content, etag)
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(content)),
            "ETag": etag,
            "Cache-Control": "no-cache",
            **_GUARDS,
            **headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def _stream(self) -> None:
        """The state now and whenever it changes, as server-sent events, until the browser goes."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for name, value in {
            "Content-Type": "text/event-stream; charset=utf-8",
            "Cache-Control": "no-store",
            "Connection": "close",
            **_GUARDS,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        told: object = -1
        while self.command == "GET":
            state = self.server.board.state()
            line = b"data: " + _written(state) + b"\n\n" if state["serial"] != told else b": \n\n"
            self.wfile.write(line)
            told = state["serial"]
            if self.server.board.wait(int(str(told)), _HEARTBEAT_SECONDS) is None:
                return


_GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}


def injected(page: bytes, version: str) -> bytes:
    """A page with the preview's script before its end; the script knows which version it stands in."""
    script = (
        f'<script src="/_preview/strip.js" data-version="{version.strip(chr(34))}" defer></script>\n'.encode()
    )
    place = page.lower().rfind(b"</body>")
    return page + script if place < 0 else page[:place] + script + page[place:]


def _written(state: object) -> bytes:
    return json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
