/* 编辑部：左边版样，中间稿件，右边版面。写下的字停一停就存，停一秒就记进历史；版面跟着变。 */
import {
  EditorState, EditorView, keymap, history as edits, historyKeymap, defaultKeymap, undo, redo, drawSelection,
  placeholder, search, searchKeymap, openSearchPanel, setDiagnostics, lintKeymap, Transaction,
} from "/editor.js";
import { Sheet } from "/page.js";
import { openDialogs } from "/dialogs.js";

export const $ = (selector, within = document) => within.querySelector(selector);
const meta = (name) => $(`meta[name="desk-${name}"]`).content;
const token = meta("token");
const TAB = Math.random().toString(36).slice(2);
const PAUSE = 100, QUIET = 1000, LOOK = 2500;

/** 造一个元素：标签、属性、里面的东西 */
export const make = (tag, attributes = {}, ...inside) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...inside.filter((each) => each !== null && each !== undefined));
  return element;
};

/** 问服务器；不行就抛出它说的话 */
export const ask = async (path, body, raw) => {
  const options = body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": raw ? "application/octet-stream" : "application/json", "X-Desk-Token": token },
    body: raw ? body : JSON.stringify(body),
  };
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw Object.assign(new Error("连不上编辑部的服务器。你写的还在这一页里；它回来了就接着存。"), { lost: true });
  }
  if (answer.status === 401) throw Object.assign(new Error("登录过期了，请重新登录；你写的还在这一页里。"), { status: 401 });
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(found.problem || (answer.status === 413 ? "太大了，编辑部收不下；你写的还在这一页里。" : `服务器说不行（${answer.status}）。`)), { status: answer.status, facts: found });
  return found;
};
export const query = (path, asked) => ask(`${path}?${new URLSearchParams(asked)}`);

const state = {
  issue: "", survey: null, story: null, page: 0, chosen: 0,
  dirty: false, draft: false, saving: null, timer: 0, quiet: 0, edits: 0, issueStamp: "", misprints: [], pageFound: [],
  slips: new Map(),
};
export const desk = { state, ask, query, make, $, may: (right) => RIGHTS[meta("role")]?.includes(right), role: meta("role"), name: meta("name"), team: meta("team") };
const RIGHTS = {
  写稿: ["read", "write", "take"], 编辑: ["read", "write", "take", "arrange", "proof"], 校对: ["read", "write", "proof"],
  主编: ["read", "write", "take", "arrange", "proof", "sign", "judge", "people"], 评奖: ["judge"],
};

/* ---- 说话 ---- */

export const say = (words, kind = "", ...buttons) => {
  const line = $("#trouble");
  line.hidden = !words;
  line.className = `trouble ${kind}`;
  line.replaceChildren(make("span", {}, words || ""), ...(words ? [...buttons, make("button", { type: "button", onclick: () => say("") }, "知道了")] : []));
};
/** 说做了什么，旁边一个“撤销”：排版、移稿不是打字，编辑框的撤销管不着它们 */
export const saySo = (words, undone) => say(words, "soft", make("button", { type: "button", className: "undo", onclick: async () => { say(""); try { await undone(); } catch (problem) { say(problem.message); } } }, "撤销"));
/** 存的时候出的事：下一次存好了就收回；别的话（收了什么、撤销）不动 */
let trouble = false;
const troubled = (words, kind) => { if (words || trouble) say(words || "", kind); trouble = Boolean(words); };
const saved = (words) => { $("#saved").textContent = words; };
const clock = (seconds) => new Date(seconds ? seconds * 1000 : Date.now()).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });

/* ---- 编辑框 ---- */

const fromServer = Transaction.remote;
/** 贴的、放的要先问服务器：记住放在哪里，等的时候别处写了字就跟着挪 */
const places = new Set();
const hold = () => {
  const { from, to } = editor.state.selection.main, place = { from, to, edits: state.edits };
  places.add(place);
  return place;
};
const extensions = [
  EditorView.cspNonce.of(meta("nonce")),
  edits(),
  drawSelection(),
  EditorView.lineWrapping,
  placeholder("从这里写正文。空一行另起一段。"),
  search({ top: true }),
  EditorState.phrases.of({
    Find: "找", Replace: "换成", next: "下一处", previous: "上一处", all: "全选", "match case": "分大小写",
    regexp: "正则", "by word": "整词", replace: "换", "replace all": "全换", close: "关",
    "current match": "这一处", "on line": "在行", "Diagnostics": "毛病", "No diagnostics": "没有毛病",
  }),
  keymap.of([
    { key: "Mod-b", run: () => (wrap("**"), true) },
    { key: "Mod-Alt-2", run: () => (prefix("## "), true) },
    { key: "Mod-s", run: () => (flush(true), true) },
    { key: "Enter", run: (view) => newParagraph(view) },
    ...searchKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap,
  ]),
  EditorView.contentAttributes.of({ "aria-label": "正文", lang: "zh-CN", spellcheck: "false", autocapitalize: "off", tabindex: "0" }),
  EditorView.updateListener.of((update) => {
    if (update.docChanged) for (const each of places) Object.assign(each, { from: update.changes.mapPos(each.from), to: update.changes.mapPos(each.to) });
    if (update.docChanged && !update.transactions.every((each) => each.annotation(fromServer))) touched();
    if (update.docChanged) showStrip();
    if (update.selectionSet || update.docChanged) {
      if (update.transactions.some((each) => each.isUserEvent("select") || each.isUserEvent("input") || each.isUserEvent("delete") || each.scrollIntoView)) state.arriving = false;
      follow();
    }
  }),
  EditorView.domEventHandlers({
    compositionend: () => { if (state.dirty) { state.lastKey = performance.now(); schedule(); } },
    paste: (event) => pasted(event),
    drop: (event, view) => {
      /* 文件由整页的收稿来接，图片放在松手的地方；版样里拖来的稿件不是字 */
      if (!event.dataTransfer?.types.includes("Files")) return Boolean(dragged);
      const place = view.posAtCoords({ x: event.clientX, y: event.clientY });
      if (place !== null) view.dispatch({ selection: { anchor: place } });
      return true;
    },
  }),
];
const fresh = (text, shut) => EditorState.create({ doc: text, extensions: [extensions, EditorState.readOnly.of(shut), EditorView.editable.of(!shut)] });
const editor = new EditorView({ parent: $("#editor"), state: fresh("", true) });
desk.editor = editor;

/** 两段文字不同的地方：前面几个字一样，后面几个字一样 */
const differing = (now, text) => {
  let start = 0, end = 0;
  const most = Math.min(now.length, text.length);
  while (start < most && now[start] === text[start]) start += 1;
  while (end < most - start && now[now.length - 1 - end] === text[text.length - 1 - end]) end += 1;
  return { start, end };
};
/** 格子里换成 text，正在填的那一格光标不跳 */
const putValue = (input, text) => {
  if (input.value === text) return;
  const { start, end } = differing(input.value, text), grown = text.length - input.value.length;
  const after = (at) => (at <= start ? at : Math.max(start, at >= input.value.length - end ? at + grown : Math.min(at, text.length - end)));
  const places = document.activeElement === input && input.selectionStart !== null ? [after(input.selectionStart), after(input.selectionEnd)] : null;
  input.value = text;
  if (places) input.setSelectionRange(...places);
};
/** 从同一句改出来的两句：别人的 theirs 上再改我改的那一处 */
const bothChanged = (was, mine, theirs) => {
  if (was === theirs) return mine;
  const { start, end } = differing(was, mine), other = differing(was, theirs), gone = was.length - end;
  const added = mine.slice(start, mine.length - end);
  if (start >= was.length - other.end) return theirs.slice(0, theirs.length - (was.length - start)) + added + theirs.slice(theirs.length - (was.length - gone));
  if (gone <= other.start) return theirs.slice(0, start) + added + theirs.slice(gone);
  return theirs.slice(0, theirs.length - other.end) + added + theirs.slice(theirs.length - other.end);
};
/** 把 now 改成 text 的几处：两边都只有一次的整行（最长的）不动，在它前后分开去找，光标所在的那一行才不会连着别处一起换 */
const changesTo = (now, text, at = 0) => {
  const { start, end } = differing(now, text);
  const was = now.slice(start, now.length - end), becomes = text.slice(start, text.length - end), from = at + start;
  if (!was && !becomes) return [];
  const rows = was.split("\n"), others = new Map();
  for (const row of becomes.split("\n")) others.set(row, (others.get(row) ?? 0) + 1);
  const once = new Map();
  for (const row of rows) once.set(row, (once.get(row) ?? 0) + 1);
  /* 头尾两行可能只是半行 */
  const same = rows.slice(1, -1).filter((row) => row && once.get(row) === 1 && others.get(row) === 1).sort((one, two) => two.length - one.length)
    .find((row) => becomes.includes(`\n${row}\n`));
  if (same === undefined) return [{ from, to: from + was.length, insert: becomes }];
  const mine = was.indexOf(`\n${same}\n`) + 1, its = becomes.indexOf(`\n${same}\n`) + 1, after = mine + same.length;
  return [...changesTo(was.slice(0, mine), becomes.slice(0, its), from), ...changesTo(was.slice(after), becomes.slice(its + same.length), from + after)];
};
/** 把正文换成 text，只动不同的地方，光标不跳；末尾的空行各是各的，不算不同 */
const replaceBody = (text) => {
  const now = editor.state.doc.toString();
  const changes = changesTo(now, text.replace(/\n*$/, /\n*$/.exec(now)[0]));
  if (changes.length) editor.dispatch({ changes, annotations: [fromServer.of(true), Transaction.addToHistory.of(false)] });
};

/** 一次按钮、一次粘贴是一步：前后打的字不并进来，撤销只撤这一步（CodeMirror 只把 input.type 和 delete 并成一步） */
const step = (spec) => editor.dispatch({ ...spec, userEvent: "input.paste" });

const wrap = (mark) => {
  const { from, to } = editor.state.selection.main;
  step({ changes: [{ from, insert: mark }, { from: to, insert: mark }], selection: { anchor: from + mark.length, head: to + mark.length } });
  editor.focus();
};
const prefix = (mark) => {
  const line = editor.state.doc.lineAt(editor.state.selection.main.head);
  const bare = line.text.replace(/^#{1,3} /, "");
  step({ changes: { from: line.from, to: line.to, insert: bare === line.text ? mark + bare : bare } });
  editor.focus();
};
/** 段末按一下回车就是另起一段：空出一行来，不然会和上一行印成一段。诗、时间表、列表里的一行还是一行 */
const newParagraph = (view) => {
  const { doc, selection: { main } } = view.state, line = doc.lineAt(main.head);
  const formed = doc.sliceString(0, line.from).split("\n").filter((each) => each.startsWith(":::")).length % 2;
  if (!main.empty || main.head !== line.to || !line.text.trim() || formed || /^(?:\s|[-*+>|]|:::|\d+[.)])/.test(line.text)) return false;
  view.dispatch({ changes: { from: main.head, insert: "\n\n" }, selection: { anchor: main.head + 2 }, scrollIntoView: true, userEvent: "input" });
  return true;
};
/** 在光标所在的段后面另起一段；place 是早先记住的地方，那以后又写了字，光标就不动 */
export const insertBlock = (text, caret = 0, place = null) => {
  const line = editor.state.doc.lineAt(place ? place.from : editor.state.selection.main.head);
  const before = line.text.trim() ? "\n\n" : "";
  const { doc } = editor.state;
  const after = line.number < doc.lines && doc.line(line.number + 1).text.trim() ? "\n" : "";
  const changes = { from: line.to, insert: `${before}${text}${after}` };
  if (place && place.edits !== state.edits) return step({ changes });
  step({ changes, selection: { anchor: line.to + before.length + (caret || text.length) }, scrollIntoView: true });
  editor.focus();
};
desk.insertBlock = insertBlock;

/* ---- 这篇的图片：一行一幅，图说、作者在框里填，不用认得那些记号 ---- */

const PICTURE = /^!\[((?:\\.|[^\]\\])*)\]\((?:<([^>]*)>|([^\s)"]+))(?:\s+"((?:\\.|[^"\\])*)")?\s*\)(\{[^}]*\})?\s*$/;
const plainly = (words) => (words ?? "").replace(/\\(.)/g, "$1");
const decoded = (file) => { try { return decodeURI(file); } catch { return file; } };
const picturesOf = (doc) => {
  const found = [];
  for (let number = 1; number <= doc.lines; number += 1) {
    const line = doc.line(number), hit = line.text.startsWith("![") && PICTURE.exec(line.text);
    if (hit) found.push({ from: line.from, to: line.to, caption: plainly(hit[1]), file: decoded(hit[2] ?? hit[3]), credit: plainly(hit[4]), hints: (hit[5] ?? "").slice(1, -1).trim() });
  }
  return found;
};
export const pictureLine = ({ caption, file, credit, hints }) => `![${caption.replace(/[[\]\\]/g, "\\$&")}](${/[\s()]/.test(file) ? `<${file}>` : file}${credit ? ` "${credit.replace(/["\\]/g, "\\$&")}"` : ""})${hints ? `{${hints}}` : ""}`;
/** 改第几幅图的图说、作者、裁法；null 就拿掉 */
const changePicture = (at, file, change) => {
  const picture = picturesOf(editor.state.doc)[at];
  if (picture?.file !== file) return;
  const line = editor.state.doc.lineAt(picture.from);
  const rest = change ? 0 : Math.min(editor.state.doc.length, picture.to + 1 + (line.number < editor.state.doc.lines && !editor.state.doc.line(line.number + 1).text.trim() ? 1 : 0));
  if (change) editor.dispatch({ changes: { from: picture.from, to: picture.to, insert: pictureLine({ ...picture, ...change }) }, userEvent: "input.type" });
  else step({ changes: { from: picture.from, to: rest } });
};
Object.assign(desk, { pictureLine, changePicture, picturesOf: () => picturesOf(editor.state.doc) });
const showStrip = () => {
  const strip = $("#strip"), all = state.story ? picturesOf(editor.state.doc) : [];
  const key = state.story && [state.story.path, ...all.map((each) => each.file)].join("\n");
  strip.hidden = !all.length;
  if (strip.dataset.key !== key) {
    strip.dataset.key = key;
    const shut = state.story?.signed || !desk.may("write");
    strip.replaceChildren(...all.map(({ file }, at) => {
      const name = file.split("/").pop();
      const write = (what) => (event) => {
        if (event.isComposing) return;
        const input = event.target, now = picturesOf(editor.state.doc)[at]?.[what] ?? "";
        /* 选字的时候别人改过：两边的都留着 */
        const words = bothChanged(input.dataset.shown ?? now, input.value.replace(/\n/g, " "), now);
        changePicture(at, file, { [what]: words });
        putValue(input, words);
        input.dataset.shown = words;
      };
      const input = (what, label, placeholder) => make("label", { className: what }, label, make("input", { name: what, placeholder, disabled: shut, oninput: write(what), oncompositionstart: ({ target }) => { target.dataset.composing = ""; }, oncompositionend: (event) => { delete event.target.dataset.composing; write(what)(event); } }));
      return make("li", {},
        make("button", { type: "button", className: "thumb", disabled: shut, "aria-label": `第${at + 1}幅图：裁哪里、多宽`, onclick: () => desk.cropPicture(at) }, make("img", { src: pictureAddress(name), alt: "", loading: "lazy" }), make("span", {}, "裁、多宽")),
        input("caption", "图说", "谁，在哪里，做什么"), input("credit", "作者", "摄影：某某"),
        shut ? "" : make("button", { type: "button", className: "off", onclick: () => changePicture(at, file, null) }, "拿掉"));
    }));
  }
  all.forEach((picture, at) => {
    for (const input of strip.children[at].querySelectorAll("input")) {
      if ("composing" in input.dataset) continue;
      putValue(input, picture[input.name]);
      input.dataset.shown = picture[input.name];
      if (input.name === "caption") input.toggleAttribute("data-lacking", !input.value.trim() && !form.elements.ad.checked);
    }
  });
};
const pictureAddress = (name) => `/image/${state.story?.path.split("/")[1] ?? state.issue}/${encodeURIComponent(name)}`;
desk.pictureAddress = pictureAddress;
/** 在稿件里选中的一行以内的字 */
desk.chosenWords = () => { const { from, to } = editor.state.selection.main, words = editor.state.sliceDoc(from, to); return words.includes("\n") ? "" : words; };
/** 放进几幅图：记住的地方那一段后面，一幅一段；接着填第一幅的图说，已经在写别的就不去打断 */
desk.placePictures = (names, place) => {
  const goesOn = place.edits !== state.edits;
  insertBlock(names.map((name) => pictureLine({ caption: "", file: `../images/${name}`, credit: "", hints: "" })).join("\n\n"), 0, place);
  showStrip();
  if (goesOn) return;
  const first = picturesOf(editor.state.doc).findIndex(({ file, caption }) => !caption && file === `../images/${names[0]}`);
  $("#strip").children[first]?.querySelector("input[name=caption]").focus();
};

/** 从 Word、网页、微信贴来的，照收稿的办法理干净；换稿以前等它贴好 */
const pasting = new Set();
const pasted = (event) => {
  if (editor.state.readOnly) return false;
  const html = event.clipboardData?.getData("text/html");
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length && !html) {
    desk.uploadPictures?.(files);
    event.preventDefault();
    return true;
  }
  if (!html || html.length > 2_000_000) return false;
  const plain = event.clipboardData.getData("text/plain");
  event.preventDefault();
  const place = hold(), over = editor.state.sliceDoc(place.from, place.to);
  const { path, sound } = state.story, whole = sound && !editor.state.doc.toString().trim();
  const put = (text) => {
    places.delete(place);
    const { from, to } = place, { main } = editor.state.selection, insert = editor.state.toText(text);
    const changes = { from, to: editor.state.sliceDoc(from, to) === over ? to : from, insert };
    step({ changes, ...(main.from === from && main.to === to ? { selection: { anchor: from + insert.length }, scrollIntoView: true } : {}) });
  };
  /* 题头空着的填上；填着别的、一时填不进的，留在正文前面，一个字也不丢 */
  const fill = ([key, words]) => {
    const input = form.elements[key], shown = words.split("\n").join("、");
    if (!input.value.trim()) putValue(input, shown);
    return input.value.trim() === shown ? "" : shown;
  };
  const take = ({ text, fields, slip }) => {
    const over = Object.entries(fields).filter(([, words]) => words).map(fill).filter(Boolean);
    put([...over, text].join("\n\n"));
    touched();
    if (slip.length) desk.keepSlip(path, [...(state.slips.get(path) ?? []), ...slip.map((each) => ({ ...each, done: false }))]);
    showSlip();
  };
  const done = ask("/paste", { html, plain, whole }).then(take, () => put(plain)).finally(() => pasting.delete(done));
  pasting.add(done);
  return true;
};

/* ---- 题头 ---- */

const form = $("#form");
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => { if (event.target.name !== "section") touched(); showSize(); });
/** 选定了才做；方向键在单子里一格一格走，每走一格浏览器都说变了：等停下、按回车、走开 */
const whenChosen = (host, deed) => {
  let byKey = false, late = null, timer = 0;
  const settle = () => {
    clearTimeout(timer);
    const target = late;
    late = null;
    if (target) deed(target);
  };
  host.addEventListener("pointerdown", () => { byKey = false; });
  host.addEventListener("keydown", (event) => { byKey = true; if (event.key === "Enter" && late) { event.preventDefault(); settle(); } });
  host.addEventListener("change", ({ target }) => {
    clearTimeout(timer);
    if (!byKey || !target.options) return deed(target);
    late = target;
    timer = setTimeout(settle, 1200);
  });
  host.addEventListener("focusout", settle);
};
whenChosen(form.elements.section, ({ value }) => move(state.story.path, value, 999));
const showSize = () => { $("#form .size").hidden = !form.elements.ad.checked; };
const fieldsNow = () => {
  const fields = { ...state.story.fields };
  for (const key of ["headline", "kicker", "deck", "weight", "frame", "page", "jump", "size"]) fields[key] = form.elements[key].value.trim();
  fields.byline = form.elements.byline.value.split(/[、,，\n]+/).map((each) => each.trim()).filter(Boolean).join("\n");
  const was = state.story.fields.ad;
  fields.ad = form.elements.ad.checked ? (isTrue(was) ? was : "true") : "";
  if (fields.weight === "" && state.story.fields.weight === "normal") fields.weight = "normal";
  return fields;
};
const isTrue = (word) => ["true", "yes", "on", "是"].includes(String(word).toLowerCase());
/** 题头照服务器说的：意思一样的不动，正在填的那一格光标不跳 */
const showFields = (fields, force) => {
  const shown = force ? null : fieldsNow();
  for (const key of ["headline", "kicker", "deck", "page", "jump", "byline", "weight", "frame", "size"]) {
    const input = form.elements[key];
    const value = key === "byline" ? fields.byline.split("\n").join("、") : key === "weight" && fields.weight === "normal" ? "" : fields[key];
    // 文件里写的不在单子上：也列出来，不然一存就没了
    if (input.options && value && ![...input.options].some((each) => each.value === value)) input.add(new Option(value, value));
    if (force || shown[key] !== fields[key].trim()) input.options ? (input.value = value) : putValue(input, value);
  }
  form.elements.ad.checked = isTrue(fields.ad);
  showSize();
};

/* ---- 存 ---- */

const touched = () => {
  state.edits += 1;
  state.dirty = true;
  state.lastKey = performance.now();
  saved("正在写……");
  schedule();
};
const schedule = () => {
  clearTimeout(state.timer);
  clearTimeout(state.quiet);
  /* 输入法还没有选好字：等它 */
  if (editor.composing) return void (state.timer = setTimeout(schedule, 50));
  state.timer = setTimeout(() => flush(false), PAUSE);
};

/** 存下来；keep 是不是马上记进历史。一次只有一个在路上。 */
export const flush = async (keep) => {
  clearTimeout(state.timer);
  clearTimeout(state.quiet);
  while (state.saving) await state.saving.catch(() => {});
  if (!state.story || state.story.signed || state.clash || (!state.dirty && !(keep && state.draft))) return;
  state.saving = send(keep);
  try {
    await state.saving;
  } catch (problem) {
    state.dirty = true;
    failed(problem);
  } finally {
    state.saving = null;
  }
};
const send = async (keep) => {
  const { path, text, sound } = state.story;
  const edits = state.edits, typed = state.lastKey;
  state.lastKey = 0;
  const body = editor.state.doc.toString();
  remember(path, text, body);
  const asked = { path, base: text, draft: !keep, tab: TAB };
  const told = await ask("/save", sound ? { ...asked, fields: fieldsNow(), body } : { ...asked, text: body })
    .catch((problem) => { throw Object.assign(problem, { edits }); });
  if (state.story?.path !== path) return;
  const goesOn = state.edits !== edits;
  /* 合进了别人的，人又还在写：当这个回答丢在路上，底还是原来的，服务器记得刚才送去的，下一次存再合 */
  if (!told.merged || !goesOn) state.story = { ...state.story, ...told };
  if (told.merged && !goesOn) take(told);
  state.dirty = goesOn;
  state.draft = !told.kept;
  forget(path);
  troubled(told.trouble, "soft");
  if (!told.trouble) saved(told.kept ? `已存 ${clock()}` : "正在写……");
  if (!goesOn && !told.kept) state.quiet = setTimeout(() => flush(true), QUIET);
  if (goesOn) schedule();
  found();
  showPage(state.page, typed, told.kept && !goesOn ? (typed ? "" : "whole") : "quick");
  if (told.kept) soon();
};
const bodyOf = (story) => (story.sound ? story.body : story.text);
/** 写下的都存好了才回来：贴的等它贴好，等的时候又写的也存，别人移走了就跟过去存。存不下的已经说了为什么，回 false */
const settle = async () => {
  for (;;) {
    const { edits } = state, path = state.story?.path;
    await Promise.all(pasting);
    await flush(true);
    if (edits === state.edits && path === state.story?.path) return !state.dirty;
  }
};
/** 要移、要撤、要走以前：没有存上的就不做 */
const stored = async () => {
  if (await settle()) return;
  throw new Error(state.clash ? "先把稿件上面两种写法选好，再做这件事。" : "这一篇还没有存上：存好了再做这件事。");
};
desk.stored = stored;
const take = (told) => {
  replaceBody(bodyOf(told));
  showFields(told.fields);
};
const failed = (problem) => {
  saved("还没有存");
  if (problem.status === 409 && problem.facts.pieces) return clash(problem.facts, problem.edits, problem.facts.text);
  if (problem.status === 410 && problem.facts.moved) return goAfter(problem.facts.moved);
  troubled(problem.message);
  if (problem.lost || problem.status === 507) state.timer = setTimeout(() => flush(false), 3000);
};
/** 别人把正在写的这篇移了地方：跟过去，没存的接着存在那里 */
const goAfter = (path) => {
  /* 自己在移：名字等那边的回答来换 */
  if (alones) state.story = { ...state.story, path };
  else renamed({ [state.story.path]: path });
  showPlaceOf(path);
  say(`有人把这篇移到了${inStock(path) ? "备稿" : path.split("/")[2]}，接着存在那里。`, "soft");
  schedule();
  survey().then(() => { if (state.story?.path === path) inStock(path) ? counts() : showStoryPage(path); });
};
/** 稿件改了名（移了地方）：开着的、等着做的、版样上的、收稿单、浏览器里留的，都照新名字 */
const waiting = new Set();
const renamed = (names, open = true) => {
  const after = (path) => names[path] ?? path;
  if (open && names[state.story?.path]) state.story = { ...state.story, path: after(state.story.path) };
  for (const each of [...waiting, ...stories()]) each.path = after(each.path);
  for (const each of document.querySelectorAll("#plan li")) each.dataset.path = after(each.dataset.path);
  state.slips = new Map([...state.slips].map(([path, slip]) => [after(path), slip]));
  try {
    const kept = Object.keys(names).flatMap((path) => [KEEP, SLIP].map((key) => [key + after(path), key + path, localStorage.getItem(key + path)]));
    for (const [, was] of kept) localStorage.removeItem(was);
    for (const [key, , value] of kept) if (value !== null) localStorage.setItem(key, value);
  } catch { /* 同上 */ }
};
/** 这一期和备稿的每一篇 */
const stories = () => [...(state.survey?.pages ?? []).flatMap((page) => page.stories), ...(state.survey?.loose ?? []), ...(state.stock ?? [])];
/* 浏览器自己也留一份，断电断网都在 */
const KEEP = "desk-draft ";
const remember = (path, base, body) => {
  try {
    localStorage.setItem(KEEP + path, JSON.stringify({ base, body, fields: fieldsNow(), sound: state.story.sound }));
    return true;
  } catch { return false; /* 留不下就算了 */ }
};
/** 要换一篇了，这一篇没有存上的留在浏览器里，再打开就接着存；给一句话说它。连浏览器里也留不下就不换 */
const setAside = () => {
  if (!state.story || !state.dirty) return "";
  const { path, text, fields } = state.story;
  if (!remember(path, text, editor.state.doc.toString())) throw new Error("这一篇没有存上，浏览器里也留不下：先把写的字复制出来。");
  state.dirty = false;
  return `《${fields.headline || path}》没有存上的字留在这台机器的浏览器里，再打开它就接着存。`;
};
const forget = (path) => { if (!state.dirty) try { localStorage.removeItem(KEEP + path); } catch { /* 同上 */ } };
window.addEventListener("beforeunload", (event) => { if (state.dirty || state.draft) { flush(true); if (state.dirty) event.preventDefault(); } });
document.addEventListener("visibilitychange", () => { if (document.hidden) flush(true); });

/* ---- 两个人改了同一段 ---- */

/** edits 是送去的时候写到哪里，mine 是送去的整篇：选的时候又写的字，以 mine 为底再合 */
const clash = ({ pieces, theirs }, edits, mine) => {
  const path = state.story.path;
  state.clash = true;
  const chosen = pieces.map((piece) => (piece.clash ? null : piece.text));
  const box = $("#clash");
  const settle = make("button", { type: "button", disabled: true, onclick: async () => {
    const text = chosen.join("");
    box.hidden = true;
    try {
      const told = await ask("/save", { path, base: theirs, text });
      if (state.story?.path !== path) return;
      state.clash = false;
      const goesOn = state.edits !== edits;
      state.story = { ...state.story, ...told, ...(goesOn ? { text: mine } : {}) };
      state.dirty = goesOn;
      if (goesOn) schedule();
      else take(told);
      forget(path);
      saved(goesOn ? "正在写……" : `已存 ${clock()}`);
      say("");
      found();
      showPage(state.page);
    } catch (problem) {
      if (state.story?.path !== path) return;
      state.clash = false;
      if (problem.status === 409 && problem.facts.pieces) clash(problem.facts, edits, mine);
      else failed(problem);
    }
  } }, "就这样存");
  const choice = (at, words, label) => make("button", { type: "button", onclick: ({ currentTarget }) => {
    chosen[at] = words;
    for (const each of currentTarget.parentElement.querySelectorAll("button")) each.setAttribute("aria-pressed", String(each === currentTarget));
    settle.disabled = chosen.includes(null);
  } }, label);
  box.replaceChildren(
    make("h2", {}, "有人同时改了同一段。两种写法都在这里，一处一处选："),
    ...pieces.flatMap((piece, at) => (piece.clash ? [make("div", { className: "both" },
      make("div", {}, make("h3", {}, "你写的"), make("p", {}, piece.mine.trim() || "（删去）")),
      make("div", {}, make("h3", {}, "别人写的"), make("p", {}, piece.theirs.trim() || "（删去）")),
      make("div", { className: "choose", role: "group" }, choice(at, piece.mine, "用你写的"), choice(at, piece.theirs, "用别人写的"),
        choice(at, `${piece.theirs.trimEnd()}\n\n${piece.mine}`, "两段都要")))] : [])),
    settle,
  );
  box.hidden = false;
  box.scrollIntoView({ block: "nearest" });
};

/* ---- 打开一篇 ---- */

/* 回答来得晚：问的时候是第几次换稿、第几个对话框，回来时不是了，就不算 */
let opening = 0, boxes = 0;
desk.still = () => {
  const turn = [opening, boxes];
  return () => turn[0] === opening && turn[1] === boxes;
};
desk.boxed = () => { boxes += 1; desk.onOthers = null; };
export const open = async (path, place, words) => {
  const turn = (opening += 1);
  let told, edits;
  try {
    do {  /* 等的时候还在写：先存好，再换 */
      edits = state.edits;
      await settle();
      told = await query("/story.json", { path });
      if (turn !== opening) return;  /* 又点了另一篇，另一期 */
    } while (state.edits !== edits || pasting.size);
    const aside = setAside();
    const lost = recall(path, told);
    /* 找回来的以它自己的底去合，别人这以后写的还在 */
    state.story = lost && !told.signed ? { ...told, text: lost.base, sound: lost.sound ?? told.sound } : told;
    state.dirty = state.draft = state.clash = false;
    places.clear();
    $("#clash").hidden = true;
    $("#empty").hidden = true;
    $("#desk").hidden = false;
    form.elements.section.replaceChildren(...(state.survey?.sections ?? []).map((name) => make("option", { value: name }, name)));
    form.elements.page.replaceChildren(make("option", { value: "" }, "照栏目"), ...(state.survey?.pages ?? []).map(({ page }) => make("option", { value: String(page) }, `第${page}版`)));
    const shut = told.signed || !desk.may("write"), back = lost && !shut;
    editor.setState(fresh(back ? lost.body : bodyOf(told), shut));
    for (const name of ["undo", "redo", "subhead", "bold", "picture", "forms", "mend"]) $(`#${name}`).disabled = shut;
    $("#correct").hidden = !(told.signed && desk.may("arrange"));
    showFields(back ? lost.fields : told.fields, true);
    form.hidden = !state.story.sound;
    showPlaceOf(path);
    showStrip();
    say([aside, words, told.signed ? `这一期已经付印：见报的文字只能看，不再动。${desk.may("arrange") ? "印错了，按“更正……”。" : ""}` : state.story.sound ? "" : "题头读不懂，整篇连题头都在下面，改好了会变回表格。"].filter(Boolean).join(" "), "soft");
    saved(back ? "找回了上次没存完的" : "");
    if (back) touched();
    else if (lost) showUnstored(path, lost.body);
    found();
    markPlan();
    showSlip();
    showPin();
    pane("story", true);
    /* 刚打开：版面上先看见这一篇的头，光标动了再跟着光标走 */
    state.arriving = !place;
    /* 题头后面的空行不是开头：光标放在第一个字前面 */
    const begins = editor.state.doc.toString().search(/\S/);
    if (!place && begins > 0) editor.dispatch({ selection: { anchor: begins } });
    if (place) goTo(place);
    else if (!told.signed && !BY_FINGER) editor.focus();
    /* 版面排好要等：这时人已经在写了，光标、焦点不再动 */
    showStoryPage(path);
  } catch (problem) {
    if (turn === opening) say(problem.message);
  }
};
/** 付印以前没有存上、现在也存不了的：摆在上面，由人抄走 */
const showUnstored = (path, body) => {
  const box = $("#clash");
  box.replaceChildren(make("h2", {}, "这些字上次没有存上，现在存不了了；要用就抄下来："), make("pre", {}, body),
    make("button", { type: "button", onclick: () => { box.hidden = true; try { localStorage.removeItem(KEEP + path); } catch { /* 同上 */ } } }, "不要了"));
  box.hidden = false;
};
desk.open = open;
/** 题头里和工具里，跟这篇在哪里有关的 */
const showPlaceOf = (path) => {
  const waits = inStock(path), shut = state.story.signed || !desk.may("write");
  form.elements.section.value = path.split("/")[2];
  for (const input of form.elements) input.disabled = shut || (input.name === "section" && (waits || !desk.may("arrange"))) || (input.name === "page" && waits);
  $("#place").textContent = waits ? "排进这一期……" : "移到……";
  $("#place").disabled = state.story.signed || Boolean(state.survey?.signed) || path.endsWith("/index.md");
};
export const inStock = (path) => path?.split("/")[1] === "stock";
desk.inStock = inStock;
const recall = (path, told) => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEEP + path) ?? "null");
    const same = kept && kept.body === ((kept.sound ?? told.sound) ? told.body : told.text) && Object.entries(told.fields).every(([key, value]) => (kept.fields[key] ?? "") === value.trim());
    if (same) localStorage.removeItem(KEEP + path);
    return same ? null : kept;
  } catch { return null; }
};

/* ---- 版面 ---- */

const sheet = new Sheet($("#sheet"), {
  ask: (wanted) => ask("/outlines", wanted),
  image: (file) => `/image/${state.issue}/${encodeURIComponent(file.split("/").pop())}`,
  picked: (place) => picked(place),
  pinned: { may: () => desk.may("arrange") && state.survey && !state.survey.signed, put: (path, what, page) => pinStory(path, what, page), width: (path, file, columns) => widenPicture(path, file, columns) },
});
/** 版面上拖出来的图宽，写在稿里那幅图的后面 */
const widenPicture = async (path, file, columns) => {
  if (!path?.startsWith("issues/")) return;
  if (state.story?.path !== path) await open(path);
  const name = file.split("/").pop();
  const at = picturesOf(editor.state.doc).findIndex((each) => each.file.split("/").pop() === name);
  if (at < 0 || state.story?.path !== path) return say("稿里没有找到这幅图。", "soft");
  const { file: written, hints } = picturesOf(editor.state.doc)[at];
  /* 撤销的时候它也许已经是第几幅别的图、裁法也改过：照文件找，只改多宽 */
  const put = (width) => {
    const all = picturesOf(editor.state.doc), here = all[at]?.file === written ? at : all.findIndex((each) => each.file === written);
    if (here >= 0 && state.story?.path === path) changePicture(here, written, { hints: withHint(all[here].hints, "width", width) });
  };
  put(String(columns));
  await flush(true);
  const was = /(?:^|\s)width=(\S+)/.exec(hints)?.[1] ?? "";
  saySo(`这幅图占${columns}栏；排不下会照近的栏数排。`, async () => { put(was); await flush(true); });
};
export const withHint = (hints, key, value) => [...(hints.match(/[\w-]+=(?:"[^"]*"|\S+)/g) ?? []).filter((each) => !each.startsWith(`${key}=`)), ...(value ? [`${key}=${value}`] : [])].join(" ");
desk.withHint = withHint;
/** 图片落在版面的一篇上：打开那一篇，光标放到那个字 */
desk.aimAt = async (event) => {
  const place = sheet.placeAt(event);
  const path = place && state.paper.stories[place.number];
  if (!path?.startsWith("issues/")) { say("图片要放在一篇稿件上：拖到版面上有字的那一篇。", "soft"); return false; }
  await picked({ ...place, part: place.part === "headline" ? "" : place.part });
  return state.story?.path === path;
};
/* 角，几栏，哪幅图在哪里，是不是竖题 */
const UNPINNED = ["", 0, {}, false];
/** 钉住看着的版上的一篇：corner 角，columns 几栏，standing 竖题，picture 哪幅图在稿里的 at；空着就由程序定。撤销还在那一版上，翻到哪里都是 */
const pinStory = async (path, what, paper = state.paper, again = false) => {
  if (!path?.startsWith("issues/") || path.endsWith("/index.md")) return say("这一块不能钉。", "soft");
  const [issue, page, was] = [path.split("/")[1], paper.page, paper.pins[path] ?? UNPINNED];
  if (what.picture) what = { ...what, picture: what.picture.split("/").pop() };
  try {
    await flush(true);
    const told = await ask("/pin", { issue, page, path, ...what });
    if (state.issue === issue && state.page === page) await showPage(page, 0, "whole");
    const loose = state.pageFound.find((each) => each.code === "SQ569");
    survey();
    if (again) return;
    const words = what.picture ? `的图${what.at ? `钉在${what.at}` : "不钉了"}` : [what.corner === undefined ? "" : what.corner ? `钉在${what.corner}` : "不钉角了", what.columns === undefined ? "" : what.columns ? `占${what.columns}栏` : "栏数由程序定", what.standing === undefined ? "" : what.standing ? "用竖题" : "不用竖题了"].filter(Boolean).join("，");
    saySo(told.trouble || loose?.message || `《${headlineOf(path)}》${words}。`, () => pinStory(path, what.picture ? { picture: what.picture, at: was[2][what.picture] ?? "" } : { corner: was[0], columns: was[1], standing: was[3] }, paper, true));
  } catch (problem) { say(problem.message); }
};
const pinForm = $("#pin");
pinForm.addEventListener("submit", (event) => event.preventDefault());
whenChosen(pinForm, (target) => pinStory(state.story.path, { [target.name]: target.name === "columns" ? Number(target.value) : target.name === "standing" ? target.checked : target.value }));
const showPin = () => {
  const here = state.story && state.paper && numberOf(state.story.path) && !state.story.path.endsWith("/index.md");
  pinForm.hidden = !(here && desk.may("arrange") && !state.story.signed);
  if (pinForm.hidden) return;
  const [corner, columns, , standing] = state.paper.pins[state.story.path] ?? UNPINNED;
  const choices = pinForm.elements.columns;
  if (choices.options.length !== state.paper.columns + 1) choices.replaceChildren(make("option", { value: "0" }, "由程序定"), ...Array.from({ length: state.paper.columns }, (_, at) => make("option", { value: String(at + 1) }, `${at + 1}栏`)));
  pinForm.elements.corner.value = corner;
  choices.value = String(columns);
  pinForm.elements.standing.checked = standing;
};
/** 看着的版用哪一种版式、哪一则补白；撤销还是那一版 */
const setPlan = async (name, value, paper = state.paper, issue = state.issue, again = false) => {
  try {
    await flush(true);
    const told = await ask(name === "filler" ? "/page-filler" : "/template", { issue, page: paper.page, [name]: value });
    if (state.issue === issue && state.page === paper.page) await showPage(paper.page, 0, "whole");
    const unkept = state.pageFound.find((each) => each.code === "SQ578");
    survey();
    const words = name === "filler" ? (value ? `的空处用补白《${value}》` : "的补白由程序定") : value ? `照“${value}”排` : "的版式由程序定";
    if (!again) saySo(told.trouble || unkept?.message || `第${paper.page}版${words}。`, () => setPlan(name, paper[name], paper, issue, true));
  } catch (problem) {
    showTemplate();
    say(problem.message);
  }
};
const templateForm = $("#template");
templateForm.addEventListener("submit", (event) => event.preventDefault());
whenChosen(templateForm, ({ name, value }) => setPlan(name, value));
const showTemplate = () => {
  templateForm.hidden = !(state.paper && desk.may("arrange") && state.survey && !state.survey.signed);
  templateForm.elements.template.value = state.paper?.template ?? "";
  const { filler = "", fillers = [], filled = 0 } = state.paper ?? {}, choice = templateForm.elements.filler;
  /* 有补白占着、或者定了补白的版才问 */
  $("#page-filler").hidden = !filler && !(filled && fillers.length);
  choice.replaceChildren(make("option", { value: "" }, "由程序定"), ...[...new Set([...fillers, filler].filter(Boolean))].map((each) => make("option", { value: each }, each)));
  choice.value = filler;
};
/** 打开的这一篇里一幅图钉在哪里；"" 是由程序定，这一篇不在看着的版上回 null */
desk.picturePin = (file) => (pinForm.hidden ? null : state.paper.pins[state.story.path]?.[2][file] ?? "");
desk.pinPicture = (file, at) => pinStory(state.story.path, { picture: file, at });
desk.sheet = sheet;
/** 对话框里的小版面，字形与大的共用 */
desk.smallSheet = (host, picked) => new Sheet(host, { ask: sheet.ask, image: sheet.image, picked, glyphs: sheet.glyphs });
/** 各次停键到版面画好用了多少毫秒，量快慢用 */
window.proofTimes = [];

/** 各步用了多少毫秒：存、排、画 */
window.proofSteps = [];

let awaited = null;
/** 看一版。先照它上一次的版样排着看（一眨眼），再从头重排；typed 是哪一下按键等着看，how 是 "quick" 就只要前一半，"whole" 只要后一半 */
const showPage = (number, typed, how) => (how === "whole" ? showWhole() : drawnPage(number, typed, how));
/* 从头排一版要一会儿：一次只问一遍，问的时候又变了，问完再问。几遍一起等着，浏览器连服务器的那几条线就占满了，存稿要排在后面 */
let whole = null, wholeNext = null;
const showWhole = () => {
  if (!whole) return (whole = drawnPage(state.page, 0, "whole").finally(() => { whole = null; }));
  return (wholeNext ??= whole.then(() => { wholeNext = null; return showWhole(); }));
};
const drawnPage = async (number, typed, how) => {
  if (!number) return;
  state.page = number;
  const issue = state.issue;
  const run = (drawnPage.run = (drawnPage.run ?? 0) + 1);
  const asked = performance.now();
  if (typed) awaited = { typed, run, asked };
  try {
    const page = await query("/page.json", { issue, page: number, ...(how === "whole" ? {} : { quick: "yes" }) });
    if (run < (drawnPage.shown ?? 0) || number !== state.page || issue !== state.issue || !page.blocks) return;
    drawnPage.shown = run;
    const told = performance.now();
    if (!(await sheet.show(page))) return;
    if (awaited && run >= awaited.run) {
      const drawn = performance.now();
      window.proofTimes.push(drawn - awaited.typed);
      window.proofSteps.push([awaited.asked - awaited.typed, told - awaited.asked, drawn - told].map(Math.round));
      awaited = null;
    }
    state.paper = page;
    for (const button of $("#pages").children) button.setAttribute("aria-pressed", String(Number(button.dataset.page) === number));
    $("#sheet").setAttribute("aria-label", `第${number}版 ${page.title}的版面`);
    $("#proof").textContent = `第${number}版：${fullness(page)}${page.sketch ? "（照上次的版样先排着，停笔就重排）" : ""}`;
    state.pageFound = page.diagnostics;
    counts();
    found();
    follow();
    showPin();
    showTemplate();
    if (page.sketch && !how) showWhole();
  } catch (problem) {
    if (number === state.page && issue === state.issue) $("#proof").textContent = problem.message;
  }
};
desk.showPage = showPage;
export const fullness = ({ overset, room, filled }) => (overset ? `超${overset}行` : room > 0 ? `余${room}行${filled ? "（补白占着）" : ""}` : "正好");
/** 还缺多少字、要删多少字；几行零头不算 */
const wanting = ({ overset, room, characters }) => (overset ? `要删约${characters}字` : room > 6 ? `还缺约${characters}字` : "");
desk.fullness = fullness;
const numberOf = (path) => Object.entries(state.paper?.stories ?? {}).find(([, at]) => at === path)?.[0];
const showStoryPage = async (path) => {
  const homeOf = () => state.survey?.pages.find((page) => page.stories.some((each) => each.path === path));
  /* 刚收的、刚开的一篇，版样上还没有它：看一遍再翻到它那一版 */
  if (state.survey && !inStock(path) && !stories().some((each) => each.path === path)) {
    await survey();
    if (state.story?.path !== path) return;
  }
  const home = homeOf();
  await showPage(home?.page ?? state.page ?? 1);
  if (state.arriving && state.story?.path === path && numberOf(path)) sheet.showHead(numberOf(path));
};
const counts = () => {
  const line = $("#counts");
  if (!state.story) return void (line.textContent = "");
  const number = numberOf(state.story.path);
  const lines = number ? state.paper.lines[number] : 0;
  line.textContent = [inStock(state.story.path) ? "备稿：这一期不印" : "", `${state.story.characters}字`, lines ? `排${lines}行` : "", number ? [`第${state.paper.page}版${fullness(state.paper)}`, wanting(state.paper)].filter(Boolean).join("，") : "", number ? `稿号 ${number.slice(0, 4)}-${number.slice(4)}` : ""].filter(Boolean).join("　");
};

/* 稿里的字和版上的字互相找：去掉记号和空白，比前后几个字 */
const MARKS = /[\s*#>[\]()_`~|\\:：-]/u;
const bare = (text) => {
  let letters = "";
  const at = [];
  for (let index = 0; index < text.length; index += 1)
    if (!MARKS.test(text[index])) { letters += text[index]; at.push(index); }
  return { letters, at };
};
const nearest = (from, index, to) => {
  const share = from.letters.length ? index / from.letters.length : 0;
  for (const [back, ahead] of [[10, 12], [6, 8], [3, 5], [0, 4], [4, 0], [0, 2]]) {
    const start = Math.max(0, index - back);
    const words = from.letters.slice(start, index + ahead);
    if (words.length < 2) continue;
    let best = -1, least = Infinity;
    for (let place = to.letters.indexOf(words); place >= 0; place = to.letters.indexOf(words, place + 1)) {
      const far = Math.abs(place / Math.max(to.letters.length, 1) - share);
      if (far < least) [least, best] = [far, place + index - start];
    }
    if (best >= 0) return Math.min(best, to.letters.length - 1);
  }
  return -1;
};
const picked = async ({ number, part, words, index }) => {
  const path = state.paper.stories[number];
  if (!path || !path.startsWith("issues/")) return say("这一块是各期都有的启事，不在这一期的稿件里改。", "soft");
  if (state.story?.path !== path) await open(path);
  if (state.story?.path !== path) return;
  if (part === "headline") {
    const names = ["headline", "kicker", "deck", "byline"];
    const near = words.slice(Math.max(0, index - 1), index + 2);
    const hit = names.find((name) => form.elements[name].value && near && form.elements[name].value.includes(near)) ?? "headline";
    pane("story", true);
    form.elements[hit].focus();
    return;
  }
  const page = bare(words), text = bare(editor.state.doc.toString());
  const start = page.at.findIndex((each) => each >= index);
  const place = nearest(page, Math.max(start, 0), text);
  pane("story", true);
  if (place >= 0) goToOffset(text.at[place]);
  else editor.focus();
};
const goToOffset = (offset) => {
  state.arriving = false;
  editor.dispatch({ selection: { anchor: offset }, effects: EditorView.scrollIntoView(offset, { y: "center" }) });
  editor.focus();
};
let followTimer = 0;
const follow = () => {
  clearTimeout(followTimer);
  followTimer = setTimeout(() => {
    const number = state.story && numberOf(state.story.path);
    if (!number || !sheet.texts) return sheet.unpoint();
    const text = bare(editor.state.doc.toString());
    const head = editor.state.selection.main.head;
    const start = text.at.findIndex((each) => each >= head);
    for (const part of ["", "caption", "table"]) {
      const set = sheet.texts.get(`${number} ${part}`);
      if (!set) continue;
      const page = bare(set.words);
      const place = nearest(text, start < 0 ? Math.max(text.at.length - 1, 0) : start, page);
      if (place >= 0) {
        sheet.point(number, part, page.at[place]);
        if (document.activeElement === editor.contentDOM && !state.arriving) sheet.reveal();
        return;
      }
    }
    sheet.unpoint();
  }, 60);
};

/* ---- 查出来的 ---- */

const ofStory = () => {
  const path = state.story?.path;
  const all = [...(state.survey?.diagnostics ?? []).filter((each) => !/^SQ6/.test(each.code)), ...state.pageFound, ...state.misprints];
  const seen = new Set();
  return all.filter((each) => each.path === path && !seen.has(JSON.stringify(each)) && seen.add(JSON.stringify(each)));
};
const found = () => {
  if (!state.story) return;
  const doc = editor.state.doc;
  const offset = state.story.sound ? state.story.body_line - 1 : 0;
  const list = [];
  const rows = [];
  const inBody = (line) => line > offset && line - offset <= doc.lines;
  for (const each of state.story.mendable ?? []) {
    const row = make("li", { className: "mend" }, make("span", {}, `${each.what}：`, make("q", {}, clipped(each.before, each.after))));
    if (inBody(each.line)) {
      const line = doc.line(each.line - offset);
      if (line.text === each.before) {
        const apply = () => mendLine(each);
        list.push({ ...span(line, each.before, each.after), severity: "info", message: `${each.what}：可以自动改好。`, actions: [{ name: "改", apply }] });
        row.prepend(jump(each.line, 1));
        if (!state.story.signed) row.append(make("button", { type: "button", onclick: apply }, "改"));
        rows.push(row);
      }
    }
  }
  for (const each of ofStory()) {
    const fault = each.severity === "fault";
    const row = make("li", { className: fault ? "fault" : "doubt" }, jump(each.line, each.column), make("b", {}, fault ? "错" : "疑"), ` ${each.message} `, make("span", { className: "remedy" }, `改法：${each.remedy}`), " ", make("small", {}, each.code));
    if (!fault && !state.story.signed && desk.may("write")) row.append(exemption(each));
    rows.push(row);
    if (inBody(each.line) && !/^SQ6/.test(each.code)) {
      const line = doc.line(each.line - offset);
      const from = Math.min(line.from + each.column - 1, line.to);
      const quoted = /“([^”]+)”/.exec(each.message)?.[1] ?? "";
      const length = line.text.startsWith(quoted, from - line.from) ? quoted.length : 0;
      list.push({ from, to: Math.min(from + Math.max(length, 1), line.to), severity: fault ? "error" : "warning", message: `${each.message}\n改法：${each.remedy}` });
    }
  }
  editor.dispatch(setDiagnostics(editor.state, list));
  /* 正在写免检的原因：写完再换 */
  const box = $("#found");
  if (box.dataset.path === state.story.path && $(".exempt", box)) return;
  box.dataset.path = state.story.path;
  box.replaceChildren(rows.length ? make("ul", {}, ...rows) : make("p", { className: "none" }, !state.survey ? "" : state.survey.waiting ? "正在查……" : "这篇没有查出毛病。"));
};
/** 免检：查出来的其实没有错，写明原因记在那一行，以后不再报 */
const exemption = (each) => {
  const done = () => { asked.remove(); found(); };
  let asked = null;
  const offer = make("button", { type: "button", className: "place", "aria-label": `免检：${each.message}`, onclick: () => {
    const reason = make("input", { maxLength: 60, required: true, placeholder: "如：原文如此" });
    asked = make("form", { className: "exempt", onsubmit: (event) => {
      event.preventDefault();
      const words = reason.value.replace(/-->|\n/g, " ").trim();
      if (!words) return;
      done();
      exempt(each, words);
    } }, make("label", {}, "为什么没有错", reason), make("button", {}, "记下"), make("button", { type: "button", onclick: done }, "算了"));
    offer.replaceWith(asked);
    reason.focus();
  } }, "免检……");
  return offer;
};
const exempt = async (each, reason) => {
  const mark = `<!-- 免检 ${each.code}：${reason} -->`, path = state.story.path;
  const offset = state.story.sound ? state.story.body_line - 1 : 0;
  try {
    if (each.line > offset) {
      const line = editor.state.doc.line(Math.min(each.line - offset, editor.state.doc.lines));
      /* 图和体裁的记号要自成一行，写在它上面；表格写在末一格里 */
      const alone = /^(!\[|:::)/.test(line.text), cell = /^\|.*\|\s*$/.test(line.text) ? line.from + line.text.lastIndexOf("|") : 0;
      step({ changes: alone ? { from: line.from, insert: `${mark}\n` } : cell ? { from: cell, insert: `${mark} ` } : { from: line.to, insert: ` ${mark}` } });
      await flush(true);
    } else {
      await stored();
      const rows = state.story.text.split("\n"), base = state.story.text;
      rows[each.line - 1] += `  # ${mark}`;
      const told = await ask("/save", { path, base, text: rows.join("\n") });
      if (state.story?.path === path) { state.story = { ...state.story, ...told }; if (!state.dirty) take(told); }
    }
    /* 这一条从单子上拿掉；查完这一遍，别的也照新的 */
    const others = (list) => list.filter((other) => other.path !== path || other.code !== each.code || other.line !== each.line);
    state.pageFound = others(state.pageFound);
    state.misprints = others(state.misprints);
    if (state.survey) state.survey.diagnostics = others(state.survey.diagnostics);
    found();
    editor.focus();
    await Promise.all([survey(), showPage(state.page, 0, "whole")]);
  } catch (problem) { say(problem.message); }
};
/** 改一行；行号是查的时候的，这以后打过字就照原话另找，原话没有了就不动 */
const mendLine = (each) => {
  const doc = editor.state.doc;
  const at = each.line - (state.story.sound ? state.story.body_line - 1 : 0);
  const same = [];
  for (let number = 1; number <= doc.lines; number += 1) if (doc.line(number).text === each.before) same.push(number);
  const number = same.includes(at) ? at : same.length === 1 ? same[0] : 0;
  if (!number) return say("这一行刚刚改过，等一会儿再点“改”。", "soft");
  const line = doc.line(number);
  step({ changes: { from: line.from, to: line.to, insert: each.after } });
};
const clipped = (before, after) => {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  return before.slice(Math.max(0, start - 6), start + 10);
};
const span = (line, before, after) => {
  let start = 0, end = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before[start] === after[start]) start += 1;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { from: line.from + Math.max(start - (before.length - end === start ? 1 : 0), 0), to: line.to - end };
};
const jump = (line, column) => {
  const offset = state.story.sound ? state.story.body_line - 1 : 0;
  return make("button", { type: "button", className: "place", onclick: () => goTo({ line, column }) }, line > offset ? `第${line - offset}行` : "题头");
};
const goTo = ({ line, column }) => {
  const offset = state.story.sound ? state.story.body_line - 1 : 0;
  if (line <= offset) return form.elements.headline.focus();
  const row = editor.state.doc.line(Math.min(line - offset, editor.state.doc.lines));
  goToOffset(Math.min(row.from + Math.max((column ?? 1) - 1, 0), row.to));
};
desk.goTo = goTo;
$("#mend").addEventListener("click", () => {
  const offset = state.story.sound ? state.story.body_line - 1 : 0;
  const doc = editor.state.doc;
  const changes = (state.story.mendable ?? []).filter((each) => each.line > offset && each.line - offset <= doc.lines && doc.line(each.line - offset).text === each.before)
    .map((each) => { const line = doc.line(each.line - offset); return { from: line.from, to: line.to, insert: each.after }; });
  if (changes.length) step({ changes });
  say(changes.length ? `清稿：改好了${changes.length}行。要退回就按“撤销”。` : "清稿：没有要改的。", "soft");
});

/* ---- 版样 ---- */

/* 一次只看一遍整期；看的时候又变了，看完再看一遍 */
let surveying = null, surveyNext = null;
const survey = () => {
  if (!surveying) return (surveying = surveyOnce().finally(() => { surveying = null; }));
  return (surveyNext ??= surveying.then(() => { surveyNext = null; return survey(); }));
};
const surveyOnce = async () => {
  const issue = state.issue;
  try {
    /* 各版要排一会儿：先把有哪些稿件摆出来，点得开 */
    if (!state.survey) {
      const [listed, stock] = await Promise.all([query("/survey.json", { issue, quick: "yes" }), query("/stock.json", {})]);
      if (issue !== state.issue) return;
      state.issueStamp ||= listed.stamp;
      if (!listed.pages) return;
      Object.assign(state, { survey: listed, stock });
      drawPlan();
    }
    const [told, stock] = await Promise.all([query("/survey.json", { issue }), query("/stock.json", {})]);
    if (issue !== state.issue || !told.pages) return;
    Object.assign(state, { survey: told, stock });
    drawPlan();
    found();
    counts();
    const misprints = await query("/misprints.json", { issue });
    if (issue === state.issue) { state.misprints = misprints; found(); faultCount(); }
  } catch (problem) {
    if (!problem.lost) say(problem.message);
  }
};
desk.survey = survey;
let soonTimer = 0;
const soon = () => { clearTimeout(soonTimer); soonTimer = setTimeout(survey, 2500); };
desk.soon = soon;
/* 手指拖是滚动：不叫人拖 */
const BY_FINGER = matchMedia("(pointer: coarse)").matches;
if (BY_FINGER) $("#empty p + p").textContent = "收 Word 文件、照片按“收稿”；照片放进一篇，打开它按“图片”。";
const WEIGHTS = { lead: "头条", brief: "简讯" };
const faultCount = () => {
  const all = [...(state.survey?.diagnostics ?? []), ...state.misprints];
  const faults = all.filter((each) => each.severity === "fault").length;
  if (state.survey?.waiting) return void ($("#faults").textContent = "查错：正在查");
  $("#faults").textContent = all.length ? `查错：${faults}错${all.length - faults}疑` : "查错：没有毛病";
};
/* 正按着、拖着的时候不重画：底下的换了，松手就不算按了；手刚移过来也不重画，免得按到别的上面 */
let holding = false, drawLate = false, cameAt = -Infinity;
const COMING = 500;
$("#plan").addEventListener("pointermove", () => { cameAt = performance.now(); });
$("#plan").addEventListener("pointerdown", () => { holding = true; });
for (const name of ["pointerup", "pointercancel", "dragend"])
  window.addEventListener(name, () => setTimeout(() => {
    holding = false;
    if (drawLate && !dragged) drawPlan();
  }));
const drawPlan = () => {
  const coming = performance.now() - cameAt < COMING;
  drawLate = holding || Boolean(dragged) || coming;
  if (coming) setTimeout(() => { if (drawLate) drawPlan(); }, COMING);
  if (drawLate || !state.survey) return;
  const { pages, loose, signed, colours, diagnostics, waiting: waits } = state.survey;
  const arranges = desk.may("arrange") && !signed;
  $("#sealed").hidden = !signed;
  $("#take").disabled = Boolean(signed);
  $("#take").title = signed ? "这一期已经付印，不再收稿" : "";
  faultCount();
  const marks = {};
  for (const each of diagnostics) (marks[each.path] ??= []).push(each.severity);
  const item = (story) => {
    const faults = marks[story.path] ?? [];
    const title = story.headline || "（没有标题）";
    const ours = story.path.startsWith("issues/");
    return make("li", { className: story.weight, "data-path": story.path, draggable: Boolean(ours && arranges && !story.path.endsWith("/index.md")) },
      make("button", { type: "button", className: "go", disabled: !ours, onclick: () => open(story.path) },
        make("span", { className: "title" }, title),
        make("span", { className: "facts" }, [WEIGHTS[story.weight], story.ad ? "广告" : "", story.kind === "notice" ? "各期都有" : `${story.characters}字`, faults.length ? `${faults.length}处毛病` : "", !signed && !story.ad && !story.byline.length && story.kind === "article" ? "缺署名" : ""].filter(Boolean).join("　"))));
  };
  const card = (page) => make("article", { className: "card", "data-page": page.page },
    make("h2", {}, make("button", { type: "button", onclick: () => { pane("page"); showPage(page.page); } }, `第${page.page}版　${page.title}`), make("span", { className: page.overset ? "over" : "room" }, !page.stories.length ? "空着" : waits ? "正在排……" : fullness(page))),
    gauge(page),
    !waits && wanting(page) ? make("p", { className: "facts want" }, wanting(page)) : null,
    make("ol", {}, ...page.stories.map(item)),
    page.stories.length ? null : make("p", { className: "hint" }, !arranges ? "还没有稿件。" : BY_FINGER ? "还没有稿件：按“新稿”，或者打开一篇，按“移到……”。" : "还没有稿件：拖一篇到这里，或者按“新稿”。"));
  const waiting = (story) => make("li", { className: story.weight, "data-path": story.path, draggable: arranges },
    make("button", { type: "button", className: "go", title: [story.author, story.words].filter(Boolean).join("："), onclick: () => open(story.path) },
      make("span", { className: "title" }, story.headline),
      make("span", { className: "facts" }, [story.section, story.ad ? "广告" : "", `${story.characters}字`, story.pictures ? `${story.pictures}图` : "", story.moment ? new Date(story.moment * 1000).toLocaleDateString("zh-CN", { month: "numeric", day: "numeric" }) : ""].filter(Boolean).join("　"))));
  const stock = state.stock ?? [];
  const stockCard = make("article", { className: "card stock", "data-stock": "" }, make("h2", {}, make("span", {}, stock.length ? `备稿　${stock.length}篇` : "备稿")),
    make("ol", { "aria-label": "备稿" }, ...stock.map(waiting)),
    stock.length ? null : make("p", { className: "hint" }, !arranges ? "没有备稿。" : BY_FINGER ? "排不下的稿件打开来，按“移到……”放到这里，下一期再用。" : "排不下的稿件拖到这里，下一期再用。"));
  const known = new Set(pages.flatMap((page) => page.stories.map((each) => each.section)));
  const kept = spotOf(document.activeElement), takes = desk.may("take") && !signed;
  $("#empty p").textContent = takes ? "从左边的版样里选一篇稿件，或者按“新稿”。" : "从左边的版样里选一篇稿件来看。";
  $("#empty p + p").hidden = !takes;
  $("#plan").replaceChildren(
    make("p", { className: "sum" }, `${pages.length}版　${pages.reduce((sum, page) => sum + page.stories.filter((each) => each.kind !== "notice").length, 0)}篇　${pages.reduce((sum, page) => sum + page.stories.reduce((all, each) => all + each.characters, 0), 0)}字`,
      desk.may("take") && !signed ? make("button", { type: "button", id: "new-story", onclick: () => desk.newStory() }, "新稿") : null),
    ...pages.map(card),
    ...(loose.length ? [make("article", { className: "card" }, make("h2", {}, "没有上版的"), make("ol", {}, ...loose.map(item)))] : []),
    stockCard,
  );
  $("#pages").replaceChildren(...pages.map((page) => make("button", { type: "button", "data-page": page.page, "aria-pressed": String(page.page === state.page), onclick: () => showPage(page.page) }, `第${page.page}版`)),
    make("button", { type: "button", onclick: () => zoom(1.25), "aria-label": "版面放大" }, "＋"), make("button", { type: "button", onclick: () => zoom(0.8), "aria-label": "版面缩小" }, "－"));
  for (const [section, colour] of Object.entries(colours)) document.documentElement.style.setProperty(`--section-${[...known].indexOf(section)}`, colour);
  markPlan();
  if (kept) $(kept)?.focus();
};
/** 版样、版次的哪一个按钮：重画以后焦点还在它上面 */
const spotOf = (button) => {
  const item = button?.closest?.("#plan li"), card = button?.closest?.("#plan .card[data-page]");
  if (item) return `#plan li[data-path="${CSS.escape(item.dataset.path)}"] .go`;
  if (card) return `#plan .card[data-page="${card.dataset.page}"] h2 button`;
  return button?.id === "new-story" ? "#new-story" : button?.parentElement?.id === "pages" ? `#pages > :nth-child(${[...button.parentElement.children].indexOf(button) + 1})` : "";
};
const itemOf = (path) => $(`#plan li[data-path="${CSS.escape(path)}"]`);
const gauge = (page) => {
  const bar = make("div", { className: `gauge${page.overset ? " over" : ""}`, role: "img", "aria-label": `排了${Math.round(page.fill * 100)}%` }, make("i"));
  bar.firstChild.style.width = `${Math.min(100, page.fill * 100)}%`;
  return bar;
};
const zoom = (by) => { sheet.zoom = Math.min(4, Math.max(0.5, sheet.zoom * by)); sheet.draw(); };
const markPlan = () => {
  for (const each of document.querySelectorAll("#plan li")) {
    const current = each.dataset.path === state.story?.path;
    each.toggleAttribute("data-current", current);
    $(".go", each).setAttribute("aria-current", current ? "true" : "false");
  }
};
/* 排次序、换版、移到备稿：拖，按“移到……”，或者选中以后按 Alt+↑ ↓ */
const headlineOf = (path) => stories().find((each) => each.path === path)?.headline ?? "";
const arranged = async (deed, asked, words, undone) => {
  waiting.add(asked);
  try {
    const headline = headlineOf(asked.path);
    say("");
    await stored();
    const told = await alone(async () => {
      waiting.delete(asked);
      const turn = opening, before = state.story?.path;
      const done = await ask(deed, asked);
      renamed({ ...done.renamed, [asked.path]: done.path }, state.story?.path === before);
      /* 正在换到别的一篇，就不再打开它 */
      if (turn === opening && state.story && state.story.path !== before) await open(state.story.path);
      return done;
    });
    await survey();
    await (state.story?.path === told.path && !inStock(told.path) ? showStoryPage(told.path) : showPage(state.page));
    /* 这时已经在写了，就不把光标拿走 */
    if (!document.activeElement?.matches("input, select, textarea, [contenteditable=true]")) itemOf(told.path)?.querySelector(".go").focus();
    if (told.trouble) say(told.trouble, "soft");
    else if (words) saySo(`《${headline}》${words}`, () => undone(told));
    return told;
  } catch (problem) {
    say(problem.message);
    if (state.story) showPlaceOf(state.story.path);
    if (state.dirty) schedule();
  } finally { waiting.delete(asked); }
};
const move = (path, section, place, page = 0) => arranged("/move", { path, section, place, page }, `排到${page ? `第${page}版，` : ""}栏目“${section}”。`,
  ({ path: now, was }) => arranged("/move", { path: now, ...was }));
const putBy = (path) => {
  const issue = state.issue;
  return arranged("/put-by", { path }, "移到备稿了：这一期不印，稿子和图片都在。", ({ path: now, was }) => arranged("/bring-back", { path: now, issue, ...was }));
};
const bringBack = (path, section, place, page) => arranged("/bring-back", { path, issue: state.issue, section, place, page }, `排进第${page}版，栏目“${section}”。`, ({ path: now }) => arranged("/put-by", { path: now }));
/** 一个栏目现在的先后，导语不算，拖着的那篇不算 */
const rowOf = (section, without) => [...(state.survey?.pages ?? []).flatMap((page) => page.stories), ...(state.survey?.loose ?? [])].map((each) => each.path)
  .filter((path) => path.startsWith("issues/") && path.split("/")[2] === section && !path.endsWith("/index.md") && path !== without).sort();
/** 放到第 number 版的一篇前面；before 空着是版末。栏目跟着那一版：版上没有栏目的，稿件留着自己的 */
const put = (path, number, before) => {
  const page = state.survey.pages.find((each) => each.page === number);
  const theirs = before?.split("/")[2], last = page.stories.filter((each) => page.sections.includes(each.section)).at(-1)?.section;
  const own = page.sections.includes(theirs) && !before.endsWith("/index.md");
  const section = own || page.sections.includes(theirs) ? theirs : (last ?? page.sections[0] ?? path.split("/")[2]);
  const row = rowOf(section, path);
  const place = own && row.includes(before) ? row.indexOf(before) : theirs === section ? 0 : row.length;
  return inStock(path) ? bringBack(path, section, place, number) : move(path, section, place, number);
};
Object.assign(desk, { put, putBy });
let dragged = "";
const unmark = () => { for (const each of document.querySelectorAll("#plan .before, #plan .into")) each.classList.remove("before", "into"); };
$("#plan").addEventListener("dragstart", (event) => { dragged = event.target.dataset?.path ?? ""; event.dataTransfer.effectAllowed = "move"; event.dataTransfer.setData("text/plain", dragged); });
$("#plan").addEventListener("dragover", (event) => {
  const card = dragged && event.target.closest(".card[data-page], .card.stock");
  unmark();
  if (!card || (card.classList.contains("stock") && inStock(dragged))) return;
  event.preventDefault();
  const before = card.dataset.page && event.target.closest("li");
  if (before && before.dataset.path.startsWith("issues/")) before.classList.add("before");
  else card.classList.add("into");
});
$("#plan").addEventListener("drop", (event) => {
  const card = dragged && event.target.closest(".card[data-page], .card.stock");
  if (!card) return;
  event.preventDefault();
  const path = dragged, before = event.target.closest("li")?.dataset.path;
  dragged = "";
  unmark();
  if (card.dataset.page) { if (before !== path) put(path, Number(card.dataset.page), before?.startsWith("issues/") ? before : ""); }
  else if (!inStock(path)) putBy(path);
});
$("#plan").addEventListener("dragend", () => { dragged = ""; unmark(); });
$("#plan").addEventListener("keydown", (event) => {
  const item = event.target.closest("li");
  if (!item) return;
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown") && item.draggable && item.closest(".card[data-page]")) {
    event.preventDefault();
    const path = item.dataset.path, section = path.split("/")[2], at = rowOf(section).indexOf(path);
    const next = at + (event.key === "ArrowUp" ? -1 : 1);
    if (at >= 0 && next >= 0 && next < rowOf(section).length) move(path, section, next);
  } else if (!event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    const all = [...document.querySelectorAll("#plan .go:not([disabled])")];
    const next = all[all.indexOf(event.target) + (event.key === "ArrowUp" ? -1 : 1)];
    if (next) { event.preventDefault(); next.focus(); }
  }
});

/* ---- 窗格、工具、按键 ---- */

export const pane = (name, quietly) => {
  if (quietly && !matchMedia("(max-width: 900px)").matches) return;
  document.body.dataset.pane = name;
  for (const button of document.querySelectorAll(".panes button")) button.setAttribute("aria-pressed", String(button.dataset.pane === name));
  sheet.draw();
};
for (const button of document.querySelectorAll(".panes button")) button.addEventListener("click", () => pane(button.dataset.pane));
$("#undo").addEventListener("click", () => { undo(editor); editor.focus(); });
$("#redo").addEventListener("click", () => { redo(editor); editor.focus(); });
$("#subhead").addEventListener("click", () => prefix("## "));
$("#bold").addEventListener("click", () => wrap("**"));
$("#find").addEventListener("click", () => openSearchPanel(editor));
const FORMS = {
  诗: ":::诗\n\n第一行\n第二行\n\n:::", 信: ":::信\n\n编辑同志：\n\n正文。\n\n此致敬礼\n\n某某\n\n:::",
  访谈: ":::访谈\n\n问：\n\n答：\n\n:::", 启事: ":::启事\n\n启事的正文。\n\n某某居委会\n\n:::",
  时间表: ":::时间表\n\n9:00　做什么\n14:00　做什么\n\n:::", 引文: ":::引文\n\n正文里的一句话\n\n——某某\n\n:::", 表: "| 甲 | 乙 |\n|---|---|\n| 一 | 二 |", 编者按: "> **编者按**　", 列表: "- 第一条\n- 第二条",
};
$("#forms").append(...Object.keys(FORMS).map((name) => make("option", { value: name }, name)));
$("#forms").addEventListener("change", ({ target }) => { if (FORMS[target.value]) insertBlock(FORMS[target.value]); target.value = ""; });
document.addEventListener("keydown", (event) => {
  if (event.key === "F6") {
    event.preventDefault();
    const stops = [$("#plan .go[aria-current=true]") ?? $("#plan .go"), editor.contentDOM, $("#sheet")].filter(Boolean);
    const at = stops.findIndex((each) => each === document.activeElement || each.contains(document.activeElement));
    const next = stops[(at + (event.shiftKey ? stops.length - 1 : 1)) % stops.length];
    pane(next === $("#sheet") ? "page" : next === editor.contentDOM ? "story" : "plan", true);
    next.focus();
  }
});
$("#sheet").addEventListener("keydown", (event) => {
  const pages = state.survey?.pages.map((page) => page.page) ?? [];
  const step = { PageDown: 1, PageUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step && pages.includes(state.page + step)) { event.preventDefault(); showPage(state.page + step); }
  if (event.key === "+" || event.key === "=") zoom(1.25);
  if (event.key === "-") zoom(0.8);
});

/* ---- 别人也在改 ---- */

let looking = null, alones = 0, former = null;
/** 自己在移稿：一件做完再做下一件；这时不去看别人改了什么，原来的地方已经没有这一篇 */
const alone = (deed) => {
  alones += 1;
  const begun = former;
  const done = (async () => {
    await begun;
    await looking;
    return deed();
  })().finally(() => { alones -= 1; });
  former = done.catch(() => {});
  return done;
};
desk.alone = alone;
const look = () => (looking ??= glance().finally(() => { looking = null; }));
const glance = async () => {
  if (!state.issue || document.hidden || alones) return;
  const { story } = state, turn = opening;
  try {
    const told = await query("/state.json", { issue: state.issue, path: state.story?.path ?? "", tab: TAB });
    if (look.lost) { look.lost = false; say(""); if (state.dirty) schedule(); }
    if (told.trouble) say(told.trouble, "soft");
    /* 送不出去只说一回，左上一直写着 */
    if (told.unsent && told.unsent !== look.unsent) say(told.unsent, "soft");
    look.unsent = told.unsent;
    $("#unsent").textContent = told.unsent ? "还没送出" : "";
    $("#unsent").title = told.unsent;
    $("#present").textContent = told.present.length ? `${[...new Set(told.present.map((each) => (each.name === desk.name ? "你的另一个窗口" : each.name) + (each.path && each.path === state.story?.path ? "也在这一篇" : "")))].join("、")}` : "";
    /* 从列出稿件的那一刻比起：列的时候放进来的也看得到；头一遍没有列成，就再列 */
    if ((state.issueStamp || !surveying) && told.issue !== state.issueStamp) { state.issueStamp = told.issue; soon(); if ($("#dialog").open) await desk.onOthers?.(); }
    if (story && story === state.story && told.story !== story.stamp && !state.dirty && !state.saving && !state.clash) {
      const edits = state.edits;
      const fresh = await query("/story.json", { path: story.path });
      /* 每存一次、每换一篇，state.story 就是另一个：这个回答说的已经是从前 */
      if (story === state.story && edits === state.edits && !state.saving) {
        const changed = fresh.text !== story.text;
        state.story = fresh;
        take(fresh);
        if (changed) { saved(`别人改了，已换上 ${clock()}`); showPage(state.page); }
        found();
      }
    }
  } catch (problem) {
    if (problem.lost) { look.lost = true; say(problem.message); }
    else if (problem.status === 401) say(problem.message);
    else if (story !== state.story || turn !== opening) return;
    else if (problem.status === 404 && problem.facts?.moved && story && !state.dirty) {
      renamed({ [story.path]: problem.facts.moved });
      await open(problem.facts.moved);
    } else if (problem.status === 404 && story) say("这篇稿件被移走或撤下了；你写的还在这里。");
  }
};
setInterval(look, LOOK);

/* ---- 收稿单 ---- */

/* 一篇一张，留在浏览器里；开着几个窗口，哪个窗口打的勾都算：打勾以前先看别的窗口打到哪里了 */
const SLIP = "desk-slip ";
const slipKept = (path) => JSON.parse(localStorage.getItem(SLIP + path) ?? "null");
/** 记下一篇的收稿单；空着就是看完了 */
desk.keepSlip = (path, slip) => {
  if (slip?.length) state.slips.set(path, slip);
  else state.slips.delete(path);
  try {
    if (slip?.length) localStorage.setItem(SLIP + path, JSON.stringify(slip));
    else localStorage.removeItem(SLIP + path);
  } catch { /* 留不下就算了 */ }
};
const tick = (path, at, done) => {
  let slip = state.slips.get(path);
  try { slip = slipKept(path); } catch { /* 浏览器里留不下：只有这一个窗口的 */ }
  slip = slip?.map((each, order) => (order === at ? { ...each, done } : each));
  desk.keepSlip(path, slip?.every((each) => each.done) ? null : slip);
};
try {
  for (const key of Object.keys(localStorage)) if (key.startsWith(SLIP)) state.slips.set(key.slice(SLIP.length), JSON.parse(localStorage.getItem(key)));
} catch { /* 读不出的不算 */ }
window.addEventListener("storage", ({ key, newValue }) => {
  if (!key?.startsWith(SLIP)) return;
  const path = key.slice(SLIP.length);
  try {
    if (newValue === null) state.slips.delete(path);
    else state.slips.set(path, JSON.parse(newValue));
  } catch { return; }
  if (path === state.story?.path) showSlip();
});
export const showSlip = () => {
  const box = $("#slip"), path = state.story?.path;
  if (path && !state.slips.has(path)) {
    /* 别人移过它，名字只换了前面的次序：原来的地方没有稿件了，就是它的 */
    const bareName = (each) => each.split("/").pop().replace(/^[0-9]+[-_.、\s]*/, "");
    const here = new Set(stories().map((each) => each.path));
    const old = [...state.slips.keys()].filter((each) => bareName(each) === bareName(path) && !here.has(each) && ["stock", state.issue].includes(each.split("/")[1]));
    if (old.length === 1) renamed({ [old[0]]: path });
  }
  const slip = state.slips.get(path), focused = [...box.querySelectorAll("input")].indexOf(document.activeElement);
  box.hidden = !slip?.length;
  if (box.hidden) return;
  box.replaceChildren(make("h2", {}, "收稿单：一条一条看过，打上勾"), make("ul", {}, ...slip.map((each, at) => make("li", {}, make("label", {},
    make("input", { type: "checkbox", checked: each.done, onchange: ({ target }) => { tick(state.story.path, at, target.checked); showSlip(); } }), ` ${each.message}　${each.remedy}`)))));
  box.querySelectorAll("input")[focused]?.focus();
};
desk.showSlip = showSlip;

/* ---- 开门 ---- */

export const openIssue = async (name) => {
  const turn = (opening += 1);
  await settle();
  if (turn !== opening) return void ($("#issue").value = state.issue);
  try {
    say(setAside(), "soft");
  } catch (problem) {
    $("#issue").value = state.issue;
    return say(problem.message);
  }
  state.clash = false;
  places.clear();
  Object.assign(state, { issue: name, story: null, survey: null, page: 0, issueStamp: "", misprints: [], pageFound: [], paper: null });
  history.replaceState?.(null, "", `#${name}`);
  $("#issue").value = name;
  $("#issue").hidden = false;
  $("#desk").hidden = true;
  $("#empty").hidden = false;
  $("#plan").replaceChildren(make("p", { className: "hint" }, "正在排各版……"));
  sheet.clear();
  const looked = survey();
  showPage(1);
  await looked;
};
desk.openIssue = openIssue;
export const issues = async (chosen) => {
  const all = await ask("/issues.json");
  state.issues = all;
  $("#issue").replaceChildren(...all.map(({ name, signed }) => make("option", { value: name }, `${name.slice(0, 4)}年${Number(name.slice(5))}月${signed ? "（已付印）" : ""}`)), ...(desk.may("arrange") ? [make("option", { value: "+" }, "新的一期……")] : []));
  const wanted = chosen ?? location.hash.slice(1);
  const name = all.some((each) => each.name === wanted) ? wanted : (all.find((each) => !each.signed) ?? all[0])?.name;
  /* 一期也没有：只剩一件事可做 */
  for (const each of ["faults", "take", "ads", "rounds", "sign"]) $(`#${each}`).disabled = !name;
  $("#empty").hidden = !name;
  if (name) return openIssue(name);
  $("#issue").hidden = true;
  $("#plan").replaceChildren(make("p", { className: "hint" }, desk.may("arrange") ? "还没有一期。" : "还没有一期：等编辑新建。"), desk.may("arrange") ? make("button", { type: "button", className: "strong", onclick: () => desk.newIssue() }, "新的一期") : "");
};
desk.issues = issues;
Object.assign(desk, { say, saySo });
desk.pane = pane;
desk.flush = flush;
desk.hold = hold;
desk.letGo = (place) => places.delete(place);
$("#issue").addEventListener("change", ({ target }) => {
  if (target.value !== "+") return openIssue(target.value);
  target.value = state.issue;
  desk.newIssue();
});
for (const button of document.querySelectorAll("[data-need]")) button.hidden = !desk.may(button.dataset.need);
openDialogs(desk);
issues().catch((problem) => say(problem.message));
