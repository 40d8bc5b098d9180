"""裁定台: the judge's page: one judge at one issue, on this machine only.

In: a room and who judges. Out: a server to run; who may come in is the base's affair. Readers' words leave as JSON only.
"""

from __future__ import annotations

import functools
import json
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from build_tools.bounty.claims import Spot
from build_tools.bounty.deciding import ASK_DELETION, ASK_TOGETHER, Choice, decide, recorded_elsewhere
from build_tools.bounty.desk import Case, Desk, settle_desk
from build_tools.bounty.inbox import DamagedFile
from build_tools.bounty.merging import Grouping
from build_tools.bounty.opening import MonthSealed, Room, published_figures
from build_tools.bounty.resolver.index import PrintedIndex, stretch_of
from build_tools.bounty.verdicts import Decision
from build_tools.desk.crops import draw_crop
from build_tools.desk.judge_views import case_detail, case_summary, charts, others, weights
from build_tools.desk.serving import Door, LocalServer, Pass, new_token, read_json, refused
from build_tools.diagnostics import diagnose, in_chinese
from build_tools.model import parse_number

_PAGES = Path(__file__).parent / "web" / "judge"
_DECIDED = 3
"""How many of the files that are watched hold decisions; the others say who wrote what."""
_CROP = re.compile(r"([0-9]{7})/([a-z]{1,12})/([0-9]{1,3})")


class JudgeDesk:
    """One judge at one issue: what the pages show, and what is decided."""

    def __init__(self, room: Room, judge: str, token: str) -> None:
        self.room, self.judge, self.token = room, judge, token
        self._lock = threading.Lock()
        self._seen = self._stamp()
        self._adopted: set[str] = set()
        self.desk: Desk = room.desk()
        self._pages = functools.lru_cache(maxsize=200)(self._crop)

    def routes(self) -> list[Route]:
        """The pages, from the root of wherever they are shown."""
        return [
            Route("/", self._page),
            Route("/judge.css", _static("judge.css", "text/css; charset=utf-8")),
            Route("/judge.js", _static("judge.js", "text/javascript; charset=utf-8")),
            Route("/overview.json", self._overview),
            Route("/case.json", self._case),
            Route("/figures", self._figures),
            Route("/crop/{number}/{part}/{ordinal}.png", self._picture),
            Route("/verdict", self._verdict, methods=["POST"]),
        ]

    # What the pages are

    def _page(self, request: Request) -> Response:
        shown = request.scope.get("pass")
        token = shown.token if isinstance(shown, Pass) else self.token
        return HTMLResponse((_PAGES / "judge.html").read_text("utf-8").replace("{{token}}", token))

    def _figures(self, request: Request) -> Response:
        page = (_PAGES / "figures.html").read_text("utf-8")
        return HTMLResponse(page.replace("{{charts}}", self.figures()))

    def _overview(self, request: Request) -> Response:
        try:
            return _json(200, self.overview())
        except (DamagedFile, OSError) as problem:
            return _json(409, {"problem": self._told_of(problem)})

    def _case(self, request: Request) -> Response:
        case = self.case(request.query_params.get("name", ""))
        place = request.query_params.get("candidate", "")
        if case is None or not re.fullmatch("[0-9]{0,2}", place):
            return refused(404)
        return _json(200, self.detail(case, int(place) if place else None))

    def _picture(self, request: Request) -> Response:
        told = "/".join(request.path_params[key] for key in ("number", "part", "ordinal"))
        crop = _CROP.fullmatch(told)
        picture = self.crop(crop[1], crop[2], int(crop[3])) if crop else None
        return Response(picture, media_type="image/png") if picture else refused(404)

    async def _verdict(self, request: Request) -> Response:
        asked = await read_json(request)
        if asked is None:
            return refused(400)
        return _json(*await run_in_threadpool(self.decide, asked))

    # What the page asks for

    def case(self, name: str) -> Case | None:
        """A case by name."""
        return next((case for case in self.desk.cases if case.fault.name == name), None)

    def _holding(self, claim: str) -> Case | None:
        """The case that a claim belongs to."""
        named = (case for case in self.desk.cases if claim in [filed.name for filed in case.fault.claims])
        return next(named, None)

    def _take_in(self) -> None:
        """What another judge at this machine has decided meanwhile counts at once, and so do letters that came or were forgotten."""
        with self._lock:
            seen = self._stamp()
            if seen != self._seen:
                if seen[_DECIDED:] != self._seen[_DECIDED:]:
                    self.desk = self.room.desk()
                self._settle()
                self._seen = seen

    def _settle(self) -> None:
        self.desk = settle_desk(
            self.desk, self.room.verdicts()[0], tuple(sorted(self._adopted)), self.room.groupings()
        )

    def _stamp(self) -> tuple[tuple[int, int], ...]:
        # The files are replaced whole each time: an inode tells as much as a time.
        inbox = self.room.inbox.folder
        decided = (self.room.verdicts_path, self.room.groups_path, self.room.ballot_path)
        paths = (*decided, inbox / "reports.jsonl", inbox / "same_person.json")
        return tuple(
            (path.stat().st_ino, path.stat().st_mtime_ns) if path.is_file() else (0, 0) for path in paths
        )

    def overview(self) -> dict[str, object]:
        """The list, the table of weights, the estimate."""
        self._take_in()
        rate = self.room.rate(self.desk)
        return {
            "issue": self.room.name,
            "judge": self.judge,
            "deadline": self.room.deadline.isoformat(),
            "sealed": self.room.is_sealed,
            "cases": [case_summary(case, self._index_of(case)) for case in self.desk.cases],
            "weights": weights(),
            **others(self.desk),
            "reports": len(self.desk.reports),
            "rate": {
                "value": rate.in_ten_thousand,
                "within": rate.within_limit,
                "factors": list(rate.factors),
            },
        }

    def detail(self, case: Case, candidate: int | None = None) -> dict[str, object]:
        """One case, at the place that it is thought to be, or where this judge has said it is, or at a candidate."""
        return case_detail(case, self.desk, self._index_of(case), self.judge, candidate)

    def _index_of(self, case: Case) -> PrintedIndex:
        return self.room.index_of(case.fault.spot)

    def decide(self, asked: dict[str, object]) -> tuple[int, dict[str, object]]:
        """Write one decision; 409 says what keeps it from being written, 423 that the month is sealed."""
        try:
            # Before anything is written: what is damaged is told, not half done.
            self._take_in()
            if "adopt" in asked:
                return self._adopt(str(asked["adopt"]))
            if "together" in asked or "apart" in asked:
                return self._regroup(asked)
            return self._judge(asked)
        except MonthSealed:
            return 423, {"problem": "这一期的选票已经封存，裁定不能再改"}
        except (DamagedFile, OSError) as problem:
            return 409, {"problem": self._told_of(problem)}

    def _told_of(self, problem: DamagedFile | OSError) -> str:
        """A file that is damaged; a full disk, a folder that nobody may write in."""
        if isinstance(problem, DamagedFile):
            return str(self.room.told_of(problem)).removesuffix("。")
        return str(diagnose("SQ903", self.room.place, problem=in_chinese(problem))).removesuffix("。")

    def _judge(self, asked: dict[str, object]) -> tuple[int, dict[str, object]]:
        case = self.case(str(asked.get("name", "")))
        if case is None or asked.get("decision") not in [each.value for each in Decision]:
            return 404, {"problem": "没有这一处"}
        choice = self._choice(case, asked)
        verdict, problem = decide(case, choice, self._index_of(case))
        if verdict is None:
            deletion = problem.startswith(ASK_DELETION[:8])
            return 409, {"problem": problem, **({"ask": "deletion"} if deletion else {})}
        if other := recorded_elsewhere(self.desk.cases, case, verdict):
            if asked.get("merge") is not True:
                names = f"{other.fault.first.received[:10] or '时间不明'}首报，{len(other.fault.finders)}人报"
                return 409, {"problem": ASK_TOGETHER.format(names=names), "ask": "merge"}
            claims = tuple(filed.name for each in (other, case) for filed in each.fault.claims)
            self.room.regroup(Grouping(claims, True, self.judge, choice.at))
            self._take_in()
            both = self._holding(claims[0])
            if both and both.settled.verdict != other.settled.verdict:
                # What was said of this case before, otherwise, is not what is said of both.
                self.room.record(replace(verdict, claims=claims))
        else:
            self.room.record(verdict)
        self._take_in()
        return self._after(case.fault.name)

    def _after(self, name: str) -> tuple[int, dict[str, object]]:
        after = self.case(name) or self._holding(name)
        rate = self.room.rate(self.desk).in_ten_thousand
        return 200, {"case": self.detail(after) if after else {}, "rate": rate}

    def _regroup(self, asked: dict[str, object]) -> tuple[int, dict[str, object]]:
        """并、分: two cases become one, or claims of one become a case of their own."""
        together = "together" in asked
        named = asked["together" if together else "apart"]
        known = {filed.name: case for case in self.desk.cases for filed in case.fault.claims}
        claims = tuple(str(each) for each in named if str(each) in known) if isinstance(named, list) else ()
        cases = {known[claim].fault.name for claim in claims}
        if together and len(cases) < 2:
            return 404, {"problem": "要并的是两处"}
        if not together and (len(cases) != 1 or len(claims) == len(known[claims[0]].fault.claims)):
            return 404, {"problem": "要分开的是一处里的几条，不是全部"}
        spots = {known[claim].fault.spot for claim in claims}
        if together and len(spots) > 1:
            return 409, {"problem": "两处不在同一段，不能并"}
        standing = {self._said(case) for case in self.desk.cases if case.fault.name in cases} - {None}
        if together and len(standing) > 1:
            return 409, {"problem": "两处的裁定不同：先撤回其中一处的（U），再并"}
        self.room.regroup(
            Grouping(claims, together, self.judge, self.room.now().isoformat(timespec="microseconds"))
        )
        self._take_in()
        first = next(
            case for case in self.desk.cases if claims[0] in {filed.name for filed in case.fault.claims}
        )
        return self._after(first.fault.name)

    @staticmethod
    def _said(case: Case) -> object:
        """What holds of a case, to compare; None while nothing does."""
        verdict = case.settled.verdict
        return (verdict.decision, verdict.change) if verdict else None

    def _adopt(self, letter: str) -> tuple[int, dict[str, object]]:
        """收作报错: a message that was taken for no report comes before the judge; the verdict on it makes it stay one."""
        with self._lock:
            lead = self.desk.leads.get(letter)
            if lead is None:
                return 404, {"problem": "没有这封来信"}
            self._adopted.add(letter)
            self._settle()
        case = next(case for case in self.desk.cases if lead[0] in case.fault.claims)
        return self._after(case.fault.name)

    def _choice(self, case: Case, asked: dict[str, object]) -> Choice:
        now = self.room.now().isoformat(timespec="microseconds")
        place = asked.get("candidate")
        spots = [candidate.spot for candidate in case.fault.first.claim.candidates]
        # The first is what the page shows of the case itself.
        spot = spots[place] if type(place) is int and 0 < place < len(spots) else None
        words = {
            key: value[:400] if isinstance(value := asked.get(key), str) else ""
            for key in ("corrected", "kind", "reason")
        }
        start, end = (
            value if isinstance(value := asked.get(key), int) and not isinstance(value, bool) else None
            for key in ("start", "end")
        )
        return Choice(
            Decision(str(asked["decision"])),
            self.judge,
            now,
            spot,
            None,
            words["corrected"],
            words["kind"],
            asked.get("important") is True,
            words["reason"],
            asked.get("final") is True,
            start,
            end,
            asked.get("deletion") is True,
        )

    def figures(self) -> str:
        """The charts."""
        return charts(
            [*published_figures(self.room.root, before=self.room.name), self.room.figures(self.desk)]
        )

    def crop(self, number: str, part: str, ordinal: int) -> bytes | None:
        """A cut of the page."""
        return self._pages(number, part, ordinal)

    def _crop(self, number: str, part: str, ordinal: int) -> bytes | None:
        known = parse_number(number)
        index = next(
            (
                index
                for index in (self.room.index, *self.room.earlier)
                if known and index.issue == known.issue
            ),
            None,
        )
        if index is None or known is None:
            return None
        spot = Spot(known, part, ordinal)
        return draw_crop(self.room.root, index.issue, index.layout, spot, stretch_of(index, spot))


class JudgeServer(JudgeDesk):
    """The judge's desk with a server of its own."""

    def __init__(self, room: Room, judge: str, port: int) -> None:
        super().__init__(room, judge, new_token())
        self._server = LocalServer(self.routes(), Door(token=self.token), port)

    @property
    def port(self) -> int:
        """The port that was free."""
        return self._server.port

    @property
    def address(self) -> str:
        """What the judge opens."""
        return self._server.address

    def serve(self) -> None:
        """Until :meth:`stop` or Ctrl-C."""
        self._server.serve()

    def stop(self) -> None:
        """Stop :meth:`serve` from another thread."""
        self._server.stop()


def _static(name: str, kind: str) -> Callable[[Request], Response]:
    return lambda request: Response((_PAGES / name).read_bytes(), media_type=kind)


def _json(status: int, document: dict[str, object]) -> Response:
    return Response(
        json.dumps(document, ensure_ascii=True), status, media_type="application/json; charset=utf-8"
    )
