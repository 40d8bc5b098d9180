"""版样: the faces, sizes and inks of the printed sheet, as ``theme/print/sheet.toml`` says.

In: the folder ``theme/print``. Out: :class:`Sheet`, the one truth that composing and drawing share.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.model import Paper, Weight
from build_tools.typesetting.lines.line import TextStyle

THEME = Path(__file__).parents[2] / "theme" / "print"
"""Where the sheet lies in this repository."""
_PICTURE = {"told_least": 0.72, "told_most": 1.35, "share": 0.4, "main": 0.15, "other": 0.065}
"""What a sheet that was written before these measures were does not say."""
_OWN, _TICKET = Path("theme") / "print", "ticket.html"


@dataclass(frozen=True, slots=True)
class HeadlineSizes:
    """标题字号: face and weight of a headline, and for each width in text columns the sizes (pt), best first."""

    style: TextStyle
    sizes: Mapping[int, tuple[float, ...]]

    def for_width(self, columns: int) -> tuple[float, ...]:
        """The sizes for a headline over that many text columns."""
        return self.sizes[min(columns, max(self.sizes))]


@dataclass(frozen=True, slots=True)
class Sheet:
    """版样. ``page`` and ``picture`` hold plain measures (points and shares) under their names in the file."""

    css: str
    """``sheet.css``, with ``$names`` for what the draw fills in."""
    inks: Mapping[str, str]
    page: Mapping[str, float]
    picture: Mapping[str, float]
    styles: Mapping[str, TextStyle]
    headlines: Mapping[Weight, HeadlineSizes]

    def style(self, name: str, ink: str = "") -> TextStyle:
        """The style of that name; ``ink`` gives it another CSS colour."""
        style = self.styles[name]
        return replace(style, colour=ink) if ink else style


def read_sheet(body_size: float, folder: Path = THEME) -> Sheet:
    """Read the sheet for a body size in points. A broken sheet is our own fault: KeyError or TOMLDecodeError."""
    data = tomllib.loads((folder / "sheet.toml").read_text(encoding="utf-8"))
    faces, inks = data["faces"], data["inks"]
    styles = {name: _style(entry, faces, inks, body_size) for name, entry in data["styles"].items()}
    headlines = {Weight(name): _headlines(entry, faces) for name, entry in data["headlines"].items()}
    css = (folder / "sheet.css").read_text(encoding="utf-8")
    return Sheet(css, inks, data["page"], {**_PICTURE, **data["picture"]}, styles, headlines)


def sheet_of(root: Path, paper: Paper) -> Sheet:
    """版样: the paper's own (theme/print) or else the program's."""
    own = root / _OWN
    return read_sheet(paper.type_area.size, own if own.is_dir() else THEME)


def ticket_template(root: Path) -> str:
    """付印单的版样: the paper's own (theme/print/ticket.html) or else the program's."""
    own = root / _OWN / _TICKET
    return (own if own.is_file() else THEME / _TICKET).read_text(encoding="utf-8")


def _style(
    entry: Mapping[str, object], faces: Mapping[str, str], inks: Mapping[str, str], body: float
) -> TextStyle:
    size = float(str(entry["size"])) if "size" in entry else round(float(str(entry["scale"])) * body, 2)
    colour = inks[str(entry["ink"])] if "ink" in entry else ""
    spare = faces.get("kai", "")
    return TextStyle(faces[str(entry["face"])], size, int(str(entry["weight"])), colour, spare)


def _headlines(entry: Mapping[str, object], faces: Mapping[str, str]) -> HeadlineSizes:
    style = TextStyle(faces[str(entry["face"])], 0.0, int(str(entry["weight"])), spare=faces.get("kai", ""))
    sizes = {
        int(key): tuple(float(size) for size in value)
        for key, value in entry.items()
        if isinstance(value, list)
    }
    return HeadlineSizes(style, sizes)
