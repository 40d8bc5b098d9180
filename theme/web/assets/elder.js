/* 长辈版与明暗：排在页面内容之前的一小段，页面还没画就定好，所以不会闪。存不住（无痕、禁用）就只管这一页。
   网址里写 ?elder=24 就打开长辈版（字号 24 像素），?elder=0 就关上：家里人转发的链接可以带着它。 */
"use strict";

window.chenbao = window.chenbao || {};

(function (chenbao) {
  const KEY = "chenbao.elder", SCHEME = "chenbao.scheme", root = document.documentElement;
  const SIZES = [24, 28, 32, 36, 40];               // 像素；18、21、24、27、30 磅

  const read = key => { try { return localStorage.getItem(key); } catch (no) { return null; } };
  const keep = (key, value) => {
    try { if (value) localStorage.setItem(key, value); else localStorage.removeItem(key); } catch (no) { /* 只管这一页 */ }
  };
  const tell = () => dispatchEvent(new CustomEvent("chenbao:elder"));

  chenbao.kept = { read, keep };
  chenbao.elder = {
    sizes: SIZES,
    get size() { return Number(root.dataset.elder) || 0; },
    set(size) {
      if (size) root.dataset.elder = size; else delete root.dataset.elder;
      keep(KEY, size ? String(size) : "0");
      root.classList.remove("is-unasked");
      tell();
    },
  };
  chenbao.scheme = {
    get dark() {
      return root.dataset.scheme ? root.dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    },
    set(dark) {
      root.dataset.scheme = dark ? "dark" : "light";
      keep(SCHEME, root.dataset.scheme);
      tell();
    },
  };

  const said = /[?&]elder=(\d*)/.exec(location.search);
  if (said) keep(KEY, SIZES.includes(Number(said[1])) ? said[1] : said[1] === "0" ? "0" : String(SIZES[0]));
  const kept = Number(said ? (SIZES.includes(Number(said[1])) ? said[1] : said[1] === "0" ? 0 : SIZES[0]) : read(KEY));
  if (SIZES.includes(kept)) root.dataset.elder = kept;
  const scheme = read(SCHEME);
  if (scheme === "dark" || scheme === "light") root.dataset.scheme = scheme;
  root.classList.add("has-script");
  if (read(KEY) === null) root.classList.add("is-unasked");
})(window.chenbao);
