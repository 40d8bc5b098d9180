"""离线包: a copy of the finished site that opens from a USB stick, without a server.

In: the folder of the finished site. Out: the bytes of a zip archive. A browser that opens files shows a folder's
listing where a server would show its ``index.html``, so every link to a folder is made a link to that file.
"""

from __future__ import annotations

import posixpath
import re
from html import escape
from pathlib import Path, PurePosixPath

from build_tools.site.handoff.archive import zip_files

_LEFT_OUT = ("sitemap.xml", "sitemap.xml.gz", "feed.xml", "feed.json", "404.html")
"""For machines that come over the network, and the page that only a server shows."""
_ADDRESS = re.compile(r'(?P<before>\b(?:href|action)=")(?P<path>[^"#?:]*)(?P<rest>[?#][^"]*)?"')
_REFRESH = re.compile(r'(?P<before>http-equiv="refresh" content="[^"]*url=)(?P<path>[^"#?:]*)(?P<rest>)"')
_START = "打开报纸.html"


def write_offline(site_dir: Path, name: str) -> bytes:
    """The archive of a site; everything lies in one folder ``name``, with one file to begin with.

    Raises OSError when a file cannot be read.
    """
    files = sorted(path for path in site_dir.rglob("*") if path.is_file())
    kept = {
        address: path for path in files if not _is_left_out(address := path.relative_to(site_dir).as_posix())
    }
    entries = [(f"{name}/{_START}", _start_page(name).encode())]
    entries += [(f"{name}/{address}", _content(address, path, kept)) for address, path in kept.items()]
    return zip_files(entries)


def localise(html: str, here: str, known: frozenset[str] | set[str]) -> str:
    """A page at ``here`` (``2021-01/index.html``) with its links to folders turned into links to files.

    ``known`` are the files of the site; a link that leads to none of them is left as it is.
    """

    def mend(hit: re.Match[str]) -> str:
        path, rest = hit["path"], hit["rest"] or ""
        if not path or path.startswith("/"):
            return hit[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
        file = "index.html" if target == "." else f"{target}/index.html"
        if path.rpartition("/")[2] not in ("", ".", "..") and target in known:
            return hit[0]
        return f'{hit["before"]}{path.rstrip("/")}/index.html{rest}"' if file in known else hit[0]

    return _REFRESH.sub(mend, _ADDRESS.sub(mend, html))


def _content(address: str, path: Path, kept: dict[str, Path]) -> bytes:
    if PurePosixPath(address).suffix != ".html":
        return path.read_bytes()
    return localise(path.read_text(encoding="utf-8"), address, set(kept)).encode()


def _is_left_out(address: str) -> bool:
    return address in _LEFT_OUT or address.endswith("/wechat/index.html")


def _start_page(name: str) -> str:
    name = escape(name)
    return f'<!doctype html>\n<html lang="zh-Hans"><head><meta charset="utf-8"><title>{name}</title><meta http-equiv="refresh" content="0; url=index.html"></head><body><p><a href="index.html">打开报纸</a></p></body></html>\n'
