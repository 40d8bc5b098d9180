/* 报错留言：只有这里写它的格式。编辑部的认位程序（build_tools/bounty）照样读得懂，见 tests/site/test_report_messages.py。
   一条留言：
     【纠错】社区晨报张庙版 2021年1月号
     2101-032 第2版《楼道里的“小天地”》第2段
     原文：小天底
     应为：小天地
     上下文：把楼道里的【小天底】装扮一新
     理由：错别字
     截止：2021年2月1日 */
"use strict";

window.chenbao = window.chenbao || {};

(function (chenbao) {
  const NEAR = 14;                                   // 前后各取的字数；标准是合计不少于 12 字

  const oneLine = words => words.replace(/\s*\n\s*/g, "").trim();
  const length = words => [...words.replace(/[\s【】]/g, "")].length;

  /* piece 是错处所在的一段，at 是错处从第几个字符起；段太短，再向前后的段借字（around：前一段、后一段）。 */
  chenbao.context = function (piece, at, wrong, around = ["", ""]) {
    if (at < 0) return oneLine(piece.slice(0, 3 * NEAR)) + (piece.length > 3 * NEAR ? "……" : "");
    const end = at + wrong.length;
    const before = piece.slice(Math.max(0, at - NEAR), at), after = piece.slice(end, end + NEAR);
    let left = before, right = after;
    if (length(left) < NEAR) right = piece.slice(end, end + 2 * NEAR - left.length);
    if (length(right) < NEAR) left = piece.slice(Math.max(0, at - 2 * NEAR + right.length), at);
    let lead = "", tail = "";
    if (length(left) + length(right) < 12 && around[1]) tail = "┊" + around[1].slice(0, NEAR);
    if (length(left) + length(right) + length(tail) < 13 && around[0]) lead = around[0].slice(-NEAR) + "┊";
    return oneLine(`${lead}${left}【${wrong}】${right}${tail}`);
  };

  chenbao.message = function ({ paper, edition, issue, number, page, headline, place, wrong, right, context, reason, deadline, over }) {
    const name = paper + (edition ? edition + "版" : "");
    const where = [number, page && (/版/.test(page) ? page : `第${page}版`)].filter(Boolean).join(" ");
    return [
      ["【纠错】" + name, issue].filter(Boolean).join(" "),
      `${where}${headline ? `《${headline}》` : where && place ? " " : ""}${place || ""}`,
      wrong && `原文：${oneLine(wrong)}`,
      right && `应为：${oneLine(right)}`,
      context && `上下文：${context}`,
      reason && `理由：${oneLine(reason)}`,
      deadline && `截止：${deadline}${over ? "（已过）" : ""}`,
    ].filter(Boolean).join("\n");
  };

  /* 截止当天北京时间的最后一秒以后才算过期；用的是读者手机的钟。 */
  chenbao.isOver = date => Boolean(date) && Date.now() > Date.parse(`${date}T23:59:59+08:00`);

  /* 复制：新浏览器用剪贴板接口，旧的用选中再复制；都不行就把字选好，请读者长按。 */
  chenbao.copy = async function (words, area) {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch (no) {
      area.focus();
      area.select();
      area.setSelectionRange(0, words.length);
      try { return document.execCommand("copy"); } catch (no) { return false; }
    }
  };
})(window.chenbao);

for (const each of document.querySelectorAll("[data-deadline][hidden]:not(#reader-facts)"))
  each.hidden = !window.chenbao.isOver(each.dataset.deadline);
