"""The draw: sealed text, one value, one outcome, and an outsider who reckons it from the site alone."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from build_tools.bounty.claims import MessageKind
from build_tools.bounty.closing import award, seal
from build_tools.bounty.inbox import reports_from
from build_tools.bounty.intake import Row
from build_tools.bounty.opening import open_room
from build_tools.bounty.prize import RULE
from build_tools.bounty.verdicts import Decision
from build_tools.cli import main
from build_tools.model import Entrant, PublicValue, digest_of, draw, format_ballot, parse_ballot
from tests.bounty.ballots import make_ballot
from tests.bounty.desks import make_verdict
from tests.browsers import start_chromium
from tests.serving import served
from tests.waiting import until

ROOT = Path(__file__).parents[2]


def test_a_ballot_comes_back_from_its_text_as_it_was() -> None:
    for ballot in (
        make_ballot(5),
        make_ballot(0, value=PublicValue("福彩3D", "2021-02-05T21:15+08:00", None, 3)),
        make_ballot(1, entrants=(Entrant("00000001", Fraction(5, 2), 0, 3),)),
    ):
        assert parse_ballot(format_ballot(ballot)) == ballot
    assert parse_ballot("") is None and parse_ballot(format_ballot(make_ballot(2)) + "别的\n") is None


@pytest.mark.parametrize(
    "changed",
    [
        {"value": PublicValue("深证成指", "2021-02-05T15:00+08:00")},
        {"value": PublicValue("2021年2月5日上证指数收盘", "2021-02-08T15:00+08:00")},
        {"excellent": 9},
        {"best": 2},
        {"rule": RULE[:-1]},
        {"deadline": "2021-02-02"},
        {"sealed_at": "2021-02-04T10:00:00+08:00"},
    ],
)
def test_the_digest_covers_value_rule_prizes_and_times(changed: dict[str, object]) -> None:
    ballot = make_ballot(5)
    assert digest_of(format_ballot(replace(ballot, **changed))) != digest_of(format_ballot(ballot))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "said", ["3496.33", "3,496.33", "3496.330", " 3496.33 ", "３４９６．３３", "3，496.33"]
)
def test_a_value_has_one_form_however_it_is_written(said: str) -> None:
    assert make_ballot(1).value.canonical(said) == "3496.33"


@pytest.mark.parametrize("said", ["", "3496.335", "约3496", "3.49633e3", "nan", "3496.33元", "--1", "1" * 40])
def test_what_is_no_value_of_the_form_is_none(said: str) -> None:
    assert make_ballot(1).value.canonical(said) is None


def test_lottery_digits_keep_their_noughts() -> None:
    value = PublicValue("福彩3D", "2021-02-05T21:15+08:00", None, 3)
    assert value.canonical("0 0 7") == "007" and value.canonical("7") is None


def test_the_lot_decides_only_between_equals_and_spreads_evenly() -> None:
    text = format_ballot(make_ballot(20))
    drawn = [draw(text, f"{value / 100:.2f}") for value in range(100, 500)]
    firsts = [each.best[0] for each in drawn if each]
    assert len(firsts) == 400 and len(set(firsts)) == 20 and max(map(firsts.count, set(firsts))) < 50
    better = replace(
        make_ballot(20), entrants=(*make_ballot(20).entrants, Entrant("99999999", Fraction(2), 0, 9))
    )
    best = draw(format_ballot(better), "1.00")
    assert best and best.best == ("99999999",) and "99999999" not in best.by_lot


def test_nobody_without_a_score_wins() -> None:
    ballot = make_ballot(1, entrants=(Entrant("00000001", Fraction(0), 0, 1),))
    drawn = draw(format_ballot(ballot), "1.00")
    assert drawn and drawn.best == drawn.excellent == ()


def test_the_rule_stands_word_for_word_on_the_public_page() -> None:
    page = (ROOT / "content" / "bounty.md").read_text("utf-8")
    assert [sentence for sentence in RULE if sentence not in page] == []


OUTSIDER = "一二三四五六七八九十甲乙丙丁"


def test_an_outsider_reckons_the_winners_from_the_site_alone(paper_root: Path) -> None:
    """Sealed, drawn, published and built; then only what the site holds is used, by other code than the program's."""
    if not (paper_root / "theme").exists():
        (paper_root / "theme").symlink_to(ROOT / "theme")
    room, _ = open_room(paper_root, "2026-01")
    assert room
    rows = [
        Row(
            order,
            {
                "内容": f"第一版“坑洼已久”应为“坑洼{name}年”",
                "微信号": f"wx-{order}",
                "姓名": name * 2,
                "时间": "2026-01-20",
            },
        )
        for order, name in enumerate(OUTSIDER)
    ]
    room.inbox.add(reports_from(room.inbox.key, "x", rows, datetime.date(2026, 1, 25)))
    desk = room.desk()
    assert len(desk.reports) == 14 and set(desk.kinds.values()) == {MessageKind.REPORT}
    for order, case in enumerate(desk.cases):
        claims = tuple(filed.name for filed in case.fault.claims)
        spot = case.fault.spot
        room.record(make_verdict(order, claims=claims, spot=spot, decision=Decision.ACCEPTED))
    now = datetime.datetime(2026, 2, 5, 10, tzinfo=room.zone)
    value = PublicValue("2026年2月6日上证指数收盘", "2026-02-06T15:00+08:00")
    for pair in [(a, b) for a in desk.reports for b in desk.reports if a.finder < b.finder]:
        room.inbox.part_finders(pair[0].finder, pair[1].finder)
    digest, found = seal(room, value, now)
    assert digest and not found
    assert main(["bounty", "publish", "2026-01", "--root", str(paper_root)]) == 0
    late = datetime.datetime(2026, 2, 6, 16, tzinfo=room.zone)
    given, found = award(room, room.desk(), "3,496.33", late)
    assert given and not found
    assert main(["build", "--web", "--workers", "1", "--root", str(paper_root)]) == 0
    site = paper_root / "dist" / "site"

    # From here on: the site, a SHA-256 and a pencil.
    page = (site / "choujiang" / "index.html").read_text("utf-8")
    ballot = (site / "choujiang" / "2026-01.txt").read_bytes()
    told = re.search(r'<code class="digest">([0-9a-f]{64})</code>', page)
    said = re.search(r'<b class="value">([0-9.]+)</b>', page)
    assert told and said and hashlib.sha256(ballot).hexdigest() == told[1]
    lines = ballot.decode().splitlines()
    entrants = [line.split(" ") for line in lines[lines.index("名单：代号 净分 首报 误报") + 1 :]]
    ranking = sorted(
        entrants,
        key=lambda each: (
            -float(each[1]),
            -int(each[2]),
            int(each[3]),
            hashlib.sha256(f"{told[1]}\n{said[1]}\n{each[0]}".encode()).hexdigest(),
        ),
    )
    prizes = re.search("^奖：最佳([0-9]+)名，优秀([0-9]+)名$", ballot.decode(), re.M)
    assert prizes
    best, more = int(prizes[1]), int(prizes[2])
    codes = [each[0] for each in ranking if float(each[1])][: best + more]
    assert (tuple(codes[:best]), tuple(codes[best:])) == (given.drawn.best, given.drawn.excellent)

    with served(site) as home, sync_playwright() as playwright:
        chromium = start_chromium(playwright)
        opened = chromium.new_page(viewport={"width": 390, "height": 800})
        opened.goto(f"{home}choujiang/")
        # Who won is seen without pushing the table aside.
        box = opened.get_by_text("最佳", exact=True).first.bounding_box()
        assert box and box["x"] + box["width"] <= 390
        opened.click("text=在这台手机上重算")
        opened.wait_for_selector(".draw[data-winners]")
        assert json.loads(opened.get_attribute(".draw", "data-winners") or "") == [codes[:best], codes[best:]]
        assert "摘要相符" in opened.inner_text(".draw-said") and "相同" in opened.inner_text(".draw-said")
        opened.fill(".draw-form input", "3496.34")
        opened.click("text=在这台手机上重算")
        until(lambda: "不同" in opened.inner_text(".draw-said"))
        opened.route("**/2026-01.txt", lambda route: route.abort())
        opened.click("text=在这台手机上重算")
        until(lambda: "没有取到选票" in opened.inner_text(".draw-said"))
        # A receipt is looked up in the same way: by a number that only the reader was told.
        report = room.inbox.reports()[0]
        opened.goto(f"{home}huizhi/")
        for plain_http in (False, True):
            if plain_http:
                opened.evaluate("Object.defineProperty(window.crypto, 'subtle', { value: undefined })")
            opened.fill("[name=receipt]", report.receipt)
            opened.click("text=查询")
            opened.wait_for_selector("#receipt-said ul", timeout=60_000)
            assert "属实" in opened.inner_text("#receipt-said")
        chromium.close()
    names = {report.name for report in room.inbox.reports()}
    everything = b"".join(path.read_bytes() for path in site.rglob("*") if path.is_file())
    for report in room.inbox.reports():
        for word in (report.receipt, report.letter, report.finder, report.identity):
            assert word.encode() not in everything
    assert not any(name.encode() in everything for name in names)
