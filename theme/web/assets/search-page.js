/* 搜索页：边打边找（拼字未定时不找），一篇一项，标出找到的字；上下键走到下一项，Esc 回到输入框。 */
"use strict";

(() => {
  const { find, manifest } = window.chenbaoSearch, { issuesOf, lettersOf, volumes } = window.chenbaoIndex;
  const PAUSE = 150, AT_ONCE = 20, HITS = 3, BEFORE = 24, AFTER = 56;
  const { numbers } = window.chenbao;
  const root = new URL("../", document.currentScript.src);
  const form = document.querySelector("[data-search]");
  const list = document.querySelector("[data-search-results]");
  const status = document.querySelector("[data-search-status]");
  const more = document.querySelector("[data-search-more]");
  const box = form.elements.q;
  const filters = ["year", "section", "page"].map(name => form.elements[name]);
  const parts = { k: "引题", h: "标题", d: "副题", b: "署名", s: "小标题", c: "图说", r: "图片署名", t: "表格", n: "注" };

  /* 组成网页；文字一律当文字，不当标记 */

  function element(tag, facts = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(facts)) if (value !== undefined) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  const address = path => new URL(location.protocol === "file:" ? path.replace(/\/(?=$|\?|#)/, "/index.html") : path, root).href;

  function withMarks(text, marks) {
    const made = [];
    let at = 0;
    for (const [from, to] of marks) {
      if (from < at) continue;
      made.push(text.slice(at, from), element("mark", {}, text.slice(from, to)));
      at = to;
    }
    return [...made, text.slice(at)];
  }

  /* 找到处所在的一句；太长就截短，截处用省略号。 */
  function sentence({ text, marks }) {
    const [from, to] = marks.length ? marks[0] : [0, 0];
    let start = Math.max(...[..."。！？；"].map(mark => text.lastIndexOf(mark, from - 1))) + 1;
    let end = Math.min(...[..."。！？；"].map(mark => { const at = text.indexOf(mark, to); return at < 0 ? text.length : at + 1; }));
    while (/[”’）》]/.test(text[end] || "")) end++;
    while (start < from && /[”’）》\s]/.test(text[start])) start++;
    const early = from - start > BEFORE, late = end - to > AFTER;
    if (early) start = from - BEFORE;
    if (late) end = to + AFTER;
    const inside = marks.filter(([a, b]) => a >= start && b <= end).map(([a, b]) => [a - start, b - start]);
    return [early ? "……" : "", ...withMarks(text.slice(start, end), inside), late ? "……" : ""];
  }

  function place(article, hit) {
    const words = hit.marks.map(([from, to]) => hit.text.slice(from, to));
    const query = new URLSearchParams();
    for (const word of new Set(words)) if (word) query.append("q", word);
    const paragraph = typeof hit.at === "number";
    query.set("at", paragraph ? `p${hit.at}` : `${hit.at}${hit.order}`);
    return address(`${article.address}?${query}${paragraph ? `#p${hit.at}` : ""}`);
  }

  function hitLink(article, hit) {
    const label = typeof hit.at === "number" ? `第${hit.at}段` : parts[hit.at];
    return element("li", {}, element("a", { href: place(article, hit) }, element("span", { class: "found-place" }, label), ...sentence(hit)));
  }

  function item(article, sections) {
    const [name, slug] = sections[article.section];
    const printed = `${article.number.slice(0, 4)}-${article.number.slice(4)}`;
    const heads = article.hits.find(({ at }) => at === "h");
    const first = article.hits[0];
    const target = heads ? place(article, heads) : first ? place(article, first) : address(article.address);
    const others = article.hits.filter(hit => hit !== heads);
    const made = element("li", { class: `found section-${slug}` },
      element("p", { class: "line" },
        element("span", { class: `mark section-${slug}` }, name),
        element("a", { class: "number", href: address(`n/${article.number}/`), "aria-label": `稿号 ${printed}` }, ...withMarks(printed, article.byNumber && !article.doubtful ? [[0, 8]] : [])),
        element("a", { href: address(article.page ? `${article.issue}/p${article.page}/` : `${article.issue}/`) }, `${article.title}${article.page ? `第${article.page}版` : "网上补发"}`)),
      element("h2", { class: "found-headline" }, element("a", { href: target }, ...withMarks(article.headline, heads ? heads.marks : []), article.gone ? "（已撤稿）" : "")));
    if (article.doubtful) made.append(element("p", { class: "found-note" }, "前六位与您输入的相同，末一位不同，请对照报纸再看一眼。"));
    if (article.apart) made.append(element("p", { class: "found-note" }, "这几个词在这一篇里，但不连在一起。"));
    if (others.length) made.append(element("ul", { class: "found-hits" }, ...others.slice(0, HITS).map(hit => hitLink(article, hit))));
    if (others.length > HITS) {
      const rest = others.slice(HITS);
      made.append(element("details", { class: "found-rest" }, element("summary", {}, `本篇还有${rest.length}段`), element("ul", { class: "found-hits" }, ...rest.map(hit => hitLink(article, hit)))));
    }
    return made;
  }

  /* 找 */

  let turn = 0, found = null, count = 0;
  const near = new Map();                           // 相近的写法 → 有几篇

  function suggest({ hits }) {
    for (const word of new Set(hits.map(({ text, marks }) => text.slice(...marks[0])))) near.set(word, (near.get(word) || 0) + 1);
  }

  /* 相近的写法，篇数多的在前，按一下就照它找。 */
  function offered() {
    return [...near].sort((one, other) => other[1] - one[1]).slice(0, 5).map(([word]) => {
      const button = element("button", { type: "button", class: "button search-near" }, word);
      button.addEventListener("click", () => { box.value = word; search(); });
      return button;
    });
  }

  /* 打的正是栏目的名字，或是哪一年哪一月：那一页在哪里。 */
  async function doors(words) {
    const { sections } = await manifest(), { letters } = lettersOf(words), found = [];
    for (const [name, slug] of sections.slice(0, -1)) if (lettersOf(name).letters === letters) found.push([`栏目：${name}`, `lanmu/${slug}/`]);
    const [, year, month] = /^(20\d\d)年?(\d\d?)月号?$/.exec(letters) || [], name = year && `${year}-${month.padStart(2, "0")}`;
    for (const volume of name ? await volumes() : []) if ((await issuesOf(volume)).some(([issue]) => issue === name)) found.push([`${year}年${Number(month)}月号`, `${name}/`]);
    return found.map(([title, path]) => element("a", { class: "button search-near", href: address(path) }, title));
  }

  function chosen() {
    const [year, section, page] = filters.map(({ value }) => value);
    const wanted = {};
    if (year) wanted.year = year;
    if (section) wanted.section = Number(section);
    if (page) wanted.page = Number(page);
    return wanted;
  }

  function remember() {
    const query = new URLSearchParams();
    for (const field of [box, ...filters]) if (field.value.trim()) query.set(field.name, field.value.trim());
    const asked = query.toString();
    history.replaceState(null, "", `${location.pathname}${asked ? `?${asked}` : ""}`);
  }

  async function show(mine) {
    const { sections } = await manifest();
    const words = box.value.trim();
    more.hidden = true;
    list.setAttribute("aria-busy", "true");
    for (let shown = 0; shown < AT_ONCE; shown++) {
      const { value, done } = await found.next();
      if (mine !== turn) return;
      if (done) { found = null; break; }
      if (!count++) list.textContent = "";
      list.append(item(value, sections));
      if (value.near) suggest(value);
      status.textContent = `已找到${count}篇……`;
    }
    list.removeAttribute("aria-busy");
    more.hidden = !found;
    if (near.size) { status.textContent = `没有“${words}”。您找的是不是：`; status.append(...offered()); }
    else if (found) status.textContent = `先列出最近的${count}篇，再往前还有。`;
    else if (count) status.textContent = `共找到${count}篇。`;
    else {
      list.textContent = "";
      status.textContent = `没有找到“${words}”。${numbers.inside(words) ? "稿号有七位，头四位是年和月，如2101-032。请对照报纸再看一眼。" : "换一个说法，或少打几个字试试。"}`;
    }
    const links = await doors(words);
    if (mine === turn) status.append(...links);
  }

  async function search() {
    const mine = ++turn;
    remember();
    count = 0;
    near.clear();
    if (!box.value.trim()) { found = null; list.textContent = ""; status.textContent = ""; more.hidden = true; return; }
    status.textContent = "正在找……";
    found = find(box.value, chosen());
    try { await show(mine); }
    catch (no) { if (mine === turn) { list.removeAttribute("aria-busy"); status.textContent = "没有取到索引。请看看网络，再试一次。"; } }
  }

  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(search, PAUSE); };

  box.addEventListener("focus", () => manifest().catch(() => {}), { once: true });
  box.addEventListener("input", event => { if (!event.isComposing) soon(); });
  box.addEventListener("compositionend", soon);
  filters.forEach(field => field.addEventListener("change", search));
  form.addEventListener("submit", event => { event.preventDefault(); clearTimeout(waiting); search(); });
  more.addEventListener("click", async () => {
    const before = list.children.length;
    await show(turn).catch(() => {});
    const link = list.children[before] && list.children[before].querySelector("h2 a");
    if (link) link.focus();
  });

  document.addEventListener("keydown", event => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const links = [...list.querySelectorAll("h2 a, .found-hits a")].filter(link => link.offsetParent);
    const here = links.indexOf(document.activeElement);
    if (event.key === "Escape" && here >= 0) { box.focus(); box.select(); event.preventDefault(); }
    if (event.key === "ArrowDown" && links.length && (here >= 0 || document.activeElement === box)) { links[Math.min(here + 1, links.length - 1)].focus(); event.preventDefault(); }
    if (event.key === "ArrowUp" && here >= 0) { (here ? links[here - 1] : box).focus(); event.preventDefault(); }
  });

  const asked = new URLSearchParams(location.search);
  /* 网慢的时候，脚本还没到，读者已经打了字：打了的算数。 */
  for (const field of [box, ...filters]) if (!field.value && asked.has(field.name)) field.value = asked.get(field.name);
  if (box.value.trim()) search();
  else box.focus({ preventScroll: true });
})();
