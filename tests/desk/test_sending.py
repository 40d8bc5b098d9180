"""What is in the history goes to the remote: in the background, without a question, and whoever writes is told when it does not."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from build_tools.desk import editing
from build_tools.desk.history import History
from tests.desk.conftest import JIA, git
from tests.desk.test_editing import ROAD, Browser, quoted, running
from tests.waiting import until


@pytest.fixture
def remote(desk_root: Path, tmp_path: Path) -> Path:
    """An empty repository that the paper knows as origin."""
    place = tmp_path / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", place], check=True)
    git(desk_root, "remote", "add", "origin", str(place))
    return place


def newest(repository: Path) -> str:
    done = subprocess.run(
        ["git", "-C", repository, "rev-parse", "-q", "--verify", "main"], capture_output=True
    )
    return done.stdout.decode().strip()


def write(root: Path, history: History, words: str) -> str:
    content = f"---\nheadline: 门口的路\n---\n\n{words}\n".encode()
    (root / ROAD).write_bytes(content)
    return history.commit({ROAD: content}, JIA, words)


def test_without_a_remote_there_is_nothing_to_send(desk_root: Path) -> None:
    history = History(desk_root)
    assert history.remote() == ("", "") and history.push() == ""
    history.close()


def test_the_only_remote_is_sent_to_and_the_one_that_is_followed_before_it(
    desk_root: Path, remote: Path, tmp_path: Path
) -> None:
    history = History(desk_root)
    commit = write(desk_root, history, "路平了。")
    assert history.push() == "" and newest(remote) == commit
    other = tmp_path / "other.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", other], check=True)
    git(desk_root, "remote", "add", "other", str(other))
    assert history.remote() == ("", "")  # which of the two is nobody's to guess
    git(desk_root, "config", "branch.main.remote", "other")
    git(desk_root, "config", "branch.main.merge", "refs/heads/main")
    assert history.push() == "" and newest(other) == commit
    history.close()


def test_a_remote_that_went_on_or_is_gone_is_told_and_nothing_is_forced(
    desk_root: Path, remote: Path, tmp_path: Path
) -> None:
    history = History(desk_root)
    write(desk_root, history, "路平了。")
    assert history.push() == ""
    colleague = tmp_path / "colleague"
    subprocess.run(["git", "clone", "-q", remote, colleague], check=True)
    git(
        colleague,
        "-c",
        "user.name=丙",
        "-c",
        "user.email=c@x.invalid",
        "commit",
        "-qm",
        "远端",
        "--allow-empty",
    )
    git(colleague, "push", "-q")
    there = newest(remote)
    write(desk_root, history, "路又平了。")
    assert "先合并" in history.push() and newest(remote) == there
    remote.rename(tmp_path / "gone.git")
    assert "送不到远端" in history.push()
    history.close()


def test_the_desk_sends_by_itself_and_says_when_it_cannot(
    desk_root: Path, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editing, "_SENDING_SECONDS", 0.1)
    monkeypatch.setattr(editing, "_AGAIN_SECONDS", 0.1)
    with running(desk_root) as server:
        browser = Browser(server)

        def save(old: str, new: str) -> dict[str, Any]:
            _, story = browser.ask("GET", f"/story.json?path={quoted(ROAD)}")
            text = story["text"].replace(old, new)
            told: dict[str, Any] = browser.ask(
                "POST", "/save", {"path": ROAD, "base": story["text"], "text": text}
            )[1]
            return told

        assert newest(remote) == ""  # what lay here before is not the desk's to send
        save("坑洼已久", "坑洼多年")
        until(lambda: newest(remote) == git(desk_root, "rev-parse", "HEAD").strip())
        gone = remote.rename(remote.with_name("gone.git"))
        assert save("坑洼多年", "坑洼已久")["trouble"] == ""  # saving waits for nobody
        until(lambda: "送不到" in browser.ask("GET", "/state.json?tab=x")[1]["unsent"])
        gone.rename(remote)
        until(lambda: browser.ask("GET", "/state.json?tab=x")[1]["unsent"] == "")
        assert newest(remote) == git(desk_root, "rev-parse", "HEAD").strip()
        save("坑洼已久", "坑洼三年")
    # The last one goes when the desk is shut.
    assert newest(remote) == git(desk_root, "rev-parse", "HEAD").strip()
