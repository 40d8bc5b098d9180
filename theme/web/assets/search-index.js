/* 检索索引：一卷之内哪几期、哪几处可能有要找的字句；各期的原文，用来核对（search-engine.js）。
   索引分卷：最近一年一卷，以前的十年一卷，各卷自成一体，新的在前。
   数据是 /search/data/ 下的脚本（build_tools/site/search 写成），用到才取，用 U 盘打开（file://）也取得到。
   查的是字：标点、空白不算，繁体照简体。归一（letters）和散列（hashed）须与 folding.py、grams.py 一致。
   只用 ES2017 的写法：2017 年以后的手机都跑得了。 */
"use strict";

(() => {
  /* 散列的前十位是第几块，后十一位是块里的哪一个；单个的字另有一位，不跟两个字的混。 */
  const BLOCKS = 1024, SINGLE = 1 << 11;
  /* 太常见的字，索引里处处都有，问它不如问别的。 */
  const COMMON = new Set("的一是不了在有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经");
  const MARKS = /[\s\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u2000-\u206f\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d\u30fb\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufffd]/;

  /* 取数据 */

  const given = new Map(), asked = new Map();
  const home = new URL("../search/data/", document.currentScript.src);
  const start = document.currentScript.dataset.version || "";
  window.chenbaoData = (name, value) => given.set(name, value);

  function load(name, version) {
    if (!asked.has(name)) asked.set(name, new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL(`${name}.js${version ? `?v=${version}` : ""}`, home).href;
      script.onload = () => { script.remove(); done(given.get(name)); };
      script.onerror = () => { script.remove(); asked.delete(name); failed(new Error(name)); };
      document.head.append(script);
    }));
    return asked.get(name);
  }

  const manifest = () => load("manifest", start);

  /* 各卷：[名, 版本, 片数, 各年]；卷里的各期：[期, 版本, 版数]。 */
  const volumes = async () => (await manifest()).volumes;
  const issuesOf = ([name, version]) => load(`${name}/issues`, version);

  async function shard([name, version], place) {
    const written = await load(`${name}/${place}`, version);
    return Uint8Array.from(atob(written), c => c.charCodeAt(0));
  }

  /* 各段的字：letters 是查的那一串，places[i] 是其中第 i 个字在原文的位置（最后多一个，是原文的末尾）。 */
  async function issueText([name, version]) {
    await ready();
    const issue = await load(`text-${name}`, version);
    if (!issue.pieces) {
      issue.pieces = [];
      let start = 0;
      issue.articles.forEach(article => article.t.forEach(([at, text, ...names], order) => {
        const { letters: own, places } = lettersOf(text);
        issue.pieces.push({ article, at, text, names, order, letters: own, places, start });
        start += own.length;
      }));
    }
    return issue;
  }

  /* 归一与散列 */

  let simplified = null;
  async function ready() {
    if (simplified) return;
    const [traditional, simple] = await load("traditional", (await manifest()).traditional);
    simplified = new Map([...traditional].map((c, at) => [c, simple[at]]));
  }

  function lettersOf(text) {
    const places = [];
    let letters = "", at = 0;
    for (const c of text) {
      let plain = c.normalize("NFKC").toLowerCase();
      plain = plain.length === c.length ? plain : c;
      plain = simplified.get(plain) || plain;
      if (!MARKS.test(plain)) {
        letters += plain;
        for (let unit = 0; unit < c.length; unit++) places.push(at + unit);
      }
      at += c.length;
    }
    places.push(at);
    return { letters, places };
  }

  function hashed(key) {
    let value = 0, place = 0;
    for (const c of key) value ^= share(c.codePointAt(0) << 5 | place++);
    return [value >>> 11, value & SINGLE - 1 | (place === 1 ? SINGLE : 0)];
  }

  function share(value) {
    value = Math.imul(value, 0x9E3779B1);
    value = Math.imul(value ^ value >>> 16, 0x85EBCA6B);
    value = Math.imul(value ^ value >>> 13, 0xC2B2AE35);
    return (value ^ value >>> 16) >>> 11;
  }

  /* 索引 */

  /* 卷里的每一期：undefined 没有，null 有（不知哪一处），否则是各处，从这一期的头一个字数起。 */
  async function held(volume, key) {
    const [block, wanted] = hashed(key), width = BLOCKS / volume[2], before = block % width;
    const [issues, bytes] = await Promise.all([issuesOf(volume), shard(volume, Math.floor(block / width))]);
    let at = 0;
    const number = () => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++];
        value |= (byte & 127) << shift;
        if (byte < 128) return value;
      }
    };
    const skip = count => { for (; count > 0; count--) { const length = number(); at += length; } };
    return issues.map(() => {
      skip(before);
      const length = number(), end = at + length;
      let here = 0, found;
      while (at < end && here <= wanted && found === undefined) {
        const head = number();
        here += head >>> 2;
        const count = (head & 3) === 3 ? number() : head & 3;
        const places = count ? [] : null;
        for (let i = 0, place = 0; i < count; i++) places.push(place += number());
        if (here === wanted) found = places;
      }
      at = end;
      skip(width - 1 - before);
      return found;
    });
  }

  function both(one, other) {
    return one.map((places, issue) => {
      const more = other[issue];
      if (places === undefined || more === undefined) return undefined;
      if (places === null || more === null) return places || more;
      const known = new Set(more), common = places.filter(place => known.has(place));
      return common.length ? common : undefined;
    });
  }

  function either(one, other) {
    return one.map((places, issue) => {
      const more = other[issue];
      if (places === null || more === null) return null;
      return places && more ? [...new Set([...places, ...more])].sort((a, b) => a - b) : places || more;
    });
  }

  /* 要都有，而且彼此离得对：一对字在字句里的第几个字，就往回数几个字，得出字句的开头。 */
  async function allOf(volume, keys) {
    const starts = async ([key, back]) => (await held(volume, key)).map(places => places ? places.map(place => place - back) : places);
    return (await Promise.all(keys.map(starts))).reduce(both);
  }

  /* 字句里的各对字，各在第几个字。 */
  function grams(words) {
    const characters = [...words];
    if (characters.length === 1) return [[words, 0]];
    const pairs = [];
    for (let place = 0, at = 0; place < characters.length - 1; at += characters[place++].length) pairs.push([characters[place] + characters[place + 1], at]);
    const dull = place => [...pairs[place][0]].every(c => COMMON.has(c));
    const left = [...pairs.keys()], order = [];
    // 先问少见的，又要彼此离得远：一处的几对字常常一起出现，分开问才分得清。
    while (left.length) {
      const worth = place => Math.min(pairs.length, ...order.map(other => Math.abs(other - place))) / pairs.length - dull(place) / 2;
      const best = left.reduce((one, other) => worth(other) > worth(one) ? other : one);
      order.push(best);
      left.splice(left.indexOf(best), 1);
    }
    return order.map(place => pairs[place]);
  }

  window.chenbaoIndex = { manifest, volumes, issuesOf, load, ready, issueText, lettersOf, allOf, both, either, grams };
})();
