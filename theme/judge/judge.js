// The judge's page. Readers' words reach the document through textContent only: whatever they hold, it is shown, not run.
"use strict";
const token = document.querySelector('meta[name="desk-token"]').content;
const STATES = { open: "未裁", disputed: "意见不一", unsure: "待定", accepted: "属实", rejected: "不属实", advice: "好建议" };
const DECISIONS = [["accepted", "1 属实"], ["rejected", "2 不属实"], ["advice", "3 好建议"], ["unsure", "4 待定"]];
let desk = null, filter = "todo", current = null;

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
  desk = await (await fetch("/overview.json")).json();
  byId("issue").textContent = desk.issue;
  draw();
  const first = shown()[0];
  if (first) open(first.name);
}

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
  const done = desk.cases.filter((c) => !["open", "disputed", "unsure"].includes(c.state)).length;
  byId("progress").textContent = `裁定人：${desk.judge}　来信${desk.reports}条，并成${desk.cases.length}处，已裁${done}处`;
  byId("rate").textContent = `差错率自检估算：万分之${desk.rate.value}（合格线万分之3）`;
  byId("factors").replaceChildren(...desk.rate.factors.map((factor) => make("li", {}, factor)));
  byId("filters").replaceChildren(...Object.entries(FILTERS).map(([name, [label, test]]) =>
    make("button", { type: "button", "aria-pressed": String(filter === name), onclick: () => { filter = name; draw(); } },
      `${label} ${name === "others" ? desk.others.length : desk.cases.filter(test).length}`)));
  byId("cases").replaceChildren(...(filter === "others" ? desk.others.map(otherRow) : shown().map(caseRow)));
}

function caseRow(c) {
  const row = make("li", { tabindex: "0", "data-name": c.name, "aria-current": String(current?.name === c.name), onclick: () => open(c.name), onkeydown: (e) => { if (e.key === "Enter") open(c.name); } },
    make("div", { class: "place" }, make("span", {}, `第${c.page}版 ${c.place}`), make("span", { class: `state ${c.state}` }, STATES[c.state])),
    make("div", { class: "change" }, `${c.printed ? `“${c.printed}”` : "（见来信）"}${c.wanted ? ` → “${c.wanted}”` : ""}`),
    make("div", { class: "meta" }, `${c.finders}人报　首报 ${c.received}${c.sure ? "" : "　拿不准"}`));
  return row;
}
function otherRow(o) {
  return make("li", {}, make("div", { class: "place" }, make("span", {}, `回执号 ${o.receipt}`), make("span", { class: "state" }, o.kind)), make("div", { class: "change" }, o.text),
    make("div", { class: "meta" }, o.received, o.perhaps ? `　也许指${o.perhaps}　` : "　", make("button", { type: "button", class: "adopt", onclick: () => adopt(o.receipt) }, "收作报错")));
}

async function open(name) {
  const answer = await fetch(`/case.json?name=${encodeURIComponent(name)}`);
  if (answer.ok) show(await answer.json());
}

function show(c) {
  current = c;
  for (const row of byId("cases").children) row.setAttribute("aria-current", String(row.dataset.name === c.name));
  const given = c.verdicts.find((v) => v.judge === desk.judge);
  byId("case").replaceChildren(
    make("h2", {}, `第${c.page}版　${c.headline}`),
    make("p", { class: "meta" }, `${c.place}${c.title ? "（标题，计错加倍）" : ""}${c.counts ? `　计 ${c.counts}：${c.steps.join("；")}` : ""}`),
    ...(c.doubts.length ? [make("ul", { class: "doubts" }, ...c.doubts.map((d) => make("li", {}, d)))] : []),
    make("div", { class: "evidence" }, printedText(c), crop(c)),
    form(c, given),
    make("h3", {}, `来信（${c.letters.length + c.more}）`),
    make("ol", { class: "letters" }, ...c.letters.map((l, at) => letter(l, at))),
    ...(c.verdicts.length ? [make("h3", {}, "各人的裁定"), make("ul", {}, ...c.verdicts.map((v) => make("li", {}, `${v.judge}：${v.chinese}${v.final ? "（以此为准）" : ""}${v.kind ? `，${nameOf(v.kind)}` : ""}${v.reason ? `，${v.reason}` : ""}　${v.at}`)))] : []));
  byId("case").scrollTop = 0;
}
const nameOf = (code) => (desk.weights.find((w) => w.code === code) || { name: code }).name;

function printedText(c) {
  const text = [...c.text], part = (from, to) => text.slice(from, to).join("");  // offsets count characters, not UTF-16 units
  if (!c.text) return make("p", { class: "printed" }, "没有找到对应的文字，请从候选位置里选，或看来信。");
  return make("p", { class: "printed", lang: "zh-CN" }, part(0, c.start), make("mark", { class: c.start === c.end ? "point" : "" }, part(c.start, c.end)), part(c.end));
}
function crop(c) {
  if (!c.crop) return make("span");
  const picture = make("img", { class: "crop", src: c.crop, alt: `第${c.page}版截图：${c.headline}`, loading: "lazy" });
  picture.addEventListener("click", () => picture.classList.toggle("large"));
  picture.addEventListener("error", () => picture.replaceWith(make("p", { class: "hint" }, "没有版面截图：先运行 ./chenbao build。")));
  return picture;
}
function letter(l, at) {
  return make("li", { class: at === 0 ? "first" : "" },
    make("div", { class: "meta" }, `${at === 0 ? "首报　" : ""}${l.received}　回执号 ${l.receipt}　报错人 ${l.finder}`, ...(l.late ? [make("b", { class: "late" }, "　已过截止")] : [])),
    make("pre", { dir: "auto" }, l.text), ...(l.length > l.text.length ? [make("p", { class: "hint" }, `全信${l.length}字，只显示前面这些。`)] : []));
}

function form(c, given) {
  const kind = make("select", { id: "kind" }, ...desk.weights.map((w) => make("option", { value: w.code, title: w.source, selected: w.code === (given?.kind || c.suggested.kind) }, `${w.name}　${w.weight}${w.verified ? "" : "　待核"}`)));
  const field = (name, value) => { const box = make("input", { type: "text", id: name, autocomplete: "off", maxlength: "400" }); box.value = value; return box; };
  const place = make("select", { id: "candidate" }, ...c.candidates.map((s, at) => make("option", { value: String(at) }, `${s.place}　${s.text}`)));
  const box = (name, label, on) => make("label", {}, make("input", { type: "checkbox", id: name, checked: on }), label);
  return make("div", { class: "form" },
    make("div", { class: "verdict" },
      make("label", { for: "candidate" }, "位置"), make("div", { class: "wide" }, place),
      make("label", { for: "printed" }, "见报"), field("printed", c.suggested.printed),
      make("label", { for: "corrected" }, "应为"), field("corrected", given?.corrected || c.suggested.corrected),
      make("label", { for: "kind" }, "类别"), make("div", { class: "wide" }, kind),
      make("label", { for: "reason" }, "理由"), (() => { const r = field("reason", given?.reason || ""); r.className = "wide"; return r; })(),
      make("span"), make("div", { class: "wide box" }, box("important", "重要名称、时间、图片（加倍）", false), box("final", "意见不一时以此为准", false))),
    make("div", { class: "buttons" }, ...DECISIONS.map(([code, label]) => make("button", { type: "button", class: code, "data-decision": code, onclick: () => decide(code) }, label))),
    make("p", { class: "problem", role: "alert", id: "problem" }, ""));
}

async function adopt(receipt) {
  const answer = await post({ adopt: receipt });
  const said = await answer.json().catch(() => null);
  if (!answer.ok || !said) return;
  desk = await (await fetch("/overview.json")).json();
  filter = "todo";
  draw();
  show(said.case);
}
const post = (asked) => fetch("/verdict", { method: "POST", headers: { "Content-Type": "application/json", "X-Desk-Token": token }, body: JSON.stringify(asked) });

async function decide(decision) {
  if (!current) return;
  const value = (name) => byId(name).value;
  const asked = { name: current.name, decision, candidate: Number(value("candidate") || 0), printed: value("printed"), corrected: value("corrected"), kind: value("kind"), reason: value("reason"), important: byId("important").checked, final: byId("final").checked };
  const answer = await post(asked);
  const said = await answer.json().catch(() => ({ problem: "没有记下，请重开裁定台。" }));
  if (!answer.ok) { byId("problem").textContent = `没有记下：${said.problem}。`; return; }
  const before = shown(), at = before.findIndex((c) => c.name === asked.name), next = before[at + 1] || before[at - 1];
  desk = await (await fetch("/overview.json")).json();
  draw();
  if (next && next.name !== asked.name && said.case.state !== "disputed") open(next.name); else show(said.case);
}

document.addEventListener("keydown", (event) => {
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
  const names = shown().map((c) => c.name), at = names.indexOf(current?.name);
  if (event.key === "j" && names[at + 1]) open(names[at + 1]);
  if (event.key === "k" && names[at - 1]) open(names[at - 1]);
  if ("1234".includes(event.key)) decide(DECISIONS[Number(event.key) - 1][0]);
});
load();
