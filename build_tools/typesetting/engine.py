"""画机: WeasyPrint, and what it must be told so that a newspaper fits into a small machine. Its only importer.

In: a whole HTML document and who hands over its pictures. Out: :class:`Printed`: PDF bytes and complaints; the same
document gives the same bytes. The library is loaded when the first document is drawn: composing, numbers and
digests do without it.
"""

from __future__ import annotations

import ctypes.util
import gc
import importlib
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

_MAGIC = 4
"""Bytes at the head of a font file that tell its kind."""
_CFF_HEAD, _ROS = 400, b"\x0c\x1e"
"""Bytes of a CFF table that hold its name and Top DICT, and the operator that makes it CID-keyed."""
_NAMED = 2_000
"""Bytes of each table by which a face is known again."""
_MOST_OF_SUBSETS = 24_000_000
_subsets: dict[tuple[object, ...], bytes] = {}
"""The faces that were made of some glyphs just now: of a page drawn again after an edit most are as they were. Half a megabyte each."""


@dataclass(frozen=True, slots=True)
class Printed:
    """画成: the PDF, and what the engine logged as a warning or worse."""

    pdf: bytes
    complaints: tuple[str, ...]


def write_pdf(
    html: str, base_url: str = "", picture: Callable[[str], bytes] | None = None, *, tagged: bool = False
) -> Printed:
    """出 PDF. ``picture`` gives the bytes behind an address and raises OSError or ValueError where there are none.

    ``tagged``: for readers: PDF/UA-1, with a tree of its structure for screen readers, and with fonts a third as large.
    """
    weasyprint = library()
    with (
        _Complaints() as complaints,
        uncollected(),
        _unread_fonts(tagged),
        _undated_fonts(),
        _small_fonts(tagged),
    ):
        document = weasyprint.HTML(string=html, base_url=base_url or None, url_fetcher=_Messenger(picture))
        return Printed(
            document.write_pdf(**({"pdf_variant": "pdf/ua-1"} if tagged else {})), tuple(complaints.messages)
        )


def library() -> Any:
    """WeasyPrint, loaded where it is not yet.

    cffi looks for every name that a library may have on some system, before it comes to the one of this, with compilers and
    linkers: 54 processes, a third of the time of loading. Linux has the libraries under the names that the dynamic linker knows.
    """
    if sys.platform != "linux" or "weasyprint" in sys.modules:
        return importlib.import_module("weasyprint")
    search, ctypes.util.find_library = ctypes.util.find_library, lambda name: None
    try:
        return importlib.import_module("weasyprint")
    finally:
        ctypes.util.find_library = search


@dataclass(frozen=True, slots=True)
class _Messenger:
    """取图: hands the engine what :func:`write_pdf` was given, and nothing from elsewhere."""

    picture: Callable[[str], bytes] | None
    _fail_on_errors: bool = False
    """WeasyPrint 70 asks every fetcher for it when a fetch fails: a complaint, not the end of the draw."""

    def __call__(self, url: str, *_: object) -> Any:
        from weasyprint.urls import URLFetcherResponse  # type: ignore[import-untyped]

        if self.picture is None:
            raise ValueError(f"不取外面的东西：{url}")
        return URLFetcherResponse(url, self.picture(url))


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of cyclic garbage, which would go through the same growing tree of boxes again and again.

    A quarter of the time of a draw. The first collection afterwards, which comes by itself, frees what is left over.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _unread_fonts(tagged: bool) -> Iterator[None]:
    """Draw without copying font files into memory, nor making a subset that was made just now.

    WeasyPrint 70 copies the file of every face (25 MB each for a Chinese one) only to throw the copy away when it
    has made the subset: 700 MB for an issue instead of 320. Here a face starts with the head of its file, which is
    all that is looked at before, and gets the whole where no subset could be made.
    """
    from weasyprint.pdf import fonts  # type: ignore[import-untyped]

    face, content, subset = fonts.Font, fonts.get_hb_object_data, fonts.Font.subset
    begin = face.__init__

    def begin_unread(self: Any, *given: Any) -> None:
        fonts.get_hb_object_data = lambda hb_face: _head(fonts, hb_face)
        try:
            begin(self, *given)
        finally:
            fonts.get_hb_object_data = content

    def subset_or_read(self: Any, to_unicode: Any, hinting: bool) -> None:
        what = (_identity(fonts, self), frozenset(to_unicode), hinting, bool(self.missing), tagged)
        if made := _subsets.pop(what, b""):
            self.file_content = made
        else:
            subset(self, to_unicode, hinting)
        if len(self.file_content) == _MAGIC:
            self.file_content = content(self.hb_face)
            return
        _subsets[what] = self.file_content  # the one used last stands last
        while sum(map(len, _subsets.values())) > _MOST_OF_SUBSETS:
            del _subsets[next(iter(_subsets))]

    face.__init__, face.subset = begin_unread, subset_or_read
    try:
        yield
    finally:
        face.__init__, face.subset = begin, subset


@contextmanager
def _undated_fonts() -> Iterator[None]:
    """Draw without the clock: fontTools writes the time of saving into every font that it saves.

    WeasyPrint 70 lets it save the faces that it strips of coloured pictures (☺️) or fixes at one weight.
    """
    from weasyprint.pdf import fonts

    dated = fonts.TTFont
    fonts.TTFont = partial(dated, recalcTimestamp=False)
    try:
        yield
    finally:
        fonts.TTFont = dated


@contextmanager
def _small_fonts(wanted: bool) -> Iterator[None]:
    """Draw with faces that hold the used glyphs only.

    WeasyPrint 70 has HarfBuzz keep the number of every glyph, so that a Chinese face of ten characters still lists its
    65,535: 140 kB packed. A CID-keyed CFF face says itself which CID each of its glyphs has (ISO 32000-1, 9.7.4.2), so there
    the numbers need not be kept. The press files keep them: their bytes are signed.
    """
    if not wanted:
        yield
        return
    from weasyprint.pdf import fonts

    library, subset = fonts.harfbuzz_subset, fonts.Font._harfbuzz_subset

    def subset_small(self: Any, *given: Any) -> None:
        fonts.harfbuzz_subset = _WithoutNumbers(library) if _is_cid_keyed(fonts, self.hb_face) else library
        try:
            subset(self, *given)
        finally:
            fonts.harfbuzz_subset = library

    fonts.Font._harfbuzz_subset = subset_small
    try:
        yield
    finally:
        fonts.Font._harfbuzz_subset = subset


@dataclass(frozen=True, slots=True)
class _WithoutNumbers:
    """HarfBuzz's subsetting, in which the flag that keeps glyph numbers means nothing."""

    library: Any
    HB_SUBSET_FLAGS_RETAIN_GIDS: int = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.library, name)


def _is_cid_keyed(fonts: Any, hb_face: Any) -> bool:
    """Whether the face's CFF table begins its Top DICT with ROS (Adobe Technical Note 5176, section 18)."""
    return _ROS in _table(fonts, hb_face, b"CFF ", _CFF_HEAD)


def _table(fonts: Any, hb_face: Any, name: bytes, most: int) -> bytes:
    """The head of a table of a face; nothing where it has none."""
    blob = fonts.harfbuzz.hb_face_reference_table(hb_face, fonts.harfbuzz.hb_tag_from_string(name, -1))
    length = fonts.ffi.new("unsigned int *")
    data = fonts.harfbuzz.hb_blob_get_data(blob, length)
    table: bytes = fonts.ffi.buffer(data, min(length[0], most))[:] if length[0] else b""
    fonts.harfbuzz.hb_blob_destroy(blob)
    return table


def _identity(fonts: Any, font: Any) -> tuple[object, ...]:
    """Which face of which file it is: the head of a face holds a sum over all its file."""
    tables = [_table(fonts, font.hb_face, name, _NAMED) for name in (b"head", b"name", b"maxp")]
    blob = fonts.harfbuzz.hb_face_reference_blob(font.hb_face)
    length = fonts.harfbuzz.hb_blob_get_length(blob)
    fonts.harfbuzz.hb_blob_destroy(blob)
    return font.index, length, *tables


def _head(fonts: Any, hb_face: Any) -> bytes:
    blob = fonts.harfbuzz.hb_face_reference_blob(hb_face)
    length = fonts.ffi.new("unsigned int *")
    data = fonts.harfbuzz.hb_blob_get_data(blob, length)
    head: bytes = fonts.ffi.buffer(data, min(_MAGIC, length[0]))[:]
    fonts.harfbuzz.hb_blob_destroy(blob)
    return head


class _Complaints(logging.Handler):
    """What WeasyPrint logs while a document is drawn; nothing of it reaches the terminal."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self._logger = logging.getLogger("weasyprint")
        self._before: tuple[list[logging.Handler], bool] = ([], True)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message."""
        self.messages.append(record.getMessage())

    def __enter__(self) -> _Complaints:
        self._before = (self._logger.handlers, self._logger.propagate)
        self._logger.handlers, self._logger.propagate = [self], False
        return self

    def __exit__(self, *_: object) -> None:
        self._logger.handlers, self._logger.propagate = self._before
