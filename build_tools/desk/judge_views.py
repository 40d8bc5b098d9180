"""裁定台的数据: the desk as plain data for the page. Readers' words travel as data and are never mark-up.

In: a desk, the index, the counts. Out: dictionaries for JSON, and the charts as escaped SVG.
"""

from __future__ import annotations

from build_tools.bounty.charts import bar_chart, month_charts
from build_tools.bounty.claims import Part, Spot
from build_tools.bounty.deciding import Suggestion, suggest, suggested_kind
from build_tools.bounty.desk import Case, Desk
from build_tools.bounty.identity import shown_receipt
from build_tools.bounty.merging import Filed
from build_tools.bounty.outputs import change_said, widened
from build_tools.bounty.resolver.index import Piece, PrintedIndex
from build_tools.bounty.statistics import MonthFigures, over_months
from build_tools.bounty.verdicts import Decision, Verdict
from build_tools.bounty.weights import TABLE

LONGEST = 3000
"""Characters of one letter that the page shows."""
_CLAIMS = 60
MOST_OTHERS = 500
"""Messages that are no report of which the page shows the words."""
_PERHAPS = 8.0
"""Evidence from which the place of a message that is not read as a report is worth a word."""


def case_summary(case: Case, index: PrintedIndex, spot: Spot | None = None) -> dict[str, object]:
    """One line of the list: what was decided, before that what is proposed. ``spot``: where it is looked at."""
    claim, verdict = case.fault.clearest, case.settled.verdict
    decided = verdict if verdict and verdict.decision is Decision.ACCEPTED and verdict.printed else None
    spot = spot or (decided.spot if decided else case.fault.spot)
    piece = index.piece(spot) if spot else None
    given = suggest(case, piece.text) if piece else Suggestion()
    article = next(
        (article.printed for article in index.articles if spot and article.printed.number == spot.number),
        None,
    )
    # A lone comma, or nothing at all, says little: the words around it do.
    words = ("", "")
    if decided:
        words = decided.printed, decided.corrected
    elif piece and (given.told or given.end > given.start):
        words = widened(piece.text, given.start, given.end, given.corrected)
    return {
        "name": case.fault.name,
        "state": case.state,
        "place": spot.chinese if spot else "位置不明",
        "page": article.page if article else 0,
        "headline": (article.headline or article.section) if article else "",
        "printed": words[0] or claim.wrong,
        "wanted": words[1] if given.told or decided else "",
        "deleted": bool(decided and not decided.corrected),
        "sure": case.fault.sure,
        "finders": len(case.fault.finders),
        "received": _when(case.fault.first.received),
        "judged": [verdict.judge for verdict in case.settled.each],
        "since": len({filed.letter for filed in case.since}),
    }


def case_detail(
    case: Case, desk: Desk, index: PrintedIndex, judge: str = "", candidate: int | None = None
) -> dict[str, object]:
    """Everything the judge needs for one decision. A verdict of one's own is shown as it was given, where it was given."""
    spots = [each.spot for each in case.fault.first.claim.candidates]
    own = next((each for each in case.settled.each if each.judge == judge), None)
    if candidate is None:
        accepted = own is not None and own.decision is Decision.ACCEPTED and own.spot in spots[1:]
        candidate = spots.index(own.spot) if own and own.spot and accepted else 0
    spot = spots[candidate] if 0 < candidate < len(spots) else case.fault.spot
    piece = index.piece(spot) if spot else None
    given = suggest(case, piece.text) if piece and spot == case.fault.spot else Suggestion()
    edit = case.fault.clearest.edit
    suggested: dict[str, object] = {
        "start": given.start,
        "end": given.end,
        "corrected": given.corrected,
        "told": given.told,
        "kind": suggested_kind(edit if given.told else None),
    }
    if own and own.decision is Decision.ACCEPTED and own.spot == spot and own.printed:
        suggested |= {
            "start": own.start,
            "end": own.end,
            "corrected": own.corrected,
            "told": True,
            "kind": own.kind,
        }
    return {
        **case_summary(case, index, spot),
        "text": piece.text if piece else "",
        "suggested": suggested,
        "candidate": candidate if spot != case.fault.spot else 0,
        "title": bool(spot and Part(spot.part).title),
        "doubts": [] if case.fault.sure else list(case.fault.first.claim.doubts),
        "candidates": [
            _candidate(index, each.spot.chinese, each.spot, each.score)
            for each in case.fault.first.claim.candidates
        ],
        "also": also_in(index, piece, given),
        "letters": [
            {**_letter(filed, desk), "since": filed in case.since} for filed in case.fault.claims[:_CLAIMS]
        ],
        "more": max(0, len(case.fault.claims) - _CLAIMS),
        "verdicts": [_verdict(each) for each in case.settled.each],
        "counts": f"{float(case.counted.counts):g}" if case.counted else "",
        "steps": list(case.counted.steps) if case.counted else [],
        "crop": f"crop/{spot.number}/{spot.part}/{spot.ordinal}.png" if spot else "",
    }


def also_in(index: PrintedIndex, piece: Piece | None, given: Suggestion) -> list[str]:
    """也见于: other pieces in which the same wrong words are printed."""
    if piece is None or not given.told or given.end <= given.start:
        return []
    printed, _ = widened(piece.text, given.start, given.end, given.corrected)
    return [other.spot.chinese for other in index.pieces if other is not piece and printed in other.text][:6]


def _when(received: str) -> str:
    return received[:16].replace("T", " ") or "时间不明"


def _candidate(index: PrintedIndex, label: str, spot: object, score: float) -> dict[str, object]:
    piece = next((piece for piece in index.pieces if piece.spot == spot), None)
    return {"place": label, "score": score, "text": (piece.text[:60] if piece else "")}


def _letter(filed: Filed, desk: Desk) -> dict[str, object]:
    report = next(report for report in desk.reports if report.letter == filed.letter)
    return {
        "claim": filed.name,
        "receipt": shown_receipt(report.receipt),
        "received": _when(filed.received),
        "late": filed.late,
        "finder": filed.finder[:6],
        "text": report.text[:LONGEST],
        "length": len(report.text),
        "wrong": filed.claim.wrong,
        "right": filed.claim.right,
    }


def _verdict(verdict: Verdict) -> dict[str, object]:
    return {
        "judge": verdict.judge,
        "decision": verdict.decision.value,
        "chinese": verdict.decision.chinese,
        "kind": verdict.kind,
        "important": verdict.important,
        "change": change_said(verdict.printed, verdict.corrected) if verdict.printed else "",
        "reason": verdict.reason,
        "at": verdict.at[:16].replace("T", " "),
        "final": verdict.final,
    }


def weights() -> list[dict[str, object]]:
    """The table, for the menu; what is not verified says so."""
    return [
        {
            "code": row.code,
            "name": row.name,
            "weight": f"{float(row.weight):g}",
            "verified": row.verified,
            "source": row.source,
        }
        for row in TABLE
    ]


def others(desk: Desk) -> dict[str, object]:
    """Messages that were taken for no report, so that none is lost from sight, those that may point somewhere first; and how
    many more there are than are shown."""
    told = {filed.letter for case in desk.cases for filed in case.fault.claims}
    perhaps = {letter: _perhaps(leads) for letter, leads in desk.leads.items()}
    untold = [report for report in desk.reports if report.letter not in told]
    untold.sort(key=lambda report: not perhaps.get(report.letter))
    shown = [
        {
            "letter": report.letter,
            "receipt": shown_receipt(report.receipt),
            "perhaps": perhaps.get(report.letter, ""),
            "kind": desk.kinds[report.letter].chinese,
            "received": _when(report.received),
            "text": report.text[:400],
            "length": len(report.text),
        }
        for report in untold[:MOST_OTHERS]
    ]
    return {"others": shown, "unshown": len(untold) - len(shown)}


def _perhaps(leads: tuple[Filed, ...]) -> str:
    """Where a message would point; "" where it quotes hardly anything of the paper."""
    return "、".join(
        filed.claim.spot.chinese
        for filed in leads
        if filed.claim.spot and filed.claim.candidates[0].score >= _PERHAPS
    )


def charts(months: list[MonthFigures]) -> str:
    """The newsroom's charts as HTML with inline SVG; the last month is the one on the desk."""
    now, names = months[-1], [month.issue for month in months]
    parts = [
        bar_chart(f"{now.issue} 属实差错，按类别", now.by_kind, "处"),
        bar_chart(f"{now.issue} 属实差错，按栏目", now.by_page, "处"),
        bar_chart(f"{now.issue} 属实差错，何时进来的（校次）", now.by_round, "处"),
        bar_chart(f"{now.issue} 各次校样漏过的差错", now.missed, "处"),
        bar_chart("差错率（万分之），自检估算", [(month.issue, month.rate) for month in months], "", 3.0),
        bar_chart(
            "重复报错的比例", [(month.issue, round(month.duplicates * 100, 1)) for month in months], "%"
        ),
        bar_chart(f"{now.issue} 每天来信", now.by_day, "条"),
        bar_chart(f"{now.issue} 从收到到裁定", now.days_to_verdict, "处"),
    ]
    # One month alone is told by the bars above.
    over = (
        []
        if len(months) < 2
        else [
            month_charts("各月属实差错，按类别", names, over_months([month.by_kind for month in months])),
            month_charts("各月属实差错，按栏目", names, over_months([month.by_page for month in months])),
            month_charts("各月属实差错，按校次", names, over_months([month.by_round for month in months])),
        ]
    )
    return "".join(parts + over)
