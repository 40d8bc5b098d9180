"""Two people at once: what one does while the other's deed is half done costs neither of them anything."""

from __future__ import annotations

import contextlib
import io
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import build_tools.desk.months as months_module
import build_tools.production.mending as mending_module
from build_tools.desk.facts import give_facts
from build_tools.desk.fillers import Written, save_filler
from build_tools.desk.months import Months
from build_tools.desk.people import People
from build_tools.desk.room import EditingRoom, Refusal
from build_tools.press.proofs import ProofRound
from build_tools.press.sign_off import SignedOff
from build_tools.readers.manuscripts import mended_files
from tests.desk.conftest import JIA, YI
from tests.desk.test_editing import PASSWORD, STAFF, Browser, running
from tests.waiting import until

ROAD = "issues/2026-01/要闻/01-门口的路修平了.md"
SOON = 1.0
"""Seconds in which a deed that nothing holds back is done."""


def together(*deeds: Callable[[], object]) -> list[object]:
    """What several deeds give, begun at the same moment."""
    found: list[object] = [None] * len(deeds)
    begin = threading.Barrier(len(deeds))

    def run(at: int) -> None:
        begin.wait()
        found[at] = deeds[at]()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(deeds))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return found


def meeting(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> None:
    """Whoever calls this waits for the other to call it, too, if the other can come so far."""
    real, barrier = getattr(module, name), threading.Barrier(2)

    def waiting(*given: Any, **named: Any) -> Any:
        with contextlib.suppress(threading.BrokenBarrierError):
            barrier.wait(SOON)
        return real(*given, **named)

    monkeypatch.setattr(module, name, waiting)


@pytest.fixture
def months(room: EditingRoom) -> Months:
    return Months(room)


def picture(colour: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(made, "PNG")
    return made.getvalue()


def test_two_pictures_of_one_name_are_two_pictures(months: Months, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting(monkeypatch, months_module, "take_in")
    red, blue = together(
        lambda: months.add_pictures(JIA, "", ROAD, {"IMG_1.png": picture("red")}),
        lambda: months.add_pictures(YI, "", ROAD, {"IMG_1.png": picture("blue")}),
    )
    assert isinstance(red, dict) and isinstance(blue, dict)
    assert len({*red["pictures"], *blue["pictures"]}) == 2
    colours = []
    for each in (red, blue):
        with Image.open(months.root / "issues/2026-01/images" / each["pictures"][0]) as kept:
            colours.append(kept.convert("RGB").getpixel((0, 0)))
    assert colours == [(255, 0, 0), (0, 0, 255)]


def test_two_sendings_of_one_headline_are_two_stories(
    months: Months, monkeypatch: pytest.MonkeyPatch
) -> None:
    import build_tools.production.receiving as receiving_module

    meeting(monkeypatch, receiving_module, "take_in")
    sent = {each: f"楼道里的灯\n\n{each}写的这一篇，说的是楼道里的灯。\n".encode() for each in ("甲", "乙")}
    together(
        lambda: months.take(JIA, "2026-01", "美", {"甲.txt": sent["甲"]}),
        lambda: months.take(YI, "2026-01", "美", {"乙.txt": sent["乙"]}),
    )
    texts = "".join(each.read_text("utf-8") for each in (months.root / "issues/2026-01/美").glob("*.md"))
    assert "甲写的这一篇" in texts and "乙写的这一篇" in texts


def test_two_signatures_are_two(months: Months, monkeypatch: pytest.MonkeyPatch) -> None:
    import build_tools.press.rounds as rounds_module
    from build_tools.press.proofs import format_rounds

    file = months.root / "issues/2026-01/proofs.yml"
    file.write_bytes(format_rounds((ProofRound(1, "小样", "2026-01-10", {}),)).encode())
    meeting(monkeypatch, rounds_module, "write_whole")
    together(
        lambda: months.sign_proof(JIA, "2026-01", 1, "一校", "甲"),
        lambda: months.sign_proof(YI, "2026-01", 1, "二校", "乙"),
    )
    rounds: Any = months.rounds("2026-01")["rounds"]
    assert {(each["task"], each["name"]) for each in rounds[0]["signatures"]} == {
        ("一校", "甲"),
        ("二校", "乙"),
    }


HOLDER = """
import sys
from pathlib import Path
from build_tools.store.locks import exclusive

with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
"""A terminal that is in the midst of `proof`, `intake` or `new`."""
DEEDS: dict[str, Callable[[Months], object]] = {
    "proof --sign": lambda months: months.sign_proof(JIA, "2026-01", 1, "一校", "甲"),
    "intake": lambda months: months.take(
        JIA, "2026-01", "美", {"甲.txt": "楼道里的灯\n\n灯亮了。\n".encode()}
    ),
    "pictures": lambda months: months.add_pictures(JIA, "", ROAD, {"IMG_1.png": picture("red")}),
    "story": lambda months: months.room.new_story(JIA, "2026-01", "美", "楼道里的灯"),
    "new": lambda months: months.begin(JIA, "2026-02"),
}


@pytest.mark.parametrize("name", DEEDS)
def test_the_desk_waits_for_a_terminal_that_is_at_the_same(months: Months, name: str) -> None:
    from build_tools.press.proofs import format_rounds

    file = months.root / "issues/2026-01/proofs.yml"
    file.write_bytes(format_rounds((ProofRound(1, "小样", "2026-01-10", {}),)).encode())
    command = [sys.executable, "-c", HOLDER, str(months.root / "issues" / "2026-01")]
    found: list[object] = []
    deed = threading.Thread(target=lambda: found.append(DEEDS[name](months)))
    with subprocess.Popen(
        command, cwd=Path(__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as terminal:
        assert terminal.stdout is not None and terminal.stdin is not None
        assert terminal.stdout.readline() == b"held\n"
        deed.start()
        deed.join(SOON)
        assert deed.is_alive() and not found
        terminal.kill()
    deed.join()
    assert len(found) == 1


def test_a_terminal_and_the_desk_sign_one_round(months: Months, monkeypatch: pytest.MonkeyPatch) -> None:
    import build_tools.press.rounds as rounds_module
    from build_tools.cli.main import main
    from build_tools.press.proofs import format_rounds

    file = months.root / "issues/2026-01/proofs.yml"
    file.write_bytes(format_rounds((ProofRound(1, "小样", "2026-01-10", {}),)).encode())
    meeting(monkeypatch, rounds_module, "write_whole")
    command = ["proof", "2026-01", "--root", str(months.root), "--sign", "1", "--task", "二校", "--by", "乙"]
    _, code = together(lambda: months.sign_proof(JIA, "2026-01", 1, "一校", "甲"), lambda: main(command))
    rounds: Any = months.rounds("2026-01")["rounds"]
    assert code == 0 and {each["name"] for each in rounds[0]["signatures"]} == {"甲", "乙"}


def test_two_people_are_taken_in_and_two_chiefs_do_not_send_each_other_away(
    desk_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import build_tools.desk.people as people_module

    people = People(desk_root)
    meeting(monkeypatch, people_module, "write_whole")
    together(*(lambda name=name: people.put(name, "主编", PASSWORD) for name in ("老陈", "小李")))
    assert [each.name for each in people.everybody()] == ["小李", "老陈"]
    meeting(monkeypatch, people_module, "write_whole")
    together(*(lambda name=name: people.dismiss(name) for name in ("老陈", "小李")))
    assert sum(each.active for each in people.everybody()) == 1


def saving_meanwhile(room: EditingRoom) -> tuple[Callable[[], None], list[int]]:
    """A colleague who saves in the midst of a deed, and waits no longer than a moment; 0 where it was done, else the status."""
    base, found = (room.root / ROAD).read_text("utf-8"), list[int]()

    def save() -> None:
        try:
            room.save(YI, ROAD, base, base.replace("夜里有灯", "夜里亮灯"))
            found.append(0)
        except Refusal as refusal:
            found.append(refusal.status)

    def meanwhile() -> None:
        thread = threading.Thread(target=save)
        thread.start()
        thread.join(SOON)

    return meanwhile, found


def settled(room: EditingRoom, found: list[int]) -> list[int]:
    """Once everybody who waited had his turn."""
    until(lambda: found)
    with room.lock:
        return found


def test_who_saves_while_the_copy_is_mended_loses_nothing(
    months: Months, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = months.root / ROAD
    path.write_text(path.read_text("utf-8") + "\n路面,平了。\n", "utf-8")
    meanwhile, found = saving_meanwhile(months.room)
    real = mended_files

    def read(*given: Any, **named: Any) -> Any:
        mended = real(*given, **named)
        meanwhile()
        return mended

    monkeypatch.setattr(mending_module, "mended_files", read)
    assert months.mend(JIA, "2026-01")["files"]
    assert settled(months.room, found) == [0]
    text = path.read_text("utf-8")
    assert "夜里亮灯" in text and "路面，平了。" in text


def test_nobody_saves_while_an_issue_is_signed(months: Months, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile, found = saving_meanwhile(months.room)
    lying = []

    def signing(*given: Any) -> SignedOff:
        meanwhile()
        lying.append((months.root / ROAD).read_text("utf-8"))
        return SignedOff(refused="没有付印")

    monkeypatch.setattr(months_module, "sign", signing)
    with pytest.raises(Refusal):
        months.sign_off(JIA, "2026-01", "甲", False, "")
    assert "夜里亮灯" not in lying[0]
    assert settled(months.room, found) == [0] and "夜里亮灯" in (months.root / ROAD).read_text("utf-8")


def test_what_was_changed_after_it_was_shown_is_not_signed(
    months: Months, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(months_module, "sign", lambda *given: SignedOff(refused="到了付印这一步"))
    seen = str(months.signed("2026-01")["seen"])

    def told() -> str:
        with pytest.raises(Refusal) as refused:
            months.sign_off(JIA, "2026-01", "甲", False, "", seen)
        return refused.value.words

    assert told() == "到了付印这一步"
    base = (months.root / ROAD).read_text("utf-8")
    months.room.save(YI, ROAD, base, base.replace("夜里有灯", "夜里亮灯"))
    assert "又有人改过" in told()
    # So it is with what every issue prints: the paper's facts, its fillers.
    seen = str(months.signed("2026-01")["seen"])
    copies = {"section": "press", "key": "copies", "was": "1", "value": "2000"}
    assert give_facts(months.room, YI, [copies])["changed"] == 1
    assert "又有人改过" in told()
    seen = str(months.signed("2026-01")["seen"])
    save_filler(months.room, YI, Written("", "公益广告", "楼道不堆物", "生命有通道。", ""))
    assert "又有人改过" in told()


@pytest.fixture
def dismissing(desk_root: Path) -> Iterator[Callable[[Callable[[People], str]], int]]:
    """The status of a deed of 小王's whose second half comes when something has been done to him."""
    people = People(desk_root)
    for name, role in STAFF:
        assert people.put(name, role, PASSWORD + name) == ""
    with running(desk_root, team=True) as server:
        browser = Browser(server)
        assert browser.sign_in("小王") == 200

        def status(deed: Callable[[People], str]) -> int:
            assert server.people is not None
            body = json.dumps({"issue": "2026-01", "section": "美", "headline": "窗台"}).encode()
            with socket.create_connection(("127.0.0.1", server.port), timeout=60) as knock:
                knock.sendall(
                    f"POST /new-story HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
                    f"Origin: http://127.0.0.1:{server.port}\r\nCookie: {browser.cookie}\r\n"
                    f"X-Desk-Token: {browser.token}\r\nContent-Type: application/json\r\n"
                    f"Content-Length: {len(body)}\r\n\r\n".encode()
                    + body[:10]
                )
                # It has been let in when the next is answered.
                assert browser.ask("GET", "/issues.json")[0] == 200
                assert deed(server.people) == ""
                knock.sendall(body[10:])
                return int(knock.recv(100).split()[1])

        yield status


def test_who_was_sent_away_while_his_request_was_on_its_way_does_nothing_more(
    desk_root: Path, dismissing: Callable[[Callable[[People], str]], int]
) -> None:
    assert dismissing(lambda people: people.dismiss("小王")) == 401
    assert not list(desk_root.glob("issues/2026-01/美/*窗台*"))


def test_who_has_another_role_meanwhile_does_no_more_than_it_may(
    desk_root: Path, dismissing: Callable[[Callable[[People], str]], int]
) -> None:
    assert dismissing(lambda people: "") == 200
    assert len(list(desk_root.glob("issues/2026-01/美/*窗台*"))) == 1
    assert dismissing(lambda people: people.put("小王", "评奖", "")) == 401
    assert len(list(desk_root.glob("issues/2026-01/美/*窗台*"))) == 1
