"""The desk's web server: what the guard lets in, and that nothing sent to it makes it stumble."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from build_tools.desk.serving import Door, LocalServer, new_token, read_json, refused


async def _echo(request: Request) -> Response:
    asked = await read_json(request)
    return PlainTextResponse(f"{len(asked)}") if asked is not None else refused(400)


def _fails(request: Request) -> Response:
    raise RuntimeError("secret")


@contextmanager
def serving(door: Door) -> Iterator[LocalServer]:
    routes = [
        Route("/", lambda request: PlainTextResponse("page")),
        Route("/echo", _echo, methods=["POST"]),
        Route("/fails", _fails),
    ]
    server = LocalServer(routes, door)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield server
    server.stop()
    thread.join(10)
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with serving(Door(token=new_token())) as running:
        yield running


def raw(server: LocalServer, request: bytes) -> bytes:
    """What comes back for bytes that no browser would send."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as knock:
        knock.sendall(request)
        knock.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: knock.recv(65536), b""))


def own(server: LocalServer) -> dict[str, str]:
    return {
        "Cookie": f"desk-{server.port}={server.door.token}",
        "Origin": f"http://127.0.0.1:{server.port}",
        "X-Desk-Token": server.door.token,
        "Content-Type": "application/json",
    }


def ask(
    server: LocalServer, method: str, path: str, body: object = None, **headers: str
) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, given)  # type: ignore[arg-type]
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, {name.lower(): value for name, value in answer.headers.items()}


def test_a_change_comes_in_with_cookie_header_and_origin_only(server: LocalServer) -> None:
    assert ask(server, "POST", "/echo", "{}", **own(server))[:2] == (200, "0")
    for missing in own(server):
        given = {name: value for name, value in own(server).items() if name != missing}
        assert ask(server, "POST", "/echo", "{}", **given)[0] == 403, missing


@pytest.mark.parametrize(
    "line",
    [
        b"GET //[ HTTP/1.1",
        b"GET http://[ HTTP/1.1",
        b"GET /%00%ff?token=%ff HTTP/1.1",
        b"POST /echo HTTP/1.1\r\nContent-Length: \xb2",
        b"POST /echo HTTP/1.1\r\nContent-Length: -1",
        b"BREW / HTTP/1.1",
        b"\x16\x03\x01\x02\x00",
    ],
)
def test_bytes_that_no_browser_sends_get_a_refusal_and_the_server_lives(
    server: LocalServer, line: bytes
) -> None:
    keys = "".join(f"\r\n{name}: {value}" for name, value in own(server).items()).encode()
    host = f"\r\nHost: 127.0.0.1:{server.port}".encode()
    answer = raw(server, line + host + keys + b"\r\nConnection: close\r\n\r\n")
    assert answer == b"" or answer.split()[1][:1] == b"4"
    assert ask(server, "GET", "/", **own(server))[:2] == (200, "page")


def test_a_body_longer_than_it_may_be_is_refused_whatever_its_header_says(server: LocalServer) -> None:
    assert ask(server, "POST", "/echo", "x" * 70_000, **own(server))[0] == 413
    chunks = iter([b"x" * 40_000] * 3)
    assert ask(server, "POST", "/echo", chunks, **own(server))[0] == 413


@pytest.mark.parametrize("body", ["{", "[]", "[" * 50_000, "\ud800".encode("utf-8", "surrogatepass"), "NaN"])
def test_a_body_that_is_no_object_is_told_apart(server: LocalServer, body: str | bytes) -> None:
    assert ask(server, "POST", "/echo", body, **own(server))[0] == 400


def test_two_desks_in_one_browser_do_not_lock_each_other_out(server: LocalServer) -> None:
    with serving(Door(token=new_token())) as other:
        both = "; ".join(own(each)["Cookie"] for each in (server, other))
        for each in (server, other):
            assert ask(each, "GET", "/", Cookie=both)[0] == 200


def test_without_a_token_it_may_be_read_but_not_changed() -> None:
    with serving(Door()) as open_door:
        assert ask(open_door, "GET", "/")[:2] == (200, "page")
        assert ask(open_door, "GET", "/", Host="evil.example")[0] == 403
        assert ask(open_door, "POST", "/echo", "{}", **own(open_door))[0] == 403


def test_a_page_that_fails_tells_nothing_of_the_program(server: LocalServer) -> None:
    status, text, headers = ask(server, "GET", "/fails", **own(server))
    assert status == 500 and "secret" not in text and "Traceback" not in text
    assert headers["content-security-policy"].startswith("default-src 'none'")


def test_every_answer_bears_the_guards(server: LocalServer) -> None:
    for path, keys in (("/", own(server)), ("/nothing", own(server)), ("/", {})):
        headers = ask(server, "GET", path, **keys)[2]
        assert headers["x-content-type-options"] == "nosniff" and headers["cache-control"] == "no-store"
        assert "server" not in headers
