"""分色: each page rendered to its plates by Ghostscript, in bounded size and time, and the ink measured.

In: a PDF on disk. Out: for each page the heaviest total ink with its place, and whether it is empty.
"""

from __future__ import annotations

import functools
import math
import re
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageMath

DOTS = 76.2
"""Three pixels a millimetre: a tabloid page is 825 × 1170."""
_SQUARE = 6
"""Pixels of the square in which ink is judged: 2 mm."""
_WAITING = 30
"""Times the computing time that Ghostscript may take by the clock."""
_LARGEST = 2_500_000
INKS = ("Cyan", "Magenta", "Yellow", "Black")


class SeparationFailure(Exception):
    """Ghostscript could not render the file, or not in the time and memory it was given."""


@dataclass(frozen=True, slots=True)
class PageInk:
    """墨量 of one page, in per cent. (``x``, ``y``): the worst square of 2 mm, in mm from the top left of the trim.

    ``over``: the share of that square whose ink is above the limit. ``colours``: plates with any ink.
    """

    page: int
    heaviest: float
    x: float
    y: float
    over: float
    colours: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing would be printed."""
        return not self.colours


def find_ghostscript() -> str | None:
    """The program, or None where the machine lacks it."""
    return shutil.which("gs")


@functools.cache
def _interpreter() -> tuple[str, ...]:
    """Which of its two readers of PDF an old Ghostscript is to use.

    The new one of 10.00 takes ten times as long with CID fonts of many glyphs (8.8 s a page for 0.9 s); that of 10.05 takes 0.6 s,
    and there is no other any more.
    """
    told = subprocess.run(["gs", "--version"], check=False, capture_output=True, text=True).stdout
    found = re.match(r"(\d+)\.(\d+)", told)
    return ("-dNEWPDF=false",) if found and (int(found[1]), int(found[2])) == (10, 0) else ()


def measure_ink(
    pdf: Path, pages: range, dots: float, profile: str, limit: float, seconds: float, memory: int
) -> Iterator[PageInk]:
    """Ink of the given pages (from 1). Raises SeparationFailure."""
    with tempfile.TemporaryDirectory(prefix="chenbao-plates-") as folder:
        render_separations(pdf, Path(folder), pages, dots, profile, seconds, memory)
        for index, page in enumerate(pages, 1):
            yield _page_ink(Path(folder), index, page, dots, limit)


def render_separations(
    pdf: Path, folder: Path, pages: range, dots: float, profile: str, seconds: float, memory: int
) -> None:
    """One TIFF a plate: ``folder/p1(Cyan).tif`` …; white is 255. Raises SeparationFailure."""
    command = [
        "gs",
        "-q",
        "-dBATCH",
        "-dNOPAUSE",
        "-dSAFER",
        *_interpreter(),
        "-sDEVICE=tiffsep",
        f"-r{dots}",
        "-dUseTrimBox",
        "-sCompression=lzw",
    ]
    command += [f"-dFirstPage={pages.start}", f"-dLastPage={pages.stop - 1}", "-dMaxSpots=8"]
    if profile:
        # One profile in and out leaves CMYK as it is and separates RGB as the shop would.
        command += [
            f"--permit-file-read={profile}",
            f"-sDefaultCMYKProfile={profile}",
            f"-sOutputICCProfile={profile}",
            # Gray and CMYK are ink whatever profile they bear: that they bear one is told by name, not as ink.
            "-dOverrideICC=true",
        ]
    command += ["-o", str(folder / "p%d.tif"), str(pdf)]

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds) + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 30, 1 << 30))

    try:
        # check=False: Ghostscript grumbles at much that it renders well; what counts is that the plates are there.
        done = subprocess.run(
            command,
            check=False,
            capture_output=True,
            timeout=seconds * _WAITING,
            stdin=subprocess.DEVNULL,
            preexec_fn=limited,
        )
    except subprocess.TimeoutExpired as late:
        raise SeparationFailure(f"分色{seconds:.0f}秒还没有做完") from late
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise SeparationFailure(f"分色{seconds:.0f}秒还没有做完")
    if not (folder / f"p{len(pages)}(Black).tif").is_file():
        story = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise SeparationFailure(story[0][:200] if story else "没有得到色版")


def dots_for(width_mm: float, height_mm: float) -> float:
    """A resolution at which the page stays small enough, however large its author made it."""
    pixels = width_mm * height_mm * (DOTS / 25.4) ** 2
    return DOTS if pixels <= _LARGEST else max(DOTS * (_LARGEST / pixels) ** 0.5, 1.0)


def _page_ink(folder: Path, index: int, page: int, dots: float, limit: float) -> PageInk:
    plates = {
        path.name.partition("(")[2].removesuffix(").tif"): path
        for path in sorted(folder.glob(f"p{index}(*).tif"))
    }
    total: Image.Image | None = None
    colours = []
    for name, path in plates.items():
        with Image.open(path) as plate:
            ink = ImageChops.invert(plate.convert("L"))
        if ink.getbbox() is not None:
            colours.append(name)
        total = (
            ink.convert("I")
            if total is None
            else ImageMath.lambda_eval(lambda args: args["a"] + args["b"], a=total, b=ink.convert("I"))
        )
    (folder / f"p{index}.tif").unlink(missing_ok=True)
    if total is None:
        raise SeparationFailure(f"第{page}页没有色版")
    _, most = _extremes(total)
    x, y, over = _worst_square(total, limit)
    return PageInk(
        page,
        round(float(most) / 2.55, 1),
        round(x * 25.4 / dots, 1),
        round(y * 25.4 / dots, 1),
        over,
        tuple(colours),
    )


def _extremes(picture: Image.Image) -> tuple[float, float]:
    low, high = picture.getextrema()
    assert isinstance(low, int | float) and isinstance(high, int | float)  # one channel
    return low, high


def _worst_square(total: Image.Image, limit: float) -> tuple[int, int, float]:
    """Left and top pixel of the square with the largest share above the limit, and that share."""
    least = round(limit * 2.55) + 5  # two per cent for the rounding of eight bits
    over = ImageMath.lambda_eval(lambda args: (args["t"] > least) * 255, t=total).convert("L")
    if over.getbbox() is None:
        return 0, 0, 0.0
    squares = over.reduce(_SQUARE)
    shares = squares.tobytes()
    index = max(range(len(shares)), key=lambda each: shares[each])
    return index % squares.width * _SQUARE, index // squares.width * _SQUARE, shares[index] / 255


def plate_names(colours: tuple[str, ...]) -> tuple[str, ...]:
    """The plates that are none of the four inks."""
    return tuple(name for name in colours if name not in INKS)
