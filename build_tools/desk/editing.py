"""编辑部: the editing room as a web server: routes, who may take them, JSON in and out. Thin over :mod:`.room` and :mod:`.live`.

In: the paper's folder, where to listen, whether people sign in. Out: a server to run. By itself it answers this machine
only and asks nothing (the address bears a token); with ``team`` names and passwords are asked for.
"""

from __future__ import annotations

import hmac
import json
import secrets
import shutil
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from build_tools.bounty.inbox import DamagedFile
from build_tools.bounty.opening import open_room
from build_tools.desk.advertising import Sold, change_advertisement, new_advertisement
from build_tools.desk.corrections import corrections, record_correction, undo_correction
from build_tools.desk.facts import facts, give_facts
from build_tools.desk.fillers import Written, filler, remove_filler, save_filler
from build_tools.desk.history import Author, History
from build_tools.desk.judge import JudgeDesk
from build_tools.desk.live import Live
from build_tools.desk.months import Months
from build_tools.desk.people import CHIEF, People, may
from build_tools.desk.room import EditingRoom, Refusal
from build_tools.desk.serving import (
    STRICT_POLICY,
    Door,
    LocalServer,
    Pass,
    cookie_name,
    new_token,
    read_json,
    refused,
)
from build_tools.desk.shop_links import DAYS, FOLDER, ShopLinks
from build_tools.desk.stock import Stock
from build_tools.desk.website import POLICY, file_of, has_website, make_website, packed
from build_tools.production.inputs import PROGRAM
from build_tools.readers import ISSUES, NAME, STOCK, read_paper
from build_tools.typesetting.pictures import is_drawing, screen_copy

OWN = PROGRAM.parent / "theme" / "desk"
_STYLE, _SCRIPT = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
_FILES = {
    "desk.css": _STYLE,
    **dict.fromkeys(("desk.js", "page.js", "dialogs.js", "editor.js", "login.js"), _SCRIPT),
    "icon.svg": "image/svg+xml",
}
_POLICY = STRICT_POLICY.replace("; require-trusted-types-for 'script'; trusted-types 'none'", "")
_MIB = 1024 * 1024
_LARGEST_TEXT, _LARGEST_UPLOAD = 4 * _MIB, 64 * _MIB
_QUIET_SECONDS = 1.0
"""So long after the last key what was typed is committed."""

_SENDING_SECONDS, _AGAIN_SECONDS, _LAST_SENDING_SECONDS = 3.0, 30.0, 15.0
"""So often it is looked whether the history has something to send; after a failure; so long at the end of the day."""

_UNNOTED = ("/outlines", "/paste")
"""What changes nothing and stands in no audit book."""

Deed = Callable[["Caller", dict[str, object]], object]


@dataclass(frozen=True, slots=True)
class Caller:
    """来人: who asks, as what."""

    name: str
    role: str
    author: Author
    alone: bool


class EditingServer:
    """编辑部. Raises OSError when the address cannot be had, GitTrouble without git."""

    def __init__(
        self, root: Path, port: int = 0, host: str = "127.0.0.1", *, team: bool = False, public: str = ""
    ) -> None:
        self.root = root
        self.history = History(root)
        self.room = EditingRoom(root, self.history)
        self.months = Months(self.room)
        self.stock = Stock(self.room)
        self.live = Live(root)
        self._judges: dict[tuple[str, str], Router] = {}
        self._lock = threading.Lock()
        self.people = People(root) if team else None
        self.invitation = new_token() if self.people and not self.people.everybody() else ""
        self._owner = self.history.own_name
        self._closed = threading.Event()
        self._sending = threading.Lock()
        # What lay here before is for who committed it to send, until the desk has something of its own.
        self._sent, self._unsent = self.history.head, ""
        token = "" if team else new_token()
        door = Door(
            token=token,
            largest_body=_LARGEST_TEXT,
            bodies=("application/json", "application/octet-stream"),
            large=("/take", "/add-pictures"),
            largest_upload=_LARGEST_UPLOAD,
            keeper=self.people,
            open_paths=("/login", "/login.js", "/desk.css", "/sign-in", "/found"),
            open_folder=FOLDER if team else "",
            public=public.rstrip("/"),
        )
        try:
            self._server = LocalServer(self._routes(), door, port, host)
        except OSError:
            self.live.close()
            self.history.close()
            raise

    @property
    def port(self) -> int:
        """The port that was free."""
        return self._server.port

    @property
    def address(self) -> str:
        """What the browser opens; of a new team with the invitation for the first 主编."""
        return self._server.address + (f"login?first={self.invitation}" if self.invitation else "")

    def serve(self) -> None:
        """Until :meth:`stop` or Ctrl-C."""
        threading.Thread(target=self._keep_up, name="history", daemon=True).start()
        threading.Thread(target=self._send_on, name="sending", daemon=True).start()
        try:
            self._server.serve()
        finally:
            self._closed.set()
            self.live.close()
            self.room.catch_up()
            self._send(_LAST_SENDING_SECONDS)
            self.history.close()
            self.history.compact()

    def _keep_up(self) -> None:
        while not self._closed.wait(0.5):
            self.room.catch_up(_QUIET_SECONDS)

    def _send_on(self) -> None:
        """送出 in the background: what is in the history goes to the remote a little later, and again until it arrives."""
        wait = _SENDING_SECONDS
        while not self._closed.wait(wait):
            self._send()
            wait = _AGAIN_SECONDS if self._unsent else _SENDING_SECONDS

    def _send(self, seconds: float = 60) -> None:
        with self._sending:
            head = self.history.head
            if head and head != self._sent:
                self._unsent = self.history.push(seconds)
                self._sent = self._sent if self._unsent else head

    def stop(self) -> None:
        """Stop :meth:`serve` from another thread."""
        self._server.stop()

    def close(self) -> None:
        """Give up everything without having served."""
        self._server.close()
        self.live.close()
        self.history.close()

    def warm(self, issue: str) -> None:
        """Set an issue before anybody asks, in the background."""
        threading.Thread(target=self._warm, args=(issue,), daemon=True).start()

    def _warm(self, issue: str) -> None:
        self.live.page(issue, 1)
        self.live.survey(issue)

    def _routes(self) -> list[BaseRoute]:
        room, live, months, stock = self.room, self.live, self.months, self.stock
        look: list[tuple[str, str, Deed]] = [
            ("/issues.json", "read", lambda who, asked: room.issues()),
            ("/story.json", "read", lambda who, asked: room.story(_text(asked, "path"))),
            ("/corrections.json", "read", lambda who, asked: corrections(room, _text(asked, "path"))),
            ("/history.json", "read", lambda who, asked: room.versions(_text(asked, "path"))),
            (
                "/difference.json",
                "read",
                lambda who, asked: room.difference(_text(asked, "path"), _text(asked, "commit")),
            ),
            (
                "/page.json",
                "read",
                lambda who, asked: live.page(
                    self._issue(asked),
                    _whole(asked, "page"),
                    asked.get("quick") == "yes",
                    asked.get("sample") == "yes",
                ),
            ),
            ("/survey.json", "read", self._survey),
            ("/stock.json", "read", lambda who, asked: stock.stories()),
            ("/advertising.json", "read", lambda who, asked: live.advertising(self._issue(asked))),
            ("/filler.json", "read", lambda who, asked: filler(room, _text(asked, "name"))),
            ("/misprints.json", "read", lambda who, asked: live.misprints(self._issue(asked))),
            ("/state.json", "read", self._state),
            ("/pictures.json", "read", lambda who, asked: months.pictures(_text(asked, "issue"))),
            ("/rounds.json", "read", lambda who, asked: months.rounds(_text(asked, "issue"))),
            ("/compare.json", "read", self._compare),
            ("/signed.json", "read", lambda who, asked: months.signed(_text(asked, "issue"))),
            (
                "/kept-back.json",
                "read",
                lambda who, asked: live.kept_back(self._issue(asked), asked.get("sample") == "yes"),
            ),
            ("/website.json", "read", lambda who, asked: {"made": has_website(self.root)}),
            ("/facts.json", "sign", lambda who, asked: facts(room)),
            ("/people.json", "people", lambda who, asked: self._everybody()),
        ]
        deeds: list[tuple[str, str, Deed]] = [
            ("/outlines", "read", lambda who, asked: live.outlines(_glyphs(asked))),
            ("/save", "write", self._save),
            (
                "/restore",
                "write",
                lambda who, asked: room.restore(
                    who.author, _text(asked, "path"), _text(asked, "commit"), asked.get("gone") is True
                ),
            ),
            (
                "/new-story",
                "take",
                lambda who, asked: room.new_story(
                    who.author, self._issue(asked), _text(asked, "section"), _text(asked, "headline")
                ),
            ),
            (
                "/move",
                "arrange",
                lambda who, asked: room.move(
                    who.author,
                    _text(asked, "path"),
                    _text(asked, "section"),
                    _whole(asked, "place"),
                    _whole(asked, "page") if asked.get("page") else 0,
                ),
            ),
            ("/put-by", "arrange", lambda who, asked: stock.put_by(who.author, _text(asked, "path"))),
            (
                "/bring-back",
                "arrange",
                lambda who, asked: stock.bring_back(
                    who.author,
                    _text(asked, "path"),
                    self._issue(asked),
                    _text(asked, "section"),
                    _whole(asked, "place"),
                    _whole(asked, "page") if asked.get("page") else 0,
                ),
            ),
            (
                "/take-back",
                "arrange",
                lambda who, asked: room.take_back(
                    who.author, _text(asked, "commit"), _text(asked, "words") if "words" in asked else ""
                ),
            ),
            ("/new-ad", "arrange", self._new_ad),
            ("/change-ad", "arrange", self._change_ad),
            ("/filler", "arrange", self._filler),
            (
                "/remove-filler",
                "arrange",
                lambda who, asked: remove_filler(room, who.author, _text(asked, "name")),
            ),
            (
                "/correct",
                "arrange",
                lambda who, asked: record_correction(
                    room,
                    who.author,
                    _text(asked, "path"),
                    _text(asked, "printed"),
                    _text(asked, "right"),
                    _text(asked, "finder")[:40].strip(),
                    asked.get("fact") is True,
                ),
            ),
            (
                "/undo-correction",
                "arrange",
                lambda who, asked: undo_correction(
                    room, who.author, _text(asked, "path"), _text(asked, "printed"), _text(asked, "place")
                ),
            ),
            ("/withdraw", "arrange", lambda who, asked: room.withdraw(who.author, _text(asked, "path"))),
            (
                "/paste",
                "write",
                lambda who, asked: months.pasted(
                    _text(asked, "html"), _text(asked, "plain"), asked.get("whole") is True
                ),
            ),
            ("/mend", "arrange", lambda who, asked: months.mend(who.author, _text(asked, "issue"))),
            (
                "/begin",
                "arrange",
                lambda who, asked: months.begin(
                    who.author, _text(asked, "issue"), _text(asked, "like") if "like" in asked else ""
                ),
            ),
            (
                "/draw",
                "proof",
                lambda who, asked: months.draw(who.author, _text(asked, "issue"), _text(asked, "stage")),
            ),
            ("/sign-proof", "proof", self._sign_proof),
            ("/pin", "arrange", self._pin),
            (
                "/template",
                "arrange",
                lambda who, asked: months.set_template(
                    who.author, _text(asked, "issue"), _whole(asked, "page"), _text(asked, "template")
                ),
            ),
            (
                "/page-filler",
                "arrange",
                lambda who, asked: months.set_filler(
                    who.author, _text(asked, "issue"), _whole(asked, "page"), _text(asked, "filler")
                ),
            ),
            ("/website", "sign", lambda who, asked: make_website(room, who.author)),
            ("/facts", "sign", lambda who, asked: give_facts(room, who.author, asked.get("facts"))),
            ("/sign-off", "sign", self._sign_off),
            ("/make-again", "sign", lambda who, asked: months.make_again(_text(asked, "issue"))),
            ("/shop-link", "sign", self._shop_link),
            ("/person", "people", self._person),
            ("/dismiss", "people", self._dismiss),
        ]
        return [
            Route("/", self._page),
            *(Route(f"/{name}", _static(name, kind)) for name, kind in _FILES.items()),
            Route("/image/{issue}/{file}", self._image),
            Route("/press/{issue}.zip", self._package),
            Route("/proof/{issue}/{ordinal:int}.pdf", self._proof),
            Route("/site.zip", self._site_package),
            Route("/site/{address:path}", self._site),
            Route(f"{FOLDER}{{name}}", self._shop),
            Route("/take", self._take, methods=["POST"]),
            Route("/add-pictures", self._add_pictures, methods=["POST"]),
            Route("/login", self._login),
            Route("/sign-in", self._sign_in, methods=["POST"]),
            Route("/found", self._found, methods=["POST"]),
            Route("/sign-out", self._sign_out, methods=["POST"]),
            Mount("/judge", app=self._judge),
            *(Route(path, self._looking(right, deed)) for path, right, deed in look),
            *(Route(path, self._doing(path, right, deed), methods=["POST"]) for path, right, deed in deeds),
        ]

    # The page

    def _page(self, request: Request) -> Response:
        who = self._caller(request)
        nonce = secrets.token_urlsafe(16)
        document = (OWN / "desk.html").read_text("utf-8")
        facts = {
            "token": self._token(request),
            "nonce": nonce,
            "name": _attribute(who.name),
            "role": _attribute(who.role),
            "team": "yes" if self.people else "",
        }
        for key, value in facts.items():
            document = document.replace("{{" + key + "}}", value)
        # The editor lays its styles in the page: they, and no others, bear the nonce.
        policy = _POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'")
        policy = policy.replace("img-src 'self'", "img-src 'self' blob: data:")
        return HTMLResponse(document, headers={"Content-Security-Policy": policy})

    def _token(self, request: Request) -> str:
        shown = request.scope.get("pass")
        return shown.token if isinstance(shown, Pass) else self._server.door.token

    def _caller(self, request: Request) -> Caller:
        shown = request.scope.get("pass")
        if isinstance(shown, Pass):
            return Caller(shown.name, shown.role, Author(shown.name, "desk@localhost"), False)
        return Caller(self._owner.name, CHIEF, self._owner, True)

    def _image(self, request: Request) -> Response:
        if not may(self._caller(request).role, "read"):
            return refused(403)
        issue, file = request.path_params["issue"], request.path_params["file"]
        # Those of the articles, those that went to press, of which printed/ keeps copies, and the paper's own.
        paper = read_paper(self.root).paper
        places = [f"{ISSUES}/{issue}/images", f"{ISSUES}/{issue}/printed/pictures"]
        places += [f"{paper.standing}/pictures"] if paper else []
        folders = [(self.root / each).resolve() for each in places]
        path = next((folder / file for folder in folders if (folder / file).is_file()), None)
        named = (NAME.fullmatch(issue) or issue == STOCK) and not file.startswith(".") and "/" not in file
        if path is None or not named or path.resolve().parent not in folders:
            return refused(404)
        try:
            small = screen_copy(path.read_bytes(), 1200, 1200, 72)
        except OSError:
            return refused(404)
        kind, policy = (
            ("image/svg+xml", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
            if is_drawing(small)
            else ("image/jpeg", "default-src 'none'")
        )
        return Response(small, media_type=kind, headers={"Content-Security-Policy": policy})

    def _package(self, request: Request) -> Response:
        return self._file(request, "application/zip", f"{request.path_params['issue']}-付印.zip")

    def _proof(self, request: Request) -> Response:
        name = f"{request.path_params['issue']}-校样{request.path_params['ordinal']}.pdf"
        return self._file(request, "application/pdf", name)

    def _shop(self, request: Request) -> Response:
        """The print shop, who has no name here: the files of the sign-off that its link was made for."""
        name, links = request.path_params["name"], ShopLinks(self.root / ".desk")
        found = links.opened(name, time.time())
        try:
            if self.people is None or found is None or self.months.signed(found[0])["version"] != found[1]:
                raise Refusal(404, "链接过期或作废了：请向报社要一个新的。")
            content = self.months.package(found[0])
        except Refusal as refusal:
            return Response(f"{refusal.words}\n", refusal.status, media_type="text/plain; charset=utf-8")
        self.people.note("印厂", f"取 {found[0]} 第{found[1]}次付印的文件")
        told = f"attachment; filename*=UTF-8''{quote(f'{found[0]}-付印.zip')}"
        return Response(content, media_type="application/zip", headers={"Content-Disposition": told})

    def _shop_link(self, who: Caller, asked: dict[str, object]) -> object:
        if self.people is None:
            raise Refusal(404, "这台机器只有自己进得来：把文件下载下来，发给印厂。加 --team 才有链接。")
        issue = self._issue(asked)
        signed = self.months.signed(issue)
        if not signed["files"]:
            raise Refusal(404, "还没有付印，没有给印厂的文件。")
        address = ShopLinks(self.people.folder).made(issue, _whole(signed, "version"), time.time())
        return {"address": address, "days": DAYS}

    def _file(self, request: Request, kind: str, name: str) -> Response:
        if not may(self._caller(request).role, "read"):
            return refused(403)
        issue, ordinal = request.path_params["issue"], request.path_params.get("ordinal")
        try:
            content = self.months.package(issue) if ordinal is None else self.months.proof_pdf(issue, ordinal)
        except Refusal as refusal:
            return JSONResponse({"problem": refusal.words}, refusal.status)
        told = f"attachment; filename*=UTF-8''{quote(name)}"
        return Response(content, media_type=kind, headers={"Content-Disposition": told})

    def _site(self, request: Request) -> Response:
        """A page of the website, or what belongs to one; nothing of it runs."""
        if not may(self._caller(request).role, "read"):
            return refused(403)
        try:
            path = file_of(self.root, request.path_params["address"])
        except Refusal:
            return refused(404)
        return FileResponse(path, headers={"Content-Security-Policy": POLICY})

    def _site_package(self, request: Request) -> Response:
        if not may(self._caller(request).role, "read"):
            return refused(403)
        try:
            path = packed(self.root)
        except Refusal as refusal:
            return JSONResponse({"problem": refusal.words}, refusal.status)
        return FileResponse(path, filename=path.name, background=BackgroundTask(shutil.rmtree, path.parent))

    async def _take(self, request: Request) -> Response:
        def deed(who: Caller, asked: dict[str, object], files: dict[str, bytes]) -> object:
            return self.months.take(who.author, _text(asked, "issue"), _text(asked, "section"), files)

        return await self._with_files(request, "/take", deed)

    async def _add_pictures(self, request: Request) -> Response:
        def deed(who: Caller, asked: dict[str, object], files: dict[str, bytes]) -> object:
            path = _text(asked, "path") if asked.get("path") else ""
            issue = "" if path else self._issue(asked)
            return self.months.add_pictures(who.author, issue, path, files)

        return await self._with_files(request, "/add-pictures", deed)

    async def _with_files(
        self,
        request: Request,
        path: str,
        deed: Callable[[Caller, dict[str, object], dict[str, bytes]], object],
    ) -> Response:
        """A deed with files, for who may take in."""
        asked: dict[str, object] = dict(request.query_params)
        files = _files_of(await request.body())
        if files is None:
            return refused(400)
        answer = await self._answer(request, "take", lambda who, asked: deed(who, asked, files), asked)
        self._note(request, answer, path, asked)
        return answer

    # People

    def _login(self, request: Request) -> Response:
        if self.people is None:
            return refused(404)
        document = (OWN / "login.html").read_text("utf-8")
        return HTMLResponse(document, headers={"Content-Security-Policy": _POLICY})

    async def _sign_in(self, request: Request) -> Response:
        asked = await read_json(request)
        if self.people is None or asked is None:
            return refused(404)
        old = request.cookies.get(cookie_name(self.port), "")
        address = request.client.host if request.client else ""
        try:
            name, password = _text(asked, "name")[:80], _text(asked, "password")[:400]
        except Refusal as refusal:
            return JSONResponse({"problem": refusal.words}, refusal.status)
        session, problem = await run_in_threadpool(self.people.sign_in, name, password, address, old)
        self.people.note(name[:40], "登录" if session else "登录不成")
        if not session:
            return JSONResponse({"problem": problem}, 429 if "秒" in problem else 403)
        answer = JSONResponse({"name": name})
        secure = self._server.door.public.startswith("https:")
        answer.set_cookie(
            cookie_name(self.port), session, httponly=True, samesite="strict", secure=secure, path="/"
        )
        return answer

    async def _found(self, request: Request) -> Response:
        """The first 主编 takes in himself, with the invitation that the terminal shows."""
        asked = await read_json(request)
        if self.people is None or asked is None or not self.invitation or self.people.everybody():
            return refused(404)
        if not hmac.compare_digest(str(asked.get("invitation", "")).encode(), self.invitation.encode()):
            return refused(403)
        name, password = str(asked.get("name", "")), str(asked.get("password", ""))
        problem = await run_in_threadpool(self.people.put, name, CHIEF, password)
        if not problem:
            self.invitation = ""
            self.people.note(name[:40], "第一位主编")
        return JSONResponse({"problem": problem} if problem else {"name": name}, 409 if problem else 200)

    async def _sign_out(self, request: Request) -> Response:
        if self.people is None:
            return refused(404)
        self.people.sign_out(request.cookies.get(cookie_name(self.port), ""))
        answer = JSONResponse({})
        answer.delete_cookie(cookie_name(self.port), path="/")
        return answer

    def _everybody(self) -> object:
        people = self.people.everybody() if self.people else ()
        return [{"name": each.name, "role": each.role, "active": each.active} for each in people]

    def _person(self, who: Caller, asked: dict[str, object]) -> object:
        if self.people is None:
            raise Refusal(404, "一个人用不分职务；加 --team 才有。")
        problem = self.people.put(_text(asked, "name"), _text(asked, "role"), _text(asked, "password"))
        if problem:
            raise Refusal(409, problem)
        return self._everybody()

    def _dismiss(self, who: Caller, asked: dict[str, object]) -> object:
        if self.people is None:
            raise Refusal(404, "一个人用不分职务；加 --team 才有。")
        problem = self.people.dismiss(_text(asked, "name"))
        if problem:
            raise Refusal(409, problem)
        return self._everybody()

    # The judge's desk

    async def _judge(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        _, _, issue, *rest = scope["path"].split("/")
        who = self._caller(request)
        answer: ASGIApp = refused(403)
        if may(who.role, "judge"):
            desk = await run_in_threadpool(self._judge_of, issue, who.name) if rest else None
            answer = desk or refused(404)
        inner = {**scope, "path": "/" + "/".join(rest), "root_path": ""}
        await answer(inner, receive, send)

    def _judge_of(self, issue: str, name: str) -> ASGIApp | None:
        with self._lock:
            if (issue, name) not in self._judges:
                room, _ = open_room(self.root, issue) if NAME.fullmatch(issue) else (None, ())
                if room is None:
                    return None
                try:
                    desk = JudgeDesk(room, name, self._server.door.token)
                except DamagedFile as damaged:
                    return PlainTextResponse(f"裁定台打不开。\n{room.told_of(damaged)}\n", 409)
                self._judges[issue, name] = Router(desk.routes())
            return self._judges[issue, name]

    # The deeds

    def _pin(self, who: Caller, asked: dict[str, object]) -> object:
        corner = _text(asked, "corner") if "corner" in asked else None
        columns = _whole(asked, "columns") if "columns" in asked else None
        issue, page, path = _text(asked, "issue"), _whole(asked, "page"), _text(asked, "path")
        if self.room.story(path) and path.split("/")[1] != issue:
            raise Refusal(404, "没有这篇稿件。")
        picture = None
        if "picture" in asked:
            picture = _text(asked, "picture"), _text(asked, "at")
        standing = asked["standing"] is True if "standing" in asked else None
        return self.months.pin(who.author, issue, page, path, corner, columns, picture, standing)

    def _new_ad(self, who: Caller, asked: dict[str, object]) -> object:
        return new_advertisement(self.room, who.author, self._issue(asked), _sold(asked))

    def _change_ad(self, who: Caller, asked: dict[str, object]) -> object:
        return change_advertisement(self.room, who.author, _text(asked, "path"), _sold(asked))

    def _filler(self, who: Caller, asked: dict[str, object]) -> object:
        parts = (_text(asked, each) for each in ("name", "label", "headline", "words", "base"))
        return save_filler(self.room, who.author, Written(*parts))

    def _compare(self, who: Caller, asked: dict[str, object]) -> object:
        last = self.months.compared(_text(asked, "issue"))
        if last is None:
            raise Refusal(404, "还没有出过校样，没有可比的。")
        changes = self.live.changes_since(_text(asked, "issue"), last.texts)
        return {"round": last.ordinal, "stage": last.stage, "date": last.date, "changes": changes}

    def _sign_proof(self, who: Caller, asked: dict[str, object]) -> object:
        name = _text(asked, "name")[:40].strip() if who.alone and asked.get("name") else who.name
        return self.months.sign_proof(
            who.author, _text(asked, "issue"), _whole(asked, "round"), _text(asked, "task"), name
        )

    def _sign_off(self, who: Caller, asked: dict[str, object]) -> object:
        name = _text(asked, "name")[:40].strip() if who.alone and asked.get("name") else who.name
        ahead = _text(asked, "ahead")[:200] if asked.get("ahead") else ""
        seen = _text(asked, "seen") if asked.get("seen") else ""
        return self.months.sign_off(
            who.author, _text(asked, "issue"), name, asked.get("sample") is True, ahead, seen
        )

    def _note(self, request: Request, answer: Response, path: str, asked: dict[str, object]) -> None:
        if self.people and answer.status_code < 400 and path not in _UNNOTED:
            where = asked.get("path") or asked.get("issue") or asked.get("name") or ""
            self.people.note(self._caller(request).name, f"{path} {str(where)[:200]}")

    def _looking(self, right: str, deed: Deed) -> Callable[[Request], Awaitable[Response]]:
        async def look(request: Request) -> Response:
            return await self._answer(request, right, deed, dict(request.query_params))

        return look

    def _doing(self, path: str, right: str, deed: Deed) -> Callable[[Request], Awaitable[Response]]:
        async def do(request: Request) -> Response:
            asked = await read_json(request)
            if asked is None:
                return refused(400)
            answer = await self._answer(request, right, deed, asked)
            self._note(request, answer, path, asked)
            return answer

        return do

    async def _answer(self, request: Request, right: str, deed: Deed, asked: dict[str, object]) -> Response:
        who = self._caller(request)
        if not may(who.role, right):
            return JSONResponse({"problem": f"{who.role}不能做这件事。"}, 403)
        try:
            return JSONResponse(await run_in_threadpool(deed, who, asked))
        except Refusal as refusal:
            return JSONResponse({"problem": refusal.words, **refusal.facts}, refusal.status)

    def _save(self, who: Caller, asked: dict[str, object]) -> object:
        path, base = _text(asked, "path"), _text(asked, "base")
        fields, draft = asked.get("fields"), asked.get("draft") is True
        tab = _text(asked, "tab")[:40] if asked.get("tab") else ""
        if isinstance(fields, dict):
            words = {str(key): str(value) for key, value in fields.items()}
            return self.room.save_parts(who.author, path, base, words, _text(asked, "body"), draft, tab)
        return self.room.save(who.author, path, base, _text(asked, "text"), draft, tab)

    def _survey(self, who: Caller, asked: dict[str, object]) -> object:
        """版样, with the stamp of the issue from before it was looked through: what changes meanwhile differs from it."""
        issue = self._issue(asked)
        stamp = self.room.stamp(issue)
        return {**self.live.survey(issue, asked.get("quick") == "yes"), "stamp": stamp}

    def _state(self, who: Caller, asked: dict[str, object]) -> object:
        path = _text(asked, "path") if asked.get("path") else ""
        return {
            "trouble": self.room.catch_up(_QUIET_SECONDS),
            "unsent": self._unsent,
            "issue": self.room.stamp(self._issue(asked)) if asked.get("issue") else "",
            "story": self.room.story_stamp(path) if path else "",
            "present": self.room.present(who.name, _text(asked, "tab")[:40], path),
        }

    def _issue(self, asked: dict[str, object]) -> str:
        return self.room.known_issue(_text(asked, "issue"))


def _static(name: str, kind: str) -> Callable[[Request], Response]:
    return lambda request: Response(
        (OWN / name).read_bytes(), media_type=kind, headers={"Cache-Control": "no-cache"}
    )


def _text(asked: dict[str, object], key: str) -> str:
    value = asked.get(key)
    if not isinstance(value, str):
        raise Refusal(400, f"少了“{key}”。")
    return value


def _whole(asked: dict[str, object], key: str) -> int:
    value = asked.get(key)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 6:
        return int(value)
    if type(value) is int and 0 <= value < 100_000:
        return value
    raise Refusal(400, f"“{key}”要是一个数。")


def _glyphs(asked: dict[str, object]) -> dict[str, list[int]]:
    found = {}
    for face, glyphs in asked.items():
        if isinstance(glyphs, list) and len(glyphs) < 20_000:
            found[face[:100]] = [each for each in glyphs if type(each) is int and 0 <= each < 65536]
    return dict(list(found.items())[:40])


def _sold(asked: dict[str, object]) -> Sold:
    return Sold(
        _text(asked, "headline"),
        _text(asked, "size")[:40],
        _whole(asked, "page"),
        _text(asked, "corner"),
        _text(asked, "picture")[:200],
        _text(asked, "words"),
    )


def _files_of(body: bytes) -> dict[str, bytes] | None:
    """Files as the page sends them: the length of a list (4 bytes), the list of names and sizes as JSON, their bytes."""
    length = int.from_bytes(body[:4], "big")
    try:
        rows = json.loads(body[4 : 4 + length])
        sizes = [(str(row["name"])[:300], int(row["size"])) for row in rows]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if not sizes or len(sizes) > 500 or any(size < 0 for _, size in sizes):
        return None
    at, files = 4 + length, dict[str, bytes]()
    for name, size in sizes:
        files[name if name not in files else f"{len(files)}-{name}"] = body[at : at + size]
        at += size
    return files if at == len(body) else None


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
