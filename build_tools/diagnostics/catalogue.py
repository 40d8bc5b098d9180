"""代码表: the one table of diagnostic codes. A code is never reused, whatever becomes of its rule.

The hundreds digit names what is at fault: 1 front matter, 2 issue plan and paper, 3 numbers, 4 text,
5 pictures and links, 6 print, 7 site, 8 corrections and bounty, 9 the machine.
"""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.diagnostics.diagnostic import Diagnostic, Place, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One code: its message and remedy, with ``{facts}`` to fill in."""

    message: str
    remedy: str
    severity: Severity = Severity.FAULT


_WARNING = Severity.WARNING
_KEEP = "就写进 content/words.yml，或在这一行注明免检和原因。"

CATALOGUE: dict[str, Rule] = {
    # SQ1 front matter
    "SQ101": Rule("文件不是 UTF-8 编码（第{byte}个字节读不懂）。", "在编辑器里把文件另存为 UTF-8。"),
    "SQ102": Rule(
        "稿件开头没有题头（两行 --- 之间的部分）。",
        "文件的第一行就要是半角的 ---，上面不留空行；下面写 headline: 标题，再写一行 ---。",
    ),
    "SQ103": Rule(
        "题头的 YAML 写坏了：{problem}。", "检查这一行的冒号、引号和缩进；值里有冒号时给整个值加引号。"
    ),
    "SQ104": Rule("稿件没有标题。", "在题头里写一行 headline: 标题。"),
    "SQ105": Rule("不认识的题头项“{key}”。", "{suggestion}"),
    "SQ106": Rule("“{key}”的值不对：{problem}", "{remedy}"),
    "SQ107": Rule("题头没有收尾的 ---。", "在题头最后另起一行写 ---。"),
    "SQ108": Rule("题头项“{key}”写了两次。", "只留一个。"),
    "SQ110": Rule(
        "“{key}”的值里有“ #”：从那里起都不算标题，会印成“{kept}”。", "给整个值加一对半角单引号：{right}"
    ),
    "SQ111": Rule("题头这一行的冒号写得不对，读不出“{key}”。", "写成：{right}"),
    "SQ112": Rule(
        "“{key}”的值到“ #”为止，会印成“{kept}”，后面的算备注。",
        "后面的也要印，就给整个值加一对半角单引号：{right}；是备注，就在 # 前面多空一格。",
        _WARNING,
    ),
    "SQ113": Rule("这一篇还是新建一期时的样稿，没有写过。", "改成要登的稿，或删去 {file}。"),
    "SQ114": Rule("{kind}里不印{what}，只在网上有。", "要见报的，写进正文；不要的，删去这一行。", _WARNING),
    # sendings (intake)
    "SQ120": Rule("收不进“{file}”：{problem}。", "{remedy}"),
    "SQ121": Rule("{what}没有收进稿件：“{text}”。", "要见报的，从这里拷进稿件。", _WARNING),
    "SQ122": Rule("{author}的批注，没有收进稿件：“{text}”。", "看过再定稿。", _WARNING),
    "SQ123": Rule(
        "改了{what}，{count}处，如“{before}”改成“{after}”。", "不该改的，在稿件里改回来。", _WARNING
    ),
    "SQ124": Rule("“{text}”{problem}。", "问清来稿人，在稿件里改好。", _WARNING),
    "SQ125": Rule("{what}，{how}。", "看一眼，不对就在稿件里改。", _WARNING),
    "SQ126": Rule("图片 {file} 没有图说。", "问清图上是谁、在做什么，写进稿件的方括号里。", _WARNING),
    "SQ127": Rule("图片 {file} {reason}。", "要用的，在稿件里另起一段写：![图说]({path})。", _WARNING),
    "SQ128": Rule("{what}。", "{remedy}", _WARNING),
    "SQ129": Rule("这些字没有认出来，不在稿件里：“{text}”。", "要见报的，从这里拷进稿件。", _WARNING),
    "SQ130": Rule(
        "图片 {file} 在来稿里裁过（{cut}），收的是没有裁的原图。",
        "要照样裁，看稿件里的 crop=；不要就删去它。",
        _WARNING,
    ),
    "SQ131": Rule("图片 {file} {change}。", "要原件，看来稿。", _WARNING),
    "SQ132": Rule("{file} {reason}，没有收。", "要用的，自己放进 images/。", _WARNING),
    "SQ133": Rule("“{file}”里没有字，也没有图，是空的。", "请来稿人重新发一次。", _WARNING),
    "SQ134": Rule(
        "{headline}：这一期已经有一篇同题的，在 {file}，现在有两篇。",
        "留一篇，删去另一篇和它的图。",
        _WARNING,
    ),
    # SQ2 issue plan and paper
    "SQ201": Rule("没有期刊计划 issue.yml。", "用 ./chenbao new {issue} 新建一期，或把 issue.yml 补上。"),
    "SQ202": Rule("YAML 写坏了：{problem}。", "检查这一行的冒号、引号和缩进。"),
    "SQ203": Rule("不认识的项“{key}”。", "{suggestion}"),
    "SQ204": Rule("缺少“{key}”。", "{remedy}"),
    "SQ205": Rule("“{key}”的值不对：{problem}", "{remedy}"),
    "SQ206": Rule("版数是{count}：报纸只能是2版，或4的倍数。", "增减 pages 里的版，使总数为2、4、8……"),
    "SQ207": Rule("栏目“{section}”不在本报的栏目里。", "{suggestion}"),
    "SQ208": Rule("第{page}版（{title}）没有稿件。", "给这一版的栏目写稿，或在稿件题头写 page: {page}。"),
    "SQ209": Rule("稿件“{headline}”排不到任何一版：{reason}", "{remedy}"),
    "SQ210": Rule("两个文件的网址相同：{address}（另一个是 {other}）。", "给其中一个文件改名。"),
    "SQ211": Rule("出版日期 {date} 与期名 {issue} 不是同一个月。", "改 date，或改文件夹的名字。"),
    "SQ212": Rule("总期号 {number} 与第 {other} 期重复。", "每期的 number 各不相同，通常是上一期加一。"),
    "SQ213": Rule("启事“{notice}”没有稿子 {path}。", "{suggestion}"),
    "SQ215": Rule("没有这一期：issues/{issue}/。", "现有：{known}。新建用 ./chenbao new {issue}。"),
    "SQ216": Rule(
        "期名“{issue}”不是“年-月”（如 2021-03）。", "期名是四位年、连字符、两位月；文件夹也这样命名。"
    ),
    "SQ217": Rule("文件夹“{folder}”不是本报的栏目，里面的稿件不会见报。", "{suggestion}"),
    "SQ218": Rule("文件“{file}”不在任何栏目的文件夹里，不会见报。", "把它移进一个栏目的文件夹。"),
    "SQ219": Rule("读不了这个文件：{problem}。", "检查文件是否存在、权限是否可读。"),
    "SQ220": Rule("截止日期 {deadline} 早于出版日期 {date}。", "改 bounty 下的 deadline。"),
    "SQ221": Rule("启事里的“{{{placeholder}}}”没有这个替换项。", "可用的有：{known}。"),
    "SQ222": Rule("“{file}”不是 .md 文件，不会见报。", "改成 .md 文件；图片放进 images/。"),
    "SQ223": Rule(
        "栏目“{section}”的网址“{address}”不能用（重复、空白，或像版序）。",
        "给这个栏目写 slug: 几个小写字母。",
    ),
    "SQ224": Rule(
        "文件名“{name}”读不懂（不是 UTF-8），没有读。",
        "给它改名；在 Windows 上压缩的文件夹，解压时要选 UTF-8 或 GBK 编码。",
    ),
    "SQ225": Rule(
        "栏目“{section}”的颜色 {colour} 太浅，与白底的对比度是{contrast}，不到4.5：印在上面的白字、用它印的栏名看不清。",
        "选深一些的颜色，如 #b3261e、#2b6e3f、#1d5b96、#6b4396。",
        _WARNING,
    ),
    # imprint: what must and must not be printed (《报纸出版形式差错数计算方法》, 《内部资料性出版物管理办法》第十四至十六条)
    "SQ230": Rule(
        "付印要有“{label}”，现在还没有。",
        "向{whom}问清，写进 mkdocs.yml 的 {where}；只出样报，用 ./chenbao signoff --sample。",
    ),
    "SQ231": Rule(
        "刊号“{value}”不对：报纸的刊号是“CN”加两位地区号、连字符、以0开头的四位序号。",
        "照《报纸出版许可证》抄写，如 CN 31-0000 的样子。",
    ),
    "SQ232": Rule("准印证编号“{value}”里没有“准”字和数字。", "照《准印证》抄写全文。"),
    "SQ233": Rule(
        "内部资料不得用“{word}”。", "改写这一句；内部资料没有“本报”“记者”“刊号”，名称也不叫“报”“刊”。"
    ),
    "SQ234": Rule("内部资料不得{what}。", "删去。"),
    "SQ235": Rule(
        "总期号是{number}，上一期（{last}）是{before}，应当是{right}。", "改 issue.yml 的 number。"
    ),
    "SQ236": Rule(
        "第1版上，{other}（{size:.0f}点）不比报名（{name:.0f}点）小。",
        "报名要大于、明显于一版所有其他文字：把标题改小，或把报名放大。",
    ),
    "SQ237": Rule("第{page}版的报眉没有版序。", "这是版样的毛病：报眉要印“第{page}版”。"),
    "SQ238": Rule("广告“{headline}”没有印出“广告”二字。", "这是版样的毛病：广告要在明显位置标“广告”。"),
    "SQ239": Rule("第1版没有印{what}。", "{remedy}"),
    # SQ3 numbers
    "SQ301": Rule(
        "稿号簿写坏了：{problem}", "用 git 找回上一次提交的 ledger.yml；未付印的期可删去它重新生成。"
    ),
    "SQ302": Rule(
        "稿号 {number} 给了两篇已付印的稿件：{first} 与 {second}。",
        "两处各自付印后合并所致：用 git 查清哪一处先付印，保留那一行，另一篇删去 number 再付印。",
    ),
    "SQ303": Rule(
        "题头的稿号“{number}”不对：{problem}", "已付印的稿号见 ledger.yml，照抄；没有付印的稿件删去这一项。"
    ),
    "SQ304": Rule("本期的稿号用完了（一期至多99个）。", "减少稿件，或把简讯合成一篇。"),
    "SQ305": Rule(
        "已付印的 {number}《{headline}》找不到稿件，而“{file}”又没有稿号，不知是不是同一篇。",
        "是同一篇：在“{file}”的题头写 number: {number}。不是：在 ledger.yml 那一行写 withdrawn: 撤稿原因。",
    ),
    "SQ306": Rule(
        "已付印的 {number}《{headline}》的稿件不见了，按撤稿处理，稿号不再使用。",
        "若非撤稿，请用 git 找回 {file}；若是，在 ledger.yml 那一行写 withdrawn: 撤稿原因。",
        _WARNING,
    ),
    "SQ307": Rule(
        "付印以后稿件又改了：{file} 与付印时不同。",
        "要改见报的文字，用 ./chenbao correct 记一条更正；不是有意的，用 git 找回原文。",
        _WARNING,
    ),
    "SQ308": Rule(
        "题头没有稿号，标题又与付印时的{number}《{headline}》不同；暂按文件名仍作这一篇。",
        "是同一篇：在题头写 number: {number}。不是（旧稿已撤）：在 ledger.yml 那一行写 withdrawn: 撤稿原因。",
    ),
    "SQ309": Rule(
        "稿号簿说 {number} 已撤稿（{reason}），稿件 {file} 却还在。",
        "要撤：删去稿件的文件。不撤：删去 ledger.yml 那一行的 withdrawn。",
    ),
    "SQ310": Rule(
        "{path} 与付印时不同：定本记的是印出去的样子，改一个字都对不上。",
        "用 git 找回付印那次提交的这个文件：git log -- {path}，再 git checkout 那次提交 -- {path}。",
    ),
    "SQ311": Rule(
        "{path} 不见了：定本缺了一个文件，这一期的版面拼不全。",
        "用 git 找回：git log -- {path}，再 git checkout 那次提交 -- {path}。",
    ),
    "SQ312": Rule(
        "{path} 里有合并冲突的记号：多半是两边各付印了一次。",
        "先查清给印厂的是哪一边的文件，再把整个 printed/ 和 signoff.yml 都取那一边的：git checkout 那次提交 -- 这一期的 printed 和 signoff.yml。",
    ),
    "SQ313": Rule(
        "{path} 是别的版本的程序写的定本（第{format}种格式），这个程序读不懂。",
        "换成付印时的程序或更新的程序：git pull 以后再运行；定本不要动。",
    ),
    "SQ314": Rule(
        "{issue} 付印时还没有定本，版面是今天重排的，不敢说与纸上一样。",
        "运行 ./chenbao signoff {issue} --adopt 补一份定本；它会说明哪些与付印时一字不差，哪些保不住。",
        _WARNING,
    ),
    "SQ315": Rule(
        "见报的图片 {path} 不见了，或者与付印时不同。",
        "用 git 找回：git log -- {path}，再 git checkout 那次提交 -- {path}。不要用别的图片顶替。",
    ),
    "SQ316": Rule(
        "{what}与付印时的不是同一个：付印时 {then}，现在 {now}。",
        "要一字不差地重出，换成付印时的那一个；印厂要的是付印时做好的那一套。",
        _WARNING,
    ),
    "SQ317": Rule(
        "{earlier} 还没有付印，先付印了{issue}：总期号和更正会接不上。",
        "先付印{earlier}；真的要先出这一期，付印时写明原因：./chenbao signoff {issue} --ahead 原因。",
        _WARNING,
    ),
    "SQ318": Rule("{issue} 已经有定本了。", "不用补；要核对，运行 ./chenbao signoff {issue} --verify。"),
    "SQ319": Rule(
        "稿号 {number} 的稿件已经不是付印时的文字，或者不见了。",
        "用 git 找回付印那次提交的这一篇，补好定本以后再改回来；见报文字的错用 ./chenbao correct 记更正。",
    ),
    "SQ320": Rule(
        "{issue} 付过印，稿号簿却不在了：网上补发的稿号、撤稿的原因都只记在那里。",
        "用 git 找回：git log -- issues/{issue}/ledger.yml，再 git checkout 那次提交 -- issues/{issue}/ledger.yml。",
    ),
    # SQ4 text
    "SQ401": Rule("正文里有 HTML：{fragment}", "改用 Markdown；要写尖括号本身，用 &lt; 和 &gt;。"),
    "SQ402": Rule("正文是空的。", "写上正文；还没写好的稿件先移出本期文件夹。"),
    "SQ403": Rule(
        "有一个读不懂的字符 {character}（{name}）。", "多半是从 PDF 或网页粘贴来的：删去，重新输入这个字。"
    ),
    "SQ404": Rule("正文里用了一级标题（#）。", "标题写在题头的 headline；正文的小标题用 ##。"),
    "SQ405": Rule("“免检”没有写明原因，或代码写错了。", "写成 <!-- 免检 SQ402：原因 -->。"),
    "SQ406": Rule("脚注“{label}”没有注文。", "在文末写 [^{label}]: 注文。"),
    "SQ407": Rule("日期与星期不符：“{written}”，这一天是{right}。", "查日历，改日期或改星期。"),
    "SQ408": Rule("没有这一天：“{written}”。", "查日历改正。"),
    "SQ409": Rule("标点连用：“{found}”。", "只留一个。", _WARNING),
    "SQ410": Rule("汉字旁边用了半角标点“{found}”。", "改成全角的{right}。", _WARNING),
    "SQ411": Rule("省略号写成了“{found}”。", "改成“……”。", _WARNING),
    "SQ412": Rule("引号或括号不成对：{found}", "补上另一半。", _WARNING),
    "SQ413": Rule(
        "正文里有像是个人信息的数字（{kind}）：{found}",
        "删去，或遮去中间几位；机构的热线请写明单位。",
        _WARNING,
    ),
    "SQ414": Rule("破折号写成了“{found}”。", "改成“——”（两个占一字的横线）。", _WARNING),
    "SQ415": Rule("间隔号写成了“{found}”。", "改成“·”（U+00B7）。", _WARNING),
    "SQ416": Rule("用了全角的数字或字母“{found}”。", "改成半角“{right}”。", _WARNING),
    "SQ417": Rule("汉字年份里的零写成了别的字：“{found}”。", "改成“{right}”。", _WARNING),
    "SQ418": Rule("“几”与阿拉伯数字连用：“{found}”。", "概数用汉字，如“十几”“几十”。", _WARNING),
    "SQ419": Rule("年份写得不全：“{found}”。", "把年份的四位数写全。", _WARNING),
    "SQ420": Rule("百分数的范围前一项漏了百分号：“{found}”。", "改成“{right}”。", _WARNING),
    "SQ421": Rule("农历或星期用了阿拉伯数字：“{found}”。", "改用汉字，如“农历八月十五”“星期三”。", _WARNING),
    "SQ422": Rule(
        "序号后面多了顿号或用错了标点：“{found}”。",
        "“（一）”后面不加标点；“1”后面用“.”，成为“1. ”。",
        _WARNING,
    ),
    "SQ423": Rule("问号叹号用得不对：“{found}”。", "至多叠用三个；又问又叹写成“？！”。", _WARNING),
    "SQ424": Rule("省略号与“等”重复：“{found}”。", "只留一个。", _WARNING),
    "SQ425": Rule("同样的标点套了两层：{found}", "里面一层改成{right}。", _WARNING),
    "SQ430": Rule("这里像是{what}，可是没有写对，会照原样印出来：“{found}”。", "{right}"),
    "SQ431": Rule("这里像是{what}，会照原样印出来：“{found}”。", "{right}", _WARNING),
    "SQ432": Rule("“{found}”不会印出来：{why}。", "{remedy}"),
    "SQ435": Rule(
        "这一行是 git 合并没有做完留下的：{found}。",
        "留下对的那一份，删去 <<<<<<<、=======、>>>>>>> 这三行和另一份。",
    ),
    "SQ440": Rule("这一行会接在上一行后面，印成一段：{reason}。", "要另起一段，上面空一行。", _WARNING),
    "SQ441": Rule("这一篇与 {other} 的文字相同，会登两次。", "删去一篇。"),
    "SQ442": Rule("“:::{kind}”没有收尾。", "在{kind}的末尾另起一行写 :::。"),
    "SQ443": Rule("“{found}”里的星号成了着重，不印出来。", "要印的是乘号或星号，写成：{right}", _WARNING),
    "SQ444": Rule("日期与节日不符：“{written}”，{year}年的{festival}是{right}。", "查日历，改日期或改节日。"),
    "SQ445": Rule(
        "“{found}”没有收尾，从这里到末尾都会印成程序代码。",
        "在代码的末尾另起一行写 {found}；不是代码，删去这一行。",
    ),
    "SQ446": Rule("引文里的“{found}”，正文里没有。", "照正文改，引文要一字不差；省去的用“……”。", _WARNING),
    "SQ470": Rule(
        "“{found}”可能是“{right}”之误：{why}，“{word}”常见于此处。",
        f"确是错字就改；没有错，{_KEEP}",
        _WARNING,
    ),
    "SQ471": Rule(
        "“{found}”是常见的别字，应为“{right}”。",
        "改过来；引用原文的，在这一行写 <!-- 免检 SQ471：原文如此 -->。",
    ),
    "SQ472": Rule("“{found}”像是“{right}”写错了。", f"确是写错就改；有意这样写的，{_KEEP}", _WARNING),
    "SQ473": Rule(
        "“{found}”与别处的“{other}”只差一个字，可能是一个名字写成了两样。",
        f"查实以后统一；确是两个名字，{_KEEP}",
        _WARNING,
    ),
    "SQ474": Rule("“{found}”与别处的“{other}”职务不一致。", f"查实以后统一；都没有错，{_KEEP}", _WARNING),
    "SQ475": Rule(
        "“{found}”与{where}的“{other}”对不上。", f"查实以后统一；说的不是一回事，{_KEEP}", _WARNING
    ),
    "SQ476": Rule("“{found}”与前后的数字算不拢：{why}。", f"查实以后改；没有错，{_KEEP}", _WARNING),
    "SQ477": Rule("“{found}”这个日子不对：{why}。", f"查日历和原稿；没有错，{_KEEP}", _WARNING),
    "SQ478": Rule("电话“{found}”可能写错了：{why}。", f"照着拨一次；没有错，{_KEEP}", _WARNING),
    "SQ479": Rule("“{found}”可能多出了字：{right}。", f"多了就删；有意重复的，{_KEEP}", _WARNING),
    "SQ480": Rule("“{found}”是繁体字，简体是“{right}”。", f"改成简体；非用繁体不可的，{_KEEP}", _WARNING),
    "SQ481": Rule(
        "“{found}”是旧称，{year}年起是“{right}”。", f"说的是现在就改；说的是当年，{_KEEP}", _WARNING
    ),
    "SQ482": Rule("“{found}”的单位不对：{why}。", f"查实以后改；没有错，{_KEEP}", _WARNING),
    "SQ483": Rule("“{found}”这里可能缺了什么：{why}。", f"补上，或改数目；没有错，{_KEEP}", _WARNING),
    "SQ484": Rule(
        "“{found}”在本报的易错词里，应为“{right}”。",
        f"改过来；这里没有错，{_KEEP}",
        _WARNING,
    ),
    "SQ485": Rule("词表里这一项写得不对：{problem}。", "照编辑手册“校对”一页的样子改。", _WARNING),
    "SQ486": Rule(
        "词和词的接续表（words.lm）不在，同音、近音、形近的错字这一次没有找。",
        "重装程序，或照编辑手册“校对”一页把表放回去；别的都照查了。",
        _WARNING,
    ),
    "SQ487": Rule("“{found}”可能是“{right}”：{why}。", f"查实以后改；没有错，{_KEEP}", _WARNING),
    "SQ488": Rule(
        "“{found}”可能是“{right}”之误：字模型看上下文，这里多半该是“{right}”。",
        f"确是错字就改；没有错，{_KEEP}",
        _WARNING,
    ),
    "SQ489": Rule(
        "字模型（{folder}）用不上：{problem}。这一次没有用它查，别的都照查了。", "{remedy}", _WARNING
    ),
    # SQ5 pictures and links
    "SQ501": Rule("找不到图片 {file}。", "{suggestion}"),
    "SQ502": Rule("图片 {file} 打不开：{problem}。", "重新导出为 JPEG 或 PNG。"),
    "SQ503": Rule(
        "图片 {file} 只有{width}×{height}像素，印出来会糊。", "换一张宽至少{least}像素的原图。", _WARNING
    ),
    "SQ504": Rule("图片 {file} 太大：{width}×{height}像素。", "缩到长边不超过{most}像素。"),
    "SQ505": Rule("图片 {file} 没有图说。", "在方括号里写图说：![图说](…)。", _WARNING),
    "SQ506": Rule("图片“{file}”不在本期的文件夹里。", "把图片放进本期的 images/，写成 ../images/文件名。"),
    "SQ507": Rule(
        "链接“{address}”不能用。", "写完整的网址（https://…）、稿号（/n/2101032/）或本站的网址（/…/）。"
    ),
    "SQ508": Rule(
        "图片提示“{hint}”不对。",
        '可写 width=1 到 {columns}（栏数），crop=top|bottom|left|right|center|none，focus="40% 30%"（看点：离左边、上边各几成）。',
    ),
    "SQ509": Rule("表格里不能放图片：{file}。", "把图片移到表格外面，另起一段。"),
    "SQ520": Rule(
        "图片 {file} 只有 {width}×{height} 像素，宽不到 {least} 像素，印出来会糊。",
        "向来稿人要原图（微信里发送时勾“原图”）。",
        _WARNING,
    ),
    "SQ521": Rule("图片 {file} {problem}，报上和网上都不能直接用。", "{remedy}"),
    "SQ540": Rule(
        "图片 {file} 排成{millimetres}毫米宽，只有{dots}像素/英寸，印厂至少要{least}。",
        "换一张宽{wide}像素以上的原图；写了 width 的，改小或去掉。",
    ),
    "SQ541": Rule(
        "线条图 {file} 排成{millimetres}毫米宽，只有{dots}像素/英寸，印厂至少要{least}。",
        "重新扫描成宽{wide}像素以上的黑白图，或另存为灰度图。",
        _WARNING,
    ),
    "SQ560": Rule("标题长{long}字，这样的稿最多{most}字。", "删短，把次要的意思移到引题或副题里。", _WARNING),
    "SQ561": Rule(
        "图片 {file} 排成这样要剪去{sides}{share}%。",
        "看一看校样；要保住的地方写 focus，或换一张横竖合适的图。",
        _WARNING,
    ),
    "SQ562": Rule("补白里只能有普通的段落。", "删去小标题、表格、图片，改成一两段话。"),
    "SQ563": Rule("没有叫“{name}”的补白。", "{suggestion}"),
    "SQ564": Rule("广告的大小不能写“{size}”。", "写{known}，或写宽×高（毫米），如 120×80。"),
    "SQ565": Rule(
        "广告“{headline}”要{width}×{height}毫米，第{page}版只放得下{room}。",
        "改小，或换一版；先照放得下的排。",
    ),
    "SQ566": Rule(
        "广告的图 {file} 与版面的长宽不合，四边要留白{share}%。",
        "请客户照{width}×{height}毫米做图。",
        _WARNING,
    ),
    "SQ567": Rule(
        "广告“{headline}”里{what}不印。", "广告只排第一幅图，图上的字都画在图里；表格也画成图。", _WARNING
    ),
    "SQ568": Rule("钉“{pin}”里读不懂“{part}”。", "写成：{shown}。"),
    "SQ569": Rule("第{page}版钉不住“{story}”：{problem}。", "改这一行，或去掉；先照没有钉的排。"),
    "SQ570": Rule("没有叫“{name}”的版式。", "可用的有：{known}。"),
    "SQ571": Rule(
        "第{page}版有{figures}幅图排不下：{stories}。",
        "撤下这几幅，或移到别的版{more}。",
    ),
    "SQ572": Rule("没有叫“{frame}”的围框。", "可用的有：{known}。"),
    "SQ573": Rule("《{headline}》是这一版的头条，不围框。", "删去 frame，或另定一篇头条。", _WARNING),
    "SQ574": Rule(
        "《{headline}》太大，围框里排不下，先照没有框的排。", "删短、少放图，或删去 frame。", _WARNING
    ),
    "SQ575": Rule("《{headline}》卖的是报眼，{problem}。", "移到第1版，或换一种大小；先照不写大小的排。"),
    "SQ576": Rule("广告“{headline}”的字太多，超出框{lines}行。", "删字，或卖大一些。"),
    "SQ577": Rule(
        "《{headline}》转不了版：{problem}。", "改题头的 jump，如 jump: 第4段后转第3版；先整篇排在一版。"
    ),
    "SQ578": Rule("第{page}版排不成{template}：{problem}。", "改稿，或换一种版式；先照平常的排。", _WARNING),
    "SQ579": Rule("{what}的图“{file}”不在 {folder}/ 里。", "把图放进那里，写成 {wanted}。"),
    "SQ580": Rule(
        "{what}的图 {file} {problem}，排不准。",
        "导出成 SVG：文字转成曲线，合并渐变和透明；或导出成宽3000像素以上的 PNG。先照{instead}排。",
    ),
    "SQ581": Rule(
        "报头的图 {file} 排进报名的位置只有{width}×{height}毫米，比铅字的报名还小。",
        "裁去图四边的空白，照{wanted_width}×{wanted_height}毫米的比例做。",
        _WARNING,
    ),
    "SQ582": Rule(
        "《{headline}》卖的是中缝，{problem}。", "改广告的字，或换一版、换一种大小；先照不写大小的排。"
    ),
    "SQ583": Rule("《{headline}》跨不了版：{problem}。", "移到那一版，或删去题头的 spread；先整篇排在一版。"),
    "SQ584": Rule(
        "《{headline}》跨第{page}版和第{other}版排不成：{problem}。",
        "照说的改，或删去题头的 spread；先整篇排在一版。",
    ),
    "SQ585": Rule(
        "没有叫“{name}”的刊头。",
        "现有的：{known}。新的刊头，图放进 content/pictures/，写进 mkdocs.yml 的 heads:。",
    ),
    "SQ586": Rule(
        "第{page}版的刊头太高，横贯全版要高{wanted}毫米，最多{most}毫米。",
        "照{width}×{most}毫米、或更扁的比例做；先缩小了排在正中。",
        _WARNING,
    ),
    "SQ587": Rule("补白《{headline}》的图 {file} {problem}，用不上。", "{remedy}", _WARNING),
    "SQ588": Rule(
        "第{page}版有跨版的稿，刊头没有地方，不排。", "删去这一版的 head，或让那篇不跨版。", _WARNING
    ),
    "SQ589": Rule(
        "第{page}版照钉的（{stories}）排，有{over}行排不下；不钉，有{free}行。",
        "去掉这一行，或换一个地方、换几栏钉；要留着，照超版说的删稿。",
        _WARNING,
    ),
    # SQ6 print
    "SQ601": Rule(
        "{face}里没有“{character}”这个字（{name}），印出来是空白。", "换一个字，或在括号里注音说明。"
    ),
    "SQ602": Rule(
        "第{page}版超版{characters}字（{lines}行）：{advice}",
        "删去约{characters}字，或把一张图改小，或移一篇到别的版。",
    ),
    "SQ603": Rule(
        "第{page}版余{lines}行：{advice}", "加一张图，把稿件加长或再写一篇，约{characters}字。", _WARNING
    ),
    "SQ604": Rule("“{word}”比一栏还宽，只好拆开。", "改短；在表格里的，改成表格以外的写法。", _WARNING),
    "SQ605": Rule("排版引擎的警告：{problem}", "这是程序或版样的毛病，请报给维护者。"),
    "SQ606": Rule("表格比版心还宽。", "减少列，或把长格拆成两行。"),
    "SQ607": Rule("版样 layout 排不下：{problem}", "{remedy}"),
    # preflight: any PDF that goes to the press
    "SQ608": Rule(
        "正文是{body}点，最小的字（{style}）就只有{size}点，印厂至少要{least}点。",
        "在 mkdocs.yml 的 type: 里把 size 加到{wanted}点以上。",
    ),
    "SQ620": Rule("这不是能用的 PDF：{problem}。", "请对方重新导出 PDF，不要改扩展名、不要压缩。"),
    "SQ621": Rule("文件加了密。", "请对方不设密码重新导出。"),
    "SQ622": Rule("文件太大：{problem}。", "请对方分成一版一个文件，图片不高于300像素/英寸，重新导出。"),
    "SQ623": Rule(
        "{where}预检没有做完：{problem}。", "把这一页拆出来单独导出；仍然不行，请对方换一种方法导出。"
    ),
    "SQ624": Rule("PDF 版本是 {version}，{standard} 最高 {most}。", "按 {standard} 重新导出。"),
    "SQ625": Rule("标识不对：{claim}。", "导出时选 PDF/X-1a:2003 或 PDF/X-4，与印厂要的一致。"),
    "SQ626": Rule(
        "输出意图（OutputIntent）不对：{problem}。", "导出时选定新闻纸的 CMYK 特性文件作输出意图，并嵌入。"
    ),
    "SQ627": Rule("文件信息不全：缺 {keys}。", "按 PDF/X 重新导出，标题、日期和 Trapped 都要有。"),
    "SQ628": Rule("文件有损坏，是勉强修好才读出来的：{problem}", "请对方重新导出，不要用修补过的文件。"),
    "SQ629": Rule("{where}用了 LZW 压缩，PDF/X 不准用。", "重新导出，压缩方式选 ZIP（Flate）或 JPEG。"),
    "SQ630": Rule("文件里有脚本或动作（JavaScript、OpenAction）。", "重新导出为 PDF/X，它不带脚本。"),
    "SQ631": Rule("文件里有表单。", "先打印成普通 PDF，再按 PDF/X 导出。"),
    "SQ632": Rule("{where}有批注或链接（{kind}）压在版面上。", "删去批注和链接再导出。"),
    "SQ634": Rule(
        "{where}页面框不对：{problem}。", "导出时写明成品尺寸（TrimBox），出血框（BleedBox）不小于它。"
    ),
    "SQ635": Rule(
        "{where}成品尺寸是{size}毫米，应当是{wanted}毫米。", "按{wanted}毫米重做这一页，不要缩放。"
    ),
    "SQ636": Rule("有{pages}页，应当是{wanted}页。", "补齐或删去多出的页，再导出。"),
    "SQ637": Rule("{where}是空白页。", "看是不是漏了内容；不要的页删去。"),
    "SQ638": Rule("{where}页面{problem}。", "按正向、原大重新导出。"),
    "SQ639": Rule(
        "{where}出血只有{bleed}毫米，要{wanted}毫米。", "把贴边的底色和图片放到出血线外{wanted}毫米。"
    ),
    "SQ640": Rule("{where}{what}用了 RGB 颜色。", "改用 CMYK；黑色只用单黑 K100。"),
    "SQ641": Rule("{where}有 RGB 图片。", "把图片转成新闻纸特性文件的 CMYK，再放进来。"),
    "SQ642": Rule("{where}{what}用了{space}颜色。", "改用 CMYK 或灰。"),
    "SQ643": Rule("{where}用了专色（{inks}），报纸只印四色。", "把专色改成四色（CMYK）。"),
    "SQ644": Rule("{where}黑字不是单黑，是 {inks}。", "把字的颜色改成 C0 M0 Y0 K100。"),
    "SQ645": Rule("{where}{what}用了套版色（四色都是100%）。", "改成 K100；套版色只能用在裁切线外的标记上。"),
    "SQ646": Rule(
        "{where}总墨量到了{ink}%，多于{limit}%。", "用新闻纸特性文件重新转换这里的图片；底色减淡。"
    ),
    "SQ647": Rule("{where}白色{what}设了叠印，印出来就没有了。", "取消白色的叠印。"),
    "SQ648": Rule("{where}黑字没有叠印，套印稍偏就露白。", "给 K100 的字设叠印。"),
    "SQ650": Rule("{where}图片只有{dpi}像素/英寸，至少要{least}。", "换大一些的原图，或把图排小。"),
    "SQ651": Rule("{where}线条图只有{dpi}像素/英寸，至少要{least}。", "重新扫描，或改用矢量图。"),
    "SQ652": Rule("{where}图片有{dpi}像素/英寸，多于{most}，徒然费时。", "缩到300像素/英寸。", _WARNING),
    "SQ653": Rule("{where}图片的格式不合用：{kind}。", "重新导出，图片用8位的 CMYK 或灰，JPEG 或 ZIP 压缩。"),
    "SQ654": Rule("{where}线太细：{width}点，至少{least}点。", "加粗这条线。"),
    "SQ655": Rule("{where}多色或反白的线太细：{width}点，至少{least}点。", "加粗，或改成一种墨。"),
    "SQ656": Rule("{where}字太小：{size}点，至少{least}点。", "放大这些字。"),
    "SQ657": Rule("{where}淡色的字太小：{size}点，至少{least}点。", "放大，或改成 K100。"),
    "SQ658": Rule("{where}多色的字太小：{size}点，至少{least}点。", "放大，或改成一种墨。"),
    "SQ659": Rule("{where}反白的字太小：{size}点，至少{least}点。", "放大，用黑体，或不反白。"),
    "SQ660": Rule("{where}字体没有嵌入：{font}。", "导出时嵌入全部字体，或把这些字转成曲线。"),
    "SQ661": Rule("{where}用了 Type 3 字体：{font}。", "换一种字体，或把这些字转成曲线。"),
    "SQ662": Rule("{where}有缺字，字体 {font} 里没有这个字形。", "换一种有这个字的字体，看着屏幕核对一遍。"),
    "SQ664": Rule("{where}{what}有透明效果，PDF/X-1a 不准有。", "导出时拼合透明，或改交 PDF/X-4。"),
    "SQ665": Rule("{where}透明的混合空间不是 CMYK。", "把页面的混合空间改成 CMYK，再导出。"),
    "SQ666": Rule("{where}文件自带传递曲线或网点（{keys}）。", "删去：网点和曲线由印厂决定。"),
    "SQ667": Rule("{where}有 PostScript 或 OPI 外链内容。", "把它换成真正的图，再导出。"),
    "SQ668": Rule("{where}图形对象套叠成环，或套得太深。", "请对方重新导出。"),
    "SQ669": Rule("{where}页面内容写坏了：{problem}。", "请对方重新导出；看一看这一页有没有缺东西。"),
    "SQ670": Rule("文件有图层，PDF/X-1a 不准有。", "合并图层再导出。"),
    "SQ671": Rule(
        "没有量总墨量：这台机器没有 Ghostscript。",
        "装上它：sudo apt-get install -y --no-install-recommends ghostscript。",
    ),
    "SQ672": Rule("{issue} 还没有付印，没有可核对的。", "先付印：./chenbao signoff {issue}。"),
    "SQ673": Rule("{path} {what}。", "用 git 找回原文；给印厂的文件不要手改，要改就再付印一次。"),
    "SQ675": Rule("没有第{round}次校样。", "现有的次数：{known}。"),
    "SQ676": Rule(
        "{name}已经签过{task}，不能再签{other}。", "三审的任何两个环节不能是同一个人，请另一位签。"
    ),
    "SQ677": Rule("拼不成大版：{problem}。", "换一个版数合适、能打开的 PDF。"),
    "SQ678": Rule(
        "{path} {what}。",
        "付印以后程序、字体或稿子变过。要和付印时一字不差，用 git 回到付印那次提交，在同一种系统上再做；印厂要的是付印时做好的那一套。",
        _WARNING,
    ),
    "SQ679": Rule(
        "{where}字体 {font} 是整个 OpenType 文件，PDF {version} 还不认得。",
        "导出成 PDF/X-4（PDF 1.6），或换一个嵌入 CFF、TrueType 字体的导出程序。",
    ),
    "SQ680": Rule("文件里有不印的图层：{names}。", "要印的打开，不印的删去，合并图层再导出。"),
    "SQ681": Rule("{where}{what}到裁切边为止，没有伸进出血。", "把满版的底色和图放大到出血框。"),
    "SQ682": Rule("输出意图不是新闻纸：{name}。", "导出时输出意图选印厂的新闻纸特性文件。"),
    "SQ683": Rule("{where}淡色的线太细：{width}点，至少{least}点。", "加粗，或改成 K100。"),
    "SQ684": Rule("{where}字离裁切边不到{least}毫米，裁的时候会切掉。", "往里移。", _WARNING),
    "SQ685": Rule("文件里夹带了附件。", "删去附件再导出；印厂不会打开它。"),
    "SQ686": Rule(
        "文件自称 PDF {version}，却用了后来才有的{what}，老的制版机读不出。",
        "导出时选 PDF 1.4，关掉“对象压缩”；或交 PDF/X-4。",
    ),
    "SQ687": Rule(
        "{where}{what}“{names}”不是 PDF 里有的名字。", "这是导出程序的毛病：换一个程序或换一种设置再导出。"
    ),
    "SQ688": Rule("{what}在另外的文件里，印厂拿不到。", "把链接的内容嵌入后再导出。"),
    "SQ689": Rule(
        "有的图片另有一幅“印刷时替换”的图，印出来的不是看到的。", "删去替换图（Alternates）再导出。"
    ),
    "SQ690": Rule(
        "文件让阅读器只显示或只打印一部分：{wishes}，看样时会看错。",
        "删去这些阅读器设置，或改成 MediaBox、BleedBox。",
    ),
    "SQ691": Rule("{where}是分好色的单色版（SeparationInfo）。", "请对方导出合成的（composite）彩色 PDF。"),
    "SQ692": Rule(
        "{where}字体 {font} 写的字宽与嵌入的字库不一致（差字号的千分之{by}），字距会印错。",
        "换一个导出程序重新导出，或把这些字转成曲线。",
    ),
    "SQ693": Rule(
        "{where}专色“{inks}”的替代色不是 CMYK 或灰。", "在排版程序里把专色的颜色模式改成 CMYK，再导出。"
    ),
    "SQ694": Rule(
        "同一个专色名有两种颜色：{names}。", "把同名专色合并成一个，再导出；报纸印四色，最好都改成 CMYK。"
    ),
    "SQ695": Rule(
        "{where}带特性文件的 CMYK {what}设了叠印（OPM 1），各家制版机做出来不一样。",
        "颜色改用不带特性文件的 CMYK，或取消叠印。",
    ),
    "SQ696": Rule("{where}字体 {font} 的{problem}。", "换一个导出程序，让它嵌入编码（CMap）。"),
    "SQ697": Rule("{where}字体 {font} 的{problem}。", "换一个导出程序，或把这些字转成曲线。"),
    "SQ698": Rule(
        "给印厂的特性文件 {profile} {problem}。",
        "向印厂要他们的特性文件（.icc），放进报纸的文件夹，把位置写进 mkdocs.yml 的 press: profile；没有就删去这一行，用本程序带的新闻纸特性文件。",
    ),
    "SQ699": Rule(
        "图层的设置不合 PDF/X-4：{problem}。", "合并图层再导出；要留图层，删去自动开关，次序里列全。"
    ),
    # SQ7 site
    "SQ701": Rule("网站的模板或设置有毛病：{problem}", "检查 theme/web/ 与 mkdocs.yml。"),
    "SQ710": Rule(
        "网址 {address} 有两样东西要用：{one} 和 {other}。",
        "常设页换一个文件名或文件夹；期、稿号、栏目和年份的网址是留给程序的。",
    ),
    "SQ711": Rule(
        "插件或钩子（{others}）出了错：{problem}",
        "先在 mkdocs.yml 里停用它，再照它自己的说明检查它的设置。",
    ),
    "SQ712": Rule(
        "mkdocs.yml 的 theme 里 {option} 在这里不起作用：网页是报纸自己的版式，不用 Material 的脚本、字体和配色。",
        "删去这一项；要换样子，在 custom_dir 的文件夹里放同名的模板或样式。",
        _WARNING,
    ),
    "SQ713": Rule(
        "链接 {link} {problem}。",
        "照文件的名字改对，从这一页算起，如 about.md、about.md#地址、pictures/门口.jpg；不要了就删去。",
    ),
    "SQ714": Rule("nav 里写着 {page}，{folder}/ 里没有这个文件。", "改对文件的名字，或删去这一行。"),
    "SQ715": Rule(
        "mkdocs.yml 的 {key} 写得不对：{problem}",
        "照 MkDocs 的说明改对这一项；不要了就删去。",
    ),
    "SQ716": Rule(
        "{key} 里写着 {file}，网站上没有这个文件。",
        "把文件放进 {folder}/，写它在那里的路径，如 files/own.css；不要了就删去。",
    ),
    "SQ717": Rule(
        "{key} 要用别处的 {file}，浏览器不会去取：网页只用本站自己的文件。",
        "下载下来，放进自己的文件夹；非用别处的不可，在 custom_dir 的文件夹里放自己的 partials/policy.html。",
        _WARNING,
    ),
    "SQ718": Rule(
        "theme 的 name 写着 {name}，本报的模板接不上这个主题。",
        "写 name: material；要换样子，在 custom_dir 的文件夹里放同名的模板或样式。",
    ),
    "SQ719": Rule("mkdocs.yml 里的 {option} 在这里不起作用：{why}。", "删去这一项。", _WARNING),
    "SQ730": Rule("没有“{name}”这个地方或系列。", "{remedy}"),
    # SQ8 corrections and bounty
    "SQ801": Rule(
        "更正里的稿号“{number}”不是本期的稿号。", "照见报的稿号改正，或用 ./chenbao correct 重记。"
    ),
    "SQ802": Rule("{number} 还没有付印，不能更正。", "没有付印的稿件直接改文稿。"),
    "SQ803": Rule(
        "{number}《{headline}》里找不到“{printed}”。", "照见报的文字抄写要更正的几个字，一字不差；见 {path}。"
    ),
    "SQ804": Rule(
        "{number}《{headline}》里“{printed}”不止一处（{places}）。",
        "多抄前后几个字，或用 --place 指明位置，如 --place 第2段、--place 图说。",
    ),
    "SQ805": Rule(
        "更正里的位置“{where}”认不出。",
        "写 paragraph: 段数，或 place: 标题、引题、副题、署名、小标题、图说、图片署名、表格、注，第二个起后面加数字，如 图说2。",
    ),
    "SQ806": Rule(
        "上一期有{count}条更正，没有启事可以登。",
        "写一份 content/notices/corrections.md，正文里写“{{更正}}”；文字差错另有 errata.md，正文里写“{{勘误}}”。",
        _WARNING,
    ),
    "SQ807": Rule(
        "更正里的“{printed}”不在 {number} 见报时的{where}里，或者不止一处。",
        "照见报的文字抄写，一字不差；见 {path}。用 ./chenbao correct 记更正，这些都会查对。",
        _WARNING,
    ),
    "SQ808": Rule(
        "{issue} 的选票已经封存，封存只有一次。",
        "照封存的抽签：./chenbao bounty verify {issue} 看摘要，数值公布以后运行 award。",
    ),
    "SQ809": Rule(
        "{issue} 的选票已经封存，裁定不能再改。", "发现裁错了的，登更正：./chenbao correct；名次不再动。"
    ),
    "SQ810": Rule(
        "有{count}对报错人可能是同一个人，还没有定。",
        "看 ./chenbao bounty persons {issue}；是同一个人的加 --merge {first} {second}，是两个人的加 --apart {first} {second}。",
    ),
    "SQ811": Rule(
        "公开数值的公布时间{due}已经过了（现在{now}）。",
        "换一个还没有公布的数值，用 --when 写明它什么时候公布。",
    ),
    "SQ812": Rule(
        "“{value}”不是选票上写明的写法：{form}。",
        "照公布的数值写全，位数要对；千分位的逗号和空格可写可不写。",
    ),
    "SQ813": Rule("公开数值（{source}）要到{due}才公布，现在不能抽签。", "到了时候再运行一次。"),
    "SQ814": Rule(
        "{issue} 的收件箱已经到期清空，答复不能重新算。", "已经公布的答复照旧登着，不必再运行 publish。"
    ),
    "SQ815": Rule(
        "代号“{who}”没有指明一位报错人：没有这个代号，或者不止一位以它开头。",
        "用 ./chenbao bounty people {issue} 看各人的代号，抄全。",
    ),
    "SQ820": Rule(
        "“{wrong}”见报后更正过（{number}）：应为“{right}”。",
        "照更正改；这里确实没有错的，用“免检 SQ820”注明原因。",
        _WARNING,
    ),
    "SQ821": Rule("裁定里有一行读不懂。", "用 git 找回这一行，或删去它重新裁定。"),
    "SQ822": Rule(
        "收件箱里有{count}条读不出的来信。",
        "运行 ./chenbao bounty list {issue} --unread 看原样和原因。",
        _WARNING,
    ),
    "SQ823": Rule(
        "没有“{claim}”这一处报错。", "报错的代号是“来信代号#第几处”，用 ./chenbao bounty list {issue} 查看。"
    ),
    "SQ824": Rule("“{kind}”不是计错表里的类别。", "可用的有：{known}。"),
    "SQ825": Rule(
        "{issue} 的裁定还没有封存，不能评奖。",
        "定好抽签要用的公开数值，在它公布以前运行 ./chenbao bounty seal {issue} --source 出处 --when 公布的时刻。",
    ),
    "SQ826": Rule(
        "{issue} 的抽签结果与封存的选票对不上，或者换了数值。",
        "用 git 查 ballot.txt 和 draw.json 被谁改过，找回原来的；抽过的签不能换数值再抽。",
    ),
    "SQ827": Rule(
        "还有{count}处没有裁定或裁定人意见不一：{names}",
        "裁定完再封存；确实定不下来的裁为“不属实”并写明理由。",
    ),
    "SQ828": Rule(
        "下一期 {issue} 的 issue.yml 没有分行写的 bounty 一节，得奖名单写不进去。",
        "在 issue.yml 里写一行 bounty:，下一行缩进写 deadline: 日期，再运行一次；名单已印在上面。",
    ),
    "SQ829": Rule(
        "来信的保存期限已过（{day}）。",
        "办完了的，运行 ./chenbao bounty forget {issue} --expired 清空收件箱；还要办的，导入时加 --keep-until 日期，如 ./chenbao bounty import {issue} 文件 --keep-until {later}（同一份再导入一次也行，不会重收）。",
        _WARNING,
    ),
    "SQ830": Rule(
        "这是一个链接，通到报纸的文件夹外面，或通到收件箱、git 里面。",
        "把要用的文件本身放进来，删去链接：照着链接登出去的会是这台电脑上别的文件。",
    ),
    "SQ831": Rule(
        "这一行有{count}字，一行最多{most}字；这篇没有读。",
        "这不像稿子：看看是不是粘进了别的东西；真是一段的，用空行分开。",
    ),
    "SQ880": Rule(
        "更正“{printed}”与已经记下的更正“{other}”说的是同几个字，网上只能照其中一条改。",
        "先收回那一条：./chenbao correct {number} --undo --printed “{other}”；再把两处合成一条，重新记。",
    ),
    "SQ881": Rule(
        "{number} 没有这样一条可以收回的更正。", "现有的更正：{known}。照 printed 抄写要收回的那一条。"
    ),
    "SQ882": Rule(
        "更正前后是同样的几个字：“{printed}”。", "照见报的文字写 --printed，应当是什么写 --right。"
    ),
    "SQ883": Rule(
        "{issue} 的来信截止日期{deadline}还没有过，现在不能封存：以后几天来的信就不能裁定了。",
        "过了那一天，把最后的来信导入、裁定完，再封存。",
    ),
    "SQ884": Rule(
        "{issue} 没有一位按时报错的读者，没有选票可以封存。",
        "看看期写对了没有；来信还没有导入的，先导入；收件箱已经清空的，不能再封存。真的没有人报错，这个月就不用抽签。",
    ),
    "SQ885": Rule(
        "{issue} 以后还没有下一期，得奖名单没有写进去。",
        "用 ./chenbao new 建好下一期，再运行一次：同一个数值，抽出来的名单不会变。",
    ),
    "SQ886": Rule(
        "下一期 {issue} 已经付印，得奖名单不能再写进去。",
        "名单已印在上面，同一个数值随时可以再抽一遍；登在还没有付印的一期：照抄到它的 issue.yml 的 bounty 一节，winners 下面。",
    ),
    "SQ887": Rule(
        "这个文件坏了：里面不是程序写的东西。",
        "用别的软件改过、存过的，改回来，存成 UTF-8；在 git 里的，用 git 找回；收件箱（inbox）里的不在 git 里，请从备份找回。没有备份的，先把 inbox 整个抄一份，再去掉坏的那一行，把 raw 里的原件再导入一次。",
    ),
    "SQ888": Rule(
        "{issue} 的选票已经封存，谁和谁是同一个人不能再改：选票里各有各的代号。",
        "发现一人得了两份的，用 ./chenbao bounty prizes {issue} 核对，只发一份；以后各期请在封存以前合并。",
    ),
    "SQ889": Rule(
        "{issue} 有{count}份奖没有记下领走（抽签代号{codes}）：收件箱清空以后，就不知道是谁、怎样联系了。",
        "领了的，用 ./chenbao bounty prizes {issue} --handed 代号 --by 经手人 记下；不再发了的，加 --unclaimed 再清空。",
    ),
    "SQ890": Rule(
        "{issue} 的选票封存了，还没有抽签：收件箱清空以后，抽中的是谁就不知道了。",
        "先抽签：./chenbao bounty award {issue} --value 数值 --write；不再抽了的，加 --unclaimed 再清空。",
    ),
    "SQ891": Rule(
        "有{count}处裁定说的报错不在这台电脑的收件箱里（{names}）：这些裁定现在不起作用。",
        "#前面的来信代号，./chenbao bounty list {issue} 里有的，是程序更新以后从这封信里读出的与裁定时不同：重新裁定这封信，再从 verdicts.yml 里删去旧的那一条。没有的，是别的电脑上收的：收件箱不进 git，各台电脑各自导入的，来信代号不一样。把这里的 issues/{issue}/bounty/inbox 改名留着，把收信那台电脑上的整个抄过来；这里另外收的，再导入一次。",
        _WARNING,
    ),
    "SQ892": Rule(
        "{issue} 现在的裁定与封存的选票不合：抽签代号{codes}的净分或误报不同。",
        "名次照选票，不变。封存以后手改的、用 git 合并进来的裁定没有进选票：用 git 查 verdicts.yml 和 groups.yml，改回封存时的。只是封存以后又收到这几位的来信的，不必管。",
        _WARNING,
    ),
    # SQ9 the machine
    "SQ901": Rule("这台机器缺少{part}：{why}", "{remedy}"),
    "SQ902": Rule("这里不是一份报纸：没有 mkdocs.yml。", "到报纸的文件夹里再运行，或用 --root 指明。"),
    "SQ903": Rule("读写不了：{problem}。", "检查磁盘空间和文件夹的权限，再运行一次；上一次的输出没有动。"),
    "SQ904": Rule("程序自己出了毛病：{problem}", "不是稿件的错。请把 {story} 交给维护者。"),
    "SQ950": Rule(
        "编辑部用不了 git：{problem}",
        "装好 git（Debian：apt install git），确认报纸的文件夹可以写，再打开编辑部。",
    ),
}


def diagnose(code: str, place: Place, **facts: object) -> Diagnostic:
    """The diagnostic of that code with its facts filled in. An unknown code or a missing fact is our own bug: KeyError."""
    rule = CATALOGUE[code]
    return Diagnostic(place, code, rule.message.format(**facts), rule.remedy.format(**facts), rule.severity)
