/* Material 的脚本要用的四个名字：网站的根，以及怎样在读者的浏览器里存取小东西（不许存时就不存）。 */
var __md_scope = new URL("..", document.currentScript.src);
var __md_hash = words => [...words].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0);
var __md_get = (name, store = localStorage, scope = __md_scope) => {
  try { return JSON.parse(store.getItem(`${scope.pathname}.${name}`)); } catch { return null; }
};
var __md_set = (name, value, store = localStorage, scope = __md_scope) => {
  try { store.setItem(`${scope.pathname}.${name}`, JSON.stringify(value)); } catch { /* 不让存 */ }
};
