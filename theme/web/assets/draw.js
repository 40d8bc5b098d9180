/* 抽签：在读者自己的手机上，从选票和公开数值重算名次；什么都不送出去。 */
"use strict";

{
  const canonical = (said, form) => {
    const text = said.normalize("NFKC").replace(/[\s,，_]/g, ""), digits = /^(\d+)位数字$/.exec(form), places = /^小数点后(\d)位$/.exec(form);
    if (digits) { const plain = text.replace(/[+\-/|、]/g, ""); return new RegExp(`^\\d{${digits[1]}}$`).test(plain) ? plain : null; }
    const parts = /^(-?\d{1,15})(?:\.(\d{1,15}))?$/.exec(text), most = Number(places && places[1]);
    if (!parts || !places) return null;
    const kept = (parts[2] || "").padEnd(most, "0");
    if (/[1-9]/.test(kept.slice(most))) return null;
    const whole = parts[1].replace(/^(-?)0+(?=\d)/, "$1");
    return most ? `${whole}.${kept.slice(0, most)}` : whole;
  };

  function reckon(text, said) {
    const lines = text.split("\n"), form = (lines.find(line => line.startsWith("数值写法：")) || "").slice(5);
    const value = canonical(said, form), digest = digests.sha256(text);
    if (value === null) return null;
    const [, best, more] = /^奖：最佳(\d+)名，优秀(\d+)名$/m.exec(text).map(Number);
    const rows = lines.slice(lines.findIndex(line => line.startsWith("名单：")) + 1).filter(Boolean).map(line => {
      const [code, score, firsts, wrong] = line.split(" ");
      return { code, score: Number(score), firsts: Number(firsts), wrong: Number(wrong), lot: digests.sha256(`${digest}\n${value}\n${code}`) };
    });
    rows.sort((a, b) => b.score - a.score || b.firsts - a.firsts || a.wrong - b.wrong || (a.lot < b.lot ? -1 : 1));
    const worthy = rows.filter(row => row.score > 0).map(row => row.code);
    return { digest, value, order: rows.map(row => row.code), best: worthy.slice(0, best), excellent: worthy.slice(best, best + more) };
  }

  for (const section of document.querySelectorAll(".draw")) {
    const form = section.querySelector("form"), said = section.querySelector(".draw-said");
    form.hidden = false;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      const answer = await fetch(section.dataset.ballot).catch(() => null);
      if (!answer || !answer.ok) { said.textContent = "没有取到选票。请看看网络，再试一次。"; return; }
      const text = await answer.text();
      const found = reckon(text, form.elements.value.value);
      if (!found) { said.textContent = "这个数值不是选票上写明的写法。"; return; }
      const same = found.digest === section.querySelector(".digest").textContent;
      const shown = [...section.querySelectorAll("tr[data-code]")].map(row => row.dataset.code);
      const agrees = !shown.length ? "" : shown.join() === found.order.join() ? "名次与上面公布的相同。" : "名次与上面公布的不同！";
      said.textContent = `摘要${same ? "相符" : "不符！"}。按数值${found.value}：最佳 ${found.best.join("、") || "空缺"}；优秀 ${found.excellent.join("、") || "空缺"}。${agrees}`;
      section.dataset.winners = JSON.stringify([found.best, found.excellent]);
    });
  }
}
