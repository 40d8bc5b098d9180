/* 摘要：SHA-256（FIPS 180-4）和 PBKDF2（RFC 8018）。浏览器在 http 网页里不给现成的，所以自己算；有现成的就用现成的。 */
"use strict";

const digests = (() => {
  const roots = (power, count) => {
    const found = [];
    for (let n = 2; found.length < count; n++) {
      let prime = true;
      for (let d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
      if (prime) found.push((n ** power % 1) * 2 ** 32 >>> 0);
    }
    return found;
  };
  const K = Uint32Array.from(roots(1 / 3, 64)), START = Uint32Array.from(roots(1 / 2, 8));
  const W = new Uint32Array(64);
  const turn = (x, by) => (x >>> by) | (x << (32 - by));

  function block(state, bytes, at) {
    for (let t = 0; t < 16; t++, at += 4) W[t] = bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
    for (let t = 16; t < 64; t++) {
      const a = W[t - 15], b = W[t - 2];
      W[t] = W[t - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + W[t - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >>> 10);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let t = 0; t < 64; t++) {
      const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + K[t] + W[t] | 0;
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
      h = g; g = f; f = e; e = d + one | 0; d = c; c = b; b = a; a = one + two | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((part, place) => { state[place] += part; });
  }

  function sha256(bytes) {
    const size = bytes.length, whole = new Uint8Array((size + 9 + 63) & ~63), state = START.slice();
    whole.set(bytes);
    whole[size] = 0x80;
    new DataView(whole.buffer).setUint32(whole.length - 4, size * 8 >>> 0);
    new DataView(whole.buffer).setUint32(whole.length - 8, Math.floor(size / 2 ** 29));
    for (let at = 0; at < whole.length; at += 64) block(state, whole, at);
    const told = new Uint8Array(32);
    state.forEach((part, place) => new DataView(told.buffer).setUint32(place * 4, part));
    return told;
  }

  const joined = (one, other) => { const both = new Uint8Array(one.length + other.length); both.set(one); both.set(other, one.length); return both; };
  const hex = bytes => [...bytes].map(each => each.toString(16).padStart(2, "0")).join("");
  const bytesOf = text => new TextEncoder().encode(text);

  async function pbkdf2(secret, salt, rounds, size) {
    if (window.crypto && crypto.subtle) {
      const key = await crypto.subtle.importKey("raw", bytesOf(secret), "PBKDF2", false, ["deriveBits"]);
      return hex(new Uint8Array(await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, key, size * 8)));
    }
    const padded = new Uint8Array(64);
    padded.set(bytesOf(secret));
    const inner = padded.map(each => each ^ 0x36), outer = padded.map(each => each ^ 0x5c);
    const mac = message => sha256(joined(outer, sha256(joined(inner, message))));
    let last = mac(joined(salt, new Uint8Array([0, 0, 0, 1])));
    const found = last.slice();
    for (let round = 1; round < rounds; round++) {
      last = mac(last);
      for (let at = 0; at < 32; at++) found[at] ^= last[at];
      if (round % 4000 === 0) await new Promise(done => setTimeout(done));  // 让网页喘口气
    }
    return hex(found.slice(0, size));
  }

  return { sha256: text => hex(sha256(typeof text === "string" ? bytesOf(text) : text)), pbkdf2, bytes: text => Uint8Array.from(text.match(/../g) || [], each => parseInt(each, 16)) };
})();
