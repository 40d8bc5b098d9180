"""What one neighbourhood sent for one month: briefs with labels, a chat, a suite of poems, an advertisement, a photo alone."""

from __future__ import annotations

import pytest

from build_tools.intake.wording import PLACEHOLDER, is_name, read_credit
from build_tools.model import Article, ItemList, Kind, pictures_of, walk_blocks
from build_tools.readers.article import parse_article
from tests.intake.office import Word, centre, para, photo, right, text, title
from tests.intake.test_committees import PROSE, rows_of, subheads, taken, told, words

BRIEFS = (
    ("全民反诈进弄堂", "河浜派出所　供稿", "民警走进弄堂，把防骗的道理编成小调唱给居民听，一上午劝住了三位要汇款的老人。"),
    ("垃圾房装上小耳朵", "通讯员 卢静", "三处垃圾房近日装上语音提示，有人乱丢，它就轻声提醒，两周里误投少了三分之二。"),
    ("图书车周三来", "社区文化中心", "每周三下午，流动图书车停在小学东门，每人每次可以借五册，身份证就是借书证。"),
)  # fmt: skip


def articles(files: dict[str, bytes]) -> list[Article]:
    return [
        parse_article(made.text, made.file, made.file, "", Kind.ARTICLE, made.file)[0]
        for made in taken(files).articles
    ]


# Several stories that name their own parts


@pytest.mark.parametrize("label", ["标题：", "题目:", "【标题】", "标题 "])
@pytest.mark.parametrize("body", ["正文：", "内容：\n", "【正文】", ""])
@pytest.mark.parametrize("rule", ["", "————————\n"])
def test_a_label_before_every_title_parts_the_stories(label: str, body: str, rule: str) -> None:
    sent = "12月简讯（3条）\n\n" + "".join(
        f"{label}{head}\n作者：{by}\n{body}{copy}\n{rule}\n" for head, by, copy in BRIEFS
    )
    for files in (
        {"简讯.txt": sent.encode()},
        {"简讯.docx": Word().build("".join(map(para, sent.split("\n"))))},
    ):
        made = articles(files)
        assert [each.headline for each in made] == [head for head, _, _ in BRIEFS]
        assert [each.bylines for each in made] == [
            ("河浜派出所 供稿",),
            ("通讯员 卢静",),
            ("社区文化中心",),
        ]
        assert [words(each) for each in made] == [[copy] for _, _, copy in BRIEFS]


def test_what_stands_above_a_labelled_title_and_says_what_it_is_goes_with_it() -> None:
    sent = "".join(f"作者：{by.split()[-1]}\n引题：第{n}条\n标题：{head}\n{copy}\n\n" for n, (head, by, copy) in enumerate(BRIEFS[1:], 1))  # fmt: skip
    made = articles({"简讯.txt": sent.encode()})
    assert [(each.headline, each.kicker, each.bylines) for each in made] == [
        ("垃圾房装上小耳朵", "第1条", ("卢静",)),
        ("图书车周三来", "第2条", ("社区文化中心",)),
    ]


def test_a_writer_below_every_title_parts_the_stories_too() -> None:
    sent = "\n\n".join(f"{n}、{head}\n作者：{by}\n{copy}" for n, (head, by, copy) in enumerate(BRIEFS[1:], 1))
    made = articles({"简讯.txt": sent.encode()})
    assert [each.headline for each in made] == ["垃圾房装上小耳朵", "图书车周三来"]
    assert [each.bylines for each in made] == [("通讯员 卢静",), ("社区文化中心",)]


def test_two_titles_with_no_copy_between_are_one_story() -> None:
    (made,) = articles({"稿.txt": f"标题：灯亮了\n题目：路灯亮了\n\n{chr(10).join(PROSE)}\n".encode()})
    assert words(made) == list(PROSE)


def test_a_label_of_the_text_goes_only_below_a_title() -> None:
    (made,) = articles({"稿.txt": f"旧泵房变成新茶室\n\n{PROSE[0]}\n内容：茶叶自带，热水管够。\n".encode()})
    assert words(made)[-1] == "内容：茶叶自带，热水管够。"


@pytest.mark.parametrize("column", ["【邻里故事】", "[街坊]", "〔身边事〕"])
def test_a_column_above_a_headline_is_no_headline(column: str) -> None:
    body = para(column) + title("旧泵房变成新茶室") + text(*PROSE)
    sent = f"{column}\n旧泵房变成新茶室\n麻永贵\n\n{chr(10).join(PROSE)}\n"
    for files in ({"稿.docx": Word().build(body)}, {"稿.txt": sent.encode()}):
        (made,) = articles(files)
        assert (made.headline, words(made)) == ("旧泵房变成新茶室", list(PROSE))
        assert any("栏名" in each and column in each for each in told(taken(files), "SQ121"))


def test_a_headline_in_brackets_stays_one() -> None:
    for below in ("——改造用了一百天", "通讯员 麻小满", ""):
        sent = f"【旧泵房变成新茶室】\n{below}\n\n{chr(10).join(PROSE)}\n"
        (made,) = articles({"稿.txt": sent.encode()})
        assert made.headline == "旧泵房变成新茶室"


# A chat


def test_a_chat_gives_its_story_and_nothing_else() -> None:
    chat = (
        "—————  2026-11-27  —————\n\n"
        "麻阿姨（三村） 2026-11-27 20:15:33\n[玫瑰]编辑侬好，写了一段小文，看看好用伐？\n\n"
        "麻阿姨（三村） 2026-11-27 20:16:02\n题目 旧泵房变成新茶室\n\n"
        "麻阿姨（三村） 2026-11-27 20:18:47\n" + "\n".join(PROSE[:2]) + "\n\n"
        "麻阿姨（三村） 2026-11-27 20:22:41\n[图片]\n\n"
        "麻阿姨（三村） 2026-11-27 20:25:08\n" + PROSE[2] + "\n\n"
        "李小编 2026-11-27 20:26:00\n收到，谢谢！照片有原图吗？\n\n"
        "麻阿姨（三村） 2026-11-27 20:31:19\n明天发。署名就写 麻桂芳 好了\n"
    )
    found = taken({"微信.txt": chat.encode()})
    (made,) = articles({"微信.txt": chat.encode()})
    assert (made.headline, made.bylines) == ("旧泵房变成新茶室", ("麻桂芳",))
    assert words(made) == list(PROSE)
    said = "\n".join(told(found, "SQ121"))
    for each in ("2026-11-27  —————", "好用伐", "照片有原图吗", "[图片]", "署名就写"):
        assert each in said


def test_what_two_people_tell_in_a_chat_stays() -> None:
    chat = "".join(
        f"{name}  20:1{n}\n{copy}\n\n"
        for n, (name, copy) in enumerate(zip(("麻永贵", "傅大勇", "麻永贵"), PROSE, strict=True))
    )
    (made,) = articles({"群聊.txt": f"旧泵房变成新茶室\n\n{chat}".encode()})
    assert words(made) == list(PROSE)


def test_a_chat_is_known_by_whatever_its_heads_look_like() -> None:
    for head in (
        "2026-11-27 20:1{}:33 麻桂芳(12345678)",
        "麻桂芳 昨天 20:1{}",
        "麻桂芳 11-27 20:1{}",
        "麻桂芳  周五 20:1{}:33",
    ):
        rows = ("旧泵房变成新茶室", *PROSE)
        chat = "\n\n".join(f"{head.format(n)}\n{row}" for n, row in enumerate(rows))
        (made,) = articles({"聊天.txt": chat.encode()})
        assert (made.headline, made.bylines, words(made)) == (rows[0], ("麻桂芳",), list(PROSE)), head


def test_a_timetable_is_no_chat_and_its_title_stands_once() -> None:
    rows = ("合唱 8:30", "剪纸 10:30", "讲座 14:00")
    (made,) = articles({"活动.txt": ("活动安排\n\n" + "\n".join(rows)).encode()})
    assert (made.headline, words(made)) == ("活动安排", list(rows))


# Rows wrapped by hand


def test_a_margin_on_the_left_does_not_hide_that_rows_were_wrapped() -> None:
    body = "\n".join("\n".join(rows_of(each, 18)) for each in PROSE).replace("\u3000\u3000", "    ")
    sent = "\n".join(f"  {row}" for row in f"{' ' * 10}旧泵房变成新茶室\n\n{body}".split("\n"))
    (made,) = articles({"稿.txt": sent.encode()})
    assert (made.headline, words(made)) == ("旧泵房变成新茶室", list(PROSE))


@pytest.mark.parametrize(
    "signed", ["", f"{' ' * 28}（2026.11.20 写于河浜边上）", f"{' ' * 30}河浜居委会　麻小满"]
)
@pytest.mark.parametrize("width", [14, 19, 30])
def test_rows_pushed_aside_do_not_hide_the_width_at_which_a_text_was_wrapped(signed: str, width: int) -> None:
    body = "\n\n".join("\n".join(rows_of(f"{each}{PROSE[1]}", width)) for each in PROSE)
    sent = f"{' ' * 12}旧泵房变成新茶室\n\n{' ' * 14}麻 永 贵\n\n{body}\n\n{signed}\n"
    (made,) = articles({"稿.txt": sent.encode("gbk")})
    assert made.headline == "旧泵房变成新茶室"
    assert words(made)[:3] == [each + PROSE[1] for each in PROSE]


# Verse


@pytest.mark.parametrize(
    "heads", [("一、晒被子", "二、腌菜"), ("（一）晒被子", "（二）腌菜"), ("晒被子", "腌菜")]
)
@pytest.mark.parametrize("by", ["作者 林间（笔名）", "林间", "作者：林间"])
def test_the_poems_of_a_suite_have_their_titles(heads: tuple[str, str], by: str) -> None:
    first, second = heads
    sent = (
        f"冬日小辑（组诗）\n{by}\n\n{first}\n\n阳台上，阳光排着队\n一床一床\n挨着坐\n\n我拍一拍\n去年的棉花\n就醒了\n\n"
        f"{second}\n\n一层盐，一层雪里蕻\n一层旧年的石头\n\n母亲说：压得住\n才有滋味\n\n2026/11/15\n"
    )
    found = taken({"诗.txt": sent.encode()})
    (made,) = articles({"诗.txt": sent.encode()})
    assert (made.headline, made.bylines, subheads(made)) == ("冬日小辑（组诗）", ("林间",), list(heads))
    assert words(made)[:2] == ["阳台上，阳光排着队\n一床一床\n挨着坐", "我拍一拍\n去年的棉花\n就醒了"]
    assert any(":::诗 和 :::" in each for each in told(found, "SQ125"))


# Advertisements, letters, captions, pictures, lists


@pytest.mark.parametrize("mark", ["【广告】", "（广告）", "广告：", "[广告]\n", "广告\n\n"])
def test_an_advertisement_keeps_its_address_and_says_that_it_is_one(mark: str) -> None:
    rows = ("修脚38元一次，办卡满100减20。", "地址：河浜路88号", "电话：56786600", "营业时间 10：00～22：00")
    sent = f"{mark}麻记修脚 冬季养护月\n" + "\n".join(rows) + "\n"
    (made,) = articles({"稿.txt": sent.encode()})
    assert made.advertisement and made.headline == "麻记修脚 冬季养护月"
    assert words(made) == list(rows)


@pytest.mark.parametrize("name", ["招聘启事", "失物招领", "停水通知"])
def test_a_notice_keeps_whom_to_ask(name: str) -> None:
    rows = ("社区食堂招面点师1名，50岁以下，会做点心。", "电话：56780001", "地址：河浜路1号")
    (made,) = articles({"稿.txt": f"{name}\n\n{chr(10).join(rows)}\n".encode()})
    assert (made.headline, words(made)) == (name, list(rows))


def test_a_letter_whose_signature_stays_is_not_told_to_be_without() -> None:
    letter = f"编辑部：\n\n{PROSE[0]}\n{PROSE[1]}\n\n此致\n敬礼\n\n河浜居民　高建平\n2026年11月18日\n\n【编者按】{PROSE[2]}\n"
    (said,) = [each for each in told(taken({"来信.txt": letter.encode()}), "SQ125") if "看来是信" in each]
    assert "落款" not in said
    signed = Word().build(title("来信") + para("编辑部：") + text(*PROSE) + para("敬礼！") + right("麻永贵"))
    (said,) = [each for each in told(taken({"来信.docx": signed}), "SQ125") if "看来是信" in each]
    assert "落款从署名和收稿单上拷回去" in said


def test_who_the_writer_is_is_no_caption_and_no_byline() -> None:
    about = "（作者系富春花园居民区党总支书记 周敏）"
    body = (
        title("旧泵房变成新茶室")
        + text(*PROSE)
        + para("[图：麻师傅（竖）]")
        + para("图说1：麻师傅（中）在换水阀。 周敏/摄")
        + right(about)
    )
    (made,) = articles({"稿.docx": Word().build(body), "麻师傅（竖）.jpg": photo(5)})
    assert words(made) == [*PROSE, about] and made.bylines == ()
    assert [each.credit for each in pictures_of(made.body)] == ["摄影：周敏"]


@pytest.mark.parametrize("mark", ["[图：饺子宴]", "【图：麻师傅（竖）】", "[图2：茶室(内)]"])
def test_a_place_for_a_picture_is_taken_whole_and_names_nobody(mark: str) -> None:
    assert PLACEHOLDER.fullmatch(mark) and read_credit(mark) is None
    assert is_name("李强") and read_credit("（图：李强）")


def test_a_small_photo_that_came_alone_is_said_to_be_small() -> None:
    found = taken({"微信图片_1.jpg": photo(3, 320, 240)})
    assert told(found, "SQ520") and told(found, "SQ127")


def test_marks_in_a_headline_are_mended_as_in_the_text() -> None:
    head = '老楼加梯"跑"出加速度,年底再交付9台'
    body = para("河浜街道:12月", align="center") + title(head) + centre('--破解"最后一米"难题') + text(*PROSE)
    (made,) = articles({"稿.docx": Word().build(body)})
    assert made.headline == "老楼加梯“跑”出加速度，年底再交付9台" and made.deck == "破解“最后一米”难题"


def test_a_list_goes_on_counting_where_its_writer_did() -> None:
    sent = f"# 灯亮了\n\n{PROSE[0]}\n\n3) 烧水；\n4) 泡茶.\n\n{PROSE[1]}\n"
    (made,) = articles({"稿.md": sent.encode()})
    (found,) = [each for each in walk_blocks(made.body) if isinstance(each, ItemList)]
    assert list(found.numbers) == ["3.", "4."] and not told(taken({"稿.md": sent.encode()}), "SQ129")
