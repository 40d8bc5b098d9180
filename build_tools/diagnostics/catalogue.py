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

CATALOGUE: dict[str, Rule] = {
    # SQ1 front matter
    "SQ101": Rule("文件不是 UTF-8 编码（第{byte}个字节读不懂）。", "在编辑器里把文件另存为 UTF-8。"),
    "SQ102": Rule("稿件开头没有题头（两行 --- 之间的部分）。", "在文件第一行写 ---，下面写 headline: 标题，再写一行 ---。"),
    "SQ103": Rule("题头的 YAML 写坏了：{problem}。", "检查这一行的冒号、引号和缩进；值里有冒号时给整个值加引号。"),
    "SQ104": Rule("稿件没有标题。", "在题头里写一行 headline: 标题。"),
    "SQ105": Rule("不认识的题头项“{key}”。", "{suggestion}"),
    "SQ106": Rule("“{key}”的值不对：{problem}", "{remedy}"),
    "SQ107": Rule("题头没有收尾的 ---。", "在题头最后另起一行写 ---。"),
    "SQ108": Rule("题头项“{key}”写了两次。", "只留一个。"),
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
    "SQ213": Rule("启事“{notice}”没有稿子 content/notices/{notice}.md。", "{suggestion}"),
    "SQ215": Rule("没有这一期：issues/{issue}/。", "现有：{known}。新建用 ./chenbao new {issue}。"),
    "SQ216": Rule("期名“{issue}”不是“年-月”（如 2021-03）。", "期名是四位年、连字符、两位月；文件夹也这样命名。"),
    "SQ217": Rule("文件夹“{folder}”不是本报的栏目，里面的稿件不会见报。", "{suggestion}"),
    "SQ218": Rule("文件“{file}”不在任何栏目的文件夹里，不会见报。", "把它移进一个栏目的文件夹。"),
    "SQ219": Rule("读不了这个文件：{problem}。", "检查文件是否存在、权限是否可读。"),
    "SQ220": Rule("截止日期 {deadline} 早于出版日期 {date}。", "改 bounty 下的 deadline。"),
    "SQ221": Rule("启事里的“{{{placeholder}}}”没有这个替换项。", "可用的有：{known}。"),
    "SQ222": Rule("“{file}”不是 .md 文件，不会见报。", "改成 .md 文件；图片放进 images/。"),
    "SQ223": Rule("栏目“{section}”的网址“{address}”不能用（重复、空白，或像版序）。", "给这个栏目写 slug: 几个小写字母。"),
    "SQ224": Rule("文件名“{name}”读不懂（不是 UTF-8），没有读。", "给它改名；在 Windows 上压缩的文件夹，解压时要选 UTF-8 或 GBK 编码。"),
    # imprint: what must and must not be printed (《报纸出版形式差错数计算方法》, 《内部资料性出版物管理办法》第十四至十六条)
    "SQ230": Rule("付印要有“{label}”，现在还没有。", "向{whom}问清，写进 mkdocs.yml 的 {where}；只出样报，用 ./chenbao signoff --sample。"),
    "SQ231": Rule("刊号“{value}”不对：报纸的刊号是“CN”加两位地区号、连字符、以0开头的四位序号。", "照《报纸出版许可证》抄写，如 CN 31-0000 的样子。"),
    "SQ232": Rule("准印证编号“{value}”里没有“准”字和数字。", "照《准印证》抄写全文。"),
    "SQ233": Rule("内部资料不得用“{word}”。", "改写这一句；内部资料没有“本报”“记者”“刊号”，名称也不叫“报”“刊”。"),
    "SQ234": Rule("内部资料不得{what}。", "删去。"),
    "SQ235": Rule("总期号是{number}，上一期（{last}）是{before}，应当是{right}。", "改 issue.yml 的 number。"),
    "SQ236": Rule("第1版上，{other}（{size:.0f}点）不比报名（{name:.0f}点）小。", "报名要大于、明显于一版所有其他文字：把标题改小，或把报名放大。"),
    "SQ237": Rule("第{page}版的报眉没有版序。", "这是版样的毛病：报眉要印“第{page}版”。"),
    "SQ238": Rule("广告“{headline}”没有印出“广告”二字。", "这是版样的毛病：广告要在明显位置标“广告”。"),
    "SQ239": Rule("第1版没有印{what}。", "{remedy}"),
    # SQ3 numbers
    "SQ301": Rule("稿号簿写坏了：{problem}", "用 git 找回上一次提交的 ledger.yml；未付印的期可删去它重新生成。"),
    "SQ302": Rule("稿号 {number} 给了两篇已付印的稿件：{first} 与 {second}。", "两处各自付印后合并所致：用 git 查清哪一处先付印，保留那一行，另一篇删去 number 再付印。"),
    "SQ303": Rule("题头的稿号“{number}”不对：{problem}", "已付印的稿号见 ledger.yml，照抄；没有付印的稿件删去这一项。"),
    "SQ304": Rule("本期的稿号用完了（一期至多99个）。", "减少稿件，或把简讯合成一篇。"),
    "SQ305": Rule("已付印的 {number}《{headline}》找不到稿件，而“{file}”又没有稿号，不知是不是同一篇。", "是同一篇：在“{file}”的题头写 number: {number}。不是：在 ledger.yml 那一行写 withdrawn: 撤稿原因。"),
    "SQ306": Rule("已付印的 {number}《{headline}》的稿件不见了，按撤稿处理，稿号不再使用。", "若非撤稿，请用 git 找回 {file}；若是，在 ledger.yml 那一行写 withdrawn: 撤稿原因。", _WARNING),
    "SQ307": Rule("付印以后稿件又改了：{file} 与付印时不同。", "要改见报的文字，用 ./chenbao correct 记一条更正；不是有意的，用 git 找回原文。", _WARNING),
    "SQ308": Rule("题头没有稿号，标题又与付印时的{number}《{headline}》不同；暂按文件名仍作这一篇。", "是同一篇：在题头写 number: {number}。不是（旧稿已撤）：在 ledger.yml 那一行写 withdrawn: 撤稿原因。"),
    "SQ309": Rule("稿号簿说 {number} 已撤稿（{reason}），稿件 {file} 却还在。", "要撤：删去稿件的文件。不撤：删去 ledger.yml 那一行的 withdrawn。"),
    # SQ4 text
    "SQ401": Rule("正文里有 HTML：{fragment}", "改用 Markdown；要写尖括号本身，用 &lt; 和 &gt;。"),
    "SQ402": Rule("正文是空的。", "写上正文；还没写好的稿件先移出本期文件夹。"),
    "SQ403": Rule("有一个读不懂的字符 {character}（{name}）。", "多半是从 PDF 或网页粘贴来的：删去，重新输入这个字。"),
    "SQ404": Rule("正文里用了一级标题（#）。", "标题写在题头的 headline；正文的小标题用 ##。"),
    "SQ405": Rule("“免检”没有写明原因，或代码写错了。", "写成 <!-- 免检 SQ402：原因 -->。"),
    "SQ406": Rule("脚注“{label}”没有注文。", "在文末写 [^{label}]: 注文。"),
    "SQ407": Rule("日期与星期不符：{written}，这一天是{right}。", "查日历，改日期或改星期。"),
    "SQ408": Rule("没有这一天：{written}。", "查日历改正。"),
    "SQ409": Rule("标点连用：“{found}”。", "只留一个。", _WARNING),
    "SQ410": Rule("汉字旁边用了半角标点“{found}”。", "改成全角的{right}。", _WARNING),
    "SQ411": Rule("省略号写成了“{found}”。", "改成“……”。", _WARNING),
    "SQ412": Rule("引号或括号不成对：{found}", "补上另一半。", _WARNING),
    "SQ413": Rule("正文里有像是个人信息的数字（{kind}）：{found}", "删去，或遮去中间几位；机构的热线请写明单位。", _WARNING),
    "SQ414": Rule("破折号写成了“{found}”。", "改成“——”（两个占一字的横线）。", _WARNING),
    "SQ415": Rule("间隔号写成了“{found}”。", "改成“·”（U+00B7）。", _WARNING),
    "SQ416": Rule("用了全角的数字或字母“{found}”。", "改成半角“{right}”。", _WARNING),
    "SQ417": Rule("汉字年份里的零写成了别的字：“{found}”。", "改成“{right}”。", _WARNING),
    "SQ418": Rule("“几”与阿拉伯数字连用：“{found}”。", "概数用汉字，如“十几”“几十”。", _WARNING),
    "SQ419": Rule("年份写得不全：“{found}”。", "把年份的四位数写全。", _WARNING),
    "SQ420": Rule("百分数的范围前一项漏了百分号：“{found}”。", "改成“{right}”。", _WARNING),
    "SQ421": Rule("农历或星期用了阿拉伯数字：“{found}”。", "改用汉字，如“农历八月十五”“星期三”。", _WARNING),
    "SQ422": Rule("序号后面多了顿号或用错了标点：“{found}”。", "“（一）”后面不加标点；“1”后面用“.”，成为“1. ”。", _WARNING),
    "SQ423": Rule("问号叹号用得不对：“{found}”。", "至多叠用三个；又问又叹写成“？！”。", _WARNING),
    "SQ424": Rule("省略号与“等”重复：“{found}”。", "只留一个。", _WARNING),
    "SQ425": Rule("同样的标点套了两层：{found}", "里面一层改成{right}。", _WARNING),
    # SQ5 pictures and links
    "SQ501": Rule("找不到图片 {file}。", "{suggestion}"),
    "SQ502": Rule("图片 {file} 打不开：{problem}。", "重新导出为 JPEG 或 PNG。"),
    "SQ503": Rule("图片 {file} 只有{width}×{height}像素，印出来会糊。", "换一张宽至少{least}像素的原图。", _WARNING),
    "SQ504": Rule("图片 {file} 太大：{width}×{height}像素。", "缩到长边不超过{most}像素。"),
    "SQ505": Rule("图片 {file} 没有图说。", "在方括号里写图说：![图说](…)。", _WARNING),
    "SQ506": Rule("图片“{file}”不在本期的文件夹里。", "把图片放进本期的 images/，写成 ../images/文件名。"),
    "SQ507": Rule("链接“{address}”不能用。", "写完整的网址（https://…）、稿号（/n/2101032/）或本站的网址（/…/）。"),
    "SQ508": Rule("图片提示“{hint}”不对。", "可写 width=1 到 {columns}（栏数），crop=top|bottom|left|right|center|none。"),
    "SQ509": Rule("表格里不能放图片：{file}。", "把图片移到表格外面，另起一段。"),
    # SQ6 print
    "SQ601": Rule("{face}里没有“{character}”这个字（{name}），印出来是空白。", "换一个字，或在括号里注音说明。"),
    "SQ602": Rule("第{page}版超版{characters}字（{lines}行）：{advice}", "删去约{characters}字，或把一张图改小，或移一篇到别的版。"),
    "SQ603": Rule("第{page}版余{lines}行：{advice}", "加一张图，或把稿件加长约{characters}字。", _WARNING),
    "SQ604": Rule("“{word}”比一栏还宽，只好拆开。", "改短，或改成表格以外的写法。", _WARNING),
    "SQ605": Rule("排版引擎的警告：{problem}", "这是程序或版样的毛病，请报给维护者。"),
    "SQ606": Rule("表格比版心还宽。", "减少列，或把长格拆成两行。"),
    "SQ607": Rule("版样 layout 排不下：{problem}", "{remedy}"),
    # preflight: any PDF that goes to the press
    "SQ620": Rule("这不是能用的 PDF：{problem}。", "请对方重新导出 PDF，不要改扩展名、不要压缩。"),
    "SQ621": Rule("文件加了密。", "请对方不设密码重新导出。"),
    "SQ622": Rule("文件太大：{problem}。", "请对方分成一版一个文件，图片不高于300像素/英寸，重新导出。"),
    "SQ623": Rule("{where}预检没有做完：{problem}。", "把这一页拆出来单独导出；仍然不行，请对方换一种方法导出。"),
    "SQ624": Rule("PDF 版本是 {version}，{standard} 最高 {most}。", "按 {standard} 重新导出。"),
    "SQ625": Rule("标识不对：{claim}。", "导出时选 PDF/X-1a:2003 或 PDF/X-4，与印厂要的一致。"),
    "SQ626": Rule("输出意图（OutputIntent）不对：{problem}。", "导出时选定新闻纸的 CMYK 特性文件作输出意图，并嵌入。"),
    "SQ627": Rule("文件信息不全：缺 {keys}。", "按 PDF/X 重新导出，标题、日期和 Trapped 都要有。"),
    "SQ628": Rule("文件有损坏，是勉强修好才读出来的：{problem}", "请对方重新导出，不要用修补过的文件。"),
    "SQ629": Rule("{where}用了 LZW 压缩，PDF/X 不准用。", "重新导出，压缩方式选 ZIP（Flate）或 JPEG。"),
    "SQ630": Rule("文件里有脚本或动作（JavaScript、OpenAction）。", "重新导出为 PDF/X，它不带脚本。"),
    "SQ631": Rule("文件里有表单。", "先打印成普通 PDF，再按 PDF/X 导出。"),
    "SQ632": Rule("{where}有批注或链接（{kind}）压在版面上。", "删去批注和链接再导出。"),
    "SQ634": Rule("{where}页面框不对：{problem}。", "导出时写明成品尺寸（TrimBox），出血框（BleedBox）不小于它。"),
    "SQ635": Rule("{where}成品尺寸是{size}毫米，应当是{wanted}毫米。", "按{wanted}毫米重做这一页，不要缩放。"),
    "SQ636": Rule("有{pages}页，应当是{wanted}页。", "补齐或删去多出的页，再导出。"),
    "SQ637": Rule("{where}是空白页。", "看是不是漏了内容；不要的页删去。"),
    "SQ638": Rule("{where}页面{problem}。", "按正向、原大重新导出。"),
    "SQ639": Rule("{where}出血只有{bleed}毫米，要{wanted}毫米。", "把贴边的底色和图片放到出血线外{wanted}毫米。"),
    "SQ640": Rule("{where}{what}用了 RGB 颜色。", "改用 CMYK；黑色只用单黑 K100。"),
    "SQ641": Rule("{where}有 RGB 图片。", "把图片转成新闻纸特性文件的 CMYK，再放进来。"),
    "SQ642": Rule("{where}{what}用了{space}颜色。", "改用 CMYK 或灰。"),
    "SQ643": Rule("{where}用了专色（{inks}），报纸只印四色。", "把专色改成四色（CMYK）。"),
    "SQ644": Rule("{where}黑字不是单黑，是 {inks}。", "把字的颜色改成 C0 M0 Y0 K100。"),
    "SQ645": Rule("{where}{what}用了套版色（四色都是100%）。", "改成 K100；套版色只能用在裁切线外的标记上。"),
    "SQ646": Rule("{where}总墨量到了{ink}%，多于{limit}%。", "用新闻纸特性文件重新转换这里的图片；底色减淡。"),
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
    "SQ671": Rule("没有量总墨量：这台机器没有 Ghostscript。", "装上它：sudo apt-get install -y --no-install-recommends ghostscript。"),
    "SQ672": Rule("{issue} 还没有付印，没有可核对的。", "先付印：./chenbao signoff {issue}。"),
    "SQ673": Rule("{path} {what}。", "用 git 找回原文；给印厂的文件不要手改，要改就再付印一次。"),
    "SQ674": Rule("{path} {what}。", "不是这一期自己的文件，以后各期会改动它；要证明当时的样子，用 git 找付印那天的版本。", _WARNING),
    "SQ675": Rule("没有第{round}次校样。", "现有的次数：{known}。"),
    "SQ676": Rule("{name}已经签过{task}，不能再签{other}。", "三审的任何两个环节不能是同一个人，请另一位签。"),
    "SQ677": Rule("拼不成大版：{problem}。", "换一个版数合适、能打开的 PDF。"),
    "SQ678": Rule("{path} {what}。", "付印以后程序、字体或稿子变过。要和付印时一字不差，用 git 回到付印那次提交，在同一种系统上再做；印厂要的是付印时做好的那一套。", _WARNING),
    # SQ7 site
    "SQ701": Rule("网站的模板或设置有毛病：{problem}", "检查 theme/web/ 与 mkdocs.yml。"),
    # SQ8 corrections and bounty
    "SQ801": Rule("更正里的稿号“{number}”不是本期的稿号。", "照见报的稿号改正，或用 ./chenbao correct 重记。"),
    "SQ802": Rule("{number} 还没有付印，不能更正。", "没有付印的稿件直接改文稿。"),
    "SQ803": Rule("{number}《{headline}》里找不到“{printed}”。", "照见报的文字抄写要更正的几个字，一字不差；见 {path}。"),
    "SQ804": Rule("{number}《{headline}》里“{printed}”不止一处（{places}）。", "多抄前后几个字，或用 --place 指明位置，如 --place 第2段、--place 图说。"),
    "SQ805": Rule("更正里的位置“{where}”认不出。", "写 paragraph: 段数，或 place: 标题、引题、副题、署名、小标题、图说、图片署名、表格、注，第二个起后面加数字，如 图说2。"),
    "SQ806": Rule("上一期有{count}条更正，没有启事可以登。", "写一份 content/notices/corrections.md，正文里写“{{更正}}”；文字差错另有 errata.md，正文里写“{{勘误}}”。", _WARNING),
    "SQ807": Rule("更正里的“{printed}”不在 {number} 见报时的{where}里，或者不止一处。", "照见报的文字抄写，一字不差；见 {path}。用 ./chenbao correct 记更正，这些都会查对。", _WARNING),
    "SQ820": Rule("“{wrong}”见报后更正过（{number}）：应为“{right}”。", "照更正改；这里确实没有错的，用“免检 SQ820”注明原因。", _WARNING),
    "SQ821": Rule("裁定里有一行读不懂。", "用 git 找回这一行，或删去它重新裁定。"),
    "SQ822": Rule("收件箱里有{count}条读不出的来信。", "运行 ./chenbao bounty list {issue} --unread 看原样和原因。", _WARNING),
    "SQ823": Rule("没有“{claim}”这一处报错。", "报错的代号是“回执号#第几处”，用 ./chenbao bounty list {issue} 查看。"),
    "SQ824": Rule("“{kind}”不是计错表里的类别。", "可用的有：{known}。"),
    "SQ825": Rule("{issue} 的裁定还没有封存，不能评奖。", "先公布抽签要用的公开数值的出处，再运行 ./chenbao bounty seal {issue} --source 出处。"),
    "SQ826": Rule("{issue} 封存以后裁定或来信又变了。", "封存的选票与现在的不同：查清改动，重新公布并封存。"),
    "SQ827": Rule("还有{count}处没有裁定或裁定人意见不一：{names}", "裁定完再封存；确实定不下来的裁为“不属实”并写明理由。"),
    "SQ828": Rule("下一期 {issue} 的 issue.yml 没有 bounty 一节，得奖名单写不进去。", "在 issue.yml 里写 bounty: 和 deadline:，再运行一次；名单已印在上面。"),
    "SQ829": Rule("来信的保存期限已过（{day}）。", "办完了的，运行 ./chenbao bounty forget {issue} --expired 清空收件箱；还要办的，导入时加 --keep-until 日期，如 ./chenbao bounty import {issue} 文件 --keep-until {later}（同一份再导入一次也行，不会重收）。", _WARNING),
    # SQ9 the machine
    "SQ901": Rule("这台机器缺少{part}：{why}", "{remedy}"),
    "SQ902": Rule("这里不是一份报纸：没有 mkdocs.yml。", "到报纸的文件夹里再运行，或用 --root 指明。"),
    "SQ903": Rule("写不了输出：{problem}", "检查磁盘空间和文件夹的权限，再运行一次；上一次的输出没有动。"),
    "SQ904": Rule("程序自己出了毛病：{problem}", "不是稿件的错。请把 {story} 交给维护者。"),
}


def diagnose(code: str, place: Place, **facts: object) -> Diagnostic:
    """The diagnostic of that code with its facts filled in. An unknown code or a missing fact is our own bug: KeyError."""
    rule = CATALOGUE[code]
    return Diagnostic(place, code, rule.message.format(**facts), rule.remedy.format(**facts), rule.severity)
