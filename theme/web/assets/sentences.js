/* 断句：把一段话切成一口气读得完的几句，给朗读用。每一句按当前语速读不到 14 秒：浏览器读到那么久会自己停。
   中文朗读一秒约 4 字，这里按慢的 3.2 字算，留 12 秒：语速 1 时一句最多 38 字。 */
"use strict";

window.chenbao = window.chenbao || {};

(function (chenbao) {
  const SECONDS = 12, PER_SECOND = 3.2;
  /* 读得出声的字：标点和空白以外的。 */
  const SAID = /[^\s\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u3004\u3008-\u301f\ufe30-\ufe4f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/;
  const FULL = /[^。！？!?；;…\n]*[。！？!?；;…\n]+[”’」』）)》]*|[^。！？!?；;…\n]+$/g;
  const HALF = /[^，、：,:—　 ]*[，、：,:—　 ]+[”’」』）)》]*|[^，、：,:—　 ]+$/g;

  /* 数字读起来比写的长：“1,234”读“一千二百三十四”。 */
  const weight = words => [...words].reduce((sum, char) => sum + (/[0-9A-Za-z%℃]/.test(char) ? 1.6 : /[\s“”‘’（）《》]/.test(char) ? 0 : 1), 0);

  chenbao.seconds = (words, speed = 1) => weight(words) / PER_SECOND / speed;

  /* → [{start, end}]，首尾相接，盖住全文；空白和只有标点的并到前一句。 */
  chenbao.sentences = function (words, speed = 1) {
    const found = [];
    let at = 0;
    const push = part => {
      if (!SAID.test(part) && found.length) found[found.length - 1].end = at + part.length;
      else found.push({ start: at, end: at + part.length });
      at += part.length;
    };
    for (const sentence of words.match(FULL) || []) {
      if (chenbao.seconds(sentence, speed) <= SECONDS) { push(sentence); continue; }
      let held = "";
      for (const clause of sentence.match(HALF) || [sentence]) {
        if (held && chenbao.seconds(held + clause, speed) > SECONDS) { push(held); held = ""; }
        held += clause;
        while (chenbao.seconds(held, speed) > SECONDS) {          // 一个顿逗也没有的长句，只好按字数断
          let cut = 1;
          while (chenbao.seconds(held.slice(0, cut + 1), speed) <= SECONDS) cut++;
          push(held.slice(0, cut));
          held = held.slice(cut);
        }
      }
      if (held) push(held);
    }
    return found.filter(({ start, end }) => SAID.test(words.slice(start, end)));
  };
})(window.chenbao);
