"""注音: what a reader may not be able to read aloud, and how it sounds.

In: the words of an article, the names known to stand in it, the paper's own list. Out: pairs of words and
pinyin with tones. Names get the surname's own reading (任 Rén, 曾 Zēng, 单 Shàn, 仇 Qiú), which no dictionary
of words gives; single characters outside 《通用规范汉字表》 level 1 get theirs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from build_tools.markup.common_characters import COMMON
from build_tools.markup.pinyin import readings, toned
from build_tools.markup.place_names import PLACES

SURNAMES: Mapping[str, str] = {
    "任": "rén",
    "曾": "zēng",
    "单": "shàn",
    "仇": "qiú",
    "解": "xiè",
    "查": "zhā",
    "朴": "piáo",
    "区": "ōu",
    "盖": "gě",
    "华": "huà",
    "乐": "yuè",
    "翟": "zhái",
    "尉": "wèi",
    "员": "yùn",
    "种": "chóng",
    "黑": "hè",
    "秘": "bì",
    "折": "shé",
    "冼": "xiǎn",
    "燕": "yān",
    "那": "nā",
    "卜": "bǔ",
    "祭": "zhài",
    "召": "shào",
    "曲": "qū",
    "哈": "hǎ",
    "覃": "qín",
    "佴": "nài",
    "幺": "yāo",
    "肖": "xiāo",
    "郗": "xī",
    "葛": "gě",
    "於": "yū",
    "应": "yīng",
    "柏": "bǎi",
    "过": "guō",
    "车": "chē",
    "缪": "miào",
    "句": "gōu",
    "繁": "pó",
    "藏": "zāng",
    "宓": "fú",
    "牟": "móu",
    "乜": "niè",
    "逄": "páng",
    "宁": "nìng",
    "纪": "jǐ",
    "谌": "chén",
    "褚": "chǔ",
    "隗": "wěi",
    "阚": "kàn",
    "郇": "xún",
    "洗": "xiǎn",
    "令": "lìng",
    "薄": "bó",
    "莘": "shēn",
    "相": "xiàng",
    "干": "gān",
    "观": "guàn",
    "都": "dū",
    "贠": "yùn",
    "尉迟": "yù chí",
    "万俟": "mò qí",
    "长孙": "zhǎng sūn",
    "令狐": "líng hú",
    "澹台": "tán tái",
    "宰父": "zǎi fǔ",
    "单于": "chán yú",
}
"""多音姓: surnames whose reading is another than the character's commonest, or in doubt."""
FAMILIES_DIFFER = frozenset("乐华覃宁纪盖翟隗郇召句种缪员相那哈干观莘谌尉牟折")
"""Of those the ones that families read differently (乐 Yuè or Lè, 覃 Qín or Tán, 宁 Nìng or Níng): only the paper's own list knows."""
_ALSO_WORDS = frozenset("应任查过解都相干观令折种召洗哈那句区员秘盖黑祭藏繁")
"""Of those the ones that are words in running text (应老师的要求, 任书记期间): surnames only where a name in the article says so."""
_SINGLE: Mapping[str, str] = {"贠": "yùn", "甪": "lù", "浜": "bāng", "旮": "gā", "旯": "lá"}
"""Characters that pypinyin's dictionary misreads, and those whose other readings no reader meets."""

_CALLED = "先生|女士|老师|阿姨|阿婆|阿公|伯伯|爷叔|大爷|大妈|奶奶|爷爷|师傅|医生|书记|主任|同志|老伯|警官|经理|律师|校长|教授|叔叔"
_KIN = frozenset(
    ("阿姨", "阿婆", "阿公", "伯伯", "爷叔", "大爷", "大妈", "奶奶", "爷爷", "老伯", "叔叔", "先生", "女士")
)
"""Nobody holds these as an office: 任阿婆 is a name, 任书记 may be what somebody was."""
_BEFORE = "与和及对向请跟由给叫是像让为被老小找、，。；：！？“‘（《—…　 "
_HAN = re.compile(r"[㐀-鿿𠀀-𲎯]")
_ROLE = re.compile(
    r"^(?:摄影|绘图|供图|供稿|文|图|图片|文字|制图|插图|作者|通讯员|记者|[文图]/[文图]?)\s*[：:/]?\s*"
)
_PARTED = re.compile(r"[\s、，,；;／/·|　]+")


def reading_of(words: str, own: Mapping[str, str] | None = None) -> str:
    """The pinyin of some words, with tones, syllables parted by spaces; the paper's own list goes before the dictionary."""
    known = {**PLACES, **_SINGLE, **(own or {})}
    for word in sorted((word for word in known if word and word in words), key=len, reverse=True):
        before, _, after = words.partition(word)
        parts = (reading_of(before, own), known[word], reading_of(after, own))
        return " ".join(part for part in parts if part)
    return " ".join(toned(words))


_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}


def numbered_tones(words: str, own: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The syllables of some words with a figure for the tone (``ren2``), 5 for none; ü is written v. As :func:`reading_of`."""
    found = []
    for syllable in reading_of(words, own).lower().split():
        plain, tone = "", "5"
        for each in unicodedata.normalize("NFD", syllable).replace("u\u0308", "v"):
            tone = _TONES.get(each, tone)
            plain += "" if unicodedata.combining(each) else each
        found.append(f"{plain}{tone}")
    return tuple(found)


def name_reading(name: str, own: Mapping[str, str] | None = None) -> str:
    """姓名的读音: the surname by the surname rule, the rest as usual; a whole name of the paper's own list as it says.

    "" where families differ and the paper's list does not say how this one reads its surname.
    """
    if own and name in own:
        return own[name]
    if name[:1] in FAMILIES_DIFFER and name[:2] not in SURNAMES:
        told = (own or {}).get(name[:1])
        return (
            " ".join(part for part in (told, reading_of(name[1:], own)) if part).capitalize() if told else ""
        )
    surname = next((each for each in (name[:2], name[:1]) if each in SURNAMES), "")
    rest = reading_of(name[len(surname) :], own)
    return " ".join(part for part in (SURNAMES.get(surname, ""), rest) if part).capitalize()


def persons_in(lines: Iterable[str]) -> tuple[str, ...]:
    """The names in bylines and credits (``摄影：任单、仇曾``): two to four Han characters each, roles left out."""
    parts = (part for line in lines for part in _PARTED.split(_ROLE.sub("", line.strip())))
    found = (_ROLE.sub("", part) for part in parts)
    return tuple(dict.fromkeys(part for part in found if 2 <= len(part) <= 4 and all(map(_HAN.match, part))))


def difficult_words(
    text: str, names: Iterable[str] = (), own: Mapping[str, str] | None = None
) -> tuple[tuple[str, str], ...]:
    """难字难名: the words of a text that are shown with their sound, the longest first, and the sound of each.

    These are: words of the paper's own list; given ``names`` with a surname that is misread or a rare character;
    a surname before a form of address (单老师, 仇阿姨), if it is no word or one of ``names`` has it; single characters
    outside level 1. Nothing is shown whose sound is not sure.
    """
    own, names = own or {}, tuple(names)
    found = {word: reading for word, reading in own.items() if word and word in text}
    for name in names:
        if name in text and (name[:1] in SURNAMES or name[:2] in SURNAMES or any(map(_is_rare, name))):
            found.setdefault(name, name_reading(name, own))
    borne = {name[:1] for name in names}
    for surname in _addressed(text):
        office = surname[1:] not in _KIN or surname[0] != "任"
        if surname[0] in _ALSO_WORDS and office and surname[0] not in borne and surname[:2] not in SURNAMES:
            continue
        found.setdefault(surname, name_reading(surname, own))
    rest = text
    for word in sorted(found, key=len, reverse=True):
        rest = rest.replace(word, "\n")
    for character in set(rest) - COMMON:
        if _HAN.match(character) and (character in _SINGLE or len(readings(character)) < 2):
            found.setdefault(character, reading_of(character, own))
    return tuple(
        sorted(
            ((word, reading) for word, reading in found.items() if reading),
            key=lambda pair: (-len(pair[0]), pair[0]),
        )
    )


def _addressed(text: str) -> tuple[str, ...]:
    surnames = "|".join(sorted(SURNAMES, key=len, reverse=True))
    return tuple(dict.fromkeys(re.findall(rf"(?:^|(?<=[{_BEFORE}\n]))((?:{surnames})(?:{_CALLED}))", text)))


def _is_rare(character: str) -> bool:
    return character not in COMMON and bool(_HAN.match(character))
