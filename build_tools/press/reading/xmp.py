"""XMP: what the metadata packet of a file says, by namespace and name, whatever prefixes its writer chose.

In: the packet's bytes. Out: :class:`Xmp`. Nothing that the packet defines is unfolded (ISO 16684-1; RDF/XML).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from xml.parsers import expat

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DEFAULT = {"http://www.w3.org/XML/1998/namespace lang": "x-default"}
NAMESPACES: Mapping[str, str] = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
}
"""The prefixes by which this program names namespaces (ISO 15930-7, ISO 16684-1)."""
_PREFIXES = {name: prefix for prefix, name in NAMESPACES.items()}


@dataclass(slots=True)
class Xmp:
    """``properties`` by ``prefix:name`` of :data:`NAMESPACES`: of a list the first item, of alternatives the default.

    ``sound`` is False where the packet is no XML or defines a document type; what was read before is kept.
    """

    properties: dict[str, str] = field(default_factory=dict)
    sound: bool = True

    def get(self, name: str) -> str:
        """A property as text; "" where it is not said."""
        return self.properties.get(name, "")


def read_xmp(packet: bytes) -> Xmp:
    """What a packet says; nothing of an empty one."""
    xmp = Xmp()
    if packet.strip(b"\0 \t\r\n"):
        _Reading(xmp).read(packet.strip())
    return xmp


class _Reading:
    """One packet being read: the properties are the children and the attributes of rdf:Description."""

    def __init__(self, xmp: Xmp) -> None:
        self.xmp = xmp
        self.path: list[str] = []
        self.text = ""
        self.default = True

    def read(self, packet: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.more
        parser.StartDoctypeDeclHandler = self.defined
        # With a handler for all the rest, expat hands entities over as they stand; those in attributes it bounds itself.
        parser.DefaultHandler = lambda _: None
        try:
            parser.Parse(packet, True)
        except expat.ExpatError:
            self.xmp.sound = False

    def defined(self, *_: object) -> None:
        self.xmp.sound = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_RDF} Description":
            for key, value in attributes.items():
                self.keep(key, value)
        elif not self._property():
            self.text = ""
        if name == f"{_RDF} li":
            self.default, self.text = attributes.items() >= _DEFAULT.items(), ""
        self.path.append(name)

    def end(self, name: str) -> None:
        self.path.pop()
        if name == f"{_RDF} li" and self._property():
            self.keep(self._property(), self.text, anew=self.default)
            self.text = ""
        elif self.path and self.path[-1] == f"{_RDF} Description":
            self.keep(name, self.text)

    def more(self, text: str) -> None:
        self.text += text

    def _property(self) -> str:
        """The property that is being read; "" outside of all."""
        outer = f"{_RDF} Description"
        return next((inner for above, inner in pairwise(self.path) if above == outer), "")

    def keep(self, name: str, value: str, *, anew: bool = False) -> None:
        space, _, local = name.rpartition(" ")
        if (prefix := _PREFIXES.get(space)) and value.strip():
            key = f"{prefix}:{local}"
            if anew or key not in self.xmp.properties:
                self.xmp.properties[key] = value.strip()
