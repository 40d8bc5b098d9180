"""What lies under /search/: the same paper gives the same bytes, and an issue its own part of them."""

from __future__ import annotations

import dataclasses
import json
import re

from build_tools.markup.pinyin import readings
from build_tools.model import NumberedIssue, Paper
from build_tools.site.search.files import FOLDER, write_search
from build_tools.site.search.folding import fold, one_line
from build_tools.site.search.grams import INITIALS, SYLLABLE, hashed, postings
from build_tools.site.search.pieces import pieces_of
from build_tools.site.search.shards import shard_count, write_shards
from build_tools.site.search.spoken import names_in


def _later(issue: NumberedIssue, name: str) -> NumberedIssue:
    return dataclasses.replace(issue, issue=dataclasses.replace(issue.issue, name=name))


def test_folding_keeps_every_place_where_it_was() -> None:
    text = "Ａ１，“小天地”…㎡①—\U0001d400\U00020000é"
    assert fold(text) == 'a1,"小天地"…㎡1-\U0001d400\U00020000é'
    assert len(fold(text).encode("utf-16-le")) == len(text.encode("utf-16-le"))


def test_line_break_between_two_han_characters_is_none() -> None:
    assert one_line("床前\n明月光\nA\nB  C") == "床前明月光 A B C"


def test_everything_printed_can_be_found(issue: NumberedIssue) -> None:
    found = {(piece.place, piece.text) for item in issue.articles for piece in pieces_of(item)}
    expected = {("k", "引题 & 题"), ("h", "楼道"), ("d", "副题"), ("b", "甲 乙"), (2, "第二段说粽子。"), ("n", "注文在此。"), ("c", "图说一句"), ("r", "摄影：丙"), ("h", "美·导语")}
    assert expected <= found


def test_names_are_known_by_their_form() -> None:
    text = "通河八村和富浩花园的居民告诉居委会主任黄一欣，张阿姨、李建国同志到过呼玛路。上月最佳：唐金虎、曹西虹"
    words = {text[start : start + length] for start, length in names_in(text)}
    for name in ("通河八村", "富浩花园", "居委会主任黄一欣", "张阿姨", "李建国同志", "呼玛路", "唐金虎", "曹西虹"):
        assert any(name in word or word in name for word in words), name
    assert names_in("今天下雨。") == ()


def test_paper_s_own_words_are_names() -> None:
    assert names_in("在张庙过年", ("张庙",)) == ((1, 2),)


def test_surnames_have_their_own_reading_among_the_others() -> None:
    assert {"zeng", "shan", "qiu", "ren"} <= {reading for name in "曾单仇任" for reading in readings(name)}
    assert readings("A") == readings("，") == ()


def test_keys_are_pairs_syllables_and_initials() -> None:
    found = dict(postings([("张庙", ((0, 2),)), ("庙会", ())]))
    assert found[hashed("张庙")] == (0,)
    assert found[hashed("庙会")] == (2,)
    assert found[hashed("庙")] == ()
    assert found[hashed(f"{SYLLABLE}zhang m")] == found[hashed(f"{SYLLABLE}miao")] == found[hashed(f"{INITIALS}zm")] == (0,)
    assert hashed(f"{SYLLABLE}hui") not in found


def test_places_are_counted_as_browsers_count() -> None:
    found = dict(postings([("\U00020000路在路在", ()), ("张庙在路", ((0, 2),))]))
    assert found[hashed("\U00020000路")] == (0,)
    assert found[hashed("路在")] == (2, 4)
    assert found[hashed("在路")] == (3, 8)
    # What is spoken stands where its piece begins.
    assert found[hashed(f"{SYLLABLE}miao")] == (6,)


def test_shards_hold_a_block_of_every_issue() -> None:
    one, other = postings([("张庙街道", ()), ("街道", ()), ("街道", ()), ("街道", ())]), postings([("楼道", ())])
    both, alone = write_shards([other, one]), write_shards([one])
    assert len(both) == len(alone) == shard_count(2) == 16
    # A newer issue comes before and leaves the older one's bytes as they are.
    assert all(shard.endswith(before) for shard, before in zip(both, alone, strict=True))
    assert shard_count(120) == 1024


def test_same_paper_gives_the_same_files_in_any_order(paper: Paper, issue: NumberedIssue) -> None:
    later = _later(issue, "2021-07")
    assert write_search(paper, [issue, later]) == write_search(paper, [later, issue])


def test_new_issue_leaves_the_text_of_the_others(paper: Paper, issue: NumberedIssue) -> None:
    before, after = write_search(paper, [issue]), write_search(paper, [issue, _later(issue, "2021-07")])
    name = f"{FOLDER}text-2021-06.js"
    assert before.files[name] == after.files[name]
    assert before.version != after.version


def test_every_file_is_a_script_that_hands_over_one_value(paper: Paper, issue: NumberedIssue) -> None:
    for address, text in write_search(paper, [issue]).files.items():
        name, value = re.fullmatch(r'chenbaoData\("([^"]+)",(.*)\);\n', text, re.DOTALL).groups()  # type: ignore[union-attr]
        assert address == f"{FOLDER}{name}.js"
        json.loads(value)
        assert "\u2028" not in text


def test_withdrawn_number_can_still_be_found(paper: Paper, issue: NumberedIssue) -> None:
    text = write_search(paper, [issue]).files[f"{FOLDER}text-2021-06.js"]
    (gone,) = issue.withdrawn
    assert f'"gone":[{{"n":"{gone.number}"' in text


def test_paper_without_issues_has_files_too(paper: Paper) -> None:
    assert '"issues":[]' in write_search(paper, []).files[f"{FOLDER}manifest.js"]
