/* 没有这一页时：从网址或读者输入里认出稿号，验校验码，从稿号索引里找最近的几篇。 */
"use strict";

{
  const { digits, whole, printed } = window.chenbao.numbers;
  const form = document.querySelector(".lost-form"), list = document.querySelector(".lost-found"), said = document.querySelector(".lost-said");
  const input = form.querySelector("input");
  const { index, home } = form.dataset;

  /* 错一位、颠倒相邻两位、漏一位、多一位，各算一处错。 */
  function errors(one, other) {
    const rows = [[...Array(other.length + 1).keys()]];
    for (let i = 1; i <= one.length; i++) {
      rows[i] = [i];
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1];
        rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + !same);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
    return rows[one.length][other.length];
  }

  const spell = (typed, number) => {
    const made = document.createElement("span");
    [...printed(number)].forEach((char, at) => {
      const part = document.createElement(char !== printed(typed)[at] ? "b" : "span");
      part.textContent = char;
      made.append(part);
    });
    return made;
  };

  function show(typed, register) {
    const ranked = Object.entries(register).map(([number, facts]) => ({ number, facts, far: errors(typed, number) }));
    const near = ranked.filter(({ far }) => far <= 1).sort((a, b) => a.far - b.far || a.number.localeCompare(b.number));
    const found = (near.length ? near : ranked.filter(({ far }) => far === 2).sort((a, b) => a.number.localeCompare(b.number))).slice(0, 8);
    list.textContent = "";
    list.append(...found.map(({ number, facts }) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = home.replace(/\/?$/, "") + facts.url;
      link.textContent = `${facts.headline}${facts.withdrawn ? "（已撤稿）" : ""}`;
      item.append(link, spell(typed.length === 7 ? typed : number, number), `　${facts.issue.replace("-", "年").replace("年0", "年")}月号　${facts.page ? `第${facts.page}版` : "网上补发"}`);
      return item;
    }));
    said.textContent = found.length && found[0].far === 0 ? "找到了："
      : found.length ? `没有稿号 ${printed(typed)}${typed.length === 7 && !whole(typed) ? "（校验码对不上，大概抄错了一位或颠倒了两位）" : ""}。您找的是不是：`
      : `没有稿号 ${printed(typed)}，也没有相近的。`;
  }

  let register;
  async function look(typed) {
    said.textContent = "正在找……";
    try {
      register = register || await (await fetch(index)).json();
      show(typed, register);
    } catch (no) { said.textContent = "取不到稿号索引，请用上面的搜索。"; register = undefined; }
  }

  form.hidden = false;
  form.addEventListener("submit", event => {
    event.preventDefault();
    const typed = digits(input.value);
    if (/^\d{6,8}$/.test(typed)) look(typed);
    else { said.textContent = "稿号是七位数字，如 2101-032。"; list.textContent = ""; }
  });

  let path = location.pathname;
  try { path = decodeURIComponent(path); } catch (no) { /* 照原样 */ }
  const hit = path.split("/").map(digits).find(part => /^\d{6,8}$/.test(part));
  if (hit) { input.value = printed(hit); look(hit); }
}
