"""期务: the deeds of a month: a new issue, what contributors send, proofs and who read them, sign-off and its package.

In: the room, a person, what he wants. Out: plain data for the page. Each calls the function that the command of the
same name calls, then commits what that has written.
"""

from __future__ import annotations

import datetime
import io
import posixpath
import re
import tempfile
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.desk.history import Author
from build_tools.desk.manuscript import article_of
from build_tools.desk.room import EditingRoom, Refusal, names_pin
from build_tools.desk.words import in_room
from build_tools.intake import Received, Sending, open_sending, take_in, take_passage
from build_tools.intake.pdf import is_artwork
from build_tools.model import CORNERS, TEMPLATES, Article, PagePlan, Pin, pictures_of
from build_tools.numbering import digest
from build_tools.press.proofs import STAGES, ProofRound, Signature
from build_tools.press.rounds import REVIEWS, TASKS, draw_round, rounds_of, sign_round
from build_tools.press.sign_off import Signer, sign
from build_tools.press.signed import make_again
from build_tools.production.beginning import begin_issue
from build_tools.production.mending import mend_copy
from build_tools.production.receiving import draw_svg, receive, write_slip
from build_tools.readers import ISSUES, STOCK, read_signature, read_signed_digests
from build_tools.readers.article import read_article
from build_tools.readers.front_matter import read_front_matter
from build_tools.readers.pins import format_pin, with_filler, with_pins, with_template
from build_tools.readers.plan import parse_plan
from build_tools.store.files import write_whole
from build_tools.store.locks import exclusive
from build_tools.typesetting.lines.fonts import FontError

_NAME = re.compile(r"[^\w\u4e00-\u9fff.（）() -]+")
_DRAWN, _SIGNED = re.compile(r"出第([0-9]+)次校样"), "签第"
"""How the history tells of a round that was drawn, and of one that was signed."""
_PICTURES = (".jpg", ".jpeg", ".png", ".heic", ".webp", ".tif", ".tiff", ".svg", ".gif", ".bmp")


@dataclass(frozen=True, slots=True)
class Months:
    """期务 of one paper. Any thread may use it."""

    room: EditingRoom

    @property
    def root(self) -> Path:
        """The paper's folder."""
        return self.room.root

    def begin(self, author: Author, name: str, like: str = "") -> dict[str, object]:
        """新的一期, ready to write in, its pages those of the issue ``like``; without the sample article, which is for people with a text editor."""
        begun = begin_issue(self.root, name, sample=False, like=like)
        if begun.refused or begun.diagnostics:
            raise Refusal(409, begun.refused or begun.diagnostics[0].message)
        trouble = self.room.record(author, list(begun.files), f"新建{name}号")
        return {"issue": name, "trouble": trouble}

    def take(self, author: Author, issue: str, section: str, files: dict[str, bytes]) -> dict[str, object]:
        """收稿: files by name → articles, pictures and the slip, which stands beside each article until it is ticked off."""
        self.room.known_issue(issue)
        with tempfile.TemporaryDirectory(prefix="chenbao-") as place:
            for name, content in files.items():
                path = Path(place) / (_safe(name) or "来稿")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            received = receive(self.root, issue, section, sorted(Path(place).iterdir()))
        if received.refused or received.diagnostics:
            raise Refusal(409, received.refused or received.diagnostics[0].message)
        articles = [
            {"path": self._name(path), "headline": article.headline, "from": article.sent_as}
            for path, article in zip(received.written, received.taken.articles, strict=True)
        ]
        read = ((path.read_text("utf-8"), self._name(path)) for path in received.written)
        placed = {Path(each.file).name for told in read for each in pictures_of(article_of(*told).body)}
        heads = [f"收了 {len(articles)} 篇稿，{len(received.pictures)} 张图。"]
        write_slip(received.taken, received.slip, [dict(each) for each in articles], heads)
        written = [*received.written, *received.pictures]
        words = "收稿：" + "、".join(f"《{each['headline']}》" for each in articles[:3])
        trouble = self.room.record(author, written, words if articles else "收图") if written else ""
        return {
            "articles": articles,
            "pictures": [path.name for path in received.pictures],
            "loose": [path.name for path in received.pictures if path.name not in placed],
            "slip": [each.as_json() for each in received.taken.remarks],
            "trouble": trouble,
        }

    def add_pictures(
        self, author: Author, issue: str, path: str, files: dict[str, bytes]
    ) -> dict[str, object]:
        """图片 for a story, or with ``path`` "" for an advertisement of an issue: made ready as intake makes them (upright, without place and owner), under safe names; one commit.

        What lies there already is not laid there twice. Refuses where none of the files is a picture that can be used.
        """
        if path:
            whose, issue = f"《{self.room.title_to_change(path)}》", path.split("/")[1]
        else:
            whose = "广告"
            self.room.open_issue(issue)
        with exclusive(self.root / ISSUES / issue):
            return self._add_pictures(author, issue, whose, files)

    def _add_pictures(
        self, author: Author, issue: str, whose: str, files: dict[str, bytes]
    ) -> dict[str, object]:
        images = self.root / ISSUES / issue / "images"
        here = {each.name: each for each in images.glob("*") if each.is_file()}
        with tempfile.TemporaryDirectory(prefix="chenbao-") as place:
            # A folder each: the order in which they came, and none over another.
            for order, (name, content) in enumerate(files.items()):
                sent = Path(place) / f"{order:03d}" / (_safe(name).rpartition("/")[2] or "图")
                sent.parent.mkdir()
                sent.write_bytes(content)
            sending = open_sending([Path(place)])
        shown = [
            each
            for each in sending.files
            if each.kind == "picture" or (each.kind == "pdf" and is_artwork(each.content))
        ]
        others = [each.base for each in sending.files if each not in shown]
        sending.files[:] = shown
        taken = take_in(sending, 1, "../images/", frozenset(here), draw_svg)
        lying = {file.read_bytes(): name for name, file in here.items()}
        names, written = [], dict[str, bytes | None]()
        for picture in taken.pictures:
            if picture.content not in lying:
                lying[picture.content] = picture.file
                written[self._name(images / picture.file)] = picture.content
            names.append(lying[picture.content])
        names = list(dict.fromkeys(names))
        refused = [f"{each.message}{each.remedy}" for each in taken.remarks if each.code == "SQ120"]
        refused += [f"{'、'.join(others)}不是图片：文字请用“收稿”。"] if others else []
        if not names:
            raise Refusal(415, refused[0] if refused else "没有图片。")
        words = f"{whose}的图片：{'、'.join(names[:3])}" + (f"等{len(names)}幅" if len(names) > 3 else "")
        return {
            "pictures": names,
            "refused": refused,
            "done": [f"{each.message}" for each in taken.remarks if each.code == "SQ131"],
            "trouble": self.room.change(author, written, words) if written else "",
        }

    def pictures(self, issue: str) -> list[str]:
        """The pictures that lie in an issue."""
        folder = self.root / ISSUES / (issue if issue == STOCK else self.room.known_issue(issue)) / "images"
        return sorted(path.name for path in folder.glob("*") if path.suffix.lower() in _PICTURES)

    def pasted(self, html: str, plain: str, whole: bool) -> dict[str, object]:
        """贴来的 web page (Word, WeChat) as the paper's own Markdown, and its slip; pictures are left out.

        ``whole``: it goes into a story without text. Then a headline, byline and so on that stand in it come as fields.
        """
        page = f'<!doctype html><meta charset="utf-8"><body>{html}</body>'.encode()
        received = Received("贴来的.html", page, "chosen")
        if whole:
            taken = take_in(Sending([received]))
            if len(taken.articles) == 1 and taken.articles[0].titled and not taken.articles[0].pictures:
                front = read_front_matter(taken.articles[0].text)
                fields = {key: front.fields.get(key, "") for key in ("kicker", "headline", "deck", "byline")}
                # What says more of itself (【广告】) keeps its words: the page's form has no field for it.
                if front.fields.keys() <= fields.keys():
                    slip = [each.as_json() for each in taken.remarks]
                    return {"text": front.body.strip(), "fields": fields, "slip": slip}
        text, remarks = take_passage(received)
        return {"text": text or plain, "fields": {}, "slip": [each.as_json() for each in remarks if text]}

    def mend(self, author: Author, issue: str) -> dict[str, object]:
        """清稿 of the whole issue."""
        with self.room.lock:
            mended = mend_copy(self.root, [self.room.known_issue(issue)])
            trouble = self.room.record(
                author, [self.root / each.path for each in mended], f"清稿：{len(mended)}篇"
            )
        return {
            "files": [{"path": each.path, "changes": len(each.changes)} for each in mended],
            "trouble": trouble,
        }

    def pins(self, issue: str, page: int) -> tuple[Pin, ...]:
        """钉 of a page. Refuses where the plan cannot be read."""
        return self._plan(issue, page)[1].pins

    def pin(
        self,
        author: Author,
        issue: str,
        page: int,
        path: str,
        corner: str | None,
        columns: int | None,
        picture: tuple[str, str] | None = None,
        standing: bool | None = None,
    ) -> dict[str, object]:
        """钉住 a story of a page at a corner, over so many columns, its headline upright (竖题), or a picture of it (the name of its file) at a corner of the story; "", 0 and False let go of each, None leaves it as it is."""
        wanted = (corner, picture and picture[1])
        if any(each not in (None, "", *CORNERS) for each in wanted) or columns not in (None, *range(13)):
            raise Refusal(400, "没有这种钉法。")
        with self.room.lock:
            self.room.open_issue(issue)
            return self._pin(author, (issue, page), path, corner, columns, picture, standing)

    def _pin(
        self,
        author: Author,
        where: tuple[str, int],
        path: str,
        corner: str | None,
        columns: int | None,
        picture: tuple[str, str] | None,
        standing: bool | None,
    ) -> dict[str, object]:
        issue, page = where
        text, plan = self._plan(issue, page)
        article = read_article(
            self.root, f"{ISSUES}/{issue}", "/".join(path.split("/")[2:]), path.split("/")[2]
        ).article
        if article is None:
            raise Refusal(404, "这篇稿件不在了。")
        mine = next((each for each in plan.pins if names_pin(each, article)), None)
        name = article.headline if article.headline and "=" not in article.headline else article.stem
        was = mine or Pin(name)
        now = replace(
            was,
            corner=was.corner if corner is None else corner,
            columns=was.columns if columns is None else columns,
            pictures=was.pictures if picture is None else _with_picture(was, article, *picture),
            standing=was.standing if standing is None else standing,
        )
        kept = replace(now, story="") != Pin("")
        pins = [now if each is mine else each for each in plan.pins if kept or each is not mine]
        pins += [now] if mine is None and kept else []
        told = f"《{article.headline or name}》" + (
            f"钉住：{format_pin(now).partition(' = ')[2]}" if kept else "不钉了"
        )
        return self._write_plan(author, issue, with_pins(text, page, pins), "pins", told)

    def set_template(self, author: Author, issue: str, page: int, template: str) -> dict[str, object]:
        """版式 of a page; "" leaves it to the program."""
        if template not in ("", *TEMPLATES):
            raise Refusal(400, "没有这种版式。")
        with self.room.lock:
            self.room.open_issue(issue)
            changed = with_template(self._plan(issue, page)[0], page, template)
            told = f"第{page}版的版式：{template or '由程序定'}"
            return self._write_plan(author, issue, changed, "template", told)

    def set_filler(self, author: Author, issue: str, page: int, name: str) -> dict[str, object]:
        """补白 of a page, by its name; "" leaves it to the program."""
        if name and name not in {each.name for each in self.room.paper().fillers}:
            raise Refusal(404, "没有这一则补白。")
        with self.room.lock:
            self.room.open_issue(issue)
            changed = with_filler(self._plan(issue, page)[0], page, name)
            told = f"第{page}版的补白：{name or '由程序定'}"
            return self._write_plan(author, issue, changed, "filler", told)

    def _write_plan(
        self, author: Author, issue: str, changed: str | None, key: str, told: str
    ) -> dict[str, object]:
        if changed is None:
            raise Refusal(409, f"issue.yml 这一版的写法特别，程序不敢替您改：请用文本编辑器写 {key}。")
        file = self.root / ISSUES / issue / "issue.yml"
        write_whole(file, changed.encode())
        return {"trouble": self.room.record(author, [file], told)}

    def _plan(self, issue: str, page: int) -> tuple[str, PagePlan]:
        issue = self.room.known_issue(issue)
        path = self.root / ISSUES / issue / "issue.yml"
        text = path.read_text("utf-8") if path.is_file() else ""
        plan, _ = parse_plan(text, f"{ISSUES}/{issue}/issue.yml", self.room.paper())
        found = next((each for each in plan.pages if each.number == page), None) if plan else None
        if found is None:
            raise Refusal(404, "issue.yml 里没有这一版。")
        return text, found

    def compared(self, issue: str) -> ProofRound | None:
        """上一次校样, with which the pages of now are compared; None before the first."""
        rounds, faults = rounds_of(self.root, self.room.known_issue(issue))
        if faults:
            raise Refusal(409, faults[0].message)
        return rounds[-1] if rounds else None

    def rounds(self, issue: str) -> dict[str, object]:
        """三审三校: the rounds so far, who signed what, and what is still to be signed."""
        rounds, faults = rounds_of(self.root, self.room.known_issue(issue))
        signed = {sign.task for each in rounds for sign in each.signatures}
        changed = self._changed_since(issue)
        return {
            "stages": list(STAGES),
            "tasks": list(TASKS),
            "reviews": list(REVIEWS),
            "missing": [task for task in TASKS if task not in signed],
            "faults": [each.message for each in faults],
            "rounds": [
                {
                    "round": each.ordinal,
                    "stage": each.stage,
                    "date": each.date,
                    "pdf": self._round_pdf(issue, each.ordinal) is not None,
                    "changed": changed.get(each.ordinal, []),
                    "signatures": [
                        {"task": sign.task, "name": sign.name, "date": sign.date} for sign in each.signatures
                    ],
                }
                for each in rounds
            ],
        }

    def _changed_since(self, issue: str) -> dict[int, list[dict[str, object]]]:
        """谁改了什么: round → everybody who changed the issue after it and before the next, with his deeds in words."""
        commits = {each.commit: each for each in self.room.history.deeds(f"{ISSUES}/{issue}")}
        ordinal, found = 0, dict[int, dict[str, list[str]]]()
        for each in reversed(commits.values()):
            if drawn := _DRAWN.match(each.words):
                ordinal = int(drawn[1])
            elif not each.words.startswith(_SIGNED):
                found.setdefault(ordinal, {}).setdefault(each.author, []).append(each.words)
        return {
            ordinal: [{"name": name, "deeds": list(dict.fromkeys(deeds))} for name, deeds in people.items()]
            for ordinal, people in found.items()
        }

    def draw(self, author: Author, issue: str, stage: str) -> dict[str, object]:
        """出校样."""
        if stage not in STAGES:
            raise Refusal(400, "没有这一种校样。")
        try:
            drawn = draw_round(self.root, self.room.known_issue(issue), stage, self._today())
        except FontError as fault:
            raise Refusal(500, str(fault)) from None
        if not drawn.done:
            raise Refusal(409, drawn.diagnostics[0].message)
        paths = [self.root / ISSUES / issue / "proofs.yml"]
        trouble = self.room.record(author, paths, f"出第{drawn.ordinal}次校样（{stage}）")
        changes = [
            {
                "number": change.number,
                "line": change.lines[0].ordinal if change.lines else 0,
                "before": change.before,
                "after": change.after,
            }
            for change in drawn.changes
        ]
        return {"round": drawn.ordinal, "changes": changes, "trouble": trouble}

    def sign_proof(self, author: Author, issue: str, ordinal: int, task: str, name: str) -> dict[str, object]:
        """在校样上签名 under one's own name."""
        if task not in TASKS:
            raise Refusal(400, "没有这一项。")
        issue = self.room.known_issue(issue)
        found = sign_round(self.root, issue, ordinal, Signature(task, name, self._today()))
        if found:
            raise Refusal(409, f"{found[0].message}{found[0].remedy}")
        paths = [self.root / ISSUES / issue / "proofs.yml"]
        return {"trouble": self.room.record(author, paths, f"签第{ordinal}次校样：{task}")}

    def sign_off(
        self, author: Author, issue: str, name: str, sample: bool, ahead: str, seen: str = ""
    ) -> dict[str, object]:
        """付印. What keeps it from the press is given, place by place; then nothing is written.

        ``seen`` is the stamp (:meth:`signed`) of what the person was shown: refuses what has been changed, or signed,
        since. Nobody saves meanwhile: he would write over what goes to press, or it over his words.
        """
        issue = self.room.known_issue(issue)
        with self.room.lock:
            if trouble := self.room.catch_up():
                raise Refusal(409, trouble)
            if seen not in ("", self._stamp(issue)):
                raise Refusal(409, "没有付印：您看过以后，这一期又有人改过。关上，再按“付印”，看过新的再付。")
            done = sign(
                self.root, issue, Signer(name, self._moment().isoformat(timespec="seconds"), sample, ahead)
            )
            if not done.version:
                found = [in_room(each) for each in done.diagnostics]
                raise Refusal(409, done.refused or "没有付印：上面的错要先改好。", diagnostics=found)
            folder = self.root / ISSUES / issue
            written = [path for path in folder.rglob("*") if path.is_file() and not _private(path, folder)]
            trouble = self.room.record(author, written, f"{issue}付印（第{done.version}次）")
        return {"version": done.version, "files": list(done.files), "trouble": trouble}

    def _stamp(self, issue: str) -> str:
        """Changes whenever the plan, a story or a picture of the issue does, or what the paper says in every issue."""
        folder, standing = self.root / ISSUES / issue, self.root / self.room.paper().standing
        own = (folder / "issue.yml", *folder.glob("*/*.md"), *folder.glob("images/*"))
        files = sorted((self.root / "mkdocs.yml", *standing.glob("*/*.md"), *own))
        return digest(repr([(each.name, each.stat().st_mtime_ns) for each in files]).encode())

    def signed(self, issue: str) -> dict[str, object]:
        """What is known of a sign-off, the files for the print shop, and a stamp of the issue as it stands."""
        issue = self.room.known_issue(issue)
        version = read_signed_digests(self.root, issue)[0]
        by, moment = _signature(self.root, issue) if version else ("", "")
        return {
            "version": version,
            "by": by,
            "moment": moment,
            "files": [each.name for each in self._press(issue)],
            "seen": self._stamp(issue),
        }

    def make_again(self, issue: str) -> dict[str, object]:
        """重出 the files for the print shop from the record, on a machine where they are not. Refuses where a byte differs."""
        issue = self.room.known_issue(issue)
        with self.room.lock:
            made = make_again(self.root, issue)
        if not made.files:
            found = [in_room(each) for each in made.diagnostics]
            raise Refusal(
                409, "没有重做：与付印时不同的文件不能交给印厂，请在签发的那台机器上下载。", diagnostics=found
            )
        return self.signed(issue)

    def package(self, issue: str) -> bytes:
        """印厂的文件 as one zip. Refuses where there is none."""
        files = self._press(self.room.known_issue(issue))
        if not files:
            raise Refusal(404, "还没有付印，没有给印厂的文件。")
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for path in files:
                package.write(path, f"{issue}/{path.name}")
        return buffer.getvalue()

    def proof_pdf(self, issue: str, ordinal: int) -> bytes:
        """The PDF of a round. Refuses where it does not lie in dist any more."""
        path = self._round_pdf(self.room.known_issue(issue), ordinal)
        if path is None:
            raise Refusal(404, "这一次校样的 PDF 不在这台机器上，再出一次就有。")
        return path.read_bytes()

    def _round_pdf(self, issue: str, ordinal: int) -> Path | None:
        folder = self.root / "dist" / "print" / issue / "proofs"
        return next(iter(sorted(folder.glob(f"{issue}-{ordinal:02d}-*.pdf"))), None)

    def _press(self, issue: str) -> list[Path]:
        folder = self.root / "dist" / "print" / issue / "press"
        return sorted(path for path in folder.glob("*") if path.is_file())

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _moment(self) -> datetime.datetime:
        return datetime.datetime.now(datetime.UTC).astimezone(self.room.paper().zone)

    def _today(self) -> str:
        return self._moment().date().isoformat()


def _signature(root: Path, issue: str) -> tuple[str, str]:
    found = read_signature(root, issue)
    return (found.signed_by, found.signed_at) if found else ("", "")


def _private(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    return any(part.startswith(".") for part in parts) or parts[:2] == ("bounty", "inbox")


def _with_picture(pin: Pin, article: Article, file: str, corner: str) -> tuple[tuple[int, str], ...]:
    """The pictures of a pin with one at a corner, or let go. Refuses a picture that the story does not have."""
    ordinal = next(
        (at for at, each in enumerate(pictures_of(article.body), 1) if posixpath.basename(each.file) == file),
        0,
    )
    if not ordinal:
        raise Refusal(404, "这篇稿件里没有这幅图。")
    others = [each for each in pin.pictures if each[0] != ordinal]
    return tuple(sorted([*others, (ordinal, corner)] if corner else others))


def _safe(name: str) -> str:
    """The name of a file that was sent, folders kept, nothing that leads out."""
    parts = [_NAME.sub("_", part).strip(". ")[:80] for part in name.replace("\\", "/").split("/")]
    return "/".join(part for part in parts if part)
