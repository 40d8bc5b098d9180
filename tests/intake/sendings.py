"""Forty-six sendings with their truth, harder than those in the field's own set; all texts and names are invented.

``python -m tests.intake.sendings FOLDER`` writes them. Each is a folder of files and a ``truth.json`` in the form
of ``../shared/cases/intake/README.md``. They were written before the program that reads them.
"""

from __future__ import annotations

import io
import json
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
from PIL import Image, ImageOps

from tests.intake.office import (
    Word,
    box,
    cell,
    centre,
    deleted,
    inserted,
    locked,
    old_word,
    packed,
    packed_gbk,
    para,
    photo,
    placed,
    right,
    run,
    table,
    text,
    title,
)

Truth = dict[str, Any]
Files = dict[str, bytes]

# --- the texts -----------------------------------------------------------------------------------------------------

CATS = (
    "入冬以来，芦花苑的几只流浪猫有了固定的食堂。志愿者在3号楼背风处搭起木屋，每天傍晚添一次粮。",
    "负责排班的许老师说，喂归喂，规矩要讲清：不进楼道、不留剩食、统一绝育。半年下来，投诉从每月十几件降到了一件。",
    "居委会把喂养点画进了小区地图，旁边写着一行小字：请绕行，不惊扰。",
)
CHESS = (
    "每逢星期四下午，柳荫亭里总是围满了人。两张石桌、四副象棋，一下就是一个钟头。",
    "八十二岁的裘老伯是这里的常胜将军，他给自己定下一条规矩：赢三盘就让座，好让后来的人也过过瘾。",
    "上个月，几个初中生也坐了下来。第一盘输得很快，第二盘撑过了二十分钟，第三盘居然和了。",
)
LAMP = (
    "走进芳草里，人们会发现路灯变亮了。原来昏黄的三十六盏旧灯，全部换成了暖白色的节能灯。",
    "更换之前，居委会做了一次问卷。居民最担心的是灯光照进卧室，施工队于是给靠近窗户的十一盏加了挡光板。",
    "“晚上遛弯看得清台阶了，家里也不晃眼。”家住底楼的蒋阿姨这样评价。",
)
KNIT = (
    "一根钩针、几团毛线，在巧手社里能变出小花、杯垫和婴儿鞋。社员平均年龄六十八岁，最大的一位已经八十六岁。",
    "今年秋天，她们用两个月时间织了一百二十双婴儿袜，装进纸盒，送给社区里的新生儿家庭。",
    "盒子里还放着一张手写的卡片：欢迎你，小邻居。",
)
REPAIR = (
    "电饭锅不加热、收音机没声音、台灯接触不良……这些小毛病，拿到修理角来，多半有办法。",
    "修理角由五位退休工程师轮流坐堂，每月开两次。修得好，分文不收；修不好，也会告诉您坏在哪里、值不值得再修。",
    "开张一年，登记簿上记了四百三十七件，修好了三百五十九件。",
)
CHOIR = (
    "排练厅的门一推开，歌声就飘了出来。银铃合唱团的三十四位团员，正在为社区艺术节做最后的准备。",
    "指挥鲁老师把一首老歌改成了四个声部。团员大多不识谱，她就把每个声部录成小样，发到群里，让大家一边做饭一边听。",
    "“起初像吵架，后来像说话，现在像一个人在唱。”一位男低音团员笑着说。",
)
DRAIN = (
    "雨季将至，春申苑对小区的雨水管网做了一次体检。机器人钻进管道，把看不见的地方拍了下来。",
    "检查发现堵点七处、破损两处，主要集中在东侧绿地和车库入口。",
    "物业计划在本月底前完成疏通，破损管段由专业队伍修复，施工期间东门临时封闭，请居民绕行南门。",
)
SEWING = (
    "周三上午，缝纫机的哒哒声准时响起。改裤脚、换拉链、补口袋，裁缝志愿者季阿姨一坐就是三个小时。",
    "她说，年轻时在服装厂做了三十年，手艺丢了可惜。如今每星期来一次，见见老姐妹，比在家里看电视有意思。",
)
GARDEN = (
    "去年还堆着杂物的墙角，今年开出了一片绣球花。改造这个角落的，是九户自愿报名的人家。",
    "他们把废旧轮胎刷成彩色，种上耐阴的植物，又用碎砖铺了一条小路。总共花了八百元，一半是大家凑的，一半来自社区的微心愿基金。",
    "如今，常有人搬一把小凳子坐在花前，看书、剥豆、晒太阳。",
)
FIREFLY = (
    "暑假里，十五个孩子跟着自然老师，在社区公园里找萤火虫。",
    "夜色降下来，大家关掉手电，屏住呼吸。五分钟后，草丛里亮起了第一点绿光。",
    "老师告诉孩子们，萤火虫怕光、怕药、怕脏水，有它在的地方，水土就是干净的。",
)
SHARE = (
    "一把梯子，一年用不了几次；一台冲击钻，可能只钻过一个洞。能不能放在一起，大家借着用？",
    "翠竹园的共享工具间就是这样来的。十平方米的小屋里，挂着六十多件工具，全部由居民捐出或者借存。",
    "借用很简单：扫一扫门上的码，写下门牌号，用完擦干净放回原处。三个月里，借出一百九十次，只丢了一把卷尺。",
)
BUS = (
    "新开的社区巴士从地铁站出发，绕行六个小区，终点是社区医院，全程四十分钟。",
    "车票一元，七十岁以上老人免费。早班六点五十分，末班晚上七点二十分，每二十分钟一班。",
)
ROOF = (
    "站在12号楼的屋顶上，能看见大半个街道。过去这里只有水箱和天线，现在是一片菜园。",
    "菜园里不用化肥，浇的是收集来的雨水。第一季收获的生菜，一半分给了种菜的人，一半送到了社区食堂。",
)
LIST_A = (
    "旧手机先退出账号，再恢复出厂设置；",
    "存储卡、电话卡取出来自己保管；",
    "交给有回收资质的网点，索要凭证。",
)
POEM = (
    "巷子口的老槐树\n站了一百个春天",
    "它听过磨刀人的吆喝\n也听过放学的铃声",
    "今天我从树下走过\n它落了一朵花在我肩上",
)


# --- truths --------------------------------------------------------------------------------------------------------


def story(headline: str, paragraphs: tuple[str, ...] | list[str], **more: Any) -> Truth:
    """An article; ``order`` follows from ``paragraphs`` when it is not given, pictures by ``after_paragraph``."""
    truth: Truth = {
        "headline": headline,
        "kicker": "",
        "deck": "",
        "byline": [],
        "paragraphs": list(paragraphs),
        "subheads": [],
        "lists": [],
        "tables": [],
        "footnotes": [],
        "pictures": [],
    }
    truth.update(more)
    if "order" not in truth:
        order = []
        for at in range(len(truth["paragraphs"]) + 1):
            order += [f"p{at}"] if at else []
            order += [
                f"pic{n}" for n, each in enumerate(truth["pictures"], 1) if each["after_paragraph"] == at
            ]
        truth["order"] = " ".join(order)
    return truth


def shown(
    file: str, content: bytes, caption: str = "", after: int | None = None, credit: str = "", **more: Any
) -> Truth:
    return {
        "file": file,
        "caption": caption,
        "credit": credit,
        "after_paragraph": after,
        "prints": [fingerprint(content)],
        **more,
    }


def fingerprint(content: bytes) -> str:
    """8 × 8 mean colours of a picture as shown."""
    with Image.open(io.BytesIO(content)) as image:
        upright = ImageOps.exif_transpose(image)
        if upright.mode in ("RGBA", "LA", "P"):
            upright = upright.convert("RGBA")
            upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright)
        return upright.convert("RGB").resize((8, 8), Image.Resampling.BOX).tobytes().hex()


def told(*pairs: tuple[str, list[str]]) -> Truth:
    return {"must_tell": [words for words, _ in pairs], "must_tell_match": [match for _, match in pairs]}


Maker = Callable[[], tuple[str, str, Files, Truth]]
MAKERS: list[Maker] = []


def sending(
    kind: str, about: str, into: list[Maker] = MAKERS
) -> Callable[[Callable[[], tuple[Files, Truth]]], Callable[[], tuple[Files, Truth]]]:
    """Enter a sending in the list ``into``."""

    def keep(make: Callable[[], tuple[Files, Truth]]) -> Callable[[], tuple[Files, Truth]]:
        def whole() -> tuple[str, str, Files, Truth]:
            files, truth = make()
            full = {"kind": kind, "about": about, "must_tell": [], "must_tell_match": [], **truth}
            return make.__name__, kind, files, full

        into.append(whole)
        return make

    return keep


# --- titles and bylines --------------------------------------------------------------------------------------------


@sending("title", "三级题都用自定样式或字号，引题加粗，主题不加粗；署名带方块，在正文前")
def own_styles() -> tuple[Files, Truth]:
    body = (
        centre("芦花苑探索文明养宠")
        + para("猫有食堂 人有规矩", style="my1")
        + para("志愿者半年记", style="a5")
        + para("□ 通讯员　许小曼", align="center")
        + text(*CATS)
    )
    return {"流浪猫.docx": Word().build(body)}, story(
        "猫有食堂 人有规矩", CATS, kicker="芦花苑探索文明养宠", deck="志愿者半年记", byline=["通讯员 许小曼"]
    )


@sending("title", "主题分成两行（软回车），破折号副题，署名在文末右边两行：单位和人")
def broken_headline() -> tuple[Files, Truth]:
    body = (
        title("石桌旁下出了\n老少同乐", 22)
        + centre("——柳荫亭棋友小记", 15)
        + text(*CHESS)
        + right("柳荫居民区")
        + right("裘志远")
    )
    return {"棋友.docx": Word().build(body)}, story(
        "石桌旁下出了 老少同乐",
        CHESS,
        deck="柳荫亭棋友小记",
        byline=["裘志远"],
        byline_also=["柳荫居民区"],
        headline_any=["石桌旁下出了老少同乐", "石桌旁下出了　老少同乐"],
        must_keep=["柳荫居民区"],
    )


@sending("title", "没有标题，只有文件名；署名在末段括号里，前面有“投稿”二字")
def headline_in_name() -> tuple[Files, Truth]:
    paragraphs = (*LAMP[:2], LAMP[2])
    body = text(*LAMP[:2]) + text(LAMP[2] + "（芳草里居委会 蒋文娟）")
    return {"投稿：三十六盏新灯照亮回家路.docx": Word().build(body)}, story(
        "三十六盏新灯照亮回家路",
        paragraphs,
        byline=["蒋文娟"],
        byline_also=["芳草里居委会"],
        **told(("标题取自文件名", ["标题|题目|headline", "文件名|file"])),
    )


@sending("title", "标题在艺术字文本框里，正文里没有")
def headline_in_box() -> tuple[Files, Truth]:
    body = para(box(para("小袜子 大欢迎", size=36, bold=True))) + centre("文／潘巧云") + text(*KNIT)
    return {"新建 Microsoft Word 文档.docx": Word().build(body)}, story(
        "小袜子 大欢迎", KNIT, byline=["潘巧云"]
    )


@sending("title", "全文一个字号，只有标题居中加粗；署名单位在标题下，日期在文末")
def same_size() -> tuple[Files, Truth]:
    body = (
        para("修得好分文不收 修不好说清缘由", align="center", bold=True)
        + centre("文：严松涛　摄影：严松涛")
        + para()
        + text(*REPAIR)
        + right("2021年3月5日")
    )
    return {"a.docx": Word().build(body)}, story(
        "修得好分文不收 修不好说清缘由",
        REPAIR,
        byline=["严松涛"],
        must_keep=["2021年3月5日"],
        may=["2021年3月5日"],
    )


@sending("title", "标题前写“标题：”，副标题、作者、联系电话各占一行，电话不能见报")
def labelled_form() -> tuple[Files, Truth]:
    body = (
        para("投稿人：鲁秀兰")
        + para("联系电话：13800000000")
        + para("稿件标题：银铃声里备佳节")
        + para("副标题：社区合唱团排练侧记")
        + para()
        + text(*CHOIR)
    )
    return {"合唱团投稿表.docx": Word().build(body)}, story(
        "银铃声里备佳节",
        CHOIR,
        deck="社区合唱团排练侧记",
        byline=["鲁秀兰"],
        must_not=["13800000000"],
        must_keep=["13800000000"],
        **told(("电话没有收入", ["13800000000"])),
    )


@sending("title", "公文样的标题（小标宋二号，不加粗），正文三号仿宋，每行顶格两个全角空格，末尾落款日期")
def official() -> tuple[Files, Truth]:
    body = (
        para("关于春申苑雨水管网检查情况的报道", align="center", size=22, font="方正小标宋简体")
        + "".join(para("　　" + each, size=16, font="仿宋_GB2312") for each in DRAIN)
        + right("春申苑居委会")
        + right("2021年4月2日")
    )
    return {"报道.docx": Word().build(body)}, story(
        "关于春申苑雨水管网检查情况的报道",
        DRAIN,
        byline=["春申苑居委会"],
        byline_also=["春申苑"],
        must_keep=["2021年4月2日"],
        may=["2021年4月2日"],
    )


@sending("title", "两人署名，空格分隔，姓名中间为对齐加了空格")
def two_authors() -> tuple[Files, Truth]:
    body = title("缝缝补补的星期三") + centre("记者 季 红　通讯员 沈雅琴") + text(*SEWING)
    return {"缝纫.docx": Word().build(body)}, story("缝缝补补的星期三", SEWING, byline=["季红", "沈雅琴"])


# --- pictures and captions -------------------------------------------------------------------------------------------


@sending("pictures", "两图并排放在无框表格里，图说在下一行的格里；摄影写在文末")
def pictures_in_table() -> tuple[Files, Truth]:
    word, one, two = Word(), photo(1), photo(2)
    grid = table(
        cell(para(word.picture(one))) + cell(para(word.picture(two))),
        cell(para("改造前的墙角")) + cell(para("改造后的小花园")),
    )
    body = (
        title("墙角里开出绣球花")
        + centre("通讯员 宋佳")
        + text(*GARDEN[:2])
        + grid
        + text(GARDEN[2])
        + right("摄影：宋佳")
    )
    return {"花园.docx": word.build(body)}, story(
        "墙角里开出绣球花",
        GARDEN,
        byline=["宋佳"],
        credits=[["摄影", "宋佳"]],
        pictures=[
            shown("花园.docx!image1.jpeg", one, "改造前的墙角", 2),
            shown("花园.docx!image2.jpeg", two, "改造后的小花园", 2),
        ],
    )


@sending("pictures", "浮动图片和图说文本框都锚在段落中间；图片裁过，要原图")
def floating() -> tuple[Files, Truth]:
    word, one = Word(), photo(3, 1600, 900)
    crop = '<a:srcRect l="20000" r="30000" t="10000"/>'
    body = (
        title("夏夜里的绿光")
        + text(FIREFLY[0])
        + para(
            "夜色降下来，大家关掉手电，",
            word.picture(one, crop=crop, floating=True),
            box(para("孩子们在草丛边屏息等待　胡蝶 摄", size=9)),
            "屏住呼吸。五分钟后，草丛里亮起了第一点绿光。",
            indent=True,
        )
        + text(FIREFLY[2])
        + right("（胡蝶）")
    )
    return {"萤火虫.docx": word.build(body)}, story(
        "夏夜里的绿光",
        FIREFLY,
        byline=["胡蝶"],
        credits=[["摄影", "胡蝶"]],
        pictures=[shown("萤火虫.docx!image1.jpeg", one, "孩子们在草丛边屏息等待", 1, "胡蝶")],
        **told(("裁过", ["裁|crop"])),
    )


@sending("pictures", "同一张图插了两次，页眉里有徽标，还有一条分隔花边；图说在图上方")
def doubles() -> tuple[Files, Truth]:
    word, one, line = Word(header="翠竹园居委会宣传稿件"), photo(4), photo(60, 600, 8, "PNG")
    body = (
        title("共享工具间：一把梯子大家用")
        + text(SHARE[0])
        + para(word.picture(line, "png"), align="center")
        + centre("（图为居民在工具间挑选工具）")
        + para(word.picture(one), align="center")
        + text(*SHARE[1:])
        + para(word.picture(one), align="center")
        + right("供稿：翠竹园居委会")
    )
    return {"工具间.docx": word.build(body)}, story(
        "共享工具间：一把梯子大家用",
        SHARE,
        byline=["翠竹园居委会"],
        pictures=[
            shown(
                "工具间.docx!image2.jpeg",
                one,
                "居民在工具间挑选工具",
                1,
                caption_any=["图为居民在工具间挑选工具"],
            )
        ],
        must_not=["宣传稿件"],
        **told(("页眉", ["页眉|header", "宣传稿件"]), ("重复的图", ["重复|两次|同一张|double"])),
    )


@sending("pictures", "占位写法各不相同，照片文件名是 1.jpg、P2.JPG、图 3.jpeg，图说夹在占位后面")
def placeholders() -> tuple[Files, Truth]:
    one, two, three = photo(5), photo(6), placed(photo(7))
    body = (
        title("绿色巴士开进家门口")
        + text(BUS[0])
        + para("[图片1：社区巴士停在地铁站旁]")
        + text(BUS[1])
        + para("〔此处插图2〕")
        + para("图2 司机扶老人上车（龚亮/摄）", align="center")
        + text("许多居民在车站拍照留念。")
        + para("【照片三】")
        + right("文字：龚亮")
    )
    files = {"巴士.docx": Word().build(body), "1.jpg": one, "P2.JPG": two, "图 3.jpeg": three}
    return files, story(
        "绿色巴士开进家门口",
        (*BUS, "许多居民在车站拍照留念。"),
        byline=["龚亮"],
        credits=[["摄影", "龚亮"]],
        pictures=[
            shown("1.jpg", one, "社区巴士停在地铁站旁", 1),
            shown("P2.JPG", two, "司机扶老人上车", 2, "龚亮"),
            shown("图 3.jpeg", three, "", 3),
        ],
        must_not=["此处插图", "照片三"],
        no_place=True,
        **told(("三号图没有图说", ["图说|caption", "3"])),
    )


@sending("pictures", "照片文件名就是图说；另一张叫 IMG_，没有图说；正文是 txt")
def names_as_captions() -> tuple[Files, Truth]:
    one, two = photo(8), photo(9)
    body = "屋顶上的菜园\n作者：费力\n\n" + "\n".join(ROOF) + "\n"
    files = {"稿子.txt": body.encode(), "图1 居民在屋顶采摘生菜.jpg": one, "IMG_20210402_090807.jpg": two}
    return files, story(
        "屋顶上的菜园",
        ROOF,
        byline=["费力"],
        pictures=[
            shown("图1 居民在屋顶采摘生菜.jpg", one, "居民在屋顶采摘生菜"),
            shown("IMG_20210402_090807.jpg", two),
        ],
        **told(("无图说", ["图说|caption", "IMG_20210402_090807"])),
    )


@sending("pictures", "CMYK 的 JPEG、16 位灰的 TIFF、透明 PNG、躺着的照片（EXIF 6）")
def odd_files() -> tuple[Files, Truth]:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = photo(10, exif=exif)
    cmyk, clear = photo(11, mode="CMYK"), photo(12, form="PNG", mode="RGBA")
    grey = io.BytesIO()
    Image.new("I;16", (900, 700), 40000).save(grey, "TIFF")
    body = (
        "小区里的四张照片\n\n"
        + SEWING[0]
        + "\n\n图1：看展的居民\n图2：志愿者布展\n图3：展板一角\n图4：老照片\n"
    )
    files = {
        "文.txt": body.encode("gb18030"),
        "图1.jpg": lying,
        "图2.jpg": cmyk,
        "图3.png": clear,
        "图4.tif": grey.getvalue(),
    }
    grey_print = (bytes([156]) * 192).hex()
    return files, story(
        "小区里的四张照片",
        SEWING[:1],
        pictures=[
            shown("图1.jpg", lying, "看展的居民"),
            shown("图2.jpg", cmyk, "志愿者布展"),
            shown("图3.png", clear, "展板一角"),
            {
                "file": "图4.tif",
                "caption": "老照片",
                "credit": "",
                "after_paragraph": None,
                "prints": [grey_print],
            },
        ],
    )


@sending("pictures", "图太小（像素不够），另有一张 EMF 矢量图和一个坏的 JPEG")
def poor_pictures() -> tuple[Files, Truth]:
    word, small = Word(), photo(13, 320, 240)
    body = (
        title("猫屋落成")
        + text(CATS[0])
        + para(word.picture(small), align="center")
        + centre("图：木屋外景", 9)
        + text(CATS[1])
        + para(word.picture(b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(60), "emf"))
    )
    files = {"猫屋.docx": word.build(body), "现场.jpg": photo(14)[:900]}
    return files, story(
        "猫屋落成",
        CATS[:2],
        pictures=[shown("猫屋.docx!image1.jpeg", small, "木屋外景", 1)],
        **told(
            ("像素不够", ["像素|分辨率|resolution|320"]),
            ("EMF", ["emf|矢量"]),
            ("坏图", ["现场\\.jpg", "坏|损|打不开|damaged|broken"]),
        ),
    )


# --- what Word hides -------------------------------------------------------------------------------------------------


@sending("revision", "插入、删除、移动、删去的整段、带回复的批注、隐藏文字都有")
def many_revisions() -> tuple[Files, Truth]:
    word = Word()
    moved = '<w:moveFrom w:id="3" w:author="小王">' + run("这一句被移走了。") + "</w:moveFrom>"
    back = '<w:moveTo w:id="4" w:author="小王">' + run("这一句被移走了。") + "</w:moveTo>"
    body = (
        title("棋局重开")
        + centre("通讯员 裘志远")
        + para(
            moved,
            "每逢星期四下午，柳荫亭里",
            deleted("偶尔"),
            inserted("总是"),
            "围满了人。",
            back,
            indent=True,
        )
        + para(deleted("这一整段删去不用，因为事实有误。"))
        + para(CHESS[1], word.comment("年龄核实过吗？"), word.comment("核实过，八十二岁。"), indent=True)
        + para(CHESS[2], run("此处不发", more="<w:vanish/>"), indent=True)
    )
    return {"棋局.docx": word.build(body)}, story(
        "棋局重开",
        ("每逢星期四下午，柳荫亭里总是围满了人。这一句被移走了。", CHESS[1], CHESS[2]),
        byline=["裘志远"],
        must_not=["偶尔", "因为事实有误", "此处不发", "核实过吗"],
        **told(
            ("删去的段", ["修订|删|delet", "因为事实有误"]),
            ("批注", ["批注|comment", "年龄核实过吗"]),
            ("回复", ["批注|comment", "核实过，八十二岁"]),
            ("隐藏", ["隐藏|hidden", "此处不发"]),
        ),
    )


@sending("revision", "内容控件、域链接、自动图文集、软连字符、符号字体、制表符")
def fields_and_controls() -> tuple[Files, Truth]:
    link = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://example.org" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("社区网页")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    control = "<w:sdt><w:sdtContent>" + title("路灯亮了") + "</w:sdtContent></w:sdt>"
    body = (
        control
        + centre("蒋文娟")
        + para(
            "走进芳草里，人们会发现", "<w:smartTag>" + run("路灯") + "</w:smartTag>", "变亮了。", indent=True
        )
        + para(
            "详情请看",
            link,
            "，面积共36平方米（36m",
            run("2", more='<w:vertAlign w:val="superscript"/>'),
            "）。",
            indent=True,
        )
        + "<w:sdt><w:sdtContent>"
        + text(LAMP[2])
        + "</w:sdtContent></w:sdt>"
    )
    return {"路灯.docx": Word().build(body)}, story(
        "路灯亮了",
        ("走进芳草里，人们会发现路灯变亮了。", "详情请看社区网页，面积共36平方米（36m²）。", LAMP[2]),
        byline=["蒋文娟"],
        clean=["36m²"],
    )


@sending("notes", "脚注、尾注各一；页脚有页码和“内部资料”；一个说明性文本框")
def notes() -> tuple[Files, Truth]:
    word = Word(footer="内部资料 注意保存")
    body = (
        title("巴士时刻有变")
        + para(BUS[0], word.footnote("六个小区名单见居委会公告栏。"), indent=True)
        + para(BUS[1], word.endnote("时刻以站牌为准。"), indent=True)
        + para(box(para("小贴士：上车请先让座。")))
    )
    return {"时刻.docx": word.build(body)}, story(
        "巴士时刻有变",
        BUS,
        footnotes=["六个小区名单见居委会公告栏。", "时刻以站牌为准。"],
        must_keep=["小贴士：上车请先让座。"],
        may=["小贴士：上车请先让座。"],
        must_not=["注意保存"],
        **told(("文本框", ["文本框|text ?box", "上车请先让座"]), ("页脚", ["页脚|footer", "内部资料"])),
    )


@sending("doubt", "待核实、问号占位、编者的话、错写的日期")
def doubts() -> tuple[Files, Truth]:
    body = (
        title("修理角一周年")
        + centre("严松涛")
        + text(REPAIR[1], "开张至今共修好×××件（数字待核实）。", "下次开放时间：3月？日。")
        + para("（编辑同志：第二段的数字我再问一下，先空着）")
    )
    return {"修理角.docx": Word().build(body)}, story(
        "修理角一周年",
        (REPAIR[1], "开张至今共修好×××件（数字待核实）。", "下次开放时间：3月？日。"),
        byline=["严松涛"],
        must_not=["编辑同志"],
        must_keep=["编辑同志"],
        **told(("待核实", ["待核实", "数字"]), ("占位", ["×××|3月？日"]), ("给编辑的话", ["编辑同志"])),
    )


# --- lists, tables, forms --------------------------------------------------------------------------------------------


@sending("lists", "小标题是 Word 自动编号“一、”，清单自动编号“（1）”，还有圆点清单")
def automatic_numbers() -> tuple[Files, Truth]:
    word = Word()
    heads, items, dots = (("chineseCountingThousand", "%1、"),), (("decimal", "（%1）"),), (("bullet", ""),)
    body = (
        title("旧手机这样处理")
        + text("换下来的旧手机，扔了可惜，卖了又怕泄密。社区安全员整理了几条办法。")
        + word.items("三步走", levels=heads, bold=True)
        + word.items(*LIST_A, levels=items)
        + word.items("三不要", levels=heads, bold=True)
        + word.items(
            "不要只删文件不重置；", "不要把旧卡留在机内；", "不要交给上门收货的陌生人。", levels=dots
        )
        + text("有疑问，可以到居委会咨询。")
    )
    return {"旧手机.docx": word.build(body)}, story(
        "旧手机这样处理",
        ("换下来的旧手机，扔了可惜，卖了又怕泄密。社区安全员整理了几条办法。", "有疑问，可以到居委会咨询。"),
        subheads=["一、三步走", "二、三不要"],
        lists=[list(LIST_A), ["不要只删文件不重置；", "不要把旧卡留在机内；", "不要交给上门收货的陌生人。"]],
        order="p1 h1 list1 h2 list2 p2",
    )


@sending("lists", "手打的①②③清单，段内的（1）（2）不是清单；小标题不加粗，只是居中楷体")
def typed_lists() -> tuple[Files, Truth]:
    inline = "报名分两步：（1）到楼组长处登记；（2）领取号牌。过时不候。"
    body = (
        title("工具间借用办法")
        + text(SHARE[0])
        + para("怎么借", align="center", font="楷体", size=14)
        + text("①扫码登记门牌号；", "②当面检查是否完好；", "③三天之内归还。")
        + para("怎么存", align="center", font="楷体", size=14)
        + text(inline)
    )
    return {"借用办法.docx": Word().build(body)}, story(
        "工具间借用办法",
        (SHARE[0], inline),
        subheads=["怎么借", "怎么存"],
        lists=[["扫码登记门牌号；", "当面检查是否完好；", "三天之内归还。"]],
        order="p1 h1 list1 h2 p2",
    )


@sending("tables", "两层表头、横竖都有合并的 Word 表格，格里有两段")
def merged_table() -> tuple[Files, Truth]:
    grid = table(
        cell("项目", merge="restart") + cell("开放时间", span=2) + cell("费用", merge="restart"),
        cell(merge="continue") + cell("上午") + cell("下午") + cell(merge="continue"),
        cell("理发") + cell("9:00—11:00") + cell("停") + cell("免费"),
        cell("磨刀") + cell("停") + cell("13:00—15:00") + cell("2元/把", "（剪刀另议）"),
    )
    body = title("便民服务时间表") + text("服务日定在每月第二个星期六。") + grid + text("雨天顺延。")
    return {"时间表.docx": Word().build(body)}, story(
        "便民服务时间表",
        ("服务日定在每月第二个星期六。", "雨天顺延。"),
        tables=[
            [
                ["项目", "开放时间", "<", "费用"],
                ["^", "上午", "下午", "^"],
                ["理发", "9:00—11:00", "停", "免费"],
                ["磨刀", "停", "13:00—15:00", "2元/把（剪刀另议）"],
            ]
        ],
        order="p1 table1 p2",
    )


@sending("forms", "一首诗，分节，软回车分行；作者在题下")
def poem() -> tuple[Files, Truth]:
    body = title("老槐树") + centre("林秋白") + "".join(centre(each) for each in POEM)
    return {"诗.docx": Word().build(body)}, story("老槐树", POEM, byline=["林秋白"])


@sending("forms", "txt 里的诗：一行一句，空行分节")
def poem_in_text() -> tuple[Files, Truth]:
    body = "老槐树\n林秋白\n\n" + "\n\n".join(POEM) + "\n"
    return {"诗.txt": body.encode("utf-16")}, story("老槐树", POEM, byline=["林秋白"])


@sending("forms", "读者来信：称呼、此致敬礼、落款和日期不能丢")
def letter() -> tuple[Files, Truth]:
    body = (
        title("感谢修理角的师傅")
        + para("编辑部：")
        + text(
            "我家的收音机用了三十年，上个月不响了。修理角的严师傅花了两个下午，把它修好了。",
            "请通过贵报，转达我的谢意。",
        )
        + text("此致")
        + para("敬礼！")
        + right("读者　万福根")
        + right("2021年2月20日")
    )
    paragraphs = (
        "编辑部：",
        "我家的收音机用了三十年，上个月不响了。修理角的严师傅花了两个下午，把它修好了。",
        "请通过贵报，转达我的谢意。",
        "此致",
        "敬礼！",
    )
    return {"来信.docx": Word().build(body)}, story(
        "感谢修理角的师傅",
        paragraphs,
        byline=["读者 万福根"],
        may=["2021年2月20日", "读者", "编辑部："],
        must_keep=["2021年2月20日", "编辑部："],
    )


@sending("forms", "问答，问句加粗；直引号、半角标点、空格、全角数字和三个点")
def interview() -> tuple[Files, Truth]:
    asked = ("问:您今年８２岁了,还每天来下棋?", "问:输了怎么办?")
    answers = ('答:对.下棋不累,就是"动脑筋".', "答:输了就再来...反正明天还有空 , 急什么.")
    body = title('"常胜将军"的规矩') + para("记者　裘志远", align="center")
    for question, answer in zip(asked, answers, strict=True):
        body += para(question, bold=True) + para(answer)
    return {"访谈.docx": Word().build(body)}, story(
        "“常胜将军”的规矩",
        (
            "问：您今年82岁了，还每天来下棋？",
            "答：对。下棋不累，就是“动脑筋”。",
            "问：输了怎么办？",
            "答：输了就再来……反正明天还有空，急什么。",
        ),
        byline=["裘志远"],
        clean=["您今年82岁了，还每天来下棋？", "就是“动脑筋”。", "再来……反正"],
        **told(("改过标点", ["标点|引号|全角|半角|punct"])),
    )


@sending("marks", "着重的词要留，整段加粗的不是小标题；编者按用楷体")
def emphasis() -> tuple[Files, Truth]:
    note = "编者按：本文作者坚持记录小区的变化已有十年，今选登其中一则。"
    body = (
        title("一片绣球花")
        + para(note, font="楷体")
        + para("宋佳", align="center")
        + para(
            "去年还堆着杂物的墙角，今年开出了",
            run("一片绣球花", bold=True),
            "。改造这个角落的，是九户自愿报名的人家。",
            indent=True,
        )
        + para(run(GARDEN[1], bold=True), indent=True)
        + text(GARDEN[2])
    )
    return {"绣球花.docx": Word().build(body)}, story(
        "一片绣球花", (note, *GARDEN), byline=["宋佳"], emphasis=["一片绣球花"], quotes=[1]
    )


# --- several stories, several files ------------------------------------------------------------------------------------


@sending("several", "一个文件三篇简讯，标题只是加粗居左，文末括号署名，中间用星号线隔开")
def three_briefs() -> tuple[Files, Truth]:
    parts = [("路灯换新", LAMP[:2], "蒋文娟"), ("巴士开通", BUS, "龚亮"), ("袜子送邻居", KNIT[1:], "潘巧云")]
    body = ""
    for headline, paragraphs, name in parts:
        body += (
            para(headline, bold=True, size=14)
            + text(*paragraphs[:-1])
            + text(f"{paragraphs[-1]}（{name}）")
            + centre("* * * * *")
        )
    return {"三月简讯.docx": Word().build(body)}, {
        "articles": [story(headline, paragraphs, byline=[name]) for headline, paragraphs, name in parts]
    }


@sending("several", "一个文件两篇稿，各自分页，标题、署名、图都有")
def two_pages() -> tuple[Files, Truth]:
    word, one, two = Word(), photo(15), photo(16)
    feed = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    body = (
        title("屋顶菜园丰收", 20)
        + centre("费力　文/图")
        + text(ROOF[0])
        + para(word.picture(one), align="center")
        + centre("采摘生菜", 9)
        + text(ROOF[1])
        + feed
        + title("修理角又开张", 20)
        + centre("严松涛　文/图")
        + text(REPAIR[0])
        + para(word.picture(two), align="center")
        + centre("师傅在修台灯", 9)
        + text(REPAIR[1])
    )
    return {"两篇.docx": word.build(body)}, {
        "articles": [
            story(
                "屋顶菜园丰收",
                ROOF,
                byline=["费力"],
                pictures=[shown("两篇.docx!image1.jpeg", one, "采摘生菜", 1)],
            ),
            story(
                "修理角又开张",
                REPAIR[:2],
                byline=["严松涛"],
                pictures=[shown("两篇.docx!image2.jpeg", two, "师傅在修台灯", 1)],
            ),
        ]
    }


@sending("several", "txt 里两篇，标题用书名号样的方括号，行首“【】”")
def two_in_text() -> tuple[Files, Truth]:
    body = (
        "【缝缝补补的星期三】\n　　" + "\n　　".join(SEWING) + "\n　　　　　　　　（季红）\n\n\n"
        "【夏夜里的绿光】\n　　" + "\n　　".join(FIREFLY) + "\n　　　　　　　　（胡蝶）\n"
    )
    return {"稿件两则.txt": body.encode("gb18030")}, {
        "articles": [
            story("缝缝补补的星期三", SEWING, byline=["季红"]),
            story("夏夜里的绿光", FIREFLY, byline=["胡蝶"]),
        ]
    }


@sending("several", "一篇稿分在三个文件：标题.txt、正文.docx、图片说明.txt，另有两张图")
def in_parts() -> tuple[Files, Truth]:
    one, two = photo(17), photo(18)
    files = {
        "标题.txt": "共享一把梯子\n——翠竹园工具间见闻\n".encode(),
        "正文.docx": Word().build(text(*SHARE) + right("（通讯员 孟梯云）")),
        "图片说明.txt": "图1 挂满工具的小屋\n图2 居民扫码借用\n".encode("gb18030"),
        "图1.jpg": one,
        "图2.jpg": two,
    }
    return files, story(
        "共享一把梯子",
        SHARE,
        deck="翠竹园工具间见闻",
        byline=["孟梯云"],
        pictures=[shown("图1.jpg", one, "挂满工具的小屋"), shown("图2.jpg", two, "居民扫码借用")],
    )


@sending("several", "文件夹里两个子文件夹，每个一篇稿和它的图")
def two_folders() -> tuple[Files, Truth]:
    one, two = photo(19), photo(20)
    files = {
        "稿一/猫.docx": Word().build(title("猫有食堂") + centre("许小曼") + text(*CATS)),
        "稿一/图1.jpg": one,
        "稿二/棋.docx": Word().build(title("石桌棋友") + centre("裘志远") + text(*CHESS)),
        "稿二/图1.jpg": two,
    }
    return files, {
        "articles": [
            story("猫有食堂", CATS, byline=["许小曼"], pictures=[shown("稿一/图1.jpg", one)]),
            story("石桌棋友", CHESS, byline=["裘志远"], pictures=[shown("稿二/图1.jpg", two)]),
        ]
    }


# --- plain text --------------------------------------------------------------------------------------------------------


def wrapped(paragraph: str, width: int, head: str = "　　") -> str:
    whole = head + paragraph
    return "\n".join(whole[at : at + width] for at in range(0, len(whole), width))


@sending("format", "UTF-16LE 带 BOM，每 30 字硬回车，段首两个全角空格")
def hard_wraps() -> tuple[Files, Truth]:
    body = "　　　　　　　　银铃声里备佳节\r\n　　　　　　　　　（鲁秀兰）\r\n" + "\r\n".join(
        wrapped(each, 30).replace("\n", "\r\n") for each in CHOIR
    )
    return {"合唱.txt": b"\xff\xfe" + body.encode("utf-16-le")}, story(
        "银铃声里备佳节", CHOIR, byline=["鲁秀兰"]
    )


@sending("format", "邮件正文：引用符、发件人头、签名档，每 38 字硬回车，空行分段，没有缩进")
def mail() -> tuple[Files, Truth]:
    body = (
        "您好：\n\n  现投上稿件一篇，请查收，谢谢！\n\n标题：墙角里开出绣球花\n作者：宋佳\n\n"
        + "\n\n".join(wrapped(each, 38, "") for each in GARDEN)
        + "\n\n--\n宋佳\n手机：13900000000\n发自我的手机\n"
    )
    return {"邮件.txt": body.encode()}, story(
        "墙角里开出绣球花",
        GARDEN,
        byline=["宋佳"],
        must_not=["请查收", "13900000000", "发自我的手机"],
        must_keep=["请查收", "13900000000", "发自我的手机"],
    )


@sending("format", "Markdown，有 # 标题、> 引文、图片、星号")
def markdown() -> tuple[Files, Truth]:
    one = photo(21)
    body = (
        "# 修理角一周年\n\n> 编者按：本期介绍一个小角落。\n\n"
        + REPAIR[0]
        + "\n\n## 谁在修\n\n"
        + REPAIR[1]
        + "\n\n![师傅在修收音机](img/a.jpg)\n\n- 电饭锅\n- 收音机\n\n"
        + REPAIR[2].replace("三百五十九件", "**三百五十九件**")
        + "\n\n作者：严松涛\n"
    )
    return {"稿.md": body.encode(), "img/a.jpg": one}, story(
        "修理角一周年",
        ("编者按：本期介绍一个小角落。", *REPAIR),
        byline=["严松涛"],
        subheads=["谁在修"],
        lists=[["电饭锅", "收音机"]],
        emphasis=["三百五十九件"],
        quotes=[1],
        pictures=[shown("img/a.jpg", one, "师傅在修收音机", 3)],
        order="p1 p2 h1 p3 pic1 list1 p4",
    )


@sending("format", "微信聊天记录：发送人和时间行、图片占位、撤回提示")
def chat() -> tuple[Files, Truth]:
    one = photo(22)
    body = (
        "季红 2021-03-05 10:22:31\n编辑好，我发一篇小稿\n\n季红 2021-03-05 10:23:02\n《缝缝补补的星期三》\n"
        + "\n".join(SEWING)
        + "\n\n季红 2021-03-05 10:23:40\n[图片]\n\n季红 2021-03-05 10:24:00\n照片说明：季阿姨在换拉链\n\n季红 2021-03-05 10:25:11\n署名写季红就行，辛苦！\n"
    )
    return {"聊天记录.txt": body.encode(), "微信图片_20210305102340.jpg": one}, story(
        "缝缝补补的星期三",
        SEWING,
        byline=["季红"],
        pictures=[shown("微信图片_20210305102340.jpg", one, "季阿姨在换拉链")],
        must_not=["编辑好", "10:22:31", "署名写"],
        must_keep=["编辑好"],
    )


# --- web pages -----------------------------------------------------------------------------------------------------------


def wechat(headline: str, author: str, inner: str, account: str = "翠竹邻里") -> bytes:
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title></title>'
        f'<meta property="og:title" content="{headline}"></head><body id="activity-detail"><div id="js_article">'
        f'<h1 class="rich_media_title" id="activity-name">{headline}</h1><div id="meta_content">'
        f'<span class="rich_media_meta rich_media_meta_text">{author}</span><a id="js_name">{account}</a>'
        '<em id="publish_time">2021-03-05</em></div>'
        f'<div class="rich_media_content" id="js_content" style="visibility:hidden">{inner}</div>'
        '<div class="rich_media_tool"><a>阅读原文</a><span>阅读 1024</span></div></div>'
        '<script>var a = "脚本里的字";</script></body></html>'
    ).encode()


@sending("wechat", "公众号页没有存图，只有网址；小标题是带色块的 section；作者、摄影在文末")
def no_pictures_saved() -> tuple[Files, Truth]:
    inner = (
        f"<p><span>{GARDEN[0]}</span></p><section><section style='background:#c00;color:#fff'><strong>动手</strong></section></section>"
        f"<section><p>{GARDEN[1]}</p></section><p style='text-align:center'><img data-src='https://mmbiz.qpic.cn/x/640' data-type='jpeg'></p>"
        f"<p style='text-align:center;font-size:12px;color:#888'>改造后的墙角</p><p>{GARDEN[2]}</p>"
        "<p style='text-align:right'>文：宋佳</p><p style='text-align:right'>图：孟梯云</p><p>责任编辑：阿林</p><p style='text-align:center'>扫码关注我们</p>"
    )
    return {"花园.html": wechat("墙角里开出绣球花", "翠竹邻里", inner)}, story(
        "墙角里开出绣球花",
        GARDEN,
        byline=["宋佳"],
        byline_also=["翠竹邻里"],
        subheads=["动手"],
        credits=[["摄影", "孟梯云"]],
        order="p1 h1 p2 p3",
        must_not=["扫码关注", "阅读原文", "1024", "脚本里的字"],
        must_keep=["阿林", "改造后的墙角"],
        may=["改造后的墙角"],
        **told(("图没有存下来", ["图", "没有存|不在|网址|缺|missing|mmbiz"])),
    )


@sending("wechat", "网页存成单个文件（MHTML），图片在里面，段落是 section，换行用 br")
def single_file_page() -> tuple[Files, Truth]:
    import base64
    import quopri

    one = photo(23)
    inner = (
        f"<section>{FIREFLY[0]}<br><br>{FIREFLY[1]}</section><img src='https://example.org/a.jpg'><p style='font-size:12px;text-align:center'>▲孩子们在公园（摄影 胡蝶）</p>"
        f"<section>{FIREFLY[2]}</section><p>END</p><p>来源 | 芦花苑</p>"
    )
    page = (
        b'From: <Saved by Blink>\r\nSubject: page\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="XX"\r\n\r\n'
        b"--XX\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://mp.example.org/s\r\n\r\n"
        + quopri.encodestring(wechat("夏夜里的绿光", "胡蝶", inner)).replace(b"\n", b"\r\n")
        + b"\r\n--XX\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://example.org/a.jpg\r\n\r\n"
        + base64.encodebytes(one)
        + b"\r\n--XX--\r\n"
    )
    return {"夏夜.mhtml": page}, story(
        "夏夜里的绿光",
        FIREFLY,
        byline=["胡蝶"],
        byline_also=["翠竹邻里"],
        credits=[["摄影", "胡蝶"]],
        pictures=[shown("夏夜.mhtml!a.jpg", one, "孩子们在公园", 2, "胡蝶")],
        must_not=["END"],
        must_keep=["芦花苑"],
    )


@sending("wechat", "普通新闻网页：导航、面包屑、相关阅读、版权、GBK 编码")
def news_page() -> tuple[Files, Truth]:
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gbk"><title>新灯照亮回家路 - 街道网</title></head><body>'
        '<div class="nav"><ul><li><a href="#">首页</a></li><li><a href="#">政务公开</a></li></ul></div><div class="crumb">当前位置：首页 &gt; 社区动态</div>'
        '<div class="article"><h1>新灯照亮回家路</h1><div class="info">来源：芳草里居委会　作者：蒋文娟　发布时间：2021-03-05</div>'
        + "".join(f"<p>　　{each}</p>" for each in LAMP)
        + '</div><div class="related"><h3>相关阅读</h3><ul><li><a href="#">别的新闻一</a></li></ul></div><div id="footer">版权所有 街道网 沪ICP备00000000号</div></body></html>'
    )
    return {"新灯.htm": page.encode("gbk")}, story(
        "新灯照亮回家路",
        LAMP,
        byline=["蒋文娟"],
        byline_also=["芳草里居委会"],
        must_not=["政务公开", "相关阅读", "沪ICP备", "别的新闻"],
        must_keep=["沪ICP备00000000号", "2021-03-05"],
    )


# --- spreadsheets ---------------------------------------------------------------------------------------------------------


@sending("tables", "Excel：两张表，另有一张隐藏；日期、百分数、公式、合并格和批注")
def workbook() -> tuple[Files, Truth]:
    import datetime

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "排班"
    sheet.append(["四月志愿者排班表"])
    sheet.merge_cells("A1:C1")
    for row in (
        ["日期", "早班", "参与率"],
        [datetime.date(2021, 4, 3), "许老师", 0.85],
        [datetime.date(2021, 4, 10), "裘老伯", 0.9],
    ):
        sheet.append(row)
    for at in (3, 4):
        sheet[f"A{at}"].number_format = 'm"月"d"日"'
        sheet[f"C{at}"].number_format = "0%"
    sheet["B4"].comment = openpyxl.comments.Comment("裘老伯可能请假", "小王")
    sheet.append(["注：临时有事请互相调换。"])
    hidden = book.create_sheet("电话")
    hidden.append(["许老师", "13700000000"])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return {"排班.xlsx": out.getvalue()}, story(
        "四月志愿者排班表",
        ("注：临时有事请互相调换。",),
        tables=[[["日期", "早班", "参与率"], ["4月3日", "许老师", "85%"], ["4月10日", "裘老伯", "90%"]]],
        order="table1 p1",
        must_not=["13700000000", "可能请假"],
        **told(("隐藏的表", ["隐藏|hidden", "电话"]), ("批注", ["批注|comment", "裘老伯可能请假"])),
    )


@sending("tables", "GBK 的 CSV，题目在文件名里")
def csv_sheet() -> tuple[Files, Truth]:
    rows = [
        ["楼号", "楼组长", "值班日"],
        ["1号楼", "许老师", "周一"],
        ["2号楼", "裘老伯", "周三"],
        ["3号楼", "蒋阿姨,季阿姨", "周五"],
    ]
    body = "\r\n".join(",".join(f'"{each}"' if "," in each else each for each in row) for row in rows)
    truth = [[each.replace(",", "，") if "阿姨," in each else each for each in row] for row in rows]
    return {"楼组长值班表.csv": body.encode("gbk")}, story("楼组长值班表", (), tables=[truth], order="table1")


# --- archives and what cannot be read ----------------------------------------------------------------------------------


@sending("archive", "Windows 压的 zip，文件名 GBK，里面有文件夹")
def gbk_zip() -> tuple[Files, Truth]:
    one = photo(24)
    inner = {
        "投稿/路灯.docx": Word().build(title("灯亮了") + centre("蒋文娟") + text(*LAMP)),
        "投稿/图片1：新装的路灯.jpg": one,
    }
    return {"投稿.zip": packed_gbk(inner)}, story(
        "灯亮了", LAMP, byline=["蒋文娟"], pictures=[shown("图片1：新装的路灯.jpg", one, "新装的路灯")]
    )


@sending("archive", "苹果电脑压的 zip：NFD 文件名、__MACOSX、.DS_Store")
def mac_zip() -> tuple[Files, Truth]:
    one = photo(25)
    inner = {
        unicodedata.normalize("NFD", "Café 读书会/稿.txt"): (
            "咖啡馆里的读书会\n文/费力\n\n" + "\n".join(ROOF)
        ).encode(),
        unicodedata.normalize("NFD", "Café 读书会/图一.jpg"): one,
        "__MACOSX/._稿.txt": b"\0\5\x16\7junk",
        ".DS_Store": b"\0\0\0\1Bud1",
    }
    return {"读书会.zip": packed(inner)}, story(
        "咖啡馆里的读书会", ROOF, byline=["费力"], pictures=[shown("图一.jpg", one)]
    )


@sending("unreadable", "有密码的文件、老 .doc、断了一半的 docx、rar，旁边一篇好稿")
def unreadable() -> tuple[Files, Truth]:
    good = Word().build(title("袜子送邻居") + centre("潘巧云") + text(*KNIT))
    files = {
        "加密.docx": locked(),
        "坏了.docx": Word().build(title("坏") + text(*KNIT))[:700],
        "压缩.rar": b"Rar!\x1a\x07\x00" + bytes(50),
        "好稿.docx": good,
    }
    return files, {
        "articles": [story("袜子送邻居", KNIT, byline=["潘巧云"])],
        **told(
            ("密码", ["加密\\.docx", "密码|加密保护|password"]),
            ("坏", ["坏了\\.docx", "坏|损|打不开"]),
            ("rar", ["压缩\\.rar", "rar|解压"]),
        ),
    }


@sending("unreadable", "老 .doc：有 LibreOffice 就转，没有（或转不了）就说清楚怎么另存")
def old_doc() -> tuple[Files, Truth]:
    return {"旧稿.doc": old_word()}, {
        "articles": [],
        **told(("doc", ["旧稿\\.doc", "docx|另存|LibreOffice"])),
    }


@sending("unreadable", "空的 Word、空文本、隐藏的系统文件")
def nothing() -> tuple[Files, Truth]:
    return {"空.docx": Word().build(para()), "空.txt": b"", "Thumbs.db": b"\xd0\xcf"}, {
        "articles": [],
        **told(("空", ["空\\.docx", "没有字|空的|没有内容|empty"])),
    }


# --- writing -------------------------------------------------------------------------------------------------------------


def write_all(folder: Path, makers: list[Maker] = MAKERS) -> list[Path]:
    """Every sending as ``NN-name/`` in ``folder``."""
    made = []
    for number, make in enumerate(makers, 1):
        name, _, files, truth = make()
        here = folder / f"{number:02}-{name.replace('_', '-')}"
        for file, content in files.items():
            (here / file).parent.mkdir(parents=True, exist_ok=True)
            (here / file).write_bytes(content)
        (here / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", "utf-8")
        made.append(here)
    return made


if __name__ == "__main__":
    sys.stdout.write(f"{len(write_all(Path(sys.argv[1])))} sendings\n")
