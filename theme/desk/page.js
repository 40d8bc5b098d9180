/* 版面：照排好的每一行画在画布上，字形用印刷时的轮廓；按一下版面，说出按着的是哪一篇的哪一个字。 */

const PARTS = { text: "", headline: "headline", caption: "caption", notice: "", table: "table" };

export class Sheet {
  /** host: 放画布的元素；ask: 取字形轮廓；image: 图片的网址；picked: 按到了哪里 */
  constructor(host, { ask, image, picked, glyphs, pinned }) {
    Object.assign(this, { host, ask, image, picked, pinned });
    this.canvas = host.querySelector("canvas");
    this.here = host.querySelector(".here");
    this.glyphs = glyphs ?? new Map();
    this.images = new Map();
    this.page = null;
    this.zoom = 1;
    this.canvas.addEventListener("click", (event) => { if (!this.dragged) this.#pick(event); this.dragged = false; });
    if (pinned) this.canvas.addEventListener("pointerdown", (event) => this.#drag(event));
    /* 下一帧再画：画布一变大小又是一次，Firefox 会抱怨 */
    new ResizeObserver(() => requestAnimationFrame(() => this.#fit())).observe(host);
  }

  /** 换一版，或同一版的新样子；字形不全先取字形。取的时候又换了，这个就不算，回 false */
  async show(page) {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    await this.#fetchGlyphs(page);
    if (turn !== this.turn) return false;
    this.page = page;
    this.#read(page);
    this.draw();
    return true;
  }

  clear() {
    this.turn = (this.turn ?? 0) + 1;
    this.page = null;
    this.canvas.width = this.canvas.height = 0;
    this.here.hidden = true;
  }

  async #fetchGlyphs(page) {
    const wanted = {};
    for (const block of page.blocks)
      for (const [, runs] of block.lines)
        for (const run of runs) {
          const face = page.faces[run[0]][0];
          for (const glyph of run[6]) if (!this.glyphs.has(`${face}/${glyph}`)) (wanted[face] ??= new Set()).add(glyph);
        }
    if (!Object.keys(wanted).length) return;
    const found = await this.ask(Object.fromEntries(Object.entries(wanted).map(([face, set]) => [face, [...set]])));
    for (const [face, glyphs] of Object.entries(found))
      for (const [glyph, path] of Object.entries(glyphs)) this.glyphs.set(`${face}/${glyph}`, path ? new Path2D(path) : null);
  }

  /** 每一篇在这一版上的字，按读的先后；每个字记住它在哪里 */
  #read(page) {
    this.texts = new Map();
    for (const block of page.blocks) {
      if (!block.number || !(block.kind in PARTS)) continue;
      const key = `${block.number} ${PARTS[block.kind]}`;
      const text = this.texts.get(key) ?? { number: block.number, part: PARTS[block.kind], words: "", at: [] };
      for (const [baseline, runs] of block.lines)
        for (const [, size, , words, left, right, , edges] of runs) {
          const letters = [...words];
          letters.forEach((letter, index) => {
            const x = edges.length === letters.length ? edges[index] : left + ((right - left) * index) / letters.length;
            const end = index + 1 < letters.length && edges.length === letters.length ? edges[index + 1] : left + ((right - left) * (index + 1)) / letters.length;
            for (let unit = 0; unit < letter.length; unit += 1) text.at.push([x, baseline, end - x, size]);
            text.words += letter;
          });
        }
      this.texts.set(key, text);
    }
  }

  get #scale() {
    return (Math.max(this.host.clientWidth - 4, 120) / this.page.size[0]) * this.zoom;
  }

  #fit() {
    if (this.page) this.draw();
  }

  draw() {
    const page = this.page;
    if (!page) return;
    const scale = this.#scale;
    const dense = Math.min(window.devicePixelRatio || 1, 2);
    const width = Math.round(page.size[0] * scale), height = Math.round(page.size[1] * scale);
    this.canvas.width = Math.round(width * dense);
    this.canvas.height = Math.round(height * dense);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    const pen = this.canvas.getContext("2d");
    const k = scale * dense;
    pen.setTransform(k, 0, 0, k, 0, 0);
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, ...page.size);
    for (const stroke of page.strokes) this.#stroke(pen, stroke);
    for (const block of page.blocks) {
      for (const stroke of block.strokes) this.#stroke(pen, stroke);
      if (block.picture) this.#picture(pen, block.picture);
      if (block.drawing) this.#drawing(pen, block.drawing, page.ink);
    }
    for (const block of page.blocks)
      for (const [baseline, runs] of block.lines)
        for (const [face, size, colour, , left, right, glyphs, edges] of runs) {
          const [name, upem] = page.faces[face];
          pen.fillStyle = colour || page.ink;
          const unit = (size / upem) * k;
          if (!glyphs.length) {
            pen.setTransform(k, 0, 0, k, 0, 0);
            pen.strokeRect(left + 0.5, baseline - size * 0.85, right - left - 1, size);
            continue;
          }
          for (let index = 0; index < glyphs.length; index += 1) {
            const path = this.glyphs.get(`${name}/${glyphs[index]}`);
            if (!path) continue;
            pen.setTransform(unit, 0, 0, -unit, edges[index] * k, baseline * k);
            pen.fill(path);
          }
        }
    this.host.dispatchEvent(new CustomEvent("drawn", { detail: page }));
    if (this.mark) this.point(...this.mark);
  }

  #stroke(pen, [x, y, w, h, colour]) {
    pen.fillStyle = colour;
    pen.fillRect(x, y, w, h);
  }

  #drawing(pen, { box: [x, y, w], path, units }, ink) {
    pen.save();
    pen.translate(x, y);
    pen.scale(w / units, w / units);
    pen.fillStyle = ink;
    pen.fill(new Path2D(path));
    pen.restore();
  }

  #picture(pen, { box: [x, y, w, h], file, at }) {
    const url = this.image(file);
    let picture = this.images.get(url);
    if (!picture) {
      picture = new Image();
      picture.onload = () => this.draw();
      picture.src = url;
      this.images.set(url, picture);
    }
    if (!picture.complete || !picture.naturalWidth) {
      pen.fillStyle = "#e7e3da";
      pen.fillRect(x, y, w, h);
      return;
    }
    const share = Math.max(w / picture.naturalWidth, h / picture.naturalHeight);
    const [across, down] = at.split(" ").map((each) => parseFloat(each) / 100);
    const cut = [w / share, h / share];
    pen.drawImage(picture, (picture.naturalWidth - cut[0]) * across, (picture.naturalHeight - cut[1]) * down, ...cut, x, y, w, h);
  }

  /** 图片也都画上了，或者取不到 */
  async pictured() {
    await Promise.all([...this.images.values()].map((each) => each.decode().catch(() => {})));
    if (this.page) this.draw();
  }

  /** 忘掉图片：它们可能换过了 */
  forgetImages() {
    this.images.clear();
    this.draw();
  }

  #at(event) {
    const box = this.canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * this.page.size[0], ((event.clientY - box.top) / box.height) * this.page.size[1]];
  }

  #blockAt(x, y) {
    return this.page.blocks.find(({ number, box: [left, top, w, h] }) => number && x >= left - 1 && x <= left + w + 1 && y >= top - 1 && y <= top + h + 1);
  }

  /** 一篇占的地方：左、上、右、下 */
  areaOf(number) {
    const boxes = this.page.blocks.filter((each) => !number ? each.number : each.number === number).map((each) => each.box);
    return [Math.min(...boxes.map(([x]) => x)), Math.min(...boxes.map(([, y]) => y)), Math.max(...boxes.map(([x, , w]) => x + w)), Math.max(...boxes.map(([, y, , h]) => y + h))];
  }

  #shadeOver([left, top, right, foot], words) {
    this.shade ??= Object.assign(document.createElement("div"), { className: "shade" });
    if (!this.shade.isConnected) this.host.append(this.shade);
    const scale = this.#scale;
    this.shade.textContent = words;
    Object.assign(this.shade.style, { left: `${this.canvas.offsetLeft + left * scale}px`, top: `${this.canvas.offsetTop + top * scale}px`, width: `${(right - left) * scale}px`, height: `${(foot - top) * scale}px` });
  }

  unshade() {
    this.shade?.remove();
  }

  /** 拖着文件经过：松手会放进哪一篇 */
  over(event) {
    const block = this.page && this.#blockAt(...this.#at(event));
    if (block) this.#shadeOver(this.areaOf(block.number), "图片放进这一篇");
    else this.unshade();
  }

  /** 拖一篇到一个角、一条边，就钉在那里；拖它的右边，就是要它占几栏；拖一幅图的右边，就是要图占几栏；拖一幅图，在自己的稿件里是钉图，拖出稿件是钉整篇。手指拖是滚动，用下面的“钉在” */
  #drag(event) {
    if (!this.page || event.button !== 0 || event.pointerType === "touch" || !this.pinned.may()) return;
    const page = this.page;  /* 拖的时候也许又排了一次：钉的是拿起来的那一篇 */
    const from = this.#at(event);
    const [all, scale] = [this.areaOf(), this.#scale];
    const column = (all[2] - all[0]) / this.page.columns;
    const onEdge = ([, top, right, foot]) => Math.abs(from[0] - right) * scale < 8 && from[1] > top && from[1] < foot;
    const boxOf = ({ box: [left, top, w, h] }) => [left, top, left + w, top + h];
    const picture = this.page.blocks.find((each) => each.number && each.picture && onEdge(boxOf(each)));
    const edge = picture?.number ?? [...new Set(this.page.blocks.map((each) => each.number).filter(Boolean))].find((number) => onEdge(this.areaOf(number)));
    const begun = this.#blockAt(...from);
    const number = edge ?? begun?.number;
    if (!number) return;
    const mine = picture ? boxOf(picture) : this.areaOf(number);
    const third = (at, low, high) => Math.min(Math.max(Math.floor(((at - low) / (high - low)) * 3), 0), 2);
    const cornerAt = ([x, y], [left, top, right, foot]) => {
      const [across, down] = [third(x, left, right), third(y, top, foot)];
      return [across === 1 ? ["上", "", "下"][down] : `${["左", "", "右"][across]}${["上", "", "下"][down]}`, across, down];
    };
    const carried = begun?.picture && !edge ? boxOf(begun) : null;
    const within = ([x, y]) => carried && x >= mine[0] && x <= mine[2] && y >= mine[1] && y <= mine[3];
    let found = null;
    const move = (now) => {
      const [x, y] = this.#at(now);
      if (!found && Math.hypot(x - from[0], y - from[1]) * scale < 10) return;
      this.dragged = true;
      if (edge) {
        const columns = Math.min(Math.max(Math.round((x - mine[0]) / column), 1), this.page.columns);
        found = { columns };
        this.#shadeOver([mine[0], mine[1], mine[0] + columns * column, mine[3]], `${picture ? "图片" : ""}${columns}栏`);
      } else {
        const own = within([x, y]);
        const [corner, across, down] = cornerAt([x, y], own ? mine : all);
        found = own ? { picture: begun.picture.file, at: corner } : { corner };
        const around = own ? mine : all, moved = own ? carried : mine;
        const [w, h] = [moved[2] - moved[0], moved[3] - moved[1]];
        const left = [around[0], x - w / 2, around[2] - w][across], top = [around[1], y - h / 2, around[3] - h][down];
        const words = corner || "不钉";
        this.#shadeOver([left, top, left + w, top + h], own ? `图${words}` : carried ? `整篇${words}（图片跟着稿件走）` : words);
      }
    };
    const end = (how) => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("keydown", stop, true);
      this.unshade();
      if (!how || !found) return;
      const path = page.stories[number], was = page.pins[path];
      const loosens = was && (found.picture ? was[2][found.picture.split("/").pop()] : was[0]);
      if (picture) this.pinned.width(path, picture.picture.file, found.columns);
      else if (edge || found.corner || found.at || loosens) this.pinned.put(path, found, page);
    };
    const up = () => end(true);
    const stop = (key) => { if (key.key === "Escape") end(false); };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("keydown", stop, true);
  }

  #pick(event) {
    const place = this.placeAt(event);
    if (place) this.picked(place);
  }

  /** 指着的是哪一篇的哪一个字；空处没有 */
  placeAt(event) {
    if (!this.page) return null;
    const [x, y] = this.#at(event);
    const block = this.#blockAt(x, y);
    if (!block) return null;
    let best = null, least = Infinity;
    for (const text of this.texts.values()) {
      if (text.number !== block.number) continue;
      text.at.forEach(([left, baseline, width, size], index) => {
        const far = Math.abs(baseline - size * 0.35 - y) * 3 + Math.max(left - x, x - left - width, 0);
        if (far < least) [least, best] = [far, { number: text.number, part: text.part, words: text.words, index }];
      });
    }
    return best ?? { number: block.number, part: "", words: "", index: 0 };
  }

  /** 指出一篇里的第几个字；没有就不指 */
  point(number, part, index) {
    const place = this.texts?.get(`${number} ${part}`)?.at[index];
    this.mark = [number, part, index];
    this.here.hidden = !place;
    if (!place) return;
    const [x, baseline, width, size] = place;
    const scale = this.#scale;
    Object.assign(this.here.style, {
      left: `${this.canvas.offsetLeft + x * scale - 2}px`,
      top: `${this.canvas.offsetTop + (baseline - size * 0.95) * scale}px`,
      width: `${Math.max(width * scale, 6) + 4}px`,
      height: `${size * 1.2 * scale}px`,
    });
  }

  /** 把指着的地方移到看得见处 */
  reveal() {
    if (!this.here.hidden) this.here.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** 一篇的头在看不见的地方，就移到上边来 */
  showHead(number) {
    const [left, top] = this.areaOf(number), scale = this.#scale;
    const at = { left: this.canvas.offsetLeft + left * scale, top: this.canvas.offsetTop + top * scale };
    const { host } = this, margin = 12;
    if (at.top < host.scrollTop || at.top > host.scrollTop + host.clientHeight * 0.75) host.scrollTop = at.top - margin;
    if (at.left < host.scrollLeft || at.left > host.scrollLeft + host.clientWidth * 0.75) host.scrollLeft = at.left - margin;
  }

  unpoint() {
    this.mark = null;
    this.here.hidden = true;
  }
}
