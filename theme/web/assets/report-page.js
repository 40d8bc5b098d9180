/* 报错页：网址里带着的稿号和段落先填上，“复制留言”把填好的写成一条。 */
"use strict";

{
  const form = document.getElementById("report-page");
  const copy = form.querySelector("[data-report-copy]"), said = form.querySelector(".report-said");
  const given = new URLSearchParams(location.search);
  for (const name of ["稿号", "版面", "标题", "段落", "原文"]) if (given.has(name)) form.elements[name].value = given.get(name);
  copy.hidden = false;

  const filled = name => form.elements[name].value.trim();
  const place = () => {
    const said = filled("段落");
    return /^[0-9０-９一二三四五六七八九十]+$/.test(said) ? `第${said}段` : said;
  };
  copy.addEventListener("click", async () => {
    if (!form.reportValidity()) return;
    const { paper, edition, account } = form.dataset;
    const words = window.chenbao.message({
      paper, edition, number: filled("稿号"), page: filled("版面"), headline: filled("标题").replace(/^《|》$/g, ""),
      place: place(), wrong: filled("原文"), right: filled("应为"), reason: filled("留言"),
    });
    const area = form.querySelector(".report-made") || form.insertBefore(document.createElement("textarea"), said);
    Object.assign(area, { className: "report-made", readOnly: true, rows: 6, value: words });
    area.setAttribute("aria-label", "写好的留言");
    said.textContent = await window.chenbao.copy(words, area)
      ? `已复制。${account ? `到微信公众号“${account}”后台，长按输入框粘贴，再发送。` : "请粘贴发送。"}`
      : "没能自动复制：字已经选好，请长按，点“复制”。";
  });
}
