"""For the tests of the press: small PDFs of several producers, made once, and turned into press files."""

from __future__ import annotations

import datetime
import io
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import weasyprint  # type: ignore[import-untyped]
from PIL import Image
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from build_tools.cli.parts import installed_browser
from build_tools.model import OUR_PROFILE, PressSettings
from build_tools.press.conversion import Edition, convert_to_press
from build_tools.press.conversion.inks import Inks
from build_tools.press.preflight import Demands

ROOT = Path(__file__).parents[2]
PROFILE = ROOT / OUR_PROFILE
EDITION = Edition("ZMCB", "试刊号", datetime.date(2026, 1, 12), 1, 1)
BODY = """<h1>社区晨报</h1><p>一楼的花开了，红的一朵，黄的两朵。</p><p class="red">红字标题</p><hr><img src="photo.jpg">"""
STYLE = (
    "@page {size: 100mm 80mm; margin: 8mm} * {margin: 0} body {font: 10pt 'Noto Serif CJK SC'; color: device-cmyk(0 0 0 1)}"
    "h1 {font-size: 20pt} .red {color: #b3261e; font-size: 16pt} hr {border: 0; height: 1.5pt; background: #1d5b96} img {width: 40mm; height: 30mm}"
)


@dataclass(frozen=True, slots=True)
class Produced:
    """One PDF as its producer made it."""

    name: str
    content: bytes


def photo() -> Image.Image:
    """A picture with every colour and no edge."""
    return Image.merge(
        "RGB", (Image.linear_gradient("L"), Image.radial_gradient("L"), Image.linear_gradient("L").rotate(90))
    ).resize((420, 315))


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with photo.jpg and drawing.png, the latter partly transparent."""
    folder = tmp_path_factory.mktemp("pictures")
    photo().save(folder / "photo.jpg", quality=90)
    drawing = photo().convert("RGBA")
    drawing.putalpha(Image.radial_gradient("L").resize(drawing.size))
    drawing.save(folder / "drawing.png")
    return folder


def draw(body: str, pictures: Path, style: str = STYLE, pages: int = 1) -> bytes:
    """A PDF as the typesetting floor draws it: K-only text, RGB pictures and accents, no PDF/X."""
    whole = '<div style="break-after: page"></div>'.join([body] * pages)
    html = (
        f'<html lang="zh-CN"><head><title>样</title><style>{style}</style></head><body>{whole}</body></html>'
    )
    content: bytes = weasyprint.HTML(string=html, base_url=f"{pictures.as_uri()}/").write_pdf()
    return content


@pytest.fixture(scope="session")
def drawn(pictures: Path) -> Produced:
    """One drawn page."""
    return Produced("weasyprint", draw(BODY, pictures))


@pytest.fixture(scope="session")
def inks() -> Inks:
    """Our own newsprint profile."""
    return Inks.from_file(PROFILE)


def press(content: bytes, inks: Inks, standard: str = "pdf/x-4", **settings: object) -> bytes:
    """The file of all pages of a drawn PDF."""
    chosen = replace(PressSettings(standard=standard), **settings)  # type: ignore[arg-type]
    return convert_to_press(content, chosen, inks, EDITION)[0].content


@pytest.fixture(scope="session")
def sound_x4(drawn: Produced, inks: Inks) -> bytes:
    """A press file without a fault, PDF/X-4."""
    return press(drawn.content, inks)


@pytest.fixture(scope="session")
def sound_x1a(drawn: Produced, inks: Inks) -> bytes:
    """The same as PDF/X-1a:2003."""
    return press(drawn.content, inks, "pdf/x-1a")


@pytest.fixture(scope="session")
def demands() -> Demands:
    """What a newspaper shop asks for."""
    return Demands(profile=str(PROFILE))


def face(name: str) -> str:
    """The file of an installed TrueType face."""
    done = subprocess.run(["fc-match", "-f", "%{file}", name], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="session")
def by_reportlab() -> bytes:
    """An advertiser's page: embedded TrueType, RGB."""
    pdfmetrics.registerFont(TTFont("Kai", face("LXGW WenKai")))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(100 * mm, 80 * mm), initialFontName="Kai")
    canvas.setFont("Kai", 14)
    canvas.drawString(10 * mm, 60 * mm, "社区食堂开张")
    canvas.setFillColorRGB(0.7, 0.1, 0.1)
    canvas.rect(10 * mm, 20 * mm, 40 * mm, 20 * mm, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(scope="session")
def by_chromium(pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An advertiser's page, printed from a browser."""
    folder = tmp_path_factory.mktemp("chromium")
    # Chromium turns faces with PostScript outlines into Type 3; 文楷 has TrueType outlines.
    style = STYLE.replace("device-cmyk(0 0 0 1)", "#000").replace("Noto Serif CJK SC", "LXGW WenKai")
    (folder / "page.html").write_text(
        f'<html><head><meta charset="utf-8"><base href="{pictures.as_uri()}/"><style>{style}</style></head><body>{BODY}</body></html>',
        "utf-8",
    )
    browser = installed_browser()
    assert browser is not None
    quiet = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    command = [
        str(browser),
        *quiet,
        "--no-pdf-header-footer",
        f"--user-data-dir={folder}/profile",
        f"--print-to-pdf={folder}/page.pdf",
        (folder / "page.html").as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return (folder / "page.pdf").read_bytes()


@pytest.fixture(scope="session")
def by_ghostscript(drawn: Produced, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The drawn page distilled once more."""
    folder = tmp_path_factory.mktemp("ghostscript")
    (folder / "in.pdf").write_bytes(drawn.content)
    subprocess.run(
        [
            "gs",
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-sDEVICE=pdfwrite",
            "-o",
            str(folder / "out.pdf"),
            str(folder / "in.pdf"),
        ],
        check=True,
        capture_output=True,
    )
    return (folder / "out.pdf").read_bytes()


@pytest.fixture(scope="session")
def by_pillow() -> bytes:
    """A scan: nothing but a picture."""
    buffer = io.BytesIO()
    photo().save(buffer, "PDF", resolution=254)
    return buffer.getvalue()
