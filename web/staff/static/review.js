/** Keyboard of the review pages: j and k move, digits choose, Enter is the browser's own. */

const stops = [...document.querySelectorAll("[data-move]")];

function typing(target) {
  return target.closest("input:not([type=checkbox]), textarea, select");
}

function move(step) {
  const here = stops.findIndex((stop) => stop.contains(document.activeElement));
  const next = stops[Math.min(Math.max(here + step, 0), stops.length - 1)];
  next?.querySelector("a, input")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (/^[1-9]$/.test(event.key)) document.querySelector(`[data-digit="${event.key}"]`)?.click();
});
