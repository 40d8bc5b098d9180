"""看各个对象: what no page paints and yet may not stand in the file, found in one walk through its objects.

In: an open PDF. Out: findings of the whole file (page 0): structures that its version does not know, data that lies in other
files, filters, pictures to be put in the place of others, one spot colour with two meanings, names nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import islice

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from build_tools.press.preflight.demands import Standard
from build_tools.press.preflight.findings import Finding
from build_tools.press.preflight.jpeg_2000 import problems_of
from build_tools.press.reading.entries import text_of

_STREAMS_OF_OBJECTS = (1, 5)
"""The PDF version that brought object streams and cross-reference streams (ISO 32000-1, 7.5.7)."""
_FILTERS = frozenset(
    f"/{name}"
    for name in (
        "ASCIIHexDecode", "AHx", "ASCII85Decode", "A85", "LZWDecode", "LZW", "FlateDecode", "Fl", "RunLengthDecode", "RL",
        "CCITTFaxDecode", "CCF", "JBIG2Decode", "DCTDecode", "DCT", "JPXDecode",
    )
)  # fmt: skip
"""ISO 32000-1, table 6, without Crypt, which locks a part of the file."""
_LZW = ("/LZWDecode", "/LZW")
_FOR_THE_VIEWER = ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip")
_MOST_SPOTS = 2_000
_MOST_PAGES = 200


def check_objects(pdf: Pdf, standard: Standard | None, version: tuple[int, int]) -> Iterator[Finding]:
    """Every fault that is found in the objects, whatever page they belong to."""
    seen = _Seen()
    for each in pdf.objects:
        if isinstance(each, Stream):
            seen.stream(each)
        if isinstance(each, Dictionary | Stream):
            seen.spaces(each)
            seen.files |= "/EF" in each or each.get("/Type") == Name.EmbeddedFile
    if "/XRefStm" in pdf.trailer or pdf.trailer.get("/Type") == Name.XRef:
        seen.new.add("交叉引用流")
    if version < _STREAMS_OF_OBJECTS and seen.new:
        said = ".".join(map(str, version))
        yield Finding("SQ686", facts={"version": said, "what": "、".join(sorted(seen.new))})
    if seen.lzw:
        yield Finding("SQ629")
    if seen.outside:
        yield Finding("SQ688", facts={"what": "、".join(sorted(seen.outside))})
    if seen.filters:
        yield Finding("SQ687", facts={"what": "压缩方法", "names": "、".join(sorted(seen.filters))})
    if seen.alternates:
        yield Finding("SQ689")
    if seen.files or _attached(pdf):
        yield Finding("SQ685")
    yield from _viewer(pdf)
    if standard is Standard.X4 and seen.odd_pictures:
        yield Finding("SQ653", facts={"kind": f"JPEG 2000（{'、'.join(sorted(seen.odd_pictures))}）"})
    if standard is Standard.X4:
        yield from _two_meanings(seen)


class _Seen:
    """What one walk through the objects has come upon."""

    def __init__(self) -> None:
        self.new: set[str] = set()
        self.outside: set[str] = set()
        self.filters: set[str] = set()
        self.lzw = self.alternates = self.files = False
        self.spots: dict[str, set[bytes]] = {}
        self.odd_pictures: set[str] = set()

    def stream(self, stream: Stream) -> None:
        """One stream: how it is packed, and where its data lies."""
        if stream.get("/Type") == Name.ObjStm:
            self.new.add("对象流")
        if stream.get("/Type") == Name.XRef:
            self.new.add("交叉引用流")
        named = stream.get("/Filter")
        for each in named if isinstance(named, Array) else () if named is None else (named,):
            self.lzw |= text_of(each) in _LZW
            if text_of(each) not in _FILTERS:
                self.filters.add(text_of(each)[:30])
        if text_of(named) == "/JPXDecode":
            self.odd_pictures |= set(problems_of(stream.read_raw_bytes()))
        if "/F" in stream:
            self.outside.add("流的数据")
        if stream.get("/Subtype") == Name.Form and "/Ref" in stream:
            self.outside.add("表单 XObject 引用的页")
        others = stream.get("/Alternates")
        if isinstance(others, Array):
            self.alternates |= any(
                isinstance(each, Dictionary) and bool(each.get("/DefaultForPrinting", False))
                for each in others
            )

    def spaces(self, holder: Object) -> None:
        """The colour spaces named in resources, or that of a picture."""
        own = holder.get("/Resources")
        for resources in (holder, own):
            table = resources.get("/ColorSpace") if isinstance(resources, Dictionary | Stream) else None
            if isinstance(table, Array):
                self._space(table)
            elif isinstance(table, Dictionary):
                for each in table.values():
                    self._space(each)

    def _space(self, space: Object) -> None:
        if (
            isinstance(space, Array)
            and len(space) == 4
            and space[0] == Name.Separation
            and isinstance(space[1], Name)
            and len(self.spots) < _MOST_SPOTS
        ):
            name = text_of(space[1])[1:]
            if name not in ("All", "None"):
                self.spots.setdefault(name, set()).add(_meaning(space))


def _meaning(space: Array) -> bytes:
    """A digest of the alternate space and the tint transform: what the spot colour is made of without its ink."""
    digest = sha256()
    for part in (space[2], space[3]):
        if isinstance(part, Stream):
            digest.update(part.read_raw_bytes())
            part = Dictionary({key: value for key, value in part.items() if key != "/Length"})
        digest.update(
            part.unparse(resolved=False) if isinstance(part, Array) else part.unparse(resolved=True)
        )
    return digest.digest()


def _two_meanings(seen: _Seen) -> Iterator[Finding]:
    """The same name must mean the same colour everywhere, or its plate is mixed of two."""
    if names := [name for name, meanings in seen.spots.items() if len(meanings) > 1]:
        yield Finding("SQ694", facts={"names": "、".join(sorted(names)[:5])})


def _viewer(pdf: Pdf) -> Iterator[Finding]:
    """What a viewer is to show or print must be the whole sheet or the bleed, or people proof another page than is printed."""
    wishes = pdf.Root.get("/ViewerPreferences")
    if not isinstance(wishes, Dictionary):
        return
    wrong = [
        f"{key[1:]} {text_of(wishes[key])[1:]}"
        for key in _FOR_THE_VIEWER
        if key in wishes and wishes[key] not in (Name.MediaBox, Name.BleedBox)
    ]
    if wrong:
        yield Finding("SQ690", facts={"wishes": "、".join(wrong)})


def _attached(pdf: Pdf) -> bool:
    """Whether files are listed within the file; nobody at the press opens them (both standards forbid embedded files)."""
    names = pdf.Root.get("/Names")
    listed = isinstance(names, Dictionary) and "/EmbeddedFiles" in names
    return listed or "/Collection" in pdf.Root or notes_of(pdf, Name.FileAttachment)


def notes_of(pdf: Pdf, kind: Name) -> bool:
    """Whether any page has a note of that kind."""
    pages = islice(pdf.pages, _MOST_PAGES)
    return any(note.get("/Subtype") == kind for page in pages for note in notes_on(page.obj))


def notes_on(page: Object) -> list[Object]:
    """批注 of a page, as far as they are dictionaries."""
    notes = page.get("/Annots")
    return [each for each in notes if isinstance(each, Dictionary)] if isinstance(notes, Array) else []


def actions_of(holder: Object) -> bool:
    """Whether a catalogue, page, note or bookmark does something; to open at a place (an array) is none."""
    if not isinstance(holder, Dictionary):
        return False
    return "/AA" in holder or any(isinstance(holder.get(key), Dictionary) for key in ("/A", "/OpenAction"))


def outline_acts(pdf: Pdf, most: int = 20_000) -> bool:
    """Whether any bookmark has an action."""
    top = pdf.Root.get("/Outlines")
    waiting, seen = [top.get("/First")] if isinstance(top, Dictionary) else [], 0
    while waiting and seen < most:
        item = waiting.pop()
        if not isinstance(item, Dictionary):
            continue
        seen += 1
        if actions_of(item):
            return True
        waiting += [item.get("/Next"), item.get("/First")]
    return False
