"""认字：what contributors' own words say a line is: a byline, a caption, a placeholder, a word to the editor.

Patterns and lists only, each with what it is for; the deciding is done in ``stories`` and ``roles``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools.intake.numerals import number_of

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔"
    "伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴"
    "蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边"
    "卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封谈匡鞠惠荆乐冀胥南班储芮邰满计廉嵇裘花鄢池荀羊於堵诸沃"
    "傅奚酆湛禹狄茅昝宣贲郁洪钮羿汲邴糜牧隗宓蓬郗钭厉戎韶郜蓟鄂籍蔺屠逄宰郦雍郤璩濮寿扈燕郏茹宦戈庾暨衡禄阙殳蔚夔厍晁訾阚毋乜蒯竺逯桓萧冼辜仝粟揭邸赫鹿茆芶郅苻栗"
)
_DOUBLE = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "司徒",
    "夏侯",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "端木",
    "闻人",
    "赫连",
    "澹台",
    "公冶",
    "宗政",
    "濮阳",
    "淳于",
    "申屠",
    "仲孙",
    "轩辕",
    "钟离",
    "宇文",
    "鲜于",
    "司空",
    "闾丘",
    "呼延",
    "梁丘",
    "左丘",
    "南宫",
    "独孤",
    "拓跋",
)
_NAME = r"[\u4e00-\u9fff](?:[ 　]?[\u4e00-\u9fff]){1,3}(?:·[\u4e00-\u9fff]{1,6})?"
_HAN = r"[\u4e00-\u9fff]"

_WRITER = r"(?:本报|特约|见习|实习|社区|学生|小)*(?:通讯员|记者|撰稿人?|撰文|作者|供稿人?|来稿人?|投稿人?|报送人?|撰写人|执笔|文字|署名|文|采写|采访|采编|编写|撰文|讲述|记录|口述|(?:文字|采访|录音)?整理)"
_SHOOTER = r"(?:本报)?(?:摄影记者|摄影|照片|图片|供图|摄|图|绘图|插图|绘画)"
_WORDS_ = r"(?:撰文|撰稿|采写|采访|文字|文)"
_LIGHT_ = r"(?:摄影|图片|照片|供图|图|摄)"
_AND = r"[ 　]*[/／、和与][ 　]*"
_BOTH = rf"(?:图文|文图|文并摄|撰文摄影|文摄影|{_WORDS_}{_AND}{_LIGHT_}|{_LIGHT_}{_AND}{_WORDS_})"
_KEEPER = r"(?:作者单位|单位|(?:指导|辅导|推荐)(?:老师|教师)|责任编辑|责编|编辑|审核|审稿|校对|编审|一审|二审|三审|初审|终审|监制|排版|美编|编者|指导|来源|转自|部分?素材|投稿邮箱)"
_SEP = r"[ 　]*[:：/／|｜丨︱][ 　]*"
_LABELLED = re.compile(
    rf"(?P<label>{_BOTH}|{_KEEPER}|{_WRITER}|{_SHOOTER})(?:{_SEP}|[ 　]+(?={_HAN}))(?P<name>.+?)"
    rf"(?=[ 　;；,，、|｜丨︱]*(?:{_BOTH}|{_KEEPER}|{_WRITER}|{_SHOOTER})(?:{_SEP}|[ 　]+{_HAN})|$)"
)
_TRAILING = re.compile(
    rf"^(?P<name>{_HAN}(?:[ 　]?{_HAN}){{1,3}}?)[ 　/／]*(?P<label>{_BOTH}|摄影|摄|图|文|供稿|整理|绘)$"
)
_GIVER_TRAILING = re.compile(
    rf"^(?P<name>{_HAN}{{2,16}}[ 　]+{_HAN}(?:[ 　]?{_HAN}){{1,3}})[ 　]+(?P<label>{_BOTH}|摄影|摄|图|文|供稿|整理|绘)$"
)
"""柏杨居委会 祝晓岚 文/图"""
_UNIT_GIVES = re.compile(
    rf"^(?P<name>{_HAN}{{2,16}}?)[ 　]*(?P<label>供稿|供图|来稿|报道|投稿|整理|编写|摘编)$"
)
_UNIT = re.compile(
    r"(?:居委会?|居民区|社区|街道|中心|学校|小学|中学|幼儿园|班|服务站|工作站|党?总?支部|党总支|党委|党工委|办公室|志愿者|物业|公司"
    r"|协会|工会|妇联|业委会|合唱团|委员会|大队|派出所|警务室|民警|医院|办事处|管理处|服务处|事务所|编辑部|团|队|组|苑|里|读者|居民|社工|教师|医生)$"
)
BULLET = re.compile(r"^[□■◆●▲△○◇☆★✎✍🖊▪•\s　]+")
_DASHES = re.compile(r"^[—－─-]{2,}[ 　]*|[ 　]*[—－─-]{2,}$")
"""——陆文彬: a name set off by a dash."""
_WITH_OFFICE = re.compile(r"^(?P<name>[\u4e00-\u9fff]{2,4})[ 　]?[（(](?P<office>[^（()）]{2,20})[）)]$")
"""范小青（梅园居委会）"""
_PEN_NAME = re.compile(r"[ 　]*[（(](?:笔名|化名|网名)[）)]$")
_TELEPHONE = re.compile(r"[ 　,，;；、]*(?:联系)?(?:电话|手机|方式|微信)号?码?[ 　]*[:：]?[ 　]*[0-9+（(].*$")
_BRACKETS = re.compile(r"^[（(【\[〔［](.*)[）)】\]〕］]$", re.S)
_DATE = re.compile(
    r"^(?:[（(]?[ 　]*(?:发布时间|时间|日期|写于|写作日期)?[:： 　]*)?(?:[12]\d{3}|二[〇零○]{1,2}[一二三四五六七八九〇零○]{1,2})[ ]*[-年./][ ]*"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[ ]*[-月./][ ]*(?:\d{1,2}|[一二三四五六七八九十]{1,3})?[ ]*[日号]?(?:[ T]*\d{1,2}:\d{2}(?::\d{2})?)?[）)]?(?:[ 　]*(?:写于|作于|记于|于)[ 　]*[\u4e00-\u9fff0-9]{2,10})?$"
)

PREFACE = re.compile(r"(?:前|引|序)[ 　]*言|导[ 　]*[语读]|序|写在前面(?:的话)?|开头的话|目[ 　]*录")
"""What stands above a beginning, whatever its look: no headline."""
COLUMN = re.compile(
    r"^[【\[〔［](?:居民|读者|群众|社区|校园|邻里|街坊)?(?:来稿|投稿|来信|供稿|选登|园地|之声|随笔|征文|作品)(?:选登|选)?[】\]〕］]$"
)
"""【居民来稿】: the name of a column, not of a writer."""
ABOUT_WRITER = re.compile(r"^(?:本文)?作者(?:系|为|是|简介)")
"""（作者系锦绣居民区志愿者）: who the writer is; a line of copy, not the byline."""
ONLY_WRITERS = re.compile(rf"^{_WRITER}$")


@dataclass(frozen=True, slots=True)
class Credit:
    """A line that says who made what: names of writers, (role, name) of the rest; ``rest`` what is neither."""

    writers: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    sure: bool = True


_VERSE_FORM = re.compile(
    r"[五七]?言?(?:绝句?|律诗?|古风?)|古风|排律|组诗|.{1,3}(?:令|慢|引|近|曲|歌|子|调|吟|行|花|沙|春|红|月|仙|蛮|娥|楼|梅|枝|头|唱)"
)
"""七绝, 如梦令, 浣溪沙: what stands before the dot in the title of verse, not in a name."""


def is_name(text: str) -> bool:
    """Whether two to four Han can be somebody's name: they begin with a surname (百家姓 and the census's 400 commonest)."""
    bare = re.sub(r"[ 　]", "", text)
    if "·" in bare:
        known = re.fullmatch(r"([\u4e00-\u9fff]{1,6})·[\u4e00-\u9fff]{1,6}", bare)
        return known is not None and not _VERSE_FORM.fullmatch(known[1])
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,4}", bare):
        return False
    if bare.startswith(_DOUBLE):
        return len(bare) >= 3
    return bare[0] in _SURNAMES and len(bare) <= 3


def is_verse_title(text: str) -> bool:
    """Whether a line is the title of verse that names its form: 七绝·元宵."""
    form, dot, name = text.partition("·")
    return bool(dot and name) and bool(_VERSE_FORM.fullmatch(form.strip()))


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    return bool(_DATE.match(text.strip()))


def is_unit(text: str) -> bool:
    """Whether a short line names an office, a school, a club."""
    return len(text) <= 20 and not re.search(r"[，。！？：；、]", text) and bool(_UNIT.search(text.strip()))


def read_credit(line: str, *, alone: bool = True) -> Credit | None:
    """Read a byline, or None. ``alone``: it stands where bylines stand, so that a bare name will do."""
    text = _DASHES.sub("", BULLET.sub("", line.strip()))
    inner = _BRACKETS.match(text)
    bracketed = bool(inner)
    if (
        inner
        and text[0] in "[［【〔"
        and (place := PLACEHOLDER.fullmatch(text))
        and not is_name(place["caption"] or "")
    ):
        return None  # [图：饺子宴] is a place for a picture, （图：李强） who took it
    text = _PEN_NAME.sub("", inner[1].strip() if inner else text)
    if not text or len(text) > 60 or re.search(r"[。！？]", text) or ABOUT_WRITER.match(text):
        return None
    for pattern in (_TRAILING, _GIVER_TRAILING, _UNIT_GIVES):
        if found := pattern.match(text):
            given, compiled = found["name"], found["label"] in ("整理", "编写", "摘编")
            if (pattern is _TRAILING and not is_name(given)) or (
                (pattern is _GIVER_TRAILING or (pattern is _UNIT_GIVES and compiled)) and not is_giver(given)
            ):
                continue
            return _credit([(found["label"], found["name"])])
    each_labelled = [_TRAILING.match(part) for part in re.split(r"[ 　;；]+", text)]
    if len(each_labelled) > 1 and all(hit and is_name(hit["name"]) for hit in each_labelled):
        return _credit([(hit["label"], hit["name"]) for hit in each_labelled if hit])
    parts = list(_LABELLED.finditer(text))
    if parts and not text[: parts[0].start()].strip(" 　，,;；、"):
        pairs = [(part["label"], part["name"]) for part in parts]
        spoken = any(len(name) > 24 or re.search(r"[，？！]", name) for _, name in pairs)
        # “文 化” or “记者 问”: a label without a colon needs a name or an office behind it.
        doubtful = any(
            not re.search(_SEP, part[0][len(part["label"]) : len(part[0])]) and not is_giver(part["name"])
            for part in parts
        )
        return None if spoken or doubtful else _credit(pairs)
    words = re.split(r"[ 　、,，/／]+", text)
    office = _WITH_OFFICE.match(text)
    if alone and office and is_name(office["name"]):
        return Credit(tuple(_names(text)), (), sure=True)
    if alone and all(is_name(word) for word in words) and len(words) <= 4:
        return Credit(tuple(words), (), sure=bracketed)
    if alone and re.fullmatch(_NAME, text) and is_name(text) and len(text) > len(re.sub(r"[ 　]", "", text)):
        return Credit((re.sub(r"[ 　]", "", text),), (), sure=bracketed)
    unit, _, name = text.rpartition(" ") if " " in text else text.rpartition("　")
    if alone and unit and is_name(name) and (is_unit(unit.strip()) or (bracketed and len(unit) <= 16)):
        return Credit((f"{unit.strip()} {name}",), ())
    if bracketed and alone and is_unit(text) and len(text) >= 4:
        return Credit((text,), (), sure=False)
    return None


def is_giver(name: str) -> bool:
    """Whether words can be who gave a contribution: names, an office, or both."""
    words = re.split(r"[ 　、]+", name.strip())
    return all(is_name(word) or is_unit(word) for word in words) or is_name(name)


def _credit(pairs: list[tuple[str, str]]) -> Credit:
    writers: list[str] = []
    others: list[tuple[str, str]] = []
    for label, given in pairs:
        names = _names(given)
        kind = re.sub(r"\s", "", label)
        if re.fullmatch(_KEEPER, kind):
            others += [(kind, name) for name in names]
            continue
        if re.fullmatch(_BOTH, kind):
            writers += names
            others += [("摄影", name.split()[-1]) for name in names]
        elif re.fullmatch(_SHOOTER, kind) or kind in ("绘", "供图"):
            role = "绘图" if "绘" in kind or kind == "插图" else "摄影"
            others += [(role, name) for name in names]
        elif kind.endswith(("通讯员", "记者")):
            writers += [f"{kind} {name}" for name in names]
        else:
            writers += names
    return Credit(tuple(dict.fromkeys(writers)), tuple(dict.fromkeys(others)))


def _names(given: str) -> list[str]:
    given = _TELEPHONE.sub("", given).strip(" 　，,;；、")
    office = _WITH_OFFICE.match(given)
    if office and is_name(office["name"]):
        return [f"{office['office']} {office['name']}"]
    if is_name(given):
        return [re.sub(r"[ 　]", "", given)]
    parts = [
        each for each in re.split(r"[、,，;；/／]+|[ 　]+(?=[^ 　]{2,3}(?:[ 　]|$))", given) if each.strip()
    ]
    if len(parts) > 1 and all(is_name(part) for part in parts):
        return [re.sub(r"[ 　]", "", part) for part in parts]
    unit = re.match(r"^(.*?)[ 　]+(\S+(?: \S)?)$", given)
    if unit and is_name(unit[2]):
        return [f"{unit[1].strip()} {re.sub('[ 　]', '', unit[2])}"]
    return [re.sub(r"[ 　]+", " ", part.strip()) for part in re.split(r"[、,，;；]", given) if part.strip()]


TAIL_CREDIT = re.compile(r"[（(【\[]([^（()）【】\[\]]{2,40})[）)】\]][。]?$")
"""A credit in brackets at the end of the last paragraph."""


def _label(names: str, more: str = "") -> re.Pattern[str]:
    return re.compile(
        rf"^(?:[【\[〔［](?:{names})[】\]〕］][ 　]*[:：]?|(?:{names})[ 　]*[:：]{more})[ 　]*(.+)$", re.S
    )


LABELS = {
    "headline": _label(
        "(?:稿件|文章|投稿)?(?:主标题|大标题|标题|题目|主题|题名)", "|(?:标题|题目)[ 　]+(?=[^。，；]{2,30}$)"
    ),
    "kicker": _label("引题|肩题|眉题|引标题|上标题"),
    "deck": _label("副题|副标题|子标题|下标题"),
}
"""Lines that say themselves which part of the headline they are."""
BODY_LABEL = re.compile(
    r"^(?:[【\[〔［]正文[】\]〕］][ 　]*[:：]?|(?:稿件|文章)?(?:正文|内容|全文)[ 　]*[:：])[ 　]*"
)
"""正文：, before or above the first paragraph of a story whose title has its label too."""
AD = re.compile(r"^(?:[【\[〔［（(]广告[】\]〕］）)][ 　]*[:：]?|广告(?:[:：]|$))[ 　]*")
"""【广告】 before the name of what is advertised."""
FOR_READERS = re.compile(r"(?:启事|招领|招聘|招募|通知|公告|通告|告示|预告|须知|提示|指南)$")
"""What stands at the end of a notice's title; its address and telephone are for readers."""
_BY = re.compile(r"^(?:作者|文|撰稿|撰文|供稿|通讯员)[ 　]*[:：]")


def chat_sender(text: str) -> str:
    """Who sent what follows in a chat, "" for a line that does not say so."""
    found = CHAT_HEAD.match(text) or CHAT_HEAD_DATED.match(text)
    return found["name"] if found else ""


def names_writer(text: str) -> bool:
    """Whether a line says with a label who wrote what follows."""
    return bool(_BY.match(text)) and read_credit(text, alone=False) is not None


FORM_FIELDS = {
    "headline": re.compile(r"(?:稿件|文章|投稿|信息|新闻)?(?:主标题|标题|题目|主题|题名|名称)"),
    "writer": re.compile(r"(?:稿件|文章)?(?:作者|投稿人|撰稿人|供稿人|报送人|通讯员|作者姓名|姓名)(?:姓名)?"),
    "unit": re.compile(r"(?:作者|投稿|供稿|报送|所在|工作)?(?:单位|居委会?|居民区|社区|部门)(?:名称)?"),
    "shooter": re.compile(r"摄影者?|图片作者"),
    "body": re.compile(r"(?:稿件|文章|投稿|信息|主要)?(?:正文|内容|全文|文稿)"),
    "other": re.compile(
        r"栏目|版面|体裁|类别|类型|字数|(?:投稿|报送|填表|填报)?(?:日期|时间)|(?:审核|审稿|领导|居委会?|党组织|编辑)?(?:意见|审核|签发|签字)"
        r"|备注|(?:联系)?(?:电话|手机|方式|地址|邮箱)|(?:身份证|银行卡?|手机|联系电话)号码?|开户行|邮编|微信号?|图片|照片|附件|编号|序号"
    ),
}
"""What the cells of an office's form for contributions say before the cells that are filled in."""
FORM_NAME = re.compile(r"(?:投稿|来稿|稿件|供稿|信息|报送|宣传).{0,6}(?:表|单|笺)$")

PRIVATE = re.compile(
    r"^(?:联系|手机|家庭|投稿人?)*(?:电话|手机|手机号码?|联系方式|邮箱|电子邮箱|e-?mail|微信号?|QQ|(?:真实)?姓名|通讯地址|身份证号?|银行卡?号?|开户行|地址|住址|单位地址|邮编)[ 　]*(?:号码?)?[ 　]*[:：].+$",
    re.I,
)
"""Form lines that are for the office, not for print; only in front of the text or after it."""

_NUMBER = r"[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳]"
_PICTURE = r"(?:图片|照片|配图|插图|图像|图|P|p)"
PLACEHOLDER = re.compile(
    rf"[【\[〔（(［{{「<＜](?:此处|这里|此|请)?(?:插入?|放|配|附|见)?[ 　]*{_PICTURE}[ 　]*(?P<number>{_NUMBER})?[ 　]*(?:此处|插入|放这里)?"
    r"(?:[ 　]*[:：][ 　]*(?P<caption>(?:[^】\]〕）)］}」>＞（(]|（[^（()）\n]*）|\([^（()）\n]*\)){2,80}))?[】\]〕）)］}」>＞]"
)
"""【图1】 and its like, with or without a caption inside."""

CAPTION = re.compile(
    rf"^[▲△▼▽↑↓←→●◆■◎☞\s　]*{_PICTURE}[ 　]*(?P<number>{_NUMBER})?(?:[ 　]*[:：.．、][ 　]*|[ 　]+|(?<=[0-9①-⑳])(?=[\u4e00-\u9fff]))(?P<caption>\S.*)$"
)
CAPTION_ARROW = re.compile(r"^[▲△▼▽↑↓☝👆👇][ 　]*(?P<caption>\S.*)$")
CAPTION_TU_WEI = re.compile(r"^[（(]?图(?:为|中为|示)[:：]?(?P<caption>[^（()）]{2,60})[）)]?$")
CAPTION_LIST = re.compile(
    r"^(?:(?:照片|图片|图)(?:说明|注|说|注释)[ 　]*[:：]?|(?:附图|配图|附照片|照片如下|图片如下)[ 　]*[:：](?=[ 　]*$))[ 　]*(?P<rest>.*)$"
)
CAPTION_CREDIT = re.compile(
    rf"[ 　]*(?:[（(【\[]?[ 　]*(?:(?:摄影|拍摄|供图|图片?|照片|摄)[ 　]*[:：/／|｜]?[ 　]*(?P<one>{_NAME})|(?P<two>{_NAME})[ 　]*[/／]?[ 　]*(?:摄影|摄|供图|图|绘))[ 　]*[）)】\]]?|[（(](?P<three>{_NAME})[）)])$"
)

TO_EDITOR = re.compile(
    r"^(?:以上[，,][ 　]*(?:谢谢|感谢|辛苦了?|请(?:查收|审阅|指正))|(?:多谢|谢谢|感谢|辛苦)(?:编辑|小编)).{0,8}$|"
    r"^[（(]?(?:尊敬的)?(?:编辑|小编|老师|编辑部)(?:老师|同志|部)?(?:们)?(?:[您你侬]?好|[，,：:！!])|^(?:您好|你好|各位好|老师好)[！!，,。：: ]*"
    r"|请查收|请审阅|请(?:您|编辑)(?:定|看|审|斧正|指正|过目)|麻烦(?:您|编辑|老师)|(?:能|好|可以)用[伐吗么不][？?]|能不能用|能否(?:刊登|采用|发表)|投(?:上)?稿件?一篇|(?:发|投)(?:一|1)篇(?:小)?稿|辛苦(?:了|老师|您)[！!。]?$|署名(?:写|就)"
    r"|^[（(]?(?:编辑|小编)(?:同志|老师)?[:：，]|(?:稿子?|照片|文章|详)[见在]附件|附件(?:里|中)?[是为][^，。]{0,8}(?:稿|照片|文章)|照片(?:已|也|都)?(?:发|传)(?:给)?您|稿子(?:已|也)?发"
)
"""A word to the editor, not to the reader. Only looked for before the text, after it, or in brackets of its own."""

ATTACHMENT = re.compile(r"^附[件表][ 　]*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})?[ 　]*[:：]?$")
"""附件1 on a line of its own: what is sent with an office's paper begins."""
ATTACHED = re.compile(r"^附[件表][ 　]*[:：][ 　]*\S")
"""附件：1.报名回执, the list of what is sent with it."""
PAIR = re.compile(
    r"^[（(]?(?P<one>左|上)图?(?:为|[:：])(?P<first>[^；;]+?)[；;，, 　。]*(?P<two>右|下)图?(?:为|[:：])(?P<second>[^；;]+?)[）)]?$"
)
"""左图：…；右图：…: one caption for two pictures."""
BULLETIN_NUMBER = re.compile(
    r"^[（(]?(?:(?:20\d\d|二[〇○零]..)年?)?[ 　]*(?:总?第[ 　]*[0-9０-９一二三四五六七八九十百〇○]{1,5}[ 　]*期[ 　（()）]*)+$"
)
BULLETIN_NAME = re.compile(r"(?:报|动态|信息|通讯|之窗|园地|天地|参考|月刊|专刊|特刊|情况)$")
BULLETIN_ISSUER = re.compile(
    r"^[^，。！？：:]{2,30}?(?:编印?|主编|主办|印发|编发)?[ 　]*(?:20\d\d|二[〇○零]..)[年.-][^，。！？]{3,8}$|^[^，。！？]{2,24}(?:编印?|主办|印发|编发)$"
)
DOCUMENT_NUMBER = re.compile(
    r"^[^\s，。]{1,12}[ 　]*[〔\[（(【]?20\d\d[〕\]）)】]?[ 　]*(?:第[ 　]*)?\d{1,4}[ 　]*号$"
)
"""清街办〔2021〕18号, under the red head of an office's document."""
BULLETIN_SENT = re.compile(
    r"^(?:报|送|发|抄送|抄报|主送|呈送?|呈报|分送)[ 　]*[:：]|^[（(]?共印[ 　]*[0-9０-９]+[ 　]*份"
)
"""The head and foot of an office's bulletin (简报, 专报, 信息): its number, who issues it, to whom it goes."""
SIGNATURE = re.compile(r"^(?:--+|—{2,}|发自我的|来自我的|Sent from|发送自)", re.I)
CHAT_HEAD = re.compile(
    r"^(?P<name>\S{1,16})[ 　]+(?:(?:(?:\d{4}[-/年.])?\d{1,2}[-/月.]\d{1,2}日?|今天|昨天|前天|(?:星期|周)[一二三四五六日天])[ 　]+)?(?:上午|下午|晚上)?\d{1,2}:\d{2}(?::\d{2})?[ 　]*[:：]?$"
)
CHAT_HEAD_DATED = re.compile(
    r"^\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?[ 　]+(?:上午|下午|晚上)?\d{1,2}:\d{2}(?::\d{2})?[ 　]+(?P<name>[^\s(（<]{1,16})(?:[(（<]\S*[)）>])?[:：]?$"
)
"""2026-11-27 20:15:33 徐阿姨(12345678): as QQ has it."""
CHAT_DAY = re.compile(
    r"^[—–─=\-·• 　]*(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[ 　]*(?:(?:星期|周)[一二三四五六日天])?[—–─=\-·• 　]*$"
)
"""—————  2026-11-27  —————: what a chat puts between two days."""
SIGN_AS = re.compile(
    r"署名(?:就|请)*(?:写|用|是|为)?[:：“ 　]*([\u4e00-\u9fff]{2,4}?)(?=[”。，！!,~～ 　]|就|好了|即可|吧|$)"
)
"""署名写季红就行."""
CHAT_NOISE = re.compile(
    r"^[\[【](?:图片|照片|文件|动画表情|表情|语音|视频|链接|位置)[\]】][^。]{0,30}$|撤回了一条消息$"
)
CHAT_ANSWER = re.compile(
    r"^(?:收到|好的?|可以|OK|谢谢|多谢|嗯+|没问题|辛苦了?)?[！!。~～]*(?:\[[\u4e00-\u9fffA-Za-z]{1,4}\])+$|^(?:收到|好的|OK|嗯+|没问题)[！!。~～]*$"
)
"""Says only that something came."""

BOILERPLATE = re.compile(
    r"点击(?:上方|下方)?蓝字|关注我们|阅读原文|长按(?:识别|扫码|二维码)|扫(?:码|一扫|描)(?:下方|上方|下图)?(?:二维码)?(?:关注|加群|进群)|微信扫一扫|喜欢作者|点击?个?[“\"]?在看|分享、?点赞|^-*[ —–-]*(?:END|The End|完|全文完)[ —–-]*$"
    r"|识别(?:上|下)?图?(?:中)?二维码|欢迎(?:关注|转发|分享)|点击(?:标题|上面|图片)|轻点两下|^(?:往期|精彩)(?:推荐|回顾|内容)|^推荐阅读|^相关阅读|^原创$|^关注$|^[↓↑👇👆▼]+$|↓↓|动动小?手指",
    re.I,
)
"""What accounts write round every article."""

DOUBTS = re.compile(
    r"[^。！？；\n]{0,20}(?:[（(【\[]?(?:待核实?|待确认|待补充?|待定稿|需核实|请核实|存疑|不确定|核实一下|有待核对)[^）)】\]。]{0,10}[）)】\]]?)|[^。，\n]{0,12}(?:[×Xx＊*]{2,}|\?{2,}|？{2,}|[_＿]{2,}|某某)[^。，\n]{0,8}"
    r"|[^。，\n]{0,12}\d[？?][月日年号时点人件户][^。，\n]{0,8}|[^。，\n]{0,10}(?<![?？！!])[月日年][？?][日号月][^。，\n]{0,6}"
)
"""What the writer left open."""


@dataclass(frozen=True, slots=True)
class Caption:
    """图说 as read: number of its picture (0 for none), the words, who took it."""

    number: int
    text: str
    credit: str


def read_caption(line: str) -> Caption | None:
    """A line that says by its own words that it is a caption, or None."""
    text = line.strip()
    inner = _BRACKETS.match(text)
    if inner and text[0] in "（(" and not re.search("[（()）]", inner[1]) and CAPTION.match(inner[1].strip()):
        text = inner[1].strip()
    for pattern in (CAPTION_TU_WEI, CAPTION, CAPTION_ARROW):
        if found := pattern.match(text):
            number = found["number"] if "number" in found.groupdict() else None
            words, credit = part_credit(found["caption"])
            if (
                pattern is CAPTION
                and not number
                and not re.match(r"^[^:：]{2,3}[:：]", text.lstrip("▲△▼▽ 　"))
            ) and not re.match(r"^[▲△▼▽↑↓]?(?:图|照片|图片)[:：]", text):
                continue
            return Caption(number_of(half(number or "")), words, credit)
    return None


def _is_shooter(words: str) -> bool:
    """（小麦摄）, “ 小麦 摄”: said so plainly that a pen-name will do for a name."""
    return bool(
        re.fullmatch(
            r"[ 　]*[（(【\[][ 　]*[\u4e00-\u9fff]{2,3}[ 　]*(?:摄影|摄)[ 　]*[）)】\]]|[ 　]+[\u4e00-\u9fff]{2,3}[ 　]+摄",
            words,
        )
    )


def part_credit(text: str) -> tuple[str, str]:
    """A caption without its credit, and the credit's name."""
    for start in range(1, len(text)):
        found = CAPTION_CREDIT.match(text, start)
        if found and (_is_shooter(found[0]) or is_name(found["one"] or found["two"] or found["three"])):
            name = re.sub(r"[ 　]", "", found["one"] or found["two"] or found["three"])
            return text[:start].rstrip(" 　，,。"), name
    return text.strip(), ""


def counts_pictures(text: str) -> int:
    """How many numbered pictures a line tells of: 图一：…；图二：…."""
    return len(re.findall(rf"(?:图片|照片|图)[ 　]*(?:{_NUMBER})[ 　]*[:：]", text))


def numbered_parts(text: str) -> list[Caption]:
    """``1.同学们在培土 2.给小树挂名牌`` → a caption each; [] when the text is not numbered so."""
    marks = list(
        re.finditer(
            rf"(?:^|(?<=[ 　;；。，,]))(?:{_PICTURE}[ 　]*)?(?P<number>{_NUMBER})[ 　]*[.．、:：)）]?[ 　]*(?=[\u4e00-\u9fff“《])",
            text,
        )
    )
    marks = [mark for mark in marks if number_of(half(mark["number"]))]
    if not marks or marks[0].start() > 0:
        return []
    parts = []
    for one, two in zip(marks, [*marks[1:], None], strict=True):
        words, credit = part_credit(text[one.end() : two.start() if two else len(text)].strip(" 　;；，,"))
        parts.append(Caption(number_of(half(one["number"])), words, credit))
    return parts if [each.number for each in parts] == sorted({each.number for each in parts}) else []


def half(text: str) -> str:
    """Full-width digits as ASCII."""
    return text.translate(str.maketrans("０１２３４５６７８９", "0123456789"))


_GENERIC = re.compile(
    r"^(?:微信图片|微信截图|图片|照片|mmexport|img|dsc|dscn|dcim|pic|photo|image|picture|screenshot|截图|新建|qq图片|wx_camera|p|截屏|beauty|捕获|未标题|未命名|\d)[\d_\- .()（）]*(?:副本)?$",
    re.I,
)
_NAME_HEAD = re.compile(rf"^{_PICTURE}?[ 　_-]*(?P<number>{_NUMBER})?[ 　_.、:：\-—)）]*")


_CAPTION_INSIDE = re.compile(
    rf"(?<=[ 　_\-—，,、.）)】])(?:(?:图说|图注|图片说明|照片说明|{_PICTURE})[:：][ 　]*(?P<words>\S.*)|{_PICTURE}[ 　]*(?:{_NUMBER})[:：].+)$"
)
"""漂流书架 图：朵朵在整理书架: what stands before 图： is the story's name, no caption."""


def read_picture_name(stem: str) -> Caption:
    """What a photo's file name says: its number, and a caption where the name is one."""
    bare = stem.strip()
    if re.match(r"^(?:微信|mmexport|img|dsc|wx_|qq|screenshot|截)", bare, re.I):
        return Caption(0, "", "")
    if (told := _CAPTION_INSIDE.search(bare)) and told.start():
        bare = told["words"] or told[0]
    head = _NAME_HEAD.match(bare)
    number = number_of(half(head["number"] or "")) if head else 0
    rest = bare[head.end() :] if head and (head["number"] or head[0]) else bare
    if head and not head["number"] and not re.match(rf"^{_PICTURE}[ 　_:：.-]", bare):
        rest = bare
    tail = re.search(r"[（(]?(\d{1,2})[）)]?$", bare)
    if not number and tail and not rest.strip("（()） 0123456789").strip():
        number = int(tail[1])
    words, credit = part_credit(rest.strip(" 　_-"))
    if len(re.findall(_HAN, words)) < 4 or _GENERIC.match(words):
        words = ""
        credit = credit if len(re.findall(_HAN, rest)) >= 2 else ""
    return Caption(number, words, credit)
