/* 查回执：号码在浏览器里算成摘要，再到 answers.json 里找；号码本身不送出去。 */
"use strict";

{
  const form = document.getElementById("receipt"), said = document.getElementById("receipt-said");
  /* 校验码：Damm 2004 的十阶拟群，与稿号相同。 */
  const TABLE = ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"];
  const sound = digits => [...digits].reduce((interim, digit) => Number(TABLE[interim][digit]), 0) === 0;

  const line = (tag, words) => { const node = document.createElement(tag); node.textContent = words; return node; };
  const show = (...nodes) => said.replaceChildren(...nodes);

  async function key(receipt) {
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`chenbao-receipt\n${receipt}`));
    return [...new Uint8Array(bytes)].map(each => each.toString(16).padStart(2, "0")).join("");
  }

  function tell(claim) {
    const change = claim.corrected || claim.printed ? `“${claim.printed}”应为“${claim.corrected}”。` : "";
    return line("li", [claim.place, claim.state, change, claim.reason].filter(Boolean).join("　"));
  }

  form?.addEventListener("submit", async event => {
    event.preventDefault();
    const digits = form.elements.receipt.value.normalize("NFKC").replace(/[\s－—-]/g, "");
    if (!/^\d{12}$/.test(digits) || !sound(digits)) return show(line("p", "这不是本报的回执号：十二位数字，末位是校验码。请再看一遍。"));
    if (!window.crypto?.subtle) return show(line("p", "这个浏览器在这里算不了摘要，请用 https 打开本页。"));
    const found = (await (await fetch(form.dataset.answers)).json())[await key(digits)];
    if (!found) return show(line("p", "没有查到这个回执号。结果在每期截止以后登出，请过些天再查。"));
    const list = document.createElement("ul");
    list.append(...found.claims.map(tell));
    show(line("h2", `${found.issue}　${digits.replace(/(\d{4})(?=\d)/g, "$1-")}`), list);
  });
}
