"""The other engines that readers have, driven by what Debian has of them: WebKitGTK (as on iPhones) and Firefox.

In: an engine's name. Out: :class:`Engine`, a window that goes to pages, is asked by scripts and touched; None where the
machine has no such engine. WebKitGTK is asked over WebDriver (webkit2gtk-driver, in a screen of Xvfb), Firefox over its
own Marionette, with which no further program is needed.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENGINES = ("WebKitGTK", "Firefox")
_MINI_BROWSER = "/usr/lib/*/webkit2gtk-4.?/MiniBrowser"
_PATIENCE = 60.0


@dataclass
class Engine:
    """One window. ``ask`` sends a command of WebDriver and gives its value."""

    name: str
    ask: Callable[[str, str, dict[str, Any]], Any]

    def run(self, script: str, *arguments: object) -> Any:
        """A function's body run in the page; what it returns."""
        return self.ask("ExecuteScript", "execute/sync", {"script": script, "args": list(arguments)})

    def until(self, script: str) -> bool:
        """Whether the body comes to return something true."""
        end = time.monotonic() + _PATIENCE / 4
        while time.monotonic() < end:
            if self.run(script):
                return True
            time.sleep(0.1)
        return False

    def press(self, selector: str) -> None:
        """Put the pointer on the element that the selector finds, once it is in sight, and press."""
        self.run(
            "document.querySelector(arguments[0]).scrollIntoView({block: 'center', behavior: 'instant'})",
            selector,
        )
        found = self.ask("FindElement", "element", {"using": "css selector", "value": selector})
        found = found.get("value", found)
        (key,) = (value for value in found.values() if isinstance(value, str))
        self.ask("ElementClick", f"element/{key}/click", {"id": key})

    def open_framed(self, home: str, address: str, width: int, height: int) -> None:
        """Go there in a frame so wide: windows of desktops do not get as narrow as a phone."""
        self.ask("SwitchToFrame", "frame", {"id": None})
        self.ask("SetWindowRect", "window/rect", {"width": 1400, "height": 1000})
        self.ask("Navigate", "url", {"url": f"{home}robots.txt"})
        script = """const frame = document.createElement("iframe");
          frame.style.cssText = `position: fixed; inset: 0 auto auto 0; border: 0; width: ${arguments[1]}px; height: ${arguments[2]}px`;
          frame.addEventListener("load", () => { frame.dataset.loaded = ""; });
          frame.src = arguments[0];
          document.body.replaceChildren(frame);"""
        self.run(script, home + address, width, height)
        self.until("return 'loaded' in document.querySelector('iframe').dataset")
        self.ask("SwitchToFrame", "frame", {"id": 0})

    def picture(self, path: Path) -> None:
        """What the window shows, as a PNG."""
        time.sleep(0.2)  # WebKitGTK may show what was painted before
        told = self.ask("TakeScreenshot", "screenshot", {"full": False, "hash": False})
        path.write_bytes(base64.b64decode(told))


@contextmanager
def started(name: str) -> Iterator[Engine | None]:
    """WebKitGTK or Firefox, for the length of the block."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        yield _webkit(stack, folder) if name == "WebKitGTK" else _firefox(stack, folder)


def _webkit(stack: ExitStack, folder: Path) -> Engine | None:
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browsers = sorted(str(path) for path in Path("/").glob(_MINI_BROWSER[1:]))
    if not (driver and screen and browsers):
        return None
    number, port = _free_port(), _free_port()
    display = f":{number % 30000 + 100}"
    stack.callback(_ended, _begun([screen, display, "-screen", "0", "1500x1100x24"], folder))
    stack.callback(_ended, _begun([driver, "-p", str(port)], folder, DISPLAY=display, GDK_BACKEND="x11"))
    options = {"binary": browsers[-1], "args": ["--automation"]}
    home = f"http://127.0.0.1:{port}/session"
    wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
    session = f"{home}/{_patiently(lambda: _sent(home, wanted))['sessionId']}"

    def ask(_: str, command: str, facts: dict[str, Any]) -> Any:
        return _sent(f"{session}/{command}", None if command == "screenshot" else facts)

    return Engine("WebKitGTK", ask)


def _sent(address: str, facts: dict[str, Any] | None) -> Any:
    body = None if facts is None else json.dumps(facts).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
        return json.loads(answer.read())["value"]


def _firefox(stack: ExitStack, folder: Path) -> Engine | None:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        return None
    port = _free_port()
    (folder / "user.js").write_text(f'user_pref("marionette.port", {port});\n', encoding="utf-8")
    command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
    stack.callback(_ended, _begun(command, folder))
    line = stack.enter_context(_patiently(lambda: socket.create_connection(("127.0.0.1", port), _PATIENCE)))

    def heard() -> Any:
        length = b""
        while (byte := line.recv(1)) != b":":
            length += byte
        message = b""
        while len(message) < int(length):
            message += line.recv(int(length) - len(message))
        return json.loads(message)

    def ask(command: str, _: str, facts: dict[str, Any]) -> Any:
        message = json.dumps([0, 1, f"WebDriver:{command}", facts]).encode()
        line.sendall(b"%d:%s" % (len(message), message))
        _, _, fault, value = heard()
        if fault:
            raise RuntimeError(f"{command}: {fault['message']}")
        return value["value"] if isinstance(value, dict) and value.keys() == {"value"} else value

    heard()
    ask("NewSession", "", {})
    return Engine("Firefox", ask)


def _begun(command: list[str], home: Path, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        env=os.environ | {"HOME": str(home)} | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _ended(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _patiently(attempt: Callable[[], Any]) -> Any:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return attempt()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
