"""What an editor without a terminal needs on the way to print: the paper's facts, what keeps an issue back, the website."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from build_tools.desk import live
from build_tools.desk.facts import facts, give_facts
from build_tools.desk.fillers import Written, save_filler
from build_tools.desk.months import Months
from build_tools.desk.people import People, may
from build_tools.desk.room import EditingRoom, Refusal
from build_tools.desk.website import file_of, make_website, packed
from build_tools.desk.words import in_room
from build_tools.diagnostics import Place, diagnose
from build_tools.readers import read_paper
from tests.desk.conftest import JIA, git
from tests.desk.test_editing import STAFF, Browser, running

SETTINGS = "mkdocs.yml"
COPIES = {"section": "press", "key": "copies", "was": "1", "value": "2000"}


def lacking(root: Path) -> None:
    """The paper as it stands before anybody has asked the print shop."""
    path = root / SETTINGS
    path.write_text(path.read_text("utf-8").replace("总编辑: 某编辑", "总编辑: 待补"), "utf-8")


def test_a_fact_is_given_as_one_commit_and_the_paper_says_it(room: EditingRoom) -> None:
    lacking(room.root)
    known = {each["label"]: each for each in facts(room)}
    assert known["总编辑"]["value"] == "" and known["印数"]["value"] == "1"
    row = {"section": "imprint", "key": "总编辑", "was": "", "value": " 甲\n乙 "}
    told = give_facts(room, JIA, [row, {**COPIES, "value": "1"}])
    assert told == {"trouble": "", "changed": 1}
    paper = read_paper(room.root).paper
    assert paper is not None and paper.imprint.fact("总编辑") == "甲 乙"
    assert git(room.root, "log", "-1", "--format=%an %s").strip() == "甲 报纸的事项：总编辑"
    # Taken out again, it is still to be given.
    give_facts(room, JIA, [{**row, "was": "甲 乙", "value": ""}])
    assert "总编辑: 待补" in (room.root / SETTINGS).read_text("utf-8")


@pytest.mark.parametrize(
    ("row", "status"),
    [
        ({**COPIES, "was": "2"}, 409),
        ({**COPIES, "key": "profile"}, 400),
        ({**COPIES, "section": "bounty", "key": "account"}, 400),
        ({**COPIES, "value": "长" * 101}, 400),
    ],
)
def test_what_another_has_changed_and_what_is_no_fact_is_refused(
    room: EditingRoom, row: dict[str, str], status: int
) -> None:
    before = (room.root / SETTINGS).read_bytes()
    with pytest.raises(Refusal) as refused:
        give_facts(room, JIA, [row])
    assert refused.value.status == status and (room.root / SETTINGS).read_bytes() == before


def test_all_that_keeps_an_issue_back_is_told_before_it_is_signed(
    paper_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking(paper_root)
    monkeypatch.setattr(live, "_shop", live._Shop(paper_root))
    assert [each["code"] for each in live.kept_back("2026-01", False)] == ["SQ230"]
    assert live.kept_back("2026-01", True) == []
    plain, sample = (live.set_page("2026-01", 1, None, each) for each in (False, True))
    assert "样报" in str(sample[0]["blocks"]) and "样报" not in str(plain[0]["blocks"])
    # The page is not arranged from then on as the sample was.
    assert plain[1] is not None and sample[1] is None


def test_a_page_keeps_the_filler_that_an_editor_chose(room: EditingRoom) -> None:
    months, plan = Months(room), room.root / "issues/2026-01/issue.yml"
    save_filler(room, JIA, Written("", "公益广告", "楼道不堆物", "生命有通道。", ""))
    before, name = plan.read_text("utf-8"), next(iter(room.paper().fillers)).name
    months.set_filler(JIA, "2026-01", 2, name)
    assert f'filler: "{name}"' in plan.read_text("utf-8") and months._plan("2026-01", 2)[1].filler == name
    with pytest.raises(Refusal):
        months.set_filler(JIA, "2026-01", 2, "没有这一则")
    months.set_filler(JIA, "2026-01", 2, "")
    assert months._plan("2026-01", 2)[1].filler == "" and "filler" not in plan.read_text("utf-8")
    assert before.split() == plan.read_text("utf-8").split()


def test_a_remedy_names_the_page_s_own_buttons() -> None:
    place = Place("issues/2026-01/issue.yml")
    found = [
        diagnose("SQ230", place, label="印数", whom="印厂", where="press 的 copies"),
        diagnose("SQ230", place, label="定价", whom="主办单位", where="imprint"),
        diagnose("SQ317", place, earlier="2026-01", issue="2026-02"),
        diagnose("SQ569", place, page=1, story="甲", problem="乙"),
        diagnose(
            "SQ571",
            place,
            page=1,
            figures=1,
            stories="甲",
            more="；图确实要多，就在 issue.yml 那一版写 template: 图片版",
        ),
        diagnose(
            "SQ603",
            place,
            page=1,
            lines=9,
            characters=9,
            advice="再写一篇；现在用补白《报训》占着，就用它，在 issue.yml 那一版写 filler: 报训。",
        ),
        diagnose("SQ104", place),
    ]
    for each in map(in_room, found):
        words = f"{each['message']}{each['remedy']}"
        assert not any(mark in words for mark in (".yml", "./", "--", "headline", "改这一行")), words


def made_by_hand(root: Path) -> None:
    site = root / "dist/site"
    (site / "2026-01").mkdir(parents=True)
    (site / "index.html").write_text("<script>alert(1)</script>", "utf-8")
    (site / "2026-01/index.html").write_text("期", "utf-8")


def test_no_issue_signed_is_no_website(room: EditingRoom) -> None:
    with pytest.raises(Refusal, match="还没有一期付印"):
        make_website(room, JIA)


def test_the_website_leads_to_nothing_else(room: EditingRoom) -> None:
    made_by_hand(room.root)
    (room.root / "dist/site/out").symlink_to(room.root / "issues")
    assert file_of(room.root, "2026-01/") == (room.root / "dist/site/2026-01/index.html").resolve()
    for address in ("../../mkdocs.yml", "out/2026-01/issue.yml", "/etc/passwd", "a\0", "没有"):
        with pytest.raises(Refusal):
            file_of(room.root, address)
    path = packed(room.root)
    assert "2026-01/index.html" in zipfile.ZipFile(io.BytesIO(path.read_bytes())).namelist()


def test_the_website_is_for_who_reads_and_nothing_of_it_runs(desk_root: Path) -> None:
    made_by_hand(desk_root)
    people = People(desk_root)
    for name, role in STAFF:
        assert people.put(name, role, f"一个够长的口令1234{name}") == ""
    with running(desk_root, team=True) as server:
        stranger = Browser(server)
        for path in ("/site/", "/site.zip", "/website.json", "/facts.json"):
            assert stranger.ask("GET", path)[0] == 401
        for name, role in STAFF:
            browser = Browser(server)
            assert browser.sign_in(name) == 200
            reads, signs = may(role, "read"), may(role, "sign")
            assert browser.ask("GET", "/website.json")[0] == (200 if reads else 403)
            assert browser.ask("GET", "/site/none/")[0] == (404 if reads else 403)
            assert browser.ask("GET", "/facts.json")[0] == (200 if signs else 403)
            assert browser.ask("POST", "/facts", {"facts": [COPIES]})[0] == (200 if role == "主编" else 403)
            assert browser.ask("POST", "/website", {})[0] == (409 if signs else 403)
        chief = Browser(server)
        assert chief.sign_in("老陈") == 200
        assert chief.ask("GET", "/site/")[0] == 200
        policy = chief.headers["content-security-policy"]
        assert "sandbox allow-same-origin allow-popups;" in policy and "script" not in policy
        assert "form-action 'none'" in policy and "default-src 'none'" in policy
