/* 查回执：号码在浏览器里算成摘要，再到 answers.json 里找；号码本身不送出去。
   回执是一个链接（/huizhi/#0123-4567-8901-2340），点开就有结果，什么也不用打。 */
"use strict";

{
  const form = document.getElementById("receipt"), said = document.getElementById("receipt-said");
  const { whole } = window.chenbao.numbers;

  const line = (tag, words) => { const node = document.createElement(tag); node.textContent = words; return node; };
  const show = (...nodes) => { said.textContent = ""; said.append(...nodes); };
  const tidy = words => words.normalize("NFKC").replace(/[\s－—-]/g, "");

  const ROUNDS = 60000;  // 与 build_tools/bounty/identity.py 的 RECEIPT_ROUNDS 相同
  /* 早先的回执号十二位，摘要没有加盐。 */
  const key = (receipt, salt) => salt ? digests.pbkdf2(receipt, digests.bytes(salt), ROUNDS, 16) : digests.sha256(`chenbao-receipt\n${receipt}`);

  function tell(claim) {
    const change = claim.corrected || claim.printed ? (claim.corrected ? `“${claim.printed}”应为“${claim.corrected}”。` : `“${claim.printed}”应删去。`) : "";
    return line("li", [claim.place, claim.state, change, claim.reason].filter(Boolean).join("　"));
  }

  /* 一处答复一个键，谁也看不出哪几处是同一封信的；早先一封信的都在一个键下。 */
  function answersTo(month, base) {
    const claims = [...month.answers[base] || []];
    for (let order = 1, one; (one = month.answers[digests.sha256(`${base}\n${order}`).slice(0, 32)]); order += 1) claims.push(...one);
    return claims;
  }

  async function look(words) {
    const digits = tidy(words);
    if (!/^(\d{12}|\d{16})$/.test(digits) || !whole(digits)) return show(line("p", "这不是本报的回执号：十六位数字，末位是校验码。请再看一遍。"));
    show(line("p", "正在查，要几秒钟……"));
    let months, found = null;
    try { months = await (await fetch(form.dataset.answers)).json(); } catch (no) {
      return show(line("p", "没有取到结果。请看看网络，再试一次。"));
    }
    for (const month of months) {
      const claims = answersTo(month, await key(digits, month.salt));
      if (claims.length) { found = { issue: month.issue, claims }; break; }
    }
    if (!found) return show(line("p", "没有查到这个回执号。结果在每期截止以后登出，请过些天再查。"));
    const list = document.createElement("ul");
    list.append(...found.claims.map(tell));
    const head = line("h2", `${found.issue}　`), number = line("span", digits.replace(/(\d{4})(?=\d)/g, "$1-"));
    number.className = "receipt-number";
    head.append(number);
    show(head, list);
  }

  if (form) {
    form.addEventListener("submit", event => {
      event.preventDefault();
      history.replaceState(null, "", `#${tidy(form.elements.receipt.value)}`);
      look(form.elements.receipt.value);
    });
    /* 十六位打全了就查，不用再按；打错的，末位对不上，等按了“查询”才说。 */
    const typed = () => {
      const digits = tidy(form.elements.receipt.value);
      if (/^\d{16}$/.test(digits) && whole(digits)) look(digits);
    };
    form.elements.receipt.addEventListener("input", typed);
    typed();                                        // 网慢，脚本还没到就打好了的
    const carried = () => {
      const words = decodeURIComponent(location.hash.slice(1)) || (/[?&]receipt=([\d-]+)/.exec(location.search) || [])[1];
      if (!words) return;
      form.elements.receipt.value = words;
      look(words);
    };
    addEventListener("hashchange", carried);
    carried();
  }
}
