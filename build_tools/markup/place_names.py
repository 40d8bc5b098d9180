"""地名的读音: places that pypinyin's dictionary misreads. The paper's own list (``readings:`` in mkdocs.yml) goes before it.

Only names that cannot stand by chance in other words (``六安`` stands in 周六安排, ``长宁`` in 校长宁愿) are in the list
without what follows them. Readings: 《现代汉语词典》 第7版, the towns' own usage for Shanghai.
"""

from __future__ import annotations

from collections.abc import Mapping

PLACES: Mapping[str, str] = {
    # Shanghai
    "闵行": "mǐn háng",
    "庙行": "miào háng",
    "杨行": "yáng háng",
    "长宁区": "cháng níng qū",
    "长宁路": "cháng níng lù",
    "长宁支路": "cháng níng zhī lù",
    "长风街道": "cháng fēng jiē dào",
    "长风公园": "cháng fēng gōng yuán",
    "长风新村": "cháng fēng xīn cūn",
    "长白街道": "cháng bái jiē dào",
    "长白新村": "cháng bái xīn cūn",
    "长桥街道": "cháng qiáo jiē dào",
    "长桥新村": "cháng qiáo xīn cūn",
    "长临路": "cháng lín lù",
    "长逸路": "cháng yì lù",
    "长海路": "cháng hǎi lù",
    "长阳路": "cháng yáng lù",
    "长岭路": "cháng lǐng lù",
    "长清路": "cháng qīng lù",
    "长岛路": "cháng dǎo lù",
    "天台路": "tiān tāi lù",
    "朝阳路": "cháo yáng lù",
    "朝阳新村": "cháo yáng xīn cūn",
    # elsewhere
    "天台县": "tiān tāi xiàn",
    "天台山": "tiān tāi shān",
    "长清区": "cháng qīng qū",
    "长阳县": "cháng yáng xiàn",
    "长岭县": "cháng lǐng xiàn",
    "长丰县": "cháng fēng xiàn",
    "长垣": "cháng yuán",
    "长葛市": "cháng gě shì",
    "葛洲坝": "gě zhōu bà",
    "涡阳县": "guō yáng xiàn",
    "洪洞县": "hóng tóng xiàn",
    "大城县": "dài chéng xiàn",
    "郫都": "pí dū",
    "都匀": "dū yún",
    "都昌县": "dū chāng xiàn",
    "筠连": "jūn lián",
    "荥经": "yíng jīng",
    "浚县": "xùn xiàn",
    "会稽": "kuài jī",
    "解州镇": "xiè zhōu zhèn",
    "繁峙": "fán shì",
    "高要区": "gāo yāo qū",
    "珲春": "hún chūn",
    "桦甸": "huà diàn",
    "尖沙咀": "jiān shā zuǐ",
    "蚌山区": "bèng shān qū",
    "可克达拉": "kè kè dá lā",
    "海参崴": "hǎi shēn wǎi",
    "什刹海": "shí chà hǎi",
}
