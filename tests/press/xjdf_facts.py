"""What CIP4's schema of XJDF 2.1 says of the elements that a newspaper's job needs, as plain facts.

The schema itself (schema.cip4.org) is under CIP4's own licence and stays out of the project. Named here are, for every
element, the attributes it may have, those it must have, and its children in the order in which they must stand.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass, field

TOKEN, TOKENS = r"[\w.:-]+", r"[\w.:-]+( [\w.:-]+)*"
TEXT, WHOLE, NUMBER, TRUTH = r".*", r"-?\d+", r"-?\d+(\.\d+)?", r"true|false|0|1"
RANGE, SHAPE, ADDRESS, HEX = r"-?\d+ -?\d+", rf"{NUMBER}( {NUMBER}){{2}}", r"\S+", r"([0-9a-fA-F]{2})+"


@dataclass(frozen=True, slots=True)
class Fact:
    """One element: attribute → what its value must match; ``required`` names; children in order."""

    attributes: dict[str, str] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    children: tuple[str, ...] = ()


_SIDE = "Front|Back"
_STOCK = {
    "MediaType": "Paper|Other|Plate|Film",
    "MediaTypeDetails": TOKEN,
    "Weight": NUMBER,
    "StockType": TOKEN,
}
FACTS: dict[str, Fact] = {
    "XJDF": Fact(
        {"Category": TOKEN, "DescriptiveName": TEXT, "JobID": TOKEN, "JobPartID": TOKEN, "Types": TOKENS, "Version": r"2\.[01]"},
        ("JobID", "Types"),
        ("AuditPool", "Comment", "GeneralID", "ProductList", "ResourceSet"),
    ),
    "Comment": Fact({"Author": TEXT, "Language": TOKEN, "Type": TOKEN}),
    "GeneralID": Fact({"IDUsage": TOKEN, "IDValue": TEXT, "DataType": TOKEN}, ("IDUsage", "IDValue")),
    "ProductList": Fact({}, (), ("Product",)),
    "Product": Fact(
        {"Amount": WHOLE, "DescriptiveName": TEXT, "IsRoot": TRUTH, "ProductType": TOKEN, "ProductTypeDetails": TEXT},
        (),
        ("Comment", "GeneralID", "Intent"),
    ),
    "Intent": Fact({"Name": TOKEN, "DescriptiveName": TEXT}, ("Name",), ("*",)),
    "LayoutIntent": Fact(
        {
            "Bleed": NUMBER, "Dimensions": rf"{NUMBER} {NUMBER}", "FinishedDimensions": SHAPE, "Pages": WHOLE,
            "Sides": "OneSided|OneSidedBack|TwoSidedHeadToFoot|TwoSidedHeadToHead", "SpreadType": "SinglePage|Spread",
        },
    ),
    "ColorIntent": Fact({}, (), ("SurfaceColor",)),
    "SurfaceColor": Fact(
        {"Coatings": TOKENS, "ColorsUsed": TOKENS, "Coverage": NUMBER, "PrintStandard": TOKEN, "Surface": _SIDE},
        ("Surface",),
        ("Certification",),
    ),
    "MediaIntent": Fact(_STOCK, ("MediaType",)),
    "FoldingIntent": Fact({"FoldCatalog": r"F\d+-(\d+|X)", "FoldingDetails": TOKEN}),
    "BindingIntent": Fact(
        {"BindingOrder": "None|Collecting|Gathering", "BindingType": "None|SaddleStitch|LooseBinding"}, ("BindingType",)
    ),
    "ProductionIntent": Fact({"PrintPreference": TOKEN, "PrintProcess": TOKEN}),
    "ResourceSet": Fact(
        {"DescriptiveName": TEXT, "Name": TOKEN, "ProcessUsage": TOKEN, "Usage": "Input|Output"},
        ("Name",),
        ("Comment", "Dependent", "GeneralID", "Resource"),
    ),
    "Resource": Fact({"DescriptiveName": TEXT, "Status": "Available|Unavailable"}, (), ("AmountPool", "Comment", "GeneralID", "Part", "*")),
    "Part": Fact({"RunIndex": RANGE, "SheetName": TOKEN, "Side": _SIDE, "PageNumber": RANGE}),
    "CustomerInfo": Fact({"CustomerID": TOKEN, "CustomerJobName": TEXT}),
    "Media": Fact(_STOCK, ("MediaType",)),
    "ColorantControl": Fact({"ColorantParams": TOKENS, "ProcessColorModel": "DeviceCMYK|DeviceGray|DeviceN|DeviceCMY|DeviceRGB|None"}),
    "ScreeningParams": Fact({"IgnoreSourceFile": TRUTH}, (), ("ScreenSelector",)),
    "ScreenSelector": Fact({"Angle": NUMBER, "Frequency": NUMBER, "ScreeningType": "Adaptive|AM|ErrorDiffusion|FM"}),
    "FoldingParams": Fact({"FoldCatalog": r"F\d+-(\d+|X)", "FoldingDetails": TOKEN}),
    "RunList": Fact({"NPage": WHOLE, "Pages": RANGE, "LogicalPage": WHOLE}, (), ("ByteMap", "FileSpec")),
    "FileSpec": Fact({"CheckSum": HEX, "FileSize": WHOLE, "MimeType": TEXT, "URL": ADDRESS, "UserFileName": TEXT, "ResourceUsage": TOKEN}),
}  # fmt: skip


def breaches(text: str, space: str) -> Iterator[str]:
    """Every breach of the facts in a document, in words."""
    yield from _breaches(ElementTree.fromstring(text), f"{{{space}}}")


def _breaches(element: ElementTree.Element, space: str) -> Iterator[str]:
    name = element.tag.removeprefix(space)
    fact = FACTS.get(name)
    if fact is None or not element.tag.startswith(space):
        yield f"{name} is no element of it"
        return
    for key, value in element.attrib.items():
        if key not in fact.attributes:
            yield f"{name} has no {key}"
        elif re.fullmatch(fact.attributes[key], value) is None:
            yield f'{name} {key}="{value}"'
    yield from (f"{name} lacks {key}" for key in fact.required if key not in element.attrib)
    last = 0
    for child in element:
        inner = child.tag.removeprefix(space)
        known = inner if inner in fact.children else "*"
        if known not in fact.children:
            yield f"{inner} stands in {name}"
            continue
        place = fact.children.index(known)
        if place < last:
            yield f"{inner} stands too late in {name}"
        last = max(last, place)
        yield from _breaches(child, space)
