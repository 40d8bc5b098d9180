"""Sixteen sendings written after the program, in forms that ``sendings`` has not, and measured once before any change."""

from __future__ import annotations

import email.message
import io

import openpyxl  # type: ignore[import-untyped]

from tests.intake.office import Word, cell, centre, para, photo, right, run, table, text, title
from tests.intake.sendings import (
    BUS,
    CATS,
    CHESS,
    CHOIR,
    DRAIN,
    GARDEN,
    KNIT,
    LAMP,
    REPAIR,
    ROOF,
    SEWING,
    SHARE,
    Files,
    Maker,
    Truth,
    sending,
    shown,
    story,
    told,
    wechat,
)

LATER: list[Maker] = []


@sending("later", "标题用空格推到中间，不居中；署名靠右；正文顶格", into=LATER)
def pushed_by_spaces() -> tuple[Files, Truth]:
    body = (
        para("            石桌棋友", bold=True, size=16)
        + right("柳荫居民区　裘志远")
        + "".join(para("    " + each) for each in CHESS)
    )
    return {"棋.docx": Word().build(body)}, story(
        "石桌棋友", CHESS, byline=["裘志远"], byline_also=["柳荫居民区"]
    )


@sending("later", "作者单位写在文末括号里，前面是作者", into=LATER)
def author_and_office() -> tuple[Files, Truth]:
    body = title("猫有食堂") + text(*CATS) + right("作者：许小曼") + right("（作者单位：芦花苑居委会）")
    return {"猫.docx": Word().build(body)}, story(
        "猫有食堂", CATS, byline=["许小曼"], byline_also=["芦花苑居委会"], must_keep=["芦花苑居委会"]
    )


@sending("later", "公众号：文字|图片|编辑 用竖线；小标题在 blockquote 里；▼ 引出图", into=LATER)
def bars() -> tuple[Files, Truth]:
    one = photo(41)
    inner = (
        f"<p>{GARDEN[0]}</p><p>▼</p><p style='text-align:center'><img src='a_files/1.jpg'></p><p style='text-align:center;color:#999;font-size:13px'>绣球花开了</p>"
        f"<h3>花从哪里来</h3><p>{GARDEN[1]}</p><p>{GARDEN[2]}</p><p>文字｜宋佳</p><p>图片｜孟梯云</p><p>编辑｜阿林</p><p>点击“在看”分享</p>"
    )
    return {"a.html": wechat("墙角里开出绣球花", "翠竹邻里", inner), "a_files/1.jpg": one}, story(
        "墙角里开出绣球花",
        GARDEN,
        byline=["宋佳"],
        credits=[["摄影", "孟梯云"]],
        subheads=["花从哪里来"],
        order="p1 pic1 h1 p2 p3",
        pictures=[shown("a_files/1.jpg", one, "绣球花开了", 1)],
        must_not=["在看", "阿林"],
        must_keep=["阿林"],
    )


@sending("later", "图说在括号里：（图一：……），图居中", into=LATER)
def captions_in_brackets() -> tuple[Files, Truth]:
    word, one, two = Word(), photo(42), photo(43)
    body = (
        title("共享工具间")
        + centre("孟梯云")
        + text(SHARE[0])
        + para(word.picture(one), align="center")
        + centre("（图一：挂满工具的小屋）")
        + text(SHARE[1])
        + para(word.picture(two), align="center")
        + centre("（图二：扫码借用）")
        + text(SHARE[2])
    )
    return {"工具.docx": word.build(body)}, story(
        "共享工具间",
        SHARE,
        byline=["孟梯云"],
        pictures=[
            shown(
                "工具.docx!image1.jpeg", one, "挂满工具的小屋", 1, caption_any=["（图一：挂满工具的小屋）"]
            ),
            shown("工具.docx!image2.jpeg", two, "扫码借用", 2, caption_any=["（图二：扫码借用）"]),
        ],
    )


@sending("later", "txt 里引题、主标题、副标题都写了名目", into=LATER)
def all_labelled() -> tuple[Files, Truth]:
    body = (
        "引题：芳草里完成照明改造\n主标题：三十六盏新灯照归途\n副标题：居民一起定方案\n记者：蒋文娟\n\n"
        + "\n".join("    " + each for each in LAMP)
    )
    return {"来稿.txt": body.encode("gbk")}, story(
        "三十六盏新灯照归途", LAMP, kicker="芳草里完成照明改造", deck="居民一起定方案", byline=["蒋文娟"]
    )


@sending("later", "图全放在文末，每张下面有图说", into=LATER)
def pictures_last() -> tuple[Files, Truth]:
    word, one, two = Word(), photo(44), photo(45)
    body = (
        title("银铃声里备佳节")
        + centre("文/图　鲁秀兰")
        + text(*CHOIR)
        + para("附图：")
        + para(word.picture(one))
        + para("团员们在排练厅练声")
        + para(word.picture(two))
        + para("指挥鲁老师在分声部")
    )
    return {"合唱.docx": word.build(body)}, story(
        "银铃声里备佳节",
        CHOIR,
        byline=["鲁秀兰"],
        may=["附图："],
        pictures=[
            shown("合唱.docx!image1.jpeg", one, "团员们在排练厅练声", 3),
            shown("合唱.docx!image2.jpeg", two, "指挥鲁老师在分声部", 3),
        ],
    )


@sending("later", "简讯：每则标题前有“●”，文末括号署名", into=LATER)
def dotted_briefs() -> tuple[Files, Truth]:
    parts = [("路灯换新", LAMP[:2], "蒋文娟"), ("屋顶丰收", ROOF, "费力")]
    body = "".join(
        para(f"● {head}", bold=True, size=15) + text(*each[:-1]) + text(f"{each[-1]}（{name}）") + para()
        for head, each, name in parts
    )
    return {"简讯.docx": Word().build(body)}, {
        "articles": [story(head, each, byline=[name]) for head, each, name in parts]
    }


@sending("later", "通讯员两人用顿号，摄影另一人，同一行", into=LATER)
def one_line_of_names() -> tuple[Files, Truth]:
    word, one = Word(), photo(46)
    body = (
        title("修理角一周年")
        + centre("通讯员：严松涛、季红　摄影：赵敏")
        + text(REPAIR[0])
        + para(word.picture(one))
        + text(*REPAIR[1:])
    )
    return {"修理.docx": word.build(body)}, story(
        "修理角一周年",
        REPAIR,
        byline=["严松涛", "季红"],
        credits=[["摄影", "赵敏"]],
        pictures=[shown("修理.docx!image1.jpeg", one, "", 1, "赵敏")],
    )


@sending("later", "标题是问句；小标题加粗、有问号；末尾“完”", into=LATER)
def questions() -> tuple[Files, Truth]:
    body = (
        title("雨水管网为何要体检？")
        + centre("本报记者 蒋文娟")
        + text(DRAIN[0])
        + para("查出了什么？", bold=True)
        + text(DRAIN[1])
        + para("怎么修？", bold=True)
        + text(DRAIN[2])
        + centre("（完）")
    )
    return {"管网.docx": Word().build(body)}, story(
        "雨水管网为何要体检？",
        DRAIN,
        byline=["蒋文娟"],
        subheads=["查出了什么？", "怎么修？"],
        order="p1 h1 p2 h2 p3",
        may=["（完）"],
    )


@sending("later", "Word 里的通知：标题、称呼、条目、落款单位和日期", into=LATER)
def notice() -> tuple[Files, Truth]:
    items = ("4月10日前把楼道里的杂物搬走；", "电动车一律停进车棚；", "有困难的请找楼组长。")
    body = (
        title("关于清理楼道的通知")
        + para("各位居民：")
        + text("为保证安全，请大家做到：")
        + text(*(f"{n}.{each}" for n, each in enumerate(items, 1)))
        + text("特此通知。")
        + right("翠竹园居委会")
        + right("2021年4月1日")
    )
    return {"通知.docx": Word().build(body)}, story(
        "关于清理楼道的通知",
        ("各位居民：", "为保证安全，请大家做到：", "特此通知。"),
        lists=[list(items)],
        order="p1 p2 list1 p3",
        byline=["翠竹园居委会"],
        must_keep=["2021年4月1日"],
        may=["2021年4月1日"],
    )


@sending("later", "邮件 .eml，正文是稿子，附件是照片", into=LATER)
def message() -> tuple[Files, Truth]:
    one = photo(47)
    mail = email.message.EmailMessage()
    mail["Subject"], mail["From"] = "投稿：缝缝补补的星期三", "a@example.org"
    mail.set_content("缝缝补补的星期三\n文/季红\n\n" + "\n\n".join(SEWING) + "\n")
    mail.add_attachment(one, maintype="image", subtype="jpeg", filename="季阿姨在换拉链.jpg")
    return {"投稿.eml": mail.as_bytes()}, story(
        "缝缝补补的星期三",
        SEWING,
        byline=["季红"],
        pictures=[shown("季阿姨在换拉链.jpg", one, "季阿姨在换拉链")],
    )


@sending("later", "Excel 表格夹在 Word 稿旁边，是同一篇的附表？各成一篇", into=LATER)
def sheet_beside() -> tuple[Files, Truth]:
    book = openpyxl.Workbook()
    for row in (["楼号", "值班人"], ["1号楼", "许老师"], ["2号楼", "裘老伯"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    files = {
        "巴士.docx": Word().build(title("巴士开进家门口") + centre("龚亮") + text(*BUS)),
        "楼组值班表.xlsx": out.getvalue(),
    }
    rows = [["楼号", "值班人"], ["1号楼", "许老师"], ["2号楼", "裘老伯"]]
    return files, {
        "articles": [
            story("巴士开进家门口", BUS, byline=["龚亮"]),
            story("楼组值班表", (), tables=[rows], order="table1"),
        ]
    }


@sending("later", "正文里有“摄影”“图”“文”等字，不是署名；段首加粗引词", into=LATER)
def words_like_labels() -> tuple[Files, Truth]:
    paragraphs = (
        "图书角开张以来，文学类图书最受欢迎。",
        "摄影爱好者老周说：“光线好，就多拍几张。”",
        *KNIT[1:],
    )
    body = (
        title("一角书香")
        + centre("潘巧云")
        + "".join(
            para(run(each[:3], bold=True), each[3:], indent=True) if n == 0 else para(each, indent=True)
            for n, each in enumerate(paragraphs)
        )
    )
    return {"书香.docx": Word().build(body)}, story("一角书香", paragraphs, byline=["潘巧云"])


@sending("later", "两列无框表格排版：左文右图", into=LATER)
def side_by_side() -> tuple[Files, Truth]:
    word, one = Word(), photo(48)
    grid = table(
        cell(para(ROOF[0]), para(ROOF[1])) + cell(para(word.picture(one)), para("屋顶菜园", align="center"))
    )
    body = title("屋顶上的菜园") + centre("费力") + grid
    return {"屋顶.docx": word.build(body)}, story(
        "屋顶上的菜园", ROOF, byline=["费力"], pictures=[shown("屋顶.docx!image1.jpeg", one, "屋顶菜园")]
    )


@sending("later", "手机备忘录：没有空行，标题下直接正文，末行“供稿 某某”", into=LATER)
def notes_app() -> tuple[Files, Truth]:
    body = "一把梯子大家用\n" + "\n".join(SHARE) + "\n供稿 翠竹园居委会 孟梯云"
    return {"备忘录.txt": body.encode()}, story(
        "一把梯子大家用", SHARE, byline=["孟梯云"], byline_also=["翠竹园居委会"]
    )


@sending("later", "照片文件名里有图说和作者；文中【插图】没有编号", into=LATER)
def unnumbered_place() -> tuple[Files, Truth]:
    one = photo(49)
    body = title("绣球花开") + centre("宋佳") + text(GARDEN[0]) + para("【插图】") + text(*GARDEN[1:])
    return {"花.docx": Word().build(body), "居民在花前看书（宋佳摄）.jpg": one}, story(
        "绣球花开",
        GARDEN,
        byline=["宋佳"],
        credits=[["摄影", "宋佳"]],
        must_not=["【插图】"],
        pictures=[shown("居民在花前看书（宋佳摄）.jpg", one, "居民在花前看书", 1, "宋佳")],
        **told(("取自文件名", ["文件名"])),
    )
