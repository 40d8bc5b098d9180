"""改写颜色: content streams whose every colour is ink, and whose black text overprints.

In: an open PDF. Out: the same PDF, its pages, forms and patterns rewritten. What it cannot turn into ink (RGB
shadings, Lab) it leaves for the preflight to refuse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pikepdf
from pikepdf import (
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Page,
    Pdf,
    Stream,
)

from build_tools.press.conversion.inks import Colour, Inks
from build_tools.press.reading.operands import inherited
from build_tools.press.reading.spaces import Family, Space, space_of

_OVERPRINT, _KNOCK_OUT = "/ChenbaoOverprint", "/ChenbaoKnockout"
_BLACK: Colour = (0.0, 0.0, 0.0, 1.0)
_SHOWS = {"Tj", "TJ", "'", '"'}
_PAINTS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"}
Instruction = ContentStreamInstruction | ContentStreamInlineImage


@dataclass(slots=True)
class _State:
    """What q saves: the fill, None while it is no plain ink, and whether overprint is on."""

    fill: Colour | None = _BLACK
    fill_space: Space | None = None
    stroke_space: Space | None = None
    overprint: bool = False


@dataclass(slots=True)
class Rewriter:
    """改写 one PDF."""

    pdf: Pdf
    inks: Inks
    _done: set[tuple[int, int]] = field(default_factory=set)

    def page(self, page: Page) -> None:
        """One page and all that it draws on."""
        resources = inherited(page.obj, "/Resources")
        if not isinstance(resources, Dictionary):
            resources = Dictionary()
        page.obj["/Resources"] = resources
        # The initial colour is gray black; the same in ink may overprint.
        start = [_instruction("k", *_BLACK), _instruction("K", *_BLACK)]
        body = [*start, *self._rewritten(pikepdf.parse_content_stream(page), resources)]
        page.obj["/Contents"] = self.pdf.make_stream(pikepdf.unparse_content_stream(body))
        self._under(resources)

    def _under(self, resources: Dictionary) -> None:
        states = resources.get("/ExtGState")
        if not isinstance(states, Dictionary):
            states = resources["/ExtGState"] = Dictionary()
        states[_OVERPRINT] = Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)
        states[_KNOCK_OUT] = Dictionary(Type=Name.ExtGState, OP=False, op=False, OPM=0)
        for key in ("/XObject", "/Pattern"):
            table = resources.get(key)
            for each in table.values() if isinstance(table, Dictionary) else ():
                if isinstance(each, Stream) and (key == "/Pattern" or each.get("/Subtype") == Name.Form):
                    self._form(each, resources)

    def _form(self, form: Stream, outer: Dictionary) -> None:
        if form.objgen in self._done:
            return
        self._done.add(form.objgen)
        resources = form.get("/Resources")
        own = resources if isinstance(resources, Dictionary) else outer
        form.write(
            pikepdf.unparse_content_stream([*self._rewritten(pikepdf.parse_content_stream(form), own)])
        )
        group = form.get("/Group")
        if isinstance(group, Dictionary):
            group["/CS"] = Name.DeviceCMYK
        if own is not outer:
            self._under(own)

    def _rewritten(self, instructions: list[Instruction], resources: Object) -> Iterator[Instruction]:
        state, saved = _State(), []
        for instruction in instructions:
            operator = str(instruction.operator)
            operands = list(instruction.operands)
            if operator == "q":
                saved.append(replace(state))
            elif operator == "Q" and saved:
                state = saved.pop()
            colour = self._colour(operator, operands, state, resources)
            if colour is not None:
                yield from colour
                continue
            if operator in _SHOWS or operator in _PAINTS:
                yield from _overprint(state, on=operator in _SHOWS and _is_black(state.fill))
            yield instruction

    def _colour(
        self, operator: str, operands: list[Object], state: _State, resources: Object
    ) -> tuple[Instruction, ...] | None:
        """The colour operators in ink; None for an operator that is to stand as it is."""
        stroking = operator[:1].isupper()
        match operator:
            case "rg" | "RG" | "g" | "G":
                return self._ink(self._from(operands), state, stroking)
            case "k" | "K":
                return self._ink(_four(operands), state, stroking)
            case "cs" | "CS":
                space = space_of(operands[0], resources)
                _remember(state, space, stroking)
                return self._ink(_BLACK, state, stroking) if _plain(space) else None
            case "sc" | "scn" | "SC" | "SCN":
                known = state.stroke_space if stroking else state.fill_space
                if known is None or not _plain(known) or (operands and isinstance(operands[-1], Name)):
                    return None
                return self._ink(self._from(operands), state, stroking)
        return None

    def _ink(self, inks: Colour, state: _State, stroking: bool) -> tuple[Instruction, ...]:
        if not stroking:
            state.fill = inks
        return (_instruction("K" if stroking else "k", *inks),)

    def _from(self, operands: list[Object]) -> Colour:
        values = [min(max(float(value), 0.0), 1.0) for value in operands]
        if len(values) == 4:
            return _four(operands)
        red, green, blue = values * 3 if len(values) == 1 else values
        return self.inks.colour(red, green, blue)


def _remember(state: _State, space: Space, stroking: bool) -> None:
    if stroking:
        state.stroke_space = space
    else:
        state.fill_space, state.fill = space, None


def _plain(space: Space) -> bool:
    return (
        space.family in (Family.GRAY, Family.RGB, Family.CMYK) and not space.colorants and not space.indexed
    )


def _four(operands: list[Object]) -> Colour:
    cyan, magenta, yellow, black = (float(value) for value in operands)
    return (cyan, magenta, yellow, black)


def _is_black(fill: Colour | None) -> bool:
    return fill is not None and max(fill[:3]) < 0.005 and fill[3] >= 0.8


def _overprint(state: _State, *, on: bool) -> Iterator[Instruction]:
    if state.overprint != on:
        state.overprint = on
        yield ContentStreamInstruction([Name(_OVERPRINT if on else _KNOCK_OUT)], Operator("gs"))


def _instruction(operator: str, *values: float) -> Instruction:
    return ContentStreamInstruction([round(value, 4) for value in values], Operator(operator))
