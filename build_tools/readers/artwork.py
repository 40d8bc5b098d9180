"""来图: what a picture file is, whether it can be used, and how it is made ready without touching what it shows.

In: bytes of any file. Out: :class:`Artwork`, or :class:`Unusable` with what to do on the phone or the computer. The
second importer of Pillow among the readers. HEIC needs ``pi-heif`` (BSD-3; its wheel holds libheif and libde265,
both LGPL-3), which is optional: without it the editor is told how to get a JPEG.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageCms

LARGEST_SIDE = 12_000
"""Pixels: twice the widest page at 300 dpi."""
_PHONE = "iPhone：设置→相机→格式→选“兼容性最佳”，重拍；或在“照片”里分享时选“选项→最兼容”。安卓：相机设置里关掉“高效图片（HEIF）”。"
_PLACE = 0x8825
_TURN = 0x0112


class Unusable(Exception):
    """A file that is no usable picture; ``problem`` and ``remedy`` are Chinese for the editor."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Artwork:
    """A picture ready for the issue: ``content`` shows what was sent, uncropped, without place and owner.

    ``pixels`` upright; ``changes`` says in Chinese what was done to the file, "" where nothing was.
    """

    content: bytes
    ending: str
    pixels: tuple[int, int]
    changes: tuple[str, ...] = ()


def kind_of(content: bytes) -> str:
    """The kind of a file by its first bytes: "JPEG", "HEIC", "SVG", "PDF", "EMF", "视频" …, "" for none that is known."""
    head = content[:64]
    for start, kind in (
        (b"\xff\xd8\xff", "JPEG"),
        (b"\x89PNG", "PNG"),
        (b"GIF8", "GIF"),
        (b"BM", "BMP"),
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
        (b"II+\0", "TIFF"),
        (b"%PDF", "PDF"),
        (b"8BPS", "PSD"),
        (b"%!PS", "EPS"),
        (b"\xd7\xcd\xc6\x9a", "WMF"),
    ):
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand in (b"avif", b"avis"):
            return "AVIF"
        return (
            "HEIC"
            if brand in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"hevx")
            else "视频"
        )
    if head[:4] == b"\x01\0\0\0" and content[40:44] == b" EMF":
        return "EMF"
    lead = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if lead.startswith((b"<svg", b"<?xml", b"<!doctype svg")) and b"<svg" in lead:
        return "SVG"
    return ""


def prepare(content: bytes) -> Artwork:
    """Make a picture ready for the issue. Raises Unusable."""
    kind = kind_of(content)
    match kind:
        case "JPEG" | "PNG" | "WEBP":
            size, mode = _measured(content)
            bare = {"JPEG": _bare_jpeg, "PNG": _bare_png, "WEBP": _bare_webp}[kind](content)
            changes = ("去掉了拍摄地点、机主等附带信息",) if bare != content and _tells(content) else ()
            if kind == "PNG" and mode.startswith(("I", "F")):
                return _converted(content, "16 位灰度", "")
            ending = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}[kind]
            return Artwork(bare if changes else content, ending, size, changes)
        case "TIFF" | "BMP" | "GIF":
            return _converted(content, kind, "")
        case "HEIC":
            return _from_heic(content)
        case "AVIF":
            return _converted(content, kind, "请来稿人另存为 JPEG 再发。")
        case "SVG" | "PDF" | "EPS" | "PSD" | "EMF" | "WMF":
            raise Unusable(
                f"是 {kind} 图（{'矢量图' if kind not in ('PSD',) else 'Photoshop 文件'}），不能直接用",
                "请来稿人导出成 PNG（宽 2000 像素以上）或 JPEG；从 Word 里来的，可在 Word 里对图点右键→另存为图片→PNG。",
            )
        case "视频":
            raise Unusable("是视频，不是图片", "请来稿人在手机上放到要用的一格，截屏发来；最好另拍一张。")
    raise Unusable("文件坏了，或不是图片", "请来稿人用“原图”重新发一次。")


def heic_is_read() -> bool:
    """Whether this machine has the optional reader of HEIC."""
    return importlib.util.find_spec("pi_heif") is not None


def _from_heic(content: bytes) -> Artwork:
    if not heic_is_read():
        raise Unusable(
            "是苹果手机的 HEIC 照片，这台机器没有装读它的部件",
            f"在报纸的文件夹里运行 .venv/bin/pip install pi-heif，再收；或请来稿人改发 JPEG。{_PHONE}",
        )
    import pi_heif  # type: ignore[import-not-found,import-untyped,unused-ignore]

    pi_heif.register_heif_opener()
    return _converted(content, "HEIC", _PHONE)


def size_of(content: bytes) -> tuple[int, int] | None:
    """(width, height) as stored, by the file's head alone; None for what Pillow does not open."""
    from PIL import Image

    try:
        with strict_reading(), Image.open(io.BytesIO(content)) as image:
            return image.size
    except Exception:  # Pillow's decoders raise whatever a broken file provokes
        return None


def _measured(content: bytes) -> tuple[tuple[int, int], str]:
    from PIL import Image

    try:
        with strict_reading(), Image.open(io.BytesIO(content)) as image:
            width, height = image.size
            if max(width, height) > LARGEST_SIDE:
                raise Unusable(f"太大：{width}×{height}像素", f"缩到长边不超过 {LARGEST_SIDE} 像素。")
            turned = image.format != "PNG" and image.getexif().get(_TURN, 1) >= 5
            mode = image.mode
            if image.format == "JPEG":
                image.draft("L", (max(1, width // 8), max(1, height // 8)))
                image.load()
            elif image.format == "PNG":
                image.verify()
            else:
                image.load()
    except Unusable:
        raise
    except Exception as error:  # Pillow's decoders raise whatever a broken file provokes
        raise Unusable("文件坏了，没有传完或打不开", "请来稿人用“原图”重新发一次。") from error
    return ((height, width) if turned else (width, height)), mode


@contextlib.contextmanager
def strict_reading() -> Iterator[None]:
    """Pillow reads as we want it: a file that is cut short is damaged (WeasyPrint, once loaded, has it shown half grey),
    and how large a picture may be is our own limit, told in words."""
    from PIL import Image, ImageFile

    kept = Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
    Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = None, False
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = kept


def _converted(content: bytes, kind: str, remedy: str) -> Artwork:
    from PIL import Image, ImageOps

    try:
        with strict_reading(), Image.open(io.BytesIO(content)) as image:
            width, height = image.size
            if max(width, height) > LARGEST_SIDE:
                raise Unusable(f"太大：{width}×{height}像素", f"缩到长边不超过 {LARGEST_SIDE} 像素。")
            frames = getattr(image, "n_frames", 1) if kind in ("TIFF", "GIF") else 1
            image.seek(0)
            profile = image.info.get("icc_profile")
            upright = eight_bit(ImageOps.exif_transpose(image))
            out = io.BytesIO()
            photograph = kind in ("HEIC", "AVIF") or upright.mode == "CMYK"
            if photograph:
                upright.save(out, "JPEG", quality=95, subsampling=0, icc_profile=profile)
            else:
                upright.save(out, "PNG", icc_profile=profile, optimize=False)
    except Unusable:
        raise
    except Exception as error:
        raise Unusable(f"是 {kind} 图，打不开", remedy or "请来稿人另存为 JPEG 或 PNG 再发。") from error
    ending = ".jpg" if photograph else ".png"
    changes = [f"是 {kind}，转成了 {'JPEG' if photograph else 'PNG'}"]
    if frames > 1:
        changes.append(f"里面有{frames}幅，只收了第1幅")
    return Artwork(out.getvalue(), ending, upright.size, tuple(changes))


def eight_bit(image: Image.Image) -> Image.Image:
    """The picture in 8 bits a channel, RGB, RGBA, L or CMYK: 16-bit grey is scaled, not cut off at white."""
    if image.mode.startswith("I") or image.mode == "F":
        grey = image.convert("I") if image.mode.startswith("I") else image
        low, high = _extrema(grey)
        # 16-bit pictures use 0 to 65535; what stays within 255 was 8-bit all along.
        scale = 255 / 65535 if high > 255 else 1.0
        return (
            grey.point(lambda value: value * scale + 0).convert("L")
            if high > 1 or low < 0
            else grey.convert("L")
        )
    if image.mode == "P":
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode in ("RGB", "RGBA", "L", "CMYK"):
        return image
    if image.mode in ("LA", "PA", "La", "RGBa"):
        return image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    converted: Image.Image = image.convert("RGB")
    return converted


def in_srgb(image: Image.Image) -> Image.Image:
    """The picture as a screen shows it: RGB or RGBA of 8 bits in sRGB, through its own colour profile where it has one.

    CMYK without a profile is turned by the plain formula, as browsers do.
    """
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    plain = eight_bit(image)
    veil = plain.convert("RGBA").getchannel("A") if clear else None
    shown = plain if plain.mode in ("RGB", "L", "CMYK") else plain.convert("RGB")
    if profile:
        try:
            source = ImageCms.getOpenProfile(io.BytesIO(profile))
            space = {"RGB": "RGB ", "L": "GRAY", "CMYK": "CMYK"}[shown.mode]
            if source.profile.xcolor_space == space and not _is_srgb(source):
                target = ImageCms.createProfile("sRGB")
                done = ImageCms.profileToProfile(shown, source, target, outputMode="RGB")
                shown = done if done is not None else shown
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a damaged profile is as none
    shown = shown.convert("RGB")
    if veil is not None:
        shown.putalpha(veil)
    return shown


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    return "srgb" in (profile.profile.profile_description or "").lower()


def why_unusable(content: bytes) -> tuple[str, str] | None:
    """What a file is that an article cannot show as it lies there, and the way out; None for JPEG, PNG, WebP and the
    unknown. The kind is told by the content, whatever the file's name says."""
    kind = kind_of(content)
    if kind in ("", "JPEG", "PNG", "WEBP"):
        return None
    if kind == "HEIC":
        return (
            "是苹果手机的 HEIC 照片",
            f"用 ./chenbao intake 收这个文件，会转成 JPEG；或请来稿人改发 JPEG。{_PHONE}",
        )
    if kind in ("TIFF", "BMP", "GIF", "AVIF"):
        return (
            f"是 {kind} 格式",
            "用 ./chenbao intake 收这个文件，会转成 JPEG 或 PNG；或自己另存为 JPEG、PNG。",
        )
    if kind in ("SVG", "PDF"):
        return (
            f"是 {kind} 矢量图",
            "用 ./chenbao intake 收这个文件，会转成 PNG；或请来稿人导出宽 2000 像素以上的 PNG。",
        )
    if kind == "视频":
        return "是视频，不是图片", "请来稿人在手机上放到要用的一格，截屏发来；最好另拍一张。"
    return f"是 {kind} 格式", "请来稿人导出成宽 2000 像素以上的 PNG 或 JPEG。"


def _extrema(image: Image.Image) -> tuple[float, float]:
    low, high = image.getextrema()
    assert not isinstance(low, tuple) and not isinstance(high, tuple)
    return low, high


def _tells(content: bytes) -> bool:
    """Whether a picture says where it was taken or whose it is."""
    from PIL import Image

    try:
        with strict_reading(), Image.open(io.BytesIO(content)) as image:
            exif = image.getexif()
            owner = any(exif.get(tag) for tag in (0x013B, 0x8298, 0x9C9D, 0xA430, 0x010E, 0x0110))
            return (
                bool(exif.get_ifd(_PLACE))
                or owner
                or any(key in image.info for key in ("xmp", "photoshop", "comment"))
            )
    except Exception:  # a damaged note: better thrown away
        return True


def _turn_of(content: bytes) -> int:
    from PIL import Image

    try:
        with strict_reading(), Image.open(io.BytesIO(content)) as image:
            return int(image.getexif().get(_TURN, 1))
    except Exception:
        return 1


def _bare_jpeg(content: bytes) -> bytes:
    """The same JPEG without EXIF, XMP, IPTC and comments; the turn and the colour profile stay, no pixel changes."""
    turn = _turn_of(content)
    out = bytearray(content[:2])
    if 1 < turn <= 8:
        exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", _TURN, 3, 1, turn, 0) + b"\0\0\0\0"
        out += b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xDA:
            return bytes(out) + content[at:]
        if marker == 0xFF:
            at += 1
            continue
        length = struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker not in (0xE1, 0xED, 0xFE):
            out += content[at : at + 2 + length]
        at += 2 + length
    return content


def _bare_png(content: bytes) -> bytes:
    out, at = bytearray(content[:8]), 8
    while at + 8 <= len(content):
        length = struct.unpack(">I", content[at : at + 4])[0]
        if content[at + 4 : at + 8] not in (b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"):
            out += content[at : at + 12 + length]
        at += 12 + length
    return bytes(out)


def _bare_webp(content: bytes) -> bytes:
    turn = _turn_of(content)
    if 1 < turn <= 8:
        return _turned_webp(content)
    out, at = bytearray(), 12
    while at + 8 <= len(content):
        length = struct.unpack("<I", content[at + 4 : at + 8])[0]
        whole = content[at : at + 8 + length + length % 2]
        if content[at : at + 4] == b"VP8X" and len(whole) > 8:
            whole = whole[:8] + bytes([whole[8] & ~0x0C]) + whole[9:]  # no EXIF, no XMP any more
        if content[at : at + 4] not in (b"EXIF", b"XMP "):
            out += whole
        at += 8 + length + length % 2
    return b"RIFF" + struct.pack("<I", len(out) + 4) + b"WEBP" + bytes(out)


def _turned_webp(content: bytes) -> bytes:
    from PIL import Image, ImageOps

    with strict_reading(), Image.open(io.BytesIO(content)) as image:
        out = io.BytesIO()
        ImageOps.exif_transpose(image).save(
            out, "WEBP", lossless=True, icc_profile=image.info.get("icc_profile"), exif=b""
        )
        return out.getvalue()


def fingerprint(content: bytes) -> int:
    """A number for the bytes of a picture, to find the same one sent twice."""
    return zlib.crc32(content) << 32 | len(content)
