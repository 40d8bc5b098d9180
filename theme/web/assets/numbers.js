/* 稿号：认得出各种写法，验校验码；连“第几段”一起认。
   写法：2101-032、2101032、２１０１－０３２、二一〇一〇三二、稿号2101-032、2101-032 第2段。 */
"use strict";

window.chenbao = window.chenbao || {};

(function (chenbao) {
  /* Damm 2004 的十阶拟群，与 build_tools/model/number.py 是同一张表；572 的校验码是 4。 */
  const DAMM = ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"];
  const HAN = new Map([..."〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两"].map((c, at) => [c, "00012345678912345678912"[at]]));
  const HAN_CLASS = `[${[...HAN.keys()].join("")}]`;
  const GAP = "[\\s\\-‐‑‒–—―−·._]*";
  const LONG = new RegExp(`(?:\\d|${HAN_CLASS})(?:${GAP}(?:\\d|${HAN_CLASS})){4,11}`, "g");
  const PARAGRAPH = new RegExp(`第\\s*(\\d{1,3}|十?${HAN_CLASS}?十?${HAN_CLASS}?)\\s*(?:自然)?段|[pP](\\d{1,3})\\b`);

  const digits = words => [...words.normalize("NFKC")].map(c => HAN.get(c) || c).join("").replace(/[\s\-‐‑‒–—―−·._]+/g, "");
  const whole = number => /^\d+$/.test(number) && [...number].reduce((interim, digit) => Number(DAMM[interim][digit]), 0) === 0;
  const printed = number => `${number.slice(0, 4)}-${number.slice(4)}`;

  /* “十二” → 12；读不出的为 0。 */
  function counted(words) {
    if (/^\d+$/.test(words)) return Number(words);
    const [tens, ones] = words.includes("十") ? words.split("十") : ["0", words];
    const value = each => each ? Number(HAN.get(each) || each) : 0;
    return (words.startsWith("十") ? 10 : value(tens) * 10) + value(ones);
  }

  /* 一句话里的稿号（打到一半的五位以上也算）：{number, paragraph, rest}；没有为 null。rest 是去掉稿号和段落以后剩下的字。 */
  function inside(words) {
    const plain = words.normalize("NFKC"), said = PARAGRAPH.exec(plain);
    const paragraph = said ? counted(said[1] || said[2]) : 0;
    const without = said && paragraph ? plain.replace(said[0], " ") : plain;
    const found = (without.match(LONG) || []).map(each => [each, digits(each)]).filter(([, number]) => number.length >= 5 && number.length <= 7);
    if (!found.length) return null;
    const best = found.find(([, number]) => number.length === 7 && whole(number)) || found.find(([, number]) => number.length === 7) || found[0];
    const rest = without.replace(best[0], " ").replace(/稿号|稿件|编号|号码|号|文章|[^0-9A-Za-z\u3007\u3400-\u9fff]/g, "");
    return { number: best[1], paragraph, rest };
  }

  chenbao.numbers = { digits, whole, printed, inside };
})(window.chenbao);
