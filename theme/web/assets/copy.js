/* 复制：把按钮上记着的字放进剪贴板，按钮上说一声。旧浏览器（微信里常见）没有剪贴板接口，就选中再复制。 */
"use strict";
(() => {
  const byHand = words => {
    const area = document.createElement("textarea");
    area.value = words;
    area.readOnly = true;
    area.className = "copy-area";
    document.body.append(area);
    area.select();
    area.setSelectionRange(0, words.length);
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };
  const copy = async words => {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      return byHand(words);
    }
  };
  for (const button of document.querySelectorAll("button[data-clipboard-text]")) {
    const label = button.textContent;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      button.textContent = await copy(button.dataset.clipboardText) ? "已复制" : "请按住文字自己复制";
      setTimeout(() => { button.textContent = label; }, 3000);
    });
  }
})();
