"""网站: the website made, looked at and taken along without a terminal.

In: the paper's folder. Out: the website of all signed issues in dist/site, as ``chenbao build`` makes it in a process of
its own; its files one by one, and all of them as one zip. Nothing of a page may run here: the desk's cookie is near.
"""

from __future__ import annotations

import multiprocessing
import tempfile
import zipfile
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from build_tools.desk.history import Author
from build_tools.desk.room import EditingRoom, Refusal
from build_tools.desk.words import in_room
from build_tools.production.building import build
from build_tools.production.order import SITE, Built, Order
from build_tools.readers import ISSUES, issue_names, read_signed_digests

POLICY = (
    "sandbox allow-same-origin allow-popups; default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What is shown of the website runs no script: it is made of what many people wrote, and lies under the desk's own address."""


def make_website(room: EditingRoom, author: Author) -> dict[str, object]:
    """做网站 of the issues that are signed. Refuses where none is, and where their files are at fault."""
    names = tuple(each for each in issue_names(room.root) if read_signed_digests(room.root, each)[0])
    if not names:
        raise Refusal(409, "还没有一期付印了：付印以后才上网站。")
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(1, context) as shop:
            built: Built = shop.submit(build, Order(room.root, names)).result()
    except (OSError, BrokenProcessPool) as fault:
        raise Refusal(507, f"网站没有做成，原来的还在：{fault}") from None
    if not built.done:
        raise Refusal(
            409, "网站没有做：先改好这几处。", diagnostics=[in_room(each) for each in built.diagnostics]
        )
    ledgers = [room.root / ISSUES / each / "ledger.yml" for each in names]
    trouble = room.record(author, [each for each in ledgers if each.is_file()], "做网站：稿号簿")
    return {"issues": len(names), "trouble": trouble}


def has_website(root: Path) -> bool:
    """Whether there is one to look at."""
    return (root / SITE / "index.html").is_file()


def file_of(root: Path, address: str) -> Path:
    """A file of the website by its address. Refuses what is not there, and what lies elsewhere."""
    site = (root / SITE).resolve()
    path = (site / address.replace("\0", "?")).resolve()
    path = path / "index.html" if path.is_dir() else path
    if not path.is_relative_to(site) or not path.is_file():
        raise Refusal(404, "网站上没有这一页：也许还没有做网站。")
    return path


def packed(root: Path) -> Path:
    """The website as one zip, in a file that whoever asked takes away."""
    if not has_website(root):
        raise Refusal(404, "还没有做网站。")
    site = (root / SITE).resolve()
    target = Path(tempfile.mkdtemp(prefix="chenbao-")) / "网站.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted(each for each in site.rglob("*") if each.is_file()):
            package.write(path, path.relative_to(site).as_posix())
    return target
