/* 全文检索：在浏览器里查遍各期的任何字句、稿号，以及标题、姓名、地名的拼音。
   找法：一卷一卷地，由索引（search-index.js）得出可能的期和处，再逐期取原文核对，新的在前；
   核对过的才给出，所以不漏也不错。新的一卷里找够了，旧的就不去问。
   一处也没有的，再找读音相同的，和差一个字的（错、漏、多），都说明是“您找的是不是”。
   只用 ES2017 的写法：2017 年以后的手机都跑得了。 */
"use strict";

(() => {
  const { manifest, volumes, issuesOf, load, ready, issueText, lettersOf, allOf, both, either, grams } = window.chenbaoIndex;
  const { numbers } = window.chenbao;
  /* 先取几期；一次问几对字；拼音最多有几种拆法；读得成音节的，多长还可以是声母；声母最多几个。 */
  const AHEAD = 3, BATCH = 2, SPELLINGS = 3, SHORT = 4, LONGEST = 12;
  /* 差一个字：两个字的词差一个就不是它了，太长的不必；五个字起，由两对字认得出是哪几期；更短的认不出时，最多看几期、几篇，
     再照几种近的写法找。 */
  const NEAR_FROM = 3, NEAR_TO = 24, VOTES_FROM = 5, NEAR_ISSUES = 12, NEAR_MOST = 12, NEAR_WORDS = 3;
  const SYLLABLE = "\x01", INITIALS = "\x02";

  /* 逐个给出：work(give) 每找到一个就 await give(它)，要下一个时才接着找。→ {next()}，与迭代器一样用。 */
  function pulled(work) {
    let wanted = null, resume = null, begun = false, over = false;
    const answer = value => { const { done } = wanted; wanted = null; done(value); };
    const give = value => { answer({ value, done: false }); return new Promise(go => { resume = go; }); };
    const made = {
      next: () => new Promise((done, failed) => {
        if (over) { done({ value: undefined, done: true }); return; }
        wanted = { done, failed };
        if (begun) { resume(); return; }
        begun = true;
        work(give).then(() => { over = true; if (wanted) answer({ value: undefined, done: true }); }, fault => { over = true; if (wanted) wanted.failed(fault); });
      }),
    };
    if (Symbol.asyncIterator) made[Symbol.asyncIterator] = () => made;
    return made;
  }

  /* 核对 */

  function occurrences(letters, term) {
    const found = [];
    if (term) for (let at = letters.indexOf(term); at >= 0; at = letters.indexOf(term, at + term.length)) found.push([at, at + term.length]);
    return found;
  }
  /* 字里的几处 → 原文里的几处。 */
  const inText = (piece, spans) => spans.map(([from, to]) => [piece.places[from], piece.places[to - 1] + 1]);

  const allowed = (article, filters) =>
    (filters.section === undefined || article.s === filters.section) && (filters.page === undefined || article.p === filters.page);

  function shown(issue, article, hits, extra) {
    return Object.assign({
      number: article.n, page: article.p, section: article.s, address: article.u, headline: article.h,
      issue: issue.name, title: issue.title, date: issue.date, hits,
    }, extra);
  }

  const among = (piece, places) => !places || places.some(place => place >= piece.start && place < piece.start + piece.letters.length);

  /* 一期之内核对过的稿件。look(piece) 给出要标的几处（原文里的位置）。 */
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
  async function walk(volume, candidates, look, filters, trip, give, more) {
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
      trip.found = trip.found || found.length > 0;
      for (const each of found) await give(each);
      // 扑空一次，就多问几对字，免得白取后面的期。
      const rest = found.length || !more ? null : await more();
      if (rest) candidates = both(candidates, rest);
    }
  }

  /* 各种找法 */

  async function literal(term, filters, give) {
    const trip = { found: false };
    for (const volume of await asked(filters)) {
      const keys = grams(term);
      const more = async () => keys.length ? allOf(volume, keys.splice(0, BATCH)) : null;
      await walk(volume, await more(), piece => inText(piece, occurrences(piece.letters, term)), filters, trip, give, more);
    }
  }

  /* 没有连着出现的几个词：同一篇里都有的。 */
  async function apart(terms, filters, give) {
    const trip = { found: false };
    const look = piece => inText(piece, terms.map(term => occurrences(piece.letters, term)).reduce((all, more) => all.concat(more), []).sort((a, b) => a[0] - b[0]));
    const whole = async article => {
      const words = article.hits.map(({ text }) => lettersOf(text).letters).join("\n");
      if (terms.every(term => words.includes(term))) await give(Object.assign(article, { apart: true }));
    };
    for (const volume of await asked(filters)) {
      const each = await Promise.all(terms.map(term => allOf(volume, grams(term).slice(0, BATCH))));
      const candidates = each.map(found => found.map(places => places === undefined ? undefined : null)).reduce(both);
      await walk(volume, candidates, look, filters, trip, whole);
    }
  }

  /* 稿号：七位，或打到一半的五位以上；末位错了也认得出前六位。 */
  async function numbered({ number, paragraph }, filters, give) {
    const year = `20${number.slice(0, 2)}`, name = `${year}-${number.slice(2, 4)}`;
    const volume = (await asked(filters)).find(([, , , years]) => years.includes(year));
    const facts = volume && (await issuesOf(volume)).find(([issue]) => issue === name);
    if (!facts || (filters.year !== undefined && filters.year !== year)) return;
    const issue = await issueText(facts);
    const all = [...issue.articles, ...issue.gone.map(article => Object.assign({ gone: true }, article))].filter(article => allowed(article, filters));
    const exact = all.filter(({ n }) => n.startsWith(number));
    const near = exact.length || number.length < 7 ? [] : all.filter(({ n }) => n.startsWith(number.slice(0, 6)));
    for (const article of [...exact, ...near]) {
      const there = issue.pieces.find(piece => piece.article === article && piece.at === paragraph);
      await give(shown(issue, article, there ? [hit(there, [[0, 0]])] : [], { byNumber: true, gone: Boolean(article.gone), doubtful: near.length > 0 }));
    }
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
    const keys = parts.slice(1).map((next, i) => `${SYLLABLE}${parts[i]} ${next[0]}`), last = parts[parts.length - 1];
    keys.push(tail ? `${SYLLABLE}${last} ${tail[0]}` : SYLLABLE + last);
    return [...new Set(keys)].slice(0, 2).map(whole);
  }

  const plainCharacter = c => { const { letters } = lettersOf(c); return letters || " "; };

  /* 从某字起读得通这串字母吗？通则给出末字之后的位置。标点不读。 */
  function reads(text, from, to, letters, readings, initialsOnly) {
    const step = (at, place) => {
      if (place === letters.length) return at;
      if (at >= to) return -1;
      const character = String.fromCodePoint(text.codePointAt(at)), next = at + character.length;
      const said = readings.get(character);
      if (!said) return at > from && plainCharacter(character) === " " ? step(next, place) : -1;
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

  /* 字 → 各种读音；音节表。 */
  let soundTable = null;
  async function sounds() {
    if (soundTable) return soundTable;
    const table = await load("readings", (await manifest()).readings), readings = new Map();
    for (const syllable of Object.keys(table)) for (const c of table[syllable]) readings.set(c, [...(readings.get(c) || []), syllable]);
    soundTable = { syllables: new Set(Object.keys(table)), readings };
    return soundTable;
  }

  /* 名字里从头到尾找：at(text, from, to) 给出读得通的末尾，读不通为 -1。 */
  const inNames = at => piece => {
    const marks = [];
    for (let name = 0; name < piece.names.length; name += 2) {
      const to = piece.names[name] + piece.names[name + 1];
      for (let from = piece.names[name]; from < to; from++) {
        const end = at(piece.text, from, to);
        if (end > from) { marks.push([from, end]); from = end - 1; }
      }
    }
    return marks;
  };

  async function spoken(query, filters, give) {
    const letters = query.normalize("NFKC").toLowerCase().replace(/ü/g, "v").replace(/[' ]/g, "");
    if (!/^[a-z]{2,40}$/.test(letters)) return;
    const { syllables, readings } = await sounds();
    const full = spellings(letters, syllables);
    const ways = full.map(spelledKeys);
    /* 读得成音节的长串不会是一个个声母。 */
    const initials = letters.length <= (full.some(({ tail }) => !tail) ? SHORT : LONGEST);
    if (initials) ways.push([...new Set([...letters].slice(1).map((c, i) => INITIALS + letters[i] + c))].slice(0, 2).map(whole));
    if (!ways.length) return;
    const look = inNames((text, from, to) => Math.max(reads(text, from, to, letters, readings, false), initials ? reads(text, from, to, letters, readings, true) : -1));
    const trip = { found: false };
    for (const volume of await asked(filters)) {
      const candidates = (await Promise.all(ways.map(keys => allOf(volume, keys)))).reduce(either);
      await walk(volume, candidates, look, filters, trip, article => give(Object.assign(article, { spoken: true })));
    }
  }

  /* 近的写法：给的时候记下；短的没有一期期找，就照记下的把各期找遍。 */
  function remembering(give) {
    const written = new Map(), near = article => give(Object.assign(article, { near: true }));
    return {
      near: article => {
        for (const { text, marks } of article.hits) {
          const word = lettersOf(text.slice(...marks[0])).letters;
          written.set(word, (written.get(word) || 0) + 1);
        }
        return near(article);
      },
      everywhere: async filters => {
        const likely = [...written].sort((one, other) => other[1] - one[1]).slice(0, NEAR_WORDS);
        for (const [word] of likely) await literal(word, filters, near);
      },
    };
  }

  /* 同音：打的字读起来与某个名字、标题一样（章庙、富豪花圆）。 */
  async function sounding(term, filters, near) {
    const { readings } = await sounds(), said = [...term].map(c => readings.get(c));
    if (said.length < 2 || said.some(each => !each)) return;
    const ways = [];
    for (const one of said[0]) for (const next of said[1]) ways.push([...new Set([`${SYLLABLE}${one} ${next[0]}`, SYLLABLE + said[said.length - 1][0]])].map(whole));
    const look = inNames((text, from, to) => {
      let at = from;
      for (const each of said) {
        while (at < to && at > from && plainCharacter(text[at]) === " ") at++;
        if (at >= to) return -1;
        const own = readings.get(text[at]);
        if (!own || !own.some(syllable => each.includes(syllable))) return -1;
        at++;
      }
      return at;
    });
    const trip = { found: false };
    for (const volume of await asked(filters)) {
      const candidates = (await Promise.all(ways.map(keys => allOf(volume, keys)))).reduce(either);
      await walk(volume, candidates, look, filters, trip, near);
    }
  }

  /* 差一个字：前一半或后一半总有一半是对的，由它找到，再看另一半是不是只差一个。 */

  /* rest 与 letters 从 from 起（向后；back 则是向前，到 from 止）只差一个字吗？→ 另一头的位置，否则 -1。 */
  function within(rest, letters, from, back) {
    const there = (at, count) => back ? letters.slice(at - count, at) : letters.slice(at, at + count);
    const same = (words, at) => there(at, words.length) === words;
    const move = count => back ? from - count : from + count;
    const n = rest.length;
    for (let slip = 0; slip < n; slip++) {
      const near = back ? rest.slice(n - slip) : rest.slice(0, slip), far = back ? rest.slice(0, n - slip - 1) : rest.slice(slip + 1);
      if (!same(near, from)) break;
      if (there(move(slip), 1) && same(far, move(slip + 1))) return move(n);            // 错一个
      if (far && same(far, move(slip))) return move(n - 1);                             // 多打一个
    }
    for (let slip = 0; slip < n; slip++) {                                              // 漏打一个
      const near = back ? rest.slice(n - slip) : rest.slice(0, slip), far = back ? rest.slice(0, n - slip) : rest.slice(slip);
      if (!same(near, from)) break;
      if (same(far, move(slip + 1))) return move(n + 1);
    }
    return -1;
  }

  function nearMisses(letters, halves) {
    const [first, second] = halves, found = [];
    for (const [from, to] of occurrences(letters, first)) { const end = within(second, letters, to, false); if (end > to) found.push([from, end]); }
    for (const [from, to] of occurrences(letters, second)) { const start = within(first, letters, from, true); if (start >= 0 && start < from) found.push([start, to]); }
    return found.filter(([from, to]) => from >= 0 && to <= letters.length).sort((a, b) => a[0] - b[0]);
  }

  /* enough：已经有了同音的，只要认得出是哪几期的。 */
  async function oneOff(term, filters, near, enough) {
    const characters = [...term];
    if (characters.length < NEAR_FROM || characters.length > NEAR_TO) return;
    const cut = Math.floor(characters.length / 2);
    const halves = [characters.slice(0, cut).join(""), characters.slice(cut).join("")];
    /* 三个字的：一半只有一个字，处处都有，改问相邻的一对和头尾两字。 */
    const ways = characters.length === 3 ? [[characters[0] + characters[1]], [characters[1] + characters[2]]] : halves.map(half => [half]);
    const look = piece => {
      if (characters.length > 3) return inText(piece, nearMisses(piece.letters, halves));
      const found = [], [a, b, c] = characters;
      for (const at of occurrences(piece.letters, a + b)) if (at[1] < piece.letters.length) found.push([at[0], at[1] + 1]);
      for (const at of occurrences(piece.letters, b + c)) if (at[0] > 0) found.push([at[0] - 1, at[1]]);
      for (const [from] of occurrences(piece.letters, a)) if (piece.letters[from + 2] === c) found.push([from, from + 3]);
      return inText(piece, found.sort((one, other) => one[0] - other[0]));
    };
    let issuesSeen = 0, count = 0;
    if (characters.length > 3) for (const volume of await asked(filters)) {
      const candidates = agreed(await Promise.all(spread(term).map(gram => allOf(volume, [gram]))));
      await walk(volume, candidates, look, filters, { found: false }, article => { count++; return near(article); });
    }
    if (enough || count || characters.length >= VOTES_FROM) return;
    // 只有一对字是对的：到处都有，只看几期。
    for (const volume of await asked(filters)) {
      const parts = await Promise.all(ways.map(async ([half]) => (await allOf(volume, grams(half).slice(0, BATCH))).map(places => places === undefined ? undefined : null)));
      const candidates = parts.reduce(either).map(places => places === undefined || issuesSeen++ >= NEAR_ISSUES ? undefined : places);
      await walk(volume, candidates, look, filters, { found: false }, async article => {
        if (count++ < NEAR_MOST) await near(article);
      });
      if (count >= NEAR_MOST || issuesSeen >= NEAR_ISSUES) return;
    }
  }

  /* 几对字：错一个字最多毁掉一对（六个字以上，各对不相连），或两对（五个字，四对都问），总有两对是对的。
     四个字的，错在头尾才有两对是对的。 */
  function spread(term) {
    const apartFrom = (one, other) => one[1] < other[1] ? one[1] + one[0].length <= other[1] : other[1] + other[0].length <= one[1];
    const pairs = grams(term);
    if (pairs.length < 5) return pairs;
    const chosen = [];
    for (const pair of pairs) if (chosen.length < 3 && chosen.every(other => apartFrom(other, pair))) chosen.push(pair);
    return chosen.length === 3 ? chosen : pairs.slice(0, 4);
  }

  /* 有两对字离得对（多一个字、漏一个字的，差一；这个字可以占两个编码）的各期。 */
  function agreed(pairs) {
    return pairs[0].map((_, issue) => {
      const starts = [];
      let anywhere = 0;
      pairs.forEach((held, pair) => {
        if (held[issue] === null) anywhere++;
        else (held[issue] || []).forEach(start => starts.push([start, pair]));
      });
      starts.sort((one, other) => one[0] - other[0]);
      const agree = starts.some(([start, pair], at) => {
        for (let next = at + 1; next < starts.length && starts[next][0] - start <= 2; next++) if (starts[next][1] !== pair) return true;
        return false;
      });
      return agree || anywhere > 1 || (anywhere && starts.length) ? null : undefined;
    });
  }

  /* 逐篇给出找到的稿件；要几篇取几篇，没有要的就不去取。
     filters: year（"2021"）、section（序号）、page（版）。 */
  function find(words, filters = {}) {
    return pulled(async give => {
      await ready();
      const query = lettersOf(words).letters;
      if (!query) return;
      const given = new Set();
      let count = 0;
      const once = async article => {
        if (given.has(article.number)) return;
        given.add(article.number);
        count++;
        await give(article);
      };
      const number = numbers.inside(words);
      if (number) {
        await numbered(number, filters, once);
        if (count && !number.rest) return;
      }
      await literal(query, filters, once);
      await spoken(words, filters, once);
      if (count) return;
      const terms = [...new Set(words.split(/\s+/).map(each => lettersOf(each).letters).filter(Boolean))];
      if (terms.length > 1) await apart(terms, filters, once);
      if (!count && number && number.rest) await literal(lettersOf(number.rest).letters, filters, once);
      if (count) return;
      const { near, everywhere } = remembering(once);
      await sounding(query, filters, near);
      await oneOff(query, filters, near, count > 0);
      if ([...query].length < VOTES_FROM) await everywhere(filters);
    });
  }

  window.chenbaoSearch = { manifest, find };
})();
