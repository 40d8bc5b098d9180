"""Stories that wait in the stock: out of an issue and back with pictures and history, never a signed one, never half."""

from __future__ import annotations

import contextlib
import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

import build_tools.desk.room as module
from build_tools.desk.history import History
from build_tools.desk.months import Months
from build_tools.desk.room import OUTSIDE, EditingRoom, Refusal
from build_tools.desk.stock import Stock
from build_tools.gathering import gather
from build_tools.numbering import format_ledger, signed_ledger
from build_tools.production.inputs import take_inputs
from build_tools.readers import STOCK, misnamed_issues
from build_tools.store.files import write_whole
from build_tools.store.fingerprints import Fingerprints
from tests.desk.conftest import JIA, YI, git

ROAD = "issues/2026-01/要闻/01-门口的路修平了.md"
UMBRELLA = "issues/2026-01/要闻/02-借伞不用押金.md"
FLOWERS = "issues/2026-01/美/01-一楼的花开了.md"
WAITING = "issues/stock/要闻/门口的路修平了.md"


@pytest.fixture
def stock(room: EditingRoom) -> Stock:
    return Stock(room)


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (700, 700), colour).save(out, "PNG")
    return out.getvalue()


def files_of(root: Path) -> list[str]:
    return sorted(
        path.relative_to(root / "issues").as_posix()
        for path in (root / "issues").rglob("*")
        if path.suffix in (".md", ".png")
    )


def clean(room: EditingRoom) -> bool:
    return git(room.root, "status", "--porcelain") == ""


def test_a_story_waits_with_its_pictures_and_comes_back_with_its_history(stock: Stock) -> None:
    room = stock.room
    before = (room.root / ROAD).read_bytes()
    told = stock.put_by(JIA, ROAD)
    assert told["path"] == WAITING and told["was"] == {"section": "要闻", "place": 0, "page": 1}
    assert (room.root / WAITING).read_bytes() == before and not (room.root / ROAD).exists()
    assert (room.root / "issues/stock/images/road.png").is_file()
    assert not (room.root / "issues/2026-01/images/road.png").exists()
    assert git(room.root, "log", "-1", "--format=%an %s").strip() == "甲 《门口的路修平了》从2026-01移到备稿"
    assert clean(room)
    (waiting,) = stock.stories()
    assert (waiting["headline"], waiting["section"], waiting["pictures"]) == ("门口的路修平了", "要闻", 1)
    assert waiting["words"] == "《门口的路修平了》从2026-01移到备稿" and waiting["author"] == "甲"

    # It is written on while it waits.
    text = str(room.story(WAITING)["text"])
    room.save(YI, WAITING, text, text.replace("坑洼已久", "坑洼多年"))
    Months(room).begin(JIA, "2026-02")
    told = stock.bring_back(JIA, WAITING, "2026-02", "美", 0, 2)
    assert told["path"] == "issues/2026-02/美/01-门口的路修平了.md"
    assert "坑洼多年" in (room.root / str(told["path"])).read_text("utf-8")
    assert (room.root / "issues/2026-02/images/road.png").is_file() and stock.stories() == []
    assert (
        git(room.root, "log", "-1", "--format=%s").strip()
        == "《门口的路修平了》从备稿排进2026-02第2版美第1篇"
    )
    words = [each["words"] for each in room.versions(str(told["path"]))]
    assert words[1:] == ["改《门口的路修平了》第1段", "《门口的路修平了》从2026-01移到备稿", "试刊号"]
    assert clean(room)


def test_it_comes_back_where_it_stood(stock: Stock) -> None:
    before = files_of(stock.room.root)
    told = stock.put_by(JIA, ROAD)
    was = told["was"]
    assert isinstance(was, dict)
    stock.bring_back(JIA, str(told["path"]), "2026-01", was["section"], was["place"], was["page"])
    assert files_of(stock.room.root) == before


def test_a_picture_that_another_story_shows_stays_there_too(stock: Stock) -> None:
    room = stock.room
    text = str(room.story(UMBRELLA)["text"])
    room.save(JIA, UMBRELLA, text, text + "\n![路](../images/road.png)\n")
    stock.put_by(JIA, ROAD)
    assert (room.root / "issues/2026-01/images/road.png").is_file()
    assert (room.root / "issues/stock/images/road.png").is_file() and clean(room)
    # The last that shows it takes it along; the same picture lies there once.
    stock.put_by(JIA, UMBRELLA)
    assert not (room.root / "issues/2026-01/images/road.png").exists()
    stock.bring_back(JIA, WAITING, "2026-01", "要闻", 0, 1)
    assert (room.root / "issues/2026-01/images/road.png").is_file()
    assert (room.root / "issues/stock/images/road.png").is_file() and clean(room)


def test_another_picture_under_the_same_name_is_not_written_over(stock: Stock) -> None:
    room = stock.room
    stock.put_by(JIA, ROAD)
    other = room.root / "issues/2026-01/images/road.png"
    other.write_bytes(picture("green"))
    told = stock.bring_back(JIA, WAITING, "2026-01", "要闻", 5, 1)
    assert other.read_bytes() == picture("green")
    text = (room.root / str(told["path"])).read_text("utf-8")
    assert "](../images/road-2.png " in text and (other.parent / "road-2.png").is_file()
    gathered = gather(room.root, ["2026-01"])
    assert [each.code for each in gathered.diagnostics if each.code.startswith("SQ50")] == []


def test_two_stories_of_one_name_wait_beside_each_other(stock: Stock) -> None:
    stock.put_by(JIA, ROAD)
    path = stock.room.root / ROAD
    path.write_text("---\nheadline: 门口的路修平了\n---\n\n另一篇。\n", "utf-8")
    assert stock.put_by(JIA, ROAD)["path"] == "issues/stock/要闻/门口的路修平了-2.md"
    assert len(stock.stories()) == 2


def test_the_build_does_not_look_into_the_stock(stock: Stock) -> None:
    root = stock.room.root
    stock.put_by(JIA, ROAD)
    (root / WAITING).unlink()
    without, prints = gather(root), Fingerprints(root / "dist" / "prints.json", root)
    looked = take_inputs(root, prints)
    (root / WAITING).write_text("---\n没有标题 坏的\n", "utf-8")
    (root / "issues" / STOCK / "没有这个栏目").mkdir()
    assert gather(root).diagnostics == without.diagnostics and misnamed_issues(root) == ()
    assert take_inputs(root, prints).whole == looked.whole
    assert [each.issue.name for each in gather(root).issues] == ["2026-01"]


def test_no_number_is_ever_given_twice(stock: Stock) -> None:
    room, root = stock.room, stock.room.root
    before = gather(root)
    Months(room).begin(JIA, "2026-02")
    stock.put_by(JIA, ROAD)
    stock.bring_back(JIA, WAITING, "2026-02", "要闻", 0, 1)
    after = gather(root)
    numbers = [str(item.number) for issue in after.issues for item in issue.articles]
    assert len(numbers) == len(set(numbers)) and len(after.issues[1].articles) == 2
    # A number that is somebody's for ever keeps its story where it is.
    signed = format_ledger(signed_ledger(before.ledgers[0], before.issues[0]))
    (root / "issues/2026-01/ledger.yml").write_text(signed, "utf-8")
    with pytest.raises(Refusal) as refused:
        stock.put_by(JIA, UMBRELLA)
    assert refused.value.status == 423 and "稿号" in refused.value.words


def test_a_story_that_bears_a_number_neither_goes_nor_comes(stock: Stock) -> None:
    room = stock.room
    text = (room.root / UMBRELLA).read_text("utf-8")
    (room.root / UMBRELLA).write_text(text.replace("weight:", "number: 2601-025\nweight:"), "utf-8")
    with pytest.raises(Refusal) as refused:
        stock.put_by(JIA, UMBRELLA)
    assert refused.value.status == 423
    waiting = room.root / "issues/stock/美/见过报.md"
    write_whole(waiting, "---\nheadline: 见过报\nnumber: 2601-018\n---\n\n字。\n".encode())
    with pytest.raises(Refusal) as refused:
        stock.bring_back(JIA, "issues/stock/美/见过报.md", "2026-01", "美", 0, 2)
    assert refused.value.status == 423 and waiting.is_file()


def test_a_signed_issue_loses_nothing_and_takes_nothing(signed_root: Path) -> None:
    git(signed_root, "init", "-q", "-b", "main")
    room = EditingRoom(signed_root, History(signed_root))
    stock, before = Stock(room), files_of(signed_root)
    late = signed_root / "issues/2026-01/美/09-补发.md"
    write_whole(late, "---\nheadline: 补发\n---\n\n字。\n".encode())
    write_whole(signed_root / "issues/stock/美/等着.md", "---\nheadline: 等着\n---\n\n字。\n".encode())
    for path in (ROAD, FLOWERS, "issues/2026-01/美/09-补发.md"):
        with pytest.raises(Refusal) as refused:
            stock.put_by(JIA, path)
        assert refused.value.status == 423
    with pytest.raises(Refusal) as refused:
        stock.bring_back(JIA, "issues/stock/美/等着.md", "2026-01", "美", 0, 2)
    assert refused.value.status == 423
    assert set(before) < set(files_of(signed_root))
    room.history.close()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("issues/2026-01/美/index.md", 409),
        ("issues/2026-01/要闻/没有.md", 404),
        ("issues/2026-01/issue.yml", 404),
        ("issues/stock/../2026-01/要闻/x.md", 409),
        ("issues/stock/要闻/x.md", 409),
        ("mkdocs.yml", 404),
    ],
)
def test_what_is_no_story_is_not_put_by(stock: Stock, path: str, status: int) -> None:
    with pytest.raises(Refusal) as refused:
        stock.put_by(JIA, path)
    assert refused.value.status == status and clean(stock.room)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        (ROAD, ("2026-01", "要闻", 0, 1)),
        ("issues/stock/../../mkdocs.md", ("2026-01", "要闻", 0, 1)),
        ("issues/stock/images/x.md", ("2026-01", "要闻", 0, 1)),
        (WAITING, ("2031-01", "要闻", 0, 1)),
        (WAITING, (STOCK, "要闻", 0, 1)),
        (WAITING, ("2026-01", "没有", 0, 1)),
        (WAITING, ("2026-01", "要闻", 0, 9)),
    ],
)
def test_what_is_not_there_does_not_come_back(
    stock: Stock, path: str, asked: tuple[str, str, int, int]
) -> None:
    stock.put_by(JIA, ROAD)
    text = "---\nheadline: 又一篇\n---\n\n字。\n"
    write_whole(stock.room.root / ROAD, text.encode())
    with pytest.raises(Refusal) as refused:
        stock.bring_back(JIA, path, *asked)
    assert refused.value.status == 404
    assert (stock.room.root / WAITING).is_file() and (stock.room.root / ROAD).read_text("utf-8") == text


def test_what_others_have_not_finished_goes_along_under_their_names(stock: Stock) -> None:
    room = stock.room
    base = str(room.story(ROAD)["text"])
    room.save(YI, ROAD, base, base.replace("坑洼已久", "坑洼多年"), draft=True)
    stock.put_by(JIA, ROAD)
    assert "坑洼多年" in (room.root / WAITING).read_text("utf-8")
    assert git(room.root, "log", "-2", "--format=%an").split() == ["甲", "乙"]
    text = (room.root / WAITING).read_text("utf-8")
    (room.root / WAITING).write_text(text.replace("坑洼多年", "坑洼三年"), "utf-8")
    told = stock.bring_back(JIA, WAITING, "2026-01", "要闻", 0, 1)
    assert "坑洼三年" in (room.root / str(told["path"])).read_text("utf-8")
    assert git(room.root, "log", "-2", "--format=%an").split() == ["甲", OUTSIDE.name]
    assert room.catch_up() == "" and git(room.root, "rev-list", "--count", "HEAD").strip() == "5"


def test_who_writes_in_a_story_that_another_moves_is_led_after_it(stock: Stock) -> None:
    room = stock.room
    base = str(room.story(ROAD)["text"])
    stock.put_by(YI, ROAD)
    mine = base.replace("坑洼已久", "坑洼多年")
    with pytest.raises(Refusal) as refused:
        room.save(JIA, ROAD, base, mine)
    assert (refused.value.status, refused.value.facts["moved"]) == (410, WAITING)
    room.save(JIA, WAITING, base, mine)
    # Over several moves, one of which only counts it anew.
    told = stock.bring_back(YI, WAITING, "2026-01", "美", 1, 2)
    room.move(YI, FLOWERS, "美", 9)
    with pytest.raises(Refusal) as refused:
        room.story(ROAD)
    assert refused.value.facts["moved"] == "issues/2026-01/美/01-门口的路修平了.md" != told["path"]
    assert "坑洼多年" in (room.root / str(refused.value.facts["moved"])).read_text("utf-8")
    # Withdrawn, it is nowhere.
    room.withdraw(YI, str(refused.value.facts["moved"]))
    with pytest.raises(Refusal) as refused:
        room.story(ROAD)
    assert refused.value.facts["moved"] == ""


def test_its_pin_is_taken_out_with_it(stock: Stock) -> None:
    room = stock.room
    Months(room).pin(JIA, "2026-01", 1, ROAD, "右上", None)
    Months(room).pin(JIA, "2026-01", 1, UMBRELLA, "左下", None)
    stock.put_by(JIA, ROAD)
    plan = (room.root / "issues/2026-01/issue.yml").read_text("utf-8")
    assert "门口的路" not in plan and "借伞不用押金 = 左下" in plan and clean(room)


def test_a_full_disk_changes_nothing(stock: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    before, count = files_of(stock.room.root), [0]

    def full(path: Path, data: bytes) -> None:
        count[0] += "stock" in str(path)
        if count[0] > 1:
            monkeypatch.setattr(module, "write_whole", write_whole)
            raise OSError(28, "No space left on device")
        write_whole(path, data)

    monkeypatch.setattr(module, "write_whole", full)
    with pytest.raises(Refusal) as refused:
        stock.put_by(JIA, ROAD)
    assert refused.value.status == 507 and "磁盘满了" in refused.value.words
    assert files_of(stock.room.root) == before and clean(stock.room)


class PulledPlug(BaseException):
    """Nobody catches it."""


@pytest.mark.parametrize("writes", range(5))
def test_a_pulled_plug_leaves_the_whole_deed_or_none(
    stock: Stock, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    """The journal is the first write; story, picture and what is taken away follow, then the commit."""
    room, left = stock.room, [writes]
    before = files_of(room.root)

    def pulled(path: Path, data: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise PulledPlug
        write_whole(path, data)

    def no_commit(*_: object) -> str:
        raise PulledPlug

    with monkeypatch.context() as patch, pytest.raises(PulledPlug):
        patch.setattr(module, "write_whole", pulled)
        patch.setattr(EditingRoom, "_commit", no_commit if writes > 3 else EditingRoom._commit)
        stock.put_by(JIA, ROAD)
        raise PulledPlug
    again = EditingRoom(room.root, room.history)
    done = ROAD.partition("/")[2] not in files_of(room.root)
    assert done is (writes >= 3)
    assert (files_of(room.root) == before) is not done
    assert (room.root / WAITING).is_file() is done and clean(again)
    assert list(Path(room.root / ".git").glob("chenbao-desk*")) == []


_MARKS = {"坑洼已久": "road.png", "二十把伞": "", "一楼窗台": "flowers.png"}
"""Words that one story alone has, and the picture that it shows."""


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_cut_off_no_story_and_no_picture_is_lost_or_there_twice(
    room: EditingRoom, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance, root, real, taken_away = random.Random(seed), room.root, write_whole, Path.unlink
    Months(room).begin(JIA, "2026-02")
    done = 0
    for _ in range(25):
        room = EditingRoom(root, room.history)
        path = chance.choice(sorted(str(each.relative_to(root)) for each in root.glob("issues/*/*/[!i]*.md")))
        issue, section = chance.choice(("2026-01", "2026-02")), chance.choice(("要闻", "美"))
        left = [chance.randrange(12)]
        fault: BaseException = chance.choice((PulledPlug(), OSError(28, "No space left on device")))

        def breaks(left: list[int] = left, fault: BaseException = fault) -> None:
            left[0] -= 1
            if left[0] == 0:
                raise fault

        def writing(target: Path, data: bytes, breaks: Callable[[], None] = breaks) -> None:
            breaks()
            real(target, data)

        def unlinking(target: Path, missing_ok: bool = False, breaks: Callable[[], None] = breaks) -> None:
            if "issues" in target.parts:
                breaks()
            taken_away(target, missing_ok=missing_ok)

        with monkeypatch.context() as patch, contextlib.suppress(PulledPlug, Refusal):
            patch.setattr(module, "write_whole", writing)
            patch.setattr(Path, "unlink", unlinking)
            place = chance.randrange(3)
            if "/stock/" in path:
                Stock(room).bring_back(JIA, path, issue, section, place, chance.randrange(3))
            elif chance.random() < 0.5:
                Stock(room).put_by(JIA, path)
            else:
                room.move(JIA, path, section, place, chance.randrange(3))
            done += 1
        again = EditingRoom(root, room.history)
        stories = list(root.glob("issues/*/*/*.md"))
        for words, shown in _MARKS.items():
            (mine,) = [each for each in stories if words in each.read_text("utf-8")]
            assert not shown or (mine.parent.parent / "images" / shown).is_file()
        assert clean(again) and len(stories) == len(_MARKS) + 1
        assert not list(root.glob(".git/chenbao-desk*"))
    assert done > 5
    assert git(root, "fsck", "--no-dangling") == ""


@pytest.fixture(autouse=True)
def no_drafts_left(room: EditingRoom) -> Iterator[None]:
    """Nothing that a deed of these tests did comes later under another name."""
    yield
    assert room._pending == {}


def test_what_a_colleague_did_not_commit_outlives_a_pulled_plug(
    stock: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """His edit of a file that the deed changes comes back; what he wrote before the desk began again stays."""
    room, plan = stock.room, stock.room.root / "issues/2026-01/issue.yml"
    his = plan.read_text("utf-8") + "# 还没有提交的一行\n"
    plan.write_text(his, "utf-8")
    first, second = f"{ROAD[:-3]}二.md", f"{ROAD[:-3]}三.md"
    new: dict[str, bytes | None] = {
        plan.relative_to(room.root).as_posix(): b"other\n",
        first: b"1",
        second: b"2",
    }

    def pulled(path: Path, data: bytes) -> None:
        if path.name == Path(second).name:
            raise PulledPlug
        write_whole(path, data)

    with monkeypatch.context() as patch, pytest.raises(PulledPlug):
        patch.setattr(module, "write_whole", pulled)
        room.change(JIA, new, "改几个文件")
    (room.root / second).write_text("他后来写的", "utf-8")
    EditingRoom(room.root, room.history)
    assert plan.read_text("utf-8") == his
    assert not (room.root / first).exists() and (room.root / second).read_text("utf-8") == "他后来写的"
