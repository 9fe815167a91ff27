/** A visitor who asks for a person is seen on every page of the console, whatever is open. */

const LOOK_MS = 4000;
const place = document.getElementById("waiting");
const title = document.title;
let shown = "";

function tell(waiting) {
  const here = waiting.filter((id) => !location.pathname.endsWith(`/${id}`));
  const now = here.join();
  if (now === shown) return;
  shown = now;
  document.title = here.length ? `(${here.length}) ${title}` : title;
  place.hidden = !here.length;
  place.querySelector("span").textContent =
    here.length > 1 ? `${here.length} visitors ask for a person. ` : here.length ? "A visitor asks for a person. " : "";
  const link = place.querySelector("a");
  link.href = here.length ? `/staff/conversations/${here[0]}#live` : "/staff/conversations";
  link.hidden = !here.length;
}

async function look() {
  const answer = await fetch("/staff/waiting", { headers: { accept: "application/json" } });
  if (answer.ok && !answer.redirected) tell((await answer.json()).waiting);
}

const again = () => look().catch(() => {});
setInterval(again, LOOK_MS);
again();
