"""备稿: stories that did not fit an issue wait beside the issues, in ``issues/stock/``, and come back into any issue.

In: the room, a person, a story. Out: plain data for the page; each deed is one commit. The stock has an issue's own shape
(``issues/stock/美/楼道.md``, ``issues/stock/images/``), so that a story and its pictures move without a word of the text
being changed; it has no plan and no ledger: no number is ever given there. What was signed, or bears a number, stays.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from build_tools.desk.history import Author, Version
from build_tools.desk.manuscript import article_of, characters_of, title_of
from build_tools.desk.room import EditingRoom, Refusal, bare_name, on_page, order_of
from build_tools.model import Picture, walk_blocks
from build_tools.readers import ISSUES, STOCK
from build_tools.readers.front_matter import read_front_matter
from build_tools.readers.ledger import read_ledger

_Files = dict[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Stock:
    """备稿 of one paper."""

    room: EditingRoom

    def stories(self) -> list[dict[str, object]]:
        """What waits, by section and name, each with the last thing that was done to it."""
        folder = self.room.root / ISSUES / STOCK
        paths = sorted(
            path.relative_to(self.room.root).as_posix()
            for path in folder.glob("*/*.md")
            if not path.is_symlink()
        )
        last: dict[str, Version] = {}
        for each in self.room.history.deeds(f"{ISSUES}/{STOCK}") if paths else ():
            last.setdefault(each.path, each)
        found: list[dict[str, object]] = []
        for path in paths:
            text = (self.room.root / path).read_text("utf-8-sig", "replace")
            article, deed = article_of(text, path), last.get(path)
            found.append(
                {
                    "path": path,
                    "headline": title_of(text, path),
                    "section": path.split("/")[2],
                    "weight": article.weight.value,
                    "ad": article.advertisement,
                    "characters": characters_of(text, path),
                    "pictures": len(_pictures(text, path)),
                    "words": deed.words if deed else "",
                    "author": deed.author if deed else "",
                    "moment": deed.moment if deed else 0,
                }
            )
        return found

    def put_by(self, author: Author, path: str) -> dict[str, object]:
        """移到备稿: out of an issue that is not signed. ``was`` in the answer is where the story stood."""
        room, parts = self.room, path.split("/")
        if len(parts) > 1 and parts[1] == STOCK:
            raise Refusal(409, "它已经在备稿里了。")
        with room.lock:
            where = room.where(path)
            issue = parts[1]
            room.open_issue(issue)
            text = room.taken_up(path)
            self._unnumbered(issue, text, path)
            new = self._free(f"{ISSUES}/{STOCK}/{parts[2]}/{bare_name(path) or '稿'}", ".md")
            text, files = self._with_pictures(text, path, new)
            files = {new: text.encode(), **files, path: None, **room.without_pin(issue, text, path)}
            trouble = room.change(author, files, f"《{title_of(text, path)}》从{issue}移到备稿")
        return {"path": new, "was": where, "trouble": trouble}

    def bring_back(
        self, author: Author, path: str, issue: str, section: str, place: int, page: int
    ) -> dict[str, object]:
        """排进一期: to a place (0 the first) in a section of an issue that is not signed, on a page of its plan."""
        room = self.room
        if path.split("/")[1:2] != [STOCK]:
            raise Refusal(404, "备稿里没有这一篇。")
        with room.lock:
            room.open_issue(issue)
            text, pages = room.taken_up(path), room.pages(issue)
            self._unnumbered("", text, path)
            target = room.target(section, page, pages)
            # A page that it named belonged to the plan that it came from.
            row, new = room.row_with(issue, section, place, path, on_page(text, target))
            written = (row.contents[new] or b"").decode("utf-8")
            written, files = self._with_pictures(written, path, new)
            files = {**files, **row.contents, new: written.encode()}
            where = f"{issue}第{page}版{section}" if page else f"{issue}{section}"
            words = f"《{title_of(text, path)}》从备稿排进{where}第{order_of(new)}篇"
            trouble = room.change(author, files, words)
        return {"path": new, "renamed": row.renamed, "trouble": trouble}

    def _unnumbered(self, issue: str, text: str, path: str) -> None:
        """Refuses a story that a number belongs to: it was printed or shown, and the number says where."""
        number = read_front_matter(text).fields.get("number", "")
        file = "/".join(path.split("/")[2:])
        ledger = read_ledger(self.room.root, issue)[0].kept if issue else ()
        kept = next((str(each.number) for each in ledger if each.file == file), "")
        if number or kept:
            raise Refusal(423, f"这篇稿件有稿号（{number or kept}）：见过报、上过网的稿，不能进出备稿。")

    def _with_pictures(self, text: str, old: str, new: str) -> tuple[str, _Files]:
        """A story's pictures go with it; what others beside it show as well stays there, too.

        Gives the text (other names where the folder has other pictures under theirs) and the files.
        """
        before, after = (self.room.root / "/".join(each.split("/")[:2]) for each in (old, new))
        shown = self._shown_by_others(old)
        files: _Files = {}
        for written, inside in _pictures(text, old).items():
            source = before / inside
            if not source.is_file():
                continue
            content, target = source.read_bytes(), after / inside
            if target.is_file() and target.read_bytes() != content:
                stem, ending = posixpath.splitext(self._name(target))
                target = self.room.root / self._free(stem, ending)
                name = posixpath.relpath(self._name(target), posixpath.dirname(new))
                plain = name if not set(name) & set(' ()<>%"') else quote(name)
                changed = text.replace(f"]({written}", f"]({plain}")
                if changed == text:
                    raise Refusal(409, f"图片 {inside} 与那边的一幅同名，稿里的写法程序不敢改：先改个名字。")
                text = changed
            files[self._name(target)] = content
            if inside not in shown:
                files[self._name(source)] = None
        return text, files

    def _shown_by_others(self, path: str) -> set[str]:
        """Pictures that other stories in the same folder show."""
        folder = self.room.root / "/".join(path.split("/")[:2])
        others = (self._name(each) for each in folder.glob("*/*.md"))
        return {
            inside
            for other in others
            if other != path
            for inside in _pictures(
                (self.room.root / other).read_text("utf-8-sig", "replace"), other
            ).values()
        }

    def _free(self, stem: str, ending: str) -> str:
        """A path that nothing lies under."""
        count, path = 1, f"{stem}{ending}"
        while (self.room.root / path).exists():
            count += 1
            path = f"{stem}-{count}{ending}"
        return path

    def _name(self, path: Path) -> str:
        return path.relative_to(self.room.root).as_posix()


def _pictures(text: str, path: str) -> dict[str, str]:
    """The pictures of a story that lie in its issue's folder: as it writes them → inside the folder (``images/x.jpg``)."""
    section = path.split("/")[2]
    found: dict[str, str] = {}
    for block in walk_blocks(article_of(text, path).body):
        if isinstance(block, Picture):
            plain = unquote(block.file)
            inside = posixpath.normpath(posixpath.join(section, plain))
            if inside.startswith("images/") and "\0" not in inside:
                found[plain if f"]({plain}" in text else block.file] = inside
    return found
