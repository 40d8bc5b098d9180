"""符号字体: characters of Word's symbol fonts → Unicode; those that contributors use. Others become 〓 and are told."""

from __future__ import annotations

FONTS = frozenset(["Wingdings", "Wingdings 2", "Wingdings 3", "Webdings", "Symbol"])
_ANY = {
    0xB7: "•", 0xA7: "■", 0xD8: "►", 0xFC: "√", 0xFB: "×", 0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0xE0: "→",
    0xDF: "←", 0xB4: "×", 0xB0: "°", 0xB1: "±", 0x6E: "■", 0x6C: "●", 0x75: "◆", 0xAB: "★", 0x4A: "☺", 0x28: "☎",
    0x2A: "✉",
}  # fmt: skip
_WINGDINGS_2 = {0x50: "√", 0x4F: "×", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□"}


def symbol(code: int, font: str) -> str:
    """What a font of symbols shows for a code, with or without the F000 that Word adds; "" where it is not known."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    return (_WINGDINGS_2 if font == "Wingdings 2" else _ANY).get(low, "")


def is_symbol(character: str, font: str) -> bool:
    """Whether a character of a run is a sign of its font, and no letter: Han of the same run have a font of their own."""
    return "\uf000" <= character <= "\uf0ff" or (font in FONTS and "!" <= character <= "ÿ")
