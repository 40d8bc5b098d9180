/* 长辈版的开关和字号。另一页里改了，这一页跟着改。 */
"use strict";

{
  const { elder } = window.chenbao;
  const toggle = document.querySelector(".elder-switch"), bar = document.querySelector(".elder-bar");

  function show() {
    const on = elder.size > 0, at = elder.sizes.indexOf(elder.size);
    toggle.setAttribute("aria-pressed", String(on));
    toggle.querySelector("span").textContent = on ? "标准版" : "长辈版";
    bar.hidden = !on;
    if (!on) return;
    bar.querySelector("output").textContent = `${elder.size * 3 / 4}磅`;
    bar.querySelector("[data-step='-1']").disabled = at <= 0;
    bar.querySelector("[data-step='1']").disabled = at >= elder.sizes.length - 1;
  }

  toggle.addEventListener("click", () => elder.set(elder.size ? 0 : elder.sizes[0]));
  bar.addEventListener("click", event => {
    const step = Number(event.target.closest("[data-step]")?.dataset.step);
    if (step) elder.set(elder.sizes[elder.sizes.indexOf(elder.size) + step] || elder.size);
  });
  addEventListener("chenbao:elder", show);
  addEventListener("storage", event => { if (event.key === "chenbao.elder") elder.set(Number(event.newValue) || 0); });
  show();
}
