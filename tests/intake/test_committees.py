"""What residents' committees send, kind by kind: titles in tiers of any size, bulletins, verse, rows that were wrapped by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from build_tools.cli.main import main
from build_tools.intake import Sending, Taken, open_sending, take_in, wording
from build_tools.intake.draft import plain
from build_tools.intake.plain import joined_rows
from build_tools.intake.sending import take
from build_tools.model import (
    Article,
    ItemList,
    Kind,
    Paragraph,
    Picture,
    Subhead,
    Table,
    pictures_of,
    plain_text,
)
from build_tools.readers.article import parse_article
from tests.intake.office import Word, cell, centre, locked, para, photo, right, run, table, text, title

PROSE = (
    "河浜边上的旧泵房空了十一年，门窗都锈住了。去年秋天，居委会请来工匠，把它修成了一间茶室。",
    "茶室里摆着八张方桌，茶叶自带，热水管够。开张那天，来了四十多位老邻居，坐到天黑才散。",
    "“我在这里上过班，没想到还能回来喝茶。”退休工人麻永贵摸着墙上的旧闸刀说。",
)


def taken(files: dict[str, bytes]) -> Taken:
    sending = Sending()
    for name, content in files.items():
        take(sending, name, content)
    return take_in(sending)


def one(body: str, **more: bytes) -> tuple[Article, Taken]:
    """The article that one Word file becomes, and all that came of it."""
    found = taken({"稿.docx": Word().build(body), **more})
    (made,) = found.articles
    return parse_article(made.text, made.file, made.file, "", Kind.ARTICLE, made.file)[0], found


def told(found: Taken, code: str) -> list[str]:
    return [each.message for each in found.remarks if each.code == code]


def words(article: Article) -> list[str]:
    return [plain_text(each.inlines) for each in article.body if isinstance(each, Paragraph)]


def subheads(article: Article) -> list[str]:
    return [plain_text(each.inlines) for each in article.body if isinstance(each, Subhead)]


# Titles


@pytest.mark.parametrize("body_size", [10.5, 12, 16])
@pytest.mark.parametrize("tier", [9, 12, 14, 16])
@pytest.mark.parametrize("dash", ["——", ""])
def test_the_tiers_of_a_title_are_told_whatever_their_size(body_size: float, tier: float, dash: str) -> None:
    body = (
        centre("让老房子说话  请老邻居回来", size=tier)
        + title("旧泵房变成新茶室", size=22)
        + centre(f"{dash}改造用了一百天  添了八张桌", size=tier)
        + centre("河浜居委会  麻小满  文/图")
        + text(*PROSE, size=body_size)
    )
    article, _ = one(body)
    assert (article.kicker, article.headline, article.deck) == (
        "让老房子说话 请老邻居回来",
        "旧泵房变成新茶室",
        "改造用了一百天 添了八张桌",
    )
    assert article.bylines == ("河浜居委会 麻小满",)
    assert words(article) == list(PROSE) and subheads(article) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("社区民警　傅大勇", "社区民警 傅大勇"),
        ("采访：河浜社区　洪小雨", "河浜社区 洪小雨"),
        ("记录：奚国良", "奚国良"),
        ("濮存昌", "濮存昌"),
        ("文/郁静　图/茅建军", "郁静"),
        ("摄影/撰文：郁静", "郁静"),
        ("文字整理：郁静", "郁静"),
        ("郁静/文　茅建军/摄", "郁静"),
        ("撰稿：郁静 ｜ 摄影：茅建军 ｜ 编辑：小易", "郁静"),
        ("时间：2021年6月8日　作者：郁静", "郁静"),
        ("赫连春", "赫连春"),
    ],
)
def test_a_byline_may_be_an_office_and_a_name_and_any_old_surname(line: str, name: str) -> None:
    article, _ = one(title("旧泵房变成新茶室") + centre(line) + text(*PROSE))
    assert article.bylines == (name,) and not article.deck and words(article) == list(PROSE)


def test_who_the_writer_is_stays_copy_and_is_no_byline() -> None:
    note = "（作者系河浜居民区志愿者）"
    article, _ = one(title("旧泵房变成新茶室") + centre("麻小满") + text(*PROSE) + para(note))
    assert article.bylines == ("麻小满",) and words(article)[-1] == note


def test_a_headline_set_apart_with_spaces_is_closed_up() -> None:
    for sent, wanted in (("感 谢 信", "感谢信"), ("倡　议　书", "倡议书"), ("春天 来了", "春天 来了")):
        assert one(title(sent) + text(*PROSE))[0].headline == wanted


def test_the_office_that_signs_and_the_date_are_no_copy() -> None:
    signed = right("河浜党总支") + right("2021年2月3日")
    article, found = one(title("旧泵房变成新茶室") + centre("河浜居委会　麻小满") + text(*PROSE) + signed)
    assert words(article) == list(PROSE)
    assert any("河浜党总支" in each for each in told(found, "SQ121"))


# A bulletin


@pytest.mark.parametrize("number", ["第3期", "（总第128期）", "2021年第3期（总第77期）", "第 十二 期"])
def test_head_and_foot_of_a_bulletin_go_to_the_slip(number: str) -> None:
    body = (
        title("河浜社情专报", size=36)
        + centre(number)
        + para("河浜居民区居委会编          2021年2月3日")
        + title("旧泵房变成新茶室")
        + text(*PROSE)
        + right("（河浜居民区 麻小满）")
        + para("─" * 20)
        + para("报：街道办事处")
        + para("送：各楼组长        （共印30份）")
    )
    article, found = one(body)
    assert (article.headline, article.bylines) == ("旧泵房变成新茶室", ("河浜居民区 麻小满",))
    assert words(article) == list(PROSE) and subheads(article) == []
    (slip,) = [each for each in told(found, "SQ121") if "简报" in each]
    assert all(each in slip for each in ("河浜社情专报", number, "居委会编", "报：街道办事处", "共印30份"))


def test_what_is_attached_to_an_offices_paper_goes_to_the_slip_whole() -> None:
    body = (
        title("茶室开张请您来")
        + text(*PROSE)
        + para("附件：1.报名回执")
        + para("      2.茶室须知")
        + right("河浜居委会")
        + right("2021年2月3日")
        + para("附件1")
        + centre("报名回执")
        + table(cell("姓名") + cell("门牌"), cell("") + cell(""))
        + para("附件2")
        + text("1.茶叶自带。", "2.用过的杯子请洗净。")
    )
    article, found = one(body)
    assert words(article) == list(PROSE) and subheads(article) == []
    (slip,) = [each for each in told(found, "SQ121") if each.startswith("附件")]
    assert all(each in slip for each in ("茶室须知", "姓名", "门牌", "茶叶自带", "杯子请洗净"))
    assert article.bylines == ("河浜居委会",) and told(found, "SQ129") == []


def form(title_label: str, body_label: str, *, inside: bool) -> str:
    """投稿登记表: the label of the text in a cell before it, or at the head of the cell itself."""
    copy = [para(each) for each in PROSE]
    below = [cell(f"{body_label}：", *copy, span=4)] if inside else [cell(body_label), cell(*copy, span=3)]
    return para("社区晨报来稿登记表", align="center", bold=True, size=18) + table(
        cell(title_label) + cell("旧泵房变成新茶室") + cell("栏目") + cell("美"),
        cell("作者") + cell("麻小满") + cell("单位") + cell("河浜居委会"),
        cell("联系电话") + cell("5555-0101") + cell("日期") + cell("2021.2.3"),
        "".join(below),
        cell("审核意见") + cell("同意报送。　傅大勇", span=3),
    )


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize(
    ("title_label", "body_label"), [("稿件标题", "正文"), ("题 目", "稿件内容"), ("标题：", "内容")]
)
def test_a_form_that_was_filled_in_is_a_story(title_label: str, body_label: str, inside: bool) -> None:
    article, found = one(form(title_label, body_label, inside=inside))
    assert (article.headline, article.bylines) == ("旧泵房变成新茶室", ("河浜居委会 麻小满",))
    assert words(article) == list(PROSE) and len(article.body) == len(PROSE)
    slip = "".join(told(found, "SQ121"))
    assert all(each in slip for each in ("来稿登记表", "栏目：美", "5555-0101", "2021.2.3", "傅大勇"))
    assert told(found, "SQ129") == []


def test_a_table_that_only_has_a_column_of_titles_stays_a_table() -> None:
    grid = table(cell("名称") + cell("内容"), cell("茶会") + cell("每周六下午，自带茶叶"))
    article, _ = one(title("七月活动") + centre("麻小满") + text(*PROSE) + grid)
    assert isinstance(article.body[-1], Table) and words(article) == list(PROSE)


def test_a_table_with_the_fields_of_a_form_beside_copy_stays_a_table() -> None:
    told_ = (
        cell("主题") + cell("茶室夜话"),
        cell("时间") + cell("周六"),
        cell("内容") + cell(PROSE[0] + PROSE[1]),
    )
    article, _ = one(title("七月活动") + centre("麻小满") + text(*PROSE) + table(*told_))
    assert article.headline == "七月活动" and isinstance(article.body[-1], Table)


def test_the_third_course_is_no_bulletin() -> None:
    article, _ = one(title("银龄课堂开讲啦") + centre("第三期") + centre("麻小满") + text(*PROSE))
    assert article.headline == "银龄课堂开讲啦" and words(article)[-3:] == list(PROSE)


@pytest.mark.parametrize("line", ["旧物整理", "图书编写", "贡献", "杭州"])
def test_words_that_end_or_begin_like_a_credit_are_none(line: str) -> None:
    assert wording.read_credit(line) is None


def test_lines_of_a_cell_run_on_without_a_mark() -> None:
    grid = table(cell("时间") + cell("地点"), cell("上午\n九点") + cell("茶室"))
    article, _ = one(title("七月活动") + text(*PROSE) + grid)
    rows = article.body[-1]
    assert isinstance(rows, Table) and plain_text(rows.rows[0][0]) == "上午九点"


def test_numbers_that_count_stories_are_no_part_of_their_headlines() -> None:
    heads = ("旧泵房变成新茶室", "楼道换新灯", "井盖垫上橡胶圈")
    for mark in ("{}. ", "{}、"):
        body = "".join(
            para(mark.format(n) + head, bold=True, size=14) + text(*PROSE[:2]) + right(f"（{name}）")
            for n, (head, name) in enumerate(zip(heads, ("麻小满", "傅大勇", "奚国良"), strict=True), 1)
        )
        found = taken({"简讯.docx": Word().build(body)})
        assert tuple(each.headline for each in found.articles) == heads
        assert any("分篇的序号" in each for each in told(found, "SQ121"))


def test_all_who_sign_are_named() -> None:
    signed = "".join(right(each) for each in ("河浜党总支", "河浜居委会", "河浜业主委员会", "2021年2月3日"))
    article, _ = one(title("爱护茶室倡议书") + text(*PROSE) + signed)
    assert article.bylines == ("河浜党总支", "河浜居委会", "河浜业主委员会") and words(article) == list(PROSE)


@pytest.mark.parametrize(("line", "role"), [("指导老师：尤敏", ""), ("（河浜居委会 整理）", "河浜居委会")])
def test_who_taught_and_who_compiled(line: str, role: str) -> None:
    article, found = one(
        title("我的茶室") + centre("麻小满" if not role else line) + centre(line) + text(*PROSE)
    )
    assert article.bylines == (role or "麻小满",) and not article.deck and subheads(article) == []
    assert role or any("尤敏" in each for each in told(found, "SQ121"))


def test_a_paper_that_is_an_attachment_itself_is_a_story() -> None:
    article, _ = one(para("附件1") + title("茶室须知") + text(*PROSE))
    assert article.headline == "茶室须知" and words(article)[-3:] == list(PROSE)


def test_the_red_head_of_a_document_is_no_headline_and_its_chapters_are_subheads() -> None:
    body = (
        title("河浜街道办事处文件", size=36)
        + centre("河街办〔2021〕18号")
        + title("关于开放茶室的通知")
        + text(
            PROSE[0],
            "一、落实责任",
            PROSE[1],
            "二、分工如下",
            "（一）茶水由门卫室烧。",
            "（二）桌椅由志愿者擦。",
        )
        + text("三、时间", PROSE[2])
        + right("河浜街道办事处")
        + right("2021年6月1日")
        + para("抄送：区文化局。")
    )
    article, found = one(body)
    assert (article.headline, article.deck, article.bylines) == (
        "关于开放茶室的通知",
        "",
        ("河浜街道办事处",),
    )
    assert subheads(article) == ["一、落实责任", "二、分工如下", "三、时间"]
    assert [type(each) for each in article.body].count(ItemList) == 1
    assert any("〔2021〕18号" in each and "抄送" in each for each in told(found, "SQ121"))


def test_whoever_signs_at_the_right_above_the_date_is_no_copy() -> None:
    signed = right("旧泵房茶友读书角") + right("2021年6月1日")
    article, _ = one(title("旧泵房变成新茶室") + text(*PROSE) + signed)
    assert article.bylines == ("旧泵房茶友读书角",) and words(article) == list(PROSE)


def test_signs_before_short_lines_that_stand_apart_make_subheads() -> None:
    heads = ("◆ 老麻：半夜的雨靴", "◆ 老傅：楼道的眼睛", "◆ 老奚：花坛的主人")
    body = title("河浜“三老”") + "".join(
        para(head) + text(copy) for head, copy in zip(heads, PROSE, strict=True)
    )
    article, _ = one(body)
    assert subheads(article) == [head[2:] for head in heads] and words(article) == list(PROSE)
    listed = one(title("河浜“三老”") + text(PROSE[0]) + "".join(para(head) for head in heads))[0]
    assert subheads(listed) == [] and isinstance(listed.body[-1], ItemList)


def test_a_columns_name_and_the_writers_own_data_are_no_copy() -> None:
    top = centre("【居民来稿】") + title("旧泵房变成新茶室")
    end = (
        para("供稿：河浜居委会") + para("姓名：麻小满") + para("地址：河浜3号502室") + para("电话：5555-0177")
    )
    article, found = one(top + text(*PROSE) + end)
    assert (article.headline, article.kicker, article.bylines) == ("旧泵房变成新茶室", "", ("河浜居委会",))
    assert words(article) == list(PROSE)
    slip = "".join(told(found, "SQ121"))
    assert all(each in slip for each in ("【居民来稿】", "麻小满", "502室", "5555-0177"))


def test_an_office_that_proclaims_signs() -> None:
    article, found = one(title("茶室须知") + text(*PROSE) + right("河浜居委会宣"))
    assert article.bylines == ("河浜居委会",) and words(article) == list(PROSE) and told(found, "SQ129") == []


def test_a_preface_is_no_headline() -> None:
    page = (
        "<!doctype html><html><head><title>旧泵房变成新茶室</title></head><body><h1>旧泵房变成新茶室</h1>"
        "<div id='js_content'><p style='text-align:center'><strong>前 言</strong></p>"
        + "".join(f"<p>{each}</p>" for each in PROSE)
        + "</div></body></html>"
    )
    (made,) = taken({"page.html": page.encode()}).articles
    assert made.headline == "旧泵房变成新茶室"


def test_the_end_of_a_text_file_is_told_like_that_of_a_word_file() -> None:
    signed = " " * 40 + "河浜物业服务中心\n" + " " * 42 + "2021年6月8日\n"
    sent = "旧泵房变成新茶室\n" + "".join(f"　　{each}\n" for each in PROSE) + signed
    (made,) = taken({"稿.txt": sent.encode("gb18030")}).articles
    article, _ = parse_article(made.text, made.file, made.file, "", Kind.ARTICLE, made.file)
    assert article.bylines == ("河浜物业服务中心",) and words(article) == list(PROSE)


@pytest.mark.parametrize("line", ["2021年6月8日于河浜", "2021年6月8日 写于旧泵房", "二〇二一年六月八日"])
def test_where_verse_was_written_belongs_to_its_date(line: str) -> None:
    assert wording.is_date(line) and not wording.is_date("2021年6月8日于是大家都来了，坐到天黑")


def test_thanks_to_the_editor_at_the_end_of_a_chat_are_no_copy() -> None:
    chat = "麻小满  10:22\n旧泵房变成新茶室\n" + "\n".join(PROSE) + "\n\n麻小满  10:23\n以上，谢谢老师！\n"
    found = taken({"聊天.txt": chat.encode()})
    assert "以上，谢谢老师" not in found.articles[0].text
    assert any("以上，谢谢老师" in each for each in told(found, "SQ121"))


def test_a_roll_of_names_is_copy_and_no_byline() -> None:
    rows = ("麻永贵    傅大勇    洪小雨    幸福根", "奚国良    茅建军    雍自清    濮存昌")
    note = "（按姓氏笔画排列）"
    article, _ = one(title("最美楼组长名单") + centre(note) + "".join(map(centre, rows)) + text(*PROSE))
    assert article.bylines == () and not article.deck and subheads(article) == []
    assert [each.replace("　", " ").split() for each in words(article)[:3]] == [[note], *map(str.split, rows)]


# Verse

REGULAR = ("春水平堤雨乍晴，", "旧泵房里煮茶声。", "老来相约无他事，", "说到当年月又明。")
FREE = ("闸刀锈住了，\n时间没有。", "它从水管里\n一滴一滴\n走到今天。")


def stanzas(article: Article) -> list[str]:
    return [each.replace("\u2028", "\n") for each in words(article)]


def test_verse_with_stops_keeps_its_lines_its_titles_and_its_stanzas() -> None:
    body = (
        title("诗二首")
        + centre("雍自清")
        + para("七绝·茶室", align="center", bold=True, size=14)
        + "".join(centre(each) for each in REGULAR)
        + para("")
        + para("闸刀", align="center", bold=True, size=14)
        + centre("\n\n".join(FREE))
    )
    article, found = one(body)
    assert (article.headline, article.bylines, article.deck) == ("诗二首", ("雍自清",), "")
    assert subheads(article) == ["七绝·茶室", "闸刀"]
    assert words(article) == ["\n".join(REGULAR), *FREE]
    assert any("看来是诗" in each for each in told(found, "SQ125"))


def test_two_verses_on_a_row_are_verse() -> None:
    rows = (
        "黑云压屋雨如麻，警报声中走万家。",
        "沙袋筑成三尺垒，灯光照亮一车花。",
        "莫道无名皆小事，平安二字胜烟霞。",
    )
    (made,) = taken({"诗.txt": ("七律·防汛夜\n河浜　雍自清\n\n" + "\n".join(rows)).encode()}).articles
    article, _ = parse_article(made.text, made.file, made.file, "", Kind.ARTICLE, made.file)
    assert (article.headline, words(article)) == ("七律·防汛夜", ["\n".join(rows)])


def test_the_form_of_verse_before_a_dot_is_no_foreign_name() -> None:
    for words_ in ("七绝·茶室", "浣溪沙·春雨", "五律·夜读", "如梦令·雪"):
        assert not wording.is_name(words_) and wording.is_verse_title(words_)
    for name in ("古丽·买买提", "阿依古丽·吐尔逊", "卡尔·马克思"):
        assert wording.is_name(name)


def test_a_letter_and_an_interview_are_told_with_the_form_that_shows_them() -> None:
    letter = para("居委会的同志们：") + text(PROSE[0], "此致") + para("敬礼！") + right("居民 麻永贵")
    asked = ("记者：泵房是哪年建的？", "麻永贵：1958年。", "记者：您在这里上过班？", "麻永贵：上了三十年。")
    for body, form in ((letter, "信"), (text(*asked), "访谈"), (text(*PROSE), "")):
        _, found = one(title("旧泵房变成新茶室") + centre("麻小满") + body)
        said = [each for each in told(found, "SQ125") if "看来是" in each]
        assert [f"看来是{form}，" in each and f":::{form}" in each for each in said] == [True] * bool(form)


# Rows wrapped by hand


def rows_of(paragraph: str, width: int) -> list[str]:
    """A paragraph as copied from a PDF: an indent, then rows of ``width`` characters."""
    sent = "　　" + paragraph
    return [sent[at : at + width] for at in range(0, len(sent), width)]


SENTENCE = st.text(alphabet="河浜旧泵房茶室方桌热水邻居开张木门窗", min_size=9, max_size=40)
PASSAGE = st.lists(SENTENCE, min_size=3, max_size=6).map(lambda parts: "，".join(parts) + "。")


@settings(max_examples=60, deadline=None)
@given(st.lists(PASSAGE, min_size=3, max_size=5), st.integers(16, 40))
def test_rows_that_were_wrapped_become_the_paragraphs_again(passages: list[str], width: int) -> None:
    parted = [rows_of(passage, width) for passage in passages]
    rows = [row for each in parted for row in each]
    # Fewer rows that break off than rows that end full tell of no measure: they are left as they came.
    assume(len(rows) - len(parted) >= max(2, sum(len(each[-1]) >= width - 3 for each in parted)))
    made, gone = joined_rows([plain(row) for row in rows])
    assert [each.text for each in made] == passages  # type: ignore[union-attr]
    assert gone == len(rows) - len(passages)


def test_the_slip_tells_that_rows_were_joined_and_marks_across_rows_are_right() -> None:
    sent = '门卫说:"茶室开了,<<春联>>也贴好了."大家都说好,热水也管够,桌子椅子都是新漆过的,墙上还挂着旧闸刀.'
    rows = rows_of(sent, 18) + rows_of(PROSE[1], 18) + rows_of(PROSE[0], 18)
    article, found = one(title("旧泵房变成新茶室") + centre("麻小满") + "".join(para(row) for row in rows))
    assert words(article)[0].startswith("门卫说：“茶室开了，《春联》也贴好了。”大家都说好，")
    assert words(article)[1:] == [PROSE[1], PROSE[0]]
    assert any("回车" in each for each in told(found, "SQ125"))


@pytest.mark.parametrize(
    "rows",
    [
        [*PROSE],
        ["麻永贵　麻小满　傅大勇　洪小雨　奚国良", "郁静　茅建军　雍自清　濮存昌　赫连春"] * 4,
        [
            "闸刀锈住了而时间还没有停下来",
            "它从水管里一滴一滴走到了今天",
            "我把杯子放在当年的台阶上",
            "等它慢慢盛满一整个下午的光",
        ]
        * 2,
    ],
)
def test_paragraphs_rows_of_names_and_verse_stay_as_they_are(rows: list[str]) -> None:
    made, gone = joined_rows([plain(row) for row in rows])
    assert gone == 0 and len(made) == len(rows)


# Pictures


@pytest.mark.parametrize(
    ("sent", "caption", "credit"),
    [
        ("修好的茶室。 小满 摄", "修好的茶室", "小满"),
        ("修好的茶室（小满摄）", "修好的茶室", "小满"),
        ("邻居们在旧泵房门前拍摄", "邻居们在旧泵房门前拍摄", ""),
        ("修好的茶室（资料图片）", "修好的茶室（资料图片）", ""),
    ],
)
def test_a_caption_is_parted_from_who_took_the_picture(sent: str, caption: str, credit: str) -> None:
    assert wording.part_credit(sent) == (caption, credit)


@pytest.mark.parametrize(
    ("stem", "number", "caption"),
    [
        ("旧泵房 图：老邻居在喝茶（郁静摄）", 0, "老邻居在喝茶"),
        ("旧泵房_图说：老邻居在喝茶", 0, "老邻居在喝茶"),
        ("旧泵房 图2：老邻居在喝茶", 2, "老邻居在喝茶"),
        ("微信图片_20210203", 0, ""),
    ],
)
def test_a_pictures_name_is_read_from_where_the_caption_begins(stem: str, number: int, caption: str) -> None:
    found = wording.read_picture_name(stem)
    assert (found.number, found.text) == (number, caption)


def test_one_line_below_two_pictures_is_a_caption_for_each() -> None:
    word = Word()
    pair = para(word.picture(photo(1)), word.picture(photo(2)), align="center")
    body = (
        title("旧泵房变成新茶室") + text(*PROSE) + pair + centre("左图：老邻居喝茶；右图：旧闸刀上墙", size=9)
    )
    (made,) = taken({"稿.docx": word.build(body)}).articles
    article, _ = parse_article(made.text, made.file, made.file, "", Kind.ARTICLE, made.file)
    assert [plain_text(each.caption) for each in pictures_of(article.body)] == ["老邻居喝茶", "旧闸刀上墙"]


@pytest.mark.parametrize("mark", ["（见图1）", "（图1）", "【图1】"])
def test_a_mark_behind_the_last_sentence_is_a_pictures_place(mark: str) -> None:
    body = title("旧泵房变成新茶室") + text(PROSE[0] + mark, *PROSE[1:])
    article, _ = one(body, **{"图1.jpg": photo(1)})
    assert [type(each) for each in article.body] == [Paragraph, Picture, Paragraph, Paragraph]
    assert words(article) == list(PROSE)
    # Within a sentence it is a reference.
    inside = one(
        title("旧泵房变成新茶室") + text("布置（见图1）一目了然。", *PROSE), **{"图1.jpg": photo(1)}
    )[0]
    assert words(inside)[0] == "布置（见图1）一目了然。"


def test_captions_together_in_brackets_are_told_apart() -> None:
    body = (
        title("旧泵房变成新茶室")
        + text(*PROSE[:2])
        + para("（图一：老邻居喝茶；图二：旧闸刀上墙）")
        + text(PROSE[2])
    )
    article, _ = one(body, **{"图1.jpg": photo(1), "图2.jpg": photo(2)})
    assert [plain_text(each.caption) for each in pictures_of(article.body)] == ["老邻居喝茶", "旧闸刀上墙"]


def test_what_holds_for_several_pictures_is_said_once() -> None:
    _, found = one(title("旧泵房变成新茶室") + text(*PROSE), **{"IMG_1.jpg": photo(1), "IMG_2.jpg": photo(2)})
    assert [each for each in told(found, "SQ126") if "IMG_1.jpg、IMG_2.jpg" in each]


def test_pictures_of_a_file_that_cannot_be_read_are_kept_and_say_so() -> None:
    good = Word().build(title("旧泵房变成新茶室") + text(*PROSE))
    other = Word().build(title("井盖垫上橡胶圈") + text(*PROSE[:2]))
    sent = {"甲/锁.docx": locked(), "甲/IMG_1.jpg": photo(1), "乙/稿.docx": good, "丙/稿.docx": other}
    found = taken({**sent, "IMG_2.jpg": photo(2)})
    assert [each.file for each in found.pictures] == ["IMG_1.jpg", "IMG_2.jpg"]
    of_locked, of_nobody = sorted(told(found, "SQ127"))
    assert "锁.docx 没有收进来" in of_locked and "不知道是谁的" in of_nobody
    assert all(
        "（IMG_" in each.remedy or "(IMG_" in each.remedy for each in found.remarks if each.code == "SQ127"
    )


def test_pictures_alone_are_counted_on_the_slip(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "IMG_1.jpg").write_bytes(photo(1))
    assert main(["intake", str(tmp_path / "IMG_1.jpg"), "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert "收了 0 篇稿，1 张图。" in said and "没有配进稿件的图：IMG_1.jpg" in said


def test_every_picture_of_a_folder_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "稿.docx").write_bytes(
        Word().build(title("旧泵房变成新茶室") + para(run("麻小满")) + text(*PROSE))
    )
    (tmp_path / "合影.jpg").write_bytes(photo(3))
    (made,) = take_in(open_sending([tmp_path])).articles
    article, _ = parse_article(made.text, made.file, made.file, "", Kind.ARTICLE, made.file)
    assert [type(each) for each in pictures_of(article.body)] == [Picture]
