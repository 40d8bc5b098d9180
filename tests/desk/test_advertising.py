"""Advertisements taken in the browser: where they stand, what is not sold, which fillers fill what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from build_tools.desk import live
from build_tools.desk.advertising import Sold, change_advertisement, new_advertisement
from build_tools.desk.fillers import Written, filler, remove_filler, save_filler
from build_tools.desk.room import EditingRoom, Refusal
from build_tools.gathering import gather
from build_tools.model import AD_SIZES
from tests.desk.conftest import JIA, git

FILLER = "---\nkicker: 公益广告\nheadline: 楼道不堆物\n---\n\n纸箱搬离楼道。火警119。\n"


SENTENCE = "小区东门外的路面坑洼已久，一下雨便积水，修路的队伍进了场，三天后路面平了，走路不再绕。"


def thin(root: Path, paragraphs: int) -> None:
    """The first page with one story of so many paragraphs, and nothing else."""
    for path in (root / "issues/2026-01/要闻").glob("*.md"):
        path.unlink()
    text = "---\nheadline: 门口的路修平了\n---\n\n" + "\n\n".join([SENTENCE] * paragraphs) + "\n"
    (root / "issues/2026-01/要闻/01-路.md").write_text(text, "utf-8")


def advertising(root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(live, "_shop", live._Shop(root))
    told: dict[str, Any] = json.loads(json.dumps(live.advertising("2026-01")))
    return told


def test_what_was_sold_stands_on_its_page_in_its_corner(
    room: EditingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    thin(room.root, 8)
    sold = Sold("惠民家电以旧换新", "半通栏", 1, "右上", words="电话：12345678。")
    told = new_advertisement(room, JIA, "2026-01", sold)
    assert told["path"] == "issues/2026-01/要闻/02-惠民家电以旧换新.md"
    assert (
        git(room.root, "log", "-1", "--format=%s").strip() == "收广告《惠民家电以旧换新》：半通栏，第1版右上"
    )
    assert git(room.root, "diff-tree", "-r", "--name-only", "--no-commit-id", "HEAD").split("\n")[:2] == [
        "issues/2026-01/issue.yml",
        told["path"],
    ]
    gathered = gather(room.root, ["2026-01"])
    (item,) = [each for each in gathered.issues[0].articles if each.article.advertisement]
    assert (item.article.size, item.page, item.article.headline) == ("半通栏", 1, "惠民家电以旧换新")
    (ad,) = advertising(room.root, monkeypatch)["ads"]
    assert (ad["corner"], ad["pinned"], ad["page"], ad["artwork"]) == ("右上", "右上", 1, False)
    assert ad["placed"][0] == ad["sold"][0] and abs(ad["placed"][1] - ad["sold"][1]) <= 6


def test_the_space_that_is_not_sold_is_told_and_what_would_fit(
    room: EditingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = advertising(room.root, monkeypatch)["pages"]
    assert [page["fits"] for page in full] == [[], []]
    thin(room.root, 12)
    page, other = advertising(room.root, monkeypatch)["pages"]
    assert page["room"] > 30 and page["filled"] == 0 and page["characters"] == page["room"] * 12
    assert "半通栏" in page["fits"] and "整版" not in page["fits"] and other == full[1]
    # A filler does not sell anything: what it fills is told as free all the same.
    (room.root / "content/fillers").mkdir()
    (room.root / "content/fillers/楼道.md").write_text(FILLER, "utf-8")
    told = advertising(room.root, monkeypatch)
    assert told["pages"][0]["filled"] > 6 and told["pages"][0]["room"] > 30
    (filler,) = told["fillers"]
    assert (filler["name"], filler["label"], filler["pages"]) == ("楼道", "公益广告", [1])
    assert filler["characters"] == len("纸箱搬离楼道。火警119。")
    assert [columns for columns, *_ in filler["sizes"]] == [2, 3]
    assert all(0 < least < most and width > 0 for _, width, least, most in filler["sizes"])
    assert [each["name"] for each in told["sizes"]] == list(AD_SIZES)


def test_a_page_without_a_story_is_free_and_a_filler_is_no_copy(
    room: EditingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    thin(room.root, 12)
    (room.root / "content/fillers").mkdir()
    (room.root / "content/fillers/楼道.md").write_text(FILLER, "utf-8")
    monkeypatch.setattr(live, "_shop", live._Shop(room.root))
    told: Any = live.survey("2026-01")["pages"]
    assert told[0]["filled"] > 6 and 0.5 < told[0]["fill"] < 0.9
    (room.root / "issues/2026-01/要闻/01-路.md").unlink()
    monkeypatch.setattr(live, "_shop", live._Shop(room.root))
    empty: Any = live.survey("2026-01")["pages"]
    # Three columns of 56 lines, fourteen of them the masthead's.
    assert (empty[0]["room"], empty[0]["filled"]) == (3 * (56 - 14), 0)
    assert empty[0]["fill"] == round(14 / 56, 4) and empty[0]["sections"] == ["要闻"]


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"headline": " "}, 400),
        ({"words": " "}, 400),
        ({"size": "火柴盒"}, 400),
        ({"corner": "中间"}, 400),
        ({"corner": "左上\n- 乙 = 右上"}, 400),
        ({"page": 9}, 404),
        ({"picture": "没有.png"}, 404),
        ({"picture": "../issue.yml"}, 404),
        ({"words": "字" * 20_000}, 413),
    ],
)
def test_what_cannot_be_sold_is_refused(room: EditingRoom, wrong: dict[str, Any], status: int) -> None:
    sold: dict[str, Any] = {"headline": "惠民", "size": "通栏", "page": 1, "words": "电话。", **wrong}
    with pytest.raises(Refusal) as refused:
        new_advertisement(room, JIA, "2026-01", Sold(**sold))
    assert refused.value.status == status and git(room.root, "status", "--porcelain") == ""


@pytest.mark.parametrize("headline", ["甲=乙", "---\nnumber: 2601018", "**惠民** [x](y)", '"引号"\\'])
def test_what_a_client_calls_himself_is_never_markup_of_ours(room: EditingRoom, headline: str) -> None:
    told = new_advertisement(room, JIA, "2026-01", Sold(headline, "110×60", 2, "左上", words="电话。"))
    gathered = gather(room.root, ["2026-01"])
    (item,) = [each for each in gathered.issues[0].articles if each.article.advertisement]
    assert item.article.headline == " ".join(headline.split()) and item.article.given_number is None
    assert item.article.size == "110×60" and str(told["path"]).startswith("issues/2026-01/美/")
    assert [pin.corner for pin in gathered.issues[0].issue.pages[1].pins] == ["左上"]


def test_a_signed_issue_takes_no_advertisement(signed_root: Path) -> None:
    from build_tools.desk.history import History

    git(signed_root, "init", "-q", "-b", "main")
    room = EditingRoom(signed_root, History(signed_root))
    with pytest.raises(Refusal) as refused:
        new_advertisement(room, JIA, "2026-01", Sold("惠民", "通栏", 1, words="电话。"))
    assert refused.value.status == 423
    room.history.close()


def picture(room: EditingRoom, name: str) -> str:
    images = room.root / "issues/2026-01/images"
    images.mkdir(exist_ok=True)
    Image.new("RGB", (1400, 520), "navy").save(images / name)
    return name


def plan_of(room: EditingRoom) -> str:
    return (room.root / "issues/2026-01/issue.yml").read_text("utf-8")


def test_an_advertisement_is_changed_as_one_deed_and_taken_back(room: EditingRoom) -> None:
    thin(room.root, 8)
    sold = Sold("惠民家电", "半通栏", 1, "右上", picture(room, "旧.png"), "电话：12345678。")
    path = str(new_advertisement(room, JIA, "2026-01", sold)["path"])
    before, plan = (room.root / path).read_text("utf-8"), plan_of(room)
    told = change_advertisement(
        room, JIA, path, Sold("惠民家电二店", "60×50", 2, "左下", picture(room, "新.png"))
    )
    now = (room.root / path).read_text("utf-8")
    assert "](../images/新.png)" in now and "旧.png" not in now and "电话：12345678。" in now
    assert "60×50" in now and "\npage: 2\n" in now
    assert "惠民家电二店 = 左下" in plan_of(room) and "右上" not in plan_of(room)
    assert git(room.root, "log", "-1", "--format=%s").strip() == "改广告《惠民家电二店》：60×50，第2版左下"
    gathered = gather(room.root, ["2026-01"])
    (item,) = [each for each in gathered.issues[0].articles if each.article.advertisement]
    assert (item.article.size, item.page, item.article.headline) == ("60×50", 2, "惠民家电二店")
    # Its corner alone: the text is not touched; then nothing at all, which is no deed.
    again = change_advertisement(room, JIA, path, Sold("惠民家电二店", "60×50", 2))
    assert "pins" not in plan_of(room) and (room.root / path).read_text("utf-8") == now
    assert change_advertisement(room, JIA, path, Sold("惠民家电二店", "60×50", 2))["commit"] == ""
    for each in (again, told):
        room.take_back(JIA, str(each["commit"]), "改广告")
    assert ((room.root / path).read_text("utf-8"), plan_of(room)) == (before, plan)
    assert git(room.root, "log", "-1", "--format=%s").strip() == "撤销：改广告"


def test_what_cannot_be_changed_or_taken_back_is_refused(room: EditingRoom) -> None:
    thin(room.root, 8)
    sold = Sold("惠民家电", "", 1, words="电话：12345678。")
    path = str(new_advertisement(room, JIA, "2026-01", sold)["path"])
    for wrong in (
        Sold("惠民家电", "特大", 1),
        Sold("", "", 1),
        Sold("惠民家电", "", 9),
        Sold("惠", "", 1, "中间"),
    ):
        with pytest.raises(Refusal):
            change_advertisement(room, JIA, path, wrong)
    with pytest.raises(Refusal, match="不是广告"):
        change_advertisement(room, JIA, "issues/2026-01/要闻/01-路.md", Sold("路", "", 1))
    told = change_advertisement(room, JIA, path, Sold("惠民家电", "通栏", 1))
    text = (room.root / path).read_text("utf-8")
    room.save(JIA, path, text, text.replace("电话", "订购电话"))
    with pytest.raises(Refusal, match="又有人改过"):
        room.take_back(JIA, str(told["commit"]), "")
    for commit in ("HEAD", "0" * 40, git(room.root, "rev-list", "--max-parents=0", "HEAD").strip()):
        with pytest.raises(Refusal):
            room.take_back(JIA, commit, "")
    # What the desk does not arrange is not taken back by it.
    (room.root / "mkdocs.yml").write_text((room.root / "mkdocs.yml").read_text("utf-8") + "\n", "utf-8")
    git(room.root, "commit", "-qam", "改设置")
    with pytest.raises(Refusal):
        room.take_back(JIA, git(room.root, "rev-parse", "HEAD").strip(), "")


def test_what_advertisements_and_fillers_are_called_is_not_cut(room: EditingRoom) -> None:
    long = "惠民家电以旧换新" * 15
    sold = new_advertisement(room, JIA, "2026-01", Sold(long, "110×60", 2, "左上", words="电话。"))
    assert f"headline: {long}\n" in (room.root / str(sold["path"])).read_text("utf-8")
    name = save_filler(room, JIA, Written("", long, long, "纸箱搬离楼道。"))["name"]
    (filler,) = [each for each in room.paper().fillers if each.name == name]
    assert (filler.label, filler.headline) == (long, long)


def test_fillers_are_written_changed_removed_and_put_back(room: EditingRoom) -> None:
    told = save_filler(room, JIA, Written("", "公益广告", "楼道不堆物", "纸箱搬离楼道。\n\n火警119。"))
    assert told["name"] == "楼道不堆物"
    assert git(room.root, "log", "-1", "--format=%s").strip() == "新补白《楼道不堆物》"
    shown = filler(room, "楼道不堆物")
    assert (shown["label"], shown["headline"], shown["words"]) == (
        "公益广告",
        "楼道不堆物",
        "纸箱搬离楼道。\n\n火警119。",
    )
    paper = gather(room.root, ["2026-01"]).paper
    assert paper is not None and [each.headline for each in paper.fillers] == ["楼道不堆物"]
    # Another of the same headline is another file; a colleague's change is not written over.
    assert save_filler(room, JIA, Written("", "", "楼道不堆物", "另一则。"))["name"] == "楼道不堆物-2"
    base = str(shown["base"])
    changed = save_filler(room, JIA, Written("楼道不堆物", "征稿", "楼道不堆物", "改过的。", base))
    with pytest.raises(Refusal, match="有人改过"):
        save_filler(room, JIA, Written("楼道不堆物", "", "楼道", "我的。", base))
    room.take_back(JIA, str(changed["commit"]), "改补白")
    assert filler(room, "楼道不堆物") == shown
    removed = remove_filler(room, JIA, "楼道不堆物")
    assert not (room.root / "content/fillers/楼道不堆物.md").exists()
    room.take_back(JIA, str(removed["commit"]), "删补白")
    assert filler(room, "楼道不堆物") == shown
    # Nothing is lost to who removed it while somebody wrote in it.
    remove_filler(room, JIA, "楼道不堆物")
    save_filler(room, JIA, Written("楼道不堆物", "", "楼道不堆物", "还在写的。", base))
    assert filler(room, "楼道不堆物")["words"] == "还在写的。"


def test_a_filler_keeps_its_artwork_and_needs_no_words_with_it(
    room: EditingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    (room.root / "content/pictures").mkdir(exist_ok=True)
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 5"><path d="M0 0H9V5H0z"/></svg>'
    (room.root / "content/pictures/关阀.svg").write_text(drawing, "utf-8")
    (room.root / "content/fillers").mkdir()
    path = room.root / "content/fillers/关阀.md"
    path.write_text("---\nheadline: 关阀\nartwork: pictures/关阀.svg\n---\n\n人走关火。\n", "utf-8")
    git(room.root, "add", "-A")
    git(room.root, "commit", "-qm", "补白的图")
    shown = filler(room, "关阀")
    save_filler(room, JIA, Written("关阀", "公益广告", "人走关阀", "", str(shown["base"])))
    assert "artwork: pictures/关阀.svg" in path.read_text("utf-8") and "人走关火" not in path.read_text(
        "utf-8"
    )
    thin(room.root, 12)
    (told,) = advertising(room.root, monkeypatch)["fillers"]
    assert (told["headline"], told["characters"], told["pages"]) == ("人走关阀", 0, [1])


@pytest.mark.parametrize(
    ("name", "headline", "words"),
    [
        ("", "", "有字。"),
        ("", "有题", " \n"),
        ("", "有题", "## 小标题\n\n有字。"),
        ("", "有题", "![图](../x.jpg)"),
        ("", "有题", "<b>粗</b>"),
        ("../关于", "有题", "有字。"),
        (".藏", "有题", "有字。"),
    ],
)
def test_a_filler_that_cannot_be_set_is_refused(
    room: EditingRoom, name: str, headline: str, words: str
) -> None:
    with pytest.raises(Refusal):
        save_filler(room, JIA, Written(name, "", headline, words))
    assert not list((room.root / "content").glob("fillers/*"))


def test_a_filler_that_a_plan_asks_for_stays(room: EditingRoom) -> None:
    save_filler(room, JIA, Written("", "", "楼道", "不堆物。"))
    plan = room.root / "issues/2026-01/issue.yml"
    plan.write_text(
        plan.read_text("utf-8").replace("sections: [要闻]", "sections: [要闻], filler: 楼道", 1), "utf-8"
    )
    assert "filler: 楼道" in plan.read_text("utf-8")
    with pytest.raises(Refusal, match="第1版"):
        remove_filler(room, JIA, "楼道")
