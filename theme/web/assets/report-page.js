/* 报错页：网址里带着的稿号和段落先填上，稿号认出是哪一篇、哪一版、哪一期（各期的截止不同），“复制留言”把填好的写成一条。 */
"use strict";

{
  const form = document.getElementById("report-page"), { digits, whole, printed } = window.chenbao.numbers;
  const copy = form.querySelector("[data-report-copy]"), said = form.querySelector(".report-said");
  const about = form.querySelector(".report-about"), over = document.querySelector(".report-over"), due = document.querySelector(".report-due");
  const deadlines = JSON.parse(form.dataset.deadlines), given = new URLSearchParams(location.search);
  const field = name => form.elements[name], filled = name => field(name).value.trim();
  let register, article = null;

  for (const name of ["稿号", "版面", "标题", "段落", "原文"]) if (given.has(name)) field(name).value = given.get(name);
  copy.hidden = false;

  const place = () => {
    const words = filled("段落");
    return /^[0-9０-９一二三四五六七八九十]+$/.test(words) ? `第${words}段` : words;
  };

  /* 填好的稿号 → 说出是哪一篇；抄错了也说。 */
  async function recognise() {
    const number = digits(filled("稿号"));
    article = null;
    about.textContent = "";
    field("稿号").setCustomValidity("");
    if (!number) return showDeadline("");
    if (!/^\d{7}$/.test(number)) { about.textContent = "稿号是七位数字，印在标题旁，如 2101-032。"; return; }
    if (!whole(number)) {
      about.textContent = `稿号 ${printed(number)} 的校验码对不上，大概抄错了一位或颠倒了两位，请对着报纸再看一遍。`;
      field("稿号").setCustomValidity("稿号抄错了一位，请再看一遍；实在看不清，就空着，写标题。");
      return;
    }
    try { register = register || await (await fetch(form.dataset.index)).json(); } catch (no) { showDeadline(`20${number.slice(0, 2)}-${number.slice(2, 4)}`); return; }
    const facts = register[number];
    if (!facts) { about.textContent = `没有稿号 ${printed(number)}，请对着报纸再看一遍。`; field("稿号").setCustomValidity("没有这个稿号。"); return; }
    article = facts;
    field("稿号").value = printed(number);
    if (!filled("标题")) field("标题").value = facts.headline;
    if (!filled("版面") && facts.page) field("版面").value = String(facts.page);
    about.textContent = `${facts.issue.replace(/-0?/, "年")}月号${facts.page ? ` 第${facts.page}版` : ""}《${facts.headline}》`;
    showDeadline(facts.issue);
  }

  /* 各期各有截止；没有写明截止的期不说。 */
  function showDeadline(issue) {
    const [date, written] = deadlines[issue || form.dataset.latest] || ["", ""];
    const title = (issue || form.dataset.latest).replace(/-0?/, "年") + "月号";
    const passed = window.chenbao.isOver(date);
    over.hidden = !(date && passed);
    due.hidden = !(date && !passed);
    over.textContent = `${title}的纠错有奖已于${written}截止。仍欢迎指正，不再参加评奖。`;
    due.textContent = `${title}的纠错有奖，截止：${written}。`;
  }

  field("稿号").addEventListener("change", recognise);
  recognise();

  copy.addEventListener("click", async () => {
    if (!form.reportValidity()) return;
    const { paper, edition } = form.dataset;
    const number = digits(filled("稿号"));
    const words = window.chenbao.message({
      paper, edition, issue: article ? `${article.issue.replace(/-0?/, "年")}月号` : "",
      number: /^\d{7}$/.test(number) ? printed(number) : filled("稿号"), page: filled("版面"), headline: filled("标题").replace(/^《|》$/g, ""),
      place: place(), wrong: filled("原文"), right: filled("应为"), reason: filled("留言"),
    });
    let area = form.querySelector(".report-made");
    if (!area) area = form.insertBefore(document.createElement("textarea"), said);
    Object.assign(area, { className: "report-made", readOnly: true, rows: 6, value: words });
    area.setAttribute("aria-label", "写好的留言");
    said.textContent = await window.chenbao.copy(words, area) ? "已复制，照下面三步发给我们：" : "没能自动复制：字已经选好，请长按，点“复制”。然后：";
    const account = document.querySelector(".account");
    if (account) { account.hidden = false; account.scrollIntoView({ block: "nearest" }); }
  });
}
