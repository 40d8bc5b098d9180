/* 从搜索结果来到文章：标出找到的字，走到那一处。网址里 q 是字，at 是哪一处（p2 第二段，c1 第一条图说）。 */
"use strict";

(() => {
  const asked = new URLSearchParams(location.search), words = asked.getAll("q").filter(Boolean);
  const copy = document.querySelector("article.copy");
  if (!words.length || !copy) return;
  const PLACES = { k: "header .kicker", h: "h1", d: "header .deck", b: ".byline", s: ".body :is(h2, h3)", c: ".body figcaption", r: ".body .credit", t: ".body :is(th, td)", n: ".body .notes p" };
  const NOT_COPY = ".note-mark, .note-back, .pointer, .credit, .reading-bubble, button, rt, rp";

  function lettersOf(piece) {
    const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT), nodes = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const aside = node.parentElement.closest(NOT_COPY);
      if (!aside || aside === piece) nodes.push(node);
    }
    return nodes;
  }

  /* 一个词可以跨过着重和链接，所以先连成一串再找。 */
  function mark(piece, word) {
    const nodes = lettersOf(piece), text = nodes.map(node => node.data).join("").replace(/\s/g, " ");
    for (let at = text.lastIndexOf(word); at >= 0; at = at ? text.lastIndexOf(word, at - 1) : -1) {
      let from = at, length = word.length;
      for (const node of lettersOf(piece)) {
        if (from >= node.length) { from -= node.length; continue; }
        const range = document.createRange(), part = Math.min(length, node.length - from);
        range.setStart(node, from);
        range.setEnd(node, from + part);
        if (!node.parentElement.closest("mark")) range.surroundContents(document.createElement("mark"));
        length -= part;
        from = 0;
        if (!length) break;
      }
    }
  }

  const pieces = [...copy.querySelectorAll(`${Object.values(PLACES).join(", ")}, .body p`)].filter(piece => !piece.parentElement.closest("figcaption") || piece.matches(".credit"));
  for (const piece of pieces) for (const word of words) mark(piece, word);

  const [, kind, order] = /^([a-z])(\d+)$/.exec(asked.get("at") || "") || [];
  const there = kind === "p" ? document.getElementById(`p${order}`)
    : PLACES[kind] ? [...copy.querySelectorAll(PLACES[kind])].filter(piece => piece.textContent.trim())[order - 1] : null;
  const first = (there || copy).querySelector("mark") || there || copy.querySelector("mark");
  if (first) addEventListener("load", () => first.scrollIntoView({ block: "center" }));
})();
