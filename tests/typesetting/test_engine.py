"""The engine draws what WeasyPrint draws by itself, with less memory, and leaves nothing of itself behind."""

from __future__ import annotations

import functools
import gc
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import weasyprint  # type: ignore[import-untyped]
from weasyprint.pdf import fonts  # type: ignore[import-untyped]

from build_tools.typesetting import engine
from build_tools.typesetting.engine import uncollected, write_pdf

ROOT = Path(__file__).parents[2]
WORDS = "<html lang=zh-CN><style>body {{ font-family: '{face}' }} b {{ font-weight: 700 }}</style><p>水管防冻 abc 2021<b>粗</b><i>{more}</i></p>"


FACES = ("Noto Serif CJK SC", "LXGW WenKai", "DejaVu Sans")


@pytest.fixture(scope="module")
def own_fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A font configuration that knows the faces of this test and no others.

    A sign that a face lacks (☺️) comes from whichever of the machine's faces fits best, and every document asks the machine
    anew: where a package with fonts is put on between two draws, the second takes it from another face.
    """
    folder = tmp_path_factory.mktemp("fonts")
    for face in FACES:
        for style in ("", ":bold", ":italic"):
            file = subprocess.run(
                ["fc-match", "-f", "%{file}", face + style], capture_output=True, text=True, check=True
            ).stdout
            if not (folder / Path(file).name).exists():
                (folder / Path(file).name).symlink_to(file)
    config = folder / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>")
    return config


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("more", ["斜", "\u200b", "𪚥", "☺️"])
def test_a_document_is_as_weasyprint_draws_it(
    face: str, more: str, own_fonts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(own_fonts))
    html = WORDS.format(face=face, more=more)
    ours = write_pdf(html).pdf
    # By itself WeasyPrint lets fontTools write the clock into the faces that it saves anew.
    monkeypatch.setattr(fonts, "TTFont", functools.partial(fonts.TTFont, recalcTimestamp=False))
    assert ours == weasyprint.HTML(string=html).write_pdf()


@pytest.mark.parametrize("face", FACES)
def test_what_is_drawn_again_is_the_same_and_no_face_is_made_again(
    face: str, own_fonts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(own_fonts))
    monkeypatch.setattr(engine, "_subsets", {})
    made: list[str] = []
    make = fonts.Font._harfbuzz_subset

    def noted(self: Any, *given: Any) -> None:
        made.append(self.family)
        make(self, *given)

    monkeypatch.setattr(fonts.Font, "_harfbuzz_subset", noted)

    def draws() -> dict[tuple[str, bool], bytes]:
        htmls = [WORDS.format(face=face, more=more) for more in ("斜", "𪚥", "☺️", "针")]
        return {
            (html, tagged): write_pdf(html, tagged=tagged).pdf for html in htmls for tagged in (False, True)
        }

    first, count = draws(), len(made)
    assert count > 0 and draws() == first and len(made) == count
    monkeypatch.setattr(engine, "_MOST_OF_SUBSETS", 1)
    assert write_pdf("<p>字").pdf and engine._subsets == {}
    assert draws() == first and len(made) > count


@pytest.mark.parametrize("more", ["☺️", "斜"])
def test_the_clock_is_not_in_a_document(more: str, monkeypatch: pytest.MonkeyPatch) -> None:
    html = WORDS.format(face="Noto Serif CJK SC", more=more)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")  # what fontTools takes for now
    first = write_pdf(html).pdf
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert write_pdf(html).pdf == first


def test_the_library_is_left_as_it_was() -> None:
    before = (
        fonts.Font.__init__,
        fonts.Font.subset,
        fonts.get_hb_object_data,
        fonts.TTFont,
        logging.getLogger("weasyprint").handlers,
    )
    write_pdf("<p>字")
    assert (
        fonts.Font.__init__,
        fonts.Font.subset,
        fonts.get_hb_object_data,
        fonts.TTFont,
        logging.getLogger("weasyprint").handlers,
    ) == before


def test_the_library_is_loaded_without_other_programs() -> None:
    program = (
        "import ctypes.util, sys\n"
        "from build_tools.typesetting.engine import library\n"
        "search, started = ctypes.util.find_library, []\n"
        "sys.addaudithook(lambda event, given: event == 'subprocess.Popen' and started.append(given[1]))\n"
        "assert library() is library() and ctypes.util.find_library is search\n"
        "print(started)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_complaints_are_told_and_nothing_is_fetched() -> None:
    printed = write_pdf('<img src="https://chenbao.example/a.png"><p style="colour: red">字')
    assert len(printed.complaints) == 2


def test_the_collector_goes_on_afterwards() -> None:
    with pytest.raises(KeyError), uncollected():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()


def test_no_font_file_is_copied_into_memory() -> None:
    program = (
        "import resource\n"
        "from build_tools.typesetting.engine import write_pdf\n"
        "write_pdf('<p>a')\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "write_pdf(''.join(f'<p style=\"font: {weight} 9pt Noto {face} CJK SC\">字' for face in ('Serif', 'Sans') for weight in (400, 700, 900)))\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert int(told) < 60, (
        "megabytes; the six files have more than a hundred, and WeasyPrint by itself takes twice that"
    )
