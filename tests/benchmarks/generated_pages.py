"""Issues of every kind for the art editor's list: 2, 4 and 8 pages, much copy and little, tables, poems, advertisements.

In: a seed. Out: a numbered issue; nothing is read but the sentences of the repository's own issues. Every other seed is
set in the larger type. The headlines were written before any code that breaks headlines.
"""

from __future__ import annotations

import datetime
import random
import re

from build_tools.model import (
    Article,
    ArticleNumber,
    Block,
    Form,
    FormKind,
    Issue,
    ItemList,
    Kind,
    LineBreak,
    NumberedArticle,
    NumberedIssue,
    PagePlan,
    Paragraph,
    Picture,
    Role,
    Subhead,
    Table,
    Text,
    TypeArea,
    Weight,
)
from tests.typesetting.generated_issues import SHAPES, Generated, make_paper, sentences

LARGE = TypeArea(columns=5, characters=12, gap=1.5, size=10.5, leading=14.6, lines=66)
PAGE_CHARACTERS = {9.0: 4600, 10.5: 3200}
"""What a page of text and headlines holds in either type."""
TITLES = ("要闻", "家园", "平安", "阅读", "服务", "邻里", "健康", "副刊")
SECTIONS = ("要闻", "美", "战", "阅")
HEADLINES = (
    "社区食堂开张",
    "楼道让出一米宽",
    "屋里要暖 也要透气",
    "出远门前查一遍水电气",
    "给水管穿好“棉衣”",
    "老人学用手机挂号",
    "张庙街道召开居民区工作动员暨培训会",
    "垃圾分类进楼组 居民都来当管家",
    "雨棚修好了",
    "通河八村加装电梯全部完工",
    "一刻钟生活圈里添了六处新去处",
    "“红马甲”志愿者每周三上门理发",
    "小区停车位不够用 居民代表坐下来商量",
    "免费体检名额还剩120个",
    "呼兰路菜市场改造后重新迎客",
    "2021年社区学校春季班招生",
    "独居老人家里装上烟雾报警器",
    "孩子们把废纸箱变成了城堡",
    "夜里十点以后请把音乐关小",
    "泗塘新村的樱花开了",
    "谨防冒充医保局工作人员的电话",
    "电动自行车不进楼不进电梯",
    "新冠疫苗接种点本周起延长服务时间",
    "一张旧照片牵出三代人的故事",
    "居委会主任的一天",
    "邻里节办到了家门口",
    "长者助餐点推出低糖套餐",
    "暑期托管班名额翻了一番",
    "爱国卫生月里的大扫除",
    "高压线下放风筝太危险",
    "三十年的老党员带头拆违章",
    "共享花园由谁来浇水",
    "学雷锋服务日活动安排",
    "换季衣物回收点设在一号门",
    "防汛防台物资已经到位",
    "家庭医生签约服务的五个问答",
    "读者来信",
    "楼组长",
    "便民电话",
    "社区图书馆周末开到晚上八点半",
    "谢谢那位送我回家的年轻人",
    "宝山区第三届市民诗歌节征稿",
    "燃气软管两年一换不要等漏了再换",
    "通河公园健身步道完成翻修",
    "小区里的流浪猫怎么办",
    "一盏灯照亮了整条弄堂",
    "社区卫生服务中心开设中医夜门诊",
    "腊八粥里的人情味",
    "春节期间垃圾清运时间调整",
    "我们的节日：重阳节敬老活动侧记",
    "居民公约修订稿征求意见",
    "楼道里的灯泡坏了该找谁",
    "老伴走后我学会了用微信",
    "长江西路过街天桥本月底通车",
    "从一支笔到一支队伍的书画社",
    "物业费收支公示栏上了墙",
    "人口普查员入户登记请您配合",
    "退役军人服务站挂牌",
    "儿童节游园会",
    "把爱好教给邻居",
)
KICKERS = ("气温跌破零度之前", "街道人大工委调研", "居民区工作", "楼组故事", "")
DECKS = ("记一次楼组里的小活动", "防冻四件事，解冻三不要", "三项服务同时推出，老人不出小区就能办", "")
ADVERTISEMENTS = ("惠民家电以旧换新", "社区学校太极拳班招生", "阳光家政钟点工")
CAPTIONS = (
    "居民在楼道里布置小天地（示意图）",
    "志愿者给独居老人送去热汤（示意图）",
    "孩子们在社区花园里认植物（示意图），花园由八户人家轮流照看",
)
VERSES = ("楼下的桂花开了", "香气爬上三楼的窗台", "邻居把一碗汤圆端过来", "说今天是冬至")


def generate_mixed(seed: int) -> Generated:
    """The issue of that seed: copy for 0.4–1.4 of each page, 2–9 articles, 0–8 pictures."""
    chance = random.Random(1000 + seed)
    area = LARGE if seed % 2 else TypeArea()
    # Without what is left of tables and of words set apart by a full space.
    words = [each for each in sentences() if not re.search(r"\u3000|\s\s|\t", each)]
    pages = chance.choice((2, 4, 4, 8))
    articles: list[NumberedArticle] = []
    shares = []
    titles = list(HEADLINES)
    chance.shuffle(titles)
    for page in range(1, pages + 1):
        share = chance.uniform(0.4, 1.4)
        shares.append(share)
        for order, article in enumerate(_page(chance, words, area, page, page == pages, share, titles)):
            ordinal = len(articles) + 1
            articles.append(
                NumberedArticle(ArticleNumber("2021-03", ordinal), page, f"2021-03/{page}/{order}", article)
            )
    plans = tuple(
        PagePlan(page, TITLES[page - 1], (SECTIONS[(page - 1) % 4],)) for page in range(1, pages + 1)
    )
    issue = Issue(
        "2021-03", 3, datetime.date(2021, 3, 8), plans, tuple(item.article for item in articles), None, "样刊"
    )
    paper = make_paper()
    facts = {name: getattr(paper, name) for name in paper.__dataclass_fields__}
    return Generated(
        NumberedIssue(issue, tuple(articles)), type(paper)(**{**facts, "type_area": area}), tuple(shares)
    )


def _page(
    chance: random.Random,
    words: list[str],
    area: TypeArea,
    page: int,
    last: bool,
    share: float,
    titles: list[str],
) -> list[Article]:
    count = chance.randint(2, 9)
    pictures = chance.choice((0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8))
    whole = PAGE_CHARACTERS[area.size] - (900 if page == 1 else 0) - (350 if last else 0)
    taken = 330 * pictures * (9.0 / area.size) ** 2 + 130 * count
    room = max(whole - taken, 260 * count * 0.6) * share
    parts = sorted((chance.uniform(0.3, 2.0) for _ in range(count)), reverse=True)
    parts[0] *= 1.3
    section = SECTIONS[(page - 1) % 4]
    made = []
    for order, part in enumerate(parts):
        mine = sum(1 for place in range(pictures) if place % min(count, 3) == order)
        characters = int(room * part / sum(parts))
        brief = order >= 3 and characters < 220
        made.append(
            Article(
                f"{section}/{page}{order + 1:02d}-稿.md",
                section,
                Kind.ARTICLE,
                f"稿{page}{order}",
                titles[(page * 9 + order) % len(titles)],
                _body(chance, words, characters, mine),
                order + 1,
                kicker=chance.choice(KICKERS) if order == 0 else "",
                deck=chance.choice(DECKS) if order < 2 else "",
                bylines=("本报编辑",) if order == 1 else (),
                weight=Weight.LEAD if order == 0 else Weight.BRIEF if brief else Weight.NORMAL,
            )
        )
    if chance.random() < 0.2:
        made.append(
            Article(
                f"{section}/{page}90-广告.md",
                section,
                Kind.ARTICLE,
                f"广告{page}",
                chance.choice(ADVERTISEMENTS),
                (Paragraph((Text("电话：12345678。地址：通河路100号。详情到店咨询。"),), 2, 1),),
                90,
                advertisement=True,
            )
        )
    return made


def _body(chance: random.Random, words: list[str], characters: int, pictures: int) -> tuple[Block, ...]:
    blocks: list[Block] = []
    total = ordinal = 0
    while total < max(characters, 40):
        ordinal += 1
        text = "".join(chance.choice(words) for _ in range(chance.randint(1, 4)))[
            : max(characters - total, 14)
        ]
        if not text.endswith("。"):
            text = text[:-1] + "。"
        blocks.append(Paragraph((Text(text),), ordinal + 1, ordinal))
        total += len(text)
        if ordinal % 4 == 3 and characters - total > 150:
            blocks.append(Subhead((Text("小标题在这里"),), ordinal + 1))
    if characters > 350 and chance.random() < 0.15:
        ordinal += 1
        blocks.append(Paragraph((Text("开放时间见下面这张表："),), 90, ordinal))
        blocks.append(_table(chance))
    elif characters > 300 and chance.random() < 0.08:
        verse = tuple(part for line in VERSES for part in (Text(line), LineBreak()))[:-1]
        ordinal += 1
        blocks.append(Form(FormKind.POEM, (Paragraph(verse, 91, ordinal, Role.VERSE),), 91))
    elif characters > 300 and chance.random() < 0.12:
        items = tuple(
            (Paragraph((Text(chance.choice(words)),), 92 + place, ordinal + 1 + place),) for place in range(3)
        )
        blocks.append(ItemList(items, True, 92))
    for place in range(pictures):
        shape = chance.randrange(len(SHAPES))
        blocks.insert(
            min(place + 1, len(blocks)),
            Picture(f"images/{shape}.jpg", (Text(chance.choice(CAPTIONS)),), "绘图：本报", 1, SHAPES[shape]),
        )
    return tuple(blocks)


def _table(chance: random.Random) -> Table:
    rows = (
        ("周一", "8:00～11:00", "社区卫生服务中心", "血压测量"),
        ("周三", "13:30～16:00", "居民活动室", "手机使用辅导"),
        ("周五", "9:00～11:30", "睦邻点", "理发、磨刀、修伞"),
        ("周六", "14:00～16:30", "社区图书馆", "亲子阅读"),
    )[: chance.choice((3, 4))]
    cells = tuple(tuple((Text(cell),) for cell in row) for row in rows)
    return Table(
        tuple((Text(cell),) for cell in ("日子", "时间", "地点", "内容")), cells, ("", "", "", ""), 95
    )
