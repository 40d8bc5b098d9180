"""When a printed error came in, told from the texts of the proofs: counts, and no reader's name."""

from __future__ import annotations

import pytest

from build_tools.bounty.rounds import (
    AFTERWARDS,
    FROM_THE_START,
    UNRECORDED,
    Slipped,
    by_round,
    entered,
    missed,
)
from build_tools.model import ArticleNumber, PrintedBlock, PrintedKind, PrintedText
from build_tools.readers.proofs import RecordedRound

RIGHT, WRONG = "小区的路修好了，居民们拍手叫好，路灯也亮了。", "小区的路修好了，居民们拍手称快，路灯也亮了。"
SLIPPED = Slipped(
    PrintedText(
        ArticleNumber("2021-01", 5),
        1,
        "美",
        "",
        "修路",
        "",
        (),
        (PrintedBlock(PrintedKind.PARAGRAPH, 1, WRONG),),
    ),
    "拍手称快",
)
SIGNED = (("一校", "某某某", "2021-01-03"), ("通读", "某某", "2021-01-03"))


def round_of(
    ordinal: int, text: str, stage: str = "大样", key: str = "2101055", signed: bool = False
) -> RecordedRound:
    # The headline, and another article that is no use here.
    return RecordedRound(
        ordinal,
        stage,
        "2021-01-03",
        {f"{key} 标题": "修路", key: text, "2101010": "头条说的是别的事情。"},
        SIGNED if signed else (),
    )


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        ((), UNRECORDED),
        ((WRONG, WRONG, WRONG), FROM_THE_START),
        ((RIGHT, WRONG, WRONG), "大样改入"),
        ((WRONG, RIGHT, WRONG), "清样改入"),
        ((RIGHT, RIGHT, RIGHT), AFTERWARDS),
        ((WRONG, WRONG, RIGHT), AFTERWARDS),
    ],
)
def test_an_error_came_in_with_the_round_from_which_on_it_stood_to_the_end(
    texts: tuple[str, ...], wanted: str
) -> None:
    rounds = [
        round_of(order, text, stage)
        for order, (text, stage) in enumerate(zip(texts, ("小样", "大样", "清样"), strict=False), 1)
    ]
    assert entered(SLIPPED, rounds) == wanted


def test_what_the_setter_put_between_the_characters_does_not_hide_an_error() -> None:
    assert entered(SLIPPED, [round_of(1, WRONG.replace("拍手", "拍\u2060手\u200b "))]) == FROM_THE_START


def test_an_article_is_known_under_the_number_it_bore_as_a_draft() -> None:
    assert entered(SLIPPED, [round_of(1, WRONG, key="2101032")]) == FROM_THE_START
    assert (
        entered(SLIPPED, [round_of(1, "这篇那时还没有写，这里是别的话，只是也有拍手称快四个字。")])
        == AFTERWARDS
    )


def test_every_round_tells_what_it_could_have_caught_by_its_tasks_and_nobody_s_name() -> None:
    rounds = [round_of(1, RIGHT, "小样"), round_of(2, WRONG, "清样", signed=True)]
    assert missed([SLIPPED, SLIPPED], rounds) == (
        ("第1次小样（没有签名）", 0),
        ("第2次清样（一校、通读）", 2),
    )
    assert by_round([SLIPPED, SLIPPED], rounds) == (("清样改入", 2),)
