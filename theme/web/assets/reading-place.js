/* 记下读到哪一篇、哪一段，只记在读者自己的浏览器里；读完了就不再提。 */
"use strict";

{
  const facts = document.getElementById("reader-facts"), paragraphs = [...document.querySelectorAll(".body p[id^=p]")];
  const { kept } = window.chenbao;
  let waiting;

  function note() {
    const here = paragraphs.filter(each => each.getBoundingClientRect().top < innerHeight / 2).pop();
    const last = paragraphs[paragraphs.length - 1];
    if (!here) return;
    if (here === last && last.getBoundingClientRect().bottom < innerHeight) { kept.keep("chenbao.reading", ""); return; }
    kept.keep("chenbao.reading", JSON.stringify({
      url: facts.dataset.address, headline: facts.dataset.headline, paragraph: Number(here.id.slice(1)),
    }));
  }
  if (facts && paragraphs.length > 2)
    addEventListener("scroll", () => { clearTimeout(waiting); waiting = setTimeout(note, 300); }, { passive: true });
}
