/* 登录：姓名和口令；第一次打开用终端里的邀请立一位主编。 */
const form = document.querySelector("#door"), wrong = document.querySelector("#wrong");
const invitation = new URLSearchParams(location.search).get("first");
document.querySelector("#first").hidden = !invitation;
const post = async (path, body) => {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.problem || `服务器说不行（${answer.status}）。`);
};
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  wrong.textContent = "";
  const { name, password } = Object.fromEntries(new FormData(form));
  try {
    if (invitation) await post("/found", { invitation, name, password });
    await post("/sign-in", { name, password });
    location.href = "/";
  } catch (problem) {
    wrong.textContent = problem.message;
  }
});
form.elements.name.focus();
