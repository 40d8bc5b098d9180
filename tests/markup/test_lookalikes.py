"""像标记而不是标记: what is told, at what place, with which line; what is right and left alone; and that the advice helps."""

from __future__ import annotations

import pytest

from build_tools.markup.body import parse_body
from build_tools.markup.lookalikes import lookalikes_in_headline
from build_tools.model import Paragraph, plain_text, walk_blocks

FAULTS = [
    # what is written, what is meant, the line as it should be ("" where only words can say it)
    ("##　全角空格", "小标题", "## 全角空格"),
    ("##小标题", "小标题", "## 小标题"),
    ("＃＃ 小标题", "小标题", "## 小标题"),
    ("＃　小标题", "小标题", "## 小标题"),
    ("-　第一条", "列表", "- 第一条"),
    ("＞ 编者按", "引文", "> 编者按"),
    ("- [ ] 带身份证", "勾选框", "- 带身份证"),
    ("- [x] 带户口簿", "勾选框", "- 带户口簿"),
    ("[^1]：注文", "脚注的注文", "[^1]: 注文"),
    ("【＾1】: 注文", "脚注的注文", "[^1]: 注文"),
    ("注［^1］", "脚注", "注[^1]"),
    ("注[＾2]", "脚注", "注[^2]"),
    ("｜ 甲 ｜ 乙 ｜", "表格", "| 甲 | 乙 |"),
    ("+----+----+", "表格", ""),
    ("＊＊重＊＊要", "加重", "**重**要"),
    ("先** 注意 **再走", "加重", "先**注意**再走"),
    ("先**注意 **再走", "加重", "先**注意**再走"),
    ("请__看__这里", "加重", "请**看**这里"),
    ("~~删~~去", "删除线", ""),
    ("==重点==看", "底色", "**重点**看"),
    ("++下划线++", "下划线", "**下划线**"),
    ("[文字]（https://a.cn）", "链接", "[文字](https://a.cn)"),
    ("［文字］（https：//a.cn）", "链接", "[文字](https://a.cn)"),
    ("[文字] (https://a.cn)", "链接", "[文字](https://a.cn)"),
    ("（文字）[https://a.cn]", "链接", "[文字](https://a.cn)"),
    ("![图说]（../images/a.png）", "图片", "![图说](../images/a.png)"),
    ("！[图说](../images/a.png)", "图片", "![图说](../images/a.png)"),
    ("！【图说】（../images/a.png）", "图片", "![图说](../images/a.png)"),
    ("![图说](../images/a.png “摄影：张三”)", "图片", '![图说](../images/a.png "摄影：张三")'),
    ("![图说](../images/IMG 001.png)", "图片", "![图说](<../images/IMG 001.png>)"),
    ("![图说] (../images/a.png)", "图片", "![图说](../images/a.png)"),
    ("![[a.png]]", "图片", "![图说](../images/a.png)"),
    ("../images/a.jpg", "图片", "![图说](../images/a.jpg)"),
    ("【图1】", "图片的位置", ""),
    ("（此处插图）", "图片的位置", ""),
    ("[下划线]{.underline}", "带样式的文字", "**下划线**"),
    ("甲&nbsp乙", "网页代码", ""),
    ("甲＜br＞乙", "网页代码", ""),
    ("[b]重[/b]", "论坛代码", "重"),
    ("H~2~O", "下标", "H₂O"),
    ("5m^2^", "上标", "5m²"),
    ("错误!未找到引用源。", "Word 的域", ""),
    ("第一段\\n第二段", "换行", ""),
    (":::散文", "体裁", ""),
    ("{width=3}", "图片的提示", ""),
    ("{width!=2}", "图片的提示", ""),
    ("{宽：2}", "图片的提示", ""),
    ("!(图说)[../images/a.png]", "图片", "![图说](../images/a.png)"),
    ("![图说][../images/a.png]", "图片", "![图说](../images/a.png)"),
    ("![图说]〔../images/a.png〕", "图片", "![图说](../images/a.png)"),
    ("![图说] ../images/a.png", "图片", "![图说](../images/a.png)"),
    ("【图说】../images/a.JPG", "图片", "![图说](../images/a.JPG)"),
    ("![图说](../images/a.png =300x200)", "图片", "![图说](../images/a.png)"),
    (
        "![图说](../images/a.png){focus=40% 30%}",
        "图片的提示",
        '![图说](../images/a.png){focus="40% 30%"}',
    ),
    ("![图说](../images/a.png){focus=40%，width=2", "图片的提示", ""),
    ("![图说(../images/a.png)", "图片", "![图说](../images/a.png)"),
    ("![图说](../images/a.png", "图片", "![图说](../images/a.png)"),
    ("![图说]\n(../images/a.png)", "图片", ""),
    ("####### 七级", "小标题", "### 七级"),
    ("###三级###", "小标题", "### 三级"),
    ("甲^[行内注]。", "脚注", ""),
    ("注〔^1〕", "脚注", "注[^1]"),
    ("注[ ^1]", "脚注", "注[^1]"),
    ("$x^2$", "公式", ""),
    ("%%给编辑看的%%", "注释", ""),
    ("甲&bogus;乙", "网页代码", ""),
    ("title: 抄来的题头", "题头", ""),
    ("： ： ：诗", "体裁的起止", ":::诗"),
    ("红字{: .red}在此", "样式", "红字在此"),
    ("注^见下^字", "上标", "注见下字"),
    ("注^^见下^^字", "上标", "注见下字"),
    ('!!! note "提示"', "提示框", ""),
    ('=== "标签"', "提示框", ""),
    ("> [!NOTE]\n> 提示文字", "提示框", ""),
    ("'''粗'''体", "加重", "**粗**体"),
    ("\\section{小标题}", "公式", ""),
    ("\\newpage", "公式", ""),
    ("！（花开.jpg）", "图片", "![图说](花开.jpg)"),
    ("【图片2：花开】", "图片的位置", ""),
    ("（插图 花开）", "图片的位置", ""),
    ("![图说](file:///C:/照片/花开.png)", "图片", "![图说](../images/花开.png)"),
    ('![图说](../images/a.png "摄影："张三"")', "图片", '![图说](../images/a.png "摄影：张三")'),
    ('![图说](../images/a.png "张三摄" "李四")', "图片", '![图说](../images/a.png "张三摄 李四")'),
    ("![[a.png|300]]", "图片", "![图说](../images/a.png)"),
    ("![图说][a]", "图片", ""),
    ("图说](../images/a.JPG)", "图片", "![图说](../images/a.JPG)"),
    ("(../images/a.png)", "图片", "![图说](../images/a.png)"),
    ("![图说](../images/a.png) “摄影：张三”", "图片的署名", ""),
    ("![图说](../images/a.png)（摄影：张三）", "图片的署名", ""),
    ("![图说](../images/a.png){宽=3，裁=上}", "图片的提示", "![图说](../images/a.png){width=3 crop=top}"),
    ("![图说](../images/a.png){width=3", "图片的提示", "![图说](../images/a.png){width=3}"),
    ("![＊＊重＊＊图说](../images/a.png)", "加重", "![重图说](../images/a.png)"),
    ('![图说](../images/a.png "**张三**")', "加重", '![图说](../images/a.png "张三")'),
    (":::诗 **题目**\n一行\n:::", "加重", ":::诗 题目"),
    (":::", "体裁的起止", ""),
    ("[附件](file:///C:/表.doc)", "链接", "附件"),
    ("┌─┬─┐\n│甲│乙│\n└─┴─┘", "表格", ""),
    ("+++", "题头", ""),
    ('title = "题目"', "题头", ""),
    ("H_2O和CO_{2}", "下标", "H₂O和CO₂"),
]
DOUBTS = [
    ("-- 第一条", "列表", "- 第一条"),
    ("· 第一条", "列表", "- 第一条"),
    ("∙第一条", "列表", "- 第一条"),
    ("*第一条", "列表", "- 第一条"),
    ("• 第一条", "列表", "- 第一条"),
    ("`甲", "代码", ""),
    ("[TOC]", "占位", ""),
    ("谢谢[玫瑰]", "占位", ""),
    ("*[居委会]: 居民委员会", "名词解释", ""),
    ("居委会\n: 居民自己的组织", "名词解释", ""),
    ("来了，*5*人", "强调", "来了，*5人*"),
    ("!![图说](../images/a.png)", "图片", "![图说](../images/a.png)"),
]

SOUND = [
    "## 小标题",
    "- 第一条",
    "-5℃的早上",
    "——张三说",
    "《论语》说：“学而时习之。”",
    "**注意：**请*轻*放，[网站](https://a.cn)，`code`。",
    "\\*\\*星号\\*\\*和\\[括号\\]（https://a.cn）",
    "代码`**甲**`和`[乙]（https://a.cn）`",
    "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |",
    "#话题#很热",
    "#3楼",
    "姓名：____",
    "3～5天，10:30—11:00，1+1=2。",
    "“好！”【编者按】（下转第2版）",
    "[记者]：您住几楼？",
    "甲[^1]。\n\n[^1]: 注。",
    '![图说](../images/a.png "摄影：张三"){width=3 crop=top}',
    "他说：《城南旧事》（1983年）好看。",
    "A&B公司 R&D",
    "a_b_c 和 snake_case 和 a@b_c.cn",
    "价格￥5～￥6，面积100㎡",
    "```\n##甲\n｜乙｜丙｜\n```",
    ":::诗\n床前明月光\n:::",
    "1. 甲\n2. 乙",
    "> 引文",
    "□同意　□不同意",
    "电话138****5678，身份证310***********123X",
    "2**3=8，3**2=9",
    "title是英文，标题：中文",
    "---",
    "* * *",
    "（图为活动现场）",
    "（图片由居委会提供）",
    "（图/文 张三）",
    "（照片均为本人提供）",
    "（图三位同学领奖）",
    "！！！好",
    "C:\\users\\新建文件夹",
    "____年__月__日，第__号楼__室",
    "见文件_说明_最终.doc和IMG_01号",
    "**小标题** 摄影：张三",
    '![**重**图说](../images/a.png "摄影：张三")',
]


def told(markdown: str) -> list[tuple[str, str, str]]:
    return [
        (fault.code, str(fault.facts["what"]), str(fault.facts["right"]))
        for fault in parse_body(markdown).faults
        if fault.code in ("SQ430", "SQ431")
    ]


@pytest.mark.parametrize(("written", "what", "right"), FAULTS)
def test_what_failed_is_told_with_the_line_as_it_should_be(written: str, what: str, right: str) -> None:
    assert {(code, meant) for code, meant, _ in told(written)} == {("SQ430", what)}
    places = [(fault.line, fault.column) for fault in parse_body(written).faults if fault.code == "SQ430"]
    assert len(places) == len({*places})
    if right:
        assert told(written)[0][2] == f"写成：{right}"


@pytest.mark.parametrize(("written", "what", "right"), DOUBTS)
def test_what_may_be_meant_so_is_doubted(written: str, what: str, right: str) -> None:
    assert [(code, meant) for code, meant, _ in told(written)] == [("SQ431", what)]
    if right:
        assert told(written)[0][2] == f"写成：{right}"


@pytest.mark.parametrize(("written", "what", "right"), [row for row in FAULTS if row[2]])
def test_the_line_as_it_should_be_is_no_fault_of_that_kind(written: str, what: str, right: str) -> None:
    assert [row for row in told(right) if row[0] == "SQ430" and row[1] == what and row[1] != "表格"] == []


@pytest.mark.parametrize("written", SOUND)
def test_what_is_right_is_not_told(written: str) -> None:
    assert told(written) == []


@pytest.mark.parametrize("within", ["- {}", "> {}", "1. {}", "> - {}"])
def test_it_is_seen_in_lists_and_quotations_too(within: str) -> None:
    assert [row[:2] for row in told(within.format("看[这里]（https://a.cn）"))] == [("SQ430", "链接")]


def test_several_in_one_line_have_their_own_places_and_one_right_line() -> None:
    faults = parse_body("先** 甲 **再看[乙]（https://a.cn），＊＊丁＊＊。").faults
    assert [(fault.line, fault.column) for fault in faults] == [(1, 2), (1, 11), (1, 29)]
    right = "写成：先**甲**再看[乙](https://a.cn)，**丁**。"
    assert {fault.facts["right"] for fault in faults} == {right}


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("桌子长2*宽3*高4米", "桌子长2*宽3*高4米"),
        ("共5*3=15张，24=2*4*3把", "共5*3=15张，24=2*4*3把"),
        ("电话138****5678和139****1234", "电话138****5678和139****1234"),
        ("王**、李**获奖", "王**、李**获奖"),
        ("a*b*c", "a*b*c"),
        ("（3+2）*4*（5-1）", "（3+2）*4*（5-1）"),
        ("5*号楼*3", "5*号楼*3"),
        ("½*⅓*2份，5㎡*3*2", "½*⅓*2份，5㎡*3*2"),
    ],
)
def test_stars_of_sums_and_hidden_names_are_printed(written: str, printed: str) -> None:
    (block,) = parse_body(written).blocks
    assert isinstance(block, Paragraph)
    assert plain_text(block.inlines) == printed


@pytest.mark.parametrize(
    "written",
    [
        "面积是长*宽*高",
        "单价*数量*折扣",
        "业主王**和李**获奖",
        "张三*和李四*获奖",
        "打*号的是必填，带*号的是选填",
        "先按*键，再按*键",
        "张*三、李*四、王*五获奖",
        "张*明（5号楼）、李*华（6号楼）",
        "二*三*四",
        "体积是3 *4* 5立方米",
        "带*号的、打*的必填",
    ],
)
def test_stars_that_became_emphasis_in_a_sum_are_doubted(written: str) -> None:
    assert "SQ443" in [fault.code for fault in parse_body(written).faults]


@pytest.mark.parametrize(
    "written", ["| 长2*宽3*高4 | 乙 |\n|---|---|\n| 丙 | 丁 |", "![2*3*4](../images/a.png)"]
)
def test_stars_that_are_printed_are_not_told_to_be_eaten(written: str) -> None:
    assert [fault.code for fault in parse_body(written).faults] == ["SQ431"]


def test_emphasis_of_figures_still_works() -> None:
    for written in ("共**18**户", "，*5*，", "**5号楼**通水", "这*很轻*吧", "是*轻松、快乐*的一天"):
        assert parse_body(written).faults == ()
        assert "*" not in str(list(walk_blocks(parse_body(written).blocks)))


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("甲<br>乙**丙**", "写成：甲乙丙"),
        ("[李](http://a.cn)来了", "写成：李来了"),
        ("## 标题", "写成：标题"),
        ("甲`乙`丙", "写成：甲乙丙"),
        ("＊＊甲＊＊", "写成：甲"),
    ],
)
def test_nothing_is_mark_up_in_a_headline(value: str, right: str) -> None:
    assert {each.right for each in lookalikes_in_headline(value)} == {right}


@pytest.mark.parametrize(
    "value", ["5号楼 #3 单元", "3*4米", "《城南旧事》（1983）", "A&B", "“好”！——记一次活动"]
)
def test_a_plain_headline_is_left_alone(value: str) -> None:
    assert [each for each in lookalikes_in_headline(value) if each.sure] == []
