/* 复制给公众号编辑器：正文带着样式一起复制，其余各栏复制文字。 */
"use strict";

{
  const said = document.querySelector("[role=status]"), body = document.getElementById("wechat-body");

  function byHand(range) {
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    const done = document.execCommand("copy");
    if (done) selection.removeAllRanges();
    return done;
  }
  async function copyBody() {
    const range = document.createRange();
    range.selectNodeContents(body);
    try {
      const kinds = { "text/html": body.innerHTML, "text/plain": body.innerText };
      const blobs = {};
      for (const type of Object.keys(kinds)) blobs[type] = new Blob([kinds[type]], { type });
      await navigator.clipboard.write([new ClipboardItem(blobs)]);
      return true;
    } catch (no) { return byHand(range); }
  }
  async function copyWords(button) {
    try { await navigator.clipboard.writeText(button.dataset.copy); return true; } catch (no) {
      const range = document.createRange();
      range.selectNodeContents(button.previousElementSibling);
      return byHand(range);
    }
  }

  document.addEventListener("click", async ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    const done = "copyBody" in button.dataset ? await copyBody() : await copyWords(button);
    said.textContent = done ? "已复制，到公众号编辑器里粘贴。" : "没能自动复制：字已经选好，请按 Ctrl+C。";
  });
}
