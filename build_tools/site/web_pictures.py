"""网上图片: small copies of the printed pictures, for phones.

In: the pictures of an issue. Out: for each a few widths as WebP, and two as JPEG for browsers that know no WebP, for
feeds, mail and messengers; made once and kept in the storeroom. The printed
file itself never goes online: it is ten times as heavy, and a photograph may tell where it was taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

# Pillow is loaded by the functions that draw: most builds find every copy made.
if TYPE_CHECKING:
    from PIL import Image

from build_tools.markup.html import PictureFiles
from build_tools.model import NumberedIssue, Picture, pictures_of
from build_tools.readers.artwork import in_srgb
from build_tools.store.cache import Cache

_WIDTHS = (640, 1280, 2000)
_PLAIN_WIDTHS = (640, 1280)
_QUALITY = 82
_EFFORT = 2  # of 0 to 6: a third of the time of 4 for 3 % more bytes
_PLAIN_QUALITY = 78
RECIPE = f"webp-{_QUALITY}-{_EFFORT}-jpeg-{_PLAIN_QUALITY}-srgb"
"""Names what a kept copy was made by; change it whenever the making changes."""
_KIND = "picture"


def widths_of(picture: Picture) -> tuple[int, ...]:
    """The widths in pixels that a picture is offered in, rising; never wider than it is."""
    widest = min(picture.pixels[0] or _WIDTHS[-1], _WIDTHS[-1])
    return (*(each for each in _WIDTHS if each < widest), widest)


def plain_widths_of(picture: Picture) -> tuple[int, ...]:
    """The widths in pixels that it is offered in as JPEG, rising; never wider than it is."""
    widest = min(picture.pixels[0] or _PLAIN_WIDTHS[-1], _PLAIN_WIDTHS[-1])
    return (*(each for each in _PLAIN_WIDTHS if each < widest), widest)


def copy_address(issue: str, picture: Picture, width: int, form: str = "webp") -> str:
    """Where a copy stands, from the site's root: ``2021-01/images/loudao.jpg.640.webp``."""
    return f"{issue}/{picture.file}.{width}.{form}"


def picture_files(issue: str, picture: Picture, address: Callable[[str], str]) -> PictureFiles:
    """The copies of a picture as the HTML names them; ``address`` turns ``/2021-01/…`` into what the page writes."""
    choices = {width: address("/" + copy_address(issue, picture, width)) for width in widths_of(picture)}
    plain = address("/" + copy_address(issue, picture, plain_widths_of(picture)[-1], "jpg"))
    choice = ", ".join(f"{each} {width}w" for width, each in choices.items())
    return PictureFiles(plain, plain, choice, choices[max(choices)])


def shown_pictures(root: Path, numbered: NumberedIssue) -> dict[Path, tuple[str, Picture]]:
    """The picture files that an issue's articles show, each with issue and picture."""
    folder = root / "issues" / numbered.issue.name
    found: dict[Path, tuple[str, Picture]] = {}
    for item in numbered.articles:
        for picture in pictures_of(item.article.body):
            path = folder / picture.file
            # A preview goes on in spite of faults, and one of them is a picture outside the issue (SQ506).
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                found[path] = (numbered.issue.name, picture)
    return found


def make_copies(pictures: Mapping[Path, tuple[str, Picture]], store: Cache) -> dict[str, bytes]:
    """Address → content of every copy. ``pictures`` gives issue and picture of each file.

    A copy that is in the store already is not made again. Raises OSError when a file cannot be read or kept.
    """
    with ThreadPoolExecutor() as pool:
        made = pool.map(lambda source: _copies(source, *pictures[source], store), pictures)
        return {address: copy for each in made for address, copy in each.items()}


def _copies(source: Path, issue: str, picture: Picture, store: Cache) -> dict[str, bytes]:
    original = source.read_bytes()
    widths = widths_of(picture)
    plain = plain_widths_of(picture)
    recipe = f"{RECIPE} {' '.join(map(str, (*widths, *plain)))}"
    key = hashlib.sha256(original + recipe.encode()).hexdigest()[:32]
    kept = store.get(_KIND, key)
    if kept is None:
        kept = _made(original, widths, plain)
        store.put(_KIND, key, kept)
    return {
        **{copy_address(issue, picture, width): kept[str(width)] for width in widths},
        **{copy_address(issue, picture, width, "jpg"): kept[f"jpeg{width}"] for width in plain},
    }


def _made(original: bytes, widths: tuple[int, ...], plain: tuple[int, ...]) -> dict[str, bytes]:
    from PIL import Image, ImageOps

    with Image.open(BytesIO(original)) as opened:
        if opened.mode == "RGB":  # else the decoder would turn ink into light by its own formula
            opened.draft("RGB", (widths[-1], widths[-1]))
        image = in_srgb(ImageOps.exif_transpose(opened))
        small = {width: _small(image, width) for width in {*widths, *plain}}
    return {
        **{str(width): _copy(small[width]) for width in widths},
        **{f"jpeg{width}": _plain_copy(small[width]) for width in plain},
    }


def _copy(small: Image.Image) -> bytes:
    """Nothing of the file's own notes (place, camera) is passed on."""
    copy = BytesIO()
    small.save(copy, "WEBP", quality=_QUALITY, method=_EFFORT)
    return copy.getvalue()


def _plain_copy(small: Image.Image) -> bytes:
    from PIL import Image

    copy = BytesIO()
    if small.mode == "RGBA":
        # A transparent ground would turn black.
        sheet = Image.new("RGB", small.size, "white")
        sheet.paste(small, mask=small.getchannel("A"))
        small = sheet
    small.save(copy, "JPEG", quality=_PLAIN_QUALITY, optimize=True, progressive=True)
    return copy.getvalue()


def _small(image: Image.Image, width: int) -> Image.Image:
    from PIL import Image

    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
