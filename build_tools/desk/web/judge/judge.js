// The judge's page. Readers' words reach the document through textContent only: whatever they hold, it is shown, not run.
"use strict";
const token = document.querySelector('meta[name="desk-token"]').content;
let selection = { start: 0, end: 0 }, marked = null, asked = "";
const STATES = { open: "未裁", disputed: "意见不一", unsure: "待定", accepted: "属实", rejected: "不属实", advice: "好建议" };
const DECISIONS = [["accepted", "1 属实"], ["rejected", "2 不属实"], ["advice", "3 好建议"], ["unsure", "4 待定"]];
let desk = null, filter = "todo", current = null;
// Answers come late: which case was asked for last, which list was asked for last and which is shown, what the form held when it was filled.
let turn = 0, looks = 0, seen = 0, filled = "";

function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && typeof value === "boolean") node[name] = value;
    else if (value !== null) node.setAttribute(name, value);
  }
  for (const child of children) node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  return node;
}
const byId = (name) => document.getElementById(name);

async function load() {
  if (!await look()) return setTimeout(load, 3000);
  byId("issue").textContent = desk.issue;
  draw();
  setInterval(refresh, 3000);
  const first = shown()[0];
  if (first) open(first.name);
}

// What another judge does at this machine is seen without a touch; what is being written stays as it is.
async function refresh() {
  if (document.hidden || !desk) return;
  const before = JSON.stringify(desk.cases), known = desk.cases.find((c) => c.name === current?.name);
  if (!await look() || JSON.stringify(desk.cases) === before) return;
  draw();
  const now = desk.cases.find((c) => c.name === current?.name);
  if (now && known && now.judged.join() !== known.judged.join() && !dirty()) open(now.name, current.candidate, true);
}
// The list anew; false where it could not be had, or a newer one is there already.
async function look() {
  const mine = looks += 1, answer = await fetch("overview.json").catch(() => null);
  const said = await answer?.json().catch(() => null), newer = answer?.ok ? said : null;
  if (mine < seen) return false;
  const halt = newer ? "" : said?.problem || (answer ? "裁定台不认得这一页了：请重开裁定台。" : "连不上裁定台：它关了，或者断了。这里看到的可能已经旧了。");
  byId("halted").hidden = !halt;
  if (byId("halted").textContent !== halt) byId("halted").textContent = halt;  // told aloud once
  if (!newer) return false;
  seen = mine;
  desk = newer;
  return true;
}
const written = () => JSON.stringify([asked, selection, ...[...byId("case").querySelectorAll("input, select")].map((each) => each.type === "checkbox" ? each.checked : each.value)]);
const dirty = () => /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName || "") || written() !== filled;
const tell = (words) => {
  if (!byId("problem")) byId("case").replaceChildren(make("p", { class: "problem", role: "alert", id: "problem" }));
  byId("problem").textContent = words;
};

const FILTERS = {
  todo: ["待裁", (c) => ["open", "disputed", "unsure"].includes(c.state)],
  doubt: ["拿不准", (c) => !c.sure],
  disputed: ["意见不一", (c) => c.state === "disputed"],
  accepted: ["属实", (c) => c.state === "accepted"],
  all: ["全部", () => true],
  others: ["非报错", () => false],
};
const shown = () => desk.cases.filter(FILTERS[filter][1]);

function draw() {
  byId("sealed").hidden = !desk.sealed;
  const done = desk.cases.filter((c) => !["open", "disputed", "unsure"].includes(c.state)).length;
  byId("progress").textContent = `裁定人：${desk.judge}　来信${desk.reports}条，并成${desk.cases.length}处，已裁${done}处${desk.cases.some((c) => c.since) ? `，裁定以后又并进来${desk.cases.reduce((sum, c) => sum + c.since, 0)}封` : ""}`;
  byId("rate").textContent = `差错率自检估算：万分之${desk.rate.value}（合格线万分之3）`;
  byId("factors").replaceChildren(...desk.rate.factors.map((factor) => make("li", {}, factor)));
  byId("filters").replaceChildren(...Object.entries(FILTERS).map(([name, [label, test]]) =>
    make("button", { type: "button", "aria-pressed": String(filter === name), onclick: () => { filter = name; draw(); } },
      `${label} ${name === "others" ? desk.others.length + desk.unshown : desk.cases.filter(test).length}`)));
  byId("cases").replaceChildren(...(filter === "others" ? desk.others.map(otherRow) : shown().map(caseRow)),
    ...(filter === "others" && desk.unshown ? [make("li", { class: "hint" }, `还有${desk.unshown}封没有列出来：原件在收件箱的 raw 里。`)] : []));
}

function caseRow(c) {
  const row = make("li", { tabindex: "0", "data-name": c.name, "aria-current": String(current?.name === c.name), class: marked?.name === c.name ? "marked" : "", onclick: () => open(c.name), onkeydown: (e) => { if (e.key === "Enter") open(c.name); } },
    make("div", { class: "place" }, make("span", {}, `第${c.page}版 ${c.place}`), make("span", { class: `state ${c.state}` }, STATES[c.state])),
    make("div", { class: "change" }, `${c.printed ? `“${c.printed}”` : "（见来信）"}${c.deleted ? " → 删去" : c.wanted ? ` → “${c.wanted}”` : ""}`),
    make("div", { class: "meta" }, `${c.finders}人报　首报 ${c.received}${c.since ? `　裁定以后又来${c.since}封` : ""}${c.sure ? "" : "　拿不准"}`));
  return row;
}
function otherRow(o) {
  return make("li", {}, make("div", { class: "place" }, make("span", {}, `回执号 ${o.receipt}`), make("span", { class: "state" }, o.kind)), make("div", { class: "change" }, o.text),
    make("div", { class: "meta" }, o.received, o.perhaps ? `　也许指${o.perhaps}　` : "　", make("button", { type: "button", class: "adopt", onclick: () => adopt(o.letter) }, "收作报错")));
}

async function open(name, candidate = "", unasked = false) {
  const mine = unasked ? turn : turn += 1, before = written();
  const answer = await fetch(`case.json?name=${encodeURIComponent(name)}&candidate=${candidate}`).catch(() => null);
  const told = answer?.ok ? await answer.json().catch(() => null) : null;
  if (mine !== turn || unasked && dirty()) return;
  // What was done in the case on the screen while it was read once more stays.
  if (current?.name === name && ["", current.candidate].includes(candidate) && written() !== before) return;
  if (told) show(told);
  else if (!unasked) tell("打不开这一处：连不上裁定台，或者它已经并到别处。");
}

function show(c) {
  current = c;
  asked = "";
  const own = c.verdicts.find((v) => v.judge === desk.judge);
  selection = { start: c.suggested.start, end: c.suggested.end };
  for (const row of byId("cases").children) row.setAttribute("aria-current", String(row.dataset.name === c.name));
  byId("case").replaceChildren(
    make("h2", {}, `第${c.page}版　${c.headline}`),
    make("p", { class: "meta" }, `${c.place}${c.title ? "（标题，计错加倍）" : ""}${c.counts ? `　计 ${c.counts}：${c.steps.join("；")}` : ""}`),
    ...(c.doubts.length ? [make("ul", { class: "doubts" }, ...c.doubts.map((d) => make("li", {}, d)))] : []),
    make("p", { class: "change-shown", id: "change", lang: "zh-CN" }),
    ...(c.also.length ? [make("p", { class: "also" }, `同样的字也见于：${c.also.join("、")}`)] : []),
    form(c, own),
    make("div", { class: "evidence" }, make("p", { class: "printed", id: "printed", lang: "zh-CN" }), crop(c)),
    make("h3", {}, `来信（${c.letters.length + c.more}）`),
    make("ol", { class: "letters" }, ...c.letters.map((l, at) => letter(l, at))),
    ...(c.letters.length > 1 ? [make("button", { type: "button", id: "split", onclick: split }, "X 把勾选的来信分出去，另作一处")] : []),
    ...(c.verdicts.length ? [make("h3", {}, "各人的裁定"), make("ul", { class: "verdicts" }, ...c.verdicts.map((v) => make("li", {}, `${v.judge}：${v.chinese}${v.final ? "（以此为准）" : ""}${v.change ? `，${v.change}` : ""}${v.kind ? `，${nameOf(v.kind)}` : ""}${v.important ? "，重要（加倍）" : ""}${v.reason ? `，${v.reason}` : ""}　${v.at}`)))] : []));
  drawChange();
  filled = written();
  byId("case").scrollTop = 0;
}
const chars = () => [...current.text];  // offsets count characters, not UTF-16 units
// 改前改后，放在原文里看。
function drawChange() {
  const text = chars(), { start, end } = selection, part = (from, to) => text.slice(Math.max(0, from), to).join("");
  const corrected = byId("corrected").value, told = corrected !== "" || current.suggested.told && !corrected && byId("deletion").checked || byId("deletion").checked;
  if (!current.text) { byId("change").textContent = "没有找到对应的文字：请从候选位置里选，或看来信。"; byId("printed").textContent = ""; return; }
  byId("change").replaceChildren(part(start - 12, start), ...(end > start ? [make("del", {}, part(start, end))] : corrected ? [] : [make("span", { class: "gap" }, "‸")]),
    ...(corrected ? [make("ins", {}, corrected)] : []), part(end, end + 12), ...(told ? [] : [make("span", { class: "meta" }, "　（应为什么，来信没有说清，请写）")]));
  byId("printed").replaceChildren(part(0, start), make("mark", { class: start === end ? "point" : "" }, part(start, end)), part(end, text.length));
}
// 用鼠标在原文里选。
document.addEventListener("mouseup", () => {
  const picked = getSelection(), box = byId("printed");
  if (!box || !picked.rangeCount || picked.isCollapsed || !box.contains(picked.anchorNode) || !box.contains(picked.focusNode)) return;
  const range = picked.getRangeAt(0), lead = document.createRange();
  lead.setStart(box, 0);
  lead.setEnd(range.startContainer, range.startOffset);
  const start = [...lead.toString()].length;
  selection = { start, end: start + [...range.toString()].length };
  picked.removeAllRanges();
  drawChange();
});
// 放宽一个字，改文也带上这个字；收窄一个字，改文里同样的字就让出来。
function adjust(side, by) {
  if (!current?.text) return;
  const text = chars(), box = byId("corrected"), before = { ...selection };
  let corrected = [...box.value];
  if (side === "start") {
    const start = Math.min(Math.max(0, before.start + by), before.end);
    if (start < before.start) { if (corrected.length) corrected = [...text.slice(start, before.start), ...corrected]; }
    else if (start > before.start && corrected[0] === text[before.start]) corrected = corrected.slice(1);
    selection.start = start;
  } else {
    const end = Math.max(Math.min(text.length, before.end + by), before.start);
    if (end > before.end) { if (corrected.length) corrected = [...corrected, ...text.slice(before.end, end)]; }
    else if (end < before.end && corrected.at(-1) === text[before.end - 1]) corrected = corrected.slice(0, -1);
    selection.end = end;
  }
  box.value = corrected.join("");
  drawChange();
}
const nameOf = (code) => (desk.weights.find((w) => w.code === code) || { name: code }).name;

function crop(c) {
  if (!c.crop) return make("span");
  const picture = make("img", { class: "crop", src: c.crop, alt: `第${c.page}版截图：${c.headline}`, loading: "lazy" });
  picture.addEventListener("click", () => picture.classList.toggle("large"));
  picture.addEventListener("error", () => picture.replaceWith(make("p", { class: "hint" }, "没有版面截图：先运行 ./chenbao build。")));
  return picture;
}
function letter(l, at) {
  return make("li", { class: at === 0 ? "first" : "" },
    make("div", { class: "meta" }, ...(current.letters.length > 1 ? [make("label", {}, make("input", { type: "checkbox", class: "apart", value: l.claim }), "不是同一处")] : []), `${at === 0 ? "首报　" : ""}${l.received}　回执号 ${l.receipt}　报错人 ${l.finder}`, ...(l.late ? [make("b", { class: "late" }, "　已过截止")] : []), ...(l.since ? [make("b", {}, "　裁定以后来的")] : [])),
    make("pre", { dir: "auto" }, l.text), ...(l.length > l.text.length ? [make("p", { class: "hint" }, `全信${l.length}字，只显示前面这些。`)] : []));
}

function form(c, own) {
  const kind = make("select", { id: "kind" }, ...desk.weights.map((w) => make("option", { value: w.code, title: w.source, selected: w.code === (own?.kind || c.suggested.kind) }, `${w.name}　${w.weight}${w.verified ? "" : "　待核"}`)));
  const field = (name, value) => { const box = make("input", { type: "text", id: name, autocomplete: "off", maxlength: "400" }); box.value = value; return box; };
  const place = make("select", { id: "candidate" }, ...c.candidates.map((s, at) => make("option", { value: String(at), selected: at === c.candidate }, `${s.place}　${s.text}`)));
  place.addEventListener("change", () => open(c.name, Number(place.value)));
  const box = (name, label, on) => make("label", {}, make("input", { type: "checkbox", id: name, checked: on }), label);
  const made = make("div", { class: "form" },
    make("div", { class: "verdict" },
      make("label", { for: "candidate" }, "位置"), make("div", { class: "wide" }, place),
      make("label", { for: "corrected" }, "应为"), field("corrected", c.suggested.corrected),
      make("label", { for: "kind" }, "类别"), make("div", { class: "wide" }, kind),
      make("label", { for: "reason" }, "理由"), (() => { const r = field("reason", own?.reason || ""); r.className = "wide"; return r; })(),
      make("span"), make("div", { class: "wide box" }, box("deletion", "删去选中的字", c.suggested.told && !c.suggested.corrected && c.suggested.end > c.suggested.start), box("important", "重要名称、时间、图片（加倍）", Boolean(own?.important)), box("final", "意见不一时以此为准", Boolean(own?.final)))),
    make("div", { class: "buttons" }, ...DECISIONS.map(([code, label]) => make("button", { type: "button", class: code, "data-decision": code, disabled: desk.sealed, onclick: () => decide(code) }, label)),
      ...(own ? [make("button", { type: "button", id: "undo", disabled: desk.sealed, onclick: () => decide("withdrawn") }, "U 撤回我的裁定")] : [])),
    make("p", { class: "problem", role: "alert", id: "problem" }, ""));
  made.querySelector("#corrected").addEventListener("input", () => { asked = ""; if (byId("corrected").value) byId("deletion").checked = false; drawChange(); });
  made.querySelector("#corrected").addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) { event.target.blur(); decide("accepted"); } if (event.key === "Escape") event.target.blur(); });
  made.querySelector("#deletion").addEventListener("change", () => { if (byId("deletion").checked) byId("corrected").value = ""; drawChange(); });
  return made;
}

async function adopt(letter) {
  const mine = turn += 1, said = await post({ adopt: letter });
  if (said.problem) return tell(`没有收作报错：${said.problem}。`);
  await look();
  filter = "todo";
  draw();
  if (mine === turn) show(said.case);
}
// What is answered; ``problem`` says why it was not recorded, whatever failed.
async function post(asked) {
  const answer = await fetch("verdict", { method: "POST", headers: { "Content-Type": "application/json", "X-Desk-Token": token }, body: JSON.stringify(asked) }).catch(() => null);
  const said = await answer?.json().catch(() => null);
  return answer?.ok && said ? said : { problem: answer ? "请重开裁定台" : "连不上裁定台", ...said };
}

let deciding = "";
async function decide(decision) {
  // Pressed twice it counts once; once recorded the next press is for the next case. The same case may be read anew meanwhile.
  if (!current || deciding === current.name) return;
  const c = current, mine = turn, value = (name) => byId(name).value, wasAsked = asked;
  const body = { name: c.name, decision, candidate: Number(value("candidate") || 0), corrected: value("corrected"), kind: value("kind"), reason: value("reason"), important: byId("important").checked, final: byId("final").checked, deletion: byId("deletion").checked || (wasAsked === "deletion" && decision === "accepted" && !value("corrected")), merge: wasAsked === "merge" };
  if (c.text) Object.assign(body, selection);
  deciding = c.name;
  const said = await post(body);
  // Another case may be on the screen by now: what is asked here is not asked there.
  const here = mine === turn && current.name === c.name;
  if (said.problem) {
    if (deciding === c.name) deciding = "";
    if (here) asked = said.ask || "";
    if (here) byId("problem").className = `problem${asked ? " ask" : ""}`;
    tell(here && asked ? `${said.problem}是的再按一次 1；不是，按 E 写上应为什么。` : `${here ? "" : `第${c.page}版 ${c.place}`}没有记下：${said.problem}。`);
    return;
  }
  const before = shown(), at = before.findIndex((each) => each.name === body.name), next = before[at + 1] || before[at - 1];
  await look();
  draw();
  if (mine === turn && current.name === c.name) {
    if (next && next.name !== body.name && said.case.state !== "disputed" && decision !== "withdrawn") await open(next.name); else show(said.case);
  }
  if (deciding === c.name) deciding = "";
}

async function regroup(body) {
  const mine = turn, said = await post(body);
  if (said.problem) return tell(`没有记下：${said.problem}。`);
  marked = null;
  await look();
  draw();
  if (mine === turn) show(said.case);
}
function split() {
  const claims = [...document.querySelectorAll(".apart:checked")].map((box) => box.value);
  if (claims.length) regroup({ apart: claims });
  else byId("problem").textContent = "先勾上“不是同一处”的来信。";
}
async function mark() {
  if (!marked || marked.name === current.name) { marked = { name: current.name, claims: current.letters.map((l) => l.claim) }; draw(); byId("problem").textContent = "记下了这一处：到另一处再按 M，两处并成一处。"; return; }
  await regroup({ together: [...marked.claims, ...current.letters.map((l) => l.claim)] });
}

document.addEventListener("keydown", (event) => {
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && !/^(checkbox)$/.test(event.target.type) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.repeat && "1234umx".includes(event.key.toLowerCase())) return;  // a key that is held down is pressed once
  const names = shown().map((c) => c.name), at = names.indexOf(current?.name), key = event.key.toLowerCase();
  if (key === "j" && names[at + 1]) open(names[at + 1]);
  if (key === "k" && names[at - 1]) open(names[at - 1]);
  if (!current) return;
  if ("1234".includes(key) && !desk.sealed) decide(DECISIONS[Number(key) - 1][0]);
  if (key === "e") { byId("corrected").focus(); byId("corrected").select(); event.preventDefault(); }
  if (key === "u" && byId("undo")) decide("withdrawn");
  if (key === "m") mark();
  if (key === "x" && byId("split")) split();
  if (key === "d") { byId("deletion").checked = !byId("deletion").checked; byId("deletion").dispatchEvent(new Event("change")); }
  if (key === "arrowleft") { adjust("start", event.shiftKey ? 1 : -1); event.preventDefault(); }
  if (key === "arrowright") { adjust("end", event.shiftKey ? -1 : 1); event.preventDefault(); }
});
load();
