/* 转发、复制、打印。复制放进剪贴板，按钮上说一声；旧浏览器（微信里常见）没有剪贴板接口，就选中再复制。
   按钮上写着：data-clipboard-text 要复制的字；data-share 要转发的话，data-address 网址（相对本页）；data-print 打印。 */
"use strict";

window.chenbao = window.chenbao || {};

(function (chenbao) {
  function byHand(words) {
    const area = document.createElement("textarea");
    area.value = words;
    area.readOnly = true;
    area.className = "copy-area";
    document.body.append(area);
    area.select();
    area.setSelectionRange(0, words.length);
    let done = false;
    try { done = document.execCommand("copy"); } catch (no) { /* 请读者自己来 */ }
    area.remove();
    return done;
  }

  chenbao.put = async function (words) {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch (no) { return byHand(words); }
  };

  chenbao.inWechat = /MicroMessenger/i.test(navigator.userAgent);

  /* 转发：手机自己的转发单；没有（微信里、旧电脑上）就复制好一句话带网址，并说下一步。→ 要说给读者的话，"" 为不必说 */
  chenbao.share = async function (words, address) {
    const url = new URL(address, location.href).href;
    if (navigator.share && !chenbao.inWechat) {
      try { await navigator.share({ title: words, text: words, url }); return ""; } catch (no) {
        if (no && no.name === "AbortError") return "";
      }
    }
    if (!await chenbao.put(`${words}\n${url}`)) return "没能复制：请点右上角“…”转发，或按住网址自己复制。";
    return chenbao.inWechat ? "已复制，可以粘贴给家人朋友；也可以点右上角“…”，选“发送给朋友”。" : "已复制，可以粘贴给家人朋友。";
  };

  const saying = new WeakMap();
  function say(button, words) {
    if (!saying.has(button)) saying.set(button, button.textContent);
    button.textContent = words;
    setTimeout(() => { button.textContent = saying.get(button); }, 3000);
  }

  for (const button of document.querySelectorAll("button[data-clipboard-text], button[data-share], button[data-link], button[data-print]")) {
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
  }
  document.addEventListener("click", async event => {
    const button = event.target.closest("button");
    if (!button) return;
    const { clipboardText, share, link, address, print } = button.dataset;
    const said = button.parentElement.parentElement.querySelector(".share-said");
    if (print !== undefined) window.print();
    else if (share !== undefined) {
      const words = await chenbao.share(share, address);
      if (words && said) said.textContent = words; else if (words) say(button, "已复制");
    } else if (clipboardText !== undefined || link !== undefined) {
      const done = await chenbao.put(link === undefined ? clipboardText : new URL(link, location.href).href);
      say(button, done ? "已复制" : "请按住文字自己复制");
    }
  });
})(window.chenbao);
