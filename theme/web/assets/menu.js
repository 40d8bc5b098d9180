/* 顶栏：菜单的开合，长辈版的开关和字号，明暗。另一页里改了，这一页跟着改。 */
"use strict";

{
  const { elder, scheme, kept } = window.chenbao;
  const toggle = document.querySelector(".elder-switch"), bar = document.querySelector(".elder-bar");
  const menu = document.querySelector(".menu"), opener = document.querySelector(".menu-switch");
  const dark = document.querySelector(".scheme-switch"), offer = document.querySelector(".elder-offer");

  function show() {
    const on = elder.size > 0, at = elder.sizes.indexOf(elder.size);
    toggle.setAttribute("aria-pressed", String(on));
    bar.hidden = !on;
    dark.textContent = scheme.dark ? "浅色" : "深色";
    dark.setAttribute("aria-pressed", String(scheme.dark));
    if (!on) return;
    bar.querySelector("output").textContent = `${elder.size * 3 / 4}磅`;
    bar.querySelector("[data-step='-1']").disabled = at <= 0;
    bar.querySelector("[data-step='1']").disabled = at >= elder.sizes.length - 1;
  }

  function open(wanted) {
    menu.classList.toggle("is-open", wanted);
    opener.setAttribute("aria-expanded", String(wanted));
  }

  opener.addEventListener("click", () => open(!menu.classList.contains("is-open")));
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !menu.classList.contains("is-open")) return;
    open(false);
    opener.focus();
  });
  toggle.addEventListener("click", () => { elder.set(elder.size ? 0 : elder.sizes[0]); });
  document.querySelector(".elder-off").addEventListener("click", () => elder.set(0));
  bar.addEventListener("click", event => {
    const step = Number((event.target.closest("[data-step]") || bar).dataset.step);
    if (step) elder.set(elder.sizes[elder.sizes.indexOf(elder.size) + step] || elder.size);
  });
  dark.addEventListener("click", () => scheme.set(!scheme.dark));
  addEventListener("chenbao:elder", show);
  addEventListener("storage", event => {
    if (event.key !== "chenbao.elder" || event.newValue === null) return;
    const size = Number(event.newValue) || 0;
    if (size !== elder.size) elder.set(size);
  });

  /* 头一次来：问一次，答过就不再问。问不问由 elder.js 在画之前定，免得页面往下一跳。 */
  if (offer) offer.addEventListener("click", event => {
    const answer = event.target.closest("[data-answer]");
    if (answer) elder.set(answer.dataset.answer === "yes" ? elder.sizes[0] : 0);
  });
  show();

  /* 接着读：首页上说一句上回读到哪里。 */
  const resume = document.querySelector(".resume"), last = resume && kept.read("chenbao.reading");
  if (last) {
    try {
      const { url, headline, paragraph } = JSON.parse(last), link = resume.querySelector("a");
      link.href = new URL(`${url}${paragraph > 1 ? `#p${paragraph}` : ""}`, new URL(resume.dataset.home, location.href));
      link.textContent = `接着读：${headline}${paragraph > 1 ? `　第${paragraph}段` : ""}`;
      resume.hidden = false;
    } catch (no) { /* 记坏了，就当没有 */ }
  }
}
