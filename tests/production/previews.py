"""A preview at work in this process, to be asked as browsers ask it, and an editor who saves files.

In: a paper's folder. Out: answers, the state of its board; a way to wait for what must come.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from build_tools.production.preview.serving import Preview
from tests.waiting import PATIENCE

ARTICLE, PAGE = "issues/2021-06/阅/01-读报.md", "/2021-06/p2/"


class Served:
    """A preview at work, and what it said."""

    def __init__(self, root: Path) -> None:
        self.root, self.said = root, list[str]()
        self.ledger = (root / "issues/2021-06/ledger.yml").read_bytes()
        self.preview = Preview(root, "127.0.0.1", 0, self.said.append)
        self.port = self.preview.server.server_port

    def ask(self, path: str, *, method: str = "GET", host: str = "localhost") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, headers={"Host": host})
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.ask("/_preview/state.json")[1])
        return found

    def codes(self) -> set[str]:
        return {fault["code"] for fault in self.state()["faults"]}

    def write(self, file: str, text: str) -> None:
        (self.root / file).write_text(text, encoding="utf-8")

    def article(self, words: str) -> None:
        self.write(ARTICLE, f"---\nheadline: 读报\nweight: brief\n---\n\n{words}\n")


@contextlib.contextmanager
def at_work(served: Served) -> Iterator[Served]:
    """The preview from its start to its end."""
    served.preview.start()
    follower = threading.Thread(target=served.preview.follow, daemon=True)
    follower.start()
    try:
        yield served
    finally:
        served.preview.close()
        follower.join(PATIENCE)
    assert not follower.is_alive()


def address(served: Served) -> str:
    rows = json.loads(served.ask("/n/index.json")[1]).values()
    return next(str(row["url"]) for row in rows if row["headline"] == "读报")
