/* 看大图：在本页打开，按一下、按 Esc 或“关上”就回去。没有脚本时，链接照样通到大图。 */
"use strict";
(() => {
  const dialog = document.createElement("dialog");
  if (!dialog.showModal) return;
  dialog.className = "picture-dialog";
  const image = dialog.appendChild(document.createElement("img"));
  const caption = dialog.appendChild(document.createElement("p"));
  const close = dialog.appendChild(document.createElement("button"));
  close.type = "button";
  close.className = "button";
  close.textContent = "关上";
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => image.removeAttribute("src"));

  document.addEventListener("click", event => {
    const link = event.target.closest?.("a.enlarge");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const small = link.querySelector("img");
    image.src = link.href;
    image.alt = small.alt;
    image.width = small.width;
    image.height = small.height;
    caption.replaceChildren(...(link.parentElement.querySelector("figcaption")?.cloneNode(true).childNodes ?? []));
    dialog.setAttribute("aria-label", `大图：${small.alt}`);
    if (!dialog.isConnected) document.body.append(dialog);
    dialog.showModal();
  });
})();
