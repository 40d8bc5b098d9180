/* 编辑部的各个对话框：历史、新稿、图片、收稿、校样、付印、人。 */
export const openDialogs = (desk) => {
  const { $, ask, query, make, state } = desk;
  const dialog = $("#dialog");
  const inner = $(".inner", dialog);
  const show = (title, ...inside) => {
    desk.boxed();
    inner.replaceChildren(
      make("header", {}, make("h2", { id: "dialog-title" }, title), make("button", { type: "button", className: "close", onclick: () => { desk.boxed(); dialog.close(); } }, "关上")),
      ...inside.filter(Boolean),
    );
    if (!dialog.open) dialog.showModal();
  };
  dialog.addEventListener("cancel", () => desk.boxed());
  const problem = (error) => desk.say(error.message);
  /** 先要问服务器的对话框：等的时候换了稿件、开了别的对话框，就不打开了 */
  const opens = (selector, prepare) => $(selector).addEventListener("click", async () => {
    desk.boxed();
    const still = desk.still();
    try { await prepare(still); } catch (error) { if (still()) problem(error); }
  });
  /** 在对话框里做一件事：没做完按不动第二下；做完了还是这个对话框，就关上、回 true。没做成就写在 wrong 里，填的都还在 */
  const deed = async (wrong, work) => {
    const still = desk.still(), rest = [...inner.children].slice(1), at = document.activeElement;
    for (const each of rest) each.inert = true;
    inner.setAttribute("aria-busy", "true");
    wrong.textContent = "";
    try {
      await work(() => { const mine = still(); if (mine) dialog.close(); return mine; });
    } catch (error) {
      desk.say("");
      if (still()) wrong.textContent = error.message;
      else problem(error);
    }
    for (const each of rest) each.inert = false;
    inner.removeAttribute("aria-busy");
    if (still()) at?.focus();
  };
  const wrongLine = () => make("p", { className: "wrong", role: "alert" });
  /** 做好的一篇：人还在等就打开，已经在做别的就说一声 */
  const openMade = (mine, path, words) => (mine ? desk.open(path, null, words) : desk.say(words, "soft", make("button", { type: "button", onclick: () => desk.open(path) }, "打开")));

  /* 历史 */
  opens("#history", async (still) => {
    const { path, signed } = state.story;
    await desk.flush(true);
    const versions = await query("/history.json", { path });
    if (!still()) return;
    const told = make("div", { className: "difference", "aria-live": "polite", tabIndex: 0 }, make("p", { className: "hint" }, "选一版，看它改了什么。"));
    let chosen = null;
    const look = async (version, button) => {
      chosen = version;
      for (const each of list.querySelectorAll("button.version")) each.setAttribute("aria-pressed", String(each === button));
      /* “退回到这一版”总是退回选中的这一版：别的一版的回答晚到了，不算 */
      told.replaceChildren(make("p", { className: "hint" }, "正在比……"));
      const pieces = await query("/difference.json", { path, commit: version.commit }).catch((error) => (problem(error), []));
      if (chosen !== version) return;
      told.replaceChildren(...[
        make("p", { className: "hint" }, "划去的是删的，底下有色的是加的。"),
        make("pre", {}, ...pieces.map(({ kind, text }) => (kind === "same" ? short(text) : make(kind === "gone" ? "del" : "ins", {}, text)))),
        signed || !desk.may("write") ? null : make("button", { type: "button", className: "strong", onclick: () => deed(wrong, async (done) => {
          await ask("/restore", { path, commit: version.commit });
          openMade(done(), path, "退回了。");
          desk.soon();
        }) }, "退回到这一版"),
      ].filter(Boolean));
    };
    const list = make("ol", { className: "versions" }, ...versions.map((version) => {
      const button = make("button", { type: "button", className: "version", "aria-pressed": "false", onclick: () => look(version, button) },
        make("b", {}, version.words), make("small", {}, `${version.author}　${new Date(version.moment * 1000).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" })}`));
      return make("li", {}, button);
    }));
    const wrong = wrongLine();
    show("历史", versions.length ? make("div", { className: "two" }, list, told) : make("p", {}, "这篇还没有历史。"), wrong);
    if (versions.length) look(versions[0], list.querySelector("button"));
  });
  const short = (text) => {
    const rows = text.split("\n");
    return rows.length > 9 ? [...rows.slice(0, 3), "……", ...rows.slice(-4)].join("\n") : text;
  };

  /** 选一个栏目，写着它在哪一版 */
  const sectionChoice = () => make("select", { name: "section" }, ...(state.survey?.sections ?? []).map((name) => {
    const page = state.survey.pages.find((each) => each.sections.includes(name));
    return make("option", { value: name }, page ? `${name}　第${page.page}版 ${page.title}` : name);
  }));

  /* 新稿 */
  desk.newStory = () => {
    const headline = make("input", { name: "headline", required: true });
    const section = sectionChoice();
    if (state.story) section.value = state.story.path.split("/")[2];
    const wrong = wrongLine();
    show("新稿", make("form", { onsubmit: (event) => {
      event.preventDefault();
      deed(wrong, async (done) => {
        const told = await ask("/new-story", { issue: state.issue, section: section.value, headline: headline.value });
        desk.soon();
        const mine = done();
        await openMade(mine, told.path, mine ? told.trouble : `新稿《${headline.value}》有了。`);
      });
    } }, make("label", {}, "主题（标题）", headline), make("label", {}, "栏目", section), make("button", { className: "strong" }, "开始写")), wrong);
    headline.focus();
  };

  /* 查错 */
  $("#faults").addEventListener("click", () => {
    const all = [...(state.survey?.diagnostics ?? []), ...state.misprints];
    show("这一期查出来的", all.length ? listed(all) : make("p", {}, "没有毛病。"));
  });
  /** 毛病在哪里，用编辑部的话说：一篇稿件，一版，这一期的安排，报纸的设置；按得到的就是按钮 */
  const placeOf = ({ path, line, column, message }) => {
    const go = (words, deed) => make("button", { type: "button", className: "place", onclick: () => { desk.boxed(); dialog.close(); return deed(); } }, words);
    const stories = [...(state.survey?.pages ?? []).flatMap((page) => page.stories), ...(state.survey?.loose ?? [])];
    const story = stories.find((each) => each.path === path);
    if (path.startsWith("issues/") && path.endsWith(".md")) return go(story?.headline ? `《${story.headline}》` : path.split("/").slice(2).join("/"), () => desk.open(path, { line, column }));
    /* 计划里的一行：说的是哪一篇就到那一篇，是哪一版就到那一版 */
    const meant = path.endsWith("/issue.yml") && stories.find((each) => each.path.startsWith("issues/") && each.headline && message.includes(`“${each.headline}”`));
    const page = path.endsWith("/issue.yml") && Number(/^第(\d+)版/.exec(message)?.[1]);
    if (meant) return go(`《${meant.headline}》`, () => desk.open(meant.path));
    if (page) return go(`第${page}版`, () => { desk.pane("page"); return desk.showPage(page); });
    return make("span", { className: "whole" }, path.endsWith("/issue.yml") ? "这一期的安排　" : path === "mkdocs.yml" ? "报纸的设置　" : `${path.split("/").slice(2).join("/") || path}　`);
  };
  /** 一条一条列出来 */
  const listed = (all) => make("ul", { className: "all" }, ...all.map((each) => make("li", { className: each.severity === "fault" ? "fault" : "doubt" }, placeOf(each),
    make("b", {}, each.severity === "fault" ? "错" : "疑"), ` ${each.message}`, make("span", { className: "remedy" }, `　改法：${each.remedy}`))));

  /* 收稿：Word、照片、文件夹、zip，按或者拖 */
  const files = $("#files");
  const upload = async (address, list) => {
    const parts = list.map(({ file, name }) => ({ name, size: file.size, file }));
    if (!parts.length) return;
    if (parts.reduce((sum, each) => sum + each.size, 0) > 60 * 1024 * 1024) return desk.say("一次最多收 60 MB：分几次拖进来。");
    const head = new TextEncoder().encode(JSON.stringify(parts.map(({ name, size }) => ({ name, size }))));
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, head.length);
    desk.say(`正在收 ${parts.length} 个文件……`, "soft");
    return ask(address, new Blob([length, head, ...parts.map((each) => each.file)]), true);
  };
  const send = async (list, section) => {
    const told = await upload(`/take?${new URLSearchParams({ issue: state.issue, section })}`, list);
    if (!told) return;
    for (const { path, from } of told.articles) desk.keepSlip(path, slipOf(told.slip, from, told.articles.length === 1));
    told.words = told.trouble || `收了 ${told.articles.length} 篇稿、${told.pictures.length} 张图。${told.loose.length ? `${told.loose.join("、")}没有配到稿件里：打开一篇，按“图片”放进去。` : ""}`;
    desk.say(told.words, told.trouble ? "" : "soft");
    desk.soon();
    return told;
  };
  const slipOf = (slip, from, only) => slip.filter((each) => only || each.path === from || from.startsWith(each.path) || each.path.startsWith(from)).map((each) => ({ ...each, done: false }));
  const currentSection = () => state.story?.path.split("/")[2] ?? state.survey?.sections[0] ?? "";
  const takeIn = async (list) => {
    const words = list.filter(({ name }) => !PICTURE.test(name));
    const still = desk.still(), { edits } = state;
    try {
      if (!words.length && state.story && !state.story.signed) return await addPictures(list);
      if (state.survey?.signed) return desk.say("这一期已经付印，不再收稿。", "soft");
      const told = await send(list, currentSection());
      const mine = still() && edits === state.edits;
      if (mine) dialog.close();
      if (told?.articles.length) await openMade(mine, told.articles[0].path, told.words);
    } catch (error) { problem(error); }
  };
  const PICTURE = /\.(jpe?g|png|heic|webp|gif|tiff?|svg)$/i;
  $("#take").addEventListener("click", () => {
    const section = sectionChoice();
    section.value = currentSection();
    const wrong = wrongLine();
    show("收稿", make("p", {}, "Word、WPS、文字、网页、表格、照片、zip 都收。文字理干净成稿件，图片配到文里；删了什么、疑什么，都写在收稿单上，和新稿并排，一条条打勾。"),
      make("form", { onsubmit: (event) => event.preventDefault() }, make("label", {}, "收进哪个栏目", section),
        make("button", { type: "button", className: "strong", onclick: () => {
          files.accept = "";
          files.onchange = () => deed(wrong, async (done) => {
            const list = [...files.files].map((file) => ({ file, name: file.webkitRelativePath || file.name }));
            files.value = "";
            const told = await send(list, section.value), mine = told && done();
            if (told?.articles.length) await openMade(mine, told.articles[0].path, told.words);
          });
          files.click();
        } }, "选文件……")),
      make("p", { className: "hint" }, "也可以不打开这个框，直接把文件或文件夹拖到编辑部的任何地方。"), wrong);
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
  const onPage = (event) => event.target.closest?.("#sheet");
  const dropped = () => { document.body.classList.remove("dropping"); desk.sheet.unshade(); };
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.add("dropping");
    if (onPage(event)) desk.sheet.over(event);
    else desk.sheet.unshade();
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) dropped(); });
  document.addEventListener("drop", async (event) => {
    dropped();
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files].map((file) => ({ file, name: file.name }));
    const list = entries.length ? (await Promise.all(entries.map((entry) => walk(entry)))).flat() : plain;
    if (!state.issue) return;
    if (!desk.may("take")) return desk.say(`${desk.role}不收稿件和图片。`, "soft");
    /* 放在版面的一篇上的图片，进那一篇 */
    if (onPage(event) && list.every(({ name }) => PICTURE.test(name)) && !(await desk.aimAt(event))) return;
    takeIn(list);
  });

  /* 图片 */
  const addPictures = async (list) => {
    const path = state.story.path, place = desk.hold();
    await desk.flush(true);
    const told = await upload(`/add-pictures?${new URLSearchParams({ path })}`, list).catch((error) => { desk.letGo(place); throw error; });
    const here = desk.letGo(place);
    if (!told) return;
    const words = [`收了${told.pictures.length}幅图，图说写在下面的框里。`, ...told.refused, told.done.some((each) => each.includes("拍摄地点")) ? "拍摄地点、机主等附带信息去掉了。" : "", told.trouble];
    if (here) desk.placePictures(told.pictures, place);
    else words.splice(0, 1, "图片存好了；回到那一篇，按“图片”放进去。");
    desk.say(words.filter(Boolean).join(" "), "soft");
  };
  desk.uploadPictures = (list) => addPictures(list.map((file) => ({ file, name: file.name || "贴来的.png" }))).catch(problem);
  const chooseFiles = (camera) => {
    files.accept = "image/*,.heic";
    if (camera) files.setAttribute("capture", "environment");
    else files.removeAttribute("capture");
    files.onchange = () => { dialog.close(); desk.uploadPictures([...files.files]); files.value = ""; files.removeAttribute("capture"); };
    files.click();
  };
  const CORNERS = ["左上", "上", "右上", "左", "右", "左下", "下", "右下"];
  /* 裁哪里、多宽、钉在哪里；新放的图还要图说和作者。at 是稿里的第几幅，没有就是新放一幅 */
  const cropForm = (name, at) => {
    const was = at === undefined ? null : desk.picturesOf()[at];
    const hint = (key) => new RegExp(`(?:^|\\s)${key}=(?:"([^"]*)"|(\\S+))`).exec(was?.hints ?? "")?.slice(1).find(Boolean) ?? "";
    const options = make("form", { className: "crop", onsubmit: (event) => event.preventDefault() });
    const point = /^(\d+)% (\d+)%$/.exec(hint("focus"));
    let crop = point ? "center" : hint("crop") || "center";
    const caption = make("input", { value: was?.caption ?? "" }), credit = make("input", { placeholder: "摄影：某某", value: was?.credit ?? "" });
    const columns = make("select", {}, make("option", { value: "" }, "由程序定"), ...[1, 2, 3, 4, 5, 6].map((each) => make("option", { value: String(each) }, `${each}栏`)));
    columns.value = hint("width");
    const picture = make("img", { src: desk.pictureAddress(name), alt: `要放的图片：${name}`, onload: () => mark() });
    const focus = { center: "中间", top: "上边", bottom: "下边", left: "左边", right: "右边", none: "整张不裁" };
    const radios = Object.entries(focus).map(([value, label]) => make("label", { className: "check" }, make("input", { type: "radio", name: "crop", value, checked: !point && value === crop, onchange: () => { crop = value; picture.dataset.crop = value; } }), label));
    /* 看点：按图片上的一点，或者填离左边、离上边百分之几 */
    const across = make("input", { type: "number", min: 0, max: 100, inputMode: "numeric", value: point?.[1] ?? "" }), down = make("input", { type: "number", min: 0, max: 100, inputMode: "numeric", value: point?.[2] ?? "" });
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
    const pinned = was ? desk.picturePin(name) : null;
    const corner = make("select", { name: "picture-corner" }, make("option", { value: "" }, "由程序定"), ...CORNERS.map((each) => make("option", {}, each)));
    corner.value = pinned ?? "";
    const done = () => {
      let hints = desk.withHint(was?.hints ?? "", "width", columns.value);
      hints = desk.withHint(hints, "focus", focused() ? `"${across.value}% ${down.value}%"` : "");
      hints = desk.withHint(hints, "crop", !focused() && crop !== "center" ? crop : "");
      const put = { caption: caption.value, credit: credit.value, hints };
      dialog.close();
      if (was) {
        desk.changePicture(at, was.file, put);
        if (pinned !== null && corner.value !== pinned) desk.pinPicture(name, corner.value);
      }
      else desk.insertBlock(desk.pictureLine({ file: `../images/${name}`, ...put }));
    };
    options.replaceChildren(make("div", { className: "preview" }, picture, spot, make("p", { className: "hint" }, "裁的时候要把哪里留在中间：按一下图片上的那一点（人脸），或者选一边。")),
      make("label", {}, "图说", caption), make("label", {}, "摄影、绘图", credit), make("label", {}, "多宽", columns),
      pinned === null ? "" : make("label", {}, "在稿件的", corner),
      make("fieldset", {}, make("legend", {}, "裁的时候留住"), ...radios, make("label", {}, "看点离左边%", across), make("label", {}, "离上边%", down)),
      make("button", { type: "button", className: "strong", onclick: done }, was ? "改好" : "放进稿里"));
    return { options, caption };
  };
  desk.cropPicture = (at) => {
    const name = desk.picturesOf()[at].file.split("/").pop();
    show("裁哪里、多宽", cropForm(name, at).options);
  };
  opens("#picture", async (still) => {
    const pictures = await query("/pictures.json", { issue: state.story.path.split("/")[1] }).catch((error) => (problem(error), []));
    if (!still()) return;
    const held = new Set(desk.picturesOf().map((each) => each.file.split("/").pop()));
    const choose = (name) => {
      const { options, caption } = cropForm(name);
      show("放进这幅图", options);
      caption.focus();
    };
    show("图片", make("p", {}, make("button", { type: "button", className: "strong", onclick: () => chooseFiles(false) }, "从这台机器或手机选照片……"), " ", matchMedia("(pointer: coarse)").matches ? make("button", { type: "button", onclick: () => chooseFiles(true) }, "用相机拍……") : null,
        make("span", { className: "hint" }, "也可以把照片直接拖进稿件，或者拖到版面上的那一篇。")),
      make("h3", {}, pictures.length ? "这一期已有的图，选一幅放进稿里" : "这一期还没有图"), make("div", { className: "gallery" }, ...pictures.map((name) => make("button", { type: "button", onclick: () => choose(name) }, make("img", { src: desk.pictureAddress(name), alt: "", loading: "lazy" }), held.has(name) ? `${name}（稿里有了）` : name))));
  });

  /* 更正：付印以后才看见的错。见报的文字不动，网上登改正的字，下一期登更正、勘误 */
  const correct = async (still, chosen = "") => {
    const { path, fields } = state.story;
    const standing = await query("/corrections.json", { path });
    if (!still()) return;
    const printed = make("input", { name: "printed", required: true, value: chosen }), right = make("input", { name: "right", placeholder: "空着，就是应当删去" });
    const finder = make("input", { name: "finder", maxLength: 40, placeholder: "愿意怎样署名；不写也可以" }), fact = make("input", { name: "fact", type: "checkbox" });
    const wrong = wrongLine();
    const keep = (address, asked, words) => deed(wrong, async (done) => {
      const told = await ask(address, { path, ...asked });
      done();
      desk.say(told.trouble || `${words}：${told.said}。再做一次网站，网上就照这样登。`, told.trouble ? "" : "soft");
    });
    show(`更正《${fields.headline}》`, make("p", { className: "hint" }, "见报的文字不动。网上登改正的字，点一下看原来印的；事实性差错下一期在原来那一版登更正，别的列入勘误。"),
      standing.length ? make("ul", { className: "all" }, ...standing.map((each) => make("li", {}, `${each.place}，${each.said}（${each.date}）　`, make("button", { type: "button", onclick: () => keep("/undo-correction", { printed: each.printed, place: each.place }, "收回了") }, "收回")))) : null,
      make("form", { onsubmit: (event) => { event.preventDefault(); keep("/correct", { printed: printed.value, right: right.value, finder: finder.value, fact: fact.checked }, "记下了"); } },
        make("label", {}, "印成了（照报上的字，一字不差）", printed), make("label", {}, "应当是", right), make("label", {}, "指出的读者", finder),
        make("label", { className: "check" }, fact, "事实性差错（人名、数字、时间、地点……）"), make("button", { className: "strong" }, "记下更正")), wrong);
    (chosen ? right : printed).focus();
  };
  opens("#correct", (still) => correct(still, desk.chosenWords()));

  /* 移到……：版、栏目、第几篇，或者备稿；不用鼠标拖的也做得到 */
  opens("#place", async (still) => {
    await desk.flush(true);
    if (!still()) return;
    const path = state.story.path, waits = desk.inStock(path), pages = state.survey?.pages ?? [];
    const home = pages.find((page) => page.stories.some((each) => each.path === path))?.page ?? pages[0]?.page;
    const page = make("select", {}, ...pages.map((each) => make("option", { value: String(each.page) }, `第${each.page}版　${each.title}${state.survey.waiting ? "" : `（${desk.fullness(each)}）`}`)));
    page.value = String(home);
    const before = make("select");
    const list = () => {
      const stories = pages.find((each) => String(each.page) === page.value)?.stories.filter((each) => each.path.startsWith("issues/") && !each.path.endsWith("/index.md") && each.path !== path) ?? [];
      before.replaceChildren(...stories.map((each) => make("option", { value: each.path }, `《${each.headline}》前面`)), make("option", { value: "" }, "这一版的最后"));
      before.value = "";
    };
    page.addEventListener("change", list);
    list();
    show(waits ? "排进这一期" : "移到……", make("form", { onsubmit: async (event) => { event.preventDefault(); dialog.close(); await desk.put(path, Number(page.value), before.value); } },
      make("label", {}, "哪一版", page), make("label", {}, "放在", before), make("button", { className: "strong" }, waits ? "排进这一期" : "移过去")),
      waits ? null : make("p", { className: "or" }, make("button", { type: "button", onclick: async () => { dialog.close(); await desk.putBy(path); } }, "移到备稿"), make("span", { className: "hint" }, "这一期不印；稿子、图片和历史都留着，下一期再排。")),
      make("p", { className: "or" }, make("button", { type: "button", onclick: () => withdraw() }, "撤下这一篇"), make("span", { className: "hint" }, "不要了。它还在历史里。")));
  });

  /* 广告补白：卖了多大、在哪里，还有多少没卖；收一条广告；各则补白填得了多大 */
  const across = (mm) => (mm.length ? `${mm[0]}×${mm[1]}毫米` : "");
  const table = (heads, rows) => make("table", {}, make("thead", {}, make("tr", {}, ...heads.map((each) => make("th", { scope: "col" }, each)))), make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((each) => make("td", { className: typeof each === "string" && each.length < 9 ? "whole" : "" }, each))))));
  opens("#ads", async (still) => {
    await desk.flush(true);
    desk.say("正在排各版……", "soft");
    const told = await query("/advertising.json", { issue: state.issue });
    if (!still()) return;
    desk.say("");
    const go = (path, words) => make("button", { type: "button", className: "place", onclick: async () => { dialog.close(); await desk.open(path); } }, words);
    const where = (ad) => `第${ad.page}版${ad.corner ? (ad.pinned ? `${ad.corner}，钉在${ad.pinned}` : ad.corner) : "，排不下"}`;
    const empty = (page) => (page.overset ? `超${page.overset}行，没有空` : page.room > 6 ? `空${page.room}行，占${Math.round(page.share * 100)}%${page.filled ? "，现在补白占着" : ""}` : "满了");
    const may = desk.may("arrange") && !state.survey?.signed;
    changing.replaceChildren();
    show("广告补白",
      make("h3", {}, told.ads.length ? `本期广告${told.ads.length}条` : "本期还没有广告"),
      told.ads.length ? table(["广告", "卖的大小", "印出来", "在哪里", "内容", ...(may ? ["改动"] : [])], told.ads.map((ad) => [go(ad.path, ad.headline), [ad.size || "由程序定", across(ad.sold)].filter(Boolean).join("　"), across(ad.placed) || "排不下", where(ad), ad.artwork ? "图" : "文字",
        ...(may ? [two(small("改", `改广告《${ad.headline}》`, () => change(adForm(told, ad))), small("撤下", `撤下广告《${ad.headline}》`, () => withdraw(ad.path, ad.headline)))] : [])])) : null,
      changing,
      make("h3", {}, "还能卖的地方"),
      table(["版", "空处", "放得下"], told.pages.map((page) => [`第${page.page}版　${page.title}`, empty(page), page.fits.join("、") || "—"])),
      may ? adForm(told) : null,
      make("h3", {}, told.fillers.length ? "补白" : "没有补白"),
      told.fillers.length ? table(["补白", "字数", "填得了", "用在", ...(may ? ["改动"] : [])], told.fillers.map((each) => [[each.label, each.headline].filter(Boolean).join("：") || each.name, `${each.characters}字`, each.sizes.length ? make("ul", { className: "sizes" }, ...each.sizes.map(([columns, width, least, most]) => make("li", {}, `${columns}栏 ${width}×${least}—${most}毫米`))) : "填不了", each.pages.map((page) => `第${page}版`).join("、") || "没用上",
        ...(may ? [two(small("改", `改补白《${each.headline}》`, async () => change(fillerForm(await query("/filler.json", { name: each.name })))), small("删", `删补白《${each.headline}》`, () => removeFiller(each.name)))] : [])])) : make("p", {}, "写几则公益广告、征稿，各版的空处就由它们填。"),
      may ? fillerForm() : null);
  });
  /** 做好了一件事：说一声，带着撤销；版样、版面照新的 */
  const madeKnown = async ({ trouble, commit }, words) => {
    const again = async () => { await desk.survey(); await desk.showPage(state.page); };
    if (trouble) desk.say(trouble);
    else if (commit) desk.saySo(words, async () => { await ask("/take-back", { commit, words }); await again(); });
    await again();
  };
  /** 表格一行末尾的小按钮 */
  const small = (words, name, onclick) => make("button", { type: "button", className: "place", "aria-label": name, onclick: async () => { try { await onclick(); } catch (error) { problem(error); } } }, words);
  const two = (...buttons) => make("span", { className: "choose" }, ...buttons);
  /** 改的那张表摆在一处，开着的换掉 */
  const changing = make("div");
  const change = (form) => { changing.replaceChildren(form); form.open = true; form.scrollIntoView({ block: "nearest" }); form.querySelector("input").focus(); };
  const fillerForm = (was) => {
    const label = make("input", { name: "filler-label", value: was?.label ?? "", placeholder: "公益广告、征稿……" }), headline = make("input", { name: "filler-headline", required: true, value: was?.headline ?? "" });
    const words = make("textarea", { name: "filler-words", rows: 4, required: true, value: was?.words ?? "" }), wrong = wrongLine();
    return make("details", { className: "new-ad" }, make("summary", {}, was ? `改补白《${was.headline}》` : "写一则补白"), make("form", { className: "row", onsubmit: (event) => {
      event.preventDefault();
      deed(wrong, async (done) => {
        const told = await ask("/filler", { name: was?.name ?? "", base: was?.base ?? "", label: label.value, headline: headline.value, words: words.value });
        done();
        await madeKnown(told, was ? `补白《${headline.value}》改好了。` : `补白《${headline.value}》有了，各版的空处就由它填。`);
      });
    } }, make("label", {}, "栏头（可不写）", label), make("label", {}, "标题", headline), make("label", { className: "wide" }, "正文（空一行另起一段）", words), make("button", { className: "strong" }, was ? "改好" : "写好"), wrong));
  };
  const removeFiller = async (name) => {
    const told = await ask("/remove-filler", { name });
    dialog.close();
    await madeKnown(told, `补白《${told.headline}》删了。`);
  };
  const adForm = (told, ad) => {
    const headline = make("input", { required: true, name: "ad-headline", value: ad?.headline ?? "" }), words = make("textarea", { rows: 3, name: "ad-words" });
    const size = make("select", { name: "ad-size" }, make("option", { value: "" }, "由程序定"), ...told.sizes.map(({ name, mm }) => make("option", { value: name }, `${name}　${across(mm)}`)), make("option", { value: "mm" }, "宽×高，毫米……"));
    const measured = make("input", { name: "ad-mm", maxLength: 12, placeholder: "110×60" }), exact = make("label", { hidden: true }, "宽×高（毫米）", measured);
    size.addEventListener("change", () => { exact.hidden = size.value !== "mm"; });
    if (ad) {
      size.value = told.sizes.some(({ name }) => name === ad.size) || !ad.size ? ad.size : "mm";
      if (size.value === "mm") measured.value = ad.size;
      exact.hidden = size.value !== "mm";
    }
    const page = make("select", { name: "ad-page" }, ...told.pages.map((each) => make("option", { value: String(each.page) }, `第${each.page}版　${each.title}`)));
    const roomiest = [...told.pages].sort((one, two) => two.room - one.room)[0];
    if (ad || roomiest) page.value = String(ad?.page ?? roomiest.page);
    const corner = make("select", { name: "ad-corner" }, make("option", { value: "" }, "由程序定"), ...CORNERS.map((each) => make("option", {}, each)));
    corner.value = ad?.pinned ?? "";
    const artwork = make("input", { type: "file", accept: "image/*,.heic,.pdf", name: "ad-artwork" });
    const wrong = wrongLine();
    return make("details", { className: "new-ad", open: !told.ads.length && !ad }, make("summary", {}, ad ? `改广告《${ad.headline}》` : "收一条广告"), make("form", { className: "row", onsubmit: (event) => {
      event.preventDefault();
      deed(wrong, async (done) => {
        let picture = "";
        if (artwork.files.length) picture = (await upload(`/add-pictures?${new URLSearchParams({ issue: state.issue })}`, [...artwork.files].map((file) => ({ file, name: file.name }))))?.pictures[0] ?? "";
        const sold = { headline: headline.value, size: size.value === "mm" ? measured.value : size.value, page: Number(page.value), corner: corner.value, picture, words: words.value };
        if (ad) {
          await desk.stored();
          const changed = await ask("/change-ad", { path: ad.path, ...sold });
          done();
          return madeKnown(changed, `广告《${headline.value}》改好了。`);
        }
        const made = await ask("/new-ad", { issue: state.issue, ...sold });
        const said = made.trouble || `收了广告《${headline.value}》。`, mine = done(), still = desk.still(), { edits } = state;
        desk.say(said, "soft");
        await desk.survey();
        await openMade(mine && still() && edits === state.edits, made.path, said);
      });
    } }, make("label", {}, "名称", headline), make("label", {}, "大小", size), exact, make("label", {}, "哪一版", page), make("label", {}, "哪个角", corner), make("label", {}, ad?.artwork ? "换一幅图（不换就空着）" : "客户给的图", artwork), ad ? null : make("label", { className: "wide" }, "文字（有图可以不写）", words), make("button", { className: "strong" }, ad ? "改好" : "收下"), ad ? make("span", { className: "hint" }, "文字打开这条广告来改。") : null, wrong));
  };

  /* 与上次校样比：现在的版面和上一次校样，哪里的字不一样 */
  const compare = async () => {
    const still = desk.still();
    try {
      await desk.flush(true);
      const told = await query("/compare.json", { issue: state.issue });
      if (!still()) return;
      const row = (each) => make("li", {}, make("button", { type: "button", className: "place", disabled: !each.path.startsWith("issues/"), onclick: async () => { dialog.close(); await desk.open(each.path); } }, `${each.page ? `第${each.page}版　` : ""}《${each.headline}》${each.part}${each.line && !each.part ? `第${each.line}行` : ""}`), " ", each.before ? make("del", {}, each.before) : null, " ", each.after ? make("ins", {}, each.after) : null);
      show("与上次校样比", make("p", {}, told.changes.length ? `第${told.round}次校样（${told.stage}，${told.date}）以后，改动了${told.changes.length}处。划去的是校样上的，底下有色的是现在的。` : `与第${told.round}次校样（${told.stage}，${told.date}）一字不差。`), told.changes.length ? make("ul", { className: "all difference" }, ...told.changes.map(row)) : null);
    } catch (error) { problem(error); }
  };

  /* 三审三校 */
  let signsNext = false, drawing = "";
  opens("#rounds", async (still) => {
    const { issue } = state;
    const told = await query("/rounds.json", { issue });
    if (!still()) return;
    const last = told.rounds.at(-1);
    const stage = make("select", {}, ...told.stages.map((name) => make("option", { value: name }, name)));
    stage.value = told.stages[Math.min(told.rounds.length, told.stages.length - 1)];
    const name = make("input", { value: desk.name, maxLength: 40, disabled: Boolean(desk.team) });
    const task = make("select", {}, ...told.tasks.map((each) => make("option", { value: each }, each + (told.missing.includes(each) ? "" : "（已签）"))));
    task.value = told.missing[0] ?? told.tasks[0];
    /* 做完一件，接着做下一件：焦点在姓名上 */
    const again = (done) => { if (done()) { signsNext = true; $("#rounds").click(); } };
    const wrong = wrongLine();
    const may = desk.may("proof") && !state.survey?.signed, draw = make("button", { className: "strong", disabled: drawing === issue }, drawing === issue ? "正在出校样……" : "出校样");
    show("三审三校", make("p", {}, told.missing.length ? `还没有签的：${told.missing.join("、")}。` : "三审三校都签齐了。", told.rounds.length || !may ? "" : " 先出一次校样，看的人再在上面签名；初审、复审、终审要三个人。"),
      !told.rounds.length ? null : make("table", {}, make("thead", {}, make("tr", {}, ...["校样", "日期", "签了的", "文件"].map((each) => make("th", { scope: "col" }, each)))),
        make("tbody", {}, ...told.rounds.map((each) => make("tr", {}, make("td", {}, `第${each.round}次　${each.stage}`), make("td", {}, each.date), make("td", {}, each.signatures.map((sign) => `${sign.task} ${sign.name}`).join("、") || "还没有"), make("td", {}, each.pdf ? make("a", { href: `/proof/${issue}/${each.round}.pdf`, download: "" }, "下载校样") : ""))))),
      may ? make("form", { className: "row", onsubmit: (event) => {
        event.preventDefault();
        drawing = issue;
        draw.textContent = "正在出校样，要一两分钟……";
        deed(wrong, async (done) => { await desk.flush(true); const drawn = await ask("/draw", { issue, stage: stage.value }); desk.say(`第${drawn.round}次校样出好了${drawn.round > 1 ? `，与上次比改动${drawn.changes.length}处` : ""}。`, "soft"); again(done); }).finally(() => { drawing = ""; draw.textContent = "出校样"; });
      } }, make("label", {}, "出一次", stage), draw) : null,
      ...told.rounds.filter((each) => each.changed.length).map((each) => make("details", { className: "changed", open: each === last }, make("summary", {}, `第${each.round}次校样以后谁改了什么`),
        ...each.changed.map(({ name: who, deeds }) => make("p", {}, make("b", {}, `${who}　`), deeds.slice(-12).join("；"), deeds.length > 12 ? `……共${deeds.length}件` : "")))),
      last ? make("p", {}, make("button", { type: "button", onclick: compare }, "与上次校样比")) : null,
      may && last ? make("form", { className: "row", onsubmit: (event) => {
        event.preventDefault();
        deed(wrong, async (done) => { await ask("/sign-proof", { issue, round: last.round, task: task.value, name: name.value }); again(done); });
      } }, make("label", {}, "签哪一项", task), make("label", {}, "姓名", name), make("button", { className: "strong" }, `在第${last.round}次上签名`)) : null,
      wrong);
    if (signsNext && may && last) (name.disabled ? task : name).focus();
    signsNext = false;
    /* 别人签了名、出了校样：换新的；正在填的这一格不动 */
    const here = desk.still();
    desk.onOthers = async () => {
      const now = await query("/rounds.json", { issue });
      if (here() && JSON.stringify(now) !== JSON.stringify(told) && !document.activeElement?.matches("dialog input, dialog select") && !inner.hasAttribute("aria-busy")) $("#rounds").click();
    };
  });

  /* 付印：先把每一版照要印的样子摆出来，再列每一处没改的；全看过了才按得下去 */
  const printedPage = (issue, page) => {
    const canvas = make("canvas"), here = make("div", { className: "here", hidden: true });
    const host = make("div", { className: "sheet", role: "img", "aria-label": `第${page.page}版 ${page.title}的版面` }, canvas, here);
    const look = () => { dialog.close(); desk.pane("page"); desk.showPage(page.page); };
    const words = (how) => `第${page.page}版　${page.title}：${page.stories.length}篇，${desk.fullness(how)}`;
    const caption = make("span", {}, words(page));
    const figure = make("figure", {}, host, make("figcaption", {}, caption, " ", make("button", { type: "button", onclick: look }, "看这一版")));
    const small = desk.smallSheet(host, look);
    const hide = () => { delete host.dataset.shown; };
    const show = async (sample) => {
      const told = await query("/page.json", { issue, page: page.page, ...sample });
      await small.show(told);
      await small.pictured();
      caption.textContent = words(told);
      host.dataset.shown = "yes";
    };
    return { figure, show, hide };
  };
  const signedWords = (issue, signed) => [
    make("p", { className: "stamped" }, `${signed.by} 已付印（第${signed.version}次，${signed.moment.slice(0, 16).replace("T", " ")}）。`, " ", signed.files.length ? make("a", { href: `/press/${issue}.zip`, download: "" }, `下载给印厂的文件（${signed.files.length}个）`) : `给印厂的文件不在这台机器上：在签发的那台机器上下载${desk.may("sign") ? "，或者从定本重做，一个字节也不差" : ""}。`),
    signed.files.length || !desk.may("sign") ? null : make("p", {}, make("button", { type: "button", onclick: async ({ target }) => {
      target.disabled = true;
      desk.say("正在从定本重做……", "soft");
      const still = desk.still();
      try {
        const now = await ask("/make-again", { issue });
        desk.say("重做好了，与付印时一样。", "soft");
        if (still()) show("付印", ...signedWords(issue, now));
      } catch (error) {
        target.disabled = false;
        problem(error);
      }
    } }, "从定本重做")),
    desk.may("sign") ? make("p", {}, make("button", { type: "button", onclick: () => website() }, "网站……"), make("span", { className: "hint" }, "付印了的就能上网。")) : null,
    signed.files.length && desk.may("sign") && desk.team ? make("p", {}, make("button", { type: "button", onclick: async ({ target }) => {
      try {
        const { address, days } = await ask("/shop-link", { issue });
        const whole = new URL(address, location.href).href;
        const shown = make("input", { value: whole, readOnly: true, "aria-label": "给印厂的链接", onfocus: (event) => event.target.select() });
        target.replaceWith(shown, make("span", { className: "hint" }, `发给印厂。不用登录就能下载这一次付印的文件，${days}天内有效；重新付印以后就作废。`));
        shown.focus();
      } catch (error) { problem(error); }
    } }, "给印厂的链接")) : null,
  ];
  opens("#sign", async (still) => {
    const { issue } = state;
    desk.say("正在排各版……", "soft");
    await desk.flush(true);
    /* 先记下这一期现在的样子，再排给人看：这以后改的，没有看过 */
    const signed = await query("/signed.json", { issue });
    const [rounds] = await Promise.all([query("/rounds.json", { issue }), desk.survey()]);
    if (!still()) return;
    desk.say("");
    const pages = (state.survey?.pages ?? []).map((page) => printedPage(issue, page));
    const kept = make("div", { className: "kept", "aria-live": "polite" }), refused = wrongLine();
    const name = make("input", { value: desk.name, maxLength: 40, disabled: Boolean(desk.team) });
    const sample = make("input", { type: "checkbox" }), sure = make("input", { type: "checkbox", disabled: true }), ahead = make("input", { maxLength: 200 });
    const go = make("button", { className: "strong", disabled: true }, "付印");
    const wait = make("p", { hidden: true }, "上面列的改好、补上，关上这一页再按“付印”，才付得了。");
    const first = make("label", { hidden: true }, "前面还有一期没有付印：也先付这一期，写明原因", ahead);
    sure.addEventListener("change", () => { go.disabled = !sure.checked; });
    let stops = 0;
    /** 付印要过的每一关：要改的、要补的、看一眼的；前两样还有，就按不下去 */
    const told = (found) => {
      const lacking = found.filter((each) => each.code === "SQ230"), others = found.filter((each) => each.code !== "SQ230");
      first.hidden = !found.some((each) => each.code === "SQ317");
      stops = found.filter((each) => each.code !== "SQ317").length;
      wait.hidden = !stops;
      kept.replaceChildren(...[
        make("h3", {}, others.length ? `付印以前要改好${others.length}处` : "没有查出毛病"), others.length ? listed(others) : null,
        lacking.length ? make("h3", {}, `还有${lacking.length}项没有写明`) : null,
        lacking.length ? make("p", {}, `${lacking.map((each) => /“([^”]+)”/.exec(each.message)?.[1]).join("、")}。`, desk.may("sign") ? make("button", { type: "button", onclick: () => paperFacts(() => $("#sign").click()) }, "补上……") : null, " 只出样报的，勾上下面的“出样报”。") : null,
        state.misprints.length ? make("h3", {}, `有${state.misprints.length}处疑是别字，看一眼；不改也能付印`) : null, state.misprints.length ? listed(state.misprints) : null,
      ].filter(Boolean));
    };
    /* 样报印的字不一样，版面也会不一样：照要印的那一种查、摆 */
    let looking = 0;
    const look = async () => {
      const here = desk.still(), mine = (looking += 1), how = sample.checked ? { sample: "yes" } : {};
      const goesOn = () => here() && mine === looking;
      sure.checked = false;
      sure.disabled = go.disabled = true;
      for (const each of pages) each.hide();
      if (!signed.version) kept.replaceChildren(make("h3", {}, "正在照要印的样子查……"));
      try {
        const found = signed.version ? null : await query("/kept-back.json", { issue, ...how });
        if (found && goesOn()) told(found);
        for (const each of pages) if (goesOn()) await each.show(how);
        if (goesOn()) sure.disabled = stops > 0;
      } catch (error) { if (goesOn()) refused.textContent = error.message; }
    };
    sample.addEventListener("change", look);
    const signing = () => make("form", { onsubmit: (event) => {
      event.preventDefault();
      go.textContent = "正在付印：再查一遍，排版，做给印厂的文件……";
      deed(refused, async (done) => {
        const made = await ask("/sign-off", { issue, name: name.value, sample: sample.checked, ahead: ahead.value, seen: signed.seen })
          .catch((error) => { if (error.facts?.diagnostics) told(error.facts.diagnostics); throw error; });
        const mine = done(), words = made.trouble || `${issue} 付印了：第${made.version}次，给印厂的文件${made.files.length}个。`;
        if (mine) await desk.issues(issue);
        desk.say(words, made.trouble ? "" : "soft");
        if (!mine) return desk.soon();
        const showing = desk.still(), now = await query("/signed.json", { issue });
        if (showing()) show("付印", ...signedWords(issue, now));
      }).finally(() => { go.textContent = "付印"; refused.scrollIntoView({ block: "nearest" }); });
    } }, make("label", {}, "签发人", name), make("label", { className: "check" }, sample, "出样报：没有写明的事项一律印“样报”"), first,
      make("label", { className: "check" }, sure, "每一版我都看过了。付印以后，稿号、文字和版面不再动。"), wait, go);
    show("付印", ...(signed.version ? signedWords(issue, signed) : []),
      make("h3", {}, "各版，照要印的样子"), make("div", { className: "proofs" }, ...pages.map((each) => each.figure)),
      kept,
      make("h3", {}, rounds.missing.length ? `三审三校还没有签的：${rounds.missing.join("、")}` : "三审三校都签齐了"),
      signed.version ? null : desk.may("sign") ? signing() : make("p", {}, "主编才能付印。"),
      refused);
    await look();
  });

  /* 网站：付印了的各期 */
  const website = async () => {
    const still = desk.still();
    try {
      const { made } = await query("/website.json", {});
      if (!still()) return;
      const wrong = wrongLine(), faults = make("div", { "aria-live": "polite" }), go = make("button", { type: "button", className: made ? "" : "strong", onclick: () => {
        go.textContent = "正在做网站，要一两分钟……";
        faults.replaceChildren();
        deed(wrong, async (done) => {
          const told = await ask("/website", {}).catch((error) => { faults.replaceChildren(listed(error.facts?.diagnostics ?? [])); throw error; });
          const words = told.trouble || `网站做好了：${told.issues}期。`;
          desk.say(words, told.trouble ? "" : "soft");
          if (done()) website();
        }).finally(() => { go.textContent = "做网站"; });
      } }, made ? "重新做" : "做网站");
      show("网站", make("p", {}, "付印了的各期都在上面，没有付印的不上网。"),
        made ? make("p", {}, make("a", { href: "/site/", target: "_blank", rel: "noopener" }, "看网站"), "　", make("a", { href: "/site.zip", download: "" }, "下载网站（zip）"), make("span", { className: "hint" }, "在这里看，要动的（搜索、朗读）不动。解开 zip，放到哪里都是一个网站。")) : null,
        desk.may("sign") ? make("p", {}, go) : made ? null : make("p", {}, "还没有做：由主编来做。"), wrong, faults);
    } catch (error) { problem(error); }
  };

  /* 报纸的事项：版权栏和印厂要的，每期都照这里印 */
  const paperFacts = async (after) => {
    const still = desk.still();
    try {
      const all = await query("/facts.json", {});
      if (!still()) return;
      const wrong = wrongLine(), rows = all.map((each) => ({ ...each, input: make("input", { maxLength: 100, value: each.value, placeholder: "还没有写" }) }));
      const part = (section, words) => make("fieldset", {}, make("legend", {}, words), ...rows.filter((each) => each.section === section).map((each) => make("label", {}, each.label, each.input)));
      show("报纸的事项", make("form", { className: "facts-of-paper", onsubmit: (event) => {
        event.preventDefault();
        deed(wrong, async (done) => {
          const told = await ask("/facts", { facts: rows.map(({ section, key, value, input }) => ({ section, key, was: value, value: input.value })) });
          const mine = done();
          desk.say(told.trouble || (told.changed ? `记下了${told.changed}项，各版照新的排。` : "没有改动。"), told.trouble ? "" : "soft");
          desk.soon();
          if (mine) after?.();
        });
      } }, part("imprint", "印在版权栏里的"), part("press", "写给印厂的"), make("button", { className: "strong" }, "记下")), wrong);
    } catch (error) { problem(error); }
  };

  /* 更多：新的一期、撤稿、清稿、裁定台、人、退出 */
  const more = $("#more"), menu = $("#more-list");
  const entry = (words, deed) => make("button", { type: "button", onclick: () => { shut(); deed(); } }, words);
  const shut = () => { menu.hidden = true; more.setAttribute("aria-expanded", "false"); };
  more.addEventListener("click", () => {
    if (!menu.hidden) return shut();
    menu.replaceChildren(...[
      desk.may("arrange") ? entry("新的一期", desk.newIssue) : null,
      desk.may("arrange") ? entry("整期清稿", async () => { try { await desk.flush(true); const told = await ask("/mend", { issue: state.issue }); desk.say(told.files.length ? `清稿：改好了${told.files.length}篇。` : "清稿：没有要改的。", "soft"); if (state.story) await desk.open(state.story.path); desk.soon(); } catch (error) { problem(error); } }) : null,
      desk.may("arrange") && state.story && !state.story.signed ? entry("撤下这一篇", () => withdraw()) : null,
      desk.may("judge") && state.issue ? make("a", { href: `/judge/${state.issue}/`, target: "_blank", rel: "noopener" }, "啄木鸟裁定台") : null,
      desk.may("read") ? entry("网站", () => website()) : null,
      desk.may("sign") ? entry("报纸的事项", () => paperFacts()) : null,
      desk.may("people") && desk.team ? entry("编辑部的人", people) : null,
      entry("按键一览", keys),
      desk.team ? entry(`${desk.name}（${desk.role}）退出`, async () => { try { await desk.stored(); await ask("/sign-out", {}); location.href = "/login"; } catch (error) { problem(error); } }) : null,
    ].filter(Boolean));
    menu.hidden = false;
    more.setAttribute("aria-expanded", "true");
    menu.firstElementChild.focus();
  });
  document.addEventListener("click", (event) => { if (!menu.hidden && !menu.contains(event.target) && event.target !== more) shut(); });
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { shut(); more.focus(); } });
  desk.newIssue = () => {
    const newest = (state.issues ?? []).map((each) => each.name).sort().at(-1) ?? new Date().toISOString().slice(0, 7);
    const next = new Date(Date.UTC(Number(newest.slice(0, 4)), Number(newest.slice(5)), 1)).toISOString().slice(0, 7);
    const name = make("input", { name: "issue", value: next, required: true });
    /* 2026年4月、2026/4 都认 */
    const monthOf = (words) => {
      const [, year, month] = /^\s*(20\d{2})\s*[-/.年]?\s*(\d{1,2})\s*月?\s*$/.exec(words) ?? [];
      if (!(month >= 1 && month <= 12)) throw new Error("年和月写成 2026-04 或 2026年4月 这样。");
      return `${year}-${month.padStart(2, "0")}`;
    };
    /* 各版照最近一期，也可以照别的一期：有的月份版面不一样 */
    const like = make("select", { name: "like" }, ...(state.issues ?? []).map((each) => make("option", { value: each.name }, `照${each.name.slice(0, 4)}年${Number(each.name.slice(5))}月`)), make("option", { value: "" }, "一个栏目一版"));
    const wrong = wrongLine();
    show("新的一期", make("form", { onsubmit: (event) => {
      event.preventDefault();
      deed(wrong, async (done) => { const issue = monthOf(name.value); await ask("/begin", { issue, like: like.value }); await desk.issues(done() ? issue : state.issue); });
    } }, make("label", {}, "年-月", name), make("label", {}, "各版", like), make("button", { className: "strong" }, "新建")), wrong);
    name.select();
  };
  const withdraw = (path = state.story.path, headline = state.story.fields.headline || path) => {
    const wrong = wrongLine();
    show("撤下这一篇", make("p", {}, `《${headline}》从这一期拿掉。它还在历史里，不会丢。`), make("button", { type: "button", className: "strong", onclick: () => deed(wrong, async (done) => {
      await desk.stored();
      const { commit } = await desk.alone(async () => {
        const told = await ask("/withdraw", { path });
        done();
        if (state.story?.path === path) await desk.openIssue(state.issue);
        else desk.soon();
        return told;
      });
      desk.saySo(`撤下了《${headline}》。`, async () => {
        await ask("/restore", { path, commit, gone: true });
        await desk.survey();
        await desk.open(path);
      });
    }) }, "撤下"), wrong);
  };
  const keys = () => show("按键一览", make("table", {}, make("tbody", {}, ...[["F6、Shift F6", "在版样、正文、版面之间走"], ["↑ ↓", "在版样里选稿；Alt 加 ↑ ↓ 排先后；换版、备稿按“移到……”"], ["Ctrl S", "马上存（不按也会存）"], ["Ctrl Z、Ctrl Shift Z", "撤销、重做"], ["Ctrl B", "着重"], ["Ctrl Alt 2", "小标题"], ["Ctrl F", "找字、换字"], ["F8", "下一处毛病"], ["← →、＋ －", "在版面上换版、放大缩小"], ["Esc 再 Tab", "走出正文框"]].map(([key, words]) => make("tr", {}, make("th", { scope: "row" }, key), make("td", {}, words))))));
  const people = async () => {
    const still = desk.still();
    try {
      const all = await ask("/people.json");
      if (!still()) return;
      const roles = { 写稿: "写稿、收稿", 编辑: "写稿、收稿、排版、广告、出校样和签名", 校对: "改稿、出校样和签名", 主编: "样样都能做，付印、管人也在内", 评奖: "只裁定读者报错" };
      const name = make("input", { maxLength: 20, required: true }), role = make("select", {}, ...Object.keys(roles).map((each) => make("option", {}, each))), does = make("p", { className: "hint" }, roles[role.value]), password = make("input", { type: "password", minLength: 10, autocomplete: "new-password" });
      role.addEventListener("change", () => { does.textContent = roles[role.value]; });
      const wrong = wrongLine();
      const change = (address, asked) => deed(wrong, async (done) => { await ask(address, asked); if (done()) people(); });
      show("编辑部的人", make("table", {}, make("thead", {}, make("tr", {}, ...["姓名", "职务", "停用"].map((each) => make("th", { scope: "col" }, each)))), make("tbody", {}, ...all.map((each) => make("tr", {}, make("td", {}, each.name), make("td", {}, each.active ? each.role : "停用"), make("td", {}, each.active ? make("button", { type: "button", onclick: () => change("/dismiss", { name: each.name }) }, "停用") : ""))))),
        make("form", { className: "row", onsubmit: (event) => {
          event.preventDefault();
          change("/person", { name: name.value, role: role.value, password: password.value });
        } }, make("label", {}, "姓名", name), make("label", {}, "职务", role), make("label", {}, "口令（至少10个字符；改职务时可空着）", password), make("button", { className: "strong" }, "记下")), does,
        make("p", { className: "hint" }, `请他打开 ${location.origin} ，用姓名和口令进来。`), wrong);
    } catch (error) { problem(error); }
  };
};
