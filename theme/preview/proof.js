/* 校样：最近变了的一版大图，其余各版小图；按一下小图就看那一版，下一次存盘又回到变了的一版。 */
"use strict";
(() => {
  const newest = document.querySelector(".newest");
  const [name, time] = newest.querySelector("figcaption").children;
  const large = newest.querySelector(".large");
  const list = document.querySelector(".others ol");
  let chosen = "", moment = -1, shown = "";

  const picture = (sheet, width) => `/${sheet.address}page.${width}.webp?v=${sheet.version}`;

  const show = (sheet) => {
    const key = sheet.address + sheet.version;
    if (key === shown) return;
    const next = new Image();
    next.onload = () => {
      const image = large.querySelector("img");
      image.src = next.src;
      image.srcset = `${picture(sheet, 1000)} 1000w, ${picture(sheet, 2000)} 2000w`;
      image.sizes = "(min-width: 900px) min(1000px, 75vw), 96vw";
      image.alt = sheet.title + "的版面";
      large.href = picture(sheet, 2000);
      name.href = "/" + sheet.address;
      name.textContent = sheet.title;
      time.textContent = sheet.moment ? "改后重排" : "和印刷 PDF 一样";
      newest.hidden = false;
    };
    next.src = picture(sheet, 1000);
    shown = key;
  };

  const small = (sheet) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const image = document.createElement("img");
    image.src = picture(sheet, 320);
    image.alt = "";
    image.loading = "lazy";
    button.append(image, sheet.title);
    button.setAttribute("aria-pressed", String(sheet.address === chosen));
    button.addEventListener("click", () => { chosen = sheet.address; take(last); });
    item.append(button);
    return item;
  };

  let last = null, listed = "";
  const take = (state) => {
    last = state;
    const sheets = state.sheets;
    document.querySelector(".none").hidden = sheets.length > 0;
    if (!sheets.length) return;
    if (sheets[0].moment !== moment) { moment = sheets[0].moment; chosen = sheets[0].address; }
    const current = sheets.find((sheet) => sheet.address === chosen) ?? sheets[0];
    show(current);
    const byAddress = [...sheets].sort((one, other) => (one.address < other.address ? -1 : 1));
    const now = JSON.stringify([chosen, byAddress.map((sheet) => [sheet.address, sheet.version])]);
    if (now !== listed) { listed = now; list.replaceChildren(...byAddress.map(small)); }
  };
  document.addEventListener("chenbao-preview", ({ detail }) => take(detail));
})();
