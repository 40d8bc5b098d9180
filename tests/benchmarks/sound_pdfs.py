"""Sound files of many producers: not one alarm.

    python -m tests.benchmarks.sound_pdfs [--each 10] [--only NAME …] [--keep FOLDER]

Sound means: an ordinary page as a small paper or its advertisers make it: black text of nine points and more in embedded
fonts, rules of a point, tints, a photograph of 200 dpi and more, nothing within eight millimetres of the trim. Each producer
makes ``each`` such pages by its own means; our writer brings them to PDF/X-1a:2003 and to PDF/X-4, one file a page, and
leaves the producer's fonts, forms, patterns and content as they are but for their colours. Then qpdf and MuPDF write some
of them anew. An alarm is any finding at all. A producer that the machine lacks is told as such.
"""

from __future__ import annotations

import argparse
import importlib
import io
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import weasyprint  # type: ignore[import-untyped]
from pikepdf import Pdf
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from build_tools.cli.parts import installed_browser
from build_tools.model import OUR_PROFILE, PressSettings
from build_tools.press.conversion import convert_to_press
from build_tools.press.conversion.inks import Inks
from build_tools.press.preflight import Demands
from build_tools.press.preflight.inspecting import inspect_file
from tests.press.conftest import EDITION, face, photo

ROOT = Path(__file__).parents[2]
PROFILE = ROOT / OUR_PROFILE
_WIDE, _HIGH = 100.0, 80.0
"""mm of a page."""
_WORDS = (
    "社区食堂开张了",
    "楼道让出一米宽",
    "周末一起包饺子",
    "冰雪天走路要慢",
    "旧衣回收前先洗净",
    "给水管穿好棉衣",
)
_LATIN = ("The canteen is open", "Mind the ice", "Wash before you give", "Meet on Saturday")
Producer = Callable[[Path, int], bytes]
"""A folder to work in, with photo.jpg and photo.eps, and how many pages: the PDF."""


class Lacking(Exception):
    """The machine has no such producer."""


def _run(folder: Path, *command: str) -> None:
    if shutil.which(command[0]) is None:
        raise Lacking
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=600)


def _pages(count: int) -> list[tuple[str, str, float, int]]:
    """For each page a line of Han, a line of Latin, a type size and a tint in per cent."""
    chance = random.Random(16)
    return [
        (
            chance.choice(_WORDS),
            chance.choice(_LATIN),
            chance.choice((9.0, 10.5, 14.0, 22.0)),
            chance.choice((10, 20, 30)),
        )
        for _ in range(count)
    ]


def _html(count: int, han: str) -> str:
    style = (
        f"@page {{size: {_WIDE}mm {_HIGH}mm; margin: 10mm}} * {{margin: 0}} body {{font-family: '{han}'; color: #000}}"
        "section {break-after: page} hr {border: 0; height: 1pt; background: #000; margin: 1mm 0} img {width: 20mm; height: 15mm}"
        ".t {height: 6mm; width: 40mm}"
    )
    parts = [
        f'<section><p style="font-size: {size}pt">{words} {latin}</p><hr><div class="t" style="background: rgb({255 - 2 * tint},{255 - 2 * tint},{255 - 2 * tint})"></div><img src="photo.jpg"></section>'
        for words, latin, size, tint in _pages(count)
    ]
    return f'<html lang="zh-CN"><head><meta charset="utf-8"><title>a</title><style>{style}</style></head><body>{"".join(parts)}</body></html>'


def by_weasyprint(folder: Path, count: int) -> bytes:
    content: bytes = weasyprint.HTML(
        string=_html(count, "Noto Serif CJK SC"), base_url=f"{folder.as_uri()}/"
    ).write_pdf()
    return content


def by_chromium(folder: Path, count: int) -> bytes:
    browser = installed_browser()
    if browser is None:
        raise Lacking
    (folder / "page.html").write_text(_html(count, "LXGW WenKai"), "utf-8")
    quiet = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
    ]
    _run(
        folder,
        str(browser),
        *quiet,
        "--no-pdf-header-footer",
        f"--user-data-dir={folder}/p",
        "--print-to-pdf=out.pdf",
        (folder / "page.html").as_uri(),
    )
    return (folder / "out.pdf").read_bytes()


def by_libreoffice(folder: Path, count: int) -> bytes:
    """Rich text, a line of Han and a line of Latin a page."""

    def escaped(words: str) -> str:
        return "".join(f"\\u{ord(each)}?" for each in words)

    pages = "\\page\n".join(
        f"\\f0\\fs{round(2 * size)} {escaped(words)}\\par {latin}\\par "
        for words, latin, size, _ in _pages(count)
    )
    twips = {"w": _WIDE, "h": _HIGH}
    paper = "".join(f"\\paper{key}{round(value / 25.4 * 1440)}" for key, value in twips.items())
    margins = "".join(f"\\marg{side}567" for side in "lrtb")
    (folder / "page.rtf").write_text(
        f"{{\\rtf1\\ansi{{\\fonttbl{{\\f0 LXGW WenKai;}}}}{paper}{margins} {pages}}}"
    )
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _run(folder, "soffice", profile, "--headless", "--convert-to", "pdf", "page.rtf")
    return (folder / "page.pdf").read_bytes()


def by_reportlab(folder: Path, count: int) -> bytes:
    pdfmetrics.registerFont(TTFont("Kai", face("LXGW WenKai")))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(_WIDE / 25.4 * 72, _HIGH / 25.4 * 72), initialFontName="Kai")
    for words, latin, size, tint in _pages(count):
        canvas.setFont("Kai", size)
        canvas.drawString(30, 180, words)
        canvas.drawString(30, 150, latin)
        canvas.setLineWidth(1)
        canvas.line(30, 140, 200, 140)
        canvas.setFillGray(1 - tint / 100)
        canvas.rect(30, 110, 90, 20, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawImage(str(folder / "photo.jpg"), 30, 35, 60, 45)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _postscript(count: int) -> str:
    pages = "".join(
        f"/Helvetica findfont {size} scalefont setfont 30 150 moveto ({latin}) show 1 setlinewidth 30 140 moveto 200 140 lineto stroke "
        f"{1 - tint / 100} setgray 30 110 90 20 rectfill 0 setgray showpage\n"
        for _, latin, size, tint in _pages(count)
    )
    size = f"<</PageSize [{_WIDE / 25.4 * 72} {_HIGH / 25.4 * 72}]>> setpagedevice\n"
    return f"%!PS\n{size}{pages}"


def by_ghostscript(folder: Path, count: int) -> bytes:
    (folder / "page.ps").write_text(_postscript(count))
    _run(
        folder,
        "gs",
        "-q",
        "-dBATCH",
        "-dNOPAUSE",
        "-sDEVICE=pdfwrite",
        "-o",
        "out.pdf",
        "-c",
        "<</NeverEmbed [ ]>> setdistillerparams",  # by itself it leaves the fourteen standard faces out
        "-f",
        "page.ps",
    )
    return (folder / "out.pdf").read_bytes()


def by_cairo(folder: Path, count: int) -> bytes:
    (folder / "in.pdf").write_bytes(by_weasyprint(folder, count))
    _run(folder, "pdftocairo", "-pdf", "in.pdf", "out.pdf")
    return (folder / "out.pdf").read_bytes()


def by_mupdf(folder: Path, count: int) -> bytes:
    (folder / "in.pdf").write_bytes(by_reportlab(folder, count))
    _run(folder, "mutool", "convert", "-o", "out.pdf", "-F", "pdf", "in.pdf")
    return (folder / "out.pdf").read_bytes()


def by_pillow(folder: Path, count: int) -> bytes:
    scans = [photo().resize((800, 640)) for _ in range(count)]
    buffer = io.BytesIO()
    scans[0].save(buffer, "PDF", resolution=203.2, save_all=True, append_images=scans[1:])
    return buffer.getvalue()


def _tex(count: int) -> str:
    pages = "\\newpage ".join(
        f"{{\\fontsize{{{size}}}{{{size * 1.2}}}\\selectfont {latin}}}\\par\\rule{{50mm}}{{1pt}}\\par\\includegraphics[width=20mm]{{photo.jpg}}"
        for _, latin, size, _ in _pages(count)
    )
    box = f"\\paperwidth={_WIDE}mm \\paperheight={_HIGH}mm \\textwidth=70mm \\textheight=60mm \\hoffset=-12mm \\voffset=-25mm"
    return f"\\documentclass{{article}}\\usepackage{{graphicx}}\\pagestyle{{empty}}{box}\\parindent=0pt\\begin{{document}}{pages}\\end{{document}}"


def _by_tex(program: str) -> Producer:
    def produce(folder: Path, count: int) -> bytes:
        sizes = (
            f"\\pdfpagewidth={_WIDE}mm\\pdfpageheight={_HIGH}mm "
            if program == "pdflatex"
            else f"\\pagewidth={_WIDE}mm\\pageheight={_HIGH}mm "
        )
        (folder / "page.tex").write_text(sizes + _tex(count))
        _run(folder, program, "-interaction=nonstopmode", "page.tex")
        return (folder / "page.pdf").read_bytes()

    return produce


def by_groff(folder: Path, count: int) -> bytes:
    lines = [
        f".ps {size:g}\n.vs {size * 1.2:g}\n{latin}\n.br\n\\D't 1p'\\l'4c'\n.bp\n.rs\n.sp 1c"
        for _, latin, size, _ in _pages(count)
    ]
    (folder / "page.roff").write_text(
        f".pl {_HIGH / 10}c\n.po 1.2c\n.ll 7c\n.sp 1c\n" + "\n".join(lines) + "\n"
    )
    with (folder / "out.pdf").open("wb") as out:
        if shutil.which("groff") is None:
            raise Lacking
        size = f"-p{_HIGH / 10}c,{_WIDE / 10}c"
        subprocess.run(
            ["groff", "-Tpdf", "-P-e", f"-P{size}", "page.roff"],
            cwd=folder,
            stdout=out,
            check=True,
            stderr=subprocess.DEVNULL,
        )
    return (folder / "out.pdf").read_bytes()


def by_inkscape(folder: Path, count: int) -> bytes:
    whole = Pdf.new()
    for number, (words, latin, size, tint) in enumerate(_pages(count)):
        gray = 255 - 2 * tint
        (folder / f"{number}.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}mm" height="{_HIGH}mm" viewBox="0 0 {_WIDE} {_HIGH}">'
            f'<text x="12" y="25" style="font-family: LXGW WenKai; font-size: {size / 2.835}px">{words}</text>'
            f'<text x="12" y="60" style="font-family: LXGW WenKai; font-size: {size / 2.835}px">{latin}</text>'
            f'<path d="M12 30 H80" stroke="#000" stroke-width=".4"/><rect x="12" y="35" width="40" height="8" fill="rgb({gray},{gray},{gray})"/></svg>',
            "utf-8",
        )
        _run(folder, "inkscape", f"{number}.svg", "-o", f"{number}.pdf")
        with Pdf.open(folder / f"{number}.pdf") as part:
            whole.pages.extend(part.pages)
    buffer = io.BytesIO()
    whole.save(buffer)
    return buffer.getvalue()


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as lacking:
        raise Lacking from lacking


def by_typst(folder: Path, count: int) -> bytes:
    pages = "\n#pagebreak()\n".join(
        f'#text(size: {size}pt)[{words} {latin}]\n\n#line(length: 50mm, stroke: 1pt + luma(0))\n\n#rect(width: 40mm, height: 6mm, fill: luma({100 - tint}%))\n\n#image("photo.jpg", width: 20mm)'
        for words, latin, size, tint in _pages(count)
    )
    (folder / "page.typ").write_text(
        f'#set page(width: {_WIDE}mm, height: {_HIGH}mm, margin: 10mm)\n#set text(font: "LXGW WenKai", fill: luma(0))\n{pages}\n',
        "utf-8",
    )
    content: bytes = _module("typst").compile(str(folder / "page.typ"))
    return content


def by_fpdf2(folder: Path, count: int) -> bytes:
    pdf = _module("fpdf").FPDF(unit="mm", format=(_WIDE, _HIGH))
    pdf.add_font("Kai", fname=face("LXGW WenKai"))
    for words, latin, size, tint in _pages(count):
        pdf.add_page()
        pdf.set_font("Kai", size=size)
        pdf.text(12, 20, words)
        pdf.text(12, 30, latin)
        pdf.set_line_width(0.4)
        pdf.line(12, 33, 70, 33)
        pdf.set_fill_color(255 - 2 * tint)
        pdf.rect(12, 36, 40, 6, style="F")
        pdf.image(str(folder / "photo.jpg"), 12, 45, 20, 15)
    return bytes(pdf.output())


PRODUCERS: dict[str, Producer] = {
    "WeasyPrint": by_weasyprint, "Chromium": by_chromium, "LibreOffice": by_libreoffice, "ReportLab": by_reportlab,
    "Ghostscript": by_ghostscript, "Cairo": by_cairo, "MuPDF": by_mupdf, "Pillow": by_pillow, "pdfTeX": _by_tex("pdflatex"),
    "LuaTeX": _by_tex("lualatex"), "groff": by_groff, "Inkscape": by_inkscape, "Typst": by_typst, "fpdf2": by_fpdf2,
}  # fmt: skip


def _anew(folder: Path, content: bytes, number: int) -> bytes:
    """Every third file as qpdf writes it, every third as MuPDF does."""
    (folder / "x.pdf").write_bytes(content)
    if number % 3 == 1:
        _run(folder, "qpdf", "--linearize", "x.pdf", "y.pdf")
    elif number % 3 == 2:
        _run(folder, "mutool", "clean", "-gg", "x.pdf", "y.pdf")
    else:
        return content
    return (folder / "y.pdf").read_bytes()


def tried(producer: str, each: int, keep: Path | None = None) -> tuple[int, list[str]]:
    """How many files of a producer were looked at, and every alarm. Raises Lacking."""
    inks, demands = Inks.from_file(PROFILE, 240.0), Demands(profile=str(PROFILE))
    looked, alarms = 0, []
    with tempfile.TemporaryDirectory(prefix="chenbao-sound-") as temporary:
        folder = Path(temporary)
        photo().save(folder / "photo.jpg", quality=90)
        made = PRODUCERS[producer](folder, each)
        for standard in ("pdf/x-1a", "pdf/x-4"):
            files = convert_to_press(made, PressSettings(standard=standard), inks, EDITION)[1 : each + 1]
            for number, file in enumerate(files):
                path = folder / "sound.pdf"
                path.write_bytes(_anew(folder, file.content, number))
                looked += 1
                found = inspect_file(path, demands)
                alarms += [
                    f"{producer} {standard} {number + 1}: {one.code} {dict(one.facts)}" for one in found
                ]
                if found and keep:
                    shutil.copy(path, keep / f"{producer}-{standard[4:]}-{number + 1}.pdf")
    return looked, alarms


def main() -> int:
    """Print the table, and the alarms below it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--each", type=int, default=10)
    parser.add_argument("--only", nargs="+", choices=PRODUCERS, default=[*PRODUCERS])
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    sys.stdout.write("| producer | files | alarms | time |\n|---|---|---|---|\n")
    every: list[str] = []
    total = 0
    for name in arguments.only:
        began = time.monotonic()
        try:
            looked, alarms = tried(name, arguments.each, arguments.keep)
        except Lacking:
            sys.stdout.write(f"| {name} | not on this machine | — | — |\n")
            continue
        except (OSError, subprocess.SubprocessError) as failure:
            sys.stdout.write(f"| {name} | made nothing: {type(failure).__name__} | — | — |\n")
            continue
        every += alarms
        total += looked
        sys.stdout.write(f"| {name} | {looked} | {len(alarms)} | {time.monotonic() - began:.0f} s |\n")
        sys.stdout.flush()
    sys.stdout.write(f"{total} files, {len(every)} alarms\n" + "".join(f"{each}\n" for each in every))
    return 1 if every else 0


if __name__ == "__main__":
    raise SystemExit(main())
