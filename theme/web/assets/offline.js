/* 存下这一期：按了才存，按钮上说存到哪里了；存过的，以后出了新一期，打开首页时自己换上。 */
"use strict";

{
  const button = document.querySelector("[data-keep]");
  const { kept } = window.chenbao, KEY = "chenbao.kept";

  async function keep(tell) {
    const registration = await navigator.serviceWorker.register(new URL(button.dataset.keep, location.href).href);
    await navigator.serviceWorker.ready;
    const worker = registration.active || registration.waiting || registration.installing;
    return new Promise(done => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        if (data.kept) { kept.keep(KEY, button.dataset.issue); done(true); } else if (data.failed) done(false); else tell(data);
      };
      worker.postMessage("keep", [port2]);
    });
  }

  if (button && navigator.serviceWorker && window.MessageChannel && /^https?:/.test(location.protocol)) {
    const words = button.textContent, mine = kept.read(KEY);
    button.hidden = false;
    if (mine === button.dataset.issue) button.textContent = "已存在手机里";
    button.addEventListener("click", async () => {
      button.disabled = true;
      let done = false;
      try { done = await keep(each => { button.textContent = `正在存……${each.done}／${each.all}`; }); } catch (no) { /* 说没存成 */ }
      button.disabled = false;
      button.textContent = done ? "已存好，没有网也能看" : "没存成，再试一次";
      if (!done) setTimeout(() => { button.textContent = words; }, 4000);
    });
    if (mine && mine !== button.dataset.issue) addEventListener("load", () => { keep(() => {}).catch(() => {}); });
  }
}
