"""电子书: an issue as EPUB 3 (W3C EPUB 3.3), for e-readers and for keeping.

In: the paper, a numbered issue, and a JPEG of each picture. Out: the bytes of the ``.epub``, the same for the same
issue. One chapter an article, in the order of printing, under the page 版 it was printed on.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from build_tools.markup.almanac import issue_title, lunar_date, weekday, written_date
from build_tools.markup.html import PictureFiles, render_blocks
from build_tools.model import ArticleNumber, NumberedArticle, NumberedIssue, Paper, Picture
from build_tools.site.addresses import absolute
from build_tools.site.authors import authors_of
from build_tools.site.handoff.archive import zip_files
from build_tools.site.presenting import view_article

_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_STYLE = """body { line-height: 1.8; margin: 0 .5em; }
p { text-indent: 2em; margin: 0 0 .6em; text-align: justify; }
h1 { font-size: 1.5em; line-height: 1.4; margin: .3em 0; }
h2, h3 { font-size: 1.15em; margin: 1.4em 0 .5em; }
.line, .kicker, .deck, .byline, .citation { text-indent: 0; color: #57504a; }
.line { font-size: .85em; }
figure { margin: 1.2em 0; text-align: center; }
img { max-width: 100%; height: auto; }
figcaption, .notes, .citation { font-size: .85em; }
figcaption p { text-indent: 0; }
.credit { margin-left: 1em; }
blockquote { margin: 1em 0; padding-left: 1em; border-left: 3px solid #b3261e; }
table { border-collapse: collapse; width: 100%; font-size: .9em; }
th, td { border: 1px solid #999; padding: .3em; text-indent: 0; }
ol.written { list-style: none; padding-left: 0; }
.written .mark { margin-right: .4em; }
.written p { display: inline; text-indent: 0; }
.verse, .salutation, .entry { text-indent: 0; text-align: left; }
.verse { margin-left: 2em; }
.signature { text-indent: 0; text-align: right; }
.form h3 { text-align: center; }
.form.notice, .form.schedule { border-top: 2px solid #333; border-bottom: 2px solid #333; padding: .6em 0; }
.form.pull { border-top: 4px solid #333; border-bottom: 4px solid #333; padding: .6em 0; margin: 1.4em 0; }
p.pull { text-indent: 0; text-align: center; font-size: 1.3em; }
.apostrophe { font-family: Georgia, "Times New Roman", serif; }
em { font-style: normal; font-family: "Kaiti SC", STKaiti, KaiTi, "LXGW WenKai", serif; }
.front { text-align: center; }
.front h1 { font-size: 2.4em; color: #b3261e; }
.front p { text-indent: 0; text-align: center; }
"""
_COVER = "cover.jpg"
# Control characters that XML 1.0 §2.2 forbids even when escaped.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]|[\ud800-\udfff]|[\ufffe\uffff]")
_VOID = re.compile(r"<(br|hr|img)\b([^>]*?)\s*/?>")
_ENLARGE = re.compile(r'<a class="enlarge"[^>]*>(.*?)</a>', re.DOTALL)
_POINTER = re.compile(r'<a class="pointer"[^>]*></a>')


@dataclass(frozen=True, slots=True)
class _Chapter:
    name: str
    item: NumberedArticle
    text: str


def write_epub(
    paper: Paper, numbered: NumberedIssue, pictures: Mapping[str, bytes], cover: bytes = b""
) -> bytes:
    """The e-book. ``pictures`` maps each picture's ``file`` to its JPEG; a picture without one is left out.

    ``cover`` is a JPEG; b"" for none. A table of contents of EPUB 2 (NCX) stands beside that of EPUB 3.
    """
    paper = numbered.as_printed(paper)
    images = {file: f"images/{index:02}.jpg" for index, file in enumerate(sorted(pictures), 1)}
    names = {item.number: f"{item.number}.xhtml" for item in numbered.articles}
    chapters = [
        _Chapter(names[item.number], item, _chapter(paper, numbered, item, names, images))
        for item in numbered.articles
    ]
    files: list[tuple[str, bytes]] = [("mimetype", b"application/epub+zip")]
    texts = {
        "META-INF/container.xml": _CONTAINER,
        "EPUB/package.opf": _package(paper, numbered, chapters, images, cover=bool(cover)),
        "EPUB/nav.xhtml": _navigation(paper, numbered, chapters),
        "EPUB/toc.ncx": _ncx(paper, numbered, chapters),
        "EPUB/style.css": _STYLE,
        "EPUB/front.xhtml": _front(paper, numbered),
        **{f"EPUB/{chapter.name}": chapter.text for chapter in chapters},
    }
    files += [(name, _ILLEGAL.sub("", text).encode()) for name, text in texts.items()]
    files += [(f"EPUB/{_COVER}", cover)] if cover else []
    files += [(f"EPUB/{images[file]}", pictures[file]) for file in images]
    return zip_files(files, stored=["mimetype"])


def book_identity(paper: Paper, issue: str) -> uuid.UUID:
    """What the e-book of an issue is known by, however often it is made."""
    return uuid.uuid5(uuid.NAMESPACE_URL, absolute(paper, f"{issue}/"))


def _chapter(
    paper: Paper,
    numbered: NumberedIssue,
    item: NumberedArticle,
    names: Mapping[ArticleNumber, str],
    images: Mapping[str, str],
) -> str:
    view = view_article(item, numbered, paper)
    inside = {f"/n/{number}/": name for number, name in names.items()}
    heads = [
        f'<p class="line">{escape(view.mark.name)}　{view.printed}　{view.where}{"　广告" if view.advertisement else ""}</p>'
    ]
    heads += [
        f"<h1>{escape(words)}</h1>" if name == "headline" else f'<p class="{name}">{escape(words)}</p>'
        for name, words in view.head
    ]
    body = render_blocks(
        item.article.body,
        link=lambda address: inside.get(
            address, absolute(paper, address) if address.startswith("/") else address
        ),
        files=lambda picture: PictureFiles(_image(picture, images), _image(picture, images)),
    )
    end = f'<p class="citation">{escape(view.citation)}</p>'
    return _page(view.headline, "\n".join((*heads, _as_xhtml(body), end)))


def _image(picture: Picture, images: Mapping[str, str]) -> str:
    return images.get(picture.file, "")


def _as_xhtml(html: str) -> str:
    """Void elements closed, what only a browser on our site can use taken away. Our HTML is well-formed otherwise."""
    plain = _POINTER.sub("", _ENLARGE.sub(r"\1", html))
    plain = re.sub(r' (?:loading|decoding|srcset|sizes|tabindex|role|aria-label)="[^"]*"', "", plain)
    plain = re.sub(r'<img src=""[^>]*>', "", plain)
    return _VOID.sub(r"<\1\2/>", plain)


def _page(title: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-Hans" xml:lang="zh-Hans">\n'
        f'<head><meta charset="utf-8"/><title>{escape(title)}</title><link rel="stylesheet" href="style.css"/></head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _front(paper: Paper, numbered: NumberedIssue) -> str:
    issue = numbered.issue
    lines = [
        f"{issue_title(issue.name)}　总第{issue.number}期",
        f"{written_date(issue.date)}　{weekday(issue.date)}　{lunar_date(issue.date)}",
    ]
    lines += [issue.specimen] if issue.specimen else []
    lines += [f"{label}：{value}" for label, value in paper.imprint.given]
    edition = f"<p>{escape(paper.edition)}版</p>" if paper.edition else ""
    words = "\n".join(f"<p>{escape(line)}</p>" for line in lines)
    return _page(
        paper.name, f'<section class="front">\n<h1>{escape(paper.name)}</h1>\n{edition}\n{words}\n</section>'
    )


def _navigation(paper: Paper, numbered: NumberedIssue, chapters: list[_Chapter]) -> str:
    pages = []
    for plan in numbered.issue.pages:
        here = [chapter for chapter in chapters if chapter.item.page == plan.number]
        if here:
            rows = "\n".join(
                f'<li><a href="{each.name}">{escape(each.item.article.listed_headline)}</a></li>'
                for each in here
            )
            pages.append(
                f"<li><span>第{plan.number}版　{escape(plan.title)}</span>\n<ol>\n{rows}\n</ol></li>"
            )
    late = [chapter for chapter in chapters if chapter.item.late]
    if late:
        rows = "\n".join(
            f'<li><a href="{each.name}">{escape(each.item.article.listed_headline)}</a></li>' for each in late
        )
        pages.append(f"<li><span>网上补发</span>\n<ol>\n{rows}\n</ol></li>")
    contents = "\n".join(pages)
    title = f"{paper.name}　{issue_title(numbered.issue.name)}"
    return _page(
        title,
        f'<nav epub:type="toc" id="toc">\n<h1>{escape(title)}</h1>\n<ol>\n<li><a href="front.xhtml">报头</a></li>\n{contents}\n</ol>\n</nav>',
    )


def _ncx(paper: Paper, numbered: NumberedIssue, chapters: list[_Chapter]) -> str:
    """目录 as readers of EPUB 2 want it (DAISY Z39.86-2005 §8, OPF 2.0.1 §2.4.1)."""
    title = f"{paper.name}　{issue_title(numbered.issue.name)}"
    stops = [("报头", "front.xhtml"), *((each.item.article.listed_headline, each.name) for each in chapters)]
    points = "\n".join(
        f'<navPoint id="n{order}" playOrder="{order}"><navLabel><text>{escape(words)}</text></navLabel>'
        f'<content src="{name}"/></navPoint>'
        for order, (words, name) in enumerate(stops, 1)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="zh-Hans">
<head>
<meta name="dtb:uid" content="urn:uuid:{book_identity(paper, numbered.issue.name)}"/>
<meta name="dtb:depth" content="1"/>
<meta name="dtb:totalPageCount" content="0"/>
<meta name="dtb:maxPageNumber" content="0"/>
</head>
<docTitle><text>{escape(title)}</text></docTitle>
<navMap>
{points}
</navMap>
</ncx>
"""


def _package(
    paper: Paper,
    numbered: NumberedIssue,
    chapters: list[_Chapter],
    images: Mapping[str, str],
    *,
    cover: bool,
) -> str:
    issue = numbered.issue
    identity = book_identity(paper, issue.name)
    changed = max((issue.date, *(each.date for each in numbered.corrections)))
    title = f"{paper.name}{f'·{paper.edition}版' if paper.edition else ''}　{issue_title(issue.name)}"
    manifest = [
        f'<item id="a{chapter.item.number}" href="{chapter.name}" media-type="application/xhtml+xml"/>'
        for chapter in chapters
    ]
    manifest += [
        f'<item id="i{index:02}" href="{name}" media-type="image/jpeg"/>'
        for index, name in enumerate(images.values(), 1)
    ]
    manifest += [
        f'<item id="cover" href="{_COVER}" media-type="image/jpeg" properties="cover-image"/>'
        for _ in range(cover)
    ]
    creators = dict.fromkeys(name for chapter in chapters for name in authors_of(chapter.item.article))
    creator = "\n".join(f"<dc:creator>{escape(name)}</dc:creator>" for name in creators)
    spine = [f'<itemref idref="a{chapter.item.number}"/>' for chapter in chapters]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-Hans">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{identity}</dc:identifier>
<dc:title>{escape(title)}</dc:title>
<dc:language>zh-Hans</dc:language>
<dc:publisher>{escape(paper.name)}</dc:publisher>
{creator}
<dc:date>{issue.date.isoformat()}</dc:date>
<meta property="dcterms:modified">{changed.isoformat()}T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
{'<meta name="cover" content="cover"/>' if cover else ""}
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
<item id="front" href="front.xhtml" media-type="application/xhtml+xml"/>
{chr(10).join(manifest)}
</manifest>
<spine toc="ncx">
<itemref idref="front"/>
<itemref idref="nav"/>
{chr(10).join(spine)}
</spine>
</package>
"""
