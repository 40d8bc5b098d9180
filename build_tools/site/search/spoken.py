"""拼音可查的文字: names of people and places in running text, found by their form.

In: a piece of text. Out: spans (start, length) in which pinyin and initials are looked for. The form decides,
there is no list of names: a span may hold a character too many, which lets nothing be found that is not read so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦马苗方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮齐康伍余元卜顾孟平黄和穆萧尹姚邵汪祁毛狄米贝明臧计伏成戴谈宋庞熊纪"
    "舒屈项祝董梁杜阮蓝闵席季强贾路江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房解应丁邓郁单洪包左石崔吉龚"
    "程邢裴陆荣翁荀甄封储靳段巫焦牧车侯全班仲伊宁仇栾甘厉武符刘景詹束龙叶司黎白怀蒲卓蔺池乔阴闻党翟谭贡申冉桑桂牛寿"
    "边尚温庄晏柴瞿阎慕连茹习艾鱼容向古易廖耿匡国文寇广欧沃蔚越师巩聂晁勾敖冷辛那简饶曾沙关查游权盖商佟燮楼诸肖付"
)
_OFFICE = (
    "书记|主任|委员|主席|院长|校长|所长|站长|社长|会长|队长|组长|楼长|经理|科长|局长|区长|镇长|代表|"
    "居民|党员|志愿者|民警|医生|护士|老师|教师|记者|编辑|通讯员|律师|师傅|阿姨|爷叔|先生|女士|同志|"
    "摄影|绘图|供图|撰文|文字|作者|读者"
)
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|"
    "陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_WHOLE = (
    "街道|居民区|小区|新村|花园|家园|公园|广场|大厦|社区|公路|大道|医院|卫生院|学校|小学|中学|大学|幼儿园|菜场|市场|"
    "车站|码头|图书馆|文化馆|体育馆|派出所|居委会?|服务站|中心|工作站|活动室"
)
_HAN = "[\u4e00-\u9fff]"
_OWN = "[^\\W的了在和与及到从由对向把被是有为等这那各本每不也都就还要会能可请先再后前上下外时过让给说讲走]"

_FORMS = (
    # 施永根到会，主任黄一欣主持
    re.compile(rf"(?:{_OFFICE})[：:\s]?([{_SURNAMES}]{_HAN}{{1,2}})"),
    # 张阿姨、李建国同志
    re.compile(rf"([{_SURNAMES}]{_HAN}{{0,2}}(?:{_OFFICE}))"),
    # 施永根讲了三点
    re.compile(rf"(?<!{_HAN})([{_SURNAMES}]{_HAN}{{1,2}})(?=说|讲|表示|介绍|告诉|笑道)"),
    re.compile(rf"([{_SURNAMES}]{_HAN}{{2}})(?=讲了|介绍说|表示|告诉记者)"),
    # 曹西虹、张德胜
    re.compile(rf"(?<!{_HAN})([{_SURNAMES}]{_HAN}{{1,2}})(?!{_HAN})"),
    re.compile(rf"({_OWN}{{1,8}}(?:{_WHOLE}))"),
    re.compile(rf"({_OWN}{{1,4}}[路弄镇乡村桥苑坊园区县市])"),
    re.compile(rf"({_PROVINCES})"),
)


def names_in(text: str, own: Iterable[str] = ()) -> tuple[tuple[int, int], ...]:
    """The spans of names and places, rising and apart. ``own`` are words the paper itself names."""
    covered: set[int] = set()
    for form in _FORMS:
        for hit in form.finditer(text):
            covered.update(range(*hit.span(1)))
    for word in own:
        for hit in re.finditer(re.escape(word), text) if word else ():
            covered.update(range(*hit.span()))
    return _runs(sorted(covered))


def _runs(places: list[int]) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place == sum(runs[-1]):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return tuple(runs)
