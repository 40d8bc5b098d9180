"""Random issues of ordinary pictures: whatever ``check`` calls clean, sign-off accepts.

    python -m tests.benchmarks.signing [--issues 300] [--seed 1] [--keep FOLDER]

An editor is played: an issue is written with pictures as they come (phones, cameras, scans, screens, advertisers; every
mode, profile, turn and size), ``check`` is run, what it names is mended as its remedy says, until nothing is left. Then the
issue is signed off, under settings of the press that are drawn too (standard, bleed, marks, ink limit, fold). An
exception is an issue that ``check`` called clean and sign-off refused, or that was signed with a picture below the limit. Issues that the editor could not mend within a
few rounds count for nothing and are told by number.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import shutil
import sys
import tempfile
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pikepdf import Pdf
from PIL import Image, ImageCms, ImageDraw

from build_tools.cli import check
from build_tools.diagnostics import Diagnostic
from build_tools.model.limits import LEAST_DPI
from build_tools.press.reading.content import Walker
from build_tools.press.sign_off import Signer, sign
from tests.typesetting.generated_issues import sentences

ROOT = Path(__file__).parents[2]
NAME = "2026-01"
_PROFILES = Path("/usr/share/color/icc/ghostscript")
_ROUNDS = 9
_SIZES = (
    (4032, 3024), (3024, 4032), (1920, 1080), (1080, 1920), (1280, 960), (1440, 1080), (800, 600), (640, 480), (2400, 1600),
    (1600, 1600), (3000, 900), (700, 1400), (5000, 3300),
)  # fmt: skip
_HEADLINES = (
    "楼道让出一米宽", "屋里要暖 也要透气", "出远门前查一遍水电气", "给水管穿好棉衣", "一张报纸怎样读", "垃圾分类进楼组", "雨棚修好了",
    "社区食堂开张", "老人学用手机挂号", "花草怎样过冬", "旧衣回收前先洗净", "冰雪天走路要慢", "周末一起包饺子", "门口添了两盏灯",
)  # fmt: skip
_CAPTIONS = (
    "居民在楼道里布置小天地", "新修的雨棚", "食堂里的午饭", "花坛边的长椅", "社区活动室一角", "志愿者在路口",
)  # fmt: skip


# -- pictures --------------------------------------------------------------------------------------------------


def _scene(chance: random.Random, size: tuple[int, int]) -> Image.Image:
    """Something like a photograph: large forms, strong colours, grain."""
    small = [
        Image.frombytes("L", (9, 7), bytes(chance.randrange(256) for _ in range(63))).resize(
            (max(size[0] // 4, 1), max(size[1] // 4, 1)), Image.Resampling.BICUBIC
        )
        for _ in range(3)
    ]
    picture = Image.merge("RGB", small)
    grain = Image.effect_noise((320, 240), chance.choice((10, 30, 60))).resize(
        picture.size, Image.Resampling.NEAREST
    )
    return Image.blend(picture, Image.merge("RGB", (grain,) * 3), 0.15).resize(size)


def _lettering(chance: random.Random, size: tuple[int, int]) -> Image.Image:
    """Black and white alone: a code, a drawing, a scanned form."""
    art = Image.new("1", size, 1)
    pen = ImageDraw.Draw(art)
    step = max(min(size) // chance.choice((21, 29, 40)), 2)
    for x in range(0, size[0], step):
        for y in range(0, size[1], step):
            if chance.random() < 0.45:
                pen.rectangle((x, y, x + step - 1, y + step - 1), fill=0)
    return art


def _profile(chance: random.Random, mode: str) -> bytes | None:
    if mode == "CMYK":
        return chance.choice((None, (_PROFILES / "default_cmyk.icc").read_bytes()))
    if mode != "RGB":
        return None
    srgb: bytes = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    wide = [(_PROFILES / name).read_bytes() for name in ("a98.icc", "rommrgb.icc", "esrgb.icc")]
    return chance.choice((None, None, srgb, *wide))


_KINDS = ("photo", "photo", "photo", "cmyk", "gray", "clear", "palette", "art", "deep", "screen")


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture as it comes: how wide as it is held, the ending of its name, its bytes."""

    width: int
    ending: str
    content: bytes


def ordinary_pictures(seed: int, count: int) -> tuple[Sent, ...]:
    """A drawer of pictures of every kind; the issues take theirs from it."""
    chance = random.Random(seed)
    return tuple(_sent(chance, _KINDS[number % len(_KINDS)]) for number in range(count))


def _sent(chance: random.Random, kind: str) -> Sent:
    """One picture of that kind."""
    width, height = chance.choice(_SIZES)
    out, options, lying = io.BytesIO(), dict[str, object](), False
    if kind not in ("photo", "cmyk", "art"):
        width, height = _reduced(width, height)
    match kind:
        case "photo":
            form = chance.choice(("JPEG", "JPEG", "JPEG", "WEBP", "PNG"))
            if form != "JPEG":  # nobody sends these from a camera
                width, height = _reduced(width, height)
            picture = _scene(chance, (width, height))
            if form == "JPEG":
                exif = picture.getexif()
                exif[0x0112] = turn = chance.choice((1, 1, 1, 3, 6, 8))
                lying = turn >= 5
                options |= {
                    "exif": exif,
                    "quality": chance.choice((60, 85, 95)),
                    "progressive": chance.random() < 0.3,
                }
        case "cmyk":  # an advertiser's: a rich black, far above what newsprint holds
            picture, form = _scene(chance, (width, height)).convert("CMYK"), "JPEG"
            black = picture.getchannel("C").point(lambda ink: min(255, ink + chance.choice((0, 60, 140))))
            picture = Image.merge("CMYK", (*picture.split()[:3], black))
            options |= {"quality": 95}
        case "gray":
            picture, form = (
                _scene(chance, (width, height)).convert("L"),
                chance.choice(("JPEG", "PNG", "WEBP")),
            )
            picture = picture.convert("RGB") if form == "WEBP" else picture
        case "clear":
            picture, form = _scene(chance, (width, height)), chance.choice(("PNG", "WEBP"))
            picture.putalpha(Image.radial_gradient("L").resize(picture.size))
            picture = picture.convert("LA") if form == "PNG" and chance.random() < 0.3 else picture
        case "palette":
            picture, form = _scene(chance, (width, height)).quantize(chance.choice((16, 64, 256))), "PNG"
            options |= {"transparency": 3} if chance.random() < 0.3 else {}
        case "art":
            picture, form = _lettering(chance, (width, height)), "PNG"
            picture = picture.convert(chance.choice(("1", "1", "L", "RGB", "P")))
        case "deep":
            picture, form = _scene(chance, (width, height)).convert("L").convert("I"), "PNG"
            picture = picture.point(lambda level: level * 257).convert("I;16")
        case _:  # a screenshot: even grounds, text in colours
            picture, form = (
                Image.new("RGB", (width, height), chance.choice(("white", "#f2f2f2", "#202020"))),
                "PNG",
            )
            pen = ImageDraw.Draw(picture)
            for y in range(20, height - 40, 60):
                colour = tuple(chance.randrange(256) for _ in range(3))
                pen.rectangle((20, y, chance.randrange(30, width - 10), y + 24), fill=colour)
    profile = _profile(chance, picture.mode)
    picture.save(out, form, **options, **({"icc_profile": profile} if profile else {}))
    ending = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[form]
    return Sent(height if lying else width, ending, out.getvalue())


def _reduced(width: int, height: int) -> tuple[int, int]:
    share = min(1.0, 1900 / max(width, height))
    return round(width * share), round(height * share)


# -- the issue -------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Story:
    """稿 as it is being written. ``pictures``: file names with a hint of width and crop."""

    file: str
    headline: str
    paragraphs: list[str]
    pictures: list[tuple[str, str]] = field(default_factory=list)
    front: str = ""

    def text(self) -> str:
        """The article's file. The paragraph of index i stands in line ``lines()[i]``."""
        parts = [*self.paragraphs]
        for number, (name, hint) in enumerate(self.pictures):
            caption = _CAPTIONS[hash_of(name) % len(_CAPTIONS)]
            parts.insert(
                min(1 + 2 * number, len(parts)), f'![{caption}](../images/{name} "摄影：某编辑"){hint}'
            )
        return f"---\nheadline: {self.headline}\n{self.front}---\n\n" + "\n\n".join(parts) + "\n"


def hash_of(name: str) -> int:
    """A number of a name, the same in every run."""
    return sum(name.encode())


@dataclass(slots=True)
class Desk:
    """One editor with one issue in a folder of its own."""

    root: Path
    chance: random.Random
    words: list[str]
    drawer: tuple[Sent, ...]
    stories: dict[str, Story] = field(default_factory=dict)
    sections: tuple[str, ...] = ("要闻", "美")
    pictures: int = 0
    used: int = 0

    def sentence(self) -> str:
        """A sentence that this issue has not used yet."""
        self.used += 1
        return self.words[self.used % len(self.words)]

    def paragraph(self, characters: int) -> str:
        """Sentences up to about so many characters."""
        text = self.sentence()
        while len(text) < characters:
            text += self.sentence()
        return text

    def picture(self, least: int = 0) -> str:
        """A new picture in the issue's folder, at least so many pixels wide if the drawer has one."""
        fit = [each for each in self.drawer if each.width >= least] or list(self.drawer)
        sent = self.chance.choice(fit)
        self.pictures += 1
        name = f"tu{self.pictures}.{sent.ending}"
        (self.root / "issues" / NAME / "images" / name).write_bytes(sent.content)
        return name

    def write(self) -> None:
        """Every article to its file."""
        for path in (self.root / "issues" / NAME).glob("*/*.md"):
            path.unlink()
        for story in self.stories.values():
            path = self.root / story.file
            path.parent.mkdir(exist_ok=True)
            path.write_text(story.text(), "utf-8")

    def checked(self) -> tuple[Diagnostic, ...]:
        """What ``check`` says of the issue as it stands."""
        self.write()
        return check.run(Namespace(root=self.root, issues=[NAME], fix=False)).diagnostics

    # -- mending as the remedies say

    def mend(self, found: Diagnostic) -> None:
        """What an editor does about one fault."""
        if found.code in ("SQ602", "SQ603"):
            page = re.search(r"第(\d+)版", found.message)
            assert page is not None
            self._fit(self.sections[int(page[1]) - 1], found)
            return
        if found.code == "SQ571":
            for headline, count in re.findall(r"《([^》]+)》图(\d+)幅", found.message):
                over = next(each for each in self.stories.values() if each.headline == headline)
                del over.pictures[-int(count) :]
            return
        story = self.stories.get(found.place.path)
        if story is None:
            return
        name = re.search(r"tu\d+\.\w+", found.message)
        if name is not None:
            wide = re.search(r"宽(?:至少)?(\d+)", found.remedy)
            hints = [hint for each, hint in story.pictures if each == name[0]]
            story.pictures = [each for each in story.pictures if each[0] != name[0]]
            if self.chance.random() < 0.8:
                story.pictures.append((self.picture(int(wide[1]) if wide else 1200), (hints or [""])[0]))
            return
        line = found.place.line - 1
        written = story.text().splitlines()
        if 0 <= line < len(written) and written[line] in story.paragraphs:
            story.paragraphs[story.paragraphs.index(written[line])] = self.paragraph(60)
        elif found.place.line <= 4:
            story.headline = self.chance.choice(_HEADLINES)

    def _fit(self, section: str, found: Diagnostic) -> None:
        """Longer or shorter by what the fault says."""
        stories = [each for each in self.stories.values() if f"/{section}/" in each.file]
        said = re.search(r"约(\d+)字", found.remedy) or re.search(r"(\d+)字", found.message)
        characters = int(said[1]) if said else 60
        if found.code == "SQ603":
            while characters > 0:
                story = self.chance.choice(stories)
                story.paragraphs.append(self.paragraph(min(characters, 110)))
                characters -= len(story.paragraphs[-1])
            return
        while characters > 0:
            story = max(stories, key=lambda each: sum(map(len, each.paragraphs)))
            if len(story.paragraphs) > 2:
                characters -= len(story.paragraphs.pop())
            elif any(each.pictures for each in stories):
                next(each for each in stories if each.pictures).pictures.pop()
                characters -= 250
            elif len(stories) > 1:
                gone = stories.pop()
                characters -= sum(map(len, gone.paragraphs))
                del self.stories[gone.file]
            else:
                return


def new_issue(root: Path, seed: int, drawer: tuple[Sent, ...]) -> Desk:
    """The issue of that seed, as first written."""
    chance = random.Random(seed)
    shutil.copytree(ROOT / "tests/issue_zero", root)
    (root / "theme").symlink_to(ROOT / "theme")
    words = [each for each in dict.fromkeys(sentences()) if not re.search(r"\[\^|---|[？！：；，]。", each)]
    chance.shuffle(words)
    desk = Desk(root, chance, words, drawer)
    _settings(root, chance)
    for old in (root / "issues" / NAME / "images").iterdir():
        old.unlink()
    headlines = iter(chance.sample(_HEADLINES, len(_HEADLINES)))
    for section in desk.sections:
        for order in range(1, chance.randint(2, 4)):
            file = f"issues/{NAME}/{section}/{order:02d}-稿{order}.md"
            parts = [desk.paragraph(chance.randint(40, 160)) for _ in range(chance.randint(2, 5))]
            shown: list[tuple[str, str]] = []
            for _ in range(chance.choice((0, 1, 1, 1, 2))):
                again = [name for each in desk.stories.values() for name, _ in each.pictures]
                name = chance.choice(again) if again and chance.random() < 0.25 else desk.picture()
                hints = ("", "", "", "{width=1}", "{width=2}", "{width=3}", "{crop=top}", "{crop=none}")
                shown.append((name, chance.choice(hints)))
            front = "ad: true\n" if order > 1 and chance.random() < 0.2 else ""
            desk.stories[file] = Story(file, next(headlines), parts, shown, front)
    return desk


def _settings(root: Path, chance: random.Random) -> None:
    """The press of this paper."""
    press = {
        "standard": chance.choice(("pdf/x-4", "pdf/x-1a")),
        "bleed": chance.choice((0, 0, 3, 5)),
        "marks": chance.choice(("true", "false")),
        "ink_limit": chance.choice((200, 220, 240, 260)),
        "fold": chance.choice(("nested", "separate")),
    }
    said = ", ".join(f"{key}: {value}" for key, value in press.items())
    path = root / "mkdocs.yml"
    text = path.read_text("utf-8").replace("press: {", f"press: {{{said}, ")
    path.write_text(text.replace("type: {", f"type: {{size: {chance.choice((8.5, 9, 9.5))}, "), "utf-8")


# -- the trial -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one issue: ``left`` is what the editor could not mend, ``refused`` what sign-off said."""

    seed: int
    left: tuple[Diagnostic, ...] = ()
    refused: tuple[str, ...] = ()
    pictures: int = 0

    @property
    def clean(self) -> bool:
        """Whether ``check`` called it clean in the end."""
        return not self.left


def try_issue(folder: Path, seed: int, drawer: tuple[Sent, ...]) -> Tried:
    """Write, check, mend and sign one issue."""
    desk = new_issue(folder / f"issue-{seed}", seed, drawer)
    for _ in range(_ROUNDS):
        found = desk.checked()
        if not found:
            break
        for each in found:
            desk.mend(each)
    else:
        return Tried(seed, found)
    pictures = sum(len(each.pictures) for each in desk.stories.values())
    done = sign(desk.root, NAME, Signer("某编辑", "2026-01-10T20:00:00+08:00"))
    refused = () if done.version else (done.refused, *map(str, done.diagnostics))
    refused += tuple(coarse_pictures(done.pdf)) if done.version else ()
    return Tried(seed, (), refused, pictures)


def coarse_pictures(drawn: Path) -> Iterator[str]:
    """Pictures of a drawn issue that are set larger than their pixels allow; sign-off itself looks no more once it is signed."""
    walker = Walker(20_000_000)
    with Pdf.open(drawn) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            for mark in walker.page(page):
                pixels = mark.pixels
                if pixels is not None and pixels.width * pixels.height > 4 and pixels.dpi < LEAST_DPI - 1:
                    yield f"page {number}: a picture of {pixels.width}×{pixels.height} pixels at {pixels.dpi:.0f} dpi"


def main() -> int:
    """Run the trial and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--issues", type=int, default=300, help="how many issues that check calls clean")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--drawer", type=int, default=80, help="how many different pictures there are")
    parser.add_argument("--keep", type=Path, help="keep the folders of the exceptions there")
    arguments = parser.parse_args()
    clean = pictures = written = 0
    unmended: Counter[str] = Counter()
    exceptions: list[Tried] = []
    drawer = ordinary_pictures(arguments.seed, arguments.drawer)
    began = time.monotonic()
    seed = arguments.seed
    while clean < arguments.issues and written < 3 * arguments.issues:
        with tempfile.TemporaryDirectory(prefix="chenbao-signing-") as temporary:
            tried = try_issue(Path(temporary), seed, drawer)
            if arguments.keep and tried.refused:
                shutil.copytree(Path(temporary), arguments.keep, dirs_exist_ok=True, symlinks=True)
        written += 1
        seed += 1
        clean += tried.clean
        pictures += tried.pictures
        unmended.update({each.code for each in tried.left})
        if tried.refused:
            exceptions.append(tried)
            sys.stderr.write(f"seed {tried.seed}: {' | '.join(tried.refused)}\n")
        if written % 10 == 0:
            sys.stderr.write(
                f"{written} written, {clean} clean, {len(exceptions)} exceptions, {pictures} pictures, {time.monotonic() - began:.0f} s\n"
            )
    sys.stdout.write(
        "| written | clean in the end | pictures in these | signed | exceptions |\n|---|---|---|---|---|\n"
        f"| {written} | {clean} | {pictures} | {clean - len(exceptions)} | {len(exceptions)} |\n"
        f"not mended within {_ROUNDS} rounds, by code: {dict(unmended.most_common())}\n"
    )
    return 1 if exceptions else 0


if __name__ == "__main__":
    raise SystemExit(main())
