/* 注音：一级字以外的字、读音特别的姓名，点一下显出拼音。字还是原来的字：复制、选中都不受影响。 */
"use strict";

{
  const about = document.getElementById("reader-facts"), facts = about && about.dataset, article = document.querySelector("article.copy");
  const pairs = new Map(facts ? JSON.parse(facts.readings || "[]") : []);
  const PIECES = "header .kicker, header h1, header .deck, header .byline, .body p, .body h2, .body h3, .body figcaption, .body td, .body th";
  let bubble;

  function hide() {
    if (bubble) bubble.remove();
    bubble = null;
    for (const each of document.querySelectorAll(".reading-open")) each.classList.remove("reading-open");
  }

  function show(word) {
    const same = word.classList.contains("reading-open");
    hide();
    if (same) return;
    bubble = document.createElement("span");
    bubble.className = "reading-bubble";
    bubble.textContent = word.dataset.reading;
    document.body.append(bubble);
    const box = word.getBoundingClientRect(), own = bubble.getBoundingClientRect();
    const left = Math.min(Math.max(8, box.left + box.width / 2 - own.width / 2), document.documentElement.clientWidth - own.width - 8);
    const above = box.top - own.height - 8, top = above > 70 ? above : box.bottom + 8;
    // 位置不写在 style 属性里：内容安全策略只管写在网页里的，脚本改样式不在其内。
    bubble.style.left = `${left + scrollX}px`;
    bubble.style.top = `${top + scrollY}px`;
    word.classList.add("reading-open");
  }

  if (pairs.size && article) {
    const words = [...pairs.keys()].sort((a, b) => b.length - a.length);
    const any = new RegExp(words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "gu");
    for (const piece of article.querySelectorAll(PIECES)) {
      if (piece.querySelector("p")) continue;
      const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT), nodes = [];
      while (walker.nextNode()) nodes.push(walker.currentNode);
      for (const node of nodes) {
        const hits = [];
        any.lastIndex = 0;
        for (let hit = any.exec(node.data); hit; hit = any.exec(node.data)) hits.unshift(hit);
        for (const hit of hits) {
          const rest = node.splitText(hit.index);
          rest.splitText(hit[0].length);
          const word = document.createElement("span");
          word.className = "reading-word";
          Object.assign(word.dataset, { reading: pairs.get(hit[0]) });
          word.tabIndex = 0;
          word.setAttribute("role", "button");
          word.setAttribute("aria-label", `${hit[0]}，读音 ${pairs.get(hit[0])}`);
          rest.replaceWith(word);
          word.append(rest);
        }
      }
    }
    document.addEventListener("click", event => {
      const word = event.target.closest(".reading-word");
      if (!word) hide(); else if (getSelection().isCollapsed) show(word);
    });
    document.addEventListener("keydown", event => {
      if (event.key === "Escape") hide();
      if ((event.key === "Enter" || event.key === " ") && event.target.matches(".reading-word")) { event.preventDefault(); show(event.target); }
    });
    addEventListener("resize", hide);
  }
}
