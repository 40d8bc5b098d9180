/* 全文检索：在浏览器里查遍各期的任何字句、稿号，以及标题、姓名、地名的拼音。
   找法：一卷一卷地，由索引（search-index.js）得出可能的期和处，再逐期取原文核对，新的在前；
   核对过的才给出，所以不漏也不错。新的一卷里找够了，旧的就不去问。 */
"use strict";

(() => {
  const { manifest, volumes, issuesOf, load, issueText, fold, allOf, both, either, grams } = window.chenbaoIndex;
  /* 先取几期；一次问几对字；拼音最多有几种拆法；读得成音节的，多长还可以是声母；声母最多几个。 */
  const AHEAD = 3, BATCH = 2, SPELLINGS = 3, SHORT = 4, LONGEST = 12;
  const SYLLABLE = "\x01", INITIALS = "\x02";
  const DIGITS = new Map([..."〇零一二三四五六七八九○壹贰叁肆伍陆柒捌玖幺两"].map((c, place) => [c, "00123456789012345678912"[place]]));

  /* 核对 */

  function occurrences(folded, term) {
    const found = [];
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) found.push([at, at + term.length]);
    return found;
  }

  const allowed = (article, filters) =>
    (filters.section === undefined || article.s === filters.section) && (filters.page === undefined || article.p === filters.page);

  function shown(issue, article, hits, extra) {
    return { number: article.n, page: article.p, section: article.s, address: article.u, headline: article.h, issue: issue.name, title: issue.title, date: issue.date, hits, ...extra };
  }

  const among = (piece, places) => !places || places.some(place => place >= piece.start && place < piece.start + piece.text.length);

  /* 一期之内核对过的稿件。look(piece) 给出要标的几处。 */
  function verified(issue, candidates, look, filters) {
    const found = new Map();
    for (const piece of issue.pieces) {
      if (!allowed(piece.article, filters) || !among(piece, candidates)) continue;
      const marks = look(piece);
      if (!marks.length) continue;
      if (!found.has(piece.article)) found.set(piece.article, []);
      found.get(piece.article).push(hit(piece, marks));
    }
    return [...found].map(([article, hits]) => shown(issue, article, hits));
  }

  /* 同一种里的第几个：文章页上照样数得出来。 */
  function hit(piece, marks) {
    const before = piece.article.t.slice(0, piece.order).filter(([at]) => at === piece.at).length;
    return { at: piece.at, order: before + 1, text: piece.text, marks };
  }

  /* 按筛选要问的各卷。 */
  const asked = async filters => (await volumes()).filter(([, , , years]) => filters.year === undefined || years.includes(filters.year));

  /* 一卷之内。trip.found：前面各卷已经找到过。 */
  async function* walk(volume, candidates, look, filters, trip, more) {
    const issues = await issuesOf(volume);
    const fits = place => candidates[place] !== undefined
      && (filters.year === undefined || issues[place][0].startsWith(filters.year))
      && (filters.page === undefined || filters.page <= issues[place][2]);
    for (let place = 0; place < issues.length; place++) {
      if (!fits(place)) continue;
      // 有了第一篇，才先取后面的。
      if (trip.found) for (let next = place + 1, ahead = 0; next < issues.length && ahead < AHEAD; next++) if (fits(next)) { issueText(issues[next]).catch(() => {}); ahead++; }
      const issue = await issueText(issues[place]);
      const found = verified(issue, candidates[place], look, filters);
      trip.found ||= found.length > 0;
      yield* found;
      // 扑空一次，就多问几对字，免得白取后面的期。
      const rest = found.length ? null : await more?.();
      if (rest) candidates = both(candidates, rest);
    }
  }

  /* 各种找法 */

  async function* literal(term, filters) {
    const trip = { found: false };
    for (const volume of await asked(filters)) {
      const keys = grams(term);
      const more = async () => keys.length ? allOf(volume, keys.splice(0, BATCH)) : null;
      yield* walk(volume, await more(), piece => occurrences(piece.folded, term), filters, trip, more);
    }
  }

  /* 没有连着出现的几个词：同一篇里都有的。 */
  async function* apart(terms, filters) {
    const trip = { found: false };
    const look = piece => terms.flatMap(term => occurrences(piece.folded, term)).sort((a, b) => a[0] - b[0]);
    for (const volume of await asked(filters)) {
      const each = await Promise.all(terms.map(term => allOf(volume, grams(term).slice(0, BATCH))));
      const candidates = each.map(found => found.map(places => places === undefined ? undefined : null)).reduce(both);
      for await (const article of walk(volume, candidates, look, filters, trip)) {
        const words = article.hits.map(({ text }) => fold(text)).join("\n");
        if (terms.every(term => words.includes(term))) yield { ...article, apart: true };
      }
    }
  }

  const digitsOf = query => [...query.normalize("NFKC").replace(/[\s\-‐‑‒–—―−·._]+/g, "")].map(c => DIGITS.get(c) ?? c).join("");

  /* 稿号：七位，或打到一半的五位以上；末位错了也认得出前六位。 */
  async function* numbered(query, filters) {
    const digits = digitsOf(query);
    if (!/^\d{5,7}$/.test(digits)) return;
    const year = `20${digits.slice(0, 2)}`, name = `${year}-${digits.slice(2, 4)}`;
    const volume = (await asked(filters)).find(([, , , years]) => years.includes(year));
    const facts = volume && (await issuesOf(volume)).find(([issue]) => issue === name);
    if (!facts || (filters.year !== undefined && filters.year !== year)) return;
    const issue = await issueText(facts);
    const all = [...issue.articles, ...issue.gone.map(article => ({ ...article, gone: true }))].filter(article => allowed(article, filters));
    const exact = all.filter(({ n }) => n.startsWith(digits));
    const near = exact.length || digits.length < 7 ? [] : all.filter(({ n }) => n.startsWith(digits.slice(0, 6)));
    for (const article of [...exact, ...near]) yield shown(issue, article, [], { byNumber: true, gone: !!article.gone, doubtful: near.length > 0 });
  }

  /* 拼音：一串字母可以怎样分成音节，末一个音节可以没打完。 */
  function spellings(letters, syllables) {
    const found = [];
    const split = (at, parts) => {
      if (found.length >= SPELLINGS) return;
      if (at === letters.length) { found.push({ parts, tail: "" }); return; }
      for (let length = Math.min(6, letters.length - at); length > 0; length--)
        if (syllables.has(letters.slice(at, at + length))) split(at + length, [...parts, letters.slice(at, at + length)]);
      const tail = letters.slice(at);
      if (parts.length && tail.length < 6 && !syllables.has(tail) && [...syllables].some(each => each.startsWith(tail))) found.push({ parts, tail });
    };
    split(0, []);
    return found;
  }

  /* 拼音不问在段里的哪一处。 */
  const whole = key => [key, 0];

  function spelledKeys({ parts, tail }) {
    const keys = parts.slice(1).map((next, i) => `${SYLLABLE}${parts[i]} ${next[0]}`);
    keys.push(tail ? `${SYLLABLE}${parts.at(-1)} ${tail[0]}` : SYLLABLE + parts.at(-1));
    return [...new Set(keys)].slice(0, 2).map(whole);
  }

  /* 从某字起读得通这串字母吗？通则给出末字之后的位置。标点不读。 */
  function reads(text, from, to, letters, readings, initialsOnly) {
    const step = (at, place) => {
      if (place === letters.length) return at;
      if (at >= to) return -1;
      const character = String.fromCodePoint(text.codePointAt(at)), next = at + character.length;
      const said = readings.get(character);
      if (!said) return at > from && !/[\p{L}\p{N}]/u.test(character) ? step(next, place) : -1;
      for (const syllable of said) {
        const rest = letters.slice(place);
        let end = -1;
        if (initialsOnly) end = rest[0] === syllable[0] ? step(next, place + 1) : -1;
        else if (rest.startsWith(syllable)) end = step(next, place + syllable.length);
        else if (place && syllable.startsWith(rest)) end = next;
        if (end >= 0) return end;
      }
      return -1;
    };
    return step(from, 0);
  }

  async function* spoken(query, filters) {
    const letters = query.replace(/ü/g, "v").replace(/[' ]/g, "");
    if (!/^[a-z]{2,40}$/.test(letters)) return;
    const table = await load("readings", (await manifest()).readings), readings = new Map();
    for (const [syllable, characters] of Object.entries(table)) for (const c of characters) readings.set(c, [...(readings.get(c) ?? []), syllable]);
    const full = spellings(letters, new Set(Object.keys(table)));
    const ways = full.map(spelledKeys);
    /* 读得成音节的长串不会是一个个声母。 */
    const initials = letters.length <= (full.some(({ tail }) => !tail) ? SHORT : LONGEST);
    if (initials) ways.push([...new Set([...letters].slice(1).map((c, i) => INITIALS + letters[i] + c))].slice(0, 2).map(whole));
    if (!ways.length) return;
    const look = piece => {
      const marks = [];
      for (let name = 0; name < piece.names.length; name += 2) {
        const to = piece.names[name] + piece.names[name + 1];
        for (let from = piece.names[name]; from < to; from++) {
          const end = Math.max(reads(piece.text, from, to, letters, readings, false), initials ? reads(piece.text, from, to, letters, readings, true) : -1);
          if (end > from) { marks.push([from, end]); from = end - 1; }
        }
      }
      return marks;
    };
    const trip = { found: false };
    for (const volume of await asked(filters)) {
      const candidates = (await Promise.all(ways.map(keys => allOf(volume, keys)))).reduce(either);
      for await (const article of walk(volume, candidates, look, filters, trip)) yield { ...article, spoken: true };
    }
  }

  /* 逐篇给出找到的稿件；要几篇取几篇，没有要的就不去取。
     filters: year（"2021"）、section（序号）、page（版）。 */
  async function* find(words, filters = {}) {
    const query = fold(words).replace(/\s+/g, " ").trim();
    if (!query) return;
    const given = new Set();
    const fresh = article => !given.has(article.number) && given.add(article.number);
    let count = 0;
    for await (const article of numbered(query, filters)) if (fresh(article)) { count++; yield article; }
    for await (const article of literal(query, filters)) if (fresh(article)) { count++; yield article; }
    for await (const article of spoken(query, filters)) if (fresh(article)) { count++; yield article; }
    const terms = [...new Set(query.split(" "))];
    if (!count && terms.length > 1) yield* apart(terms, filters);
  }

  window.chenbaoSearch = { manifest, find, fold };
})();
