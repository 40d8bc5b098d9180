/* 文章页的报错：选中文字，屏幕边上出一条“报错”，不挡选中的字，不按它就什么也不会打开；点段末的 ¶，直接出小表。
   表填好即成一条留言：报社设了收信处（report_to）的一按就送出；没有的复制好，旁边就是公众号的二维码和三步走法。
   点 ¶ 出来的表里还有这一段的转发、链接和出处。 */
"use strict";

{
  const about = document.getElementById("reader-facts"), facts = about && about.dataset;
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
    const joined = touched.length > 1 ? words.slice(0, parts[0].from) + wrong + rest.slice(rest.lastIndexOf(parts[parts.length - 1].words) + parts[parts.length - 1].words.length) : words;
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
  const button = (className, textContent, act) => {
    const made = element("button", { type: "button", className: `button ${className}`, textContent });
    made.addEventListener("click", act);
    return made;
  };
  const canMark = Boolean(window.CSS && CSS.highlights && window.Highlight);
  let panel, form, offer, here, chosen, offered;

  const given = name => form.elements[name].value.trim();
  const cited = () => `《${facts.paper}》${facts.issue} ${facts.where}《${facts.headline}》${facts.number} ${chosen.place}`;
  /* 这一段的网址；标题、图说没有自己的，用这一篇的。 */
  const address = () => {
    const ordinal = /^第(\d+)段$/.exec(chosen.place);
    return new URL(ordinal ? `#p${ordinal[1]}` : location.pathname, location.href.replace(/[?#].*$/, "")).href;
  };

  function build() {
    const to = facts.reportTo, over = window.chenbao.isOver(facts.deadline);
    const due = element("p", { className: "report-due" });
    if (facts.deadlineWritten)
      due.textContent = over ? `本期纠错有奖已于${facts.deadlineWritten}截止。仍欢迎指正，不再参加评奖。` : `本期截止：${facts.deadlineWritten}`;
    const account = document.getElementById("report-account");
    form = element("form", { className: "report-form", method: "post", acceptCharset: "utf-8" },
      field("原文", "照抄错的那几个字", 2), field("应为", "应当怎样写", 2),
      element("details", { className: "report-more" }, element("summary", { textContent: "写理由（可以不写）" }), field("理由", "", 2)),
      element("input", { type: "hidden", name: "内容" }),
      element("p", { className: "report-actions" },
        ...(to ? [element("button", { type: "submit", className: "button is-strong report-send", textContent: to.startsWith("mailto:") ? "发邮件" : "发送" })] : []),
        button(`report-copy${to ? "" : " is-strong"}`, "复制留言", () => give(words()))),
      element("p", { className: "report-said" }),
      element("div", { className: "report-account", hidden: true }, ...(account ? [account.content.cloneNode(true)] : [])));
    form.querySelector(".report-said").setAttribute("role", "status");
    panel = element("section", { className: "report-panel", hidden: true },
      element("div", { className: "report-head" },
        element("h2", { id: "report-title", textContent: "报错" }), element("p", { className: "report-where" }), button("report-close", "关闭", close)),
      form, due,
      element("p", { className: "report-share" },
        button("report-forward", "转发这一段", async () => { tell(await window.chenbao.share(`${cited()}`, address()) || ""); }),
        button("report-link", "复制链接", () => give(address(), "网址")),
        button("report-cite", "复制出处", () => give(`${cited()} ${address()}`, "出处"))));
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-labelledby", "report-title");
    document.addEventListener("keydown", event => { if (event.key === "Escape" && !panel.hidden) close(); });
    form.addEventListener("submit", send);
    document.body.append(panel);
  }

  function words() {
    const wrong = given("原文"), same = wrong === chosen.wrong;
    const at = same ? chosen.at : wrong ? chosen.words.indexOf(wrong) : -1;
    return window.chenbao.message(Object.assign({}, facts, {
      place: chosen.place, wrong, right: given("应为"), reason: given("理由"),
      context: window.chenbao.context(chosen.words, at, wrong, chosen.around),
      deadline: facts.deadlineWritten, over: window.chenbao.isOver(facts.deadline),
    }));
  }

  const tell = said => { form.querySelector(".report-said").textContent = said; };

  async function give(message, what = "留言") {
    let area = form.querySelector(".report-made");
    if (!area) {
      area = form.insertBefore(element("textarea", { className: "report-made", readOnly: true, rows: 7 }), form.querySelector(".report-said"));
      area.setAttribute("aria-label", "写好的留言");
    }
    area.value = message;
    const copied = await window.chenbao.copy(message, area), help = form.querySelector(".report-account");
    tell(!copied ? "没能自动复制：字已经选好，请长按，点“复制”。" : what === "留言" && facts.account ? "已复制，照下面三步发给我们：" : `${what}已复制。`);
    help.hidden = what !== "留言" || !help.children.length;
    form.querySelector(".report-said").scrollIntoView({ block: "nearest" });
    if (!help.hidden) help.scrollIntoView({ block: "nearest" });
    keepInSight();
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

  /* 报的是哪几个字：表开着的时候一直标着，也一直看得见。 */
  function mark(range, piece) {
    for (const each of document.querySelectorAll(".is-reported")) each.classList.remove("is-reported");
    if (canMark && range) CSS.highlights.set("reported", new Highlight(range));
    else if (canMark) CSS.highlights.delete("reported");
    if (piece && (!canMark || !range)) piece.classList.add("is-reported");
  }

  function keepInSight() {
    const room = panel.hidden ? 0 : panel.getBoundingClientRect().height;
    document.body.style.paddingBottom = room ? `${room}px` : "";
    if (!room || !chosen.box) return;
    const box = chosen.box(), low = innerHeight - room - 12, top = document.querySelector(".md-header").getBoundingClientRect().bottom + 12;
    const by = box.bottom > low ? Math.min(box.bottom - low, box.top - Math.max(top, 12)) : box.top < top ? box.top - top : 0;
    if (by) scrollTo(0, scrollY + by);
  }

  function open(found, from) {
    if (!panel) build();
    hideOffer();
    chosen = found;
    here = from;
    form.elements["原文"].value = found.wrong;
    form.elements["应为"].value = form.elements["理由"].value = "";
    const made = form.querySelector(".report-made");
    if (made) made.remove();
    tell("");
    form.querySelector(".report-account").hidden = true;
    panel.querySelector(".report-where").textContent = [facts.number, facts.where, found.place].filter(Boolean).join(" ");
    panel.hidden = false;
    panel.scrollTop = 0;
    mark(found.range, found.piece);
    keepInSight();
  }

  function close() {
    panel.hidden = true;
    mark();
    keepInSight();
    if (here && here.focus) here.focus({ preventScroll: true });
  }

  /* 选好了字，边上出一条：离选中的字远的那一边，高只有一行，不抢焦点，选区不散，照样可以复制。 */
  function showOffer(found) {
    offered = found;
    if (!offer) {
      offer = element("div", { className: "report-offer", hidden: true },
        button("is-strong", "报错", () => { const spot = offered; open(spot); form.elements["应为"].focus({ preventScroll: true }); keepInSight(); }),
        button("", "转发", async () => { chosen = offered; const said = await window.chenbao.share(`“${chosen.wrong}”——${cited()}`, address()); offer.querySelector("span").textContent = said; }),
        element("span", {}));
      offer.setAttribute("role", "group");
      offer.setAttribute("aria-label", "选中的字");
      offer.querySelector("span").setAttribute("role", "status");
      offer.addEventListener("mousedown", event => event.preventDefault());
      document.body.append(offer);
    }
    const box = found.box();
    offer.querySelector("span").textContent = "";
    offer.classList.toggle("is-above", box.bottom > innerHeight - 160 && box.top > 160);
    offer.hidden = false;
  }
  function hideOffer() { if (offer) offer.hidden = true; }

  if (facts && copyArea) {
    /* 等手指放开、键盘停下。 */
    let waiting;
    document.addEventListener("selectionchange", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        const selection = getSelection();
        if (panel && panel.contains(document.activeElement)) return;
        const said = selection.toString().trim();
        if (!said || !selection.rangeCount || said.length > 200) { hideOffer(); return; }
        const range = selection.getRangeAt(0).cloneRange();
        const found = copyArea.contains(range.commonAncestorContainer) && spot(range);
        if (!found) { hideOffer(); return; }
        showOffer(Object.assign(found, { range, box: () => range.getBoundingClientRect() }));
      }, 350);
    });
    copyArea.addEventListener("click", event => {
      const pointer = event.target.closest(".pointer");
      if (!pointer) return;
      const piece = pointer.closest("p"), all = pieces(), at = all.indexOf(piece);
      open({
        place: place(piece), wrong: "", at: -1, words: read(piece).words, piece, box: () => pointer.getBoundingClientRect(),
        around: [at - 1, at + 1].map(each => all[each] ? read(all[each]).words : ""),
      }, pointer);
      // 等浏览器跳到这一段以后
      setTimeout(() => { form.elements["原文"].focus({ preventScroll: true }); keepInSight(); });
    });
  }
}
