"""报错的迹象: what speaks for and against a message's being a report, in log odds.

In: nothing. Out: :data:`SIGNS`, one weight per sign (see :mod:`~build_tools.bounty.resolver.reporting`), and :data:`CHARACTERS`,
what a character of the reader's own words speaks for. Fitted by ``python -m tests.bounty.fit_signs --write``
on the messages of all writers. Single characters rather than turns of phrase, because each writer turns them otherwise.
"""

from __future__ import annotations

SIGNS = {
    "text": 1.0,
    "place": 1.3,
    "number": 0.3,
    "page": 0.9,
    "paragraph": 1.1,
    "correction": 0.7,
    "told": 0.9,
    "quoted": 1.0,
    "bits": 0.9,
    "again": 1.0,
    "dwelt": 0.9,
    "marks": 0.5,
    "asking": -0.7,
    "length": -1.6,
    "elsewhere": -2.8,
    "always": -1.6,
}
_BY_WEIGHT = (
    (0.8, "写句叫后条段那"),
    (0.6, "两会才是最篇词都面题"),
    (0.4, "中二人仓作先勿只名吧呀头字对市成改末楼民水现称署脱自要讲语道"),
    (
        0.2,
        "三不东严个主义代企伐伤健像光党六关养内冰准分删半又反变右合员呢商四国图地块外够姓安完宜容富就屋左师序应庙度引张当怎总懂所找拍掉排数文晾暖查标栓核此气海漏火灯烫版画留目省确笑符第答米糊紧纸组编美者肥落衣西见识该读豆跟身远通门间阅阿项顺",
    ),
    (
        -0.2,
        "业么也书今他以们价份位体便保信修候停元全八再冻刊刚到办动包午单原去友发取号告和品哈哪回圾垃堆多大奖委学实家层居届已希干底开很志急意感截扫抄投换推收教方施时昨晚月有服望本机果样楚次止每毛油浇清湿满点照物用电的直着社祝站章算管纪经群街被让记证说调费赞走起路遍邻金钟镜长问闻隔验骨高",
    ),
    (-0.4, "下什做几区同吗周太好孙少差得想户扔把新日明来桶看给老能谁贴转边领"),
    (-0.6, "了你天年真码请谢"),
    (-0.8, "我报期"),
    (-1.0, "晨"),
)
CHARACTERS = {char: weight for weight, characters in _BY_WEIGHT for char in characters}
"""Weight of a character, however often it occurs."""
