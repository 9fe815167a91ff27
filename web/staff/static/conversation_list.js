/** The list: keys, and new conversations that appear by themselves. */
import { onKeys } from "./keys.js";

const POLL_MS = 15000;

/** Moves the focus by some lines; from outside the list, to its first one. */
function move(lines) {
  const links = [...document.querySelectorAll("#list .question")];
  const here = links.indexOf(document.activeElement);
  const target = here < 0 ? links[0] : links[Math.min(Math.max(here + lines, 0), links.length - 1)];
  target?.focus();
}

onKeys({ j: () => move(1), k: () => move(-1), "/": () => document.getElementById("q").focus() });

/** Puts the list of now in the place of the one that is shown. */
async function renew(count) {
  const answer = await fetch(location.href);
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("list");
  const list = document.getElementById("list");
  // The focus stays where it was.
  const focused = list.contains(document.activeElement) && document.activeElement.href;
  list.replaceWith(fresh);
  [...fresh.querySelectorAll(".question")].find((link) => link.href === focused)?.focus();
  document.querySelector(".heading .hint").replaceWith(page.querySelector(".heading .hint"));
  document.getElementById("fresh").textContent = `${count} new in the list`;
}

/** Asks for the number of new ones only: the page itself is read when there are some. */
async function look() {
  const address = document.getElementById("list").dataset.newer;
  if (!address || document.hidden) return;
  const answer = await fetch(address, { headers: { accept: "application/json" } });
  if (!answer.ok || answer.redirected) return;
  const { count } = await answer.json();
  if (count > 0) await renew(count);
}

// Offline or a restart of the server: the next look will do.
setInterval(() => look().catch(() => {}), POLL_MS);
