"""应门: the one web server of the desk: Starlette behind uvicorn, and the guard before every page.

In: routes and a :class:`Door`. Out: a :class:`LocalServer` to run. The guard refuses other host names (DNS rebinding),
other origins (cross-site requests), requests without the token, bodies that are too large; it adds the headers that
forbid a page whatever it does not need. Pages know nothing of it.

    door = Door(token=new_token())
    server = LocalServer([Route("/", page)], door, port=0)
    server.serve()                                    # until stop() from another thread, or Ctrl-C
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import json
import secrets
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Protocol
from urllib.parse import parse_qs

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

STRICT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""For pages that are wholly ours: nothing from elsewhere, no script or style in the page itself."""
TOKEN_HEADER = "x-desk-token"
"""What no other site can set without being asked for first; scripts send the token in it with every change."""
_READING = ("GET", "HEAD")
_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_KEEP_ALIVE_SECONDS, _SHUTDOWN_SECONDS = 20, 1
_HEAD_SECONDS, _BODY_SECONDS = 15.0, 90.0
"""So long a request's head and its body may take: who is slower holds a place that others need."""
_MOST_AT_ONCE = 300


def new_token() -> str:
    """口令: 32 letters, different at every start."""
    return secrets.token_urlsafe(24)


def cookie_name(port: int) -> str:
    """Cookies know no port: without it in the name two desks in one browser would overwrite each other's."""
    return f"desk-{port}"


@dataclass(frozen=True, slots=True)
class Pass:
    """证: who comes in, as what, and the token that his own page sends with every change."""

    name: str
    role: str
    token: str


class Keeper(Protocol):
    """看门: knows who has signed in."""

    def admit(self, cookie: str) -> Pass | None:
        """The person whose session this is; None lets him no further than the open paths."""

    def may_ask(self, address: str) -> bool:
        """Whether this address has not asked too often."""


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in, and with how much.

    ``token`` "" lets everybody read who reaches the address, and nobody change anything. ``largest_body`` in bytes;
    ``bodies`` are the media types that a change may have; ``policy`` is the Content-Security-Policy, "" for none.
    ``large`` are paths to which ``largest_upload`` bytes may be sent. With a ``keeper`` people sign in: ``open_paths``
    are for everybody, what lies in ``open_folder`` is read by who knows its address, ``public`` is the origin under which a proxy shows the desk (``https://desk.example.org``).
    """

    token: str = ""
    largest_body: int = 64 * 1024
    bodies: tuple[str, ...] = ("application/json",)
    policy: str = STRICT_POLICY
    caching: str = "no-store"
    large: tuple[str, ...] = ()
    largest_upload: int = 64 * 1024
    keeper: Keeper | None = None
    open_paths: tuple[str, ...] = ()
    open_folder: str = ""
    public: str = ""

    def most(self, path: str) -> int:
        """Bytes that may be sent to a path."""
        return self.largest_upload if path in self.large else self.largest_body


class LocalServer:
    """Routes behind a door, on one address. Raises OSError when the address cannot be had."""

    def __init__(
        self, routes: Sequence[BaseRoute], door: Door, port: int = 0, host: str = "127.0.0.1"
    ) -> None:
        self.door, self.host = door, host
        self._socket = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((host, port))
            # Listening before it serves: whoever is told the address may knock at once.
            self._socket.listen(128)
        except (OSError, OverflowError):
            self._socket.close()
            raise
        self.port = int(self._socket.getsockname()[1])
        app = Starlette(routes=list(routes), exception_handlers={HTTPException: _refusing, 500: _broken})
        self._server = uvicorn.Server(
            uvicorn.Config(
                _Guard(app, door, host, self.port),
                loop="asyncio",
                http=_Timely,
                limit_concurrency=_MOST_AT_ONCE,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,  # addresses bear the token
                server_header=False,
                timeout_keep_alive=_KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
            )
        )

    @property
    def address(self) -> str:
        """What the browser opens; the token in it opens the door once and then stays in a cookie."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/" + (f"?token={self.door.token}" if self.door.token else "")

    def serve(self) -> None:
        """Until :meth:`stop` or Ctrl-C."""
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self.close()

    def stop(self) -> None:
        """End :meth:`serve` from another thread; streams that are open are cut after a second."""
        self._server.should_exit = True

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()


async def read_json(request: Request) -> dict[str, object] | None:
    """The body as a JSON object; None when it is none."""
    try:
        asked = json.loads(await request.body())
    except (ValueError, RecursionError):
        return None
    return asked if isinstance(asked, dict) else None


def refused(status: int) -> Response:
    """An answer that says no more than its number."""
    return PlainTextResponse("refused\n" if status == 403 else "no such thing\n", status)


async def _refusing(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    return refused(404 if status == 405 else status)


async def _broken(request: Request, error: Exception) -> Response:
    return PlainTextResponse("出错了：程序没有料到这个请求。\n", 500)


class _Guard:
    """The door itself, as plain ASGI: what it refuses never reaches a page."""

    def __init__(self, app: ASGIApp, door: Door, host: str, port: int) -> None:
        self._app, self._door, self._host, self._port = app, door, host, port

    @property
    def _cookie(self) -> str:
        return cookie_name(self._port)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        answer = self._stopped(scope, headers)
        guarded = self._protecting(send)
        if answer is not None:
            return await answer(scope, receive, guarded)
        await self._app(
            scope, _Bounded(receive, self._door.most(scope["path"]), self._may_still(scope, headers)), guarded
        )

    def _may_still(self, scope: Scope, headers: Headers) -> Callable[[], bool]:
        """Asked when the whole body is there: who was sent away, or given another role, meanwhile does nothing more."""
        keeper, person = self._door.keeper, scope.get("pass")
        if keeper is None or person is None:
            return lambda: True
        session = self._session(headers)
        return lambda: keeper.admit(session) == person

    def _stopped(self, scope: Scope, headers: Headers) -> Response | None:
        """What is answered in place of the page; None lets the request in."""
        if not self._names_us(headers.get("host", "")):
            return refused(403)
        if self._door.keeper is not None:
            return self._stopped_by_keeper(self._door.keeper, scope, headers)
        if scope["method"] in _READING and self._shows_token(scope):
            welcome = RedirectResponse("/", 303)
            welcome.set_cookie(self._cookie, self._door.token, httponly=True, samesite="strict", path="/")
            return welcome
        elsewhere = headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
        if self._door.token and (not self._admitted(headers) or elsewhere):
            return refused(403)
        if scope["method"] not in _READING and not self._may_change(headers):
            return refused(403)
        return self._too_large(scope, headers)

    def _too_large(self, scope: Scope, headers: Headers) -> Response | None:
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return refused(400)
        most = self._door.most(scope["path"])
        return refused(413) if len(length) > 15 or int(length) > most else None

    def _stopped_by_keeper(self, keeper: Keeper, scope: Scope, headers: Headers) -> Response | None:
        if not keeper.may_ask(str((scope.get("client") or ("",))[0])):
            return refused(429)
        person = keeper.admit(self._session(headers))
        scope["pass"] = person
        changes = scope["method"] not in _READING
        if not changes and self._door.open_folder and scope["path"].startswith(self._door.open_folder):
            return None
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none") and (
            changes or scope["path"] != "/"
        ):
            return refused(403)
        if person is None and scope["path"] not in self._door.open_paths:
            return RedirectResponse("/login", 303) if scope["path"] == "/" and not changes else refused(401)
        if changes:
            shown = headers.get(TOKEN_HEADER, "").encode("utf-8", "replace")
            own = person is None or hmac.compare_digest(shown, person.token.encode())
            if not (own and self._from_our_page(headers)):
                return refused(403)
        return self._too_large(scope, headers)

    def _session(self, headers: Headers) -> str:
        try:
            cookie = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return ""
        return cookie[self._cookie].value if self._cookie in cookie else ""

    def _from_our_page(self, headers: Headers) -> bool:
        ours = (f"http://{headers.get('host', '')}", self._door.public)
        kind = headers.get("content-type", "").split(";")[0].strip()
        return headers.get("origin", "") in ours and bool(headers.get("origin")) and kind in self._door.bodies

    def _names_us(self, host: str) -> bool:
        """A name that only leads here is refused; a bare address cannot be rebound."""
        if self._door.public and host.lower() == self._door.public.partition("://")[2].lower():
            return True
        name, _, port = host.rpartition(":")
        if port != str(self._port):
            return False
        if name.lower() in (*_LOCAL, self._host.lower(), f"[{self._host.lower()}]"):
            return True
        return not _is_loopback(self._host) and _is_address(name.strip("[]"))

    def _shows_token(self, scope: Scope) -> bool:
        shown = parse_qs(scope["query_string"].decode("latin-1")[:4000]).get("token", [""])[0]
        return scope["path"] == "/" and bool(self._door.token) and self._is_token(shown)

    def _admitted(self, headers: Headers) -> bool:
        return self._is_token(self._session(headers))

    def _may_change(self, headers: Headers) -> bool:
        """From our own page, with the token in a header that no other site can set."""
        return (
            bool(self._door.token)
            and self._from_our_page(headers)
            and self._is_token(headers.get(TOKEN_HEADER, ""))
        )

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "replace"), self._door.token.encode())

    def _protecting(self, send: Send) -> Send:
        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Cache-Control", self._door.caching)
                for name, value in (
                    ("Content-Security-Policy", self._door.policy),
                    ("X-Content-Type-Options", "nosniff"),
                    ("X-Frame-Options", "DENY"),
                    ("Referrer-Policy", "no-referrer"),
                    ("Cross-Origin-Resource-Policy", "same-origin"),
                    ("Cross-Origin-Opener-Policy", "same-origin"),
                ):
                    if value:
                        headers.setdefault(name, value)
            await send(message)

        return protected


class _Bounded:
    """A body that ends with a refusal when it is longer than it may be, whatever its header says, or its sender may not any more."""

    def __init__(self, receive: Receive, most: int, may_still: Callable[[], bool]) -> None:
        self._receive, self._left, self._may_still = receive, most, may_still

    async def __call__(self) -> Message:
        try:
            message = await asyncio.wait_for(self._receive(), _BODY_SECONDS)
        except TimeoutError:
            raise HTTPException(408) from None
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise HTTPException(413)
        if message["type"] == "http.request" and not message.get("more_body") and not self._may_still():
            raise HTTPException(401)
        return message


class _Timely(H11Protocol):
    """A connection that is closed when the head of its first request takes too long."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.loop.call_later(_HEAD_SECONDS, self._hurry)

    def _hurry(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(name: str) -> bool:
    return name == "localhost" or (_is_address(name) and ipaddress.ip_address(name).is_loopback)
