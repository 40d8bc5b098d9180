/* 朗读：一句一句读给人听，读到哪句标哪句；暂停、快慢、上一句、下一句，键盘都够得着。
   浏览器自己会说中文的用它；不会说、或说不出声的，放录好的（页面里有 .recording 时）；都没有，就说明原因和办法。 */
"use strict";

{
  const article = document.querySelector("article.copy"), speech = window.speechSynthesis;
  const SPEEDS = [0.6, 0.8, 1, 1.25, 1.5], KEY = "chenbao.speed";
  const APART = ".note-mark, .note-back, .pointer, rt, .copy-note";
  const READ = "header .kicker, header h1, header .deck, header .byline, .body p, .body h2, .body h3, .body figcaption, .body td, .body th, .body .mark";
  const canMark = Boolean(window.CSS && CSS.highlights && window.Highlight);
  let speed = 1, queue = [], at = 0, playing = false, turn = 0, watch, player;

  try { speed = SPEEDS.includes(Number(localStorage.getItem(KEY))) ? Number(localStorage.getItem(KEY)) : 1; } catch (no) { /* 用一般的快慢 */ }

  /* 全文 → 一句一项：文字、所在的块、范围。 */
  function collect() {
    const all = [];
    for (const piece of article.querySelectorAll(READ)) {
      if (piece.querySelector("p") || piece.closest("figure .enlarge")) continue;
      const nodes = [], walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
      let words = "";
      while (walker.nextNode()) {
        if (walker.currentNode.parentElement.closest(APART)) continue;
        nodes.push([walker.currentNode, words.length]);
        words += walker.currentNode.data;
      }
      for (const { start, end } of window.chenbao.sentences(words, speed)) {
        const range = document.createRange(), [first, from] = find(nodes, start), [last, before] = find(nodes, end, true);
        range.setStart(first, start - from);
        range.setEnd(last, end - before);
        all.push({ words: words.slice(start, end).trim(), piece, range });
      }
    }
    return all;
  }
  const find = (nodes, at, ending) => nodes.filter(([, from]) => ending ? from < at : from <= at).pop();

  function mark(item) {
    for (const each of document.querySelectorAll(".is-read")) each.classList.remove("is-read");
    if (canMark && item) CSS.highlights.set("read-aloud", new Highlight(item.range));
    else if (canMark) CSS.highlights.delete("read-aloud");
    else if (item) item.piece.classList.add("is-read");
    if (!item) return;
    const box = item.range.getBoundingClientRect();
    if (box.top < 90 || box.bottom > innerHeight - 190) scrollTo(0, scrollY + box.top - innerHeight / 3);
  }

  const voice = () => speech.getVoices().find(each => /^(zh|cmn)([-_]|$)/i.test(each.lang) && !/HK|TW|yue/i.test(each.lang));

  function say() {
    const mine = ++turn, item = queue[at];
    clearTimeout(watch);
    speech.cancel();
    if (!item) return finish();
    mark(item);
    show();
    const utterance = new SpeechSynthesisUtterance(item.words);
    Object.assign(utterance, { lang: "zh-CN", rate: speed, voice: voice() || null });
    const heard = () => clearTimeout(watch);
    utterance.onstart = heard;
    utterance.onend = () => { heard(); if (mine === turn && playing) { at++; say(); } };
    utterance.onerror = event => { heard(); if (mine === turn && !["canceled", "interrupted"].includes(event.error)) fail("这个浏览器读不出中文。"); };
    speech.speak(utterance);
    watch = setTimeout(() => { if (mine === turn && playing) fail("没有声音？这部设备可能没有装中文语音。"); }, 6000);
  }

  function halt(words) { playing = false; turn++; clearTimeout(watch); speech.cancel(); show(words); }
  function finish() { playing = false; at = 0; mark(); show("读完了。"); }
  function play() { playing = true; player.hidden = false; document.documentElement.classList.add("has-player"); say(); }
  function step(by) { at = Math.min(Math.max(at + by, 0), queue.length - 1); if (playing) say(); else { mark(queue[at]); show(); } }

  function change(by) {
    const next = SPEEDS[SPEEDS.indexOf(speed) + by];
    if (!next) return;
    const { piece, range } = queue[at] || { piece: null, range: null };
    speed = next;
    try { localStorage.setItem(KEY, speed); } catch (no) { /* 只管这一次 */ }
    queue = collect();                              // 快慢变了，一句的长短也变
    at = Math.max(0, queue.findIndex(each => each.piece === piece && each.range.compareBoundaryPoints(Range.START_TO_START, range) <= 0 && each.range.compareBoundaryPoints(Range.START_TO_END, range) > 0));
    if (playing) say(); else show();
  }

  function close() {
    halt("");
    mark();
    player.hidden = true;
    document.documentElement.classList.remove("has-player");
    start.focus();
  }

  function show(said = "") {
    player.querySelector("[data-do=play]").textContent = playing ? "暂停" : "接着读";
    player.querySelector("output").textContent = `${Math.min(at + 1, queue.length)}／${queue.length}句`;
    player.querySelector("[data-speed]").textContent = `${speed}倍`;
    player.querySelector("[data-do=slower]").disabled = speed === SPEEDS[0];
    player.querySelector("[data-do=faster]").disabled = speed === SPEEDS[SPEEDS.length - 1];
    player.querySelector("[role=status]").textContent = said;
  }

  const DO = {
    play: () => playing ? halt("") : play(),
    back: () => step(-1), on: () => step(1), slower: () => change(-1), faster: () => change(1), close,
  };

  function build() {
    player = document.createElement("section");
    player.className = "player";
    player.hidden = true;
    player.setAttribute("aria-label", "朗读");
    const button = (act, words, label) => {
      const made = document.createElement("button");
      Object.assign(made, { type: "button", className: "button", textContent: words });
      made.dataset.do = act;
      if (label) made.setAttribute("aria-label", label);
      return made;
    };
    const shown = document.createElement("span"), count = document.createElement("output"), said = document.createElement("p");
    shown.dataset.speed = "";
    said.setAttribute("role", "status");
    player.append(button("back", "上一句"), button("play", "暂停"), button("on", "下一句"), count,
      button("slower", "慢", "读慢一点"), shown, button("faster", "快", "读快一点"), button("close", "停", "停止朗读"), said);
    player.addEventListener("click", event => {
      const button = event.target.closest("[data-do]");
      if (button) DO[button.dataset.do]();
    });
    player.addEventListener("keydown", event => {
      const act = { ArrowLeft: "back", ArrowRight: "on", ArrowUp: "faster", ArrowDown: "slower", Escape: "close" }[event.key];
      if (act) { event.preventDefault(); DO[act](); }
    });
    document.body.append(player);
  }

  /* 出不了声，说明原因和办法；有录音的，改放录音。 */
  const WECHAT = "微信里读不出声：点右上角“…”，选“在浏览器打开”，再按朗读。";
  const SILENT = "这个浏览器读不出声：请换手机自带的浏览器打开本页，再按朗读。";

  function playRecording(why) {
    recording.hidden = false;
    note.textContent = why;
    const started = recording.querySelector("audio").play();
    if (started) started.catch(() => { note.textContent = `${why}请按播放键。`; });
  }
  function fail(words) {
    if (!recording) { halt(words); return; }
    close();
    playRecording("");
  }

  const start = document.querySelector(".aloud"), note = document.querySelector(".aloud-note");
  const recording = document.querySelector(".recording");
  if (article && start) {
    const speaks = Boolean(speech && window.SpeechSynthesisUtterance) && !window.chenbao.inWechat;
    start.hidden = false;
    if (speaks) { build(); speech.getVoices(); }    // 有的浏览器要先问一次才去装载
    start.addEventListener("click", () => {
      if (!speaks) {
        if (recording) playRecording(""); else note.textContent = window.chenbao.inWechat ? WECHAT : SILENT;
        return;
      }
      if (!queue.length) queue = collect();
      play();
      player.querySelector("[data-do=play]").focus({ preventScroll: true });
    });
    if (speaks) addEventListener("pagehide", () => speech.cancel());
  }
}
