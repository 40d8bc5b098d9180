"""条款表: what the preflight asks of a file, requirement by requirement, and the files that prove each.

``X-1a`` is ISO 15930-4:2003, ``X-4`` is ISO 15930-7:2010, ``报纸`` what newspaper shops ask beyond them (field notes 5.2). The
standards are sold, and their text was not at hand: requirements are named by subject, not by number. ``planted`` and
``sound`` name files of the tests: the one must be found with the code, the other must pass.
"""

from __future__ import annotations

from dataclasses import dataclass

_BOTH, _OLD, _NEW, _SHOP = "X-1a、X-4", "X-1a", "X-4", "报纸"


@dataclass(frozen=True, slots=True)
class Clause:
    """一条要求: its subject, where it comes from, the code of its breach, and its two files."""

    subject: str
    source: str
    code: str
    planted: str
    sound: str = "page"


CLAUSES: tuple[Clause, ...] = (
    Clause("标识：GTS_PDFXVersion", _BOTH, "SQ625", "no identification"),
    Clause("标识写在规定的地方（X-1a 在 Info，X-4 在 XMP）", _BOTH, "SQ625", "claim outside XMP"),
    Clause("2001年的 X-1a 另写 GTS_PDFXConformance", _OLD, "SQ625", "claim of 2001 without conformance"),
    Clause("PDF 版本不高于标准的", _BOTH, "SQ624", "version of the catalogue"),
    Clause("不锁", _BOTH, "SQ621", "password"),
    Clause("没有对象流和交叉引用流", _OLD, "SQ686", "objects in streams"),
    Clause("输出意图恰有一个", _BOTH, "SQ626", "no intent"),
    Clause("输出意图不重复", _BOTH, "SQ626", "two intents"),
    Clause("输出意图的特性文件是印刷机的 CMYK", _BOTH, "SQ626", "intent of a screen"),
    Clause("输出意图嵌入特性文件", _NEW, "SQ626", "intent without profile"),
    Clause("输出意图有 OutputConditionIdentifier", _BOTH, "SQ626", "intent without identifier"),
    Clause("没有登记的输出意图有 Info", _BOTH, "SQ626", "intent that says nothing", "registered intent"),
    Clause(
        "特性文件是 ICC 第2版", _OLD, "SQ626", "profile of ICC version 4", "profile of ICC version 4 in X-4"
    ),
    Clause("标题、制作和修改日期", _BOTH, "SQ627", "no title"),
    Clause("Trapped 写明", _BOTH, "SQ627", "trapping not said"),
    Clause("日期照 PDF 的写法", _BOTH, "SQ627", "date of no form", "date with a zone"),
    Clause("XMP 有 DocumentID、VersionID、RenditionClass", _NEW, "SQ627", "no document identifier"),
    Clause("Info 与 XMP 的标题一致", _NEW, "SQ627", "two titles"),
    Clause("Info 与 XMP 的 Trapped 一致", _NEW, "SQ627", "trapped in one and not in the other"),
    Clause("文件有 ID", _BOTH, "SQ627", "no ID"),
    Clause("Info 与 XMP 的日期一致", _NEW, "SQ627", "two dates of making", "one date in two zones"),
    Clause("XMP 是写对的 XML", _NEW, "SQ627", "metadata that is no XML"),
    Clause("XMP 不带文件类型定义", _NEW, "SQ627", "metadata of a document type"),
    Clause("没有 JavaScript 和动作", _BOTH, "SQ630", "script on opening", "place to open at"),
    Clause("页面没有动作", _BOTH, "SQ630", "action of a page"),
    Clause("批注没有动作", _BOTH, "SQ630", "action of a link", "link to a place beside the page"),
    Clause("书签没有动作", _BOTH, "SQ630", "action of a bookmark", "bookmark to a place"),
    Clause("阅读器设置只指 MediaBox、BleedBox", _BOTH, "SQ690", "view of the art box", "view of the bleed"),
    Clause("没有表单", _BOTH, "SQ631", "form field"),
    Clause("没有散在页上的表单项", _BOTH, "SQ631", "field on a page and in no form"),
    Clause("批注在出血之外", _BOTH, "SQ632", "link on the page"),
    Clause(
        "印刷标记在成品之外",
        _BOTH,
        "SQ632",
        "printer's mark on the page",
        "printer's mark beside the page",
    ),
    Clause(
        "陷印没有用代用的字体",
        _BOTH,
        "SQ632",
        "traps with stand-ins for fonts",
        "traps with the fonts themselves",
    ),
    Clause("陷印是为 CMYK 做的", _BOTH, "SQ632", "traps for three inks", "traps for four inks"),
    Clause("没有图层", _OLD, "SQ670", "layers"),
    Clause("没有不印的图层", _NEW, "SQ680", "hidden layer", "layer that is printed"),
    Clause("图层不会自己开关", _NEW, "SQ699", "layer that switches itself", "layer that is printed"),
    Clause("图层的次序列全", _NEW, "SQ699", "layer left out of the order", "layer that is printed"),
    Clause(
        "没有按条件不印的内容（OCMD）",
        _NEW,
        "SQ680",
        "shown where all layers are off",
        "shown where any layer is on",
    ),
    Clause("图层都登记", _NEW, "SQ699", "layer that is not registered", "layer that is printed"),
    Clause("没有附件", _BOTH, "SQ685", "attachment"),
    Clause("页面、对象和批注没有附件", _BOTH, "SQ685", "file with a page"),
    Clause("不用 LZW", _BOTH, "SQ629", "LZW"),
    Clause("只用 PDF 认得的压缩方法", _BOTH, "SQ687", "filter that nobody knows"),
    Clause("流的数据在文件里", _BOTH, "SQ688", "data in another file"),
    Clause("没有引用别的文件的页", _BOTH, "SQ688", "page of another file", "tint in a form"),
    Clause(
        "没有印刷时替换的图",
        _BOTH,
        "SQ689",
        "alternate picture for printing",
        "alternate picture for the screen",
    ),
    Clause("没有预分色的页", _BOTH, "SQ691", "preseparated page"),
    Clause("有 TrimBox 或 ArtBox", _BOTH, "SQ634", "no trim box"),
    Clause("TrimBox 写在每一页里", _BOTH, "SQ634", "trim box of the page tree"),
    Clause("TrimBox 有面积", _BOTH, "SQ634", "trim box without area"),
    Clause("TrimBox 和 ArtBox 不同时有", _BOTH, "SQ634", "trim box and art box"),
    Clause("TrimBox 在 BleedBox 里", _BOTH, "SQ634", "trim beyond bleed"),
    Clause("CropBox 不切进成品", _BOTH, "SQ634", "crop box cuts the trim"),
    Clause("不用 RGB", _OLD, "SQ640", "RGB tint", "tint of two inks"),
    Clause("图片不用 RGB", _OLD, "SQ641", "RGB picture", "gray picture"),
    Clause("不用 Lab", _OLD, "SQ642", "Lab"),
    Clause("不用 ICC 颜色", _OLD, "SQ642", "ICC in X-1a"),
    Clause("渐变不用 RGB", _OLD, "SQ640", "RGB shading"),
    Clause("图案不用 RGB", _OLD, "SQ640", "RGB in a pattern", "tint in a pattern"),
    Clause("专色的替代色是 CMYK 或灰", _OLD, "SQ693", "spot colour of RGB", "spot colour of CMYK"),
    Clause("同名专色只有一种颜色", _NEW, "SQ694", "spot colour of two meanings", "spot colour of CMYK"),
    Clause(
        "带特性文件的 CMYK 不用 OPM 1 叠印",
        _NEW,
        "SQ695",
        "CMYK under a profile overprints",
        "CMYK under a profile knocks out",
    ),
    Clause("字体都嵌入", _BOTH, "SQ660", "fonts not embedded"),
    Clause("蒙版和剪切用的字体也嵌入", _BOTH, "SQ660", "font not embedded that cuts out"),
    Clause("没有缺字（.notdef）", _BOTH, "SQ662", "missing glyph"),
    Clause("用到的字在嵌入的 CFF 字库里", _BOTH, "SQ662", "character that a CFF font lacks"),
    Clause("用到的字形在嵌入的 TrueType 字库里", _BOTH, "SQ662", "glyph beyond the font"),
    Clause(
        "编码嵌入，或是 PDF 认得的", _BOTH, "SQ696", "encoding that nobody knows", "encoding that is embedded"
    ),
    Clause("编码不比 PDF 的版本新", _OLD, "SQ696", "encoding of a later PDF"),
    Clause("编码与字库的字集相合", _BOTH, "SQ696", "encoding of another collection"),
    Clause(
        "嵌入的编码与字库的字集相合",
        _BOTH,
        "SQ696",
        "embedded encoding of another collection",
        "encoding that is embedded",
    ),
    Clause("嵌入的字库是字库", _BOTH, "SQ697", "program that is no font"),
    Clause(
        "字宽与嵌入的 TrueType 字库一致",
        _BOTH,
        "SQ692",
        "widths of another font",
        "TrueType font with its own widths",
    ),
    Clause("PDF 1.4 里没有 OpenType 字体文件", _OLD, "SQ679", "OpenType font in PDF 1.4"),
    Clause("没有不透明度", _OLD, "SQ664", "alpha"),
    Clause("没有混合模式", _OLD, "SQ664", "multiply"),
    Clause("没有软蒙版", _OLD, "SQ664", "soft mask"),
    Clause("没有透明组", _OLD, "SQ664", "transparency group"),
    Clause("页面不是透明组", _OLD, "SQ664", "transparency group of the page"),
    Clause("混合模式是 PDF 认得的", _NEW, "SQ687", "unknown blend mode", "multiplied tint"),
    Clause("页面的混合空间是 CMYK", _NEW, "SQ665", "page blends in RGB"),
    Clause("透明组的混合空间是 CMYK", _NEW, "SQ665", "form that blends in RGB", "form that blends in CMYK"),
    Clause("没有16位图片", _OLD, "SQ653", "picture of 16 bits", "gray picture"),
    Clause("没有 JPEG 2000", _OLD, "SQ653", "JPEG 2000", "JPEG 2000 in X-4"),
    Clause("没有 JBIG2", _OLD, "SQ653", "JBIG2", "JBIG2 in X-4"),
    Clause("JPEG 2000 的颜色通道是1、3、4个", _NEW, "SQ653", "JPEG 2000 of two colours", "JPEG 2000 in X-4"),
    Clause("JPEG 2000 各通道一样深", _NEW, "SQ653", "JPEG 2000 of two depths", "JPEG 2000 in X-4"),
    Clause(
        "JPEG 2000 的颜色空间只有一个作准，不是 CIEJab",
        _NEW,
        "SQ653",
        "JPEG 2000 in CIEJab",
        "JPEG 2000 in X-4",
    ),
    Clause("没有传递曲线 TR", _BOTH, "SQ666", "transfer curve"),
    Clause("TR2 只用 Default", _BOTH, "SQ666", "second transfer curve", "usual transfer curve"),
    Clause("没有 HTP", _BOTH, "SQ666", "origin of a halftone"),
    Clause(
        "半色调只用第1、5种，没有名字和传递曲线", _NEW, "SQ666", "halftone of a shop", "halftone of the file"
    ),
    Clause("渲染意图是四种之一：图形状态", _BOTH, "SQ687", "rendering intent of a state"),
    Clause(
        "渲染意图是四种之一：内容",
        _BOTH,
        "SQ687",
        "rendering intent in content",
        "rendering intent of the four",
    ),
    Clause("渲染意图是四种之一：图片", _BOTH, "SQ687", "rendering intent of a picture", "gray picture"),
    Clause("表单没有 OPI", _BOTH, "SQ667", "OPI", "tint in a form"),
    Clause("图片没有 OPI", _BOTH, "SQ667", "OPI of a picture", "gray picture"),
    Clause("没有 PostScript", _BOTH, "SQ667", "PostScript within", "tint in a form"),
    Clause("只用 PDF 认得的算符", _BOTH, "SQ669", "unknown operator"),
    Clause("BX 和 EX 之间也一样", _BOTH, "SQ669", "unknown operator that is said to be harmless"),
    Clause("表单不套叠成环", _BOTH, "SQ668", "form within itself", "tint in a form"),
    Clause("文件没有坏，不用修补就读得出", _BOTH, "SQ628", "broken cross-reference"),
    Clause("q 和 Q 成对", _BOTH, "SQ669", "state saved and not restored"),
    Clause("各页一样大", _SHOP, "SQ635", "page of another size"),
    Clause("没有空白页", _SHOP, "SQ637", "empty page"),
    Clause("不转、不放大", _SHOP, "SQ638", "turned page"),
    Clause("黑字只用单黑", _SHOP, "SQ644", "four-ink black text"),
    Clause("黑字不带 ICC", _SHOP, "SQ644", "black text of gray under a profile"),
    Clause("没有专色", _SHOP, "SQ643", "spot colour", "black as one of the inks by name"),
    Clause("版面上没有套版色", _SHOP, "SQ645", "registration by ink"),
    Clause("总墨量不超", _SHOP, "SQ646", "too much ink", "tint of two inks"),
    Clause("白色不叠印", _SHOP, "SQ647", "white overprints", "black overprints"),
    Clause("照片够清楚", _SHOP, "SQ650", "coarse picture", "gray picture"),
    Clause("线条图够清楚", _SHOP, "SQ651", "coarse line art", "line art"),
    Clause("线不太细", _SHOP, "SQ654", "hairline", "black rule of a quarter point"),
    Clause("多色的线不太细", _SHOP, "SQ655", "thin rule of two inks"),
    Clause("淡色的线不太细", _SHOP, "SQ683", "tinted hairline", "tinted rule of a point"),
    Clause("字不太小", _SHOP, "SQ656", "tiny type"),
    Clause("淡色的字不太小", _SHOP, "SQ657", "small type in a dark tint", "tinted type of nine points"),
    Clause("多色的字不太小", _SHOP, "SQ658", "small type in two inks", "large type of two inks"),
    Clause("反白的字不太小", _SHOP, "SQ659", "small reversed type", "large reversed type"),
    Clause("没有 Type 3 字体", _SHOP, "SQ661", "Type 3"),
    Clause("满版的底色伸进出血", _SHOP, "SQ681", "ground that ends at the trim", "ground that bleeds"),
    Clause("输出意图是新闻纸", _SHOP, "SQ682", "intent of coated paper by name"),
    Clause("字不贴裁切边", _SHOP, "SQ684", "text at the trim"),
)


def clause_rows() -> tuple[str, ...]:
    """条款表 as rows of a Markdown table."""
    return tuple(
        f"| {each.subject} | {each.source} | {each.code} | {each.planted} | {each.sound} |"
        for each in CLAUSES
    )
