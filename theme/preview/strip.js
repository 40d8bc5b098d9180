/* 预览：有错就显示在网页上端，改好就没有；这一页变了就重新打开，版面排好就换图。只在预览里有，不写进网站。 */
"use strict";
(() => {
  const own = document.currentScript?.dataset.version ?? "";
  const here = decodeURIComponent(location.pathname).slice(1);
  const onProof = here === "_proof/";
  const seen = new Map();
  let run = null, built = null, source = null;

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  /* 自成一体，网站的样式改不了它。 */
  const host = make("div", { id: "chenbao-preview", lang: "zh-CN" });
  host.style.cssText = "position:sticky;top:0;z-index:2147483000;display:block";
  const root = host.attachShadow({ mode: "open" });
  const strip = make("section", { class: "strip", role: "region", "aria-label": "预览查出的问题" });
  const corner = make("p", { class: "corner" });
  root.append(make("link", { rel: "stylesheet", href: "/_preview/strip.css" }), strip, corner);
  document.body.prepend(host);

  const item = (found) =>
    make("li", { class: found.severity },
      make("p", { class: "place" }, make("code", {}, found.place), " ", make("b", {}, found.code)),
      make("p", {}, found.message),
      make("p", { class: "remedy" }, "改法：" + found.remedy));

  const byPlace = (list) => {
    const issue = here.match(/^\d{4}-\d\d\//)?.[0];
    const near = (found) => (issue && found.path.startsWith("issues/" + issue) ? 0 : 1);
    return [...list].sort((one, other) => near(one) - near(other));
  };

  const MOST = 60;
  const rows = (list) => {
    const shown = byPlace(list).slice(0, MOST).map(item);
    if (list.length > MOST) shown.push(make("li", { class: "more" }, `还有${list.length - MOST}处；运行 chenbao check 看全部。`));
    return shown;
  };

  const folded = (name, title, list, open) => {
    const kept = sessionStorage.getItem("chenbao-" + name);
    const details = make("details", { class: name }, make("summary", {}, title), make("ol", {}, ...rows(list)));
    details.open = kept === null ? open : kept === "1";
    details.querySelector("summary").addEventListener("click", () => sessionStorage.setItem("chenbao-" + name, details.open ? "0" : "1"));
    return details;
  };

  let drawn = "";
  const draw = (state) => {
    const now = JSON.stringify([state.faults, state.warnings]);
    if (now !== drawn) {
      drawn = now;
      strip.replaceChildren();
      if (state.faults.length) strip.append(folded("faults", `有${state.faults.length}处错，改好才能出报`, state.faults, true));
      if (state.warnings.length) strip.append(folded("warnings", `${state.warnings.length}处要看一看`, state.warnings, false));
      strip.hidden = !strip.children.length;
    }
    corner.replaceChildren();
    if (state.busy) corner.append(make("span", { role: "status" }, state.busy + "……"));
    if (!onProof) corner.append(make("a", { href: "/_proof/" }, "校样"));
  };

  const isNewer = async () => {
    const answer = await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
    return (answer.headers.get("ETag") ?? "").replaceAll('"', "") !== own;
  };

  const refresh = async (state) => {
    const changed = run !== state.run || built !== state.built;
    run = state.run;
    built = state.built;
    if (changed && await isNewer()) location.reload();
  };

  /* 版面图：同一个地址，换一个版本号，浏览器就去取新的。 */
  const swap = (sheet) => {
    if (sheet.moment && seen.get(sheet.address) !== sheet.version) {
      seen.set(sheet.address, sheet.version);
      for (const picture of document.querySelectorAll("img")) {
        if (!new URL(picture.src, location).pathname.startsWith(encodeURI("/" + sheet.address) + "page.")) continue;
        const marked = (address) => address.replace(/\?.*$/, "") + "?v=" + sheet.version;
        const next = new Image();
        next.onload = () => {
          if (picture.srcset) picture.srcset = picture.srcset.split(",").map((each) => each.trim().split(/\s+/)).map(([address, width]) => `${marked(address)} ${width}`).join(", ");
          picture.src = marked(picture.src);
        };
        next.src = marked(picture.src);
      }
      if (here === sheet.address)
        for (const [number, outline] of Object.entries(sheet.outlines))
          document.querySelector(`#n${number} path`)?.setAttribute("d", outline);
    }
  };

  const take = (state) => {
    draw(state);
    state.sheets.forEach(swap);
    document.dispatchEvent(new CustomEvent("chenbao-preview", { detail: state }));
    refresh(state).catch(() => {});
  };

  /* 看不见的标签页不占连接；回来时先取一次现状。 */
  const listen = () => {
    source?.close();
    source = null;
    if (document.hidden) return;
    source = new EventSource("/_preview/events");
    source.onmessage = ({ data }) => take(JSON.parse(data));
    source.onerror = () => { corner.replaceChildren(make("span", { role: "status" }, "预览停了")); };
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", ({ persisted }) => persisted && listen());
  listen();
})();
