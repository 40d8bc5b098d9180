"""The e-book: built as EPUB 3.3 demands, complete, and the same bytes each time."""

from __future__ import annotations

import io
import posixpath
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from build_tools.model import NumberedIssue, Paper
from build_tools.site.handoff.books import write_book
from build_tools.site.handoff.epub import write_epub
from build_tools.store.cache import Cache
from tests.site.conftest import Built

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_EPUB = "{http://www.idpf.org/2007/ops}"


@pytest.fixture(scope="module")
def book(
    built: Built, paper: Paper, issue: NumberedIssue, tmp_path_factory: pytest.TempPathFactory
) -> zipfile.ZipFile:
    (content,) = write_book(built.root, paper, issue, Cache(tmp_path_factory.mktemp("kept"))).values()
    return zipfile.ZipFile(io.BytesIO(content))


@pytest.fixture(scope="module")
def package(book: zipfile.ZipFile) -> ElementTree.Element:
    root = ElementTree.fromstring(book.read("META-INF/container.xml")).find(f".//{_CONTAINER}rootfile")
    assert root is not None and root.get("media-type") == "application/oebps-package+xml"
    return ElementTree.fromstring(book.read(root.get("full-path", "")))


def test_mimetype_stands_first_and_bare(book: zipfile.ZipFile) -> None:
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book.read("mimetype") == b"application/epub+zip"


def test_package_says_who_what_when(package: ElementTree.Element) -> None:
    metadata = package.find(f"{_OPF}metadata")
    assert metadata is not None and package.get("version") == "3.0"
    identifier = metadata.find(f"{_DC}identifier")
    assert (
        identifier is not None
        and identifier.get("id") == package.get("unique-identifier")
        and (identifier.text or "").startswith("urn:uuid:")
    )
    assert (metadata.findtext(f"{_DC}title"), metadata.findtext(f"{_DC}language")) == (
        "社区晨报·张庙版　2021年6月号",
        "zh-Hans",
    )
    (modified,) = [
        meta.text for meta in metadata.iter(f"{_OPF}meta") if meta.get("property") == "dcterms:modified"
    ]
    assert modified == "2021-06-14T00:00:00Z"


def test_manifest_names_every_file_once_and_spine_every_text(
    book: zipfile.ZipFile, package: ElementTree.Element
) -> None:
    items = {item.get("id"): item.attrib for item in package.iter(f"{_OPF}item")}
    named = [f"EPUB/{item['href']}" for item in items.values()]
    assert sorted(named) == sorted(
        set(book.namelist()) - {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    )
    assert [item["href"] for item in items.values() if item.get("properties") == "nav"] == ["nav.xhtml"]
    texts = {item["href"] for item in items.values() if item["media-type"] == "application/xhtml+xml"}
    assert {items[ref.get("idref")]["href"] for ref in package.iter(f"{_OPF}itemref")} == texts


def test_every_text_is_well_formed_and_every_link_leads_somewhere(book: zipfile.ZipFile) -> None:
    names = set(book.namelist())
    for name in names:
        if name.endswith(".xhtml"):
            page = ElementTree.fromstring(book.read(name))
            assert page.tag == f"{_XHTML}html" and page.findtext(f"{_XHTML}head/{_XHTML}title")
            identities = [each.get("id") for each in page.iter() if each.get("id")]
            assert len(identities) == len(set(identities))
            for address in [each.get("src") or each.get("href") or "" for each in page.iter()]:
                target, _, anchor = address.partition("#")
                if target and not address.startswith(("https://", "mailto:")):
                    assert posixpath.normpath(f"EPUB/{target}") in names, (name, address)
                assert target or not anchor or anchor in identities, (name, address)


def test_contents_list_every_article_under_its_page(book: zipfile.ZipFile, issue: NumberedIssue) -> None:
    (nav,) = [
        each
        for each in ElementTree.fromstring(book.read("EPUB/nav.xhtml")).iter(f"{_XHTML}nav")
        if each.get(f"{_EPUB}type") == "toc"
    ]
    assert [span.text for span in nav.iter(f"{_XHTML}span")] == ["第1版　要闻", "第2版　美"]
    assert [link.text for link in nav.iter(f"{_XHTML}a")][1:] == [
        item.article.listed_headline for item in issue.articles
    ]


def test_chapter_holds_number_words_picture_and_links_to_the_other_chapter(
    book: zipfile.ZipFile, issue: NumberedIssue
) -> None:
    first = book.read(f"EPUB/{issue.articles[0].number}.xhtml").decode()
    assert (
        issue.articles[0].number.printed in first
        and "龙舟&lt;script&gt;" in first
        and '<p id="p2">第二段说<strong>粽子</strong>。' in first
    )
    assert 'href="2106028.xhtml"' in first
    picture = book.read(f"EPUB/{issue.articles[2].number}.xhtml").decode()
    assert 'src="images/01.jpg"' in picture and "图说一句" in picture and "enlarge" not in picture
    assert book.read("EPUB/images/01.jpg")[:3] == b"\xff\xd8\xff"


def test_same_issue_gives_the_same_bytes(
    built: Built, paper: Paper, issue: NumberedIssue, tmp_path: Path
) -> None:
    once, again = (write_book(built.root, paper, issue, Cache(tmp_path / name)) for name in ("one", "other"))
    assert once == again and list(once) == ["2021-06/社区晨报-张庙-2021-06.epub"]
    assert (
        write_epub(paper, issue, {})
        == write_epub(paper, issue, {})
        != once["2021-06/社区晨报-张庙-2021-06.epub"]
    )


def test_site_offers_the_book(built: Built, paper: Paper) -> None:
    address = paper.address("2021-06", ".epub")
    assert zipfile.ZipFile(built.site / address).testzip() is None
    assert f'href="{address.partition("/")[2]}"' in built.text("2021-06") or "epub" in built.text("2021-06")
