"""撇号: which ’ is an apostrophe of a Latin word and which closes a quotation. Print and web set the first narrow."""

from __future__ import annotations


def apostrophes(text: str) -> tuple[int, ...]:
    """Where in a text ’ belongs to a word: between letters (O’Brien), before one (’90s, ’tis), after one (neighbours’).

    After a letter it closes a quotation if ‘ is still open before it (‘OK’).
    """
    found: list[int] = []
    opened = 0
    for at, character in enumerate(text if "’" in text else ""):
        if character == "‘":
            # Between letters it is an apostrophe turned the wrong way, and opens nothing.
            opened += not (_is_letter(text[at - 1 : at]) and _is_letter(text[at + 1 : at + 2]))
        elif character == "’":
            before, after = text[at - 1 : at], text[at + 1 : at + 2]
            if _is_letter(before) and _is_letter(after):
                found.append(at)
            elif opened:
                opened -= 1
            elif _is_letter(before) or (_is_letter(after) or (after.isdecimal() and after.isascii())):
                found.append(at)
    return tuple(found)


def _is_letter(character: str) -> bool:
    return bool(character) and character.isalpha() and character < "\u0530"
