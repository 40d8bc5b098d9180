/* 编辑部的各个对话框：历史、新稿、图片、收稿、校样、付印、人。 */
export const openDialogs = (desk) => {
  const { $, ask, query, make, state } = desk;
  const dialog = $("#dialog");
  const inner = $(".inner", dialog);
  const show = (title, ...inside) => {
    inner.replaceChildren(
      make("header", {}, make("h2", { id: "dialog-title" }, title), make("button", { type: "button", className: "close", onclick: () => dialog.close() }, "关上")),
      ...inside.filter(Boolean),
    );
    if (!dialog.open) dialog.showModal();
  };
  const problem = (error) => desk.say(error.message);

  /* 历史 */
  $("#history").addEventListener("click", async () => {
    await desk.flush(true);
    try {
      const path = state.story.path;
      const versions = await query("/history.json", { path });
      const told = make("div", { className: "difference", "aria-live": "polite", tabIndex: 0 }, make("p", { className: "hint" }, "选一版，看它改了什么。"));
      const look = async (version, button) => {
        for (const each of list.querySelectorAll("button.version")) each.setAttribute("aria-pressed", String(each === button));
        const pieces = await query("/difference.json", { path, commit: version.commit }).catch((error) => (problem(error), []));
        told.replaceChildren(...[
          make("p", { className: "hint" }, "划去的是删的，底下有色的是加的。"),
          make("pre", {}, ...pieces.map(({ kind, text }) => (kind === "same" ? short(text) : make(kind === "gone" ? "del" : "ins", {}, text)))),
          state.story.signed || !desk.may("write") ? null : make("button", { type: "button", className: "strong", onclick: async () => {
            try {
              await ask("/restore", { path, commit: version.commit });
              dialog.close();
              await desk.open(path);
              desk.soon();
            } catch (error) { problem(error); }
          } }, "退回到这一版"),
        ].filter(Boolean));
      };
      const list = make("ol", { className: "versions" }, ...versions.map((version) => {
        const button = make("button", { type: "button", className: "version", "aria-pressed": "false", onclick: () => look(version, button) },
          make("b", {}, version.words), make("small", {}, `${version.author}　${new Date(version.moment * 1000).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" })}`));
        return make("li", {}, button);
      }));
      show("历史", versions.length ? make("div", { className: "two" }, list, told) : make("p", {}, "这篇还没有历史。"));
      if (versions.length) look(versions[0], list.querySelector("button"));
    } catch (error) { problem(error); }
  });
  const short = (text) => {
    const rows = text.split("\n");
    return rows.length > 9 ? [...rows.slice(0, 3), "……", ...rows.slice(-4)].join("\n") : text;
  };

  /* 新稿 */
  desk.newStory = () => {
    const headline = make("input", { name: "headline", maxLength: 80, required: true });
    const section = make("select", { name: "section" }, ...(state.survey?.sections ?? []).map((name) => make("option", { value: name }, name)));
    if (state.story) section.value = state.story.path.split("/")[2];
    show("新稿", make("form", { onsubmit: async (event) => {
      event.preventDefault();
      try {
        const told = await ask("/new-story", { issue: state.issue, section: section.value, headline: headline.value });
        dialog.close();
        desk.soon();
        await desk.open(told.path);
      } catch (error) { problem(error); }
    } }, make("label", {}, "标题", headline), make("label", {}, "栏目", section), make("button", { className: "strong" }, "开始写")));
    headline.focus();
  };

  /* 查错 */
  $("#faults").addEventListener("click", () => {
    const all = [...(state.survey?.diagnostics ?? []), ...state.misprints];
    show("这一期查出来的", all.length ? make("ul", { className: "all" }, ...all.map((each) => make("li", { className: each.severity === "fault" ? "fault" : "doubt" },
      make("button", { type: "button", className: "place", disabled: !each.path.endsWith(".md") || !each.path.startsWith("issues/"), onclick: async () => { dialog.close(); await desk.open(each.path, { line: each.line, column: each.column }); } }, each.path.split("/").slice(2).join("/") || each.path),
      make("b", {}, each.severity === "fault" ? "错" : "疑"), ` ${each.message}`, make("span", { className: "remedy" }, `　改法：${each.remedy}`)))) : make("p", {}, "没有毛病。"));
  });

  /* 收稿：Word、照片、文件夹、zip，按或者拖 */
  const files = $("#files");
  const send = async (list, section) => {
    const parts = [];
    for (const { file, name } of list) parts.push({ name, size: file.size, file });
    const total = parts.reduce((sum, each) => sum + each.size, 0);
    if (!parts.length) return;
    if (total > 60 * 1024 * 1024) return desk.say("一次最多收 60 MB：分几次拖进来。");
    const head = new TextEncoder().encode(JSON.stringify(parts.map(({ name, size }) => ({ name, size }))));
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, head.length);
    desk.say(`正在收 ${parts.length} 个文件……`, "soft");
    const told = await ask(`/take?${new URLSearchParams({ issue: state.issue, section })}`, new Blob([length, head, ...parts.map((each) => each.file)]), true);
    for (const { path, from } of told.articles) state.slips.set(path, slipOf(told.slip, from, told.articles.length === 1));
    keep();
    desk.say(told.trouble || `收了 ${told.articles.length} 篇稿、${told.pictures.length} 张图。`, told.trouble ? "" : "soft");
    desk.soon();
    return told;
  };
  const slipOf = (slip, from, only) => slip.filter((each) => only || each.path === from || from.startsWith(each.path) || each.path.startsWith(from)).map((each) => ({ ...each, done: false }));
  const keep = () => { try { localStorage.setItem("desk-slips", JSON.stringify([...state.slips])); } catch { /* 留不下就算了 */ } };
  desk.keepSlip = keep;
  try { state.slips = new Map(JSON.parse(localStorage.getItem("desk-slips") ?? "[]")); } catch { state.slips = new Map(); }
  const currentSection = () => state.story?.path.split("/")[2] ?? state.survey?.sections[0] ?? "";
  const takeIn = async (list) => {
    const words = list.filter(({ name }) => !PICTURE.test(name));
    try {
      if (!words.length && state.story && !state.story.signed) return await addPictures(list);
      const told = await send(list, currentSection());
      if (told?.articles.length) { dialog.close(); await desk.open(told.articles[0].path); }
    } catch (error) { problem(error); }
  };
  const PICTURE = /\.(jpe?g|png|heic|webp|gif|tiff?|svg)$/i;
  $("#take").addEventListener("click", () => {
    const section = make("select", {}, ...(state.survey?.sections ?? []).map((name) => make("option", { value: name }, name)));
    section.value = currentSection();
    show("收稿", make("p", {}, "Word、WPS、文字、网页、表格、照片、zip 都收。文字理干净成稿件，图片配到文里；删了什么、疑什么，都写在收稿单上，和新稿并排，一条条打勾。"),
      make("form", { onsubmit: (event) => event.preventDefault() }, make("label", {}, "收进哪个栏目", section),
        make("button", { type: "button", className: "strong", onclick: () => {
          files.accept = "";
          files.onchange = async () => {
            try {
              const told = await send([...files.files].map((file) => ({ file, name: file.webkitRelativePath || file.name })), section.value);
              files.value = "";
              dialog.close();
              if (told?.articles.length) await desk.open(told.articles[0].path);
            } catch (error) { problem(error); }
          };
          files.click();
        } }, "选文件……")),
      make("p", { className: "hint" }, "也可以不打开这个框，直接把文件或文件夹拖到编辑部的任何地方。"));
  });
  const walk = async (entry, folder = "") => {
    if (entry.isFile) return [{ file: await new Promise((done, fail) => entry.file(done, fail)), name: folder + entry.name }];
    const reader = entry.createReader(), found = [];
    for (;;) {
      const some = await new Promise((done, fail) => reader.readEntries(done, fail));
      if (!some.length) break;
      for (const each of some) found.push(...await walk(each, `${folder}${entry.name}/`));
    }
    return found;
  };
  document.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) { event.preventDefault(); document.body.classList.add("dropping"); } });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dropping"); });
  document.addEventListener("drop", async (event) => {
    document.body.classList.remove("dropping");
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files].map((file) => ({ file, name: file.name }));
    const list = entries.length ? (await Promise.all(entries.map((entry) => walk(entry)))).flat() : plain;
    if (!state.issue || !desk.may("take")) return;
    takeIn(list);
  });

  /* 图片 */
  const addPictures = async (list) => {
    const told = await send(list, currentSection());
    for (const name of told?.pictures ?? []) desk.insertBlock(`![](../images/${name} "摄影：")`, 2);
  };
  desk.uploadPictures = (list) => addPictures(list.map((file) => ({ file, name: file.name || "贴来的.png" }))).catch(problem);
  $("#picture").addEventListener("click", async () => {
    const pictures = await query("/pictures.json", { issue: state.issue }).catch((error) => (problem(error), []));
    const address = (name) => `/image/${state.issue}/${encodeURIComponent(name)}`;
    const options = make("form", { className: "crop", hidden: true, onsubmit: (event) => event.preventDefault() });
    const choose = (name) => {
      let crop = "center";
      const caption = make("input", { maxLength: 120 }), credit = make("input", { maxLength: 40, placeholder: "摄影：某某" });
      const columns = make("select", {}, make("option", { value: "" }, "由程序定"), ...[1, 2, 3, 4, 5, 6].map((each) => make("option", { value: String(each) }, `${each}栏`)));
      const picture = make("img", { src: address(name), alt: `要放的图片：${name}` });
      const focus = { center: "中间", top: "上边", bottom: "下边", left: "左边", right: "右边", none: "整张不裁" };
      const radios = Object.entries(focus).map(([value, label]) => make("label", { className: "check" }, make("input", { type: "radio", name: "crop", value, checked: value === crop, onchange: () => { crop = value; picture.dataset.crop = value; } }), label));
      /* 看点：按图片上的一点，或者填离左边、离上边百分之几 */
      const across = make("input", { type: "number", min: 0, max: 100, inputMode: "numeric" }), down = make("input", { type: "number", min: 0, max: 100, inputMode: "numeric" });
      const spot = make("span", { className: "spot", hidden: true });
      const focused = () => across.value !== "" && down.value !== "";
      const mark = () => {
        spot.hidden = !focused();
        if (spot.hidden) return;
        Object.assign(spot.style, { left: `${picture.offsetLeft + (picture.offsetWidth * across.value) / 100}px`, top: `${picture.offsetTop + (picture.offsetHeight * down.value) / 100}px` });
        crop = "center";
        for (const each of options.querySelectorAll("input[name=crop]")) each.checked = false;
      };
      for (const each of [across, down]) each.addEventListener("input", mark);
      options.addEventListener("change", ({ target }) => { if (target.name === "crop") { across.value = down.value = ""; mark(); } });
      picture.addEventListener("click", (event) => {
        const box = picture.getBoundingClientRect();
        across.value = Math.round(((event.clientX - box.left) / box.width) * 100);
        down.value = Math.round(((event.clientY - box.top) / box.height) * 100);
        mark();
      });
      options.replaceChildren(make("div", { className: "preview" }, picture, spot, make("p", { className: "hint" }, "裁的时候要把哪里留在中间：按一下图片上的那一点（人脸），或者选下面的一边。")), make("fieldset", {}, make("legend", {}, "要留住"), ...radios), make("label", {}, "看点离左边%", across), make("label", {}, "离上边%", down),
        make("label", {}, "图说", caption), make("label", {}, "摄影、绘图", credit), make("label", {}, "多宽", columns),
        make("button", { type: "button", className: "strong", onclick: () => {
          const hints = [columns.value ? `width=${columns.value}` : "", focused() ? `focus="${across.value}% ${down.value}%"` : crop !== "center" ? `crop=${crop}` : ""].filter(Boolean).join(" ");
          dialog.close();
          desk.insertBlock(`![${caption.value.replace(/[[\]\\]/g, "\\$&")}](../images/${name}${credit.value ? ` "${credit.value.replace(/["\\]/g, "\\$&")}"` : ""})${hints ? `{${hints}}` : ""}`);
        } }, "放进稿里"));
      options.hidden = false;
      caption.focus();
    };
    show("图片", make("p", {}, make("button", { type: "button", className: "strong", onclick: () => {
      files.accept = "image/*,.heic";
      files.onchange = () => { dialog.close(); addPictures([...files.files].map((file) => ({ file, name: file.name }))).catch(problem); files.value = ""; };
      files.click();
    } }, "从这台机器或手机传……")), make("div", { className: "gallery" }, ...pictures.map((name) => make("button", { type: "button", onclick: () => choose(name) }, make("img", { src: address(name), alt: "", loading: "lazy" }), name))), options);
  });

  /* 与上次校样比：现在的版面和上一次校样，哪里的字不一样 */
  const compare = async () => {
    try {
      await desk.flush(true);
      const told = await query("/compare.json", { issue: state.issue });
      const row = (each) => make("li", {}, make("button", { type: "button", className: "place", disabled: !each.path.startsWith("issues/"), onclick: async () => { dialog.close(); await desk.open(each.path); } }, `${each.page ? `第${each.page}版　` : ""}《${each.headline}》${each.part}${each.line && !each.part ? `第${each.line}行` : ""}`), " ", each.before ? make("del", {}, each.before) : null, " ", each.after ? make("ins", {}, each.after) : null);
      show("与上次校样比", make("p", {}, told.changes.length ? `第${told.round}次校样（${told.stage}，${told.date}）以后，改动了${told.changes.length}处。划去的是校样上的，底下有色的是现在的。` : `与第${told.round}次校样（${told.stage}，${told.date}）一字不差。`), told.changes.length ? make("ul", { className: "all difference" }, ...told.changes.map(row)) : null);
    } catch (error) { problem(error); }
  };

  /* 三审三校 */
  $("#rounds").addEventListener("click", async () => {
    try {
      const told = await query("/rounds.json", { issue: state.issue });
      const last = told.rounds.at(-1);
      const stage = make("select", {}, ...told.stages.map((name) => make("option", { value: name }, name)));
      stage.value = told.stages[Math.min(told.rounds.length, told.stages.length - 1)];
      const name = make("input", { value: desk.name, maxLength: 40, disabled: Boolean(desk.team) });
      const task = make("select", {}, ...told.tasks.map((each) => make("option", { value: each }, each + (told.missing.includes(each) ? "" : "（已签）"))));
      task.value = told.missing[0] ?? told.tasks[0];
      const again = () => { dialog.close(); $("#rounds").click(); };
      const may = desk.may("proof") && !state.survey?.signed;
      show("三审三校", make("p", {}, told.missing.length ? `还没有签的：${told.missing.join("、")}` : "三审三校都签齐了。"),
        make("table", {}, make("thead", {}, make("tr", {}, ...["校样", "日期", "签了的", "文件"].map((each) => make("th", { scope: "col" }, each)))),
          make("tbody", {}, ...told.rounds.map((each) => make("tr", {}, make("td", {}, `第${each.round}次　${each.stage}`), make("td", {}, each.date), make("td", {}, each.signatures.map((sign) => `${sign.task} ${sign.name}`).join("、") || "还没有"), make("td", {}, each.pdf ? make("a", { href: `/proof/${state.issue}/${each.round}.pdf`, download: "" }, "下载校样") : ""))))),
        may ? make("form", { className: "row", onsubmit: async (event) => {
          event.preventDefault();
          try { await desk.flush(true); desk.say("正在出校样……", "soft"); const drawn = await ask("/draw", { issue: state.issue, stage: stage.value }); desk.say(`第${drawn.round}次校样出好了，与上次比改动${drawn.changes.length}处。`, "soft"); again(); } catch (error) { problem(error); }
        } }, make("label", {}, "出一次", stage), make("button", { className: "strong" }, "出校样")) : null,
        last ? make("p", {}, make("button", { type: "button", onclick: compare }, "与上次校样比")) : null,
        may && last ? make("form", { className: "row", onsubmit: async (event) => {
          event.preventDefault();
          try { await ask("/sign-proof", { issue: state.issue, round: last.round, task: task.value, name: name.value }); again(); } catch (error) { told2.textContent = error.message; }
        } }, make("label", {}, "签哪一项", task), make("label", {}, "姓名", name), make("button", { className: "strong" }, `在第${last.round}次上签名`)) : null);
      const told2 = make("p", { className: "wrong", role: "alert" });
      inner.append(told2);
    } catch (error) { problem(error); }
  });

  /* 付印：先把每一版照要印的样子摆出来，再列每一处没改的；全看过了才按得下去 */
  const listed = (all) => make("ul", { className: "all" }, ...all.map((each) => make("li", { className: each.severity === "fault" ? "fault" : "doubt" }, make("b", {}, each.severity === "fault" ? "错" : "疑"), ` ${each.path.split("/").slice(2).join("/") || each.path}：${each.message}`, make("span", { className: "remedy" }, `　${each.remedy}`))));
  const printedPage = (page) => {
    const canvas = make("canvas"), here = make("div", { className: "here", hidden: true });
    const host = make("div", { className: "sheet", role: "img", "aria-label": `第${page.page}版 ${page.title}的版面` }, canvas, here);
    const look = () => { dialog.close(); desk.pane("page"); desk.showPage(page.page); };
    const words = `第${page.page}版　${page.title}：${page.stories.length}篇，${page.overset ? `超${page.overset}行` : page.room ? `余${page.room}行` : "正好"}`;
    const figure = make("figure", {}, host, make("figcaption", {}, words, " ", make("button", { type: "button", onclick: look }, "看这一版")));
    const show = async () => {
      const small = desk.smallSheet(host, look);
      await small.show(await query("/page.json", { issue: state.issue, page: page.page }));
      host.dataset.shown = "yes";
    };
    return { figure, show };
  };
  const signedWords = (signed) => [
    make("p", { className: "stamped" }, `${signed.by} 已付印（第${signed.version}次，${signed.moment.slice(0, 16).replace("T", " ")}）。`, " ", signed.files.length ? make("a", { href: `/press/${state.issue}.zip`, download: "" }, `下载给印厂的文件（${signed.files.length}个）`) : "给印厂的文件不在这台机器上：在签发的那台机器上下载，或者用命令 signoff --again 从定本重做。"),
    signed.files.length && desk.may("sign") && desk.team ? make("p", {}, make("button", { type: "button", onclick: async ({ target }) => {
      try {
        const { address, days } = await ask("/shop-link", { issue: state.issue });
        const whole = new URL(address, location.href).href;
        const shown = make("input", { value: whole, readOnly: true, "aria-label": "给印厂的链接", onfocus: (event) => event.target.select() });
        target.replaceWith(shown, make("span", { className: "hint" }, `发给印厂。不用登录就能下载这一次付印的文件，${days}天内有效；重新付印以后就作废。`));
        shown.focus();
      } catch (error) { problem(error); }
    } }, "给印厂的链接")) : null,
  ];
  $("#sign").addEventListener("click", async () => {
    try {
      desk.say("正在排各版……", "soft");
      await desk.flush(true);
      const [signed, rounds] = await Promise.all([query("/signed.json", { issue: state.issue }), query("/rounds.json", { issue: state.issue }), desk.survey()]);
      desk.say("");
      const pages = (state.survey?.pages ?? []).map(printedPage);
      const doubts = [...(state.survey?.diagnostics ?? []), ...state.misprints];
      const wrong = make("div", { role: "alert" });
      const name = make("input", { value: desk.name, maxLength: 40, disabled: Boolean(desk.team) });
      const sample = make("input", { type: "checkbox" }), sure = make("input", { type: "checkbox", disabled: true }), ahead = make("input", { maxLength: 200 });
      const go = make("button", { className: "strong", disabled: true }, "付印");
      sure.addEventListener("change", () => { go.disabled = !sure.checked; });
      const signing = () => make("form", { onsubmit: async (event) => {
        event.preventDefault();
        go.disabled = true;
        desk.say("正在付印：再查一遍，排版，做给印厂的文件……", "soft");
        try {
          const done = await ask("/sign-off", { issue: state.issue, name: name.value, sample: sample.checked, ahead: ahead.value });
          dialog.close();
          await desk.issues(state.issue);
          desk.say(done.trouble || `付印了：第${done.version}次，给印厂的文件${done.files.length}个。`, done.trouble ? "" : "soft");
          show("付印", ...signedWords(await query("/signed.json", { issue: state.issue })));
        } catch (error) { desk.say(""); wrong.replaceChildren(make("p", { className: "wrong" }, error.message), listed(error.facts?.diagnostics ?? [])); wrong.scrollIntoView({ block: "nearest" }); go.disabled = !sure.checked; }
      } }, make("label", {}, "签发人", name), make("label", { className: "check" }, sample, "出样报：待补的事项一律印“样报”"), make("label", {}, "前面还有一期没有付印、也先付这一期的，写明原因", ahead),
        make("label", { className: "check" }, sure, "每一版我都看过了。付印以后，稿号、文字和版面不再动。"), go);
      show("付印", ...(signed.version ? signedWords(signed) : []),
        make("h3", {}, "各版，照要印的样子"), make("div", { className: "proofs" }, ...pages.map((each) => each.figure)),
        make("h3", {}, doubts.length ? `还有${doubts.length}处没有改` : "没有查出毛病"), doubts.length ? listed(doubts) : null,
        make("h3", {}, rounds.missing.length ? `三审三校还没有签的：${rounds.missing.join("、")}` : "三审三校都签齐了"),
        signed.version ? null : desk.may("sign") ? signing() : make("p", {}, "主编才能付印。"),
        wrong);
      for (const each of pages) await each.show();
      sure.disabled = false;
    } catch (error) { problem(error); }
  });

  /* 更多：新的一期、撤稿、清稿、裁定台、人、退出 */
  const more = $("#more"), menu = $("#more-list");
  const entry = (words, deed) => make("button", { type: "button", onclick: () => { shut(); deed(); } }, words);
  const shut = () => { menu.hidden = true; more.setAttribute("aria-expanded", "false"); };
  more.addEventListener("click", () => {
    if (!menu.hidden) return shut();
    menu.replaceChildren(...[
      desk.may("arrange") ? entry("新的一期", newIssue) : null,
      desk.may("arrange") ? entry("整期清稿", async () => { try { await desk.flush(true); const told = await ask("/mend", { issue: state.issue }); desk.say(told.files.length ? `清稿：改好了${told.files.length}篇。` : "清稿：没有要改的。", "soft"); if (state.story) await desk.open(state.story.path); desk.soon(); } catch (error) { problem(error); } }) : null,
      desk.may("arrange") && state.story && !state.story.signed ? entry("撤下这一篇", withdraw) : null,
      desk.may("judge") && state.issue ? make("a", { href: `/judge/${state.issue}/`, target: "_blank", rel: "noopener" }, "啄木鸟裁定台") : null,
      desk.may("people") && desk.team ? entry("编辑部的人", people) : null,
      entry("按键一览", keys),
      desk.team ? entry(`${desk.name}（${desk.role}）退出`, async () => { await desk.flush(true); await ask("/sign-out", {}); location.href = "/login"; }) : null,
    ].filter(Boolean));
    menu.hidden = false;
    more.setAttribute("aria-expanded", "true");
    menu.firstElementChild.focus();
  });
  document.addEventListener("click", (event) => { if (!menu.hidden && !menu.contains(event.target) && event.target !== more) shut(); });
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { shut(); more.focus(); } });
  const newIssue = () => {
    const newest = (state.issues ?? []).map((each) => each.name).sort().at(-1) ?? new Date().toISOString().slice(0, 7);
    const next = new Date(Date.UTC(Number(newest.slice(0, 4)), Number(newest.slice(5)), 1)).toISOString().slice(0, 7);
    const name = make("input", { value: next, pattern: "20[0-9]{2}-[0-9]{2}", required: true });
    show("新的一期", make("form", { onsubmit: async (event) => {
      event.preventDefault();
      try { await ask("/begin", { issue: name.value }); dialog.close(); await desk.issues(name.value); } catch (error) { wrong.textContent = error.message; }
    } }, make("label", {}, "年-月", name), make("button", { className: "strong" }, "新建")));
    const wrong = make("p", { className: "wrong", role: "alert" });
    inner.append(wrong);
    name.focus();
  };
  const withdraw = () => show("撤下这一篇", make("p", {}, `《${state.story.fields.headline || state.story.path}》从这一期拿掉。它还在历史里，不会丢。`), make("button", { type: "button", className: "strong", onclick: async () => {
    try { await desk.flush(true); await ask("/withdraw", { path: state.story.path }); dialog.close(); await desk.openIssue(state.issue); } catch (error) { problem(error); }
  } }, "撤下"));
  const keys = () => show("按键一览", make("table", {}, make("tbody", {}, ...[["F6、Shift F6", "在版样、正文、版面之间走"], ["↑ ↓", "在版样里选稿；Alt 加 ↑ ↓ 排先后"], ["Ctrl S", "马上存（不按也会存）"], ["Ctrl Z、Ctrl Shift Z", "撤销、重做"], ["Ctrl B", "着重"], ["Ctrl Alt 2", "小标题"], ["Ctrl F", "找字、换字"], ["F8", "下一处毛病"], ["← →、＋ －", "在版面上换版、放大缩小"], ["Esc 再 Tab", "走出正文框"]].map(([key, words]) => make("tr", {}, make("th", { scope: "row" }, key), make("td", {}, words))))));
  const people = async () => {
    try {
      const all = await ask("/people.json");
      const roles = ["写稿", "编辑", "校对", "主编", "评奖"];
      const name = make("input", { maxLength: 20, required: true }), role = make("select", {}, ...roles.map((each) => make("option", {}, each))), password = make("input", { type: "password", minLength: 10, autocomplete: "new-password" });
      const wrong = make("p", { className: "wrong", role: "alert" });
      show("编辑部的人", make("table", {}, make("thead", {}, make("tr", {}, ...["姓名", "职务", "停用"].map((each) => make("th", { scope: "col" }, each)))), make("tbody", {}, ...all.map((each) => make("tr", {}, make("td", {}, each.name), make("td", {}, each.active ? each.role : "停用"), make("td", {}, each.active ? make("button", { type: "button", onclick: async () => { try { await ask("/dismiss", { name: each.name }); people(); } catch (error) { wrong.textContent = error.message; } } }, "停用") : ""))))),
        make("form", { className: "row", onsubmit: async (event) => {
          event.preventDefault();
          try { await ask("/person", { name: name.value, role: role.value, password: password.value }); people(); } catch (error) { wrong.textContent = error.message; }
        } }, make("label", {}, "姓名", name), make("label", {}, "职务", role), make("label", {}, "口令（至少10个字符；改职务时可空着）", password), make("button", { className: "strong" }, "记下")), wrong);
    } catch (error) { problem(error); }
  };
};
