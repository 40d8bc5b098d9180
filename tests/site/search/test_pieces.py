"""What of an issue can be found, and by which names: folding, pieces, names known by their form, readings."""

from __future__ import annotations

from build_tools.markup.pinyin import readings
from build_tools.model import NumberedIssue
from build_tools.site.search.folding import fold, letters, one_line
from build_tools.site.search.pieces import pieces_of
from build_tools.site.search.spoken import names_in


def test_folding_keeps_every_place_where_it_was() -> None:
    text = "Ａ１，“小天地”…㎡①—\U0001d400\U00020000é"
    assert fold(text) == "a1,“小天地”…㎡1—\U0001d400\U00020000é"
    assert len(fold(text).encode("utf-16-le")) == len(text.encode("utf-16-le"))


def test_marks_and_white_space_are_no_letters_and_traditional_is_simplified() -> None:
    assert letters("迎戰 “霸王級”寒潮（第２段）…A·b") == "迎战霸王级寒潮第2段ab"
    assert letters("々〇℃") == "々〇℃" and letters("，。！ 　") == ""


def test_line_break_between_two_han_characters_is_none() -> None:
    assert one_line("床前\n明月光\nA\nB  C") == "床前明月光 A B C"


def test_everything_printed_can_be_found(issue: NumberedIssue) -> None:
    found = {(piece.place, piece.text) for item in issue.articles for piece in pieces_of(item)}
    expected = {
        ("k", "引题 & 题"),
        ("h", "楼道"),
        ("d", "副题"),
        ("b", "甲 乙"),
        (2, "第二段说粽子。"),
        ("n", "注文在此。"),
        ("c", "图说一句"),
        ("r", "摄影：丙"),
        ("h", "美·导语"),
    }
    assert expected <= found


def test_names_are_known_by_their_form() -> None:
    text = (
        "通河八村和富浩花园的居民告诉居委会主任黄一欣，张阿姨、李建国同志到过呼玛路。上月最佳：唐金虎、曹西虹"
    )
    words = {text[start : start + length] for start, length in names_in(text)}
    for name in (
        "通河八村",
        "富浩花园",
        "居委会主任黄一欣",
        "张阿姨",
        "李建国同志",
        "呼玛路",
        "唐金虎",
        "曹西虹",
    ):
        assert any(name in word or word in name for word in words), name
    assert names_in("今天下雨。") == ()


def test_paper_s_own_words_are_names() -> None:
    assert names_in("在张庙过年", ("张庙",)) == ((1, 2),)


def test_surnames_have_their_own_reading_among_the_others() -> None:
    assert {"zeng", "shan", "qiu", "ren"} <= {reading for name in "曾单仇任" for reading in readings(name)}
    assert readings("A") == readings("，") == ()
