/* 搜索：逐字比对，任何词语、姓名、稿号都查得到，也不会多出来。
   代替 Material 自带的 Lunr（它要先分词，汉字常常查不到）；消息格式是 Material 的：
   0 建立索引 → 1 就绪，2 查询 → 3 结果。文字等到第一次查询才取，不搜索的读者一个字节也不用下载。 */
"use strict";

const BEFORE = 18, AFTER = 62, MOST = 500;
let pages = [], fetched;

const fold = words => words.normalize("NFKC").toLowerCase();
const escaped = words => words.replace(/[&<>"]/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const plain = html => html
  .replace(/<\/(p|li|h\d)>/g, "\n").replace(/<[^>]*>/g, "")
  .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#x27;|&#39;/g, "'").replace(/&amp;/g, "&");

function index(docs) {
  pages = docs.map(({ location, title, text }, order) => {
    const words = plain(text).trim();
    const parent = location.includes("#") ? location.split("#")[0] : "";
    return { location, title: plain(title), words, order, parent, titleFolded: fold(plain(title)), wordsFolded: fold(words) };
  });
}

/* “2101032”“2101 032”“２１０１－０３２”都是同一个稿号，没打完也行；别的空格分开几个词，每个都要有。 */
function terms(query) {
  const folded = fold(query).trim().replace(/^["“]([^"“”]*)["”]$/, "$1");
  const number = folded.match(/^(\d{4})[\s\-‐–—]*(\d{1,3})$/);
  if (number) return [`${number[1]}-${number[2]}`];
  return [...new Set(folded.split(/\s+/))].filter(Boolean);
}

function count(words, term) {
  let hits = 0;
  for (let at = words.indexOf(term); at >= 0; at = words.indexOf(term, at + term.length)) hits++;
  return hits;
}

/* NFKC 会改变个别字符的长度；那时宁可不标，也不标错位置。 */
function marked(words, wanted) {
  const folded = fold(words);
  if (folded.length !== words.length) return escaped(words);
  const flags = new Uint8Array(words.length);
  for (const term of wanted)
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) flags.fill(1, at, at + term.length);
  let html = "";
  for (let i = 0; i < words.length;) {
    let j = i;
    while (j < words.length && flags[j] === flags[i]) j++;
    html += flags[i] ? `<mark>${escaped(words.slice(i, j))}</mark>` : escaped(words.slice(i, j));
    i = j;
  }
  return html;
}

function excerpt(page, wanted) {
  const places = wanted.map(term => page.wordsFolded.indexOf(term)).filter(at => at >= 0);
  const at = places.length && page.wordsFolded.length === page.words.length ? Math.min(...places) : 0;
  const start = Math.max(0, at - BEFORE), end = Math.min(page.words.length, at + AFTER);
  const words = page.words.slice(start, end).replace(/\s+/g, " ");
  return `<p>${start ? "……" : ""}${marked(words, wanted)}${end < page.words.length ? "……" : ""}</p>`;
}

function search(query) {
  const wanted = terms(query);
  if (!wanted.length) return [];
  const found = [];
  for (const page of pages) {
    const hits = wanted.map(term => 20 * count(page.titleFolded, term) + count(page.wordsFolded, term));
    if (hits.every(Boolean)) found.push({ page, score: hits.reduce((sum, each) => sum + each, 0) });
  }
  // 报上的稿件在前，手册之类在后。
  const rank = ({ page }) => +!/^\d{4}-\d{2}\//.test(page.location);
  found.sort((a, b) => rank(a) - rank(b) || b.score - a.score || a.page.order - b.page.order);
  const groups = new Map();
  for (const { page, score } of found.slice(0, MOST)) {
    const key = page.location.split("#")[0];
    groups.set(key, [...(groups.get(key) || []), item(page, score, wanted)]);
  }
  // Material 要每一组都有页面本身。
  for (const [key, items] of groups)
    if (!items.some(each => each.location === key)) {
      const whole = pages.find(page => page.location === key);
      if (whole) items.push(item(whole, 0, wanted));
    }
  return [...groups.values()];
}

function item(page, score, wanted) {
  return {
    location: page.location,
    title: marked(page.title, wanted),
    text: excerpt(page, wanted),
    score,
    terms: Object.fromEntries(wanted.map(term => [term, true])),
    ...(page.parent ? { parent: page.parent } : {}),
  };
}

function fetchWords() {
  fetched ??= fetch(new URL("../search/words.json", location))
    .then(answer => answer.json())
    .then(index)
    .catch(() => { fetched = undefined; });  // 网断了，下次再取
  return fetched;
}

addEventListener("message", async ({ data: { type, data } }) => {
  if (type === 0) postMessage({ type: 1 });
  if (type === 2) {
    if (data.trim()) await fetchWords();
    postMessage({ type: 3, data: { items: search(data) } });
  }
});
