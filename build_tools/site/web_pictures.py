"""网上图片: small copies of the printed pictures, for phones.

In: the pictures of an issue. Out: for each a few widths as WebP, made once and kept in ``dist``. The printed
file itself never goes online: it is ten times as heavy, and a photograph may tell where it was taken.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageOps

from build_tools.markup.html import PictureFiles
from build_tools.model import Picture

_WIDTHS = (640, 1280, 2000)
_QUALITY = 82
_EFFORT = 2  # of 0 to 6: a third of the time of 4 for 3 % more bytes
_RECIPE = f"webp-{_QUALITY}-{_EFFORT}"
"""Names what a kept copy was made by; change it whenever the making changes."""


def widths_of(picture: Picture) -> tuple[int, ...]:
    """The widths in pixels that a picture is offered in, rising; never wider than it is."""
    widest = min(picture.pixels[0] or _WIDTHS[-1], _WIDTHS[-1])
    return (*(each for each in _WIDTHS if each < widest), widest)


def copy_address(issue: str, picture: Picture, width: int) -> str:
    """Where a copy stands, from the site's root: ``2021-01/images/loudao.jpg.640.webp``."""
    return f"{issue}/{picture.file}.{width}.webp"


def picture_files(issue: str, picture: Picture, address: Callable[[str], str]) -> PictureFiles:
    """The copies of a picture as the HTML names them; ``address`` turns ``/2021-01/…`` into what the page writes."""
    choices = {width: address("/" + copy_address(issue, picture, width)) for width in widths_of(picture)}
    shown = choices.get(_WIDTHS[1]) or choices[max(choices)]
    return PictureFiles(shown, choices[max(choices)], ", ".join(f"{each} {width}w" for width, each in choices.items()))


def make_copies(pictures: Mapping[Path, tuple[str, Picture]], kept: Path) -> dict[str, Path]:
    """Address → file of every copy. ``pictures`` gives issue and picture of each file; ``kept`` is where copies are kept.

    A copy that is there already is not made again. Raises OSError when a file cannot be read or written.
    """
    kept.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor() as pool:
        made = pool.map(lambda source: _copies(source, *pictures[source], kept), pictures)
        return {address: path for each in made for address, path in each.items()}


def _copies(source: Path, issue: str, picture: Picture, kept: Path) -> dict[str, Path]:
    content = hashlib.sha256(source.read_bytes()).hexdigest()[:24]
    copies = {width: kept / f"{content}-{_RECIPE}-{width}.webp" for width in widths_of(picture)}
    lacking = {width: path for width, path in copies.items() if not path.is_file()}
    if lacking:
        _make(source, lacking)
    return {copy_address(issue, picture, width): path for width, path in copies.items()}


def _make(source: Path, copies: Mapping[int, Path]) -> None:
    with Image.open(source) as opened:
        opened.draft("RGB", (max(copies), max(copies)))
        upright = ImageOps.exif_transpose(opened)
        image = upright.convert("RGBA" if "transparency" in upright.info or upright.mode in ("RGBA", "LA") else "RGB")
    for width, path in copies.items():
        small = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS, reducing_gap=2.0)
        # Two issues may hold the same picture, and two hands make its copy at once.
        whole = path.with_suffix(f".{threading.get_ident()}.new")
        # Nothing of the file's own notes (place, camera) is passed on.
        small.save(whole, "WEBP", quality=_QUALITY, method=_EFFORT)
        whole.replace(path)
