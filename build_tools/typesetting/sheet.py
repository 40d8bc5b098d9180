"""版样: the faces, sizes and inks of the printed sheet, as ``theme/print/sheet.toml`` says.

In: the folder ``theme/print``. Out: :class:`Sheet`, the one truth that composing and drawing share.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.model import Weight
from build_tools.typesetting.lines.line import TextStyle

THEME = Path(__file__).parents[2] / "theme" / "print"
"""Where the sheet lies in this repository."""


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

    folder: Path
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
    return Sheet(folder, inks, data["page"], data["picture"], styles, headlines)


def _style(entry: Mapping[str, object], faces: Mapping[str, str], inks: Mapping[str, str], body: float) -> TextStyle:
    size = float(str(entry["size"])) if "size" in entry else round(float(str(entry["scale"])) * body, 2)
    colour = inks[str(entry["ink"])] if "ink" in entry else ""
    return TextStyle(faces[str(entry["face"])], size, int(str(entry["weight"])), colour)


def _headlines(entry: Mapping[str, object], faces: Mapping[str, str]) -> HeadlineSizes:
    style = TextStyle(faces[str(entry["face"])], 0.0, int(str(entry["weight"])))
    sizes = {int(key): tuple(float(size) for size in value) for key, value in entry.items() if isinstance(value, list)}
    return HeadlineSizes(style, sizes)
