/* 文章页的报错：选中文字，或点段末的 ¶，就出一张小表；填好即成一条留言，可以复制、发邮件或提交。 */
"use strict";

{
  const facts = document.getElementById("reader-facts")?.dataset;
  const copyArea = document.querySelector("article.copy");
  const PIECES = ".kicker, h1, .deck, .byline, .body p, .body h2, .body h3, .body figcaption, .body th, .body td, .body .notes li, .corrections li";
  const APART = ".note-mark, .note-back, .pointer, rt, .copy-note";

  /* 一块的文字与它的文本节点：注码、段号不算。 */
  function read(piece) {
    const nodes = [], walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
    let words = "";
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest(APART)) continue;
      nodes.push({ node, from: words.length });
      words += node.data;
    }
    return { nodes, words };
  }

  function offsetIn({ nodes, words }, container, offset) {
    for (const { node, from } of nodes) {
      if (node === container) return from + offset;
      const place = document.createRange();
      place.selectNode(node);
      if (place.comparePoint(container, offset) < 0) return from;
    }
    return words.length;
  }

  const pieces = () => [...copyArea.querySelectorAll(PIECES)].filter(each => !each.querySelector("p") && !each.closest(".line, .imprint"));

  function place(piece) {
    const among = selector => [...copyArea.querySelectorAll(selector)];
    const which = (name, unit, all) => all.length > 1 ? `第${all.indexOf(piece) + 1}${unit}${name}` : name;
    if (piece.matches(".notes *, .notes li")) return "注释";
    if (piece.id.match(/^p\d+$/)) return `第${piece.id.slice(1)}段`;
    if (piece.matches("figcaption")) return which("图说", "幅", among(".body figcaption"));
    if (piece.matches("h1")) return "标题";
    if (piece.matches(".kicker")) return "引题";
    if (piece.matches(".deck")) return "副题";
    if (piece.matches(".byline")) return "署名";
    if (piece.matches("h2, h3")) return "小标题";
    if (piece.matches("td, th")) return "表格";
    if (piece.matches(".corrections *")) return "更正";
    const paragraph = piece.closest("[id^=p]");
    return paragraph ? `第${paragraph.id.slice(1)}段` : "正文";
  }

  /* 选区 → 错处。跨了几块的，算第一块的，引的文字到那一块末尾为止，其余接在后面。 */
  function spot(range) {
    const all = pieces(), touched = all.filter(each => range.intersectsNode(each) && holds(range, each));
    if (!touched.length) return null;
    const [first] = touched, { words } = read(first);
    const parts = touched.map(each => {
      const whole = read(each);
      const from = each === touched[0] && range.comparePoint(each, 0) < 0 ? offsetIn(whole, range.startContainer, range.startOffset) : 0;
      const to = range.comparePoint(each, each.childNodes.length) > 0 ? offsetIn(whole, range.endContainer, range.endOffset) : whole.words.length;
      return { from, words: whole.words.slice(from, to) };
    });
    const trimmed = parts[0].words.replace(/^\s+/, "");
    const wrong = parts.map(part => part.words).join("").trim();
    const last = all.indexOf(touched[touched.length - 1]);
    const around = [all[all.indexOf(first) - 1], all[last + 1]].map(each => each ? read(each).words.trim() : "");
    const rest = read(touched[touched.length - 1]).words;
    const joined = touched.length > 1 ? words.slice(0, parts[0].from) + wrong + rest.slice(rest.lastIndexOf(parts.at(-1).words) + parts.at(-1).words.length) : words;
    return { place: place(first), wrong, at: parts[0].from + parts[0].words.length - trimmed.length, words: joined, around };
  }

  function holds(range, piece) {
    const inside = document.createRange();
    inside.selectNodeContents(piece);
    if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) inside.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) inside.setEnd(range.endContainer, range.endOffset);
    return inside.toString().trim() !== "";
  }

  /* 表 */
  const element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const field = (name, hint, rows) => element("label", {}, name, element("textarea", { name, rows, placeholder: hint, autocomplete: "off" }));
  let panel, form, here, chosen;

  function build() {
    const to = facts.reportTo, over = window.chenbao.isOver(facts.deadline);
    const due = element("p", { className: "report-due" });
    if (facts.deadlineWritten)
      due.textContent = over ? `本期纠错有奖已于${facts.deadlineWritten}截止。仍欢迎指正，不再参加评奖。` : `本期截止：${facts.deadlineWritten}`;
    form = element("form", { className: "report-form", method: "post", acceptCharset: "utf-8" },
      field("原文", "照抄错的那几个字", 2), field("应为", "应当怎样写", 2), field("理由", "可以不写", 2),
      element("input", { type: "hidden", name: "内容" }),
      element("p", { className: "report-actions" },
        element("button", { type: "button", className: "button is-strong report-copy", textContent: "复制留言" }),
        ...(to ? [element("button", { type: "submit", className: "button report-send", textContent: to.startsWith("mailto:") ? "发邮件" : "提交" })] : []),
        element("button", { type: "button", className: "button report-cite", textContent: "复制本段出处" })),
      element("p", { className: "report-said" }));
    form.querySelector(".report-said").setAttribute("role", "status");
    panel = element("section", { className: "report-panel", hidden: true },
      element("div", { className: "report-head" },
        element("h2", { id: "report-title", textContent: "报错" }), element("p", { className: "report-where" }),
        element("button", { type: "button", className: "button report-close", textContent: "关闭" })), due, form);
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-labelledby", "report-title");
    panel.querySelector(".report-close").addEventListener("click", close);
    document.addEventListener("keydown", event => { if (event.key === "Escape" && !panel.hidden) close(); });
    form.querySelector(".report-copy").addEventListener("click", () => give(words()));
    form.querySelector(".report-cite").addEventListener("click", () => give(`《${facts.paper}》${facts.issue} 第${facts.page}版《${facts.headline}》${facts.number} ${chosen.place}`, "出处"));
    form.addEventListener("submit", send);
    document.body.append(panel);
  }

  function words() {
    const { 原文: wrong, 应为: right, 理由: reason } = Object.fromEntries(new FormData(form));
    const same = wrong.trim() === chosen.wrong, at = same ? chosen.at : wrong.trim() ? chosen.words.indexOf(wrong.trim()) : -1;
    return window.chenbao.message({
      ...facts, place: chosen.place, wrong: wrong.trim(), right: right.trim(), reason: reason.trim(),
      context: window.chenbao.context(chosen.words, at, wrong.trim(), chosen.around),
      deadline: facts.deadlineWritten, over: window.chenbao.isOver(facts.deadline),
    });
  }

  async function give(message, what = "留言") {
    let area = form.querySelector(".report-made");
    if (!area) {
      area = form.insertBefore(element("textarea", { className: "report-made", readOnly: true, rows: 7 }), form.querySelector(".report-said"));
      area.setAttribute("aria-label", "写好的留言");
    }
    area.value = message;
    panel.scrollTop = panel.scrollHeight;
    const copied = await window.chenbao.copy(message, area);
    form.querySelector(".report-said").textContent = !copied ? "没能自动复制：字已经选好，请长按，点“复制”。"
      : what === "留言" && facts.account ? `已复制。到微信公众号“${facts.account}”后台，长按输入框粘贴，再发送。` : `${what}已复制。`;
  }

  function send(event) {
    const to = facts.reportTo, message = words();
    if (to.startsWith("mailto:")) {
      event.preventDefault();
      location.href = `${to}?subject=${encodeURIComponent(`纠错 ${facts.number}`)}&body=${encodeURIComponent(message)}`;
    } else {
      form.action = to;
      form.elements["内容"].value = message;
      for (const name of ["原文", "应为", "理由"]) form.elements[name].disabled = true;   // 留言里都有了，不送两遍
      setTimeout(() => { for (const name of ["原文", "应为", "理由"]) form.elements[name].disabled = false; });
    }
  }

  function open(found, from) {
    if (!panel) build();
    chosen = found;
    here = from;
    form.elements["原文"].value = found.wrong;
    form.elements["应为"].value = form.elements["理由"].value = "";
    form.querySelector(".report-made")?.remove();
    form.querySelector(".report-said").textContent = "";
    panel.querySelector(".report-where").textContent = `${facts.number} 第${facts.page}版 ${found.place}`;
    panel.hidden = false;
  }

  function close() {
    panel.hidden = true;
    here?.focus?.({ preventScroll: true });
  }

  if (facts && copyArea) {
    /* 选好了才出表：鼠标、手指放开，或键盘停下。焦点留在原处，选区不散。 */
    let waiting;
    document.addEventListener("selectionchange", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        const selection = getSelection();
        if (panel?.contains(document.activeElement) || !selection.rangeCount) return;
        const range = selection.getRangeAt(0), said = selection.toString().trim();
        if (!said || !copyArea.contains(range.commonAncestorContainer)) {
          if (panel && !said && !panel.matches(":hover") && chosen?.bySelection) panel.hidden = true;
          return;
        }
        const found = said.length <= 200 && spot(range);
        if (found) open({ ...found, bySelection: true });
      }, 350);
    });
    copyArea.addEventListener("click", event => {
      const pointer = event.target.closest(".pointer");
      if (!pointer) return;
      const piece = pointer.closest("p"), all = pieces(), at = all.indexOf(piece);
      open({ place: place(piece), wrong: "", at: -1, words: read(piece).words, around: [at - 1, at + 1].map(each => all[each] ? read(all[each]).words : "") }, pointer);
      setTimeout(() => form.elements["原文"].focus({ preventScroll: true }));   // 等浏览器跳到这一段以后
    });
  }
}
