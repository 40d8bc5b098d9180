"""The judge decides in seconds and cannot err silently: deletions, stretches, merging, splitting, undoing, disputes, the seal."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from build_tools.bounty.closing import seal
from build_tools.bounty.deciding import Choice, decide
from build_tools.bounty.inbox import reports_from
from build_tools.bounty.intake.rows import Row
from build_tools.bounty.merging import Grouping
from build_tools.bounty.opening import MonthSealed
from build_tools.bounty.prize import standings
from build_tools.bounty.verdicts import Decision, Verdict
from build_tools.desk.judge import JudgeServer
from build_tools.model import PublicValue
from tests.desk.month import drive, make_month
from tests.desk.test_judge_page import opened_page, running, serving
from tests.waiting import until

RIGHT = "第一版“坑洼已久”应为“坑洼多年”"
VAGUE = "第一版“坑洼已久”这几个字不对"


def first(desk: JudgeServer) -> str:
    return desk.desk.cases[0].fault.name


def listed_cases(desk: JudgeServer) -> list[dict[str, object]]:
    cases = desk.overview()["cases"]
    assert isinstance(cases, list)
    return cases


def judge(desk: JudgeServer, **asked: object) -> tuple[int, dict[str, object]]:
    usual: dict[str, object] = {"name": first(desk), "decision": "accepted", "kind": "word", "candidate": 0}
    return desk.decide({**usual, **asked})


def test_an_empty_wording_is_never_taken_for_a_deletion_unasked(paper_root: Path) -> None:
    with serving(paper_root, VAGUE) as desk:
        case = desk.desk.cases[0]
        shown = desk.detail(case)["suggested"]
        assert isinstance(shown, dict) and shown["told"] is False and shown["corrected"] == ""
        status, said = judge(desk, start=shown["start"], end=shown["end"], corrected="")
        assert status == 409 and said["ask"] == "deletion" and "删去" in str(said["problem"])
        assert not desk.room.verdicts_path.exists()
        assert judge(desk, start=shown["start"], end=shown["end"], corrected="", deletion=True)[0] == 200
        (verdict,) = desk.room.verdicts()[0]
        assert len(verdict.corrected) < len(verdict.printed)


def test_what_the_print_does_not_bear_out_is_not_filled_in(paper_root: Path) -> None:
    with serving(paper_root, "第一版“坑洼已久”少一个“呜”") as desk:
        suggested = desk.detail(desk.desk.cases[0])["suggested"]
        assert isinstance(suggested, dict)
        assert suggested["told"] is False or suggested["corrected"] == "呜"
        case = desk.desk.cases[0]
        now = "2026-02-02T10:00:00"
        choice = Choice(Decision.ACCEPTED, "甲", now, kind="word")
        if not suggested["told"]:
            assert decide(case, choice, desk.room.index)[0] is None


@pytest.mark.parametrize(
    "asked",
    [
        {"start": -1, "end": 3, "corrected": "x"},
        {"start": 3, "end": 2, "corrected": "x"},
        {"start": 0, "end": 10**9, "corrected": "x"},
        {"start": 2, "end": 2, "corrected": ""},
        {"start": 0, "end": 2, "corrected": "", "candidate": 1},
        {"corrected": "x", "candidate": 1},
        {"kind": "typo"},
        {"kind": ["word"]},
        {"start": True, "end": [], "corrected": {}},
    ],
)
def test_a_choice_that_makes_no_sense_writes_nothing(paper_root: Path, asked: dict[str, object]) -> None:
    with serving(paper_root, VAGUE) as desk:
        assert judge(desk, **asked)[0] in (404, 409)
        assert not desk.room.verdicts_path.exists()


def test_a_verdict_is_taken_back_and_the_case_is_open_again(paper_root: Path) -> None:
    with serving(paper_root, RIGHT) as desk:
        judge(desk, decision="rejected")
        assert desk.desk.cases[0].state == "rejected"
        judge(desk, decision="withdrawn")
        assert desk.desk.cases[0].state == "open"
        assert [each.decision for each in desk.room.verdicts()[0]] == [Decision.REJECTED, Decision.WITHDRAWN]


def test_cases_are_put_together_and_taken_apart_and_stay_so(paper_root: Path) -> None:
    texts = (
        RIGHT,
        "2601-015 第1段 坑洼已久 应为 坑洼多年",
        "2601-015第1段“三天后路面平了”应为“三天后路面修平了”",
    )
    with serving(paper_root, *texts) as desk:
        assert sorted(len(case.fault.claims) for case in desk.desk.cases) == [1, 2]
        both = [filed.name for case in desk.desk.cases for filed in case.fault.claims]
        assert desk.decide({"together": both})[0] == 200
        assert [len(case.fault.claims) for case in desk.room.desk().cases] == [3]
        assert desk.decide({"apart": both[:1]})[0] == 200
        assert sorted(len(case.fault.claims) for case in desk.room.desk().cases) == [1, 2]
        senseless: list[dict[str, object]] = [
            {"together": both[:1]},
            {"apart": []},
            {"apart": both},
            {"together": "x"},
            {"apart": ["y"]},
        ]
        for wrong in senseless:
            assert desk.decide(wrong)[0] == 404
    assert desk.room.verdicts()[1] == ()


def test_what_is_taken_apart_from_a_judged_case_is_another_and_not_judged(paper_root: Path) -> None:
    """Else whoever is said to have found something else is paid for what others found."""
    with serving(paper_root, RIGHT, "2601-015 第1段 坑洼已久 应为 坑洼多年", VAGUE) as desk:
        (case,) = desk.desk.cases
        names = [filed.name for filed in case.fault.claims]
        shown = desk.detail(case)["suggested"]
        assert isinstance(shown, dict)
        told = {key: shown[key] for key in ("start", "end", "corrected")}
        assert len(names) == 3 and judge(desk, **told)[0] == 200
        assert desk.decide({"apart": names[1:]})[0] == 200
        for cases in (desk.desk.cases, desk.room.desk().cases):
            assert {len(each.fault.claims): each.state for each in cases} == {1: "accepted", 2: "open"}
        gained = {each.finder: each.score for each in standings(desk.room.desk().judged)}
        assert sorted(gained.values()) == [0, 0, 1]
        assert desk.room.rate(desk.desk).faults == 1
        # Judged anew, split once more, and put together again: what was said of them all holds of each part that stays.
        assert judge(desk, name=names[1], decision="rejected")[0] == 200
        assert desk.decide({"apart": names[2:]})[0] == 200
        assert [each.state for each in desk.room.desk().cases] == ["accepted", "rejected", "open"]
        assert desk.decide({"together": names[:2]})[0] == 409
        assert judge(desk, name=names[1], decision="withdrawn")[0] == 200
        assert desk.decide({"together": names})[0] == 200
        assert [each.state for each in desk.room.desk().cases] == ["accepted"]


WEIRD: tuple[object, ...] = (
    None, True, 0, -1, 10**30, 1.5, float("inf"), "", "x", "²", "\ud800", "\x00", "甲" * 500, [], ["x"], {}, {"a": 1},
    [[]], [{}], [None], "accepted", "word", "1#1",
)  # fmt: skip


def test_whatever_is_sent_is_answered_and_the_files_can_be_read(paper_root: Path) -> None:
    chance = random.Random(5)
    keys = "name decision candidate corrected kind reason important final deletion merge start end adopt together apart"
    with serving(paper_root, RIGHT, VAGUE, "第一版“二十把伞”应为“二十多把伞”", "祝编辑部新年好") as desk:
        names = [filed.name for case in desk.desk.cases for filed in case.fault.claims]
        values = (*WEIRD, *names, names, names[:1])
        answers = Counter[int]()
        for _ in range(300):
            asked = {key: chance.choice(values) for key in chance.sample(keys.split(), chance.randint(1, 9))}
            if chance.random() < 0.7:
                asked |= {
                    "name": chance.choice(names),
                    "decision": chance.choice([*Decision]).value,
                    "kind": "word",
                }
            if chance.random() < 0.7:
                asked = {key: asked[key] for key in asked if key not in ("adopt", "together", "apart")}
            answers[desk.decide(asked)[0]] += 1
        assert {*answers} == {200, 404, 409}
        found, wrong = desk.room.verdicts()
        assert found and not wrong and len(found) <= answers[200]
        assert len(desk.room.desk().reports) == 4


def test_one_change_is_not_recorded_twice(paper_root: Path) -> None:
    """Two cases of one fault would count twice, with two first finders."""
    with serving(paper_root, RIGHT, VAGUE) as desk:
        (case,) = desk.desk.cases
        one, other = (filed.name for filed in case.fault.claims)
        assert desk.decide({"apart": [other]})[0] == 200
        suggested = desk.detail(case)["suggested"]
        assert isinstance(suggested, dict)
        told = {key: suggested[key] for key in ("start", "end", "corrected")}
        wide = {"start": told["start"] - 1, "end": told["end"]}
        piece = desk.room.index.piece(case.fault.spot) if case.fault.spot else None
        assert piece and judge(desk, name=one, **told)[0] == 200
        wide["corrected"] = f"{piece.text[wide['start']]}{told['corrected']}"
        status, said = judge(desk, name=other, **wide)
        assert status == 409 and said["ask"] == "merge" and "并成一处" in str(said["problem"])
        assert len(desk.room.verdicts()[0]) == 1
        assert judge(desk, name=other, **wide, merge=True)[0] == 200
        (both,) = desk.room.desk().cases
        assert both.state == "accepted" and len(both.fault.claims) == 2
        assert len(desk.room.verdicts()[0]) == 1


def test_the_last_word_holds_when_two_judged_cases_become_one(paper_root: Path) -> None:
    with serving(paper_root, RIGHT, VAGUE) as desk:
        (case,) = desk.desk.cases
        one, other = (filed.name for filed in case.fault.claims)
        shown = desk.detail(case)["suggested"]
        assert isinstance(shown, dict)
        told = {key: shown[key] for key in ("start", "end", "corrected")}
        assert desk.decide({"apart": [other]})[0] == 200
        assert judge(desk, name=one, **told)[0] == judge(desk, name=other, decision="rejected")[0] == 200
        # Put together as they are, the word of one would silently become the word of both.
        status, said = desk.decide({"together": [one, other]})
        assert status == 409 and "裁定不同" in str(said["problem"])
        assert judge(desk, name=other, **told, merge=True)[0] == 200
        assert [each.state for each in desk.room.desk().cases] == ["accepted"]


def test_the_page_asks_before_one_change_is_recorded_twice(paper_root: Path, browser: Browser) -> None:
    with serving(paper_root, RIGHT, VAGUE) as desk:
        claims = [filed.name for filed in desk.desk.cases[0].fault.claims]
        shown = desk.detail(desk.desk.cases[0])["suggested"]
        assert isinstance(shown, dict)
        told = {key: shown[key] for key in ("start", "end", "corrected")}
        assert desk.decide({"apart": claims[1:]})[0] == judge(desk, name=claims[0], **told)[0] == 200
        with opened_page(desk, browser) as page:
            page.locator(f"#cases li[aria-current=true][data-name='{claims[1]}']").wait_for()
            if not page.evaluate("() => byId('corrected').value"):
                page.keyboard.press("e")
                page.keyboard.type(str(shown["corrected"]))
                page.keyboard.press("Escape")
                page.evaluate(
                    "told => { selection = told; drawChange(); }", {k: shown[k] for k in ("start", "end")}
                )
            page.keyboard.press("1")
            page.locator("#problem.ask", has_text="并成一处").wait_for()
            page.keyboard.press("1")
            page.locator("#progress", has_text="并成1处，已裁1处").wait_for()
        assert len(desk.room.verdicts()[0]) == 1


def test_judges_who_differ_are_a_dispute_until_one_is_final(paper_root: Path) -> None:
    with serving(paper_root, RIGHT) as one, running(one.room, "乙") as other:
        shown = one.detail(one.desk.cases[0])["suggested"]
        assert isinstance(shown, dict) and shown["told"]
        assert judge(one, start=shown["start"], end=shown["end"], corrected=shown["corrected"])[0] == 200
        assert judge(other, decision="rejected")[0] == 200
        overview = one.overview()
        assert isinstance(overview["cases"], list) and overview["cases"][0]["state"] == "disputed"
        assert overview["cases"][0]["judged"] == ["甲", "乙"]
        judge(other, decision="rejected", final=True)
        one.overview()
        assert one.desk.cases[0].state == "rejected"


def test_what_judges_differ_in_is_seen_and_what_was_ticked_stays(paper_root: Path, browser: Browser) -> None:
    with (
        serving(paper_root, RIGHT) as desk,
        running(desk.room, "乙") as other,
        opened_page(desk, browser) as page,
    ):
        page.locator("#cases li[aria-current=true]").wait_for()
        page.check("#important")
        page.keyboard.press("1")
        proposed = other.detail(other.desk.cases[0])["suggested"]
        assert isinstance(proposed, dict)
        page.locator("#progress", has_text="已裁1处").wait_for()
        judge(other, start=proposed["start"], end=proposed["end"], corrected=proposed["corrected"])
        page.locator(".verdicts li").nth(1).wait_for(timeout=60_000)
        first_said, second_said = page.locator(".verdicts li").all_inner_texts()
        assert "重要" in first_said and "重要" not in second_said
        assert "“已久”应为“多年”" in first_said and "“已久”应为“多年”" in second_said
        page.evaluate("open(current.name)")
        assert page.is_checked("#important")
        page.keyboard.press("1")
        until(lambda: len(desk.room.verdicts()[0]) == 3)
        assert [each.important for each in desk.room.verdicts()[0]] == [True, False, True]


def test_a_case_is_opened_where_its_judge_has_said_it_is(paper_root: Path) -> None:
    with serving(paper_root, "第一版“坑洼”两个字不对") as desk:
        (case,) = desk.desk.cases
        spots = [each.spot for each in case.fault.first.claim.candidates]
        assert len(spots) > 1
        assert judge(desk, candidate=1, start=0, end=1, corrected="试")[0] == 200
        shown = desk.detail(desk.desk.cases[0])
        assert (shown["candidate"], desk.room.verdicts()[0][0].spot) == (1, spots[1])
        assert shown["suggested"]["corrected"] == desk.room.verdicts()[0][0].corrected  # type: ignore[index]
        assert desk.detail(desk.desk.cases[0], 0)["candidate"] == 0
        (listed,) = listed_cases(desk)
        assert (listed["place"], listed["wanted"]) == (shown["place"], desk.room.verdicts()[0][0].corrected)
        assert judge(desk, candidate=1, start=0, end=4, deletion=True)[0] == 200
        assert listed_cases(desk)[0]["deleted"]


def test_letters_that_come_to_a_judged_case_are_told_of(paper_root: Path) -> None:
    with serving(paper_root, RIGHT) as desk:
        judge(desk, decision="rejected")
        rows = [Row(1, {"内容": f"{RIGHT}。", "账号": "another", "时间": "2026-01-21"})]
        desk.room.inbox.add(reports_from(desk.room.inbox.key, "later", rows, datetime.date(2026, 1, 22)))
        (listed,) = listed_cases(desk)
        assert (listed["state"], listed["since"]) == ("rejected", 1)
        letters = desk.detail(desk.desk.cases[0])["letters"]
        assert [each["since"] for each in letters] == [False, True]  # type: ignore[attr-defined]
        judge(desk, decision="rejected")
        assert listed_cases(desk)[0]["since"] == 0


def test_messages_that_have_no_room_on_the_page_are_counted(
    paper_root: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("build_tools.desk.judge_views.MOST_OTHERS", 1)
    greetings = ("报纸收到了，谢谢", "祝编辑部新年好", "新年快乐")
    with serving(paper_root, RIGHT, *greetings) as desk, opened_page(desk, browser) as page:
        page.click("text=非报错 3")
        assert page.locator("#cases .adopt").count() == 1
        assert "还有2封" in page.inner_text("#cases")
        monkeypatch.undo()
        listed = desk.overview()["others"]
        assert isinstance(listed, list)
        pointing = [bool(each["perhaps"]) for each in listed]
        assert len(listed) == 3 and pointing == sorted(pointing, reverse=True)


def test_what_a_judge_puts_together_is_not_told_as_new(paper_root: Path) -> None:
    with serving(paper_root, RIGHT, "2601-015第1段“三天后路面平了”应为“三天后路面修平了”") as desk:
        judge(desk, decision="rejected")
        claims = [filed.name for case in desk.desk.cases for filed in case.fault.claims]
        assert len(desk.desk.cases) == 2 and desk.decide({"together": claims})[0] == 200
        assert [case["since"] for case in listed_cases(desk)] == [0]


def test_a_disk_that_is_full_is_told_and_nothing_is_lost(
    paper_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(paper_root, RIGHT) as desk:
        judge(desk, decision="rejected")
        with monkeypatch.context() as full:
            full.setattr(
                "build_tools.bounty.opening.write_whole",
                lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")),
            )
            status, said = judge(desk, decision="unsure")
        assert status == 409 and "磁盘满了" in str(said["problem"])
        assert [each.decision for each in desk.room.verdicts()[0]] == [Decision.REJECTED]
        assert judge(desk, decision="unsure")[0] == 200


def test_a_sealed_month_is_locked(paper_root: Path) -> None:
    with serving(paper_root, RIGHT) as desk:
        judge(desk, decision="rejected")
        now = datetime.datetime(2026, 2, 5, 10, tzinfo=desk.room.zone)
        digest, _ = seal(desk.room, PublicValue("x", "2026-02-06T15:00:00+08:00"), now)
        assert digest
        assert judge(desk, decision="advice")[0] == 423
        assert desk.overview()["sealed"] is True
        with pytest.raises(MonthSealed):
            desk.room.record(desk.room.verdicts()[0][0])


def test_the_keys_of_the_page_do_what_they_say(paper_root: Path, browser: Browser) -> None:
    with (
        serving(paper_root, VAGUE, "第一版“二十把伞”应为“二十多把伞”") as desk,
        opened_page(desk, browser) as page,
    ):
        page.locator("#cases li", has_text="坑洼").click()
        page.locator("#cases li[aria-current=true]", has_text="坑洼").wait_for()
        page.keyboard.press("1")
        page.locator("#problem.ask", has_text="删去").wait_for()
        assert not desk.room.verdicts_path.exists()
        before = page.evaluate("() => [selection.start, selection.end]")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Shift+ArrowLeft")
        assert page.evaluate("() => [selection.start, selection.end]") == [before[0], before[1] + 1]
        page.keyboard.press("Shift+ArrowRight")
        page.keyboard.press("e")
        page.keyboard.type("坑洼多年")
        assert page.inner_text("#change ins") == "坑洼多年"
        page.keyboard.press("Enter")
        page.locator("#progress", has_text="已裁1处").wait_for()
        (verdict,) = desk.room.verdicts()[0]
        assert (verdict.printed, verdict.corrected) == ("坑洼已久", "坑洼多年")
        page.get_by_role("button", name="全部").click()
        page.locator("#cases li", has_text="坑洼").click()
        page.locator("#undo").wait_for()
        page.keyboard.press("u")
        page.locator("#progress", has_text="已裁0处").wait_for()


def test_answers_that_come_late_change_nothing_in_the_case_that_is_open(
    paper_root: Path, browser: Browser
) -> None:
    with (
        serving(paper_root, VAGUE, "第一版“二十把伞”应为“二十多把伞”") as desk,
        opened_page(desk, browser) as page,
    ):
        held: list[Route] = []

        def click(text: str) -> None:
            page.locator("#cases li", has_text=text).click()

        def now(text: str) -> None:
            page.locator("#cases li[aria-current=true]", has_text=text).wait_for()

        # Of two cases the one that was asked for last is shown, in whatever order they come.
        page.route("**/case.json*", lambda route: route.continue_() if held else held.append(route))
        click("二十把伞")
        until(lambda: page.evaluate("true") and held)
        click("坑洼")
        now("坑洼")
        with page.expect_response("**/case.json*"):
            held[0].continue_()
        page.evaluate("new Promise(done => setTimeout(done, 100))")
        now("坑洼")
        page.unroute("**/case.json*")

        # A case that is read once more keeps what was chosen in it meanwhile, and what was asked about it.
        for key, kept in (("ArrowRight", "String(selection.end)"), ("1", "byId('problem').textContent")):
            held.clear()
            page.route("**/case.json*", lambda route: held.append(route))
            before = page.evaluate(kept)
            click("坑洼")
            until(lambda: page.evaluate("true") and held)
            page.keyboard.press(key)
            page.wait_for_function(f"before => {kept} !== before", arg=before)
            done = page.evaluate(kept)
            with page.expect_response("**/case.json*"):
                held[0].continue_()
            page.evaluate("new Promise(done => setTimeout(done, 100))")
            assert page.evaluate(kept) == done
            page.unroute("**/case.json*")
        page.keyboard.press("Shift+ArrowRight")
        click("二十把伞")
        now("二十把伞")
        click("坑洼")
        now("坑洼")

        # What is asked about one case is not asked about the other, nor taken for said; what is written there stays.
        held.clear()
        page.route("**/verdict", lambda route: held.append(route))
        page.keyboard.press("1")
        until(lambda: page.evaluate("true") and held)
        click("二十把伞")
        now("二十把伞")
        page.fill("#corrected", "三十把伞")
        held.pop().continue_()
        page.locator("#problem", has_text="没有记下").wait_for()
        assert page.input_value("#corrected") == "三十把伞" and page.evaluate("asked") == ""

        # Pressed twice, or held down, it is one verdict; what does not arrive is said.
        page.locator("#corrected").blur()
        page.keyboard.press("2")
        page.keyboard.press("2")
        until(lambda: page.evaluate("true") and held)
        page.locator("#cases li", has_text="坑洼").click()
        now("坑洼")
        page.keyboard.press("e")
        page.keyboard.type("坑洼多年")
        assert len(held) == 1
        with page.expect_response("**/verdict"):
            held.pop().continue_()
        page.locator("#progress", has_text="已裁1处").wait_for()
        assert page.input_value("#corrected") == "坑洼多年" and len(desk.room.verdicts()[0]) == 1
        page.keyboard.press("Escape")
        page.keyboard.press("1")
        until(lambda: page.evaluate("true") and held)
        held.pop().abort()
        page.locator("#problem", has_text="连不上").wait_for()
        assert page.input_value("#corrected") == "坑洼多年"


def test_what_a_judge_has_written_and_left_stays_when_another_decides(
    paper_root: Path, browser: Browser
) -> None:
    with (
        serving(paper_root, VAGUE) as desk,
        running(desk.room, "乙") as other,
        opened_page(desk, browser) as page,
    ):
        page.locator("#cases li[aria-current=true]").wait_for()
        page.keyboard.press("e")
        page.keyboard.type("坑洼多年")
        page.keyboard.press("Escape")
        judge(other, decision="rejected")
        page.locator("#progress", has_text="已裁1处").wait_for(timeout=60_000)
        page.evaluate("fetch(`case.json?name=${encodeURIComponent(current.name)}`)")
        assert page.input_value("#corrected") == "坑洼多年"


def test_a_damaged_inbox_is_told_on_the_page_and_nothing_is_recorded_meanwhile(
    paper_root: Path, browser: Browser
) -> None:
    with serving(paper_root, RIGHT) as desk, opened_page(desk, browser) as page:
        letters = desk.room.inbox.folder / "reports.jsonl"
        whole = letters.read_text("utf-8")
        letters.write_text(f"{whole}{{half", "utf-8")
        page.locator("#halted", has_text="reports.jsonl").wait_for()
        assert "改法" in page.inner_text("#halted")
        status, said = judge(desk, decision="rejected")
        assert status == 409 and "reports.jsonl" in str(said["problem"])
        assert not desk.room.verdicts_path.exists()
        letters.write_text(whole, "utf-8")
        page.locator("#halted").wait_for(state="hidden")
        assert judge(desk, decision="rejected")[0] == 200


def test_a_desk_that_is_gone_says_so_on_the_page(paper_root: Path, browser: Browser) -> None:
    with serving(paper_root, RIGHT) as desk, opened_page(desk, browser) as page:
        page.locator("#cases li[aria-current=true]").wait_for()
        page.route("**/overview.json", lambda route: route.abort())
        page.locator("#halted", has_text="连不上").wait_for()
        page.unroute("**/overview.json")
        page.locator("#halted").wait_for(state="hidden")


def test_the_others_work_is_seen_without_a_touch(paper_root: Path, browser: Browser) -> None:
    with (
        serving(paper_root, RIGHT) as desk,
        running(desk.room, "乙") as other,
        opened_page(desk, browser) as page,
    ):
        judge(other, decision="rejected")
        page.locator("#progress", has_text="已裁1处").wait_for(timeout=60_000)


def test_two_judges_in_one_browser_do_not_shut_each_other_out(paper_root: Path, browser: Browser) -> None:
    with (
        serving(paper_root, RIGHT) as one,
        running(one.room, "乙") as other,
        opened_page(one, browser) as page,
    ):
        second = page.context.new_page()
        second.goto(other.address)
        second.wait_for_selector("#cases li[aria-current=true]")
        for each, key, done in ((page, "1", 1), (second, "2", 0), (page, "2", 1)):
            before = len(one.room.verdicts()[0])
            each.bring_to_front()
            each.keyboard.press(key)
            until(lambda before=before: len(one.room.verdicts()[0]) > before)  # type: ignore[misc]
            # A key counts for nothing more until the page has shown what was recorded.
            each.get_by_text(f"已裁{done}处").wait_for()
        assert [each.judge for each in one.room.verdicts()[0]] == ["甲", "乙", "甲"]


def test_a_month_is_judged_with_few_keys_and_no_wrong_record(paper_root: Path, browser: Browser) -> None:
    """Sixty letters here; ``python -m tests.desk.month`` measures the whole month of 240."""
    room, sent = make_month(paper_root, 60)
    with running(room) as desk, opened_page(desk, browser) as page:
        told = drive(page, room, sent)
    assert told.wrong == 0 and told.missing == 0
    assert told.keys / len(sent) < 1


def test_the_last_word_counts_though_the_clock_was_set_back(paper_root: Path) -> None:
    with serving(paper_root, RIGHT) as desk:
        (name,) = {filed.name for case in desk.desk.cases for filed in case.fault.claims}
        for hour, decision in ((9, Decision.REJECTED), (7, Decision.UNSURE), (8, Decision.ADVICE)):
            at = f"2099-01-01T0{hour}:00:00.000000+08:00"
            desk.room.record(Verdict((name,), "甲", at, decision))
        assert desk.room.desk().cases[0].state == "advice"
        desk.room.record(Verdict((name,), "乙", "2026-01-01T00:00:00+08:00", Decision.ADVICE))
        assert [each.at[:4] for each in desk.room.verdicts()[0]] == ["2099"] * 3 + ["2026"]
        for together, at in (
            (True, "9999-12-31T23:59:59.999999+08:00"),
            (False, "2026-01-01T00:00:00+08:00"),
        ):
            desk.room.regroup(Grouping((name,), together, "甲", at))
        assert len(desk.room.groupings()) == 2


def test_what_is_taken_apart_is_not_judged_though_the_clock_was_set_back(paper_root: Path) -> None:
    with serving(paper_root, RIGHT, VAGUE) as desk:
        names = [filed.name for case in desk.desk.cases for filed in case.fault.claims]
        desk.room.record(Verdict(tuple(names), "甲", "2099-01-01T09:00:00.000000+08:00", Decision.REJECTED))
        desk.overview()
        assert [case.state for case in desk.desk.cases] == ["rejected"]
        assert desk.decide({"apart": names[1:]})[0] == 200
        assert [case.state for case in desk.room.desk().cases] == ["rejected", "open"]
