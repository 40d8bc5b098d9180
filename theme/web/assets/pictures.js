/* 看大图：在本页打开，按一下、按 Esc、按“关上”或手机的返回键就回去。没有脚本时，链接照样通到大图。 */
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
  let stepped = false;

  /* 打开时在历史里添一步，返回键就只退这一步，不离开文章。 */
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    image.removeAttribute("src");
    if (!stepped) return;
    stepped = false;
    if (history.state && history.state.picture) history.back();
  });
  addEventListener("popstate", () => {
    stepped = false;
    if (dialog.open) dialog.close();
  });
  /* 从大图点了别处的链接再回来：历史里还留着那一步，图已经关了，再退一步。 */
  addEventListener("pageshow", () => { if (history.state && history.state.picture && !dialog.open) history.replaceState(null, ""); });

  document.addEventListener("click", event => {
    const link = event.target.closest("a.enlarge");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const small = link.querySelector("img"), words = link.parentElement.querySelector("figcaption");
    image.src = /\.webp$/.test(small.currentSrc) && link.dataset.large || link.href;   // 认不得 WebP 的看 JPEG
    image.alt = small.alt;
    image.width = small.width;
    image.height = small.height;
    caption.textContent = "";
    if (words) caption.append(...words.cloneNode(true).childNodes);
    dialog.setAttribute("aria-label", `大图：${small.alt}`);
    if (!dialog.isConnected) document.body.append(dialog);
    dialog.showModal();
    history.pushState({ picture: true }, "");
    stepped = true;
  });
})();
