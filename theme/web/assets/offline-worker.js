/* 离线阅读：读者按了“存下这一期”才有。存下最近一期的各页和它们的样式、脚本、图片；
   有网时总先取新的，没有网才拿存的；没存过的页，说明没有网，列出存了的。 */
"use strict";

const CACHE = "chenbao-/* VERSION */";
const PAGES = /* PAGES */ [];
const WAIT = 4000;                                  // 毫秒：网太慢就先看存的

const home = self.registration.scope;
const absolute = address => new URL(address, home).href;

/* 一页里用到的：样式、脚本，和每幅图最小的一份。 */
function needs(html, base) {
  const found = new Set();
  for (const pattern of [/<link\b[^>]*rel="stylesheet"[^>]*href="([^"]+)"/g, /<link\b[^>]*href="([^"]+)"[^>]*rel="stylesheet"/g, /<script\b[^>]*src="([^"]+)"/g, /<source\b[^>]*srcset="([^ "]+)/g])
    for (let hit = pattern.exec(html); hit; hit = pattern.exec(html)) found.add(new URL(hit[1].replace(/&amp;/g, "&"), base).href);
  return [...found].filter(each => each.startsWith(home));
}

async function keep(tell) {
  const cache = await caches.open(CACHE), seen = new Set();
  let done = 0;
  for (const page of PAGES) {
    const url = absolute(page), answer = await fetch(url, { cache: "no-cache" });
    if (!answer.ok) throw new Error(url);
    await cache.put(url, answer.clone());
    for (const each of needs(await answer.text(), url)) {
      if (seen.has(each)) continue;
      seen.add(each);
      const part = await fetch(each);
      if (part.ok) await cache.put(each, part);
    }
    tell({ done: ++done, all: PAGES.length });
  }
}

/* 同一幅图存的可能是另一个宽度。 */
async function stored(request) {
  const url = new URL(request.url), plain = await caches.match(request, { ignoreSearch: request.mode === "navigate" });
  if (plain) return plain;
  const picture = /^(.*?)\.\d+\.(?:webp|jpg)$/.exec(url.href.split("?")[0]) || /^(.*\/page)\.\d+\.(?:webp|jpg)$/.exec(url.href);
  if (!picture) return undefined;
  for (const name of await caches.keys()) {
    const keys = await (await caches.open(name)).keys(), same = keys.find(each => each.url.startsWith(`${picture[1]}.`));
    if (same) return caches.match(same);
  }
  return undefined;
}

function without() {
  const rows = PAGES.slice(0, 1).map(page => `<p><a href="${absolute(page)}">看存下的这一期</a></p>`).join("");
  return new Response(`<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>没有网</title><h1>没有网</h1><p>这一页没有存在手机里，等有网再看。</p>${rows}`, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

const slow = () => new Promise((_, failed) => { setTimeout(() => failed(new Error("slow")), WAIT); });

async function answered(request) {
  const asked = fetch(request);
  try { return await Promise.race([asked, slow()]); } catch (no) {
    const found = await stored(request);
    if (found) return found;
    try { return await asked; } catch (gone) {
      return request.mode === "navigate" ? without() : Response.error();
    }
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));
self.addEventListener("message", event => {
  if (event.data !== "keep") return;
  const port = event.ports[0];
  event.waitUntil(keep(each => port.postMessage(each)).then(async () => {
    for (const name of await caches.keys()) if (name.startsWith("chenbao-") && name !== CACHE) await caches.delete(name);
    port.postMessage({ kept: true });
  }, () => port.postMessage({ failed: true })));
});
self.addEventListener("fetch", event => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(home) && !/\.(?:pdf|epub|mp3|ogg|eml|zip)$/.test(new URL(request.url).pathname))
    event.respondWith(answered(request));
});
