"""Twenty sendings as five clerks of residents' committees would send them, written before the program saw any of them."""

from __future__ import annotations

import io

import openpyxl  # type: ignore[import-untyped]

from tests.intake.office import (
    Word,
    cell,
    centre,
    deleted,
    packed_gbk,
    para,
    photo,
    right,
    run,
    table,
    text,
    title,
)
from tests.intake.sendings import Files, Maker, Truth, sending, shown, story, told, wechat

CLERKS: list[Maker] = []

WELL = (
    "井盖响了三年，住在一楼的老人夜里睡不踏实。上个月，居委会请来施工队，把六只井盖都垫上了橡胶圈。",
    "“现在车开过去，一点声音也没有。”住在二号楼的沈阿婆说。",
    "据了解，下一步还要把东门的三只井盖也换掉。",
)
TEA = (
    "早上八点，老茶友们就在凉亭里坐满了。茶叶是大家轮流带的，热水由门卫室供应。",
    "退休教师陆文彬每周三来讲一段地名故事，讲了快两年。",
    "有人把故事记下来，已经抄了四本。",
)
RAIN = (
    "连着下了九天雨，四号楼的地下车库进了水。楼组长带着七个人，用水桶接力往外舀。",
    "舀到夜里十一点，水总算退到脚踝以下。",
    "第二天一早，排水队的泵车也到了。",
)
BOOKS = (
    "活动室的书架上，旧书排得整整齐齐。每本书的扉页都写着捐书人的名字和一句话。",
    "三年级的小朋友最爱看《昆虫记》，已经借出去十二回。",
    "管理员周师傅说，书还回来的时候常常夹着糖纸。",
)
SHOE = (
    "修鞋摊在弄堂口摆了二十六年，摊主姓柴，大家都叫他柴师傅。",
    "他修一双鞋收五元，给八十岁以上的老人修，不收钱。",
    "“手艺在，摊子就在。”柴师傅说。",
)
FAN = (
    "入夏以来，社区给独居老人送去了四十二台电风扇，装好、试好才走。",
    "志愿者还在每台风扇上贴了一张写着大字的说明。",
    "老人们说，晚上总算能睡个整觉了。",
)


# 甲：什么都放在一个 Word 里，用空行和空格排版


@sending("clerks", "标题一行一行敲回车排成三行，居中，同一字号，首行是引题", into=CLERKS)
def a_three_lines() -> tuple[Files, Truth]:
    body = (
        para("—— 柳荫居委会供稿 ——", align="center")
        + para("垫上橡胶圈", align="center", bold=True, size=22)
        + para("井盖不再响", align="center", bold=True, size=22)
        + centre("通讯员：柳小眉")
        + text(*WELL)
    )
    return {"井盖.docx": Word().build(body)}, story(
        "垫上橡胶圈 井盖不再响",
        WELL,
        byline=["柳小眉"],
        headline_any=["垫上橡胶圈井盖不再响"],
        must_keep=["柳荫居委会供稿"],
    )


@sending("clerks", "标题在第一行，全篇同字号左齐，作者在末尾破折号后", into=CLERKS)
def a_flat() -> tuple[Files, Truth]:
    body = para("凉亭里的茶话") + "".join(para("　　" + each) for each in TEA) + para("——陆文彬 沈阿婆")
    return {"新建 Microsoft Word 文档.docx": Word().build(body)}, story(
        "凉亭里的茶话", TEA, byline=["陆文彬", "沈阿婆"]
    )


@sending("clerks", "照片在一行两张的无框表格里，图说在下一行的格子里，作者“撰稿/摄影”", into=CLERKS)
def a_grid() -> tuple[Files, Truth]:
    word, one, two = Word(), photo(61), photo(62)
    body = (
        title("舀水到深夜")
        + centre("撰稿/摄影：卢凯")
        + text(*RAIN)
        + table(
            cell(para(word.picture(one))) + cell(para(word.picture(two))),
            cell(para("楼组长在舀水")) + cell(para("泵车到场排水")),
        )
    )
    return {"雨.docx": word.build(body)}, story(
        "舀水到深夜",
        RAIN,
        byline=["卢凯"],
        pictures=[
            shown("雨.docx!image1.jpeg", one, "楼组长在舀水", 3),
            shown("雨.docx!image2.jpeg", two, "泵车到场排水", 3),
        ],
    )


@sending("clerks", "正文里有红字批注“（此处待核实）”和修订删除，文末“审核：”“编辑：”", into=CLERKS)
def a_checked() -> tuple[Files, Truth]:
    body = (
        title("旧书有了新家")
        + right("报送人：周巧云")
        + para(BOOKS[0], deleted("这一句领导说不要了。"), indent=True)
        + para(BOOKS[1] + "（此处待核实）", indent=True)
        + text(BOOKS[2])
        + para("审核：高主任　编辑：阿林")
    )
    return {"书.docx": Word().build(body)}, story(
        "旧书有了新家",
        BOOKS,
        byline=["周巧云"],
        must_not=["这一句领导说不要了"],
        must_keep=["这一句领导说不要了", "高主任"],
        may=["（此处待核实）"],
        **told(("修订里删去的一句", ["领导说不要了"]), ("待核实", ["待核实"])),
    )


# 乙：微信聊天，一段一段发


@sending("clerks", "txt：微信里多选复制，带人名时间，图是 [图片]，另附原图", into=CLERKS)
def b_chat() -> tuple[Files, Truth]:
    one = photo(63)
    body = "柴小妹  14:02\n标题：修鞋摊前二十六年\n\n柴小妹  14:03\n" + "\n".join(SHOE)
    body += "\n\n柴小妹  14:05\n[图片]\n\n柴小妹  14:06\n柴师傅在换鞋跟（摄影 柴小妹）\n"
    return {"聊天.txt": body.encode(), "微信图片_20260108140512.jpg": one}, story(
        "修鞋摊前二十六年",
        SHOE,
        credits=[["摄影", "柴小妹"]],
        byline_any=[["柴小妹"], []],
        pictures=[shown("微信图片_20260108140512.jpg", one, "柴师傅在换鞋跟", 3, "摄影：柴小妹")],
        may=["柴小妹"],
    )


@sending("clerks", "GBK 的 txt，段首不空格，段间空行，最后一行“投稿人 电话”", into=CLERKS)
def b_gbk() -> tuple[Files, Truth]:
    body = (
        "风扇转起来　老人睡得香\n\n" + "\n\n".join(FAN) + "\n\n投稿人：范小青（梅园居委会）  电话：56780000\n"
    )
    return {"风扇.txt": body.encode("gbk")}, story(
        "风扇转起来 老人睡得香",
        FAN,
        byline=["梅园居委会 范小青"],
        headline_any=["风扇转起来　老人睡得香"],
        must_keep=["56780000", "梅园居委会"],
    )


@sending("clerks", "UTF-16 不带标记的 txt，记事本里每行敲到边", into=CLERKS)
def b_utf16() -> tuple[Files, Truth]:
    body = "井盖不再响\r\n柳小眉\r\n\r\n" + "\r\n\r\n".join(WELL)
    return {"井盖.txt": body.encode("utf-16-le")}, story("井盖不再响", WELL, byline=["柳小眉"])


@sending("clerks", "两篇稿写在一个 txt，用“第一篇”“第二篇”分开", into=CLERKS)
def b_two() -> tuple[Files, Truth]:
    body = "第一篇：凉亭茶话\n" + "\n".join(TEA) + "\n\n第二篇：舀水到深夜\n" + "\n".join(RAIN)
    return {"两篇.txt": body.encode()}, {
        "articles": [story("凉亭茶话", TEA), story("舀水到深夜", RAIN)],
        "must_tell": [],
        "must_tell_match": [],
    }


# 丙：公众号和网页


@sending("clerks", "公众号：标题在 h1，正文全是 section/span，图说灰色小字，尾部一串供稿审核", into=CLERKS)
def c_wechat() -> tuple[Files, Truth]:
    one = photo(64)
    inner = "".join(
        f"<section><section><span style='font-size:15px'>{each}</span></section></section>" for each in BOOKS
    )
    inner = inner.replace(
        "</section></section>",
        "</section></section><section style='text-align:center'><img data-src='a_files/640.jpg' src='a_files/640.jpg'></section><section style='text-align:center'><span style='color:rgb(136,136,136);font-size:12px'>孩子们在挑书</span></section>",
        1,
    )
    inner += "<section><span>文字：周巧云</span></section><section><span>摄影：吴昊</span></section><section><span>审核：高主任</span></section><section>长按识别二维码关注我们</section>"
    return {"旧书.html": wechat("旧书有了新家", "梅园邻里", inner), "a_files/640.jpg": one}, story(
        "旧书有了新家",
        BOOKS,
        byline=["周巧云"],
        credits=[["摄影", "吴昊"]],
        pictures=[shown("a_files/640.jpg", one, "孩子们在挑书", 1)],
        must_not=["长按识别"],
        must_keep=["高主任"],
    )


@sending("clerks", "GBK 网页存成 .doc", into=CLERKS)
def c_html_doc() -> tuple[Files, Truth]:
    rows = "".join(f"<p style='text-indent:2em'>{each}</p>" for each in SHOE)
    page = f"<html><head><meta charset='gb2312'><title>x</title></head><body><h1 align=center>二十六年修鞋摊</h1><p align=center>柴小妹</p>{rows}</body></html>"
    return {"修鞋.doc": page.encode("gbk")}, story("二十六年修鞋摊", SHOE, byline=["柴小妹"])


@sending("clerks", "Markdown，用一级标题和加粗署名，图引用同夹文件", into=CLERKS)
def c_markdown() -> tuple[Files, Truth]:
    one = photo(65)
    body = (
        f"# 舀水到深夜\n\n**作者：卢凯**\n\n{RAIN[0]}\n\n![楼组长在舀水](雨.jpg)\n\n{RAIN[1]}\n\n{RAIN[2]}\n"
    )
    return {"雨.md": body.encode(), "雨.jpg": one}, story(
        "舀水到深夜", RAIN, byline=["卢凯"], pictures=[shown("雨.jpg", one, "楼组长在舀水", 1)]
    )


@sending("clerks", "网上论坛的帖子另存为 txt，带楼层、发表于、引用", into=CLERKS)
def c_bullets() -> tuple[Files, Truth]:
    items = ["八点：泡茶", "九点：讲故事", "十点：散场"]
    body = (
        "凉亭一日\n陆文彬\n\n"
        + TEA[0]
        + "\n\n"
        + "\n".join(f"●{each}" for each in items)
        + "\n\n"
        + TEA[1]
        + "\n\n"
        + TEA[2]
    )
    return {"茶.txt": body.encode("gb18030")}, story(
        "凉亭一日", TEA, byline=["陆文彬"], lists=[items], order="p1 list1 p2 p3"
    )


# 丁：压缩包和文件夹


@sending("clerks", "GBK 名的 zip：子夹“1 稿件”“2 照片”，照片名就是图说", into=CLERKS)
def d_zip() -> tuple[Files, Truth]:
    one, two = photo(66), photo(67)
    word = Word().build(title("井盖不再响") + centre("柳荫居委会　柳小眉") + text(*WELL))
    return {
        "柳荫投稿.zip": packed_gbk(
            {
                "1 稿件/井盖.docx": word,
                "2 照片/1.施工队在垫橡胶圈.jpg": one,
                "2 照片/2.换好的井盖.jpg": two,
            }
        )
    }, story(
        "井盖不再响",
        WELL,
        byline=["柳小眉"],
        byline_also=["柳荫居委会"],
        pictures=[
            shown("1.施工队在垫橡胶圈.jpg", one, "施工队在垫橡胶圈", 3),
            shown("2.换好的井盖.jpg", two, "换好的井盖", 3),
        ],
    )


@sending("clerks", "稿里写“（插入图片1：……）”，图叫 DSC_0001，另有图说.txt", into=CLERKS)
def d_captions() -> tuple[Files, Truth]:
    one, two = photo(68), photo(69)
    body = (
        title("风扇转起来")
        + centre("文/范小青 图/吴昊")
        + text(FAN[0])
        + para("（插入图片1）")
        + text(FAN[1])
        + para("（插入图片2）")
        + text(FAN[2])
    )
    captions = "图1 志愿者在装风扇\n图2 大字的说明\n"
    return {
        "风扇.docx": Word().build(body),
        "DSC_0001.jpg": one,
        "DSC_0002.jpg": two,
        "图说.txt": captions.encode("gbk"),
    }, story(
        "风扇转起来",
        FAN,
        byline=["范小青"],
        credits=[["摄影", "吴昊"]],
        pictures=[
            shown("DSC_0001.jpg", one, "志愿者在装风扇", 1, "摄影：吴昊"),
            shown("DSC_0002.jpg", two, "大字的说明", 2, "摄影：吴昊"),
        ],
    )


@sending("clerks", "同一稿的两版：“修鞋.docx”和“修鞋（定稿）.docx”", into=CLERKS)
def d_versions() -> tuple[Files, Truth]:
    final = title("二十六年修鞋摊") + centre("柴小妹") + text(*SHOE)
    return {"修鞋（定稿）.docx": Word().build(final)}, story("二十六年修鞋摊", SHOE, byline=["柴小妹"])


@sending("clerks", "文件夹里一个空的 Word、一个快捷方式、一张截断的图，和真正的稿", into=CLERKS)
def d_debris() -> tuple[Files, Truth]:
    word = Word().build(title("舀水到深夜") + centre("卢凯") + text(*RAIN))
    return {
        "雨.docx": word,
        "空白.docx": Word().build(""),
        "雨 - 快捷方式.lnk": bytes.fromhex("4C0000000114020000000000") + bytes(80),
        "IMG_1.jpg": photo(70)[:2000],
    }, story(
        "舀水到深夜",
        RAIN,
        byline=["卢凯"],
        **told(("空文件", ["空白", "空"]), ("快捷方式", ["快捷方式"]), ("坏图", ["IMG_1", "坏|没有传完"])),
    )


# 戊：通知、表格、诗、问答


@sending("clerks", "红头通知：发文字号、主送、附件、落款，标题两行", into=CLERKS)
def e_notice() -> tuple[Files, Truth]:
    body = (
        centre("梅居〔2026〕3号")
        + title("关于开展旧书交换的通知")
        + para("各楼组：")
        + text(*BOOKS[:2])
        + right("梅园居民委员会")
        + right("2026年1月8日")
    )
    return {"通知.docx": Word().build(body)}, story(
        "关于开展旧书交换的通知",
        ["各楼组：", *BOOKS[:2]],
        byline_any=[[], ["梅园居民委员会"]],
        must_keep=["梅居〔2026〕3号", "梅园居民委员会", "2026年1月8日"],
        may=["梅园居民委员会", "2026年1月8日", "梅居〔2026〕3号"],
    )


@sending("clerks", "xlsx 活动安排：标题行合并，日期格，空列", into=CLERKS)
def e_sheet() -> tuple[Files, Truth]:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["一月活动安排"])
    sheet.merge_cells("A1:C1")
    sheet.append(["日期", "活动", "地点"])
    sheet.append(["1月5日", "讲地名故事", "凉亭"])
    sheet.append(["1月12日", "旧书交换", "活动室"])
    made = io.BytesIO()
    book.save(made)
    rows = [["日期", "活动", "地点"], ["1月5日", "讲地名故事", "凉亭"], ["1月12日", "旧书交换", "活动室"]]
    return {"安排.xlsx": made.getvalue()}, story("一月活动安排", [], tables=[rows], order="table1")


@sending("clerks", "问答稿：人名加粗作说话人，题目含引号，问者是“小编”", into=CLERKS)
def e_talk() -> tuple[Files, Truth]:
    says = [
        ("小编：", "柴师傅，您摆摊多少年了？"),
        ("柴师傅：", "整整二十六年。"),
        ("小编：", "还打算摆多久？"),
        ("柴师傅：", "手艺在，摊子就在。"),
    ]
    body = (
        title("“手艺在，摊子就在”")
        + centre("小编　阿林")
        + "".join(para(run(who, bold=True), run(words)) for who, words in says)
    )
    return {"访谈.docx": Word().build(body)}, story(
        "“手艺在，摊子就在”",
        [who + words for who, words in says],
        byline_any=[["阿林"], ["小编阿林"], ["小编", "阿林"], ["小编 阿林"]],
        byline=["阿林"],
    )


@sending("clerks", "诗：居中排，作者带年龄和楼号", into=CLERKS)
def e_poem() -> tuple[Files, Truth]:
    verses = ["风从三号楼吹来", "把晾着的衬衫吹成帆", "我在窗前坐着", "像坐在船上"]
    body = title("晾衣") + centre("陆文彬（三号楼，78岁）") + "".join(centre(each) for each in verses)
    return {"诗.docx": Word().build(body)}, story(
        "晾衣",
        ["\n".join(verses)],
        byline=["三号楼，78岁 陆文彬"],
        paragraphs_any=[verses],
        must_keep=["三号楼，78岁"],
    )
