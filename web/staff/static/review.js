/** Keys of the review pages: j and k move, digits choose; Enter is the browser's own. */
import { onKeys } from "./keys.js";

const LOOK_MS = 5000;
const stops = [...document.querySelectorAll("[data-move]")];

/** Moves the focus by some questions; from outside of them, to the first one. */
function move(step) {
  const here = stops.findIndex((stop) => stop.contains(document.activeElement));
  const next = stops[here < 0 ? 0 : Math.min(Math.max(here + step, 0), stops.length - 1)];
  next?.querySelector("a, input")?.focus();
}

const focus = (selector) => () => document.querySelector(selector)?.focus();
const digits = [...document.querySelectorAll("[data-digit]")];

onKeys({
  ...Object.fromEntries(digits.map((choice) => [choice.dataset.digit, () => choice.focus()])),
  j: () => move(1),
  k: () => move(-1),
  t: focus("#topic"),
  n: focus("#wish"),
  u: () => document.getElementById("to-list")?.click(),
});

/** While a training is under way: shows the page anew once it is done. */
async function look() {
  const answer = await fetch(location.href);
  if (answer.ok && !answer.redirected && !(await answer.text()).includes('id="running"')) location.reload();
}

// Offline or a restart of the server: the next look will do.
if (document.getElementById("running")) setInterval(() => look().catch(() => {}), LOOK_MS);
