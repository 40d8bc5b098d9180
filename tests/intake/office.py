"""Writes the files of contributors' sendings byte by byte: Word, Excel, pictures. Standard library and Pillow."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from html import escape

from PIL import Image, ImageDraw

_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def run(text: str, *, size: float = 0, bold: bool = False, font: str = "", more: str = "") -> str:
    """One run of text; ``size`` in points, ``more`` further properties as XML."""
    properties = (
        (f'<w:rFonts w:eastAsia="{font}"/>' if font else "")
        + ("<w:b/>" if bold else "")
        + (f'<w:sz w:val="{round(size * 2)}"/>' if size else "")
        + more
    )
    body = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{body}</w:r>"


def para(
    *parts: str,
    align: str = "",
    style: str = "",
    indent: bool = False,
    more: str = "",
    size: float = 0,
    bold: bool = False,
    font: str = "",
) -> str:
    """A paragraph; a part that does not begin with ``<`` is plain text."""
    properties = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + more
        + ('<w:ind w:firstLineChars="200" w:firstLine="420"/>' if indent else "")
        + (f'<w:jc w:val="{align}"/>' if align else "")
    )
    inner = "".join(
        part if part.startswith("<") else run(part, size=size, bold=bold, font=font) for part in parts
    )
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def text(*paragraphs: str, size: float = 0) -> str:
    """Body paragraphs with their first lines indented."""
    return "".join(para(each, indent=True, size=size) for each in paragraphs)


def title(words: str, size: float = 18) -> str:
    """A headline as most contributors set it: centred, bold, larger."""
    return para(words, align="center", size=size, bold=True)


def centre(words: str, size: float = 0) -> str:
    return para(words, align="center", size=size)


def right(words: str) -> str:
    return para(words, align="right")


def deleted(words: str) -> str:
    return f'<w:del w:id="9" w:author="小王"><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def inserted(words: str) -> str:
    return f'<w:ins w:id="8" w:author="小王">{run(words)}</w:ins>'


def box(*paragraphs: str) -> str:
    """A text box, as Word writes it: once for new readers, once for old ones."""
    inner = "".join(paragraphs)
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wp:extent cx='3000000' cy='600000'/>"
        "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
        f"<wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"<w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(*paragraphs: str, span: int = 1, merge: str = "") -> str:
    """``merge``: "restart" begins a cell that goes on below, "continue" goes on."""
    properties = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (
        f'<w:vMerge w:val="{merge}"/>' if merge else ""
    )
    inner = "".join(each if each.startswith("<") else para(each) for each in paragraphs) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


@dataclass
class Word:
    """A .docx in the making; give pictures with :meth:`picture`, then :meth:`build`."""

    media: dict[str, bytes] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    endnotes: list[str] = field(default_factory=list)
    header: str = ""
    footer: str = ""
    numbering: list[list[tuple[str, str]]] = field(default_factory=list)

    def picture(
        self, content: bytes, kind: str = "jpeg", crop: str = "", floating: bool = False, name: str = ""
    ) -> str:
        number = len(self.media) + 1
        self.media[name or f"image{number}.{kind}"] = content
        holder = "anchor" if floating else "inline"
        return (
            f'<w:r><w:drawing><wp:{holder}><wp:extent cx="2857500" cy="2143125"/><wp:docPr id="{number}" name="图片 {number}"/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:blipFill><a:blip r:embed="m{number}"/>{crop}</pic:blipFill></pic:pic></a:graphicData></a:graphic>'
            f"</wp:{holder}></w:drawing></w:r>"
        )

    def comment(self, words: str) -> str:
        self.comments.append(words)
        return f'<w:r><w:commentReference w:id="{len(self.comments) - 1}"/></w:r>'

    def footnote(self, words: str) -> str:
        self.footnotes.append(words)
        return f'<w:r><w:footnoteReference w:id="{len(self.footnotes)}"/></w:r>'

    def endnote(self, words: str) -> str:
        self.endnotes.append(words)
        return f'<w:r><w:endnoteReference w:id="{len(self.endnotes)}"/></w:r>'

    def items(
        self, *words: str, levels: tuple[tuple[str, str], ...], level: int = 0, bold: bool = False
    ) -> str:
        """Paragraphs that Word numbers itself; ``levels``: format and text of each, ``("decimal", "%1.")``."""
        if list(levels) not in self.numbering:
            self.numbering.append(list(levels))
        number = self.numbering.index(list(levels)) + 1
        mark = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        return "".join(para(each, more=mark, bold=bold) for each in words)

    def build(self, body: str) -> bytes:
        parts = {"word/document.xml": _document("document", f"<w:body>{body}<w:sectPr/></w:body>")}
        links = [(f"m{n}", "image", f"media/{name}") for n, name in enumerate(self.media, 1)]
        kinds = {"word/document.xml": "document.main"}
        parts["word/styles.xml"] = _document("styles", _STYLES)
        links.append(("s1", "styles", "styles.xml"))
        kinds["word/styles.xml"] = "styles"
        for kind, words in (("header", self.header), ("footer", self.footer)):
            if words:
                parts[f"word/{kind}1.xml"] = _document("hdr" if kind == "header" else "ftr", para(words))
                links.append((f"{kind}1", kind, f"{kind}1.xml"))
                kinds[f"word/{kind}1.xml"] = kind
        for kind, notes in (("footnote", self.footnotes), ("endnote", self.endnotes)):
            if notes:
                inner = "".join(
                    f'<w:{kind} w:id="{n}">{para(each)}</w:{kind}>' for n, each in enumerate(notes, 1)
                )
                inner = f'<w:{kind} w:type="separator" w:id="0"><w:p/></w:{kind}>' + inner
                parts[f"word/{kind}s.xml"] = _document(f"{kind}s", inner)
                links.append((f"{kind}s", f"{kind}s", f"{kind}s.xml"))
                kinds[f"word/{kind}s.xml"] = f"{kind}s"
        if self.comments:
            inner = "".join(
                f'<w:comment w:id="{n}" w:author="小王">{para(each)}</w:comment>'
                for n, each in enumerate(self.comments)
            )
            parts["word/comments.xml"] = _document("comments", inner)
            links.append(("c1", "comments", "comments.xml"))
            kinds["word/comments.xml"] = "comments"
        if self.numbering:
            inner = "".join(
                f'<w:abstractNum w:abstractNumId="{n}">'
                + "".join(
                    f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/></w:lvl>'
                    for at, (form, shown) in enumerate(levels)
                )
                + "</w:abstractNum>"
                for n, levels in enumerate(self.numbering)
            ) + "".join(
                f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>'
                for n in range(len(self.numbering))
            )
            parts["word/numbering.xml"] = _document("numbering", inner)
            links.append(("n1", "numbering", "numbering.xml"))
            kinds["word/numbering.xml"] = "numbering"
        types = (
            '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
            '<Default Extension="png" ContentType="image/png"/><Default Extension="emf" ContentType="image/x-emf"/>'
            + "".join(
                f'<Override PartName="/{name}" ContentType="{_WORD}{kind}+xml"/>'
                for name, kind in kinds.items()
            )
            + "</Types>"
        )
        return packed(
            {
                "[Content_Types].xml": types.encode(),
                "_rels/.rels": _links([("r1", "officeDocument", "word/document.xml")]),
                "word/_rels/document.xml.rels": _links(links),
                **{name: each.encode() for name, each in parts.items()},
                **{f"word/media/{name}": content for name, content in self.media.items()},
            }
        )


_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:rPr><w:sz w:val="21"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:rPr><w:b/><w:sz w:val="44"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a5"><w:name w:val="Subtitle"/><w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="28"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a7"><w:name w:val="caption"/><w:basedOn w:val="a"/><w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="my1"><w:name w:val="稿件主标题"/><w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="40"/></w:rPr></w:style>'
)


def _document(kind: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{kind} {_W}>{inner}</w:{kind}>'


def _links(links: list[tuple[str, str, str]]) -> bytes:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in links
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    ).encode()


def packed(files: dict[str, bytes]) -> bytes:
    """A zip with fixed times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2021, 3, 1, 9, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def packed_gbk(files: dict[str, bytes]) -> bytes:
    """A zip as Windows in China writes it: names in GBK and no mark that says so."""
    plain = packed(
        {f"@{n:03}".ljust(len(name.encode("gbk")), "@"): each for n, (name, each) in enumerate(files.items())}
    )
    for n, name in enumerate(files):
        key = f"@{n:03}".ljust(len(name.encode("gbk")), "@").encode()
        plain = plain.replace(key, name.encode("gbk"))
    return plain


def photo(
    seed: int, wide: int = 900, high: int = 700, form: str = "JPEG", mode: str = "RGB", **more: object
) -> bytes:
    """A drawn picture; pictures of different seeds look different at 8 × 8."""
    image = Image.new(
        "RGB", (wide, high), ((seed * 67) % 200 + 40, (seed * 131) % 200 + 40, (seed * 29) % 200 + 40)
    )
    draw = ImageDraw.Draw(image)
    for n in range(6):
        x, y = (seed * 97 + n * 53) % 8 * wide // 8, (seed * 41 + n * 71) % 8 * high // 8
        fill = ((seed * 31 + n * 83) % 256, (seed * 59 + n * 37) % 256, (seed * 17 + n * 101) % 256)
        draw.rectangle((x, y, x + wide // 5, y + high // 4), fill=fill)
    out = io.BytesIO()
    image.convert(mode).save(out, form, **more)
    return out.getvalue()


def placed(content: bytes) -> bytes:
    """The same photograph as a phone writes it: with where it was taken and whose phone."""
    image = Image.open(io.BytesIO(content))
    exif = Image.Exif()
    exif[0x013B] = "机主 张三"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (31.0, 20.0, 30.0)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def locked() -> bytes:
    """What Word makes of a file with a password: an OLE container that holds an encrypted package."""
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
    names = "".join(f"{name}\0" for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage"))
    return head + names.encode("utf-16-le").ljust(2048, b"\0")


def old_word() -> bytes:
    """The beginning of a .doc of Word 97."""
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
    return head + "Root Entry\0WordDocument\0".encode("utf-16-le").ljust(2048, b"\0")
