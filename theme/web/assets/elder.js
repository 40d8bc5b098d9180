/* 长辈版：排在样式之前的一小段，页面还没画就定好字号，所以不会闪。存不住（无痕、禁用）就只管这一页。 */
"use strict";

window.chenbao = window.chenbao || {};

(function (chenbao) {
  const KEY = "chenbao.elder", root = document.documentElement;
  const SIZES = [24, 28, 32, 36, 40];               // 像素；18、21、24、27、30 磅

  const read = () => { try { return Number(localStorage.getItem(KEY)) || 0; } catch { return 0; } };
  const keep = size => { try { size ? localStorage.setItem(KEY, size) : localStorage.removeItem(KEY); } catch { /* 只管这一页 */ } };

  chenbao.elder = {
    sizes: SIZES,
    get size() { return Number(root.dataset.elder) || 0; },
    set(size) {
      if (size) root.dataset.elder = size; else delete root.dataset.elder;
      keep(size);
      dispatchEvent(new CustomEvent("chenbao:elder"));
    },
  };
  const kept = read();
  if (SIZES.includes(kept)) root.dataset.elder = kept;
  root.classList.add("has-script");
})(window.chenbao);
