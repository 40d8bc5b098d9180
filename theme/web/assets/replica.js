/* 放大版面时换取大图。没有脚本时照样放大，只是图还是原来那一张。 */
"use strict";
document.querySelector(".replica-zoom")?.addEventListener("change", ({ target }) => {
  const picture = document.querySelector(".replica-page img");
  picture.dataset.sizes ??= picture.sizes;
  picture.sizes = target.checked ? "1400px" : picture.dataset.sizes;
});
