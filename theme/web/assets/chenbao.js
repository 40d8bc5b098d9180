/* Material 只听键盘；手写、语音和粘贴的字要靠 input 事件，转告它一声。 */
document.querySelector("[data-md-component=search-query]")?.addEventListener("input", ({ target }) =>
  target.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true })));
